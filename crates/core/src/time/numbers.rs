//! How many? Numbers in digits and words, exact ("two and a half") or not ("several").

use super::atoms::Atom;
use super::lexicon;

/// A count of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// A whole number, perhaps with a half more.
    Exact {
        /// The whole part.
        whole: u32,
        /// Whether a half is added.
        half: bool,
    },
    /// "several", "a few", "many".
    Unknown,
}

impl Amount {
    /// A whole number.
    pub(super) fn whole(whole: u32) -> Amount {
        Amount::Exact { whole, half: false }
    }

    /// The number when it is whole.
    pub(super) fn count(self) -> Option<u32> {
        match self {
            Amount::Exact { whole, .. } => Some(whole),
            Amount::Unknown => None,
        }
    }
}

/// The amount that begins at `start`, with the index after it. Bounded: looks at most eight atoms ahead.
pub(super) fn amount(atoms: &[Atom], start: usize) -> Option<(usize, Amount)> {
    inexact(atoms, start).or_else(|| half_only(atoms, start)).or_else(|| {
        let (end, whole) = cardinal(atoms, start)?;
        let (end, half) = half_more(atoms, end);
        Some((end, Amount::Exact { whole, half }))
    })
}

/// A whole number in digits ("1,500") or words ("twenty-five", "two hundred", "a dozen").
pub(super) fn cardinal(atoms: &[Atom], start: usize) -> Option<(usize, u32)> {
    let first = atoms.get(start)?;
    if let Some(digits) = first.digits {
        return Some(grouped(atoms, start, digits));
    }
    if matches!(first.word, "a" | "an") {
        let next = atoms.get(start + 1)?;
        return match next.word {
            "dozen" => Some((start + 2, 12)),
            "hundred" => Some((start + 2, 100)),
            "thousand" => Some((start + 2, 1000)),
            _ => None,
        };
    }
    let (mut end, mut value) = small(atoms, start)?;
    match word(atoms, end) {
        "dozen" => return Some((end + 1, value * 12)),
        "hundred" => {
            value *= 100;
            end += 1;
            let after = if word(atoms, end) == "and" { end + 1 } else { end };
            if let Some((rest_end, rest)) = small(atoms, after) {
                return Some((rest_end, value + rest));
            }
        }
        "thousand" => return Some((end + 1, value * 1000)),
        _ => {}
    }
    Some((end, value))
}

/// An ordinal in digits ("16th") or words ("twenty-first").
pub(super) fn ordinal(atoms: &[Atom], start: usize) -> Option<(usize, u32)> {
    let first = atoms.get(start)?;
    if let Some(digits) = first.digits {
        let suffix = atoms.get(start + 1)?;
        let is_ordinal = suffix.glued && matches!(suffix.word, "st" | "nd" | "rd" | "th");
        return is_ordinal.then_some((start + 2, digits));
    }
    if let Some(value) = lexicon::ordinal(first.word) {
        return Some((start + 1, value));
    }
    let tens = lexicon::cardinal(first.word).filter(|value| *value >= 20)?;
    let next = if word(atoms, start + 1) == "-" { start + 2 } else { start + 1 };
    let ones = lexicon::ordinal(word(atoms, next)).filter(|value| *value < 10)?;
    Some((next + 1, tens + ones))
}

/// A year said in words: "nineteen ninety-six", "two thousand".
pub(super) fn spoken_year(atoms: &[Atom], start: usize) -> Option<(usize, i32)> {
    match word(atoms, start) {
        "nineteen" | "eighteen" | "twenty" => {
            let century = lexicon::cardinal(word(atoms, start))? as i32 * 100;
            let (end, rest) = small(atoms, start + 1).filter(|(_, rest)| *rest >= 10)?;
            Some((end, century + rest as i32))
        }
        "two" if word(atoms, start + 1) == "thousand" => {
            let (end, rest) = small(atoms, start + 2).unwrap_or((start + 2, 0));
            Some((end, 2000 + rest as i32))
        }
        _ => None,
    }
}

fn word(atoms: &[Atom], index: usize) -> &'static str {
    atoms.get(index).map_or("", |atom| atom.word)
}

/// "1,500" as one number; "1998, 2000" is two.
fn grouped(atoms: &[Atom], start: usize, first: u32) -> (usize, u32) {
    let comma = atoms.get(start + 1).filter(|atom| atom.glued && atom.word == ",");
    let group = atoms.get(start + 2).filter(|atom| atom.glued && atom.span.len() == 3);
    match (comma, group.and_then(|atom| atom.digits)) {
        (Some(_), Some(rest)) if first < 1000 => (start + 3, first * 1000 + rest),
        _ => (start + 1, first),
    }
}

/// One to ninety-nine in words.
fn small(atoms: &[Atom], start: usize) -> Option<(usize, u32)> {
    let value = lexicon::cardinal(word(atoms, start))?;
    if value < 20 {
        return Some((start + 1, value));
    }
    let next = if word(atoms, start + 1) == "-" { start + 2 } else { start + 1 };
    match lexicon::cardinal(word(atoms, next)).filter(|ones| *ones < 10) {
        Some(ones) => Some((next + 1, value + ones)),
        None => Some((start + 1, value)),
    }
}

/// "several", "a few", "a couple of" (which is two), "dozens of".
fn inexact(atoms: &[Atom], start: usize) -> Option<(usize, Amount)> {
    let after_of = |index: usize| if word(atoms, index) == "of" { index + 1 } else { index };
    match (word(atoms, start), word(atoms, start + 1)) {
        ("several" | "many" | "few" | "some" | "countless" | "numerous", _) => Some((start + 1, Amount::Unknown)),
        ("a", "few") => Some((start + 2, Amount::Unknown)),
        ("a", "couple") => Some((after_of(start + 2), Amount::whole(2))),
        ("couple", _) => Some((after_of(start + 1), Amount::whole(2))),
        ("dozens" | "hundreds" | "thousands", "of") => Some((start + 2, Amount::Unknown)),
        ("a", "number") if word(atoms, start + 2) == "of" => Some((start + 3, Amount::Unknown)),
        _ => None,
    }
}

/// "half a year", "half an hour".
fn half_only(atoms: &[Atom], start: usize) -> Option<(usize, Amount)> {
    let is_half = word(atoms, start) == "half" && matches!(word(atoms, start + 1), "a" | "an");
    is_half.then_some((start + 2, Amount::Exact { whole: 0, half: true }))
}

/// "and a half", "1/2", ".5" after a number.
fn half_more(atoms: &[Atom], end: usize) -> (usize, bool) {
    let digits = |index: usize| atoms.get(index).and_then(|atom| atom.digits);
    let glued = |index: usize| atoms.get(index).is_some_and(|atom| atom.glued);
    if word(atoms, end) == "and" && word(atoms, end + 1) == "a" && word(atoms, end + 2) == "half" {
        (end + 3, true)
    } else if digits(end) == Some(1) && word(atoms, end + 1) == "/" && digits(end + 2) == Some(2) {
        (end + 3, true)
    } else if word(atoms, end) == "." && glued(end) && digits(end + 1) == Some(5) && glued(end + 1) {
        (end + 2, true)
    } else if word(atoms, end) == "½" {
        (end + 1, true)
    } else {
        (end, false)
    }
}
