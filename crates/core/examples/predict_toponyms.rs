//! Reads JSON lines `{"id", "text", "toponyms", ...}` from standard input, resolves the given spans (or, with the argument
//! `raw`, finds them first) and writes `{"id", "toponyms"}` with code point offsets, for measuring.

use rapporteur_core::document::Document;
use rapporteur_core::place::{Gazetteer, Mention, places, resolve};
use rapporteur_core::read::{Reading, Tree};
use rapporteur_core::segment::segment;
use rapporteur_core::span::Span;
use serde_json::{Value, json};
use std::io::{BufRead, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let is_raw = std::env::args().nth(1).as_deref() == Some("raw");
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
            places(&document, &Tree::new(text, &segmentation, &Reading::default()), &gazetteer)
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
