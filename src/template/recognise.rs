//! Recognises which province a filing is from.

use serde::Serialize;

use crate::error::Error;
use crate::filing::{Cell, Evaluation, Filing, Head};
use crate::json::Json;
use crate::profile::{self, Profile};
use crate::value::text::is_letter;

/// The built-in profile of a filing, and the place by which it was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// The id of the profile.
    pub profile: String,
    /// The place that the filing names most often, such as 湛江市.
    pub place: String,
}

/// Recognises the province of a filing by the places that its texts name: names of departments
/// first, else titles, else all other texts. The province that they name most often wins.
///
/// Only full names count (湖南省, 湛江市, 湘西土家族苗族自治州, 湘西州): 中山路 is not 中山市, and
/// 广州市场 is not 广州市. The answer is `None` if two provinces are named equally often, or if a
/// department is from a place that no built-in profile has.
///
/// # Errors
/// If `filing` is malformed.
pub fn recognise<'a>(filing: impl Into<Json<'a>>) -> Result<Option<Recognised>, Error> {
    let filing = Filing::of(&filing.into())?;
    let departments = texts(&filing, is_department);
    let mut found = named(&departments);
    if found.is_empty() && departments.iter().any(|text| names_a_place(text)) {
        return Ok(None);
    }
    if found.is_empty() {
        found = named(&texts(&filing, is_title));
    }
    if found.is_empty() {
        found = named(&texts(&filing, |cell| !is_department(cell) && !is_title(cell)));
    }
    Ok(most_named(found))
}

fn is_department(cell: &Cell) -> bool {
    cell.place.is_one_of(&[Head::FIELDS.department, Evaluation::FIELDS.implementer])
}

fn is_title(cell: &Cell) -> bool {
    cell.place.is_one_of(&[Head::FIELDS.title])
}

fn texts(filing: &Filing, is_wanted: impl Fn(&Cell) -> bool) -> Vec<&str> {
    let mut texts = Vec::new();
    for document in &filing.documents {
        document.visit(&mut |cell| {
            if is_wanted(cell) {
                texts.push(cell.compact());
            }
        });
    }
    texts
}

/// The places that the texts name, each with how often.
fn named(texts: &[&str]) -> Vec<(Recognised, usize)> {
    let mut found = Vec::new();
    let profiles =
        profile::built_in().into_iter().filter_map(|(id, _)| Profile::built_in(&id).ok());
    for profile in profiles {
        for place in &profile.places {
            let times = texts.iter().map(|text| times_named(text, place)).sum();
            if times > 0 {
                found.push((
                    Recognised { profile: profile.id.clone(), place: place.clone() },
                    times,
                ));
            }
        }
    }
    found
}

/// How often a text names a place; 广州市场 and 湖南省略 do not.
fn times_named(text: &str, place: &str) -> usize {
    let is_whole = |at: usize| {
        let next = text.get(at + place.len()..).and_then(|rest| rest.chars().next());
        !matches!(
            (place.chars().next_back(), next),
            (Some('市'), Some('场' | '值')) | (Some('省'), Some('略'))
        )
    };
    text.match_indices(place).filter(|(at, _)| is_whole(*at)).count()
}

/// The most frequent place of the province that is named most often; `None` for a tie between
/// provinces.
fn most_named(found: Vec<(Recognised, usize)>) -> Option<Recognised> {
    let total = |profile: &str| {
        found.iter().filter(|(of, _)| of.profile == profile).map(|(_, times)| times).sum::<usize>()
    };
    let most = found.iter().map(|(of, _)| total(&of.profile)).max()?;
    let mut winners = found.iter().filter(|(of, _)| total(&of.profile) == most);
    let (winner, mut times) = winners.next().map(|(of, times)| (of, *times))?;
    let mut place = winner;
    for (of, named) in winners {
        if of.profile != winner.profile {
            return None;
        }
        if *named > times {
            (place, times) = (of, *named);
        }
    }
    Some(place.clone())
}

/// Whether the name of a department begins with a province, a city or an autonomous prefecture.
/// 市民政局 and 桂阳县民政局 do not.
fn names_a_place(department: &str) -> bool {
    let chars: Vec<char> = department.chars().collect();
    let first = chars
        .iter()
        .enumerate()
        .skip(2)
        .find(|(_, c)| matches!(c, '省' | '市' | '县' | '区' | '州' | '旗'));
    let Some((at, c)) = first else { return false };
    let is_autonomous = chars.get(at.saturating_sub(2)..at) == Some(&['自', '治'][..]);
    let is_city = *c == '市' && !matches!(chars.get(at + 1), Some('场'));
    let are_letters = chars.iter().take(at).all(|c| is_letter(*c));
    are_letters && (*c == '省' || is_city || matches!(c, '区' | '州') && is_autonomous)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn recognised(document: Value) -> Option<(String, String)> {
        let mut document = document;
        document["kind"] = json!("narrative");
        let found = recognise(json!({"documents": [document]})).unwrap();
        found.map(|found| (found.profile, found.place))
    }

    fn of_prose(text: &str) -> Option<(String, String)> {
        recognised(json!({"sections": [{"heading": "", "text": text}]}))
    }

    #[test]
    fn places_are_named_in_full() {
        for (department, profile, place) in [
            ("湛江市医疗保障局", "cn-guangdong", "湛江市"),
            ("湖南省财政厅", "cn-hunan", "湖南省"),
            ("益阳市 医疗保障局", "cn-hunan", "益阳市"),
            ("湘西州民政局", "cn-hunan", "湘西州"),
            ("湘西土家族苗族自治州民政局", "cn-hunan", "湘西土家族苗族自治州"),
            ("恩施州教育局", "cn-hubei", "恩施州"),
            ("凉山彝族自治州水利局", "cn-sichuan", "凉山彝族自治州"),
            ("中山市市场监督管理局", "cn-guangdong", "中山市"),
        ] {
            let found = recognised(json!({"department": department, "sections": []}));
            assert_eq!(found, Some((profile.to_owned(), place.to_owned())), "{department}");
        }
    }

    #[test]
    fn other_words_are_not_places() {
        for text in [
            "中山医院改扩建", "中山路绿化", "湖南路街道", "广州市场占有率", "湖南省略",
            "某市民政局", "市医疗保障局", "湘西腊肉", "",
        ] {
            assert_eq!(of_prose(text), None, "{text}");
            assert_eq!(recognised(json!({"department": text, "sections": []})), None, "{text}");
        }
    }

    #[test]
    fn the_department_comes_before_the_title_and_the_title_before_the_text() {
        let hunan = |place: &str| Some(("cn-hunan".to_owned(), place.to_owned()));
        let text = json!([{"heading": "", "text": "赴湖北省、湖北省武汉市、四川省考察。"}]);
        assert_eq!(
            recognised(
                json!({"department": "长沙市民政局", "title": "湖北省自评表", "sections": text})
            ),
            hunan("长沙市")
        );
        assert_eq!(
            recognised(
                json!({"department": "市民政局", "title": "岳阳市自评表", "sections": text})
            ),
            hunan("岳阳市")
        );
        assert_eq!(
            recognised(
                json!({"department": "桂阳县城市管理局", "title": "郴州市自评表", "sections": text})
            ),
            hunan("郴州市")
        );
        assert_eq!(
            of_prose("湖北省武汉市、四川省成都市、湖北省").map(|(profile, _)| profile),
            Some("cn-hubei".to_owned())
        );
        assert_eq!(of_prose("长沙市、常德市、长沙市"), hunan("长沙市"));
    }

    #[test]
    fn a_tie_and_a_department_from_elsewhere_are_not_recognised() {
        assert_eq!(of_prose("湖南省与湖北省"), None);
        for department in
            ["郑州市财政局", "河南省财政厅", "广西壮族自治区财政厅", "延边朝鲜族自治州财政局"]
        {
            let text = json!([{"heading": "", "text": "赴湖南省考察。"}]);
            assert_eq!(
                recognised(json!({"department": department, "sections": text})),
                None,
                "{department}"
            );
        }
    }

    #[test]
    fn provinces_share_no_place() {
        let mut places: Vec<String> = profile::built_in()
            .iter()
            .flat_map(|(id, _)| Profile::built_in(id).unwrap().places)
            .collect();
        assert!(places.len() > 60);
        places.sort();
        assert!(places.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
