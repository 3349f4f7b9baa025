//! Resolves pointers to cells.

use super::{Cell, Document, Filing};
use crate::error::{Error, ErrorKind};

/// The address of a cell in a document, whether or not the form has that cell yet.
#[derive(Clone, Copy, Debug)]
pub struct Address<'p> {
    /// The index of the document.
    pub document: usize,
    /// The path from the document to the cell: `indicators/3/score`.
    inside: &'p str,
    pointer: &'p str,
}

impl Address<'_> {
    /// Its document.
    pub fn document_in<'a>(&self, filing: &'a Filing) -> Option<&'a Document> {
        filing.documents.get(self.document)
    }

    /// The error for an address without a cell.
    pub(crate) fn no_cell(&self) -> Error {
        let message = format!("{} is no cell of this document", self.pointer);
        Error::new(ErrorKind::NoSuchPlace, self.pointer, message)
    }
}

impl Document {
    /// The cell at an address in this document, for replacement.
    pub(crate) fn cell(&mut self, address: Address<'_>) -> Option<&mut Cell> {
        self.cell_at(address.inside)
    }
}

impl Filing {
    /// Resolves a pointer to a cell of one of the documents: `/documents/0/indicators/3/score`.
    ///
    /// If it does not lead into a document.
    pub fn resolve<'p>(&self, pointer: &'p str) -> Result<Address<'p>, Error> {
        let no_place = |message| Error::new(ErrorKind::NoSuchPlace, pointer, message);
        let (index, inside) = pointer
            .strip_prefix("/documents/")
            .and_then(|path| path.split_once('/'))
            .and_then(|(index, inside)| Some((index.parse().ok()?, inside)))
            .ok_or_else(|| no_place(format!("{pointer:?} leads to no cell of a document")))?;
        if index >= self.documents.len() {
            return Err(no_place(format!("there is nothing at {pointer}")));
        }
        Ok(Address { document: index, inside, pointer })
    }

    /// The cell at an address, if the form has it, for replacement.
    pub(crate) fn cell(&mut self, address: Address<'_>) -> Option<&mut Cell> {
        self.documents.get_mut(address.document)?.cell(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pointer_leads_to_one_cell() {
        let row = json!({"name": "培训人次", "score": "9"});
        let mut filing = Filing::read(json!({"documents": [
            {"kind": "projectEvaluation", "title": "自评表", "indicators": [row, row], "funds": {"total": {"rate": "92%"}}},
            {"kind": "departmentTargets", "goals": ["一", "二"], "indicators": [row], "tasks": [{"name": "甲", "indicators": [row]}]},
        ]}))
        .unwrap();
        for (pointer, text, row) in [
            ("/documents/0/title", "自评表", None),
            ("/documents/0/indicators/1/score", "9", Some(1)),
            ("/documents/0/funds/total/rate", "92%", None),
            ("/documents/1/goals/1", "二", None),
            ("/documents/1/indicators/0/name", "培训人次", Some(0)),
            ("/documents/1/tasks/0/indicators/0/name", "培训人次", None),
        ] {
            let address = filing.resolve(pointer).unwrap();
            let cell = filing.cell(address).unwrap();
            assert_eq!((cell.text(), cell.place.row()), (text, row), "{pointer}");
            assert_eq!(cell.place.pointer(), pointer);
        }
        for pointer in [
            "/documents/0/department",
            "/documents/0/indicators/2/score",
            "/documents/0/indicators/1",
            "/documents/0/title/0",
            "/documents/1/goals/2",
            "/documents/1/goals",
        ] {
            let address = filing.resolve(pointer).unwrap();
            assert_eq!(filing.cell(address), None, "{pointer}");
        }
        for pointer in ["", "/documents", "/documents/0", "/documents/x/title", "/acknowledged/0"] {
            let message = format!("{pointer:?} leads to no cell of a document");
            let error = Error::new(ErrorKind::NoSuchPlace, pointer, message);
            assert_eq!(filing.resolve(pointer).unwrap_err(), error);
        }
        assert!(filing.resolve("/documents/2/title").is_err());
    }
}
