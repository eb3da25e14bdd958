//! Which words does a text have?
//!
//! Text is taken chunk by chunk as white space divides it; each chunk is read from left to right, an address, a word
//! with what joins inside it, or a run of punctuation at a time.

use super::{Token, abbreviations, clitics, hyphens, web};
use crate::span::Span;

/// Chunks are read in stretches of at most this many bytes, so that no look-ahead costs more than a constant.
const LONGEST_CHUNK: usize = 1000;

/// The words in `block`; the sentence of each is still to be found.
pub(super) fn words(text: &str, block: Span) -> Vec<Token> {
    let mut reader = Reader { words: Vec::new(), has_open_quote: false, n_open_brackets: 0 };
    let mut chunks = block.of(text).split(is_blank).filter(|chunk| !chunk.is_empty()).peekable();
    while let Some(chunk) = chunks.next() {
        let next = chunks.peek().copied().unwrap_or("");
        let mut start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        let end = start + chunk.len();
        while start < end {
            let stop = if end - start <= LONGEST_CHUNK { end } else { text.floor_char_boundary(start + LONGEST_CHUNK) };
            let stretch = &text[start..stop];
            reader.read(stretch, start, if stop == end { first_word(next) } else { "" });
            start = stop;
        }
    }
    reader.words
}

/// Whether a character parts words: white space, and what has no width but parts words all the same.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// The letters or digits that `chunk` begins with; nothing when it begins with another sign or with a compound, so that
/// "so" is not seen in "so-called".
fn first_word(chunk: &str) -> &str {
    let end = chunk.find(|c: char| !c.is_alphanumeric()).unwrap_or(chunk.len());
    let is_compound = chunk[end..].starts_with(hyphens::is_hyphen) && chunk.starts_with(char::is_alphabetic);
    if is_compound || end > 40 { "" } else { &chunk[..end] }
}

struct Reader {
    words: Vec<Token>,
    /// Whether a single quotation mark is open, so that the next after an "s" may close it.
    has_open_quote: bool,
    n_open_brackets: usize,
}

impl Reader {
    /// Adds the words of `chunk`, which stands at byte `base` of the text; `next` is the word of the next chunk.
    fn read(&mut self, chunk: &str, base: usize, next: &str) {
        let mut at = 0;
        while at < chunk.len() {
            let rest = &chunk[at..];
            let before = chunk[..at].chars().next_back();
            let length = self.whole(rest, before, at == 0);
            if let Some(length) = length {
                self.push(base + at, length);
                at += length;
            } else if rest.starts_with(is_letter) {
                let length = word_length(rest, next);
                self.split(&rest[..length], base + at, if at + length == chunk.len() { next } else { "" });
                at += length;
                at += self.possessive_apostrophe(chunk, at, base);
            } else {
                let length = self.sign_length(rest, before);
                self.push(base + at, length);
                at += length;
            }
        }
    }

    /// Addresses, emoticons, elided years and the like, which are one word whatever signs they hold.
    fn whole(&self, rest: &str, before: Option<char>, is_start: bool) -> Option<usize> {
        let is_word_start = !before.is_some_and(char::is_alphanumeric);
        let emoticon = web::emoticon_length(rest).filter(|&length| {
            let closes = rest.contains(')') && self.n_open_brackets > 0;
            let is_whole = is_word_start && (is_start || length > 2) || length == rest.len() && !rest.starts_with('8');
            is_whole && !closes
        });
        if emoticon.is_some() || !is_word_start {
            return emoticon;
        }
        web::address_length(rest).or_else(|| elided_length(rest)).or_else(|| signed_length(rest, before))
    }

    /// One word that stands at `start`; its hyphens, slashes, units and clitics part it.
    fn split(&mut self, word: &str, start: usize, next: &str) {
        if web::is_host_or_file(word) && !word.contains('@') {
            self.push(start, word.len());
            return;
        }
        let pieces = hyphens::pieces(word);
        let last = pieces.len() - 1;
        let mut at = start;
        for (n, piece) in pieces.into_iter().enumerate() {
            let unit = unit_start(piece).filter(|_| !piece.ends_with('.') || piece.contains(".m"));
            let (number, rest) = piece.split_at(unit.unwrap_or(0));
            if !number.is_empty() {
                self.push(at, number.len());
            }
            self.push_clitics(rest, at + number.len(), if n == last { next } else { "" });
            at += piece.len();
        }
    }

    fn push_clitics(&mut self, word: &str, start: usize, next: &str) {
        let surface = Span::new(start, start + word.len());
        let mut begin = 0;
        for stop in clitics::starts(word, next).into_iter().chain([word.len()]) {
            self.words.push(Token { span: Span::new(start + begin, start + stop), surface, sentence: 0 });
            begin = stop;
        }
    }

    /// The length of the apostrophe at `at` of `chunk`, when it makes a plural possessive ("the banks' losses") and
    /// closes no quotation; it then joins the word before.
    fn possessive_apostrophe(&mut self, chunk: &str, at: usize, base: usize) -> usize {
        let Some(mark) = chunk[at..].chars().next().filter(|&c| clitics::is_apostrophe(c)) else { return 0 };
        let length = mark.len_utf8();
        let after = chunk[at + length..].chars().next();
        let ends_in_s = chunk[..at].ends_with(['s', 'S', 'z', 'x']);
        if !ends_in_s || self.has_open_quote || after.is_some_and(|c| c.is_alphanumeric() || c == mark) {
            return 0;
        }
        let Some(owner) = self.words.last_mut() else { return 0 };
        if owner.surface != owner.span {
            return 0;
        }
        let end = base + at + length;
        let surface = owner.span.cover(Span::new(end, end));
        owner.surface = surface;
        self.words.push(Token { span: Span::new(base + at, end), surface, sentence: 0 });
        length
    }

    /// The length of the punctuation mark, or run of them, that `rest` begins with.
    fn sign_length(&mut self, rest: &str, before: Option<char>) -> usize {
        let Some(first) = rest.chars().next() else { return 0 };
        match first {
            '(' | '[' | '{' => self.n_open_brackets += 1,
            ')' | ']' | '}' => self.n_open_brackets = self.n_open_brackets.saturating_sub(1),
            _ => {}
        }
        let second = rest[first.len_utf8()..].chars().next();
        let is_pair = second == Some(first) || first == '‘' && second == Some('’');
        if (clitics::is_apostrophe(first) || first == ',') && is_pair {
            return first.len_utf8() + second.map_or(0, char::len_utf8);
        }
        if clitics::is_apostrophe(first) {
            self.has_open_quote =
                !before.is_some_and(char::is_alphanumeric) && second.is_some_and(char::is_alphanumeric);
        }
        run_length(rest, first)
    }

    fn push(&mut self, start: usize, length: usize) {
        let span = Span::new(start, start + length);
        self.words.push(Token { span, surface: span, sentence: 0 });
    }
}

/// A letter or digit, or what is written only with one: combining marks and the soft hyphen.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}')
}

/// How far the word at the start of `rest` reaches; it begins with a letter. `next` is the word after this chunk.
fn word_length(rest: &str, next: &str) -> usize {
    let mut characters = rest.char_indices().peekable();
    let mut previous = ' ';
    let mut length = 0;
    while let Some((at, c)) = characters.next() {
        let following = characters.peek().map(|&(_, c)| c);
        if is_letter(c) || following.is_some_and(|following| joins(rest, at, (previous, c, following))) {
            length = at + c.len_utf8();
        } else if c == '$' && following.is_some_and(|c| c.is_ascii_digit()) && is_currency(&rest[..at]) {
            return at + 1;
        } else {
            break;
        }
        previous = c;
    }
    let is_named_with_mark = matches!(&rest[..length], "Yahoo" | "Jeopardy") && rest[length..].starts_with('!');
    if is_named_with_mark {
        return length + 1;
    }
    let takes_stop = rest[length..].starts_with('.') && !rest[length..].starts_with("..");
    if takes_stop && stop_belongs(&rest[..length], rest[length + 1..].is_empty(), next) { length + 1 } else { length }
}

/// Whether the stop after `word` is its own; `is_last` when nothing follows it in the chunk.
fn stop_belongs(word: &str, is_last: bool, next: &str) -> bool {
    match abbreviations::kind(word) {
        None => false,
        Some(abbreviations::Kind::Number) => is_last && next.starts_with(|c: char| c.is_ascii_digit()),
        Some(_) => true,
    }
}

/// Whether the sign `c` at byte `at` joins the characters before and after it to one word.
fn joins(rest: &str, at: usize, (before, c, after): (char, char, char)) -> bool {
    let is_between_letters = is_letter(before) && is_letter(after);
    match c {
        '.' if is_between_letters => !is_missing_space(rest, at),
        // "U.S.-led", "U.S.'s": the stop is the word's own.
        '.' => {
            (hyphens::is_hyphen(after) || clitics::is_apostrophe(after) || after == '/')
                && rest[at + 1..].chars().nth(1).is_some_and(char::is_alphanumeric)
                && abbreviations::kind(&rest[..at]).is_some()
        }
        ',' => before.is_ascii_digit() && is_group_of_thousands(&rest[at + 1..]),
        ':' => before.is_ascii_digit() && after.is_ascii_digit(),
        '/' | '@' | '&' | '_' => {
            (is_letter(before) || before == '.' || before == '_') && (is_letter(after) || after == '_' && c == '_')
        }
        '*' => before.is_alphabetic() && after.is_alphabetic(),
        _ if hyphens::is_hyphen(c) => (is_letter(before) || before == '.') && is_letter(after),
        // Not in a height such as 5'9.
        _ if clitics::is_apostrophe(c) => {
            (is_letter(before) || before == '.') && is_letter(after) && !(before.is_numeric() && after.is_numeric())
        }
        _ => false,
    }
}

/// Whether the stop at `at` ends a sentence to which the next is glued ("It broke.The vendor ...").
fn is_missing_space(rest: &str, at: usize) -> bool {
    const WORDS: &[&str] = &[
        "a", "all", "also", "and", "at", "but", "he", "i", "if", "in", "is", "it", "my", "no", "not", "she", "so",
        "that", "the", "then", "there", "they", "this", "to", "we", "when", "you",
    ];
    let before = rest[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let is_after_stop = rest[..at - before.len()].ends_with('.');
    let after = &rest[at + 1..];
    let after = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
    let is_before_stop = after.len() < rest.len() - at - 2
        && rest[at + 1 + after.len()..].starts_with('.')
        && rest[at + 2 + after.len()..].starts_with(char::is_alphanumeric);
    let is_word = before.chars().count() > 1 && before.chars().skip(1).all(char::is_lowercase);
    if !is_word || is_after_stop || is_before_stop || after.is_empty() {
        return false;
    }
    let capitalised = after.starts_with(char::is_uppercase) && after.chars().skip(1).all(char::is_lowercase);
    let is_name = web::is_host_or_file(&rest[..at + 1 + after.len()]);
    capitalised && !is_name && (after.chars().count() > 1 || matches!(after, "I" | "A"))
        || WORDS.binary_search(&after).is_ok()
}

/// Whether three digits and no fourth follow a comma.
fn is_group_of_thousands(after: &str) -> bool {
    after.bytes().take(4).take_while(u8::is_ascii_digit).count() == 3
}

/// "US" in "US$5".
fn is_currency(letters: &str) -> bool {
    letters.len() <= 3 && letters.chars().all(|c| c.is_ascii_uppercase())
}

/// Where the unit begins in a number with one written to it: "5pm", "35mm", "$3bn".
fn unit_start(word: &str) -> Option<usize> {
    const UNITS: &[&str] = &[
        "AM", "GB", "GHz", "GW", "Hz", "K", "KG", "KM", "Kg", "Km", "M", "MB", "MHz", "MM", "MW", "MWh", "PM", "TB",
        "a.m", "a.m.", "am", "b", "bn", "cc", "cm", "ft", "g", "ha", "hrs", "in", "k", "kW", "kWh", "kg", "km", "kph",
        "lb", "lbs", "m", "mg", "min", "mins", "ml", "mm", "mn", "mph", "oz", "p.m", "p.m.", "pm", "sq", "tn", "trn",
        "x", "yrs",
    ];
    let start = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ':')))?;
    let unit = &word[start..];
    // "20minutes" lacks a space; "20th" and "20ths" do not.
    let is_word = unit.len() > 3 && unit.chars().all(|c| c.is_ascii_lowercase());
    (start > 0 && (is_word || UNITS.binary_search(&unit).is_ok())).then_some(start)
}

/// "'90s", "'em", "'til": an apostrophe that stands for what is left out.
fn elided_length(rest: &str) -> Option<usize> {
    const ELIDED: &[&str] = &["bout", "cause", "em", "n", "s", "til", "till", "tis", "twas"];
    let mark = rest.chars().next().filter(|&c| clitics::is_apostrophe(c))?;
    let word = &rest[mark.len_utf8()..];
    let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    let n_digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = n_digits == 2 && matches!(&word[n_digits..end], "" | "s");
    let is_elided = end <= 5 && ELIDED.binary_search(&word[..end].to_lowercase().as_str()).is_ok();
    let closes_later = word[end..].chars().next().is_some_and(clitics::is_apostrophe);
    if closes_later && word.starts_with(['n', 'N']) && end == 1 {
        // "rock 'n' roll"
        let second = word[end..].chars().next().map_or(0, char::len_utf8);
        return Some(mark.len_utf8() + end + second);
    }
    ((is_year || is_elided) && !closes_later).then_some(mark.len_utf8() + end)
}

/// ".45", ".doc", "+44", "#MeToo", "@name".
fn signed_length(rest: &str, before: Option<char>) -> Option<usize> {
    let first = rest.chars().next()?;
    let word = &rest[first.len_utf8()..];
    let end = word.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(word.len());
    let word = word[..end].trim_end_matches('.');
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    let is_joined = match first {
        '.' => (is_number || web::is_last_part(word)) && before != Some('.'),
        '+' => is_number,
        '#' => word.starts_with(char::is_alphabetic),
        '@' => word.starts_with(char::is_alphanumeric),
        _ => false,
    };
    is_joined.then_some(first.len_utf8() + word.len())
}

/// Runs that make one word: "...", "?!", "--", "=====", a sign with what modifies it.
fn run_length(rest: &str, first: char) -> usize {
    let run = |of: &dyn Fn(char) -> bool| rest.find(|c: char| !of(c)).unwrap_or(rest.len());
    let ruled = run(&|c| "-=_*~#+<>|{}\\^".contains(c));
    if ruled >= 5 {
        return ruled;
    }
    match first {
        // "...?" is two, ".?" one.
        '.' | '…' if rest.starts_with("..") || first == '…' => run(&|c| matches!(c, '.' | '…')),
        '.' | '?' | '!' => run(&|c| matches!(c, '.' | '?' | '!' | '…')),
        '-' => run(&|c| c == '-') + usize::from(rest.trim_start_matches('-').starts_with('>')),
        '<' | '>' | '=' | '*' | '_' | '#' | '~' | '+' | '^' | '$' | '|' | '—' | '–' => run(&|c| c == first),
        _ => {
            let length = first.len_utf8();
            let is_modifier = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{300}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}');
            length + rest[length..].find(|c| !is_modifier(c)).unwrap_or(rest.len() - length)
        }
    }
}
