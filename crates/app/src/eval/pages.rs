//! Is the right title, byline, date and address taken from a page?

use super::articles::compare_bodies;
use super::measure::share;
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

type Comparison = fn(&Value, &Value) -> bool;

/// The fields that are compared, and how.
const FIELDS: [(&str, Comparison); 5] =
    [("title", same), ("byline", same), ("published", same_moment), ("url", same), ("language", same_language)];

/// Scores saved pages: both sides are `{"file","title","byline","published","url","language","text"}` lines. The second
/// result has a line for each wrong field. A page is right as a whole when title, byline, date and address are.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_pages(gold: &str, predictions: &str) -> Result<(Value, Vec<String>)> {
    let given = super::lines::read::<Value>(predictions).context("cannot read the predictions")?;
    let by_file: BTreeMap<String, Value> = given.into_iter().map(|page| (page["file"].to_string(), page)).collect();
    let gold = super::lines::read::<Value>(gold).context("cannot read the gold file")?;
    let mut n_right = [0; FIELDS.len()];
    let mut n_whole = 0;
    let (mut bodies, mut failures) = (Vec::new(), Vec::new());
    for page in &gold {
        let answer = by_file.get(&page["file"].to_string()).unwrap_or(&Value::Null);
        let mut is_whole = true;
        for ((field, is_same), n_right) in FIELDS.iter().zip(&mut n_right) {
            if is_same(&page[*field], &answer[*field]) {
                *n_right += 1;
            } else {
                is_whole &= *field == "language";
                failures.push(format!("{}: {field} is {}, not {}\n", page["file"], page[*field], answer[*field]));
            }
        }
        n_whole += usize::from(is_whole);
        let body = |page: &Value| page["text"].as_str().unwrap_or("").to_string();
        bodies.push((body(page), body(answer)));
    }
    let mut report = Map::new();
    report.insert("n".to_string(), json!(gold.len()));
    for ((field, _), n_right) in FIELDS.iter().zip(n_right) {
        report.insert((*field).to_string(), json!(share(n_right, gold.len())));
    }
    report.insert("all_four".to_string(), json!(share(n_whole, gold.len())));
    report.insert("text".to_string(), compare_bodies(&bodies));
    Ok((Value::Object(report), failures))
}

fn same(wanted: &Value, given: &Value) -> bool {
    wanted == given
}

/// `en-GB` is `en`, whatever else a page says of its English.
fn same_language(wanted: &Value, given: &Value) -> bool {
    let language = |tag: &Value| tag.as_str().map(|tag| tag.split('-').next().unwrap_or(tag).to_string());
    language(wanted) == language(given)
}

/// Times are the same instant to the second, however their zone is written; a bare date wants that day.
fn same_moment(wanted: &Value, given: &Value) -> bool {
    let (Some(wanted), Some(given)) = (wanted.as_str(), given.as_str()) else { return wanted == given };
    if wanted.parse::<jiff::Timestamp>().is_err() {
        return given.get(..wanted.len()) == Some(wanted);
    }
    let second = |text: &str| text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second);
    second(wanted) == second(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        for (wanted, given, is_same) in [
            ("2021-05-03T10:00:00Z", "2021-05-03T12:00:00+02:00", true),
            ("2021-05-03T10:00:00Z", "2021-05-03T10:00:00.250Z", true),
            ("2021-05-03T10:00:00Z", "2021-05-03T10:00:01Z", false),
            ("2021-05-03T10:00:00Z", "2021-05-03", false),
            ("2021-05-03", "2021-05-03T23:59:00-05:00", true),
            ("2021-05-03", "2021-05-04", false),
        ] {
            assert_eq!(same_moment(&json!(wanted), &json!(given)), is_same, "{wanted} {given}");
        }
        assert!(same_moment(&Value::Null, &Value::Null));
        assert!(!same_moment(&json!("2021-05-03"), &Value::Null));
    }

    #[test]
    fn languages() {
        for (wanted, given, is_same) in [("en", "en-GB", true), ("en", "fr", false), ("fr-CA", "fr", true)] {
            assert_eq!(same_language(&json!(wanted), &json!(given)), is_same, "{wanted} {given}");
        }
        assert!(!same_language(&json!("en"), &Value::Null));
    }

    #[test]
    fn fields_are_counted_one_by_one() {
        let gold = r#"{"file":"a","title":"T","byline":null,"published":"2020-01-02","url":"u","language":"en","text":"x y"}
{"file":"b","title":"S","byline":"B","published":null,"url":null,"language":"fr","text":"z"}"#;
        let given = r#"{"file":"a","title":"T","byline":null,"published":"2020-01-02T08:00:00Z","url":"u","language":"de","text":"x y"}"#;
        let (report, failures) = score_pages(gold, given).unwrap();
        let shares: Vec<f64> =
            ["title", "byline", "published", "url", "all_four"].iter().map(|it| report[it].as_f64().unwrap()).collect();
        assert_eq!(shares, [0.5, 0.5, 1.0, 1.0, 0.5]);
        assert_eq!(failures[0], "\"a\": language is \"en\", not \"de\"\n");
        assert_eq!(report["text"]["accuracy"], 0.5);
    }
}
