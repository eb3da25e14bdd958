//! Which source, cue and content belong together among those that the network read?
//!
//! The network says of each word whether it belongs to a source, a cue or a content, and leaves open whose. A cue takes the nearest
//! source of its sentence and the contents that stand beside it or beside that source.

use super::cues::{CueKind, Cues};
use super::quotes::Statement;
use super::source::Source;
use crate::read::Tree;
use crate::segment::TokenId;
use crate::span::Span;
use std::ops::Range;

/// So many words may stand between a cue or its source and what is said: ", that", "in a statement on Monday:".
const WIDEST_GAP: usize = 6;

/// A source stands at most so many words from its cue.
const FARTHEST_SOURCE: usize = 20;

/// The statements that the network read, in the order of their cues; last those without a cue.
pub(super) fn heard(tree: &Tree, cues: &Cues) -> Vec<Statement> {
    let speech = &tree.reading.speech;
    let mut is_used = vec![false; speech.contents.len()];
    let mut found = Vec::new();
    for (index, cue) in speech.cues.iter().enumerate() {
        let source = nearest_source(tree, index);
        let whole = source.map_or(cue.clone(), |source| cue.start.min(source.start)..cue.end.max(source.end));
        let mut content = Vec::new();
        for number in near(&speech.contents, &whole, WIDEST_GAP) {
            let words = &speech.contents[number];
            let own = gap(words, cue).min(gap(words, &whole));
            let is_own = neighbours(&speech.cues, index).all(|other| gap(words, other) >= own);
            if is_own && !contains(words, cue) {
                is_used[number] = true;
                content.push(cover(tree, words));
            }
        }
        if content.is_empty() {
            continue;
        }
        let source = source.map(|source| Source { head: head(tree, source), span: cover(tree, source) });
        found.push(Statement { kind: kind(tree, cue, cues), cue: vec![cover(tree, cue)], source, content });
    }
    for (words, _) in speech.contents.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
        let beside = near(&speech.sources, words, 1).next().map(|number| &speech.sources[number]);
        let source = beside.map(|source| Source { head: head(tree, source), span: cover(tree, source) });
        found.push(Statement { kind: CueKind::Words, cue: Vec::new(), source, content: vec![cover(tree, words)] });
    }
    found
}

/// The source nearest to a cue in its sentence, to which no other cue is nearer.
fn nearest_source<'a>(tree: &'a Tree, index: usize) -> Option<&'a Range<usize>> {
    let speech = &tree.reading.speech;
    let cue = &speech.cues[index];
    let sentence = &tree.segmentation.sentences[tree.sentence(TokenId(cue.start as u32))].tokens;
    let is_own = |source: &&Range<usize>| {
        let is_nearest = neighbours(&speech.cues, index).all(|other| gap(source, other) >= gap(source, cue));
        sentence.contains(&source.start) && is_nearest
    };
    let candidates = near(&speech.sources, cue, FARTHEST_SOURCE).map(|number| &speech.sources[number]);
    candidates.filter(is_own).min_by_key(|source| (gap(source, cue), source.start))
}

/// The numbers of the stretches at most so many words from another; `all` are in order and do not overlap.
fn near(all: &[Range<usize>], words: &Range<usize>, distance: usize) -> Range<usize> {
    let first = all.partition_point(|one| one.end + distance < words.start);
    let end = all.partition_point(|one| one.start <= words.end + distance);
    first..end.max(first)
}

/// The stretches right before and right after one.
fn neighbours(all: &[Range<usize>], index: usize) -> impl Iterator<Item = &Range<usize>> {
    let before = index.checked_sub(1).and_then(|before| all.get(before));
    before.into_iter().chain(all.get(index + 1))
}

/// Words between two stretches; 0 where they touch or overlap.
fn gap(one: &Range<usize>, other: &Range<usize>) -> usize {
    one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end))
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn cover(tree: &Tree, words: &Range<usize>) -> Span {
    tree.span(TokenId(words.start as u32)).cover(tree.span(TokenId(words.end as u32 - 1)))
}

/// The word of a stretch on which its others hang.
fn head(tree: &Tree, words: &Range<usize>) -> TokenId {
    let inside = |token: &TokenId| words.contains(&token.index());
    let mut tokens = words.clone().map(|token| TokenId(token as u32));
    let is_outer = |token: &TokenId| tree.head(*token).is_none_or(|head| !inside(&head));
    tokens.find(is_outer).unwrap_or(TokenId(words.start as u32))
}

/// A belief where every verb of the cue that we know brings one.
fn kind(tree: &Tree, cue: &Range<usize>, cues: &Cues) -> CueKind {
    let mut kinds = cue.clone().flat_map(|token| {
        cues.verb(&tree.lemma(TokenId(token as u32)).to_lowercase()).iter().map(|cue| cue.kind).collect::<Vec<_>>()
    });
    let first = kinds.next();
    if first == Some(CueKind::Belief) && kinds.all(|kind| kind == CueKind::Belief) {
        CueKind::Belief
    } else {
        CueKind::Words
    }
}
