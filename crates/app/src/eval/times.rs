//! Are times found and understood? The measures of TempEval-3 (UzZaman et al. 2013).

use super::lines::join;
use super::measure::{Tally, named, share};
use super::spans::{Offsets, matched};
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[derive(Deserialize, Default)]
struct Times {
    #[serde(default)]
    timexes: Vec<Timex>,
}

#[derive(Deserialize)]
struct Timex {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: Option<String>,
    value: Option<String>,
}

impl Timex {
    fn offsets(&self) -> Offsets {
        (self.start, self.end)
    }

    fn kind(&self) -> String {
        self.kind.as_deref().unwrap_or("").to_uppercase()
    }

    fn value(&self) -> String {
        self.value.as_deref().unwrap_or("").trim().to_uppercase()
    }
}

/// Scores times: predictions are `{"id","timexes":[{"start","end","type","value"}]}`. Extents are compared strictly and
/// by overlap; type and value are counted over the overlapping pairs.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_times(gold: &str, predictions: &str) -> Result<Value> {
    let [mut strict, mut relaxed, mut kind, mut value, mut both] = [Tally::default(); 5];
    for (gold, predicted) in join::<Times, Times>(gold, predictions)? {
        let (gold, predicted) = (gold.timexes, predicted.unwrap_or_default().timexes);
        let spans = |times: &[Timex]| times.iter().map(Timex::offsets).collect::<Vec<_>>();
        let (wanted, given) = (spans(&gold), spans(&predicted));
        let distinct: BTreeSet<_> = wanted.iter().collect();
        let counts = Tally { right: 0, predicted: predicted.len(), gold: gold.len() };
        let n_strict = given.iter().collect::<BTreeSet<_>>().intersection(&distinct).count();
        strict += Tally { right: n_strict, ..counts };
        let pairs = matched(&wanted, &given, |_, _| true);
        let same_kind = |pair: &&(usize, usize)| gold[pair.0].kind() == predicted[pair.1].kind();
        let same_value = |pair: &&(usize, usize)| gold[pair.0].value() == predicted[pair.1].value();
        relaxed += Tally { right: pairs.len(), ..counts };
        kind += Tally { right: pairs.iter().filter(same_kind).count(), ..counts };
        value += Tally { right: pairs.iter().filter(same_value).count(), ..counts };
        both += Tally { right: pairs.iter().filter(same_kind).filter(same_value).count(), ..counts };
    }
    let tallies =
        [("strict", strict), ("relaxed", relaxed), ("type", kind), ("value", value), ("type_and_value", both)];
    let mut report = named(tallies);
    report.insert("type_acc".to_string(), json!(share(kind.right, relaxed.right)));
    report.insert("value_acc".to_string(), json!(share(value.right, relaxed.right)));
    Ok(Value::Object(report))
}
