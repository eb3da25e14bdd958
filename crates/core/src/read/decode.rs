//! From scores to labels: the best tree, lemmas from edit scripts, names from their tags.

use super::{Name, NameKind};
use std::ops::Range;

/// The best tree: for each word the column of its head, 0 for the root and `j` for word `j - 1`; exactly one word has the
/// root. `scores[i][j]` is the score of head column `j` for word `i`.
///
/// Takes the best head of each word where that is a tree (nearly always), else the maximum spanning tree by Chu and Liu
/// and by Edmonds, with each word in turn as the only root; cubic in the length of the sentence, which is at most 128.
pub(super) fn best_tree(scores: &[&[f32]]) -> Vec<usize> {
    let greedy: Vec<usize> =
        scores.iter().enumerate().map(|(word, row)| best_column(row, |column| column != word + 1)).collect();
    if is_tree(&greedy) {
        return greedy;
    }
    let n_words = scores.len();
    let arc = |dependent: usize, head: usize| f64::from(scores[dependent - 1][head]);
    let mut roots: Vec<usize> = (0..n_words).collect();
    roots.sort_by(|&a, &b| scores[b][0].total_cmp(&scores[a][0]).then(a.cmp(&b)));
    roots.truncate(MAX_ROOTS_TRIED);
    let mut best: Option<(f64, Vec<usize>)> = None;
    for root in roots {
        let heads = spanning_tree(n_words + 1, &|dependent, head| match head {
            0 if dependent == root + 1 => FORCED,
            0 => -FORCED,
            _ => arc(dependent, head),
        });
        let total: f64 = heads.iter().enumerate().skip(1).map(|(word, &head)| arc(word, head)).sum();
        if best.as_ref().is_none_or(|(score, _)| total > *score) {
            best = Some((total, heads));
        }
    }
    best.map(|(_, heads)| heads[1..].to_vec()).unwrap_or_default()
}

/// Words whose root score is low never win in practice; trying more changes no tree of the development set.
const MAX_ROOTS_TRIED: usize = 5;
/// Larger than any sum of scores.
const FORCED: f64 = 1e6;

fn best_column(row: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = 0;
    for column in 0..row.len() {
        if allowed(column) && (row[column] > row[best] || !allowed(best)) {
            best = column;
        }
    }
    best
}

/// Whether every word reaches the root and only one word hangs on it.
pub(super) fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    let mut state = vec![0u8; heads.len() + 1];
    state[0] = 2;
    for start in 1..=heads.len() {
        let mut path = Vec::new();
        let mut node = start;
        while state[node] == 0 {
            state[node] = 1;
            path.push(node);
            node = heads[node - 1];
        }
        if state[node] == 1 {
            return false;
        }
        for node in path {
            state[node] = 2;
        }
    }
    true
}

/// Chu-Liu/Edmonds over nodes `0..n`, node 0 the root: the head of each node (that of node 0 is 0).
fn spanning_tree(n: usize, score: &dyn Fn(usize, usize) -> f64) -> Vec<usize> {
    let mut heads = vec![0; n];
    for (dependent, best) in heads.iter_mut().enumerate().skip(1) {
        for head in (0..n).filter(|&head| head != dependent) {
            if *best == dependent || score(dependent, head) > score(dependent, *best) {
                *best = head;
            }
        }
    }
    let Some(cycle) = find_cycle(&heads) else { return heads };
    // Contract the cycle into one node (the last), solve the smaller problem, and open the cycle where its head enters.
    let outside: Vec<usize> = (0..n).filter(|node| !cycle.contains(node)).collect();
    let contracted = outside.len();
    let best_entry = |head: usize| {
        let gain = |&node: &usize| score(node, head) - score(node, heads[node]);
        cycle.iter().copied().max_by(|a, b| gain(a).total_cmp(&gain(b)).then(b.cmp(a))).unwrap_or(cycle[0])
    };
    let best_exit = |dependent: usize| {
        let value = |&node: &usize| score(dependent, node);
        cycle.iter().copied().max_by(|a, b| value(a).total_cmp(&value(b)).then(b.cmp(a))).unwrap_or(cycle[0])
    };
    let size = contracted + 1;
    let mut table = vec![f64::NEG_INFINITY; size * size];
    for (i, &node) in outside.iter().enumerate() {
        let entry = best_entry(node);
        table[contracted * size + i] = score(entry, node) - score(entry, heads[entry]);
        // The root depends on nothing.
        if node != 0 {
            for (j, &head) in outside.iter().enumerate() {
                table[i * size + j] = score(node, head);
            }
            table[i * size + contracted] = score(node, best_exit(node));
        }
    }
    let smaller = spanning_tree(size, &|dependent, head| table[dependent * size + head]);
    let mut result = heads.clone();
    for (i, &dependent) in outside.iter().enumerate().skip(1) {
        result[dependent] = if smaller[i] == contracted { best_exit(dependent) } else { outside[smaller[i]] };
    }
    let head = outside[smaller[contracted]];
    result[best_entry(head)] = head;
    result
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            cycle.sort_unstable();
            return Some(cycle);
        }
    }
    None
}

/// The lemma that an edit script makes of a form: `L1+` of "meetings" is "meeting"; `=go` of anything is "go".
///
/// `L` lower-cases the form first and `K` keeps its case; then so many last characters are cut and the suffix added. A
/// script that cuts more than there is leaves the form.
pub(super) fn apply_lemma_script(script: &str, form: &str) -> String {
    if let Some(whole) = script.strip_prefix('=') {
        return whole.to_string();
    }
    let (lower, edit) = match script.split_at_checked(1) {
        Some(("L", edit)) => (true, edit),
        Some((_, edit)) => (false, edit),
        None => (false, ""),
    };
    let base = if lower { form.to_lowercase() } else { form.to_string() };
    let (cut, suffix) = edit.split_once('+').unwrap_or(("0", ""));
    let n_cut: usize = cut.parse().unwrap_or(0);
    let n_kept = base.chars().count().saturating_sub(n_cut);
    if n_cut > 0 && n_kept == 0 {
        return base;
    }
    base.chars().take(n_kept).chain(suffix.chars()).collect()
}

/// The best sequence of BIO labels in which every `I-` continues a name of its kind: Viterbi over the raw scores, one row of
/// scores a word. On the development part of UNER (EWT) this gives F1 76.1 where the best label of each word alone gives 73.1.
///
/// With `may_go_on` the first label may continue what began before the first word. `for_none` is added to the score of the first
/// label, which says that a word is in no name.
pub(super) fn best_path(rows: &[&[f32]], labels: &[String], may_go_on: bool, for_none: f64) -> Vec<usize> {
    let n_labels = labels.len();
    // Spans of one kind have the plain labels O, B and I.
    let kind = |label: usize| match labels[label].as_str() {
        "O" => None,
        name => Some(name.split_once('-').map_or("", |(_, kind)| kind)),
    };
    let may_follow = |before: Option<usize>, label: usize| {
        !labels[label].starts_with('I') || before.map_or(may_go_on, |before| kind(before) == kind(label))
    };
    let mut best: Vec<f64> = Vec::new();
    let mut origins: Vec<Vec<usize>> = Vec::new();
    for row in rows {
        let mut next = vec![f64::NEG_INFINITY; n_labels];
        let mut from = vec![0; n_labels];
        for label in 0..n_labels {
            let score = f64::from(row[label]) + if label == 0 { for_none } else { 0.0 };
            if best.is_empty() {
                next[label] = if may_follow(None, label) { score } else { f64::NEG_INFINITY };
                continue;
            }
            for before in (0..n_labels).filter(|&before| may_follow(Some(before), label)) {
                if best[before] + score > next[label] {
                    (next[label], from[label]) = (best[before] + score, before);
                }
            }
        }
        best = next;
        origins.push(from);
    }
    let last = (0..best.len()).fold(0, |top, label| if best[label] > best[top] { label } else { top });
    let mut path = vec![last; rows.len()];
    for word in (1..rows.len()).rev() {
        path[word - 1] = origins[word][path[word]];
    }
    path
}

/// Names from BIO tags; an `I-` that continues nothing opens a name.
pub(super) fn names(tags: &[&str], first_token: usize) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut open = false;
    for (index, tag) in tags.iter().enumerate() {
        let token = first_token + index;
        let Some((prefix, kind)) = tag.split_once('-') else {
            open = false;
            continue;
        };
        let kind = NameKind::parse(kind);
        match names.last_mut() {
            Some(name) if open && prefix == "I" && name.kind == kind => name.tokens.end = token + 1,
            _ => names.push(Name { tokens: token..token + 1, kind }),
        }
        open = true;
    }
    names
}

/// Spans from the labels O, B and I; the second value says whether a span goes on from before the first word.
pub(super) fn spans(tags: &[&str], first_token: usize) -> Vec<(Range<usize>, bool)> {
    let mut spans: Vec<(Range<usize>, bool)> = Vec::new();
    let mut open = false;
    for (index, tag) in tags.iter().enumerate() {
        let token = first_token + index;
        match (*tag, spans.last_mut()) {
            ("O", _) => {}
            ("I", Some((span, _))) if open => span.end = token + 1,
            (tag, _) => spans.push((token..token + 1, tag == "I")),
        }
        open = *tag != "O";
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Word 0 and word 1 prefer each other; the root score of word 1 is higher.
        let rows: [&[f32]; 2] = [&[0.0, -9.0, 5.0], &[3.0, 4.0, -9.0]];
        assert_eq!(best_tree(&rows), [2, 0]);
    }

    #[test]
    fn only_one_word_hangs_on_the_root() {
        let rows: [&[f32]; 3] = [&[5.0, -9.0, 1.0, 0.0], &[6.0, 2.0, -9.0, 0.0], &[4.0, 1.0, 3.0, -9.0]];
        assert_eq!(best_tree(&rows), [2, 0, 2]);
    }

    #[test]
    fn spanning_trees_are_the_best_of_all_trees() {
        // Every tree of four words is tried against the algorithm, on scores from a small linear congruence.
        let mut seed = 7u32;
        for _ in 0..200 {
            let mut rows = vec![vec![0f32; 5]; 4];
            for cell in rows.iter_mut().flatten() {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *cell = (seed >> 24) as f32;
            }
            let views: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
            let total = |heads: &[usize]| heads.iter().enumerate().map(|(word, &head)| rows[word][head]).sum::<f32>();
            let all = (0..625usize).map(|code| (0..4).map(|word| code / 5usize.pow(word) % 5).collect::<Vec<_>>());
            let best = all
                .filter(|heads| is_tree(heads) && heads.iter().enumerate().all(|(word, &head)| head != word + 1))
                .map(|heads| total(&heads))
                .fold(f32::MIN, f32::max);
            let found = best_tree(&views);
            assert!(is_tree(&found));
            assert_eq!(total(&found), best);
        }
    }

    #[test]
    fn lemma_scripts() {
        for (script, form, lemma) in
            [("L1+", "Meetings", "meeting"), ("K0+", "Moscow", "Moscow"), ("=go", "went", "go"), ("L9+x", "as", "as")]
        {
            assert_eq!(apply_lemma_script(script, form), lemma);
        }
    }

    #[test]
    fn a_name_goes_on_only_in_its_own_kind() {
        let labels = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"].map(String::from);
        // Alone the second word would be I-LOC, which cannot follow B-PER.
        let rows: [&[f32]; 2] = [&[0.0, 3.0, 0.0, 2.9, 0.0], &[0.0, 0.0, 1.0, 0.0, 2.0]];
        assert_eq!(best_path(&rows, &labels, false, 0.0), [3, 4]);
        assert_eq!(best_path(&[&[0.0, 1.0, 9.0, 0.0, 0.0]], &labels, false, 0.0), [1]);
        assert_eq!(best_path(&[], &labels, false, 0.0), [0; 0]);
    }

    #[test]
    fn spans_may_go_on_from_before() {
        assert_eq!(spans(&["I", "I", "O", "B", "B", "I"], 5), [(5..7, true), (8..9, false), (9..11, false)]);
        let labels = ["O", "B", "I"].map(String::from);
        let rows: [&[f32]; 2] = [&[0.0, 1.0, 2.0], &[0.0, 0.0, 2.0]];
        assert_eq!(best_path(&rows, &labels, true, 0.0), [2, 2]);
        assert_eq!(best_path(&rows, &labels, false, 0.0), [1, 2]);
    }

    #[test]
    fn names_from_tags() {
        let found = names(&["O", "B-PER", "I-PER", "I-LOC", "O", "I-ORG", "B-ORG"], 10);
        let spans: Vec<_> = found.iter().map(|name| (name.tokens.clone(), name.kind)).collect();
        use NameKind::*;
        assert_eq!(spans, [(11..13, Person), (13..14, Location), (15..16, Organisation), (16..17, Organisation)]);
    }
}
