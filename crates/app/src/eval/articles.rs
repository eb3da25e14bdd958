//! Is the right text taken from a page? The measure of the article extraction benchmark: overlap of word 4-grams.

use super::lines::join;
use super::measure::{bags, harmonic, share};
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};

/// How many words stand in one gram.
const GRAM: usize = 4;

#[derive(Deserialize)]
struct Article {
    body: Option<String>,
}

/// Scores article bodies: predictions are `{"id","body"}`. Precision is the mean over pages with output, recall the mean
/// over pages with gold text, F1 is of the two means. Accuracy is the share of pages with the same words in order.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_articles(gold: &str, predictions: &str) -> Result<Value> {
    let joined = join::<Article, Article>(gold, predictions)?;
    let bodies: Vec<(String, String)> = joined
        .into_iter()
        .map(|(gold, given)| (gold.body.unwrap_or_default(), given.and_then(|given| given.body).unwrap_or_default()))
        .collect();
    Ok(compare_bodies(&bodies))
}

/// Scores pairs of a wanted and a given text.
pub fn compare_bodies(bodies: &[(String, String)]) -> Value {
    let (mut precisions, mut recalls, mut page_f1) = (Vec::new(), Vec::new(), Vec::new());
    let mut n_same = 0;
    for (wanted, given) in bodies {
        let (wanted, given) = (words(wanted), words(given));
        n_same += usize::from(wanted == given);
        let tally = bags(grams(&wanted), grams(&given));
        if tally.predicted > 0 {
            precisions.push(share(tally.right, tally.predicted));
        }
        if tally.gold > 0 {
            recalls.push(share(tally.right, tally.gold));
        }
        let n_both = tally.predicted + tally.gold;
        page_f1.push(if n_both == 0 { 1.0 } else { share(2 * tally.right, n_both) });
    }
    let (precision, recall) = (mean(&precisions), mean(&recalls));
    json!({
        "precision": precision,
        "recall": recall,
        "f1": harmonic(precision, recall),
        "accuracy": share(n_same, bodies.len()),
        "mean_page_f1": mean(&page_f1),
        "n": bodies.len(),
    })
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// Runs of letters, digits and underscores.
fn words(text: &str) -> Vec<&str> {
    text.split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .filter(|it| !it.is_empty())
        .collect()
}

/// All runs of four words; a shorter text is one gram.
fn grams<'a>(words: &'a [&'a str]) -> impl Iterator<Item = &'a [&'a str]> {
    words.windows(GRAM.min(words.len()).max(1))
}
