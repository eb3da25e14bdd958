//! Actors that stand before what they do: "police" in "a Serbian police raid", "rebel" in "rebel attacks".
//!
//! The mention hangs on the word before the noun, with the nationality that the noun carries for it.

use super::mention::{Collector, Sort};
use super::noun_phrase::{Phrase, is_plural, join};
use crate::read::{Relation, Upos};
use crate::segment::TokenId;

impl Collector<'_> {
    /// Looks for a generic actor right before a noun that is none itself.
    pub(super) fn visit_attributive(&mut self, token: TokenId) {
        let tree = self.tree;
        let Some(head) = tree.head(token) else { return };
        let stands_before = matches!(tree.relation(token), Relation::Compound | Relation::Amod) && token < head;
        if !stands_before || self.taken[token.index()] || self.taken[head.index()] || self.name_at(token).is_some() {
            return;
        }
        let is_noun = tree.upos(token) == Upos::Noun && matches!(tree.upos(head), Upos::Noun | Upos::Verb);
        if !is_noun || PLACES.contains(&tree.lemma(token)) || !self.tables.is_agent_noun(tree.lemma(token)) {
            return;
        }
        let mut tokens: Vec<TokenId> = tree
            .children(head)
            .iter()
            .copied()
            .filter(|&child| child < token && !self.taken[child.index()] && self.is_state_word(child))
            .filter(|&child| matches!(tree.relation(child), Relation::Amod | Relation::Compound))
            .collect();
        tokens.extend(tree.children(token).iter().copied().filter(|&child| child < token));
        tokens.push(token);
        tokens.sort_unstable();
        tokens.dedup();
        let Some(identity) = self.resolve(&join(tree, &tokens), true) else { return };
        let sector = identity.sectors.first().map_or("", String::as_str);
        if !(ACTS.contains(&sector) || PROTESTS.contains(&tree.lemma(head))) {
            return;
        }
        let states: Vec<TokenId> =
            tokens.iter().copied().filter(|&word| word != token && self.is_state_word(word)).collect();
        for word in states {
            self.taken[word.index()] = true;
        }
        let candidate = self.candidate(token, Sort::Nominal, &Phrase { tokens }, Some(identity));
        self.push(candidate);
    }

    /// "Tajik and Kyrgyz guards", read as "Tajik" and "Kyrgyz guards": the nationality shares the noun. Whether it was so.
    pub(super) fn visit_elliptic(&mut self, token: TokenId) -> bool {
        let tree = self.tree;
        let is_bare = self.tables.country_of_demonym(tree.form(token)).is_some() && !is_plural(tree, token);
        if !is_bare || tree.children(token).iter().any(|&child| child < token) {
            return false;
        }
        let shares = |&noun: &TokenId| {
            is_plural(tree, noun)
                && self.tables.is_agent_noun(tree.lemma(noun))
                && tree.children(noun).iter().any(|&child| child < noun && self.is_state_word(child))
        };
        let Some(noun) = tree.children_by(token, Relation::Conj).find(shares) else { return false };
        let text = format!("{} {}", tree.form(token), tree.form(noun));
        let Some(identity) = self.resolve(&text, true) else { return false };
        let mut candidate = self.candidate(token, Sort::Nominal, &Phrase { tokens: vec![token] }, Some(identity));
        candidate.label = text;
        candidate.lemma = tree.lemma(noun).to_lowercase();
        candidate.is_plural = true;
        self.push(candidate);
        true
    }
}

/// Sectors whose people do what the noun after them says; "hospital bombing" and "hostage release" are done by others.
const ACTS: [&str; 10] = ["COP", "CRM", "GOV", "JUD", "LEG", "MIL", "PRM", "REB", "SPY", "UAF"];

/// Bodies that are where something happens rather than who does it: "prison deaths".
const PLACES: [&str; 12] = [
    "barracks",
    "base",
    "camp",
    "checkpoint",
    "embassy",
    "garrison",
    "jail",
    "palace",
    "post",
    "prison",
    "residence",
    "station",
];

/// What anybody may do.
const PROTESTS: [&str; 12] = [
    "blockade",
    "boycott",
    "demonstration",
    "march",
    "protest",
    "rally",
    "revolt",
    "riot",
    "sit-in",
    "strike",
    "unrest",
    "walkout",
];
