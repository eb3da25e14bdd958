//! What does a word look like?

use super::clitics;

/// What a word looks like, in one character; punctuation mostly stands for itself.
pub(super) type Shape = char;

/// "Kenya".
pub(super) const CAPITALISED: Shape = 'C';
/// "NATO".
pub(super) const CAPITALS: Shape = 'U';
/// "J", "J.".
pub(super) const ONE_CAPITAL: Shape = 'I';
/// "talks".
pub(super) const LOWER: Shape = 'x';
/// "'s".
pub(super) const CLITIC: Shape = 'c';
/// "12", "3rd".
pub(super) const NUMBER: Shape = 'd';
/// "7:30".
pub(super) const TIME: Shape = 't';
/// "9/11".
pub(super) const DATE: Shape = 'D';
/// An address of the web or of mail.
pub(super) const ADDRESS: Shape = 'u';
/// ":)".
pub(super) const FACE: Shape = 'F';
/// "...".
pub(super) const ELLIPSIS: Shape = 'e';
/// "=====".
pub(super) const RULED_LINE: Shape = '=';

/// Whether the shape is that of final punctuation.
pub(super) fn is_final(shape: Shape) -> bool {
    matches!(shape, '.' | '?' | '!' | ELLIPSIS)
}

/// The shape of the word `form`.
pub(super) fn shape(form: &str) -> Shape {
    let mut characters = form.chars();
    let Some(first) = characters.next() else { return '$' };
    let second = characters.next();
    if first.is_numeric() {
        return if form.contains(':') {
            TIME
        } else if form.contains('/') {
            DATE
        } else {
            NUMBER
        };
    }
    if form.contains("://") || form.contains('@') && form.len() > 1 || form.starts_with("www.") {
        return ADDRESS;
    }
    if first.is_alphabetic() {
        let is_capital = first.is_uppercase() || first.is_alphabetic() && !first.is_lowercase();
        return match second {
            _ if !is_capital => LOWER,
            None => ONE_CAPITAL,
            Some('.') if form.chars().count() == 2 => ONE_CAPITAL,
            _ if form.chars().any(char::is_lowercase) => CAPITALISED,
            _ => CAPITALS,
        };
    }
    if clitics::is_apostrophe(first) {
        return match second {
            Some(second) if second.is_alphabetic() => CLITIC,
            Some(second) if clitics::is_apostrophe(second) => '"',
            Some(_) => NUMBER,
            None => '\'',
        };
    }
    sign_shape(form, first, second)
}

fn sign_shape(form: &str, first: char, second: Option<char>) -> Shape {
    match first {
        '.' if form.len() == 1 => '.',
        '.' if second.is_some_and(|c| c.is_ascii_digit()) => NUMBER,
        '.' | '…' => {
            if form.contains(['?', '!']) {
                '!'
            } else {
                ELLIPSIS
            }
        }
        '?' => '?',
        '!' => '!',
        '"' | '“' | '”' | '„' | '«' | '»' => '"',
        '(' | '[' | '{' if second.is_none() => '(',
        ')' | ']' | '}' => ')',
        '-' | '–' | '—' | '―' if form.len() <= 3 => '-',
        '•' | '·' | '●' | '▪' | '◦' | '‣' => '*',
        ':' | ';' | '=' | '^' | '(' | '<' | '>' if form.len() > 1 && !form.bytes().all(|b| b == form.as_bytes()[0]) => {
            FACE
        }
        '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' => FACE,
        '+' | '#' if second.is_some() && second != Some(first) => NUMBER,
        _ if form.len() >= 5 => RULED_LINE,
        _ if first.is_ascii_punctuation() => first,
        _ => '#',
    }
}
