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
    let answers = match &options.score {
        Some(path) => read(path)?,
        None => eval::answers(&options.task, &gold, options.gold.parent().unwrap_or(Path::new("")))?,
    };
    if let Some(path) = &options.predictions {
        std::fs::write(path, &answers).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let score = eval::score(&options.task, &gold, &answers, &options.field)?;
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

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
