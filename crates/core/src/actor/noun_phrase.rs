//! Which words of a noun phrase name the actor, without what is merely told about it?

use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;

/// Longest phrase handed on, in words. Nested of-phrases have no natural end and cost quadratic time without one.
const MOST_WORDS: usize = 40;

/// A noun phrase without relative clauses, appositions and phrases that do not say who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its words in text order.
    pub tokens: Vec<TokenId>,
}

impl Phrase {
    /// The phrase that hangs on `head`.
    pub(super) fn of(tree: &Tree, head: TokenId) -> Phrase {
        Phrase::filtered(tree, head, |_| true)
    }

    /// The phrase that hangs on `head`, of its direct dependents only those that `keep` wants.
    pub(super) fn filtered(tree: &Tree, head: TokenId, keep: impl Fn(TokenId) -> bool) -> Phrase {
        let mut tokens = vec![head];
        tokens.extend(tree.children(head).iter().filter(|&&child| belongs(tree, head, child) && keep(child)));
        let mut next = 1;
        while next < tokens.len() && tokens.len() < MOST_WORDS {
            let current = tokens[next];
            tokens.extend(tree.children(current).iter().filter(|&&child| !is_aside(tree.relation(child))));
            next += 1;
        }
        tokens.truncate(MOST_WORDS);
        tokens.sort_unstable();
        tokens.dedup();
        // "Ama Boateng (L)": what a bracket opens after the head is said beside the name.
        let last = tokens.last().copied().unwrap_or(head);
        let bracket = (head.0 + 1..=last.0).map(TokenId).find(|&token| matches!(tree.form(token), "(" | "["));
        tokens.retain(|&token| bracket.is_none_or(|bracket| token < bracket));
        Phrase { tokens }
    }

    /// From its first to its last word.
    pub(super) fn span(&self, tree: &Tree) -> Span {
        let first = self.tokens.first().expect("a phrase has a head");
        let last = self.tokens.last().expect("a phrase has a head");
        tree.span(*first).cover(tree.span(*last))
    }

    /// Its words as text; what was left out between them becomes one space.
    pub(super) fn text(&self, tree: &Tree) -> String {
        join(tree, &self.tokens)
    }
}

/// Whether a word is read as a modifier of one that stands before it, beyond a verb or a comma: "a prosecutor charged the
/// mayor", "Mensah, Togo's minister Ama Boateng". That is the parser's mistake; the word heads a phrase of its own.
pub(super) fn is_misplaced(tree: &Tree, token: TokenId) -> bool {
    use Relation as R;
    let Some(head) = tree.head(token).filter(|&head| head < token) else { return false };
    let is_modifier =
        matches!(tree.relation(token), R::Det | R::Amod | R::Compound | R::NmodPoss | R::Nummod | R::NmodDesc);
    is_modifier
        && token.0 - head.0 <= 40
        && (head.0 + 1..token.0)
            .map(TokenId)
            .any(|between| tree.upos(between) == Upos::Verb || tree.form(between) == ",")
}

/// Words as text, with a space where the report has one or where words between them are left out.
pub(super) fn join(tree: &Tree, tokens: &[TokenId]) -> String {
    let mut text = String::new();
    let mut last: Option<TokenId> = None;
    for &token in tokens {
        let is_glued = last.is_some_and(|last| tree.span(last).end == tree.span(token).start);
        if last.is_some() && !is_glued {
            text.push(' ');
        }
        text.push_str(tree.form(token));
        last = Some(token);
    }
    text
}

/// The first of the words that `token` is coordinated with, itself when it is the first.
pub(super) fn first_conjunct(tree: &Tree, token: TokenId) -> TokenId {
    let mut current = token;
    // The trained parser may chain conjuncts where the treebank hangs all of them on the first.
    for _ in 0..8 {
        match tree.head(current) {
            Some(head) if tree.relation(current) == Relation::Conj => current = head,
            _ => break,
        }
    }
    current
}

/// How a word, or the coordination it is part of, depends on what.
pub(super) fn role(tree: &Tree, token: TokenId) -> (Relation, Option<TokenId>) {
    let first = first_conjunct(tree, token);
    (tree.relation(first), tree.head(first))
}

/// The preposition of a word or, when it has none, of the coordination it is part of.
pub(super) fn preposition(tree: &Tree, token: TokenId) -> Option<String> {
    tree.case_of(token).or_else(|| tree.case_of(first_conjunct(tree, token))).filter(|case| !is_possessive_mark(case))
}

/// Whether a case marker is the Saxon genitive.
pub(super) fn is_possessive_mark(form: &str) -> bool {
    matches!(form, "'s" | "’s" | "'" | "’")
}

/// Whether a word counts as more than one.
pub(super) fn is_plural(tree: &Tree, token: TokenId) -> bool {
    let word = tree.word(token);
    let is_marked = matches!(&*word.xpos, "NNS" | "NNPS") || word.feats.contains("Number=Plur");
    // "Police" counts as plural in the treebank, yet "the police" and "Police" are one body.
    is_marked && !tree.form(token).eq_ignore_ascii_case(&word.lemma)
}

fn belongs(tree: &Tree, head: TokenId, child: TokenId) -> bool {
    use Relation as R;
    match tree.relation(child) {
        R::Flat | R::Fixed | R::Goeswith => true,
        R::Det | R::Amod | R::Compound | R::NmodPoss | R::Nummod | R::NmodDesc => !is_misplaced(tree, child),
        R::Nmod => child > head && tree.case_of(child).is_some_and(|case| says_who(tree, head, &case)),
        R::Punct => is_hyphen(tree.form(child)) && child < head,
        _ => false,
    }
}

/// Whether a phrase with this preposition tells which actor is meant: "minister of defence", "police in Kampala", "ambassador
/// to Kenya"; not "talks with".
fn says_who(tree: &Tree, head: TokenId, preposition: &str) -> bool {
    match preposition {
        "of" | "for" | "in" | "from" | "at" => true,
        "to" => ENVOYS.contains(&tree.lemma(head).to_lowercase().as_str()),
        _ => false,
    }
}

const ENVOYS: [&str; 12] = [
    "adviser",
    "advisor",
    "aide",
    "ambassador",
    "candidate",
    "commissioner",
    "delegate",
    "envoy",
    "minister",
    "observer",
    "representative",
    "secretary",
];

fn is_aside(relation: Relation) -> bool {
    use Relation as R;
    matches!(
        relation,
        R::AclRelcl
            | R::Acl
            | R::Appos
            | R::Advcl
            | R::AdvclRelcl
            | R::Parataxis
            | R::Ccomp
            | R::Discourse
            | R::Dep
            | R::Orphan
    )
}

fn is_hyphen(form: &str) -> bool {
    matches!(form, "-" | "‐" | "–")
}
