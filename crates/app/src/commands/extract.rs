//! `rapporteur extract`: pages in, articles out.

use super::Outcome;
use crate::arguments::{ExtractFormat, ExtractOptions};
use crate::{inputs, output};
use anyhow::Result;
use rapporteur_core::document::Document;
use rapporteur_ingest::body_text;
use serde_json::json;

/// Extracts all inputs and prints each as soon as it is done.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(options: &ExtractOptions) -> Result<Outcome> {
    let inputs = inputs::Inputs::new(&options.input);
    let format =
        options.format.unwrap_or(if output::is_terminal() { ExtractFormat::Text } else { ExtractFormat::Json });
    for document in inputs.documents() {
        match format {
            ExtractFormat::Json => output::print(&format!("{}\n", as_json(&document)))?,
            ExtractFormat::Text => output::print(&as_text(&document))?,
        }
    }
    Ok(inputs.outcome())
}

fn as_json(document: &Document) -> serde_json::Value {
    json!({
        "title": document.title,
        "byline": document.byline,
        "published": document.published.as_ref().map(|publication| &publication.text),
        "url": document.url,
        "language": document.language,
        "text": body_text(document),
        "source": document.source,
        "id": document.id,
    })
}

fn as_text(document: &Document) -> String {
    let mut text = String::new();
    let mut line = |label: &str, value: Option<&str>| {
        if let Some(value) = value {
            text.push_str(&format!("{label}: {value}\n"));
        }
    };
    line("title", document.title.as_deref());
    line("byline", document.byline.as_deref());
    line("published", document.published.as_ref().map(|publication| publication.text.as_str()));
    line("url", document.url.as_deref());
    line("language", document.language.as_deref());
    text.push('\n');
    text.push_str(&body_text(document));
    text.push_str("\n\n");
    text
}
