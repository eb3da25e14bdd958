//! How is a sentence cut for the time grammar? Into words, runs of digits and single marks, whatever the tokenizer did.

use super::lexicon;
use crate::span::Span;

/// A word, a run of digits or a mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Atom {
    /// Where it stands.
    pub span: Span,
    /// The word in lower case when the lexicon knows it, the mark itself, or nothing.
    pub word: &'static str,
    /// The number, for a run of at most nine digits.
    pub digits: Option<u32>,
    /// Whether no space stands before it.
    pub glued: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it looks like a past tense the lexicon does not list ("attacked").
    pub in_ed: bool,
    /// Whether it ends like "according".
    pub in_ing: bool,
    /// Whether it is a plural or third person the lexicon does not list ("people", "troops").
    pub in_s: bool,
}

/// The atoms of one sentence.
pub(super) fn cut(text: &str, sentence: Span) -> Vec<Atom> {
    let body = sentence.of(text);
    let mut atoms = Vec::with_capacity(body.len() / 5 + 1);
    let mut previous_end = usize::MAX;
    let mut characters = body.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut end = start + character.len_utf8();
        let belongs: fn(char) -> bool = if character.is_ascii_digit() {
            |next| next.is_ascii_digit()
        } else if character.is_alphabetic() {
            char::is_alphabetic
        } else {
            |_| false
        };
        while let Some(&(position, next)) = characters.peek().filter(|(_, next)| belongs(*next)) {
            end = position + next.len_utf8();
            characters.next();
        }
        end = with_inner_stops(body, start, end);
        while characters.peek().is_some_and(|&(position, _)| position < end) {
            characters.next();
        }
        let offset = sentence.start as usize;
        atoms.push(atom(&body[start..end], Span::new(offset + start, offset + end), previous_end == start));
        previous_end = end;
    }
    atoms
}

/// Takes the stops of "a.m.", "p.m." and "B.C." into the word.
fn with_inner_stops(body: &str, start: usize, end: usize) -> usize {
    let rest = body.as_bytes().get(start..).unwrap_or_default();
    let is_abbreviation = end == start + 1
        && rest.len() >= 3
        && rest[1] == b'.'
        && matches!(
            (rest[0].to_ascii_lowercase(), rest[2].to_ascii_lowercase()),
            (b'a' | b'p', b'm') | (b'b', b'c') | (b'a', b'd')
        )
        && !rest.get(3).is_some_and(u8::is_ascii_alphabetic);
    match (is_abbreviation, rest.get(3)) {
        (true, Some(b'.')) => start + 4,
        (true, _) => start + 3,
        _ => end,
    }
}

fn atom(form: &str, span: Span, glued: bool) -> Atom {
    let first = form.chars().next().unwrap_or(' ');
    let is_number = first.is_ascii_digit();
    let word = if is_number { "" } else { lexicon::keyword(form) };
    Atom {
        span,
        word,
        digits: if is_number && form.len() <= 9 { form.parse().ok() } else { None },
        glued,
        capital: first.is_uppercase(),
        in_ed: form.ends_with("ed") && form.len() > 3,
        in_ing: form.ends_with("ing"),
        in_s: (form.ends_with('s') || form == "people") && !first.is_uppercase(),
    }
}
