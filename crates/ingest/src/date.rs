//! How are dates and times of publication written, in prose, in markup and in data?

use jiff::civil::{Date, Time};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;
use rapporteur_core::document::Publication;
use rapporteur_core::time::MONTHS;
use std::ops::Range;

/// A date found in running text, with or without its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// The year, if written.
    pub(crate) year: Option<i16>,
    /// 1 to 12.
    pub(crate) month: i8,
    /// 1 to 31.
    pub(crate) day: i8,
}

impl WrittenDate {
    /// The day itself; without a year the nearest such day that is not after `near`.
    pub(crate) fn resolve(&self, near: Option<Date>) -> Option<Date> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.day).ok();
        }
        let near = near?;
        // Eight years back reach a 29 February from anywhere.
        (0..=8).filter_map(|back| Date::new(near.year() - back, self.month, self.day).ok()).find(|date| *date <= near)
    }
}

/// The first date in `text` that names a month by its word or is written year first, as in "3 March 2024".
pub(crate) fn find_date(text: &str) -> Option<WrittenDate> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| date_at(&tokens[at..], text))
}

/// Reads a date or time as written in data, markup or a visible line; `None` where there is no such day.
///
/// `2024-03-03T14:05:00+01:00`, `Sun, 03 Mar 2024 14:05:00 GMT`, `3 March 2024 2:05 pm BST`, `20240303`.
pub(crate) fn read_publication(text: &str) -> Option<Publication> {
    let text = text.trim();
    if text.is_empty() || text.len() > 300 {
        return None;
    }
    let found = read_iso(text).or_else(|| read_epoch(text)).or_else(|| read_written(text))?;
    (1700..=2200).contains(&found.date.year()).then_some(found)
}

/// Accepts nothing but a whole ISO date or RFC 3339 time: what JSON lines promise.
pub(crate) fn read_strict(text: &str) -> Option<Publication> {
    read_iso(text.trim())
}

/// Whether `text` begins like a whole ISO date, but with a day that does not exist: 2024-02-30.
pub(crate) fn is_no_day(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
    let parts: Vec<&str> = text[..end].split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let is_whole = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    let date = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    is_whole && date().is_none()
}

fn read_iso(text: &str) -> Option<Publication> {
    let normal = normal_iso(text);
    let pieces = Pieces::parse(&normal).ok()?;
    let offset = match pieces.offset() {
        Some(PiecesOffset::Numeric(offset)) => Some(offset.offset()),
        Some(_) => Some(Offset::UTC),
        None => None,
    };
    Some(publication(pieces.date(), pieces.time(), offset))
}

/// `2024-03-03 14:05:00 +0000` and `2024-03-03T14:05:00 Z` differ from RFC 3339 by white space only.
fn normal_iso(text: &str) -> String {
    let mut parts = text.split_whitespace();
    let mut joined = parts.next().unwrap_or("").to_string();
    for part in parts {
        let is_time = part.starts_with(|character: char| character.is_ascii_digit());
        if is_time && !joined.contains('T') {
            joined.push('T');
        }
        joined.push_str(if matches!(part, "UTC" | "GMT") { "Z" } else { part });
    }
    joined
}

/// Seconds or milliseconds since 1970, as data attributes have them.
fn read_epoch(text: &str) -> Option<Publication> {
    if !matches!(text.len(), 10 | 13) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let seconds = if text.len() == 13 { number / 1000 } else { number };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    let civil = Offset::UTC.to_datetime(moment);
    Some(publication(civil.date(), Some(civil.time()), Some(Offset::UTC)))
}

/// A date in words or figures with, perhaps, a time and its zone.
fn read_written(text: &str) -> Option<Publication> {
    let all = tokens(text);
    let (from, written) = (0..all.len()).find_map(|at| Some((at, date_at(&all[at..], text)?)))?;
    let date = written.resolve(None)?;
    let after = all[from..].iter().position(|token| token.range.start >= written.range.end).map(|n| from + n);
    let later = after.and_then(|after| time_in(&all[after..all.len().min(after + 12)], text));
    let (time, offset) = match later.or_else(|| time_in(&all[from.saturating_sub(8)..from], text)) {
        Some((time, offset)) => (Some(time), offset),
        None => (None, None),
    };
    Some(publication(date, time, offset))
}

/// A time without a zone names no instant, so only its day is kept.
fn publication(date: Date, time: Option<Time>, offset: Option<Offset>) -> Publication {
    let text = match (time, offset) {
        (Some(time), Some(offset)) => format!("{date}T{}{}", whole_seconds(time), offset_text(offset)),
        _ => date.to_string(),
    };
    Publication { text, date }
}

fn whole_seconds(time: Time) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

fn offset_text(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    if minutes == 0 {
        return "Z".to_string();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[derive(Debug, PartialEq)]
enum Kind {
    Word,
    Number,
    Mark,
}

#[derive(Debug)]
struct Token {
    range: Range<usize>,
    kind: Kind,
}

/// Runs of letters, runs of digits, single marks.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, character) in text.char_indices() {
        if character.is_whitespace() {
            continue;
        }
        let kind = match character {
            _ if character.is_ascii_digit() => Kind::Number,
            _ if character.is_alphabetic() => Kind::Word,
            _ => Kind::Mark,
        };
        let end = at + character.len_utf8();
        match tokens.last_mut() {
            Some(last) if last.kind == kind && last.range.end == at && kind != Kind::Mark => last.range.end = end,
            _ => tokens.push(Token { range: at..end, kind }),
        }
    }
    tokens
}

fn date_at(tokens: &[Token], text: &str) -> Option<WrittenDate> {
    year_first(tokens, text).or_else(|| month_first(tokens, text)).or_else(|| day_first(tokens, text))
}

/// 2024-03-03, 2024/3/3, 2024.03.03, 20240303
fn year_first(tokens: &[Token], text: &str) -> Option<WrittenDate> {
    let first = tokens.first().filter(|token| token.kind == Kind::Number)?;
    if first.range.len() == 8 {
        let digits = &text[first.range.clone()];
        let year = plausible_year(&digits[..4])?;
        return checked(first.range.clone(), Some(year), digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
    }
    let year = plausible_year(&text[first.range.clone()])?;
    let mark = &text[tokens.get(1)?.range.clone()];
    if !matches!(mark, "-" | "/" | ".") || text[tokens.get(3)?.range.clone()] != *mark {
        return None;
    }
    let (month, day) = (number(&tokens[2], text)?, number(tokens.get(4)?, text)?);
    checked(first.range.start..tokens[4].range.end, Some(year), month, day)
}

/// March 3, 2024 · Mar. 3rd 2024 · March 3
fn month_first(tokens: &[Token], text: &str) -> Option<WrittenDate> {
    let month = month(&text[tokens.first()?.range.clone()])?;
    let mut at = skip(tokens, text, 1, &["."]);
    let day = number(tokens.get(at)?, text)?;
    if tokens[at].range.len() > 2 {
        return None;
    }
    at = skip_ordinal(tokens, text, at + 1);
    let end = tokens[at - 1].range.end;
    let (year, end) = year_after(tokens, text, at, end);
    checked(tokens[0].range.start..end, year, month, day)
}

/// 3 March 2024 · 3rd of March · 03-Mar-2024
fn day_first(tokens: &[Token], text: &str) -> Option<WrittenDate> {
    let first = tokens.first().filter(|token| token.range.len() <= 2)?;
    let day = number(first, text)?;
    let mut at = skip_ordinal(tokens, text, 1);
    at = skip(tokens, text, at, &["of", "-", "de", ".", "/"]);
    let month = month(&text[tokens.get(at)?.range.clone()])?;
    let end = tokens[at].range.end;
    let (year, end) = year_after(tokens, text, at + 1, end);
    checked(first.range.start..end, year, month, day)
}

fn year_after(tokens: &[Token], text: &str, at: usize, end: usize) -> (Option<i16>, usize) {
    let mut at = at;
    for _ in 0..2 {
        at = skip(tokens, text, at, &[".", ",", "-", "/"]);
    }
    let year = tokens.get(at).filter(|token| token.kind == Kind::Number);
    match year.and_then(|token| Some((plausible_year(&text[token.range.clone()])?, token.range.end))) {
        Some((year, end)) => (Some(year), end),
        None => (None, end),
    }
}

fn skip(tokens: &[Token], text: &str, at: usize, words: &[&str]) -> usize {
    at + usize::from(tokens.get(at).is_some_and(|token| words.contains(&&text[token.range.clone()])))
}

fn skip_ordinal(tokens: &[Token], text: &str, at: usize) -> usize {
    skip(tokens, text, at, &["st", "nd", "rd", "th"])
}

fn number(token: &Token, text: &str) -> Option<i8> {
    if token.kind == Kind::Number { text[token.range.clone()].parse().ok() } else { None }
}

fn plausible_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    (digits.len() == 4 && (1700..=2200).contains(&year)).then_some(year)
}

/// A day that some year has; whether this year has it is found when the date is resolved.
fn checked(range: Range<usize>, year: Option<i16>, month: i8, day: i8) -> Option<WrittenDate> {
    Date::new(2024, month, day).ok()?;
    Some(WrittenDate { range, year, month, day })
}

/// English months, whole or shortened as newsrooms do.
fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let at = MONTHS.iter().position(|month| *month == word || (word.len() == 3 && month.starts_with(&word)))?;
    i8::try_from(at + 1).ok()
}

/// The first time of day in `tokens`: "14:05 GMT", "2:05 p.m. EST", "2pm", "1405 GMT".
fn time_in(tokens: &[Token], text: &str) -> Option<(Time, Option<Offset>)> {
    (0..tokens.len()).find_map(|at| time_at(&tokens[at..], text))
}

fn time_at(tokens: &[Token], text: &str) -> Option<(Time, Option<Offset>)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.range.clone()]);
    let first = tokens.first().filter(|token| token.kind == Kind::Number)?;
    let (mut hour, mut minute, mut second, mut at): (i8, i8, i8, usize);
    let has_minutes = matches!(word(1), ":" | "." | "h") && word(2).len() == 2;
    if first.range.len() == 4 && zone(word(1)).is_some() {
        (hour, minute, second, at) = (word(0)[..2].parse().ok()?, word(0)[2..].parse().ok()?, 0, 1);
    } else if first.range.len() > 2 {
        return None;
    } else {
        (hour, minute, second, at) = (word(0).parse().ok()?, 0, 0, 1);
        if has_minutes {
            minute = word(2).parse().ok()?;
            at = 3;
            if word(3) == ":" && word(4).len() == 2 {
                second = word(4).parse().ok()?;
                at = 5;
            }
        }
    }
    let half = match word(at).to_lowercase().as_str() {
        "am" | "pm" => Some((word(at).to_lowercase() == "pm", 1)),
        "a" | "p" if word(at + 1) == "." && word(at + 2).eq_ignore_ascii_case("m") => {
            Some((word(at).eq_ignore_ascii_case("p"), if word(at + 3) == "." { 4 } else { 3 }))
        }
        _ => None,
    };
    if let Some((afternoon, length)) = half {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        at += length;
    }
    let is_time = half.is_some() || has_minutes || first.range.len() == 4;
    let time = Time::new(hour, minute, second, 0).ok().filter(|_| is_time)?;
    // A zone may stand in brackets, or be a sign and figures: "(GMT)", "+0200", "UTC+3".
    at += usize::from(matches!(word(at), "(" | ","));
    let mut offset = zone(word(at)).and_then(|hours| Offset::from_seconds(hours).ok());
    if offset == Some(Offset::UTC) && matches!(word(at + 1), "+" | "-") {
        at += 1;
    }
    if matches!(word(at), "+" | "-") {
        offset = numeric_zone(word(at), word(at + 1), word(at + 2), word(at + 3)).or(offset);
    }
    Some((time, offset))
}

fn numeric_zone(sign: &str, first: &str, mark: &str, second: &str) -> Option<Offset> {
    let (hours, minutes): (i32, i32) = match first.len() {
        4 => (first.get(..2)?.parse().ok()?, first.get(2..)?.parse().ok()?),
        1 | 2 => (first.parse().ok()?, if mark == ":" { second.parse().ok()? } else { 0 }),
        _ => return None,
    };
    let seconds = (hours * 60 + minutes) * 60;
    Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).ok()
}

/// Seconds east of Greenwich for the zone names that outlets print.
fn zone(name: &str) -> Option<i32> {
    let hours_by_two = match name {
        "GMT" | "UTC" | "Z" | "WET" => 0,
        "BST" | "CET" | "WEST" | "WAT" => 2,
        "CEST" | "EET" | "SAST" | "CAT" => 4,
        "EEST" | "EAT" | "MSK" => 6,
        "GST" => 8,
        "PKT" => 10,
        "IST" => 11,
        "WIB" | "ICT" => 14,
        "HKT" | "SGT" | "PHT" | "MYT" => 16,
        "JST" | "KST" => 18,
        "AEST" => 20,
        "AEDT" => 22,
        "NZST" => 24,
        "NZDT" => 26,
        "EST" | "CDT" => -10,
        "EDT" => -8,
        "CST" | "MDT" => -12,
        "MST" | "PDT" => -14,
        "PST" => -16,
        _ => return None,
    };
    Some(hours_by_two * 1800)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_ways_newsrooms_write_them() {
        for (written, expected) in [
            ("2024-03-03", "2024-03-03"),
            ("2024-03-03T14:05:00Z", "2024-03-03T14:05:00Z"),
            ("2024-03-03T14:05:00.123+0100", "2024-03-03T14:05:00+01:00"),
            ("2024-03-03T14:05+01:00", "2024-03-03T14:05:00+01:00"),
            ("2024-03-03 14:05:00 +0000", "2024-03-03T14:05:00Z"),
            ("2024-03-03T14:05:00", "2024-03-03"),
            ("Sun, 03 Mar 2024 14:05:00 GMT", "2024-03-03T14:05:00Z"),
            ("Sun, 3 Mar 2024 14:05:00 -0500", "2024-03-03T14:05:00-05:00"),
            ("Published 3 March 2024 14:05 GMT", "2024-03-03T14:05:00Z"),
            ("March 3, 2024 at 2:05 p.m. EST", "2024-03-03T14:05:00-05:00"),
            ("Mar. 3rd, 2024", "2024-03-03"),
            ("Updated 12:15 PM EDT, Thu April 4, 2024", "2024-04-04T12:15:00-04:00"),
            ("3rd of March 2024", "2024-03-03"),
            ("1709474700", "2024-03-03T14:05:00Z"),
            ("20240303", "2024-03-03"),
            ("2024/03/03", "2024-03-03"),
        ] {
            assert_eq!(read_publication(written).map(|found| found.text).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_no_dates() {
        for written in ["2023-02-30", "31 April 2024", "29 February 2023", "2024-13-01", "yesterday", "", "May be 3"] {
            assert_eq!(read_publication(written), None, "{written}");
        }
    }

    #[test]
    fn a_date_without_a_year_is_the_nearest_past_one() {
        let near = Date::new(2024, 1, 5).ok();
        let resolved = |text: &str| find_date(text).and_then(|found| found.resolve(near)).map(|date| date.to_string());
        assert_eq!(resolved("Dec. 31").as_deref(), Some("2023-12-31"));
        assert_eq!(resolved("January 5").as_deref(), Some("2024-01-05"));
        assert_eq!(resolved("29 February").as_deref(), Some("2020-02-29"));
    }
}
