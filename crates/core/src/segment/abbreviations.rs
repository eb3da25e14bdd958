//! Does the full stop after a word belong to the word?

use std::sync::LazyLock;

/// What an abbreviation stands for decides whether a sentence can end with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// "Mr.", "Lt.", "Gen.": a name follows.
    Title,
    /// "Inc.", "Corp."
    Company,
    /// "Jan."
    Month,
    /// "Mon."
    Day,
    /// "Calif."
    State,
    /// "Ave."
    Street,
    /// "No.", "Vol.": a number follows.
    Number,
    /// "e.g.", "vs.": more follows.
    Before,
    /// "etc."
    After,
    /// "lbs.", "ext."
    Unit,
    /// "J."
    Initial,
    /// "a.m.", "p.m."
    Hour,
    /// "U.S.", "Ph.D."
    Acronym,
}

/// What `word`, written without its stop, abbreviates; `None` for a word that takes no stop.
pub(super) fn kind(word: &str) -> Option<Kind> {
    let word = word.rsplit(['-', '/']).next().unwrap_or(word);
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if letters.is_empty() || letters.len() > 12 {
        return None;
    }
    let lower = letters.to_lowercase();
    if matches!(lower.as_str(), "a.m" | "p.m") {
        return Some(Kind::Hour);
    }
    if letters.len() < word.len() {
        return None;
    }
    listed(word, &lower).or_else(|| by_shape(word))
}

fn listed(word: &str, lower: &str) -> Option<Kind> {
    let at = TABLE.binary_search_by(|(entry, _, _)| entry.as_str().cmp(lower)).ok()?;
    let (_, written, kind) = TABLE[at];
    let in_capitals = word.chars().all(|c| c.is_uppercase());
    let same = written == word || written == lower || in_capitals && matches!(kind, Kind::Title | Kind::Company);
    same.then_some(kind)
}

fn by_shape(word: &str) -> Option<Kind> {
    let mut parts = word.split('.');
    if !word.contains('.') {
        let mut chars = word.chars();
        let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
        return initial.then_some(Kind::Initial);
    }
    // Up to two letters between the stops: "Ph.D", "B.Sc", "R.I", but not "example.org".
    let short = parts.all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic));
    short.then_some(Kind::Acronym)
}

/// Lower-case form, form as listed and kind, sorted. A constant that has to be computed, not state.
static TABLE: LazyLock<Vec<(String, &'static str, Kind)>> = LazyLock::new(|| {
    let mut table = Vec::new();
    for line in include_str!("abbreviations.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(kind) = words.next().and_then(named) else { continue };
        table.extend(words.map(|word| (word.to_lowercase(), word, kind)));
    }
    table.sort_by(|a, b| a.0.cmp(&b.0));
    table
});

fn named(name: &str) -> Option<Kind> {
    Some(match name {
        "title" => Kind::Title,
        "company" => Kind::Company,
        "month" => Kind::Month,
        "day" => Kind::Day,
        "state" => Kind::State,
        "street" => Kind::Street,
        "number" => Kind::Number,
        "before" => Kind::Before,
        "after" => Kind::After,
        "unit" => Kind::Unit,
        _ => return None,
    })
}
