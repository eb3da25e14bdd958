//! Attributed statements over trees that stand in the case files; see trees/mod.rs for their form.
//!
//! An expected line is `Kind speaker | source | cue | content / content`, one for each statement of the case.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]
// Tests read their cases from files; the crate itself does no input or output.
#![allow(clippy::disallowed_methods)]

mod trees;

use rapporteur_core::actor::{ActorTables, cast};
use rapporteur_core::document::Document;
use rapporteur_core::read::Tree;
use rapporteur_core::span::Span;
use rapporteur_core::speech::{Cues, Quotations, quotes};

#[test]
fn statements_are_found_as_the_cases_say() {
    let (tables, cues) = (ActorTables::load(), Cues::load());
    let cases = trees::cases("speech");
    assert!(cases.len() >= 13, "only {} cases were found", cases.len());
    for case in cases {
        let tree = Tree::new(&case.document.text, &case.segmentation, &case.reading);
        let cast = cast(&case.document, &tree, &[], &tables);
        let words =
            |spans: &[Span]| spans.iter().map(|span| span.of(&case.document.text)).collect::<Vec<_>>().join(" / ");
        let found: Vec<String> = quotes(&case.document, &tree, &cast, &cues)
            .iter()
            .map(|quote| {
                let speaker = quote.speaker.map_or("-", |speaker| cast.actor(speaker).name.as_str());
                let (source, cue, content) = (words(&quote.source), words(&quote.cue), words(&quote.content));
                format!("{:?} {speaker} | {source} | {cue} | {content}", quote.kind)
            })
            .collect();
        assert_eq!(found, case.expected, "{}", case.title);
    }
}

#[test]
fn marks_of_all_nations_are_paired() {
    for (text, expected) in [
        ("He said \"no\" and \"yes\".", vec!["\"no\"", "\"yes\""]),
        ("He said “no, ‘never’ again”.", vec!["“no, ‘never’ again”", "‘never’"]),
        ("«Nein» sagte er, »doch« sie, „gut“ beide.", vec!["«Nein»", "»doch«", "„gut“"]),
        ("''Never,'' she said, ``not once''.", vec!["''Never,''", "``not once''"]),
        ("The dockers' union said 'the workers' pay is low'.", vec!["'the workers' pay is low'"]),
        ("It isn't the '90s, don't say 'tis.", vec![]),
        ("「はい」 he said.", vec!["「はい」"]),
        ("A 6\" gun was found.", vec![]),
        ("“We never closed this.", vec!["“We never closed this."]),
        ("He said \"one. He said \"two\".", vec!["", "\"two\""]),
    ] {
        let document = Document::plain("marks", text);
        let found: Vec<&str> = Quotations::of(&document).all.iter().map(|quotation| quotation.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn an_open_quotation_goes_on_in_the_next_paragraph() {
    let document = Document::plain("marks", "“One.\n\n“Two.”\n\n“Three.”");
    let continues: Vec<bool> = Quotations::of(&document).all.iter().map(|quotation| quotation.continues).collect();
    assert_eq!(continues, [false, true, false]);
}

#[test]
fn hostile_marks_take_linear_time() {
    let started = std::time::Instant::now();
    for mark in ["“", "\"", "'", "‘", "« ", "”", "''", " '", "\"a"] {
        let text = mark.repeat(100_000);
        let document = Document::plain("hostile", &text);
        let quotations = Quotations::of(&document);
        assert!(quotations.all.iter().all(|quotation| quotation.depth < 8), "{mark}");
        for position in (0..text.len()).step_by(97) {
            quotations.at(Span::new(position, position + 1));
        }
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
