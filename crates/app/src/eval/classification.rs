//! Is the right label given? Types of actor pairs, labels of stories.

use super::lines::join;
use super::measure::{Tally, share};
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Scores one label a record. Macro F1 runs over all labels met in gold or prediction, `macro_f1_gold` over those of the
/// gold only. `macro_f1_deviation` is the standard deviation of macro F1 over resamples of the records.
pub fn classification(gold: &[String], predicted: &[Option<String>]) -> Value {
    let labels: BTreeSet<&String> = gold.iter().chain(predicted.iter().flatten()).collect();
    let numbers: BTreeMap<&String, usize> = labels.iter().copied().zip(0..).collect();
    let pairs: Vec<(usize, Option<usize>)> = gold
        .iter()
        .zip(predicted)
        .map(|(wanted, given)| (numbers[wanted], given.as_ref().map(|it| numbers[it])))
        .collect();
    let tallies = per_label(pairs.iter().copied(), labels.len());
    let in_gold: Vec<&Tally> = tallies.iter().filter(|tally| tally.gold > 0).collect();
    let n_right = pairs.iter().filter(|(wanted, given)| Some(*wanted) == *given).count();
    let weighted: f64 = in_gold.iter().map(|tally| tally.f1() * tally.gold as f64).sum();
    let table: Map<String, Value> =
        labels.iter().zip(&tallies).map(|(label, tally)| ((*label).clone(), tally.to_value())).collect();
    json!({
        "n": gold.len(),
        "accuracy": share(n_right, gold.len()),
        "macro_f1": mean(tallies.iter().map(|tally| tally.f1())),
        "macro_f1_gold": mean(in_gold.iter().map(|tally| tally.f1())),
        "weighted_f1": if gold.is_empty() { 0.0 } else { weighted / gold.len() as f64 },
        "macro_f1_deviation": deviation_of_macro_f1(&pairs, labels.len()),
        "per_label": table,
    })
}

fn per_label(pairs: impl Iterator<Item = (usize, Option<usize>)>, n_labels: usize) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); n_labels];
    for (wanted, given) in pairs {
        tallies[wanted].gold += 1;
        if let Some(given) = given {
            tallies[given].predicted += 1;
            tallies[given].right += usize::from(given == wanted);
        }
    }
    tallies
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (n, sum) = values.fold((0, 0.0), |(n, sum), value| (n + 1, sum + value));
    if n == 0 { 0.0 } else { sum / f64::from(n) }
}

/// Draws that many times as many records as there are, with replacement.
const RESAMPLES: usize = 1000;

fn deviation_of_macro_f1(pairs: &[(usize, Option<usize>)], n_labels: usize) -> f64 {
    if pairs.is_empty() {
        return 0.0;
    }
    let mut dice = Dice(0x5eed);
    let samples: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let sample = (0..pairs.len()).map(|_| pairs[dice.below(pairs.len())]);
            let tallies = per_label(sample, n_labels);
            let met = tallies.iter().filter(|tally| tally.gold + tally.predicted > 0);
            mean(met.map(|tally| tally.f1()))
        })
        .collect();
    let centre = mean(samples.iter().copied());
    let squares: f64 = samples.iter().map(|sample| (sample - centre).powi(2)).sum();
    (squares / (RESAMPLES - 1) as f64).sqrt()
}

/// Numbers that look random and are the same in every run: the splitmix64 generator of Steele, Lea and Flood (2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // The high half of the product is uniform below the bound but for a bias of bound / 2^64.
        ((u128::from(mixed) * bound as u128) >> 64) as usize
    }
}

#[derive(Deserialize)]
struct Relation {
    #[serde(rename = "type")]
    kind: Option<String>,
    quad: Option<i64>,
    relation: Option<Value>,
}

impl Relation {
    fn quad(&self) -> Option<i64> {
        self.quad.or_else(|| quad_of(self.kind.as_deref()?))
    }

    /// 0 for cooperation and 1 for conflict.
    fn side(&self) -> Option<i64> {
        match &self.relation {
            Some(Value::Bool(is_conflict)) => Some(i64::from(*is_conflict)),
            Some(number) => number.as_i64(),
            None => self.quad().map(|quad| i64::from(quad >= 3)),
        }
    }
}

/// The quad class of a PLOVER type as the pair sets count it: what is yielded is material cooperation.
fn quad_of(kind: &str) -> Option<i64> {
    match kind {
        "AGREE" | "CONSULT" | "SUPPORT" => Some(1),
        "COOPERATE" | "AID" | "YIELD" | "CONCEDE" | "RETREAT" => Some(2),
        "INVESTIGATE" | "ACCUSE" | "REQUEST" | "REJECT" | "THREATEN" => Some(3),
        "PROTEST" | "MOBILIZE" | "SANCTION" | "COERCE" | "ASSAULT" | "FIGHT" => Some(4),
        _ => None,
    }
}

/// Scores actor pairs: predictions are `{"id","type"}`, `{"id","quad"}` or `{"id","relation"}`; what is not given follows
/// from what is. The gold file's first record says which of the three are scored.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_pairs(gold: &str, predictions: &str) -> Result<Value> {
    let joined = join::<Relation, Relation>(gold, predictions)?;
    let mut report = Map::new();
    let Some((first, _)) = joined.first() else { return Ok(Value::Object(report)) };
    if first.kind.is_some() {
        report.insert("type".to_string(), over(&joined, |pair| pair.kind.clone()));
    }
    if first.quad.is_some() {
        report.insert("quad".to_string(), over(&joined, |pair| pair.quad().map(text)));
        let charged: Vec<_> = joined.iter().filter(|(gold, _)| gold.quad.is_some_and(|quad| quad != 0)).collect();
        let sides = |pair: &Relation| pair.side().map(text);
        let gold: Vec<String> = charged.iter().map(|(gold, _)| text(i64::from(gold.quad >= Some(3)))).collect();
        let given: Vec<_> = charged.iter().map(|(_, given)| given.as_ref().and_then(sides)).collect();
        report.insert("binary".to_string(), classification(&gold, &given));
    }
    if first.relation.is_some() {
        report.insert("binary".to_string(), over(&joined, |pair| pair.side().map(text)));
    }
    Ok(Value::Object(report))
}

fn text(number: i64) -> String {
    number.to_string()
}

fn over(joined: &[(Relation, Option<Relation>)], label: impl Fn(&Relation) -> Option<String>) -> Value {
    let gold: Vec<String> = joined.iter().map(|(gold, _)| label(gold).unwrap_or_default()).collect();
    let given: Vec<_> = joined.iter().map(|(_, given)| given.as_ref().and_then(&label)).collect();
    classification(&gold, &given)
}

/// Scores one field of each record, such as `type` or `mode` of stories.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_labels(gold: &str, predictions: &str, field: &str) -> Result<Value> {
    type Fields = Map<String, Value>;
    let joined = join::<Fields, Fields>(gold, predictions)?;
    let label = |fields: &Fields| match fields.get(field) {
        None | Some(Value::Null) => "None".to_string(),
        Some(Value::String(label)) => label.clone(),
        Some(other) => other.to_string(),
    };
    let gold: Vec<String> = joined.iter().map(|(gold, _)| label(gold)).collect();
    let given: Vec<Option<String>> = joined.iter().map(|(_, given)| given.as_ref().map(label)).collect();
    Ok(classification(&gold, &given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deviation_of_a_perfect_answer_is_nothing() {
        let labels: Vec<String> = ["a", "b", "a"].map(String::from).to_vec();
        let report = classification(&labels, &labels.iter().cloned().map(Some).collect::<Vec<_>>());
        assert_eq!(report["macro_f1_deviation"], 0.0);
    }

    #[test]
    fn the_deviation_of_a_coin_is_near_theory() {
        // 400 records, one label, right half of the time: F1 = 2a / (1 + a) at accuracy a = 1/2 with deviation 1/40,
        // so dF1/da = 2 / (1 + a)^2 = 8/9 and the deviation is near 0.0222.
        let pairs: Vec<_> = (0..400).map(|index| (0, (index % 2 == 0).then_some(0))).collect();
        let deviation = deviation_of_macro_f1(&pairs, 1);
        assert!((deviation - 0.0222).abs() < 0.002, "{deviation}");
        assert_eq!(deviation, deviation_of_macro_f1(&pairs, 1));
    }
}
