//! Reads JSON lines `{"id", "text", "dct"}` from standard input and writes `{"id", "timexes"}` with code point offsets, for measuring.

use jiff::civil::Date;
use rapporteur_core::document::{Document, Publication};
use rapporteur_core::read::{Reading, Tree};
use rapporteur_core::segment::segment;
use rapporteur_core::time::times;
use serde_json::{Value, json};
use std::io::{BufRead, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        let mut document = Document::plain(record["id"].as_str().unwrap_or_default(), text);
        let day = record["dct"].as_str().and_then(|day| day.get(..10)).and_then(|day| day.parse::<Date>().ok());
        document.published = day.map(|date| Publication { text: date.to_string(), date });
        let segmentation = segment(text, &document.blocks);
        let reading = Reading::default();
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
