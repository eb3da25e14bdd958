//! Events by case files, and the handbook's examples as coded today.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod cases;

use rapporteur_core::actor::ActorTables;
use rapporteur_core::document::{Document, Publication};
use rapporteur_core::event::{Event, Participant};
use rapporteur_core::read::ThreadPool;
use rapporteur_core::resources::Resources;
use rapporteur_core::{Analysis, analyze};
use std::sync::Arc;

fn resources() -> Resources {
    Resources::load(Arc::new(ThreadPool::with_num_threads(1))).expect("the embedded weights load")
}

/// All reports of the cases were published on this Wednesday.
fn published(text: &str, day: &str) -> Document {
    let date = day.parse().expect("a date");
    let published = Some(Publication { text: day.to_string(), date });
    Document { published, ..Document::plain("case", text) }
}

/// One event a line: `2024-06-10 CONSULT:visit KENGOV -> UGAGOV, Kampala (visited)`, with status and stance where it is no
/// fact and the speaker where there is one.
///
/// The cases hold what lexicon and rules make of a text; how the network's opinion changes that is measured on the corpus.
#[test]
fn cases_of_event() {
    let resources = resources().rules_alone();
    cases::check("event", |case| {
        let document = published(&case.body, "2024-06-12");
        let analysis = analyze(&document, &resources);
        lines(&document, &analysis)
    });
}

fn lines(document: &Document, analysis: &Analysis) -> String {
    let lines: Vec<String> = analysis.events.iter().map(|event| line(event, document, analysis)).collect();
    if lines.is_empty() { "no events".to_string() } else { lines.join("\n") }
}

fn line(event: &Event, document: &Document, analysis: &Analysis) -> String {
    let codes = |side: &[Participant]| {
        let code = |one: &Participant| {
            one.actor.map_or("UNK".to_string(), |id| ActorTables::code(&analysis.cast.actor(id).identity))
        };
        let codes: Vec<String> = side.iter().map(code).collect();
        if codes.is_empty() { "-".to_string() } else { codes.join("+") }
    };
    let modes: Vec<&str> = event.modes.iter().map(|mode| mode.as_str()).collect();
    let kind = if modes.is_empty() {
        event.kind.as_str().to_string()
    } else {
        format!("{}:{}", event.kind.as_str(), modes.join("&"))
    };
    let arrow = if event.reciprocal { "<->" } else { "->" };
    let date = event.date.as_ref().map_or("-", |date| &date.value);
    let mut line = format!("{date} {kind} {} {arrow} {}", codes(&event.actors), codes(&event.recipients));
    if let Some(place) = event.place {
        line.push_str(&format!(", {}", analysis.places[place].name));
    }
    line.push_str(&format!(" ({})", event.anchor.of(&document.text)));
    if !event.is_fact() {
        line.push_str(&format!(" {} {}", event.status.as_str(), event.stance.as_str()));
    }
    if let Some(note) = &event.note {
        line.push_str(&format!(" {note}"));
    }
    if let Some(speaker) = event.attribution.speaker {
        line.push_str(&format!(" says {}", analysis.cast.actor(speaker).name));
    }
    line
}

/// What today's program makes of the handbook's examples. `rapporteur eval handbook` says how much of it is right; here
/// a change shows itself row by row.
#[test]
fn the_handbook_as_coded_today() {
    let resources = resources();
    cases::check("handbook", |case| {
        let rows = case.body.lines().filter(|row| !row.trim().is_empty());
        let coded = rows.map(|row| {
            let document = published(row, "2024-06-12");
            let analysis = analyze(&document, &resources);
            let facts: Vec<String> = analysis
                .events
                .iter()
                .filter(|event| event.is_fact())
                .map(|event| line(event, &document, &analysis))
                .collect();
            format!("{row}\n    {}", if facts.is_empty() { "no events".to_string() } else { facts.join("\n    ") })
        });
        coded.collect::<Vec<String>>().join("\n")
    });
}
