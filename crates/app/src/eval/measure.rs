//! The figures that all measures are made of: precision, recall and F1 over counts.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many answers were right, given and wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Answers that are right.
    pub right: usize,
    /// Answers given.
    pub predicted: usize,
    /// Answers wanted.
    pub gold: usize,
}

impl Tally {
    /// The share of given answers that are right. Silence where nothing was wanted is perfect.
    pub fn precision(self) -> f64 {
        if self.predicted == 0 { f64::from(self.gold == 0) } else { share(self.right, self.predicted) }
    }

    /// The share of wanted answers that were given.
    pub fn recall(self) -> f64 {
        if self.gold == 0 { f64::from(self.predicted == 0) } else { share(self.right, self.gold) }
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    /// As the reports spell it.
    pub fn to_value(self) -> Value {
        json!({
            "p": self.precision(), "r": self.recall(), "f1": self.f1(),
            "tp": self.right, "pred": self.predicted, "gold": self.gold,
        })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }
}

/// The harmonic mean of two rates; 0 when both are 0.
pub fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// `part` of `whole`; 0 of nothing.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Counts two bags of answers: one answer can be right once.
pub fn bags<T: Ord>(gold: impl IntoIterator<Item = T>, predicted: impl IntoIterator<Item = T>) -> Tally {
    let mut tally = Tally::default();
    let mut wanted: BTreeMap<T, usize> = BTreeMap::new();
    for answer in gold {
        *wanted.entry(answer).or_default() += 1;
        tally.gold += 1;
    }
    for answer in predicted {
        tally.predicted += 1;
        if let Some(left) = wanted.get_mut(&answer).filter(|left| **left > 0) {
            *left -= 1;
            tally.right += 1;
        }
    }
    tally
}

/// One tally for each name, as an object in the order given.
pub fn named<'a>(tallies: impl IntoIterator<Item = (&'a str, Tally)>) -> Map<String, Value> {
    tallies.into_iter().map(|(name, tally)| (name.to_string(), tally.to_value())).collect()
}

/// The same report with every fraction cut to four digits.
pub fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            let fraction = number.as_f64().expect("it was just found to be a fraction");
            // Formatting rounds the exact binary value; multiplying first would move ties.
            json!(format!("{fraction:.4}").parse::<f64>().expect("a formatted number can be read again"))
        }
        Value::Array(items) => Value::Array(items.into_iter().map(rounded).collect()),
        Value::Object(fields) => fields.into_iter().map(|(name, field)| (name, rounded(field))).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_perfect_only_where_nothing_was_wanted() {
        let table =
            [((0, 0, 0), (1.0, 1.0)), ((0, 2, 0), (0.0, 0.0)), ((0, 0, 3), (0.0, 0.0)), ((1, 2, 4), (0.5, 0.25))];
        for ((right, predicted, gold), (precision, recall)) in table {
            let tally = Tally { right, predicted, gold };
            assert_eq!((tally.precision(), tally.recall()), (precision, recall), "{tally:?}");
        }
    }

    #[test]
    fn an_answer_given_twice_is_right_once() {
        assert_eq!(bags(["a", "b"], ["a", "a", "c"]), Tally { right: 1, predicted: 3, gold: 2 });
    }

    #[test]
    fn fractions_are_cut_and_counts_are_kept() {
        assert_eq!(rounded(json!({"a": 2.0 / 3.0, "b": [1, 0.00004]})).to_string(), r#"{"a":0.6667,"b":[1,0.0]}"#);
    }
}
