//! How is a time written as a TIMEX3 value, and which days does a value cover?

use super::Precision;
use super::lexicon::Unit;
use super::numbers::Amount;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// `2023-04-16`.
pub(super) fn day(date: Date) -> String {
    format!("{}-{:02}-{:02}", year(date.year().into()), date.month(), date.day())
}

/// `2023-04`.
pub(super) fn month(date: Date) -> String {
    format!("{}-{:02}", year(date.year().into()), date.month())
}

/// `2023-W15`, by ISO weeks, which begin on Monday.
pub(super) fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// `2023-W15-WE`.
pub(super) fn weekend(date: Date) -> String {
    format!("{}-WE", week(date))
}

/// `2023-Q2`.
pub(super) fn quarter(date: Date) -> String {
    format!("{:04}-Q{}", date.year(), quarter_of(date))
}

/// 1 to 4.
pub(super) fn quarter_of(date: Date) -> i8 {
    (date.month() - 1) / 3 + 1
}

/// `2023`, or `BC0264` for years before our era given as negative numbers.
pub(super) fn year(year: i32) -> String {
    if year < 0 { format!("BC{:04}", -year) } else { format!("{year:04}") }
}

/// The day, week, month, quarter, year, decade or century that a date lies in.
pub(super) fn of_unit(date: Date, unit: Unit) -> (String, Precision) {
    let years = i32::from(date.year());
    if years < 0 && unit >= Unit::Decade {
        return (year(years), Precision::Year);
    }
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => (day(date), Precision::Day),
        Unit::Night => (format!("{}TNI", day(date)), Precision::Time),
        Unit::Weekend => (weekend(date), Precision::Week),
        Unit::Week | Unit::Fortnight => (week(date), Precision::Week),
        Unit::Month => (month(date), Precision::Month),
        Unit::Quarter => (quarter(date), Precision::Quarter),
        Unit::Year => (year(years), Precision::Year),
        Unit::Decade => (format!("{:03}", years.div_euclid(10)), Precision::Decade),
        Unit::Century => (format!("{:02}", years.div_euclid(100)), Precision::Vague),
        Unit::Millennium => (format!("{}", years.div_euclid(1000)), Precision::Vague),
    }
}

/// The value of a relative expression in a report without a date: `XXXX-WXX`.
pub(super) fn unknown(unit: Unit) -> (String, Precision) {
    let (text, precision) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => ("XXXX-XX-XX", Precision::Day),
        Unit::Night => ("XXXX-XX-XXTNI", Precision::Time),
        Unit::Weekend => ("XXXX-WXX-WE", Precision::Week),
        Unit::Week | Unit::Fortnight => ("XXXX-WXX", Precision::Week),
        Unit::Month => ("XXXX-XX", Precision::Month),
        Unit::Quarter => ("XXXX-QX", Precision::Quarter),
        Unit::Year => ("XXXX", Precision::Year),
        Unit::Decade => ("XXX", Precision::Decade),
        Unit::Century | Unit::Millennium => ("XX", Precision::Vague),
    };
    (text.to_string(), precision)
}

/// `P2D`, `PT48H`, `PXY`, `P2Y6M`.
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
    let (prefix, letter, factor) = match unit {
        Unit::Second => ("PT", 'S', 1),
        Unit::Minute => ("PT", 'M', 1),
        Unit::Hour => ("PT", 'H', 1),
        Unit::Day | Unit::Night => ("P", 'D', 1),
        Unit::Weekend => ("P", 'D', 2),
        Unit::Week => ("P", 'W', 1),
        Unit::Fortnight => ("P", 'W', 2),
        Unit::Month => ("P", 'M', 1),
        Unit::Quarter => ("P", 'M', 3),
        Unit::Year => ("P", 'Y', 1),
        Unit::Decade => ("P", 'Y', 10),
        Unit::Century => ("P", 'Y', 100),
        Unit::Millennium => ("P", 'Y', 1000),
    };
    let Amount::Exact { whole, half } = amount else { return format!("{prefix}X{letter}") };
    let whole = u64::from(whole) * factor;
    if !half {
        return format!("{prefix}{whole}{letter}");
    }
    let lead = if whole == 0 { prefix.to_string() } else { format!("{prefix}{whole}{letter}") };
    match unit {
        Unit::Minute => format!("{lead}30S"),
        Unit::Hour => format!("{lead}30M"),
        Unit::Day if whole == 0 => "PT12H".to_string(),
        Unit::Day => format!("{lead}T12H"),
        Unit::Year => format!("{lead}6M"),
        Unit::Decade => format!("P{}Y", whole + 5),
        Unit::Century => format!("P{}Y", whole + 50),
        Unit::Millennium => format!("P{}Y", whole + 500),
        _ => format!("{prefix}{whole}.5{letter}"),
    }
}

/// `date` moved by whole units; out of the calendar's range gives nothing.
pub(super) fn shift(date: Date, unit: Unit, count: i64) -> Option<Date> {
    let count = i32::try_from(count).ok().filter(|count| count.abs() < 100_000)?;
    let span = match unit {
        Unit::Second | Unit::Minute => 0.days(),
        Unit::Hour => (count / 24).days(),
        Unit::Day | Unit::Night => count.days(),
        Unit::Weekend | Unit::Week => (count * 7).days(),
        Unit::Fortnight => (count * 14).days(),
        Unit::Month => count.try_months_or_zero(),
        Unit::Quarter => (i64::from(count) * 3).try_months_or_zero(),
        Unit::Year => count.try_years_or_zero(),
        Unit::Decade => (i64::from(count) * 10).try_years_or_zero(),
        Unit::Century => (i64::from(count) * 100).try_years_or_zero(),
        Unit::Millennium => (i64::from(count) * 1000).try_years_or_zero(),
    };
    date.checked_add(span).ok()
}

/// jiff panics on spans beyond its limits; a shift that large names no date we could give.
trait OrZero {
    fn try_months_or_zero(self) -> jiff::Span;
    fn try_years_or_zero(self) -> jiff::Span;
}

impl<T: Into<i64>> OrZero for T {
    fn try_months_or_zero(self) -> jiff::Span {
        jiff::Span::new().try_months(self.into()).unwrap_or_default()
    }

    fn try_years_or_zero(self) -> jiff::Span {
        jiff::Span::new().try_years(self.into()).unwrap_or_default()
    }
}

/// The first and last day a DATE or TIME value covers; none for durations, sets and open values.
pub(super) fn days(value: &str) -> Option<(Date, Date)> {
    let date_part = value.split('T').next()?;
    let mut parts = date_part.split('-');
    let first = parts.next()?;
    let (first, sign) = first.strip_prefix("BC").map_or((first, 1), |years| (years, -1));
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i16 = first.parse::<i16>().ok()? * sign;
    let scale = match first.len() {
        4 => 1,
        3 => 10,
        2 => 100,
        _ => return None,
    };
    let year = number.checked_mul(scale)?;
    let whole_years = || Some((Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(scale - 1)?, 12, 31).ok()?));
    let Some(second) = parts.next() else { return whole_years() };
    if scale > 1 {
        return None;
    }
    match second {
        "SP" => months(year, 3, 3),
        "SU" => months(year, 6, 3),
        "FA" => months(year, 9, 3),
        "WI" => months(year, 12, 3),
        "H1" => months(year, 1, 6),
        "H2" => months(year, 7, 6),
        _ if second.starts_with('Q') => {
            let quarter: i8 = second[1..].parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            months(year, quarter * 3 - 2, 3)
        }
        _ if second.starts_with('W') => {
            let week = second[1..].parse().ok()?;
            let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
            let (from, length) = if parts.next() == Some("WE") { (5, 1) } else { (0, 6) };
            let start = monday.checked_add(from.days()).ok()?;
            Some((start, start.checked_add(length.days()).ok()?))
        }
        _ => {
            let month: i8 = second.parse().ok()?;
            match parts.next() {
                None => months(year, month, 1),
                Some(day) => {
                    let date = Date::new(year, month, day.parse().ok()?).ok()?;
                    Some((date, date))
                }
            }
        }
    }
}

/// From the first day of `month` to the last day of the `count`-th month.
fn months(year: i16, month: i8, count: i64) -> Option<(Date, Date)> {
    let start = Date::new(year, month, 1).ok()?;
    let end = start.checked_add(count.try_months_or_zero()).ok()?.checked_sub(1.days()).ok()?;
    Some((start, end))
}
