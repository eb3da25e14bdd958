//! Reads JSON lines `{"id", "text", "dct"}` from standard input and writes `{"id", "timexes"}` with code point offsets, for measuring.
//! With the argument `read`, the network reads each text first, so that tense comes from its trees.

use jiff::civil::Date;
use rapporteur_core::document::{Document, Publication};
use rapporteur_core::read::{Reader, Reading, ThreadPool, Tree};
use rapporteur_core::segment::segment;
use rapporteur_core::time::times;
use serde_json::{Value, json};
use std::io::{BufRead, Write, stdin, stdout};
use std::sync::Arc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = (std::env::args().nth(1).as_deref() == Some("read")).then(reader);
    for line in stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        let mut document = Document::plain(record["id"].as_str().unwrap_or_default(), text);
        let day = record["dct"].as_str().and_then(|day| day.get(..10)).and_then(|day| day.parse::<Date>().ok());
        document.published = day.map(|date| Publication { text: date.to_string(), date });
        let segmentation = segment(text, &document.blocks);
        let reading = reader.as_ref().map_or_else(Reading::default, |reader| reader.read(text, &segmentation));
        let tree = Tree::new(text, &segmentation, &reading);
        let points = |byte: u32| text[..byte as usize].chars().count();
        let timexes: Vec<Value> = times(&document, &tree)
            .into_iter()
            .map(|time| {
                json!({"start": points(time.span.start), "end": points(time.span.end), "text": time.span.of(text),
                       "type": time.kind.as_str(), "value": time.value})
            })
            .collect();
        writeln!(stdout(), "{}", json!({"id": document.id, "timexes": timexes}))?;
    }
    Ok(())
}

/// The embedded network, on one thread.
fn reader() -> Reader {
    let threads = Arc::new(ThreadPool::with_num_threads(1));
    let labels = include_str!("../../../model/reader.json");
    let vocabulary = include_str!("../../../model/vocab.txt");
    Reader::load(include_bytes!("../../../model/reader.onnx"), labels, vocabulary, threads)
        .expect("the model fits the program")
}
