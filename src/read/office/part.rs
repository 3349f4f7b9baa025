//! The XML parts of an archive.

use super::error::Error;
use super::markup::{Token, Tokens};
use super::zip::Archive;

/// Most levels of nested elements.
const DEEPEST: usize = 1000;

/// A required part, checked to be well-formed.
pub fn xml(archive: &Archive, name: &str) -> Result<String, Error> {
    let text = archive.text(name)?.ok_or_else(|| Error::PartMissing(name.to_owned()))?;
    well_formed(&text, name).map(|()| text)
}

/// Checks that tags open and close in order, so that a truncated or corrupt part is refused rather
/// than half read. A document type definition, which could declare entities, is refused, too.
fn well_formed(xml: &str, name: &str) -> Result<(), Error> {
    let broken = || Error::NotXml(name.to_owned());
    let start: String = xml.chars().take(1000).collect();
    if start.contains("<!DOCTYPE") || start.contains("<!ENTITY") {
        return Err(Error::Dtd(name.to_owned()));
    }
    let mut open: Vec<&str> = Vec::new();
    let mut any = false;
    for token in Tokens::new(xml) {
        match token {
            Token::Open { name, closed: false, .. } => open.push(name),
            Token::Close(name) if open.pop() != Some(name) => return Err(broken()),
            _ => {}
        }
        any = true;
        if open.len() > DEEPEST {
            return Err(broken());
        }
    }
    if any && open.is_empty() { Ok(()) } else { Err(broken()) }
}

/// The value of an attribute.
pub fn attribute<'a>(attributes: &'a [(&str, String)], key: &str) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_mangled_or_declares_entities_is_refused() {
        let refused = |xml: &str| well_formed(xml, "a.xml");
        assert_eq!(refused("<?xml version='1.0'?><a><b/><c>1</c></a>"), Ok(()));
        for broken in ["", "<a><b></a>", "<a>", "<a></a></a>", &"<a>".repeat(1001)] {
            assert_eq!(refused(broken), Err(Error::NotXml("a.xml".to_owned())), "{broken}");
        }
        for dtd in ["<!DOCTYPE a><a/>", "<!ENTITY b 'c'><a/>"] {
            assert_eq!(refused(dtd), Err(Error::Dtd("a.xml".to_owned())), "{dtd}");
        }
    }
}
