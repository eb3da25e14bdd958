//! What does an expression mean, before anyone asks on which day it was said?
//!
//! | form | example | meaning |
//! |---|---|---|
//! | full date | April 16, 2023 · 16 April · 2023-04-16 · 16/04/2023 · Sept. 3 | [`Meaning::Day`] |
//! | month, year | March · March 2023 · in 1994 · 264 BC · fiscal 1990 | [`Meaning::Month`], [`Meaning::Year`] |
//! | weekday | Sunday · next Friday · Friday morning · Friday, April 16 | [`Meaning::Weekday`], or the date |
//! | season, quarter, half | last summer · the third quarter · Q3 2023 · the first half of 2022 | [`Meaning::Season`] ... |
//! | decade, century | the 1990s · the '80s · the 20th century | [`Meaning::Decade`], [`Meaning::Century`] |
//! | deictic | today · yesterday · last month · two days ago · the past two weeks | [`Meaning::Shift`], durations with a side |
//! | anaphoric | the next day · 48 hours later · that year · a year earlier | [`Meaning::Shift`] from the last date spoken of |
//! | clock, part of the day | 7:15 p.m. · noon · the early hours of Tuesday | `clock`, `part` on any of the above |
//! | length, repetition | two days · years · a year (after a rate) · every Friday · daily | [`Meaning::Duration`], [`Meaning::Set`] |
//! | reference | now · recently · soon | [`Meaning::Reference`] |

use super::atoms::Atom;
use super::lexicon::{self, Unit};
use super::numbers::{self, Amount};
use jiff::civil::Weekday;

/// What an expression says, free of context.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A day of a month, perhaps of a year.
    Day { year: Option<i32>, month: i8, day: i8 },
    /// A day of the month spoken of before: the "18" of "April 16-18".
    SameMonth { day: i8, year: Option<i32> },
    /// The week a day lies in: "the week of March 6".
    WeekOf(Box<Meaning>),
    /// A month, perhaps of a year.
    Month { year: Option<i32>, month: i8 },
    /// A year; negative before our era.
    Year(i32),
    /// A weekday.
    Weekday(Weekday),
    /// A season, as TIMEX3 writes it.
    Season { season: &'static str, year: Option<i32> },
    /// A quarter by number, or the one spoken of.
    Quarter { quarter: Option<i8>, year: YearOf },
    /// The first or second half of a year.
    Half { half: i8, year: YearOf },
    /// The decade of the nineteen-nineties is 199.
    Decade(i32),
    /// The twentieth century is 19.
    Century(i32),
    /// A feast that moves or stands by rule.
    Feast { feast: &'static str, year: Option<i32> },
    /// So many units before or after a day.
    Shift { unit: Unit, count: i64, from: From },
    /// "a year ago", "the year-earlier period": as exact as what it is compared with.
    YearBefore { from: From },
    /// A length of time.
    Duration { amount: Amount, unit: Unit, side: Side },
    /// A repetition, with its value.
    Set(String),
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Reference(&'static str),
}

/// From which day a relative expression counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The day of the report.
    Anchor,
    /// The last date spoken of.
    Spoken,
}

/// Which year a quarter or half belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOf {
    /// Not said.
    Open,
    /// Said in figures.
    Given(i32),
    /// So many years from the report's ("last year's third quarter").
    Shifted(i64),
}

/// Whether a length of time ends or begins now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// "two days".
    Free,
    /// "the past two days".
    Before,
    /// "the next two days".
    After,
}

/// Which of several days of a name is meant, as far as the words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    /// "on Friday": the tense decides.
    Open,
    /// "last Friday", "since Friday".
    Last,
    /// "this Friday".
    This,
    /// "next Friday", "until Friday".
    Next,
}

/// A time expression in a sentence, as indices of atoms.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Expression {
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
    /// Part of the day, such as `TMO`.
    pub part: Option<&'static str>,
    /// Hour and minute.
    pub clock: Option<(u8, u8)>,
    pub lean: Lean,
    /// Whether the expression itself leans ("last Friday"), not a preposition before it ("since Friday").
    pub is_picked: bool,
    /// Whether the next expression is the other end of a range that begins here.
    pub opens_range: bool,
}

impl Expression {
    /// Whether the tense of the clause can decide what is meant.
    pub(super) fn needs_tense(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Weekday(_)
                | Meaning::Day { year: None, .. }
                | Meaning::Month { year: None, .. }
                | Meaning::Season { year: None, .. }
                | Meaning::Quarter { .. }
                | Meaning::Feast { .. }
        )
    }
}

/// An expression found from some start: its end and what it says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub end: usize,
    pub meaning: Meaning,
    pub part: Option<&'static str>,
    pub clock: Option<(u8, u8)>,
    pub lean: Lean,
}

impl Found {
    /// Without clock, part of the day or lean.
    pub(super) fn plain(end: usize, meaning: Meaning) -> Found {
        Found { end, meaning, part: None, clock: None, lean: Lean::Open }
    }

    /// With a lean.
    pub(super) fn leaning(self, lean: Lean) -> Found {
        Found { lean, ..self }
    }
}

/// The time expressions of a sentence, in order, the longest at each place.
pub(super) fn expressions(atoms: &[Atom]) -> Vec<Expression> {
    let grammar = Grammar { atoms };
    let mut found: Vec<Expression> = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let is_word = !atoms[start].word.is_empty() || atoms[start].digits.is_some();
        let continued = found.last().and_then(|last| grammar.continuation(last, start));
        match continued.or_else(|| if is_word { grammar.expression(start) } else { None }) {
            Some(next) => {
                let end = next.end;
                let lean = if next.lean == Lean::Open { grammar.lean_before(start) } else { next.lean };
                if let Some(previous) = found.last_mut() {
                    previous.opens_range = grammar.is_range(previous, start, &next);
                }
                found.push(Expression {
                    start,
                    end,
                    meaning: next.meaning,
                    part: next.part,
                    clock: next.clock,
                    lean,
                    is_picked: next.lean != Lean::Open || self::is_put_off(&grammar, start),
                    opens_range: false,
                });
                start = end;
            }
            None => start += 1,
        }
    }
    found
}

/// The grammar over the atoms of one sentence. Every method looks at a bounded number of atoms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grammar<'a> {
    pub atoms: &'a [Atom],
}

impl Grammar<'_> {
    /// The expression that begins at `start`.
    fn expression(&self, start: usize) -> Option<Found> {
        let candidates = [self.modified(start), self.core(start)];
        longest(candidates)
    }

    /// An expression without words such as "early" or "about" before it.
    pub(super) fn core(&self, start: usize) -> Option<Found> {
        let found = longest([
            self.dated(start),
            self.clock_time(start),
            self.day_part_time(start),
            self.deictic(start),
            self.relative(start),
            self.counted(start),
            self.quarter(start),
            self.period(start),
            self.set(start),
        ])?;
        Some(self.with_tail(found))
    }

    /// "early", "late", "the end of", "the first half of", "about", "at least" and the like before an expression.
    fn modified(&self, start: usize) -> Option<Found> {
        let after_the = self.skip(start, &["the"]);
        let word = self.word(after_the);
        let next = after_the + 1;
        match word {
            "early" | "late" | "mid" | "earlier" | "later" => {
                let inner = self.skip(self.skip(next, &["-", "in", "on", "part"]), &["of"]);
                let bare = self.skip(inner, &["the"]);
                if matches!(word, "early" | "late") && self.word(inner) == "hours" && self.word(inner + 1) == "of" {
                    return self.core(inner + 2).map(|found| Found { part: Some("TMO"), ..found });
                }
                let found = self.core(inner).or_else(|| self.core(bare))?;
                (!matches!(found.meaning, Meaning::Duration { .. } | Meaning::Set(_) | Meaning::Reference(_)))
                    .then_some(found)
            }
            "beginning" | "start" | "end" | "middle" | "close" | "rest" | "remainder" | "latter" | "opening"
            | "closing" | "eve" | "half" | "turn" | "height" | "dawn" => {
                let inner = self.skip(next, &["part", "half", "days", "hours", "weeks", "months", "years", "day"]);
                if self.word(inner) != "of" {
                    return None;
                }
                let found = self.core(inner + 1)?;
                matches!(
                    found.meaning,
                    Meaning::Day { .. }
                        | Meaning::Month { .. }
                        | Meaning::Year(_)
                        | Meaning::Season { .. }
                        | Meaning::Quarter { .. }
                        | Meaning::Decade(_)
                        | Meaning::Century(_)
                        | Meaning::Feast { .. }
                        | Meaning::Shift { .. }
                        | Meaning::Weekday(_)
                )
                .then_some(found)
            }
            "week" if self.word(next) == "of" => {
                let found = self.dated(next + 1)?;
                let meaning = Meaning::WeekOf(Box::new(found.meaning));
                matches!(meaning, Meaning::WeekOf(ref day) if matches!(**day, Meaning::Day { .. }))
                    .then(|| Found::plain(found.end, meaning))
            }
            "about" | "around" | "nearly" | "almost" | "roughly" | "approximately" | "over" | "barely" | "exactly" => {
                self.approximated(start + 1, start + 1)
            }
            "at" if matches!(self.word(start + 1), "least" | "most") => self.approximated(start + 2, start + 2),
            "more" | "less" | "fewer" if self.word(start + 1) == "than" => self.approximated(start + 2, start + 2),
            "no" if matches!(self.word(start + 1), "more" | "less") && self.word(start + 2) == "than" => {
                self.approximated(start + 3, start + 3)
            }
            "up" if self.word(start + 1) == "to" => self.approximated(start + 2, start + 2),
            _ => None,
        }
    }

    /// What "about" and its like can stand before: lengths, shifts and clock times.
    fn approximated(&self, start: usize, after: usize) -> Option<Found> {
        let found = self.core(start).or_else(|| self.core(after))?;
        let fits = match &found.meaning {
            Meaning::Duration { amount, .. } => amount.count().is_some() && self.word(start) != "the",
            Meaning::Shift { count, .. } => *count != 0,
            Meaning::YearBefore { .. } => true,
            _ => false,
        };
        (fits || found.clock.is_some()).then_some(found)
    }

    /// Another end of a range that is not an expression by itself: "16-[18]", "1990-[94]", "16 and [18]".
    fn continuation(&self, last: &Expression, start: usize) -> Option<Found> {
        let gap = start.checked_sub(last.end)?;
        let joins = gap == 1 && matches!(self.word(last.end), "-" | "/" | "to" | "and" | "through" | "or" | ",");
        let the = start;
        let start = self.skip(start, &["the"]);
        let digits = self.digits(start)?;
        if !joins
            || start > the && !matches!(self.word(start + 1), "st" | "nd" | "rd" | "th")
            || self.unit_follows(start + 1)
        {
            return None;
        }
        let is_dash = matches!(self.word(last.end), "-" | "/") && self.atoms[start].glued;
        match last.meaning {
            Meaning::Year(year) if is_dash && self.atoms[start].span.len() == 2 && year > 0 => {
                let second = year - year % 100 + digits as i32;
                (second > year).then(|| Found::plain(start + 1, Meaning::Year(second)))
            }
            Meaning::Year(year) if year < 0 && digits < 3000 && self.is_era(start + 1).is_some() => None,
            Meaning::Day { .. } | Meaning::SameMonth { .. } if (1..=31).contains(&digits) => {
                let is_month_next = lexicon::month(self.word(start + 1)).is_some() || self.word(start + 1) == ":";
                let is_count = self.atoms.get(start + 1).is_some_and(|next| next.in_s && !next.glued);
                if is_month_next || is_count || self.atoms[start].span.len() > 2 {
                    return None;
                }
                let (end, year) = self.year_tail(self.after_ordinal(start + 1));
                Some(Found::plain(end, Meaning::SameMonth { day: digits as i8, year }))
            }
            _ => None,
        }
    }

    /// Whether what stands between two expressions makes them a range.
    fn is_range(&self, previous: &Expression, start: usize, next: &Found) -> bool {
        let same = std::mem::discriminant(&previous.meaning) == std::mem::discriminant(&next.meaning)
            || matches!(next.meaning, Meaning::SameMonth { .. });
        let before = previous.start.checked_sub(1).map_or("", |index| self.word(index));
        let joint = self.word(previous.end);
        start == previous.end + 1
            && match joint {
                "-" | "through" => same || before == "from",
                "to" | "until" | "till" => before == "from" || (same && before != "to"),
                "and" => before == "between",
                _ => false,
            }
    }

    /// What the word before an expression says about its side.
    fn lean_before(&self, start: usize) -> Lean {
        let before = start.checked_sub(1).map_or("", |index| self.word(index));
        match before {
            "since" => Lean::Last,
            "to" if is_put_off(self, start) => Lean::Next,
            "until" | "till" | "by" => Lean::Next,
            _ => Lean::Open,
        }
    }

    /// Adds a part of the day, a clock time or the date of a weekday that follows.
    fn with_tail(&self, found: Found) -> Found {
        let is_day = matches!(
            found.meaning,
            Meaning::Day { .. } | Meaning::Weekday(_) | Meaning::Shift { unit: Unit::Day, .. } | Meaning::Feast { .. }
        );
        if !is_day || found.part.is_some() || found.clock.is_some() {
            return found;
        }
        if let Some(part) = lexicon::day_part(self.word(found.end)) {
            return Found { part: Some(part), end: found.end + 1, ..found };
        }
        if matches!(self.word(found.end), "at" | "around" | "about")
            && let Some((end, clock)) = self.clock(found.end + 1)
        {
            return Found { clock: Some(clock), end, ..found };
        }
        found
    }

    /// A clock time, alone or with its day: "5 p.m. EST, Nov. 6", "noon Thursday".
    fn clock_time(&self, start: usize) -> Option<Found> {
        let (end, clock) = self.clock(start)?;
        let mut day = end;
        for _ in 0..2 {
            day = self.skip(day, &[",", "on"]);
        }
        let dated = self.dated(day).or_else(|| self.deictic(day));
        if let Some(found) =
            dated.filter(|found| found.clock.is_none() && !matches!(found.meaning, Meaning::Reference(_)))
        {
            let is_day = matches!(found.meaning, Meaning::Day { .. } | Meaning::Weekday(_) | Meaning::Shift { .. });
            if is_day {
                return Some(Found { clock: Some(clock), part: None, ..found });
            }
        }
        let meaning = Meaning::Shift { unit: Unit::Day, count: 0, from: From::Spoken };
        Some(Found { clock: Some(clock), ..Found::plain(end, meaning) })
    }

    /// Hour and minute with all that belongs to them: "7:15 p.m. local time", "1400 GMT", "noon".
    fn clock(&self, start: usize) -> Option<(usize, (u8, u8))> {
        match self.word(start) {
            "noon" | "midday" => return Some((start + 1, (12, 0))),
            "midnight" => return Some((start + 1, (24, 0))),
            _ => {}
        }
        let (mut end, hour) = match self.digits(start) {
            Some(digits) => (start + 1, digits),
            None => (start + 1, lexicon::cardinal(self.word(start))?),
        };
        let minute = self.digits(end + 1).filter(|minute| {
            matches!(self.word(end), ":" | ".")
                && self.glued(end)
                && self.glued(end + 1)
                && *minute < 60
                && self.atoms[end + 1].span.len() == 2
        });
        let by_colon = minute.is_some() && self.word(end) == ":";
        if minute.is_some() {
            end += 2;
            if self.word(end) == ":" && self.glued(end) && self.digits(end + 1).is_some() {
                end += 2;
            }
        }
        let mark = self.word(end);
        let (hour, minute, end) = match mark {
            "am" | "a.m." | "a.m" if hour <= 12 => (hour % 12, minute.unwrap_or(0), end + 1),
            "pm" | "p.m." | "p.m" if hour <= 12 => (hour % 12 + 12, minute.unwrap_or(0), end + 1),
            "o" if self.word(end + 1) == "'" && self.word(end + 2) == "clock" => (hour, 0, end + 3),
            "in" if minute.is_none() && hour <= 12 && self.digits(start).is_some() && self.word(end + 1) == "the" => {
                match self.word(end + 2) {
                    "morning" => (hour % 12, 0, end + 3),
                    "afternoon" | "evening" => (hour % 12 + 12, 0, end + 3),
                    _ => return None,
                }
            }
            _ if by_colon && hour < 25 => (hour, minute.unwrap_or(0), end),
            "gmt" | "utc" | "hours" | "hrs"
                if minute.is_none()
                    && self.digits(start).is_some()
                    && self.atoms[start].span.len() == 4
                    && hour < 2401 =>
            {
                let is_zone = matches!(mark, "gmt" | "utc");
                (hour / 100, hour % 100, if is_zone { end } else { end + 1 })
            }
            _ => return None,
        };
        if hour > 24 || minute > 59 {
            return None;
        }
        Some((self.zone(end), (hour as u8, minute as u8)))
    }

    /// "GMT", "EST", "local time", "(1400 GMT)" is left alone.
    fn zone(&self, start: usize) -> usize {
        match self.word(start) {
            "gmt" | "utc" | "est" | "edt" | "pst" | "pdt" | "cet" | "cst" | "cdt" | "bst" | "et" | "pt" => start + 1,
            "local" | "eastern" | "pacific" | "moscow" if self.word(start + 1) == "time" => start + 2,
            _ => start,
        }
    }

    /// "this morning", "last night", "the morning of April 16", "overnight".
    fn day_part_time(&self, start: usize) -> Option<Found> {
        let of_day = |count: i64, from: From| Meaning::Shift { unit: Unit::Day, count, from };
        let first = self.word(start);
        if first == "overnight" {
            // The night before the report.
            return Some(Found { part: Some("TNI"), ..Found::plain(start + 1, of_day(-1, From::Anchor)) });
        }
        if first == "tonight" {
            return Some(Found { part: Some("TNI"), ..Found::plain(start + 1, of_day(0, From::Anchor)) });
        }
        let (at, count, from) = match (first, self.word(start + 1)) {
            ("the", "same" | "very") => (start + 2, 0, From::Spoken),
            ("the", "next" | "following") => (start + 2, 1, From::Spoken),
            ("the", "previous") => (start + 2, -1, From::Spoken),
            ("this", "early" | "late") => (start + 2, 0, From::Anchor),
            ("this", _) => (start + 1, 0, From::Anchor),
            ("last", _) => (start + 1, -1, From::Anchor),
            ("that", _) => (start + 1, 0, From::Spoken),
            ("next", _) => (start + 1, 1, From::Spoken),
            ("the", _) => (start + 1, 0, From::Spoken),
            _ => return None,
        };
        let part = lexicon::day_part(self.word(at))?;
        if self.word(at + 1) == "of"
            && let Some(found) = self.dated(at + 2)
            && matches!(found.meaning, Meaning::Day { .. } | Meaning::Weekday(_))
        {
            return Some(Found { part: Some(part), ..found });
        }
        // "the night", "the dawn" alone name no day.
        if first == "the" && at == start + 1 {
            return None;
        }
        let is_last_night = first == "last";
        let count = if is_last_night && part != "TNI" && part != "TEV" { 0 } else { count };
        Some(Found { part: Some(part), ..Found::plain(at + 1, of_day(count, from)) })
    }

    pub(super) fn word(&self, index: usize) -> &'static str {
        self.atoms.get(index).map_or("", |atom| atom.word)
    }

    pub(super) fn digits(&self, index: usize) -> Option<u32> {
        self.atoms.get(index).and_then(|atom| atom.digits)
    }

    pub(super) fn glued(&self, index: usize) -> bool {
        self.atoms.get(index).is_some_and(|atom| atom.glued)
    }

    pub(super) fn capital(&self, index: usize) -> bool {
        self.atoms.get(index).is_some_and(|atom| atom.capital)
    }

    /// The index after `index` when one of `words` stands there.
    pub(super) fn skip(&self, index: usize, words: &[&str]) -> usize {
        if words.contains(&self.word(index)) { index + 1 } else { index }
    }

    /// Whether a unit of time stands at `index`, perhaps after a hyphen.
    pub(super) fn unit_follows(&self, index: usize) -> bool {
        lexicon::unit(self.word(self.skip(index, &["-"]))).is_some()
    }

    /// The number that begins at `start`, "a" and "an" being one.
    pub(super) fn amount(&self, start: usize) -> Option<(usize, Amount)> {
        numbers::amount(self.atoms, start).or_else(|| match self.word(start) {
            "a" | "an" => Some((start + 1, Amount::whole(1))),
            _ => None,
        })
    }
}

/// Whether the words before say that something was put off to this day: "postponed until Tuesday".
fn is_put_off(grammar: &Grammar, start: usize) -> bool {
    let before = |steps: usize| start.checked_sub(steps).map_or("", |index| grammar.word(index));
    matches!(before(1), "until" | "till" | "to")
        && matches!(before(2), "postponed" | "delayed" | "extended" | "adjourned" | "deferred" | "suspended")
}

/// The candidate that reaches furthest; the first of equals.
pub(super) fn longest<const N: usize>(candidates: [Option<Found>; N]) -> Option<Found> {
    candidates.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
}
