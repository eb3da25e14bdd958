//! How near is one word to another in the tree? Dates and places belong to the act that is nearest.

use crate::read::{Relation, Tree};
use crate::segment::TokenId;
use std::collections::BTreeSet;

/// Words this far below where the two ways meet still belong to the act: "held talks in Oslo" has two steps.
const DEEPEST: usize = 2;

/// Steps between an anchor and another word of its sentence, through their lowest common ancestor; a clause boundary on
/// the way counts for several steps. None where the word belongs to a clause of its own below or beside the anchor's.
pub(super) fn nearness(tree: &Tree, anchor: TokenId, other: TokenId, anchors: &BTreeSet<TokenId>) -> Option<u32> {
    let above_anchor = path(tree, anchor);
    let above_other = path(tree, other);
    let (meet_anchor, meet_other) = above_anchor
        .iter()
        .enumerate()
        .find_map(|(steps, node)| Some((steps, above_other.iter().position(|other| other == node)?)))?;
    // The way down to the other word must not lead into another clause: "met her after he was jailed in May".
    let enters_clause = above_other[..meet_other].iter().any(|&node| is_clause(tree.relation(node)));
    // "opened hearings into deaths of 1994": a word deep inside a noun phrase says nothing of the verb above it.
    // "the trip comes after a visit last month": what hangs on another act is that act's.
    let is_anothers = above_other[..meet_other].iter().any(|node| anchors.contains(node) && *node != anchor);
    if enters_clause || is_anothers || meet_other > DEEPEST {
        return None;
    }
    let leaves: u32 = above_anchor[..meet_anchor].iter().map(|&node| leaving_cost(tree.relation(node))).sum();
    Some(leaves + meet_other as u32)
}

fn path(tree: &Tree, token: TokenId) -> Vec<TokenId> {
    let mut path = vec![token];
    while let Some(head) = path.last().and_then(|&node| tree.head(node)) {
        path.push(head);
    }
    path
}

fn is_clause(relation: Relation) -> bool {
    use Relation::*;
    matches!(relation, Ccomp | Advcl | AdvclRelcl | AclRelcl | Acl | Csubj | CsubjPass | Parataxis | Conj)
}

/// Leaving a clause costs more than moving inside it.
fn leaving_cost(relation: Relation) -> u32 {
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
