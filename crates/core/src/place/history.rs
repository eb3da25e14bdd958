//! Which state did a place lie in, and which town was a state's capital, on the day of the report?

use super::gazetteer::{Entry, Gazetteer};
use super::{Place, PlacePrecision, filed_from};
use crate::document::Document;
use crate::read::Tree;
use crate::span::Span;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Land of a present state that lay in a former one: present code, first-level unit or all, former code, first and last day.
/// The former codes are those of the actors.
type Former = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Each row a fact of public record; the last day is the one before independence was declared, or the state ended.
const FORMER: [Former; 39] = [
    ("EST", "", "SUN", "1940-08-06", "1991-08-19"),
    ("LVA", "", "SUN", "1940-08-05", "1990-05-03"),
    ("LTU", "", "SUN", "1940-08-03", "1990-03-10"),
    ("RUS", "", "SUN", "1922-12-30", "1991-12-25"),
    ("UKR", "", "SUN", "1922-12-30", "1991-12-25"),
    ("BLR", "", "SUN", "1922-12-30", "1991-12-25"),
    ("MDA", "", "SUN", "1944-08-24", "1991-12-25"),
    ("GEO", "", "SUN", "1922-12-30", "1991-12-25"),
    ("ARM", "", "SUN", "1922-12-30", "1991-12-25"),
    ("AZE", "", "SUN", "1922-12-30", "1991-12-25"),
    ("KAZ", "", "SUN", "1922-12-30", "1991-12-25"),
    ("UZB", "", "SUN", "1924-10-27", "1991-12-25"),
    ("TKM", "", "SUN", "1924-10-27", "1991-12-25"),
    ("KGZ", "", "SUN", "1924-10-27", "1991-12-25"),
    ("TJK", "", "SUN", "1924-10-27", "1991-12-25"),
    ("SVN", "", "YUG", "1945-11-29", "1992-01-14"),
    ("HRV", "", "YUG", "1945-11-29", "1992-01-14"),
    ("BIH", "", "YUG", "1945-11-29", "1992-04-05"),
    ("MKD", "", "YUG", "1945-11-29", "1991-11-19"),
    ("SRB", "", "YUG", "1945-11-29", "2003-02-03"),
    ("MNE", "", "YUG", "1945-11-29", "2003-02-03"),
    ("KOS", "", "YUG", "1945-11-29", "2003-02-03"),
    ("SRB", "", "SCG", "2003-02-04", "2006-06-02"),
    ("MNE", "", "SCG", "2003-02-04", "2006-06-02"),
    ("KOS", "", "SCG", "2003-02-04", "2006-06-02"),
    ("KOS", "", "SRB", "2006-06-03", "2008-02-16"),
    ("CZE", "", "CSK", "1945-05-09", "1992-12-31"),
    ("SVK", "", "CSK", "1945-05-09", "1992-12-31"),
    ("DEU", "Brandenburg", "DDR", "1949-10-07", "1990-10-02"),
    ("DEU", "Mecklenburg-Vorpommern", "DDR", "1949-10-07", "1990-10-02"),
    ("DEU", "Saxony", "DDR", "1949-10-07", "1990-10-02"),
    ("DEU", "Saxony-Anhalt", "DDR", "1949-10-07", "1990-10-02"),
    ("DEU", "Thuringia", "DDR", "1949-10-07", "1990-10-02"),
    ("BGD", "", "PAK", "1947-08-14", "1971-12-15"),
    ("SSD", "", "SDN", "1956-01-01", "2011-07-08"),
    ("ERI", "", "ETH", "1962-11-14", "1993-05-23"),
    ("TLS", "", "IDN", "1976-07-17", "1999-10-24"),
    ("SGP", "", "MYS", "1963-09-16", "1965-08-08"),
    ("HKG", "", "GBR", "1841-01-26", "1997-06-30"),
];

/// Capitals until a day: state, town, last day.
const CAPITALS: [(&str, &str, &str); 11] = [
    ("BDI", "Bujumbura", "2019-01-15"),
    ("BRA", "Rio de Janeiro", "1960-04-20"),
    ("CIV", "Abidjan", "1983-03-20"),
    ("DEU", "Bonn", "1990-10-02"),
    ("IDN", "Yogyakarta", "1949-12-27"),
    ("KAZ", "Almaty", "1997-12-09"),
    ("MMR", "Yangon", "2005-11-05"),
    ("NGA", "Lagos", "1991-12-11"),
    ("PAK", "Karachi", "1959-08-01"),
    ("PLW", "Koror", "2006-10-06"),
    ("TZA", "Dar es Salaam", "1996-02-01"),
];

/// Places get the state they lay in on the day of the report. A state that is named keeps its own code.
pub(super) fn as_of_that_day(document: &Document, places: &mut [Place]) {
    let Some(day) = document.published.as_ref().map(|publication| publication.date.to_string()) else { return };
    for place in places.iter_mut().filter(|place| !place.adjectival) {
        let is_state = place.precision == PlacePrecision::Country && place.country.as_deref() != Some("KOS");
        let Some(country) = place.country.as_deref().filter(|_| !is_state) else { continue };
        let lay_in = |row: &&Former| {
            row.0 == country
                && (row.1.is_empty() || place.admin1.as_deref() == Some(row.1))
                && (row.3..=row.4).contains(&day.as_str())
        };
        if let Some(row) = FORMER.iter().find(lay_in) {
            place.country = Some(row.2.to_string());
        }
    }
}

/// "The Malian capital", "the capital of Mali".
pub(super) fn with_capitals(document: &Document, tree: &Tree, gazetteer: &Gazetteer, places: Vec<Place>) -> Vec<Place> {
    let day = document.published.as_ref().map(|publication| publication.date);
    let words = &tree.segmentation.tokens;
    let mut found = Vec::new();
    for span in words.iter().skip(1).map(|word| word.span) {
        if span.of(tree.text) != "capital" || places.iter().any(|place| place.span.overlaps(span)) {
            continue;
        }
        let home = || home_of_the_capital(document, tree, gazetteer, span, &places);
        if let Some((country, because)) = state_of(tree.text, span, &places).or_else(home)
            && let Some(entry) = capital(gazetteer, &country, day)
        {
            found.push(place(span, &entry, gazetteer, because));
        }
    }
    let mut all = places;
    all.extend(found);
    all.sort_by_key(|place| place.span);
    all
}

/// Whose capital is meant, and why.
fn state_of(text: &str, span: Span, places: &[Place]) -> Option<(String, String)> {
    let (before, after) = (text.get(..span.start as usize)?, text.get(span.end as usize..)?);
    let next = places.partition_point(|place| place.span.start < span.end);
    let of = after.strip_prefix(" of ").map(|rest| rest.strip_prefix("the ").unwrap_or(rest));
    if let Some(rest) = of {
        let start = text.len() - rest.len();
        let near =
            places.get(next).filter(|place| place.span.start as usize <= start && place.span.end as usize > start);
        let state = near.filter(|place| place.feature == "PCLI" && place.precision == PlacePrecision::Country)?;
        return Some((state.country.clone()?, format!("the capital of '{}'", state.span.of(text))));
    }
    if is_named(text, span, places) || NOT_TOWNS.iter().any(|word| after.trim_start().starts_with(word)) {
        return None;
    }
    let last = places[..next].last()?;
    let gap = before.get(last.span.end as usize..)?;
    let opens = text.get(..last.span.start as usize)?.to_lowercase();
    let is_adjective = last.adjectival && gap == " " && opens.ends_with("the ");
    let is_owner = matches!(gap, "'s " | "’s " | "' " | "’ ") && last.feature == "PCLI";
    (is_adjective || is_owner)
        .then(|| Some((last.country.clone()?, format!("the capital of '{}'", last.span.of(text)))))
        .flatten()
}

/// "In the capital": that of the country the report was filed from, else of the only country of the sentence.
fn home_of_the_capital(
    document: &Document,
    tree: &Tree,
    gazetteer: &Gazetteer,
    span: Span,
    places: &[Place],
) -> Option<(String, String)> {
    let before = tree.text.get(..span.start as usize)?;
    let after = tree.text.get(span.end as usize..)?.trim_start();
    let is_where = [" in the ", " from the ", " to the ", " through the ", " outside the ", " of the "];
    let is_plain = after.chars().next().is_none_or(|letter| !letter.is_lowercase())
        || ["on ", "and ", "in ", "as ", "after ", "before ", "to "].iter().any(|word| after.starts_with(word));
    if !is_plain || is_named(tree.text, span, places) || !is_where.iter().any(|words| before.ends_with(words)) {
        return None;
    }
    let filed = document.dateline.as_ref().and_then(|dateline| dateline.place.as_deref());
    let filed = filed.and_then(|place| filed_from(place, gazetteer)).and_then(|candidate| candidate.entry.country);
    if let Some(country) = filed {
        return Some((country.to_string(), "the capital of the dateline's country".to_string()));
    }
    let sentence = tree.segmentation.sentences.iter().find(|sentence| sentence.span.overlaps(span))?;
    let near = places.iter().filter(|place| place.span.overlaps(sentence.span));
    let countries: BTreeSet<&str> = near.filter_map(|place| place.country.as_deref()).collect();
    let country = countries.first().filter(|_| countries.len() == 1)?;
    Some((country.to_string(), "the capital of the only country of the sentence".to_string()))
}

/// "The capital, Bamako", "the capital Bamako": the name is the place.
fn is_named(text: &str, span: Span, places: &[Place]) -> bool {
    let next = places.partition_point(|place| place.span.start < span.end);
    let rest = text.get(span.end as usize..).unwrap_or("").trim_start_matches([',', ' ']);
    places.get(next).is_some_and(|place| place.span.start as usize == text.len() - rest.len())
}

/// What follows "capital" where it is money or punishment.
const NOT_TOWNS: [&str; 10] =
    ["punishment", "flight", "flow", "market", "expenditure", "spending", "control", "offence", "gain", "investment"];

fn capital(gazetteer: &Gazetteer, country: &str, day: Option<Date>) -> Option<Entry> {
    let day = day.map(|day| day.to_string());
    let former = CAPITALS.iter().find(|row| row.0 == country && day.as_deref().is_some_and(|day| day <= row.2));
    match former {
        Some((_, town, _)) => {
            let towns = gazetteer.lookup(town).into_iter().map(|sense| gazetteer.entry(sense.place));
            towns
                .filter(|entry| entry.country == Some(country) && entry.feature.starts_with("PPL"))
                .max_by(|left, right| left.population.total_cmp(&right.population))
        }
        None => gazetteer.capital(country),
    }
}

fn place(span: Span, entry: &Entry, gazetteer: &Gazetteer, because: String) -> Place {
    Place {
        span,
        name: entry.name.to_string(),
        geonameid: entry.geonameid,
        country: entry.country.map(str::to_string),
        admin1: entry.admin1.map(|unit| gazetteer.entry(unit).name.to_string()),
        admin2: entry.admin2.map(|unit| gazetteer.entry(unit).name.to_string()),
        coordinates: Some((entry.lat, entry.lon)),
        precision: PlacePrecision::of_feature(entry.feature),
        feature: entry.feature.to_string(),
        adjectival: false,
        because,
    }
}
