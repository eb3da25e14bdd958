//! How does a line of JSON become a document?

use crate::alignment::Alignment;
use crate::compose::{CUT_NOTE, cut, plain_blocks};
use crate::date::read_strict;
use rapporteur_core::document::{AskedPair, Document};
use rapporteur_core::span::Span;
use serde::Deserialize;
use serde_json::Value;

/// The fields that are read; values are checked by hand, so that a message can name the field.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<Value>,
    html: Option<Value>,
    title: Option<Value>,
    byline: Option<Value>,
    published: Option<Value>,
    url: Option<Value>,
    source: Option<Value>,
    language: Option<Value>,
    pairs: Option<Value>,
}

/// A line as a document, and what of it is still to be read.
pub(crate) struct LineRead {
    pub(crate) document: Document,
    pub(crate) alignment: Alignment,
    /// The page, where the line gives one instead of text.
    pub(crate) html: Option<String>,
    /// The language as the line declares it.
    pub(crate) language: Option<String>,
}

/// Reads one line; the error is the message without file and line.
pub(crate) fn read_line(line: &str) -> Result<LineRead, String> {
    let fields: Line = serde_json::from_str(line).map_err(|cause| explain(line, &cause))?;
    let mut document = Document {
        id: id(fields.id)?.unwrap_or_default(),
        title: string("title", fields.title)?,
        byline: string("byline", fields.byline)?,
        url: string("url", fields.url)?,
        source: string("source", fields.source)?,
        ..Document::default()
    };
    if let Some(published) = string("published", fields.published)? {
        let read = read_strict(&published).ok_or_else(|| {
            format!(
                "\"published\" is {published:?}, which is no date that exists; write 2024-03-31 or 2024-03-31T14:05:00Z"
            )
        })?;
        document.published = Some(read);
    }
    let language = string("language", fields.language)?;
    let text = whole_string("text", fields.text)?;
    let html = whole_string("html", fields.html)?;
    let mut alignment = Alignment::default();
    let html = match (text, html) {
        (None, None) => return Err("it has neither \"text\" nor \"html\"; give one of them".to_string()),
        (None, Some(_)) if fields.pairs.as_ref().is_some_and(|pairs| !pairs.is_null()) => {
            return Err("\"pairs\" count characters of \"text\", which is missing".to_string());
        }
        (None, Some(html)) => Some(html),
        (Some(text), html) => {
            if html.is_some() {
                document.notes.push("\"html\" was not read, because \"text\" is given".to_string());
            }
            document.text = kept(text, &mut document.notes)?;
            document.blocks = plain_blocks(&document.text);
            document.pairs = pairs(fields.pairs, &document.text)?;
            alignment = Alignment::identity(document.text.len());
            None
        }
    };
    Ok(LineRead { document, alignment, html, language })
}

fn kept(mut text: String, notes: &mut Vec<String>) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("\"text\" is empty".to_string());
    }
    let end = cut(&text);
    if end < text.len() {
        text.truncate(end);
        notes.push(CUT_NOTE.to_string());
    }
    Ok(text)
}

/// serde_json counts lines inside the record, which is always line 1; the column is what helps.
fn explain(line: &str, cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text);
    if cause.is_data() && !line.trim_start().starts_with('{') {
        return "it is not a JSON object; each line must be one object in braces".to_string();
    }
    match cause.classify() {
        serde_json::error::Category::Data => text.replace('`', "\""),
        serde_json::error::Category::Eof => format!("the JSON ends early ({text}); one object must stand on one line"),
        _ => format!("it is not JSON at column {} ({text})", cause.column()),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn whole_string(name: &str, value: Option<Value>) -> Result<Option<String>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(format!("\"{name}\" must be a string, not {}", kind(&other))),
    }
}

/// Empty strings count as absent.
fn string(name: &str, value: Option<Value>) -> Result<Option<String>, String> {
    Ok(whole_string(name, value)?.map(|text| text.trim().to_string()).filter(|text| !text.is_empty()))
}

fn id(value: Option<Value>) -> Result<Option<String>, String> {
    match value {
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
        None | Some(Value::Null) => Ok(None),
        Some(other) => Err(format!("\"id\" must be a string or a number, not {}", kind(&other))),
    }
}

fn pairs(value: Option<Value>, text: &str) -> Result<Vec<AskedPair>, String> {
    let pairs = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(pairs)) => pairs,
        Some(other) => return Err(format!("\"pairs\" must be a list, not {}", kind(&other))),
    };
    let offsets = CodePoints::new(text);
    let read = |(n, pair): (usize, &Value)| {
        let Value::Object(sides) = pair else {
            return Err(format!("pair {} must be an object with \"source\" and \"target\", not {}", n + 1, kind(pair)));
        };
        let side = |name: &str| {
            span(sides.get(name), &offsets).map_err(|message| format!("\"{name}\" of pair {} {message}", n + 1))
        };
        Ok(AskedPair { source: side("source")?, target: side("target")? })
    };
    pairs.iter().enumerate().map(read).collect()
}

fn span(value: Option<&Value>, offsets: &CodePoints) -> Result<Option<Span>, String> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
    let ends: Option<Vec<u64>> = value.as_array().and_then(|ends| ends.iter().map(Value::as_u64).collect());
    let Some([start, end]) = ends.as_deref() else {
        return Err("must be [start, end] in characters, or null".to_string());
    };
    if start >= end {
        return Err(format!("is [{start}, {end}], which holds no characters"));
    }
    let bytes = offsets.byte(*start).zip(offsets.byte(*end));
    let Some((start, end)) = bytes else {
        return Err(format!("is [{start}, {end}], but the text has {} characters", offsets.length()));
    };
    Ok(Some(Span::new(start, end)))
}

/// From code points to bytes: every 64th is kept, so a megabyte of text costs 64 KB.
struct CodePoints<'a> {
    text: &'a str,
    every: Vec<usize>,
    length: usize,
}

impl CodePoints<'_> {
    const STEP: usize = 64;

    fn new(text: &str) -> CodePoints<'_> {
        let every = text.char_indices().step_by(CodePoints::STEP).map(|(at, _)| at).collect();
        CodePoints { text, every, length: text.chars().count() }
    }

    fn length(&self) -> usize {
        self.length
    }

    fn byte(&self, point: u64) -> Option<usize> {
        let point = usize::try_from(point).ok().filter(|point| *point <= self.length)?;
        if point == self.length {
            return Some(self.text.len());
        }
        let start = *self.every.get(point / CodePoints::STEP)?;
        self.text[start..].char_indices().nth(point % CodePoints::STEP).map(|(at, _)| start + at)
    }
}
