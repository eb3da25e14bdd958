//! Where is a sentence cut that is longer than the reader takes?

use super::{LONGEST_SENTENCE, Token};

/// The parts of a sentence, none longer than [`LONGEST_SENTENCE`]: cut after the strongest punctuation of the second
/// half of each stretch, the last of equals.
pub(super) fn parts<'w>(text: &str, words: &'w [Token]) -> Vec<&'w [Token]> {
    let mut parts = Vec::new();
    let mut rest = words;
    while rest.len() > LONGEST_SENTENCE {
        let cut = (LONGEST_SENTENCE / 2..=LONGEST_SENTENCE)
            .max_by_key(|&cut| (strength(text, rest, cut), cut))
            .unwrap_or(LONGEST_SENTENCE);
        let (part, later) = rest.split_at(cut);
        parts.push(part);
        rest = later;
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// How good it is to cut before word `cut`; a written token such as "don't" is never parted.
fn strength(text: &str, words: &[Token], cut: usize) -> u8 {
    let (before, after) = (words[cut - 1], words[cut]);
    if before.surface == after.surface {
        return 0;
    }
    match before.span.of(text) {
        ";" | "." | "?" | "!" | "…" | "..." => 6,
        ":" | "--" | "—" | "–" => 5,
        "," => 4,
        ")" | "]" | "\"" | "”" | "''" => 3,
        _ if before.span.end < after.span.start => 2,
        _ => 1,
    }
}
