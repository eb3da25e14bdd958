//! Who stands against his own state? Those who march, fast and riot at home, those whom its police disperse, those who ask it
//! for something or are let out of its prisons (handbook, section 7).

use super::super::Participant;
use super::super::ontology::EventType;
use super::super::operator::Act;
use super::{Implied, is_state_code};
use crate::actor::ActorId;
use crate::read::Relation;

/// Sectors of those who hold the power of a state.
const POWERS: [&str; 7] = ["GOV", "COP", "MIL", "JUD", "SPY", "PRM", "LEG"];

impl Implied<'_> {
    /// Adds OPP to those whom the part they play in an act puts against their own state.
    pub(super) fn mark_opposition(&mut self, act: &Act) {
        let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let against_power = |other: &[Participant], one: ActorId| {
            other.iter().filter_map(|other| self.identity(other)).any(|identity| {
                let is_power = identity.sectors.first().is_some_and(|sector| POWERS.contains(&sector.as_str()));
                is_power && identity.country.is_some() && identity.country == self.actors[one.index()].identity.country
            })
        };
        let against_government = |other: &[Participant], one: ActorId| {
            against_power(other, one)
                && other.iter().filter_map(|other| self.identity(other)).any(|identity| {
                    identity.sectors.first().is_some_and(|sector| matches!(sector.as_str(), "GOV" | "PTY"))
                })
        };
        let actors = || act.actors.iter().filter_map(|one| one.actor);
        let recipients = || act.recipients.iter().filter_map(|one| one.actor);
        let mut crowd: Vec<ActorId> = Vec::new();
        let mut parties: Vec<ActorId> = Vec::new();
        match act.code.kind {
            EventType::Protest if !has("strike") && !self.is_mere_unrest(act) => {
                crowd.extend(actors().filter(|&one| !self.is_only_against_others(&act.recipients, one)));
            }
            EventType::Assault if has("crowd-control") || self.is_crowd_control(act) => {
                crowd.extend(recipients().filter(|&one| act.actors.is_empty() || against_power(&act.actors, one)));
            }
            EventType::Assault => {
                let marchers = act.recipients.iter().filter(|one| self.is_crowd_word(act, one));
                crowd.extend(marchers.filter_map(|one| one.actor).filter(|&one| against_power(&act.actors, one)));
            }
            EventType::Retreat if has("release") => {
                crowd.extend(recipients().filter(|&one| against_government(&act.actors, one)));
            }
            EventType::Request | EventType::Accuse => {
                if act.code.kind == EventType::Request {
                    crowd.extend(actors().filter(|&one| against_government(&act.recipients, one)));
                }
                parties.extend(actors().filter(|&one| against_government(&act.recipients, one)));
            }
            EventType::Reject => {
                crowd.extend(recipients().filter(|&one| against_government(&act.actors, one)));
                parties.extend(actors().filter(|&one| against_government(&act.recipients, one)));
            }
            _ => {}
        }
        let is_protest = act.code.kind == EventType::Protest;
        for id in crowd {
            self.add_opposition(id, &["CVL"]);
            if is_protest && against_government_of(self, act, id) {
                self.add_opposition(id, &["EDU"]);
            }
        }
        for id in parties {
            self.add_opposition(id, &["PTY"]);
        }
    }

    /// Adds OPP to an actor of whom one of the sectors is all that is known.
    fn add_opposition(&mut self, id: ActorId, sectors: &[&str]) {
        let known = &mut self.actors[id.index()].identity.sectors;
        if known.len() == 1 && sectors.contains(&known[0].as_str()) {
            known.push("OPP".to_string());
        }
    }

    /// Whether whom a protest is against is of other states alone.
    fn is_only_against_others(&self, recipients: &[Participant], one: ActorId) -> bool {
        let own = self.actors[one.index()].identity.country.as_deref();
        let mut countries = recipients
            .iter()
            .filter_map(|other| self.identity(other)?.country.as_deref())
            .filter(|country| is_state_code(country))
            .peekable();
        countries.peek().is_some() && own.is_some() && countries.all(|country| Some(country) != own)
    }

    /// Looters and football crowds are out for other things than power.
    fn is_mere_unrest(&self, act: &Act) -> bool {
        let tree = self.roles.clauses.tree;
        let tokens = tree.segmentation.sentences[tree.sentence(act.anchor)].tokens.clone();
        tokens.map(|token| self.lemma(crate::segment::TokenId(token as u32))).any(|lemma| {
            matches!(lemma.as_str(), "loot" | "looter" | "hooligan" | "fan" | "football" | "shopper" | "consumer")
        })
    }

    /// Tear gas, truncheons and water cannon are for crowds.
    fn is_crowd_control(&self, act: &Act) -> bool {
        let tree = self.roles.clauses.tree;
        tree.subtree_without(act.anchor, &[Relation::Conj, Relation::Parataxis, Relation::Ccomp]).into_iter().any(
            |word| {
                matches!(
                    self.lemma(word).as_str(),
                    "gas" | "teargas" | "cannon" | "rubber" | "baton" | "truncheon" | "sjambok"
                )
            },
        )
    }

    /// "fired on the crowd", "shot two marchers": words for people who are out together.
    fn is_crowd_word(&self, act: &Act, one: &Participant) -> bool {
        const CROWD: [&str; 8] =
            ["crowd", "marcher", "youth", "supporter", "demonstrator", "protester", "rally", "mourner"];
        let tree = self.roles.clauses.tree;
        let Some(span) = one.span else { return false };
        let tokens = tree.segmentation.sentences[tree.sentence(act.anchor)].tokens.clone();
        tokens.map(|token| crate::segment::TokenId(token as u32)).any(|token| {
            span.overlaps(tree.span(token))
                && CROWD.contains(&self.lemma(token).as_str())
                && tree.relation(token) != Relation::NmodPoss
        })
    }
}

/// Whether a protest is against the government of those who protest.
fn against_government_of(implied: &Implied, act: &Act, one: ActorId) -> bool {
    let own = implied.actors[one.index()].identity.country.as_deref();
    act.recipients.iter().filter_map(|other| implied.identity(other)).any(|identity| {
        identity.sectors.first().is_some_and(|sector| sector == "GOV") && identity.country.as_deref() == own
    })
}
