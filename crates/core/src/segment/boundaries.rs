//! Which gaps between words end a sentence?
//!
//! Most gaps are none that a sentence could end at, and some are decided by rule. The others are described by features
//! whose weights are learned on the training part of the treebank (`train/segment`). A gap without final punctuation
//! must score higher where its paragraph is edited prose, since there the next capital is a name.

use super::abbreviations::{self, Kind};
use super::shapes::{
    ADDRESS, CAPITALISED, CAPITALS, CLITIC, ELLIPSIS, FACE, LOWER, NUMBER, ONE_CAPITAL, Shape, is_final, shape,
};
use super::{Token, weights};
use crate::document::BlockKind;
use std::fmt::Write;

/// The ends of the sentences in `words`, each one past its last word; the last is the number of words.
pub(super) fn sentence_ends(text: &str, words: &[Token], kind: BlockKind) -> Vec<usize> {
    walk(text, words, &mut |gap| {
        let mut score = 0;
        gap.features(&mut |feature| score += weights::weight(feature));
        score > gap.threshold(kind)
    })
}

/// As [`sentence_ends`], but `judge` decides where no rule does.
pub(super) fn walk(text: &str, words: &[Token], judge: &mut dyn FnMut(&Gap) -> bool) -> Vec<usize> {
    let paragraph = Paragraph::new(text, words);
    let mut ends = Vec::new();
    let mut first = 0;
    for at in 1..words.len() {
        let is_end = match paragraph.rule(first, at) {
            Rule::End => true,
            Rule::Never => false,
            Rule::Open(mark) => judge(&Gap { paragraph: &paragraph, first, at, mark }),
        };
        if is_end {
            ends.push(at);
            first = at;
        }
    }
    if !words.is_empty() {
        ends.push(words.len());
    }
    ends
}

/// Whether `form` can close what a final stop stands in: a bracket or a quotation mark.
pub(super) fn is_closer(form: &str) -> bool {
    matches!(form, ")" | "]" | "}" | "\"" | "”" | "“" | "»" | "''" | "’’" | "'" | "’" | "*" | "**" | "_")
}

/// A gap between two words that may end a sentence.
pub(super) struct Gap<'p> {
    paragraph: &'p Paragraph<'p>,
    /// The first word of the sentence so far.
    first: usize,
    /// The first word after the gap.
    at: usize,
    mark: Mark,
}

/// What stands before a gap.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Final punctuation: word `usize`, with closers between it and the gap or none.
    Final(usize),
    /// An abbreviation with its stop, closers likewise.
    Abbreviation(usize, Kind),
    /// Neither.
    None,
}

enum Rule {
    End,
    Never,
    Open(Mark),
}

/// Words that, with a capital, begin sentences.
const STARTERS: &[&str] = &[
    "A",
    "About",
    "According",
    "After",
    "All",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "No",
    "None",
    "Nor",
    "Not",
    "Now",
    "Officials",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Over",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Two",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
    "Your",
];

/// Verbs that follow the speaker of a quotation.
const SPEECH_VERBS: &[&str] = &[
    "added",
    "adds",
    "answered",
    "asked",
    "asks",
    "called",
    "continued",
    "cried",
    "demanded",
    "exclaimed",
    "insisted",
    "joked",
    "quipped",
    "replied",
    "responded",
    "said",
    "says",
    "screamed",
    "shouted",
    "tells",
    "told",
    "tweeted",
    "wondered",
    "wrote",
    "yelled",
];

/// The words of a block with what the judgement of each gap looks at.
struct Paragraph<'t> {
    text: &'t str,
    words: &'t [Token],
    shapes: Vec<Shape>,
    /// Whether the paragraph as a whole closes with final punctuation.
    is_closed: bool,
    /// Whether a sentence in it begins with a small letter.
    is_careless: bool,
    /// Length in bytes of its longest line, when it has several.
    longest_line: Option<usize>,
}

impl<'t> Paragraph<'t> {
    fn new(text: &'t str, words: &'t [Token]) -> Paragraph<'t> {
        let shapes: Vec<Shape> = words.iter().map(|word| shape(word.span.of(text))).collect();
        let last = words.iter().rposition(|word| !is_closer(word.span.of(text)));
        let is_closed = last.is_some_and(|last| is_final(shapes[last]) || words[last].span.of(text).ends_with('.'));
        let is_careless = shapes.first() == Some(&LOWER)
            || shapes.windows(2).any(|pair| matches!(pair, ['.' | '?' | '!', LOWER]))
            || shapes.contains(&FACE);
        let whole = match (words.first(), words.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span).of(text),
            _ => "",
        };
        let longest_line = whole.contains('\n').then(|| whole.lines().map(str::len).max().unwrap_or(0));
        Paragraph { text, words, shapes, is_closed, is_careless, longest_line }
    }

    /// Whether it reads like edited prose.
    fn is_edited(&self) -> bool {
        self.is_closed && !self.is_careless
    }

    fn form(&self, at: usize) -> &'t str {
        self.words[at].span.of(self.text)
    }

    fn shape(&self, at: usize) -> Shape {
        self.shapes.get(at).copied().unwrap_or('$')
    }

    /// Whether no space stands before word `at`.
    fn is_glued(&self, at: usize) -> bool {
        at > 0 && at < self.words.len() && self.words[at - 1].span.end == self.words[at].span.start
    }

    /// A closing bracket or a quotation mark that is not an opening one.
    fn closes(&self, at: usize) -> bool {
        let form = self.form(at);
        is_closer(form)
            && form != "“"
            && (self.is_glued(at) || matches!(form, ")" | "]" | "”") || !self.is_glued(at + 1))
    }

    fn rule(&self, first: usize, at: usize) -> Rule {
        let (before, after) = (self.words[at - 1], self.words[at]);
        if before.surface == after.surface {
            return Rule::Never;
        }
        if let Some(is_end) = self.line_rule(at) {
            return if is_end { Rule::End } else { Rule::Never };
        }
        let next = self.shapes[at];
        let continues = matches!(next, ',' | ';' | ':' | '%' | '/' | CLITIC | ')') || is_final(next);
        if continues && (self.is_glued(at) || next != ':' && next != ELLIPSIS) || self.closes(at) && self.is_glued(at) {
            return Rule::Never;
        }
        let mark = self.mark(first, at);
        match mark {
            Mark::Final(_) if self.is_glued(at) && (next == '-' || self.is_footnote(at)) => Rule::Never,
            Mark::Final(last) if last + 1 < at && self.goes_on(last, at) => Rule::Never,
            Mark::Final(_) => Rule::Open(mark),
            Mark::Abbreviation(_, Kind::Title | Kind::Number | Kind::Before) => Rule::Never,
            Mark::Abbreviation(..) if self.is_glued(at) => Rule::Never,
            Mark::Abbreviation(last, kind) => self.abbreviation_rule(first, last, kind, at),
            Mark::None if self.is_glued(at) || self.is_running(at) => Rule::Never,
            // Editors put into brackets and between dashes what is part of the sentence.
            Mark::None if self.is_edited() && matches!(self.shapes[at - 1], ')' | '-') => Rule::Never,
            Mark::None => Rule::Open(mark),
        }
    }

    /// Whether a sentence ends with the abbreviation `last`: where the next word is one that begins sentences much more
    /// often than it follows "Inc.", "p.m." or an initial. Too rare in the treebank to be learned well.
    fn abbreviation_rule(&self, first: usize, last: usize, kind: Kind, at: usize) -> Rule {
        let is_starter = STARTERS.binary_search(&self.form(at)).is_ok();
        let opens = matches!(self.shapes[at], '"' | '(')
            && STARTERS.binary_search(&self.form((at + 1).min(self.words.len() - 1))).is_ok();
        // "1. A." and "J. The" begin a list or a name.
        let is_name = kind == Kind::Initial && (last == first || self.shapes[at] == ONE_CAPITAL);
        if (is_starter || opens) && !is_name { Rule::End } else { Rule::Never }
    }

    /// What the break of a line at the gap says: an item begins a sentence, and so does what follows a line that had
    /// room for it.
    fn line_rule(&self, at: usize) -> Option<bool> {
        let longest = self.longest_line?;
        let between = &self.text[self.words[at - 1].span.end as usize..self.words[at].span.start as usize];
        if !between.contains('\n') {
            return None;
        }
        let is_bullet = matches!(self.form(at), "-" | "*" | "•" | "–" | "—" | "·" | "◦" | "▪" | "●" | "‣")
            && !self.is_glued(at + 1);
        let is_numbered = self.shapes[at] == NUMBER && matches!(self.shape(at + 1), '.' | ')') && self.is_glued(at + 1);
        let line_start = self.text[..self.words[at - 1].span.end as usize].rfind('\n').map_or(0, |at| at + 1);
        let line_length = self.words[at - 1].span.end as usize - line_start;
        let had_room = line_length + self.words[at].span.len() < longest * 3 / 4;
        let is_capital = matches!(self.shapes[at], CAPITALISED | CAPITALS | ONE_CAPITAL | NUMBER | '"');
        // Lines this long are paragraphs, not wrapped text.
        let is_paragraph = longest > 150 && self.shapes[at] != LOWER && self.shapes[at - 1] != ',';
        (is_bullet || is_numbered || is_paragraph || had_room && is_capital).then_some(true)
    }

    /// Whether the sentence goes on from `at` after a quotation or bracket that ends in the final mark `last`, most often
    /// to say who spoke: `"Why?" he asked.`
    fn goes_on(&self, last: usize, at: usize) -> bool {
        if self.shapes[at] == LOWER {
            return self.shapes[last] != '.' || !self.is_careless;
        }
        if self.shapes[at - 1] != '"' || self.shapes[last] == '.' {
            return false;
        }
        let is_verb = |at: usize| SPEECH_VERBS.binary_search(&self.form(at)).is_ok();
        let is_name = |at: usize| {
            let is_pronoun =
                matches!(self.form(at), "He" | "She" | "They" | "We" | "I" | "It" | "You" | "This" | "That");
            matches!(self.shapes[at], CAPITALISED | CAPITALS | ONE_CAPITAL) && !is_pronoun
                || matches!(self.form(at), "the" | "of" | "a" | ".")
        };
        let Some(verb) = (at..self.words.len().min(at + 6)).find(|&at| is_verb(at)) else { return false };
        // "Petrov said on Monday." tells of the quotation before, "Petrov said he would go." is a sentence of its own.
        let rounds_off = self.words.get(verb + 1).is_none_or(|_| {
            let shape = self.shapes[verb + 1];
            let is_preposition =
                matches!(self.form(verb + 1), "on" | "in" | "at" | "to" | "after" | "during" | "from" | "as");
            is_final(shape) || shape == ',' || is_preposition
        });
        verb > at && rounds_off && (at..verb).all(is_name)
    }

    fn mark(&self, first: usize, at: usize) -> Mark {
        let mut last = at - 1;
        while last > first && at - last < 6 {
            if self.is_footnote(last.saturating_sub(2)) && last > first + 2 {
                last -= 3;
            } else if self.closes(last) {
                last -= 1;
            } else {
                break;
            }
        }
        let form = self.form(last);
        if is_final(self.shapes[last]) {
            return Mark::Final(last);
        }
        let stem = form.strip_suffix('.').filter(|stem| !stem.is_empty() && self.shapes[last] != ADDRESS);
        stem.and_then(abbreviations::kind).map_or(Mark::None, |kind| Mark::Abbreviation(last, kind))
    }

    /// Whether "[1]" stands at `at`, written to the word before.
    fn is_footnote(&self, at: usize) -> bool {
        let Some(bracket) = self.words.get(at..at + 3) else { return false };
        let [open, number, close] = [0, 1, 2].map(|n| bracket[n].span.of(self.text));
        open == "["
            && close == "]"
            && number.len() < 4
            && number.starts_with(|c: char| c.is_ascii_digit())
            && self.is_glued(at)
    }

    /// Whether the words around the gap read on without a pause, as most do.
    fn is_running(&self, at: usize) -> bool {
        let (before, after) = (self.shapes[at - 1], self.shapes[at]);
        let is_word = |shape| matches!(shape, LOWER | CLITIC);
        let is_name = |shape| matches!(shape, CAPITALISED | CAPITALS | ONE_CAPITAL);
        let starts = !matches!(after, LOWER | '&' | '%' | '\'');
        before == '('
            || is_word(after) && (is_word(before) || is_name(before) || before == '\'' || before == '$')
            || !starts && before == LOWER
    }
}

impl Gap<'_> {
    /// The byte offset at which the sentence would end.
    pub(super) fn offset(&self) -> usize {
        self.paragraph.words[self.at - 1].span.end as usize
    }

    /// What the score must exceed.
    fn threshold(&self, kind: BlockKind) -> i32 {
        let paragraph = self.paragraph;
        match self.mark {
            Mark::None if kind != BlockKind::Body => weights::HEADING_MARGIN,
            Mark::None if paragraph.is_edited() => weights::EDITED_MARGIN,
            Mark::None if !paragraph.is_careless => weights::OPEN_MARGIN,
            _ => 0,
        }
    }

    /// Calls `use_feature` with each feature of the gap.
    pub(super) fn features(&self, use_feature: &mut dyn FnMut(&str)) {
        let mut name = String::with_capacity(40);
        let mut feature = |parts: std::fmt::Arguments| {
            name.clear();
            // Writing to a string cannot fail.
            let _ = name.write_fmt(parts);
            use_feature(&name);
        };
        let paragraph = self.paragraph;
        let (at, first) = (self.at, self.first);
        let shape = |at: usize| paragraph.shape(at);
        let before = |n: usize| if at >= first + n { shape(at - n) } else { '^' };
        let lower = |at: usize| paragraph.words.get(at).map_or(Lower("$"), |_| Lower(paragraph.form(at)));
        let (next, second) = (shape(at), shape(at + 1));
        let since = bucket(at - first);
        let remaining = bucket(paragraph.words.len() - at);
        let closed = if paragraph.is_closed { 'Y' } else { 'N' };
        let careless = if paragraph.is_careless { 'Y' } else { 'N' };
        match self.mark {
            Mark::Final(last) => {
                let stop = shape(last);
                let inside = self.inside();
                let closers = at - 1 - last;
                let glued = if paragraph.is_glued(at) { 'g' } else { 's' };
                let core = if last > first { shape(last - 1) } else { '^' };
                feature(format_args!("f {stop}"));
                feature(format_args!("f {stop}{next} {closers}{glued}"));
                feature(format_args!("f {stop}{next}{second}"));
                feature(format_args!("f {stop}{next} careless {careless}"));
                feature(format_args!("f {stop}{next} in {inside}"));
                feature(format_args!("f {core}{stop}{next}"));
                feature(format_args!("f {core}{stop}{next} since {}", since.min(3)));
                feature(format_args!("f {stop} since {since}"));
                feature(format_args!("f {stop}{next} since {since}"));
                feature(format_args!("f {stop}{next} left {remaining}"));
                feature(format_args!("f {stop}{next} closed {closed}"));
                feature(format_args!("f {stop} next {}", lower(at)));
                if last > first {
                    feature(format_args!("f {stop} last {}", lower(last - 1)));
                }
            }
            Mark::Abbreviation(..) => {}
            Mark::None => {
                let (previous, third) = (before(1), before(2));
                let capitals =
                    if (first.max(at.saturating_sub(40))..at).all(|at| shape(at) != LOWER) { 'Y' } else { 'N' };
                feature(format_args!("n closed {closed}"));
                feature(format_args!("n {previous}{next}"));
                feature(format_args!("n {previous}{next}{second}"));
                feature(format_args!("n {third}{previous}{next}"));
                feature(format_args!("n {third}{previous}{next}{second}"));
                feature(format_args!("n {previous}{next} since {since}"));
                feature(format_args!("n {previous}{next} since {since} closed {closed}"));
                feature(format_args!("n {previous}{next} left {remaining}"));
                feature(format_args!("n {previous}{next} closed {closed} left {remaining}"));
                feature(format_args!("n {previous}{next}{second} closed {closed} capitals {capitals}"));
                feature(format_args!("n {previous}{next} careless {careless} closed {closed}"));
                feature(format_args!("n {previous}{next} in {}", self.inside()));
                feature(format_args!("n last {}", lower(at - 1)));
                feature(format_args!("n last {} {next}", lower(at - 1)));
                feature(format_args!("n {previous} next {}", lower(at)));
                feature(format_args!("n next {}", lower(at)));
                feature(format_args!("n {previous}{next} second {}", lower(at + 1)));
                feature(format_args!("n first {} since {since} {previous}{next}", lower(first)));
            }
        }
    }

    /// Whether a bracket or a quotation is open at the gap: `(`, `"` or `-`.
    fn inside(&self) -> char {
        // Looking back over a sentence of any length for every gap would be quadratic.
        let start = self.first.max(self.at.saturating_sub(60));
        let shapes = &self.paragraph.shapes[start..self.at];
        let count = |shape: Shape| shapes.iter().filter(|&&other| other == shape).count();
        if count('(') > count(')') {
            '('
        } else if count('"') % 2 == 1 {
            '"'
        } else {
            '-'
        }
    }
}

/// Shows a form in small letters, cut short.
struct Lower<'t>(&'t str);

impl std::fmt::Display for Lower<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        self.0
            .chars()
            .take(15)
            .flat_map(char::to_lowercase)
            .try_for_each(|c| formatter.write_char(if c.is_ascii_digit() { '0' } else { c }))
    }
}

fn bucket(n: usize) -> u8 {
    match n {
        0..=5 => n as u8,
        6..=8 => 6,
        9..=14 => 7,
        15..=24 => 8,
        25..=40 => 9,
        _ => 10,
    }
}
