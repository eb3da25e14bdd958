//! Writes the bodies of saved pages as predictions for a scorer of article extraction.
//!
//! `cargo run --release -p rapporteur-ingest --example bodies -- ours DIRECTORY < pages.jsonl > predictions.jsonl`
//!
//! Each line read names a page below DIRECTORY: `{"id", "html_path"}`; each line written is `{"id", "body"}`. Instead of
//! `ours`, `rs-trafilatura` gives that library's own answer.

use rapporteur_ingest::{Format, Options, body_text, read};
use std::error::Error;
use std::io::{BufRead, Write};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(who), Some(directory)) = (arguments.next(), arguments.next()) else {
        return Err("give ours or rs-trafilatura, and the directory of the pages".into());
    };
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let page: serde_json::Value = serde_json::from_str(&line?)?;
        let path = PathBuf::from(&directory).join(page["html_path"].as_str().ok_or("a line has no html_path")?);
        let body = body(&who, &std::fs::read(path)?)?;
        writeln!(output, "{}", serde_json::json!({"id": page["id"], "body": body}))?;
    }
    Ok(())
}

fn body(who: &str, bytes: &[u8]) -> Result<String, Box<dyn Error>> {
    let html = String::from_utf8_lossy(bytes);
    Ok(match who {
        "ours" => {
            let options = Options { format: Format::Html, ..Options::default() };
            match read("page", bytes, &options).next() {
                Some(Ok(ingested)) => body_text(&ingested.document),
                Some(Err(_)) | None => String::new(),
            }
        }
        "rs-trafilatura" => rs_trafilatura::extract(&html)?.content_text,
        other => return Err(format!("nobody is called {other}").into()),
    })
}
