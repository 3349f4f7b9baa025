//! Reduces findings to one per cause, document by document, so that an edit settles again only the
//! documents it affects.

use std::rc::Rc;

use super::Options;
use crate::filing::{DocumentSet, Place};
use crate::finding::Finding;
use crate::profile::{Profile, SeverityOverride};
use crate::rule::judgement::Judgement;
use crate::rule::precedence;

/// The findings to report of a filing, by document.
#[derive(Default)]
pub struct Settled(Vec<SettledDocument>);

#[derive(Default)]
struct SettledDocument {
    /// The findings in order, except those replaced by another at their cell.
    found: Vec<Rc<Finding>>,
    /// The other documents that these findings refer to.
    others: DocumentSet,
    /// The findings to report: those without a cause among the others.
    causes: Vec<Rc<Finding>>,
}

impl Settled {
    /// Settles the findings of a filing of so many documents.
    pub fn of(
        judgement: &Judgement,
        documents: usize,
        profile: &Profile,
        options: &Options,
    ) -> Settled {
        let mut settled = Settled::default();
        settled.0.resize_with(documents, SettledDocument::default);
        settled.renew(judgement, &DocumentSet::first(documents), profile, options);
        settled
    }

    /// Settles again after an edit that changed the findings of the documents `changed`. Returns
    /// the documents whose reported findings may have changed.
    pub fn renew(
        &mut self,
        judgement: &Judgement,
        changed: &DocumentSet,
        profile: &Profile,
        options: &Options,
    ) -> DocumentSet {
        let mut touched = changed.clone();
        for (index, found) in changed.iter().zip(judgement.findings_in(changed)) {
            if let Some(document) = self.0.get_mut(index) {
                // Documents referred to before may have lost the cause or a follower of a finding.
                touched.extend(document.others.iter());
                *document = SettledDocument::of(index, found);
            }
        }
        self.close(&mut touched);
        self.fold(&touched, profile, options);
        touched
    }

    /// The findings to report of a document.
    pub fn causes(&self, index: usize) -> &[Rc<Finding>] {
        self.0.get(index).map_or(&[], |document| &document.causes)
    }

    /// Adds the documents that these refer to or that refer to these, until there are no more.
    fn close(&self, documents: &mut DocumentSet) {
        let mut is_open = true;
        while is_open {
            is_open = false;
            for (index, SettledDocument { others, .. }) in self.0.iter().enumerate() {
                let is_in = |index: usize| documents.contains(index);
                if is_in(index) || others.iter().any(is_in) {
                    is_open |= documents.insert(index);
                    others.iter().for_each(|other| is_open |= documents.insert(other));
                }
            }
        }
    }

    /// Folds followers into causes. The documents must refer to no others.
    fn fold(&mut self, documents: &DocumentSet, profile: &Profile, options: &Options) {
        let mut found = Vec::new();
        for document in documents.iter().filter_map(|index| self.0.get(index)) {
            found.extend_from_slice(&document.found);
        }
        let mut causes = precedence::fold(found).into_iter().peekable();
        for index in documents.iter() {
            let here =
                core::iter::from_fn(|| causes.next_if(|finding| finding.place.document() == index));
            let judged = here.filter_map(|finding| judged(finding, profile, options));
            if let Some(document) = self.0.get_mut(index) {
                document.causes.clear();
                document.causes.extend(judged);
            }
        }
    }
}

impl SettledDocument {
    fn of(index: usize, found: Vec<Rc<Finding>>) -> SettledDocument {
        let found = precedence::in_order(found);
        let mut others = DocumentSet::default();
        let places = found.iter().flat_map(|finding| precedence::refers_to(finding));
        others.extend(places.map(Place::document).filter(|other| *other != index));
        SettledDocument { found, others, causes: Vec::new() }
    }
}

/// Gives the finding the severity of the profile; `None` if it is switched off or ignored.
fn judged(mut finding: Rc<Finding>, profile: &Profile, options: &Options) -> Option<Rc<Finding>> {
    let code = finding.rule.code;
    let is_ignored = |prefix: &String| !prefix.is_empty() && code.starts_with(prefix.as_str());
    if options.ignore.iter().any(is_ignored) {
        return None;
    }
    match profile.severity.get(code) {
        Some(SeverityOverride::Off) => return None,
        Some(SeverityOverride::As(severity)) => Rc::make_mut(&mut finding).severity = *severity,
        None => {}
    }
    Some(finding)
}
