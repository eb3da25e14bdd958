//! Who says what? Quotations with their speakers.

mod content;
mod cues;
mod heard;
mod marks;
mod nominal;
mod quotes;
mod source;

pub use cues::Cues;
pub use marks::{Quotation, Quotations};
pub use quotes::quotes;

use crate::actor::ActorId;
use crate::span::Span;

/// One attributed statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Whether the words are the speaker's own.
    pub kind: QuoteKind,
    /// Who says it, where known.
    pub speaker: Option<ActorId>,
    /// The words that name the source.
    pub source: Vec<Span>,
    /// The words that introduce it ("said", "according to").
    pub cue: Vec<Span>,
    /// What is said. Quotation marks are included.
    pub content: Vec<Span>,
}

/// How a statement is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteKind {
    /// Wholly inside quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words with quoted parts.
    Mixed,
    /// A thought or an attitude rather than words.
    Belief,
}
