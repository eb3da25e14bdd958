//! What is analysed: one report, with what its source said about it.

use crate::span::Span;
use jiff::civil::Date;

/// One report: a page, a file or a line of JSON.
///
/// `text` is what all offsets refer to; `blocks` say which stretches of it are prose and of what kind. Text outside
/// every block (a dateline, markup kept by a JSON line) is never read as prose.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The id as given, or one made from the path or the text.
    pub id: String,
    /// The text that all spans refer to.
    pub text: String,
    /// The paragraphs of `text` that are read, in order and without overlap.
    pub blocks: Vec<Block>,
    /// Headline.
    pub title: Option<String>,
    /// Authors, without "By".
    pub byline: Option<String>,
    /// News agency that the report credits, such as AFP.
    pub agency: Option<String>,
    /// The dateline, such as "MOSCOW, April 16".
    pub dateline: Option<Dateline>,
    /// When it was published.
    pub published: Option<Publication>,
    /// Canonical address.
    pub url: Option<String>,
    /// Outlet, as a site name or a host.
    pub source: Option<String>,
    /// BCP 47 language tag, such as `en`.
    pub language: Option<String>,
    /// Photo captions, in order.
    pub captions: Vec<String>,
    /// Actor pairs whose relation the caller asks for.
    pub pairs: Vec<AskedPair>,
    /// What a reader should know about how the document was read.
    pub notes: Vec<String>,
}

/// A paragraph of a document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What kind of prose a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Body,
    /// A headline or subheading inside the text.
    Heading,
    /// The caption of a photograph.
    Caption,
    /// An item of a bulleted or numbered list.
    Item,
}

/// The line that says where and when a report was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// As written, such as "MOSCOW, April 16 (AFP)".
    pub text: String,
    /// The place, such as "MOSCOW".
    pub place: Option<String>,
    /// The day, where it is given and a year is known.
    pub date: Option<Date>,
    /// Where it stands in the text, where it is part of it.
    pub span: Option<Span>,
}

/// When a report was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// As an RFC 3339 time or an ISO date.
    pub text: String,
    /// The civil day in the source's own time zone.
    pub date: Date,
}

/// A pair of mentions whose relation is asked for; either side may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedPair {
    /// Who acts.
    pub source: Option<Span>,
    /// Who is acted upon.
    pub target: Option<Span>,
}

impl Document {
    /// A document of plain text whose paragraphs are divided by blank lines.
    pub fn plain(id: &str, text: &str) -> Document {
        let blocks = paragraphs(text).into_iter().map(|span| Block { span, kind: BlockKind::Body }).collect();
        Document { id: id.to_string(), text: text.to_string(), blocks, ..Document::default() }
    }
}

/// The stretches of `text` between blank lines, without surrounding white space.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        if body.is_empty() {
            found.extend(open.take().map(|(start, end)| Span::new(start, end)));
        } else {
            let start = position + (line.len() - line.trim_start().len());
            let end = start + body.len();
            open = Some((open.map_or(start, |(first, _)| first), end));
        }
        position += line.len();
    }
    found.extend(open.map(|(start, end)| Span::new(start, end)));
    found
}
