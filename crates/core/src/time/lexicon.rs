//! Which words can be part of a time expression, and what does each stand for?

use jiff::civil::Weekday;

/// A unit of the calendar or the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// The keyword a word is, in the lexicon's own spelling, or nothing.
pub(super) fn keyword(form: &str) -> &'static str {
    let mut buffer = [0u8; 16];
    if form.len() > buffer.len() {
        return "";
    }
    if form == "’" || form == "‘" || form == "`" {
        return "'";
    }
    if matches!(form, "–" | "—" | "‑") {
        return "-";
    }
    let lower = &mut buffer[..form.len()];
    lower.copy_from_slice(form.as_bytes());
    lower.make_ascii_lowercase();
    let Ok(lower) = std::str::from_utf8(lower) else { return "" };
    KEYWORDS.binary_search(&lower).map_or("", |index| KEYWORDS[index])
}

/// Every word the grammar asks for, sorted.
const KEYWORDS: &[&str] = &[
    "!", "\"", "#", "$", "%", "'", "'d", "'ll", "'ve", "(", ")", ",", "-", ".", "/", ":", ";", "?", "[", "a", "a.d",
    "a.d.", "a.m", "a.m.", "about", "academic", "ad", "additional", "adha", "after", "afternoon", "afterward",
    "afterwards", "ago", "al", "all", "almost", "am", "an", "and", "annually", "another", "approximately", "apr",
    "april", "are", "armistice", "around", "as", "ash", "ashura", "at", "aug", "august", "autumn", "b.c", "b.c.",
    "barely", "bastille", "bc", "bce", "be", "been", "before", "began", "beginning", "being", "between", "billion",
    "biweekly", "boxing", "bst", "business", "but", "by", "calendar", "came", "can", "cdt", "ce", "centuries",
    "century", "cet", "christmas", "clock", "close", "closing", "coming", "consecutive", "could", "countless",
    "couple", "cst", "current", "currently", "daily", "dawn", "day", "daybreak", "days", "dec", "decade", "decades",
    "december", "did", "dozen", "dozens", "due", "during", "dusk", "each", "earlier", "early", "easter", "eastern",
    "edt", "eid", "eight", "eighteen", "eighteenth", "eighth", "eighties", "eighty", "eleven", "eleventh", "end",
    "ended", "ensuing", "entire", "epiphany", "est", "et", "eve", "evening", "every", "exactly", "expected", "fall",
    "feb", "february", "fell", "few", "fewer", "fifteen", "fifteenth", "fifth", "fifties", "fifty", "final", "first",
    "fiscal", "fitr", "five", "following", "for", "forties", "fortnight", "fortnights", "forty", "four", "fourteen",
    "fourteenth", "fourth", "fri", "friday", "fridays", "from", "full", "future", "gmt", "good", "had", "half",
    "halloween", "has", "have", "height", "held", "hence", "her", "his", "hour", "hourly", "hours", "hrs", "hundred",
    "hundreds", "in", "is", "its", "jan", "january", "jul", "july", "jun", "june", "king", "labor", "last", "lasted",
    "late", "lately", "later", "latest", "latter", "least", "left", "less", "ll", "local", "long", "luther", "made",
    "many", "mar", "march", "martin", "may", "memorial", "met", "mid", "midday", "middle", "midnight", "might",
    "millennia", "millennium", "million", "mins", "minute", "minutes", "moment", "mon", "monday", "mondays", "month",
    "monthly", "months", "more", "morning", "moscow", "most", "must", "nd", "near", "nearly", "new", "next", "night",
    "nightfall", "nightly", "nights", "nine", "nineteen", "nineteenth", "nineties", "ninety", "ninth", "no", "noon",
    "nov", "november", "now", "nowadays", "nowruz", "number", "numerous", "o", "oct", "october", "of", "old", "olds",
    "on", "once", "one", "opening", "or", "orthodox", "other", "over", "overnight", "p.m", "p.m.", "pacific", "palm",
    "part", "past", "pdt", "pentecost", "per", "percent", "period", "planned", "plans", "pm", "preceding", "present",
    "presently", "previous", "previously", "prior", "pst", "pt", "q", "quarter", "quarters", "ramadan", "rd",
    "recent", "recently", "remainder", "remembrance", "rest", "right", "rose", "roughly", "running", "s", "said",
    "saints", "same", "sat", "saturday", "saturdays", "saw", "scheduled", "school", "second", "seconds", "sent",
    "sep", "sept", "september", "seven", "seventeen", "seventeenth", "seventh", "seventies", "seventy", "several",
    "shall", "should", "since", "six", "sixteen", "sixteenth", "sixth", "sixties", "sixty", "some", "spent", "spring",
    "springtime", "st", "start", "straight", "subsequent", "successive", "summer", "summertime", "sun", "sunday",
    "sundays", "sunrise", "sunset", "take", "ten", "tenth", "th", "than", "thanksgiving", "that", "the", "their",
    "these", "third", "thirteen", "thirteenth", "thirties", "thirtieth", "thirty", "this", "those", "thousand",
    "thousands", "three", "through", "throughout", "thu", "thur", "thurs", "thursday", "thursdays", "till", "time",
    "times", "to", "today", "told", "tomorrow", "tonight", "took", "trading", "tue", "tues", "tuesday", "tuesdays",
    "turn", "twelfth", "twelve", "twenties", "twentieth", "twenty", "twice", "two", "until", "up", "upcoming", "utc",
    "valentine", "very", "veterans", "victory", "was", "wed", "wednesday", "wednesdays", "week", "weekend",
    "weekends", "weekly", "weeks", "went", "were", "when", "whole", "will", "winter", "wintertime", "within", "wo",
    "women", "won", "working", "would", "year", "yearly", "years", "yesterday", "yrs", "£", "½", "’ll", "”", "€",
];

/// The month a word names.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Whether the word is a short form that may end in a stop ("Sept.", "Tues.").
pub(super) fn is_short(word: &str) -> bool {
    word.len() <= 5 && (month(word).is_some() || weekday(word).is_some()) && !matches!(word, "may" | "march" | "april" | "june" | "july")
}

/// The weekday a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// The weekday a plural names: "Fridays".
pub(super) fn weekdays(word: &str) -> Option<Weekday> {
    word.strip_suffix('s').filter(|singular| singular.ends_with("day")).and_then(weekday)
}

/// The unit a word names, and whether it is the plural.
pub(super) fn unit(word: &str) -> Option<(Unit, bool)> {
    let singular = match word {
        "centuries" => "century",
        "millennia" => "millennium",
        "hrs" => "hour",
        "yrs" => "year",
        "mins" => "minute",
        _ => word.strip_suffix('s').unwrap_or(word),
    };
    let unit = match singular {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "night" => Unit::Night,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    };
    Some((unit, singular != word))
}

/// The season a word names, as TIMEX3 writes it.
pub(super) fn season(word: &str) -> Option<&'static str> {
    Some(match word {
        "spring" | "springtime" => "SP",
        "summer" | "summertime" => "SU",
        "autumn" | "fall" => "FA",
        "winter" | "wintertime" => "WI",
        _ => return None,
    })
}

/// The part of the day a word names, as TIMEX3 writes it.
pub(super) fn day_part(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" | "dawn" | "daybreak" | "sunrise" => "TMO",
        "afternoon" => "TAF",
        "evening" | "dusk" | "sunset" => "TEV",
        "night" | "nightfall" => "TNI",
        _ => return None,
    })
}

/// The number a word names as a cardinal.
pub(super) fn cardinal(word: &str) -> Option<u32> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// The number a word names as an ordinal.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        _ => return None,
    })
}

/// The decade a word names: "nineties" is 9.
pub(super) fn decade(word: &str) -> Option<i32> {
    Some(match word {
        "twenties" => 2,
        "thirties" => 3,
        "forties" => 4,
        "fifties" => 5,
        "sixties" => 6,
        "seventies" => 7,
        "eighties" => 8,
        "nineties" => 9,
        _ => return None,
    })
}

/// The period of a word that is a set by itself: "weekly".
pub(super) fn periodic(word: &str) -> Option<&'static str> {
    Some(match word {
        "hourly" => "PT1H",
        "daily" => "P1D",
        "nightly" => "P1D",
        "weekly" => "P1W",
        "biweekly" => "P2W",
        "monthly" => "P1M",
        // "quarterly" and "annual" say what sort of thing it is: a quarterly dividend, the annual meeting.
        "annually" | "yearly" => "P1Y",
        _ => return None,
    })
}

/// Whether a word that is also a verb, a name or a number needs more around it to be a month or weekday.
pub(super) fn is_doubtful(word: &str) -> bool {
    matches!(word, "may" | "march" | "mar" | "sat" | "sun" | "wed" | "mon" | "august" | "jan" | "dec" | "april" | "june")
}
