//! Are predicates and their arguments found? Semantic roles as PropBank marks them.

use super::lines::join;
use super::measure::{Tally, bags, named};
use super::spans::{Offsets, matched};
use anyhow::Result;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

#[derive(Deserialize, Default)]
struct Frames {
    #[serde(default)]
    frames: Vec<Frame>,
}

#[derive(Deserialize)]
struct Frame {
    start: usize,
    end: usize,
    roleset: Option<String>,
    #[serde(default)]
    args: Vec<Argument>,
}

#[derive(Deserialize)]
struct Argument {
    role: String,
    start: usize,
    end: usize,
}

/// Scores semantic roles: predictions are `{"id","frames":[{"start","end","roleset","args":[{"role","start","end"}]}]}`.
/// An argument must belong to a predicate that begins at the same place and have the same role.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_frames(gold: &str, predictions: &str) -> Result<Value> {
    let [mut predicates, mut senses, mut exact, mut overlap] = [Tally::default(); 4];
    for (gold, predicted) in join::<Frames, Frames>(gold, predictions)? {
        let (gold, predicted) = (gold.frames, predicted.unwrap_or_default().frames);
        let places = |frames: &[Frame]| frames.iter().map(|it| (it.start, it.end)).collect::<BTreeSet<_>>();
        predicates += bags(places(&gold), places(&predicted));
        let meant = |frames: &[Frame]| -> BTreeSet<(usize, usize, Option<String>)> {
            frames.iter().map(|frame| (frame.start, frame.end, frame.roleset.clone())).collect()
        };
        senses += bags(meant(&gold), meant(&predicted));
        let (wanted, given) = (arguments(&gold), arguments(&predicted));
        exact += bags(wanted.iter(), given.iter());
        let spans = |side: &[(Offsets, usize, &str)]| side.iter().map(|argument| argument.0).collect::<Vec<_>>();
        let same_role = |one: usize, other: usize| (wanted[one].1, wanted[one].2) == (given[other].1, given[other].2);
        let pairs = matched(&spans(&wanted), &spans(&given), same_role);
        overlap += Tally { right: pairs.len(), predicted: given.len(), gold: wanted.len() };
    }
    let tallies = [("predicates", predicates), ("senses", senses), ("args_exact", exact), ("args_overlap", overlap)];
    Ok(Value::Object(named(tallies)))
}

/// All arguments: where they stand, where their predicate begins, and their role.
fn arguments(frames: &[Frame]) -> Vec<(Offsets, usize, &str)> {
    frames
        .iter()
        .flat_map(|frame| frame.args.iter().map(move |it| ((it.start, it.end), frame.start, it.role.as_str())))
        .collect()
}
