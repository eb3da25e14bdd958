//! Dated questions about office holders; the form of a line is told in tests/cases/offices/questions.txt.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]
// Tests read their cases from files; the crate itself does no input or output.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::Path;

use rapporteur_core::actor::{ActorTables, PhraseContext};

/// Tables written from own knowledge have gaps; less than this share of right answers is a fault.
const FLOOR: f64 = 0.97;

#[test]
fn office_holders_are_known_on_the_day() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/offices/questions.txt");
    let text = fs::read_to_string(file).unwrap();
    let tables = ActorTables::load();
    let (mut n_questions, mut wrong) = (0_u32, Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let mut parts = line.split(" | ");
        let (phrase, date, code) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let date = Some(date.parse().unwrap_or_else(|error| panic!("{line}: {error}")));
        let context = PhraseContext { date, as_agent: true, ..PhraseContext::default() };
        let found = tables.resolve(phrase, &context);
        let found_code = found.as_ref().map_or_else(|| "none".to_owned(), ActorTables::code);
        n_questions += 1;
        if found_code != code {
            let because = found.map(|identity| identity.because).unwrap_or_default();
            wrong.push(format!("{line}\n    found {found_code}  ({because})"));
        }
    }
    assert!(n_questions >= 250, "only {n_questions} questions were found");
    let share = 1.0 - wrong.len() as f64 / f64::from(n_questions);
    println!("{share:.4} of {n_questions} questions are answered right\n{}", wrong.join("\n"));
    assert!(share >= FLOOR, "{share:.4} of {n_questions} questions are answered right\n{}", wrong.join("\n"));
}
