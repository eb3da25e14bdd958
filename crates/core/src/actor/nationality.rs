//! Of which country is a group that the words give none?
//!
//! The report's evidence: a place in the same clause or sentence, the country that the report named first and still speaks of,
//! a place in the sentence before, the dateline, the country that the report names most.

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
    Topic,
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
            Evidence::Topic => "the country the report named first",
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
    /// The countries that a sentence names as states, or by their diplomats.
    states: BTreeMap<usize, BTreeSet<String>>,
    dateline: Option<String>,
    /// The countries of the report in the order of their first naming, each with the sentences that name it.
    by_first: Vec<(String, BTreeSet<usize>)>,
    most_named: Option<String>,
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
            counts.add(country, place.span, tree);
            if dateline.is_none() && dateline_span.is_some_and(|span| span.overlaps(place.span)) {
                dateline = Some(country.clone());
            }
            let token = token_at(tree, place.span).filter(|token| !place.adjectival && !acting.contains(token));
            if let Some(token) = token.filter(|&token| !tells_whose(tree, token, &kinds)) {
                by_sentence.entry(tree.sentence(token)).or_default().push((token, country.clone()));
            }
        }
        let mut states: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for candidate in candidates {
            let Some(identity) = &candidate.identity else { continue };
            if let Some(country) = identity.country.as_deref().filter(|country| is_state_code(country)) {
                counts.add(country, candidate.mention.span, tree);
                if identity.kind == ActorKind::State || is_diplomat(&candidate.lemma) {
                    states.entry(tree.sentence(candidate.mention.head)).or_default().insert(country.to_string());
                }
            }
        }
        let named = document.dateline.as_ref().and_then(|dateline| dateline.place.as_deref());
        let dateline = dateline.or_else(|| named.and_then(|place| tables.country_of_name(place)).map(str::to_string));
        let (by_first, most_named) = counts.in_order();
        Nationalities { tree, tables, places: by_sentence, states, dateline, by_first, most_named }
    }

    /// The country of a mention that has none of its own, and what it rests on.
    pub(super) fn of(&self, candidate: &Candidate) -> Option<(String, Evidence)> {
        let identity = candidate.identity.as_ref()?;
        if !takes_nationality(identity.kind) {
            return None;
        }
        let head = candidate.mention.head;
        let sentence = self.tree.sentence(head);
        let is_of =
            |sectors: &[&str]| identity.sectors.first().is_some_and(|sector| sectors.contains(&sector.as_str()));
        // "Washington criticised the raid; the president shrugged": whoever governs is not of the state beside him.
        let others = self.states.get(&sentence).filter(|_| is_of(&["GOV"]));
        let is_other = |country: &str| others.is_some_and(|others| others.contains(country));
        let topic = self.topic(sentence, &is_other).map(|country| (country, Evidence::Topic));
        match self.in_sentence(head, sentence) {
            // Armies and rebels act abroad too; a place elsewhere in the sentence says little of them.
            Some((_, Evidence::Sentence)) if is_of(&["MIL", "REB"]) && topic.is_some() => return topic,
            Some(found) => return Some(found),
            None => {}
        }
        if topic.is_some() {
            return topic;
        }
        let before = sentence.checked_sub(1).and_then(|previous| self.places.get(&previous));
        if let Some((_, country)) = before.and_then(|places| places.last()).filter(|(_, country)| !is_other(country)) {
            return Some((country.clone(), Evidence::Previous));
        }
        if let Some(country) = self.dateline.clone().filter(|country| !is_other(country)) {
            return Some((country, Evidence::Dateline));
        }
        self.most_named.clone().map(|country| (country, Evidence::Report))
    }

    /// The country named first of those that the sentences before still speak of.
    fn topic(&self, sentence: usize, is_other: &dyn Fn(&str) -> bool) -> Option<String> {
        let near = sentence.saturating_sub(MEMORY)..=sentence + 1;
        let is_near = |sentences: &BTreeSet<usize>| sentences.range(near.clone()).next().is_some();
        let found = self.by_first.iter().find(|(country, sentences)| is_near(sentences) && !is_other(country));
        found.map(|(country, _)| country.clone())
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

/// How often a report names each country, where first and in which sentences.
#[derive(Debug, Default)]
struct Counts<'a> {
    of: BTreeMap<&'a str, (usize, u32, BTreeSet<usize>)>,
}

impl<'a> Counts<'a> {
    fn add(&mut self, country: &'a str, span: Span, tree: &Tree) {
        let (count, first, sentences) = self.of.entry(country).or_insert((0, span.start, BTreeSet::new()));
        *count += 1;
        *first = span.start.min(*first);
        sentences.extend(token_at(tree, span).map(|token| tree.sentence(token)));
    }

    /// The countries in the order of their first naming, and the one named most, of several the one named first.
    fn in_order(self) -> (Vec<(String, BTreeSet<usize>)>, Option<String>) {
        let mut countries: Vec<_> = self.of.into_iter().collect();
        countries.sort_by_key(|&(country, (_, first, _))| (first, country));
        let most = countries.iter().rev().max_by_key(|(_, (count, ..))| count).map(|(country, _)| country.to_string());
        (countries.into_iter().map(|(country, (.., sentences))| (country.to_string(), sentences)).collect(), most)
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

/// A report still speaks of a country so many sentences after it named it.
const MEMORY: usize = 6;

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
