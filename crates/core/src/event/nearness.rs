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
/// the telling above it. `is_day` says that the words name a day, as phrases inside a name for something seldom do;
/// `is_said` that the act is done by saying something, so that the telling is its time.
pub(super) fn nearness(
    tree: &Tree,
    anchor: TokenId,
    time: TokenId,
    anchors: &BTreeSet<TokenId>,
    is_day: bool,
    is_said: bool,
) -> Option<u32> {
    let above_anchor = path(tree, anchor);
    let above_time = lifted_path(tree, time);
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
        let above = above_anchor[index + 1];
        let is_act = anchors.contains(&above);
        cost += match tree.relation(node) {
            Relation::Ccomp if is_said => leaving_cost(Relation::Ccomp),
            _ => leaving_cost_of_time(tree, node, time, is_act)?,
        };
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

/// What a step up from the act costs; none where a time above is that of the telling, of another act, or days away:
/// "said on Monday that they had shelled", "condemned on Friday the raids", "two days after they fled".
fn leaving_cost_of_time(tree: &Tree, node: TokenId, time: TokenId, is_act: bool) -> Option<u32> {
    use Relation::*;
    let relation = tree.relation(node);
    match relation {
        Advcl if is_meanwhile(tree, node) => Some(2),
        Advcl if is_days_away(tree, node) => None,
        // "accused them of shelling the town on Monday"
        Ccomp if &*tree.word(node).xpos != "VBG" => None,
        _ if is_told(tree, node) => None,
        AclRelcl | AdvclRelcl => None,
        Obj | Obl | Nmod | NsubjPass if is_act && time < node => None,
        _ => Some(leaving_cost(relation)),
    }
}

/// "A day after a court freed him", "since they fled": the clause tells of another day.
fn is_days_away(tree: &Tree, verb: TokenId) -> bool {
    let marks: Vec<TokenId> = tree.children_by(verb, Relation::Mark).collect();
    let is_long = |word: TokenId| matches!(tree.lemma(word), "day" | "week" | "month" | "year" | "decade");
    let is_measured = tree.children(verb).iter().chain(marks.iter().flat_map(|&mark| tree.children(mark)));
    let has_measure = is_measured.copied().any(|word| word < verb && is_long(word));
    let is_after = has_word(tree, verb, &["after", "before"]);
    (is_after && has_measure) || has_word(tree, verb, &["since", "until"])
}

/// Verbs whose time is that of the telling.
const TELLING: [&str; 12] =
    ["say", "tell", "report", "announce", "add", "write", "state", "claim", "confirm", "recall", "acknowledge", "note"];

/// Whether a joined verb has a subject of its own.
pub(super) fn has_own_subject(tree: &Tree, verb: TokenId) -> bool {
    tree.upos(verb) == Upos::Verb && !has_no_subject(tree, verb)
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

/// The same for a phrase, by what it belongs to.
pub(super) fn lifted_path(tree: &Tree, phrase: TokenId) -> Vec<TokenId> {
    let above = tree.governor(phrase).map(|governor| path(tree, governor));
    std::iter::once(phrase).chain(above.into_iter().flatten()).collect()
}

/// Whether a clause is what somebody says: "said that soldiers had beaten", "soldiers beat him, police said".
pub(super) fn is_told(tree: &Tree, clause: TokenId) -> bool {
    let above = tree.head(clause).map(|above| tree.lemma(above).to_lowercase());
    matches!(tree.relation(clause), Relation::Ccomp | Relation::Parataxis)
        && above.is_some_and(|above| TELLING.contains(&above.as_str()))
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
