//! What does each word do in its sentence? Tags, lemmas, trees, names, events and speech, read by the trained network.

mod acts;
mod decode;
mod labels;
mod lemmas;
mod pieces;
mod reader;
mod tree;
mod window;
mod wordless;

pub use acts::{Act, Filler, LEAST_SCORE, Question, SpokenWords};
pub use labels::{NameKind, Relation, Upos};
pub use lemmas::Lemmas;
pub use reader::{BATCH, LoadError, Reader, ThreadPool};
pub use tree::Tree;
pub use wordless::{MOST_MARKS, unread_sentences};

use crate::segment::TokenId;
use std::ops::Range;
use std::sync::Arc;

/// What the reader found, one [`Word`] for each token of the segmentation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// One for each token, in order.
    pub words: Vec<Word>,
    /// Names, in order, without overlap.
    pub names: Vec<Name>,
    /// Anchors of events, in order; a word that may anchor two types is two of them.
    pub acts: Vec<Act>,
    /// Whose words stand where.
    pub speech: SpokenWords,
    /// Whether the network knows of acts at all; if not, their absence says nothing.
    pub reads_acts: bool,
}

/// The grammar of one token.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, such as `VBD`.
    pub xpos: Arc<str>,
    /// Features as UD writes them, `_` when there are none.
    pub feats: Arc<str>,
    /// Dictionary form; names keep their capitals.
    pub lemma: Box<str>,
    /// The word it depends on; none for the root of a sentence.
    pub head: Option<TokenId>,
    /// How it depends on its head.
    pub relation: Relation,
}

/// A name: a person, an organisation, a place, a people or another proper name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, as indices into the segmentation.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}
