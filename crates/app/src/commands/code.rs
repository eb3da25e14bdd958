//! `rapporteur code`: reports in, coded events out.

use super::Outcome;
use crate::arguments::{CodeFormat, CodeOptions};
use crate::{driver, inputs, output};
use anyhow::Result;
use rapporteur_core::Analysis;
use rapporteur_core::document::Document;
use rapporteur_core::record::Record;
use rapporteur_core::resources::Resources;
use rapporteur_core::show::{Style, fitted, row, table};
use std::fmt::Write as _;
use std::io::Write as _;

/// Codes all inputs and prints each as soon as it is done.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(options: &CodeOptions) -> Result<Outcome> {
    let resources = driver::load()?;
    let inputs = inputs::Inputs::new(&options.input);
    let format = options.format.unwrap_or(if output::is_terminal() { CodeFormat::Table } else { CodeFormat::Jsonl });
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut counts = Counts::default();
    let jobs = driver::jobs(options.jobs);
    if format == CodeFormat::Csv {
        write_csv_heading(&mut out)?;
    }
    driver::code(
        || inputs.documents(),
        &resources,
        jobs,
        |document, analysis| {
            counts.add(&analysis);
            match format {
                CodeFormat::Table => out.write_all(report(&document, &analysis, options).as_bytes())?,
                CodeFormat::Jsonl => write_record(&mut out, &document, &analysis, &resources, options)?,
                CodeFormat::Csv => write_csv(&mut out, &document, &analysis, &resources, options)?,
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
    fn add(&mut self, analysis: &Analysis) {
        self.documents += 1;
        self.sentences += analysis.segmentation.sentences.len();
        self.events += analysis.events.len();
        self.facts += analysis.events.iter().filter(|event| event.is_fact()).count();
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

/// A document's heading and its table of events.
fn report(document: &Document, analysis: &Analysis, options: &CodeOptions) -> String {
    let is_shown = |event: &&rapporteur_core::event::Event| options.all || event.is_fact();
    let rows: Vec<_> = analysis
        .events
        .iter()
        .filter(is_shown)
        .map(|event| {
            let mut row = row(event, document, analysis);
            if !options.all {
                row[5].clear();
            }
            row
        })
        .collect();
    let style =
        Style { width: output::width(), colour: output::is_terminal() && std::env::var_os("NO_COLOR").is_none() };
    let mut text = heading(document);
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

fn heading(document: &Document) -> String {
    let title = document.title.as_deref().unwrap_or(&document.id);
    let published = document.published.as_ref().map(|publication| publication.date.to_string());
    let parts: Vec<String> =
        [document.agency.clone().or(document.source.clone()), published].into_iter().flatten().collect();
    let line = if parts.is_empty() { title.to_string() } else { format!("{title} ({})", parts.join(", ")) };
    format!("{}\n", fitted(&line, output::width()))
}

fn write_record(
    out: &mut impl std::io::Write,
    document: &Document,
    analysis: &Analysis,
    resources: &Resources,
    options: &CodeOptions,
) -> Result<()> {
    let mut record = Record::new(document, analysis, resources);
    if options.only_occurred {
        record.events.retain(|event| event.status == "occurred" && event.stance == "asserted");
        let kept: std::collections::BTreeSet<&String> = record.events.iter().map(|event| &event.id).collect();
        record.claims.retain(|claim| kept.contains(&claim.event));
    }
    // Written as one string: an error of the writer then stays an I/O error that a closed pipe can be told by.
    writeln!(out, "{}", serde_json::to_string(&record)?)?;
    Ok(())
}

const CSV_COLUMNS: [&str; 20] = [
    "document_id",
    "event_id",
    "published",
    "source",
    "url",
    "date",
    "date_precision",
    "type",
    "mode",
    "cameo",
    "quad",
    "actor_codes",
    "actor_names",
    "recipient_codes",
    "recipient_names",
    "place_name",
    "status",
    "stance",
    "speaker_name",
    "sentence",
];

fn write_csv_heading(out: &mut impl std::io::Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(CSV_COLUMNS)?;
    writer.flush()?;
    Ok(())
}

fn write_csv(
    out: &mut impl std::io::Write,
    document: &Document,
    analysis: &Analysis,
    resources: &Resources,
    options: &CodeOptions,
) -> Result<()> {
    let record = Record::new(document, analysis, resources);
    let actor = |id: &Option<String>| id.as_ref().and_then(|id| record.actors.iter().find(|actor| actor.id == *id));
    let mut writer = csv::Writer::from_writer(out);
    let events = record.events.iter().zip(&analysis.events).filter(|(_, event)| options.all || event.is_fact());
    for (row, event) in events {
        let codes = |side: &[rapporteur_core::record::ParticipantRecord]| {
            side.iter().map(|one| actor(&one.actor).map_or("UNK", |actor| &actor.code)).collect::<Vec<_>>().join("|")
        };
        let names = |side: &[rapporteur_core::record::ParticipantRecord]| {
            side.iter().map(|one| actor(&one.actor).map_or("", |actor| &actor.name)).collect::<Vec<_>>().join("|")
        };
        let sentence = analysis.segmentation.sentences.iter().find(|sentence| sentence.span.overlaps(event.anchor));
        writer.write_record([
            record.document.id.as_str(),
            &row.id,
            record.document.published.as_deref().unwrap_or(""),
            record.document.source.as_deref().unwrap_or(""),
            record.document.url.as_deref().unwrap_or(""),
            row.date.as_ref().map_or("", |date| &date.value),
            row.date.as_ref().map_or("", |date| date.precision),
            row.kind,
            &row.mode.join("|"),
            &row.cameo,
            &row.quad.to_string(),
            &codes(&row.actors),
            &names(&row.actors),
            &codes(&row.recipients),
            &names(&row.recipients),
            event.place.map_or("", |place| &analysis.places[place].name),
            row.status,
            row.stance,
            actor(&row.attribution.speaker).map_or("", |actor| &actor.name),
            sentence.map_or("", |sentence| sentence.span.of(&document.text)),
        ])?;
    }
    writer.flush()?;
    Ok(())
}
