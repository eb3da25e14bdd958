//! What the network's own opinion adds to lexicon and rules, by case files: acts, sides, statements and pairs.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod cases;

use rapporteur_core::actor::ActorTables;
use rapporteur_core::document::{AskedPair, Document};
use rapporteur_core::event::Participant;
use rapporteur_core::read::ThreadPool;
use rapporteur_core::resources::Resources;
use rapporteur_core::span::Span;
use rapporteur_core::{Analysis, analyze};
use std::sync::Arc;

/// A line an event (`CONSULT KENGOV -> UGAGOV (visited)`), then a line a statement (`source | cue | content`).
#[test]
fn cases_of_opinion() {
    let resources = Resources::load(Arc::new(ThreadPool::with_num_threads(1))).expect("the embedded weights load");
    cases::check("opinion", |case| {
        let document = Document::plain("case", &case.body);
        let analysis = analyze(&document, &resources);
        let code = |one: &Participant| one.actor.map(|id| ActorTables::code(&analysis.cast.actor(id).identity));
        let side = |side: &[Participant]| {
            let codes: Vec<String> = side.iter().map(|one| code(one).unwrap_or("?".to_string())).collect();
            if codes.is_empty() { "-".to_string() } else { codes.join("+") }
        };
        let mut lines: Vec<String> = Vec::new();
        for event in analysis.events.iter().filter(|event| event.is_fact()) {
            let (actors, recipients) = (side(&event.actors), side(&event.recipients));
            let anchor = event.anchor.of(&document.text);
            lines.push(format!("{} {actors} -> {recipients} ({anchor})", event.kind.as_str()));
        }
        lines.extend(statements(&document, &analysis));
        if lines.is_empty() { "nothing".to_string() } else { lines.join("\n") }
    });
}

fn statements(document: &Document, analysis: &Analysis) -> Vec<String> {
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(&document.text)).collect::<Vec<_>>().join(" .. ");
    let line = |quote: &rapporteur_core::speech::Quote| {
        format!("{} | {} | {}", words(&quote.source), words(&quote.cue), words(&quote.content))
    };
    analysis.quotes.iter().map(line).collect()
}

/// The network is asked about one pair of a sentence at a time, and not about pairs of two sentences.
#[test]
fn pairs_are_asked_about_one_by_one() {
    let resources = Resources::load(Arc::new(ThreadPool::with_num_threads(1))).expect("the embedded weights load");
    let text = "Peru accused Chile of spying. Norway slept.";
    let span = |word: &str| {
        let start = text.find(word).unwrap();
        Some(Span::new(start, start + word.len()))
    };
    let mut document = Document::plain("case", text);
    document.pairs = vec![
        AskedPair { source: span("Peru"), target: span("Chile") },
        AskedPair { source: span("Norway"), target: span("Chile") },
    ];
    let analysis = analyze(&document, &resources);
    let kinds: Vec<Option<&str>> =
        analysis.pairs.iter().map(|answer| answer.as_ref().map(|answer| answer.kind.as_str())).collect();
    assert_eq!(kinds, [Some("ACCUSE"), None]);
}
