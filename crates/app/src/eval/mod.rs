//! How good are the answers? One file a family of measures, each a pure function of a gold text and a text of answers.

mod lines;
mod measure;
mod spans;

mod actors;
mod articles;
mod claims;
mod classification;
mod coreference;
mod events;
mod frames;
mod handbook;
mod ner;
mod offices;
mod pages;
mod quotes;
mod times;
mod toponyms;
mod ud;

mod answer;
mod build;
mod given;
mod show;

pub use build::answers;
pub use show::table;

use anyhow::{Result, bail};
use serde_json::Value;

/// Everything that can be scored.
pub const TASKS: &str = "ud, ud-gold-tokens, ner, articles, pages, times, toponyms, quotes, pairs, pair_roles, events, \
    event_actors, entities, actors, coref, gap, srl, stories, handbook, offices, claims";

/// What scoring gives.
#[derive(Debug)]
pub struct Score {
    /// The figures, cut to four digits.
    pub report: Value,
    /// What was wrong, one block each, for the tasks that can say it in words.
    pub failures: Vec<String>,
}

/// Scores the answers to a task. `field` is the label that `stories` compares.
///
/// # Errors
/// When there is no such task, or one of the texts cannot be understood.
pub fn score(task: &str, gold: &str, predictions: &str, field: &str) -> Result<Score> {
    let mut failures = Vec::new();
    let report = match task {
        "ud" | "ud-gold-tokens" => ud::score_ud(gold, predictions),
        "ner" => ner::score_ner(gold, predictions),
        "articles" => articles::score_articles(gold, predictions),
        "times" => times::score_times(gold, predictions),
        "toponyms" => toponyms::score_toponyms(gold, predictions),
        "quotes" => quotes::score_quotes(gold, predictions),
        "pairs" => classification::score_pairs(gold, predictions),
        "pair_roles" => events::score_pair_roles(gold, predictions),
        "events" => events::score_events(gold, predictions),
        "event_actors" => events::score_event_actors(gold, predictions),
        "entities" => spans::score_entities(gold, predictions),
        "actors" => actors::score_actors(gold, predictions),
        "coref" => coreference::score_coreference(gold, predictions),
        "gap" => coreference::score_gap(gold, predictions),
        "srl" => frames::score_frames(gold, predictions),
        "stories" => classification::score_labels(gold, predictions, field),
        "handbook" => handbook::score_handbook(gold, predictions).map(|marks| {
            failures = marks.failures;
            marks.report
        }),
        "pages" => pages::score_pages(gold, predictions).map(|(report, wrong)| {
            failures = wrong;
            report
        }),
        "offices" => offices::score_offices(gold, predictions).map(|(report, wrong)| {
            failures = wrong;
            report
        }),
        "claims" => claims::score_claims(gold, predictions).map(|(report, wrong)| {
            failures = wrong;
            report
        }),
        other => bail!("there is no task `{other}`; the tasks are {TASKS}"),
    }?;
    Ok(Score { report: measure::rounded(report), failures })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gold, predictions and the figures that an independent scorer of the same measures gave for them.
    const CASES: [(&str, &str); 16] = [
        ("actors", include_str!("../../../../tests/cases/eval/actors.txt")),
        ("articles", include_str!("../../../../tests/cases/eval/articles.txt")),
        ("coref", include_str!("../../../../tests/cases/eval/coref.txt")),
        ("entities", include_str!("../../../../tests/cases/eval/entities.txt")),
        ("event_actors", include_str!("../../../../tests/cases/eval/event_actors.txt")),
        ("events", include_str!("../../../../tests/cases/eval/events.txt")),
        ("gap", include_str!("../../../../tests/cases/eval/gap.txt")),
        ("ner", include_str!("../../../../tests/cases/eval/ner.txt")),
        ("pair_roles", include_str!("../../../../tests/cases/eval/pair_roles.txt")),
        ("pairs", include_str!("../../../../tests/cases/eval/pairs.txt")),
        ("quotes", include_str!("../../../../tests/cases/eval/quotes.txt")),
        ("srl", include_str!("../../../../tests/cases/eval/srl.txt")),
        ("stories", include_str!("../../../../tests/cases/eval/stories.txt")),
        ("times", include_str!("../../../../tests/cases/eval/times.txt")),
        ("toponyms", include_str!("../../../../tests/cases/eval/toponyms.txt")),
        ("ud", include_str!("../../../../tests/cases/eval/ud.txt")),
    ];

    /// Figures of ours that the independent scorer does not have.
    const OURS: [&str; 2] = ["macro_f1_deviation", "micro_without_misc"];

    fn without_ours(value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let theirs = fields.into_iter().filter(|(name, _)| !OURS.contains(&name.as_str()));
                Value::Object(theirs.map(|(name, field)| (name, without_ours(field))).collect())
            }
            other => other,
        }
    }

    #[test]
    fn figures_are_those_of_an_independent_scorer() {
        for (task, case) in CASES {
            let case = case.strip_prefix("=== gold\n").unwrap();
            let (gold, rest) = case.split_once("=== predictions\n").unwrap();
            let (predictions, report) = rest.split_once("=== report\n").unwrap();
            let expected: Value = serde_json::from_str(report).unwrap();
            let ours = without_ours(score(task, gold, predictions, "type").unwrap().report);
            assert_eq!(ours.to_string(), expected.to_string(), "{task}");
        }
    }

    #[test]
    fn an_unknown_task_is_named() {
        assert!(score("luck", "", "", "").unwrap_err().to_string().starts_with("there is no task `luck`"));
    }
}
