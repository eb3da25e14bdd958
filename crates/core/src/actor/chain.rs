//! Which mentions of a report are the same actor?

use super::anaphor::{General, general, is_loose_body};
use super::kinds::settle_kinds;
use super::mention::{Article, Candidate, Sort, collect};
use super::merge::{belong, merge, settle};
use super::naming::{Gender, fold};
use super::nationality::{Evidence, Nationalities};
use super::noun_phrase::is_misplaced;
use super::pronoun::{Features, Member, Pronoun, antecedent, foreshadowed, relative_antecedent};
use super::{Actor, ActorKind, ActorTables, Cast, Identity, Mention};
use crate::document::Document;
use crate::place::Place;
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::speech::Quotations;
use std::collections::BTreeMap;

/// Finds the actors of a report: every mention, and which of them belong together.
///
/// Nearly linear in the length of the text: whatever looks back looks back a bounded way or into an index.
pub fn cast(document: &Document, tree: &Tree, places: &[Place], tables: &ActorTables) -> Cast {
    let date = document.published.as_ref().map(|publication| publication.date);
    let mut candidates = collect(tree, tables, date);
    settle_kinds(&mut candidates);
    let nationalities = Nationalities::new(document, tree, places, tables, &candidates);
    let quotations = Quotations::of(document);
    let mut chains = Chains { tree, nationalities, drafts: Vec::new(), index: Index::default(), members: Vec::new() };
    chains.link(candidates, &quotations);
    chains.finish()
}

/// An actor while its chain grows.
#[derive(Debug)]
struct Draft {
    identity: Identity,
    label: String,
    mentions: Vec<Mention>,
    name: Vec<String>,
    /// Lower-case words that say what it is: "defence", "minister".
    roles: Vec<String>,
    gender: Gender,
    is_plural: bool,
    /// So far only a surname says who it is.
    is_guess: bool,
}

/// Where drafts are looked up.
#[derive(Debug, Default)]
struct Index {
    at: BTreeMap<TokenId, usize>,
    states: BTreeMap<String, usize>,
    known: BTreeMap<String, usize>,
    full_names: BTreeMap<String, usize>,
    name_words: BTreeMap<String, Vec<usize>>,
    initials: BTreeMap<String, usize>,
    roles: BTreeMap<String, Vec<usize>>,
}

/// How many drafts of one word are compared, the latest first.
const RIVALS: usize = 12;

struct Chains<'a> {
    tree: &'a Tree<'a>,
    nationalities: Nationalities<'a>,
    drafts: Vec<Draft>,
    index: Index,
    members: Vec<Member>,
}

impl Chains<'_> {
    fn link(&mut self, candidates: Vec<Candidate>, quotations: &Quotations) {
        let tree = self.tree;
        let mut pending = Vec::new();
        let mut next = candidates.into_iter().peekable();
        for token in (0..tree.reading.words.len() as u32).map(TokenId) {
            let quotation = quotations.at(tree.span(token));
            let mut is_actor = false;
            while let Some(candidate) = next.next_if(|candidate| candidate.mention.head == token) {
                let actor = match candidate.sort {
                    Sort::Pronoun => {
                        let actor = self.find_pronoun(&candidate, quotation);
                        if is_fronted(tree, &candidate) {
                            pending.push((candidate, actor));
                            continue;
                        }
                        actor
                    }
                    _ => self.find_or_make(&candidate),
                };
                match actor {
                    Some(actor) => {
                        self.add(actor, &candidate);
                        self.members.push(Member { token, actor: Some(actor), quotation });
                    }
                    None if candidate.sort == Sort::Pronoun => pending.push((candidate.clone(), None)),
                    None => {}
                }
                is_actor |= actor.is_some();
            }
            let is_thing = !is_actor
                && tree.upos(token) == Upos::Noun
                && matches!(tree.relation(token), Relation::Nsubj | Relation::NsubjPass | Relation::Obj);
            if is_thing {
                self.members.push(Member { token, actor: None, quotation });
            }
        }
        for (candidate, before) in pending {
            if let Some(actor) = self.look_ahead(&candidate).or(before) {
                self.add(actor, &candidate);
            }
        }
    }

    fn find_pronoun(&mut self, candidate: &Candidate, quotation: Option<u32>) -> Option<usize> {
        let token = candidate.mention.head;
        let pronoun = super::pronoun::sort(&candidate.lemma)?;
        match pronoun {
            Pronoun::First => None,
            Pronoun::Relative => {
                let noun = relative_antecedent(self.tree, token)?;
                self.index.at.get(&noun).copied()
            }
            _ => {
                let drafts = &self.drafts;
                let features = |actor: usize| drafts[actor].features();
                let actor = antecedent(self.tree, token, pronoun, quotation, &self.members, features)?;
                let told = match pronoun {
                    Pronoun::He => Gender::Male,
                    Pronoun::She => Gender::Female,
                    _ => Gender::Unknown,
                };
                if self.drafts[actor].gender == Gender::Unknown {
                    self.drafts[actor].gender = told;
                }
                Some(actor)
            }
        }
    }

    fn look_ahead(&self, candidate: &Candidate) -> Option<usize> {
        let pronoun = super::pronoun::sort(&candidate.lemma)?;
        let subject = foreshadowed(self.tree, candidate.mention.head)?;
        let &actor = self.index.at.get(&subject)?;
        let features = self.drafts[actor].features();
        let agrees = match pronoun {
            Pronoun::He => features.kind == ActorKind::Person && features.gender != Gender::Female,
            Pronoun::She => features.kind == ActorKind::Person && features.gender != Gender::Male,
            Pronoun::It => features.kind != ActorKind::Person && !features.is_plural,
            Pronoun::They => features.is_plural,
            _ => false,
        };
        agrees.then_some(actor)
    }

    fn find_or_make(&mut self, candidate: &Candidate) -> Option<usize> {
        if let Some(actor) = self.stated_same(candidate) {
            return Some(actor);
        }
        match candidate.sort {
            Sort::Person => self.find_person(candidate).or_else(|| self.make(candidate)),
            Sort::Name | Sort::Nationality => self.find_name(candidate).or_else(|| self.make(candidate)),
            Sort::Nominal => self.find_description(candidate).or_else(|| self.make(candidate)),
            Sort::Pronoun => None,
        }
    }

    /// The actor that apposition or predication names.
    fn stated_same(&self, candidate: &Candidate) -> Option<usize> {
        let actor = *self.index.at.get(&candidate.same_as?)?;
        let draft = &self.drafts[actor];
        let Some(identity) = &candidate.identity else { return Some(actor) };
        let one_country = match (&draft.identity.country, &identity.country) {
            (Some(one), Some(other)) => one == other || draft.identity.kind == ActorKind::Person,
            _ => true,
        };
        let one_nature = (draft.identity.kind == ActorKind::State) == (identity.kind == ActorKind::State)
            && (draft.identity.kind == ActorKind::Person
                || identity.kind != ActorKind::Person
                || !is_named_other(draft, candidate));
        let one_name =
            draft.name.is_empty() || candidate.name.is_empty() || draft.name.len() != candidate.name.len() || {
                // "the Border Guard (BG)" has two names; "Orlov, Mensah" are two people.
                candidate.sort != Sort::Person
            };
        let one_person = candidate.sort != Sort::Person
            || draft.identity.kind != ActorKind::Person
            || draft.name.is_empty()
            || are_names_of_one(&draft.name, &candidate.name);
        (one_country && one_nature && one_name && one_person && draft.gender.agrees(candidate.gender)).then_some(actor)
    }

    fn find_person(&self, candidate: &Candidate) -> Option<usize> {
        let identity = candidate.identity.as_ref()?;
        if let Some(&actor) = identity.wikidata.as_ref().and_then(|id| self.index.known.get(id)) {
            return Some(actor);
        }
        if let Some(&actor) = self.index.full_names.get(&candidate.name.join(" ")) {
            return Some(actor);
        }
        let last = candidate.name.last()?;
        let rivals = self.index.name_words.get(last)?;
        let fits = |&&actor: &&usize| {
            let draft = &self.drafts[actor];
            draft.identity.kind == ActorKind::Person
                && draft.gender.agrees(candidate.gender)
                && are_names_of_one(&draft.name, &candidate.name)
        };
        rivals.iter().rev().take(RIVALS).find(fits).copied()
    }

    fn find_name(&self, candidate: &Candidate) -> Option<usize> {
        let identity = candidate.identity.as_ref()?;
        if identity.kind == ActorKind::State {
            return self.index.states.get(identity.country.as_ref()?).copied();
        }
        let known = identity.wikidata.as_ref().or(identity.registry.as_ref());
        let name = candidate.name.join(" ");
        let found = known.and_then(|id| self.index.known.get(id)).or_else(|| self.index.full_names.get(&name));
        let found = found.or_else(|| if candidate.name.len() == 1 { self.index.initials.get(&name) } else { None });
        if let Some(&actor) = found.filter(|&&actor| self.drafts[actor].identity.kind != ActorKind::Person) {
            return Some(actor);
        }
        let rivals = self.index.name_words.get(candidate.name.first()?)?;
        let fits = |&&actor: &&usize| {
            let draft = &self.drafts[actor];
            draft.identity.kind != ActorKind::Person && is_short_for(&candidate.name, &draft.name)
        };
        rivals.iter().rev().take(RIVALS).find(fits).copied()
    }

    fn find_description(&self, candidate: &Candidate) -> Option<usize> {
        let identity = candidate.identity.as_ref();
        if let Some(identity) = identity.filter(|identity| identity.kind == ActorKind::State) {
            let country = identity.country.clone().or_else(|| self.nationality(candidate).map(|(country, _)| country));
            return self.index.states.get(&country?).copied();
        }
        let may_repeat = match candidate.article {
            Article::Definite => true,
            Article::Bare => candidate.is_plural || identity.is_some_and(|identity| identity.kind != ActorKind::Person),
            Article::Indefinite => false,
        };
        if !may_repeat {
            return None;
        }
        self.find_role(candidate).or_else(|| self.find_general(candidate))
    }

    /// The latest actor with the same function: "the minister" after "Defence Minister Orlov".
    fn find_role(&self, candidate: &Candidate) -> Option<usize> {
        let rivals = self.index.roles.get(&candidate.lemma)?;
        let own = self.own_words(candidate);
        let country = candidate.identity.as_ref().and_then(|identity| identity.country.clone());
        let owner = owner_of(self.tree, candidate).and_then(|owner| self.index.at.get(&owner));
        let country = country.or_else(|| owner.and_then(|&owner| self.drafts[owner].identity.country.clone()));
        let local = country.or_else(|| match self.nationalities.of(candidate) {
            Some((country, Evidence::Clause)) => Some(country),
            _ => None,
        });
        let fits = |&&actor: &&usize| {
            let draft = &self.drafts[actor];
            let one_country = match (&draft.identity.country, &local) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            };
            // The observers of one body are not those of another.
            let one_body =
                match (&draft.identity.registry, candidate.identity.as_ref().and_then(|one| one.registry.as_ref())) {
                    (Some(one), Some(other)) => one == other,
                    _ => true,
                };
            one_country
                && one_body
                && draft.is_plural == candidate.is_plural
                && draft.gender.agrees(candidate.gender)
                && own.iter().all(|word| draft.roles.contains(word))
        };
        rivals.iter().rev().take(RIVALS).find(fits).copied()
    }

    /// The latest actor of a kind: "the group", "the country".
    fn find_general(&self, candidate: &Candidate) -> Option<usize> {
        let general = general(&candidate.lemma)?;
        let country = candidate.identity.as_ref().and_then(|identity| identity.country.as_ref());
        let has_own_words = !self.own_words(candidate).is_empty();
        let is_owned = owner_of(self.tree, candidate).is_some();
        if candidate.article != Article::Definite || candidate.is_plural || has_own_words || is_owned {
            return None;
        }
        let members = self.members.iter().rev().take(30);
        members.filter_map(|member| member.actor).find(|&actor| {
            let draft = &self.drafts[actor];
            // Fighters may be "the group", never "the charity".
            let is_body = draft.identity.kind == ActorKind::Organisation || is_loose_body(&candidate.lemma);
            general.fits(draft.identity.kind)
                && (general != General::Body || is_body)
                && draft.gender.agrees(candidate.gender)
                && country.is_none_or(|country| draft.identity.country.as_ref() == Some(country))
        })
    }

    /// What a description says beside its noun and its nationality.
    fn own_words(&self, candidate: &Candidate) -> Vec<String> {
        let tree = self.tree;
        let children = tree.children(candidate.mention.head).iter();
        let modifiers = children.filter(|&&child| {
            matches!(tree.relation(child), Relation::Amod | Relation::Compound | Relation::Nmod)
                && !matches!(tree.upos(child), Upos::Propn)
                && !self.nationalities.is_demonym(tree.form(child))
        });
        modifiers.map(|&child| tree.form(child).to_lowercase()).collect()
    }

    /// The country of a description without one, and what it rests on: its owner's ("its army"), else the report's evidence.
    fn nationality(&self, candidate: &Candidate) -> Option<(String, &'static str)> {
        let owner = owner_of(self.tree, candidate)
            .and_then(|owner| self.index.at.get(&owner))
            .map(|&actor| &self.drafts[actor].identity);
        if let Some(country) = owner.and_then(|owner| owner.country.clone()) {
            return Some((country, "the country of its owner"));
        }
        self.nationalities.of(candidate).map(|(country, evidence)| (country, evidence.because()))
    }

    fn make(&mut self, candidate: &Candidate) -> Option<usize> {
        let mut identity = candidate.identity.clone()?;
        // "the Social Democrats", "the Interior Ministry": names that every country has.
        let is_domestic = identity.sectors.first().is_some_and(|sector| DOMESTIC.contains(&sector.as_str()));
        let is_common_name = candidate.sort == Sort::Name && is_domestic;
        let is_described = is_common_name
            || candidate.sort == Sort::Nominal
            || (candidate.sort == Sort::Person && !identity.sectors.is_empty());
        let lacks_country = is_described && identity.country.is_none();
        if let Some((country, because)) = self.nationality(candidate).filter(|_| lacks_country) {
            identity.because = format!("{}; {country}: {because}", identity.because);
            belong(&mut identity, country);
        }
        let is_state = identity.kind == ActorKind::State;
        if let Some(&actor) =
            identity.country.as_ref().filter(|_| is_state).and_then(|country| self.index.states.get(country))
        {
            return Some(actor);
        }
        self.drafts.push(Draft {
            identity,
            label: candidate.label.clone(),
            mentions: Vec::new(),
            name: Vec::new(),
            roles: Vec::new(),
            gender: Gender::Unknown,
            is_plural: candidate.is_plural,
            is_guess: is_bare_surname(self.tree, candidate),
        });
        Some(self.drafts.len() - 1)
    }

    /// Adds a mention to a draft and what it tells to draft and index.
    fn add(&mut self, actor: usize, candidate: &Candidate) {
        let draft = &mut self.drafts[actor];
        let is_first = draft.mentions.is_empty();
        draft.mentions.push(candidate.mention);
        self.index.at.insert(candidate.mention.head, actor);
        if candidate.sort == Sort::Pronoun {
            return;
        }
        if draft.gender == Gender::Unknown {
            draft.gender = candidate.gender;
        }
        let is_bare = is_bare_surname(self.tree, candidate);
        let is_fuller = candidate.sort == Sort::Person && candidate.name.len() > draft.name.len();
        match candidate.identity.as_ref().filter(|_| !is_first) {
            // "Boateng" after "Ama Boateng" is she, whatever great Boateng the tables know.
            Some(_) if is_bare && draft.name.len() > 1 => {}
            Some(identity) if draft.is_guess && is_fuller && draft.identity.wikidata != identity.wikidata => {
                draft.identity.clone_from(identity);
            }
            Some(identity) => merge(&mut draft.identity, identity),
            None => {}
        }
        draft.is_guess &= is_bare;
        settle(&mut draft.label, &mut draft.name, candidate);
        let country = draft.identity.country.clone().filter(|_| draft.identity.kind == ActorKind::State);
        if let Some(country) = country {
            self.index.states.entry(country).or_insert(actor);
        }
        self.index_names(actor, candidate);
        self.index_roles(actor, candidate);
    }

    fn index_names(&mut self, actor: usize, candidate: &Candidate) {
        let identity = &self.drafts[actor].identity;
        // "The UN envoy" carries the body's id and is not the body.
        let is_body = identity.kind == ActorKind::Organisation && candidate.sort == Sort::Name;
        for id in identity.wikidata.iter().chain(identity.registry.as_ref().filter(|_| is_body)) {
            self.index.known.entry(id.clone()).or_insert(actor);
        }
        if candidate.name.is_empty() || identity.kind == ActorKind::State {
            return;
        }
        let is_new = self.index.full_names.insert(candidate.name.join(" "), actor) != Some(actor);
        if !is_new {
            return;
        }
        for word in [candidate.name.first(), candidate.name.last()].into_iter().flatten() {
            self.index.name_words.entry(word.clone()).or_default().push(actor);
        }
        if candidate.sort == Sort::Name && candidate.name.len() > 1 {
            let initials: String = candidate
                .label
                .split(|letter: char| !letter.is_alphanumeric())
                .filter_map(|word| word.chars().next().filter(|letter| letter.is_uppercase()))
                .flat_map(char::to_lowercase)
                .collect();
            self.index.initials.entry(fold(&initials)).or_insert(actor);
        }
    }

    fn index_roles(&mut self, actor: usize, candidate: &Candidate) {
        let tree = self.tree;
        let head = candidate.mention.head;
        let mut words = Vec::new();
        if candidate.sort == Sort::Nominal {
            words.push(candidate.lemma.clone());
            words.extend(self.own_words(candidate));
        }
        let titles = tree.children_by(head, Relation::NmodDesc).chain(tree.children_by(head, Relation::Compound));
        for title in titles.filter(|&title| !is_misplaced(tree, title)) {
            words.push(tree.lemma(title).to_lowercase());
            words.extend(tree.children(title).iter().map(|&word| tree.form(word).to_lowercase()));
        }
        for word in words {
            if !self.drafts[actor].roles.contains(&word) && self.drafts[actor].roles.len() < 24 {
                self.drafts[actor].roles.push(word.clone());
                self.index.roles.entry(word).or_default().push(actor);
            }
        }
    }

    fn finish(self) -> Cast {
        let nationalities = self.nationalities;
        let mut actors: Vec<Actor> = self.drafts.into_iter().map(Draft::finished).collect();
        for actor in actors.iter_mut().filter(|actor| actor.identity.kind == ActorKind::State) {
            // "Nairobi", "Kenyan" and "the government" are listed as Kenya.
            let country = actor.identity.country.as_deref().and_then(|code| nationalities.name_of(code));
            actor.name = country.map_or_else(|| std::mem::take(&mut actor.name), str::to_string);
        }
        actors.retain(|actor| !actor.mentions.is_empty());
        actors.sort_by_key(|actor| actor.mentions[0].head);
        Cast::new(actors)
    }
}

impl Draft {
    fn features(&self) -> Features {
        let Draft { gender, is_plural, .. } = *self;
        Features { kind: self.identity.kind, gender, is_plural, n_mentions: self.mentions.len() }
    }

    fn finished(mut self) -> Actor {
        self.mentions.sort_by_key(|mention| (mention.head, mention.span));
        self.mentions.dedup_by_key(|mention| mention.head);
        Actor { name: self.label, identity: self.identity, mentions: self.mentions }
    }
}

/// Sectors of bodies that belong to one country even where their name does not say which.
const DOMESTIC: [&str; 8] = ["CVL", "COP", "GOV", "JUD", "LEG", "MIL", "PTY", "SPY"];

/// "In his speech, Orlov said": a phrase before the subject speaks of the subject rather than of anybody before it.
fn is_fronted(tree: &Tree, candidate: &Candidate) -> bool {
    let is_personal = matches!(&*candidate.lemma, "his" | "her" | "he" | "she" | "him");
    let subject = foreshadowed(tree, candidate.mention.head).filter(|_| is_personal);
    subject.is_some_and(|subject| tree.upos(subject) == Upos::Propn)
}

/// A person's name of one word without a title.
fn is_bare_surname(tree: &Tree, candidate: &Candidate) -> bool {
    let words = candidate.mention.span.of(tree.text).split_whitespace().count();
    candidate.sort == Sort::Person && candidate.name.len() == 1 && words == 1
}

fn owner_of(tree: &Tree, candidate: &Candidate) -> Option<TokenId> {
    tree.child(candidate.mention.head, Relation::NmodPoss)
}

/// Whether a person's name stands against the name of something else.
fn is_named_other(draft: &Draft, candidate: &Candidate) -> bool {
    !draft.name.is_empty() && !candidate.name.is_empty()
}

/// Whether a shorter form of a person's name fits a longer one: "Orlov" or "S. Orlov" and "Sergei Orlov", "Xi" and "Xi Jinping".
fn are_names_of_one(known: &[String], new: &[String]) -> bool {
    let (short, long) = if new.len() <= known.len() { (new, known) } else { (known, new) };
    match (short, long) {
        ([], _) => false,
        ([only], long) => long.first() == Some(only) || long.last() == Some(only),
        (short, long) => {
            let one_surname = short.last() == long.last();
            let one_given = match (short.first(), long.first()) {
                (Some(one), Some(other)) => one == other || is_initial_of(one, other) || is_initial_of(other, one),
                _ => false,
            };
            one_surname && one_given
        }
    }
}

fn is_initial_of(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// Whether a body's name is the beginning of a longer one: "Blue Dawn" of "Blue Dawn Movement".
fn is_short_for(new: &[String], known: &[String]) -> bool {
    let (short, long) = if new.len() <= known.len() { (new, known) } else { (known, new) };
    let is_telling = short.len() > 1
        || short.first().is_some_and(|word| word.len() > 3 && !GENERIC.iter().any(|generic| fold(generic) == **word));
    is_telling && long.starts_with(short)
}

/// Words that begin the names of many bodies, so that they are short for none.
const GENERIC: [&str; 22] = [
    "african",
    "bank",
    "central",
    "civil",
    "congress",
    "democratic",
    "european",
    "federal",
    "front",
    "group",
    "house",
    "international",
    "ministry",
    "movement",
    "national",
    "new",
    "party",
    "people",
    "supreme",
    "union",
    "united",
    "world",
];
