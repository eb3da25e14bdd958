//! When are two spellings of a name the same? Shared by the build script, which sorts by it, and by the search.

use unicode_normalization::UnicodeNormalization;

/// The key a name is found by: lower case without marks, stops and quotes, hyphens as spaces, "Saint" as "st", no
/// leading "the".
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    if name.is_ascii() {
        name.chars().for_each(|letter| push(&mut key, letter));
    } else {
        name.nfd().for_each(|letter| push(&mut key, letter));
    }
    while key.ends_with(' ') {
        key.pop();
    }
    if let Some(rest) = key.strip_prefix("the ").filter(|rest| !rest.is_empty()) {
        key = rest.to_string();
    }
    for (long, short) in [("saint ", "st "), ("mount ", "mt "), ("fort ", "ft ")] {
        if let Some(rest) = key.strip_prefix(long).filter(|rest| !rest.is_empty()) {
            key = format!("{short}{rest}");
        }
    }
    key
}

fn push(key: &mut String, letter: char) {
    match letter {
        'a'..='z' | '0'..='9' => key.push(letter),
        'A'..='Z' => key.push(letter.to_ascii_lowercase()),
        ' ' | '-' | '–' | '‑' | '/' | '\n' | '\t' | '\u{a0}' => {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        }
        '.' | ',' | '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | '"' | '(' | ')' => {}
        '\u{300}'..='\u{36f}' => {}
        'ø' | 'Ø' => key.push('o'),
        'ł' | 'Ł' => key.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => key.push('d'),
        'ı' | 'İ' => key.push('i'),
        'ħ' | 'Ħ' => key.push('h'),
        'ə' | 'Ə' => key.push('a'),
        'ß' => key.push_str("ss"),
        'æ' | 'Æ' => key.push_str("ae"),
        'œ' | 'Œ' => key.push_str("oe"),
        'þ' | 'Þ' => key.push_str("th"),
        other => key.extend(other.to_lowercase()),
    }
}
