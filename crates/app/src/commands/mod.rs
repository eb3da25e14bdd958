//! What each command does.

pub mod actor;
pub mod code;
pub mod codebook;
pub mod declare;
pub mod eval;
pub mod extract;
pub mod parse;

/// Whether every input could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All of it.
    AllRead,
    /// Some inputs or examples failed, each named; the rest was done.
    SomeFailed,
}
