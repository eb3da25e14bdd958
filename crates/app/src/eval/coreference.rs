//! Does each mention refer to the right thing? Clusters of mentions (MUC, B-cubed, CEAF), and pronouns with two candidates.

use super::lines::join;
use super::measure::{Tally, bags, harmonic};
use super::spans::Offsets;
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize, Default)]
struct Chains {
    #[serde(default)]
    mentions: Vec<Mention>,
    #[serde(default)]
    clusters: Vec<Vec<usize>>,
}

#[derive(Deserialize)]
struct Mention {
    start: usize,
    end: usize,
}

type Cluster = BTreeSet<Offsets>;

impl Chains {
    /// Clusters of at least two mentions; an index without a mention is passed over.
    fn clusters(&self) -> Vec<Cluster> {
        let offsets = |index: &usize| self.mentions.get(*index).map(|mention| (mention.start, mention.end));
        let real = self.clusters.iter().filter(|indices| indices.len() > 1);
        real.map(|indices| indices.iter().filter_map(offsets).collect()).collect()
    }
}

/// A rate as a sum of parts over a sum of wholes.
#[derive(Default, Clone, Copy)]
struct Rate {
    part: f64,
    whole: f64,
}

impl Rate {
    fn add(&mut self, part: f64, whole: usize) {
        self.part += part;
        self.whole += whole as f64;
    }

    fn value(self) -> f64 {
        if self.whole > 0.0 { self.part / self.whole } else { 0.0 }
    }
}

#[derive(Default, Clone, Copy)]
struct Measure {
    recall: Rate,
    precision: Rate,
}

impl Measure {
    fn f1(self) -> f64 {
        harmonic(self.precision.value(), self.recall.value())
    }

    fn to_value(self) -> Value {
        json!({"p": self.precision.value(), "r": self.recall.value(), "f1": self.f1()})
    }
}

/// Scores clusters of mentions: predictions are `{"id","mentions":[{"start","end"}],"clusters":[[0,2],…]}` with indices of
/// mentions. Clusters of one are ignored.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_coreference(gold: &str, predictions: &str) -> Result<Value> {
    let [mut links, mut mentions, mut entities] = [Measure::default(); 3];
    for (gold, predicted) in join::<Chains, Chains>(gold, predictions)? {
        let (gold, predicted) = (gold.clusters(), predicted.unwrap_or_default().clusters());
        let (in_gold, in_predicted) = (by_mention(&gold), by_mention(&predicted));
        count_links(&mut links.recall, &gold, &in_predicted);
        count_links(&mut links.precision, &predicted, &in_gold);
        count_mentions(&mut mentions.recall, &gold, &in_gold, &predicted, &in_predicted);
        count_mentions(&mut mentions.precision, &predicted, &in_predicted, &gold, &in_gold);
        let likeness = |one: &Cluster, other: &Cluster| {
            2.0 * one.intersection(other).count() as f64 / (one.len() + other.len()) as f64
        };
        let table: Vec<Vec<f64>> =
            gold.iter().map(|one| predicted.iter().map(|other| likeness(one, other)).collect()).collect();
        let best = best_assignment(&table);
        entities.recall.add(best, gold.len());
        entities.precision.add(best, predicted.len());
    }
    Ok(json!({
        "muc": links.to_value(),
        "b3": mentions.to_value(),
        "ceafe": entities.to_value(),
        "conll_f1": (links.f1() + mentions.f1() + entities.f1()) / 3.0,
    }))
}

/// The index of each mention's cluster; of several the last.
fn by_mention(clusters: &[Cluster]) -> BTreeMap<Offsets, usize> {
    let mentions = clusters.iter().enumerate().flat_map(|(index, cluster)| cluster.iter().map(move |it| (*it, index)));
    mentions.collect()
}

/// MUC: a cluster of n mentions needs n - 1 links; each piece into which the other side breaks it costs one.
fn count_links(rate: &mut Rate, clusters: &[Cluster], other_side: &BTreeMap<Offsets, usize>) {
    for cluster in clusters {
        let pieces: BTreeSet<usize> = cluster.iter().filter_map(|mention| other_side.get(mention).copied()).collect();
        let n_alone = cluster.iter().filter(|mention| !other_side.contains_key(mention)).count();
        rate.add(cluster.len() as f64 - (pieces.len() + n_alone) as f64, cluster.len() - 1);
    }
}

/// B-cubed: for each mention, the share of its cluster that the other side's cluster of it holds too.
fn count_mentions(
    rate: &mut Rate,
    clusters: &[Cluster],
    side: &BTreeMap<Offsets, usize>,
    others: &[Cluster],
    other_side: &BTreeMap<Offsets, usize>,
) {
    for (mention, &index) in side {
        let cluster = &clusters[index];
        let n_common = other_side.get(mention).map_or(0, |other| cluster.intersection(&others[*other]).count());
        rate.add(n_common as f64 / cluster.len() as f64, 1);
    }
}

/// The largest sum of entries of which no two share a row or a column.
///
/// Rows are placed one by one along the cheapest chain of moves (the Hungarian method with prices, O(n²m)); entries must
/// not be negative, so that leaving a row out never helps.
fn best_assignment(table: &[Vec<f64>]) -> f64 {
    let (n_rows, n_columns) = (table.len(), table.first().map_or(0, Vec::len));
    if n_rows > n_columns {
        let turned: Vec<Vec<f64>> =
            (0..n_columns).map(|column| table.iter().map(|row| row[column]).collect()).collect();
        return if turned.is_empty() { 0.0 } else { best_assignment(&turned) };
    }
    let mut row_price = vec![0.0; n_rows];
    let mut column_price = vec![0.0; n_columns];
    let mut holder: Vec<Option<usize>> = vec![None; n_columns];
    for newcomer in 0..n_rows {
        let mut distance = vec![f64::INFINITY; n_columns];
        let mut came_from: Vec<Option<usize>> = vec![None; n_columns];
        let mut is_settled = vec![false; n_columns];
        let mut settled: Vec<(usize, f64)> = Vec::new();
        let (mut row, mut so_far, mut last) = (newcomer, 0.0, None);
        let free = loop {
            for column in (0..n_columns).filter(|column| !is_settled[*column]) {
                let step = so_far - table[row][column] - row_price[row] - column_price[column];
                if step < distance[column] {
                    distance[column] = step;
                    came_from[column] = last;
                }
            }
            let open = (0..n_columns).filter(|column| !is_settled[*column]);
            let nearest = open.min_by(|one, other| distance[*one].total_cmp(&distance[*other]));
            let nearest = nearest.expect("there are at least as many columns as rows");
            so_far = distance[nearest];
            let Some(owner) = holder[nearest] else { break nearest };
            is_settled[nearest] = true;
            settled.push((nearest, so_far));
            (row, last) = (owner, Some(nearest));
        };
        row_price[newcomer] += so_far;
        for (column, reached) in settled {
            let owner = holder[column].expect("only columns with an owner are settled");
            row_price[owner] += so_far - reached;
            column_price[column] -= so_far - reached;
        }
        // Along the chain every row moves up to the next column, and the newcomer takes the first.
        let mut column = free;
        while let Some(previous) = came_from[column] {
            holder[column] = holder[previous];
            column = previous;
        }
        holder[column] = Some(newcomer);
    }
    holder.iter().enumerate().filter_map(|(column, row)| row.map(|row| table[row][column])).sum()
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Pronoun {
    a: Candidate,
    b: Candidate,
}

#[derive(Deserialize)]
struct Candidate {
    coref: bool,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "UPPERCASE", default)]
struct Choice {
    a: bool,
    b: bool,
}

/// Scores which of two names a pronoun stands for: predictions are `{"id","A":bool,"B":bool}`.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_gap(gold: &str, predictions: &str) -> Result<Value> {
    let mut tally = Tally::default();
    for (gold, choice) in join::<Pronoun, Choice>(gold, predictions)? {
        let choice = choice.unwrap_or_default();
        let named = |a: bool, b: bool| [('A', a), ('B', b)].into_iter().filter(|(_, is_it)| *is_it);
        tally += bags(named(gold.a.coref, gold.b.coref), named(choice.a, choice.b));
    }
    Ok(tally.to_value())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain twin: tries every way.
    fn tried(table: &[Vec<f64>], row: usize, taken: &mut Vec<bool>) -> f64 {
        if row == table.len() {
            return 0.0;
        }
        let mut best = tried(table, row + 1, taken);
        for column in 0..taken.len() {
            if !taken[column] {
                taken[column] = true;
                best = best.max(table[row][column] + tried(table, row + 1, taken));
                taken[column] = false;
            }
        }
        best
    }

    #[test]
    fn the_best_assignment_is_what_trying_every_way_finds() {
        let mut state = 7_u32;
        for (n_rows, n_columns) in [(0, 0), (1, 1), (2, 5), (5, 2), (4, 4), (6, 6), (3, 6)] {
            for _ in 0..20 {
                let mut draw = || {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    f64::from(state >> 28) / 4.0
                };
                let table: Vec<Vec<f64>> = (0..n_rows).map(|_| (0..n_columns).map(|_| draw()).collect()).collect();
                assert_eq!(best_assignment(&table), tried(&table, 0, &mut vec![false; n_columns]), "{table:?}");
            }
        }
    }
}
