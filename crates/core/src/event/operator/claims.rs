//! What is only claimed? The acts inside accusations and denials.

use super::super::lexicon::Outcome;
use super::super::matching::Match;
use super::super::{Participant, Stance, Status};
use super::Acts;
use crate::read::Relation;
use crate::segment::TokenId;
use std::collections::BTreeSet;

impl Acts<'_, '_> {
    /// Every act inside an accusation or a denial is claimed and no fact, however the parser hangs it: "accused the police of
    /// beating vendors", with the beating below the accusation or below the police.
    pub(super) fn push_claims(&mut self, found: &Match, stance: Stance, first: Option<&Match>) {
        let mut claimed: Vec<TokenId> = first.map(|content| content.anchor).into_iter().collect();
        claimed.extend(self.claimed_zone(found.anchor));
        let mut seen = BTreeSet::new();
        for token in claimed {
            let Some(content) = self.matches.get(&token) else { continue };
            let is_first = first.is_some_and(|first| first.anchor == token);
            if !seen.insert(token) || (self.taken.contains(&token) && !is_first) {
                continue;
            }
            if self.is_own_feat(found, content) {
                self.taken.remove(&token);
                continue;
            }
            self.taken.insert(token);
            self.push_claimed(content, stance, found, Status::Occurred);
        }
    }

    /// The words with acts of their own that an accusation or denial covers.
    pub(super) fn claimed_zone(&self, anchor: TokenId) -> Vec<TokenId> {
        use Relation::*;
        let tree = self.matcher.roles.clauses.tree;
        let clauses = self.matcher.roles.clauses;
        let is_beside = |child: TokenId| {
            let marks = clauses.marks(child);
            let is_temporal = tree.relation(child) == Advcl
                && marks
                    .iter()
                    .any(|mark| matches!(mark.as_str(), "after" | "before" | "when" | "while" | "as" | "since"));
            matches!(tree.relation(child), Nsubj | NsubjPass | Conj | Parataxis | Appos | AclRelcl | NmodPoss)
                || is_temporal
                || tree
                    .case_of(child)
                    .is_some_and(|case| matches!(case.as_str(), "after" | "before" | "during" | "since"))
        };
        let mut zone = Vec::new();
        for &child in tree.children(anchor).iter().filter(|&&child| !is_beside(child)) {
            zone.extend(tree.subtree_without(child, &[Parataxis, Appos, AclRelcl]));
        }
        // "accused Accra, which denies it, of shelling": the parser may hang the charge on a clause between.
        let is_charge =
            |token: TokenId| &*tree.word(token).xpos == "VBG" && clauses.marks(token).iter().any(|mark| mark == "of");
        for token in tree.subtree(anchor).into_iter().filter(|&token| is_charge(token)) {
            zone.extend(tree.subtree_without(token, &[Parataxis, Appos, AclRelcl]));
        }
        zone.retain(|token| {
            self.matches.get(token).is_some_and(|found| matches!(found.entry.outcome, Outcome::Event(_)))
        });
        zone.sort_unstable();
        zone.dedup();
        zone
    }

    /// "The army claimed that it had killed twelve": who claims an act of his own reports it.
    pub(super) fn is_own_feat(&self, found: &Match, content: &Match) -> bool {
        let claims = matches!(self.matcher.roles.clauses.tree.lemma(found.anchor), "claim" | "maintain" | "contend");
        let is_speaker = |one: &Participant| found.actors.iter().any(|speaker| speaker.actor == one.actor);
        claims && !content.actors.is_empty() && content.actors.iter().all(is_speaker)
    }

    /// The act that somebody alleges or denies, for claims to point at.
    pub(super) fn push_claimed(&mut self, content: &Match, stance: Stance, speaker: &Match, status: Status) {
        let codes = match &content.entry.outcome {
            Outcome::Event(codes) => codes,
            // "accused of mulling arms exports": what is said to be weighed or planned is claimed, but not as done.
            Outcome::Operator(..) => {
                let inner: Vec<Match> =
                    self.contents(content).into_iter().filter_map(|inner| inner.found.cloned()).collect();
                for inner in inner.iter().filter(|inner| matches!(inner.entry.outcome, Outcome::Event(_))) {
                    self.taken.insert(inner.anchor);
                    self.push_claimed(inner, stance, speaker, Status::Hypothetical);
                }
                return;
            }
            Outcome::Carrier | Outcome::Block | Outcome::Own(_) => return,
        };
        let is_speaker = |one: &Participant| speaker.actors.iter().any(|other| other.actor == one.actor);
        let mut actors = content.actors.clone();
        // "accused the army of having tortured": who is accused did it, not who accuses.
        let is_accuser = stance == Stance::Alleged && !actors.is_empty() && actors.iter().all(is_speaker);
        if actors.is_empty() || (is_accuser && !speaker.recipients.is_empty()) {
            actors = match stance {
                Stance::Denied => speaker.actors.clone(),
                _ => speaker.recipients.clone(),
            };
        }
        for code in codes {
            let mut act = self.act(content, code.clone(), actors.clone(), content.recipients.clone());
            act.stance = stance;
            act.status = status;
            act.fit -= 0.1;
            self.acts.push(act);
        }
    }
}
