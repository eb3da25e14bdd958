//! The same input gives the same bytes: for any number of jobs, any order of documents, alone or together, twice.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod support;

use std::collections::BTreeMap;
use support::{Folder, run, run_with};

const SENTENCES: [&str; 12] = [
    "Kenyan police arrested two Ugandan fishermen near Kisumu on Monday.",
    "President Amina Otieno met Foreign Minister Paul Nakirya in Kampala last week.",
    "\u{201c}We will not be threatened,\u{201d} she told reporters.",
    "Rebels attacked an army post, killing five soldiers and wounding a dozen others, a spokesman for the army said.",
    "France condemned the coup and called on the generals to free the president by April 3.",
    "He denied it.",
    "Thousands marched through \u{141}\u{f3}d\u{17a} to demand that the government resign.",
    "The United Nations sent food to 40,000 people who had fled the floods in Sylhet in June 2022.",
    "Norway and Chile signed a fisheries accord; talks about tariffs were called off.",
    "Would they withdraw their troops from the border? Nobody at the ministry could say.",
    "The city, which had been shelled by the Sudanese army for a month, was quiet.",
    "Nothing.",
];

/// Documents of very different lengths, so that packs and batches fall in different places.
fn lines() -> Vec<String> {
    let document = |number: usize| {
        let n_sentences = [1, 2, 3, 5, 8, 13, 40][number % 7];
        let sentences = (0..n_sentences).map(|at| SENTENCES[(number * 5 + at * 7) % SENTENCES.len()]);
        let text: Vec<&str> = sentences.collect();
        let gap = if number.is_multiple_of(3) { "\n\n" } else { " " };
        let published = format!("2024-0{}-1{}", 1 + number % 9, number % 10);
        serde_json::json!({"id": format!("d{number}"), "text": text.join(gap), "published": published}).to_string()
    };
    (0..36).map(document).collect()
}

fn code(lines: &[String], jobs: &str) -> String {
    run_with(&["code", "--from", "jsonl", "--jobs", jobs], lines.join("\n")).read_all().out
}

fn by_id(out: &str) -> BTreeMap<String, String> {
    let id = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        record["document"]["id"].as_str().unwrap().to_string()
    };
    out.lines().map(|line| (id(line), line.to_string())).collect()
}

#[test]
fn any_number_of_jobs_and_every_run_give_the_same_bytes() {
    let lines = lines();
    let one = code(&lines, "1");
    assert_eq!(one.lines().count(), lines.len());
    assert!(one.matches("\"anchor\"").count() > 100, "there is something to compare");
    for jobs in ["1", "2", "8"] {
        assert!(code(&lines, jobs) == one, "{jobs} jobs give other bytes");
    }
}

#[test]
fn the_order_of_documents_changes_no_document() {
    let lines = lines();
    let forward = by_id(&code(&lines, "2"));
    let backward: Vec<String> = lines.iter().rev().cloned().collect();
    // Every fifth first, then the next: other neighbours, other batches.
    let shuffled: Vec<String> = (0..5).flat_map(|from| lines.iter().skip(from).step_by(5)).cloned().collect();
    for other in [backward, shuffled] {
        let out = code(&other, "2");
        let order: Vec<String> = out.lines().map(|line| by_id(line).into_keys().next().unwrap()).collect();
        let asked: Vec<String> = other
            .iter()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_string())
            .collect();
        assert_eq!(order, asked, "results come in the order of the input");
        assert!(by_id(&out) == forward, "a document was coded otherwise among other neighbours");
    }
}

#[test]
fn documents_alone_are_coded_as_together() {
    let lines = lines();
    let together = by_id(&code(&lines, "2"));
    for line in lines.iter().step_by(5) {
        for (id, alone) in by_id(&code(std::slice::from_ref(line), "1")) {
            assert!(together[&id] == alone, "{id} is coded otherwise alone\n{}\n{alone}", together[&id]);
        }
    }
}

#[test]
fn files_streams_and_compressed_files_give_the_same_analysis() {
    let folder = Folder::new();
    let lines = lines()[..8].join("\n");
    let file = folder.write("news.jsonl", &lines);
    let from_file = run(&["code", &file]).read_all().out;
    assert!(from_file == run_with(&["code", "-"], &lines).read_all().out, "a stream is coded otherwise than a file");
    for format in ["csv", "table"] {
        let print = |jobs: &str| run(&["code", "--quiet", "--format", format, "--jobs", jobs, &file]).read_all().out;
        assert!(print("1") == print("8"), "{format} depends on the jobs");
    }
    assert!(run(&["parse", &file]).out == run(&["parse", &file]).out);
}
