//! Of which country is a group that the words give none?
//!
//! The report's evidence, nearest first: a place in the same clause, in the same sentence, in the one before; for civilians
//! the only country that the sentence names; the dateline; the country that the report names most.

use super::mention::Candidate;
use super::merge::takes_nationality;
use super::{ActorKind, ActorTables};
use crate::document::Document;
use crate::place::Place;
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What a nationality rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    Clause,
    Sentence,
    OnlyCountry,
    Previous,
    Dateline,
    Report,
}

impl Evidence {
    /// In words.
    pub(super) fn because(self) -> &'static str {
        match self {
            Evidence::Clause => "the place in the same clause",
            Evidence::Sentence => "the place in the same sentence",
            Evidence::OnlyCountry => "the only country in the sentence",
            Evidence::Previous => "the place in the sentence before",
            Evidence::Dateline => "the dateline",
            Evidence::Report => "the country the report names most",
        }
    }
}

/// What a report tells about countries, by sentence.
#[derive(Debug)]
pub(super) struct Nationalities<'a> {
    tree: &'a Tree<'a>,
    tables: &'a ActorTables,
    places: BTreeMap<usize, Vec<(TokenId, String)>>,
    /// The countries of the actors named in a sentence.
    actors: BTreeMap<usize, BTreeSet<String>>,
    /// The countries that a sentence names as states, or by their diplomats.
    states: BTreeMap<usize, BTreeSet<String>>,
    dateline: Option<String>,
    /// The countries of the report, the most named first.
    by_count: Vec<String>,
}

/// At most so many places of one sentence are weighed.
const PLACES: usize = 24;

impl<'a> Nationalities<'a> {
    /// Gathers the evidence.
    pub(super) fn new(
        document: &Document,
        tree: &'a Tree<'a>,
        places: &[Place],
        tables: &'a ActorTables,
        candidates: &[Candidate],
    ) -> Nationalities<'a> {
        let mut counts = Counts::default();
        let mut by_sentence: BTreeMap<usize, Vec<(TokenId, String)>> = BTreeMap::new();
        let dateline_span = document.dateline.as_ref().and_then(|dateline| dateline.span);
        let mut dateline = None;
        // Who acts is not where: "Moscow accused protesters" does not tell whose protesters.
        let acting: BTreeSet<TokenId> = candidates.iter().map(|candidate| candidate.mention.head).collect();
        let kind_of = |candidate: &Candidate| Some((candidate.mention.head, candidate.identity.as_ref()?.kind));
        let kinds: BTreeMap<TokenId, ActorKind> = candidates.iter().filter_map(kind_of).collect();
        for place in places {
            let Some(country) = &place.country else { continue };
            counts.add(country, place.span);
            if dateline.is_none() && dateline_span.is_some_and(|span| span.overlaps(place.span)) {
                dateline = Some(country.clone());
            }
            let token = token_at(tree, place.span).filter(|token| !place.adjectival && !acting.contains(token));
            if let Some(token) = token.filter(|&token| !tells_whose(tree, token, &kinds)) {
                by_sentence.entry(tree.sentence(token)).or_default().push((token, country.clone()));
            }
        }
        let mut actors: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut states = actors.clone();
        for candidate in candidates {
            let Some(identity) = &candidate.identity else { continue };
            if let Some(country) = identity.country.as_deref().filter(|country| is_state_code(country)) {
                let sentence = tree.sentence(candidate.mention.head);
                counts.add(country, candidate.mention.span);
                actors.entry(sentence).or_default().insert(country.to_string());
                if identity.kind == ActorKind::State || is_diplomat(&candidate.lemma) {
                    states.entry(sentence).or_default().insert(country.to_string());
                }
            }
        }
        let named = document.dateline.as_ref().and_then(|dateline| dateline.place.as_deref());
        let dateline = dateline.or_else(|| named.and_then(|place| tables.country_of_name(place)).map(str::to_string));
        Nationalities { tree, tables, places: by_sentence, actors, states, dateline, by_count: counts.in_order() }
    }

    /// The country of a mention that has none of its own, and what it rests on.
    pub(super) fn of(&self, candidate: &Candidate) -> Option<(String, Evidence)> {
        let identity = candidate.identity.as_ref()?;
        if !takes_nationality(identity.kind) {
            return None;
        }
        let head = candidate.mention.head;
        let sentence = self.tree.sentence(head);
        if let Some(found) = self.in_sentence(head, sentence) {
            return Some(found);
        }
        // "Washington criticised the raid; the president shrugged": whoever governs is not of the state beside him.
        let governs = identity.sectors.first().is_some_and(|sector| sector == "GOV");
        let others = self.states.get(&sentence).filter(|_| governs);
        let is_other = |country: &str| others.is_some_and(|others| others.contains(country));
        let is_armed = identity.sectors.iter().any(|sector| ARMED.contains(&sector.as_str()));
        let only = self.actors.get(&sentence).filter(|countries| countries.len() == 1 && !is_armed);
        if let Some(country) = only.and_then(BTreeSet::first).filter(|country| !is_other(country)) {
            return Some((country.clone(), Evidence::OnlyCountry));
        }
        let before = sentence.checked_sub(1).and_then(|previous| self.places.get(&previous));
        if let Some((_, country)) = before.and_then(|places| places.last()).filter(|(_, country)| !is_other(country)) {
            return Some((country.clone(), Evidence::Previous));
        }
        if let Some(country) = self.dateline.clone().filter(|country| !is_other(country)) {
            return Some((country, Evidence::Dateline));
        }
        let most_named = self.by_count.iter().find(|country| !is_other(country)).or(self.by_count.first());
        most_named.map(|country| (country.clone(), Evidence::Report))
    }

    /// Whether a word is a nationality.
    pub(super) fn is_demonym(&self, word: &str) -> bool {
        self.tables.country_of_demonym(word).is_some()
    }

    /// The usual name of a country.
    pub(super) fn name_of(&self, code: &str) -> Option<&'a str> {
        self.tables.country(code).map(|country| country.name)
    }

    fn in_sentence(&self, head: TokenId, sentence: usize) -> Option<(String, Evidence)> {
        let places = self.places.get(&sentence)?;
        let clause = clause_of(self.tree, head);
        let nearest = |&&(token, _): &&(TokenId, String)| (token.index().abs_diff(head.index()), token);
        let near = places.iter().take(PLACES);
        let in_clause = near.clone().filter(|(token, _)| clause_of(self.tree, *token) == clause).min_by_key(nearest);
        if let Some((_, country)) = in_clause {
            return Some((country.clone(), Evidence::Clause));
        }
        near.min_by_key(nearest).map(|(_, country)| (country.clone(), Evidence::Sentence))
    }
}

/// How often a report names each country, and where first.
#[derive(Debug, Default)]
struct Counts<'a> {
    of: BTreeMap<&'a str, (usize, u32)>,
}

impl<'a> Counts<'a> {
    fn add(&mut self, country: &'a str, span: Span) {
        let (count, first) = self.of.entry(country).or_insert((0, span.start));
        *count += 1;
        *first = span.start.min(*first);
    }

    /// The most named first; of two named as often, the one named first.
    fn in_order(self) -> Vec<String> {
        let mut countries: Vec<_> = self.of.into_iter().collect();
        countries.sort_by_key(|&(_, (count, first))| (std::cmp::Reverse(count), first));
        countries.into_iter().map(|(country, _)| country.to_string()).collect()
    }
}

/// "Norway's ambassador", "the king of Jordan": a place that says whose an actor is does not say where he is. "The town of Kidal"
/// and "residents of Lagos" do.
fn tells_whose(tree: &Tree, token: TokenId, owned: &BTreeMap<TokenId, ActorKind>) -> bool {
    let Some(kind) = tree.head(token).and_then(|head| owned.get(&head)) else { return false };
    let is_of = || tree.relation(token) == Relation::Nmod && tree.case_of(token).as_deref() == Some("of");
    match kind {
        ActorKind::Person | ActorKind::State => tree.relation(token) == Relation::NmodPoss || is_of(),
        ActorKind::Organisation => tree.relation(token) == Relation::NmodPoss,
        ActorKind::Group | ActorKind::People => false,
    }
}

/// People and houses that one state has in another.
fn is_diplomat(lemma: &str) -> bool {
    const POSTS: [&str; 10] = [
        "ambassador",
        "attache",
        "attaché",
        "chargé",
        "consul",
        "consulate",
        "diplomat",
        "embassy",
        "envoy",
        "mediator",
    ];
    POSTS.contains(&lemma)
}

/// Sectors whose members often act in another country than the one a sentence names.
const ARMED: [&str; 7] = ["REB", "UAF", "MIL", "IMG", "CRM", "PRM", "SPY"];

/// Whether a country code is a state's and not one of the international entries.
fn is_state_code(country: &str) -> bool {
    !matches!(country, "UNO" | "EUR" | "IGO" | "NGO" | "MNC" | "IMG" | "ISM")
}

/// The verb, or the root, that a word hangs on.
fn clause_of(tree: &Tree, token: TokenId) -> TokenId {
    let mut current = token;
    for _ in 0..24 {
        match tree.head(current) {
            Some(head) => current = head,
            None => break,
        }
        if tree.upos(current) == Upos::Verb {
            break;
        }
    }
    current
}

/// The last token inside a span: "Garissa" of "northern Garissa".
fn token_at(tree: &Tree, span: Span) -> Option<TokenId> {
    let tokens = &tree.segmentation.tokens;
    let after = tokens.partition_point(|token| token.span.start < span.end);
    let last = after.checked_sub(1)?;
    tokens[last].span.overlaps(span).then_some(TokenId(last as u32))
}
