//! Which written words hold two words or more?
//!
//! "don't" is "do" and "n't", "Kenya's" is "Kenya" and "'s", "cannot" is "can" and "not"; and so are the same words
//! written in haste: "dont", "im", "its been".

/// Endings with an apostrophe, which is written here as ASCII.
const ENDINGS: &[&str] = &["n't", "'s", "'m", "'ll", "'ve", "'re", "'d"];

/// Words that are two although no apostrophe shows it, with the length in bytes of the first.
const FUSED: &[(&str, usize)] = &[
    ("aint", 2),
    ("arent", 3),
    ("awhile", 1),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("couldve", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("heres", 4),
    ("hes", 2),
    ("im", 1),
    ("isnt", 2),
    ("itll", 2),
    ("ive", 1),
    ("lemme", 3),
    ("outta", 3),
    ("shes", 3),
    ("shouldnt", 6),
    ("shouldve", 6),
    ("sorta", 4),
    ("thats", 4),
    ("theres", 5),
    ("theyll", 4),
    ("theyre", 4),
    ("theyve", 4),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("weve", 2),
    ("whats", 4),
    ("wheres", 5),
    ("whos", 3),
    ("wont", 2),
    ("wouldnt", 5),
    ("wouldve", 5),
    ("youll", 3),
    ("youre", 3),
    ("youve", 3),
];

/// Words after which a preceding "its" is meant as "it's": none of them can follow a possessive.
const AFTER_IT_IS: &[&str] = &[
    "a", "also", "always", "an", "been", "for", "from", "getting", "going", "gonna", "in", "just", "not", "nothing",
    "on", "really", "the", "too",
];

/// Words after which a preceding "your" is meant as "you're".
const AFTER_YOU_ARE: &[&str] = &["a", "an", "going", "gonna", "in", "looking", "not", "on", "the", "too"];

/// Words after which a preceding "lets" is meant as "let's"; else it is the verb: "the law lets police search".
const AFTER_LET_US: &[&str] = &[
    "be", "do", "face", "get", "go", "hope", "just", "make", "not", "say", "see", "start", "take", "talk", "try",
    "wait",
];

/// Whether `c` is an apostrophe in any of its Unicode forms.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʹ' | '′' | '＇' | '‛')
}

/// The offsets inside `word` at which a new word begins, in order; `next` is the written word that follows.
pub(super) fn starts(word: &str, next: &str) -> Vec<usize> {
    if word.len() > 60 {
        return Vec::new();
    }
    let plain: String =
        word.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect::<String>().to_lowercase();
    if plain.contains('\'') {
        return with_apostrophe(word, &plain);
    }
    // "IM" and "IVE" are acronyms.
    if word.len() < 4 && word.chars().all(char::is_uppercase) {
        return Vec::new();
    }
    fused(&plain, &next.to_lowercase()).filter(|&start| word.is_char_boundary(start)).into_iter().collect()
}

fn fused(word: &str, next: &str) -> Option<usize> {
    match word {
        "its" => return AFTER_IT_IS.contains(&next).then_some(2),
        "lets" => return AFTER_LET_US.contains(&next).then_some(3),
        "your" => return AFTER_YOU_ARE.contains(&next).then_some(3),
        _ => {}
    }
    FUSED.binary_search_by(|(entry, _)| (*entry).cmp(word)).ok().map(|at| FUSED[at].1)
}

/// Peels endings off from the right: "I'd've" is "I", "'d" and "'ve".
fn with_apostrophe(word: &str, plain: &str) -> Vec<usize> {
    // Lower-casing may change the number of characters in rare scripts; then the endings cannot be placed.
    if plain.chars().count() != word.chars().count() {
        return Vec::new();
    }
    if plain == "c'mon" {
        return word.char_indices().nth(3).map(|(at, _)| at).into_iter().collect();
    }
    if matches!(plain, "y'all" | "ya'll" | "ma'am") {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let mut rest = plain;
    while let Some(stem) = ENDINGS.iter().find_map(|ending| rest.strip_suffix(ending)) {
        let Some(last) = stem.chars().next_back() else { break };
        // "the 1990's" and "#'s" are plurals.
        let is_plural = rest.ends_with("'s") && !(last.is_alphabetic() || matches!(last, '.' | '%' | ')'));
        if is_plural || is_apostrophe(last) {
            break;
        }
        let n_characters = stem.chars().count();
        starts.extend(word.char_indices().nth(n_characters).map(|(at, _)| at));
        rest = stem;
    }
    starts.reverse();
    starts
}
