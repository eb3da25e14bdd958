//! Where do the words of a table stand in a text? Lemmas and phrases, the longest first.

use crate::read::Tree;
use crate::segment::TokenId;
use crate::span::Span;
use std::collections::BTreeMap;

/// Lemmas and phrases in lower case, each with a value. A word of a phrase is met by a word of the text with this lemma or
/// this form; hyphens and the possessive `'s` count for nothing: "gender-based" is "gender based", "women's rights" is
/// "women rights".
#[derive(Debug, Clone)]
pub struct Phrases<V> {
    by_first: BTreeMap<String, Vec<(Vec<String>, V)>>,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Phrases { by_first: BTreeMap::new() }
    }
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<V> {
    /// Its first word and the one behind its last, counted over the words given to the search.
    pub words: (usize, usize),
    /// Where it stands.
    pub span: Span,
    /// What the table has for it.
    pub value: V,
}

/// The words of a stretch of text that phrases are looked for in.
#[derive(Debug, Clone, Default)]
pub struct Words(Vec<Word>);

#[derive(Debug, Clone)]
struct Word {
    lemma: String,
    form: String,
    span: Span,
}

impl Words {
    /// Those of the tokens that count, in order.
    pub fn new(tree: &Tree, tokens: impl IntoIterator<Item = TokenId>) -> Words {
        let mut words = Vec::new();
        for token in tokens {
            let span = tree.span(token);
            let forms = split(tree.form(token));
            let lemmas = split(tree.lemma(token));
            // "anti-graft" is one token of two words.
            let lemmas = if lemmas.len() == forms.len() { lemmas } else { forms.clone() };
            words.extend(lemmas.into_iter().zip(forms).map(|(lemma, form)| Word { lemma, form, span }));
        }
        Words(words)
    }

    /// Those of a text that was not read, such as a title; the lemma of a plural is guessed.
    pub fn plain(text: &str) -> Words {
        let mut words = Vec::new();
        let mut start = 0;
        for piece in text.split_inclusive(char::is_whitespace) {
            let bare = piece.trim_matches(|character: char| !character.is_alphanumeric());
            let span = Span { start: start as u32, end: (start + piece.len()) as u32 };
            let word = |form: String| {
                let lemma = form.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(&form).to_string();
                Word { lemma, form, span }
            };
            words.extend(split(bare).into_iter().map(word));
            start += piece.len();
        }
        Words(words)
    }

    /// Those of one sentence.
    pub fn of_sentence(tree: &Tree, sentence: usize) -> Words {
        let tokens = tree.segmentation.sentences[sentence].tokens.clone();
        Words::new(tree, tokens.map(|token| TokenId(token as u32)))
    }
}

impl<V: Copy> Phrases<V> {
    /// Adds a phrase. One without a word is left out.
    pub fn add(&mut self, phrase: &str, value: V) {
        let mut words = split(phrase).into_iter();
        if let Some(first) = words.next() {
            self.by_first.entry(first).or_default().push((words.collect(), value));
        }
    }

    /// Every phrase at every place, by its first word; what overlaps is for the caller to weigh.
    pub fn find(&self, words: &Words) -> Vec<Found<V>> {
        let mut found = Vec::new();
        for (first, word) in words.0.iter().enumerate() {
            let by_form = (word.form != word.lemma).then_some(&word.form);
            for key in [&word.lemma].into_iter().chain(by_form) {
                for (rest, value) in self.by_first.get(key).into_iter().flatten() {
                    let last = first + rest.len();
                    let follows = words.0.get(first + 1..=last).is_some_and(|next| {
                        next.iter().zip(rest).all(|(word, wanted)| word.lemma == *wanted || word.form == *wanted)
                    });
                    if follows {
                        let span = word.span.cover(words.0[last].span);
                        found.push(Found { words: (first, last + 1), span, value: *value });
                    }
                }
            }
        }
        found
    }

    /// Whether any phrase stands in these words.
    pub fn is_in(&self, words: &Words) -> bool {
        !self.find(words).is_empty()
    }

    /// Whether there is no phrase.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }
}

/// The words of a phrase as tables write it, or of a token; none of what only joins words.
fn split(phrase: &str) -> Vec<String> {
    let phrase = phrase.to_lowercase().replace('’', "'");
    let words = phrase.split(|character: char| character.is_whitespace() || matches!(character, '-' | '‑' | '–'));
    let bare = |word: &str| word.strip_suffix("'s").or(word.strip_suffix('\'')).unwrap_or(word).to_string();
    words.map(bare).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::read::{Reading, Relation, Upos, Word as Read};
    use crate::segment::segment;

    /// The words of a text whose lemmas are its forms without a final "s".
    fn found(table: &[&str], text: &str) -> Vec<String> {
        let document = Document::plain("d", text);
        let segmentation = segment(&document.text, &document.blocks);
        let read = |token: &crate::segment::Token| Read {
            upos: Upos::X,
            xpos: "X".into(),
            feats: "_".into(),
            lemma: token.span.of(text).to_lowercase().trim_end_matches('s').into(),
            head: None,
            relation: Relation::Root,
        };
        let reading = Reading { words: segmentation.tokens.iter().map(read).collect(), ..Reading::default() };
        let tree = Tree::new(text, &segmentation, &reading);
        let mut phrases = Phrases::default();
        table.iter().for_each(|phrase| phrases.add(phrase, ()));
        let n_sentences = segmentation.sentences.len();
        let words = (0..n_sentences).map(|sentence| Words::of_sentence(&tree, sentence));
        words.flat_map(|words| phrases.find(&words)).map(|found| found.span.of(text).to_string()).collect()
    }

    #[test]
    fn lemmas_forms_hyphens_and_possessives() {
        let table = ["women's rights", "gender-based violence", "tank", "peace talks", "-"];
        let text = "Women's rights groups spoke of gender-based violence. Tanks stood by the peace talks.";
        assert_eq!(found(&table, text), ["Women's rights", "gender-based violence", "Tanks", "peace talks"]);
        assert_eq!(found(&table, "The peace. Talks of a tanker."), [""; 0]);
    }

    #[test]
    fn overlapping_phrases_are_all_found() {
        assert_eq!(
            found(&["court", "supreme court", "court ruling"], "A supreme court ruling"),
            ["supreme court", "court", "court ruling"]
        );
    }
}
