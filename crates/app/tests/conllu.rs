//! `rapporteur parse` prints valid CoNLL-U (UD v2), whatever the text.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod support;

use std::collections::BTreeSet;
use support::{json_lines, run_with};

const UPOS: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];

/// Fails where `conllu` is not valid; returns the sentences as (text, rows).
fn validate(conllu: &str) -> Vec<(String, Vec<Vec<String>>)> {
    assert!(conllu.ends_with("\n\n"), "a blank line ends every sentence");
    let mut ids = BTreeSet::new();
    let mut sentences = Vec::new();
    for block in conllu.strip_suffix("\n\n").unwrap().split("\n\n") {
        let comment = |key: &str| block.lines().find_map(|line| line.strip_prefix(key));
        let id = comment("# sent_id = ").unwrap_or_else(|| panic!("no sent_id in\n{block}"));
        assert!(ids.insert(id), "{id} is given twice");
        let n_documents = block.lines().filter(|line| line.starts_with("# newdoc")).count();
        assert!(n_documents <= 1, "a sentence opens one document at most\n{block}");
        let text = comment("# text = ").expect("a sentence has its text");
        let lines = block.lines().skip_while(|line| line.starts_with('#'));
        let rows: Vec<Vec<String>> = lines.map(|line| line.split('\t').map(str::to_string).collect()).collect();
        validate_rows(&rows, block);
        assert_eq!(text, text_of(&rows), "the forms give the text\n{block}");
        sentences.push((text.to_string(), rows));
    }
    sentences
}

fn validate_rows(rows: &[Vec<String>], block: &str) {
    let n_words = rows.iter().filter(|row| !row[0].contains('-')).count();
    assert!(n_words > 0, "a sentence has words\n{block}");
    let (mut due, mut n_roots, mut heads) = (1, 0, vec![0]);
    for row in rows {
        assert!(row.len() == 10 && row.iter().all(|cell| !cell.is_empty()), "ten columns, none empty: {row:?}");
        assert!(row.iter().all(|cell| cell.trim() == cell), "{row:?}");
        if let Some((first, last)) = row[0].split_once('-') {
            assert_eq!(first.parse(), Ok(due), "a range stands before its first word\n{block}");
            assert!(last.parse::<usize>().unwrap() > due && last.parse::<usize>().unwrap() <= n_words, "{row:?}");
            assert!(row[2..9].iter().all(|cell| cell == "_"), "{row:?}");
            continue;
        }
        assert_eq!(row[0].parse(), Ok(due), "words count from one\n{block}");
        due += 1;
        assert!(UPOS.contains(&row[3].as_str()), "{row:?}");
        validate_features(&row[5]);
        let head: usize = row[6].parse().unwrap();
        assert!(head <= n_words && head + 1 != due, "{row:?}");
        assert_eq!(head == 0, row[7] == "root", "only the root hangs on nothing: {row:?}");
        n_roots += usize::from(head == 0);
        heads.push(head);
        assert!(row[9] == "_" || row[9] == "SpaceAfter=No", "{row:?}");
    }
    assert_eq!(n_roots, 1, "one root a sentence\n{block}");
    for start in 1..=n_words {
        let (mut word, mut steps) = (start, 0);
        while word != 0 {
            (word, steps) = (heads[word], steps + 1);
            assert!(steps <= n_words, "the heads run in a circle\n{block}");
        }
    }
}

fn validate_features(features: &str) {
    if features == "_" {
        return;
    }
    let names: Vec<String> =
        features.split('|').map(|pair| pair.split_once('=').expect("Name=Value").0.to_lowercase()).collect();
    assert!(names.is_sorted(), "features stand in order: {features}");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{features}");
}

/// The text that the forms and `SpaceAfter=No` spell.
fn text_of(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    let mut covered = 0;
    for row in rows {
        if let Some((_, last)) = row[0].split_once('-') {
            covered = last.parse().unwrap();
        } else if row[0].parse::<usize>().unwrap() <= covered {
            continue;
        }
        text.push_str(&row[1]);
        if row[9] != "SpaceAfter=No" {
            text.push(' ');
        }
    }
    text.trim_end().to_string()
}

#[test]
fn news_is_valid_and_divided_as_ud_divides_it() {
    let text = "Gen. Anna Otieno of the U.S. didn't attend the long-term talks (in Nairobi) on Jan. 3.\n\
                \u{201c}We can't wait,\u{201d} she said... Who's next?\n\nPolice fired tear gas at 1,500 protesters";
    let ran = run_with(&["parse", "--format", "conllu", "--from", "text"], text).read_all();
    let sentences = validate(&ran.out);
    let texts: Vec<&str> = sentences.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Gen. Anna Otieno of the U.S. didn't attend the long-term talks (in Nairobi) on Jan. 3.",
            "\u{201c}We can't wait,\u{201d} she said...",
            "Who's next?",
            "Police fired tear gas at 1,500 protesters",
        ]
    );
    let ids: Vec<&str> = sentences[0].1.iter().map(|row| row[0].as_str()).collect();
    assert!(ids.contains(&"7-8"), "didn't is one token of two words: {ids:?}");
    let last = &sentences[3].1;
    let verb = last.iter().find(|row| row[1] == "fired").unwrap();
    assert_eq!((verb[2].as_str(), verb[3].as_str(), verb[7].as_str()), ("fire", "VERB", "root"));
    assert_eq!((last[0][6].as_str(), last[0][7].as_str()), (verb[0].as_str(), "nsubj"));
    assert_eq!(ran.out.matches("# newpar").count(), 2);
}

#[test]
fn strange_texts_are_valid_too() {
    let long = "word ".repeat(700);
    let quotes = "\u{201c}\"\u{2018}".repeat(200);
    let texts = [
        "\u{1f642} e\u{301}t\u{e9} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}abc \u{ad}- # # text = x",
        "Tabs\tand \u{a0}odd\u{2003}spaces\u{2028}lines \u{85}here\u{b}there \u{c}end",
        &long,
        &quotes,
        "don't can't cannot gonna 'tis I'd've (U.S.) U.S.' \u{2014}\u{2014} ... .... ?!?! a/b and/or 10%-15% $5bn",
        "\u{0}\u{1} control \u{7f} characters inside\u{200d}words",
    ];
    let ran = run_with(&["parse", "--from", "jsonl"], json_lines(&texts)).read_all();
    assert!(validate(&ran.out).len() > texts.len());
}

#[test]
fn spaces_of_no_width_part_words_and_are_written_as_spaces() {
    let texts = ["Police\u{200b}arrested two\u{2060}men.\u{feff}They left."];
    let sentences = validate(&run_with(&["parse", "--from", "jsonl"], json_lines(&texts)).read_all().out);
    assert_eq!(sentences[0].0, "Police arrested two men.");
}

#[test]
fn ids_with_line_breaks_do_not_break_the_format() {
    let ran = run_with(&["parse", "--from", "jsonl"], "{\"id\":\"a\\nb\",\"text\":\"Police arrested two men.\"}\n");
    assert_eq!(validate(&ran.out).len(), 1, "{}", ran.out);
}

#[test]
fn documents_without_sentences_leave_no_trace() {
    let lines = "{\"id\":\"fr\",\"language\":\"fr\",\"text\":\"Le ministre dort.\"}\n".to_string()
        + &json_lines(&["She left."]);
    let ran = run_with(&["parse", "--quiet", "--from", "jsonl"], lines);
    assert_eq!(validate(&ran.out).len(), 1, "{}", ran.out);
}
