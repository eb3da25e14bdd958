//! What can be asked on the command line. Declared once: help, completions and the manual page come from here.

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Reads news reports and writes down, as data, who did what to whom, when, where, and who says so.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, about, propagate_version = true, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Code events: who did what to whom, when, where, and who says so
    #[command(after_help = CODE_EXAMPLES)]
    Code(CodeOptions),
    /// Check a codebook of your own event types, or run its examples
    #[command(after_help = CODEBOOK_EXAMPLES)]
    Codebook {
        /// What to do.
        #[command(subcommand)]
        action: CodebookAction,
    },
    /// Extract articles from pages: title, byline, date, address, language and text
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(ExtractOptions),
    /// Parse raw text to CoNLL-U: sentences, words, tags, lemmas and trees
    #[command(after_help = PARSE_EXAMPLES)]
    Parse(ParseOptions),
    /// Resolve an actor phrase to its codes, with the reason
    #[command(after_help = ACTOR_EXAMPLES)]
    Actor(ActorOptions),
    /// Score this build, or a file of predictions, on a gold file
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(EvalOptions),
    /// Print a completion script for a shell
    Completions {
        /// The shell to complete in.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff)
    Manual,
}

const CODE_EXAMPLES: &str = "Examples:
  rapporteur code report.txt page.html          a table of the events that stand as fact
  rapporteur code --all reports/*.md            alleged, denied, future and hypothetical ones too
  rapporteur code --date 2024-03-01 < wire.txt  relative dates count from the given day
  rapporteur code --format jsonl news.jsonl.gz > events.jsonl
  rapporteur code --format csv --only-occurred reports > events.csv
  rapporteur code --format markup report.txt    the text with its events marked in the words
  rapporteur code --min-confidence 0.8 reports   only what the coder is surer of
  rapporteur code --codebook examples/codebooks/election-violence.toml report.txt
  cat news.jsonl | rapporteur code --jobs 4 | jq '.events[] | {type, date, anchor}'";

const CODEBOOK_EXAMPLES: &str = "Examples:
  rapporteur codebook check examples/codebooks/election-violence.toml
  rapporteur codebook test examples/codebooks/election-violence.toml
  rapporteur code --codebook examples/codebooks/election-violence.toml report.txt

docs/codebooks.md says how a codebook is written.";

const EXTRACT_EXAMPLES: &str = "Examples:
  rapporteur extract page.html
  rapporteur extract --format json pages/*.html > articles.jsonl";

const PARSE_EXAMPLES: &str = "Examples:
  rapporteur parse --format conllu report.txt
  echo 'Police fired tear gas.' | rapporteur parse";

const ACTOR_EXAMPLES: &str = "Examples:
  rapporteur actor 'Kenyan police'
  rapporteur actor 'former prime minister Imran Khan' --date 2023-05-09
  rapporteur actor --from jsonl - < phrases.jsonl";

const EVAL_EXAMPLES: &str = "Examples:
  rapporteur eval ud en_ewt-ud-dev.conllu
  rapporteur eval handbook tests/cases/handbook/first.md
  rapporteur eval handbook tests/cases/handbook/first.md --verbose
  rapporteur eval claims tests/cases/claims/passages.txt --verbose
  rapporteur eval offices tests/cases/offices/questions.txt --verbose
  rapporteur eval times gold.jsonl --predictions answers.jsonl   writes this build's answers too
  rapporteur eval articles gold.jsonl --score bodies.jsonl       scores the answers of something else";

/// Where reports come from and how they are read.
#[derive(Debug, Args)]
pub struct InputOptions {
    /// Files or folders to read; `-` or none for standard input
    pub paths: Vec<PathBuf>,
    /// What the inputs are; by name and content where not said
    #[arg(long, value_enum, default_value = "auto")]
    pub from: From,
    /// Publication date of reports that name none (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub date: Option<Date>,
    /// Say nothing on standard error but failures
    #[arg(long, short)]
    pub quiet: bool,
}

/// Input formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum From {
    Auto,
    Text,
    Markdown,
    Html,
    Jsonl,
    Warc,
    Feed,
}

/// Options of `code`.
#[derive(Debug, Args)]
pub struct CodeOptions {
    /// Where reports come from.
    #[command(flatten)]
    pub input: InputOptions,
    /// How to print; a table on a terminal, jsonl elsewhere
    #[arg(long, value_enum)]
    pub format: Option<CodeFormat>,
    /// Threads that code; one for each core where not said
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// In jsonl, csv and markup, keep only events that occurred and are asserted
    #[arg(long, conflicts_with = "all")]
    pub only_occurred: bool,
    /// In tables, show alleged, denied, future, hypothetical, negated and historical events too
    #[arg(long)]
    pub all: bool,
    /// Leave out events that the coder is less sure of than this, from 0 to 1, in every format
    #[arg(long, value_name = "N", value_parser = parse_confidence)]
    pub min_confidence: Option<f64>,
    /// A codebook with event types of your own, coded beside PLOVER's; docs/codebooks.md says how to write one
    #[arg(long, value_name = "FILE")]
    pub codebook: Option<PathBuf>,
    /// Columns of a table; those of the terminal where not said, else 100
    #[arg(long, value_name = "N")]
    pub width: Option<usize>,
}

/// What can be done with a codebook.
#[derive(Debug, Subcommand)]
pub enum CodebookAction {
    /// Name every mistake in a codebook by line and key
    Check {
        /// The codebook.
        file: PathBuf,
    },
    /// Code a codebook's examples and print those that fail; exit status 1 if any does
    Test {
        /// The codebook.
        file: PathBuf,
    },
}

/// Output formats of `code`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CodeFormat {
    Table,
    Jsonl,
    Csv,
    /// The text with its events marked in the words, in the notation of the corpus
    Markup,
}

/// Options of `extract`.
#[derive(Debug, Args)]
pub struct ExtractOptions {
    /// Where pages come from.
    #[command(flatten)]
    pub input: InputOptions,
    /// How to print; text on a terminal, json elsewhere
    #[arg(long, value_enum)]
    pub format: Option<ExtractFormat>,
}

/// Output formats of `extract`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    Text,
    Json,
}

/// Options of `parse`.
#[derive(Debug, Args)]
pub struct ParseOptions {
    /// Where text comes from.
    #[command(flatten)]
    pub input: InputOptions,
    /// How to print
    #[arg(long, value_enum, default_value = "conllu")]
    pub format: ParseFormat,
}

/// Output formats of `parse`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    Conllu,
}

/// Options of `actor`.
#[derive(Debug, Args)]
pub struct ActorOptions {
    /// The phrase, such as "Kenya's police"; `-` with --from jsonl reads {"id","phrase","date"} lines
    pub phrase: String,
    /// The day on which offices are looked up (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub date: Option<Date>,
    /// Read phrases as JSON lines from standard input
    #[arg(long, value_enum)]
    pub from: Option<From>,
    /// How to print; text on a terminal, jsonl elsewhere
    #[arg(long, value_enum)]
    pub format: Option<ExtractFormat>,
}

/// Options of `eval`.
#[derive(Debug, Args)]
pub struct EvalOptions {
    /// What is scored: ud, ud-gold-tokens, ner, articles, pages, times, toponyms, quotes, pairs, events, actors, gap, stories,
    /// handbook, offices, claims or corpus; with --score also pair_roles, event_actors, entities, coref and srl
    pub task: String,
    /// The gold file; a folder of marked text files for `corpus`
    pub gold: PathBuf,
    /// Write the answers that are scored to this file
    #[arg(long, value_name = "FILE")]
    pub predictions: Option<PathBuf>,
    /// Score the answers in this file instead of this build's own
    #[arg(long, value_name = "FILE", conflicts_with = "predictions")]
    pub score: Option<PathBuf>,
    /// The label that `stories` compares
    #[arg(long, default_value = "type")]
    pub field: String,
    /// The part of the corpus that counts; all of it unless given
    #[arg(long, value_enum)]
    pub split: Option<SplitName>,
    /// Say on standard error what was wrong, where the task can tell: handbook, offices, claims, corpus and pages
    #[arg(long, short)]
    pub verbose: bool,
    /// How to print; a table on a terminal, json elsewhere
    #[arg(long, value_enum)]
    pub format: Option<EvalFormat>,
}

/// Parts of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SplitName {
    Train,
    Dev,
    Test,
}

impl SplitName {
    /// As the command line spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            SplitName::Train => "train",
            SplitName::Dev => "dev",
            SplitName::Test => "test",
        }
    }
}

/// Output formats of `eval`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    Table,
    Json,
}

fn parse_confidence(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| format!("`{text}` is not a number from 0 to 1"))
}

fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is not a date of the form 2024-03-01"))
}
