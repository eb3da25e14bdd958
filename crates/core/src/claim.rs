//! Which claims are made, and by whom are they denied? Alleged acts with those who stand behind them and against them.

use crate::actor::ActorId;
use crate::event::ontology::EventType;
use crate::event::{Event, Participant, Stance};

/// An alleged act with the voices for and against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The alleged or denied event, as an index.
    pub event: usize,
    /// Who says that it happened.
    pub asserted_by: Vec<ActorId>,
    /// Who says that it did not.
    pub denied_by: Vec<ActorId>,
}

/// The claims of a report, one for each event that is alleged or denied.
pub fn claims(events: &[Event]) -> Vec<Claim> {
    let is_claimed = |event: &&Event| event.stance != Stance::Asserted;
    let claimed = events.iter().filter(is_claimed);
    claimed.map(|event| claim(event, events)).collect()
}

fn claim(event: &Event, events: &[Event]) -> Claim {
    let index = events.iter().position(|other| std::ptr::eq(other, event)).unwrap_or(0);
    let doers = ids(&event.actors);
    let blames = |other: &&Event| {
        other.kind == EventType::Accuse
            && other.stance == Stance::Asserted
            && ids(&other.recipients).iter().any(|blamed| doers.contains(blamed))
    };
    let denies = |other: &&Event| {
        other.note.as_deref() == Some("denial") && ids(&other.actors).iter().any(|denier| doers.contains(denier))
    };
    let mut asserted_by: Vec<ActorId> = events.iter().filter(blames).flat_map(|other| ids(&other.actors)).collect();
    let mut denied_by: Vec<ActorId> = events.iter().filter(denies).flat_map(|other| ids(&other.actors)).collect();
    if event.stance == Stance::Denied {
        denied_by.extend(event.attribution.speaker);
    } else {
        asserted_by.extend(event.attribution.speaker.filter(|_| asserted_by.is_empty()));
    }
    for voices in [&mut asserted_by, &mut denied_by] {
        voices.sort_unstable();
        voices.dedup();
    }
    Claim { event: index, asserted_by, denied_by }
}

fn ids(side: &[Participant]) -> Vec<ActorId> {
    side.iter().filter_map(|one| one.actor).collect()
}
