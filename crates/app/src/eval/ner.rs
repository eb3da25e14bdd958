//! Are names found in given tokens? As conlleval counts, over tags like `B-PER`.

use super::measure::{Tally, named, share};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The words of a sentence with their tags.
pub type TaggedSentence = Vec<(String, String)>;

/// Reads lines of a token and its tag with sentences divided by empty lines.
pub fn read_tagged(text: &str) -> Vec<TaggedSentence> {
    let mut sentences = Vec::new();
    let mut sentence: TaggedSentence = Vec::new();
    for line in text.lines() {
        if line.starts_with("-DOCSTART-") || line.trim().is_empty() {
            sentences.extend((!sentence.is_empty()).then(|| std::mem::take(&mut sentence)));
            continue;
        }
        let columns: Vec<&str> =
            if line.contains('\t') { line.split('\t').collect() } else { line.split_whitespace().collect() };
        let (token, tag) = (columns[0], columns[columns.len() - 1]);
        sentence.push((token.to_string(), tag.to_string()));
    }
    sentences.extend((!sentence.is_empty()).then_some(sentence));
    sentences
}

/// Writes what [`read_tagged`] reads.
pub fn write_tagged(sentences: &[TaggedSentence]) -> String {
    let lines =
        |sentence: &TaggedSentence| sentence.iter().map(|(token, tag)| format!("{token}\t{tag}\n")).collect::<String>();
    sentences.iter().map(|sentence| lines(sentence) + "\n").collect()
}

/// A name: its first token, the one behind it, and its type.
pub type Chunk<'a> = (usize, usize, &'a str);

/// The names that tags mark. A name begins at `B-`, and at an `I-` that does not continue one of the same type.
pub fn chunks<'a>(tags: impl Iterator<Item = &'a str>) -> BTreeSet<Chunk<'a>> {
    let mut found = BTreeSet::new();
    let mut open: Option<(usize, &str)> = None;
    for (index, tag) in tags.chain(["O"]).enumerate() {
        let (prefix, kind) = tag.split_once('-').unwrap_or((tag, ""));
        let continues = open.is_some_and(|(_, open_kind)| open_kind == kind) && !matches!(prefix, "O" | "B");
        if !continues {
            found.extend(open.take().map(|(start, open_kind)| (start, index, open_kind)));
        }
        if open.is_none() && matches!(prefix, "B" | "I") {
            open = Some((index, kind));
        }
    }
    found
}

/// Scores names on the same tokens.
///
/// # Errors
/// When the two files do not have the same sentences and numbers of tokens.
pub fn score_ner(gold: &str, predictions: &str) -> Result<Value> {
    let (gold, predicted) = (read_tagged(gold), read_tagged(predictions));
    if gold.len() != predicted.len() {
        bail!("the gold file has {} sentences and the predictions have {}", gold.len(), predicted.len());
    }
    let mut per_type: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut n_tokens, mut n_same) = (0, 0);
    for (index, (gold, predicted)) in gold.iter().zip(&predicted).enumerate() {
        if gold.len() != predicted.len() {
            bail!(
                "sentence {} has {} tokens in the gold file and {} in the predictions",
                index + 1,
                gold.len(),
                predicted.len()
            );
        }
        n_tokens += gold.len();
        n_same += gold.iter().zip(predicted).filter(|(wanted, given)| wanted.1 == given.1).count();
        let wanted = chunks(gold.iter().map(|(_, tag)| tag.as_str()));
        let given = chunks(predicted.iter().map(|(_, tag)| tag.as_str()));
        for chunk in &wanted {
            per_type.entry(chunk.2).or_default().gold += 1;
        }
        for chunk in &given {
            let tally = per_type.entry(chunk.2).or_default();
            tally.predicted += 1;
            tally.right += usize::from(wanted.contains(chunk));
        }
    }
    let is_misc = |kind: &str| kind.eq_ignore_ascii_case("misc");
    let (mut all, mut without_misc) = (Tally::default(), Tally::default());
    for (kind, tally) in &per_type {
        all += *tally;
        without_misc += if is_misc(kind) { Tally::default() } else { *tally };
    }
    let mut report = json!({"micro": all.to_value()});
    report["per_type"] = Value::Object(named(per_type.iter().map(|(kind, tally)| (*kind, *tally))));
    report["token_accuracy"] = json!(share(n_same, n_tokens));
    if per_type.keys().any(|kind| is_misc(kind)) {
        report["micro_without_misc"] = without_misc.to_value();
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_and_end_where_conlleval_says() {
        let tags = ["I-PER", "I-PER", "B-PER", "I-ORG", "O", "B-LOC", "I-LOC"];
        let expected = [(0, 2, "PER"), (2, 3, "PER"), (3, 4, "ORG"), (5, 7, "LOC")];
        assert_eq!(chunks(tags.into_iter()).into_iter().collect::<Vec<_>>(), expected);
    }
}
