//! Whom does an act imply that no word names? The frigates a state moves are its navy's, whom it puts under curfew are its
//! people, who arrests a politician of Gabon is Gabon's police (handbook, sections 7 and 8).
//!
//! An implied actor rests on the words that imply it; those are its mention.

use super::Participant;
use super::lexicon::{Anchor, Code, Lexicon};
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

/// The cast with those whom only an adjective names: "Danish and Polish corvettes" are two navies, "Indian wrestlers" people,
/// "Rwandan and Ugandan officers" of two states.
pub(super) fn with_nationals(cast: &Cast, tree: &Tree, places: &[Place], words: &ImpliedWords) -> Cast {
    let mut actors = cast.actors.clone();
    for index in 0..tree.segmentation.tokens.len() {
        let noun = TokenId(index as u32);
        if tree.upos(noun) != Upos::Noun {
            continue;
        }
        let adjectives = nationalities(tree, places, noun);
        match cast.at(noun) {
            Some((actor, mention)) if adjectives.len() > 1 => {
                let identity = cast.actor(actor).identity.clone();
                let sectors: Vec<&str> = identity.sectors.iter().map(String::as_str).collect();
                let is_shared = !sectors.is_empty()
                    && identity.registry.is_none()
                    && adjectives.iter().any(|(_, country)| identity.country.as_ref() == Some(country));
                if !is_shared {
                    continue;
                }
                for (adjective, country) in &adjectives {
                    if identity.country.as_ref() == Some(country) {
                        // The noun no longer stands for one of them alone.
                        for own in actors[actor.index()].mentions.iter_mut().filter(|own| own.span == mention.span) {
                            own.head = *adjective;
                        }
                    } else {
                        add_national(&mut actors, tree, *adjective, *adjective, country, &sectors);
                    }
                }
            }
            None if is_crowd(tree, noun) => {
                if let Some(country) = only_country(tree, places, noun) {
                    add_national(&mut actors, tree, noun, noun, &country, &["CVL"]);
                }
            }
            None => {
                let lemma = tree.lemma(noun).to_lowercase();
                let is_arms = words.arms.contains(&lemma);
                for (adjective, country) in
                    adjectives.iter().filter(|(adjective, _)| cast.at(*adjective).is_none() || !is_arms)
                {
                    if is_arms {
                        add_national(&mut actors, tree, *adjective, *adjective, country, &["MIL"]);
                    } else if adjectives.len() == 1 && is_person(&lemma) {
                        add_national(&mut actors, tree, noun, *adjective, country, &["CVL"]);
                    }
                }
            }
            Some(_) => {}
        }
    }
    Cast::new(actors)
}

/// "Thousands marched": a number or a crowd of nobody in particular, as the subject of a clause.
fn is_crowd(tree: &Tree, noun: TokenId) -> bool {
    const CROWD: [&str; 10] =
        ["thousand", "hundred", "dozen", "ten", "crowd", "people", "score", "million", "mob", "marcher"];
    let counts_others = tree.children(noun).iter().any(|&child| tree.case_of(child).as_deref() == Some("of"));
    matches!(tree.relation(noun), Relation::Nsubj | Relation::NsubjPass)
        && CROWD.contains(&tree.lemma(noun).to_lowercase().as_str())
        && !counts_others
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

/// The demonyms on a noun, each with its country.
fn nationalities(tree: &Tree, places: &[Place], noun: TokenId) -> Vec<(TokenId, String)> {
    let modifiers = tree.children(noun).iter().copied();
    let modifiers = modifiers
        .filter(|&child| matches!(tree.relation(child), Relation::Amod | Relation::Compound))
        .flat_map(|child| tree.conjuncts(child));
    let mut found: Vec<(TokenId, String)> = Vec::new();
    for adjective in modifiers {
        let span = tree.span(adjective);
        let place = places.iter().find(|place| place.adjectival && place.span.overlaps(span));
        if let Some(country) = place.and_then(|place| place.country.clone())
            && !found.iter().any(|(_, other)| *other == country)
        {
            found.push((adjective, country));
        }
    }
    found
}

/// Nouns for people, by their ending; offices have their own tables.
fn is_person(lemma: &str) -> bool {
    const ENDINGS: [&str; 8] = ["er", "ist", "ian", "man", "woman", "mate", "goer", "eer"];
    const OTHERS: [&str; 34] = [
        "newspaper",
        "border",
        "power",
        "water",
        "river",
        "paper",
        "letter",
        "computer",
        "number",
        "order",
        "offer",
        "member",
        "minister",
        "broadcaster",
        "carrier",
        "frontier",
        "bulldozer",
        "tanker",
        "freighter",
        "trawler",
        "steamer",
        "liner",
        "airliner",
        "container",
        "quarter",
        "charter",
        "matter",
        "shelter",
        "tower",
        "chamber",
        "quarter",
        "career",
        "banner",
        "fever",
    ];
    ENDINGS.iter().any(|ending| lemma.ends_with(ending)) && !OTHERS.contains(&lemma)
}

fn add_national(actors: &mut Vec<Actor>, tree: &Tree, head: TokenId, word: TokenId, country: &str, sectors: &[&str]) {
    let mention = Mention { span: tree.span(head), head, form: MentionForm::Nominal };
    match actors.iter_mut().find(|actor| is_implied(actor, country, sectors)) {
        Some(actor) => actor.mentions.push(mention),
        None => {
            let mut actor = implied_actor(country, sectors, tree.form(word));
            actor.mentions.push(mention);
            actors.push(actor);
        }
    }
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
                let is_guess = down && identity.because.contains("the country the report names most");
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

    /// "turned back three Moldovan lorries", "stopped buying Fijian sugar": traders own goods and lorries, fishers their boats.
    fn name_owners(&mut self, act: &mut Act) {
        let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let takes = (act.code.kind == EventType::Coerce && (has("seize") || has("restrict")))
            || act.code.kind == EventType::Assault;
        if act.code.kind == EventType::Coerce && has("censor") {
            self.name_medium(act);
            return;
        }
        if !takes && !(act.code.kind == EventType::Protest && has("boycott")) {
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
    fn name_rescue(&mut self, act: &mut Act) {
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
    fn name_medium(&mut self, act: &mut Act) {
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
    fn name_plaintiff(&mut self, act: &mut Act) {
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
            EventType::Assault if !act.reciprocal => self
                .hit(act, own.as_deref(), &actor_sectors)
                .or_else(|| self.invaded(act, own.as_deref(), &actor_sectors)),
            EventType::Mobilize => self.facing(act, own.as_deref()),
            EventType::Retreat if has("withdraw") => self.left_behind(act, own.as_deref()),
            EventType::Concede if about == Some(EventType::Retreat) || self.is_pullout(act.anchor) => {
                self.left_behind(act, own.as_deref())
            }
            EventType::Concede if is_state => {
                self.relieved(act, own.as_deref()).or_else(|| self.elsewhere(act, own.as_deref()))
            }
            EventType::Sanction => self.elsewhere(act, own.as_deref()),
            EventType::Accuse if !has("investigate") && !is_public => self.elsewhere(act, own.as_deref()),
            EventType::Coerce if has("curfew") || has("martial-law") => self.people(act, own.as_deref()),
            EventType::Aid => self.helped(act, own.as_deref(), "CVL"),
            EventType::Agree
                if matches!(about, None | Some(EventType::Aid | EventType::Support | EventType::Cooperate)) =>
            {
                self.helped(act, own.as_deref(), "GOV")
            }
            EventType::Protest if has("demo") || has("hunger") || act.code.modes.is_empty() => {
                self.grievance(act).zip(own).map(|(word, country)| self.government(&country, word))
            }
            EventType::Accuse if has("disapprove") && is_public => {
                self.blamed_policy(act).zip(own).map(|(word, country)| self.government(&country, word))
            }
            EventType::Request | EventType::Concede
                if is_public
                    || (kind == EventType::Request && actor_sectors.first().is_some_and(|sector| sector == "LEG")) =>
            {
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
        let mut targets = self.targets(act.anchor);
        const LAUNCHING: [&str; 9] = ["fire", "launch", "lob", "drop", "hurl", "send", "aim", "use", "explode"];
        if LAUNCHING.contains(&self.lemma(act.anchor).as_str()) {
            // "fired a drone at an airport": the drone is no target.
            targets.retain(|target| !self.objects(act.anchor).contains(target));
        }
        let target = targets.iter().copied().find(|&target| {
            self.is_one_of(target, &self.words.settlement) || self.is_one_of(target, &self.words.military_site)
        });
        let named = || {
            let mut aims = self.objects(act.anchor);
            for case in ["on", "against", "at", "of"] {
                aims.extend(self.roles.preposition(act.anchor, self.anchor_kind(act.anchor), case));
            }
            aims.into_iter().find(|&aim| self.is_settlement_name(aim))
        };
        let facility = targets.iter().copied().find(|&target| self.is_one_of(target, &self.words.facility));
        if target.is_none()
            && let Some((facility, (country, true))) =
                facility.and_then(|facility| Some((facility, self.country_of_phrase(facility, own)?)))
        {
            return Some(self.government(&country, facility));
        }
        let settled = target.or_else(named)?;
        let is_military = self.is_one_of(settled, &self.words.military_site);
        let tree = self.roles.clauses.tree;
        let is_police = tree.children(settled).iter().any(|&child| tree.lemma(child).eq_ignore_ascii_case("police"));
        let country = self
            .country_of_phrase(settled, None)
            .map(|(country, _)| country)
            .or_else(|| self.country_in_sentence(act.anchor))?;
        let is_own_army = own == Some(country.as_str()) && sectors.iter().any(|sector| sector == "MIL");
        if is_military && is_own_army {
            return None;
        }
        Some(self.group(
            &country,
            &[if is_police {
                "COP"
            } else if is_military {
                "MIL"
            } else {
                "CVL"
            }],
            settled,
        ))
    }

    /// "launched an offensive in Ukraine": the country that a state's forces fight in.
    fn invaded(&mut self, act: &Act, own: Option<&str>, sectors: &[String]) -> Option<Participant> {
        const CASES: [&str; 5] = ["in", "into", "on", "against", "across"];
        let own = own.filter(|_| sectors.iter().any(|sector| matches!(sector.as_str(), "GOV" | "MIL")))?;
        for node in self.nodes(act.anchor) {
            for (case, noun) in self.roles.clauses.obliques(node) {
                let span = self.roles.clauses.tree.span(noun);
                let is_country = |place: &&Place| {
                    !place.adjectival && place.precision == PlacePrecision::Country && place.span.overlaps(span)
                };
                let country = self
                    .places
                    .iter()
                    .find(is_country)
                    .and_then(|place| place.country.clone())
                    .filter(|code| code != own);
                if let Some(country) = country.filter(|_| CASES.contains(&case.as_str())) {
                    return Some(self.government(&country, noun));
                }
            }
        }
        None
    }

    /// "moved frigates to the Ecuadorean border": whom the words name, not whom a map would.
    fn facing(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        const CASES: [&str; 10] = ["to", "on", "along", "near", "toward", "towards", "at", "off", "into", "around"];
        let (word, country) = self.foreign_phrase(act.anchor, &CASES, own, true)?;
        Some(self.government(&country, word))
    }

    /// "left the ridge above Zalambessa": whose ground is left.
    fn left_behind(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        const CASES: [&str; 6] = ["from", "of", "in", "out of", "out", "off"];
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

    fn is_pullout(&self, anchor: TokenId) -> bool {
        let is_word = |&word: &TokenId| {
            matches!(self.lemma(word).as_str(), "pullout" | "pull-out" | "withdrawal" | "retreat" | "out")
        };
        self.objects(anchor).iter().any(is_word) || is_word(&anchor)
    }

    /// "closed its embassy in Yangon", "condemned executions in Riyadh": another country named by where it is.
    fn elsewhere(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        let own = own?;
        let tree = self.roles.clauses.tree;
        let mut phrases = self.objects(act.anchor);
        for case in ["from", "in", "to", "with", "against", "of"] {
            phrases.extend(self.roles.clauses.oblique(act.anchor, case));
        }
        let words = phrases.into_iter().flat_map(|phrase| tree.subtree_without(phrase, &[Relation::AclRelcl]));
        let (word, country) = words.into_iter().find_map(|word| {
            let place = self.places.iter().find(|place| !place.adjectival && place.span.overlaps(tree.span(word)))?;
            Some((word, place.country.clone()?))
        })?;
        (country != own).then(|| self.government(&country, word))
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
        if act.code.kind == EventType::Agree && own == Some(country.as_str()) {
            return None;
        }
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
