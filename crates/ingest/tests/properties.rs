//! Whatever the bytes, nothing panics, spans fit their text, and the same bytes give the same document.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

use proptest::prelude::*;
use rapporteur_ingest::{Format, Ingested, Options, read};

fn check(format: Format, bytes: &[u8]) {
    let options = Options { format, ..Options::default() };
    let ingest = || read("input", bytes, &options).collect::<Vec<_>>();
    let first = ingest();
    for ingested in first.iter().flatten() {
        check_spans(ingested, bytes.len());
    }
    assert_eq!(first, ingest());
}

fn check_spans(ingested: &Ingested, n_bytes: usize) {
    let document = &ingested.document;
    let text = &document.text;
    let mut end = 0;
    for block in &document.blocks {
        assert!(text.get(block.span.range()).is_some_and(|words| !words.trim().is_empty()), "{block:?} in {text:?}");
        assert!(block.span.start >= end, "{:?} overlap in {text:?}", document.blocks);
        end = block.span.end;
        let source = ingested.alignment.source_span(block.span);
        assert!(source.start <= source.end && source.end <= n_bytes.max(text.len()));
    }
    for span in document.dateline.iter().filter_map(|dateline| dateline.span) {
        assert!(text.get(span.range()).is_some());
    }
    for pair in &document.pairs {
        assert!([pair.source, pair.target].into_iter().flatten().all(|span| text.get(span.range()).is_some()));
    }
}

/// Pieces that the readers treat in ways of their own, so that random input reaches more than the first branch.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "# ",
        "\n\n",
        "\n",
        "By Jo Bell",
        "March 3, 2024",
        "OSLO, March 3 (AFP) — The",
        "**",
        "_",
        "[a](b)",
        "![x](y)",
        "(L-R)",
        "Original url:",
        "<https://example.org>",
        "- ",
        "---\n",
        "title: x\n",
        "\r\n",
        "Photo: ",
        "/POOL/AFP",
        "É",
        "日本",
        "\u{301}",
        "&amp;",
        "<p>",
        "</p>",
        "<div class=\"related\">",
        "</div>",
        "<h1>",
        "<br>",
        "<time datetime=\"2024-03-03\">",
        "<figcaption>",
        "<table><td>",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"author\":",
        "</script>",
        "<meta name=author content=\"",
        "\">",
        "The envoy met the crew on Monday and promised a new boat.",
        "{\"text\":\"",
        "\"}",
        "\\u00e9",
        "\"pairs\":[{\"source\":[0,1]}]",
        ",",
        "— ",
        "\"",
        "“",
        "<!--",
        "-->",
        "<a href=x>Read more</a>",
    ]);
    prop::collection::vec(prop_oneof![4 => known.prop_map(str::to_string), 1 => "\\PC{0,12}"], 0..24)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for format in [Format::Auto, Format::Text, Format::Markdown, Format::Html, Format::Jsonl] {
            check(format, &bytes);
        }
    }

    #[test]
    fn any_mixture_of_known_pieces_is_read_or_refused(text in pieces()) {
        for format in [Format::Auto, Format::Text, Format::Markdown, Format::Html, Format::Jsonl] {
            check(format, text.as_bytes());
        }
        check(Format::Jsonl, serde_json::json!({"text": text}).to_string().as_bytes());
        check(Format::Jsonl, serde_json::json!({"html": text}).to_string().as_bytes());
    }
}

#[test]
fn hostile_nesting_is_read_in_bounded_time() {
    let prose = "<p>The envoy met the crew of the ferry on Monday and promised them a new boat.</p>";
    let sizes = 30_000;
    for page in [
        format!("{prose}{}", "<div class=related>".repeat(sizes)),
        format!("{prose}{}", "<b><i>".repeat(2_000)),
        format!("{}{prose}", "<table><tr><td>".repeat(5_000)),
        format!("{prose}{}", "<".repeat(sizes)),
        format!("{prose}{}", "&".repeat(sizes)),
        format!("{}{prose}", "<ul><li>x".repeat(20_000)),
    ] {
        check(Format::Html, page.as_bytes());
    }
    for text in [
        "\"".repeat(sizes),
        "“".repeat(sizes),
        "*a ".repeat(sizes),
        "[".repeat(sizes),
        "\n\n-".repeat(sizes),
        "a\n\nb ".repeat(sizes),
    ] {
        check(Format::Text, text.as_bytes());
        check(Format::Markdown, text.as_bytes());
    }
    check(Format::Jsonl, "[".repeat(sizes).as_bytes());
    check(Format::Jsonl, format!("{{\"text\":\"a\",\"x\":{}", "[".repeat(sizes)).as_bytes());
}
