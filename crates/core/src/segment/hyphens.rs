//! Which hyphens and slashes part words?
//!
//! The treebank parts compounds at their hyphens ("long - term", "al - Qaeda", "F - 16") but leaves affixes
//! ("anti-war", "ex-president"), telephone numbers, codes of numbers and file names whole.

/// Prefixes that stay with their word; the list of the Linguistic Data Consortium's treebank guidelines, with those
/// found in the training part of the treebank.
const PREFIXES: &[&str] = &[
    "a", "agro", "ante", "anti", "arch", "be", "bi", "bio", "co", "counter", "cross", "cyber", "de", "e", "eco", "em",
    "ex", "extra", "inter", "intra", "macro", "mega", "micro", "mid", "mini", "multi", "neo", "non", "over", "pan",
    "para", "peri", "post", "pre", "pro", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub", "super", "tri",
    "ultra", "un", "uni",
];

/// Suffixes that stay with their word.
const SUFFIXES: &[&str] = &["esque", "ette", "fest", "fold", "gate", "itis", "less", "most", "rama", "wise"];

/// Whether `c` joins the parts of a compound.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The pieces of `word` between the slashes and hyphens that part it, the parting signs among them.
pub(super) fn pieces(word: &str) -> Vec<&str> {
    if !word.contains(|c| is_hyphen(c) || c == '/') {
        return vec![word];
    }
    let mut pieces = Vec::new();
    if keeps_slashes(word) {
        push_parted(&mut pieces, word);
        return pieces;
    }
    for (n, part) in split_keeping(word, |c| c == '/').into_iter().enumerate() {
        if n % 2 == 1 { pieces.push(part) } else { push_parted(&mut pieces, part) }
    }
    pieces
}

fn push_parted<'w>(pieces: &mut Vec<&'w str>, word: &'w str) {
    let parts = split_keeping(word, is_hyphen);
    if parts.len() == 1 || is_number_code(word) {
        pieces.push(word);
        return;
    }
    let offset = |part: &str| part.as_ptr() as usize - word.as_ptr() as usize;
    let mut start = 0;
    let last = parts.len() - 1;
    for n in (1..last).step_by(2) {
        let is_prefix = n == 1 && has(PREFIXES, parts[0]) && parts[2].starts_with(char::is_alphanumeric);
        let is_suffix = n + 1 == last && has(SUFFIXES, parts[last]);
        let is_inside = start == offset(parts[n]) || offset(parts[n + 1]) == word.len();
        if is_prefix || is_suffix || is_inside {
            continue;
        }
        pieces.push(&word[start..offset(parts[n])]);
        pieces.push(parts[n]);
        start = offset(parts[n + 1]);
    }
    pieces.push(&word[start..]);
}

fn has(list: &[&str], part: &str) -> bool {
    part.len() <= 8 && list.contains(&part.to_lowercase().as_str())
}

/// Telephone numbers, postal codes and dates: "555-0137", "12-20-2000", "713/555-0137"; but not spans of years, scores
/// or ranges, nor a compound such as "50-page".
fn is_number_code(word: &str) -> bool {
    let word = word.strip_prefix('x').unwrap_or(word);
    if !word.chars().all(|c| c.is_ascii_digit() || c == '/' || is_hyphen(c)) {
        return false;
    }
    let lengths: Vec<usize> = word.split(|c| c == '/' || is_hyphen(c)).map(str::len).collect();
    lengths.len() > 2 || matches!(lengths[..], [3, 4] | [5, 4] | [1, 4])
}

/// Dates, "9/11", telephone numbers and abbreviations of single letters such as "n/a".
fn keeps_slashes(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    let number = |part: &str| part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit());
    if parts.len() == 3 {
        return parts.iter().all(|part| number(part));
    }
    let [first, second] = parts[..] else { return parts.len() == 1 };
    if number(first) && number(second) {
        let (month, day) = (first.parse().unwrap_or(0), second.parse().unwrap_or(0));
        let is_fraction = matches!((month, day), (1, 2..=4 | 8) | (2, 3) | (3, 4 | 8));
        return (1..=12).contains(&month) && (1..=31).contains(&day) && !is_fraction;
    }
    let is_telephone = number(first) && first.len() == 3 && is_number_code(second);
    let letters = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    let is_short = letters(first) && letters(second) && word != "c/o";
    is_telephone || is_short || matches!(word, "w/out" | "W/out")
}

/// The parts of `word` and the separators between them, in turn.
fn split_keeping(word: &str, is_separator: fn(char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, separator) in word.match_indices(is_separator) {
        parts.push(&word[start..at]);
        parts.push(separator);
        start = at + separator.len();
    }
    parts.push(&word[start..]);
    parts
}
