//! Which prediction answers which gold record? JSON lines on both sides, joined by their id.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// A record and its id.
#[derive(Debug, Deserialize)]
struct Line<T> {
    id: Value,
    #[serde(flatten)]
    body: T,
}

/// Each gold record with the prediction of the same id, where there is one.
///
/// # Errors
/// When a line cannot be read, an id is predicted twice, or a prediction has an id that no gold record has.
pub fn join<G: DeserializeOwned, P: DeserializeOwned>(gold: &str, predictions: &str) -> Result<Vec<(G, Option<P>)>> {
    let mut by_id = BTreeMap::new();
    for line in read::<Line<P>>(predictions).context("cannot read the predictions")? {
        let id = line.id.to_string();
        if by_id.insert(id.clone(), line.body).is_some() {
            bail!("there are two predictions for {id}");
        }
    }
    let gold = read::<Line<G>>(gold).context("cannot read the gold file")?;
    let pairs = gold.into_iter().map(|line| (line.body, by_id.remove(&line.id.to_string()))).collect();
    if let Some(id) = by_id.keys().next() {
        bail!("there is a prediction for {id}, which the gold file does not have");
    }
    Ok(pairs)
}

/// Reads one JSON value a line; empty lines are passed over.
///
/// # Errors
/// When a line is not what is expected.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    let lines = text.split('\n').zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, number)| serde_json::from_str(line).with_context(|| format!("line {number}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Colour {
        colour: String,
    }

    fn joined(predictions: &str) -> Result<Vec<(Colour, Option<Colour>)>> {
        join("{\"id\":1,\"colour\":\"red\"}\n\n{\"id\":\"b\",\"colour\":\"blue\"}\n", predictions)
    }

    #[test]
    fn predictions_may_be_missing_and_in_any_order() {
        let pairs = joined(r#"{"id":"b","colour":"green"}"#).unwrap();
        let answers: Vec<_> = pairs.iter().map(|(_, answer)| answer.as_ref().map(|it| it.colour.as_str())).collect();
        assert_eq!(answers, [None, Some("green")]);
    }

    #[test]
    fn stray_and_double_predictions_are_errors() {
        for (predictions, message) in [
            (r#"{"id":"c","colour":"x"}"#, "there is a prediction for \"c\", which the gold file does not have"),
            ("{\"id\":1,\"colour\":\"x\"}\n{\"id\":1,\"colour\":\"y\"}", "there are two predictions for 1"),
            ("{\"id\":1}", "cannot read the predictions"),
        ] {
            assert_eq!(joined(predictions).unwrap_err().to_string(), message);
        }
    }
}
