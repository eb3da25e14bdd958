//! What went wrong with an input, said so that a person can act on it.

use std::fmt;

/// Why a file or one of its records cannot be used.
///
/// Shown as `cannot read articles.jsonl, line 812: "text" must be a string, not a number`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The input as it was named.
    pub path: String,
    /// The line of a file of JSON lines, counted from 1.
    pub line: Option<usize>,
    /// What kind of trouble it is.
    pub kind: ErrorKind,
    /// What happened and, where it is known, what to do.
    pub message: String,
}

/// Kinds of trouble, for programs; the message is for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Nothing in it, or nothing to read.
    Empty,
    /// Not text.
    Binary,
    /// The bytes could not be had: a truncated archive, a failing disk.
    Unreadable,
    /// A format that is not read.
    Format,
    /// One record has missing, wrong or contradictory fields.
    Record,
    /// Larger than the stated limit.
    TooLarge,
}

impl Error {
    /// Whether nothing can follow: the rest of the input is not readable.
    pub fn ends_input(&self) -> bool {
        self.kind == ErrorKind::Unreadable || self.line.is_none()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path == "-" { "standard input" } else { &self.path };
        match self.line {
            Some(line) => write!(formatter, "cannot read {path}, line {line}: {}", self.message),
            None => write!(formatter, "cannot read {path}: {}", self.message),
        }
    }
}

impl std::error::Error for Error {}
