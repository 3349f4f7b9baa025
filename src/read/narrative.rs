//! 绩效自评报告: prose under headings.

use super::grid::{GridCell, GridRow, RowPlace};
use super::label::{self, HEAD, Vocabulary, by_start, key};
use super::location::Location;
use super::node::{Node, NodeRecord};
use super::tree::depth;
use crate::filing::Kind;
use crate::value::text::compact;

const COVER: Vocabulary = &by_start([
    ("评价单位", "department"),
    ("自评单位", "department"),
    ("部门名称", "department"),
    ("单位名称", "department"),
    ("填报单位", "department"),
]);

pub const VOCABULARIES: &[Vocabulary] = &[];

#[derive(Default)]
struct Section {
    heading: Option<Node>,
    text: Option<Paragraphs>,
    /// Whether the last paragraph breaks off in mid-sentence.
    broken: bool,
}

/// The paragraphs of a section as one text.
struct Paragraphs {
    text: String,
    first: Location,
    /// Where the last paragraph is, if there are several; a list of all would have thousands.
    last: Option<Location>,
}

/// Reads paragraphs; tables between them stay unread.
pub fn read(rows: &[GridRow]) -> NodeRecord {
    let mut form = NodeRecord::document(Kind::Narrative);
    let mut sections: Vec<Section> = Vec::new();
    let mut begun = false;
    for row in rows {
        let Some(cell) = row.single() else { continue };
        if cell.is_read() {
            continue;
        }
        let heading =
            is_heading(row, cell) && (form.get("title").is_some() || !is_title(&cell.text));
        begun |= heading;
        if !begun && cover(row, cell, &mut form) {
            continue;
        }
        if form.get("title").is_some_and(|title| compact(title.text()) == compact(&cell.text)) {
            cell.mark_read();
            continue;
        }
        if heading {
            sections.push(Section { heading: Some(Node::of(row, cell)), ..Section::default() });
            continue;
        }
        if sections.is_empty() {
            sections.push(Section::default());
        }
        if let Some(section) = sections.last_mut() {
            section.take(row, cell);
        }
    }
    signed(rows, &mut form);
    form.put("sections", Node::List(sections.into_iter().map(Section::finish).collect()));
    form
}

impl Section {
    /// Adds a paragraph.
    fn take(&mut self, row: &GridRow, cell: &GridCell) {
        cell.mark_read();
        let text = &cell.text;
        let between = if self.broken && !begins_anew(text) { "" } else { "\n" };
        match &mut self.text {
            Some(all) => {
                all.text.push_str(between);
                all.text.push_str(text);
                all.last = Some(row.at(cell));
            }
            None => {
                self.text =
                    Some(Paragraphs { text: text.clone(), first: row.at(cell), last: None });
            }
        }
        // A page edge breaks a line that is long and ends without punctuation.
        self.broken = text.chars().count() > 20
            && !text
                .trim_end()
                .ends_with(['。', '；', '：', '！', '？', '.', ';', ':', '）', ')', '”']);
    }

    fn finish(self) -> Node {
        let mut record = NodeRecord::default();
        if let Some(heading) = self.heading {
            record.put("heading", heading);
        }
        let text = match self.text {
            Some(Paragraphs { text, first, last }) => {
                let at = last.map_or_else(|| first.clone(), |last| first.up_to(&last));
                Node::Cell { text, at }
            }
            None => Node::fixed(""),
        };
        record.put("text", text);
        record.into()
    }
}

fn begins_anew(text: &str) -> bool {
    depth(text).is_some() || text.starts_with(['-', '●', '■', '附'])
}

fn is_heading(row: &GridRow, cell: &GridCell) -> bool {
    let long = cell.text.chars().count() > 40 || cell.text.contains(['。', '；']);
    let numbered = matches!(depth(&cell.text), Some(1 | 2));
    // A word processor numbers headings automatically; the number is then not in the text.
    let styled = matches!(row.place, RowPlace::Paragraph(_)) || depth(&cell.text).is_some();
    !long && (numbered || row.heading && styled)
}

/// A line of the cover: title, department, year, date.
fn cover(row: &GridRow, cell: &GridCell, form: &mut NodeRecord) -> bool {
    if let Some((label, value)) = cell.text.split_once([':', '：']) {
        let path =
            label::path(label, &[COVER, HEAD]).filter(|path| !path.is_empty() && *path != "unit");
        if let Some(path) = path {
            cell.mark_read();
            return form
                .offer(path, Node::Cell { text: value.trim().to_owned(), at: row.at(cell) });
        }
        return false;
    }
    let text = key(&cell.text);
    let organ = ["局", "厅", "委员会", "办公室", "中心", "学校", "学院", "医院", "政府"]
        .iter()
        .any(|end| text.ends_with(end));
    if is_title(&text) && form.get("title").is_none() {
        form.put("title", Node::of(row, cell));
        return true;
    }
    if organ && text.chars().count() < 25 && form.get("department").is_none() {
        form.put("department", Node::of(row, cell));
        return true;
    }
    false
}

/// Whether a line is a report's title.
pub fn is_title(text: &str) -> bool {
    let text = key(text);
    text.ends_with("报告")
        && text.chars().count() <= 45
        && !text.contains(['，', '。', '；', ','])
        && depth(&text).is_none()
}

/// Reads the date below the text, if the cover has none.
fn signed(rows: &[GridRow], form: &mut NodeRecord) {
    if form.get("filedOn").is_some() {
        return;
    }
    let date = |cell: &&GridCell| {
        let text = compact(&cell.text);
        text.chars().count() < 14
            && text.contains('年')
            && text.contains('月')
            && text.ends_with('日')
            && text.starts_with("20")
    };
    let last = rows
        .iter()
        .rev()
        .filter_map(|row| row.single().map(|cell| (row, cell)))
        .find(|(_, cell)| date(cell));
    if let Some((row, cell)) = last {
        form.put("filedOn", Node::of(row, cell));
    }
}
