//! Phrases and the actors they must resolve to; the form of a line is told in tests/cases/actor/groups.txt.
//!
//! A code that ends in `+` asks only that the found code starts with it.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]
// Tests read their cases from files; the crate itself does no input or output.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::Path;

use rapporteur_core::actor::{ActorKind, ActorTables, PhraseContext};

struct Case<'a> {
    phrase: &'a str,
    date: Option<jiff::civil::Date>,
    home: Option<&'a str>,
    expected: &'a str,
}

#[test]
fn phrases_resolve_as_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/actor");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let tables = ActorTables::load();
    let (mut n_cases, mut wrong) = (0, Vec::new());
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        let text = fs::read_to_string(path).unwrap();
        for (number, line) in
            text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        {
            n_cases += 1;
            let case = parse(line);
            let (found, because) = found(&tables, &case);
            if !agrees(&found, case.expected) {
                wrong.push(format!(
                    "{}:{}: {line}\n    found {found}  ({because})",
                    path.file_name().unwrap().to_string_lossy(),
                    number + 1
                ));
            }
        }
    }
    assert!(n_cases >= 250, "only {n_cases} cases were found");
    assert!(wrong.is_empty(), "{} of {n_cases} cases are wrong\n{}", wrong.len(), wrong.join("\n"));
}

fn parse(line: &str) -> Case<'_> {
    let (given, expected) = line.split_once(" => ").unwrap_or_else(|| panic!("no ' => ' in {line}"));
    let mut parts = given.split(" | ");
    let mut case = Case { phrase: parts.next().unwrap_or(""), date: None, home: None, expected: expected.trim() };
    for part in parts {
        match part.trim().strip_prefix("home=") {
            Some(home) => case.home = Some(home),
            None => case.date = Some(part.trim().parse().unwrap_or_else(|error| panic!("{line}: {error}"))),
        }
    }
    case
}

fn found(tables: &ActorTables, case: &Case) -> (String, String) {
    let context = PhraseContext { date: case.date, home: case.home, as_agent: true, ..PhraseContext::default() };
    let Some(identity) = tables.resolve(case.phrase, &context) else { return ("none".to_owned(), String::new()) };
    assert!(!identity.because.is_empty(), "{}: no reason given", case.phrase);
    let kind = match identity.kind {
        ActorKind::Person => "person",
        ActorKind::Organisation => "organisation",
        ActorKind::State => "state",
        ActorKind::Group => "group",
        ActorKind::People => "people",
    };
    (format!("{} {kind} {}", ActorTables::code(&identity), identity.role.clone().unwrap_or_default()), identity.because)
}

/// The expectation names code and kind, and the role only where it matters.
fn agrees(found: &str, expected: &str) -> bool {
    if expected == "none" || found == "none" {
        return expected == found;
    }
    let (expected_code, expected_rest) = expected.split_once(' ').unwrap_or((expected, ""));
    let (found_code, found_rest) = found.split_once(' ').unwrap_or((found, ""));
    let same_code =
        expected_code.strip_suffix('+').map_or(found_code == expected_code, |start| found_code.starts_with(start));
    let same_rest = found_rest.trim() == expected_rest
        || found_rest
            .strip_prefix(expected_rest)
            .is_some_and(|role| role.starts_with(' ') && !expected_rest.contains(' '));
    same_code && same_rest
}

#[test]
fn codes_are_spelled_for_both_ontologies() {
    let tables = ActorTables::load();
    for (phrase, plover, cameo) in [
        ("Chinese defence minister", "CHNGOVMIL", "CHNGOVMIL"),
        ("Rwanda", "RWAGOV", "RWA"),
        ("the Rwandan government", "RWAGOV", "RWAGOV"),
        ("NATO", "IGO", "IGONAT"),
        ("the European Union", "EUR", "IGOEEC"),
        ("Amnesty International", "NGO", "NGOAMN"),
        ("Hungarian journalists", "HUNJRN", "HUNMED"),
        ("a Hungarian hospital", "HUNMED", "HUNHLH"),
        ("Zimbabwe's opposition party", "ZWEPTYOPP", "ZWEOPPPTY"),
        ("Angola's ruling party", "AGOPTYGOV", "AGOGOVPTY"),
        ("Latvian protesters", "LVACVLOPP", "LVAOPPCVL"),
        ("masked men", "---UAF", "---UAF"),
        ("Romania", "ROUGOV", "ROM"),
    ] {
        let identity = tables.resolve(phrase, &PhraseContext { as_agent: true, ..PhraseContext::default() }).unwrap();
        assert_eq!(
            (ActorTables::code(&identity).as_str(), tables.cameo_code(&identity).as_str()),
            (plover, cameo),
            "{phrase}"
        );
    }
}

#[test]
fn a_capital_that_does_not_act_is_no_government() {
    let tables = ActorTables::load();
    let identity = tables.resolve("Lisbon", &PhraseContext::default()).unwrap();
    assert!(identity.sectors.is_empty() && identity.country.as_deref() == Some("PRT"));
}

#[test]
fn strange_input_neither_panics_nor_hangs() {
    let tables = ActorTables::load();
    let long = "the police of ".repeat(5_000);
    for phrase in [
        "",
        " ",
        "'s",
        "’s ’s",
        "-",
        "--",
        ",,,",
        "of",
        "the",
        "of of of",
        "Ünïcödé 名前 王",
        "\u{0}\u{301}",
        "pro-",
        "ex-",
        "a-b-c-d",
        &long,
        "((((",
        "U.S.-",
        "minister of",
        "minister of and",
        "ministers for the",
    ] {
        let _ = tables.resolve(
            phrase,
            &PhraseContext { date: None, home: Some("KEN"), as_agent: true, ..PhraseContext::default() },
        );
    }
}
