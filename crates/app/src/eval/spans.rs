//! Are the right stretches of text marked? Spans of any kind, with or without a type.

use super::lines::join;
use super::measure::{Tally, named};
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A half-open pair of code-point offsets.
pub type Offsets = (usize, usize);

/// How many code points two spans share.
pub fn shared(one: Offsets, other: Offsets) -> usize {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

/// Pairs of a gold and a predicted span that overlap, each span in at most one pair. Spans that have more of their common
/// extent in common come first, then those that stand first. `fits` may forbid a pair.
pub fn matched(gold: &[Offsets], predicted: &[Offsets], fits: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (wanted, &one) in gold.iter().enumerate() {
        for (given, &other) in predicted.iter().enumerate() {
            let n_shared = shared(one, other);
            if n_shared > 0 && fits(wanted, given) {
                let extent = one.1.max(other.1) - one.0.min(other.0);
                let closeness = n_shared as f64 / extent as f64;
                candidates.push((closeness, (one.0, other.0, wanted, given)));
            }
        }
    }
    candidates.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    one_to_one(candidates.into_iter().map(|(_, (_, _, wanted, given))| (wanted, given)))
}

/// Takes pairs in order and leaves out those with a side that is already taken.
pub fn one_to_one(candidates: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let (mut wanted_taken, mut given_taken) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (wanted, given) in candidates {
        if !wanted_taken.contains(&wanted) && !given_taken.contains(&given) {
            wanted_taken.insert(wanted);
            given_taken.insert(given);
            pairs.push((wanted, given));
        }
    }
    pairs
}

/// Spans of many documents, counted. `T` is the type of a span, `()` where it has none.
#[derive(Debug, Default)]
pub struct SpanScore<T> {
    /// Same ends and type.
    pub exact: Tally,
    /// Some overlap and the same type.
    pub overlap: Tally,
    /// Exact, for each type.
    pub per_type: BTreeMap<T, Tally>,
}

impl<T: Ord + Clone + Default> SpanScore<T> {
    /// Counts one document's spans; the same span given twice counts once.
    pub fn add(&mut self, gold: &[(Offsets, T)], predicted: &[(Offsets, T)]) {
        let (gold, predicted) = (distinct(gold), distinct(predicted));
        let offsets = |spans: &[(Offsets, T)]| spans.iter().map(|span| span.0).collect::<Vec<_>>();
        let overlapping =
            matched(&offsets(&gold), &offsets(&predicted), |wanted, given| gold[wanted].1 == predicted[given].1);
        let counts = Tally { right: 0, predicted: predicted.len(), gold: gold.len() };
        self.overlap += Tally { right: overlapping.len(), ..counts };
        self.exact += counts;
        for span in &gold {
            self.per_type.entry(span.1.clone()).or_default().gold += 1;
        }
        for span in &predicted {
            let of_type = self.per_type.entry(span.1.clone()).or_default();
            of_type.predicted += 1;
            if gold.contains(span) {
                of_type.right += 1;
                self.exact.right += 1;
            }
        }
    }

    /// The report without types.
    pub fn to_value(&self) -> Value {
        Value::Object(named([("exact", self.exact), ("overlap", self.overlap)]))
    }
}

/// Without repetitions, in the order of first occurrence.
fn distinct<T: Ord + Clone>(items: &[T]) -> Vec<T> {
    let mut seen = BTreeSet::new();
    items.iter().filter(|item| seen.insert((*item).clone())).cloned().collect()
}

#[derive(Deserialize)]
struct Entities {
    #[serde(default)]
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// Scores typed names: predictions are `{"id","entities":[{"start","end","type"}]}`.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_entities(gold: &str, predictions: &str) -> Result<Value> {
    let mut typed = SpanScore::<Option<String>>::default();
    let mut untyped = SpanScore::<()>::default();
    let with_type = |entity: &Entity| ((entity.start, entity.end), entity.kind.clone());
    let without_type = |entity: &Entity| ((entity.start, entity.end), ());
    for (gold, predicted) in join::<Entities, Entities>(gold, predictions)? {
        let predicted = predicted.map(|line| line.entities).unwrap_or_default();
        let gold = gold.entities;
        let both = |entities: &[Entity]| entities.iter().map(with_type).collect::<Vec<_>>();
        typed.add(&both(&gold), &both(&predicted));
        let bare = |entities: &[Entity]| entities.iter().map(without_type).collect::<Vec<_>>();
        untyped.add(&bare(&gold), &bare(&predicted));
    }
    let mut report = typed.to_value();
    if !typed.per_type.is_empty() {
        let per_type = typed.per_type.iter().map(|(kind, tally)| (kind.as_deref().unwrap_or("None"), *tally));
        report["per_type"] = Value::Object(named(per_type));
    }
    report["untyped"] = json!(untyped.to_value());
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_spans_are_paired_first() {
        assert_eq!(matched(&[(0, 10), (10, 14)], &[(8, 14), (0, 3)], |_, _| true), [(1, 0), (0, 1)]);
        assert_eq!(matched(&[(0, 4)], &[(4, 6)], |_, _| true), []);
        assert_eq!(matched(&[(0, 4)], &[(0, 4)], |_, _| false), []);
    }
}
