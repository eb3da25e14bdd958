//! How does a text or markdown file become a report: headline, byline, date, caption, prose, address?
//!
//! A file without any of these around its prose stays as it is, byte for byte.

use crate::Format;
use crate::agency::known_agency;
use crate::alignment::Alignment;
use crate::caption::{caption_length, names_positions};
use crate::compose::{Composer, continues, cut, plain_blocks};
use crate::date::{find_date, read_publication};
use crate::markup::{without_markup, words_of};
use rapporteur_core::document::{BlockKind, Document, Publication};
use std::iter::once;
use std::ops::Range;

/// Reads `source` into `document`; gives the way from its text back to `source`.
pub(crate) fn read_report(source: &str, format: Format, document: &mut Document) -> Alignment {
    let is_markdown = format == Format::Markdown;
    let mut reader = Reader { source, is_markdown, header: Header::default(), pieces: Vec::new() };
    let body_start = if is_markdown { reader.front_matter() } else { 0 };
    let paragraphs = paragraphs(source, body_start);
    reader.read(&paragraphs);
    if !is_markdown && !reader.header.has_any() {
        return keep_as_it_is(source, document);
    }
    reader.finish(document)
}

fn keep_as_it_is(source: &str, document: &mut Document) -> Alignment {
    let end = cut(source);
    if end < source.len() {
        document.notes.push(crate::compose::CUT_NOTE.to_string());
    }
    document.text = source[..end].to_string();
    document.blocks = plain_blocks(&document.text);
    Alignment::identity(end)
}

/// What stands around the prose.
#[derive(Default)]
struct Header {
    title: Option<String>,
    byline: Option<String>,
    agency: Option<String>,
    published: Option<Publication>,
    url: Option<String>,
    source: Option<String>,
}

impl Header {
    fn has_any(&self) -> bool {
        self.title.is_some() || self.byline.is_some() || self.published.is_some() || self.url.is_some()
    }
}

/// A paragraph of the document to be: ranges of the source lines without their markers, and what it is.
struct Piece {
    lines: Vec<Range<usize>>,
    kind: BlockKind,
}

/// The lines of a paragraph of the source, without line ends.
type Paragraph = Vec<Range<usize>>;

fn paragraphs(source: &str, from: usize) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut is_open = false;
    let mut at = from;
    for line in source[from..].split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            is_open = false;
        } else {
            let start = at + (line.len() - line.trim_start().len());
            if !is_open {
                found.push(Vec::new());
            }
            found.last_mut().expect("a paragraph was just opened").push(start..start + trimmed.len());
            is_open = true;
        }
        at += line.len();
    }
    found
}

struct Reader<'a> {
    source: &'a str,
    is_markdown: bool,
    header: Header,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    /// Reads `---` blocks of `key: value` lines as blogging systems keep them; gives where the text begins.
    fn front_matter(&mut self) -> usize {
        let Some(rest) = self.source.strip_prefix("---\n").or_else(|| self.source.strip_prefix("---\r\n")) else {
            return 0;
        };
        let start = self.source.len() - rest.len();
        let Some(end) = rest.find("\n---").filter(|end| *end < 4000) else { return 0 };
        let lines: Vec<(String, String)> = rest[..end].lines().filter_map(key_and_value).collect();
        if lines.is_empty() {
            return 0;
        }
        for (key, value) in lines {
            match key.as_str() {
                "title" | "headline" => self.header.title = Some(value),
                "author" | "authors" | "byline" | "by" => self.header.byline = Some(value),
                "date" | "published" | "pubdate" => self.header.published = read_publication(&value),
                "url" | "link" | "canonical" => self.header.url = Some(value),
                "source" | "publisher" | "outlet" => self.header.source = Some(value),
                "agency" => self.header.agency = Some(value),
                _ => {}
            }
        }
        let after = start + end + "\n---".len();
        self.source[after..].find('\n').map_or(self.source.len(), |line| after + line + 1)
    }

    fn read(&mut self, paragraphs: &[Paragraph]) {
        let mut at = 0;
        if self.header.title.is_none() {
            at = self.read_title(paragraphs);
        }
        let mut n_prose = 0;
        let mut is_code = false;
        while at < paragraphs.len() {
            let paragraph = &paragraphs[at];
            let next = paragraphs.get(at + 1);
            if let Some(taken) = self.read_address(paragraph, next) {
                at += taken;
                continue;
            }
            let lines = if n_prose == 0 { self.without_header_lines(paragraph) } else { paragraph.clone() };
            for piece in self.pieces_of(&lines, &mut is_code) {
                let text = self.words(&piece.lines);
                n_prose += usize::from(piece.kind == BlockKind::Body && text.split_whitespace().count() > 8);
                self.add(piece, &text);
            }
            at += 1;
        }
    }

    /// The first heading, or a first line that is short, stands alone and does not end as a sentence does.
    fn read_title(&mut self, paragraphs: &[Paragraph]) -> usize {
        let Some(first) = paragraphs.first() else { return 0 };
        let line = &self.source[first[0].clone()];
        if self.is_markdown && line.starts_with('#') {
            self.header.title = some_words(&without_markup(line.trim_matches(['#', ' '])));
            return self.rest_of_first(paragraphs, 1);
        }
        let is_underlined = first.get(1).is_some_and(|below| {
            let below = &self.source[below.clone()];
            below.len() >= 3 && (below.chars().all(|mark| mark == '=') || below.chars().all(|mark| mark == '-'))
        });
        if is_underlined {
            self.header.title = some_words(&self.plain(line));
            return self.rest_of_first(paragraphs, 2);
        }
        let words = self.plain(line);
        let labelled = key_and_value(&words).filter(|(key, _)| matches!(key.as_str(), "title" | "headline"));
        if let Some((_, title)) = labelled {
            self.header.title = Some(title);
            return self.rest_of_first(paragraphs, 1);
        }
        let n_words = words.split_whitespace().count();
        let below_is_header = first.len() > 1 && self.is_header_line(&self.plain(&self.source[first[1].clone()]));
        let stands_alone = first.len() == 1 || below_is_header;
        let is_short = (2..=22).contains(&n_words) && words.len() < 160;
        let is_sentence = words.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', ',', ':', ';'])
            && !words.ends_with("U.S.");
        let is_item = starts_item(line).is_some() || line.starts_with(['>', '|', '"', '“', '!', '[']);
        let has_prose = paragraphs.iter().skip(usize::from(first.len() == 1)).any(|paragraph| {
            let last = paragraph.last().map_or("", |last| &self.source[last.clone()]);
            crate::html::ends_sentence(last)
        });
        let begins = words
            .chars()
            .next()
            .is_some_and(|first| first.is_uppercase() || first.is_ascii_digit() || matches!(first, '\'' | '‘'));
        let is_header = self.is_header_line(&words) || address(&words).is_some();
        if stands_alone && is_short && !is_sentence && !is_item && has_prose && begins && !is_header {
            self.header.title = Some(words);
            return self.rest_of_first(paragraphs, 1);
        }
        0
    }

    /// Lines that share the title's paragraph are read on their own.
    fn rest_of_first(&mut self, paragraphs: &[Paragraph], taken: usize) -> usize {
        let rest = paragraphs[0].get(taken..).unwrap_or_default().to_vec();
        let rest = self.without_header_lines(&rest);
        let mut is_code = false;
        for piece in self.pieces_of(&rest, &mut is_code) {
            let text = self.words(&piece.lines);
            self.add(piece, &text);
        }
        1
    }

    fn plain(&self, text: &str) -> String {
        let words = if self.is_markdown { without_markup(text) } else { text.to_string() };
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn words(&self, lines: &[Range<usize>]) -> String {
        lines.iter().map(|line| self.plain(&self.source[line.clone()])).collect::<Vec<_>>().join(" ")
    }

    /// Takes bylines, dates, agencies and credits out of the lines above the prose.
    fn without_header_lines(&mut self, lines: &[Range<usize>]) -> Paragraph {
        let mut rest = Vec::new();
        for line in lines {
            let words = self.plain(&self.source[line.clone()]);
            if !rest.is_empty() || !self.take_header_line(&words) {
                rest.push(line.clone());
            }
        }
        rest
    }

    fn is_header_line(&self, words: &str) -> bool {
        header_line(words).is_some()
    }

    fn take_header_line(&mut self, words: &str) -> bool {
        let Some(parts) = header_line(words) else { return false };
        for part in parts {
            match part {
                HeaderPart::Byline(name) => {
                    let agency = name.rsplit([',', '/']).next().and_then(|last| known_agency(last.trim()));
                    self.header.agency = self.header.agency.take().or(agency.map(str::to_string));
                    self.header.byline = self.header.byline.take().or(Some(name));
                }
                HeaderPart::Date(date) => self.header.published = self.header.published.take().or(Some(date)),
                HeaderPart::Agency(name) => self.header.agency = self.header.agency.take().or(Some(name)),
                HeaderPart::Outlet(name) => self.header.source = self.header.source.take().or(Some(name)),
                HeaderPart::Nothing => {}
            }
        }
        true
    }

    /// `Original url:` with the address on the same line, the next, or the next paragraph.
    fn read_address(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>) -> Option<usize> {
        let first = self.plain(&self.source[paragraph[0].clone()]);
        if paragraph.len() > 2 {
            return None;
        }
        let lower = first.to_lowercase();
        const LABELS: &[&str] =
            &["original url", "original link", "original article", "source url", "url", "link", "source", "permalink"];
        let label = LABELS.iter().find(|label| {
            lower.strip_prefix(**label).is_some_and(|rest| {
                rest.is_empty() || rest.trim_start().starts_with([':', '<']) || rest.starts_with(" http")
            })
        });
        if label.is_none() {
            let alone = address(&first)
                .filter(|found| paragraph.len() == 1 && first.trim_matches(['<', '>']) == found.as_str())?;
            self.header.url = self.header.url.take().or(Some(alone));
            return Some(1);
        }
        let own = paragraph.iter().find_map(|line| address(&self.source[line.clone()]));
        if let Some(own) = own {
            self.header.url = self.header.url.take().or(Some(own));
            return Some(1);
        }
        let below = next.filter(|next| next.len() == 1 && lower.ends_with(':'))?;
        let found = address(&self.source[below[0].clone()])?;
        self.header.url = self.header.url.take().or(Some(found));
        Some(2)
    }

    /// Divides the lines of a paragraph into prose, headings and items.
    fn pieces_of(&self, lines: &[Range<usize>], is_code: &mut bool) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        // Whether the next plain line goes on with the last piece.
        let mut continues = false;
        for line in lines {
            let text = &self.source[line.clone()];
            if self.is_markdown && (text.starts_with("```") || text.starts_with("~~~")) {
                *is_code = !*is_code;
                continues = false;
                continue;
            }
            let is_rule = text.len() >= 3
                && (text.chars().all(|mark| matches!(mark, '-' | ' '))
                    || text.chars().all(|mark| matches!(mark, '*' | ' '))
                    || text.chars().all(|mark| matches!(mark, '_' | ' ' | '=')));
            if is_rule || *is_code {
                continues = false;
                continue;
            }
            if self.is_markdown && text.starts_with('#') {
                let bare = text.trim_start_matches('#').trim_start();
                let start = line.end - bare.len();
                pieces.push(Piece {
                    lines: once(start..start + bare.trim_end_matches(['#', ' ']).len()).collect(),
                    kind: BlockKind::Heading,
                });
                continues = false;
                continue;
            }
            if let Some(marker) = starts_item(text) {
                pieces.push(Piece { lines: once(line.start + marker..line.end).collect(), kind: BlockKind::Item });
                continues = true;
                continue;
            }
            let mut range = line.clone();
            if self.is_markdown {
                let bare = text.trim_start_matches(['>', ' ']);
                range.start = line.end - bare.len();
            }
            if range.is_empty() {
                continue;
            }
            match pieces.last_mut().filter(|_| continues) {
                Some(piece) => piece.lines.push(range),
                None => pieces.push(Piece { lines: vec![range], kind: BlockKind::Body }),
            }
            continues = true;
        }
        pieces
    }

    fn add(&mut self, mut piece: Piece, text: &str) {
        if text.trim().is_empty() && !self.source[piece.lines[0].clone()].starts_with('!') {
            return;
        }
        if piece.kind == BlockKind::Body {
            if let Some(lines) = self.caption(&piece.lines, text) {
                self.pieces.push(Piece { lines, kind: BlockKind::Caption });
                return;
            }
            // The seed of this rule is a page saved with a blank line where an advertisement stood.
            if let Some(last) = self.pieces.iter().rposition(|piece| piece.kind == BlockKind::Body)
                && last + 1 == self.pieces.len()
                && self.pieces[last].lines.len() < 32
                && continues(&self.words(&self.pieces[last].lines), text)
            {
                self.pieces[last].lines.append(&mut piece.lines);
                return;
            }
        }
        self.pieces.push(piece);
    }

    /// The lines of a photograph's caption without its credit, if the paragraph is one.
    fn caption(&self, lines: &[Range<usize>], text: &str) -> Option<Vec<Range<usize>>> {
        if lines.len() > 4 {
            return None;
        }
        let first = &self.source[lines[0].clone()];
        if self.is_markdown && first.starts_with("![") {
            // The words beside or below the picture, else its description.
            if !text.trim().is_empty() {
                let mut lines = lines.to_vec();
                let last = lines.last_mut().expect("a piece has a line");
                last.end = self.credit_start(last);
                return Some(lines);
            }
            let end = first.find(']')?;
            let start = lines[0].start + 2;
            return (end > 12).then(|| once(start..start + end - 2).collect());
        }
        for label in [
            "Photo:",
            "Caption:",
            "Photo caption:",
            "Image:",
            "FILE PHOTO:",
            "FILE PHOTO -",
            "FILE -",
            "FILE –",
            "FILE —",
            "PHOTO:",
            "(Photo:",
        ] {
            if let Some(rest) = first.strip_prefix(label) {
                let mut lines = lines.to_vec();
                lines[0].start = lines[0].end - rest.trim_start().len();
                let last = lines.len() - 1;
                lines[last].end = self.credit_start(&lines[last]);
                let is_credit = lines
                    .iter()
                    .all(|line| line.is_empty() || self.source[line.clone()].split_whitespace().count() < 5);
                return (!is_credit).then_some(lines);
            }
        }
        let last = lines.last()?;
        let credit = self.credit_start(last);
        let is_italic = self.is_markdown
            && first.starts_with(['*', '_'])
            && !first.starts_with("**")
            && self.source[last.clone()].ends_with(['*', '_'])
            && text.split_whitespace().count() > 4
            && self.pieces.iter().all(|piece| piece.kind == BlockKind::Caption);
        if credit == last.end && !is_italic && !names_positions(text) {
            return None;
        }
        let mut lines = lines.to_vec();
        let at = lines.len() - 1;
        lines[at].end = credit;
        Some(lines)
    }

    fn credit_start(&self, line: &Range<usize>) -> usize {
        line.start + caption_length(&self.source[line.clone()], self.is_markdown)
    }

    fn finish(self, document: &mut Document) -> Alignment {
        let mut composer = Composer::default();
        for piece in &self.pieces {
            if composer.is_full() && composer.text.len() > crate::compose::TEXT_LIMIT {
                break;
            }
            let start = composer.begin_block();
            for (n, line) in piece.lines.iter().enumerate() {
                if n > 0 {
                    composer.text.push(' ');
                }
                if self.is_markdown {
                    for words in words_of(self.source, line.clone()) {
                        composer.copy(self.source, words);
                    }
                } else {
                    composer.copy(self.source, line.clone());
                }
            }
            trim_block(&mut composer, start);
            composer.end_block(start, piece.kind);
        }
        let header = self.header;
        document.title = header.title;
        document.byline = header.byline;
        document.agency = header.agency;
        document.published = header.published;
        document.url = header.url;
        document.source = header.source;
        composer.finish(document)
    }
}

/// Markup that is taken away may leave a space at the end of a block.
fn trim_block(composer: &mut Composer, start: usize) {
    let kept = composer.text[start..].trim_end().len();
    composer.text.truncate(start + kept);
}

/// One thing that a line above the prose says.
enum HeaderPart {
    Byline(String),
    Date(Publication),
    Agency(String),
    Outlet(String),
    Nothing,
}

/// What a line says, if all of it is about the report: "By Jane Roe | 3 March 2024 | Example Agency".
fn header_line(words: &str) -> Option<Vec<HeaderPart>> {
    if words.split_whitespace().count() > 24 || words.is_empty() {
        return None;
    }
    let parts: Vec<&str> = words.split(['|', '•', '·']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let read: Vec<Option<HeaderPart>> = parts.iter().map(|part| header_part(part)).collect();
    let is_header = !read.is_empty() && read.iter().any(Option::is_some);
    // Next to a byline or date, a short part that says nothing known is a section or a reading time.
    let others_are_short =
        parts.iter().zip(&read).all(|(part, read)| read.is_some() || part.split_whitespace().count() < 4);
    (is_header && others_are_short).then(|| read.into_iter().flatten().collect())
}

fn header_part(part: &str) -> Option<HeaderPart> {
    if let Some(name) = byline_name(part) {
        return Some(HeaderPart::Byline(name));
    }
    if let Some(date) = date_line(part) {
        return Some(HeaderPart::Date(date));
    }
    let bare = part.trim_matches(['(', ')', '—', '-', ' ']);
    if let Some(agency) = known_agency(bare) {
        return Some(HeaderPart::Agency(agency.to_string()));
    }
    let (key, value) = key_and_value(part)?;
    match key.as_str() {
        "agency" | "wire" => Some(HeaderPart::Agency(known_agency(&value).map_or(value, str::to_string))),
        "source" | "publisher" | "outlet" | "published in"
            if address(&value).is_none() && value.split_whitespace().count() < 7 =>
        {
            Some(
                known_agency(&value).map_or(HeaderPart::Outlet(value), |agency| HeaderPart::Agency(agency.to_string())),
            )
        }
        "author" | "authors" | "byline" => Some(HeaderPart::Byline(value)),
        "photo" | "image" | "credit" | "photograph" if value.split_whitespace().count() < 7 => {
            Some(HeaderPart::Nothing)
        }
        _ => None,
    }
}

/// "By Jane Roe in Oslo" -> "Jane Roe"; "By Tuesday the town was empty." -> nothing.
fn byline_name(text: &str) -> Option<String> {
    let rest = ["By ", "BY ", "by ", "By: ", "Written by ", "Reported by ", "Story by "]
        .iter()
        .find_map(|start| text.strip_prefix(start))?;
    let name = rest.split(" in ").next().unwrap_or(rest).trim().trim_end_matches([',', '.', '-', '–', '—']);
    let is_word = |word: &str| {
        let word = word.trim_matches([',', '.', '(', ')', '/']);
        word.chars().next().is_none_or(|first| first.is_uppercase() || first == '&')
            || matches!(
                word,
                "and"
                    | "de"
                    | "da"
                    | "del"
                    | "van"
                    | "von"
                    | "der"
                    | "bin"
                    | "al"
                    | "el"
                    | "la"
                    | "for"
                    | "correspondent"
            )
            || word.contains('/')
    };
    let ends_sentence = text.ends_with('.') && !text.ends_with("Jr.");
    let n_words = name.split_whitespace().count();
    (!ends_sentence && (1..=14).contains(&n_words) && name.split_whitespace().all(is_word)).then(|| name.to_string())
}

/// A line that is nothing but a date and time, with or without "Published".
fn date_line(text: &str) -> Option<Publication> {
    let found = find_date(text).filter(|date| date.year.is_some())?;
    let before = text[..found.range.start].to_lowercase();
    let before = before.trim_matches([' ', ':', ',', '-', '–']);
    let is_label = |words: &str| {
        words.split([' ', ',', ':', '.']).filter(|word| !word.is_empty()).all(|word| {
            matches!(
                word,
                "published"
                    | "posted"
                    | "date"
                    | "dated"
                    | "on"
                    | "updated"
                    | "issued"
                    | "at"
                    | "first"
                    | "am"
                    | "pm"
                    | "a"
                    | "p"
                    | "m"
                    | "gmt"
                    | "utc"
                    | "est"
                    | "edt"
                    | "pst"
                    | "pdt"
                    | "bst"
                    | "cet"
                    | "cest"
                    | "ist"
                    | "hours"
                    | "hrs"
                    | "local"
                    | "time"
                    | "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "friday"
                    | "saturday"
                    | "sunday"
                    | "mon"
                    | "tue"
                    | "wed"
                    | "thu"
                    | "fri"
                    | "sat"
                    | "sun"
                    | "t"
                    | "z"
                    | "et"
            ) || word.chars().all(|character| character.is_ascii_digit() || matches!(character, '+' | '-'))
        })
    };
    let after = text[found.range.end..].to_lowercase();
    let after: String = after
        .chars()
        .map(|character| if matches!(character, '(' | ')' | '–' | '—') { ' ' } else { character })
        .collect();
    // The clock may follow the date directly, as in 2024-03-03T14:05:00Z.
    let after = after.trim_start_matches('t').replace('z', " ").replace('+', " +");
    (is_label(before) && is_label(&after)).then(|| read_publication(text)).flatten()
}

fn key_and_value(line: &str) -> Option<(String, String)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty()
        && key.len() < 24
        && key.chars().all(|character| character.is_alphabetic() || character == ' ' || character == '_');
    let value = value.trim().trim_matches(['"', '\'']).trim();
    (is_key && !value.is_empty()).then(|| (key.trim().to_lowercase(), value.to_string()))
}

fn some_words(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// The first web address in a line.
fn address(line: &str) -> Option<String> {
    let start = line.find("https://").or_else(|| line.find("http://"))?;
    let rest = &line[start..];
    let end = rest
        .find(|character: char| character.is_whitespace() || matches!(character, '>' | '<' | ')' | '"' | ']'))
        .unwrap_or(rest.len());
    (end > "https://".len()).then(|| rest[..end].to_string())
}

/// The length of "- ", "* ", "• " or "3. " at the start of a line.
fn starts_item(line: &str) -> Option<usize> {
    for mark in ["- ", "* ", "+ ", "• ", "– ", "▪ ", "◦ "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some(line.len() - rest.trim_start().len());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let is_number = (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "));
    is_number.then(|| line.len() - rest[2..].trim_start().len())
}
