//! On which days does a feast fall?

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// First and last day of a feast in a year of our calendar. For the Islamic calendar by its arithmetic form, which may
/// differ by a day from the sighted moon.
pub(super) fn days(feast: &str, year: i32) -> Option<(Date, Date)> {
    let year = i16::try_from(year).ok()?;
    let day = |month: i8, day: i8| Date::new(year, month, day).ok();
    let from_easter = |offset: i64| easter(year)?.checked_add(offset.days()).ok();
    let one = match feast {
        "new-years-eve" => day(12, 31),
        "new-year" => day(1, 1),
        "christmas-eve" => day(12, 24),
        "christmas" => day(12, 25),
        "orthodox-christmas" => day(1, 7),
        "boxing" => day(12, 26),
        "may-day" => day(5, 1),
        "valentine" => day(2, 14),
        "halloween" => day(10, 31),
        "armistice" => day(11, 11),
        "bastille" => day(7, 14),
        "victory" => day(5, 9),
        "women" => day(3, 8),
        "all-saints" => day(11, 1),
        "epiphany" => day(1, 6),
        "nowruz" => day(3, 20),
        "thanksgiving" => nth_weekday(year, 11, 4, Weekday::Thursday),
        "labor" => nth_weekday(year, 9, 1, Weekday::Monday),
        "memorial" => nth_weekday(year, 5, -1, Weekday::Monday),
        "king" => nth_weekday(year, 1, 3, Weekday::Monday),
        "easter" => from_easter(0),
        "good-friday" => from_easter(-2),
        "easter-monday" => from_easter(1),
        "palm-sunday" => from_easter(-7),
        "ash-wednesday" => from_easter(-46),
        "pentecost" => from_easter(49),
        "orthodox-easter" => orthodox_easter(year),
        "ramadan" => return islamic_month(year, 9),
        "eid-al-fitr" => islamic_day(year, 10, 1),
        "eid-al-adha" => islamic_day(year, 12, 10),
        "ashura" => islamic_day(year, 1, 10),
        _ => None,
    }?;
    Some((one, one))
}

/// The value of a feast when nothing says in which year.
pub(super) fn without_year(feast: &str) -> String {
    let is_fixed = !matches!(
        feast,
        "thanksgiving"
            | "labor"
            | "memorial"
            | "king"
            | "easter"
            | "good-friday"
            | "easter-monday"
            | "palm-sunday"
            | "ash-wednesday"
            | "pentecost"
            | "orthodox-easter"
            | "ramadan"
            | "eid-al-fitr"
            | "eid-al-adha"
            | "ashura"
    );
    match days(feast, 2000).filter(|_| is_fixed) {
        Some((date, _)) => format!("XXXX-{:02}-{:02}", date.month(), date.day()),
        None => "XXXX-XX-XX".to_string(),
    }
}

fn nth_weekday(year: i16, month: i8, nth: i8, weekday: Weekday) -> Option<Date> {
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Western Easter, by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let correction = (century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 19 * golden + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - correction - rest % 4).rem_euclid(7);
    let late = (golden + 11 * correction + 22 * weekday) / 451;
    let sum = correction + weekday - 7 * late + 114;
    Date::new(year as i16, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()
}

/// Orthodox Easter: the Julian rule, thirteen days on (right from 1900 to 2099).
fn orthodox_easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let moon = (19 * (number % 19) + 15).rem_euclid(30);
    let weekday = (2 * (number % 4) + 4 * (number % 7) - moon + 34).rem_euclid(7);
    let sum = moon + weekday + 114;
    let julian = Date::new(year, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()?;
    julian.checked_add(13.days()).ok()
}

/// A whole Islamic month that begins in the given year.
fn islamic_month(year: i16, month: i32) -> Option<(Date, Date)> {
    let start = islamic_day(year, month, 1)?;
    Some((start, start.checked_add(29.days()).ok()?))
}

/// A day of the arithmetic Islamic calendar that falls in the given year of ours.
fn islamic_day(year: i16, month: i32, day: i32) -> Option<Date> {
    // 16 July 622 of the Julian calendar, day 1 of year 1, is 19 July of ours.
    let epoch = Date::new(622, 7, 19).ok()?;
    let guess = (i32::from(year) - 622) * 33 / 32;
    (guess - 1..=guess + 2).find_map(|islamic_year| {
        let days = (islamic_year - 1) * 354 + (3 + 11 * islamic_year) / 30 + 29 * (month - 1) + month / 2 + day - 1;
        let date = epoch.checked_add(i64::from(days).days()).ok()?;
        (date.year() == year).then_some(date)
    })
}
