//! Figures and claims in prose.
//!
//! [`prose`] reads a text once: [`scanner`] into tokens and sentences, [`claim`] finds the
//! statements whose operands are certain, each with its verdict, [`dated`] the dates. What is
//! uncertain is left alone: a claim nobody can be sure of is none.

pub mod claim;
pub mod claims;
mod comparison;
mod coverage;
pub mod dated;
mod difference;
mod formula;
mod list;
pub mod prose;
mod sample;
pub mod scanner;
mod share;
mod sum;

pub use coverage::Coverage;
