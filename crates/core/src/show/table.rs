//! Events for people: one a line, fitted to the width at hand.

use crate::Analysis;
use crate::actor::ActorTables;
use crate::document::Document;
use crate::event::{Event, Participant, Stance};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The cells of one event, in the order of the table's headings.
pub type Row = [String; 8];

/// Column headings of the table.
const HEADINGS: [&str; 8] = ["date", "type", "actor", "recipient", "place", "status", "said by", "words"];

/// No column is squeezed below its share of the width.
const LEAST: [usize; 8] = [10, 8, 12, 12, 5, 6, 6, 8];

/// As many characters as a very wide table could show of the words.
const MOST_WORDS: usize = 200;

/// The column that holds the words, which tell most about an event.
const WORDS: usize = 7;
/// A table of at least so many columns keeps a quarter of them for the words.
const WIDE: usize = 100;

/// How wide a table may be, and whether it may use colour.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour types by quad.
    pub colour: bool,
}

/// The cells of one event.
pub fn row(event: &Event, document: &Document, analysis: &Analysis) -> Row {
    let side = |side: &[Participant]| {
        let one = |one: &Participant| match one.actor {
            Some(id) => {
                let actor = analysis.cast.actor(id);
                format!("{} {}", ActorTables::code(&actor.identity), actor.name)
            }
            None => "UNK".to_string(),
        };
        side.iter().map(one).collect::<Vec<_>>().join(" + ")
    };
    let modes: Vec<&str> = event.modes.iter().map(|mode| mode.as_str()).collect();
    let kind = if modes.is_empty() {
        event.kind.as_str().to_string()
    } else {
        format!("{}:{}", event.kind.as_str(), modes.join("&"))
    };
    let date = event.date.as_ref().map(|date| match &date.end {
        Some(end) => format!("{}..{end}", date.value),
        None => date.value.clone(),
    });
    let place = event.place.map(|place| analysis.places[place].name.clone());
    let status = match event.stance {
        Stance::Asserted => event.status.as_str().to_string(),
        stance => stance.as_str().to_string(),
    };
    let speaker = event.attribution.speaker.map(|speaker| analysis.cast.actor(speaker).name.clone());
    let recipients = side(&event.recipients);
    [
        date.unwrap_or_else(|| "-".into()),
        kind,
        side(&event.actors),
        if event.reciprocal && recipients.is_empty() { "(each other)".into() } else { recipients },
        place.unwrap_or_default(),
        status,
        speaker.unwrap_or_default(),
        words_around(event, &document.text),
    ]
}

/// The anchor with the words after it, as far as they stand in one line: "hailed ties with Moscow".
fn words_around(event: &Event, text: &str) -> String {
    let rest = text.get(event.anchor.start as usize..).unwrap_or("");
    let line = rest.split(['\n', '\r']).next().unwrap_or("");
    line.chars().take(MOST_WORDS).collect()
}

/// A table with headings, every line at most `style.width` wide.
pub fn table(rows: &[Row], style: Style) -> String {
    let widths = widths(rows, style.width);
    let mut out = String::new();
    let headings = HEADINGS.map(String::from);
    push_line(&mut out, &headings, &widths, None);
    for row in rows {
        push_line(&mut out, row, &widths, style.colour.then(|| colour_of(&row[1])));
    }
    out
}

/// Natural widths, then the widest column gives way until all fit; the words, which could fill any width, give way first
/// but keep their share. Empty columns vanish.
fn widths(rows: &[Row], total: usize) -> [usize; 8] {
    let mut widths = [0; 8];
    for (column, width) in widths.iter_mut().enumerate() {
        let widest = rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
        *width = if widest == 0 { 0 } else { widest.max(HEADINGS[column].len()) };
    }
    loop {
        let used: usize = widths.iter().filter(|&&width| width > 0).map(|width| width + 2).sum();
        if used <= total + 2 {
            return widths;
        }
        let least = |column: usize| if column == WORDS && total >= WIDE { total / 4 } else { LEAST[column] };
        let slack = |column: usize| widths[column].saturating_sub(least(column));
        let widest = (0..widths.len()).rev().max_by_key(|&column| slack(column)).unwrap_or(0);
        let widest = if slack(WORDS) > 0 { WORDS } else { widest };
        if slack(widest) == 0 {
            return widths;
        }
        widths[widest] -= 1;
    }
}

fn push_line(out: &mut String, row: &Row, widths: &[usize; 8], colour: Option<&str>) {
    let mut line = String::new();
    for (column, cell) in row.iter().enumerate().filter(|(column, _)| widths[*column] > 0) {
        let cell = fitted(cell, widths[column]);
        let padding = widths[column].saturating_sub(cell.width()) + 2;
        match colour.filter(|_| column == 1) {
            Some(colour) => line.push_str(&format!("{colour}{cell}\u{1b}[0m")),
            None => line.push_str(&cell),
        }
        line.extend(std::iter::repeat_n(' ', padding));
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// A text on one line of at most `width` characters, without control characters.
pub fn fitted(cell: &str, width: usize) -> String {
    let clean: String = cell.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    if clean.width() <= width {
        return clean;
    }
    let mut used = 0;
    let fits = |character: &char| {
        used += character.width().unwrap_or(0);
        used < width
    };
    clean.chars().take_while(fits).chain(['…']).collect()
}

/// Cooperation in blue and cyan, conflict in yellow and red; readable for the colour-blind.
fn colour_of(kind: &str) -> &'static str {
    let name = kind.split([':', ' ']).next().unwrap_or(kind);
    match crate::event::ontology::EventType::parse(name).map(|kind| kind.quad()) {
        Some(1) => "\u{1b}[36m",
        Some(2) => "\u{1b}[34m",
        Some(3) => "\u{1b}[33m",
        Some(_) => "\u{1b}[31m",
        // A user's own type.
        None => "\u{1b}[35m",
    }
}
