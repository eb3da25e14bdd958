//! Which stretches of a text stand in quotation marks?
//!
//! Marks of many nations are paired within a paragraph, single or double, nested to a stated depth. A quotation that is still
//! open at the end of its paragraph ends there; when the next paragraph opens with a mark, it goes on.

use crate::document::Document;
use crate::span::Span;

/// Marks nested deeper than this are read as if they were not there, which also bounds the work on hostile text.
const DEEPEST: usize = 8;

/// A stretch of text in quotation marks, marks included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening to the closing mark; to the end of the paragraph where it is not closed.
    pub span: Span,
    /// How many other quotations it stands in.
    pub depth: u32,
    /// The quotation it stands in, as an index into [`Quotations::all`].
    pub parent: Option<u32>,
    /// Whether it has a closing mark.
    pub is_closed: bool,
    /// Whether it goes on from the paragraph before, which was left open.
    pub continues: bool,
    /// The paragraph it stands in, as an index into the document's blocks.
    pub block: usize,
}

/// All quotations of a report, by where they start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quotations {
    /// Outer ones before those inside them.
    pub all: Vec<Quotation>,
}

impl Quotations {
    /// Pairs the marks of a report. Linear in its length.
    pub fn of(document: &Document) -> Quotations {
        let mut all: Vec<Quotation> = Vec::new();
        let mut is_open = false;
        for (index, block) in document.blocks.iter().enumerate() {
            let first = all.len();
            let mut paragraph =
                Paragraph::new(block.span.of(&document.text), block.span.start as usize, index, &mut all);
            paragraph.pair();
            let opens = all.get(first).is_some_and(|quotation| quotation.span.start == block.span.start);
            if is_open && opens {
                all[first].continues = true;
            }
            // Left open by the mark that is open at the very end of the paragraph.
            is_open = all[first..].iter().any(|quotation| !quotation.is_closed && quotation.span.end == block.span.end);
        }
        Quotations { all }
    }

    /// The innermost quotation that holds the start of `span`, as an index.
    pub fn at(&self, span: Span) -> Option<u32> {
        let after = self.all.partition_point(|quotation| quotation.span.start <= span.start);
        let mut current = after.checked_sub(1).map(|index| index as u32);
        while let Some(index) = current {
            let quotation = &self.all[index as usize];
            if span.start < quotation.span.end {
                return current;
            }
            current = quotation.parent;
        }
        None
    }

    /// The outermost quotation that holds the start of `span`, as an index.
    pub fn outermost(&self, span: Span) -> Option<usize> {
        let mut current = self.at(span)?;
        while let Some(parent) = self.all[current as usize].parent {
            current = parent;
        }
        Some(current as usize)
    }
}

/// The families of marks: a quotation opened by one is closed by one of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// "…" and ''…'', the same on both sides.
    Straight,
    /// “…”, „…“, ”…”
    Curly,
    /// «…» and »…«
    Angle,
    /// ‘…’ and ‚…‘
    Single,
    /// '…'
    Apostrophe,
    /// 「…」 and 『…』
    Corner,
}

struct Open {
    family: Family,
    index: usize,
}

struct Paragraph<'a> {
    characters: Vec<(usize, char)>,
    offset: usize,
    end: usize,
    block: usize,
    all: &'a mut Vec<Quotation>,
    open: Vec<Open>,
    /// The last place where a straight or curly apostrophe may close a quotation.
    last_closer: Option<usize>,
}

impl<'a> Paragraph<'a> {
    fn new(text: &str, offset: usize, block: usize, all: &'a mut Vec<Quotation>) -> Paragraph<'a> {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let mut paragraph =
            Paragraph { characters, offset, end: offset + text.len(), block, all, open: Vec::new(), last_closer: None };
        let closes = |at: &usize| paragraph.may_close_single(*at);
        paragraph.last_closer = (0..paragraph.characters.len()).rev().find(closes);
        paragraph
    }

    fn pair(&mut self) {
        let mut at = 0;
        while at < self.characters.len() {
            at += self.visit(at);
        }
        while let Some(open) = self.open.pop() {
            self.all[open.index].span.end = self.end as u32;
        }
    }

    /// Reads the character at `at`; how many characters were read.
    fn visit(&mut self, at: usize) -> usize {
        let next = self.character(at + 1);
        match self.characters[at].1 {
            '\'' if next == Some('\'') => self.straight(at, 2),
            '`' if next == Some('`') => self.opens(Family::Straight, at, 2),
            '"' | '＂' | '‟' => self.straight(at, 1),
            '“' if self.is_open(Family::Curly) && self.looks_closing(at) => self.closes(Family::Curly, at, 1),
            '“' | '„' => self.opens(Family::Curly, at, 1),
            '”' if !self.is_open(Family::Curly) && self.looks_opening(at) => self.opens(Family::Curly, at, 1),
            '”' => self.closes(Family::Curly, at, 1),
            '«' if self.is_open(Family::Angle) && self.looks_closing(at) => self.closes(Family::Angle, at, 1),
            '»' if !self.is_open(Family::Angle) => self.opens(Family::Angle, at, 1),
            '«' => self.opens(Family::Angle, at, 1),
            '»' => self.closes(Family::Angle, at, 1),
            '‹' => self.opens(Family::Angle, at, 1),
            '›' => self.closes(Family::Angle, at, 1),
            '「' | '『' => self.opens(Family::Corner, at, 1),
            '」' | '』' => self.closes(Family::Corner, at, 1),
            '‘' | '‚' if self.opens_single(at) => self.opens(Family::Single, at, 1),
            '’' | '‘' if self.is_open(Family::Single) && self.ends_single(at) => self.closes(Family::Single, at, 1),
            '\'' if self.is_open(Family::Apostrophe) && self.ends_single(at) => self.closes(Family::Apostrophe, at, 1),
            '\'' if !self.is_open(Family::Apostrophe) && self.opens_single(at) => self.opens(Family::Apostrophe, at, 1),
            _ => 1,
        }
    }

    fn straight(&mut self, at: usize, n_characters: usize) -> usize {
        let before = at.checked_sub(1).and_then(|before| self.character(before));
        let after = self.character(at + n_characters);
        let starts = before.is_none_or(is_left_edge) && after.is_some_and(|after| !after.is_whitespace());
        let is_open = self.is_open(Family::Straight);
        let is_inch = !is_open && before.is_some_and(|before| before.is_ascii_digit());
        match (is_open, starts) {
            _ if is_inch => n_characters,
            (false, true) => self.opens(Family::Straight, at, n_characters),
            (false, false) if before.is_none_or(|before| !before.is_alphanumeric()) => n_characters,
            (false, false) => n_characters,
            // `said "no. He said "yes"`: the first was never closed, and nobody knows where it ended.
            (true, true) if before.is_some_and(char::is_whitespace) => {
                self.drop_open(Family::Straight);
                self.opens(Family::Straight, at, n_characters)
            }
            (true, _) => self.closes(Family::Straight, at, n_characters),
        }
    }

    fn opens(&mut self, family: Family, at: usize, n_characters: usize) -> usize {
        if self.open.len() < DEEPEST {
            let start = self.offset + self.characters[at].0;
            let parent = self.open.last().map(|open| open.index as u32);
            let depth = self.open.len() as u32;
            self.open.push(Open { family, index: self.all.len() });
            let span = Span::new(start, self.end);
            self.all.push(Quotation { span, depth, parent, is_closed: false, continues: false, block: self.block });
        }
        n_characters
    }

    fn closes(&mut self, family: Family, at: usize, n_characters: usize) -> usize {
        let Some(position) = self.open.iter().rposition(|open| open.family == family) else { return n_characters };
        let end = (self.offset + self.characters[at].0 + self.width(at, n_characters)) as u32;
        // What was opened inside and never closed ends here as well.
        for open in self.open.drain(position..) {
            self.all[open.index].span.end = end;
            self.all[open.index].is_closed = true;
        }
        n_characters
    }

    fn drop_open(&mut self, family: Family) {
        if let Some(position) = self.open.iter().rposition(|open| open.family == family) {
            let here = self.all[self.open[position].index].span.start;
            for open in self.open.drain(position..) {
                let start = self.all[open.index].span.start.max(here);
                self.all[open.index].span.end = start;
            }
        }
    }

    fn width(&self, at: usize, n_characters: usize) -> usize {
        self.characters[at..].iter().take(n_characters).map(|(_, character)| character.len_utf8()).sum()
    }

    fn character(&self, at: usize) -> Option<char> {
        self.characters.get(at).map(|&(_, character)| character)
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|before| self.character(before))
    }

    fn is_open(&self, family: Family) -> bool {
        self.open.iter().any(|open| open.family == family)
    }

    fn looks_opening(&self, at: usize) -> bool {
        self.before(at).is_none_or(is_left_edge) && self.character(at + 1).is_some_and(|next| !next.is_whitespace())
    }

    fn looks_closing(&self, at: usize) -> bool {
        self.before(at).is_some_and(|before| !before.is_whitespace()) && !self.looks_opening(at)
    }

    /// Whether a single mark opens: before a word, after an edge, with a mark later that can close it.
    fn opens_single(&self, at: usize) -> bool {
        let starts_word = self.character(at + 1).is_some_and(|next| next.is_alphabetic() || "\"“.…[".contains(next));
        let is_elision = || {
            let rest: String = self.characters[at + 1..].iter().take(5).map(|(_, character)| *character).collect();
            let rest = rest.to_lowercase();
            ["tis", "twas", "em ", "til ", "cause", "n' ", "n’ ", "bout "].iter().any(|word| rest.starts_with(word))
        };
        let is_closed = self.last_closer.is_some_and(|closer| closer > at + 1);
        starts_word && self.before(at).is_none_or(is_left_edge) && is_closed && !is_elision()
    }

    /// Whether the single mark at `at` ends what one opened, rather than a plural possessive ("the dockers' strike").
    fn ends_single(&self, at: usize) -> bool {
        if !self.may_close_single(at) {
            return false;
        }
        let is_possessive = self.before(at) == Some('s')
            && self.character(at + 1) == Some(' ')
            && self.character(at + 2).is_some_and(char::is_lowercase);
        !is_possessive || self.last_closer == Some(at)
    }

    fn may_close_single(&self, at: usize) -> bool {
        let is_mark = matches!(self.characters[at].1, '\'' | '’' | '‘');
        let ends_word = self.before(at).is_some_and(|before| !before.is_whitespace() && !is_left_edge(before));
        is_mark && ends_word && self.character(at + 1).is_none_or(|next| !next.is_alphanumeric())
    }
}

/// Whether an opening mark can follow this character directly.
fn is_left_edge(character: char) -> bool {
    character.is_whitespace() || "([{—–-/\"“„«‹‘'「『:>".contains(character)
}
