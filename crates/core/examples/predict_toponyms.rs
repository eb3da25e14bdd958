//! Reads JSON lines `{"id", "text", "toponyms", ...}` from standard input, resolves the given spans (or, with the argument
//! `raw` or, with the network, `read`, finds them first) and writes `{"id", "toponyms"}` with code point offsets, for measuring.

use rapporteur_core::document::Document;
use rapporteur_core::place::{Gazetteer, Mention, places, resolve};
use rapporteur_core::read::{Reader, Reading, ThreadPool, Tree};
use rapporteur_core::segment::segment;
use rapporteur_core::span::Span;
use serde_json::{Value, json};
use std::io::{BufRead, Write, stdin, stdout};
use std::sync::Arc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let is_raw = mode == "raw" || mode == "read";
    let reader = (mode == "read").then(reader);
    let gazetteer = Gazetteer::load();
    for line in stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        let mut document = Document::plain(record["id"].as_str().unwrap_or_default(), text);
        document.url = record["url"].as_str().map(str::to_string);
        let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        offsets.push(text.len());
        let found = if is_raw {
            let segmentation = segment(text, &document.blocks);
            let reading = reader.as_ref().map_or_else(Reading::default, |reader| reader.read(text, &segmentation));
            places(&document, &Tree::new(text, &segmentation, &reading), &gazetteer)
        } else {
            let point = |value: &Value| offsets[value.as_u64().unwrap_or(0) as usize];
            let given = record["toponyms"].as_array().into_iter().flatten();
            let mentions: Vec<Mention> = given
                .map(|toponym| {
                    let span = Span::new(point(&toponym["start"]), point(&toponym["end"]));
                    Mention { span, adjectival: false, is_read: true }
                })
                .collect();
            resolve(&document, &mentions, &gazetteer)
        };
        let points = |byte: u32| text[..byte as usize].chars().count();
        let toponyms: Vec<Value> = found
            .into_iter()
            .map(|place| {
                let mut value = json!({"start": points(place.span.start), "end": points(place.span.end), "name": place.name,
                    "geonameid": place.geonameid, "because": place.because, "feature": place.feature});
                if let Some((lat, lon)) = place.coordinates {
                    value["lat"] = json!(lat);
                    value["lon"] = json!(lon);
                }
                value
            })
            .collect();
        writeln!(stdout(), "{}", json!({"id": document.id, "toponyms": toponyms}))?;
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
