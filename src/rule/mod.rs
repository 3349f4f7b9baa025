//! The rule book.
//!
//! A rule is a few pure functions of what they read: a cell, a row, a document, all documents of a
//! filing. It judges and words what [`crate::relation`] has worked out. Rules do not know each
//! other: [`precedence`] settles which finding speaks for a cause after all have run.
//! Adding a rule is adding its file and one line in its family's list.

mod book;
mod check;
mod claims;
mod failures;
pub mod judgement;
pub mod precedence;

pub mod dat;
pub mod dev;
pub mod nar;
pub mod num;
pub mod rat;
pub mod req;
pub mod sco;
pub mod sum;
pub mod tgt;
pub mod wgt;
pub mod xdc;

pub use book::{all, profile_of};
pub use check::{Check, Checks, Rule};

use crate::finding::Text;

/// For rules that follow from arithmetic and need no document.
pub const ARITHMETIC: Text = Text { zh: "算术关系", en: "arithmetic" };
/// For rules that follow from the printed form itself.
pub const FORM: Text =
    Text { zh: "表格自身的填报要求", en: "the form's own instructions" };
/// 项目支出绩效评价管理办法
pub const MEASURES_2020: Text = Text { zh: "财预〔2020〕10号", en: "Caiyu [2020] No. 10" };
