//! Which descriptions can point back to an actor named before, and to which kind of actor?

use super::ActorKind;

/// What a general word can point back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum General {
    /// "the politician".
    Person,
    /// "the group".
    Body,
    /// "the country".
    State,
}

impl General {
    /// Whether an actor of this kind can be meant.
    pub(super) fn fits(self, kind: ActorKind) -> bool {
        match self {
            General::Person => kind == ActorKind::Person,
            General::Body => matches!(kind, ActorKind::Organisation | ActorKind::Group),
            General::State => kind == ActorKind::State,
        }
    }
}

/// What a noun points back to when it stands with "the" or "this" and nothing else says who is meant.
pub(super) fn general(lemma: &str) -> Option<General> {
    match lemma {
        "leader" | "politician" | "statesman" | "stateswoman" | "man" | "woman" | "strongman" | "veteran"
        | "incumbent" | "newcomer" | "dissident" | "billionaire" => Some(General::Person),
        "group" | "organisation" | "organization" | "movement" | "company" | "firm" | "agency" | "body" | "bloc"
        | "alliance" | "militia" | "union" | "party" | "faction" | "institution" | "charity" | "watchdog"
        | "network" | "outfit" => Some(General::Body),
        "country" | "nation" | "kingdom" | "republic" | "state" => Some(General::State),
        _ => None,
    }
}

/// Whether a noun may point back, so that it is worth a look even where the actor tables do not know it.
pub(super) fn is_general_word(lemma: &str) -> bool {
    general(lemma).is_some()
}

/// Whether people without a body of their own can be called this.
pub(super) fn is_loose_body(lemma: &str) -> bool {
    matches!(lemma, "group" | "movement" | "militia" | "faction" | "network" | "outfit")
}
