//! Which day is meant? Expressions in the order they are told, each from the day of the report or the last date spoken of.

use super::grammar::{Expression, From, Lean, Meaning, Side, YearOf};
use super::lexicon::Unit;
use super::numbers::Amount;
use super::{Precision, Tense, Time, TimeKind, feasts, value};
use crate::span::Span;
use jiff::civil::{Date, Weekday};

/// An expression with where it stands and the tense around it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    pub span: Span,
    pub sentence: usize,
    pub tense: Option<Tense>,
    pub expression: Expression,
}

/// The times the mentions name, told from `anchor`.
pub(super) fn resolve(mentions: &[Mention], anchor: Option<Date>) -> Vec<Time> {
    let mut teller = Teller {
        anchor,
        is_narrative: anchor.is_some_and(|anchor| is_narrative(mentions, anchor)),
        spoken: None,
        spoken_year: None,
        quarter: None,
        sentence: 0,
    };
    let mut times: Vec<Time> = Vec::with_capacity(mentions.len());
    let mut open: Option<usize> = None;
    for mention in mentions {
        let time = teller.tell(mention);
        if let Some(first) = open.take() {
            close_range(&mut times[first], &time);
        }
        if mention.expression.opens_range {
            open = Some(times.len());
        }
        times.push(time);
    }
    times
}

/// Gives the first end of a range its last day.
fn close_range(first: &mut Time, second: &Time) {
    if let (Some((start, _)), Some((_, end))) = (first.days(), second.days())
        && start <= end
    {
        first.range = Some((start, end));
    }
}

/// Whether a text tells of years long past, so that "in March" belongs to the year last named and not to the report's.
/// Chosen by feel: at least five dates with a year more than one before the report, and twice as many as weekdays and
/// other words told from its day.
fn is_narrative(mentions: &[Mention], anchor: Date) -> bool {
    let this_year = i32::from(anchor.year());
    let (mut old, mut near) = (0, 0);
    for mention in mentions {
        match mention.expression.meaning {
            Meaning::Day { year: Some(year), .. } | Meaning::Month { year: Some(year), .. } | Meaning::Year(year)
                if year < this_year - 1 =>
            {
                old += 1
            }
            Meaning::Weekday(_) | Meaning::Shift { from: From::Anchor, .. } => near += 1,
            Meaning::Day { year: Some(_), .. } => near += 1,
            _ => {}
        }
    }
    old >= 5 && old > 2 * near
}

/// What has been said so far.
struct Teller {
    anchor: Option<Date>,
    is_narrative: bool,
    /// The first day of the last date spoken of, with its precision.
    spoken: Option<(Date, Precision)>,
    /// The last year said in figures, with its sentence.
    spoken_year: Option<(i32, usize)>,
    /// The last quarter spoken of, as year and number.
    quarter: Option<(i32, i8)>,
    sentence: usize,
}

/// A value on its way to becoming a [`Time`].
struct Told {
    kind: TimeKind,
    value: String,
    precision: Precision,
    range: Option<(Date, Date)>,
}

impl Told {
    fn date(value: String, precision: Precision) -> Told {
        Told { kind: TimeKind::Date, value, precision, range: None }
    }

    fn unit(date: Date, unit: Unit) -> Told {
        let (value, precision) = value::of_unit(date, unit);
        Told::date(value, precision)
    }

    fn unknown(unit: Unit) -> Told {
        let (value, precision) = value::unknown(unit);
        Told::date(value, precision)
    }
}

impl Teller {
    fn tell(&mut self, mention: &Mention) -> Time {
        if mention.sentence != self.sentence {
            self.sentence = mention.sentence;
        }
        let expression = &mention.expression;
        let mut told = self.value(mention);
        if let Some(days) = value::days(&told.value)
            && told.kind == TimeKind::Date
        {
            self.spoken = Some((days.0, told.precision));
        }
        if told.precision == Precision::Day && matches!(told.kind, TimeKind::Date) {
            if let Some((hour, minute)) = expression.clock {
                told.kind = TimeKind::Time;
                told.value = format!("{}T{hour:02}:{minute:02}", told.value);
                told.precision = Precision::Time;
            } else if let Some(part) = expression.part {
                told.kind = TimeKind::Time;
                told.value.push_str(part);
                told.precision = Precision::Time;
            }
        }
        Time { span: mention.span, kind: told.kind, value: told.value, precision: told.precision, range: told.range }
    }

    fn value(&mut self, mention: &Mention) -> Told {
        let expression = &mention.expression;
        match &expression.meaning {
            Meaning::Day { year, month, day } => self.day(mention, *year, *month, *day),
            Meaning::SameMonth { day, year } => self.same_month(*day, *year),
            Meaning::WeekOf(day) => {
                let told = match **day {
                    Meaning::Day { year, month, day } => self.day(mention, year, month, day),
                    _ => Told::unknown(Unit::Week),
                };
                match value::days(&told.value) {
                    Some((date, _)) => Told::unit(date, Unit::Week),
                    None => Told::unknown(Unit::Week),
                }
            }
            Meaning::Month { year, month } => self.month(mention, *year, *month),
            Meaning::Year(year) => {
                self.spoken_year = Some((*year, mention.sentence));
                Told::date(value::year(*year), Precision::Year)
            }
            Meaning::Weekday(weekday) => self.weekday(mention, *weekday),
            Meaning::Season { season, year } => self.season(mention, season, *year),
            Meaning::Quarter { quarter, year } => self.quarter(*quarter, *year, mention.tense),
            Meaning::Half { half, year } => match self.year_of(*year) {
                Some(year) => Told::date(format!("{year:04}-H{half}"), Precision::Quarter),
                None => Told::date(format!("XXXX-H{half}"), Precision::Quarter),
            },
            Meaning::Decade(decade) => Told::date(format!("{decade:03}"), Precision::Decade),
            Meaning::Century(century) => Told::date(format!("{century:02}"), Precision::Vague),
            Meaning::Feast { feast, year } => self.feast(mention, feast, *year),
            Meaning::Shift { unit, count, from } => self.shift(*unit, *count, *from),
            Meaning::YearBefore { from } => self.year_before(mention, *from),
            Meaning::Duration { amount, unit, side } => self.duration(*amount, *unit, *side),
            Meaning::Set(value) => {
                Told { kind: TimeKind::Set, value: value.clone(), precision: Precision::Vague, range: None }
            }
            Meaning::Reference(value) => Told::date((*value).to_string(), Precision::Vague),
        }
    }

    fn day(&mut self, mention: &Mention, year: Option<i32>, month: i8, day: i8) -> Told {
        if let Some(year) = year {
            self.spoken_year = Some((year, mention.sentence));
            return Told::date(format!("{}-{month:02}-{day:02}", value::year(year)), Precision::Day);
        }
        let narrated = self.narrated_year(mention, month);
        let chosen = match narrated {
            Some(year) => date(year, month, day),
            None => self.anchor.and_then(|anchor| nearest_day(anchor, month, day, direction(mention))),
        };
        match chosen {
            Some(date) => Told::unit(date, Unit::Day),
            None => Told::date(format!("XXXX-{month:02}-{day:02}"), Precision::Day),
        }
    }

    fn same_month(&mut self, day: i8, year: Option<i32>) -> Told {
        let chosen = self.spoken.and_then(|(spoken, _)| {
            let year = year.map_or(i32::from(spoken.year()), |year| year);
            date(year, spoken.month(), day)
        });
        match chosen {
            Some(date) => Told::unit(date, Unit::Day),
            None => Told::date(format!("XXXX-XX-{day:02}"), Precision::Day),
        }
    }

    fn month(&mut self, mention: &Mention, year: Option<i32>, month: i8) -> Told {
        if let Some(year) = year {
            self.spoken_year = Some((year, mention.sentence));
            return Told::date(format!("{}-{month:02}", value::year(year)), Precision::Month);
        }
        let lean = mention.expression.lean;
        let narrated = if matches!(lean, Lean::Open | Lean::Last | Lean::Next) && !mention.expression.is_picked {
            self.narrated_year(mention, month)
        } else {
            None
        };
        let year = narrated.or_else(|| {
            let anchor = self.anchor?;
            let this_year = i32::from(anchor.year());
            // A month just ahead is told with its year when last year's is meant: "in November" in October.
            let past = if month <= anchor.month() + 1 { this_year } else { this_year - 1 };
            // A month that is hardly over is "in February"; "last February", said in April, is that of the year before.
            let strictly_past = if month < anchor.month() - 2 { this_year } else { this_year - 1 };
            let next = if month >= anchor.month() { this_year } else { this_year + 1 };
            let nearest = if (i32::from(month) - i32::from(anchor.month())).abs() <= 6 {
                this_year
            } else if month > anchor.month() {
                this_year - 1
            } else {
                this_year + 1
            };
            Some(match direction(mention) {
                Direction::StrictlyBack => strictly_past,
                Direction::Back => past,
                Direction::Here => this_year,
                Direction::Ahead => next,
                Direction::Nearest => nearest,
            })
        });
        match year {
            Some(year) => Told::date(format!("{}-{month:02}", value::year(year)), Precision::Month),
            None => Told::date(format!("XXXX-{month:02}"), Precision::Month),
        }
    }

    fn weekday(&mut self, mention: &Mention, weekday: Weekday) -> Told {
        let from = if self.is_narrative {
            self.spoken.filter(|(_, precision)| *precision <= Precision::Day).map(|(date, _)| date).or(self.anchor)
        } else {
            self.anchor
        };
        let Some(anchor) = from else {
            return Told::date(format!("XXXX-WXX-{}", weekday.to_monday_one_offset()), Precision::Day);
        };
        let back = i64::from(anchor.weekday().since(weekday));
        let ahead = (7 - back) % 7;
        let days = match direction(mention) {
            Direction::StrictlyBack => {
                if back == 0 {
                    -7
                } else {
                    -back
                }
            }
            Direction::Back | Direction::Nearest => -back,
            Direction::Here => {
                i64::from(weekday.to_monday_one_offset()) - i64::from(anchor.weekday().to_monday_one_offset())
            }
            Direction::Ahead => {
                let is_strict = mention.expression.lean == Lean::Next && mention.expression.is_picked;
                if ahead == 0 && is_strict { 7 } else { ahead }
            }
        };
        match value::shift(anchor, Unit::Day, days) {
            Some(date) => Told::unit(date, Unit::Day),
            None => Told::unknown(Unit::Day),
        }
    }

    fn season(&mut self, mention: &Mention, season: &'static str, year: Option<i32>) -> Told {
        let first_month = match season {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let year = year
            .or_else(|| if mention.expression.is_picked { None } else { self.narrated_year(mention, first_month) })
            .or_else(|| {
                let anchor = self.anchor?;
                let this_year = i32::from(anchor.year());
                // A winter is named for the year it begins in.
                let begun = if first_month <= anchor.month() { this_year } else { this_year - 1 };
                let is_in_it = anchor.month() >= first_month && anchor.month() < first_month + 3;
                Some(match direction(mention) {
                    Direction::StrictlyBack if is_in_it => begun - 1,
                    Direction::StrictlyBack | Direction::Back => begun,
                    Direction::Here | Direction::Nearest => this_year,
                    Direction::Ahead if is_in_it => this_year,
                    Direction::Ahead => begun + 1,
                })
            });
        let value = year.map_or_else(|| format!("XXXX-{season}"), |year| format!("{}-{season}", value::year(year)));
        Told::date(value, Precision::Quarter)
    }

    fn quarter(&mut self, quarter: Option<i8>, year: YearOf, tense: Option<Tense>) -> Told {
        let this = self.anchor.map(|anchor| (i32::from(anchor.year()), value::quarter_of(anchor)));
        let chosen = match (quarter, self.year_of(year)) {
            (Some(quarter), Some(year)) => Some((year, quarter)),
            (Some(quarter), None) => this.map(|(year, now)| match tense {
                Some(Tense::Future) if quarter + 1 < now => (year + 1, quarter),
                Some(Tense::Future) => (year, quarter),
                // Reports speak of a quarter in its last days and after it; the fourth is still to come in autumn.
                _ if quarter > now + 1 => (year - 1, quarter),
                _ => (year, quarter),
            }),
            (None, Some(year)) => self
                .quarter
                .map(|(_, quarter)| (year, quarter))
                .or_else(|| this.map(|(_, now)| (year, if now == 1 { 4 } else { now - 1 }))),
            (None, None) => {
                self.quarter.or_else(|| this.map(|(year, now)| if now == 1 { (year - 1, 4) } else { (year, now - 1) }))
            }
        };
        match chosen {
            Some((year, quarter)) => {
                // What it is compared with does not become the period spoken of.
                let is_compared = self.quarter.is_some_and(|(spoken, _)| year < spoken);
                if !is_compared {
                    self.quarter = Some((year, quarter));
                }
                Told::date(format!("{year:04}-Q{quarter}"), Precision::Quarter)
            }
            None => Told::date(
                quarter.map_or_else(|| "XXXX-QX".to_string(), |quarter| format!("XXXX-Q{quarter}")),
                Precision::Quarter,
            ),
        }
    }

    fn year_of(&self, year: YearOf) -> Option<i32> {
        match year {
            YearOf::Open => None,
            YearOf::Given(year) => Some(year),
            YearOf::Shifted(count) => self.anchor.map(|anchor| i32::from(anchor.year()) + count as i32),
        }
    }

    fn feast(&mut self, mention: &Mention, feast: &'static str, year: Option<i32>) -> Told {
        let years: Vec<i32> = match (year, self.anchor) {
            (Some(year), _) => vec![year],
            (None, Some(anchor)) => (-1..=1).map(|step| i32::from(anchor.year()) + step).collect(),
            (None, None) => Vec::new(),
        };
        let anchor = self.anchor;
        let candidates = years.into_iter().filter_map(|year| feasts::days(feast, year));
        let direction = direction(mention);
        let chosen = candidates.min_by_key(|(start, _)| {
            let distance = anchor.map_or(0, |anchor| i64::from((*start - anchor).get_days()));
            let wrong_side = match direction {
                Direction::StrictlyBack | Direction::Back => distance > 0,
                Direction::Ahead => distance < 0,
                Direction::Here | Direction::Nearest => false,
            };
            (wrong_side, distance.abs())
        });
        match chosen {
            Some((start, end)) if start == end => Told::unit(start, Unit::Day),
            // A month of another calendar: no TIMEX3 value says it, the range does.
            Some((start, end)) => {
                Told { range: Some((start, end)), ..Told::date("XXXX-XX".to_string(), Precision::Month) }
            }
            None => Told::date(feasts::without_year(feast), Precision::Day),
        }
    }

    fn shift(&mut self, unit: Unit, count: i64, from: From) -> Told {
        let spoken = self.spoken.map(|(date, _)| date);
        let start = match from {
            From::Anchor => {
                if self.is_narrative && self.spoken.is_some() && unit != Unit::Day && count == 0 {
                    spoken
                } else {
                    self.anchor
                }
            }
            From::Spoken => spoken.or(self.anchor),
        };
        let Some(start) = start else { return Told::unknown(unit) };
        let Some(moved) = value::shift(start, unit, count) else { return Told::unknown(unit) };
        // "three days after a month" is no day; a coarse start gives a coarse result.
        let is_coarse =
            from == From::Spoken && count != 0 && self.spoken.is_some_and(|(_, precision)| precision > Precision::Week);
        if is_coarse && unit <= Unit::Week {
            return Told::unknown(unit);
        }
        // "earlier that week" before any date falls in the report's own; a weekend spoken of in the news is the last one.
        if unit == Unit::Weekend && count == 0 && from == From::Anchor {
            let is_weekend = matches!(start.weekday(), Weekday::Saturday | Weekday::Sunday);
            let last = if is_weekend { start } else { value::shift(start, Unit::Week, -1).unwrap_or(start) };
            return Told::unit(last, Unit::Weekend);
        }
        Told::unit(moved, unit)
    }

    /// "a year ago": the same quarter or month one year before when it is compared with one, else the year.
    fn year_before(&mut self, _mention: &Mention, from: From) -> Told {
        if let Some((year, quarter)) = self.quarter {
            return Told::date(format!("{:04}-Q{quarter}", year - 1), Precision::Quarter);
        }
        let start = match from {
            From::Anchor => self.anchor,
            From::Spoken => self.spoken.map(|(date, _)| date).or(self.anchor),
        };
        match start.and_then(|start| value::shift(start, Unit::Year, -1)) {
            Some(date) => match (from, self.spoken) {
                (From::Spoken, Some((_, Precision::Month))) => Told::unit(date, Unit::Month),
                _ => Told::unit(date, Unit::Year),
            },
            None => Told::unknown(Unit::Year),
        }
    }

    fn duration(&mut self, amount: Amount, unit: Unit, side: Side) -> Told {
        let value = value::duration(amount, unit);
        let range = self.anchor.zip(amount.count()).and_then(|(anchor, count)| match side {
            Side::Free => None,
            Side::Before => Some((value::shift(anchor, unit, -i64::from(count))?, anchor)),
            Side::After => Some((anchor, value::shift(anchor, unit, i64::from(count))?)),
        });
        let precision = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => Precision::Time,
            Unit::Day | Unit::Night | Unit::Weekend => Precision::Day,
            Unit::Week | Unit::Fortnight => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Quarter => Precision::Quarter,
            Unit::Year => Precision::Year,
            Unit::Decade => Precision::Decade,
            Unit::Century | Unit::Millennium => Precision::Vague,
        };
        let precision = if amount.count().is_none() { Precision::Vague } else { precision };
        Told { kind: TimeKind::Duration, value, precision, range }
    }

    /// The year a day or month without one belongs to, when the text is telling of another year than the report's.
    fn narrated_year(&self, mention: &Mention, month: i8) -> Option<i32> {
        let (year, sentence) = self.spoken_year?;
        let anchor_year = self.anchor.map(|anchor| i32::from(anchor.year()));
        if anchor_year == Some(year) && !self.is_narrative {
            return None;
        }
        let is_near = self.is_narrative || anchor_year.is_none() || sentence == mention.sentence;
        if !is_near {
            return None;
        }
        // Told in order, January after November is the next year's.
        let spoken = self.spoken.filter(|(_, precision)| *precision <= Precision::Quarter).map(|(date, _)| date);
        match spoken {
            Some(spoken) if self.is_narrative => {
                let spoken_year = i32::from(spoken.year());
                if (spoken_year - year).abs() > 1 {
                    return Some(year);
                }
                let is_next = i32::from(spoken.month()) - i32::from(month) >= 9 && spoken_year >= year;
                Some(if is_next { spoken_year + 1 } else { year })
            }
            _ => Some(year),
        }
    }
}

/// Where to look for a day that the words name only in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    StrictlyBack,
    Back,
    Here,
    Ahead,
    Nearest,
}

/// Words decide first, then the tense; the news tells of what has happened.
fn direction(mention: &Mention) -> Direction {
    let is_picked = mention.expression.is_picked;
    match (mention.expression.lean, mention.tense) {
        (Lean::Last, _) if is_picked => Direction::StrictlyBack,
        (Lean::Last, _) => Direction::Back,
        (Lean::This, _) => Direction::Here,
        (Lean::Next, Some(Tense::Past)) if !is_picked => Direction::Nearest,
        (Lean::Next, _) => Direction::Ahead,
        (Lean::Open, Some(Tense::Future)) => Direction::Ahead,
        (Lean::Open, Some(Tense::Past)) => Direction::Back,
        (Lean::Open, _) => Direction::Nearest,
    }
}

/// The day of that month in the year that lies on the wanted side; a date without a year stays near its report.
fn nearest_day(anchor: Date, month: i8, day: i8, direction: Direction) -> Option<Date> {
    let this_year = i32::from(anchor.year());
    let candidates = (-1..=1).filter_map(|step| date(this_year + step, month, day));
    candidates.min_by_key(|candidate| {
        let distance = i64::from((*candidate - anchor).get_days());
        // A tense speaks of plans and of deadlines too: it outweighs a distance four times as large, no more.
        let is_wrong_side = match direction {
            Direction::StrictlyBack => return if distance >= 0 { i64::MAX } else { -distance },
            Direction::Back => distance > 0,
            Direction::Ahead => distance < 0,
            Direction::Here | Direction::Nearest => false,
        };
        distance.abs() * if is_wrong_side { 4 } else { 1 }
    })
}

fn date(year: i32, month: i8, day: i8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}
