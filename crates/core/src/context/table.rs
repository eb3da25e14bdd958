//! Which words and acts speak of which context? The table of `data/lexicon/contexts.toml`, compiled.

use super::{CONTEXTS, Context, Evidence};
use crate::actor::Cast;
use crate::event::Event;
use crate::event::pattern::ActPattern;
use crate::phrases::{Found, Phrases, Words};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How much a line of each tier weighs. Chosen on the corpus' train part; any proportions near these do as well.
const SURE: f64 = 5.0;
const LIKELY: f64 = 3.0;
const HINT: f64 = 1.0;

/// The compiled table.
#[derive(Debug, Default)]
pub struct ContextTables {
    phrases: Phrases<Line>,
    acts: Vec<(ActPattern, Line)>,
    /// Which context makes which code of a general CAMEO code.
    cameo: BTreeMap<String, BTreeMap<Context, String>>,
}

/// A word, phrase or act of the table. One without weight only keeps shorter phrases from being heard inside it.
#[derive(Debug, Clone, Copy)]
struct Line {
    context: Context,
    number: u32,
    weight: f64,
}

/// What in the table cannot be used.
pub type ContextError = String;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    context: Vec<Block>,
    #[serde(default)]
    cameo: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Block {
    name: String,
    sure: Vec<String>,
    likely: Vec<String>,
    hint: Vec<String>,
    never: Vec<String>,
    sure_acts: Vec<String>,
    likely_acts: Vec<String>,
    hint_acts: Vec<String>,
}

impl ContextTables {
    /// Compiles the table. What cannot be used is left out and told beside the rest.
    pub fn compile(text: &str) -> (ContextTables, Vec<ContextError>) {
        let mut tables = ContextTables::default();
        let mut errors = Vec::new();
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => return (tables, vec![error.to_string()]),
        };
        let mut number = 0;
        for block in file.context {
            let Some(context) = Context::parse(&block.name) else {
                errors.push(format!("unknown context `{}`", block.name));
                continue;
            };
            let mut line = |weight: f64| {
                number += 1;
                Line { context, number, weight }
            };
            let words = [(block.sure, SURE), (block.likely, LIKELY), (block.hint, HINT), (block.never, 0.0)];
            for (phrases, weight) in words {
                phrases.iter().for_each(|phrase| tables.phrases.add(phrase, line(weight)));
            }
            for (acts, weight) in [(block.sure_acts, SURE), (block.likely_acts, LIKELY), (block.hint_acts, HINT)] {
                for act in acts {
                    match ActPattern::parse(&act) {
                        Ok(pattern) => tables.acts.push((pattern, line(weight))),
                        Err(error) => errors.push(format!("{}: `{act}`: {error}", block.name)),
                    }
                }
            }
        }
        for (general, codes) in file.cameo {
            for (name, code) in codes {
                match Context::parse(&name) {
                    Some(context) => {
                        tables.cameo.entry(general.clone()).or_default().insert(context, code);
                    }
                    None => {
                        errors.push(format!("cameo {general}: unknown context `{name}`; the contexts are {CONTEXTS:?}"))
                    }
                }
            }
        }
        (tables, errors)
    }

    /// What the words speak of. Of phrases of one context that overlap, the first and longest is heard.
    pub(super) fn evidence(&self, words: &Words) -> Vec<Evidence> {
        let mut found: Vec<Found<Line>> = self.phrases.find(words);
        found.sort_by_key(|found| {
            (found.value.context, found.words.0, std::cmp::Reverse(found.words.1), found.value.number)
        });
        let mut evidence = Vec::new();
        let mut last: Option<(Context, usize)> = None;
        for Found { words, value, .. } in found {
            if last.is_some_and(|(context, end)| context == value.context && words.0 < end) {
                continue;
            }
            last = Some((value.context, words.1));
            if value.weight > 0.0 {
                evidence.push(value.evidence());
            }
        }
        evidence
    }

    /// What an event speaks of.
    pub(super) fn evidence_of_act(&self, event: &Event, cast: &Cast) -> Vec<Evidence> {
        self.acts.iter().filter(|(pattern, _)| pattern.fits(event, cast)).map(|(_, line)| line.evidence()).collect()
    }

    /// Whether a CAMEO code is a general one that contexts make more of.
    pub(super) fn can_refine(&self, cameo: &str) -> bool {
        self.cameo.contains_key(cameo)
    }

    /// What a context makes of a general CAMEO code.
    pub(super) fn refined(&self, cameo: &str, context: Context) -> Option<&str> {
        self.cameo.get(cameo)?.get(&context).map(String::as_str)
    }
}

impl Line {
    fn evidence(self) -> Evidence {
        Evidence { context: self.context, line: self.number, weight: self.weight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../../data/lexicon/contexts.toml");

    #[test]
    fn every_line_of_the_table_is_understood() {
        let (tables, errors) = ContextTables::compile(TABLE);
        assert_eq!(errors, [""; 0]);
        assert!(tables.acts.len() > 50);
    }

    #[test]
    fn the_contexts_stand_in_the_ontologys_order_and_each_has_words() {
        let file: File = toml::from_str(TABLE).expect("it is TOML");
        let names: Vec<&str> = file.context.iter().map(|block| block.name.as_str()).collect();
        assert_eq!(names, CONTEXTS);
        for block in &file.context {
            let n_words = block.sure.len() + block.likely.len() + block.hint.len();
            assert!(n_words >= 30, "{} has {n_words} words", block.name);
        }
    }

    #[test]
    fn codes_made_by_contexts_are_below_the_general_one() {
        let ontology: toml::Table = include_str!("../../../../data/ontology/cameo.toml").parse().expect("it is TOML");
        let rows = ontology["code"].as_array().expect("a list");
        let types = |code: &str| {
            let row = rows.iter().find(|row| row["code"].as_str() == Some(code));
            row.unwrap_or_else(|| panic!("{code} is no CAMEO code"))["plover_type"].as_str().expect("a type")
        };
        let file: File = toml::from_str(TABLE).expect("it is TOML");
        for (general, codes) in &file.cameo {
            for code in codes.values() {
                assert!(
                    code.starts_with(general.strip_suffix('0').unwrap_or(general)),
                    "{code} is not below {general}"
                );
                assert_eq!(types(code), types(general), "{code}");
            }
        }
    }

    #[test]
    fn longer_phrases_and_exceptions_are_heard_first() {
        let table = "[[context]]\nname = \"economic\"\nsure = [\"bank\", \"central bank\"]\nnever = [\"west bank\"]\n";
        let (tables, errors) = ContextTables::compile(table);
        assert_eq!(errors, [""; 0]);
        let heard = |text: &str| tables.evidence(&Words::plain(text)).len();
        assert_eq!((heard("a central bank"), heard("the West Bank"), heard("two banks")), (1, 0, 1));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let (_, errors) = ContextTables::compile(
            "[[context]]\nname = \"sport\"\n[[context]]\nname = \"legal\"\nsure_acts = [\"FIGHT\"]\n",
        );
        assert_eq!(errors, ["unknown context `sport`", "legal: `FIGHT`: unknown type `FIGHT`"]);
    }
}
