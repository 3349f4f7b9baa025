//! Forms of several provinces, and one form in every file format: the same cells from all of them.
//! The figures are made up.

use std::collections::BTreeMap;

use jixiao::read::Source;
use jixiao::{Options, validate};
use serde_json::{Value as Json, json};

use crate::reading::{
    Reading, assert_whole, fixture, kinds, read, read_bytes, read_text, row, unread, zipped,
};

// ── One form in every kind of file

/// A self-evaluation as a grid; `^` is merged with the cell above, `<` with the cell to its left.
const FORM: &[&[&str]] = &[
    &["项目支出绩效自评表", "<", "<", "<", "<", "<", "<", "<", "<"],
    &["（2025年度）", "<", "<", "<", "<", "<", "<", "<", "<"],
    &["项目名称", "<", "县级公路养护补助", "<", "<", "<", "<", "<", "<"],
    &["主管部门", "<", "青山县交通运输局", "<", "<", "实施单位", "青山县公路事务中心", "<", "<"],
    &[
        "项目资金（万元）",
        "<",
        "",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
    ],
    &["^", "^", "年度资金总额", "500", "480.5", "468.25", "10", "97.45%", "9.75"],
    &["^", "^", "其中：当年财政拨款", "400", "380.5", "370", "—", "97.24%", "—"],
    &["^", "^", "上年结转资金", "100", "100", "98.25", "—", "98.25%", "—"],
    &["年度总体目标", "预期目标", "<", "<", "<", "实际完成情况", "<", "<", "<"],
    &["^", "养护县道 120 公里", "<", "<", "<", "养护县道 126 公里", "<", "<", "<"],
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
    &["^", "产出指标", "数量指标", "县道养护里程", "≥120公里", "126公里", "25", "25", ""],
    &["^", "^", "^", "桥梁检测数量", "≥8座", "8座", "15", "15", ""],
    &["^", "^", "时效指标", "当年完成率", "≥95%", "90%", "10", "9.47", "原因：雨季停工"],
    &["^", "效益指标", "社会效益指标", "惠及群众人数", "≥3.5万人", "3.62万人", "30", "30", ""],
    &["^", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93.20%", "10", "10", ""],
    &["总分", "<", "<", "<", "<", "<", "100", "99.22", ""],
    &["填表人：      填报日期：2026年2月18日", "<", "<", "<", "<", "<", "<", "<", "<"],
];

/// The cells that begin in a row, each with its column and its column and row span.
fn spans(row: usize) -> Vec<(usize, &'static str, usize, usize)> {
    let is = |row: usize, column: usize, mark: &str| {
        FORM.get(row).is_some_and(|cells| cells.get(column) == Some(&mark))
    };
    let begins = |(_, text): &(usize, &&str)| !matches!(**text, "<" | "^");
    let span = |(column, text): (usize, &&'static str)| {
        let columns = (column + 1..).take_while(|column| is(row, *column, "<")).count() + 1;
        let rows = (row + 1..).take_while(|row| is(*row, column, "^")).count() + 1;
        (column, *text, columns, rows)
    };
    FORM[row].iter().enumerate().filter(begins).map(span).collect()
}

fn lines(cell: impl Fn(&str) -> String, between: &str) -> String {
    let shown = |text: &&str| cell(if matches!(*text, "<" | "^") { "" } else { text });
    FORM.iter()
        .map(|row| row.iter().map(shown).collect::<Vec<_>>().join(between) + "\r\n")
        .collect()
}

fn page() -> String {
    let cell = |(_, text, columns, rows): (usize, &str, usize, usize)| {
        format!("<td colspan={columns} rowspan={rows} class=xl65>{text}</td>")
    };
    let rows: String = (0..FORM.len())
        .map(|row| {
            format!("<tr height=18>{}</tr>", spans(row).into_iter().map(cell).collect::<String>())
        })
        .collect();
    format!(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><style>td{{mso-style-parent:style0;}}</style><body><table>{rows}</table></body></html>"
    )
}

/// Figures as numbers, percentages as such, the rest as shared strings.
fn sheet() -> Vec<(&'static str, String)> {
    let mut strings = Vec::new();
    let mut cell = |row: usize, column: usize, text: &str| {
        let at = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
        match text.strip_suffix('%').unwrap_or(text).parse::<f64>() {
            Ok(share) if text.ends_with('%') => {
                format!(
                    r#"<c r="{at}" s="{}"><v>{}</v></c>"#,
                    if text.contains('.') { 2 } else { 1 },
                    share / 100.0
                )
            }
            Ok(number) => format!(r#"<c r="{at}"><f>SUM(Z{row}:Z9)</f><v>{number}</v></c>"#),
            Err(_) if text.is_empty() => format!(r#"<c r="{at}"/>"#),
            Err(_) => {
                strings.push(format!("<si><r><t>{text}</t></r></si>"));
                format!(r#"<c r="{at}" t="s"><v>{}</v></c>"#, strings.len() - 1)
            }
        }
    };
    let mut rows = String::new();
    for row in 0..FORM.len() {
        let cells: String =
            spans(row).iter().map(|(column, text, ..)| cell(row, *column, text)).collect();
        rows.push_str(&format!(r#"<row r="{}">{cells}</row>"#, row + 1));
    }
    vec![
        ("xl/workbook.xml", r#"<workbook xmlns:r="r"><sheets><sheet name="自评" sheetId="1" r:id="a"/></sheets></workbook>"#.to_owned()),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/></cellXfs></styleSheet>"#.to_owned(),
        ),
        ("xl/sharedStrings.xml", format!("<sst>{}</sst>", strings.concat())),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ]
}

fn word() -> Vec<(&'static str, String)> {
    let cell = |text: &str, columns: usize, merge: &str| {
        format!(
            r#"<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"#
        )
    };
    let mut rows = String::new();
    for (index, row) in FORM.iter().enumerate() {
        let begun = spans(index);
        let mut cells = String::new();
        let mut column = 0;
        while column < row.len() {
            let own = begun.iter().find(|(at, ..)| *at == column);
            let (text, columns, merge) =
                own.map_or(("", 1, "<w:vMerge/>"), |(_, text, columns, rows)| {
                    (*text, *columns, if *rows > 1 { r#"<w:vMerge w:val="restart"/>"# } else { "" })
                });
            cells.push_str(&cell(text, columns, merge));
            column += columns;
        }
        rows.push_str(&format!("<w:tr>{cells}</w:tr>"));
    }
    vec![(
        "word/document.xml",
        format!("<w:document><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"),
    )]
}

fn open_document() -> Vec<(&'static str, String)> {
    let cell = |text: &&str| match *text {
        "<" | "^" => "<table:covered-table-cell/>".to_owned(),
        text => format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>"),
    };
    let rows: String = FORM
        .iter()
        .map(|row| {
            format!(
                "<table:table-row>{}</table:table-row>",
                row.iter().map(cell).collect::<String>()
            )
        })
        .collect();
    vec![(
        "content.xml",
        format!(
            r#"<office:body><table:table table:name="自评">{rows}</table:table></office:body>"#
        ),
    )]
}

fn packed(members: &[(&str, String)]) -> Vec<u8> {
    zipped(&members.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

#[test]
fn one_form_reads_the_same_from_every_kind_of_file() {
    let tabs = lines(str::to_owned, "\t");
    let expected = read_text(&tabs);
    assert_eq!(kinds(&expected), ["projectEvaluation"]);
    assert_eq!(unread(&expected), [""; 0]);
    let form = &expected.documents[0];
    assert_eq!(form["year"], "（2025年度）");
    assert_eq!(form["filedOn"], "2026年2月18日");
    assert_eq!(form["funds"]["total"]["rate"], "97.45%");
    assert_eq!(
        form["funds"]["parts"][1],
        json!({"name": "上年结转资金", "initial": "100", "budget": "100", "executed": "98.25", "weight": "—", "rate": "98.25%", "score": "—"})
    );
    assert_eq!(
        form["goals"],
        json!({"expected": "养护县道 120 公里", "achieved": "养护县道 126 公里"})
    );
    // A cell that begins with the words of a label is still a cell.
    assert_eq!(
        row(&expected, 0, 2, &["level1", "level2", "name", "actual", "score", "reason"]),
        ["产出指标", "时效指标", "当年完成率", "90%", "9.47", "原因：雨季停工"]
    );
    assert_eq!(form["total"], json!({"weight": "100", "score": "99.22"}));

    let commas = lines(|text| format!("\"{text}\""), ",");
    let named = |bytes: &[u8], name: &str| read(Source::Bytes(bytes), Some(name)).unwrap();
    let wide: Vec<u8> =
        [0xfeff].into_iter().chain(tabs.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (kind, reading, place) in [
        ("web page", read_text(&page()), "表1 行14 列6"),
        (".xlsx", read_bytes(&packed(&sheet())), "自评!F14"),
        (".docx", read_bytes(&packed(&word())), "表1 行14 列6"),
        (".ods", read_bytes(&packed(&open_document())), "自评!F14"),
        (".csv", named(commas.as_bytes(), "自评.csv"), "行14 列6"),
        ("UTF-16", named(&wide, "自评.txt"), "行14 列6"),
    ] {
        assert_whole(&reading);
        assert_eq!(reading.documents, expected.documents, "{kind}");
        assert_eq!(unread(&reading), [""; 0], "{kind}");
        assert_eq!(reading.locations["/documents/0/indicators/2/actual"], place, "{kind}");
    }
}

/// A workbook that xlwt has written: the form of a project with merged cells, figures, percentages.
#[test]
fn a_workbook_of_before_2007() {
    let reading = read_bytes(&fixture("project.xls"));
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["projectEvaluation"]);
    let form = &reading.documents[0];
    assert_eq!(
        (&form["project"], &form["implementer"]),
        (&json!("县级公路养护补助"), &json!("青山县公路事务中心"))
    );
    assert_eq!(
        form["funds"]["total"],
        json!({"name": "年度资金总额", "initial": "500", "budget": "480.5", "executed": "468.25", "weight": "10", "rate": "97.45%", "score": "9.75"})
    );
    assert_eq!(
        row(&reading, 0, 3, &["level1", "level2", "name", "target", "actual", "weight", "score"]),
        ["产出指标", "时效指标", "当年完成率", "≥95%", "90%", "10", "9.47"]
    );
    assert_eq!(reading.locations["/documents/0/funds/total/rate"], "national!H6");
    assert_eq!(unread(&reading), ["李某"]);
    // Cut off or corrupt, it is refused or read as far as possible.
    let whole = fixture("project.xls");
    for length in (0..whole.len()).step_by(97) {
        let _ = read(Source::Bytes(&whole[..length]), None);
    }
    assert!(read(Source::Bytes(&whole[..2000]), None).unwrap_err().to_string().contains("损坏"));
}

#[test]
fn a_workbook_shows_what_excel_shows() {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="&quot;≥&quot;0&quot;公里&quot;"/>
        <numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;
    let text =
        |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let header: String = "一级指标 三级指标 年度指标值 实际完成值 分值 得分"
        .split(' ')
        .zip("ABCDEF".chars())
        .map(|(label, column)| text(&format!("{column}3"), label))
        .collect();
    let sheet = [
        format!(r#"<row r="1">{}</row>"#, text("A1", "项目支出绩效自评表")),
        format!(r#"<row r="2">{}<c r="B2" s="2"><v>46113</v></c></row>"#, text("A2", "填报日期")),
        format!(r#"<row r="3">{header}</row>"#),
        // A row hidden by a filter still counts in the sheet's sums.
        format!(
            r#"<row r="4" hidden="1">{}{}<c r="C4" s="1"><v>12</v></c><c r="D4" t="str"><f>12&amp;"公里"</f><v>12公里</v></c><c r="E4"><v>50</v></c><c r="F4"><f>E4*1</f></c></row>"#,
            text("A4", "产出指标"),
            text("B4", "修复河道")
        ),
        format!(r#"<row r="5">{}<c r="C5" s="3"><v>0.9544</v></c><c r="D5" t="e"><v>#DIV/0!</v></c></row>"#, text("B5", "验收合格率")),
    ]
    .concat();
    let hidden = format!(r#"<row r="1">{}</row>"#, text("A1", "2024年度项目支出绩效自评表"));
    let reading = read_bytes(&zipped(&[
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="自评" r:id="a"/><sheet name="去年" state="hidden" r:id="b"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>"#,
        ),
        ("xl/styles.xml", styles),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>"),
        ),
        (
            "xl/worksheets/sheet2.xml",
            &format!("<worksheet><sheetData>{hidden}</sheetData></worksheet>"),
        ),
    ]));
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["projectEvaluation"]);
    assert_eq!(reading.documents[0]["filedOn"], "2026年4月1日");
    // A formula without a result is shown as a formula, not left out.
    assert_eq!(
        row(&reading, 0, 0, &["name", "target", "actual", "weight", "score"]),
        ["修复河道", "≥12公里", "12公里", "50", "=E4*1"]
    );
    assert_eq!(
        row(&reading, 0, 1, &["level1", "target", "actual", "weight"]),
        ["产出指标", "95.44%", "#DIV/0!", ""]
    );
    assert_eq!(reading.unread.len(), 1);
    assert_eq!(reading.unread[0].location, "去年!A1（隐藏的工作表）");
}

#[test]
fn a_word_report_with_styles_symbols_and_tracked_changes() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let heading = |text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{}</w:p>"#, run(text))
    };
    let document = [
        format!("<w:p>{}</w:p>", run("2025年度云岭县档案馆整体支出绩效自评报告")),
        // Numbers that Word adds before headings are not in the text.
        heading("基本情况"),
        format!(
            r#"<w:p>{}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{}<w:del><w:r><w:delText>85%</w:delText><w:t>85%</w:t></w:r></w:del><w:ins>{}</w:ins></w:p>"#,
            run("满意度"),
            run("90%，"),
            run("实际93%。")
        ),
        heading("存在问题"),
        format!("<w:p>{}<w:r><w:br/></w:r>{}</w:p>", run("支付偏慢，"), run("需要加快。")),
    ]
    .concat();
    let reading = read_bytes(&zipped(&[(
        "word/document.xml",
        &format!("<w:document><w:body>{document}</w:body></w:document>"),
    )]));
    assert_eq!(
        reading.documents,
        [
            json!({"kind": "narrative", "title": "2025年度云岭县档案馆整体支出绩效自评报告", "sections": [
                {"heading": "基本情况", "text": "满意度≥90%，实际93%。"},
                {"heading": "存在问题", "text": "支付偏慢，\n需要加快。"},
            ]})
        ]
    );
    assert_eq!(unread(&reading), [""; 0]);
}

#[test]
fn a_saved_page_with_a_layout_of_tables() {
    let table = page();
    let table = &table[table.find("<table>").unwrap()..table.find("</body>").unwrap()];
    let page = format!(
        "<!DOCTYPE html><html><head><title>公告</title><script>if(a<b && c>\"x\"){{s=\"it's</td>\";document.write(\"<table><tr><td>1\")}}</script>\
         <body><ul><li>首页</li><li>政务公开</li></ul><table><tr><td>当前位置：首页</td></tr><tr><td><table><tr><td>栏目</td></tr></table></td>\
         <td><p>附表</p>{table}<p>打印本页</p></td></tr><tr><td>版权所有</td></tr></table>"
    );
    let reading = read_text(&page);
    assert_whole(&reading);
    assert_eq!(reading.documents, read_text(&lines(str::to_owned, "\t")).documents);
    assert_eq!(
        unread(&reading),
        ["首页", "政务公开", "当前位置：首页", "栏目", "附表", "打印本页", "版权所有"]
    );
}

#[test]
fn what_was_typed_into_the_form_of_a_page() {
    let reading = read_text(
        "<h3>项目支出绩效自评表</h3><table><tr><td>项目名称</td><td><input value=乡村道路></td><td>年度</td><td><select><option>2024<option selected>2025</select></td></tr>\
         <tr><th>一级指标</th><th>三级指标</th><th>年度指标值</th><th>实际完成值</th></tr>\
         <tr><td><input type=hidden value=7>产出指标</td><td><input type=\"text\" value=\"新建道路\"></td><td><textarea>≥5公里</textarea></td><td>5.2公里</td></tr></table><button>保存</button>",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!((&form["project"], &form["year"]), (&json!("乡村道路"), &json!("2025")));
    assert_eq!(
        form["indicators"],
        json!([{"level1": "产出指标", "name": "新建道路", "target": "≥5公里", "actual": "5.2公里"}])
    );
}

// ── Layouts

#[test]
fn targets_of_the_period_beside_those_of_the_year() {
    let reading = read_text(
        "项目支出绩效目标表\n（2026年度）\n\
         项目名称\t\t山洪灾害防治\t\t主管部门及代码\t云岭县水利局\n\
         项目属性\t\t新增项目\t\t项目期\t2025-2027年\n\
         项目资金（万元）\t\t中期资金总额：\t900\t年度资金总额：\t300\n\
         \t\t其中：财政拨款\t850\t其中：财政拨款\t280\n\
         \t\t其他资金\t50\t其他资金\t20\n\
         总体目标\t中期目标（2025年—2027年）\t\t\t年度目标\t\n\
         \t建成站点 45 处。\t\t\t建成站点 15 处。\t\n\
         绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n\
         \t产出指标\t数量指标\t监测站点\t≥45处\t数量指标\t监测站点\t≥15处\n\
         \t\t成本指标\t运行维护成本\t≤90万元\t成本指标\t站点单价\t≤20万元\n\
         \t满意度指标\t服务对象满意度指标\t群众满意度\t≥95%\t服务对象满意度指标\t群众满意度\t≥90%\n",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!(
        (&form["start"], &form["end"], &form["year"]),
        (&json!("2025"), &json!("2027年"), &json!("（2026年度）"))
    );
    assert_eq!(
        (&form["periodAmount"], &form["amount"], &form["unit"]),
        (&json!("900"), &json!("300"), &json!("万元"))
    );
    assert_eq!(
        form["parts"],
        json!([{"name": "其中：财政拨款", "amount": "280"}, {"name": "其他资金", "amount": "20"}])
    );
    assert_eq!(
        (&form["periodGoal"], &form["goal"]),
        (&json!("建成站点 45 处。"), &json!("建成站点 15 处。"))
    );
    for (index, expected) in [
        ["产出指标", "数量指标", "监测站点", "≥45处", "≥15处"],
        // An indicator of the period that the year does not have becomes an indicator of its own.
        ["产出指标", "成本指标", "运行维护成本", "≤90万元", "(none)"],
        ["产出指标", "成本指标", "站点单价", "(none)", "≤20万元"],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥95%", "≥90%"],
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(
            row(&reading, 0, index, &["level1", "level2", "name", "periodTarget", "target"]),
            expected,
            "row {index}"
        );
    }
    assert_eq!(unread(&reading), ["新增项目", "其中：财政拨款", "850", "其他资金", "50"]);
}

#[test]
fn a_declaration_with_sources_of_its_money() {
    let reading = read_text(
        "2026年度项目支出绩效目标申报表\n\t\t\t单位：万元\n\
         项目名称\t乡镇卫生院能力提升\t主管部门\t云岭县卫生健康局\n\
         项目类型\t经常性项目\t项目起止时间\t2026-01-01-2026-12-31\n\
         资金总额\t210.5\t其中：财政拨款\t200\n\
         其他资金\t10.5\n\
         年度绩效目标\t\"1.配置设备12台；\n2.培训200人次。\"\n\
         一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位\t权重\t指标说明\n\
         产出指标\t数量指标\t设备配置\t≥\t12\t台\t50\t按合同\n\
         满意度指标\t服务对象满意度指标\t患者满意度\t≥\t90\t%\t40\t\n\
         注：1.指标说明写明依据。\n\
         2.定量指标填写数值。\n",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!((&form["amount"], &form["unit"]), (&json!("210.5"), &json!("万元")));
    assert_eq!(
        form["parts"],
        json!([{"name": "其中：财政拨款", "amount": "200"}, {"name": "其他资金", "amount": "10.5"}])
    );
    assert_eq!((&form["start"], &form["end"]), (&json!("2026-01-01"), &json!("2026-12-31")));
    assert_eq!(form["goal"], "1.配置设备12台；\n2.培训200人次。");
    assert_eq!(
        row(&reading, 0, 1, &["name", "sign", "target", "unit", "weight"]),
        ["患者满意度", "≥", "90", "%", "40"]
    );
    assert_eq!(form["indicators"].as_array().unwrap().len(), 2);
    assert_eq!(
        unread(&reading),
        ["指标说明", "按合同", "1.指标说明写明依据。", "2.定量指标填写数值。"]
    );
}

#[test]
fn a_department_table_of_indicators() {
    let reading = read_text(
        "部门整体支出绩效目标表\n（2026年度）\n\
         部门（单位）名称\t\t云岭县农业农村局\n\
         年度预算申请（万元）\t资金总额\t4200.5\n\
         \t按收入性质分\t\t\t按支出性质分\n\
         \t其中：一般公共预算\t4150\t\t其中：基本支出\t1800.5\n\
         \t其他资金\t50.5\t\t项目支出\t2400\n\
         部门职能概述\t负责全县农业农村工作\n\
         整体绩效目标\t建成高标准农田2万亩\n\
         绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\
         \t产出指标\t数量指标\t高标准农田\t≥2万亩\n",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!(
        (&form["kind"], &form["department"], &form["year"]),
        (&json!("departmentTargets"), &json!("云岭县农业农村局"), &json!("（2026年度）"))
    );
    assert_eq!(
        form["expenditure"],
        json!({"total": "4200.5", "basic": "1800.5", "project": "2400"})
    );
    assert_eq!(form["goals"], json!(["建成高标准农田2万亩"]));
    // Sources of income without a cell are not mistaken for the two that have one.
    assert_eq!(form.get("income"), None);
    assert_eq!(
        unread(&reading),
        ["其中：一般公共预算", "4150", "其他资金", "50.5", "负责全县农业农村工作"]
    );
}

#[test]
fn columns_in_another_order_under_other_names() {
    let reading = read_text(
        "2025年度部门整体支出绩效自评情况表\n\
         部门名称：云岭县档案馆\t\t\t\t金额单位：万元\n\
         预算执行情况\t\t年初预算数\t调整预算数\t执行数\t执行率\t分值\t得分\n\
         \t部门整体支出\t600\t640\t608\t95%\t10\t9.5\n\
         \t其中：基本支出\t400\t420\t410\t97.62%\t\t\n\
         年度绩效目标完成情况\t年初设定目标\t\t\t全年目标完成情况\n\
         \t数字化30万页\t\t\t数字化31万页\n\
         序号\t一级指标\t二级指标\t绩效指标\t权重\t目标值\t完成情况\t自评得分\t未完成原因分析\t改进措施\n\
         1\t产出指标\t数量指标\t数字化页数\t50\t≥30万页\t31万页\t50\t\t\n\
         2\t效益指标\t社会效益指标\t服务人次\t30\t≥2000人次\t1800人次\t27\t来馆人数减少\t加强宣传\n\
         3\t预算执行率\t\t\t10\t100%\t95%\t9.5\t\t\n\
         合计\t\t\t\t100\t\t\t96\t\t优\n",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!((&form["department"], &form["unit"]), (&json!("云岭县档案馆"), &json!("万元")));
    assert_eq!(
        form["funds"]["parts"].as_array().unwrap().len(),
        1,
        "goals are no line of the funds"
    );
    assert_eq!(form["goals"], json!({"expected": "数字化30万页", "achieved": "数字化31万页"}));
    assert_eq!(
        row(
            &reading,
            0,
            1,
            &["level1", "level2", "name", "weight", "target", "actual", "score", "reason"]
        ),
        [
            "效益指标", "社会效益指标", "服务人次", "30", "≥2000人次", "1800人次", "27",
            "来馆人数减少"
        ]
    );
    // A name over all three level columns is the indicator's name.
    assert_eq!(
        row(&reading, 0, 2, &["level1", "level2", "name", "weight", "actual"]),
        ["预算执行率", "", "预算执行率", "10", "95%"]
    );
    assert_eq!(form["total"], json!({"weight": "100", "score": "96", "grade": "优"}));
    assert_eq!(unread(&reading), ["改进措施", "加强宣传"]);
}

#[test]
fn a_project_of_sichuan_with_its_own_blocks() {
    let reading = read_text(
        "部门预算项目支出绩效自评表（2025年度）\n\
         项目名称\t\t小学食堂改造\n\
         主管部门\t\t云岭县教育局\t\t实施单位（盖章）\t云岭县教育局\n\
         项目基本情况\t1.项目年度目标完成情况\t\t项目年度目标\t\t年度目标完成情况\n\
         \t\t\t改造 6 所食堂\t\t已改造 6 所\n\
         \t2.项目实施内容及过程概述\t\t分两批招标实施。\n\
         预算执行情况（10分）\t年度预算数（万元）\t\t年初预算\t调整后预算数\t预算执行数\t预算执行率\t权重\t得分\t原因\n\
         \t总额\t\t300\t286\t280.28\t98.00%\t10\t9.8\t\n\
         \t其中：财政资金\t\t300\t286\t280.28\t98.00%\t/\t/\t\n\
         绩效指标（90分）\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t完成值\t权重\t得分\t未完成原因分析\n\
         \t产出指标\t数量指标\t改造食堂数量\t＝\t6\t所\t6\t90\t90\t\n\
         合计\t\t\t\t\t\t\t\t100\t99.8\t\n\
         项目负责人：          财务负责人：\n",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!(form["goals"], json!({"expected": "改造 6 所食堂", "achieved": "已改造 6 所"}));
    assert_eq!(
        form["funds"]["total"],
        json!({"name": "总额", "initial": "300", "budget": "286", "executed": "280.28", "rate": "98.00%", "weight": "10", "score": "9.8", "reason": ""})
    );
    assert_eq!(
        row(&reading, 0, 0, &["sign", "target", "unit", "actual", "weight"]),
        ["＝", "6", "所", "6", "90"]
    );
    assert_eq!(unread(&reading), ["分两批招标实施。"]);
}

/// A correct self-evaluation in parts that a test can replace.
struct Form<'a> {
    funds: &'a str,
    table: &'a str,
    total: &'a str,
}

impl Form<'_> {
    const FUNDS: &'static str = "\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n\t年度资金总额\t100\t100\t99.2\t10\t99.2%\t9.92\n";
    const TABLE: &'static str = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n\
        产出指标\t数量指标\t培训期数\t≥28期\t30期\t25\t25\t\n\
        \t\t开展宣讲次数\t≥48场\t52场\t25\t25\t\n\
        效益指标\t社会效益指标\t知晓率\t≥90%\t90%\t30\t30\t\n\
        满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t95%\t10\t10\t\n";
    const TOTAL: &'static str = "总分\t\t\t\t\t100\t99.92\t\n";
    const WHOLE: Form<'static> =
        Form { funds: Form::FUNDS, table: Form::TABLE, total: Form::TOTAL };

    fn read(&self) -> Reading {
        let Form { funds, table, total } = self;
        read_text(&format!(
            "2024年度项目支出绩效自评表\n项目名称\t培训\n主管部门\t云岭县司法局\n{funds}{table}{total}"
        ))
    }
}

/// The codes of errors and warnings.
fn accused(reading: &Reading) -> Vec<String> {
    let findings = findings(reading);
    findings
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_form_that_is_right_is_right_however_it_is_laid_out() {
    let with_more = |header: &str, value: &str, after: &str| {
        let lines = Form::TABLE.lines().enumerate().map(|(index, line)| {
            let mut cells: Vec<&str> = line.split('\t').collect();
            let at = if after.is_empty() {
                cells.len()
            } else {
                Form::TABLE.split(['\t', '\n']).position(|cell| cell == after).unwrap() + 1
            };
            cells.insert(at, if index == 0 { header } else { value });
            cells.join("\t")
        });
        lines.collect::<Vec<_>>().join("\n") + "\n"
    };
    let tables = [
        // A column of unknown name is still a column.
        with_more("完成率", "107.14%", "实际完成值"),
        with_more("财政审核得分", "25", ""),
        with_more("评分标准", "完成得满分", "三级指标"),
        // A column about another column is a different one.
        with_more("得分率", "100%", "分值"),
        with_more("指标值类型", "定量", "三级指标"),
        with_more("目标值完成率", "107.14%", "实际完成值"),
        // The adjusted target counts; points of a level are not the row's.
        Form::TABLE
            .replace("年度指标值", "年初目标值\t调整后目标值")
            .replace("≥28期", "≥35期\t≥28期")
            .replace("≥48场", "≥50场\t≥48场")
            .replace("≥90%\t9", "≥95%\t≥90%\t9"),
        Form::TABLE
            .replace("一级指标\t", "一级指标\t分值\t")
            .replace("产出指标\t", "产出指标\t50\t")
            .replace("\t\t开展", "\t\t\t开展")
            .replace("效益指标\t社", "效益指标\t30\t社")
            .replace("满意度指标\t服", "满意度指标\t10\t服"),
        Form::TABLE.replace("实际完成值", "实际完成情况说明").replace("偏差原因", "偏差原因说明"),
        // A subtotal is not an indicator.
        Form::TABLE.replace("效益指标\t社会", "小计\t\t\t\t\t50\t50\t\n效益指标\t社会"),
        Form::TABLE.replace("效益指标\t社会", "产出指标小计\t\t\t\t\t50\t50\t\n效益指标\t社会"),
        // Columns under other names.
        Form::TABLE.replace(
            "年度指标值\t实际完成值\t分值\t得分\t偏差原因",
            "绩效指标值\t指标完成值\t满分\t实际得分\t扣分原因",
        ),
    ];
    for table in &tables {
        let reading = Form { table, ..Form::WHOLE }.read();
        assert_eq!(
            (
                accused(&reading),
                row(&reading, 0, 1, &["name", "target", "actual", "weight", "score"]).join(" ")
            ),
            (vec![], "开展宣讲次数 ≥48场 52场 25 25".to_owned()),
            "{table}"
        );
    }
    for (total, weight, score) in [
        (Form::TOTAL, "100", "99.92"),
        ("综合得分\t\t\t\t\t100\t99.92\t\n", "100", "99.92"),
        ("绩效自评得分\t\t\t\t\t100\t99.92\t\n", "100", "99.92"),
        ("总分（100分）\t\t\t\t\t\t99.92\t\n", "100", "99.92"),
        ("总分\t100\t\t\t总得分\t99.92\t自评等级\t优\n", "100", "99.92"),
    ] {
        let reading = Form { total, ..Form::WHOLE }.read();
        assert_eq!(
            (
                accused(&reading),
                &reading.documents[0]["total"]["weight"],
                &reading.documents[0]["total"]["score"]
            ),
            (vec![], &json!(weight), &json!(score)),
            "{total}"
        );
    }
    // One figure in a cell merged over weight and score, repeated or not.
    for total in [
        "总分\t\t\t\t\t99.92\t\t\n",
        "合计\t合计\t合计\t合计\t合计\t99.92\t99.92\t\n",
        "自评得分\t\t\t\t\t99.92\t\t\n",
    ] {
        let reading = Form { total, ..Form::WHOLE }.read();
        assert_eq!(
            (accused(&reading), &reading.documents[0]["total"]),
            (vec![], &json!({"score": "99.92"})),
            "{total}"
        );
    }
    // 序号 contains row numbers; another figure there must not get lost.
    let numbered = Form::TABLE
        .replace("一级指标\t二", "序号\t一级指标\t二")
        .replace("产出指标\t", "1\t产出指标\t")
        .replace("\n\t\t开展", "\n20241231\t\t\t开展");
    let reading = Form {
        table: &numbered
            .replace("效益指标\t社", "3\t效益指标\t社")
            .replace("满意度指标\t服", "4\t满意度指标\t服"),
        ..Form::WHOLE
    }
    .read();
    assert_eq!(unread(&reading), ["20241231"]);
    // A figure below neither column is the score, except full marks, which may be the weight.
    assert_eq!(
        Form { total: "总分\t99.92\n", ..Form::WHOLE }.read().documents[0]["total"],
        json!({"score": "99.92"})
    );
    let reading = Form { total: "总分\t100\n", ..Form::WHOLE }.read();
    assert_eq!((accused(&reading), unread(&reading)), (vec![], vec!["100"]));
}

#[test]
fn funds_that_are_right_are_right_however_they_are_laid_out() {
    let columns = "\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n";
    for (funds, total) in [
        (
            format!(
                "{columns}合计\t\t100\t100\t99.2\t10\t99.2%\t9.92\n其中：财政拨款\t\t80\t80\t79.2\t-\t99%\t-\n其他资金\t\t20\t20\t20\t-\t100%\t-\n"
            ),
            "合计",
        ),
        (
            format!(
                "{columns}财政拨款\t\t80\t80\t79.2\t\t99%\t\n其他资金\t\t20\t20\t20\t\t100%\t\n合计\t\t100\t100\t99.2\t10\t99.2%\t9.92\n"
            ),
            "合计",
        ),
        (
            format!(
                "{columns}年度资金总额\t100\t100\t99.2\t10\t99.2%\t9.92\n其中：财政拨款\t80\t80\t79.2\t-\t99%\t-\n其他资金\t20\t20\t20\t-\t100%\t-\n"
            ),
            "年度资金总额",
        ),
        (
            Form::FUNDS
                .replace("年初预算数\t全年预算数", "预算数\t调整后预算数")
                .replace("100\t100", "110\t100"),
            "年度资金总额",
        ),
        (
            Form::FUNDS
                .replace("年初预算数\t全年预算数", "年初预算数\t年度预算数")
                .replace("100\t100", "110\t100"),
            "年度资金总额",
        ),
        (
            Form::FUNDS
                .replace("年初预算数\t全年预算数", "调整数\t全年预算数")
                .replace("100\t100", "-10\t100"),
            "年度资金总额",
        ),
        (
            Form::FUNDS
                .replace("年初预算数\t全年预算数", "年初预算数\t调整数\t全年预算数")
                .replace("100\t100", "110\t-10\t100"),
            "年度资金总额",
        ),
        (
            Form::FUNDS
                .replace("年初预算数\t全年预算数", "预算数\t全年预算数")
                .replace("100\t100", "110\t100"),
            "年度资金总额",
        ),
        (Form::FUNDS.replace("全年执行数", "决算数").replace("执行率", "支出率"), "年度资金总额"),
    ] {
        let reading = Form { funds: &funds, ..Form::WHOLE }.read();
        let line = &reading.documents[0]["funds"]["total"];
        let figures = ["name", "budget", "executed", "rate", "weight", "score"]
            .map(|key| line[key].as_str().unwrap());
        assert_eq!(
            (accused(&reading), figures),
            (vec![], [total, "100", "99.2", "99.2%", "10", "9.92"]),
            "{funds}"
        );
    }
}

#[test]
fn score_sheets_that_are_right_are_right_however_they_are_laid_out() {
    let head = "2024年度部门整体支出绩效评分表\n部门名称：云岭县司法局\n一级指标\t二级指标\t三级指标\t分值\t得分\t备注\n";
    let items =
        "决策\t立项\t立项依据\t10\t10\t\n\t\t立项程序\t10\t9.5\t\n过程\t管理\t制度执行\t80\t78\t\n";
    let total = "总分\t\t\t100\t97.5\t\n";
    for (items, total) in [
        (items.to_owned(), total),
        (items.to_owned(), "总分\t\t\t\t97.5\t\n"),
        (items.to_owned(), "总分\t97.5\n"),
        // Subtotals, above and below, are not items.
        (items.replace("过程\t", "小计\t\t\t20\t19.5\t\n过程\t"), total),
        (items.replace("过程\t", "\t小计\t\t20\t19.5\t\n过程\t"), total),
        (items.replace("决策\t", "决策\t\t\t20\t19.5\t\n\t"), total),
        (items.replace("决策\t", "决策（20分）\t\t\t20\t19.5\t\n决策\t"), total),
    ] {
        let reading = read_text(&format!("{head}{items}{total}"));
        let form = &reading.documents[0];
        let names: Vec<_> = form["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["name"].as_str().unwrap())
            .collect();
        assert_eq!(
            (accused(&reading), names, &form["total"]["score"]),
            (vec![], vec!["立项依据", "立项程序", "制度执行"], &json!("97.5")),
            "{items}{total}"
        );
        assert!(form["items"][0]["group"].as_str().unwrap().starts_with("决策"), "{items}");
    }
}

#[test]
fn what_a_converter_makes_of_merged_cells() {
    let reading = read_text(
        "2024年度项目支出绩效自评表\n\
         项目名称 | 城区道路养护 |\n\
         主管部门 | 云岭县住建局 | 实施单位 | 云岭县住建局 |\n\
         项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n\
         年度资金总额 | 100 | 100 | 90 | 10 | 90% | 9 |\n\
         其中：当年财政拨款 | 100 | 100 | 90 | — | 90% | — |\n\
         上年结转资金 | 0 | 0 | 0 | — | 0 | — |\n\
         年度总体目标 | 预期目标 | 实际完成情况 |\n\
         完成全部养护。 | 已完成。 |\n\
         绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n\
         产出指标 | 数量指标 | 养护里程 | ≥100公里 | 98公里 | 20 | 19.6 | 雨季停工 |\n\
         养护桥梁 | ≥10座 | 12座 | 10 | 10 | |\n\
         质量指标 | 验收合格率 | ≥95% | 97% | 10 | 10 | |\n\
         问题整改到位 | 及时整改 | 达成预期指标 | 10 | 10 | |\n\
         效益指标 | 社会效益指标 | 通行率 | ≥90% | 95% | 30 | 30 | |\n\
         满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | 91% | 10 | 10 | |\n\
         总分 | 100 | 98.6 | |\n",
    );
    assert_whole(&reading);
    let cells = ["level1", "level2", "name", "target", "actual", "weight", "score"];
    let rows: Vec<String> = (0..6).map(|index| row(&reading, 0, index, &cells).join(" ")).collect();
    assert_eq!(
        rows,
        [
            "产出指标 数量指标 养护里程 ≥100公里 98公里 20 19.6",
            "产出指标 数量指标 养护桥梁 ≥10座 12座 10 10",
            "产出指标 质量指标 验收合格率 ≥95% 97% 10 10",
            "产出指标 质量指标 问题整改到位 及时整改 达成预期指标 10 10",
            "效益指标 社会效益指标 通行率 ≥90% 95% 30 30",
            "满意度指标 服务对象满意度指标 居民满意度 ≥90% 91% 10 10",
        ]
    );
    assert_eq!(reading.documents[0]["funds"]["parts"][1]["executed"], "0");
    assert_eq!(
        reading.documents[0]["goals"],
        json!({"expected": "完成全部养护。", "achieved": "已完成。"})
    );
    assert_eq!((accused(&reading), unread(&reading)), (vec![], vec![""; 0]));
}

// ── Published filings, where available

/// A published filing whose file begins with this number.
fn published(number: &str) -> Option<String> {
    let root = env!("CARGO_MANIFEST_DIR");
    let folder = ["../shared/seeds", "../../shared/seeds"]
        .iter()
        .find_map(|path| std::fs::read_dir(format!("{root}/{path}")).ok())?;
    let file =
        folder.flatten().find(|file| file.file_name().to_string_lossy().starts_with(number))?;
    std::fs::read_to_string(file.path()).ok()
}

fn findings(reading: &Reading) -> Vec<Json> {
    let report = validate(json!({ "documents": reading.documents }), &Options::default()).unwrap();
    serde_json::to_value(report).unwrap()["findings"].as_array().unwrap().clone()
}

/// The figures of a pasted text that a reading has fewer times than the text: neither in a document
/// nor among the unread. Years are in labels, which are not kept, and short numbers number items.
fn gone(text: &str, reading: &Reading) -> Vec<String> {
    let count = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut counts = BTreeMap::new();
        let figures = text
            .split(|c: char| !c.is_ascii_digit() && !".,".contains(c))
            .map(|figure| figure.trim_matches(['.', ',']));
        for figure in figures
            .filter(|figure| figure.len() > 2 && !(figure.len() == 4 && figure.starts_with("20")))
        {
            *counts.entry(figure.to_owned()).or_insert(0) += 1;
        }
        counts
    };
    let mut kept = texts(&json!(reading.documents));
    kept.extend(reading.unread.iter().map(|unread| unread.text.clone()));
    let kept = count(&kept.join("|"));
    let lines = text.replace(['\t', '\n'], "|");
    count(&lines)
        .into_iter()
        .filter(|(figure, times)| kept.get(figure).is_none_or(|kept| kept < times))
        .map(|(figure, _)| figure)
        .collect()
}

fn texts(json: &Json) -> Vec<String> {
    match json {
        Json::String(text) => vec![text.clone()],
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        Json::Object(members) => members.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn published_targets_of_guangdong_pasted_whole() {
    let Some(text) = published("003") else { return };
    let reading = read_text(&text);
    assert_whole(&reading);
    assert_eq!(
        kinds(&reading),
        [
            "departmentTargets", "projectTargets", "projectTargets", "projectTargets",
            "projectTargets"
        ]
    );
    assert_eq!(unread(&reading).len(), 2);
    assert_eq!(gone(&text, &reading), [""; 0]);
    let found = findings(&reading);
    let has = |code: &str, path: &str| {
        found.iter().any(|finding| finding["code"] == code && finding["path"] == path)
    };
    for (code, path) in [
        ("SUM002", "/documents/0/income/fiscal"),
        ("NUM007", "/documents/0/tasks/1/indicators/0/target"),
        ("REQ001", "/documents/2/purpose"),
        ("NUM008", "/documents/2/indicators/0/target"),
        ("XDC006", "/documents/4/indicators/5/target"),
    ] {
        assert!(has(code, path), "{code} at {path}: {found:#?}");
    }
    assert!(found.iter().all(|finding| finding["severity"] != "error"), "{found:#?}");
}

#[test]
fn a_published_filing_of_hunan_pasted_whole() {
    let Some(text) = published("004") else { return };
    let reading = read_text(&text);
    assert_whole(&reading);
    assert_eq!(
        kinds(&reading),
        [
            "narrative", "baseData", "departmentEvaluation", "projectEvaluation",
            "projectEvaluation", "fundAccounts", "fundAccounts"
        ]
    );
    // A measure against waste, and the notes of three forms.
    assert_eq!(unread(&reading).len(), 4);
    assert_eq!(gone(&text, &reading), [""; 0]);
    // These are the only mistakes in the tables; their prose and the report are checked elsewhere.
    let of_tables = |finding: &&Json| {
        let code = finding["code"].as_str().unwrap();
        finding["severity"] == "error"
            && !finding["path"].as_str().unwrap().starts_with("/documents/0/")
            && !code.starts_with("NAR")
            && code != "XDC004"
    };
    let found = findings(&reading);
    let errors: Vec<_> = found
        .iter()
        .filter(of_tables)
        .map(|finding| (finding["code"].as_str().unwrap(), finding["path"].as_str().unwrap()))
        .collect();
    assert_eq!(
        errors,
        [
            ("DAT001", "/documents/2/filedOn"),
            ("XDC003", "/documents/2/funds/total/initial"),
            ("NUM006", "/documents/2/funds/breakdowns/0/total"),
            ("RAT003", "/documents/2/indicators/12/actual"),
        ]
    );
    let blank_rows = found.iter().filter(|finding| finding["code"] == "REQ007").count();
    assert_eq!(blank_rows, 7, "rows of the second project that nobody filled in");
    assert!(found.iter().any(|finding| finding["code"] == "NUM005"
        && finding["path"] == "/documents/2/indicators/2/actual"));
}

#[test]
fn published_reports_pasted_whole() {
    for number in ["000", "001", "002"] {
        let Some(text) = published(number) else { return };
        let reading = read_text(&text);
        assert_whole(&reading);
        assert_eq!(kinds(&reading), ["narrative"], "{number}");
        assert_eq!(unread(&reading), [""; 0], "{number}");
        assert_eq!(gone(&text, &reading), [""; 0], "{number}");
    }
}
