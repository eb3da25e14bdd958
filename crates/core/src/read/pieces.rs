//! How are words turned into numbers for the network? Lower-casing WordPiece and a class for the spelling of each word.
//!
//! The rules mirror `train/words.py`; the fixture test holds both to the same readings.

use std::collections::BTreeMap;
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

/// A part longer than this many characters becomes one unknown piece, as in BERT.
const MAX_PART_CHARACTERS: usize = 100;

/// The class of a word's spelling, which the lower-cased vocabulary loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CaseClass {
    Special = 0,
    Lower,
    Title,
    Upper,
    Initial,
    Mixed,
    Digit,
    Other,
    /// No spelling: a word of the first actor of a pair that is asked about.
    Source,
    /// No spelling: a word of the second actor of that pair.
    Target,
}

impl CaseClass {
    /// `Moscow` is `Title`, `U.S.` `Upper`, `I` `Initial`, `McCain` `Mixed`, `2023` `Digit`, `--` `Other`.
    pub(super) fn of(word: &str) -> CaseClass {
        if word.chars().any(char::is_numeric) {
            return CaseClass::Digit;
        }
        let letters = || word.chars().filter(|character| character.is_alphabetic());
        let n_letters = letters().count();
        let n_upper = letters().filter(|character| character.is_uppercase()).count();
        let first_is_upper = letters().next().is_some_and(char::is_uppercase);
        match (n_letters, n_upper) {
            (0, _) => CaseClass::Other,
            (_, 0) => CaseClass::Lower,
            (1, _) => CaseClass::Initial,
            _ if n_upper == n_letters => CaseClass::Upper,
            (_, 1) if first_is_upper => CaseClass::Title,
            _ => CaseClass::Mixed,
        }
    }
}

/// The vocabulary of word pieces.
#[derive(Debug)]
pub(super) struct Vocabulary {
    ids: BTreeMap<Box<str>, i32>,
    unknown: i32,
    /// `[CLS]`, before the first word; stands for the root of the tree.
    pub(super) start: i32,
    /// `[SEP]`, after the last word.
    pub(super) end: i32,
}

impl Vocabulary {
    /// Reads a list of pieces, one a line. None if one of the special pieces is missing.
    pub(super) fn parse(list: &str) -> Option<Vocabulary> {
        let ids: BTreeMap<Box<str>, i32> = list.lines().zip(0..).map(|(piece, id)| (piece.into(), id)).collect();
        let special = |piece: &str| ids.get(piece).copied();
        let (unknown, start, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Some(Vocabulary { ids, unknown, start, end })
    }

    /// Appends the pieces of one word, at least one.
    pub(super) fn cut(&self, word: &str, pieces: &mut Vec<i32>) {
        let before = pieces.len();
        for part in parts(word) {
            self.cut_part(&part, pieces);
        }
        if pieces.len() == before {
            pieces.push(self.unknown);
        }
    }

    fn cut_part(&self, part: &str, pieces: &mut Vec<i32>) {
        let before = pieces.len();
        let mut rest = part;
        let mut candidate = String::new();
        while !rest.is_empty() && part.chars().count() <= MAX_PART_CHARACTERS {
            let longest = rest.char_indices().map(|(at, character)| at + character.len_utf8()).rev().find_map(|end| {
                candidate.clear();
                candidate.push_str(if rest.len() == part.len() { "" } else { "##" });
                candidate.push_str(&rest[..end]);
                self.ids.get(candidate.as_str()).map(|&id| (id, end))
            });
            let Some((id, end)) = longest else { break };
            pieces.push(id);
            rest = &rest[end..];
        }
        if !rest.is_empty() {
            pieces.truncate(before);
            pieces.push(self.unknown);
        }
    }
}

/// The word in lower case without accents, with each punctuation mark and CJK character on its own.
fn parts(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for character in word.to_lowercase().nfd() {
        if is_dropped(character) {
            continue;
        }
        if character.is_whitespace() {
            parts.push(String::new());
        } else if stands_alone(character) {
            parts.push(character.to_string());
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(character);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_dropped(character: char) -> bool {
    use GeneralCategory::{Control, Format, NonspacingMark, PrivateUse, Surrogate, Unassigned};
    let category = get_general_category(character);
    let is_other = matches!(category, Control | Format | PrivateUse | Surrogate | Unassigned);
    category == NonspacingMark || character == '\u{fffd}' || (is_other && !matches!(character, '\t' | '\n' | '\r'))
}

fn stands_alone(character: char) -> bool {
    use GeneralCategory::*;
    let is_punctuation = matches!(
        get_general_category(character),
        ConnectorPunctuation
            | DashPunctuation
            | OpenPunctuation
            | ClosePunctuation
            | InitialPunctuation
            | FinalPunctuation
            | OtherPunctuation
    );
    is_punctuation || (character.is_ascii_graphic() && !character.is_ascii_alphanumeric()) || is_cjk(character)
}

fn is_cjk(character: char) -> bool {
    matches!(u32::from(character),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_classes() {
        let expected =
            [("in", 1), ("Moscow", 2), ("U.S.", 3), ("I", 4), ("J.", 4), ("McCain", 5), ("2023", 6), ("--", 7)];
        for (word, class) in expected {
            assert_eq!(CaseClass::of(word) as i32, class, "{word}");
        }
    }

    #[test]
    fn words_are_cut_greedily_and_lose_case_and_accents() {
        let vocabulary = Vocabulary::parse("[UNK]\n[CLS]\n[SEP]\nmeet\n##ing\n.\nu\ns\nelysee").expect("a vocabulary");
        let cut = |word: &str| {
            let mut pieces = Vec::new();
            vocabulary.cut(word, &mut pieces);
            pieces
        };
        assert_eq!(cut("Meeting"), [3, 4]);
        assert_eq!(cut("U.S."), [6, 5, 7, 5]);
        assert_eq!(cut("Élysée"), [8]);
        assert_eq!(cut("meetings"), [0]);
        assert_eq!(cut("\u{200b}"), [0]);
    }
}
