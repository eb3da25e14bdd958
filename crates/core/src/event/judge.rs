//! Two opinions become one: what the network reads as an event, and what the lexicon and the tree make of the same words.
//!
//! The lexicon's type, sides and modes stay where it has them, unless the network is all but certain of another type; the network adds
//! the acts that only it sees, the sides that no path leads to, and its opinion of whether an act happened. Where both agree an
//! event is surest; where only one speaks it is less sure, and what is too unsure is dropped.

use super::lexicon::Code;
use super::ontology::{EventType, Mode};
use super::operator::Act;
use super::roles::Roles;
use super::{Participant, Stance, Status};
use crate::read::{Act as Sighting, Tree};
use crate::segment::TokenId;

/// From here on the network's opinion of a mode counts.
const SURE: f32 = 0.5;

/// From here on the network's opinion of a type overrules the lexicon's, and a second act on a word of the lexicon's own stands.
/// Chosen on the handbook's first examples and the corpus' dev part together.
const OVERRULES: f32 = 0.9;

/// An act that is less sure than this is dropped: low enough that an act of the lexicon alone stays, which the handbook's first examples
/// need; the F1 of anchors with their type on the corpus' dev part is the same from .25 to .35.
const LEAST: f64 = 0.30;

/// What the network's score counts for where it is too low to be told (see [`crate::read::LEAST_SCORE`]).
const UNSEEN: f32 = 0.03;

/// How often an act of the network's score is one, as the logistic curve of its log-odds: intercept and slope, where the lexicon
/// agrees and where the network is alone. Fitted on the corpus' dev part by `train/calibrate.py`.
const WITH_LEXICON: (f64, f64) = (0.98, 0.47);
const ALONE: (f64, f64) = (-0.57, 0.62);

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
        let is_taken = kept.iter().any(|act| judge.touches(act.anchor, sighting.word));
        let is_sure = confidence(sighting.score, ALONE) >= LEAST && (!is_taken || sighting.score >= OVERRULES);
        if !used[index] && is_sure {
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
        let score = same.map_or(UNSEEN, |(_, score)| score);
        if let Some((index, _)) = other.filter(|(_, other)| *other >= score.max(OVERRULES)) {
            // Taken up as the network has it, with the lexicon's fillers where it names none.
            if std::mem::replace(&mut used[index], true) {
                return None;
            }
            return self.retyped(Act { sighting: Some(index), ..act }, &self.sightings[index]);
        }
        let act = Act { fit: confidence(score, WITH_LEXICON), ..act };
        if act.fit < LEAST {
            return None;
        }
        let Some((index, _)) = same else { return Some(act) };
        used[index] = true;
        Some(self.agreed(Act { sighting: Some(index), ..act }, &self.sightings[index]))
    }

    /// Whether two words are the same, or one hangs on the other: "paid" and "visit".
    fn touches(&self, a: TokenId, b: TokenId) -> bool {
        a == b || self.tree.head(a) == Some(b) || self.tree.head(b) == Some(a)
    }

    fn agreed(&self, mut act: Act, sighting: &Sighting) -> Act {
        if act.code.modes.is_empty() {
            act.code.modes = modes(act.code.kind, sighting);
        }
        self.fill(&mut act, sighting);
        act.rule = format!("{} (read {:.2})", act.rule, sighting.score);
        act
    }

    fn retyped(&self, mut act: Act, sighting: &Sighting) -> Option<Act> {
        let kind = EventType::parse(&sighting.kind)?;
        let doubted = format!("{} (lexicon: {})", sighting.kind, act.code.kind.as_str());
        act.code = Code { kind, modes: modes(kind, sighting), cameo: None };
        act.note = None;
        self.fill(&mut act, sighting);
        act.fit = confidence(sighting.score, ALONE);
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
            fit: confidence(sighting.score, ALONE),
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
        // What the lexicon's paths lead to stays: it is right more often on the handbook's examples.
        if !actors.is_empty() && !self.roles.is_named(&act.actors) {
            act.recipients.retain(|one| !actors.iter().any(|actor| actor.actor == one.actor));
            act.actors = actors;
        }
        if !recipients.is_empty() && !self.roles.is_named(&act.recipients) {
            act.actors.retain(|one| !recipients.iter().any(|other| other.actor == one.actor));
            act.recipients = recipients;
        }
        let is_circle = act.recipients.is_empty() && act.actors.len() > 1;
        if is_circle && matches!(act.code.kind, EventType::Consult | EventType::Assault) {
            act.reciprocal = true;
        }
        // "may arrest": what the words themselves make unreal stays so.
        if act.status == Status::Occurred {
            act.status = status(sighting.status()).unwrap_or(act.status);
        }
        act.stance = stance(sighting.stance()).unwrap_or(act.stance);
    }

    fn fillers(&self, sighting: &Sighting, role: &str) -> Vec<Participant> {
        let words: Vec<TokenId> = sighting.filling(role, FILLS).map(|filler| filler.word).collect();
        self.roles.participants(&words)
    }
}

/// How often an act is one that the network gives this score, by a curve over the score's log-odds.
fn confidence(score: f32, (intercept, slope): (f64, f64)) -> f64 {
    let score = f64::from(score.clamp(0.001, 0.999));
    let odds = (score / (1.0 - score)).ln();
    1.0 / (1.0 + (-(intercept + slope * odds)).exp())
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
