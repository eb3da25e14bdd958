//! Are words, tags and trees right? The measures of the CoNLL 2018 task, over CoNLL-U of the same raw text.

use super::measure::{Tally, named};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Where a word stands in the text without blanks: first character, one past the last, and for a part of a written token
/// its number and the number of the last part.
type Place = (usize, usize, usize, usize);

struct Word<'a> {
    number: usize,
    place: Place,
    lemma: &'a str,
    upos: &'a str,
    xpos: &'a str,
    head: usize,
    relation: &'a str,
}

/// Scores an analysis of raw text. Words are matched by their place in the text, so another division into words or
/// sentences costs what it deserves. LAS compares relations without subtypes, LAS_full with them.
///
/// # Errors
/// When a file is not CoNLL-U.
pub fn score_ud(gold: &str, predictions: &str) -> Result<Value> {
    let gold = read(gold).context("cannot read the gold file")?;
    let predicted = read(predictions).context("cannot read the predictions")?;
    let (wanted, given) = (by_place(&gold), by_place(&predicted));
    let common: Vec<_> = wanted.iter().filter_map(|(place, one)| given.get(place).map(|other| (one, other))).collect();
    let tally = |right: usize| Tally { right, predicted: given.len(), gold: wanted.len() };
    let count =
        |same: &dyn Fn(&Placed, &Placed) -> bool| tally(common.iter().filter(|(one, other)| same(one, other)).count());
    let same_head = |one: &Placed, other: &Placed| one.head == other.head;
    let sentences = |side: &[Vec<Word>]| -> BTreeSet<(usize, usize)> {
        // Both ends of the first and last word; of sentences that begin alike the last counts.
        let ends: BTreeMap<usize, usize> =
            side.iter().map(|words| (words[0].place.0, words[words.len() - 1].place.1)).collect();
        ends.into_iter().collect()
    };
    let (wanted_sentences, given_sentences) = (sentences(&gold), sentences(&predicted));
    Ok(Value::Object(named([
        ("words", tally(common.len())),
        ("upos", count(&|one, other| one.word.upos == other.word.upos)),
        ("xpos", count(&|one, other| one.word.xpos == other.word.xpos)),
        ("lemma", count(&|one, other| one.word.lemma == other.word.lemma)),
        ("UAS", count(&same_head)),
        ("LAS", count(&|one, other| same_head(one, other) && one.universal_relation() == other.universal_relation())),
        ("LAS_full", count(&|one, other| same_head(one, other) && one.word.relation == other.word.relation)),
        (
            "sentences",
            Tally {
                right: wanted_sentences.intersection(&given_sentences).count(),
                predicted: given_sentences.len(),
                gold: wanted_sentences.len(),
            },
        ),
    ])))
}

/// A word with the place of its head, none for a root.
struct Placed<'a> {
    word: &'a Word<'a>,
    head: Option<Place>,
}

impl Placed<'_> {
    fn universal_relation(&self) -> &str {
        self.word.relation.split(':').next().unwrap_or("")
    }
}

fn by_place<'a>(sentences: &'a [Vec<Word<'a>>]) -> BTreeMap<Place, Placed<'a>> {
    let mut places = BTreeMap::new();
    for sentence in sentences {
        let numbered: BTreeMap<usize, Place> = sentence.iter().map(|word| (word.number, word.place)).collect();
        for word in sentence {
            let head = numbered.get(&word.head).filter(|_| word.head != 0).copied();
            places.insert(word.place, Placed { word, head });
        }
    }
    places
}

fn read(text: &str) -> Result<Vec<Vec<Word<'_>>>> {
    let mut reader = Reader::default();
    for (line, number) in text.lines().zip(1..) {
        reader.line(line).with_context(|| format!("line {number}"))?;
    }
    reader.end_sentence();
    Ok(reader.sentences)
}

#[derive(Default)]
struct Reader<'a> {
    sentences: Vec<Vec<Word<'a>>>,
    sentence: Vec<Word<'a>>,
    /// Characters of the text so far, without blanks.
    position: usize,
    /// The written token whose parts are being read: first and last number, first and last character.
    token: Option<(usize, usize, usize, usize)>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &'a str) -> Result<()> {
        if line.is_empty() {
            self.end_sentence();
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, upos, xpos, _, head, relation, ..] = columns[..] else {
                anyhow::bail!("there are fewer than eight columns");
            };
            if let Some((first, last)) = id.split_once('-') {
                let start = self.advance(form);
                self.token = Some((first.parse()?, last.parse()?, start, self.position));
            } else if !id.contains('.') {
                let number = id.parse()?;
                let place = self.place(number, form);
                let head = head.parse().unwrap_or(0);
                self.sentence.push(Word { number, place, lemma, upos, xpos, head, relation });
            }
        }
        Ok(())
    }

    fn place(&mut self, number: usize, form: &str) -> Place {
        match self.token {
            Some((first, last, start, end)) if (first..=last).contains(&number) => {
                (start, end, number - first, last - first)
            }
            _ => {
                let start = self.advance(form);
                (start, self.position, 0, 0)
            }
        }
    }

    /// Goes on by a form and says where it began.
    fn advance(&mut self, form: &str) -> usize {
        let start = self.position;
        self.position += form.chars().filter(|character| !character.is_whitespace()).count();
        start
    }

    fn end_sentence(&mut self) {
        self.token = None;
        if !self.sentence.is_empty() {
            self.sentences.push(std::mem::take(&mut self.sentence));
        }
    }
}
