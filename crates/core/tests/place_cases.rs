//! Runs the case files in tests/cases/place.
//!
//! A case is a title (`# ...`), perhaps the dateline's place (`@ MOSCOW`), the address (`^ https://...`) and the day of
//! the report (`= 1975-05-02`), one text line (`> ...`) in which names may be marked as the reader would find them
//! (`[LOC Tripoli]`, also ORG, PER, NORP), and one
//! line for each place expected: `words | name | country | precision | first-level unit | because`, with `| adjectival`
//! where it is. Without any mark the text counts as unread.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may read its cases and stop at what is wrong"
)]

use rapporteur_core::document::{Dateline, Document, Publication};
use rapporteur_core::place::{Gazetteer, Place, PlacePrecision, places};
use rapporteur_core::read::{Name, NameKind, Reading, Tree};
use rapporteur_core::segment::segment;
use rapporteur_core::span::Span;
use std::path::Path;

/// The text without marks, and the names they stood for.
fn unmark(marked: &str) -> (String, Vec<(Span, NameKind)>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(start) = rest.find('[') {
        let end = start + rest[start..].find(']').expect("a mark ends");
        text.push_str(&rest[..start]);
        let (kind, name) = rest[start + 1..end].split_once(' ').expect("a mark has a kind");
        let span = Span::new(text.len(), text.len() + name.len());
        names.push((span, NameKind::parse(kind)));
        text.push_str(name);
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    (text, names)
}

fn analyse(document: &Document, names: &[(Span, NameKind)]) -> Vec<Place> {
    let segmentation = segment(&document.text, &document.blocks);
    let name = |(span, kind): &(Span, NameKind)| {
        let first = segmentation.tokens.iter().position(|token| token.span.overlaps(*span)).unwrap();
        let last = segmentation.tokens.iter().rposition(|token| token.span.overlaps(*span)).unwrap();
        Name { tokens: first..last + 1, kind: *kind }
    };
    let reading = Reading { names: names.iter().map(name).collect(), ..Reading::default() };
    places(document, &Tree::new(&document.text, &segmentation, &reading), &Gazetteer::load())
}

fn line(place: &Place, text: &str) -> String {
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_string());
    let adjectival = if place.adjectival { " | adjectival" } else { "" };
    let (words, precision) = (place.span.of(text), place.precision.as_str());
    let (country, admin1) = (or_dash(&place.country), or_dash(&place.admin1));
    format!("{words} | {} | {country} | {precision} | {admin1} | {}{adjectival}", place.name, place.because)
}

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/place");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut n_cases, mut failures) = (0, Vec::new());
    for file in files {
        let content = std::fs::read_to_string(&file).unwrap();
        for case in content.split("\n\n").filter(|case| !case.trim().is_empty()) {
            let (mut title, mut marked, mut expected) = ("", "", Vec::new());
            let (mut dateline, mut url, mut published) = (None, None, None);
            for row in case.trim().lines() {
                match row.split_at(2) {
                    ("# ", rest) => title = rest,
                    ("@ ", rest) => dateline = Some(rest),
                    ("= ", day) => {
                        let date = day.parse().expect("a date");
                        published = Some(Publication { text: day.to_string(), date });
                    }
                    ("^ ", rest) => url = Some(rest.to_string()),
                    ("> ", rest) => marked = rest,
                    _ => expected.push(row.to_string()),
                }
            }
            let (text, names) = unmark(marked);
            let mut document = Document::plain("case", &text);
            document.url = url;
            document.published = published;
            document.dateline = dateline.map(|place| Dateline {
                text: place.to_string(),
                place: Some(place.to_string()),
                date: None,
                span: None,
            });
            let found: Vec<String> = analyse(&document, &names).iter().map(|place| line(place, &text)).collect();
            n_cases += 1;
            if found != expected {
                failures.push(format!(
                    "# {title}\n> {marked}\nexpected\n{}\nfound\n{}",
                    expected.join("\n"),
                    found.join("\n")
                ));
            }
        }
    }
    assert!(n_cases >= 25, "only {n_cases} cases were read");
    assert!(failures.is_empty(), "{} of {n_cases} cases failed\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn names_are_found_whatever_their_case_and_marks() {
    let gazetteer = Gazetteer::load();
    let ids = |name: &str| -> Vec<u32> {
        gazetteer.lookup(name).into_iter().filter_map(|sense| gazetteer.entry(sense.place).geonameid).collect()
    };
    assert!(ids("MOSCOW").contains(&524_901));
    assert!(ids("São Paulo").contains(&3_448_439));
    assert_eq!(ids("Sao Paulo"), ids("SÃO-PAULO"));
    assert!(ids("the Netherlands").contains(&2_750_405));
    assert!(ids("St. Petersburg").contains(&498_817));
    assert!(ids("").is_empty());
    assert!(ids("Xqzzt").is_empty());
}

#[test]
fn the_first_and_last_names_of_the_table_are_found() {
    // The ends of the sorted table are where a binary search goes wrong.
    let gazetteer = Gazetteer::load();
    for name in ["A Coruña", "Aachen", "Zurich", "Żywiec", "Zywiec"] {
        assert!(!gazetteer.lookup(name).is_empty(), "{name}");
    }
}

#[test]
fn units_and_coordinates_come_back_as_they_went_in() {
    let gazetteer = Gazetteer::load();
    let moscow = gazetteer.lookup("Moscow").into_iter().map(|sense| gazetteer.entry(sense.place));
    let moscow = moscow.into_iter().find(|entry| entry.geonameid == Some(524_901)).unwrap();
    assert!((moscow.lat - 55.7520).abs() < 0.001 && (moscow.lon - 37.6178).abs() < 0.001);
    assert_eq!((moscow.country, moscow.feature), (Some("RUS"), "PPLC"));
    assert_eq!(gazetteer.entry(moscow.admin1.unwrap()).country, Some("RUS"));
    assert!((moscow.population / 10_381_222.0 - 1.0).abs() < 0.5);
    let sydney = gazetteer.lookup("Sydney").into_iter().map(|sense| gazetteer.entry(sense.place));
    assert!(sydney.into_iter().any(|entry| entry.lat < -33.0 && entry.lon > 151.0));
}

#[test]
fn a_place_gives_its_country() {
    let gazetteer = Gazetteer::load();
    for (name, country) in [
        ("Nairobi", Some("KEN")),
        ("Kenyan", Some("KEN")),
        ("Pristina", Some("KOS")),
        ("Kosovo", Some("KOS")),
        ("Texas", Some("USA")),
        ("Crimea", Some("UKR")),
        ("the Kremlin", Some("RUS")),
        ("Gaza", Some("PSE")),
        ("northern Syria", Some("SYR")),
        ("Helmand province", Some("AFG")),
        ("U.S.", Some("USA")),
        ("Black Sea", None),
        ("Nowhereville", None),
    ] {
        assert_eq!(gazetteer.country_of(name), country, "{name}");
    }
}

#[test]
fn a_country_is_never_a_building() {
    let gazetteer = Gazetteer::load();
    for name in ["Turkey", "Jordan", "Georgia", "Chad", "Lebanon", "Cuba", "Peru", "Poland", "Mali", "Guinea"] {
        let document = Document::plain("case", name);
        let place = &analyse(&document, &[(Span::new(0, name.len()), NameKind::Location)])[0];
        assert_eq!(place.precision, PlacePrecision::Country, "{name}");
        assert_eq!(place.country.as_deref(), gazetteer.country_of(name));
    }
}

#[test]
fn long_texts_take_linear_time_and_odd_ones_do_not_panic() {
    for text in [
        "",
        ",",
        "[",
        "’s",
        "\u{feff}Paris\u{301}",
        ", , ,",
        "Ill.",
        "A",
        "Ä,Ö",
        "Paris,",
        "Paris, ",
        "(Paris)",
        "“in Paris, Texas,”",
        "“Paris, Austria.”",
        "Paris, É",
        "Paris in Å.",
        "İstanbul",
    ] {
        let document = Document::plain("case", text);
        analyse(&document, &[]);
    }
    let many: String =
        (0..20_000).map(|number| format!("Troops left Paris, Texas, and Town{number} for Syria. ")).collect();
    let started = std::time::Instant::now();
    assert!(analyse(&Document::plain("case", &many), &[]).len() >= 40_000);
    assert!(started.elapsed().as_secs() < 60);
}
