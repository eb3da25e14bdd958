//! Which stretch of text does a clause or phrase cover, cut to what is said?

use super::marks::{Quotation, Quotations};
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;

/// Clauses longer than this are cut, which bounds the work on statements nested in statements.
const MOST_WORDS: usize = 400;

/// The words below each of `heads`, in stretches: without the branch that hangs on `cut`, without what stands in `taken`, and
/// without marks at either end of a stretch.
pub(super) fn stretches(tree: &Tree, heads: &[TokenId], cut: TokenId, taken: &[Span]) -> Vec<Span> {
    let mut tokens: Vec<TokenId> = heads.to_vec();
    let mut next = 0;
    while next < tokens.len() && tokens.len() < MOST_WORDS {
        let current = tokens[next];
        tokens.extend(tree.children(current).iter().copied().filter(|&child| child != cut));
        next += 1;
    }
    tokens.sort_unstable();
    tokens.dedup();
    if let Some(time) = heads.first().and_then(|&clause| leading_time(tree, clause, taken)) {
        tokens.retain(|&token| token > time);
    }
    if let Some(that) = heads.first().and_then(|&clause| opening_that(tree, clause, cut)) {
        tokens.retain(|&token| token >= that);
    }
    tokens.retain(|&token| !taken.iter().any(|span| span.overlaps(tree.span(token))));
    let mut found = Vec::new();
    let mut run: Vec<TokenId> = Vec::new();
    for token in tokens {
        let is_apart = run.last().is_some_and(|&last| is_divided(tree, last, token, taken));
        if is_apart {
            found.extend(trimmed(tree, &run));
            run.clear();
        }
        run.push(token);
    }
    found.extend(trimmed(tree, &run));
    found
}

/// The "that" of a clause behind its cue: what stands before it belongs to the verb ("said at a rally that").
fn opening_that(tree: &Tree, clause: TokenId, cut: TokenId) -> Option<TokenId> {
    let mark = tree.child(clause, Relation::Mark)?;
    (mark > cut && tree.form(mark).eq_ignore_ascii_case("that")).then_some(mark)
}

/// The last word of a time or place right behind the cue that the parser gave to the clause: "said on Friday he met".
fn leading_time(tree: &Tree, clause: TokenId, taken: &[Span]) -> Option<TokenId> {
    let subject = tree.child(clause, Relation::Nsubj).or_else(|| tree.child(clause, Relation::NsubjPass))?;
    let first = tree.children(clause).iter().copied().find(|&child| tree.upos(child) != Upos::Punct)?;
    let is_adverbial = matches!(tree.relation(first), Relation::Obl | Relation::OblUnmarked);
    let subtree = tree.subtree(first);
    let (start, end) = (tree.span(*subtree.first()?), *subtree.last()?);
    let gap = |span: &Span| Span { start: span.end, end: start.start.max(span.end) };
    let follows_cue = taken.iter().any(|span| span.end <= start.start && gap(span).of(tree.text).trim().is_empty());
    let is_followed_by_subject = tree.subtree(subject).first().is_some_and(|&next| next.0 == end.0 + 1);
    (is_adverbial && follows_cue && is_followed_by_subject && first < subject).then_some(end)
}

/// Whether words of the cue or the source, or three words of anything else, stand between two tokens.
fn is_divided(tree: &Tree, left: TokenId, right: TokenId, taken: &[Span]) -> bool {
    let between = Span { start: tree.span(left).end, end: tree.span(right).start.max(tree.span(left).end) };
    right.0 - left.0 > 4 || taken.iter().any(|span| span.overlaps(between))
}

fn trimmed(tree: &Tree, run: &[TokenId]) -> Option<Span> {
    let is_edge = |token: &&TokenId| {
        tree.upos(**token) == Upos::Punct && !matches!(tree.form(**token), ")" | "(" | "$" | "%" | "]" | "[")
    };
    let first = run.iter().find(|token| !is_edge(token))?;
    let last = run.iter().rev().find(|token| !is_edge(token))?;
    let has_words = run.iter().any(|&token| tree.form(token).chars().any(char::is_alphanumeric));
    let is_joiner = first == last && tree.upos(*first) == Upos::Cconj;
    (has_words && !is_joiner).then(|| tree.span(*first).cover(tree.span(*last)))
}

/// A stretch grown to take in the quotation marks it begins or ends beside, and the whole of a quotation it ends inside.
pub(super) fn with_marks(text: &str, span: Span, quotations: &Quotations) -> Span {
    let mut grown = span;
    for at in [span.start, span.end.saturating_sub(1)] {
        let inside = quotations.outermost(Span { start: at, end: at + 1 }).map(|index| quotations.all[index]);
        let Some(quotation) = inside.filter(|quotation| is_mostly_in(*quotation, span, text)) else { continue };
        grown = grown.cover(quotation.span);
    }
    grown
}

/// Whether a stretch covers a quotation but for a few signs, or ends inside it having begun before.
fn is_mostly_in(quotation: Quotation, span: Span, text: &str) -> bool {
    let start = quotation.span.start.max(span.start);
    let end = quotation.span.end.min(span.end);
    let before = Span { start: quotation.span.start, end: start.max(quotation.span.start) };
    let after = Span { start: end, end: quotation.span.end.max(end) };
    let n_letters = |span: Span| span.of(text).chars().filter(|letter| letter.is_alphanumeric()).count();
    let is_whole = n_letters(before) == 0 && n_letters(after) == 0;
    let runs_into = span.start < quotation.span.start && n_letters(before) == 0;
    is_whole || runs_into
}

/// The words from the object of a verb to the end of what else hangs on the verb behind it: "the council of theft" in "accused
/// the council of theft".
pub(super) fn complements(tree: &Tree, verb: TokenId, object: TokenId) -> Vec<TokenId> {
    use Relation as R;
    let behind = tree.children(verb).iter().copied().filter(|&child| child >= object);
    let kept = behind.filter(|&child| {
        let mark = tree
            .child(child, R::Mark)
            .or_else(|| tree.child(child, R::Case))
            .map(|mark| tree.form(mark).to_lowercase());
        let is_about =
            mark.is_some_and(|mark| matches!(mark.as_str(), "of" | "for" | "as" | "over" | "to" | "about" | "with"));
        match tree.relation(child) {
            R::Obj | R::Iobj | R::Xcomp | R::Ccomp => true,
            // What happened "at a rally" or "after the vote" tells when it was said, not what.
            R::Obl | R::Advcl => is_about,
            _ => false,
        }
    });
    kept.collect()
}
