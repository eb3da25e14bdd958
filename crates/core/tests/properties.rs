//! Whatever the text, `analyze` returns, its layers agree with the text and each other, and the same text gives the same.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may read its cases and stop at what is wrong"
)]

mod invariants;

use proptest::prelude::*;
use rapporteur_core::document::{Document, Publication};
use rapporteur_core::read::ThreadPool;
use rapporteur_core::record::Record;
use rapporteur_core::resources::Resources;
use rapporteur_core::{analyze, analyze_all};
use std::sync::{Arc, OnceLock};

fn resources() -> &'static Resources {
    static LOADED: OnceLock<Resources> = OnceLock::new();
    LOADED.get_or_init(|| Resources::load(Arc::new(ThreadPool::with_num_threads(1))).unwrap())
}

fn document(text: &str) -> Document {
    let date = "2024-03-03".parse().unwrap();
    let published = Some(Publication { text: "2024-03-03".to_string(), date });
    Document { published, ..Document::plain("property", text) }
}

/// Words that each stage treats in ways of its own, so that random text reaches more than the first branch.
const WORDS: &[&str] = &[
    "The",
    "the",
    "a",
    "Kenya",
    "Kenyan",
    "Uganda's",
    "Paris",
    "United",
    "Nations",
    "U.S.",
    "police",
    "rebels",
    "army",
    "minister",
    "President",
    "Lt.",
    "Gen.",
    "Otieno",
    "Anna",
    "Mrs.",
    "Smith",
    "he",
    "she",
    "they",
    "their",
    "it",
    "who",
    "which",
    "said",
    "says",
    "told",
    "accused",
    "denied",
    "denies",
    "met",
    "visited",
    "attacked",
    "killed",
    "arrested",
    "condemned",
    "praised",
    "promised",
    "threatened",
    "refused",
    "agreed",
    "signed",
    "withdrew",
    "called",
    "urged",
    "imposed",
    "lifted",
    "sanctions",
    "talks",
    "meeting",
    "attack",
    "bombing",
    "protest",
    "march",
    "truce",
    "aid",
    "troops",
    "to",
    "of",
    "with",
    "against",
    "in",
    "on",
    "from",
    "by",
    "for",
    "at",
    "and",
    "or",
    "but",
    "not",
    "never",
    "may",
    "will",
    "would",
    "if",
    "that",
    "off",
    "out",
    "Monday",
    "yesterday",
    "last",
    "week",
    "March",
    "2024",
    "3",
    "two",
    "dozen",
    "100,000",
    "12:30",
    "don't",
    "can't",
    "anti-war",
    "https://example.org/a",
    "#tag",
];

const MARKS: &[&str] = &[
    ".", ",", ";", ":", "?", "!", "...", "…", "\"", "'", "“", "”", "‘", "’", "«", "»", "„", "``", "''", "(", ")", "[",
    "]", "-", "–", "—", "/", "%", "$", "&", "*", "•",
];

const STRANGE: &[&str] = &[
    "🙂",
    "👩‍👩‍👧",
    "🇰🇪",
    "e\u{301}",
    "\u{301}",
    "\u{200f}",
    "\u{202e}",
    "שלום",
    "السلام",
    "日本語",
    "Ł",
    "İ",
    "ß",
    "ﬁ",
    "\u{0}",
    "\u{1b}",
    "\u{feff}",
    "\u{fffd}",
    "\u{200d}",
    "\u{ad}",
    "\u{a0}",
    "\t",
    "\r\n",
    "\u{2028}",
    "\u{85}",
    "²",
    "१२",
    "𝐀𝐁",
    "Z̷͓̈́a̸͙͝",
];

/// Texts as news may come: mostly words, with marks, strange characters, breaks, very long words and pure noise.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(WORDS).prop_map(str::to_string),
        4 => prop::sample::select(MARKS).prop_map(str::to_string),
        2 => prop::sample::select(STRANGE).prop_map(str::to_string),
        1 => Just("\n\n".to_string()),
        1 => (prop::sample::select(vec!["a", "Ab", "-", "é", "\""]), 1..400_usize).prop_map(|(piece, n)| piece.repeat(n)),
        1 => "\\PC{0,12}",
    ];
    let gap = prop_oneof![6 => Just(" "), 1 => Just(""), 1 => Just("\n")];
    prop::collection::vec((piece, gap), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

proptest! {
    // Few, for each runs the network.
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_layer_agrees_with_the_text_and_with_the_others(text in texts()) {
        let document = document(&text);
        let analysis = analyze(&document, resources());
        invariants::check(&document, &analysis);
        prop_assert_eq!(&analysis, &analyze(&document, resources()));
        let record = serde_json::to_value(Record::new(&document, &analysis, resources())).unwrap();
        prop_assert_eq!(record["text"].as_str(), Some(text.as_str()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_together_are_read_as_each_alone(texts in prop::collection::vec(texts(), 1..6)) {
        let documents: Vec<Document> = texts.iter().map(|text| document(text)).collect();
        let together = analyze_all(&documents, resources());
        let alone: Vec<_> = documents.iter().map(|document| analyze(document, resources())).collect();
        prop_assert_eq!(together, alone);
    }
}

/// Noise finds few events; this holds the invariants where every layer has something.
#[test]
fn news_fills_every_layer() {
    let text = "Kenyan President Amina Otieno met Ugandan Foreign Minister Paul Nakirya in Kampala on Friday. \
                \u{201c}We will not be threatened,\u{201d} she said.\n\nRebels attacked the town of Garissa on Monday and killed \
                two soldiers. The army accused Uganda of arming the rebels, which Kampala denied.";
    let document = document(text);
    let analysis = analyze(&document, resources());
    invariants::check(&document, &analysis);
    let layers = [
        ("names", analysis.reading.names.len()),
        ("times", analysis.times.len()),
        ("places", analysis.places.len()),
        ("actors", analysis.cast.actors.len()),
        ("quotes", analysis.quotes.len()),
        ("events", analysis.events.len()),
        ("claims", analysis.claims.len()),
    ];
    for (layer, n_found) in layers {
        assert!(n_found > 0, "no {layer} in plain news");
    }
}
