//! Which two are "the two governments", "both sides", "the two leaders"? The two that the text before speaks of.

use super::Participant;
use super::clause::Clauses;
use crate::actor::{ActorId, ActorKind, Cast, Identity};
use crate::read::{Relation, Upos};
use crate::segment::TokenId;

/// Words for two states or those who lead them.
const STATES: [&str; 22] = [
    "ally",
    "capital",
    "country",
    "delegation",
    "government",
    "head",
    "leader",
    "minister",
    "monarch",
    "nation",
    "neighbor",
    "neighbour",
    "power",
    "premier",
    "president",
    "republic",
    "rival",
    "side",
    "signatory",
    "state",
    "statesman",
    "team",
];

/// Words for two that need not be states.
const ANY: [&str; 10] =
    ["adversary", "camp", "delegation", "enemy", "foe", "negotiator", "opponent", "party", "side", "team"];

/// So many sentences before the phrase are looked through.
const SENTENCES: usize = 3;

/// The two whom a phrase like "the two governments" means; none where the text before does not name exactly two.
pub(super) fn both(clauses: Clauses, cast: &Cast, head: TokenId) -> Vec<Participant> {
    let tree = clauses.tree;
    let lemma = tree.lemma(head).to_lowercase();
    let is_two = |&child: &TokenId| {
        let form = tree.form(child).to_lowercase();
        (form == "two" && tree.relation(child) == Relation::Nummod) || form == "both"
    };
    let is_definite = |&child: &TokenId| matches!(tree.form(child).to_lowercase().as_str(), "the" | "both" | "these");
    let children = tree.children(head);
    // "the two presidents of Poland", "the two Yemeni camps": words of its own say who is meant.
    let says_who = children.iter().any(|&child| {
        matches!(tree.relation(child), Relation::Nmod | Relation::NmodPoss | Relation::Acl | Relation::AclRelcl)
            && tree.case_of(child).as_deref() != Some("in")
            && tree.lemma(child) != "state"
    });
    let is_known = STATES.contains(&lemma.as_str()) || ANY.contains(&lemma.as_str());
    if !is_known || says_who || !children.iter().any(is_two) || !children.iter().any(is_definite) {
        return Vec::new();
    }
    let wants_states = !ANY.contains(&lemma.as_str());
    let found = before(clauses, cast, head, wants_states);
    if found.len() != 2 {
        return Vec::new();
    }
    let last = children.iter().copied().filter(|&child| child > head).max().unwrap_or(head);
    let first = children.iter().copied().filter(|&child| child < head).min().unwrap_or(head);
    let is_short = last.0 <= head.0 + 3;
    let span = tree.span(first).cover(tree.span(if is_short { last } else { head }));
    found.into_iter().map(|actor| Participant { actor: Some(actor), span: Some(span) }).collect()
}

/// The actors of two countries or kinds before a phrase, nearest sentences first, without those of its own clause.
fn before(clauses: Clauses, cast: &Cast, head: TokenId, wants_states: bool) -> Vec<ActorId> {
    let tree = clauses.tree;
    let sentence = tree.sentence(head);
    let verb = governor(clauses, head);
    let actors = |number: usize| {
        let tokens = tree.segmentation.sentences[number].tokens.clone();
        let words = tokens.map(|token| TokenId(token as u32)).filter(|&word| word < head);
        words.filter_map(|word| Some((word, cast.at(word)?.0))).collect::<Vec<_>>()
    };
    // "Sweden's minister asked both sides": whoever deals with the two is neither.
    let is_beside = |word: TokenId| governor(clauses, word) == verb;
    let beside: Vec<Option<&str>> = actors(sentence)
        .into_iter()
        .filter(|&(word, _)| is_beside(word))
        .map(|(_, actor)| cast.actor(actor).identity.country.as_deref())
        .collect();
    let mut found: Vec<ActorId> = Vec::new();
    for number in (sentence.saturating_sub(SENTENCES)..=sentence).rev() {
        for (word, actor) in actors(number).into_iter().rev() {
            let identity = &cast.actor(actor).identity;
            let is_dealing = (number == sentence && is_beside(word)) || beside.contains(&identity.country.as_deref());
            if is_dealing || !is_side(identity, wants_states) {
                continue;
            }
            let is_new = found.iter().all(|&other| differs(&cast.actor(other).identity, identity, wants_states));
            if is_new {
                found.push(actor);
            }
        }
        if found.len() >= 2 {
            break;
        }
    }
    // Of more than two those that the report speaks of most.
    let country = |actor: &ActorId| cast.actor(*actor).identity.country.as_deref();
    let weight = |actor: &ActorId| {
        let of_country = cast.actors.iter().filter(|other| other.identity.country.as_deref() == country(actor));
        of_country.flat_map(|other| &other.mentions).filter(|mention| mention.head < head).count()
    };
    found.sort_by_key(|actor| std::cmp::Reverse(weight(actor)));
    found.truncate(2);
    found.sort_by_key(|actor| cast.actor(*actor).mentions.first().map(|mention| mention.head));
    found
}

/// The verb that a word hangs on.
fn governor(clauses: Clauses, word: TokenId) -> Option<TokenId> {
    let tree = clauses.tree;
    let mut current = tree.head(word);
    while let Some(token) = current {
        if tree.upos(token) == Upos::Verb {
            break;
        }
        current = tree.head(token);
    }
    current
}

fn is_side(identity: &Identity, wants_states: bool) -> bool {
    let is_of_state = identity.country.as_deref().is_some_and(|country| !super::implied::is_international(country));
    let has = |sectors: &[&str]| identity.sectors.first().is_some_and(|sector| sectors.contains(&sector.as_str()));
    let governs = identity.kind == ActorKind::State || has(&["GOV"]);
    is_of_state && (governs || (!wants_states && has(&["REB", "PTY", "MIL", "OPP", "LAB"])))
}

fn differs(one: &Identity, other: &Identity, wants_states: bool) -> bool {
    one.country != other.country || (!wants_states && one.sectors.first() != other.sectors.first())
}
