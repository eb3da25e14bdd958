//! How is an input divided into records, in bounded memory?

use crate::Format;
use crate::decode::looks_binary;
use crate::error::{Error, ErrorKind};
use crate::open::{open, sniff, unreadable};
use std::io::{BufRead, Read};

/// The longest line of JSON that is read, in bytes.
const LINE_LIMIT: usize = 64 << 20;
/// How much of a text or page is read, in bytes. Text is cut at 1 MB and pages at 8 MB later; this is room for both in
/// any encoding.
const FILE_LIMIT: u64 = 16 << 20;

/// The bytes of one document-to-be; cheap to make, and free to go to another thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The input as it was named.
    pub path: String,
    /// The line of a file of JSON lines, counted from 1.
    pub line: Option<usize>,
    /// Text, Markdown, Html or Jsonl.
    pub format: Format,
    /// The bytes after decompression.
    pub bytes: Vec<u8>,
}

/// The records of one input, in order.
pub struct Records<'r> {
    path: String,
    state: State<'r>,
}

enum State<'r> {
    Lines { reader: Box<dyn BufRead + 'r>, line: usize, n_found: usize },
    One(Box<Result<Record, Error>>),
    Done,
}

/// Divides an input into records. Trouble with the input itself comes as the first item.
pub fn records<'r>(name: &str, reader: impl Read + 'r, format: Format) -> Records<'r> {
    let state = begin(name, reader, format).unwrap_or_else(|error| State::One(Box::new(Err(error))));
    Records { path: name.to_string(), state }
}

fn begin<'r>(name: &str, reader: impl Read + 'r, format: Format) -> Result<State<'r>, Error> {
    let opened = open(name, reader)?;
    let mut reader = opened.reader;
    let error = |kind, message: &str| Error { path: name.to_string(), line: None, kind, message: message.to_string() };
    let head = reader.fill_buf().map_err(|cause| unreadable(name, None, &cause))?;
    if head.is_empty() {
        return Err(error(ErrorKind::Empty, "it is empty"));
    }
    if looks_binary(head) {
        return Err(error(ErrorKind::Binary, "it looks binary; give text, markdown, HTML or JSON lines"));
    }
    let format = if format == Format::Auto { sniff(&opened.name, head) } else { format };
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    match format {
        Format::Warc => {
            Err(error(ErrorKind::Format, "web archives are not read yet; extract the pages and give them as HTML"))
        }
        Format::Feed => Err(error(ErrorKind::Format, "feeds are not read yet; give the pages they link to")),
        Format::Jsonl if wide => {
            Err(error(ErrorKind::Format, "JSON lines must be UTF-8, and this is UTF-16; convert it first"))
        }
        Format::Jsonl => Ok(State::Lines { reader, line: 0, n_found: 0 }),
        _ => {
            let mut bytes = Vec::new();
            let read = reader.take(FILE_LIMIT).read_to_end(&mut bytes);
            // What a truncated archive still gave is no whole report: its end is missing, so it is not coded.
            read.map_err(|cause| unreadable(name, None, &cause))?;
            Ok(State::One(Box::new(Ok(Record { path: name.to_string(), line: None, format, bytes }))))
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Result<Record, Error>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => None,
            State::One(item) => Some(*item),
            State::Lines { mut reader, mut line, n_found } => {
                let item = next_line(&self.path, &mut *reader, &mut line);
                match &item {
                    None if n_found == 0 => {
                        let message = "it holds no records, only white space".to_string();
                        return Some(Err(Error {
                            path: self.path.clone(),
                            line: None,
                            kind: ErrorKind::Empty,
                            message,
                        }));
                    }
                    None => return None,
                    Some(Err(error)) if error.ends_input() => return item,
                    Some(_) => self.state = State::Lines { reader, line, n_found: n_found + 1 },
                }
                item
            }
        }
    }
}

/// The next line that is not blank.
fn next_line(path: &str, reader: &mut dyn BufRead, line: &mut usize) -> Option<Result<Record, Error>> {
    loop {
        let mut bytes = Vec::new();
        *line += 1;
        let read = match read_line(reader, &mut bytes) {
            Ok(read) => read,
            Err(cause) => return Some(Err(unreadable(path, Some(*line), &cause))),
        };
        if read == 0 {
            return None;
        }
        let error =
            |kind, message: String| Some(Err(Error { path: path.to_string(), line: Some(*line), kind, message }));
        if read > LINE_LIMIT {
            return error(ErrorKind::TooLarge, format!("the line has {read} bytes, and lines over 64 MB are not read"));
        }
        if *line == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        if bytes.contains(&0) {
            return error(ErrorKind::Binary, "it looks binary".to_string());
        }
        if !bytes.trim_ascii().is_empty() {
            return Some(Ok(Record { path: path.to_string(), line: Some(*line), format: Format::Jsonl, bytes }));
        }
    }
}

/// Reads to the end of the line and says how long it was; of a line over the limit only the start is kept.
fn read_line(reader: &mut dyn BufRead, bytes: &mut Vec<u8>) -> std::io::Result<usize> {
    let mut length = 0;
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(cause),
        };
        if available.is_empty() {
            return Ok(length);
        }
        let end = available.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(available.len(), |end| end + 1);
        if length + taken <= LINE_LIMIT {
            bytes.extend_from_slice(&available[..taken]);
        }
        length += taken;
        reader.consume(taken);
        if end.is_some() {
            return Ok(length);
        }
    }
}
