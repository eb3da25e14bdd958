//! What happens at the anchors of a user's codebook? The same matching, reality, dates, places and voices as for PLOVER's
//! acts, without a type: which types of the codebook fit is asked in `crate::codebook`.

use super::lexicon::{Anchor, Code, Operator, Outcome};
use super::matching::{Match, Matcher};
use super::ontology::EventType;
use super::operator::Act;
use super::reality::{Mood, Reality};
use super::{Event, Stance, Status};
use crate::read::{Relation, Upos};
use crate::segment::TokenId;

/// How far up a tree a governing word is looked for.
const MAX_STEPS: usize = 12;

/// What happens at an anchor of a codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnAct {
    /// The types whose anchors match here, as indices into the codebook's.
    pub kinds: Vec<usize>,
    /// Everything but type, mode and CAMEO code, which are a stand-in's and say nothing.
    pub event: Event,
}

/// An event of a codebook that PLOVER does not code.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnEvent {
    /// The types that fit, as indices into the codebook's.
    pub types: Vec<usize>,
    /// Its type, mode and CAMEO code are a stand-in's.
    event: Event,
}

impl OwnEvent {
    /// An event of these types.
    pub(crate) fn new(types: Vec<usize>, event: Event) -> OwnEvent {
        OwnEvent { types, event }
    }

    /// Everything that is told of it. The type, mode and CAMEO code in it say nothing: it has none.
    pub fn told(&self) -> &Event {
        &self.event
    }
}

/// The acts at the anchors of a codebook, each with the types whose anchors match there. `matcher` has the codebook's anchors
/// for its lexicon, `reality` PLOVER's.
pub(super) fn acts(matcher: &Matcher, reality: &Reality) -> Vec<(Vec<usize>, Act)> {
    let tree = matcher.roles.clauses.tree;
    let tokens = (0..tree.segmentation.tokens.len()).map(|token| TokenId(token as u32));
    let mut found = Vec::new();
    for token in tokens {
        let mut kinds: Vec<usize> = Vec::new();
        let mut best: Option<Match> = None;
        for one in matcher.all(token).filter(|one| one.entry.anchor == Anchor::Verb || noun_stands(matcher, one.anchor))
        {
            let Outcome::Own(kind) = one.entry.outcome else { continue };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            best.get_or_insert(one);
        }
        if let Some(best) = best {
            kinds.sort_unstable();
            found.push((kinds, act(&best, reality)));
        }
    }
    found
}

/// A noun that only modifies another says nothing of its own: "boycott calls".
fn noun_stands(matcher: &Matcher, noun: TokenId) -> bool {
    let tree = matcher.roles.clauses.tree;
    !matches!(tree.relation(noun), Relation::Compound | Relation::Amod | Relation::Flat)
        && tree.upos(noun) != Upos::Propn
}

fn act(found: &Match, reality: &Reality) -> Act {
    let (status, stance) = told_as(found.anchor, reality);
    let n_known = usize::from(!found.actors.is_empty()) + usize::from(!found.recipients.is_empty());
    Act {
        // A stand-in that no rule below looks at.
        code: Code { kind: EventType::Coerce, modes: Vec::new(), cameo: None },
        anchor: found.anchor,
        actors: found.actors.clone(),
        recipients: found.recipients.clone(),
        reciprocal: found.entry.reciprocal,
        status,
        stance,
        about: None,
        content: None,
        note: None,
        rule: found.entry.source.clone(),
        fit: 0.5 + 0.15 * n_known as f64 + 0.05 * found.entry.elements.len().min(2) as f64,
        sighting: None,
    }
}

/// Whether the act has happened and is told as fact: by its own clause, then by the nearest speech act above it, which keeps
/// PLOVER's acts as its content but not a codebook's, then by whatever else governs it.
fn told_as(anchor: TokenId, reality: &Reality) -> (Status, Stance) {
    let own = status_of(reality.own_mood(anchor));
    let tree = reality.clauses.tree;
    let (mut node, mut stance) = (anchor, Stance::Asserted);
    for _ in 0..MAX_STEPS {
        let Some(head) = tree.head(node).filter(|_| is_content(node, reality)) else { break };
        // A coordinated verb stands beside its head, not below it.
        let above = reality.operator(head).filter(|_| tree.relation(node) != Relation::Conj);
        let status = match above {
            Some(Operator::Intend | Operator::Threaten | Operator::Order) => Some(Status::Future),
            Some(Operator::Request | Operator::Consider | Operator::Permit) => Some(Status::Hypothetical),
            Some(Operator::Refuse | Operator::Fail) => Some(Status::Negated),
            _ => None,
        };
        if let Some(status) = status.filter(|_| own == Status::Occurred) {
            return (status, stance);
        }
        match above {
            Some(Operator::Allege) => stance = Stance::Alleged,
            Some(Operator::Deny) => stance = Stance::Denied,
            _ => {}
        }
        node = head;
    }
    // "was accused of burning", "denied having burnt": done or not, it is somebody's word.
    let status = if stance == Stance::Asserted { status_of(reality.mood(anchor)) } else { own };
    (status, stance)
}

fn status_of(mood: Mood) -> Status {
    match mood {
        Mood::Fact => Status::Occurred,
        Mood::Intended => Status::Future,
        Mood::Refused => Status::Negated,
        Mood::Not(status) => status,
    }
}

/// Whether a word stands where a governing word has its content: "called for a boycott", not "called after the boycott".
fn is_content(node: TokenId, reality: &Reality) -> bool {
    let tree = reality.clauses.tree;
    let is_besides = |word: &str| {
        matches!(
            word,
            "after" | "before" | "during" | "since" | "when" | "while" | "as" | "until" | "amid" | "following"
        )
    };
    let case = tree.case_of(node);
    let marks = reality.clauses.marks(node);
    matches!(
        tree.relation(node),
        Relation::Xcomp
            | Relation::Ccomp
            | Relation::Advcl
            | Relation::Acl
            | Relation::Obj
            | Relation::Obl
            | Relation::Nmod
            | Relation::Conj
    ) && !case.as_deref().is_some_and(is_besides)
        && !marks.iter().any(|mark| is_besides(mark))
}
