//! Numbers of dead, injured, arrested and marching people by case files.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod cases;

use rapporteur_core::analyze;
use rapporteur_core::document::{Document, Publication};
use rapporteur_core::event::Event;
use rapporteur_core::read::ThreadPool;
use rapporteur_core::resources::Resources;
use std::sync::Arc;

/// One event with a size a line: `ASSAULT (killing): dead 4 "three" "a", injured 10.. "at least ten"`.
#[test]
fn cases_of_size() {
    let resources = Resources::load(Arc::new(ThreadPool::with_num_threads(1))).expect("the embedded weights load");
    let resources = resources.rules_alone();
    cases::check("size", |case| {
        let date = "2024-06-12".parse().expect("a date");
        let published = Some(Publication { text: "2024-06-12".to_string(), date });
        let document = Document { published, ..Document::plain("case", &case.body) };
        let analysis = analyze(&document, &resources);
        let lines: Vec<String> = analysis.events.iter().filter_map(|event| line(event, &document.text)).collect();
        if lines.is_empty() { "no sizes".to_string() } else { lines.join("\n") }
    });
}

fn line(event: &Event, text: &str) -> Option<String> {
    let bound = |bound: Option<u64>| bound.map_or(String::new(), |bound| bound.to_string());
    let figures = event.size.as_ref()?.figures().map(|(name, figure)| {
        let words: Vec<String> = figure.words.iter().map(|span| format!("\"{}\"", span.of(text))).collect();
        let range = match (figure.low, figure.high) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (low, high) => format!("{}..{}", bound(low), bound(high)),
        };
        format!("{name} {range} {}", words.join(" "))
    });
    let figures: Vec<String> = figures.collect();
    Some(format!("{} ({}): {}", event.kind.as_str(), event.anchor.of(text), figures.join(", ")))
}
