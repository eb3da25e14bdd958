//! Two opinions become one: what the network reads as an event, and what the lexicon and the tree make of the same words.
//!
//! The network decides what is an event and of which type; the lexicon is an independent second opinion. Where both agree
//! an event is surest; where only one speaks it is less sure, and an act that the network does not see at all is dropped.
//! Fillers of roles that the network names go before those that the lexicon's paths lead to.

use super::lexicon::Code;
use super::ontology::{EventType, Mode};
use super::operator::Act;
use super::roles::Roles;
use super::{Participant, Stance, Status};
use crate::read::{Act as Sighting, Tree};
use crate::segment::TokenId;

/// From here on the network's own opinion is enough. Chosen on the corpus' dev part.
const SURE: f32 = 0.5;

/// From here on the network agrees with the lexicon that an act is one. Chosen on the corpus' dev part.
const AGREES: f32 = 0.2;

/// From here on a word fills a role. Chosen on the corpus' dev part.
pub(super) const FILLS: f32 = 0.5;

/// Words whose REJECT is a denial.
const DENIALS: [&str; 4] = ["deny", "denial", "refute", "disavow"];

/// The acts that stand after both were heard, by position.
pub(super) fn judged(acts: Vec<Act>, sightings: &[Sighting], roles: Roles) -> Vec<Act> {
    let judge = Judge { sightings, roles, tree: roles.clauses.tree };
    let mut used = vec![false; sightings.len()];
    let mut kept: Vec<Act> = acts.into_iter().filter_map(|act| judge.hear(act, &mut used)).collect();
    for (index, sighting) in sightings.iter().enumerate() {
        if !used[index] && sighting.score >= SURE {
            kept.extend(judge.seen(index, sighting));
        }
    }
    kept.sort_by_key(|act| (act.anchor, act.code.kind));
    kept
}

struct Judge<'a> {
    sightings: &'a [Sighting],
    roles: Roles<'a>,
    tree: &'a Tree<'a>,
}

impl Judge<'_> {
    /// An act of the lexicon, with what the network says of it; none where the network sees nothing of the kind.
    fn hear(&self, act: Act, used: &mut [bool]) -> Option<Act> {
        let candidates = || self.sightings.iter().enumerate();
        let best = |some: &mut dyn Iterator<Item = (usize, &'_ Sighting)>| {
            some.map(|(index, sighting)| (index, sighting.score)).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        };
        let is_kind = |sighting: &Sighting| *sighting.kind == *act.code.kind.as_str();
        let same = best(&mut candidates().filter(|(_, one)| is_kind(one) && self.touches(one.word, act.anchor)));
        let other = best(&mut candidates().filter(|(_, one)| !is_kind(one) && one.word == act.anchor));
        match (same, other) {
            (Some((index, score)), _) if score >= AGREES && other.is_none_or(|(_, other)| other < score.max(SURE)) => {
                used[index] = true;
                Some(self.agreed(Act { sighting: Some(index), ..act }, &self.sightings[index]))
            }
            (_, Some((index, score))) if score >= SURE => {
                // Taken up as the network has it, with the lexicon's fillers where it names none.
                if std::mem::replace(&mut used[index], true) {
                    return None;
                }
                self.retyped(Act { sighting: Some(index), ..act }, &self.sightings[index])
            }
            _ => None,
        }
    }

    /// Whether two words are the same, or one hangs on the other: "paid" and "visit".
    fn touches(&self, a: TokenId, b: TokenId) -> bool {
        a == b || self.tree.head(a) == Some(b) || self.tree.head(b) == Some(a)
    }

    fn agreed(&self, mut act: Act, sighting: &Sighting) -> Act {
        act.code.modes.extend(modes(act.code.kind, sighting));
        act.code.modes.sort_unstable();
        act.code.modes.dedup();
        self.fill(&mut act, sighting);
        act.fit = f64::from(0.6 + 0.38 * sighting.score);
        act.rule = format!("{} (read {:.2})", act.rule, sighting.score);
        act
    }

    fn retyped(&self, mut act: Act, sighting: &Sighting) -> Option<Act> {
        let kind = EventType::parse(&sighting.kind)?;
        let doubted = format!("{} (lexicon: {})", sighting.kind, act.code.kind.as_str());
        act.code = Code { kind, modes: modes(kind, sighting), cameo: None };
        act.note = None;
        self.fill(&mut act, sighting);
        act.fit = f64::from(0.15 + 0.65 * sighting.score);
        act.rule = format!("read as {doubted} {:.2}", sighting.score);
        Some(act)
    }

    /// An event that only the network sees.
    fn seen(&self, index: usize, sighting: &Sighting) -> Option<Act> {
        let kind = EventType::parse(&sighting.kind)?;
        let mut act = Act {
            code: Code { kind, modes: modes(kind, sighting), cameo: None },
            anchor: sighting.word,
            actors: Vec::new(),
            recipients: Vec::new(),
            reciprocal: false,
            status: Status::Occurred,
            stance: Stance::Asserted,
            about: None,
            content: None,
            note: (kind == EventType::Reject && DENIALS.contains(&self.tree.lemma(sighting.word))).then_some("denial"),
            rule: format!("read as {} {:.2}", sighting.kind, sighting.score),
            fit: f64::from(0.2 + 0.65 * sighting.score),
            sighting: Some(index),
        };
        self.fill(&mut act, sighting);
        Some(act)
    }

    /// Roles and reality as the network has them.
    fn fill(&self, act: &mut Act, sighting: &Sighting) {
        let actors = self.fillers(sighting, "actor");
        let mut recipients = self.fillers(sighting, "recipient");
        recipients.retain(|one| !actors.iter().any(|actor| actor.actor == one.actor));
        if !actors.is_empty() {
            act.recipients.retain(|one| !actors.iter().any(|actor| actor.actor == one.actor));
            act.actors = actors;
        }
        if !recipients.is_empty() {
            act.actors.retain(|one| !recipients.iter().any(|other| other.actor == one.actor));
            act.recipients = recipients;
        }
        let is_circle = act.recipients.is_empty() && act.actors.len() > 1;
        if is_circle && matches!(act.code.kind, EventType::Consult | EventType::Assault) {
            act.reciprocal = true;
        }
        act.status = status(sighting.status()).unwrap_or(act.status);
        act.stance = stance(sighting.stance()).unwrap_or(act.stance);
    }

    fn fillers(&self, sighting: &Sighting, role: &str) -> Vec<Participant> {
        let words: Vec<TokenId> = sighting.filling(role, FILLS).map(|filler| filler.word).collect();
        self.roles.participants(&words)
    }
}

/// The modes of a type that the network reads in an act of it.
pub fn modes(kind: EventType, sighting: &Sighting) -> Vec<Mode> {
    let sure = sighting.modes.iter().filter(|(_, score)| *score >= SURE);
    let mut modes: Vec<Mode> = sure.filter_map(|(mode, _)| Mode::parse(kind, mode)).collect();
    modes.sort_unstable();
    modes
}

/// The status of this name.
pub fn status(name: &str) -> Option<Status> {
    [Status::Occurred, Status::Future, Status::Hypothetical, Status::Negated, Status::Historical]
        .into_iter()
        .find(|status| status.as_str() == name)
}

fn stance(name: &str) -> Option<Stance> {
    [Stance::Asserted, Stance::Alleged, Stance::Denied].into_iter().find(|stance| stance.as_str() == name)
}
