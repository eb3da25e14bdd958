//! Statements that a noun brings: "her claim that the vote was fair", "calls for calm from the bishops".

use super::content::{stretches, with_marks};
use super::quotes::{Finder, Statement, tidy};
use super::source::{Source, of_noun, of_verb};
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;

/// What a noun of speech or thought brings, when the sentence says both whose and what.
pub(super) fn nominal(finder: &mut Finder, noun: TokenId) -> Option<Statement> {
    let tree = finder.tree;
    let lemma = tree.lemma(noun).to_lowercase();
    let entries = finder.cues.noun(&lemma).to_vec();
    if entries.is_empty() || matches!(tree.relation(noun), Relation::Compound | Relation::Flat) {
        return None;
    }
    let source = source(tree, noun);
    for cue in entries {
        let clause = tree.children(noun).iter().copied().find(|&child| {
            child > noun && matches!(tree.relation(child), Relation::Acl | Relation::Ccomp) && opens_clause(tree, child)
        });
        let phrase = cue.after.first().and_then(|preposition| phrase(tree, noun, preposition));
        let (head, last) = match (clause.filter(|_| cue.frames.clause), phrase) {
            (Some(clause), _) => (clause, noun),
            (None, Some((head, case))) if source.is_some() => (head, if case.0 == noun.0 + 1 { case } else { noun }),
            _ => continue,
        };
        if source.is_none() && tree.form(tree.child(head, Relation::Mark).unwrap_or(head)) != "that" {
            continue;
        }
        let cue_span = cue_words(tree, noun, last, source);
        let mut taken = vec![cue_span];
        taken.extend(source.map(|source| source.span));
        let content = stretches(tree, &[head], noun, &taken);
        let content = content.into_iter().map(|span| with_marks(tree.text, span, &finder.quotations)).collect();
        let content = tidy(content);
        if !content.is_empty() {
            finder.use_quotations(&content);
            return Some(Statement { kind: cue.kind, cue: vec![cue_span], source, content });
        }
    }
    None
}

/// Whose statement it is: a possessor, whoever stands after "by" or "from", or the subject of the verb it is the object of
/// ("the union issued a warning").
fn source(tree: &Tree, noun: TokenId) -> Option<Source> {
    let owner = tree.child(noun, Relation::NmodPoss).or_else(|| {
        tree.children_by(noun, Relation::Nmod)
            .find(|&child| matches!(tree.case_of(child).as_deref(), Some("by" | "from")))
    });
    if let Some(owner) = owner {
        let mut source = of_noun(tree, owner, noun);
        // The Saxon genitive belongs to the cue.
        let mark = tree.child(owner, Relation::Case).filter(|&mark| mark > owner);
        if let Some(mark) = mark.filter(|&mark| source.span.end >= tree.span(mark).end) {
            source.span.end = tree.span(mark).start.max(source.span.start);
        }
        return Some(source);
    }
    let verb = tree.head(noun).filter(|&head| tree.relation(noun) == Relation::Obj && tree.upos(head) == Upos::Verb)?;
    of_verb(tree, verb)
}

fn opens_clause(tree: &Tree, clause: TokenId) -> bool {
    let mark = tree.child(clause, Relation::Mark);
    mark.is_some_and(|mark| matches!(tree.form(mark).to_lowercase().as_str(), "that" | "to" | "whether" | "if"))
}

fn phrase(tree: &Tree, noun: TokenId, preposition: &str) -> Option<(TokenId, TokenId)> {
    tree.children(noun).iter().copied().filter(|&child| child > noun).find_map(|child| {
        let marks = [Relation::Case, Relation::Mark];
        let case = tree.children(child).iter().copied().find(|&word| marks.contains(&tree.relation(word)))?;
        tree.form(case).eq_ignore_ascii_case(preposition).then_some((child, case))
    })
}

/// The cue from behind its possessor to the preposition: "'s repeated calls for".
fn cue_words(tree: &Tree, noun: TokenId, last: TokenId, source: Option<Source>) -> Span {
    let words = tree.span(noun).cover(tree.span(last));
    let before = source.filter(|source| source.span.end <= words.start && words.start - source.span.end < 60);
    let is_owner = before.is_some_and(|source| tree.relation(source.head) == Relation::NmodPoss);
    match before.filter(|_| is_owner) {
        Some(source) => {
            let gap = Span { start: source.span.end, end: words.start };
            let lead = gap.of(tree.text).len() - gap.of(tree.text).trim_start().len();
            Span { start: gap.start + lead as u32, end: words.end }
        }
        None => words,
    }
}
