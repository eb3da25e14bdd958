//! `rapporteur eval`: a gold file in, figures out.

use super::Outcome;
use crate::arguments::{EvalFormat, EvalOptions};
use crate::{eval, output};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::Path;

/// Scores this build, or a file of answers, and prints the figures.
///
/// # Errors
/// When the task is unknown, or a file cannot be read, understood or written.
pub fn run(options: &EvalOptions) -> Result<Outcome> {
    let gold = read(&options.gold)?;
    let split = options.split.map(|split| split.as_str());
    let answers = match &options.score {
        Some(path) => read(path)?,
        None => eval::answers(&options.task, &gold, options.gold.parent().unwrap_or(Path::new("")), split)?,
    };
    if let Some(path) = &options.predictions {
        std::fs::write(path, &answers).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let score = eval::score(&options.task, &gold, &answers, &options.field, split)?;
    let format = options.format.unwrap_or(if output::is_terminal() { EvalFormat::Table } else { EvalFormat::Json });
    match format {
        EvalFormat::Table => output::print(&eval::table(&score.report))?,
        EvalFormat::Json => output::print(&format!("{}\n", score.report))?,
    }
    if options.verbose {
        // On standard error, so that the figures stay one JSON object.
        std::io::stderr().write_all(score.failures.concat().as_bytes())?;
    }
    Ok(Outcome::AllRead)
}

/// A file, or all `.txt` files below a folder one after the other.
fn read(path: &Path) -> Result<String> {
    if path.is_dir() {
        let mut entries: Vec<_> = std::fs::read_dir(path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        entries.sort();
        entries.retain(|entry| entry.is_dir() || entry.extension().is_some_and(|extension| extension == "txt"));
        let texts: Vec<String> = entries.iter().map(|entry| read(entry)).collect::<Result<_>>()?;
        return Ok(texts.join("\n"));
    }
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
