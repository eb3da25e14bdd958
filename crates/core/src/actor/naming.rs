//! Which names can be names of the same person or body, and is it a he or a she?

use crate::read::{Tree, Upos};
use crate::segment::TokenId;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Grammatical gender of a person, as far as the words are sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gender {
    /// Nothing tells.
    #[default]
    Unknown,
    /// She.
    Female,
    /// He.
    Male,
}

impl Gender {
    /// Whether one person can have both.
    pub(super) fn agrees(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }
}

/// Given names whose bearers are nearly always of one sex, and titles that tell it.
#[derive(Debug)]
pub(super) struct GivenNames {
    genders: BTreeMap<&'static str, Gender>,
}

impl GivenNames {
    /// Reads the table.
    pub(super) fn load() -> GivenNames {
        let mut genders = BTreeMap::new();
        let lines = include_str!("../../../../data/names/given.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let Some((gender, names)) = line.split_once(':') else { continue };
            let gender = if gender.trim() == "female" { Gender::Female } else { Gender::Male };
            genders.extend(names.split_whitespace().map(|name| (name, gender)));
        }
        GivenNames { genders }
    }

    /// The gender that a person's title, function or given name tells. `words` are the words of the whole phrase.
    pub(super) fn gender(&self, tree: &Tree, words: &[TokenId]) -> Gender {
        let told = words.iter().map(|&word| title_gender(&tree.form(word).to_lowercase()));
        if let Some(gender) = told.into_iter().find(|&gender| gender != Gender::Unknown) {
            return gender;
        }
        let given = words.iter().find(|&&word| tree.upos(word) == Upos::Propn && !is_title(tree.form(word)));
        given.map_or(Gender::Unknown, |&word| self.given(tree.form(word)))
    }

    fn given(&self, name: &str) -> Gender {
        self.genders.get(plain(name).as_str()).copied().unwrap_or_default()
    }
}

fn title_gender(word: &str) -> Gender {
    match word.trim_end_matches('.') {
        "mr" | "sir" | "lord" | "king" | "prince" | "emir" | "sheikh" | "sultan" | "pope" | "imam" | "ayatollah"
        | "father" | "brother" | "chairman" | "spokesman" | "congressman" | "businessman" | "man" | "boy" | "actor"
        | "son" | "husband" | "uncle" | "nephew" | "policeman" | "gunman" | "statesman" | "tsar" | "baron" | "duke"
        | "bishop" | "archbishop" => Gender::Male,
        "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "chairwoman" | "spokeswoman"
        | "congresswoman" | "businesswoman" | "woman" | "girl" | "actress" | "daughter" | "wife" | "mother"
        | "sister" | "aunt" | "niece" | "policewoman" | "stateswoman" | "duchess" | "baroness" | "widow" | "nun" => {
            Gender::Female
        }
        _ => Gender::Unknown,
    }
}

/// Whether a capitalised word is a title rather than part of the name itself.
pub(super) fn is_title(word: &str) -> bool {
    const TITLES: &str = " mr mrs ms miss dr sir lord lady dame prof professor rev reverend father sister brother king queen \
        prince princess emir sheikh sultan pope imam ayatollah president premier chancellor minister prime foreign defence \
        defense interior finance justice vice deputy former acting first secretary general lt lieutenant col colonel maj major \
        capt captain gen sgt sergeant cpl adm admiral brig brigadier marshal commander chief senator sen rep representative \
        congressman congresswoman governor gov mayor judge justice ambassador envoy spokesman spokeswoman spokesperson chairman \
        chairwoman director commissioner archbishop bishop cardinal hon lawmaker mp leader ";
    let word = word.trim_end_matches('.').to_lowercase();
    TITLES.contains(&format!(" {word} "))
}

/// The words of a proper name without titles, folded so that spellings of one name meet.
pub(super) fn name_key(tree: &Tree, words: &[TokenId]) -> Vec<String> {
    let all: Vec<&str> =
        words.iter().map(|&word| tree.form(word)).filter(|form| form.chars().any(char::is_alphanumeric)).collect();
    let bare: Vec<&str> =
        all.iter().copied().filter(|form| !is_title(form) && !super::noun_phrase::is_possessive_mark(form)).collect();
    let chosen = if bare.is_empty() { all } else { bare };
    chosen.into_iter().map(fold).collect()
}

/// A word without accents and in lower case.
pub(super) fn plain(word: &str) -> String {
    word.nfd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A name folded over case, accents and the habits of transliteration: Zelensky, Zelenskyy and Zelenskiy meet, as do
/// Mohammed and Muhammad, Gaddafi and Qadhafi, Shoigu and Shoygu.
pub(super) fn fold(word: &str) -> String {
    let mut folded = plain(word).replace(['-', '\'', '’', 'ʿ', '`', '.'], "");
    // Short names differ by little: Lee is not Li.
    if folded.len() < 5 {
        return folded;
    }
    for (from, to) in [
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("iy", "i"),
        ("yy", "i"),
        ("ij", "i"),
        ("y", "i"),
        ("j", "i"),
        ("q", "k"),
        ("gh", "g"),
        ("kh", "h"),
        ("dh", "d"),
        ("ph", "f"),
        ("ß", "ss"),
        ("ck", "k"),
        ("w", "v"),
        ("o", "u"),
        ("e", "a"),
    ] {
        folded = folded.replace(from, to);
    }
    let mut result = String::with_capacity(folded.len());
    for letter in folded.chars() {
        if !result.ends_with(letter) {
            result.push(letter);
        }
    }
    result
}
