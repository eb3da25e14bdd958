//! Whose are the things that are seized, silenced or paid for? And who is rescued rather than released?

use super::super::Participant;
use super::super::lexicon::Code;
use super::super::ontology::EventType;
use super::super::operator::Act;
use super::{Implied, is_bare_state, is_state_code};
use crate::actor::ActorId;
use crate::read::Relation;
use crate::segment::TokenId;

impl Implied<'_> {
    /// "turned back three Moldovan lorries", "stopped buying Fijian sugar": traders own goods and lorries, fishers their boats.
    pub(super) fn name_owners(&mut self, act: &mut Act) {
        let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let takes = (act.code.kind == EventType::Coerce && (has("seize") || has("restrict")))
            || act.code.kind == EventType::Assault;
        if act.code.kind == EventType::Coerce && has("censor") {
            self.name_medium(act);
            return;
        }
        if !(takes || (act.code.kind == EventType::Protest && has("boycott"))) {
            return;
        }
        let tree = self.roles.clauses.tree;
        let mut objects = self.objects(act.anchor);
        for xcomp in tree.children_by(act.anchor, Relation::Xcomp) {
            objects.extend(self.roles.clauses.patients(xcomp));
        }
        let Some(thing) = objects.into_iter().find(|&object| self.is_one_of(object, &self.words.trade)) else { return };
        let is_unnamed = act.recipients.iter().all(|one| self.identity(one).is_some_and(is_bare_state));
        let own = act.actors.iter().find_map(|one| self.identity(one)?.country.clone());
        let Some((country, true)) = self.country_of_phrase(thing, own.as_deref()).filter(|_| is_unnamed) else {
            return;
        };
        let is_fishing = tree
            .subtree_without(thing, &[Relation::AclRelcl])
            .iter()
            .any(|&word| matches!(self.lemma(word).as_str(), "fishing" | "trawler" | "fish"));
        act.recipients = vec![self.group(&country, &[if is_fishing { "AGR" } else { "BUS" }], thing)];
    }

    /// "soldiers freed four captive nuns": soldiers and police who free others' captives rescue them.
    pub(super) fn name_rescue(&mut self, act: &mut Act) {
        let is_release =
            act.code.kind == EventType::Retreat && act.code.modes.iter().any(|mode| mode.as_str() == "release");
        let is_force =
            act.actors.iter().filter_map(|one| self.identity(one)).any(|identity| {
                identity.sectors.first().is_some_and(|sector| matches!(sector.as_str(), "MIL" | "COP"))
            });
        if !is_release || !is_force {
            return;
        }
        let tree = self.roles.clauses.tree;
        let tells_captivity = |word: TokenId| {
            matches!(
                self.lemma(word).as_str(),
                "captive" | "hostage" | "kidnap" | "kidnapped" | "abduct" | "abducted" | "enslave" | "captor"
            ) || (self.lemma(word) == "hold" && self.roles.clauses.oblique(word, "by").is_some())
        };
        let objects = self.objects(act.anchor);
        if objects.into_iter().any(|object| tree.subtree(object).into_iter().any(tells_captivity)) {
            act.code = Code { kind: EventType::Aid, modes: Vec::new(), cameo: None };
            // Rescuers' own forces are not whom they rescue.
            let own: Vec<Option<ActorId>> = act.actors.iter().map(|one| one.actor).collect();
            act.recipients.retain(|one| !own.contains(&one.actor));
        }
    }

    /// "silenced a French radio station": whoever is silenced is of the press.
    pub(super) fn name_medium(&mut self, act: &mut Act) {
        let is_unnamed = act.recipients.iter().all(|one| self.identity(one).is_some_and(is_bare_state));
        let mut words = self.objects(act.anchor);
        words.extend(self.roles.preposition(act.anchor, self.anchor_kind(act.anchor), "of"));
        let Some(medium) = words.into_iter().find(|&word| self.is_one_of(word, &self.words.medium)) else { return };
        let own = act.actors.iter().find_map(|one| self.identity(one)?.country.clone());
        let country = self.country_of_phrase(medium, None).map(|(country, _)| country).or(own);
        if let Some(country) = country.filter(|country| is_unnamed && is_state_code(country)) {
            act.recipients = vec![self.group(&country, &["JRN"], medium)];
        }
    }

    /// "ordered the state to pay growers": in a judgment for damages, those who are to be paid won it with the court.
    pub(super) fn name_plaintiff(&mut self, act: &mut Act) {
        if act.code.kind != EventType::Sanction || self.lemma(act.anchor) != "order" {
            return;
        }
        let tree = self.roles.clauses.tree;
        let clauses =
            tree.children_by(act.anchor, Relation::Xcomp).chain(self.roles.clauses.infinitives_of_object(act.anchor));
        let Some(payment) =
            clauses.into_iter().find(|&clause| matches!(self.lemma(clause).as_str(), "pay" | "compensate"))
        else {
            return;
        };
        let mut words: Vec<TokenId> = tree.child(payment, Relation::Iobj).into_iter().collect();
        words.extend(tree.child(payment, Relation::Obj));
        words.extend(self.roles.clauses.oblique(payment, "to"));
        let paid =
            words.into_iter().find_map(|word| self.roles.cast.at(word).map(|(actor, mention)| (actor, mention.span)));
        if let Some((actor, span)) = paid
            && !act.actors.iter().chain(&act.recipients).any(|one| one.actor == Some(actor))
        {
            act.actors.push(Participant { actor: Some(actor), span: Some(span) });
        }
    }
}
