//! How near is a time to an act in the tree? A date belongs to the act that is nearest in its own clause.

use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use std::collections::BTreeSet;

/// Words this far below where the two ways meet still belong to the act: "held talks in Oslo" has two steps.
const DEEPEST: usize = 2;

/// A day is the act's further down too: "hit a house in the old quarter of Aleppo on Monday", read as a quarter on Monday.
const DEEPEST_DAY: usize = 5;

/// Steps between an anchor and a time of its sentence, through their lowest common ancestor; a clause boundary on the
/// way counts for several steps. None where the time belongs to a clause of its own below or beside the anchor's, or to
/// the telling above it. `is_day` says that the words name a day, as phrases inside a name for something seldom do.
pub(super) fn nearness(
    tree: &Tree,
    anchor: TokenId,
    time: TokenId,
    anchors: &BTreeSet<TokenId>,
    is_day: bool,
) -> Option<u32> {
    let above_anchor = path(tree, anchor);
    let above_time = path(tree, time);
    let (meet_anchor, meet_time) = above_anchor
        .iter()
        .enumerate()
        .find_map(|(steps, node)| Some((steps, above_time.iter().position(|other| other == node)?)))?;
    // "opened hearings into deaths of 1994": a word deep inside a noun phrase says nothing of the verb above it.
    let is_free = is_day && tree.case_of(time).is_none_or(|case| case == "on" || case == "at");
    if meet_time > if is_free { DEEPEST_DAY } else { DEEPEST } {
        return None;
    }
    let mut cost = 0;
    for (index, &node) in above_time[..meet_time].iter().enumerate() {
        cost += entering_cost(tree, node, index == 0, node != anchor && anchors.contains(&node))?;
    }
    for (index, &node) in above_anchor[..meet_anchor].iter().enumerate() {
        let into_act = above_anchor.get(index + 1).is_some_and(|above| anchors.contains(above));
        cost += leaving_cost_for_times(tree, node, into_act)?;
    }
    Some(cost)
}

/// What a step down to a time costs; none where it leads into another clause or another act: "met her after he was
/// jailed in May", "the trip comes after a visit last month".
fn entering_cost(tree: &Tree, node: TokenId, is_time: bool, is_act: bool) -> Option<u32> {
    use Relation::*;
    let relation = tree.relation(node);
    let is_nominal = matches!(tree.upos(node), Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron);
    match relation {
        // "fired as the crowd left on Friday": both at once.
        Advcl if is_meanwhile(tree, node) => Some(3),
        // "shot him and burned his house on Friday"
        Conj if has_no_subject(tree, node) => Some(5),
        _ if is_act => None,
        Conj if is_nominal && !is_time => Some(1),
        Ccomp | Advcl | AdvclRelcl | AclRelcl | Acl | Csubj | CsubjPass | Parataxis | Conj => None,
        _ => Some(1),
    }
}

/// What a step up from the act costs; none where a time above is that of the telling, of another act, or what the
/// clause comes before or after: "said on Monday that they had shelled", "condemned on Friday the raids".
fn leaving_cost_for_times(tree: &Tree, node: TokenId, into_act: bool) -> Option<u32> {
    use Relation::*;
    let relation = tree.relation(node);
    match relation {
        Advcl if is_meanwhile(tree, node) => Some(2),
        Advcl if has_word(tree, node, &["after", "before", "since", "until"]) => None,
        Ccomp | Parataxis | AclRelcl | AdvclRelcl => None,
        Obj | Obl | Nmod | NsubjPass if into_act => None,
        _ => Some(leaving_cost(relation)),
    }
}

/// Whether a verb shares the subject of the one before: "and burned".
pub(super) fn has_no_subject(tree: &Tree, verb: TokenId) -> bool {
    tree.upos(verb) == Upos::Verb
        && [Relation::Nsubj, Relation::NsubjPass].iter().all(|&relation| tree.child(verb, relation).is_none())
}

/// "As he left a mosque", "when a mine went off": the clause tells of the same moment.
pub(super) fn is_meanwhile(tree: &Tree, verb: TokenId) -> bool {
    has_word(tree, verb, &["as", "when", "while"])
}

fn has_word(tree: &Tree, verb: TokenId, wanted: &[&str]) -> bool {
    let mut words = tree.children_by(verb, Relation::Mark).chain(tree.children_by(verb, Relation::Advmod));
    words.any(|word| wanted.contains(&tree.form(word).to_lowercase().as_str()))
}

/// A word and those above it, up to the root.
pub(super) fn path(tree: &Tree, token: TokenId) -> Vec<TokenId> {
    let mut path = vec![token];
    while let Some(head) = path.last().and_then(|&node| tree.head(node)) {
        path.push(head);
    }
    path
}

/// Leaving a clause costs more than moving inside it.
pub(super) fn leaving_cost(relation: Relation) -> u32 {
    use Relation::*;
    match relation {
        Xcomp | Obj | Nsubj | NsubjPass | Obl | Nmod => 1,
        Conj => 2,
        Acl | Advcl => 4,
        Ccomp | Csubj => 5,
        AclRelcl | AdvclRelcl | Parataxis => 7,
        _ => 2,
    }
}
