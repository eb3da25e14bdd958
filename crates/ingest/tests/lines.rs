//! JSON lines: each is a document, and each that is not says why, by its number.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

use rapporteur_core::document::BlockKind;
use rapporteur_ingest::{Error, ErrorKind, Ingested, Options, read};
use std::io::{Read, Write};

fn ingest(lines: &str) -> Vec<Result<Ingested, Error>> {
    read("news.jsonl", lines.as_bytes(), &Options::default()).collect()
}

fn only(line: &str) -> Ingested {
    let mut read = ingest(line);
    assert_eq!(read.len(), 1);
    read.remove(0).unwrap_or_else(|error| panic!("{error}"))
}

fn message(line: &str) -> String {
    let mut read = ingest(line);
    assert_eq!(read.len(), 1);
    read.remove(0).expect_err("the line is wrong").to_string()
}

#[test]
fn a_line_gives_its_fields_and_its_text_unchanged() {
    let document = only(
        r#"{"id":7,"text":" OSLO (AFP) — The  envoy left.\n\nHe waved. ","title":"Left","byline":"Jo Bell","published":"2024-03-03T14:05:00+01:00","url":"https://example.org/1","source":"Example Post","language":"en","other":[1]}"#,
    )
    .document;
    assert_eq!(document.id, "7");
    assert_eq!(document.text, " OSLO (AFP) — The  envoy left.\n\nHe waved. ");
    assert_eq!(document.title.as_deref(), Some("Left"));
    assert_eq!(document.published.as_ref().map(|published| published.text.as_str()), Some("2024-03-03T14:05:00+01:00"));
    assert_eq!(document.source.as_deref(), Some("Example Post"));
    let blocks: Vec<&str> = document.blocks.iter().map(|block| block.span.of(&document.text)).collect();
    assert_eq!(blocks, ["The  envoy left.", "He waved."]);
    assert_eq!(document.dateline.and_then(|dateline| dateline.place).as_deref(), Some("OSLO"));
}

#[test]
fn pairs_count_characters_and_become_bytes() {
    let document = only(r#"{"text":"Łódź praised Oslo – twice.","pairs":[{"source":[0,4],"target":[13,17]},{"source":null,"target":[13,26]}]}"#).document;
    let words = |span: Option<rapporteur_core::span::Span>| span.map(|span| span.of(&document.text).to_string());
    assert_eq!(words(document.pairs[0].source).as_deref(), Some("Łódź"));
    assert_eq!(words(document.pairs[0].target).as_deref(), Some("Oslo"));
    assert_eq!(words(document.pairs[1].source), None);
    assert_eq!(words(document.pairs[1].target).as_deref(), Some("Oslo – twice."));
    assert_eq!(document.id, "news.jsonl:1");
}

#[test]
fn wrong_lines_are_named_and_the_rest_is_read() {
    let read = ingest("{\"text\":\"The envoy left.\"}\n\n{\"text\":5}\nnonsense\n{\"text\":\"He came back.\"}\n");
    let lines: Vec<Option<usize>> = read.iter().map(|item| item.as_ref().err().and_then(|error| error.line)).collect();
    assert_eq!(lines, [None, Some(3), Some(4), None]);
    assert!(read.iter().flat_map(|item| item.as_ref().err()).all(|error| !error.ends_input()));
}

#[test]
fn messages_say_what_is_wrong_and_what_to_do() {
    for (line, expected) in [
        (r#"{"text":5}"#, "\"text\" must be a string, not a number"),
        (r#"{"id":"a"}"#, "it has neither \"text\" nor \"html\"; give one of them"),
        (r#"{"text":"  "}"#, "\"text\" is empty"),
        (
            r#"{"text":"a","published":"2023-02-30"}"#,
            "\"published\" is \"2023-02-30\", which is no date that exists; write 2024-03-31 or 2024-03-31T14:05:00Z",
        ),
        (r#"{"text":"a","text":"b"}"#, "duplicate field \"text\""),
        (r#"["text"]"#, "it is not a JSON object; each line must be one object in braces"),
        (r#"{"text":"a""#, "the JSON ends early (EOF while parsing an object); one object must stand on one line"),
        (
            r#"{"text":"abc","pairs":[{"source":[0,9]}]}"#,
            "\"source\" of pair 1 is [0, 9], but the text has 3 characters",
        ),
        (r#"{"text":"abc","pairs":[{"target":[2,2]}]}"#, "\"target\" of pair 1 is [2, 2], which holds no characters"),
        (
            r#"{"text":"abc","pairs":[{"target":"b"}]}"#,
            "\"target\" of pair 1 must be [start, end] in characters, or null",
        ),
        (r#"{"text":"abc","pairs":7}"#, "\"pairs\" must be a list, not a number"),
        (r#"{"html":""}"#, "the page has no body: nothing in it is text to read"),
    ] {
        assert_eq!(message(line), format!("cannot read news.jsonl, line 1: {expected}"));
    }
}

#[test]
fn a_page_in_a_line_is_read_as_a_page() {
    let prose = "The envoy met the crew of the ferry in Oslo on Monday and promised them a new boat by the spring.";
    let html = format!(
        "<html><head><title>Ferry crew meets envoy</title></head><body><article><h1>Ferry crew meets envoy</h1><p>{prose}</p><p>{prose}</p></article></body></html>"
    );
    let document =
        only(&serde_json::json!({"id": "p", "html": html, "url": "https://example.org/p"}).to_string()).document;
    assert_eq!(document.title.as_deref(), Some("Ferry crew meets envoy"));
    assert_eq!(document.url.as_deref(), Some("https://example.org/p"));
    assert_eq!(document.text, format!("{prose}\n\n{prose}"));
    assert!(document.blocks.iter().all(|block| block.kind == BlockKind::Body));
}

#[test]
fn a_line_of_five_megabytes_is_read_to_the_limit_and_one_of_more_than_64_is_refused() {
    let long = format!("{{\"text\":\"{}\"}}\n", "word ".repeat(1_000_000));
    let document = only(&long).document;
    assert_eq!(document.notes, ["text after 1 MB was not read"]);
    let start = &b"{\"text\":\""[..];
    let endless = start.chain(std::io::repeat(b'a').take(65 << 20)).chain(&b"\"}\n{\"text\":\"After it.\"}\n"[..]);
    let read: Vec<_> = read("news.jsonl", endless, &Options::default()).collect();
    assert_eq!(read[0].as_ref().expect_err("too long").kind, ErrorKind::TooLarge);
    assert_eq!(read[1].as_ref().expect("the next line is read").document.text, "After it.");
    assert_eq!(read.len(), 2);
}

#[test]
fn compressed_lines_are_opened_and_a_truncated_archive_is_an_error_after_what_could_be_read() {
    let pack = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    };
    let mut two = pack("{\"text\":\"The first member.\"}\n");
    two.extend(pack("{\"text\":\"The second member.\"}\n"));
    let texts = |bytes: &[u8], name: &str| -> Vec<Result<String, Error>> {
        read(name, bytes, &Options::default()).map(|item| item.map(|ingested| ingested.document.text)).collect()
    };
    let both = [Ok("The first member.".to_string()), Ok("The second member.".to_string())];
    assert_eq!(texts(&two, "news.jsonl.gz"), both);
    let zstd = zstd::encode_all(&b"{\"text\":\"The first member.\"}\n{\"text\":\"The second member.\"}\n"[..], 3)
        .expect("it packs");
    assert_eq!(texts(&zstd, "-"), both);

    // Lines that differ do not pack into nothing, so that some come out before the archive ends.
    let lines: String =
        (0..20_000u64).map(|n| format!("{{\"text\":\"Number {} came.\"}}\n", n * n * 7919 % 1_000_003)).collect();
    let whole = pack(&lines);
    let zstd = zstd::encode_all(lines.as_bytes(), 3).expect("it packs");
    for bytes in [&whole[..whole.len() / 2], &zstd[..zstd.len() / 2]] {
        let read = texts(bytes, "news.jsonl.gz");
        let (last, before) = read.split_last().expect("something was read");
        assert!(before.len() > 100 && before.iter().all(Result::is_ok));
        let error = last.as_ref().expect_err("the end is missing");
        assert!(error.ends_input() && error.to_string().contains("the file is truncated, fetch it again"), "{error}");
    }
}

#[test]
fn what_cannot_be_read_at_all_is_one_clear_error() {
    for (name, bytes, kind, expected) in [
        ("a.txt", &b""[..], ErrorKind::Empty, "cannot read a.txt: it is empty"),
        ("a.txt", b" \n\t ", ErrorKind::Empty, "cannot read a.txt: it is empty"),
        ("-", b"", ErrorKind::Empty, "cannot read standard input: it is empty"),
        ("a.jsonl", b"\n\n", ErrorKind::Empty, "cannot read a.jsonl: it holds no records, only white space"),
        (
            "a.txt",
            b"ab\x00cd",
            ErrorKind::Binary,
            "cannot read a.txt: it looks binary; give text, markdown, HTML or JSON lines",
        ),
        (
            "a.pdf",
            b"%PDF-1.7 abc",
            ErrorKind::Binary,
            "cannot read a.pdf: it looks binary; give text, markdown, HTML or JSON lines",
        ),
        (
            "a.html",
            b"<html><head><title>x</title></head></html>",
            ErrorKind::Record,
            "cannot read a.html: the page has no body: nothing in it is text to read",
        ),
        ("a.md", b"# Only a title\n", ErrorKind::Empty, "cannot read a.md: it has a heading but no text to read"),
        (
            "a",
            b"WARC/1.0\r\n",
            ErrorKind::Format,
            "cannot read a: web archives are not read yet; extract the pages and give them as HTML",
        ),
        (
            "a.xml",
            b"<?xml version=\"1.0\"?><rss></rss>",
            ErrorKind::Format,
            "cannot read a.xml: feeds are not read yet; give the pages they link to",
        ),
    ] {
        let read: Vec<_> = read(name, bytes, &Options::default()).collect();
        assert_eq!(read.len(), 1, "{name}");
        let error = read[0].as_ref().expect_err("it cannot be read");
        assert_eq!((error.kind, error.to_string().as_str()), (kind, expected));
        assert!(error.ends_input());
    }
}
