//! In which tense is the clause around a time expression?

use super::Tense;
use super::atoms::Atom;
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;

/// The tenses of a document's clauses, as its reading shows them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clauses<'a, 'b> {
    tree: &'b Tree<'a>,
    is_read: bool,
}

impl<'a, 'b> Clauses<'a, 'b> {
    /// A view of a tree; one without words for its tokens answers nothing.
    pub(super) fn new(tree: &'b Tree<'a>) -> Clauses<'a, 'b> {
        let n_tokens = tree.segmentation.tokens.len();
        Clauses { tree, is_read: n_tokens > 0 && tree.reading.words.len() == n_tokens }
    }

    /// The tense of the verb that governs the words at `span`.
    pub(super) fn tense(&self, span: Span) -> Option<Tense> {
        if !self.is_read {
            return None;
        }
        let tokens = &self.tree.segmentation.tokens;
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let mut token = TokenId(u32::try_from(first).ok().filter(|_| first < tokens.len())?);
        // Real sentences are far shallower; the bound keeps odd trees cheap.
        for _ in 0..24 {
            if matches!(self.tree.upos(token), Upos::Verb | Upos::Aux)
                && let Some(tense) = self.tense_of_verb(token)
            {
                return Some(tense);
            }
            let copula = self.tree.child(token, Relation::Cop);
            if let Some(tense) =
                copula.and_then(|copula| self.tense_of_verb(copula).or_else(|| self.of_auxiliaries(token)))
            {
                return Some(tense);
            }
            token = self.tree.governor(token)?;
        }
        None
    }

    /// Whether an infinitive says of what something was the beginning: it happens when that does.
    fn is_phase(&self, infinitive: TokenId) -> bool {
        let above = self.tree.head(infinitive).filter(|_| self.tree.relation(infinitive) == Relation::Xcomp);
        above.is_some_and(|verb| matches!(self.tree.lemma(verb), "begin" | "start" | "continue" | "try" | "manage"))
    }

    fn tense_of_verb(&self, verb: TokenId) -> Option<Tense> {
        self.of_auxiliaries(verb).or_else(|| of_features(&self.tree.word(verb).feats))
    }

    /// "will", "would", "to" before the verb look ahead; "was", "had", "did" look back; "has met" is past.
    fn of_auxiliaries(&self, verb: TokenId) -> Option<Tense> {
        let mut found = None;
        for &child in self.tree.children(verb).iter().take(16) {
            let form = self.tree.form(child).to_ascii_lowercase();
            match self.tree.relation(child) {
                Relation::Aux | Relation::AuxPass => match form.as_str() {
                    "will" | "wo" | "'ll" | "’ll" | "shall" | "may" | "might" | "would" | "could" | "should"
                    | "can" | "must" | "'d" => {
                        return Some(Tense::Future);
                    }
                    "was" | "were" | "had" | "did" | "been" | "has" | "have" | "'ve" => found = Some(Tense::Past),
                    _ => {}
                },
                // "had begun to march": the verb above tells when.
                Relation::Mark if form == "to" && self.is_phase(verb) => return None,
                Relation::Mark if form == "to" => return Some(Tense::Future),
                _ => {}
            }
        }
        found
    }
}

fn of_features(feats: &str) -> Option<Tense> {
    if feats.contains("Tense=Past") {
        Some(Tense::Past)
    } else if feats.contains("Tense=Pres") && feats.contains("VerbForm=Fin") {
        Some(Tense::Present)
    } else {
        None
    }
}

/// The tense as the words nearby suggest it, for a text that nobody has parsed: the closest sign wins, the one before
/// the expression on a tie.
pub(super) fn tense_by_words(atoms: &[Atom], start: usize, end: usize) -> Option<Tense> {
    const REACH: usize = 14;
    let before = (1..=REACH.min(start)).find_map(|step| sign(atoms, start - step).map(|tense| (2 * step, tense)));
    let after = (0..REACH).find_map(|step| sign(atoms, end + step).map(|tense| (2 * step + 6, tense)));
    match (before, after) {
        (Some(before), Some(after)) => Some(if before.0 <= after.0 { before.1 } else { after.1 }),
        (before, after) => before.or(after).map(|(_, tense)| tense),
    }
}

fn sign(atoms: &[Atom], index: usize) -> Option<Tense> {
    let atom = atoms.get(index)?;
    match atom.word {
        "will" | "shall" | "ll" | "plans" | "scheduled" | "expected" | "due" | "planned" | "would" | "should"
        | "upcoming" | "must" => Some(Tense::Future),
        "was" | "were" | "had" | "did" | "met" | "went" | "came" | "left" | "took" | "held" | "began" | "told"
        | "said" | "fell" | "rose" | "won" | "made" | "sent" | "saw" | "has" | "have" => Some(Tense::Past),
        "is" | "are" => Some(Tense::Present),
        "to" => {
            let is_infinitive = atoms
                .get(index + 1)
                .is_some_and(|next| next.word.is_empty() && !next.capital && !next.in_s && next.digits.is_none());
            let is_said = index.checked_sub(1).is_some_and(|before| atoms[before].in_ing);
            (is_infinitive && !is_said).then_some(Tense::Future)
        }
        _ if atom.in_ed && atom.word.is_empty() => Some(Tense::Past),
        _ => None,
    }
}
