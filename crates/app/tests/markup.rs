//! `code --format markup`: what is written is read back, and says what the record says.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod support;

use rapporteur_core::markup::{self, MarkedEvent, Passage, Range, Side};
use serde_json::Value;
use std::collections::BTreeSet;
use support::{run, run_with, slice};

const REPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports");

fn parsed(out: &str) -> Vec<Passage> {
    let (passages, errors) = markup::parse(out);
    assert_eq!(errors, [], "{out}");
    passages
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn examples_are_read_back_and_agree_with_their_records() {
    let records = run(&["code", "--format", "jsonl", REPORTS]).read_all().records();
    let passages = parsed(&run(&["code", "--format", "markup", REPORTS]).read_all().out);
    assert_eq!(passages.len(), records.len());
    let (mut n_events, mut n_quotes, mut n_sizes) = (0, 0, 0);
    for (passage, record) in passages.iter().zip(&records) {
        agrees(passage, record);
        n_events += passage.events().len();
        n_quotes += passage.meanings.iter().filter(|meaning| meaning.label.starts_with('q')).count();
        n_sizes += passage.events().iter().map(|event| event.sizes.len()).sum::<usize>();
    }
    assert!(n_events > 50 && n_quotes > 20 && n_sizes > 3, "{n_events} events, {n_quotes} quotes, {n_sizes} sizes");
}

fn agrees(passage: &Passage, record: &Value) {
    let id = &passage.id;
    assert_eq!(
        passage.date,
        record["document"]["published"].as_str().unwrap_or_default().get(..10).unwrap_or(""),
        "{id}"
    );
    let sentences: Vec<String> = list(&record["sentences"])
        .iter()
        .map(|span| slice(record["text"].as_str().unwrap(), span).replace(char::is_whitespace, " "))
        .collect();
    let written: Vec<&str> = passage.sentences.iter().map(|span| span.of(&passage.text)).collect();
    assert_eq!(written, sentences, "{id}: the sentences are those of the record");
    let events = passage.events();
    assert_eq!(events.len(), list(&record["events"]).len(), "{id}: every event is written");
    for (marked, event) in events.iter().zip(list(&record["events"])) {
        same_event(passage, marked, event);
    }
    let defined: BTreeSet<&str> = passage.meanings.iter().map(|meaning| meaning.label.as_str()).collect();
    assert_eq!(defined.len(), passage.meanings.len(), "{id}: no label has two meanings");
    for mark in passage.marks.iter().filter(|mark| !mark.label.starts_with(['c', 's', 'n'])) {
        assert!(defined.contains(mark.label.as_str()), "{id}: {} means nothing", mark.label);
    }
    let quotes = list(&record["quotes"]).iter().filter(|quote| quote["kind"] != "belief");
    let wanted: Vec<&str> = quotes.map(|quote| quote["id"].as_str().unwrap()).collect();
    let given: Vec<&str> = defined_by(passage, 'q');
    assert_eq!(given, wanted, "{id}: every statement is written");
    assert_eq!(defined_by(passage, 'k').len(), list(&record["claims"]).len(), "{id}: every claim is written");
}

fn defined_by(passage: &Passage, letter: char) -> Vec<&str> {
    let labels = passage.meanings.iter().map(|meaning| meaning.label.as_str());
    labels.filter(|label| label.starts_with(letter)).collect()
}

fn same_event(passage: &Passage, marked: &MarkedEvent, event: &Value) {
    let name = format!("{} {event}", passage.id);
    let text = |field: &Value| field.as_str().map(str::to_string);
    let modes: Vec<String> = list(&event["mode"]).iter().filter_map(text).collect();
    assert_eq!(Some(marked.label.as_str()), event["id"].as_str(), "{name}");
    assert_eq!((Some(marked.kind.as_str()), &marked.modes), (event["type"].as_str(), &modes), "{name}");
    assert_eq!(Some(marked.status.as_str()), event["status"].as_str(), "{name}");
    assert_eq!(Some(marked.stance.as_str()), event["stance"].as_str(), "{name}");
    assert_eq!((&marked.place, &marked.time), (&text(&event["place"]), &text(&event["date"]["time"])), "{name}");
    assert_eq!(marked.note, text(&event["note"]), "{name}");
    let words: Vec<&str> = passage.spans(&marked.label).iter().map(|span| span.of(&passage.text)).collect();
    let mentions: Vec<&str> = list(&event["mentions"]).iter().filter_map(|mention| mention["text"].as_str()).collect();
    assert_eq!(words.len(), mentions.len(), "{name}: {words:?}");
    assert!(mentions.iter().all(|mention| words.contains(mention)), "{name}: {words:?}");
    let parties = |side: &[Side]| side.iter().map(Side::to_string).collect::<BTreeSet<String>>();
    let wanted: BTreeSet<String> = list(&event["actors"])
        .iter()
        .chain(list(&event["recipients"]))
        .map(|one| text(&one["actor"]).unwrap_or_else(|| "?".to_string()))
        .collect();
    let given: BTreeSet<String> = parties(&marked.actors).union(&parties(&marked.recipients)).cloned().collect();
    let is_implied = |side: &String| side.starts_with('(') || side == "?";
    assert!(given.iter().all(|side| wanted.contains(side) || is_implied(side)), "{name}: {given:?}");
    assert_eq!(given.is_empty(), wanted.is_empty(), "{name}");
    for side in given.iter().filter(|side| !is_implied(side)) {
        assert!(passage.meaning(side).is_some() && !passage.spans(side).is_empty(), "{name}: {side} is nowhere");
    }
    for (what, range, labels) in &marked.sizes {
        let bound = |index: usize| event["size"][what][index].as_u64();
        assert_eq!(*range, Range { low: bound(0), high: bound(1) }, "{name}");
        assert!(!labels.is_empty() && labels.iter().all(|label| !passage.spans(label).is_empty()), "{name}");
    }
}

#[test]
fn a_report_reads_as_marked_text() {
    let report = "Kenyan police arrested 12 [sic] students in Nairobi on Monday.\n\nNothing else happened.";
    let out =
        run_with(&["code", "--format", "markup", "--date", "2024-03-01", "--from", "text"], report).read_all().out;
    assert!(out.contains("[arrested]{e1}") && out.contains("\\[sic\\]"), "{out}");
    assert!(out.contains(">\n> Nothing else happened.\n"), "{out}");
    assert!(out.contains("e1 = COERCE:arrest | "), "{out}");
    let passages = parsed(&out);
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0].date, "2024-03-01");
    assert_eq!(passages[0].text, report);
    assert_eq!(markup::write(&passages[0]).trim(), out.trim(), "written again it is the same");
}

#[test]
fn only_occurred_keeps_what_stands_as_fact() {
    let report = "Kenyan police arrested two students in Nairobi. Uganda may send troops to Kenya.";
    let count = |arguments: &[&str]| parsed(&run_with(arguments, report).read_all().out)[0].events().len();
    let all = count(&["code", "--format", "markup", "--from", "text"]);
    let facts = count(&["code", "--format", "markup", "--from", "text", "--only-occurred"]);
    assert!(facts == 1 && all > facts, "{facts} of {all}");
}
