//! What must hold for any bytes. Each function is one fuzz target: it returns, or it panics and has found a bug.

#[path = "../../crates/core/tests/invariants/mod.rs"]
mod invariants;

use rapporteur_core::document::{Document, Publication};
use rapporteur_core::read::ThreadPool;
use rapporteur_core::record::Record;
use rapporteur_core::resources::Resources;
use rapporteur_core::{Analysis, analyze as analyze_document};
use rapporteur_ingest::{Format, Ingested, Options, body_text, read};
use std::sync::{Arc, OnceLock};

/// A target's name and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 4] =
    [("analyze", analyze), ("text_ingest", text_ingest), ("html_ingest", html_ingest), ("jsonl_ingest", jsonl_ingest)];

/// The longest text that is analysed: what takes long is found by the tests, a fuzzer needs many short runs.
const LONGEST: usize = 1500;

/// Any text: `analyze` returns, its layers agree, and its record can be written.
pub fn analyze(bytes: &[u8]) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
    let published = "2024-03-03".parse().ok().map(|date| Publication { text: "2024-03-03".to_string(), date });
    let document = Document { published, ..Document::plain("fuzz", &text) };
    let analysis: Analysis = analyze_document(&document, resources());
    invariants::check(&document, &analysis);
    let record = Record::new(&document, &analysis, resources());
    serde_json::to_string(&record).expect("a record can always be written");
}

/// Any bytes as plain text, as markdown, and as what they look like.
pub fn text_ingest(bytes: &[u8]) {
    for format in [Format::Text, Format::Markdown, Format::Auto] {
        ingest(format, bytes);
    }
}

/// Any bytes as a web page.
pub fn html_ingest(bytes: &[u8]) {
    ingest(Format::Html, bytes);
}

/// Any bytes as JSON lines, and as the text and the page of one line.
pub fn jsonl_ingest(bytes: &[u8]) {
    ingest(Format::Jsonl, bytes);
    let text = String::from_utf8_lossy(bytes);
    for field in ["text", "html"] {
        ingest(Format::Jsonl, serde_json::json!({ field: text }).to_string().as_bytes());
    }
}

fn ingest(format: Format, bytes: &[u8]) {
    let options = Options { format, ..Options::default() };
    for item in read("fuzz", bytes, &options) {
        match item {
            Ok(ingested) => check_document(&ingested),
            Err(error) => assert!(error.to_string().contains("fuzz"), "a message names its file: {error}"),
        }
    }
}

/// Blocks, dateline and pairs lie on characters of the text, blocks in order and apart.
fn check_document(ingested: &Ingested) {
    let document = &ingested.document;
    let text = &document.text;
    let mut end = 0;
    for block in &document.blocks {
        assert!(text.get(block.span.range()).is_some_and(|words| !words.trim().is_empty()), "{block:?}");
        assert!(block.span.start >= end, "blocks overlap: {:?}", document.blocks);
        end = block.span.end;
        let source = ingested.alignment.source_span(block.span);
        assert!(source.start <= source.end, "{block:?} comes from {source:?}");
    }
    let dateline = document.dateline.iter().filter_map(|dateline| dateline.span);
    let pairs = document.pairs.iter().flat_map(|pair| [pair.source, pair.target]).flatten();
    dateline.chain(pairs).for_each(|span| assert!(text.get(span.range()).is_some(), "{span:?}"));
    body_text(document);
}

fn resources() -> &'static Resources {
    static LOADED: OnceLock<Resources> = OnceLock::new();
    LOADED.get_or_init(|| {
        Resources::load(Arc::new(ThreadPool::with_num_threads(1))).expect("the embedded weights fit this program")
    })
}
