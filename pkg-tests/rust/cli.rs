//! The command line, run as a program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value as Json, json};

use crate::filings::sample;
use crate::reading::{workbook, zipped};

/// The output and exit code of a run.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
    Ran {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn jixiao() -> Command {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
}

fn run(folder: &Path, args: &[&str]) -> Ran {
    ran(jixiao().args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap())
}

fn piped(input: Vec<u8>, args: &[&str]) -> Ran {
    let mut child = jixiao()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    ran(output)
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn lines(ran: &Ran) -> Vec<Json> {
    ran.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// A self-evaluation with the rate `rate`; 95.3 ÷ 100.5 = 94.83% is right.
fn filing(rate: &str) -> Json {
    let total = json!({"name": "年度资金总额", "initial": "80", "budget": "100.5", "executed": "95.3", "weight": "10", "rate": rate, "score": "9.48"});
    json!({"documents": [{"kind": "projectEvaluation", "year": "2025", "funds": {"total": total}, "indicators": []}]})
}

/// The same form as officers have it, cell by cell.
const FORM: [&[&str]; 6] = [
    &["2025年度部门整体支出绩效自评表"],
    &["部门名称", "临江市水务局"],
    &[
        "年度预算申请（万元）",
        "年度资金总额",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
    ],
    &["", "", "80", "100.5", "95.3", "10", "90%", "9.48"],
    &[
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    &["", "产出指标", "数量指标", "修复河道", "≥12公里", "12.5公里", "90", "90", ""],
];

fn form_as(between: [&str; 4]) -> String {
    let [row, cell, cell_end, row_end] = between;
    FORM.map(|cells| {
        format!(
            "{row}{}{row_end}",
            cells.iter().map(|text| format!("{cell}{text}{cell_end}")).collect::<String>()
        )
    })
    .concat()
}

#[test]
fn every_kind_of_file_names_the_place_in_it() {
    let folder = folder("kinds");
    let text = FORM.map(|cells| cells.join("\t")).join("\n");
    let html = format!(
        "<html><head><meta charset=gbk></head><table>{}</table></html>",
        form_as(["<tr>", "<td>", "</td>", "</tr>"])
    );
    let docx = format!("<w:document><w:body><w:tbl>{}</w:tbl></w:body></w:document>", {
        form_as(["<w:tr>", "<w:tc><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:tc>", "</w:tr>"])
    });
    let ods =
        format!(r#"<office:body><table:table table:name="表">{}</table:table></office:body>"#, {
            form_as([
                "<table:table-row>",
                "<table:table-cell><text:p>",
                "</text:p></table:table-cell>",
                "</table:table-row>",
            ])
        });
    let names: Vec<Vec<String>> = (1..=FORM.len())
        .map(|row| ('A'..='I').map(|column| format!("{column}{row}")).collect())
        .collect();
    let cells: Vec<Vec<(&str, &str)>> = FORM
        .iter()
        .zip(&names)
        .map(|(cells, names)| names.iter().map(String::as_str).zip(cells.iter().copied()).collect())
        .collect();
    let rows: Vec<&[(&str, &str)]> = cells.iter().map(Vec::as_slice).collect();
    let json = serde_json::to_string_pretty(&filing("90%")).unwrap();
    let gb18030 = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16 = |text: &str| {
        [0xfeff]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let line = json.lines().position(|line| line.contains("90%")).unwrap() + 1;
    for (name, bytes, place) in [
        ("填报.json", json.clone().into_bytes(), line.to_string()),
        ("gb18030.json", gb18030(&json), line.to_string()),
        ("form.txt", text.clone().into_bytes(), "行4 列7".to_owned()),
        ("mark.txt", [b"\xef\xbb\xbf", text.as_bytes()].concat(), "行4 列7".to_owned()),
        ("gb18030.txt", gb18030(&text), "行4 列7".to_owned()),
        ("utf16.txt", utf16(&text), "行4 列7".to_owned()),
        ("form.html", gb18030(&html), "表1 行4 列7".to_owned()),
        ("form.xlsx", workbook(&rows), "自评表!G4".to_owned()),
        ("form.ods", zipped(&[("content.xml", &ods)]), "表!G4".to_owned()),
        ("form.docx", zipped(&[("word/document.xml", &docx)]), "表1 行4 列7".to_owned()),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
        let ran = run(&folder, &["check", name]);
        assert_eq!(ran.code, 1, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(&format!("{name}:{place}: 错误 RAT001 ")), "{name}: {}", ran.out);
        assert!(
            ran.out.contains("    算式：95.3 ÷ 100.5 × 100% = 94.83%\n"),
            "{name}: {}",
            ran.out
        );
        assert!(
            ran.out.ends_with(" 处\n") && ran.out.contains("\n1 个文件；错误 1，"),
            "{name}: {}",
            ran.out
        );
    }
}

#[test]
fn unreadable_files_are_reported_and_the_others_are_checked() {
    let folder = folder("unreadable");
    std::fs::create_dir(folder.join("folder")).unwrap();
    std::fs::write(folder.join("good.json"), filing("94.83%").to_string()).unwrap();
    let garbage: Vec<u8> =
        (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let two = format!("{0}\n{0}\n", filing("90%"));
    for (name, bytes, why) in [
        ("missing.json", None, "没有这个文件"),
        ("folder", None, "这是文件夹"),
        ("empty.json", Some(vec![]), "文件是空的"),
        ("blank.txt", Some(b" \n\t\n".to_vec()), "文件是空的"),
        ("garbage.bin", Some(garbage), "既不是文本"),
        ("latin1.txt", Some(b"d\xe9pense \xff\xff\xff".to_vec()), "既不是文本"),
        ("nul.txt", Some("项目\0名称".into()), "既不是文本"),
        ("huge.txt", Some(vec![b'9'; (32 << 20) + 1]), "文件过大，最多 32 MB"),
        ("letter.txt", Some("各位同事：请查收。".into()), "没有认出"),
        ("cut.json", Some(filing("90%").to_string()[..60].into()), "不是完整的 JSON"),
        ("list.json", Some(b"[]".to_vec()), "filing"),
        ("poem.json", Some(br#"{"documents": [{"kind": "poem"}]}"#.to_vec()), "/documents/0/kind"),
        ("many.json", Some(two.into()), "jixiao check - <"),
        ("old.xls", Some(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()), "文件已损坏"),
        ("broken.xlsx", Some(b"PK\x03\x04rest".to_vec()), ""),
        ("paper.pdf", Some(b"%PDF-1.7".to_vec()), "PDF"),
    ] {
        if let Some(bytes) = bytes {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        let ran = run(&folder, &["check", name, "good.json"]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.out);
        let line = ran.out.lines().next().unwrap();
        assert!(line.starts_with(&format!("{name}: 无法核对 ")) && line.contains(why), "{line}");
        assert!(ran.out.lines().last().unwrap().starts_with("2 个文件；错误 0，"), "{}", ran.out);
        assert!(ran.out.ends_with("；无法核对 1 个文件\n"), "{}", ran.out);
        let all: Json = serde_json::from_str(
            &run(&folder, &["check", "--format", "json", name, "good.json"]).out,
        )
        .unwrap();
        assert!(all[0]["error"]["message"].as_str().unwrap().contains(why));
        assert_eq!(all[1]["report"]["ok"], json!(true));
    }
}

#[test]
fn unread_cells_are_listed() {
    let folder = folder("unread");
    let left: String = (1..=7).map(|n| format!("第{n}段说明\t旁注{n}\n")).collect();
    let form = FORM.map(|cells| cells.join("\t")).join("\n").replace("90%", "94.83%");
    std::fs::write(folder.join("form.txt"), format!("{form}\n总分\t\t\t\t\t\t100\t99.48\n{left}"))
        .unwrap();
    let json: Json =
        serde_json::from_str(&run(&folder, &["check", "--format", "json", "form.txt"]).out)
            .unwrap();
    let unread = json[0]["unread"].as_array().unwrap();
    assert!(unread.len() > 5, "{json}");
    assert_eq!(json[0]["locations"]["/documents/0/funds/total/rate"], "行4 列7");
    let output = run(&folder, &["check", "form.txt"]).out;
    assert_eq!(output.matches(": 未读入 ").count(), 6, "{output}");
    assert!(output.contains(&format!("form.txt: 未读入 另有 {} 处", unread.len() - 5)), "{output}");
}

#[test]
fn options_choose_language_rules_and_day() {
    let folder = folder("options");
    std::fs::write(folder.join("a.json"), filing("90%").to_string()).unwrap();
    std::fs::write(
        folder.join("own.json"),
        json!({"id": "own", "name": "自定", "severity": {"RAT001": "warning"}}).to_string(),
    )
    .unwrap();
    let check = |args: &[&str]| run(&folder, &[&["check", "a.json"], args].concat());
    let json = |args: &[&str]| -> Json {
        serde_json::from_str(&check(&[&["--format", "json"], args].concat()).out).unwrap()
    };
    let english = check(&["--locale", "en"]).out;
    assert!(
        english.contains("a.json:1: error RAT001 ")
            && english.contains("    formula: 95.3 ÷ 100.5"),
        "{english}"
    );
    assert!(english.ends_with('\n') && english.contains("\nfiles: 1; errors: 1, "), "{english}");
    let ignored = check(&["--ignore", "REQ,RAT", "--ignore=SCO001"]);
    assert_eq!((ignored.code, ignored.out.contains("RAT001")), (0, false), "{}", ignored.out);
    assert_eq!(json(&["--profile", "cn-hunan"])[0]["report"]["profile"], "cn-hunan");
    let own = json(&["--profile", "own.json"]);
    assert_eq!(
        (&own[0]["report"]["profile"], &own[0]["report"]["counts"]["error"]),
        (&json!("own"), &json!(0))
    );
    // The form is filed after the day of checking.
    let mut dated = filing("94.83%");
    dated["documents"][0]["filedOn"] = json!("2026年3月2日");
    std::fs::write(folder.join("a.json"), dated.to_string()).unwrap();
    let codes = |args: &[&str]| check(args).out.matches(" DAT").count();
    assert!(codes(&["--today", "2026-03-01"]) >= codes(&[]));
}

#[test]
fn a_command_line_that_is_wrong_says_how() {
    let folder = folder("usage");
    for (args, why) in [
        (&[][..], "缺少命令"),
        (&["chekc", "a.json"], "没有命令“chekc”"),
        (&["check"], "缺少文件"),
        (&["check", "--format", "xml", "a.json"], "text、json 或 sarif"),
        (&["check", "--format"], "--format"),
        (&["check", "--colour", "a.json"], "--colour"),
        (&["check", "--profile", "cn-atlantis", "a.json"], "cn-hunan"),
        (&["check", "--profile", "missing.json", "a.json"], "没有这个文件"),
        (&["check", "--locale", "fr", "a.json"], "zh-CN 或 en"),
        (&["check", "--today", "tomorrow", "a.json"], "2026-03-31"),
        (&["check", "--ignore", "SUM02x", "a.json"], "SUM02x"),
        (&["check", "-", "a.json"], "单独使用"),
        (&["check", "--format", "sarif", "-"], "每行一份"),
    ] {
        let ran = run(&folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(
            ran.err.starts_with("jixiao: ") && ran.err.contains(why) && ran.err.contains("--help"),
            "{args:?}: {}",
            ran.err
        );
    }
    let english = run(&folder, &["check", "--locale", "en"]);
    assert!(english.err.contains("no file is named"), "{}", english.err);
    for (args, text) in [
        (&["--help"][..], "用法"),
        (&["--locale", "en", "-h"], "Usage"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let ran = run(&folder, args);
        assert!(ran.code == 0 && ran.out.contains(text), "{args:?}: {}", ran.out);
    }
}

#[test]
fn lines_in_lines_out_in_order() {
    // Long and short ones alternate, so that one worker has more to do than the other.
    let line = |n: usize| {
        let mut filing = filing(&format!("{n}.55%"));
        filing["documents"][0]["problems"] =
            json!("未完成。".repeat(if n % 3 == 0 { 4000 } else { 1 }));
        filing.to_string()
    };
    let input: String = (0..600)
        .map(|n| format!("{}{}", line(n), if n % 2 == 0 { "\n" } else { "\r\n\n" }))
        .collect();
    let ran = piped(format!("\u{feff}{}", input.trim_end()).into_bytes(), &["check", "-"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let reports = lines(&ran);
    assert_eq!(reports.len(), 600);
    for (n, report) in reports.iter().enumerate() {
        let finding = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["path"] == "/documents/0/funds/total/rate");
        assert_eq!(finding.unwrap()["claimed"], json!(format!("{n}.55%")));
    }
    let fine = piped(
        filing("94.83%").to_string().into_bytes(),
        &["check", "-", "--profile", "cn-hunan", "--progress", "--locale", "en"],
    );
    assert_eq!((fine.code, &lines(&fine)[0]["profile"]), (0, &json!("cn-hunan")));
    assert!(
        fine.err.starts_with("1 filings, ")
            && fine.err.ends_with("0 with errors, 0 lines unreadable\n"),
        "{}",
        fine.err
    );
    let nothing = piped(Vec::new(), &["check", "-"]);
    assert_eq!((nothing.code, nothing.out.as_str(), nothing.err.as_str()), (0, "", ""));
}

#[test]
fn a_broken_line_among_many_is_named_and_the_others_go_on() {
    let good = filing("94.83%").to_string().into_bytes();
    let too_long = [b"{\"documents\": [\"", &vec![b'9'; 33 << 20][..], b"\"]}"].concat();
    let broken: [&[u8]; 5] = [
        b"{\"documents\": [",
        b"\xff\xfe\xfd",
        b"[]",
        &too_long,
        b"{\"documents\": [{\"kind\": 1}]}",
    ];
    let input: Vec<u8> =
        broken.iter().flat_map(|broken| [&good[..], b"\n", broken, b"\n"].concat()).collect();
    let ran = piped(input, &["check", "-"]);
    assert_eq!(ran.code, 2);
    let answers = lines(&ran);
    assert_eq!(answers.len(), 10);
    for (index, answer) in answers.iter().enumerate() {
        match index % 2 {
            0 => assert_eq!(answer["ok"], json!(true)),
            _ => assert_eq!(answer["error"]["line"], json!(index + 1)),
        }
    }
    assert_eq!(answers[9]["error"]["path"], "/documents/0/kind");
    let named: Vec<&str> = ran.err.lines().map(|line| line.split('：').next().unwrap()).collect();
    assert_eq!(
        named,
        [
            "jixiao: 第 2 行", "jixiao: 第 4 行", "jixiao: 第 6 行", "jixiao: 第 8 行",
            "jixiao: 第 10 行"
        ]
    );
}

#[test]
fn whoever_waits_for_an_answer_gets_it_and_may_leave() {
    use std::io::{BufRead, BufReader};
    let mut child = jixiao()
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut stdout = BufReader::new(stdout);
    for rate in ["1%", "2%", "94.83%"] {
        writeln!(stdin, "{}", filing(rate)).unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert_eq!(serde_json::from_str::<Json>(&answer).unwrap()["ok"], json!(rate == "94.83%"));
    }
    drop(stdout);
    // The reader is gone: no error message, and no waiting.
    while writeln!(stdin, "{}", filing("1%")).is_ok() {}
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

/// The same log as the package's `sarif`, as pkg-tests/node/export.test.mjs compares.
#[test]
fn sarif() {
    let folder = folder("sarif-log");
    let mut filing = sample("hunan-2025");
    filing["acknowledged"] = json!([{
        "code": "DAT001",
        "path": "/documents/0/filedOn",
        "reason": "原件如此",
        "at": "2026-04-24T10:20:30+08:00",
    }]);
    std::fs::write(folder.join("filing.json"), filing.to_string()).unwrap();
    let ran = run(&folder, &["check", "--format", "sarif", "filing.json"]);
    insta::assert_snapshot!("sarif", ran.out.trim_end());
}

#[test]
fn sarif_names_files_lines_and_cells() {
    let folder = folder("sarif");
    let json = serde_json::to_string_pretty(&filing("90%")).unwrap();
    let line = json.lines().position(|line| line.contains("90%")).unwrap() + 1;
    std::fs::write(folder.join("表 1.json"), json).unwrap();
    std::fs::write(folder.join("form.txt"), FORM.map(|cells| cells.join("\t")).join("\n")).unwrap();
    let ran = run(
        &folder,
        &[
            "check", "--format", "sarif", "--locale", "en", "表 1.json", "missing.xlsx",
            "form.txt", "missing.xlsx",
        ],
    );
    assert_eq!(ran.code, 2, "{}", ran.err);
    let log: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["language"], "en");
    let uris: Vec<&Json> = run["artifacts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|artifact| &artifact["location"]["uri"])
        .collect();
    assert_eq!(uris, ["%E8%A1%A8%201.json", "form.txt", "missing.xlsx"]);
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notification["message"]["text"], "there is no such file");
    let results: Vec<&Json> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|result| result["ruleId"] == "RAT001")
        .collect();
    let [in_json, in_text] = results[..] else { panic!("{results:?}") };
    assert_eq!(
        (&in_json["level"], in_json["message"]["text"].is_string()),
        (&json!("error"), true)
    );
    assert_eq!(
        in_json["locations"][0],
        json!({
            "physicalLocation": {"artifactLocation": {"uri": "%E8%A1%A8%201.json"}, "region": {"startLine": line}},
            "logicalLocations": [{"fullyQualifiedName": "/documents/0/funds/total/rate"}],
        })
    );
    assert_eq!(
        in_text["locations"][0],
        json!({
            "physicalLocation": {"artifactLocation": {"uri": "form.txt"}, "region": {"startLine": 4}},
            "logicalLocations": [{"fullyQualifiedName": "/documents/0/funds/total/rate", "name": "行4 列7"}],
        })
    );
    let named: Vec<&Json> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    assert!(named.contains(&&json!("RAT001")), "{named:?}");
}

#[test]
fn a_filing_is_written_as_a_file_to_hand_in() {
    let folder = folder("write");
    std::fs::write(folder.join("填报.json"), filing("94.83%").to_string()).unwrap();
    std::fs::write(folder.join("空.json"), r#"{"documents": []}"#).unwrap();
    let mut long = filing("94.83%");
    long["documents"][0]["measures"] = json!("字".repeat(60_000));
    std::fs::write(folder.join("长.json"), long.to_string()).unwrap();
    for file in ["表.docx", "表.XLSX", "表.txt"] {
        let written = run(&folder, &["write", "填报.json", "-o", file]);
        assert_eq!((written.code, written.err.as_str(), written.out.as_str()), (0, "", ""));
        let checked = run(&folder, &["check", "--format", "json", file]);
        let [answer] = &lines_of_list(&checked)[..] else { panic!("{}", checked.out) };
        assert_eq!(answer["report"]["counts"]["error"], 0, "{}", checked.out);
        assert!(answer["locations"]["/documents/0/funds/total/rate"].is_string(), "{file}");

        let again = run(&folder, &["write", "填报.json", "-o", file]);
        assert_eq!(again.code, 2);
        assert!(again.err.contains("已有这个文件"), "{}", again.err);
        assert_eq!(run(&folder, &["write", "--force", "填报.json", "-o", file]).code, 0);
    }
    for (args, why) in [
        (&["write", "填报.json"][..], "write 需要一个文件和 -o 输出文件"),
        (&["write", "填报.json", "-o", "表.pdf"], "只能写成 .docx、.xlsx 或 .txt"),
        (&["write", "没有.json", "-o", "新.docx"], "没有这个文件"),
        (&["write", "空.json", "-o", "新.docx"], "/documents"),
        (&["write", "长.json", "-o", "新.xlsx"], "/documents/0/measures 有 60000 个字"),
    ] {
        let refused = run(&folder, args);
        assert_eq!(refused.code, 2, "{args:?}");
        assert!(refused.err.contains(why), "{}", refused.err);
        assert!(!folder.join("新.docx").exists() && !folder.join("新.xlsx").exists());
    }
}

/// The entries of `--format json`.
fn lines_of_list(ran: &Ran) -> Vec<Json> {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out))
}
