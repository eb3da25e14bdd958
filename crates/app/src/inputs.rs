//! Which documents does the command line name? Files, folders and standard input, with what failed counted.

use crate::arguments::{From, InputOptions};
use crate::commands::Outcome;
use crate::output::complain;
use rapporteur_core::document::Document;
use rapporteur_ingest::{Format, Options, Record, records, skipped_language};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A record that is still to be read, or the message that names what could not be opened.
pub type Item = Result<Record, String>;

/// The inputs of one run.
pub struct Inputs {
    paths: Vec<PathBuf>,
    options: Options,
    quiet: bool,
    failed: AtomicUsize,
}

impl Inputs {
    /// The inputs that the options name.
    pub fn new(options: &InputOptions) -> Inputs {
        let format = match options.from {
            From::Auto => Format::Auto,
            From::Text => Format::Text,
            From::Markdown => Format::Markdown,
            From::Html => Format::Html,
            From::Jsonl => Format::Jsonl,
            From::Warc => Format::Warc,
            From::Feed => Format::Feed,
        };
        let paths = if options.paths.is_empty() { vec![PathBuf::from("-")] } else { options.paths.clone() };
        let options_of_ingest = Options { format, default_date: options.date };
        Inputs { paths, options: options_of_ingest, quiet: options.quiet, failed: AtomicUsize::new(0) }
    }

    /// All records, in the order of the command line; folders in the order of their names. What cannot be opened comes as
    /// the message that says so.
    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        self.paths.iter().flat_map(|path| self.named_files(path)).flat_map(|path| match path {
            Ok(path) => items_of(&path, self.options.format),
            Err(message) => Box::new(std::iter::once(Err(message))),
        })
    }

    /// Makes a document of an item, on any thread. A document in another language comes without anything to read.
    ///
    /// # Errors
    /// The message that names what cannot be read.
    pub fn read(&self, item: Item) -> Result<Document, String> {
        let ingested = item?.read(&self.options).map_err(|error| error.to_string())?;
        let mut document = ingested.document;
        if ingested.skipped.is_some() {
            document.blocks.clear();
        }
        Ok(document)
    }

    /// Takes what was read, in the order in which it is to be told: what failed is named on standard error, counted, and
    /// passed over; what is in another language is named.
    pub fn accept<T>(&self, read: Result<T, String>, document: impl Fn(&T) -> &Document) -> Option<T> {
        match read {
            Ok(read) => {
                let document = document(&read);
                if let Some(language) = skipped_language(document).filter(|_| !self.quiet) {
                    complain(&format!("{}: skipped, its language is {language}", document.id));
                }
                Some(read)
            }
            Err(message) => {
                self.failed.fetch_add(1, Ordering::Relaxed);
                complain(&message);
                None
            }
        }
    }

    /// All documents, one by one.
    pub fn documents(&self) -> impl Iterator<Item = Document> + '_ {
        self.items().filter_map(|item| self.accept(self.read(item), |document| document))
    }

    /// How many inputs or records could not be read so far.
    pub fn n_failed(&self) -> usize {
        self.failed.load(Ordering::Relaxed)
    }

    /// How the run ended.
    pub fn outcome(&self) -> Outcome {
        if self.n_failed() == 0 { Outcome::AllRead } else { Outcome::SomeFailed }
    }

    /// The files that a path of the command line names. A folder without any is no failure, but worth a word.
    fn named_files(&self, path: &Path) -> Vec<Result<PathBuf, String>> {
        let files = files(path);
        if files.is_empty() && !self.quiet {
            complain(&format!("{}: no reports in this folder", path.display()));
        }
        files
    }
}

/// The path itself, or the files below it where it is a folder.
fn files(path: &Path) -> Vec<Result<PathBuf, String>> {
    if !path.is_dir() {
        return vec![Ok(path.to_path_buf())];
    }
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return vec![Err(format!("cannot read {}: {error}", path.display()))],
    };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let is_hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    // A folder's own README describes the reports; it is none of them.
    let is_readme = |path: &PathBuf| path.file_name().is_some_and(|name| name == "README.md");
    entries.iter().filter(|entry| !is_hidden(entry) && !is_readme(entry)).flat_map(|entry| files(entry)).collect()
}

fn items_of(path: &Path, format: Format) -> Box<dyn Iterator<Item = Item>> {
    let name = path.to_string_lossy().to_string();
    let reader: Box<dyn Read> = if name == "-" {
        Box::new(std::io::stdin())
    } else {
        match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => return Box::new(std::iter::once(Err(format!("cannot read {name}: {error}")))),
        }
    };
    Box::new(records(&name, reader, format).map(|record| record.map_err(|error| error.to_string())))
}
