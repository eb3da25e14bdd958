//! Of which country is a village, a street or a square that the gazetteer does not have? Of the one around it.
//!
//! ```text
//! "bombed columns near the Malian town of Konna": MLI, by its own phrase
//! "Students stoned policemen on Cairo Road" in a report from Lusaka: ZMB, by the dateline
//! ```

use super::fold::fold;
use super::gazetteer::Gazetteer;
use super::{Place, filed_from};
use crate::document::Document;
use crate::read::Tree;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The country, the first-level unit where that is as sure, and what both rest on.
struct Home {
    country: String,
    admin1: Option<String>,
    because: &'static str,
    /// The votes for it.
    weight: f64,
}

/// How much a place of the same paragraph tells. A town is somewhere; a state or its capital often only acts from afar.
/// Chosen by feel; never measured.
const TOWN: f64 = 3.0;
const STATE: f64 = 1.5;
const ADJECTIVE: f64 = 1.0;
/// One of the same sentence tells more.
const SENTENCE: f64 = 1.5;
const DATELINE: f64 = 3.0;
const PHRASE: f64 = 100.0;

/// Words between an adjective and the name it is about: "the Malian garrison town of Konna" has three.
const WIDEST_GAP: usize = 4;

/// At most so many places of a paragraph are weighed for one name.
const MOST_WEIGHED: usize = 60;

/// Gives places that are not in the gazetteer the country of what is around them, one country a name.
pub(super) fn placed_by_surroundings(document: &Document, tree: &Tree, gazetteer: &Gazetteer, places: &mut [Place]) {
    let is_lost = |place: &Place| place.feature.is_empty() && place.country.is_none() && !place.adjectival;
    if !places.iter().any(is_lost) {
        return;
    }
    let filed = document.dateline.as_ref().and_then(|dateline| dateline.place.as_deref());
    let filed = filed.and_then(|place| filed_from(place, gazetteer)).and_then(|candidate| candidate.entry.country);
    let surroundings = Surroundings { document, tree, places, filed };
    let mut homes: BTreeMap<String, Home> = BTreeMap::new();
    for index in (0..places.len()).filter(|&index| is_lost(&places[index])) {
        let key = fold(places[index].span.of(tree.text));
        if let Some(home) = surroundings.home(index)
            && homes.get(&key).is_none_or(|known| known.weight < home.weight)
        {
            homes.insert(key, home);
        }
    }
    for place in places.iter_mut().filter(|place| is_lost(place)) {
        if let Some(home) = homes.get(&fold(place.span.of(tree.text))) {
            place.country = Some(home.country.clone());
            place.admin1 = home.admin1.clone();
            place.because = format!("{}; the country by {}", place.because, home.because);
        }
    }
}

struct Surroundings<'a> {
    document: &'a Document,
    tree: &'a Tree<'a>,
    places: &'a [Place],
    filed: Option<&'static str>,
}

impl Surroundings<'_> {
    fn home(&self, index: usize) -> Option<Home> {
        let span = self.places[index].span;
        if let Some(country) = self.by_phrase(index) {
            return Some(Home { country, admin1: None, because: "the adjective before it", weight: PHRASE });
        }
        let sentences = &self.tree.segmentation.sentences;
        let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let sentence = sentences.get(at).map_or(span, |sentence| sentence.span);
        let blocks = &self.document.blocks;
        let block = blocks.partition_point(|block| block.span.end <= span.start);
        let paragraph = blocks.get(block).map_or(Span::new(0, self.tree.text.len()), |block| block.span);
        // Countries in the order in which they are named: of two with as many votes the first is taken.
        let mut votes: Vec<(&str, f64)> = Vec::new();
        let mut vote = |country, weight| match votes.iter_mut().find(|(known, _)| *known == country) {
            Some((_, votes)) => *votes += weight,
            None => votes.push((country, weight)),
        };
        for place in self.others(index, paragraph) {
            let factor = if place.span.overlaps(sentence) { SENTENCE } else { 1.0 };
            vote(place.country.as_deref().unwrap_or_default(), factor * weight(place));
        }
        if let Some(country) = self.filed {
            vote(country, DATELINE);
        }
        let best = votes.iter().map(|(_, votes)| *votes).fold(0.0, f64::max);
        let &(country, weight) = votes.iter().find(|(_, votes)| *votes >= best)?;
        let near: Vec<&Place> =
            self.others(index, sentence).filter(|place| !place.adjectival && place.admin1.is_some()).collect();
        let units: BTreeSet<&str> = near.iter().filter_map(|place| place.admin1.as_deref()).collect();
        let is_there = near.iter().all(|place| place.country.as_deref() == Some(country));
        let admin1 = units.first().filter(|_| units.len() == 1 && is_there).map(|unit| unit.to_string());
        let is_named = self.others(index, paragraph).any(|place| place.country.as_deref() == Some(country));
        let is_filed = self.filed == Some(country) && !is_named;
        let because = if is_filed { "the dateline" } else { "the places around it" };
        Some(Home { country: country.to_string(), admin1, because, weight })
    }

    /// "The Malian town of Konna": an adjective, and only small words with one for a kind of place between.
    fn by_phrase(&self, index: usize) -> Option<String> {
        let text = self.tree.text;
        let start = self.places[index].span.start;
        let before = self.places[..index].iter().rev().find(|place| place.adjectival && place.span.end <= start)?;
        let gap = text.get(before.span.end as usize..start as usize)?;
        let words: Vec<&str> = gap.split_whitespace().collect();
        let is_small = |word: &&str| word.chars().all(|letter| letter.is_lowercase() || letter == '-');
        let names_kind = words.iter().any(|word| KINDS.contains(word));
        let is_phrase = names_kind && words.len() <= WIDEST_GAP && words.iter().all(is_small);
        before.country.clone().filter(|_| is_phrase)
    }

    /// The other places within a span whose country is known.
    fn others(&self, index: usize, within: Span) -> impl Iterator<Item = &Place> {
        let near = index.saturating_sub(MOST_WEIGHED)..(index + MOST_WEIGHED).min(self.places.len());
        self.places[near].iter().filter(move |place| place.country.is_some() && place.span.overlaps(within))
    }
}

fn weight(place: &Place) -> f64 {
    match place.feature.as_str() {
        _ if place.adjectival => ADJECTIVE,
        "PCLI" | "PPLC" => STATE,
        _ => TOWN,
    }
}

const KINDS: [&str; 22] = [
    "airport",
    "area",
    "base",
    "camp",
    "capital",
    "city",
    "coast",
    "district",
    "hamlet",
    "island",
    "mountains",
    "port",
    "prison",
    "province",
    "quarter",
    "region",
    "river",
    "state",
    "suburb",
    "territory",
    "town",
    "village",
];
