//! The records are those of docs/contract.md: its own description of the object is read and every record held against it.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::{run, run_with, slice};

/// What the contract says may stand somewhere.
#[derive(Debug)]
enum Shape {
    Object(Vec<(String, Shape)>),
    List(Box<Shape>),
    /// `[s, e]`
    Offsets,
    /// Low and high, either open.
    Range,
    Words(Vec<String>),
    Number,
    Truth,
    /// A field the contract names without a value.
    Any,
    OrNull(Box<Shape>),
}

/// Reads the contract's notation: JSON with alternatives, bare names, and remarks after commas.
struct Notation<'a>(&'a str);

impl Notation<'_> {
    fn peek(&mut self) -> char {
        self.0 = self.0.trim_start();
        self.0.chars().next().expect("the description is whole")
    }

    fn accept(&mut self, mark: char) -> bool {
        let is_there = self.peek() == mark;
        if is_there {
            self.0 = &self.0[mark.len_utf8()..];
        }
        is_there
    }

    fn string(&mut self) -> String {
        assert!(self.accept('"'));
        let (text, rest) = self.0.split_once('"').expect("the string ends");
        self.0 = rest;
        text.to_string()
    }

    fn object(&mut self) -> Shape {
        let mut fields = Vec::new();
        while self.peek() != '}' {
            if self.peek() != '"' {
                // A comma, or a remark for people.
                self.0 = &self.0[self.peek().len_utf8()..];
                continue;
            }
            let name = self.string();
            let shape = if self.accept(':') { self.value() } else { Shape::Any };
            fields.push((name, shape));
        }
        self.accept('}');
        Shape::Object(fields)
    }

    fn value(&mut self) -> Shape {
        let shape = self.alternative();
        if !self.accept('|') {
            return shape;
        }
        assert!(self.0.starts_with("null"), "only null is written as an alternative: {}", &self.0[..20]);
        self.0 = &self.0["null".len()..];
        Shape::OrNull(Box::new(shape))
    }

    fn alternative(&mut self) -> Shape {
        if self.accept('{') {
            return self.object();
        }
        if self.accept('[') {
            return self.list();
        }
        if self.peek() == '"' {
            let words = self.string();
            let words = if words.contains('|') { words.split('|').map(str::to_string).collect() } else { Vec::new() };
            return Shape::Words(words);
        }
        let end = self.0.find(|c: char| !c.is_alphanumeric() && c != '.').expect("the word ends");
        let word = &self.0[..end];
        self.0 = &self.0[end..];
        match word {
            "true" | "false" => Shape::Truth,
            "null" => Shape::OrNull(Box::new(Shape::Any)),
            "s" | "e" | "lat" | "lon" => Shape::Number,
            _ => word.parse::<f64>().map(|_| Shape::Number).unwrap_or_else(|_| panic!("unknown word {word:?}")),
        }
    }

    fn list(&mut self) -> Shape {
        if self.accept(']') {
            return Shape::List(Box::new(Shape::Words(Vec::new())));
        }
        let begin = self.0;
        let mut items = vec![self.value()];
        while !self.accept(']') {
            assert!(self.accept(','));
            items.push(self.value());
        }
        if begin.starts_with("s,e]") {
            Shape::Offsets
        } else if items.iter().all(|item| matches!(item, Shape::Number | Shape::OrNull(_))) && items.len() == 2 {
            Shape::Range
        } else {
            Shape::List(Box::new(items.remove(0)))
        }
    }
}

/// The contract's output object, from the page itself.
fn contract() -> Shape {
    let page = include_str!("../../../docs/contract.md");
    let (_, output) = page.split_once("## Output: one JSON object a document").expect("the page describes the output");
    let object = output.split("```").nth(1).expect("the description stands in a block");
    let mut notation = Notation(object);
    assert!(notation.accept('{'));
    notation.object()
}

/// Fails where `value` is not of `shape`; notes in `seen` which fields held something.
fn hold(path: &str, shape: &Shape, value: &Value, seen: &mut BTreeSet<String>) {
    if !value.is_null() {
        seen.insert(path.to_string());
    }
    let wrong = |expected: &str| -> ! { panic!("{path} is {value}, not {expected}") };
    // The page says in prose that an actor whom the text does not name is {"actor": null, "span": null}.
    let is_side = path.starts_with("record.events[].actors[].") || path.starts_with("record.events[].recipients[].");
    if is_side && value.is_null() {
        return;
    }
    // The page shows two counts and two nulls; each of the four may be either.
    let is_count = path.starts_with("record.events[].size.") && !path.contains("words");
    if is_count && value.is_null() {
        return;
    }
    match shape {
        _ if is_count => assert!(value.as_array().is_some_and(|ends| ends.len() == 2), "{path} is {value}"),
        Shape::Object(fields) => {
            let Some(object) = value.as_object() else { wrong("an object") };
            for (name, shape) in fields {
                match object.get(name) {
                    Some(value) => hold(&format!("{path}.{name}"), shape, value, seen),
                    // Only where asked for.
                    None => assert_eq!(name, "pairs", "{path} lacks {name:?}: {value}"),
                }
            }
        }
        Shape::List(item) => {
            let Some(list) = value.as_array() else { wrong("a list") };
            list.iter().for_each(|value| hold(&format!("{path}[]"), item, value, seen));
        }
        Shape::Offsets => {
            let ends: Vec<u64> = value.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
            assert!(ends.len() == 2 && ends[0] < ends[1], "{path} is {value}, not [start, end]");
        }
        Shape::Range => assert!(value.as_array().is_some_and(|ends| ends.len() == 2), "{path} is {value}"),
        Shape::Words(words) => {
            let Some(text) = value.as_str() else { wrong("a string") };
            assert!(words.is_empty() || words.iter().any(|word| word == text), "{path} is {text:?}, not of {words:?}");
        }
        Shape::Number if !value.is_number() => wrong("a number"),
        Shape::Truth if !value.is_boolean() => wrong("true or false"),
        Shape::Any | Shape::Number | Shape::Truth => {}
        Shape::OrNull(_) if value.is_null() => {}
        Shape::OrNull(shape) => hold(path, shape, value, seen),
    }
}

/// All paths that the contract names.
fn paths(path: &str, shape: &Shape, found: &mut BTreeSet<String>) {
    found.insert(path.to_string());
    match shape {
        Shape::Object(fields) => {
            fields.iter().for_each(|(name, shape)| paths(&format!("{path}.{name}"), shape, found));
        }
        Shape::List(item) => paths(&format!("{path}[]"), item, found),
        Shape::OrNull(shape) => paths(path, shape, found),
        _ => {}
    }
}

/// A report that has something for every layer; the first characters are of two, three and four bytes.
const TEXT: &str = "\u{c9}t\u{e9} \u{2014} \u{1f642}.\n\nNAIROBI, March 3 (Example News Agency) \u{2014} Kenyan President Amina \
    Otieno met Ugandan Foreign Minister Paul Nakirya in Kampala on Friday from 9 a.m. and they signed an accord.\n\n\
    \u{201c}The lake belongs to both of us,\u{201d} Otieno told reporters.\n\n\
    She said Uganda would release the crews, and thanked French President Emmanuel Macron for his help. Her minister \
    believes that talks last two days every week. Uganda's government accused the Kenyan police of arresting 14 \
    fishermen near Kisumu last month. The Kenyan police denied the accusation. Police in \u{141}\u{f3}d\u{17a} arrested three Kenyan protesters on Saturday.\n\n\
    Rebels may attack the village of Namayingo. The Russian army bombed the city of Kharkiv on Monday.";

fn record() -> Value {
    let at = |word: &str| {
        let start = TEXT[..TEXT.find(word).unwrap()].chars().count();
        json!([start, start + word.chars().count()])
    };
    let line = json!({
        "id": "r1", "text": TEXT, "title": "Presidents meet", "byline": "Miriam Achola", "published": "2024-03-03",
        "url": "https://www.example.org/lake", "source": "Example Post", "language": "en",
        "pairs": [{"source": at("Uganda's government"), "target": at("the Kenyan police")}],
    });
    run_with(&["code", "--from", "jsonl"], line.to_string()).read_all().record()
}

#[test]
fn a_record_is_the_contracts_object() {
    let (contract, record) = (contract(), record());
    let mut seen = BTreeSet::new();
    hold("record", &contract, &record, &mut seen);
    // Only what held a value was compared with its type.
    let mut named = BTreeSet::new();
    paths("record", &contract, &mut named);
    assert!(named.len() > 100, "the contract's description was read: {}", named.len());
    let unfilled: Vec<&String> = named.difference(&seen).collect();
    let may_be_empty = [
        ".size",
        ".registry",
        ".wikidata",
        ".captions",
        ".admin2",
        ".context",
        ".end",
        ".note",
        "confirmed_by",
        "retracted_by",
        ".notes",
        ".about",
        ".mode",
    ];
    let unexpected: Vec<_> =
        unfilled.iter().filter(|path| !may_be_empty.iter().any(|part| path.contains(part))).collect();
    assert!(unexpected.is_empty(), "nothing was found for {unexpected:?}");
}

#[test]
fn document_fields_are_those_given() {
    let record = record();
    assert_eq!(record["schema"], "rapporteur/1");
    let document = &record["document"];
    for (field, expected) in [
        ("id", "r1"),
        ("title", "Presidents meet"),
        ("byline", "Miriam Achola"),
        ("published", "2024-03-03"),
        ("url", "https://www.example.org/lake"),
        ("source", "Example Post"),
        ("language", "en"),
        ("agency", "Example News Agency"),
    ] {
        assert_eq!(document[field], expected, "{field}");
    }
    assert!(document["dateline"].as_str().unwrap().starts_with("NAIROBI, March 3"));
    assert_eq!(record["text"], TEXT);
    let hash = document["sha256"].as_str().unwrap();
    assert!(hash.len() == 64 && hash.chars().all(|c| c.is_ascii_hexdigit()));
}

#[test]
fn every_text_is_the_slice_its_span_names() {
    let record = record();
    let mut n_checked = 0;
    check_spans(&record, &record, &mut n_checked);
    assert!(n_checked > 50, "{n_checked}");
    let first = slice(TEXT, &record["paragraphs"][0]);
    assert_eq!(first, "\u{c9}t\u{e9} \u{2014} \u{1f642}.");
    let sentences: Vec<String> = record["sentences"].as_array().unwrap().iter().map(|span| slice(TEXT, span)).collect();
    assert!(sentences.contains(&"The Kenyan police denied the accusation.".to_string()), "{sentences:?}");
}

/// Every object with a `span` and a `text`; every bare span at least fits.
fn check_spans(value: &Value, record: &Value, n_checked: &mut usize) {
    match value {
        Value::Object(object) => {
            if let (Some(span), Some(text)) = (object.get("span"), object.get("text")) {
                assert_eq!(slice(record["text"].as_str().unwrap(), span), text.as_str().unwrap());
                *n_checked += 1;
            }
            // Counts are pairs of numbers too.
            let is_span = |name: &String| !matches!(name.as_str(), "dead" | "injured" | "arrested" | "crowd");
            let values = object.iter().filter(|(name, _)| is_span(name)).map(|(_, value)| value);
            values.for_each(|value| check_spans(value, record, n_checked));
        }
        Value::Array(list) if list.len() == 2 && list.iter().all(Value::is_u64) => {
            slice(record["text"].as_str().unwrap(), value);
            *n_checked += 1;
        }
        Value::Array(list) => list.iter().for_each(|value| check_spans(value, record, n_checked)),
        _ => {}
    }
}

#[test]
fn ids_count_from_one_and_references_name_them() {
    let record = record();
    let ids = |layer: &str| -> Vec<String> {
        record[layer].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_string()).collect()
    };
    let layers = [("actors", 'a'), ("places", 'p'), ("times", 't'), ("quotes", 'q'), ("events", 'e'), ("claims", 'c')];
    for (layer, letter) in layers {
        let expected: Vec<String> = (1..=ids(layer).len()).map(|number| format!("{letter}{number}")).collect();
        assert_eq!(ids(layer), expected);
    }
    let knows = |layer: &str, id: &Value| {
        assert!(id.is_null() || ids(layer).iter().any(|known| id == known), "{id} is none of the {layer}");
    };
    for event in record["events"].as_array().unwrap() {
        let sides = ["actors", "recipients"].into_iter().flat_map(|side| event[side].as_array().unwrap());
        sides.for_each(|one| knows("actors", &one["actor"]));
        knows("places", &event["place"]);
        knows("times", &event["date"]["time"]);
        knows("actors", &event["attribution"]["speaker"]);
        knows("quotes", &event["attribution"]["quote"]);
    }
    record["quotes"].as_array().unwrap().iter().for_each(|quote| knows("actors", &quote["speaker"]));
    for claim in record["claims"].as_array().unwrap() {
        knows("events", &claim["event"]);
        let voices = ["asserted_by", "denied_by"].into_iter().flat_map(|side| claim[side].as_array().unwrap());
        voices.for_each(|voice| knows("actors", voice));
    }
}

#[test]
fn lists_are_sorted_by_position() {
    let record = record();
    let sorted = |layer: &str, position: &dyn Fn(&Value) -> u64| {
        let positions: Vec<u64> = record[layer].as_array().unwrap().iter().map(position).collect();
        assert!(positions.is_sorted(), "{layer}: {positions:?}");
    };
    sorted("paragraphs", &|span| span[0].as_u64().unwrap());
    sorted("sentences", &|span| span[0].as_u64().unwrap());
    for layer in ["places", "times", "entities"] {
        sorted(layer, &|item| item["span"][0].as_u64().unwrap());
    }
    sorted("quotes", &|quote| quote["content"][0][0].as_u64().unwrap());
    sorted("events", &|event| event["anchor"]["span"][0].as_u64().unwrap());
}

#[test]
fn actors_are_sorted_by_position() {
    let record = record();
    let first = |actor: &Value| actor["mentions"][0]["span"][0].as_u64().unwrap();
    let positions: Vec<u64> = record["actors"].as_array().unwrap().iter().map(first).collect();
    assert!(positions.is_sorted(), "{positions:?}");
}

#[test]
fn codes_are_spelled_as_the_contract_says() {
    let record = record();
    for actor in record["actors"].as_array().unwrap() {
        let sectors: String =
            actor["sectors"].as_array().unwrap().iter().map(|sector| sector.as_str().unwrap()).collect();
        let flat = format!("{}{sectors}", actor["country"].as_str().unwrap_or(""));
        let code = actor["code"].as_str().unwrap();
        let is_state = actor["kind"] == "state" && code == format!("{flat}GOV");
        let is_unknown = flat.is_empty() && code == "UNK";
        assert!(code == flat || is_state || is_unknown, "{actor}");
    }
    for event in record["events"].as_array().unwrap() {
        assert!(event["quad"].as_u64().is_some_and(|quad| (1..=4).contains(&quad)), "{event}");
        let cameo = event["cameo"].as_str().unwrap();
        assert!((2..=4).contains(&cameo.len()) && cameo.chars().all(|c| c.is_ascii_digit()), "{event}");
        let confidence = event["confidence"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&confidence));
        let unknown = event["actors"].as_array().unwrap().iter().any(|one| one["actor"].is_null());
        assert_eq!(unknown, event["actor_implicit"].as_bool().unwrap(), "{event}");
    }
}

#[test]
fn reports_without_anything_have_every_list_all_the_same() {
    let record = run_with(&["code", "--from", "text"], "Nothing.").read_all().record();
    hold("record", &contract(), &record, &mut BTreeSet::new());
    assert_eq!(record["events"], json!([]));
    assert!(record.get("pairs").is_none(), "only where asked for");
}

#[test]
fn the_sample_reports_keep_the_contract() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports");
    let records = run(&["code", "--date", "2024-06-12", samples]).read_all().records();
    assert!(records.len() >= 8);
    let contract = contract();
    for record in &records {
        hold("record", &contract, record, &mut BTreeSet::new());
        let mut n_checked = 0;
        check_spans(record, record, &mut n_checked);
        assert!(n_checked > 5);
    }
}
