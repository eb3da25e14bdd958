//! Which sentences and tokens does a text have?

use crate::document::{Block, BlockKind};
use crate::span::Span;
use std::ops::Range;

/// The index of a token in [`Segmentation::tokens`], counted through the whole document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

impl TokenId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A syntactic word by the conventions of UD English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The word itself: "do" and "n't" for "don't".
    pub span: Span,
    /// The written token it is part of: "don't" for both; equal to `span` for most words.
    pub surface: Span,
    /// Index of its sentence.
    pub sentence: u32,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens, as indices into [`Segmentation::tokens`].
    pub tokens: Range<usize>,
    /// Index of its paragraph in the document's blocks.
    pub block: usize,
    /// The kind of that paragraph.
    pub kind: BlockKind,
}

/// The sentences and tokens of a document, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segmentation {
    /// All sentences.
    pub sentences: Vec<Sentence>,
    /// All tokens.
    pub tokens: Vec<Token>,
}

/// Divides the blocks of `text` into sentences and tokens.
pub fn segment(text: &str, blocks: &[Block]) -> Segmentation {
    let mut result = Segmentation::default();
    for (index, block) in blocks.iter().enumerate() {
        let start = result.tokens.len();
        let sentence = result.sentences.len() as u32;
        for word in block.span.of(text).split_whitespace() {
            let offset = word.as_ptr() as usize - text.as_ptr() as usize;
            let span = Span::new(offset, offset + word.len());
            result.tokens.push(Token { span, surface: span, sentence });
        }
        if result.tokens.len() > start {
            let span = result.tokens[start].span.cover(result.tokens[result.tokens.len() - 1].span);
            result.sentences.push(Sentence {
                span,
                tokens: start..result.tokens.len(),
                block: index,
                kind: block.kind,
            });
        }
    }
    result
}
