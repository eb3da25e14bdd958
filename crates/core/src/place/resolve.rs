//! Which of the places of a name is meant? One sense a report, chosen by what stands beside it, by the report's other
//! places, by its dateline and outlet, and by size.

use super::gazetteer::{Entry, Gazetteer, NameForm, PlaceId, Sense};
use super::mentions::{Mention, senses};
use super::{Place, PlacePrecision, fold::fold};
use crate::direction::is_direction;
use crate::document::Document;
use std::collections::BTreeMap;

/// Distinct names beyond this many in one report are resolved without the others' help, to keep the work linear.
const MOST_GROUPS: usize = 400;
/// Namesakes beyond this many are left out: the smallest ones.
const MOST_SENSES: usize = 48;

/// A place for each mention, in order. Mentions that nobody has read and the gazetteer does not know give none.
pub fn resolve(document: &Document, mentions: &[Mention], gazetteer: &Gazetteer) -> Vec<Place> {
    let mut groups = groups(document, mentions, gazetteer);
    choose(document, &mut groups, gazetteer);
    let text = &document.text;
    let place = |mention: &Mention| {
        let group = groups.get(&key(mention.span.of(text)))?;
        group.place(mention, text, gazetteer)
    };
    mentions.iter().filter_map(place).collect()
}

/// All mentions of one name.
struct Group {
    candidates: Vec<Candidate>,
    n_mentions: usize,
    /// The units or countries of the name that stands beside one of the mentions, and that name.
    beside: Option<(Vec<PlaceId>, String)>,
    best: Option<usize>,
    because: String,
}

/// One place the name may mean.
#[derive(Clone)]
pub(super) struct Candidate {
    place: PlaceId,
    pub(super) entry: Entry,
    form: NameForm,
    prior: f64,
    score: f64,
}

impl Candidate {
    /// The first-level unit it is or lies in.
    fn unit(&self) -> Option<PlaceId> {
        if self.entry.feature == "ADM1" { Some(self.place) } else { self.entry.admin1 }
    }

    fn lies_in(&self, unit: PlaceId, entry: &Entry) -> bool {
        self.entry.admin1 == Some(unit)
            || (entry.feature == "PCLI" && self.place != unit && self.entry.country == entry.country)
    }
}

impl Group {
    /// What may contain the place: the units beside it. Of two countries side by side neither contains the other.
    fn units_beside(&self, gazetteer: &Gazetteer) -> Vec<(PlaceId, Entry)> {
        let is_country = self.candidates.iter().any(|candidate| candidate.entry.feature == "PCLI");
        let units = self.beside.iter().flat_map(|(units, _)| units);
        let entries = units.map(|unit| (*unit, gazetteer.entry(*unit)));
        entries.filter(|(_, entry)| !is_country || entry.feature == "ADM1").collect()
    }

    fn place(&self, mention: &Mention, text: &str, gazetteer: &Gazetteer) -> Option<Place> {
        let words = mention.span.of(text);
        let Some(best) = self.best.map(|index| &self.candidates[index]) else {
            return mention.is_read.then(|| self.unknown(mention, words, gazetteer));
        };
        let name_of = |unit: Option<PlaceId>| unit.map(|unit| gazetteer.entry(unit).name.to_string());
        let entry = &best.entry;
        Some(Place {
            span: mention.span,
            name: entry.name.to_string(),
            geonameid: entry.geonameid,
            country: entry.country.map(str::to_string),
            admin1: if entry.feature == "ADM1" { Some(entry.name.to_string()) } else { name_of(entry.admin1) },
            admin2: if entry.feature == "ADM2" { Some(entry.name.to_string()) } else { name_of(entry.admin2) },
            coordinates: Some((entry.lat, entry.lon)),
            precision: precision(words, entry),
            feature: entry.feature.to_string(),
            adjectival: mention.adjectival || best.form == NameForm::Demonym,
            because: self.because.clone(),
        })
    }

    /// A place the gazetteer does not know: what stands beside it says where it is, as exactly as that.
    fn unknown(&self, mention: &Mention, words: &str, gazetteer: &Gazetteer) -> Place {
        let unit = self.beside.as_ref().and_then(|(units, _)| units.first()).map(|unit| gazetteer.entry(*unit));
        Place {
            span: mention.span,
            name: words.to_string(),
            geonameid: None,
            country: unit.as_ref().and_then(|unit| unit.country).map(str::to_string),
            admin1: unit.as_ref().filter(|unit| unit.feature == "ADM1").map(|unit| unit.name.to_string()),
            admin2: None,
            coordinates: unit.as_ref().map(|unit| (unit.lat, unit.lon)),
            precision: unit.as_ref().map_or(PlacePrecision::Region, |unit| PlacePrecision::of_feature(unit.feature)),
            feature: String::new(),
            adjectival: mention.adjectival,
            because: self.because.clone(),
        }
    }
}

/// "northern Syria" is a part of a country, not all of it: a region as large as its units.
fn precision(words: &str, entry: &Entry) -> PlacePrecision {
    let full = PlacePrecision::of_feature(entry.feature);
    if full == PlacePrecision::Country && without_direction(words).is_some() { PlacePrecision::Region } else { full }
}

fn groups(document: &Document, mentions: &[Mention], gazetteer: &Gazetteer) -> BTreeMap<String, Group> {
    let text = &document.text;
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for mention in mentions {
        let words = mention.span.of(text);
        let group = groups.entry(key(words)).or_insert_with(|| Group {
            candidates: candidates(words, gazetteer),
            n_mentions: 0,
            beside: None,
            best: None,
            because: String::new(),
        });
        group.n_mentions += 1;
        let after = text.get(mention.span.end as usize..).unwrap_or("");
        if group.n_mentions == 1 && UNIT_WORDS.iter().any(|word| after.starts_with(word)) {
            let is_state = after.starts_with(" state") || after.starts_with(" State");
            for candidate in group.candidates.iter_mut().filter(|candidate| candidate.entry.feature == "ADM1") {
                candidate.prior += 4.0;
                // "Plateau state" is Nigeria's: Benin has a department of the name.
                if is_state && candidate.entry.country.is_some_and(|country| HAVE_STATES.contains(&country)) {
                    candidate.prior += 2.0;
                }
            }
        }
        // "Ill." and "Ga." are states only after another name.
        let before = text.get(..mention.span.start as usize).unwrap_or("");
        let stands_alone = !before.ends_with(", ") && !before.ends_with('(') && !words.contains('.');
        if stands_alone && group.n_mentions == 1 {
            group.candidates.retain(|candidate| candidate.form != NameForm::Short);
        }
        if group.beside.is_none() {
            group.beside = beside(text, mention, gazetteer);
        }
    }
    groups
}

/// The places a name may mean, with how likely each is before anything else is known.
fn candidates(words: &str, gazetteer: &Gazetteer) -> Vec<Candidate> {
    let whole = senses(gazetteer, words.split(", ").next().unwrap_or(words));
    let shorter = |rest: Option<&str>| rest.map(|rest| senses(gazetteer, rest)).unwrap_or_default();
    let mut found = whole;
    if found.is_empty() {
        found = shorter(without_direction(words));
    }
    if found.is_empty() {
        found = shorter(without_kind(words));
    }
    if found.is_empty() {
        // "Mayo County" is County Mayo in Ireland.
        found =
            words.strip_suffix(" County").map(|rest| senses(gazetteer, &format!("County {rest}"))).unwrap_or_default();
    }
    let is_unit = UNIT_WORDS.iter().any(|word| words.ends_with(word));
    // "EU" and "US" are no towns called Eu and Us.
    let is_acronym = words.len() <= 4 && words.chars().all(|letter| letter.is_uppercase() || letter == '.');
    let mut candidates: Vec<Candidate> = found
        .into_iter()
        .map(|sense| {
            let entry = gazetteer.entry(sense.place);
            let prior = prior(&entry, sense.form) + if is_unit && entry.feature.starts_with("ADM") { 3.0 } else { 0.0 };
            Candidate { place: sense.place, entry, form: sense.form, prior, score: prior }
        })
        .filter(|candidate| !is_acronym || candidate.entry.name == words || candidate.form != NameForm::Primary)
        .collect();
    // A country never resolves to a building.
    if candidates.iter().any(|candidate| candidate.entry.feature == "PCLI") {
        candidates.retain(|candidate| PlacePrecision::of_feature(candidate.entry.feature) != PlacePrecision::Exact);
    }
    // "Kharkiv" is the city rather than the province around it, unless a word for a province stands there.
    let cities: Vec<Option<PlaceId>> = candidates
        .iter()
        .filter(|candidate| candidate.entry.feature.starts_with("PPL") && candidate.entry.population >= 50_000.0)
        .map(|candidate| candidate.entry.admin1)
        .collect();
    for candidate in &mut candidates {
        if candidate.entry.feature == "ADM1" && !is_unit && cities.contains(&Some(candidate.place)) {
            candidate.prior -= 2.0;
            candidate.score = candidate.prior;
        }
    }
    candidates.sort_by(|left, right| right.prior.total_cmp(&left.prior).then(left.place.cmp(&right.place)));
    candidates.truncate(MOST_SENSES);
    candidates
}

/// How likely a place is meant by its name alone, in powers of e: chosen by feel, then moved by halves on our own reports.
fn prior(entry: &Entry, form: NameForm) -> f64 {
    let size = (entry.population + 10.0).log10();
    let by_kind = match entry.feature {
        "PCLI" => 9.0 + 0.2 * size,
        "CONT" | "RGN" | "SEA" | "OCN" => 9.5,
        "ADM1" => 3.4 + 0.45 * size,
        "ADM2" => 1.8 + 0.35 * size,
        "PPLC" => 1.0 + size,
        "PPL" => size,
        _ => 6.0,
    };
    let by_form = match form {
        NameForm::Primary => 0.0,
        NameForm::Alias if entry.feature == "PCLI" || entry.population >= 5_000_000.0 => 0.0,
        NameForm::Alias => -0.8,
        NameForm::Demonym => 0.0,
        NameForm::Short => -1.0,
    };
    by_kind + by_form
}

/// Chooses a sense for every name, in three rounds: each hears what the others were likely to mean.
fn choose(document: &Document, groups: &mut BTreeMap<String, Group>, gazetteer: &Gazetteer) {
    let home = home(document, gazetteer);
    let filed = document.dateline.as_ref().and_then(|dateline| dateline.place.as_deref());
    let filed = filed.and_then(|place| filed_from(place, gazetteer));
    for _ in 0..3 {
        let support = Support::of(groups, filed.as_ref(), home);
        for group in groups.values_mut().take(MOST_GROUPS) {
            let own = support.share_of(group);
            let beside = group.units_beside(gazetteer);
            for candidate in &mut group.candidates {
                let is_beside = beside.iter().any(|(unit, entry)| candidate.lies_in(*unit, entry));
                candidate.score =
                    candidate.prior + support.of_candidate(candidate, &own) + if is_beside { 8.0 } else { 0.0 };
            }
        }
    }
    let support = Support::of(groups, filed.as_ref(), home);
    for group in groups.values_mut() {
        settle(group, &support, gazetteer);
    }
}

/// The place of a dateline: "LONDON", "LONDON, Ontario".
pub(super) fn filed_from(place: &str, gazetteer: &Gazetteer) -> Option<Candidate> {
    let found = candidates(place, gazetteer);
    let units = place.split_once(", ").map(|(_, rest)| senses(gazetteer, rest)).unwrap_or_default();
    let is_in_unit =
        |candidate: &&Candidate| units.iter().any(|unit| candidate.lies_in(unit.place, &gazetteer.entry(unit.place)));
    found.iter().find(is_in_unit).or(found.first()).cloned()
}

/// Picks the best sense of a name and says why; a small namesake in a land the report does not speak of is no reading.
fn settle(group: &mut Group, support: &Support, gazetteer: &Gazetteer) {
    let best = group
        .candidates
        .iter()
        .enumerate()
        .max_by(|left, right| left.1.score.total_cmp(&right.1.score).then(right.1.place.cmp(&left.1.place)));
    let beside = group.beside.as_ref();
    let Some((index, best)) = best else {
        group.because = match beside {
            Some((_, words)) => format!("not in the gazetteer; '{words}' stands beside it"),
            None => "not in the gazetteer".to_string(),
        };
        return;
    };
    let is_beside = group.units_beside(gazetteer).iter().any(|(unit, entry)| best.lies_in(*unit, entry));
    let own = support.share_of(group);
    let is_spoken_of = support.country_without(best, &own) > 0.3;
    let is_small = best.entry.feature == "PPL" && best.entry.population < 30_000.0;
    let is_elsewhere = !is_beside && !group.units_beside(gazetteer).is_empty();
    if is_elsewhere && best.entry.feature == "PPL" && best.entry.population < 1_000_000.0 {
        group.because = format!("no place of the name in '{}' beside it", beside.map_or("", |(_, words)| words));
        return;
    }
    if is_small && !is_beside && !is_spoken_of && support.is_settled() {
        group.because = "only small namesakes in countries the report does not speak of".to_string();
        return;
    }
    group.because = if is_beside {
        format!("'{}' stands beside it", beside.map_or("", |(_, words)| words))
    } else if group.candidates.len() == 1 {
        "the only place of the name".to_string()
    } else if best.entry.feature == "PCLI" {
        "a country".to_string()
    } else if group.candidates.iter().any(|other| other.prior > best.prior) {
        format!("other places named lie in {}", best.entry.country.unwrap_or("the same region"))
    } else if best.entry.feature == "PPLC" {
        format!("capital, among {} of the name", group.candidates.len())
    } else {
        format!("largest of {} of the name", group.candidates.len())
    };
    group.best = Some(index);
}

/// How much of a report speaks of each country and first-level unit.
struct Support {
    countries: BTreeMap<&'static str, f64>,
    units: BTreeMap<PlaceId, f64>,
}

/// What one name adds to the support by itself.
struct Share {
    countries: BTreeMap<&'static str, f64>,
    units: BTreeMap<PlaceId, f64>,
}

impl Support {
    fn of(groups: &BTreeMap<String, Group>, filed: Option<&Candidate>, home: Option<&'static str>) -> Support {
        let mut support = Support { countries: BTreeMap::new(), units: BTreeMap::new() };
        for group in groups.values().take(MOST_GROUPS) {
            let share = share(group);
            for (country, weight) in share.countries {
                *support.countries.entry(country).or_default() += weight;
            }
            for (unit, weight) in share.units {
                *support.units.entry(unit).or_default() += weight;
            }
        }
        if let Some(filed) = filed {
            filed.entry.country.into_iter().for_each(|country| *support.countries.entry(country).or_default() += 1.5);
            filed.unit().into_iter().for_each(|unit| *support.units.entry(unit).or_default() += 1.0);
        }
        home.into_iter().for_each(|country| *support.countries.entry(country).or_default() += 0.7);
        support
    }

    fn share_of(&self, group: &Group) -> Share {
        share(group)
    }

    fn of_candidate(&self, candidate: &Candidate, own: &Share) -> f64 {
        let unit = candidate.unit().map_or(0.0, |unit| {
            let own = own.units.get(&unit).copied().unwrap_or(0.0);
            (self.units.get(&unit).copied().unwrap_or(0.0) - own).max(0.0)
        });
        2.0 * (1.0 + self.country_without(candidate, own)).ln() + 2.8 * (1.0 + unit).ln()
    }

    fn country_without(&self, candidate: &Candidate, own: &Share) -> f64 {
        candidate.entry.country.map_or(0.0, |country| {
            let own = own.countries.get(country).copied().unwrap_or(0.0);
            (self.countries.get(country).copied().unwrap_or(0.0) - own).max(0.0)
        })
    }

    /// Whether the report speaks of some country clearly enough to doubt a namesake elsewhere.
    fn is_settled(&self) -> bool {
        self.countries.values().any(|weight| *weight >= 1.5)
    }
}

/// The countries and units a name points to, each by how likely its senses are; repeated mentions count a little more.
fn share(group: &Group) -> Share {
    let mut share = Share { countries: BTreeMap::new(), units: BTreeMap::new() };
    let top = group.candidates.iter().map(|candidate| candidate.score).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = group.candidates.iter().map(|candidate| (candidate.score - top).exp()).sum();
    let weight = 1.0 + 0.3 * (group.n_mentions as f64).ln();
    for candidate in &group.candidates {
        let likely = weight * (candidate.score - top).exp() / total;
        if let Some(country) = candidate.entry.country {
            *share.countries.entry(country).or_default() += likely;
        }
        if let Some(unit) = candidate.unit() {
            *share.units.entry(unit).or_default() += likely;
        }
    }
    share
}

/// The unit or country written right after a name ("Springfield, Ill.", "Tripoli in Lebanon") or before it ("Syria's
/// Aleppo"), with its words.
fn beside(text: &str, mention: &Mention, gazetteer: &Gazetteer) -> Option<(Vec<PlaceId>, String)> {
    let after = text.get(mention.span.end as usize..)?;
    let (rest, is_comma) = match after.strip_prefix(", ").or_else(|| after.strip_prefix(" (")) {
        Some(rest) => (rest, true),
        None => (after.strip_prefix(" in ")?, false),
    };
    let rest = match rest.strip_prefix("northern ").or_else(|| rest.strip_prefix("southern ")) {
        Some(shorter) => shorter,
        None => rest.strip_prefix("eastern ").or_else(|| rest.strip_prefix("western ")).unwrap_or(rest),
    };
    let is_list = |end: usize| rest[end..].starts_with(" and ") || rest[end..].starts_with(", and ");
    let own = key(mention.span.of(text));
    ends_of_words(rest).into_iter().rev().find_map(|end| {
        let words = rest[..end].trim_end_matches([',', ';', ')']);
        let is_unit = |sense: &Sense| {
            let fits = match sense.form {
                NameForm::Demonym => false,
                NameForm::Short => is_comma && words.chars().next().is_some_and(char::is_uppercase),
                NameForm::Primary | NameForm::Alias => true,
            };
            fits && matches!(gazetteer.entry(sense.place).feature, "PCLI" | "ADM1")
        };
        let mut units: Vec<PlaceId> =
            senses(gazetteer, words).into_iter().filter(is_unit).map(|sense| sense.place).collect();
        units.sort_by(|left, right| gazetteer.entry(*right).population.total_cmp(&gazetteer.entry(*left).population));
        let is_bare_direction = matches!(
            words,
            "North" | "South" | "East" | "West" | "Northern" | "Southern" | "Eastern" | "Western" | "Central"
        );
        let is_other = !is_bare_direction && key(words) != own && (!is_comma || !is_list(words.len()));
        let bare = words.trim_end_matches('.');
        let words = if bare.contains('.') || bare.len() <= 5 { words } else { bare };
        (!units.is_empty() && is_other).then(|| (units, words.to_string()))
    })
}

/// The ends of the first one to four words of a text, as far as they are capitalised or small words of names.
fn ends_of_words(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut end = 0;
    for word in text.split(' ').take(4) {
        let is_name =
            word.chars().next().is_some_and(char::is_uppercase) || (end > 0 && matches!(word, "of" | "the" | "and"));
        if !is_name || word.contains('\n') {
            break;
        }
        end += word.len() + usize::from(end > 0);
        let bare = word.trim_end_matches([',', '.', ';', ')', '\'', '"', '’', '”', ':']);
        ends.push(end);
        if bare.len() < word.len() {
            ends.push(end - (word.len() - bare.len()));
        }
        if bare.len() < word.len() && !word.ends_with('.') {
            break;
        }
    }
    ends.sort_unstable();
    ends
}

/// The country of the outlet, by the top level of its address.
fn home(document: &Document, gazetteer: &Gazetteer) -> Option<&'static str> {
    let url = document.url.as_deref()?;
    let host = url.split("//").nth(1)?.split('/').next()?;
    let top = host.rsplit('.').next().filter(|top| top.len() == 2)?;
    // Sold to anyone, so they name no country.
    if matches!(top, "io" | "tv" | "me" | "co" | "ai" | "fm" | "ly" | "to" | "eu") {
        return None;
    }
    gazetteer.country_by_iso2(if top == "uk" { "gb" } else { top })
}

/// "Syria" of "northern Syria".
fn without_direction(words: &str) -> Option<&str> {
    let (first, rest) = words.split_once(' ')?;
    is_direction(&first.to_ascii_lowercase()).then_some(rest)
}

/// "Helmand" of "Helmand province", "Gaza" of "Gaza City".
fn without_kind(words: &str) -> Option<&str> {
    const PREFIXES: [&str; 6] = ["City of ", "city of ", "Province of ", "State of ", "Port of ", "Republic of "];
    UNIT_WORDS
        .iter()
        .chain(&SITE_WORDS)
        .find_map(|word| words.strip_suffix(word))
        .or_else(|| PREFIXES.iter().find_map(|prefix| words.strip_prefix(prefix)))
        .or_else(|| OF_KIND.iter().find_map(|kind| words.split_once(kind)).map(|(_, rest)| rest))
        .filter(|rest| !rest.is_empty())
}

/// Words that say what kind of place a name names.
const UNIT_WORDS: [&str; 12] = [
    " Province",
    " province",
    " Governorate",
    " governorate",
    " Region",
    " region",
    " oblast",
    " Oblast",
    " State",
    " state",
    " district",
    " District",
];

/// Words for what is named after the town it serves, and for towns themselves.
const SITE_WORDS: [&str; 6] = [" township", " Township", " airport", " town", " city", " village"];

/// "the Indian state of Assam", read as one name.
const OF_KIND: [&str; 6] = [" state of ", " province of ", " city of ", " town of ", " village of ", " region of "];

/// Countries whose first-level units are called states.
const HAVE_STATES: [&str; 14] =
    ["AUS", "AUT", "BRA", "DEU", "ETH", "IND", "MEX", "MMR", "MYS", "NGA", "SDN", "SSD", "USA", "VEN"];

fn key(words: &str) -> String {
    fold(words)
}

impl Gazetteer {
    /// The country a place name most likely lies in, where nothing else is known; none for seas and continents.
    pub fn country_of(&self, name: &str) -> Option<&str> {
        let best = candidates(name, self).into_iter().find(|candidate| candidate.form != NameForm::Short)?;
        best.entry.country
    }
}
