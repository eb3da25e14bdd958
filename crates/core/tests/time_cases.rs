//! Runs the case files in tests/cases/time.
//!
//! A case is a title (`# ...`), the publication day (`@ 2023-04-17`, or `@` for none), one text line (`> ...`) and one
//! line for each time expected: `words | TYPE | value | precision`, with `| first..last` where the expression has a
//! range of its own.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may read its cases and stop at what is wrong"
)]

use jiff::civil::Date;
use rapporteur_core::document::{Document, Publication};
use rapporteur_core::read::{Reading, Tree};
use rapporteur_core::segment::segment;
use rapporteur_core::time::{Time, times};
use std::path::Path;

/// The times of a text nobody has parsed.
fn analyse(text: &str, published: Option<Date>) -> Vec<Time> {
    let mut document = Document::plain("case", text);
    document.published = published.map(|date| Publication { text: date.to_string(), date });
    let segmentation = segment(text, &document.blocks);
    let reading = Reading::default();
    times(&document, &Tree::new(text, &segmentation, &reading))
}

fn lines(text: &str, published: Option<Date>) -> Vec<String> {
    let line = |time: Time| {
        let range = time.range.map_or_else(String::new, |(first, last)| format!(" | {first}..{last}"));
        format!("{} | {} | {} | {}{range}", time.span.of(text), time.kind.as_str(), time.value, time.precision.as_str())
    };
    analyse(text, published).into_iter().map(line).collect()
}

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/time");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut n_cases, mut failures) = (0, Vec::new());
    for file in files {
        let content = std::fs::read_to_string(&file).unwrap();
        for case in content.split("\n\n").filter(|case| !case.trim().is_empty()) {
            let mut rows = case.trim().lines();
            let title = rows.next().unwrap().strip_prefix("# ").expect("a case begins with its title");
            let published = rows.next().unwrap().strip_prefix('@').expect("then the publication day").trim();
            let published = if published.is_empty() { None } else { Some(published.parse().unwrap()) };
            let text = rows.next().unwrap().strip_prefix("> ").expect("then the text");
            let expected: Vec<&str> = rows.collect();
            let found = lines(text, published);
            n_cases += 1;
            if found != expected {
                failures.push(format!(
                    "# {title}\n> {text}\nexpected\n{}\nfound\n{}",
                    expected.join("\n"),
                    found.join("\n")
                ));
            }
        }
    }
    assert!(n_cases >= 60, "only {n_cases} cases were read");
    assert!(failures.is_empty(), "{} of {n_cases} cases failed\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn dates_of_an_event_come_from_dates_not_from_lengths() {
    let found = analyse("The talks on 16 April 2023 took two days.", None);
    assert!(found[0].is_on_calendar());
    assert!(!found[1].is_on_calendar());
    assert_eq!(found[0].days().unwrap().0, Date::constant(2023, 4, 16));
}

#[test]
fn feasts_fall_on_their_days() {
    let day = |text: &str| analyse(text, Some(Date::constant(2023, 6, 15)))[0].days().unwrap().0;
    assert_eq!(day("They met on Easter Sunday 2023."), Date::constant(2023, 4, 9));
    assert_eq!(day("They met on Easter Sunday 2000."), Date::constant(2000, 4, 23));
    assert_eq!(day("They met on Orthodox Easter 2023."), Date::constant(2023, 4, 16));
    assert_eq!(day("They met on Thanksgiving 2022."), Date::constant(2022, 11, 24));
    let ramadan = day("Fighting stopped for Ramadan 2023.");
    assert!((ramadan - Date::constant(2023, 3, 23)).get_days().abs() <= 1);
}

#[test]
fn odd_text_is_read_without_panic_and_in_linear_time() {
    let odd = [
        "\u{feff}",
        "’",
        "of of of",
        "the the",
        "31 February 2023",
        "00/00/0000",
        "99999999999999",
        "in 9999999 years",
        "a million years ago",
        "the 999999999th day",
        "last last last",
        "½",
        "2023-",
        "-04-16",
        "’s 1990’s",
        "BC",
        "0 BC",
        "9999 BC",
        "the summer of 9999 BC",
        "p.m. a.m.",
        "ten thousand millennia later",
        "the end of the end of the end of",
        "1–2–3–4",
        "٣ April",
        "April ٣",
        "every 999999999 years",
    ];
    for text in odd {
        analyse(text, None);
        analyse(text, Some(Date::constant(2023, 4, 17)));
        analyse(text, Some(Date::MAX));
        analyse(text, Some(Date::MIN));
    }
    // 1 MB of the densest expressions in one sentence: quadratic work would take hours.
    let dense = "the end of the early hours of last Friday, 16-18 April ".repeat(19_000);
    let started = std::time::Instant::now();
    assert!(!analyse(&dense, Some(Date::constant(2023, 4, 17))).is_empty());
    assert!(started.elapsed().as_secs() < 60);
}
