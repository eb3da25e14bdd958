//! The corpus is in its notation, speaks only of codes that exist, and repeats no sentence.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may read its cases and stop at what is wrong"
)]

use rapporteur_core::event::ontology::{EventType, Mode};
use rapporteur_core::markup::{Passage, Side, Split, parse, write};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn passages(folder: &str) -> Vec<Passage> {
    let mut all = Vec::new();
    for file in files(folder) {
        let (passages, errors) = parse(&std::fs::read_to_string(&file).unwrap());
        assert_eq!(errors, [], "{}", file.display());
        all.extend(passages);
    }
    all
}

#[test]
fn every_file_is_read_and_written_back() {
    for folder in ["passages", "articles", "test", "second", "blind"] {
        for passage in passages(folder) {
            let (mut again, errors) = parse(&write(&passage));
            assert_eq!(errors, [], "{}", passage.id);
            let mut again = again.remove(0);
            again.line = passage.line;
            // Marks of equal ends may close in another order.
            again.marks.sort_by(|a, b| (a.span, &a.label).cmp(&(b.span, &b.label)));
            let mut marks = passage.marks.clone();
            marks.sort_by(|a, b| (a.span, &a.label).cmp(&(b.span, &b.label)));
            assert_eq!(again, Passage { marks, ..passage.clone() }, "{}", passage.id);
        }
    }
}

#[test]
fn labels_types_and_modes_exist() {
    for folder in ["passages", "articles", "test", "second", "blind"] {
        for passage in passages(folder) {
            let marked: BTreeSet<&str> = passage.marks.iter().map(|mark| mark.label.as_str()).collect();
            for label in marked.iter().filter(|label| label.starts_with(['a', 'e', 'p', 't', 'q'])) {
                assert!(passage.meaning(label).is_some(), "{}: {label} has no meaning", passage.id);
            }
            for event in passage.events() {
                let kind = EventType::parse(&event.kind).unwrap_or_else(|| panic!("{}: {}", passage.id, event.kind));
                for mode in &event.modes {
                    assert!(Mode::parse(kind, mode).is_some(), "{}: {} has no mode {mode}", passage.id, event.kind);
                }
                let sides = event.actors.iter().chain(&event.recipients).filter_map(|side| match side {
                    Side::Label(label) => Some(label.as_str()),
                    _ => None,
                });
                let ties = [&event.place, &event.time, &event.voice].into_iter().flatten().map(String::as_str);
                for label in sides.chain(ties).chain([event.label.as_str()]) {
                    assert!(marked.contains(label), "{}: {label} is not marked", passage.id);
                }
            }
        }
    }
}

#[test]
fn the_test_part_stands_apart() {
    let trained: Vec<Passage> = [passages("passages"), passages("articles")].concat();
    let test = passages("test");
    assert!(test.iter().all(|passage| passage.split() == Split::Test));
    let ids: BTreeSet<&str> = trained.iter().chain(&test).map(|passage| passage.id.as_str()).collect();
    assert_eq!(ids.len(), trained.len() + test.len(), "an id stands twice");
    // Sentences that share more than half of their five-word runs are one sentence written twice.
    let mut seen: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    let mut n_sentences = 0;
    for passage in trained.iter().chain(&test) {
        let own_first = n_sentences;
        for sentence in &passage.sentences {
            let words: Vec<String> = sentence
                .of(&passage.text)
                .split(|character: char| !character.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            let runs: BTreeSet<String> = words.windows(5).map(|run| run.join(" ")).collect();
            let mut shared: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
            for run in &runs {
                for (other, size) in seen.get(run).into_iter().flatten().filter(|(other, _)| *other < own_first) {
                    shared.entry(*other).or_insert((0, *size)).0 += 1;
                }
            }
            for (n_shared, size) in shared.into_values() {
                let is_copy = n_shared * 2 > size.min(runs.len());
                assert!(!is_copy, "{} repeats a sentence: {}", passage.id, sentence.of(&passage.text));
            }
            for run in &runs {
                seen.entry(run.clone()).or_default().push((n_sentences, runs.len()));
            }
            n_sentences += 1;
        }
    }
    assert!(n_sentences >= 4_000, "{n_sentences}");
}
