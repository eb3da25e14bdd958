//! Bytes in, documents out.
//!
//! ```
//! use rapporteur_ingest::{Options, read};
//!
//! let lines = r#"{"id":"a","text":"The envoy met the crew in Oslo on Monday."}"#;
//! for read in read("lines.jsonl", lines.as_bytes(), &Options::default()) {
//!     let document = read?.document;
//!     assert_eq!(document.id, "a");
//! }
//! # Ok::<(), rapporteur_ingest::Error>(())
//! ```
//!
//! Text, markdown and HTML make one document a file, JSON lines one a line, read line by line in bounded memory.
//! [`records`] divides reading from understanding, for a driver that understands on several threads.

mod agency;
mod alignment;
mod caption;
mod compose;
mod date;
mod dateline;
mod decode;
mod error;
mod html;
mod ingest;
mod jsonl;
mod language;
mod markup;
mod open;
mod records;
mod report;

pub use alignment::Alignment;
pub use error::{Error, ErrorKind};
pub use ingest::{Ingested, Skipped, body_text, skipped_language};
pub use records::{Record, Records, records};

use jiff::civil::Date;
use std::io::Read;

/// What kind of input to expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// By name, then by content.
    #[default]
    Auto,
    /// Plain text, perhaps with headline, byline and the like around it.
    Text,
    /// The same with markdown markup.
    Markdown,
    /// A web page.
    Html,
    /// One JSON object a line.
    Jsonl,
    /// A web archive; not read yet.
    Warc,
    /// RSS or Atom; not read yet.
    Feed,
}

/// How to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The format, if it is known.
    pub format: Format,
    /// The publication date of documents that name none.
    pub default_date: Option<Date>,
}

/// Reads all documents of one input. `name` is its path, or `-`.
///
/// An error whose [`Error::ends_input`] holds is the last item; after any other the iteration goes on with the next
/// record.
pub fn read<'r, R: Read + 'r>(
    name: &str,
    reader: R,
    options: &Options,
) -> impl Iterator<Item = Result<Ingested, Error>> + use<'r, R> {
    let options = options.clone();
    records(name, reader, options.format).map(move |record| record?.read(&options))
}
