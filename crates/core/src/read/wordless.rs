//! Which sentences are not worth the network: marks without a word, beyond a stated number.
//!
//! A row of stars or a face is read like any sentence. A hundred thousand quotation marks would each cost as much as a
//! word and say nothing, so beyond [`MOST_MARKS`] in one document they get the one tree that marks can have.

use super::{Relation, Upos, Word};
use crate::segment::{Segmentation, Sentence, TokenId};
use std::sync::Arc;

/// As many tokens of sentences without a letter or digit the network reads in one document.
pub const MOST_MARKS: usize = 1_000;

/// The sentences of marks that the network is spared, by index, in order.
pub fn unread_sentences(text: &str, segmentation: &Segmentation) -> Vec<usize> {
    let is_wordless = |sentence: &Sentence| !sentence.span.of(text).contains(char::is_alphanumeric);
    let mut n_marks = 0;
    let mut unread = Vec::new();
    for (index, sentence) in segmentation.sentences.iter().enumerate() {
        if is_wordless(sentence) {
            n_marks += sentence.tokens.len();
            if n_marks > MOST_MARKS {
                unread.push(index);
            }
        }
    }
    unread
}

/// Punctuation all through, hung on its first mark.
pub(super) fn read_as_marks(text: &str, segmentation: &Segmentation, sentence: &Sentence, words: &mut [Word]) {
    let none: Arc<str> = Arc::from("_");
    let tag: Arc<str> = Arc::from("NFP");
    let first = sentence.tokens.start;
    for token in sentence.tokens.clone() {
        let is_first = token == first;
        words[token] = Word {
            upos: Upos::Punct,
            xpos: tag.clone(),
            feats: none.clone(),
            lemma: segmentation.tokens[token].span.of(text).into(),
            head: (!is_first).then_some(TokenId(first as u32)),
            relation: if is_first { Relation::Root } else { Relation::Punct },
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::segment::segment;

    #[test]
    fn only_many_marks_without_a_word_are_spared() {
        let unread = |text: &str| {
            let document = Document::plain("d", text);
            let segmentation = segment(&document.text, &document.blocks);
            (unread_sentences(text, &segmentation).len(), segmentation.sentences.len())
        };
        assert_eq!(unread("* * *\n\nPolice left.\n\n:-)").0, 0);
        assert_eq!(unread(&"Yes. ".repeat(2_000)).0, 0);
        let (n_unread, n_sentences) = unread(&format!("Police left. {} They came back.", "\"".repeat(6_000)));
        assert!(n_unread > 30 && n_unread < n_sentences - 2, "{n_unread} of {n_sentences}");
    }
}
