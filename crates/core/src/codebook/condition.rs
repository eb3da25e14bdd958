//! Does one line of a codebook's conditions hold of an event?

use crate::actor::Cast;
use crate::context::Context;
use crate::event::ontology::{EventType, Mode};
use crate::event::pattern::PartyPattern;
use crate::event::{Event, Participant, Stance, Status};
use crate::phrases::{Phrases, Words};
use crate::read::Tree;
use crate::segment::TokenId;

/// One line: a key with the values any of which may fit.
#[derive(Debug)]
pub(super) enum Condition {
    /// PLOVER types, some with a mode.
    Type(Vec<(EventType, Option<Mode>)>),
    /// Modes of any type, by name.
    Mode(Vec<String>),
    Status(Vec<Status>),
    Stance(Vec<Stance>),
    /// Somebody on this side is meant.
    Party(Side, Vec<PartyPattern>),
    /// These words stand in what refers to somebody on this side.
    PartyWords(Side, Phrases<()>),
    /// In the event's sentence.
    Words(Phrases<()>),
    /// In the title or anywhere in the text: an index into the codebook's phrases of documents.
    DocumentWords(usize),
    Context(Vec<Context>),
}

/// Whose side a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Actor,
    Recipient,
    Either,
}

/// An event with what conditions ask about.
pub(super) struct Scene<'a> {
    pub(super) event: &'a Event,
    /// Whether the event has a PLOVER type.
    pub(super) is_plover: bool,
    pub(super) cast: &'a Cast,
    pub(super) contexts: &'a [Context],
    /// The words of its sentence.
    pub(super) sentence: &'a Words,
    /// Which of the codebook's phrases of documents stand in this one.
    pub(super) said: &'a [bool],
    pub(super) tree: &'a Tree<'a>,
}

impl Condition {
    pub(super) fn holds(&self, scene: &Scene) -> bool {
        let event = scene.event;
        match self {
            Condition::Type(types) => {
                let is_it = |(kind, mode): &(EventType, Option<Mode>)| {
                    *kind == event.kind && mode.is_none_or(|mode| event.modes.contains(&mode))
                };
                scene.is_plover && types.iter().any(is_it)
            }
            Condition::Mode(modes) => {
                scene.is_plover && event.modes.iter().any(|mode| modes.iter().any(|name| name == mode.as_str()))
            }
            Condition::Status(values) => values.contains(&event.status),
            Condition::Stance(values) => values.contains(&event.stance),
            Condition::Party(side, wanted) => scene.side(*side).any(|one| {
                let identity = one.actor.map(|id| &scene.cast.actor(id).identity);
                wanted.iter().any(|party| party.fits(identity))
            }),
            Condition::PartyWords(side, phrases) => scene.side(*side).any(|one| scene.is_called(one, phrases)),
            Condition::Words(phrases) => phrases.is_in(scene.sentence),
            Condition::DocumentWords(index) => scene.said[*index],
            Condition::Context(contexts) => contexts.iter().any(|context| scene.contexts.contains(context)),
        }
    }
}

impl Scene<'_> {
    fn side(&self, side: Side) -> impl Iterator<Item = &Participant> {
        let actors = (side != Side::Recipient).then_some(&self.event.actors);
        let recipients = (side != Side::Actor).then_some(&self.event.recipients);
        actors.into_iter().chain(recipients).flatten()
    }

    /// Whether the words that refer to somebody here, or the name or office, hold one of the phrases.
    fn is_called(&self, one: &Participant, phrases: &Phrases<()>) -> bool {
        let here = one.span.map(|span| {
            let tokens = &self.tree.segmentation.tokens;
            let first = tokens.partition_point(|token| token.span.end <= span.start);
            let last = tokens.partition_point(|token| token.span.start < span.end);
            Words::new(self.tree, (first..last.max(first)).map(|token| TokenId(token as u32)))
        });
        let actor = one.actor.map(|id| self.cast.actor(id));
        let name = actor.map(|actor| Words::plain(&actor.name));
        let role = actor.and_then(|actor| actor.identity.role.as_deref()).map(Words::plain);
        [here, name, role].into_iter().flatten().any(|words| phrases.is_in(&words))
    }
}
