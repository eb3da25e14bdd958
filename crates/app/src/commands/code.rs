//! `rapporteur code`: reports in, coded events out.

use super::Outcome;
use crate::arguments::{CodeFormat, CodeOptions};
use crate::{driver, inputs, output};
use anyhow::Result;
use rapporteur_core::Analysis;
use rapporteur_core::document::Document;
use rapporteur_core::event::Event;
use rapporteur_core::markup;
use rapporteur_core::record::Record;
use rapporteur_core::record::flat::{COLUMNS, rows};
use rapporteur_core::resources::Resources;
use rapporteur_core::show::{Style, fitted, passage, row, table};
use std::fmt::Write as _;
use std::io::Write as _;

/// Codes all inputs and prints each as soon as it is done.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(options: &CodeOptions) -> Result<Outcome> {
    let mut resources = driver::load()?;
    if let Some(path) = &options.codebook {
        resources.codebook = Some(super::codebook::read(path, &resources)?);
    }
    let inputs = inputs::Inputs::new(&options.input);
    let format = options.format.unwrap_or(if output::is_terminal() { CodeFormat::Table } else { CodeFormat::Jsonl });
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut counts = Counts::default();
    let jobs = driver::jobs(options.jobs);
    if format == CodeFormat::Csv {
        write_csv_heading(&mut out)?;
    }
    driver::code(
        driver::Source {
            open: || inputs.items(),
            weigh: |item: &inputs::Item| item.as_ref().map_or(0, |record| record.bytes.len()),
            read: |item| inputs.read(item),
        },
        &resources,
        jobs,
        |coded| {
            let Some((document, analysis)) = inputs.accept(coded, |(document, _)| document) else { return Ok(()) };
            counts.add(&analysis, options);
            match format {
                CodeFormat::Table => out.write_all(report(&document, &analysis, &resources, options).as_bytes())?,
                CodeFormat::Jsonl => write_json(&mut out, &record(&document, &analysis, &resources, options))?,
                CodeFormat::Csv => write_csv(&mut out, &record(&document, &analysis, &resources, options))?,
                CodeFormat::Markup => {
                    let is_shown = |event: &Event| {
                        is_sure(event.confidence, options) && (event.is_fact() || !options.only_occurred)
                    };
                    let passage = passage(&document, &analysis, is_shown);
                    writeln!(out, "{}", markup::write(&passage))?;
                }
            }
            out.flush()?;
            Ok(())
        },
    )?;
    let outcome = inputs.outcome();
    if !options.input.quiet && format == CodeFormat::Table {
        output::complain(&counts.summary(&inputs));
    }
    Ok(outcome)
}

#[derive(Default)]
struct Counts {
    documents: usize,
    sentences: usize,
    events: usize,
    facts: usize,
}

impl Counts {
    fn add(&mut self, analysis: &Analysis, options: &CodeOptions) {
        self.documents += 1;
        self.sentences += analysis.segmentation.sentences.len();
        let kept: Vec<&Event> =
            told(analysis).map(|(event, _)| event).filter(|event| is_sure(event.confidence, options)).collect();
        self.events += kept.len();
        self.facts += kept.iter().filter(|event| event.is_fact()).count();
    }

    fn summary(&self, inputs: &inputs::Inputs) -> String {
        let Counts { documents, sentences, events, facts } = self;
        let mut text = format!("{documents} documents, {sentences} sentences, {facts} events that stand as fact");
        if events > facts {
            let _ = write!(text, ", {} others (--all shows them)", events - facts);
        }
        if inputs.n_failed() > 0 {
            let _ = write!(text, "; {} inputs failed", inputs.n_failed());
        }
        text
    }
}

/// Whether an event is as sure as the user wants it.
fn is_sure(confidence: f64, options: &CodeOptions) -> bool {
    options.min_confidence.is_none_or(|least| confidence >= least)
}

/// Who of PLOVER and the user's codebook has a type for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named<'a> {
    /// PLOVER, and these types of the codebook.
    ByBoth(&'a [usize]),
    /// These types of the codebook alone.
    ByCodebook(&'a [usize]),
}

/// All events by position: PLOVER's, and those of the codebook alone.
fn told(analysis: &Analysis) -> impl Iterator<Item = (&Event, Named<'_>)> {
    let of_events = &analysis.codings.of_events;
    let types = |index: usize| of_events.get(index).map_or(&[][..], Vec::as_slice);
    let plover = analysis.events.iter().enumerate().map(move |(index, event)| (event, Named::ByBoth(types(index))));
    let own = analysis.codings.own.iter().map(|own| (own.told(), Named::ByCodebook(&own.types)));
    let mut told: Vec<(&Event, Named)> = plover.chain(own).collect();
    told.sort_by_key(|(event, _)| event.anchor);
    told.into_iter()
}

/// The type column with the codebook's types: `ASSAULT [attack-on-contender]`, and for an own event those alone.
fn with_own_types(plover: &str, named: Named, resources: &Resources) -> String {
    let names = |types: &[usize]| match &resources.codebook {
        Some(codebook) => codebook.names(types).join(", "),
        None => String::new(),
    };
    match named {
        Named::ByBoth([]) => plover.to_string(),
        Named::ByBoth(types) => format!("{plover} [{}]", names(types)),
        Named::ByCodebook(types) => names(types),
    }
}

/// A document's heading and its table of events.
fn report(document: &Document, analysis: &Analysis, resources: &Resources, options: &CodeOptions) -> String {
    let is_shown = |event: &Event| is_sure(event.confidence, options) && (options.all || event.is_fact());
    let rows: Vec<_> = told(analysis)
        .filter(|(event, _)| is_shown(event))
        .map(|(event, named)| {
            let mut row = row(event, document, analysis);
            row[1] = with_own_types(&row[1], named, resources);
            if !options.all {
                row[5].clear();
            }
            row
        })
        .collect();
    let width = options.width.map_or_else(output::width, |width| width.max(60));
    let style = Style { width, colour: output::is_terminal() && std::env::var_os("NO_COLOR").is_none() };
    let mut text = heading(document, width);
    let contexts: Vec<&str> = analysis.contexts.iter().map(|context| context.as_str()).collect();
    if !contexts.is_empty() && !rows.is_empty() {
        let _ = writeln!(text, "{}", fitted(&format!("  about: {}", contexts.join(", ")), width));
    }
    if rows.is_empty() {
        text.push_str("  no events\n");
    } else {
        text.push_str(&table(&rows, style));
    }
    for note in document.notes.iter().chain(&analysis.notes) {
        let _ = writeln!(text, "  note: {note}");
    }
    text.push('\n');
    text
}

fn heading(document: &Document, width: usize) -> String {
    let title = document.title.as_deref().unwrap_or(&document.id);
    let published = document.published.as_ref().map(|publication| publication.date.to_string());
    let parts: Vec<String> =
        [document.agency.clone().or(document.source.clone()), published].into_iter().flatten().collect();
    let line = if parts.is_empty() { title.to_string() } else { format!("{title} ({})", parts.join(", ")) };
    format!("{}\n", fitted(&line, width))
}

/// The record as it leaves the program: all events, or those that are sure enough and with `--only-occurred` stand as fact,
/// with the claims that point at them.
fn record(document: &Document, analysis: &Analysis, resources: &Resources, options: &CodeOptions) -> Record {
    let mut record = Record::new(document, analysis, resources);
    record.events.retain(|event| {
        let is_fact = event.status == "occurred" && event.stance == "asserted";
        is_sure(event.confidence, options) && (is_fact || !options.only_occurred)
    });
    let kept: std::collections::BTreeSet<&String> = record.events.iter().map(|event| &event.id).collect();
    record.claims.retain(|claim| kept.contains(&claim.event));
    record
}

fn write_json(out: &mut impl std::io::Write, record: &Record) -> Result<()> {
    // Written as one string: an error of the writer then stays an I/O error that a closed pipe can be told by.
    writeln!(out, "{}", serde_json::to_string(record)?)?;
    Ok(())
}

fn write_csv_heading(out: &mut impl std::io::Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.iter().map(|column| column.name))?;
    Ok(out.write_all(&writer.into_inner()?)?)
}

/// One line an event; values that hold commas, quotes or line breaks are quoted.
fn write_csv(out: &mut impl std::io::Write, record: &Record) -> Result<()> {
    // Into memory first: an error of `out` then stays an I/O error that a closed pipe can be told by.
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows(record) {
        writer.write_record(COLUMNS.iter().map(|column| (column.get)(&row).to_text()))?;
    }
    Ok(out.write_all(&writer.into_inner()?)?)
}
