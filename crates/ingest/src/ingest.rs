//! How does a record become a document, whatever its format?

use crate::alignment::Alignment;
use crate::compose::plain_blocks;
use crate::dateline::{Position, read_dateline};
use crate::decode::{Declared, decode, looks_binary};
use crate::error::{Error, ErrorKind};
use crate::html::read_html;
use crate::jsonl::read_line;
use crate::language::{is_english, language_of};
use crate::report::read_report;
use crate::{Format, Options, Record};
use rapporteur_core::document::{BlockKind, Dateline, Document, Publication};
use rapporteur_core::span::Span;

/// A document and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// The report.
    pub document: Document,
    /// From its text back to the bytes of the file, or to the field of the JSON line.
    pub alignment: Alignment,
    /// Why the document is to be passed over, though nothing is wrong with it.
    pub skipped: Option<Skipped>,
}

/// Why a sound document is not coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skipped {
    /// It is not in English but in the language of this tag.
    Language(String),
}

/// Opens the note of a document that is passed over for its language.
const SKIPPED: &str = "skipped: language ";

/// The language for which a document is passed over.
pub fn skipped_language(document: &Document) -> Option<&str> {
    document.notes.iter().find_map(|note| note.strip_prefix(SKIPPED))
}

impl Record {
    /// Reads the record. The same record gives the same document, whatever was read before.
    pub fn read(&self, options: &Options) -> Result<Ingested, Error> {
        let read = match self.format {
            Format::Jsonl => self.read_json(options),
            _ => self.read_file(options),
        };
        read.map_err(|(kind, message)| Error { path: self.path.clone(), line: self.line, kind, message })
    }

    fn read_file(&self, options: &Options) -> Result<Ingested, (ErrorKind, String)> {
        if looks_binary(&self.bytes) {
            return Err((ErrorKind::Binary, "it looks binary; give text, markdown, HTML or JSON lines".to_string()));
        }
        let is_page = self.format == Format::Html;
        let decoded = decode(&self.bytes, if is_page { Declared::InPage } else { Declared::Nowhere });
        if decoded.text.trim().is_empty() {
            return Err((ErrorKind::Empty, "it is empty".to_string()));
        }
        let mut document = Document { id: self.path.clone(), ..Document::default() };
        document.notes.extend(decoded.note);
        let (alignment, hinted) = if is_page {
            let page = read_html(&decoded.text, &mut document).map_err(|message| (ErrorKind::Record, message))?;
            (page.alignment, page.language)
        } else {
            (read_report(&decoded.text, self.format, &mut document), None)
        };
        if document.text.trim().is_empty() {
            return Err((ErrorKind::Empty, "it has a heading but no text to read".to_string()));
        }
        let alignment = alignment.through(&decoded.alignment);
        Ok(complete(document, alignment, None, hinted.as_deref(), options))
    }

    fn read_json(&self, options: &Options) -> Result<Ingested, (ErrorKind, String)> {
        let line = String::from_utf8_lossy(&self.bytes);
        let wrong = |message| (ErrorKind::Record, message);
        let read = read_line(line.trim_end()).map_err(wrong)?;
        let mut document = read.document;
        let mut alignment = read.alignment;
        let mut hinted = None;
        if matches!(line, std::borrow::Cow::Owned(_)) {
            document.notes.push("bytes that are not UTF-8 were replaced".to_string());
        }
        if document.id.is_empty() {
            document.id = format!("{}:{}", self.path, self.line.unwrap_or(1));
        }
        if let Some(html) = read.html {
            let page = read_html(&html, &mut document).map_err(wrong)?;
            alignment = page.alignment;
            hinted = page.language;
        }
        Ok(complete(document, alignment, read.language.as_deref(), hinted.as_deref(), options))
    }
}

/// What is the same for every format: datelines, the default date, the language.
fn complete(
    mut document: Document,
    alignment: Alignment,
    declared: Option<&str>,
    hinted: Option<&str>,
    options: &Options,
) -> Ingested {
    let default = options.default_date.map(|date| Publication { text: date.to_string(), date });
    let published = document.published.clone().or_else(|| default.clone()).map(|publication| publication.date);
    read_datelines(&mut document, published);
    let filed = document.dateline.as_ref().and_then(|dateline| dateline.date);
    document.published =
        document.published.or(default).or_else(|| filed.map(|date| Publication { text: date.to_string(), date }));
    if document.blocks.is_empty() {
        document.blocks = plain_blocks(&document.text);
    }
    let language = language_of(&document.text, declared, hinted);
    let skipped = (!is_english(&language)).then(|| Skipped::Language(language.clone()));
    if skipped.is_some() {
        document.notes.push(format!("{SKIPPED}{language}"));
    }
    document.language = Some(language);
    Ingested { document, alignment, skipped }
}

/// Takes datelines out of the blocks they open; the first is the document's.
fn read_datelines(document: &mut Document, published: Option<jiff::civil::Date>) {
    let mut position = Position::First;
    for at in 0..document.blocks.len() {
        let block = document.blocks[at];
        if block.kind != BlockKind::Body {
            continue;
        }
        let words = block.span.of(&document.text);
        if let Some(filed) = read_dateline(words, published, position) {
            let start = block.span.start as usize;
            let indent = words.len() - words.trim_start().len();
            let span = Span::new(start + indent, start + indent + filed.text.len());
            document.blocks[at].span = Span::new(start + filed.length, block.span.end as usize);
            document.agency = document.agency.take().or(filed.agency);
            document.dateline.get_or_insert(Dateline {
                text: filed.text,
                place: filed.place,
                date: filed.date,
                span: Some(span),
            });
        }
        position = Position::Later;
    }
}

/// The report without its captions: body, headings and items as they stand, divided by blank lines.
///
/// This is what `extract` prints and what article extraction is measured on.
pub fn body_text(document: &Document) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for block in document.blocks.iter().filter(|block| block.kind != BlockKind::Caption) {
        // A dateline belongs to the article, though not to its prose.
        let dateline = document.dateline.as_ref().and_then(|dateline| dateline.span);
        let opens = dateline.filter(|span| span.end <= block.span.start && parts.is_empty());
        let span = opens.map_or(block.span, |dateline| dateline.cover(block.span));
        parts.push(span.of(&document.text));
    }
    parts.join("\n\n")
}
