//! Does a paragraph begin with where, when and by whom it was filed?
//!
//! `MOSCOW, April 16 (AFP) — The minister …` -> place "MOSCOW", 16 April of the nearest past year, agency "AFP".

use crate::agency::known_agency;
use crate::date::{WrittenDate, find_date};
use jiff::civil::Date;
use rapporteur_core::time::WEEKDAYS;

/// What stands before the first sentence of a report.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Filed {
    /// The dateline without its dash.
    pub(crate) text: String,
    pub(crate) place: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) agency: Option<String>,
    /// Where the prose begins.
    pub(crate) length: usize,
}

/// Whether the paragraph opens its report, where a bare "GENEVA —" is a dateline, or stands further on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    First,
    Later,
}

/// The dateline at the start of `text`, if there is one. `published` gives the year of a date without one.
pub(crate) fn read_dateline(text: &str, published: Option<Date>, position: Position) -> Option<Filed> {
    let (head_end, length) = find_dash(text)?;
    let head = text[..head_end].trim();
    let rest = &text[length..];
    let starts_prose = rest.chars().next().is_some_and(|first| {
        first.is_uppercase()
            || first.is_ascii_digit()
            || matches!(first, '"' | '“' | '\'' | '‘' | '(' | '[' | '$' | '€')
    });
    if !starts_prose {
        return None;
    }
    let (before_agency, agency) = split_agency(head);
    let written = find_date(before_agency);
    let place_end = written.as_ref().map_or(before_agency.len(), |date| date.range.start);
    let place = without_weekday(before_agency[..place_end].trim_end_matches([',', ' ', '|', '-', '–', '(']));
    let after_date = written.as_ref().map_or("", |date| &before_agency[date.range.end..]);
    let leftover = after_date.trim_matches([',', ' ', '.', ')', '|']);
    if !leftover.is_empty() && !is_weekday(leftover) {
        return None;
    }
    let is_marked = written.is_some() || agency.is_some();
    let has_place = if is_marked { is_place(place) } else { is_shouted_place(place) };
    // An agency alone, as in "(Reuters) - The court", is a dateline too; a date alone is not.
    let is_agency_alone =
        place.is_empty() && written.is_none() && agency.as_deref().is_some_and(|name| known_agency(name).is_some());
    let is_dateline = (has_place && (is_marked || position == Position::First)) || is_agency_alone;
    if !is_dateline {
        return None;
    }
    let date = written.and_then(|date: WrittenDate| date.resolve(published));
    Some(Filed { text: head.to_string(), place: (!place.is_empty()).then(|| place.to_string()), date, agency, length })
}

/// The end of what may be a dateline, and where the words after its dash begin.
fn find_dash(text: &str) -> Option<(usize, usize)> {
    /// "ADDIS ABABA, Ethiopia, Wednesday, September 13, 2023 (Example News Agency) —" is about as long as they get.
    const LONGEST: usize = 110;
    const MARKS: &[&str] = &["—", "–", "--", "- ", "_ ", "―"];
    if let Some(found) = find_slashed_agency(text, LONGEST) {
        return Some(found);
    }
    let mut in_brackets = false;
    for (at, character) in text.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match character {
            '(' | '[' => in_brackets = true,
            ')' | ']' => in_brackets = false,
            '\n' | '"' | '“' | ';' | '?' | '!' => return None,
            _ => {}
        }
        if in_brackets || at == 0 {
            continue;
        }
        let rest = &text[at..];
        let before = text[..at].chars().next_back();
        if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            let is_spaced =
                before.is_some_and(|character| character.is_whitespace() || character == ')' || character == '/');
            // "Saudi-backed", "2023-04": a hyphen without a space before it joins words.
            if !is_spaced && matches!(*mark, "- " | "_ ") {
                continue;
            }
            let after = rest[mark.len()..].trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
            return Some((at, text.len() - after.len()));
        }
        // "LONDON: The company" and "(ANI): The police".
        if let Some(after) = rest.strip_prefix(": ") {
            let head = &text[..at];
            let is_marked = head.ends_with(')') || head.ends_with('/');
            if is_marked || is_shouted_place(head) {
                return Some((at, text.len() - after.trim_start().len()));
            }
        }
    }
    None
}

/// "MOSCOW, April 16. /TASS/. The minister": two slashes stand for the dash.
fn find_slashed_agency(text: &str, longest: usize) -> Option<(usize, usize)> {
    let open = text.find('/').filter(|at| *at < longest)?;
    let close = open + 1 + text[open + 1..].find('/').filter(|length| *length < 40)?;
    known_agency(&text[open + 1..close])?;
    let after = text[close + 1..].trim_start_matches(['.', ' ', '-', '–', '—', '\u{a0}']);
    Some((close + 1, text.len() - after.len()))
}

/// "BEIJING, Oct. 12 (Xinhua)" -> "BEIJING, Oct. 12", "Xinhua"; also /PRNewswire/ and [AFP].
fn split_agency(head: &str) -> (&str, Option<String>) {
    for (open, close) in [('(', ')'), ('/', '/'), ('[', ']')] {
        let Some(inner) = head.strip_suffix(close) else { continue };
        let Some(start) = inner.rfind(open) else { continue };
        let name = inner[start + open.len_utf8()..].trim();
        let is_name = name.chars().next().is_some_and(char::is_uppercase)
            && name.split_whitespace().count() <= 5
            && name.len() <= 45
            && !name.chars().all(|character| character.is_ascii_digit());
        if is_name {
            let agency = known_agency(name).unwrap_or(name).to_string();
            return (inner[..start].trim_end(), Some(agency));
        }
    }
    // "MOSCOW, April 16, TASS —"
    if let Some((before, last)) = head.rsplit_once([',', '/'])
        && let Some(agency) = known_agency(last.trim())
    {
        return (before.trim_end_matches(['/', ' ']), Some(agency.to_string()));
    }
    (head, None)
}

/// A weekday, whole or as its first three letters.
fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    WEEKDAYS.iter().any(|day| *day == word || (word.len() == 3 && day.starts_with(&word)))
}

fn without_weekday(place: &str) -> &str {
    match place.rsplit_once(',') {
        Some((before, last)) if is_weekday(last.trim()) => before.trim_end(),
        None if is_weekday(place) => "",
        _ => place,
    }
}

/// One to three names divided by commas or slashes, each word capitalised: "ST. PETERSBURG", "Port-au-Prince, Haiti".
fn is_place(place: &str) -> bool {
    let n_words = place.split_whitespace().count();
    let is_part = |part: &str| {
        let part = part.trim();
        !part.is_empty() && part.split_whitespace().all(is_place_word)
    };
    (1..=7).contains(&n_words)
        && place.len() <= 60
        && place.split([',', '/']).count() <= 3
        && place.chars().filter(|character| character.is_alphabetic()).count() >= 3
        && place.split([',', '/']).all(is_part)
        && place.chars().next().is_some_and(char::is_uppercase)
}

fn is_place_word(word: &str) -> bool {
    const PARTICLES: &[&str] =
        &["of", "de", "del", "la", "el", "al", "da", "do", "dos", "and", "the", "en", "sur", "an", "am", "le"];
    let word = word.trim_matches(['(', ')', '[', ']', '\'', '’']);
    let letters =
        word.chars().all(|character| character.is_alphabetic() || matches!(character, '-' | '.' | '\'' | '’'));
    letters
        && (word.chars().next().is_some_and(char::is_uppercase) || PARTICLES.contains(&word) || word.starts_with("al-"))
}

/// Without date and agency only capitals tell a dateline: "GENEVA", "KYIV, Ukraine"; and not a label or an acronym.
fn is_shouted_place(place: &str) -> bool {
    const NO_PLACES: &[&str] = &[
        "NATO",
        "UNICEF",
        "UNHCR",
        "UNESCO",
        "OPEC",
        "ASEAN",
        "ECOWAS",
        "BRICS",
        "NASA",
        "USAID",
        "INTERPOL",
        "OSCE",
        "AUKUS",
        "MONUSCO",
        "BREAKING",
        "BREAKING NEWS",
        "UPDATE",
        "UPDATED",
        "EXCLUSIVE",
        "ANALYSIS",
        "OPINION",
        "WATCH",
        "LIVE",
        "INTERVIEW",
        "EXPLAINER",
        "CORRECTION",
        "EDITORIAL",
        "FACTBOX",
        "TIMELINE",
        "COMMENT",
        "PHOTOS",
        "PHOTO",
        "VIDEO",
        "LISTEN",
        "READ",
        "NOTE",
        "WARNING",
        "FILE",
        "CAPTION",
        "SUMMARY",
        "QUESTION",
        "ANSWER",
        "MORE",
        "ALSO",
        "RELATED",
        "DATE",
        "TIME",
        "PLACE",
        "SOURCE",
        "TITLE",
        "FLASH",
        "ALERT",
        "URGENT",
        "REPORT",
        "FEATURE",
        "REVIEW",
        "COVID",
        "HAMAS",
        "FIFA",
        "UEFA",
        "AIDS",
        "PRESS RELEASE",
        "HEADLINE",
        "CONTACT",
        "SUBJECT",
    ];
    let mut parts = place.split(',');
    let first = parts.next().unwrap_or("").trim();
    let is_shouted = first.chars().all(|character| !character.is_lowercase());
    let letters = first.chars().filter(|character| character.is_alphabetic()).count();
    is_shouted
        && letters >= 4
        && first.split_whitespace().count() <= 4
        && !NO_PLACES.contains(&first)
        && is_place(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Option<String>, Option<String>, String)> {
        let published = Date::new(2024, 3, 5).ok();
        read_dateline(text, published, Position::First).map(|filed| {
            let rest = text[filed.length..].to_string();
            (filed.place.unwrap_or_default(), filed.date.map(|date| date.to_string()), filed.agency, rest)
        })
    }

    #[test]
    fn datelines_are_read_in_their_many_forms() {
        for (text, place, date, agency) in [
            ("MOSCOW, April 16 (AFP) — Talks began.", "MOSCOW", Some("2023-04-16"), Some("AFP")),
            ("NAIROBI (Agency) - Talks began.", "NAIROBI", None, Some("Agency")),
            ("Geneva, 3 March 2024 – Talks began.", "Geneva", Some("2024-03-03"), None),
            ("BEIJING, Oct. 12, 2023 /PRNewswire/ -- Talks began.", "BEIJING", Some("2023-10-12"), Some("PRNewswire")),
            ("KYIV, Ukraine (AP) — Talks began.", "KYIV, Ukraine", None, Some("AP")),
            (
                "UNITED NATIONS, Monday, March 4 (Reuters) -- Talks began.",
                "UNITED NATIONS",
                Some("2024-03-04"),
                Some("Reuters"),
            ),
            ("GENEVA — Talks began.", "GENEVA", None, None),
            ("LONDON: Talks began.", "LONDON", None, None),
            ("New Delhi [India], March 2 (ANI): Talks began.", "New Delhi [India]", Some("2024-03-02"), Some("ANI")),
            ("PORT-AU-PRINCE, Haiti — Talks began.", "PORT-AU-PRINCE, Haiti", None, None),
            ("ST. PETERSBURG, March 1. /TASS/ Talks began.", "ST. PETERSBURG", Some("2024-03-01"), Some("TASS")),
            ("(Reuters) - Talks began.", "", None, Some("Reuters")),
            (
                "MOSCOW, April 16 (AFP) \u{2014} \u{201c}Talks began,\u{201d} he said.",
                "MOSCOW",
                Some("2023-04-16"),
                Some("AFP"),
            ),
        ] {
            let found = read(text);
            let (found_place, found_date, found_agency, rest) =
                found.unwrap_or_else(|| panic!("no dateline in {text}"));
            assert_eq!(
                (found_place.as_str(), found_date.as_deref(), found_agency.as_deref()),
                (place, date, agency),
                "{text}"
            );
            assert!(rest.ends_with("began.") || rest.contains("Talks began,"), "{text} -> {rest}");
        }
    }

    #[test]
    fn sentences_with_dashes_are_no_datelines() {
        for text in [
            "Kenya — Africa's largest tea exporter — signed the deal.",
            "The talks in Geneva – The first in years – ended.",
            "NATO — The alliance met on Monday.",
            "WATCH: The minister speaks.",
            "BREAKING — The minister resigned.",
            "Protests began on March 3 (Sunday) - and went on.",
            "Li's trip to Russia — which will last until April 19 — comes soon.",
            "Two people - A man and a woman - were held.",
            "Putin (AFP) said - He was glad.",
            "In Moscow, April 16 was cold — The coldest day.",
            "\"Peace,\" he said — Then he left.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn later_paragraphs_need_a_date_or_an_agency() {
        assert_eq!(read_dateline("GENEVA — Talks began.", None, Position::Later), None);
        assert!(read_dateline("GENEVA (AFP) — Talks began.", None, Position::Later).is_some());
    }
}
