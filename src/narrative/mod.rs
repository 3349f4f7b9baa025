//! Figures and claims in prose.
//!
//! [`scanner`] reads a text once into tokens and sentences; [`claim`] finds the statements whose operands are certain, each with
//! its verdict. What is uncertain is left alone: a claim nobody can be sure of is none.

pub mod claim;
pub mod dated;
mod difference;
mod formula;
mod list;
mod sample;
pub mod scanner;
mod share;
mod sum;
