//! Names of days, months, years and longer stretches of the calendar, in all usual forms.

use super::grammar::{Found, Grammar, Meaning, YearOf, longest};
use super::lexicon;
use super::numbers;

/// English weekdays in small letters, Monday first.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// English months in small letters, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Grammar<'_> {
    /// A weekday, day, month, year, season, decade, century or feast.
    pub(super) fn dated(&self, start: usize) -> Option<Found> {
        longest([
            self.numeric(start),
            self.month_first(start),
            self.day_first(start),
            self.weekday(start),
            self.year(start),
            self.decade(start),
            self.century(start),
            self.season(start, None),
            self.feast(start),
        ])
    }

    /// `2023-04-16`, `16/04/2023`, `04/16/23`, `16.04.2023`. Where both readings fit, the month comes first, as US agencies write.
    fn numeric(&self, start: usize) -> Option<Found> {
        let mark = self.word(start + 1);
        if !matches!(mark, "-" | "/" | ".")
            || self.word(start + 3) != mark
            || !(1..5).all(|step| self.glued(start + step))
        {
            return None;
        }
        let numbers = [self.digits(start)?, self.digits(start + 2)?, self.digits(start + 4)?];
        let last_length = self.atoms[start + 4].span.len();
        let (year, month, day) = match (self.atoms[start].span.len(), last_length) {
            (4, 1 | 2) => (numbers[0], numbers[1], numbers[2]),
            (1 | 2, 4) if mark != "." && numbers[1] > 12 => (numbers[2], numbers[0], numbers[1]),
            (1 | 2, 4) if mark == "." || numbers[0] > 12 => (numbers[2], numbers[1], numbers[0]),
            (1 | 2, 4) => (numbers[2], numbers[0], numbers[1]),
            (1 | 2, 2) if mark == "/" => {
                let year = if numbers[2] < 50 { 2000 + numbers[2] } else { 1900 + numbers[2] };
                if numbers[0] > 12 { (year, numbers[1], numbers[0]) } else { (year, numbers[0], numbers[1]) }
            }
            _ => return None,
        };
        if !(1000..=2999).contains(&year) || self.glued(start + 5) && matches!(self.word(start + 5), "-" | "/") {
            return None;
        }
        let date = jiff::civil::Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let meaning = Meaning::Day { year: Some(year as i32), month: date.month(), day: date.day() };
        Some(Found::plain(start + 5, meaning))
    }

    /// "April 16, 2023", "Sept. 3", "March 2023", "March".
    fn month_first(&self, start: usize) -> Option<Found> {
        let (after, month) = self.month_name(start)?;
        let day = self.digits(after).filter(|day| (1..=31).contains(day) && self.atoms[after].span.len() <= 2);
        let colon = self.word(after + 1) == ":"
            && self.glued(after + 1)
            && self.glued(after + 2)
            && self.digits(after + 2).is_some();
        if let Some(day) = day.filter(|_| !colon) {
            let (end, year) = self.year_tail(self.after_ordinal(after + 1));
            let year = year.or_else(|| self.year_after_range(end));
            return Some(Found::plain(end, Meaning::Day { year, month, day: day as i8 }));
        }
        if self.word(after) == "the"
            && let Some((end, day)) = numbers::ordinal(self.atoms, after + 1).filter(|(_, day)| (1..=31).contains(day))
        {
            return Some(Found::plain(end, Meaning::Day { year: None, month, day: day as i8 }));
        }
        if let (end, Some(year)) = self.year_tail(after) {
            return Some(Found::plain(end, Meaning::Month { year: Some(year), month }));
        }
        let of_year = self.skip(after, &["of"]);
        if let Some(found) = self.relative(of_year)
            && let Meaning::Shift { unit: lexicon::Unit::Year, count, .. } = found.meaning
        {
            let lean = if count < 0 { super::grammar::Lean::Last } else { super::grammar::Lean::Open };
            return Some(Found::plain(found.end, Meaning::Month { year: None, month }).leaning(lean));
        }
        if !self.is_month_alone(start, after) {
            return None;
        }
        let year = self.year_after_range(after);
        Some(Found::plain(after, Meaning::Month { year, month }))
    }

    /// "16 April 2023", "the 16th of April", "16-18 April" (its first end).
    fn day_first(&self, start: usize) -> Option<Found> {
        let begin = self.skip(start, &["the"]);
        let (after, day) = match numbers::ordinal(self.atoms, begin) {
            Some(found) => found,
            None => (begin + 1, self.digits(begin).filter(|_| self.atoms[begin].span.len() <= 2)?),
        };
        if !(1..=31).contains(&day) {
            return None;
        }
        let month_at = self.skip(after, &["of"]);
        if let Some((end, month)) = self.month_name(month_at) {
            let (end, year) = self.year_tail(end);
            let year = year.or_else(|| self.year_after_range(end));
            return Some(Found::plain(end, Meaning::Day { year, month, day: day as i8 }));
        }
        let joins = matches!(self.word(after), "-" | "to" | "and" | "or" | "/" | ",");
        let second = self.digits(after + 1).filter(|second| joins && (1..=31).contains(second))?;
        let second_end = self.after_ordinal(after + 2);
        let (end, month) = self.month_name(second_end)?;
        let is_listed = self.atoms[after + 1].span.len() <= 2 && (second > day || self.word(after) != "-");
        let (_, year) = self.year_tail(end);
        is_listed.then(|| Found::plain(after, Meaning::Day { year, month, day: day as i8 }))
    }

    /// "Sunday", "Friday, April 16": the date says more than the weekday.
    fn weekday(&self, start: usize) -> Option<Found> {
        let weekday = lexicon::weekday(self.word(start)).filter(|_| self.capital(start))?;
        let after = self.after_stop(start);
        let date_at = self.skip(self.skip(after, &[","]), &["the"]);
        if let Some(found) = self.month_first(date_at).or_else(|| self.day_first(date_at))
            && matches!(found.meaning, Meaning::Day { .. })
        {
            return Some(found);
        }
        // "Sun", "Sat" and the like are words and names of their own.
        let is_full = self.word(start).ends_with("day");
        is_full.then(|| Found::plain(after, Meaning::Weekday(weekday)))
    }

    /// "1994", "in 264 BC", "the year 2000", "fiscal 1990".
    fn year(&self, start: usize) -> Option<Found> {
        match (self.word(start), self.word(start + 1)) {
            ("fiscal", "year") => {
                return self.plain_year(start + 2).map(|year| Found::plain(start + 3, Meaning::Year(year)));
            }
            ("fiscal" | "calendar", _) => {
                return self.plain_year(start + 1).map(|year| Found::plain(start + 2, Meaning::Year(year)));
            }
            ("the", "year") | ("the", "fiscal") => {
                let at = if self.word(start + 2) == "year" { start + 3 } else { start + 2 };
                let found = self.plain_year(at).map(|year| Found::plain(at + 1, Meaning::Year(year)));
                let spoken =
                    || numbers::spoken_year(self.atoms, at).map(|(end, year)| Found::plain(end, Meaning::Year(year)));
                return found.or_else(spoken);
            }
            ("ad" | "a.d.", _) => {
                let year = self.digits(start + 1).filter(|_| self.capital(start))?;
                return Some(Found::plain(start + 2, Meaning::Year(year as i32)));
            }
            _ => {}
        }
        if let Some((end, year)) = numbers::spoken_year(self.atoms, start) {
            let is_amount = self.unit_follows(end) || self.atoms.get(end).is_some_and(|next| next.in_s);
            return (!is_amount && self.word(start) != "two").then(|| Found::plain(end, Meaning::Year(year)));
        }
        let digits = self.digits(start)?;
        if let Some((end, sign)) = self.is_era(start + 1) {
            return (digits > 0 && digits < 10_000).then(|| Found::plain(end, Meaning::Year(digits as i32 * sign)));
        }
        // The first end of "218 - 201 BC".
        if self.word(start + 1) == "-"
            && digits < 3000
            && self.digits(start + 2).is_some_and(|second| second < digits)
            && let Some((_, -1)) = self.is_era(start + 3)
        {
            return Some(Found::plain(start + 1, Meaning::Year(-(digits as i32))));
        }
        let year = self.plain_year(start).filter(|_| self.is_year_alone(start))?;
        Some(Found::plain(start + 1, Meaning::Year(year)))
    }

    /// "the 1990s", "the '80s", "the nineties".
    fn decade(&self, start: usize) -> Option<Found> {
        let begin = self.skip(self.skip(start, &["the"]), &["early", "late", "mid"]);
        let begin = self.skip(begin, &["-"]);
        if let Some(decade) = lexicon::decade(self.word(begin)).filter(|_| begin > start) {
            return Some(Found::plain(begin + 1, Meaning::Decade(190 + decade)));
        }
        let at = self.skip(begin, &["'"]);
        let digits = self.digits(at)?;
        let s_at = self.skip(at + 1, &["'"]);
        if self.word(s_at) != "s" || !self.glued(s_at) || digits % 10 != 0 {
            return None;
        }
        match (self.atoms[at].span.len(), digits) {
            (4, 1000..=2090) if digits % 100 == 0 && digits < 1900 => {
                Some(Found::plain(s_at + 1, Meaning::Century(digits as i32 / 100)))
            }
            (4, 1000..=2090) => Some(Found::plain(s_at + 1, Meaning::Decade(digits as i32 / 10))),
            (2, _) if at > begin || begin > start => {
                Some(Found::plain(s_at + 1, Meaning::Decade(190 + digits as i32 / 10)))
            }
            _ => None,
        }
    }

    /// "the 20th century", "the nineteenth century".
    fn century(&self, start: usize) -> Option<Found> {
        let begin = self.skip(start, &["the"]);
        let (end, number) = numbers::ordinal(self.atoms, begin)?;
        let at = self.skip(end, &["-"]);
        let is_century = self.word(at) == "century" && (1..=30).contains(&number);
        is_century.then(|| Found::plain(at + 1, Meaning::Century(number as i32 - 1)))
    }

    /// "the summer of 2022", "summer 2022", "summer"; `year` where a word before has said it.
    pub(super) fn season(&self, start: usize, year: Option<i32>) -> Option<Found> {
        let at = self.skip(start, &["the"]);
        let season = lexicon::season(self.word(at))?;
        if let (end, Some(given)) = self.year_tail(self.skip(at + 1, &["in"])) {
            return Some(Found::plain(end, Meaning::Season { season, year: Some(given) }));
        }
        let before = start.checked_sub(1).map_or("", |index| self.word(index));
        let is_plain = matches!(self.word(at), "summer" | "winter" | "autumn" | "summertime" | "wintertime");
        let after_preposition = matches!(
            before,
            "in" | "since" | "until" | "by" | "during" | "through" | "over" | "next" | "last" | "this"
        );
        // "fall" and "spring" are verbs and nouns of their own; "the fall of the city" is no season.
        let is_spring = season == "SP" && (at > start || matches!(before, "a" | "its" | "their"));
        let fits = is_plain || ((after_preposition || is_spring) && !matches!(self.word(at + 1), "of" | "in" | "from"));
        fits.then(|| Found::plain(at + 1, Meaning::Season { season, year }))
    }

    /// "Christmas", "May Day", "the Fourth of July", "Ramadan".
    pub(super) fn feast(&self, start: usize) -> Option<Found> {
        if !self.capital(start) {
            return None;
        }
        let (words, feast) = FEASTS
            .iter()
            .find(|(words, _)| words.iter().enumerate().all(|(step, word)| self.word(start + step) == *word))?;
        let end = start + words.len();
        let end = if self.word(end) == "day" && self.capital(end) { end + 1 } else { end };
        let year_at = self.skip(end, &[",", "of", "in"]);
        match self.plain_year(year_at) {
            Some(year) => Some(Found::plain(year_at + 1, Meaning::Feast { feast, year: Some(year) })),
            None => Some(Found::plain(end, Meaning::Feast { feast, year: None })),
        }
    }

    /// "the third quarter of 2022", "third-quarter", "Q3 2022", "the 1988 third quarter", "the first half of 2022".
    pub(super) fn quarter(&self, start: usize) -> Option<Found> {
        let mut at = self.skip(start, &["the"]);
        let mut year = YearOf::Open;
        if let Some(given) = self.plain_year(at).filter(|_| numbers::ordinal(self.atoms, at + 1).is_some()) {
            year = YearOf::Given(given);
            at += 1;
        } else if let Some(found) = self.relative(start)
            && let Meaning::Shift { unit: lexicon::Unit::Year, count, .. } = found.meaning
            && self.word(found.end) == "'"
            && self.word(found.end + 1) == "s"
        {
            year = YearOf::Shifted(count);
            at = found.end + 2;
        }
        let (end, number, is_half) = if self.word(at) == "q" && self.glued(at + 1) {
            (at + 2, self.digits(at + 1)?, false)
        } else {
            let (end, number) = match self.word(at) {
                "last" | "latter" if self.word(at + 1) == "half" => (at + 1, 2),
                _ => numbers::ordinal(self.atoms, at)?,
            };
            // "the third-quarter loss": the article is the noun's.
            if self.word(end) == "-" && at > start {
                return None;
            }
            let end = self.skip(self.skip(end, &["-"]), &["fiscal", "calendar"]);
            match self.word(end) {
                "quarter" => (end + 1, number, false),
                "half" => (end + 1, number, true),
                _ => return None,
            }
        };
        if number == 0 || number > if is_half { 2 } else { 4 } {
            return None;
        }
        let year_at = self.skip(self.skip(self.skip(end, &["of", ","]), &["the"]), &["fiscal"]);
        let (end, year) = match self.plain_year(year_at) {
            Some(given) => (year_at + 1, YearOf::Given(given)),
            None => match self.relative(year_at).map(|found| (found.end, found.meaning)) {
                Some((end, Meaning::Shift { unit: lexicon::Unit::Year, count, .. }))
                    if self.word(year_at - 1) == "of" =>
                {
                    (end, YearOf::Shifted(count))
                }
                Some((end, Meaning::Shift { unit: lexicon::Unit::Year, count, .. })) if year_at == end => {
                    (end, YearOf::Shifted(count))
                }
                _ => (end, year),
            },
        };
        if is_half {
            // "the first half" alone is as often a football match.
            let is_dated = year != YearOf::Open;
            return is_dated.then(|| Found::plain(end, Meaning::Half { half: number as i8, year }));
        }
        Some(Found::plain(end, Meaning::Quarter { quarter: Some(number as i8), year }))
    }

    /// A month's name, with the stop of a short form.
    fn month_name(&self, start: usize) -> Option<(usize, i8)> {
        let month = lexicon::month(self.word(start)).filter(|_| self.capital(start))?;
        Some((self.after_stop(start), month))
    }

    /// The index after a word and, for a short form, after its stop.
    fn after_stop(&self, start: usize) -> usize {
        let is_short = lexicon::is_short(self.word(start));
        let has_stop = self.word(start + 1) == "." && self.glued(start + 1);
        if is_short && has_stop && start + 2 < self.atoms.len() { start + 2 } else { start + 1 }
    }

    /// The index after the "th" of "16th".
    pub(super) fn after_ordinal(&self, start: usize) -> usize {
        if self.glued(start) { self.skip(start, &["st", "nd", "rd", "th"]) } else { start }
    }

    /// ", 2023", "2023", "of 2023", "'98" after a day and month.
    pub(super) fn year_tail(&self, start: usize) -> (usize, Option<i32>) {
        let at = self.skip(start, &[",", "of"]);
        match self.plain_year(at) {
            Some(year) => (
                self.is_era(at + 1).map_or(at + 1, |(end, _)| end),
                Some(year * self.is_era(at + 1).map_or(1, |(_, sign)| sign)),
            ),
            None => match (self.digits(at), self.is_era(at + 1), numbers::spoken_year(self.atoms, at)) {
                (Some(year), Some((end, sign)), _) if year < 10_000 => (end, Some(year as i32 * sign)),
                (None, _, Some((end, year))) => (end, Some(year)),
                _ => (start, None),
            },
        }
    }

    /// The year at the far end of a range: of "April" in "April to June 2003", of "April 16" in "April 16-18, 2023".
    fn year_after_range(&self, start: usize) -> Option<i32> {
        if !matches!(self.word(start), "-" | "to" | "and" | "through" | "until" | "/") {
            return None;
        }
        let mut at = start + 1;
        let mut has_date = false;
        for _ in 0..2 {
            if self.digits(at).is_some_and(|day| day <= 31) {
                at = self.after_ordinal(at + 1);
                has_date = true;
            } else if let Some((end, _)) = self.month_name(at) {
                at = end;
                has_date = true;
            }
        }
        if has_date { self.year_tail(at).1 } else { None }
    }

    /// A four-digit year.
    pub(super) fn plain_year(&self, index: usize) -> Option<i32> {
        let atom = self.atoms.get(index).filter(|atom| atom.span.len() == 4)?;
        let after = self.atoms.get(index + 1);
        let runs_on = after.is_some_and(|next| next.glued && !is_mark(next.word) && next.digits.is_none())
            || (self.word(index + 1) == "," && self.glued(index + 2) && self.digits(index + 2).is_some())
            || (self.word(index + 1) == "." && self.glued(index + 2) && self.digits(index + 2).is_some());
        atom.digits.filter(|year| (1000..=2100).contains(year) && !runs_on).map(|year| year as i32)
    }

    /// "BC", "B.C.", "BCE", "AD" after a year, with the sign it gives.
    pub(super) fn is_era(&self, index: usize) -> Option<(usize, i32)> {
        match self.word(index) {
            "bc" | "b.c" | "b.c." | "bce" if self.capital(index) => Some((index + 1, -1)),
            "ad" | "a.d" | "a.d." | "ce" if self.capital(index) => Some((index + 1, 1)),
            _ => None,
        }
    }

    /// Whether four digits that stand alone are a year and not a number of things.
    fn is_year_alone(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map_or("", |before| self.word(before));
        let year = self.digits(index).unwrap_or(0);
        let joined = self.glued(index) && !matches!(before, "(" | "-" | "\"" | "'" | "/" | "[" | ",");
        let next = self.atoms.get(index + 1);
        let counts_things = next.is_some_and(|next| {
            (next.in_s && !next.glued && next.word != "was")
                || matches!(next.word, "%" | "percent" | "million" | "billion" | "gmt" | "utc")
        }) || self.unit_follows(index + 1);
        if joined || matches!(before, "$" | "£" | "€" | "#" | "than") {
            return false;
        }
        let after_preposition = matches!(
            before,
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "from"
                | "to"
                | "of"
                | "between"
                | "after"
                | "before"
                | "during"
                | "through"
                | "early"
                | "late"
                | "mid"
                | "and"
                | "throughout"
                | "for"
                | "("
                | "-"
                | "'"
        );
        let is_range = self.word(index + 1) == "-" && self.digits(index + 2).is_some();
        match year {
            1900..=2040 => {
                !counts_things || matches!(before, "in" | "since" | "by" | "until" | "early" | "late" | "the")
            }
            1300..=1899 => (after_preposition || is_range || matches!(before, "the")) && !counts_things,
            _ => false,
        }
    }

    /// Whether a month's name without day or year is a month: "may", "march" and "August" have other lives.
    fn is_month_alone(&self, start: usize, after: usize) -> bool {
        let word = self.word(start);
        if lexicon::is_short(word) && !self.word(start).starts_with("sept") && after == start + 1 {
            return false;
        }
        if !lexicon::is_doubtful(word) {
            return true;
        }
        let before = start.checked_sub(1).map_or("", |index| self.word(index));
        let before_that = start.checked_sub(2).map_or("", |index| self.word(index));
        let after_word = self.word(after);
        let months_near = lexicon::month(self.word(after + 1)).is_some() || lexicon::month(before_that).is_some();
        matches!(
            before,
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "from"
                | "of"
                | "between"
                | "after"
                | "before"
                | "during"
                | "through"
                | "early"
                | "late"
                | "mid"
                | "last"
                | "next"
                | "this"
                | "that"
                | "every"
                | "each"
                | "for"
                | "throughout"
                | "to"
                | "previous"
                | "-"
                | "ended"
                | "following"
                | "on"
                | "a"
                | "an"
                | "its"
                | "their"
                | "his"
                | "her"
        ) || (matches!(after_word, "-" | "and" | "to" | "through") || matches!(before, "and" | "or")) && months_near
    }
}

fn is_mark(word: &str) -> bool {
    !word.is_empty() && !word.as_bytes()[0].is_ascii_alphabetic()
}

/// Feasts by the words that name them; a following "Day" is taken in. Longer names first.
const FEASTS: &[(&[&str], &str)] = &[
    (&["new", "year", "'", "s", "eve"], "new-years-eve"),
    (&["new", "year", "'", "s"], "new-year"),
    (&["christmas", "eve"], "christmas-eve"),
    (&["orthodox", "christmas"], "orthodox-christmas"),
    (&["orthodox", "easter"], "orthodox-easter"),
    (&["christmas"], "christmas"),
    (&["boxing", "day"], "boxing"),
    (&["may", "day"], "may-day"),
    (&["good", "friday"], "good-friday"),
    (&["easter", "sunday"], "easter"),
    (&["easter", "monday"], "easter-monday"),
    (&["easter"], "easter"),
    (&["ash", "wednesday"], "ash-wednesday"),
    (&["palm", "sunday"], "palm-sunday"),
    (&["pentecost"], "pentecost"),
    (&["valentine", "'", "s"], "valentine"),
    (&["halloween"], "halloween"),
    (&["thanksgiving"], "thanksgiving"),
    (&["labor", "day"], "labor"),
    (&["memorial", "day"], "memorial"),
    (&["martin", "luther", "king"], "king"),
    (&["veterans", "day"], "armistice"),
    (&["armistice", "day"], "armistice"),
    (&["remembrance", "day"], "armistice"),
    (&["bastille", "day"], "bastille"),
    (&["victory", "day"], "victory"),
    (&["women", "'", "s", "day"], "women"),
    (&["all", "saints"], "all-saints"),
    (&["epiphany"], "epiphany"),
    (&["ramadan"], "ramadan"),
    (&["eid", "al", "-", "fitr"], "eid-al-fitr"),
    (&["eid", "al", "-", "adha"], "eid-al-adha"),
    (&["ashura"], "ashura"),
    (&["nowruz"], "nowruz"),
];
