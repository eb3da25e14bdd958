//! Which documents does the command line name? Files, folders and standard input, with what failed counted.

use crate::arguments::{From, InputOptions};
use crate::commands::Outcome;
use crate::output::complain;
use rapporteur_core::document::Document;
use rapporteur_ingest::{Format, Ingested, Options, Skipped, read};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

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

    /// All documents, in the order of the command line; folders in the order of their names. What cannot be read is named
    /// on standard error, counted, and passed over. A document in another language comes without anything to read.
    pub fn documents(&self) -> impl Iterator<Item = Document> + '_ {
        self.paths.iter().flat_map(|path| self.files(path)).flat_map(|path| self.documents_of(&path))
    }

    /// How many inputs or records could not be read so far.
    pub fn n_failed(&self) -> usize {
        self.failed.load(Ordering::Relaxed)
    }

    /// How the run ended.
    pub fn outcome(&self) -> Outcome {
        if self.n_failed() == 0 { Outcome::AllRead } else { Outcome::SomeFailed }
    }

    /// The path itself, or the files below it where it is a folder.
    fn files(&self, path: &Path) -> Vec<PathBuf> {
        if !path.is_dir() {
            return vec![path.to_path_buf()];
        }
        let mut found = Vec::new();
        match std::fs::read_dir(path) {
            Ok(entries) => {
                let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
                entries.sort();
                let is_hidden =
                    |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
                // A folder's own README describes the reports; it is none of them.
                let is_readme = |path: &PathBuf| path.file_name().is_some_and(|name| name == "README.md");
                for entry in entries.iter().filter(|entry| !is_hidden(entry) && !is_readme(entry)) {
                    found.extend(self.files(entry));
                }
            }
            Err(error) => self.fail(&format!("cannot read {}: {error}", path.display())),
        }
        found
    }

    fn documents_of(&self, path: &Path) -> Box<dyn Iterator<Item = Document> + '_> {
        let name = path.to_string_lossy().to_string();
        let reader: Box<dyn Read> = if name == "-" {
            Box::new(std::io::stdin())
        } else {
            match File::open(path) {
                Ok(file) => Box::new(file),
                Err(error) => {
                    self.fail(&format!("cannot read {name}: {error}"));
                    return Box::new(std::iter::empty());
                }
            }
        };
        Box::new(read(&name, reader, &self.options).filter_map(|item| match item {
            Ok(ingested) => Some(self.document(ingested)),
            Err(error) => {
                self.fail(&error.to_string());
                None
            }
        }))
    }

    fn document(&self, ingested: Ingested) -> Document {
        let mut document = ingested.document;
        if let Some(Skipped::Language(language)) = ingested.skipped {
            document.blocks.clear();
            if !self.quiet {
                complain(&format!("{}: skipped, its language is {language}", document.id));
            }
        }
        document
    }

    fn fail(&self, message: &str) {
        self.failed.fetch_add(1, Ordering::Relaxed);
        complain(message);
    }
}
