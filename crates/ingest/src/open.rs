//! What kind of input is this, and how are its bytes had?

use crate::Format;
use crate::error::{Error, ErrorKind};
use std::io::{BufRead, BufReader, Read};

/// An input after decompression.
pub(crate) struct Opened<'r> {
    pub(crate) reader: Box<dyn BufRead + 'r>,
    /// The name without `.gz` or `.zst`.
    pub(crate) name: String,
}

/// Opens gzip (also of several members) and zstd by their first bytes, whatever the name says.
pub(crate) fn open<'r>(name: &str, reader: impl Read + 'r) -> Result<Opened<'r>, Error> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let mut inner_name = name.to_string();
    for suffix in [".gz", ".zst", ".zstd"] {
        if inner_name.to_lowercase().ends_with(suffix) {
            inner_name.truncate(inner_name.len() - suffix.len());
        }
    }
    let head = reader.fill_buf().map_err(|cause| unreadable(name, None, &cause))?;
    let reader: Box<dyn BufRead + 'r> = if head.starts_with(&[0x1f, 0x8b]) {
        Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(reader)))
    } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = zstd::Decoder::with_buffer(reader).map_err(|cause| unreadable(name, None, &cause))?;
        Box::new(BufReader::with_capacity(1 << 16, decoder))
    } else {
        Box::new(reader)
    };
    Ok(Opened { reader, name: inner_name })
}

/// What a failing read means to the person who gave the file.
pub(crate) fn unreadable(path: &str, line: Option<usize>, cause: &std::io::Error) -> Error {
    use std::io::ErrorKind as Cause;
    let message = match cause.kind() {
        Cause::UnexpectedEof => "the compressed data ends early; the file is truncated, fetch it again".to_string(),
        Cause::InvalidInput | Cause::InvalidData => {
            format!("the compressed data is damaged ({cause}); fetch the file again")
        }
        // zstd has no kind of its own for frames that end early.
        Cause::Other if cause.to_string().contains("incomplete frame") => {
            "the compressed data ends early; the file is truncated, fetch it again".to_string()
        }
        _ => cause.to_string(),
    };
    Error { path: path.to_string(), line, kind: ErrorKind::Unreadable, message }
}

/// The format by name, then by the first bytes.
pub(crate) fn sniff(name: &str, head: &[u8]) -> Format {
    let lower = name.to_lowercase();
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "txt" | "text" => return Format::Text,
        "md" | "markdown" => return Format::Markdown,
        "html" | "htm" | "xhtml" | "shtml" => return Format::Html,
        "jsonl" | "ndjson" | "jsonlines" => return Format::Jsonl,
        "warc" => return Format::Warc,
        "rss" | "atom" => return Format::Feed,
        _ => {}
    }
    let head = crate::decode::decode(&head[..head.len().min(4096)], crate::decode::Declared::Nowhere).text;
    let head = head.trim_start();
    let lower = head.to_lowercase();
    let is_feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|start| lower.contains(start));
    let is_page =
        ["<!doctype html", "<html", "<head", "<body", "<article", "<p>", "<p ", "<div", "<meta", "<title", "<h1"];
    let is_markdown = head.starts_with("# ")
        || head.contains("\n# ")
        || head.contains("\n## ")
        || head.contains("](http")
        || head.contains("](#")
        || (head.starts_with("---\n") && head.contains("\n---\n"));
    if head.starts_with("WARC/") {
        Format::Warc
    } else if lower.starts_with('<') && is_feed && !lower.contains("<html") {
        Format::Feed
    } else if lower.starts_with('<') && is_page.iter().any(|tag| lower.contains(tag)) {
        Format::Html
    } else if head.starts_with('{') || extension == "json" {
        Format::Jsonl
    } else if is_markdown {
        Format::Markdown
    } else {
        Format::Text
    }
}
