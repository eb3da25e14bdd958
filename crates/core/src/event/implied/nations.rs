//! For whom does a nation stand? "The Americans" who refuse a plan are their government, those who advance their army; what
//! "Saudi aircraft" are blamed for the Saudi forces did.

use super::super::Participant;
use super::super::ontology::EventType;
use super::super::operator::Act;
use super::{Implied, is_bare_state, is_state_code};
use crate::actor::ActorKind;
use crate::read::Relation;
use crate::segment::TokenId;

impl Implied<'_> {
    pub(super) fn name_nations(&mut self, act: &mut Act) {
        let (kind, anchor) = (act.code.kind, act.anchor);
        let fights = matches!(kind, EventType::Assault | EventType::Mobilize);
        let deals = matches!(
            kind,
            EventType::Accuse
                | EventType::Agree
                | EventType::Consult
                | EventType::Cooperate
                | EventType::Reject
                | EventType::Request
                | EventType::Support
                | EventType::Threaten
        );
        for side in [&mut act.actors, &mut act.recipients] {
            for one in side.iter_mut() {
                if let Some(country) = self.nation(one).filter(|_| fights || deals) {
                    let word = one.span.and_then(|span| self.token_at(anchor, span)).unwrap_or(anchor);
                    *one = Participant {
                        span: one.span,
                        ..if fights { self.group(&country, &["MIL"], word) } else { self.government(&country, word) }
                    };
                } else if let Some((country, word)) = self.owner_of_arms(anchor, one) {
                    *one = self.group(&country, &["MIL"], word);
                }
            }
        }
    }

    /// The country of a nation taken as one: "the Cambodians", neither "sixty Haitians" nor "the Haitians of Miami".
    fn nation(&self, one: &Participant) -> Option<String> {
        let identity = self.identity(one).filter(|identity| identity.kind == ActorKind::People)?;
        let country = identity.country.clone().filter(|country| is_state_code(country))?;
        let words: Vec<&str> = one.span?.of(self.roles.clauses.tree.text).split_whitespace().collect();
        let [article, nation] = words.as_slice() else { return None };
        let is_whole = article.eq_ignore_ascii_case("the") && nation.starts_with(char::is_uppercase);
        (is_whole && identity.sectors == ["CVL"]).then_some(country)
    }

    /// "Saudi aircraft", "Ethiopian jets": the adjective names the state whose forces they are.
    fn owner_of_arms(&self, anchor: TokenId, one: &Participant) -> Option<(String, TokenId)> {
        let tree = self.roles.clauses.tree;
        let country = self.identity(one).filter(|identity| is_bare_state(identity))?.country.clone()?;
        let adjective = self.token_at(anchor, one.span?)?;
        let thing = tree.head(adjective)?;
        let modifies = matches!(tree.relation(adjective), Relation::Amod | Relation::Compound);
        (modifies && is_state_code(&country) && self.is_one_of(thing, &self.words.arms)).then_some((country, thing))
    }
}
