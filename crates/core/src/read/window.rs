//! Which sentences are read together, and how their words become the network's inputs?
//!
//! A window is a run of whole sentences of one document that fits the network, filled from the first sentence on; where a
//! window ends depends on the document alone, never on what else is read at the time. A sentence that is longer than the
//! network takes is read in parts.

use super::pieces::{CaseClass, Vocabulary};
use super::wordless::unread_sentences;
use crate::segment::{Segmentation, Sentence, TokenId};
use std::ops::Range;

/// How much the network takes at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Pieces that several sentences together may have; 0 reads each alone.
    pub window: usize,
    /// Pieces that one sentence may have.
    pub pieces: usize,
    /// Words in a window.
    pub words: usize,
}

/// What the network reads at once.
#[derive(Debug)]
pub(super) struct Window {
    /// The document, by its place in the list that is read.
    pub document: usize,
    /// The words, as tokens of the document.
    pub tokens: Range<usize>,
    /// Numbers of the pieces: `[CLS]`, the pieces of a sentence, `[SEP]`, the pieces of the next, `[SEP]`.
    pub ids: Vec<i32>,
    /// The spelling class of each piece's word.
    pub cases: Vec<i32>,
    /// The first piece of each word.
    pub first: Vec<i32>,
    /// Words of the window at which its sentences begin; the first is 0.
    pub starts: Vec<usize>,
}

impl Window {
    fn new(document: usize, token: usize, vocabulary: &Vocabulary) -> Window {
        Window {
            document,
            tokens: token..token,
            ids: vec![vocabulary.start],
            cases: vec![CaseClass::Special as i32],
            first: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Each sentence as a range of the window's words.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([self.first.len()]);
        self.starts.iter().copied().zip(ends).map(|(start, end)| start..end)
    }

    /// The token of a word.
    pub fn token(&self, word: usize) -> TokenId {
        TokenId((self.tokens.start + word) as u32)
    }

    /// Words of an actor that is asked about lose their spelling and are marked instead.
    pub fn mark(&mut self, tokens: &[TokenId], class: CaseClass) {
        for token in tokens.iter().filter(|token| self.tokens.contains(&token.index())) {
            let word = token.index() - self.tokens.start;
            // A sentence ends with a piece of its own.
            let last_of_sentence = self.starts.contains(&(word + 1)) || word + 1 == self.first.len();
            let end = match self.first.get(word + 1) {
                Some(next) => *next as usize - usize::from(last_of_sentence),
                None => self.cases.len() - 1,
            };
            self.cases[self.first[word] as usize..end].fill(class as i32);
        }
    }

    fn push_word(&mut self, pieces: &[i32], class: CaseClass) {
        self.first.push(self.ids.len() as i32);
        self.ids.extend_from_slice(pieces);
        self.cases.resize(self.ids.len(), class as i32);
        self.tokens.end += 1;
    }

    fn close_sentence(&mut self, vocabulary: &Vocabulary) {
        self.ids.push(vocabulary.end);
        self.cases.push(CaseClass::Special as i32);
    }
}

/// The pieces of one sentence, or of a part of one.
struct Cut {
    first_token: usize,
    words: Vec<(Vec<i32>, CaseClass)>,
    n_pieces: usize,
}

/// The windows of a document, in order.
pub(super) fn windows(
    document: usize,
    text: &str,
    segmentation: &Segmentation,
    vocabulary: &Vocabulary,
    limits: Limits,
) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    let unread = unread_sentences(text, segmentation);
    let is_read = |(index, _): &(usize, &Sentence)| unread.binary_search(index).is_err();
    let cuts = segmentation
        .sentences
        .iter()
        .enumerate()
        .filter(is_read)
        .flat_map(|(_, sentence)| cuts(text, segmentation, sentence.tokens.clone(), vocabulary, limits));
    for cut in cuts {
        let joins = |window: &Window| {
            window.tokens.end == cut.first_token
                && window.ids.len() + cut.n_pieces < limits.window
                && window.first.len() + cut.words.len() <= limits.words
        };
        if !windows.last().is_some_and(joins) {
            windows.push(Window::new(document, cut.first_token, vocabulary));
        }
        let window = windows.last_mut().expect("one was just pushed");
        window.starts.push(window.first.len());
        for (pieces, class) in &cut.words {
            window.push_word(pieces, *class);
        }
        window.close_sentence(vocabulary);
    }
    windows
}

/// A run of sentences of a document as one window; none where the network cannot take them together.
pub(super) fn window_of(
    text: &str,
    segmentation: &Segmentation,
    sentences: Range<usize>,
    vocabulary: &Vocabulary,
    limits: Limits,
) -> Option<Window> {
    let first_token = segmentation.sentences[sentences.start].tokens.start;
    let mut window = Window::new(0, first_token, vocabulary);
    for sentence in &segmentation.sentences[sentences] {
        for cut in cuts(text, segmentation, sentence.tokens.clone(), vocabulary, limits) {
            if window.ids.len() + cut.n_pieces >= limits.pieces || window.first.len() + cut.words.len() > limits.words {
                return None;
            }
            window.starts.push(window.first.len());
            for (pieces, class) in &cut.words {
                window.push_word(pieces, *class);
            }
            window.close_sentence(vocabulary);
        }
    }
    Some(window)
}

/// A sentence in pieces; in several parts where the network cannot take it whole.
fn cuts(
    text: &str,
    segmentation: &Segmentation,
    tokens: Range<usize>,
    vocabulary: &Vocabulary,
    limits: Limits,
) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    for token in tokens {
        let form = segmentation.tokens[token].span.of(text);
        let mut pieces = Vec::new();
        vocabulary.cut(form, &mut pieces);
        // One word of more pieces than the network takes keeps its first ones.
        pieces.truncate(limits.pieces - 2);
        let fits = |cut: &Cut| cut.words.len() < limits.words && cut.n_pieces + pieces.len() + 2 <= limits.pieces;
        if !cuts.last().is_some_and(fits) {
            cuts.push(Cut { first_token: token, words: Vec::new(), n_pieces: 0 });
        }
        let cut = cuts.last_mut().expect("one was just pushed");
        cut.n_pieces += pieces.len();
        cut.words.push((pieces, CaseClass::of(form)));
    }
    cuts
}
