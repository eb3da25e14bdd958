//! Is it right who says what? Attributions with a source, a cue and a content, each of which may be in several parts.

use super::lines::join;
use super::measure::{Tally, named};
use super::spans::{Offsets, SpanScore, one_to_one};
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Contents that share at least this much of what they cover together are the same content.
const SAME_CONTENT: f64 = 0.5;

#[derive(Deserialize, Default)]
struct Attributions {
    #[serde(default)]
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    #[serde(default)]
    source: Vec<Offsets>,
    #[serde(default)]
    cue: Vec<Offsets>,
    #[serde(default)]
    content: Vec<Offsets>,
}

type Role = fn(&Attribution) -> &[Offsets];
const ROLES: [(&str, Role); 3] = [
    ("source", |attribution| &attribution.source),
    ("cue", |attribution| &attribution.cue),
    ("content", |attribution| &attribution.content),
];

/// Scores attributions: predictions are `{"id","attributions":[{"source":[[s,e]],"cue":[…],"content":[…]}]}`.
///
/// For each role: its spans one by one, whole roles with all their parts, and characters. For whole attributions, paired
/// by content: `linked` wants half of the content and some of the source, `linked_cue` some of the cue too.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_quotes(gold: &str, predictions: &str) -> Result<Value> {
    let joined: Vec<_> = join::<Attributions, Attributions>(gold, predictions)?
        .into_iter()
        .map(|(gold, predicted)| (gold.attributions, predicted.unwrap_or_default().attributions))
        .collect();
    let mut report = Map::new();
    for (name, role) in ROLES {
        let mut score = RoleScore::default();
        joined.iter().for_each(|(gold, predicted)| score.add(gold, predicted, role));
        report.insert(name.to_string(), score.to_value());
    }
    let mut whole = WholeScore::default();
    joined.iter().for_each(|(gold, predicted)| whole.add(gold, predicted));
    report.insert("attribution".to_string(), whole.to_value());
    Ok(Value::Object(report))
}

#[derive(Default)]
struct RoleScore {
    spans: SpanScore<()>,
    exact: Tally,
    overlap: Tally,
    characters: Tally,
}

impl RoleScore {
    fn add(&mut self, gold: &[Attribution], predicted: &[Attribution], role: Role) {
        let spans = |side: &[Attribution]| side.iter().flat_map(role).map(|span| (*span, ())).collect::<Vec<_>>();
        self.spans.add(&spans(gold), &spans(predicted));
        let (gold, predicted) = (whole_roles(gold, role), whole_roles(predicted, role));
        let counts = Tally { right: 0, predicted: predicted.len(), gold: gold.len() };
        self.exact += Tally { right: gold.iter().filter(|parts| predicted.contains(parts)).count(), ..counts };
        let covers = |roles: &[Vec<Offsets>]| roles.iter().map(|parts| Cover::new(parts)).collect::<Vec<_>>();
        let overlapping = closest(&covers(&gold), &covers(&predicted));
        let n_overlapping = one_to_one(overlapping.into_iter().map(|(_, pair)| pair)).len();
        self.overlap += Tally { right: n_overlapping, ..counts };
        let (all_gold, all_predicted) = (Cover::new(&gold.concat()), Cover::new(&predicted.concat()));
        self.characters +=
            Tally { right: all_gold.shared(&all_predicted), predicted: all_predicted.len(), gold: all_gold.len() };
    }

    fn to_value(&self) -> Value {
        Value::Object(named([
            ("span_exact", self.spans.exact),
            ("span_overlap", self.spans.overlap),
            ("role_exact", self.exact),
            ("role_overlap", self.overlap),
            ("char", self.characters),
        ]))
    }
}

/// The filled roles, each with its parts in order; the same one twice counts once.
fn whole_roles(side: &[Attribution], role: Role) -> Vec<Vec<Offsets>> {
    let mut seen = BTreeSet::new();
    let filled = side.iter().map(|attribution| in_order(role(attribution))).filter(|parts| !parts.is_empty());
    filled.filter(|parts| seen.insert(parts.clone())).collect()
}

fn in_order(parts: &[Offsets]) -> Vec<Offsets> {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    parts
}

/// Pairs that share a character, the closest first, then by their order.
fn closest(gold: &[Cover], predicted: &[Cover]) -> Vec<(f64, (usize, usize))> {
    let mut pairs = Vec::new();
    for (wanted, one) in gold.iter().enumerate() {
        for (given, other) in predicted.iter().enumerate() {
            let n_shared = one.shared(other);
            if n_shared > 0 {
                let n_covered = one.len() + other.len() - n_shared;
                pairs.push((n_shared as f64 / n_covered as f64, (wanted, given)));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    pairs
}

#[derive(Default)]
struct WholeScore {
    content_matched: Tally,
    linked: Tally,
    linked_cue: Tally,
    all_exact: Tally,
}

impl WholeScore {
    fn add(&mut self, gold: &[Attribution], predicted: &[Attribution]) {
        let counts = Tally { right: 0, predicted: predicted.len(), gold: gold.len() };
        for tally in [&mut self.content_matched, &mut self.linked, &mut self.linked_cue, &mut self.all_exact] {
            *tally += counts;
        }
        let contents = |side: &[Attribution]| side.iter().map(|it| Cover::new(&it.content)).collect::<Vec<_>>();
        let (wanted_contents, given_contents) = (contents(gold), contents(predicted));
        let candidates = closest(&wanted_contents, &given_contents);
        for (wanted, given) in one_to_one(candidates.into_iter().map(|(_, pair)| pair)) {
            let (one, other) = (&wanted_contents[wanted], &given_contents[given]);
            let n_shared = one.shared(other);
            if (n_shared as f64) / ((one.len() + other.len() - n_shared) as f64) >= SAME_CONTENT {
                self.add_pair(&gold[wanted], &predicted[given]);
            }
        }
    }

    fn add_pair(&mut self, gold: &Attribution, predicted: &Attribution) {
        self.content_matched.right += 1;
        let is_linked = touch(&gold.source, &predicted.source);
        self.linked.right += usize::from(is_linked);
        self.linked_cue.right += usize::from(is_linked && touch(&gold.cue, &predicted.cue));
        let is_exact = ROLES.iter().all(|(_, role)| in_order(role(gold)) == in_order(role(predicted)));
        self.all_exact.right += usize::from(is_exact);
    }

    fn to_value(&self) -> Value {
        Value::Object(named([
            ("content_matched", self.content_matched),
            ("linked", self.linked),
            ("linked_cue", self.linked_cue),
            ("all_exact", self.all_exact),
        ]))
    }
}

/// Whether two roles share a character, or both are empty.
fn touch(gold: &[Offsets], predicted: &[Offsets]) -> bool {
    let (gold, predicted) = (Cover::new(gold), Cover::new(predicted));
    (gold.len() == 0 && predicted.len() == 0) || gold.shared(&predicted) > 0
}

/// A set of characters, as ranges in order that do not touch.
struct Cover(Vec<Offsets>);

impl Cover {
    fn new(parts: &[Offsets]) -> Cover {
        let mut ranges: Vec<Offsets> = Vec::new();
        for part in in_order(parts).into_iter().filter(|part| part.0 < part.1) {
            match ranges.last_mut().filter(|last| part.0 <= last.1) {
                Some(last) => last.1 = last.1.max(part.1),
                None => ranges.push(part),
            }
        }
        Cover(ranges)
    }

    fn len(&self) -> usize {
        self.0.iter().map(|range| range.1 - range.0).sum()
    }

    fn shared(&self, other: &Cover) -> usize {
        let (mut mine, mut theirs, mut n_shared) = (0, 0, 0);
        while let (Some(&one), Some(&two)) = (self.0.get(mine), other.0.get(theirs)) {
            n_shared += super::spans::shared(one, two);
            if one.1 <= two.1 { mine += 1 } else { theirs += 1 }
        }
        n_shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_merge_and_intersect() {
        let one = Cover::new(&[(5, 9), (0, 4), (3, 5), (20, 20)]);
        assert_eq!(one.0, [(0, 9)]);
        assert_eq!(one.shared(&Cover::new(&[(8, 12), (1, 2)])), 2);
    }
}
