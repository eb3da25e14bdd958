//! `rapporteur actor`: an actor phrase in, codes and the reason out.

use super::Outcome;
use crate::arguments::{ActorOptions, ExtractFormat, From};
use crate::output;
use anyhow::{Result, bail};
use jiff::civil::Date;
use rapporteur_core::actor::{ActorKind, ActorTables, Identity, PhraseContext};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::BufRead;

/// Resolves one phrase, or one phrase a line of standard input.
///
/// # Errors
/// When the usage is wrong or standard output cannot be written.
pub fn run(options: &ActorOptions) -> Result<Outcome> {
    let tables = ActorTables::load();
    if options.from == Some(From::Jsonl) {
        return lines(&tables, options.date);
    }
    if options.phrase == "-" {
        bail!("`-` reads phrases from standard input only with `--from jsonl`");
    }
    let found = resolve(&tables, &options.phrase, options.date);
    let format =
        options.format.unwrap_or(if output::is_terminal() { ExtractFormat::Text } else { ExtractFormat::Json });
    match format {
        ExtractFormat::Json => {
            output::print(&format!("{}\n", answer(&tables, &options.phrase, &options.phrase, found.as_ref())))?
        }
        ExtractFormat::Text => output::print(&sentence(&options.phrase, found.as_ref()))?,
    }
    Ok(Outcome::AllRead)
}

#[derive(Deserialize)]
struct Question {
    id: Value,
    phrase: String,
    date: Option<String>,
}

fn lines(tables: &ActorTables, default_date: Option<Date>) -> Result<Outcome> {
    let mut outcome = Outcome::AllRead;
    for (line, number) in std::io::stdin().lock().lines().zip(1..) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let asked = serde_json::from_str::<Question>(&line).map_err(|error| error.to_string()).and_then(|question| {
            let date = question.date.as_deref().map(|text| text.parse().map_err(|_| format!("`{text}` is not a date")));
            Ok((date.transpose()?.or(default_date), question))
        });
        match asked {
            Ok((date, question)) => {
                let found = resolve(tables, &question.phrase, date);
                let mut value = answer(tables, &question.phrase, &question.phrase, found.as_ref());
                value["id"] = question.id;
                output::print(&format!("{value}\n"))?;
            }
            Err(what) => {
                output::complain(&format!("cannot read standard input, line {number}: {what}"));
                outcome = Outcome::SomeFailed;
            }
        }
    }
    Ok(outcome)
}

fn resolve(tables: &ActorTables, phrase: &str, date: Option<Date>) -> Option<Identity> {
    tables.resolve(phrase, &PhraseContext { date, as_agent: true, ..PhraseContext::default() })
}

fn answer(tables: &ActorTables, id: &str, name: &str, found: Option<&Identity>) -> Value {
    json!({
        "id": id,
        "country": found.and_then(|identity| identity.country.clone()),
        "sectors": found.map(|identity| identity.sectors.clone()).unwrap_or_default(),
        "code": found.map(ActorTables::code),
        "cameo_code": found.map(|identity| tables.cameo_code(identity)),
        "kind": found.map(|identity| kind_name(identity.kind)),
        "name": name,
        "role": found.and_then(|identity| identity.role.clone()),
        "because": found.map_or("nothing in the phrase could be an actor", |identity| &identity.because),
    })
}

fn kind_name(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Organisation => "organisation",
        ActorKind::State => "state",
        ActorKind::Group => "group",
        ActorKind::People => "people",
    }
}

fn sentence(phrase: &str, found: Option<&Identity>) -> String {
    match found {
        None => format!("{phrase}: no actor; nothing in the phrase could be one\n"),
        Some(identity) => {
            let country = identity.country.as_deref().unwrap_or("country unknown");
            let role = identity.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
            let kind = kind_name(identity.kind);
            let sectors = identity.sectors.join(" ");
            format!(
                "{phrase}: {} ({kind}; {country}; {sectors}{role})\n  because {}\n",
                ActorTables::code(identity),
                identity.because
            )
        }
    }
}
