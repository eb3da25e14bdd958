//! What does a report tell again? One event for each thing told more than once, and dates and guests from one telling to the
//! next.

use super::ontology::EventType;
use super::{Event, Participant, Status};
use crate::actor::ActorId;
use crate::place::Place;
use crate::read::{Relation, Tree};
use crate::segment::TokenId;
use crate::span::Span;
use std::collections::BTreeSet;

/// A meeting is taken up again within so many sentences. Chosen by feel; never measured.
const FARTHEST_SENTENCE: usize = 8;

/// Brings the tellings of one event together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Retelling<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) places: &'a [Place],
}

impl Retelling<'_> {
    /// One event for what a report tells more than once: same type, sides, reality and day. The earliest telling is kept
    /// and lists the others.
    pub(super) fn told_once(&self, mut events: Vec<Event>) -> Vec<Event> {
        self.date_by_visits(&mut events);
        let mut kept: Vec<Event> = Vec::with_capacity(events.len());
        for event in events {
            let earlier = kept.iter().position(|earlier| self.is_same(earlier, &event));
            match earlier.or_else(|| self.taken_up(&kept, &event)) {
                Some(earlier) => absorb(&mut kept[earlier], event),
                None => kept.push(event),
            }
        }
        kept
    }

    /// "Orlov's visit last month ... During two days of talks, Orlov and Adeyemi hailed ...": talks told right behind a dated
    /// visit were held on it, and what was said there was said then.
    fn date_by_visits(&self, events: &mut [Event]) {
        let sentence_of = |event: &Event| self.sentence(event.anchor);
        let is_visit =
            |event: &Event| event.kind == EventType::Consult && event.modes.iter().any(|mode| mode.as_str() == "visit");
        let is_dated = |event: &Event| event.date.as_ref().is_some_and(|date| date.time.is_some());
        let visits: Vec<Event> = events.iter().filter(|event| is_visit(event) && is_dated(event)).cloned().collect();
        for visit in visits {
            let Some(sentence) = sentence_of(&visit) else { continue };
            let shares = |event: &Event| everybody(event).intersection(&everybody(&visit)).next().is_some();
            let follows = |event: &Event| sentence_of(event) == Some(sentence + 1) && !is_dated(event);
            let has_talks = events
                .iter()
                .any(|event| event.kind == EventType::Consult && !is_visit(event) && follows(event) && shares(event));
            for event in events.iter_mut().filter(|event| has_talks && follows(event) && shares(event)) {
                event.date.clone_from(&visit.date);
            }
        }
    }

    /// "In the meeting, also attended by the minister, ...": the meeting told before, with one more at the table.
    fn taken_up(&self, kept: &[Event], event: &Event) -> Option<usize> {
        let is_meeting = |event: &Event| {
            event.kind == EventType::Consult
                && event.status == Status::Occurred
                && !event.modes.iter().any(|mode| matches!(mode.as_str(), "visit" | "phone"))
        };
        if !is_meeting(event) || !self.is_definite(event.anchor) {
            return None;
        }
        let sentence = self.sentence(event.anchor)?;
        let is_near = |earlier: &Event| {
            self.sentence(earlier.anchor)
                .is_some_and(|other| other <= sentence && sentence - other <= FARTHEST_SENTENCE)
        };
        let same_day = |earlier: &Event| is_same_day(earlier, event);
        let fits = |earlier: &Event| {
            let shares = everybody(earlier).intersection(&everybody(event)).next().is_some();
            shares || everybody(event).len() < 2
        };
        kept.iter().rposition(|earlier| is_meeting(earlier) && is_near(earlier) && same_day(earlier) && fits(earlier))
    }

    /// Whether an anchor is a noun with "the", "this" or "these".
    fn is_definite(&self, anchor: Span) -> bool {
        let Some(token) = self.token(anchor) else { return false };
        // "the meeting attended by", "attended the meeting": the noun above or below the verb.
        let above =
            self.tree.head(token).filter(|_| matches!(self.tree.relation(token), Relation::Acl | Relation::AclRelcl));
        let nouns = [Some(token), above, self.tree.child(token, Relation::Obj)];
        nouns.into_iter().flatten().any(|noun| {
            self.tree.children(noun).iter().any(|&child| {
                let word = self.tree.form(child).to_lowercase();
                matches!(word.as_str(), "the" | "this" | "that" | "these" | "those")
            })
        })
    }

    fn token(&self, anchor: Span) -> Option<TokenId> {
        let tokens = &self.tree.segmentation.tokens;
        let index = tokens.partition_point(|token| token.span.start < anchor.start);
        tokens.get(index).is_some_and(|token| token.span == anchor).then_some(TokenId(index as u32))
    }

    fn sentence(&self, anchor: Span) -> Option<usize> {
        self.token(anchor).map(|token| self.tree.sentence(token))
    }

    fn is_same(&self, a: &Event, b: &Event) -> bool {
        let same_sides = ids(&a.actors) == ids(&b.actors) && ids(&a.recipients) == ids(&b.recipients);
        let is_circle = a.kind == EventType::Consult && a.reciprocal && b.reciprocal;
        let same_circle = is_circle && everybody(a) == everybody(b);
        // A caption and the story tell one meeting, with more or fewer of those who were there.
        let same_place = self.place(a).is_some() && self.place(a) == self.place(b);
        let is_within = everybody(a).is_subset(&everybody(b)) || everybody(b).is_subset(&everybody(a));
        let same_table = is_circle && same_place && is_within;
        // "my first visit abroad ... his trip to Oslo"; "exchange information, conduct exercises" in one breath.
        let same_doers = !a.actor_implicit && ids(&a.actors) == ids(&b.actors);
        let is_open = a.recipients.is_empty() != b.recipients.is_empty();
        let sentences = |event: &Event| -> BTreeSet<Option<usize>> {
            event.mentions.iter().map(|&mention| self.sentence(mention)).collect()
        };
        let same_sentence = sentences(a).intersection(&sentences(b)).next().is_some();
        let is_visit = a.kind == EventType::Consult && a.modes == b.modes && !a.reciprocal && !b.reciprocal;
        let same_but_open = same_doers && is_open && (is_visit || (a.kind == EventType::Cooperate && same_sentence));
        let is_anonymous =
            a.actor_implicit || (a.recipients.is_empty() && a.kind != EventType::Consult && !same_but_open);
        // "welcomed cooperation. 'We hold exercises,' he said": the second tells of another work in common.
        let is_other_work = a.kind == EventType::Cooperate && a.cameo != b.cameo && !same_sentence;
        a.kind == b.kind
            && !is_other_work
            && a.status == b.status
            && a.stance == b.stance
            && a.note == b.note
            && is_same_day(a, b)
            && !is_anonymous
            && (same_sides || same_circle || same_table || same_but_open)
    }

    fn place(&self, event: &Event) -> Option<&str> {
        event.place.map(|place| self.places[place].name.as_str())
    }
}

fn ids(side: &[Participant]) -> BTreeSet<Option<ActorId>> {
    side.iter().map(|one| one.actor).collect()
}

/// Both sides together.
fn everybody(event: &Event) -> BTreeSet<ActorId> {
    event.actors.iter().chain(&event.recipients).filter_map(|one| one.actor).collect()
}

fn is_same_day(a: &Event, b: &Event) -> bool {
    match (&a.date, &b.date) {
        (Some(a), Some(b)) => a.time.is_none() || b.time.is_none() || a.value == b.value,
        _ => true,
    }
}

fn absorb(earlier: &mut Event, event: Event) {
    earlier.mentions.extend(event.mentions);
    earlier.modes.extend(event.modes);
    earlier.modes.sort_unstable();
    earlier.modes.dedup();
    let is_open = earlier.recipients.is_empty();
    let known = everybody(earlier);
    let is_new = |one: &Participant| one.actor.is_some_and(|actor| !known.contains(&actor));
    if earlier.kind == EventType::Consult && earlier.reciprocal {
        earlier.actors.extend(event.actors.into_iter().chain(event.recipients).filter(is_new));
    } else if is_open {
        earlier.recipients.extend(event.recipients.into_iter().filter(is_new));
    }
    if earlier.date.as_ref().is_none_or(|date| date.time.is_none())
        && event.date.as_ref().is_some_and(|date| date.time.is_some())
    {
        earlier.date = event.date;
    }
    earlier.place = earlier.place.or(event.place);
    earlier.confidence = earlier.confidence.max(event.confidence);
}
