//! What is a report about? PLOVER's contexts, from its words and its events.
//!
//! Words, phrases and acts that speak of a context are weighed by how surely they do, and by where they stand: a title and
//! first sentences tell what a report is about. What weighs enough for the length of the report, and not much less than
//! what weighs most, is a context of the whole document and of each of its events (handbook, section 1, step 7).

mod table;

pub use table::{ContextError, ContextTables};

use crate::actor::Cast;
use crate::document::Document;
use crate::event::Event;
use crate::phrases::Words;
use crate::read::Tree;
use std::collections::BTreeMap;

/// The contexts of PLOVER, in the ontology's order.
pub const CONTEXTS: [&str; 37] = [
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

/// A context; ordered as in the ontology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Context(u8);

impl Context {
    /// The context of this name.
    pub fn parse(name: &str) -> Option<Context> {
        CONTEXTS.iter().position(|context| *context == name).map(|index| Context(index as u8))
    }

    /// PLOVER's name.
    pub fn as_str(self) -> &'static str {
        CONTEXTS[self.0 as usize]
    }
}

/// A report of up to three sentences needs so much for a context: a sure word and a likely one, or one sure word at its
/// head; a longer one needs more. This and the two below were chosen on the corpus' train part; micro-F1 is 0.04 lower with
/// half the value and 0.08 lower with double.
const LEAST: f64 = 6.5;

/// What weighs less than this share of the weightiest context is beside the point.
const LEAST_SHARE: f64 = 0.25;

/// Titles and the first two sentences count so much more than the rest.
const HEAD: f64 = 1.5;

/// A sentence by itself needs this for a context: one sure word.
const LEAST_OF_SENTENCE: f64 = 5.0;

/// The contexts of a document, in the ontology's order; none where nothing happens in it.
pub fn contexts(
    document: &Document,
    tree: &Tree,
    cast: &Cast,
    events: &[Event],
    tables: &ContextTables,
) -> Vec<Context> {
    if events.is_empty() {
        return Vec::new();
    }
    let n_sentences = tree.segmentation.sentences.len();
    let mut scale = Scale::default();
    if let Some(title) = &document.title {
        scale.weigh(tables.evidence(&Words::plain(title)), HEAD);
    }
    for sentence in 0..n_sentences {
        let place = if sentence < 2 { HEAD } else { 1.0 };
        scale.weigh(tables.evidence(&Words::of_sentence(tree, sentence)), place);
    }
    let end_of_head = tree.segmentation.sentences.iter().take(2).next_back().map_or(0, |sentence| sentence.span.end);
    for event in events {
        let place = if event.anchor.start < end_of_head { HEAD } else { 1.0 };
        scale.weigh(tables.evidence_of_act(event, cast), place);
    }
    let least = LEAST * (1.0 + 0.5 * (n_sentences.max(3) as f64 / 3.0).log2());
    scale.standing(least)
}

/// Gives the events whose CAMEO code is a general one the code that fits what is exchanged, asked for or protested about, by
/// the words of the event's own sentence: the rest of the report may tell of something else.
pub fn refine_cameo(events: &mut [Event], tree: &Tree, tables: &ContextTables) {
    let sentences = &tree.segmentation.sentences;
    for event in events.iter_mut().filter(|event| tables.can_refine(&event.cameo)) {
        let sentence = sentences.partition_point(|sentence| sentence.span.end <= event.anchor.start);
        if sentence == sentences.len() {
            continue;
        }
        let mut scale = Scale::default();
        scale.weigh(tables.evidence(&Words::of_sentence(tree, sentence)), 1.0);
        let contexts = scale.by_weight(LEAST_OF_SENTENCE);
        if let Some(code) = contexts.into_iter().find_map(|context| tables.refined(&event.cameo, context)) {
            event.cameo = code.to_string();
        }
    }
}

/// Something that speaks of a context: the number of a line of the table, and how surely it does.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Evidence {
    context: Context,
    line: u32,
    weight: f64,
}

/// Adds up what speaks of each context.
#[derive(Debug, Default)]
struct Scale {
    weights: BTreeMap<Context, f64>,
    /// How often each line has spoken.
    heard: BTreeMap<u32, i32>,
}

impl Scale {
    /// What is said again counts half as much each time, and from the fourth time on nothing.
    fn weigh(&mut self, evidence: impl IntoIterator<Item = Evidence>, place: f64) {
        for Evidence { context, line, weight } in evidence {
            let n_heard = self.heard.entry(line).or_default();
            if *n_heard < 3 {
                *self.weights.entry(context).or_default() += weight * place * 0.5f64.powi(*n_heard);
            }
            *n_heard += 1;
        }
    }

    /// What weighs enough, in the ontology's order.
    fn standing(&self, least: f64) -> Vec<Context> {
        let most = self.weights.values().copied().fold(0.0, f64::max);
        let least = least.max(most * LEAST_SHARE);
        self.weights.iter().filter(|(_, weight)| **weight >= least).map(|(context, _)| *context).collect()
    }

    /// What weighs enough, the weightiest first.
    fn by_weight(&self, least: f64) -> Vec<Context> {
        let mut standing: Vec<(&Context, &f64)> = self.weights.iter().filter(|(_, weight)| **weight >= least).collect();
        standing.sort_by(|one, two| two.1.total_cmp(one.1).then(one.0.cmp(two.0)));
        standing.into_iter().map(|(context, _)| *context).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contexts_are_those_of_the_ontology() {
        let ontology: toml::Table = include_str!("../../../../data/ontology/plover.toml").parse().expect("it is TOML");
        let rows = ontology["context"].as_array().expect("a list");
        let names: Vec<&str> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
        assert_eq!(names, CONTEXTS);
        assert_eq!(Context::parse("cbrn").map(Context::as_str), Some("cbrn"));
    }

    #[test]
    fn what_is_said_again_counts_less() {
        let context = Context::parse("health").expect("a context");
        let mut scale = Scale::default();
        scale.weigh([Evidence { context, line: 7, weight: 4.0 }; 5], 1.0);
        assert_eq!(scale.weights[&context], 7.0);
        assert_eq!(scale.standing(7.5), []);
        assert_eq!(scale.standing(7.0), [context]);
    }
}
