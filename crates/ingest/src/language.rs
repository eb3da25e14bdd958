//! Is the report in English?

use std::collections::BTreeSet;

/// Texts below this many words are taken as English unless their source says otherwise: nothing tells them apart.
const FEW_WORDS: usize = 8;

/// The language of a text as a BCP 47 tag.
///
/// `declared` is what a record says, which is trusted; `hinted` is what a page says, which templates get wrong.
pub(crate) fn language_of(text: &str, declared: Option<&str>, hinted: Option<&str>) -> String {
    if let Some(tag) = declared.and_then(tag) {
        return tag;
    }
    let hint = hinted.and_then(tag);
    let sample = sample(text);
    let n_words = sample.split_whitespace().count();
    if n_words < FEW_WORDS {
        return hint.unwrap_or_else(|| "en".to_string());
    }
    let detected = whichlang::detect_language(sample);
    let code = two_letters(detected);
    // Names from elsewhere mislead the detector; English function words do not.
    let share = english_share(sample);
    match &hint {
        Some(hint) if is_english(hint) && (code == "en" || share > 0.12) => hint.clone(),
        Some(hint) if hint.split('-').next() == Some(code) => hint.clone(),
        _ if code == "en" && share < 0.05 && n_words > 30 => {
            hint.filter(|hint| !is_english(hint)).unwrap_or_else(|| "en".to_string())
        }
        // A short text has few words to tell a language by; English function words decide.
        _ if share > 0.2 || (n_words < 40 && share > 0.1) => "en".to_string(),
        // A list of names has no function words at all, and the detector guesses; a sound text is not passed over for that.
        _ if lacks_words_of(code, sample) => "en".to_string(),
        _ => code.to_string(),
    }
}

/// Whether a text in Latin letters lacks what every text of a language has: its commonest words.
fn lacks_words_of(code: &str, text: &str) -> bool {
    let words: &[&str] = match code {
        "de" => {
            &["der", "die", "das", "und", "ist", "in", "den", "von", "zu", "mit", "ein", "eine", "nicht", "im", "dem"]
        }
        "es" => &["el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "por", "con", "del", "se", "para"],
        "fr" => &["le", "la", "les", "de", "des", "et", "un", "une", "du", "que", "dans", "pour", "est", "qui", "au"],
        "it" => &["il", "la", "di", "che", "e", "un", "una", "per", "con", "del", "della", "non", "i", "le", "in"],
        "nl" => &["de", "het", "een", "en", "van", "in", "is", "dat", "op", "te", "met", "voor", "niet", "zijn", "die"],
        "pt" => &["o", "a", "os", "as", "de", "que", "e", "do", "da", "em", "um", "uma", "para", "com", "no"],
        "sv" => {
            &["och", "att", "det", "som", "en", "ett", "av", "för", "med", "den", "till", "inte", "om", "har", "på"]
        }
        "tr" => &["ve", "bir", "bu", "için", "ile", "da", "de", "olarak", "olan", "daha", "çok", "sonra", "göre", "ne"],
        "vi" => {
            &["và", "của", "là", "có", "các", "được", "trong", "cho", "một", "không", "những", "với", "người", "đã"]
        }
        _ => return false,
    };
    let all = || text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let n_common = all().filter(|word| words.contains(&word.to_lowercase().as_str())).count();
    n_common < 2 || n_common * 25 < all().count()
}

/// Whether a tag names English of any country.
pub(crate) fn is_english(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

/// "en_GB", "EN-gb" and "English" as tags; `None` for what is no tag.
fn tag(given: &str) -> Option<String> {
    let given = given.split(',').next()?.trim().replace('_', "-");
    if given.eq_ignore_ascii_case("english") || given.eq_ignore_ascii_case("eng") {
        return Some("en".to_string());
    }
    let mut parts = given.split('-');
    let language = parts
        .next()
        .filter(|part| matches!(part.len(), 2 | 3) && part.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    let mut tag = language.to_ascii_lowercase();
    if let Some(region) =
        parts.next().filter(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
    {
        tag.push('-');
        tag.push_str(&region.to_ascii_uppercase());
    }
    Some(tag)
}

/// Enough of the text to tell its language by.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(4000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn english_share(text: &str) -> f64 {
    const WORDS: &[&str] = &[
        "the", "of", "and", "to", "in", "that", "was", "for", "on", "with", "said", "is", "by", "has", "were", "his",
        "its", "at", "from", "which", "had", "have", "after", "would", "will", "their", "been", "not", "who",
    ];
    let words: BTreeSet<&str> = WORDS.iter().copied().collect();
    let mut n_words = 0usize;
    let mut n_english = 0usize;
    for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        n_words += 1;
        n_english += usize::from(words.contains(word.to_lowercase().as_str()));
    }
    n_english as f64 / n_words.max(1) as f64
}

fn two_letters(language: whichlang::Lang) -> &'static str {
    use whichlang::Lang;
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_words() {
        for (text, hinted, expected) in [
            ("The minister of fisheries met the union on Monday and promised a new quay.", None, "en"),
            ("Le ministre de la pêche a rencontré le syndicat lundi et a promis un nouveau quai.", None, "fr"),
            ("Der Minister hat am Montag die Gewerkschaft getroffen und einen neuen Kai versprochen.", None, "de"),
            ("Министр рыболовства встретился с профсоюзом в понедельник и обещал новый причал.", None, "ru"),
            ("Le ministre de la pêche a rencontré le syndicat lundi et a promis un nouveau quai.", Some("en"), "fr"),
            ("The minister of fisheries met the union on Monday and promised a new quay.", Some("fr-FR"), "en"),
            ("The minister of fisheries met the union on Monday and promised a new quay.", Some("en_GB"), "en-GB"),
            ("Abdoulaye Ouedraogo arrive à Bobo", None, "en"),
            ("Anna Berg, Karl Lind, Nina Holm, Erik Strand, Olga Moe, Sven Dahl, Ida Lund, Per Falk", None, "en"),
            ("Malmberget: storm damage. Falun: sand, salt. Karlstad: bridge shut. Umeå: ferry late", None, "en"),
            ("Ministern träffade facket på måndagen och lovade att det skulle byggas en ny kaj", None, "sv"),
        ] {
            assert_eq!(language_of(text, None, hinted), expected, "{text}");
        }
    }

    #[test]
    fn what_a_record_declares_is_trusted() {
        assert_eq!(language_of("The quay is new.", Some("fr"), None), "fr");
        assert_eq!(language_of("Le quai est neuf.", Some("English"), None), "en");
    }
}
