//! Whom does a word or a sanction meet that names nobody? It answers what was told right before: "Oslo accused Accra of spying.
//! Accra deplored the step and recalled its envoy."

use super::Stance;
use super::ontology::EventType;
use super::operator::Act;
use super::{Participant, Status};
use crate::actor::Cast;
use crate::read::Tree;

/// So many sentences back an act may lie that another one answers. Chosen by feel; never measured.
const FARTHEST_SENTENCE: usize = 1;

/// The acts, those without a recipient that answer an earlier one with its other side.
pub(super) fn with_addressees(tree: &Tree, cast: &Cast, acts: Vec<Act>) -> Vec<Act> {
    let mut complete = acts;
    complete.sort_by_key(|act| act.anchor);
    for index in 0..complete.len() {
        let act = &complete[index];
        if !is_answer(act) {
            continue;
        }
        let sentence = tree.sentence(act.anchor);
        let is_near = |other: &&Act| {
            let there = tree.sentence(other.anchor);
            other.stance == Stance::Asserted && there <= sentence && sentence - there <= FARTHEST_SENTENCE
        };
        let earlier = complete[..index].iter().rev().filter(is_near);
        let other_side = earlier.filter_map(|other| opposite(cast, act, other)).next();
        complete[index].recipients = other_side.unwrap_or_default();
    }
    complete
}

/// "promised new floodlights": where neither whom it is promised nor a known act is named, nothing political is.
pub(super) fn is_promise_to_nobody(act: &Act) -> bool {
    act.code.kind == EventType::Agree && act.recipients.is_empty() && act.about.is_none() && act.actors.len() < 2
}

fn is_answer(act: &Act) -> bool {
    let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
    let is_directed = match act.code.kind {
        EventType::Accuse => !has("investigate"),
        // "We conduct joint exercises": with the partner of the sentence before.
        EventType::Cooperate => act.actors.len() == 1,
        EventType::Threaten | EventType::Sanction | EventType::Reject | EventType::Agree | EventType::Request => true,
        _ => false,
    };
    is_directed
        && act.recipients.is_empty()
        && !act.actors.is_empty()
        && act.stance == Stance::Asserted
        && act.status == Status::Occurred
}

/// The other side of an earlier act that an actor had a part in.
fn opposite(cast: &Cast, act: &Act, earlier: &Act) -> Option<Vec<Participant>> {
    let country = |one: &Participant| one.actor.and_then(|id| cast.actor(id).identity.country.clone());
    let is_state = |one: &Participant| {
        one.actor.is_some_and(|id| cast.actor(id).identity.sectors.iter().any(|sector| sector == "GOV"))
    };
    let is_same = |a: &Participant, b: &Participant| {
        (a.actor.is_some() && a.actor == b.actor)
            || (country(a).is_some() && country(a) == country(b) && is_state(a) && is_state(b))
    };
    let shares = |side: &[Participant]| side.iter().any(|one| act.actors.iter().any(|own| is_same(own, one)));
    let others = |side: &[Participant]| {
        let kept: Vec<Participant> =
            side.iter().copied().filter(|one| !act.actors.iter().any(|own| is_same(own, one))).collect();
        Some(kept).filter(|kept| !kept.is_empty())
    };
    if shares(&earlier.recipients) {
        others(&earlier.actors)
    } else if shares(&earlier.actors) {
        others(&earlier.recipients)
    } else if matches!(act.code.kind, EventType::Agree | EventType::Cooperate) {
        None
    } else if act.code.kind == earlier.code.kind && !earlier.recipients.is_empty() {
        // "Bahrain severed relations with Iran; the Emirates downgraded its mission": others follow.
        others(&earlier.recipients)
    } else {
        others(&earlier.actors)
    }
}
