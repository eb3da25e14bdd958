//! Whom do "I" and "we" mean inside a quotation?

use super::{ActorId, ActorKind, Cast, Mention, MentionForm};
use crate::read::{Tree, Upos};
use crate::segment::TokenId;
use crate::speech::{Quote, QuoteKind};
use std::collections::BTreeMap;

/// Adds the first-person pronouns of quotations to the actors who speak: "I" is the speaker, "we" the speaker's side.
///
/// The side of somebody who speaks for a state is that state, where the report names it; of anybody else the speaker.
pub fn add_speakers(cast: Cast, quotes: &[Quote], tree: &Tree) -> Cast {
    let mut actors = cast.actors.clone();
    let states = states(&cast);
    let mut spoken: Vec<(u32, u32, ActorId)> = quotes
        .iter()
        .filter(|quote| quote.kind == QuoteKind::Direct || quote.kind == QuoteKind::Mixed)
        .filter_map(|quote| quote.speaker.map(|speaker| (quote, speaker)))
        .flat_map(|(quote, speaker)| quote.content.iter().map(move |span| (span.start, span.end, speaker)))
        .collect();
    spoken.sort_unstable();
    // Contents nest where somebody quotes somebody else; the innermost that is still open speaks.
    let mut open: Vec<(u32, ActorId)> = Vec::new();
    let mut next = spoken.into_iter().peekable();
    for token in (0..tree.reading.words.len() as u32).map(TokenId) {
        let span = tree.span(token);
        while let Some((_, end, speaker)) = next.next_if(|(start, ..)| *start <= span.start) {
            open.push((end, speaker));
        }
        while open.last().is_some_and(|(end, _)| *end <= span.start) {
            open.pop();
        }
        let is_free = tree.upos(token) == Upos::Pron && cast.at(token).is_none();
        let Some((_, speaker)) = open.last().filter(|_| is_free) else { continue };
        let actor = match tree.form(token).to_lowercase().as_str() {
            "i" | "me" | "my" | "mine" | "myself" => *speaker,
            "we" | "us" | "our" | "ours" | "ourselves" => side(&cast, &states, *speaker),
            _ => continue,
        };
        actors[actor.index()].mentions.push(Mention { span, head: token, form: MentionForm::Pronoun });
    }
    for actor in &mut actors {
        actor.mentions.sort_by_key(|mention| mention.head);
    }
    Cast::new(actors)
}

fn side(cast: &Cast, states: &BTreeMap<&str, ActorId>, speaker: ActorId) -> ActorId {
    let identity = &cast.actor(speaker).identity;
    let speaks_for_state = identity.sectors.first().is_some_and(|sector| sector == "GOV");
    let state = identity.country.as_deref().filter(|_| speaks_for_state).and_then(|country| states.get(country));
    state.copied().unwrap_or(speaker)
}

fn states(cast: &Cast) -> BTreeMap<&str, ActorId> {
    let mut states = BTreeMap::new();
    for (index, actor) in cast.actors.iter().enumerate().filter(|(_, actor)| actor.identity.kind == ActorKind::State) {
        if let Some(country) = &actor.identity.country {
            states.entry(country.as_str()).or_insert(ActorId(index as u32));
        }
    }
    states
}
