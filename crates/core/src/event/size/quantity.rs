//! Which numbers does a sentence name? Digits and words, exact ("two hundred and five"), vague ("dozens") and hedged ("up to
//! 40"), as a low and a high bound. Money, shares, ages, dates and measures are left out: they count no people.

use crate::time::MONTHS;
use std::ops::Range;

/// How far "more than n" lies above n at least.
const MORE_THAN: u64 = 0;

/// No count of people is larger; what is, is something else.
const MOST_PEOPLE: u64 = 9_000_000_000;

/// A number in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    /// Its words, hedges included.
    pub(super) words: Range<usize>,
    /// Where the number itself begins, behind the hedges.
    pub(super) core: usize,
    /// At least so many.
    pub(super) low: Option<u64>,
    /// At most so many.
    pub(super) high: Option<u64>,
}

/// The numbers among the words of a sentence, given in lower case, that may count people; in order, without overlap.
pub(super) fn quantities(words: &[String]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let Some((end, low, high)) = bare(words, next) else {
            next += 1;
            continue;
        };
        if counts_people(words, next, end) {
            found.extend(hedged(words, next..end, low, high));
        }
        next = end;
    }
    found
}

/// What a hedge in front makes of a number.
#[derive(Debug, Clone, Copy)]
enum Hedge {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
}

const HEDGES: [(&str, Hedge); 37] = [
    ("at least", Hedge::AtLeast),
    ("no fewer than", Hedge::AtLeast),
    ("not fewer than", Hedge::AtLeast),
    ("no less than", Hedge::AtLeast),
    ("not less than", Hedge::AtLeast),
    ("a minimum of", Hedge::AtLeast),
    ("upwards of", Hedge::AtLeast),
    ("upward of", Hedge::AtLeast),
    ("well over", Hedge::MoreThan),
    ("more than", Hedge::MoreThan),
    ("greater than", Hedge::MoreThan),
    ("in excess of", Hedge::MoreThan),
    ("over", Hedge::MoreThan),
    ("no more than", Hedge::AtMost),
    ("not more than", Hedge::AtMost),
    ("up to", Hedge::AtMost),
    ("as many as", Hedge::AtMost),
    ("at most", Hedge::AtMost),
    ("a maximum of", Hedge::AtMost),
    ("nearly", Hedge::AtMost),
    ("almost", Hedge::AtMost),
    ("close to", Hedge::AtMost),
    ("just under", Hedge::LessThan),
    ("fewer than", Hedge::LessThan),
    ("less than", Hedge::LessThan),
    ("under", Hedge::LessThan),
    ("an estimated", Hedge::About),
    ("a reported", Hedge::About),
    ("a further", Hedge::About),
    ("estimated", Hedge::About),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("roughly", Hedge::About),
    ("approximately", Hedge::About),
    ("perhaps", Hedge::About),
    ("some", Hedge::About),
    ("another", Hedge::About),
];

/// The number with what stands around it: "at least 12", "20 or more".
fn hedged(words: &[String], core: Range<usize>, low: u64, high: Option<u64>) -> Option<Quantity> {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    let (mut low, mut high) = (Some(low), high);
    let mut start = core.start;
    let mut end = core.end;
    if word(start.wrapping_sub(1)) == "between" && high != low {
        start -= 1;
    }
    // Innermost first: "at least some 40", "well over an estimated 40".
    for _ in 0..3 {
        let before = |phrase: &str| {
            let n_words = phrase.split(' ').count();
            let fits =
                start >= n_words && phrase.split(' ').eq(words[start - n_words..start].iter().map(String::as_str));
            fits.then_some(n_words)
        };
        let longest = HEDGES.iter().filter_map(|(phrase, hedge)| Some((before(phrase)?, *hedge)));
        let Some((n_words, hedge)) = longest.max_by_key(|(n_words, _)| *n_words) else { break };
        start -= n_words;
        let is_vague = high.is_none();
        (low, high) = match hedge {
            Hedge::About => (low, high),
            Hedge::AtLeast => (low, None),
            // "more than several hundred" says no more than "several hundred".
            Hedge::MoreThan => (low.map(|low| if is_vague { low } else { low + MORE_THAN }), None),
            Hedge::AtMost => (None, high),
            Hedge::LessThan => (None, high.map(|high| high.saturating_sub(1))),
        };
    }
    if word(end) == "or" && matches!(word(end + 1), "more" | "so") {
        high = if word(end + 1) == "more" { None } else { high };
        end += 2;
    }
    (low.is_some() || high.is_some()).then_some(Quantity { words: start..end, core: core.start, low, high })
}

/// A number without hedges: its end, what it is at least, and at most.
fn bare(words: &[String], start: usize) -> Option<(usize, u64, Option<u64>)> {
    if let Some((end, low)) = vague(words, start) {
        return Some((end, low, None));
    }
    let (end, first) = exact(words, start)?;
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    let joins = match word(end) {
        // "rose from 10 to 12" names two numbers.
        "to" => start == 0 || word(start - 1) != "from",
        "-" | "–" | "or" => true,
        "and" => start > 0 && word(start - 1) == "between",
        _ => false,
    };
    if joins && let Some((last, second)) = exact(words, end + 1) {
        // "two to three thousand"
        let unit = scale(word(last - 1)).filter(|_| first < 100 && second >= 100).unwrap_or(1);
        let first = first.saturating_mul(unit);
        if first < second {
            return Some((last, first, Some(second)));
        }
    }
    (first <= MOST_PEOPLE).then_some((end, first, Some(first)))
}

/// "dozens", "several hundred", "tens of thousands", "a few": the end and what it is at least.
fn vague(words: &[String], start: usize) -> Option<(usize, u64)> {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    let plural = |index: usize| match word(index) {
        "dozens" => Some(24),
        "scores" => Some(40),
        "hundreds" => Some(200),
        "thousands" => Some(2_000),
        "millions" => Some(2_000_000),
        _ => None,
    };
    let unit = |index: usize| scale(word(index)).map(|unit| unit * 2);
    if matches!(word(start), "tens" | "hundreds" | "dozens" | "scores") && word(start + 1) == "of" {
        let times = match word(start) {
            "tens" => Some(10),
            "dozens" => Some(24),
            "scores" => Some(40),
            _ => Some(100),
        };
        // Two units of the larger kind: "hundreds of thousands" are at least 200,000.
        let low = plural(start + 2).filter(|unit| *unit >= 2_000).zip(times).map(|(unit, times)| match times {
            24 | 40 => unit / 2 * times,
            times => unit * times,
        });
        if let Some(low) = low {
            return Some((start + 3, low));
        }
    }
    let of = |end: usize| if word(end) == "of" { end + 1 } else { end };
    let (after, least) = match (word(start), word(start + 1)) {
        ("several", _) => (start + 1, 3),
        ("a", "few" | "handful") => (start + 2, 3),
        ("a", "couple") => (of(start + 2), 0),
        _ => return plural(start).map(|low| (start + 1, low)),
    };
    if let Some(low) = unit(after) {
        return Some((after + 1, low));
    }
    (least > 0).then_some((after, least))
}

/// A whole number in digits or words, with its end: "5,000", "1.2 million", "two hundred and five", "half a dozen", "a couple".
fn exact(words: &[String], start: usize) -> Option<(usize, u64)> {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    match (word(start), word(start + 1), word(start + 2)) {
        ("half", "a", unit) => return scale(unit).map(|unit| (start + 3, unit / 2)),
        ("a", "couple" | "pair", _) => return Some((start + 2, 2)),
        ("a", "trio", _) => return Some((start + 2, 3)),
        ("a", "score", _) => return Some((start + 2, 20)),
        ("a" | "an", unit, _) if scale(unit).is_some() => return multiplied(words, start + 1, 1),
        _ => {}
    }
    let first = word(start);
    if let Some((whole, fraction)) = first.split_once('.')
        && let (Ok(_), Ok(_)) = (whole.parse::<u32>(), fraction.parse::<u32>())
    {
        let unit = scale(word(start + 1)).filter(|unit| *unit >= 1_000)?;
        let value: f64 = first.parse().ok()?;
        return Some((start + 2, (value * unit as f64).round() as u64));
    }
    if let Some(value) = digits(first) {
        return multiplied(words, start + 1, value);
    }
    let (end, value) = below_hundred(words, start)?;
    multiplied(words, end, value)
}

/// A number with the units behind it: "two" "hundred" "and" "five" "thousand".
fn multiplied(words: &[String], start: usize, value: u64) -> Option<(usize, u64)> {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    let (mut end, mut total, mut current) = (start, 0u64, value);
    // Units fall: hundreds may stand before thousands, thousands only before hundreds.
    while let Some(unit) = scale(word(end)) {
        end += 1;
        if unit >= 1_000 {
            total = total.checked_add(current.checked_mul(unit)?)?;
            current = 0;
        } else {
            current = current.checked_mul(unit)?;
        }
        let after = if word(end) == "and" { end + 1 } else { end };
        let rest = below_hundred(words, after).filter(|_| unit != 12);
        match rest {
            // "a hundred and two wounded" is one number, "a dozen and two" are two.
            Some((rest_end, rest)) => {
                end = rest_end;
                current = current.checked_add(rest)?;
            }
            None if current == 0 || unit == 100 => {}
            None => break,
        }
    }
    Some((end, total.checked_add(current)?))
}

/// "seven", "twenty-five", also as three words.
fn below_hundred(words: &[String], start: usize) -> Option<(usize, u64)> {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    if let Some((tens, ones)) = word(start).split_once('-') {
        let (tens, ones) = (cardinal(tens)?, cardinal(ones)?);
        return (tens >= 20 && ones < 10).then_some((start + 1, tens + ones));
    }
    let value = cardinal(word(start))?;
    if value < 20 {
        return Some((start + 1, value));
    }
    let next = if matches!(word(start + 1), "-" | "‑") { start + 2 } else { start + 1 };
    let ones = cardinal(word(next)).filter(|ones| *ones < 10);
    Some(ones.map_or((start + 1, value), |ones| (next + 1, value + ones)))
}

fn cardinal(word: &str) -> Option<u64> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |list: &[&str]| list.iter().position(|other| *other == word).map(|index| index as u64);
    place(&ONES).filter(|value| *value > 0).or_else(|| place(&TENS).map(|tens| 20 + 10 * tens))
}

/// What a unit multiplies by.
fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        _ => return None,
    })
}

/// "12", "5,000", "20 000" as one word.
fn digits(word: &str) -> Option<u64> {
    let mut groups = word.split([',', '\u{a0}', '\u{202f}', '\'', '’']);
    let first = groups.next()?;
    let is_number = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || !groups.all(|group| group.len() == 3 && is_number(group)) {
        return None;
    }
    word.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok().filter(|value| *value > 0)
}

/// Whether a number may count people by the words next to it.
fn counts_people(words: &[String], start: usize, end: usize) -> bool {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    let before = if start == 0 { "" } else { word(start - 1) };
    let after = word(end);
    let is_currency =
        |word: &str| matches!(word, "$" | "£" | "€" | "¥" | "₹" | "us$" | "a$" | "c$" | "eur" | "usd" | "rs");
    let is_compound = |word: &str| matches!(word, "-" | "‑");
    let counts_in_compound = matches!(word(end + 1), "strong" | "member" | "person" | "odd" | "man" | "plus");
    let is_pronoun = start + 1 == end
        && word(start) == "one"
        && (matches!(before, "no" | "any" | "every" | "each" | "some") || matches!(after, "another" | "day" | "side"));
    let is_named = matches!(
        before,
        "no." | "number" | "article" | "section" | "chapter" | "resolution" | "aged" | "age" | "grade" | "phase" | "#"
    );
    !(is_currency(before)
        || is_named
        || is_pronoun
        || is_month(before)
        || is_month(after)
        || (is_compound(after) && !counts_in_compound)
        || (is_compound(before) && start > 1)
        || is_measure(after)
        || after.strip_prefix('-').is_some_and(|rest| !rest.is_empty()))
}

fn is_month(word: &str) -> bool {
    let short = word.strip_suffix('.').filter(|short| (3..=4).contains(&short.len()));
    // "20,000 march" is no date, and "May" is a verb as well; both are told by the tree.
    !matches!(word, "march" | "may")
        && (MONTHS.contains(&word) || short.is_some_and(|short| MONTHS.iter().any(|month| month.starts_with(short))))
}

/// Units of shares, money, time, length and weight.
fn is_measure(word: &str) -> bool {
    const MEASURES: [&str; 64] = [
        "%",
        "percent",
        "per",
        "pct",
        "percentage",
        "point",
        "points",
        "dollars",
        "dollar",
        "euros",
        "euro",
        "pounds",
        "rupees",
        "francs",
        "roubles",
        "rubles",
        "pesos",
        "yen",
        "yuan",
        "dinars",
        "shillings",
        "naira",
        "rand",
        "second",
        "seconds",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "night",
        "nights",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "decade",
        "decades",
        "century",
        "centuries",
        "time",
        "times",
        "o'clock",
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "metres",
        "meters",
        "kilometres",
        "kilometers",
        "km",
        "miles",
        "mile",
        "feet",
        "tonnes",
        "tons",
        "kilograms",
        "kilos",
        "litres",
        "degrees",
    ];
    MEASURES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let words: Vec<String> = text.to_lowercase().split(' ').map(str::to_string).collect();
        let bound = |bound: Option<u64>| bound.map_or(String::new(), |bound| bound.to_string());
        let show = |one: Quantity| format!("{}..{} {}", bound(one.low), bound(one.high), words[one.words].join(" "));
        quantities(&words).into_iter().map(show).collect()
    }

    #[test]
    fn numbers_in_words_and_digits() {
        let rows = [
            ("twelve men", "12..12 twelve"),
            ("thirty-four men", "34..34 thirty-four"),
            ("thirty - four men", "34..34 thirty - four"),
            ("two hundred and five men", "205..205 two hundred and five"),
            ("three thousand two hundred men", "3200..3200 three thousand two hundred"),
            ("5,000 men", "5000..5000 5,000"),
            ("1.2 million people", "1200000..1200000 1.2 million"),
            ("a dozen men", "12..12 a dozen"),
            ("two dozen men", "24..24 two dozen"),
            ("half a dozen men", "6..6 half a dozen"),
            ("a couple of men", "2..2 a couple"),
            ("a hundred men", "100..100 a hundred"),
            ("dozens of men", "24.. dozens"),
            ("scores of men", "40.. scores"),
            ("hundreds of men", "200.. hundreds"),
            ("several hundred men", "200.. several hundred"),
            ("a few dozen men", "24.. a few dozen"),
            ("thousands of men", "2000.. thousands"),
            ("tens of thousands of men", "20000.. tens of thousands"),
            ("hundreds of thousands of men", "200000.. hundreds of thousands"),
            ("several men", "3.. several"),
        ];
        for (text, expected) in rows {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn hedges_open_one_side() {
        let rows = [
            ("at least 12 men", "12.. at least 12"),
            ("more than 12 men", "12.. more than 12"),
            ("up to 12 men", "..12 up to 12"),
            ("fewer than 50 men", "..49 fewer than 50"),
            ("nearly 1,000 men", "..1000 nearly 1,000"),
            ("some sixty men", "60..60 some sixty"),
            ("an estimated 200 men", "200..200 an estimated 200"),
            ("between 20 and 30 men", "20..30 between 20 and 30"),
            ("20 to 30 men", "20..30 20 to 30"),
            ("two to three thousand men", "2000..3000 two to three thousand"),
            ("two or three men", "2..3 two or three"),
            ("20 or more men", "20.. 20 or more"),
            ("12 men", "12..12 12"),
            ("no more than 12 men", "..12 no more than 12"),
            ("at least several hundred men", "200.. at least several hundred"),
        ];
        for (text, expected) in rows {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_rise_has_two_numbers() {
        assert_eq!(read("rose from 10 to 12"), ["10..10 10", "12..12 12"]);
        assert_eq!(read("between 12 men and 20 women"), ["12..12 12", "20..20 20"]);
    }

    #[test]
    fn what_counts_no_people() {
        let rows = [
            "$ 5,000",
            "5,000 dollars",
            "40 % of",
            "40 per cent",
            "a 12 - year - old boy",
            "a two - day strike",
            "on 12 june",
            "june 12",
            "for 48 hours",
            "no one",
            "the third time",
            "aged 34",
            "3.5 points",
            "120 km",
        ];
        for text in rows {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }
}
