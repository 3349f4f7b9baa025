/**
 * Times functions against each other: in rounds that call each of them once, so that a slow moment
 * of the machine affects all.
 */

const BATCH = 3; // milliseconds: much more than a tick of a browser's clock, less than a time slice of a busy machine
const ROUNDS = { least: 5, most: 201 };

function time(run, times) {
  const start = performance.now();
  for (let i = 0; i < times; i += 1) run(i);
  return (performance.now() - start) / times;
}

/** How many calls fill a batch, after a warm-up for the compilers. */
function calibrate(run) {
  let times = 1;
  const until = performance.now() + 250;
  for (;;) {
    const each = time(run, times);
    if (each * times >= BATCH) {
      if (performance.now() > until || each > 100) return Math.max(1, Math.round(BATCH / each));
    } else times *= 2;
  }
}

const quantile = (sorted, share) => sorted[Math.round((sorted.length - 1) * share)];

/** `{ name: () => … }` → `{ name: { median, spread } }`: microseconds a call, and half the distance between the quartiles. */
export function measure(contenders, budget = 8_000) {
  const names = Object.keys(contenders);
  const times = Object.fromEntries(names.map((name) => [name, calibrate(contenders[name])]));
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  const until = performance.now() + budget;
  for (
    let round = 0;
    round < ROUNDS.most && (round < ROUNDS.least || performance.now() < until);
    round += 1
  ) {
    for (const name of names) taken[name].push(time(contenders[name], times[name]));
  }
  return Object.fromEntries(names.map((name) => [name, summary(taken[name])]));
}

export function summary(milliseconds) {
  const sorted = milliseconds.map((each) => each * 1000).sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    spread: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2,
  };
}
