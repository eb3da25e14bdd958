//! Event types of a user's own: the shipped codebook, what coding with one adds, and what is said of mistakes.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod support;

use serde_json::Value;
use support::{Folder, run, run_with};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/codebooks/election-violence.toml");

const REPORT: &str = "Gunmen shot dead a mayoral candidate in Guayaquil two days before the election. \
    Officials in Quito burned ballot boxes. The army denied burning ballot boxes.\n";

const SMALL: &str = r#"
title = "ballots"

[[type]]
name = "ballot-box-burnt"
description = "Somebody burns a ballot box."
anchors = ["verb burn obj{ballot box}"]

[[type.example]]
text = "Officials in Kano burned ballot boxes."
actor = "NGAGOV"
recipient = "-"

[[type.example]]
text = "The opposition accused soldiers of burning ballot boxes."
stance = "alleged"

[[type.counterexample]]
text = "Officials in Kano burned tyres."
"#;

fn events(record: &Value) -> &Vec<Value> {
    record["events"].as_array().unwrap()
}

#[test]
fn the_shipped_codebook_passes_its_own_examples() {
    let ran = run(&["codebook", "test", SHIPPED]).read_all();
    assert_eq!(ran.out, "election violence: 5 types, 14 examples, 15 counterexamples; 0 failed\n");
    let ran = run(&["codebook", "check", SHIPPED]).read_all();
    assert!(ran.out.ends_with("no mistakes\n"), "{}", ran.out);
}

#[test]
fn types_are_added_to_events_and_own_events_stand_beside_them() {
    let without = run_with(&["code"], REPORT).read_all().record();
    let with = run_with(&["code", "--codebook", SHIPPED], REPORT).read_all().record();
    assert_eq!(with["coder"]["codebook"], "election violence 1");
    assert!(without["coder"].get("codebook").is_none());
    let shot = events(&with).iter().find(|event| event["anchor"]["text"] == "shot").unwrap();
    assert_eq!((&shot["type"], shot["codebook"][0].as_str()), (&Value::from("ASSAULT"), Some("attack-on-contender")));
    let burned = events(&with).iter().find(|event| event["anchor"]["text"] == "burned").unwrap();
    assert_eq!((burned["id"].as_str(), burned["codebook"][0].as_str()), (Some("x1"), Some("ballot-destruction")));
    for field in ["type", "cameo", "quad", "score", "goldstein"] {
        assert!(burned[field].is_null(), "{field}: {burned}");
    }
    assert_eq!(burned["status"], "occurred");
    assert_eq!(burned["actors"].as_array().unwrap().len(), 1);
    let starts: Vec<u64> = events(&with).iter().map(|event| event["anchor"]["span"][0].as_u64().unwrap()).collect();
    assert!(starts.is_sorted(), "{starts:?}");
    // A codebook changes nothing else.
    let mut plover = events(&with).clone();
    plover.retain(|event| !event["type"].is_null());
    plover.iter_mut().for_each(|event| drop(event.as_object_mut().unwrap().shift_remove("codebook")));
    assert_eq!(&plover, events(&without));
    assert_eq!(with["claims"], without["claims"]);
}

#[test]
fn csv_and_tables_show_the_types() {
    let csv = run_with(&["code", "--codebook", SHIPPED, "--format", "csv"], REPORT).read_all().out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let row = |anchor: &str| rows.iter().find(|row| &row[column("anchor")] == anchor).unwrap();
    assert_eq!((&row("burned")[column("type")], &row("burned")[column("codebook")]), ("", "ballot-destruction"));
    assert_eq!(&row("shot")[column("codebook")], "attack-on-contender");
    let arguments = ["code", "--codebook", SHIPPED, "--format", "table", "--width", "220", "--quiet"];
    let table = run_with(&arguments, REPORT).read_all().out;
    assert!(table.contains("ASSAULT:firearms [attack-on-contender]"), "{table}");
    assert!(table.lines().any(|line| line.contains("ballot-destruction") && line.contains("burned")), "{table}");
    let markup = run_with(&["code", "--codebook", SHIPPED, "--format", "markup"], REPORT).read_all().out;
    assert!(!markup.contains("[burned]"), "the notation knows PLOVER's types only\n{markup}");
}

#[test]
fn examples_that_fail_are_told_with_their_line_and_what_was_coded() {
    let folder = Folder::new();
    let right = folder.write("right.toml", SMALL);
    assert_eq!(
        run(&["codebook", "test", &right]).read_all().out,
        "ballots: 1 types, 2 examples, 1 counterexamples; 0 failed\n"
    );
    let wrong = SMALL.replace("NGAGOV", "NGACOP").replace("burned tyres", "burned a ballot box");
    let path = folder.write("wrong.toml", wrong);
    let ran = run(&["codebook", "test", &path]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let expected = format!(
        "{path}, line 9: must code as ballot-box-burnt: NGACOP -> -, occurred, asserted\n  \
         Officials in Kano burned ballot boxes.\n  coded NGAGOV -> -\n\
         {path}, line 18: must not code as ballot-box-burnt\n  Officials in Kano burned a ballot box.\n  coded NGAGOV -> -\n\
         ballots: 1 types, 2 examples, 1 counterexamples; 2 failed\n"
    );
    assert_eq!(ran.out, expected);
}

#[test]
fn mistakes_are_named_by_file_line_and_key() {
    let folder = Folder::new();
    let mistakes = [
        ("title = 3", "line 1: title: this must be a text in quotation marks"),
        ("titel = \"x\"", "line 1: unknown key `titel`; the keys here are title, description, version, type"),
        ("title = \"x\"\n", "line 1: there is no [[type]]; add one for each kind of event"),
        ("title = [", "line 1: this is not TOML"),
        ("[[type]]\nname = \"a b\"", "line 1: type `a b`: a name has lower case letters, digits and hyphens only"),
        ("[[type]]\nname = \"a\"", "line 1: type `a`: `description` is missing; say in a sentence what is coded"),
        ("[[type]]\nname = \"a\"\nnone = { words = [\"x\"] }", "line 1: type `a`: it would fit every event"),
        (
            "[[type]]\nname = \"a\"\nall = { type = \"FIGHT\" }",
            "line 3: type `a`, all: type: `FIGHT` is no PLOVER type",
        ),
        (
            "[[type]]\nname = \"a\"\nall = { mode = \"dance\" }",
            "line 3: type `a`, all: mode: `dance` is no PLOVER mode",
        ),
        (
            "[[type]]\nname = \"a\"\nall = { actor = \"QQQ\" }",
            "line 3: type `a`, all: actor: `QQQ` has `QQQ`, which is neither",
        ),
        (
            "[[type]]\nname = \"a\"\n[[type.any]]\nsaid = \"x\"",
            "line 4: type `a`, any: unknown key `said`; the keys here are",
        ),
        (
            "[[type]]\nname = \"a\"\nall = { context = \"sport\" }",
            "line 3: type `a`, all: context: `sport` is no context",
        ),
        (
            "[[type]]\nname = \"a\"\nall = { words = [] }",
            "line 3: type `a`, all: words: the list is empty; fill it or take",
        ),
        (
            "[[type]]\nname = \"a\"\nanchors = [\n\"verb go -> AID\"]",
            "line 4: type `a`: anchors: `verb go -> AID`: an anchor has",
        ),
        (
            "[[type]]\nname = \"a\"\nanchors = \"verb go obj{@nix}\"",
            "line 3: type `a`: anchors: `verb go obj{@nix}`: unknown class",
        ),
        (
            "[[type]]\nname = \"a\"\n[[type.example]]\ntext = \"x\"\nactor = \"cop\"",
            "line 5: type `a`, example: actor: `cop` is no",
        ),
        ("[[type]]\nname = \"a\"\n[[type]]\nname = \"a\"", "line 3: there are two types `a`; give one another name"),
    ];
    for (number, (text, expected)) in mistakes.into_iter().enumerate() {
        let path = folder.write(&format!("{number}.toml"), text);
        // All commands read codebooks alike; starting the program for each mistake would be slow.
        let commands =
            [&["codebook", "check", &path][..], &["codebook", "test", &path], &["code", "--codebook", &path]];
        for arguments in commands.into_iter().take(if number == 0 { 3 } else { 1 }) {
            let ran = run(arguments);
            assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{text}");
            assert!(ran.err.starts_with(&format!("rapporteur: {path} has ")), "{}", ran.err);
            assert!(ran.err.contains(&format!("\n  {expected}")), "{text}\n{}", ran.err);
        }
    }
    let ran = run(&["codebook", "check", "no-such-file.toml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("rapporteur: cannot read no-such-file.toml: "), "{}", ran.err);
}

#[test]
fn a_least_confidence_holds_in_every_format() {
    let text = "Kenyan police arrested a Ugandan editor in Nairobi. Somebody attacked. Youths burned ballot boxes.";
    let all = run_with(&["code", "--codebook", SHIPPED], text).read_all().record();
    let confidence = |event: &Value| event["confidence"].as_f64().unwrap();
    let sure: Vec<&Value> = events(&all).iter().filter(|event| confidence(event) >= 0.75).collect();
    assert!(!sure.is_empty() && sure.len() < events(&all).len(), "the text has events of both kinds: {all}");
    let least = ["--codebook", SHIPPED, "--min-confidence", "0.75", "--quiet"];
    let output = |format: &str| run_with(&[&["code", "--format", format], &least[..]].concat(), text).read_all().out;
    let kept: Value = serde_json::from_str(&output("jsonl")).unwrap();
    assert_eq!(events(&kept).iter().collect::<Vec<_>>(), sure);
    assert_eq!(output("csv").lines().count(), 1 + sure.len());
    assert_eq!(output("table").lines().filter(|line| line.contains("arrested")).count(), 1);
    assert!(!output("table").contains("burned") && !output("markup").contains("[burned]"));
    assert_eq!(output("markup").matches("\ne").count(), sure.len());
    for wrong in ["2", "-0.1", "much", "NaN"] {
        let ran = run(&["code", &format!("--min-confidence={wrong}")]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains(&format!("`{wrong}` is not a number from 0 to 1")), "{}", ran.err);
    }
}
