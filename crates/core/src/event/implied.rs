//! Whom does an act imply that no word names? The frigates a state moves are its navy's, whom it puts under curfew are its
//! people, who arrests a politician of Gabon is Gabon's police (handbook, sections 7 and 8).
//!
//! An implied actor rests on the words that imply it; those are its mention.

mod nationals;
mod nations;
mod opposition;
mod owners;
mod recipient;

pub(super) use nationals::with_nationals;

use super::Participant;
use super::lexicon::{Anchor, Lexicon};
use super::ontology::EventType;
use super::operator::Act;
use super::roles::{Roles, is_codable};
use crate::actor::{Actor, ActorId, ActorKind, Cast, Identity, Mention, MentionForm};
use crate::place::{Place, PlacePrecision};
use crate::read::{Relation, Tree, Upos};
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
    facility: BTreeSet<String>,
    trade: BTreeSet<String>,
    medium: BTreeSet<String>,
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
            facility: lexicon.class("facility"),
            trade: lexicon.class("trade"),
            medium: lexicon.class("medium"),
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
    let mut complete: Vec<Act> = acts.into_iter().map(|act| implied.complete(act)).collect();
    complete.retain(|act| {
        let is_known = |one: &Participant| implied.identity(one).is_some_and(is_codable);
        // "Clashes broke out in Kidal": nobody is named, but that somebody fought there is said.
        let relation = implied.roles.clauses.tree.relation(act.anchor);
        let is_told = matches!(
            relation,
            Relation::Root | Relation::Conj | Relation::Ccomp | Relation::Parataxis | Relation::Advcl | Relation::Nsubj
        );
        let is_placed =
            is_told && act.code.kind == EventType::Assault && implied.country_in_sentence(act.anchor).is_some();
        is_placed || act.actors.iter().chain(&act.recipients).any(is_known)
    });
    (complete, implied.actors)
}

/// The country of the only places that the sentence of a word names.
fn only_country(tree: &Tree, places: &[Place], word: TokenId) -> Option<String> {
    let sentence = tree.segmentation.sentences[tree.sentence(word)].span;
    let countries: BTreeSet<&str> = places
        .iter()
        .filter(|place| !place.adjectival && sentence.overlaps(place.span))
        .filter_map(|place| place.country.as_deref())
        .collect();
    (countries.len() == 1).then(|| countries.into_iter().next().map(str::to_string)).flatten()
}

fn is_implied(actor: &Actor, country: &str, sectors: &[&str]) -> bool {
    actor.identity.country.as_deref() == Some(country)
        && actor.identity.sectors == sectors
        && actor.identity.because.starts_with(IMPLIED_BY)
}

/// An actor of whom only country and sector are known, and the word that tells them.
fn implied_actor(country: &str, sectors: &[&str], word: &str) -> Actor {
    let identity = Identity {
        kind: if sectors == ["GOV"] { ActorKind::Organisation } else { ActorKind::Group },
        country: Some(country.to_string()),
        sectors: sectors.iter().map(|sector| sector.to_string()).collect(),
        role: None,
        registry: None,
        wikidata: None,
        because: format!("{IMPLIED_BY}'{word}'"),
    };
    let what = match sectors.first().copied() {
        Some("MIL") => "forces",
        Some("COP") => "police",
        Some("JUD") => "courts",
        Some("GOV") => "government",
        _ => "people",
    };
    Actor { name: format!("{what} of {country}"), identity, mentions: Vec::new() }
}

/// How the reasons of implied actors begin.
const IMPLIED_BY: &str = "implied by ";

struct Implied<'a> {
    roles: Roles<'a>,
    places: &'a [Place],
    words: &'a ImpliedWords,
    /// The actors of the cast, then those implied.
    actors: Vec<Actor>,
}

impl Implied<'_> {
    fn complete(&mut self, mut act: Act) -> Act {
        self.name_nations(&mut act);
        self.return_to_speaker(&mut act);
        self.split_nationalities(&mut act);
        self.name_bearers(&mut act);
        self.name_forces(&mut act);
        self.name_organ(&mut act);
        self.name_forces_hit(&mut act);
        self.name_owners(&mut act);
        self.name_rescue(&mut act);
        self.name_plaintiff(&mut act);
        self.drop_bystanders(&mut act);
        if act.recipients.is_empty() {
            self.name_recipient(&mut act);
        }
        self.join_signatories(&mut act);
        self.share_country(&act);
        self.mark_opposition(&act);
        act
    }

    /// "Sudan said Ethiopian militiamen had killed three of its soldiers": nobody kills his own; they are the speaker's.
    fn return_to_speaker(&mut self, act: &mut Act) {
        if act.code.kind != EventType::Assault || act.recipients.len() != 1 || act.actors.is_empty() {
            return;
        }
        let clauses = self.roles.clauses;
        let tree = clauses.tree;
        let is_said = tree.relation(act.anchor) == Relation::Ccomp;
        let speaker = tree.head(act.anchor).filter(|_| is_said).and_then(|verb| {
            let speakers = self.roles.participants(&clauses.agents(verb));
            self.identity(speakers.first()?)?.country.clone()
        });
        let country = |one: &Participant| self.identity(one).and_then(|identity| identity.country.clone());
        let doer = country(&act.actors[0]);
        let victim = act.recipients[0];
        let words = self.objects(act.anchor).into_iter().flat_map(|word| tree.subtree(word)).collect::<Vec<_>>();
        let possessed = words.iter().copied().find(|&word| {
            tree.child(word, Relation::NmodPoss)
                .is_some_and(|owner| matches!(tree.form(owner).to_lowercase().as_str(), "its" | "their" | "our"))
        });
        let (Some(speaker), Some(word)) = (speaker.filter(|code| is_state_code(code)), possessed) else { return };
        if doer.is_some() && country(&victim) == doer && doer.as_deref() != Some(speaker.as_str()) {
            let sectors = self.identity(&victim).map(|identity| identity.sectors.clone()).unwrap_or_default();
            let sectors: Vec<&str> = sectors.iter().map(String::as_str).collect();
            act.recipients = vec![self.side(&speaker, &sectors, word)];
        }
    }

    /// "Tajik and Kyrgyz guards", "Danish and Polish frigates": two adjectives on one noun are two sides.
    fn split_nationalities(&mut self, act: &mut Act) {
        if act.actors.len() > 1 || !act.recipients.is_empty() {
            return;
        }
        let agents = match self.anchor_kind(act.anchor) {
            Anchor::Verb => self.roles.clauses.agents(act.anchor),
            Anchor::Noun => Vec::new(),
        };
        let &[head] = agents.as_slice() else { return };
        let countries = self.adjective_countries(head);
        if countries.len() < 2 {
            return;
        }
        let sectors: Vec<String> = match act.actors.first().and_then(|one| self.identity(one)) {
            Some(identity) => identity.sectors.clone(),
            None if self.is_one_of(head, &self.words.arms) => vec!["MIL".to_string()],
            None => return,
        };
        let sectors: Vec<&str> = sectors.iter().map(String::as_str).collect();
        let mut sides: Vec<Participant> =
            countries.iter().map(|(word, country)| self.side(country, &sectors, *word)).collect();
        if act.reciprocal && act.code.kind == EventType::Cooperate {
            act.recipients = sides.split_off(1);
        }
        act.actors = sides;
    }

    /// The countries of the coordinated adjectives on a noun.
    fn adjective_countries(&self, head: TokenId) -> Vec<(TokenId, String)> {
        let tree = self.roles.clauses.tree;
        let first = tree
            .children(head)
            .iter()
            .copied()
            .filter(|&child| matches!(tree.relation(child), Relation::Amod | Relation::Compound));
        let words = first.flat_map(|word| tree.conjuncts(word));
        let mut found: Vec<(TokenId, String)> = Vec::new();
        for word in words {
            let of_place = self.places.iter().find(|place| place.span.overlaps(tree.span(word)));
            let country = of_place.and_then(|place| place.country.clone()).or_else(|| {
                let (actor, _) = self.roles.cast.at(word)?;
                self.roles.cast.actor(actor).identity.country.clone()
            });
            if let Some(country) = country.filter(|country| found.iter().all(|(_, other)| other != country)) {
                found.push((word, country));
            }
        }
        found
    }

    /// "Laos and Vietnam signed a treaty": those who sign together are on one side.
    fn join_signatories(&self, act: &mut Act) {
        let anchor = self.roles.clauses.tree.span(act.anchor);
        let is_subject = |one: &Participant| one.span.is_some_and(|span| span.end <= anchor.start);
        let stand_together = act.reciprocal && !act.actors.is_empty() && act.recipients.iter().all(is_subject);
        if act.code.kind == EventType::Support && stand_together {
            let partners = std::mem::take(&mut act.recipients);
            act.actors.extend(partners);
        }
    }

    /// "a Serbian police raid": the noun beside the adjective says which Serbian body it was.
    fn name_bearers(&mut self, act: &mut Act) {
        let tree = self.roles.clauses.tree;
        let sector_of = |token: TokenId| match tree.lemma(token).to_lowercase().as_str() {
            "police" | "gendarmerie" => Some("COP"),
            "army" | "military" | "navy" | "naval" | "troop" | "troops" | "force" => Some("MIL"),
            "rebel" | "guerrilla" | "insurgent" => Some("REB"),
            "militia" | "paramilitary" => Some("PRM"),
            "intelligence" => Some("SPY"),
            _ => None,
        };
        let is_noun_act = |token: TokenId| matches!(tree.upos(token), Upos::Noun);
        for recipients in [false, true] {
            let side = if recipients { &act.recipients } else { &act.actors };
            let named: Vec<Option<(String, &'static str, TokenId)>> = side
                .iter()
                .map(|one| {
                    let identity = self.identity(one).filter(|identity| is_bare_state(identity))?;
                    let country = identity.country.clone()?;
                    let adjective = self.token_at(act.anchor, one.span?)?;
                    let noun = tree.head(adjective).filter(|&noun| is_noun_act(noun))?;
                    let is_modifier =
                        matches!(tree.relation(adjective), Relation::Amod | Relation::NmodPoss | Relation::Compound);
                    let bearer = tree
                        .children(noun)
                        .iter()
                        .copied()
                        .filter(|&child| matches!(tree.relation(child), Relation::Compound | Relation::Amod))
                        .find_map(|child| Some((sector_of(child)?, child)))?;
                    is_modifier.then_some((country, bearer.0, bearer.1))
                })
                .collect();
            for (index, named) in named.into_iter().enumerate() {
                let Some((country, sector, word)) = named else { continue };
                let one = self.group(&country, &[sector], word);
                if recipients {
                    act.recipients[index] = one;
                } else {
                    act.actors[index] = one;
                }
            }
        }
    }

    /// The word that a span begins with, in the sentence of an anchor.
    fn token_at(&self, anchor: TokenId, span: crate::span::Span) -> Option<TokenId> {
        let tree = self.roles.clauses.tree;
        let tokens = tree.segmentation.sentences[tree.sentence(anchor)].tokens.clone();
        tokens.map(|token| TokenId(token as u32)).find(|&token| tree.span(token).start == span.start)
    }

    /// Whose bus a rioter burns and whose statue he daubs is beside the point (handbook, examples 58 and 59).
    fn drop_bystanders(&mut self, act: &mut Act) {
        let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        if act.code.kind != EventType::Protest || !(has("riot") || has("vandalize")) {
            return;
        }
        let is_organ = |one: &Participant| {
            self.identity(one)
                .and_then(|identity| identity.sectors.first())
                .is_some_and(|sector| matches!(sector.as_str(), "COP" | "MIL" | "PRM"))
        };
        let kept: Vec<Participant> = act.recipients.iter().copied().filter(is_organ).collect();
        act.recipients = kept;
    }

    /// "voiced regret over the segregation of Roma": in what a state does to people at home, they are its own.
    fn share_country(&mut self, act: &Act) {
        let kind = act.code.kind;
        let country_of = |actors: &[Actor], side: &[Participant], sectors: &[&str]| {
            side.iter().filter_map(|one| one.actor).find_map(|id| {
                let identity = &actors[id.index()].identity;
                let fits = identity.sectors.first().is_some_and(|sector| sectors.contains(&sector.as_str()));
                identity.country.clone().filter(|country| fits && is_state_code(country))
            })
        };
        let down = matches!(kind, EventType::Concede | EventType::Coerce | EventType::Sanction);
        let up = matches!(kind, EventType::Protest | EventType::Assault);
        let (from, to, country) = if down {
            let country = country_of(&self.actors, &act.actors, &["GOV", "COP", "JUD", "LEG"]);
            (&act.actors, &act.recipients, country)
        } else if up {
            let country = country_of(&self.actors, &act.recipients, &["GOV", "COP", "MIL", "CVL", "PTY", "JRN", "LEG"]);
            (&act.recipients, &act.actors, country)
        } else {
            return;
        };
        let Some(country) = country.or_else(|| self.country_in_sentence(act.anchor).filter(|_| up)) else { return };
        let shared: Vec<ActorId> = to
            .iter()
            .filter_map(|one| one.actor)
            .filter(|id| !from.iter().any(|one| one.actor == Some(*id)))
            .filter(|id| {
                let identity = &self.actors[id.index()].identity;
                let is_domestic = identity.sectors.first().is_some_and(|sector| {
                    const HOME: [&str; 13] =
                        ["CVL", "EDU", "LAB", "AGR", "MED", "REL", "JRN", "OPP", "UAF", "COP", "MIL", "JUD", "PTY"];
                    HOME.contains(&sector.as_str())
                });
                // "Myanmar's arrest of a union leader": whose act it is tells more than what the report speaks of most.
                let is_guess = down
                    && (identity.because.contains("the country the report names most")
                        || identity.because.contains("the country the report named first"));
                (identity.country.is_none() || is_guess) && is_domestic
            })
            .collect();
        for id in shared {
            let identity = &mut self.actors[id.index()].identity;
            identity.because.push_str(&format!("; {country}: the other side's"));
            identity.country = Some(country.clone());
        }
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

    /// "shot down a Ukrainian helicopter": whose arms are hit, his forces are.
    fn name_forces_hit(&mut self, act: &mut Act) {
        if act.code.kind != EventType::Assault || act.recipients.len() != 1 {
            return;
        }
        let is_military = |target: &TokenId| self.is_one_of(*target, &self.words.military_site);
        let Some(target) = self.objects(act.anchor).into_iter().find(is_military) else { return };
        let country = self
            .identity(&act.recipients[0])
            .filter(|identity| is_bare_state(identity))
            .and_then(|identity| identity.country.clone());
        if let Some(country) = country.filter(|country| is_state_code(country)) {
            act.recipients = vec![self.group(&country, &["MIL"], target)];
        }
    }

    /// "Gabon's opposition chief was rearrested": where the state is known, so is the organ.
    fn name_organ(&mut self, act: &mut Act) {
        let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let sector = match act.code.kind {
            EventType::Coerce if has("arrest") => "COP",
            EventType::Sanction if has("convict") => "JUD",
            EventType::Sanction if has("expel") && self.roles.clauses.is_passive(act.anchor) => "GOV",
            EventType::Retreat if has("release") && self.leaves_prison(act.anchor) => "GOV",
            EventType::Accuse if has("allege") && self.is_legal_charge(act.anchor) => "JUD",
            _ => return,
        };
        if !act.actors.is_empty() || !(self.roles.clauses.is_passive(act.anchor) || sector == "GOV") {
            return;
        }
        let is_by_court = self.is_sentence_of_court(act.anchor);
        let prison = self.roles.clauses.obliques(act.anchor).map(|(_, noun)| noun).find(|_| sector == "GOV");
        let country = prison
            .and_then(|prison| self.country_of_phrase(prison, None))
            .map(|(country, _)| country)
            .or_else(|| act.recipients.iter().find_map(|one| self.identity(one)?.country.clone()));
        if let Some(country) = country.filter(|country| is_state_code(country)) {
            act.actors = vec![self.group(&country, &[if is_by_court { "JUD" } else { sector }], act.anchor)];
        }
    }

    fn is_legal_charge(&self, anchor: TokenId) -> bool {
        matches!(self.lemma(anchor).as_str(), "charge" | "indict" | "prosecute" | "arraign" | "try")
    }

    fn leaves_prison(&self, anchor: TokenId) -> bool {
        let is_prison = |noun: TokenId| {
            matches!(self.lemma(noun).as_str(), "prison" | "jail" | "custody" | "detention" | "gaol" | "camp" | "cell")
        };
        self.roles.clauses.obliques(anchor).any(|(_, noun)| is_prison(noun))
    }

    fn is_sentence_of_court(&self, anchor: TokenId) -> bool {
        matches!(self.lemma(anchor).as_str(), "sentence" | "jail" | "convict" | "imprison" | "remand")
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
        let states = words.iter().filter_map(|&word| {
            let (actor, _) = self.roles.cast.at(word)?;
            let identity = &self.roles.cast.actor(actor).identity;
            let country = identity.country.clone().filter(|country| is_state_code(country))?;
            (identity.kind == ActorKind::State && Some(country.as_str()) != but).then_some((true, country))
        });
        found.extend(states);
        found.sort_by_key(|(is_named, _)| !is_named);
        found.into_iter().next().map(|(is_named, country)| (country, is_named))
    }

    /// The country of the only places a sentence names.
    fn country_in_sentence(&self, anchor: TokenId) -> Option<String> {
        only_country(self.roles.clauses.tree, self.places, anchor)
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
            && matches!(tree.relation(word), Relation::Obj | Relation::NsubjPass | Relation::Nmod | Relation::Obl)
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

    /// A side of a country and sectors: an actor of the report of whom that is all that is known, or an implied one.
    fn side(&mut self, country: &str, sectors: &[&str], word: TokenId) -> Participant {
        if sectors == ["GOV"] { self.government(country, word) } else { self.group(country, sectors, word) }
    }

    /// A group of a country and sector that the word implies: one for all that imply the same.
    fn group(&mut self, country: &str, sectors: &[&str], word: TokenId) -> Participant {
        if let Some(index) = self.actors.iter().position(|actor| is_implied(actor, country, sectors)) {
            return self.participant(index, word);
        }
        self.actors.push(implied_actor(country, sectors, self.roles.clauses.tree.form(word)));
        self.participant(self.actors.len() - 1, word)
    }

    fn participant(&mut self, index: usize, word: TokenId) -> Participant {
        let span = self.roles.clauses.tree.span(word);
        let actor = &mut self.actors[index];
        let is_new = actor.identity.because.starts_with(IMPLIED_BY)
            && !actor.mentions.iter().any(|mention| mention.span == span);
        if is_new {
            actor.mentions.push(Mention { span, head: word, form: MentionForm::Nominal });
        }
        Participant { actor: Some(ActorId(index as u32)), span: Some(span) }
    }
}

/// A state or its government as such: neither a ministry nor anybody in office.
fn is_bare_state(identity: &Identity) -> bool {
    identity.kind == ActorKind::State || (identity.kind == ActorKind::Organisation && identity.sectors == ["GOV"])
}

/// Countries have governments, courts and police; PLOVER's international entries have not.
fn is_state_code(code: &str) -> bool {
    !is_international(code)
}

/// PLOVER's entries in the place of a country.
pub(super) fn is_international(code: &str) -> bool {
    matches!(code, "UNO" | "EUR" | "IGO" | "NGO" | "MNC" | "IMG" | "ISM")
}

/// The cast with the implied actors in their places, the events pointing at them, and where each actor went.
pub(super) fn recast(actors: Vec<Actor>) -> (Cast, Vec<ActorId>) {
    let mut actors = actors;
    for actor in &mut actors {
        actor.mentions.sort_by_key(|mention| (mention.head, mention.span));
    }
    Cast::new(actors).in_order()
}
