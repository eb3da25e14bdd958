//! Times told from another time: "yesterday", "last month", "two days ago", "the next day", and lengths and repetitions.

use super::grammar::{Found, From, Grammar, Lean, Meaning, Side};
use super::lexicon::{self, Unit};
use super::numbers::{self, Amount};

impl Grammar<'_> {
    /// "today", "now", "recently", "the day before yesterday".
    pub(super) fn deictic(&self, start: usize) -> Option<Found> {
        let day = |end: usize, count: i64| {
            Some(Found::plain(end, Meaning::Shift { unit: Unit::Day, count, from: From::Anchor }))
        };
        let reference = |end: usize, value: &'static str| Some(Found::plain(end, Meaning::Reference(value)));
        match (self.word(start), self.word(start + 1)) {
            ("the", "day") => match (self.word(start + 2), self.word(start + 3)) {
                ("before", "yesterday") => day(start + 4, -2),
                ("after", "tomorrow") => day(start + 4, 2),
                ("before", _) if !self.after_is_date(start + 3) => None,
                _ => None,
            },
            ("today", _) => day(start + 1, 0),
            ("yesterday", _) => day(start + 1, -1),
            ("tomorrow", _) => day(start + 1, 1),
            ("right", "now") => reference(start + 2, "PRESENT_REF"),
            ("now" | "currently" | "nowadays" | "presently", _) => reference(start + 1, "PRESENT_REF"),
            ("current", next) if lexicon::unit(next).is_none() => reference(start + 1, "PRESENT_REF"),
            ("these", "days") => reference(start + 2, "PRESENT_REF"),
            ("recently" | "lately", _) => reference(start + 1, "PAST_REF"),
            ("recent", next) if lexicon::unit(next).is_none() => reference(start + 1, "PAST_REF"),
            ("the", "past") if self.ends_phrase(start + 2) || self.before(start) == "in" => {
                reference(start + 2, "PAST_REF")
            }
            ("the", "future") => reference(start + 2, "FUTURE_REF"),
            ("the", "near") if self.word(start + 2) == "future" => reference(start + 3, "FUTURE_REF"),
            ("the", "present") if self.ends_phrase(start + 2) => reference(start + 2, "PRESENT_REF"),
            ("the", "moment") if self.before(start) == "at" => reference(start + 2, "PRESENT_REF"),
            ("the", "time") if self.word(start + 2) == "being" => reference(start + 3, "PRESENT_REF"),
            ("this" | "that", "time") => None,
            _ => None,
        }
    }

    /// "last month", "the next day", "that year", "the past two weeks", "next Friday", "this summer".
    pub(super) fn relative(&self, start: usize) -> Option<Found> {
        let has_the = self.word(start) == "the";
        let at = if has_the { start + 1 } else { start };
        let (after, which) = self.which(at, has_the)?;
        if let Some(found) = self.named(after, which) {
            return Some(found);
        }
        // "the past two weeks", "the next couple of years", "the four previous weeks".
        if let Some((end, amount)) = numbers::amount(self.atoms, after).map(|(end, amount)| self.or_more(end, amount))
            && let Some((unit, _)) =
                lexicon::unit(self.word(self.skip(end, &["-", "business", "working", "trading", "calendar"])))
        {
            let end = self.skip(end, &["-", "business", "working", "trading", "calendar"]) + 1;
            let side = match which {
                Which::Past | Which::Last | Which::Previous => Side::Before,
                Which::Next | Which::Following | Which::Coming => Side::After,
                _ => Side::Free,
            };
            return (!matches!(which, Which::Current))
                .then(|| Found::plain(end, Meaning::Duration { amount, unit, side }));
        }
        let at = self.skip(
            self.skip(after, &["full", "entire", "whole", "past", "business", "calendar", "school", "academic"]),
            &["fiscal"],
        );
        let (unit, is_plural) = lexicon::unit(self.word(at))?;
        let end = at + 1;
        if matches!(unit, Unit::Second | Unit::Minute) {
            return None;
        }
        if is_plural {
            return match which {
                Which::Recent if unit < Unit::Year => {
                    Some(Found::plain(end, Meaning::Duration { amount: Amount::Unknown, unit, side: Side::Before }))
                }
                Which::Recent | Which::Past | Which::Previous => {
                    Some(Found::plain(end, Meaning::Reference("PAST_REF")))
                }
                Which::Coming => Some(Found::plain(end, Meaning::Reference("FUTURE_REF"))),
                Which::Last | Which::Next | Which::Following if has_the => {
                    let side = if which == Which::Last { Side::Before } else { Side::After };
                    Some(Found::plain(end, Meaning::Duration { amount: Amount::Unknown, unit, side }))
                }
                _ => None,
            };
        }
        if matches!(which, Which::Past) || which == Which::Last && unit >= Unit::Decade {
            return Some(Found::plain(end, Meaning::Duration { amount: Amount::whole(1), unit, side: Side::Before }));
        }
        let (count, from) = match which {
            Which::Last | Which::Past => (-1, From::Anchor),
            Which::Previous => (-1, From::Spoken),
            Which::Latest => (if unit == Unit::Quarter { 0 } else { -1 }, From::Anchor),
            Which::Next | Which::Following if has_the => (1, From::Spoken),
            Which::Next | Which::Coming => (1, From::Anchor),
            Which::Following => (1, From::Spoken),
            Which::This | Which::Current => (0, From::Anchor),
            Which::That | Which::Same => (0, From::Spoken),
            Which::Recent => return None,
        };
        if unit == Unit::Quarter && matches!(which, Which::Latest | Which::That | Which::Same) {
            return Some(Found::plain(end, Meaning::Quarter { quarter: None, year: super::grammar::YearOf::Open }));
        }
        if unit == Unit::Night {
            return None;
        }
        Some(Found::plain(end, Meaning::Shift { unit, count, from }))
    }

    /// A weekday, month, season or feast after "last", "next", "this".
    fn named(&self, at: usize, which: Which) -> Option<Found> {
        let lean = match which {
            Which::Last | Which::Past | Which::Previous => Lean::Last,
            Which::Next | Which::Following | Which::Coming => Lean::Next,
            Which::This | Which::Current | Which::That | Which::Same => Lean::This,
            _ => return None,
        };
        if let Some(weekday) =
            lexicon::weekday(self.word(at)).filter(|_| self.capital(at) && self.word(at).ends_with("day"))
        {
            let found = Found::plain(at + 1, Meaning::Weekday(weekday)).leaning(lean);
            return Some(match lexicon::day_part(self.word(at + 1)) {
                Some(part) => Found { part: Some(part), end: at + 2, ..found },
                None => found,
            });
        }
        if let Some(month) = lexicon::month(self.word(at)).filter(|_| self.capital(at)) {
            if let Some(day) = self.digits(at + 1).filter(|day| (1..=31).contains(day)) {
                return Some(Found::plain(at + 2, Meaning::Day { year: None, month, day: day as i8 }).leaning(lean));
            }
            return Some(Found::plain(at + 1, Meaning::Month { year: None, month }).leaning(lean));
        }
        if let Some(season) = lexicon::season(self.word(at)) {
            return Some(Found::plain(at + 1, Meaning::Season { season, year: None }).leaning(lean));
        }
        self.feast(at).map(|found| found.leaning(lean))
    }

    /// A number and a unit: "two days ago", "48 hours later", "a year earlier", "six months", "two-week".
    pub(super) fn counted(&self, start: usize) -> Option<Found> {
        if let Some(found) =
            self.year_compound(start).or_else(|| self.consecutive(start)).or_else(|| self.bare_plural(start))
        {
            return Some(found);
        }
        if matches!(self.word(start), "hrs" | "mins" | "yrs") {
            return None;
        }
        let begin = self.skip(start, &["the", "another", "first", "final"]);
        let begin = self.skip(begin, &["first", "last", "next", "past", "latest", "additional", "full", "other"]);
        let (after, amount) = self.amount(begin)?;
        let (after, amount) = self.or_more(after, amount);
        let is_article = matches!(self.word(begin), "a" | "an") && after == begin + 1;
        let hyphen = self.word(after) == "-";
        let mut at = self.skip(after, &["-"]);
        at = self.skip(
            at,
            &[
                "full",
                "more",
                "additional",
                "consecutive",
                "straight",
                "successive",
                "business",
                "working",
                "trading",
                "long",
                "whole",
                "calendar",
                "other",
            ],
        );
        let (mut unit, mut is_plural) = lexicon::unit(self.word(at))?;
        let mut end = at + 1;
        // "a minute and a half", "weeks or months".
        let mut amount = amount;
        if self.word(end) == "and"
            && self.word(end + 1) == "a"
            && self.word(end + 2) == "half"
            && let Amount::Exact { whole, .. } = amount
        {
            amount = Amount::Exact { whole, half: true };
            end += 3;
        }
        if is_plural
            && amount == Amount::Unknown
            && matches!(self.word(end), "or" | "and")
            && let Some((other, true)) = lexicon::unit(self.word(end + 1))
        {
            (unit, is_plural, end) = (other, true, end + 2);
        }
        // Ages are no stretch of the story's time, and "three-quarters" is a fraction.
        if self.word(end) == "-" && matches!(self.word(end + 1), "ago" | "earlier" | "end") {
            return None;
        }
        let is_age = hyphen && self.word(end) == "-" && matches!(self.word(end + 1), "old" | "olds");
        if is_age || unit == Unit::Quarter && (hyphen && is_plural || amount == Amount::Unknown) {
            return None;
        }
        if unit == Unit::Quarter
            && let Some(year) = self.plain_year(begin)
        {
            let meaning = Meaning::Quarter { quarter: None, year: super::grammar::YearOf::Given(year) };
            return Some(Found::plain(end, meaning));
        }
        if unit == Unit::Second && !is_plural && !hyphen {
            return None;
        }
        if unit == Unit::Quarter && !is_plural && (is_article || begin > start) {
            return None;
        }
        if begin > start && self.word(start) == "the" && !is_plural {
            return None;
        }
        if let Some(found) = self.moved(amount, unit, end) {
            return Some(found);
        }
        // "$50 a day" is a rate.
        if is_article && self.is_rate(start) {
            return Some(Found::plain(end, Meaning::Set(super::value::duration(Amount::whole(1), unit))));
        }
        if hyphen && self.word(end) == "-" && self.word(end + 1) == "long" {
            end += 2;
        }
        Some(Found::plain(end, Meaning::Duration { amount, unit, side: Side::Free }))
    }

    /// "12 to 18 months", "a year or two": the longer length.
    fn or_more(&self, after: usize, amount: Amount) -> (usize, Amount) {
        if !matches!(self.word(after), "to" | "or" | "-") || amount.count().is_none() {
            return (after, amount);
        }
        match numbers::cardinal(self.atoms, after + 1) {
            Some((end, count)) if self.unit_follows(end) => (end, Amount::whole(count)),
            _ => (after, amount),
        }
    }

    /// What "ago", "earlier", "later" and the like make of a number of units that ends at `end`.
    fn moved(&self, amount: Amount, unit: Unit, end: usize) -> Option<Found> {
        // "a week ago today" is a day, not a week.
        if self.word(end) == "ago"
            && self.word(end + 1) == "today"
            && unit == Unit::Week
            && let Some(count) = amount.count()
        {
            let meaning = Meaning::Shift { unit: Unit::Day, count: -7 * i64::from(count), from: From::Anchor };
            return Some(Found::plain(end + 2, meaning));
        }
        let (sign, from, end) = match self.word(end) {
            "ago" => (-1, From::Anchor, end + 1),
            "earlier" => (-1, From::Spoken, end + 1),
            "before" | "previously" if self.ends_phrase(end + 1) => (-1, From::Spoken, end + 1),
            "later" | "afterwards" | "afterward" | "hence" => (1, From::Spoken, end + 1),
            "after" if self.ends_phrase(end + 1) => (1, From::Spoken, end + 1),
            "from" if self.word(end + 1) == "now" => (1, From::Anchor, end + 2),
            "on" if self.ends_phrase(end + 1) => (1, From::Anchor, end + 1),
            _ => return None,
        };
        let Some(count) = amount.count() else {
            return Some(Found::plain(
                end,
                match (sign, from) {
                    (-1, From::Anchor) => Meaning::Reference("PAST_REF"),
                    (1, From::Anchor) => Meaning::Reference("FUTURE_REF"),
                    _ => Meaning::Duration { amount, unit, side: Side::Free },
                },
            ));
        };
        if matches!(unit, Unit::Second | Unit::Minute) || (unit == Unit::Hour && count < 24) {
            return Some(Found::plain(end, Meaning::Duration { amount, unit, side: Side::Free }));
        }
        let is_one_year = unit == Unit::Year && amount == Amount::whole(1) && sign < 0;
        if is_one_year {
            return Some(Found::plain(end, Meaning::YearBefore { from }));
        }
        let (unit, count) = match amount {
            Amount::Exact { whole, half: true } if unit == Unit::Year => (Unit::Month, i64::from(whole) * 12 + 6),
            Amount::Exact { whole, half: true } if unit == Unit::Decade => (Unit::Year, i64::from(whole) * 10 + 5),
            _ => (unit, i64::from(count)),
        };
        Some(Found::plain(end, Meaning::Shift { unit, count: sign * count, from }))
    }

    /// "year-ago", "year-earlier", "the year-ago quarter", "the year-earlier period".
    fn year_compound(&self, start: usize) -> Option<Found> {
        let at = self.skip(start, &["the", "a"]);
        let is_given = self.plain_year(at).filter(|_| at > start && self.word(at + 1) == "period");
        if let Some(year) = is_given {
            let meaning = Meaning::Quarter { quarter: None, year: super::grammar::YearOf::Given(year) };
            return Some(Found::plain(at + 2, meaning));
        }
        if at > start && self.word(at) == "latest" && self.word(at + 1) == "period" {
            return Some(Found::plain(at + 2, Meaning::Quarter { quarter: None, year: super::grammar::YearOf::Open }));
        }
        let is_compound =
            self.word(at) == "year" && self.word(at + 1) == "-" && matches!(self.word(at + 2), "ago" | "earlier");
        if is_compound {
            if let Some(found) = self.quarter(at + 3)
                && let Meaning::Quarter { quarter, .. } = found.meaning
            {
                let meaning = Meaning::Quarter { quarter, year: super::grammar::YearOf::Shifted(-1) };
                return Some(Found::plain(found.end, meaning));
            }
            let end = self.skip(at + 3, &["quarter", "period", "month"]);
            // "the year-ago results": the article is the noun's.
            if at > start && end == at + 3 {
                return None;
            }
            return Some(Found::plain(end, Meaning::YearBefore { from: From::Spoken }));
        }
        let is_year_end = self.word(at) == "year" && self.word(at + 1) == "-" && self.word(at + 2) == "end";
        is_year_end.then(|| Found::plain(at + 3, Meaning::Day { year: None, month: 12, day: 31 }))
    }

    /// "a third day", "the second straight week": as many units as the ordinal says.
    fn consecutive(&self, start: usize) -> Option<Found> {
        let begin = self.skip(start, &["a", "the", "its", "their", "his", "her"]);
        let (after, count) = numbers::ordinal(self.atoms, begin)?;
        let at = self.skip(after, &["straight", "consecutive", "successive", "running"]);
        let (unit, is_plural) = lexicon::unit(self.word(at))?;
        let is_length = at > after || (self.word(start) == "a" && self.before(start) == "for");
        let fits = is_length && !is_plural && !matches!(unit, Unit::Second | Unit::Quarter);
        fits.then(|| Found::plain(at + 1, Meaning::Duration { amount: Amount::whole(count), unit, side: Side::Free }))
    }

    /// "weeks", "for years", "decades": some.
    fn bare_plural(&self, start: usize) -> Option<Found> {
        let (unit, is_plural) = lexicon::unit(self.word(start))?;
        if unit <= Unit::Minute || unit == Unit::Quarter || unit == Unit::Weekend || unit == Unit::Night {
            return None;
        }
        let end = start + 1;
        if !is_plural {
            // "decade-long".
            let is_long = self.word(end) == "-" && self.word(end + 1) == "long";
            let duration = Meaning::Duration { amount: Amount::whole(1), unit, side: Side::Free };
            return is_long.then(|| Found::plain(end + 2, duration));
        }
        match self.word(end) {
            "ago" => return Some(Found::plain(end + 1, Meaning::Reference("PAST_REF"))),
            "later" | "earlier" => {
                return Some(Found::plain(
                    end + 1,
                    Meaning::Duration { amount: Amount::Unknown, unit, side: Side::Free },
                ));
            }
            _ => {}
        }
        let (unit, end) = match (self.word(end), lexicon::unit(self.word(end + 1))) {
            ("or" | "and", Some((other, true))) => (other.max(unit), end + 2),
            ("-", None) if matches!(self.word(end + 1), "long" | "old") => (unit, end + 2),
            _ => (unit, end),
        };
        let counts = matches!(
            self.before(start),
            "for"
                | "within"
                | "in"
                | "over"
                | "after"
                | "of"
                | "during"
                | "took"
                | "last"
                | "lasted"
                | "spent"
                | "take"
                | ""
                | "be"
                | "about"
        ) || matches!(self.word(end), "of" | "after" | "before")
            || end > start + 1;
        let is_relative = matches!(self.before(start), "recent" | "these" | "those" | "last");
        (counts && !is_relative)
            .then(|| Found::plain(end, Meaning::Duration { amount: Amount::Unknown, unit, side: Side::Free }))
    }

    /// "the week", "the day", "the weekend", "the quarter": the one spoken of.
    pub(super) fn period(&self, start: usize) -> Option<Found> {
        let word = self.word(start);
        if word != "the" {
            return None;
        }
        let unit_at = self.skip(self.skip(start + 1, &["full", "entire", "whole"]), &["fiscal"]);
        let (unit, is_plural) = lexicon::unit(self.word(unit_at))?;
        let end = unit_at + 1;
        if is_plural {
            return None;
        }
        let spoken = |count| Meaning::Shift { unit, count, from: From::Spoken };
        match unit {
            Unit::Quarter => {
                Some(Found::plain(end, Meaning::Quarter { quarter: None, year: super::grammar::YearOf::Open }))
            }
            Unit::Weekend => Some(Found::plain(end, Meaning::Shift { unit, count: 0, from: From::Anchor })),
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => match self.word(end) {
                "before" if self.ends_phrase(end + 1) => Some(Found::plain(end + 1, spoken(-1))),
                "after" if self.ends_phrase(end + 1) => Some(Found::plain(end + 1, spoken(1))),
                "before" | "after" | "when" | "that" | "of" | "-" => None,
                _ => {
                    let is_whole = matches!(
                        self.before(start),
                        "for" | "during" | "in" | "of" | "over" | "throughout" | "earlier" | "later"
                    );
                    is_whole.then(|| Found::plain(end, spoken(0)))
                }
            },
            _ => None,
        }
    }

    /// "every Friday", "each year", "twice a week", "daily", "Fridays".
    pub(super) fn set(&self, start: usize) -> Option<Found> {
        let word = self.word(start);
        let set = |end: usize, value: String| Some(Found::plain(end, Meaning::Set(value)));
        if let Some(value) = lexicon::periodic(word) {
            let is_title = self.capital(start) && start > 0;
            return if is_title { None } else { set(start + 1, value.to_string()) };
        }
        if let Some(weekday) = lexicon::weekdays(word).filter(|_| self.capital(start)) {
            let value = format!("XXXX-WXX-{}", weekday.to_monday_one_offset());
            return match lexicon::day_part(self.word(start + 1)) {
                Some(part) => set(start + 2, format!("{value}{part}")),
                None => set(start + 1, value),
            };
        }
        if word == "per" {
            let (unit, _) = lexicon::unit(self.word(start + 1))?;
            return set(start + 2, super::value::duration(Amount::whole(1), unit));
        }
        if !matches!(word, "every" | "each" | "once" | "twice") {
            return None;
        }
        if matches!(word, "once" | "twice") {
            let at = self.skip(start + 1, &["a", "an", "every", "each", "per"]);
            let (unit, is_plural) = lexicon::unit(self.word(at))?;
            return if is_plural || at == start + 1 {
                None
            } else {
                set(at + 1, super::value::duration(Amount::whole(1), unit))
            };
        }
        let (at, amount) = match self.word(start + 1) {
            "other" => (start + 2, Amount::whole(2)),
            _ => numbers::ordinal(self.atoms, start + 1)
                .map(|(end, count)| (end, Amount::whole(count)))
                .or_else(|| numbers::amount(self.atoms, start + 1))
                .unwrap_or((start + 1, Amount::whole(1))),
        };
        if let Some((unit, _)) = lexicon::unit(self.word(at)) {
            return set(at + 1, super::value::duration(amount, unit));
        }
        if let Some(weekday) = lexicon::weekday(self.word(at)) {
            return set(at + 1, format!("XXXX-WXX-{}", weekday.to_monday_one_offset()));
        }
        if let Some(month) = lexicon::month(self.word(at)).filter(|_| self.capital(at)) {
            return set(at + 1, format!("XXXX-{month:02}"));
        }
        if let Some(part) = lexicon::day_part(self.word(at)) {
            return set(at + 1, format!("XXXX-XX-XX{part}"));
        }
        let season = lexicon::season(self.word(at))?;
        set(at + 1, format!("XXXX-{season}"))
    }

    /// Which one "last", "next", "that" and the like pick, with the index after it.
    fn which(&self, at: usize, has_the: bool) -> Option<(usize, Which)> {
        let which = match self.word(at) {
            "last" => Which::Last,
            "past" => Which::Past,
            "previous" | "preceding" | "prior" => Which::Previous,
            "next" => Which::Next,
            "following" | "ensuing" | "subsequent" if has_the => Which::Following,
            "coming" | "upcoming" => Which::Coming,
            "this" => Which::This,
            "that" => Which::That,
            "same" if has_the => Which::Same,
            "current" => Which::Current,
            "latest" => Which::Latest,
            "recent" => Which::Recent,
            _ => return None,
        };
        // "that same day", "this past week", "this coming Friday".
        match (which, self.word(at + 1)) {
            (Which::That, "same" | "very") => Some((at + 2, Which::Same)),
            (Which::This, "past") => Some((at + 2, Which::Past)),
            (Which::This, "coming") => Some((at + 2, Which::Coming)),
            (Which::This, "same" | "very") => Some((at + 2, Which::This)),
            _ => Some((at + 1, which)),
        }
    }

    /// Whether "a UNIT" at `start` follows a count of things: "$50 a day", "9,000 people a year".
    fn is_rate(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1).and_then(|index| self.atoms.get(index)) else { return false };
        let counts = |index: usize| {
            self.atoms.get(index).is_some_and(|atom| {
                atom.digits.is_some()
                    || matches!(
                        atom.word,
                        "%" | "percent" | "million" | "billion" | "$" | "thousand" | "dozen" | "hundreds" | "thousands"
                    )
            })
        };
        let is_bare = before.word.is_empty()
            || before.digits.is_some()
            || matches!(before.word, "%" | "percent" | "million" | "billion" | "times" | "hours" | "days");
        let lowest = start.saturating_sub(4);
        is_bare && (lowest..start).any(counts) || before.word == "times"
    }

    /// Whether a phrase ends at `index`: the end of the sentence, a mark or a joining word.
    fn ends_phrase(&self, index: usize) -> bool {
        match self.atoms.get(index) {
            None => true,
            Some(atom) => matches!(
                atom.word,
                "." | ","
                    | ";"
                    | ":"
                    | "?"
                    | "!"
                    | ")"
                    | "'"
                    | "\""
                    | "”"
                    | "and"
                    | "but"
                    | "when"
                    | "in"
                    | "at"
                    | "as"
                    | "by"
            ),
        }
    }

    fn after_is_date(&self, index: usize) -> bool {
        self.dated(index).is_some()
    }

    /// The word before `start`.
    pub(super) fn before(&self, start: usize) -> &'static str {
        start.checked_sub(1).map_or("", |index| self.word(index))
    }
}

/// What picks one of several days, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Last,
    Past,
    Previous,
    Next,
    Following,
    Coming,
    This,
    That,
    Same,
    Current,
    Latest,
    Recent,
}
