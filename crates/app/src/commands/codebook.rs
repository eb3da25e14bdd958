//! `rapporteur codebook`: is a codebook well formed, and do its examples code as they should?

use super::Outcome;
use crate::arguments::CodebookAction;
use crate::{driver, output};
use anyhow::{Context, Result, bail};
use rapporteur_core::analyze_all;
use rapporteur_core::codebook::{Codebook, Example};
use rapporteur_core::document::{Document, Publication};
use rapporteur_core::resources::Resources;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

/// All examples are read as if published on this Wednesday.
const PUBLISHED: &str = "2024-06-12";

/// Checks or tests a codebook.
///
/// # Errors
/// When the codebook cannot be read or has mistakes.
pub fn run(action: &CodebookAction) -> Result<Outcome> {
    let mut resources = driver::load()?;
    let path = match action {
        CodebookAction::Check { file } | CodebookAction::Test { file } => file,
    };
    let codebook = read(path, &resources)?;
    let n_examples = |of: fn(&rapporteur_core::codebook::CodebookType) -> &Vec<Example>| {
        codebook.types.iter().map(|one| of(one).len()).sum::<usize>()
    };
    let (right, wrong) = (n_examples(|one| &one.examples), n_examples(|one| &one.counterexamples));
    let title = &codebook.title;
    let n_types = codebook.types.len();
    let summary = format!("{title}: {n_types} types, {right} examples, {wrong} counterexamples");
    match action {
        CodebookAction::Check { .. } => {
            output::print(&format!("{summary}; no mistakes\n"))?;
            Ok(Outcome::AllRead)
        }
        CodebookAction::Test { file } => {
            resources.codebook = Some(Arc::clone(&codebook));
            let failures = failures(&codebook, &resources, file);
            output::print(&failures.concat())?;
            output::print(&format!("{summary}; {} failed\n", failures.len()))?;
            Ok(if failures.is_empty() { Outcome::AllRead } else { Outcome::SomeFailed })
        }
    }
}

/// Reads a codebook.
///
/// # Errors
/// When the file cannot be read, or with all mistakes in it.
pub fn read(path: &Path, resources: &Resources) -> Result<Arc<Codebook>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    match Codebook::parse(&text, &resources.events, &resources.actors) {
        Ok(codebook) => Ok(Arc::new(codebook)),
        Err(mistakes) => {
            let list: Vec<String> = mistakes.iter().map(|mistake| format!("  {mistake}")).collect();
            let count = if list.len() == 1 { "a mistake".to_string() } else { format!("{} mistakes", list.len()) };
            bail!("{} has {count}:\n{}", path.display(), list.join("\n"))
        }
    }
}

/// What failed, one block an example: where it stands, what it should be, its text, and what was coded instead.
fn failures(codebook: &Codebook, resources: &Resources, path: &Path) -> Vec<String> {
    let date = PUBLISHED.parse().expect("it is a date");
    let document = |example: &Example| Document {
        published: Some(Publication { text: PUBLISHED.to_string(), date }),
        ..Document::plain("example", &example.text)
    };
    let mut failures = Vec::new();
    for (index, one) in codebook.types.iter().enumerate() {
        let right = one.examples.iter().map(|example| (example, true));
        let asked: Vec<(&Example, bool)> =
            right.chain(one.counterexamples.iter().map(|example| (example, false))).collect();
        let documents: Vec<Document> = asked.iter().map(|(example, _)| document(example)).collect();
        for ((example, must_code), analysis) in asked.into_iter().zip(analyze_all(&documents, resources)) {
            let outcome = codebook.judge(index, example, must_code, &analysis);
            if !outcome.is_right {
                failures.push(failure(path, &one.name, example, must_code, &outcome.coded));
            }
        }
    }
    failures
}

fn failure(path: &Path, name: &str, example: &Example, must_code: bool, coded: &[String]) -> String {
    let side = |side: &Option<Vec<String>>| match side {
        None => "anybody".to_string(),
        Some(codes) if codes.is_empty() => "-".to_string(),
        Some(codes) => codes.join("+"),
    };
    let place = format!("{}, line {}", path.display(), example.line);
    let mut block = if must_code {
        let (status, stance) = (example.status.as_str(), example.stance.as_str());
        let (actor, recipient) = (side(&example.actors), side(&example.recipients));
        format!("{place}: must code as {name}: {actor} -> {recipient}, {status}, {stance}\n")
    } else {
        format!("{place}: must not code as {name}\n")
    };
    let _ = writeln!(block, "  {}", example.text);
    let coded = if coded.is_empty() { "not coded".to_string() } else { format!("coded {}", coded.join("; ")) };
    let _ = writeln!(block, "  {coded}");
    block
}
