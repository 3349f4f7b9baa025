//! How many filings a server checks a second on one core: `cargo bench --bench native` prints a
//! line of JSON.

use std::hint::black_box;
use std::time::{Duration, Instant};

use jixiao::{Options, json, validate};

const SAMPLE: &str = include_str!("../../www/samples/hunan-2025-filing.json");
const ROUND: Duration = Duration::from_millis(300);
const ROUNDS: usize = 15;

fn main() {
    let filing = json::parse(SAMPLE).expect("the sample is JSON");
    let options = Options::default();
    let from_text = || {
        let filing = json::parse(black_box(SAMPLE)).expect("the sample is JSON");
        let report = validate(filing, &options).expect("the sample is a filing");
        black_box(serde_json::to_string(&report).expect("a report is JSON"));
    };
    let in_memory = || drop(black_box(validate(black_box(&filing), &options)));
    let (mut text, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        text.push(per_second(&from_text));
        memory.push(per_second(&in_memory));
    }
    println!("{{\"fromText\": {:.0}, \"inMemory\": {:.0}}}", median(text), median(memory));
}

fn per_second(run: &dyn Fn()) -> f64 {
    let start = Instant::now();
    let mut count = 0u32;
    while start.elapsed() < ROUND {
        run();
        count += 1;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
