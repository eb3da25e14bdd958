//! Whom does an act imply that no word names? The frigates a state moves are its navy's, whom it puts under curfew are its
//! people, who arrests a politician of Gabon is Gabon's police (handbook, sections 7 and 8).
//!
//! An implied actor rests on the words that imply it; those are its mention.

use super::Participant;
use super::lexicon::{Anchor, Lexicon};
use super::ontology::EventType;
use super::operator::Act;
use super::roles::Roles;
use crate::actor::{Actor, ActorId, ActorKind, Cast, Identity, Mention, MentionForm};
use crate::place::{Place, PlacePrecision};
use crate::read::{Relation, Upos};
use crate::segment::TokenId;
use std::collections::BTreeSet;

/// The word classes that tell who is implied; see `data/lexicon/implied.txt`.
#[derive(Debug, Default)]
pub(super) struct ImpliedWords {
    arms: BTreeSet<String>,
    military_site: BTreeSet<String>,
    settlement: BTreeSet<String>,
    borderland: BTreeSet<String>,
    policy: BTreeSet<String>,
    eased: BTreeSet<String>,
}

impl ImpliedWords {
    pub(super) fn new(lexicon: &Lexicon) -> ImpliedWords {
        ImpliedWords {
            arms: lexicon.class("arms"),
            military_site: lexicon.class("military_site"),
            settlement: lexicon.class("settlement"),
            borderland: lexicon.class("borderland"),
            policy: lexicon.class("policy"),
            eased: lexicon.class("eased"),
        }
    }
}

/// The acts with those whom they imply, and the cast with these added at its end.
pub(super) fn with_implied(
    acts: Vec<Act>,
    roles: Roles,
    places: &[Place],
    words: &ImpliedWords,
) -> (Vec<Act>, Vec<Actor>) {
    let mut implied = Implied { roles, places, words, actors: roles.cast.actors.clone() };
    let acts = acts.into_iter().map(|act| implied.complete(act)).collect();
    (acts, implied.actors)
}

struct Implied<'a> {
    roles: Roles<'a>,
    places: &'a [Place],
    words: &'a ImpliedWords,
    /// The actors of the cast, then those implied.
    actors: Vec<Actor>,
}

impl Implied<'_> {
    fn complete(&mut self, mut act: Act) -> Act {
        self.name_forces(&mut act);
        self.name_organ(&mut act);
        if act.recipients.is_empty() {
            self.name_recipient(&mut act);
        }
        self.mark_opposition(&act);
        act
    }

    /// A state that moves ships, bombs or shells does so with its forces: "Peru moved two frigates" is `PER MIL`.
    fn name_forces(&mut self, act: &mut Act) {
        let anchor = act.anchor;
        let things: Vec<TokenId> = match self.anchor_kind(anchor) {
            Anchor::Verb => self.roles.clauses.agents(anchor),
            Anchor::Noun => vec![anchor],
        };
        let arms: Option<TokenId> =
            things.iter().copied().find(|&thing| self.is_one_of(thing, &self.words.arms)).or_else(|| {
                let uses = matches!(act.code.kind, EventType::Mobilize);
                let patients = self.roles.clauses.patients(anchor);
                patients.into_iter().find(|&thing| uses && self.is_one_of(thing, &self.words.arms))
            });
        let is_force = matches!(act.code.kind, EventType::Assault | EventType::Mobilize)
            || (act.code.kind == EventType::Cooperate && arms.is_some());
        if !is_force {
            return;
        }
        if act.actors.is_empty() {
            // "Togolese jets bombed a camp": the adjective says whose they are.
            let Some((thing, country)) = arms
                .filter(|thing| things.contains(thing))
                .and_then(|thing| Some((thing, self.country_of_phrase(thing, None)?.0)))
            else {
                return;
            };
            act.actors = vec![self.group(&country, &["MIL"], thing)];
            return;
        }
        let modes = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let sector = if modes("crowd-control") || modes("police") { "COP" } else { "MIL" };
        let word = arms.unwrap_or(anchor);
        for side in [&mut act.actors, &mut act.recipients].into_iter().take(if act.reciprocal { 2 } else { 1 }) {
            for one in side.iter_mut() {
                let Some(identity) = self.identity(one).filter(|identity| is_bare_state(identity)) else { continue };
                let Some(country) = identity.country.clone() else { continue };
                *one = self.group(&country, &[sector], word);
            }
        }
    }

    /// "Gabon's opposition chief was rearrested": where the state is known, so is the organ.
    fn name_organ(&mut self, act: &mut Act) {
        let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let sector = match act.code.kind {
            EventType::Coerce if has("arrest") => "COP",
            EventType::Sanction if has("convict") => "JUD",
            EventType::Accuse if has("allege") && self.is_legal_charge(act.anchor) => "JUD",
            _ => return,
        };
        if !act.actors.is_empty() || !self.roles.clauses.is_passive(act.anchor) {
            return;
        }
        let is_by_court = self.is_sentence_of_court(act.anchor);
        let country = act.recipients.iter().find_map(|one| self.identity(one)?.country.clone());
        if let Some(country) = country.filter(|country| is_state_code(country)) {
            act.actors = vec![self.group(&country, &[if is_by_court { "JUD" } else { sector }], act.anchor)];
        }
    }

    fn is_legal_charge(&self, anchor: TokenId) -> bool {
        matches!(self.lemma(anchor).as_str(), "charge" | "indict" | "prosecute" | "arraign" | "try")
    }

    fn is_sentence_of_court(&self, anchor: TokenId) -> bool {
        matches!(self.lemma(anchor).as_str(), "sentence" | "jail" | "convict" | "imprison" | "remand")
    }

    fn name_recipient(&mut self, act: &mut Act) {
        let own =
            act.actors.iter().find_map(|one| self.identity(one)?.country.clone()).filter(|code| is_state_code(code));
        let actor_sectors: Vec<String> = act
            .actors
            .iter()
            .filter_map(|one| self.identity(one))
            .flat_map(|identity| identity.sectors.clone())
            .collect();
        let is_state = actor_sectors.first().is_some_and(|sector| sector == "GOV" || sector == "LEG");
        let is_public = actor_sectors.iter().any(|sector| {
            matches!(sector.as_str(), "CVL" | "LAB" | "EDU" | "MED" | "AGR" | "PTY" | "OPP" | "REL" | "JRN" | "REF")
        }) && !actor_sectors.iter().any(|sector| sector == "GOV");
        let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let kind = act.code.kind;
        let about = act.about;
        let found = match kind {
            EventType::Assault if !act.reciprocal => self.hit(act, own.as_deref(), &actor_sectors),
            EventType::Mobilize => self.facing(act, own.as_deref()),
            EventType::Retreat if has("withdraw") => self.left_behind(act, own.as_deref()),
            EventType::Concede if about == Some(EventType::Retreat) => self.left_behind(act, own.as_deref()),
            EventType::Concede if is_state => self.relieved(act, own.as_deref()),
            EventType::Coerce if has("curfew") || has("martial-law") => self.people(act, own.as_deref()),
            EventType::Aid => self.helped(act, own.as_deref(), "CVL"),
            EventType::Agree if about == Some(EventType::Aid) => self.helped(act, own.as_deref(), "GOV"),
            EventType::Protest if has("demo") || has("hunger") || act.code.modes.is_empty() => {
                self.grievance(act).zip(own).map(|(word, country)| self.government(&country, word))
            }
            EventType::Accuse if has("disapprove") && is_public => {
                self.blamed_policy(act).zip(own).map(|(word, country)| self.government(&country, word))
            }
            EventType::Request | EventType::Concede if is_public => {
                own.map(|country| self.government(&country, act.anchor))
            }
            EventType::Reject
                if actor_sectors.iter().any(|sector| matches!(sector.as_str(), "MIL" | "COP"))
                    && self.defies_order(act.anchor) =>
            {
                own.map(|country| self.government(&country, act.anchor))
            }
            _ => None,
        };
        act.recipients.extend(found);
    }

    /// What an assault hits: a village stands for its people, a radar post for the forces that hold it.
    fn hit(&mut self, act: &Act, own: Option<&str>, sectors: &[String]) -> Option<Participant> {
        let targets = self.targets(act.anchor);
        let target = targets.iter().copied().find(|&target| {
            self.is_one_of(target, &self.words.settlement) || self.is_one_of(target, &self.words.military_site)
        });
        let settled = target.or_else(|| targets.iter().copied().find(|&target| self.is_settlement_name(target)))?;
        let is_military = self.is_one_of(settled, &self.words.military_site);
        let country = self
            .country_of_phrase(settled, None)
            .map(|(country, _)| country)
            .or_else(|| self.country_in_sentence(act.anchor))?;
        let is_own_army = own == Some(country.as_str()) && sectors.iter().any(|sector| sector == "MIL");
        if is_military && is_own_army {
            return None;
        }
        Some(self.group(&country, &[if is_military { "MIL" } else { "CVL" }], settled))
    }

    /// "moved frigates to the Ecuadorean border": whom the words name, not whom a map would.
    fn facing(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        const CASES: [&str; 10] = ["to", "on", "along", "near", "toward", "towards", "at", "off", "into", "around"];
        let (word, country) = self.foreign_phrase(act.anchor, &CASES, own, true)?;
        Some(self.government(&country, word))
    }

    /// "left the ridge above Zalambessa": whose ground is left.
    fn left_behind(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        const CASES: [&str; 5] = ["from", "of", "in", "out of", "off"];
        let anchor = act.content.unwrap_or(act.anchor);
        for target in self.roles.clauses.patients(anchor) {
            if let Some((country, _)) = self.country_of_phrase(target, own) {
                return Some(self.government(&country, target));
            }
        }
        let (word, country) = self.foreign_phrase(anchor, &CASES, own, false)?;
        Some(self.government(&country, word))
    }

    /// A curfew ended, a ban lifted: the people are eased.
    fn relieved(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        let anchor = act.content.unwrap_or(act.anchor);
        let eased = self.objects(anchor).into_iter().find(|&word| self.is_one_of(word, &self.words.eased))?;
        let country = own?;
        Some(self.group(country, &["CVL"], eased))
    }

    /// Who is put under a curfew or martial law.
    fn people(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        let word = self.objects(act.anchor).into_iter().next().unwrap_or(act.anchor);
        let country = own.map(str::to_string).or_else(|| self.country_in_sentence(act.anchor))?;
        Some(self.group(&country, &["CVL"], word))
    }

    /// Whoever lives where help goes.
    fn helped(&mut self, act: &Act, own: Option<&str>, sector: &str) -> Option<Participant> {
        let anchor = act.content.unwrap_or(act.anchor);
        let (word, country) = self.place_below(anchor)?;
        let sector = if own == Some(country.as_str()) { "CVL" } else { sector };
        Some(self.group(&country, &[sector], word))
    }

    /// What a crowd is out against, where that is a thing of the government's.
    fn grievance(&self, act: &Act) -> Option<TokenId> {
        const CASES: [&str; 8] = ["over", "against", "at", "about", "for", "after", "because of", "to"];
        let tree = self.roles.clauses.tree;
        let mut words: Vec<TokenId> = Vec::new();
        for node in self.nodes(act.anchor) {
            words.extend(
                self.roles
                    .clauses
                    .obliques(node)
                    .filter(|(case, _)| CASES.contains(&case.as_str()))
                    .map(|(_, noun)| noun),
            );
            for clause in tree.children(node).iter().copied() {
                let demands =
                    matches!(self.lemma(clause).as_str(), "demand" | "seek" | "protest" | "denounce" | "oppose");
                if demands && matches!(tree.relation(clause), Relation::Advcl | Relation::Acl | Relation::Xcomp) {
                    words.extend(self.roles.clauses.patients(clause));
                }
            }
        }
        let has_mode = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let fits = |word: &TokenId| self.is_one_of(*word, &self.words.policy);
        let inmates = || {
            let is_inmate = |word: &TokenId| {
                matches!(self.lemma(*word).as_str(), "inmate" | "prisoner" | "detainee" | "convict" | "internee")
            };
            self.roles.clauses.agents(act.anchor).into_iter().find(is_inmate)
        };
        words.into_iter().find(fits).or_else(|| if has_mode("hunger") { inmates() } else { None })
    }

    fn blamed_policy(&self, act: &Act) -> Option<TokenId> {
        self.targets(act.anchor).into_iter().find(|&word| self.is_one_of(word, &self.words.policy))
    }

    fn defies_order(&self, anchor: TokenId) -> bool {
        self.roles.clauses.patients(anchor).iter().any(|&word| matches!(self.lemma(word).as_str(), "order" | "command"))
    }

    /// Citizens who march against their own state, or run it down, are in opposition to it (handbook, section 7).
    fn mark_opposition(&mut self, act: &Act) {
        if !matches!(act.code.kind, EventType::Protest) {
            return;
        }
        let country = |one: &Participant| self.identity(one).and_then(|identity| identity.country.clone());
        let against_state = act
            .recipients
            .iter()
            .filter_map(|one| self.identity(one))
            .any(|identity| identity.sectors.first().is_some_and(|sector| sector == "GOV"));
        let own = act.recipients.first().and_then(country);
        let crowd: Vec<ActorId> = act
            .actors
            .iter()
            .filter(|one| against_state && own.is_some() && country(one) == own)
            .filter_map(|one| one.actor)
            .collect();
        for id in crowd {
            let sectors = &mut self.actors[id.index()].identity.sectors;
            if sectors.len() == 1 && sectors[0] == "CVL" {
                sectors.push("OPP".to_string());
            }
        }
    }

    /// What an act is done to or at: objects, or the of- and on-phrases of a noun.
    fn targets(&self, anchor: TokenId) -> Vec<TokenId> {
        let mut targets = self.objects(anchor);
        for case in ["on", "against", "of", "at", "in", "near", "inside", "outside", "into"] {
            targets.extend(self.roles.preposition(anchor, self.anchor_kind(anchor), case));
        }
        targets
    }

    fn objects(&self, anchor: TokenId) -> Vec<TokenId> {
        match self.anchor_kind(anchor) {
            Anchor::Verb => self.roles.clauses.patients(anchor),
            Anchor::Noun => self.roles.preposition(anchor, Anchor::Noun, "of"),
        }
    }

    /// The anchor, its objects, and the light verb it hangs on.
    fn nodes(&self, anchor: TokenId) -> Vec<TokenId> {
        let mut nodes = vec![anchor];
        nodes.extend(self.objects(anchor));
        nodes.extend(self.roles.host(anchor));
        nodes
    }

    /// A phrase with one of the prepositions that names a country other than `own`.
    fn foreign_phrase(
        &self,
        anchor: TokenId,
        cases: &[&str],
        own: Option<&str>,
        by_name: bool,
    ) -> Option<(TokenId, String)> {
        for node in self.nodes(anchor) {
            for (case, noun) in self.roles.clauses.obliques(node) {
                if !cases.contains(&case.as_str()) {
                    continue;
                }
                let Some((country, is_named)) = self.country_of_phrase(noun, own) else { continue };
                let is_ground = !by_name || is_named;
                if is_ground && (!by_name || self.is_one_of(noun, &self.words.borderland)) {
                    return Some((noun, country));
                }
            }
        }
        None
    }

    /// The country that a noun phrase names by demonym, country or town, and whether by country or demonym.
    fn country_of_phrase(&self, head: TokenId, but: Option<&str>) -> Option<(String, bool)> {
        const CLAUSES: [Relation; 6] =
            [Relation::Acl, Relation::AclRelcl, Relation::Advcl, Relation::Ccomp, Relation::Conj, Relation::Parataxis];
        let tree = self.roles.clauses.tree;
        let span_of = |token: TokenId| tree.span(token);
        let words = tree.subtree_without(head, &CLAUSES);
        let in_phrase = self.places.iter().filter(|place| words.iter().any(|&word| place.span.overlaps(span_of(word))));
        let mut found: Vec<(bool, String)> = in_phrase
            .filter_map(|place| {
                let country = place.country.clone()?;
                let is_named = place.adjectival || place.precision == PlacePrecision::Country;
                Some((is_named, country))
            })
            .filter(|(_, country)| Some(country.as_str()) != but)
            .collect();
        found.sort_by_key(|(is_named, _)| !is_named);
        found.into_iter().next().map(|(is_named, country)| (country, is_named))
    }

    /// The country of the only places a sentence names.
    fn country_in_sentence(&self, anchor: TokenId) -> Option<String> {
        let tree = self.roles.clauses.tree;
        let sentence = tree.segmentation.sentences[tree.sentence(anchor)].span;
        let countries: BTreeSet<&str> = self
            .places
            .iter()
            .filter(|place| !place.adjectival && sentence.overlaps(place.span))
            .filter_map(|place| place.country.as_deref())
            .collect();
        (countries.len() == 1).then(|| countries.into_iter().next().map(str::to_string)).flatten()
    }

    /// A place below an anchor in its clause.
    fn place_below(&self, anchor: TokenId) -> Option<(TokenId, String)> {
        const CLAUSES: [Relation; 5] =
            [Relation::AclRelcl, Relation::Conj, Relation::Parataxis, Relation::Nsubj, Relation::NsubjPass];
        let tree = self.roles.clauses.tree;
        let words = tree.subtree_without(anchor, &CLAUSES);
        words.into_iter().find_map(|word| {
            let place = self.places.iter().find(|place| !place.adjectival && place.span.overlaps(tree.span(word)))?;
            Some((word, place.country.clone()?))
        })
    }

    /// A town named as what is hit: "bombed Dohuk".
    fn is_settlement_name(&self, word: TokenId) -> bool {
        let tree = self.roles.clauses.tree;
        let is_town = |place: &&Place| {
            !place.adjectival && place.precision == PlacePrecision::City && place.span.overlaps(tree.span(word))
        };
        tree.upos(word) == Upos::Propn
            && matches!(tree.relation(word), Relation::Obj | Relation::NsubjPass | Relation::Nmod)
            && self.places.iter().any(|place| is_town(&place))
    }

    fn anchor_kind(&self, anchor: TokenId) -> Anchor {
        let is_noun = matches!(self.roles.clauses.tree.upos(anchor), Upos::Noun | Upos::Propn);
        if is_noun { Anchor::Noun } else { Anchor::Verb }
    }

    fn lemma(&self, token: TokenId) -> String {
        self.roles.clauses.tree.lemma(token).to_lowercase()
    }

    /// Whether a word, alone or with the one before it, is in a class.
    fn is_one_of(&self, word: TokenId, set: &BTreeSet<String>) -> bool {
        let tree = self.roles.clauses.tree;
        let lemma = self.lemma(word);
        if set.contains(&lemma) || set.contains(&tree.form(word).to_lowercase()) {
            return true;
        }
        let Some(previous) = word.0.checked_sub(1).map(TokenId) else { return false };
        tree.sentence(previous) == tree.sentence(word)
            && set.contains(&format!("{} {lemma}", tree.form(previous).to_lowercase()))
    }

    fn identity(&self, one: &Participant) -> Option<&Identity> {
        one.actor.map(|id| &self.actors[id.index()].identity)
    }

    /// The government of a country: the state itself where the report names it.
    fn government(&mut self, country: &str, word: TokenId) -> Participant {
        let is_it = |actor: &Actor| {
            actor.identity.country.as_deref() == Some(country)
                && (actor.identity.kind == ActorKind::State
                    || (actor.identity.sectors == ["GOV"] && actor.identity.kind == ActorKind::Organisation))
        };
        if let Some(index) = self.actors.iter().position(is_it) {
            return self.participant(index, word);
        }
        self.group(country, &["GOV"], word)
    }

    /// A group of a country and sector that the word implies: one for all that imply the same.
    fn group(&mut self, country: &str, sectors: &[&str], word: TokenId) -> Participant {
        let because = |word: &str| format!("implied by '{word}'");
        let is_it = |actor: &Actor| {
            actor.identity.country.as_deref() == Some(country)
                && actor.identity.sectors == sectors
                && actor.identity.because.starts_with("implied by ")
        };
        if let Some(index) = self.actors.iter().position(is_it) {
            return self.participant(index, word);
        }
        let tree = self.roles.clauses.tree;
        let form = tree.form(word);
        let identity = Identity {
            kind: if sectors == ["GOV"] { ActorKind::Organisation } else { ActorKind::Group },
            country: Some(country.to_string()),
            sectors: sectors.iter().map(|sector| sector.to_string()).collect(),
            role: None,
            registry: None,
            wikidata: None,
            because: because(form),
        };
        let what = match sectors.first().copied() {
            Some("MIL") => "forces",
            Some("COP") => "police",
            Some("JUD") => "courts",
            Some("GOV") => "government",
            _ => "people",
        };
        self.actors.push(Actor { name: format!("{what} of {country}"), identity, mentions: Vec::new() });
        self.participant(self.actors.len() - 1, word)
    }

    fn participant(&mut self, index: usize, word: TokenId) -> Participant {
        let span = self.roles.clauses.tree.span(word);
        let actor = &mut self.actors[index];
        let is_new = actor.identity.because.starts_with("implied by ")
            && !actor.mentions.iter().any(|mention| mention.span == span);
        if is_new {
            actor.mentions.push(Mention { span, head: word, form: MentionForm::Nominal });
        }
        Participant { actor: Some(ActorId(index as u32)), span: Some(span) }
    }
}

/// A state or its government as such: neither a ministry nor anybody in office.
fn is_bare_state(identity: &Identity) -> bool {
    identity.kind == ActorKind::State
        || (identity.kind == ActorKind::Organisation && identity.sectors == ["GOV"] && identity.role.is_none())
}

/// Countries have governments, courts and police; PLOVER's international entries have not.
fn is_state_code(code: &str) -> bool {
    !matches!(code, "UNO" | "EUR" | "IGO" | "NGO" | "MNC" | "IMG" | "ISM")
}

/// The cast with the implied actors in their places, the events pointing at them, and where each actor went.
pub(super) fn recast(actors: Vec<Actor>) -> (Cast, Vec<ActorId>) {
    let mut actors = actors;
    for actor in &mut actors {
        actor.mentions.sort_by_key(|mention| mention.span);
    }
    Cast::new(actors).in_order()
}
