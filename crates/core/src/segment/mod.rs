//! Which sentences and tokens does a text have?
//!
//! Words follow the English Web Treebank of Universal Dependencies: "don't" is one written token of the two words
//! "do" and "n't", "anti-war" one word, "long-term" three, and the full stop of "U.S." is a word of its own only
//! where it ends a sentence. Each block is cut into words first; then every gap between two words is judged.

mod abbreviations;
mod boundaries;
mod clitics;
mod cuts;
mod hyphens;
mod shapes;
mod web;
mod weights;
mod words;

use crate::document::{Block, BlockKind};
use crate::span::Span;
use std::ops::Range;

pub(crate) use words::is_blank;

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

/// The most tokens a sentence has; what is longer is cut at a comma or another good point.
pub const LONGEST_SENTENCE: usize = 120;

/// Divides the blocks of `text` into sentences and tokens, in time linear in its length.
pub fn segment(text: &str, blocks: &[Block]) -> Segmentation {
    let mut result = Segmentation::default();
    for (index, block) in blocks.iter().enumerate() {
        let words = words::words(text, block.span);
        let ends = boundaries::sentence_ends(text, &words, block.kind);
        add_sentences(&mut result, text, &words, &ends, (index, block.kind));
    }
    result
}

/// Shows every gap between two words of `block` where a sentence may end to `judge`, with the features that describe
/// it and the byte offset at which the sentence would end; `judge` says whether it does. For training the weights.
pub fn show_gaps(text: &str, block: Span, judge: &mut dyn FnMut(usize, &[String]) -> bool) {
    let words = words::words(text, block);
    boundaries::walk(text, &words, &mut |gap| {
        let mut features = Vec::new();
        gap.features(&mut |feature| features.push(feature.to_string()));
        judge(gap.offset(), &features)
    });
}

fn add_sentences(
    result: &mut Segmentation,
    text: &str,
    words: &[Token],
    ends: &[usize],
    (block, kind): (usize, BlockKind),
) {
    let mut first = 0;
    for &end in ends {
        let whole = with_final_stop(text, &words[first..end]);
        for part in cuts::parts(text, &whole) {
            let sentence = result.sentences.len() as u32;
            let start = result.tokens.len();
            result.tokens.extend(part.iter().map(|token| Token { sentence, ..*token }));
            let span = part[0].span.cover(part[part.len() - 1].span);
            result.sentences.push(Sentence { span, tokens: start..result.tokens.len(), block, kind });
        }
        first = end;
    }
}

/// The words of a sentence, with the stop of an abbreviation at its end as a word of its own: "in the U.S" ".".
fn with_final_stop(text: &str, words: &[Token]) -> Vec<Token> {
    let mut words = words.to_vec();
    let Some(last) = words.iter().rposition(|word| !boundaries::is_closer(word.span.of(text))) else { return words };
    let word = words[last];
    let form = word.span.of(text);
    if form.len() > 1 && form.ends_with('.') && form.starts_with(char::is_alphanumeric) {
        let stop = word.span.end - 1;
        let body = Span { start: word.span.start, end: stop };
        let stop = Span { start: stop, end: word.span.end };
        let surface = if word.surface == word.span { body } else { Span { end: stop.start, ..word.surface } };
        words[last] = Token { span: body, surface, ..word };
        words.insert(last + 1, Token { span: stop, surface: stop, ..word });
        // The other words of the same written token lose the stop too.
        for earlier in words[..last].iter_mut().rev().take_while(|other| other.surface == word.surface) {
            earlier.surface = surface;
        }
    }
    words
}
