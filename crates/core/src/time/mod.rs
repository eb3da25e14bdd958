//! Which times does a text name, and which calendar dates are they?
//!
//! ```text
//! published 2023-04-17: "on Sunday" DATE 2023-04-16 · "last month" DATE 2023-03 · "two days of talks" DURATION P2D
//! ```
//!
//! In reading order: `lexicon` knows the words, `atoms` cuts the text, `grammar` says what an expression means,
//! `resolve` says which day that is for this report, `value` writes and reads TIMEX3 values.

mod atoms;
mod calendar;
mod clauses;
mod feasts;
mod grammar;
mod lexicon;
mod numbers;
mod relative;
mod resolve;
mod value;

pub use calendar::{MONTHS, WEEKDAYS};

use crate::document::Document;
use crate::read::Tree;
use crate::span::Span;
use jiff::civil::Date;

/// A time expression, after TIMEX3.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// Date, time of day, duration or set.
    pub kind: TimeKind,
    /// TIMEX3 value, such as `2023-04-16`, `2022-02`, `P2D`, `XXXX-WXX-7`.
    pub value: String,
    /// How exact the value is.
    pub precision: Precision,
    /// First and last day, where the value alone does not say them: a range that begins here ("April 16-18",
    /// "from March to May"), a duration tied to the calendar ("the past two days"), a feast of another calendar.
    pub range: Option<(Date, Date)>,
}

impl Time {
    /// The first and last day the expression covers, both included; none for what is not on the calendar
    /// ("two days", "recently", a weekday in a report without a date).
    pub fn days(&self) -> Option<(Date, Date)> {
        self.range.or_else(|| value::days(&self.value))
    }

    /// Whether an event can be dated by it: a date or a time of day that is on the calendar.
    pub fn is_on_calendar(&self) -> bool {
        matches!(self.kind, TimeKind::Date | TimeKind::Time) && self.days().is_some()
    }
}

/// The TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeKind {
    /// A calendar date of any precision.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time ("every Friday").
    Set,
}

impl TimeKind {
    /// As TIMEX3 spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        }
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// To the hour or better.
    Time,
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the quarter or season.
    Quarter,
    /// To the year.
    Year,
    /// To the decade.
    Decade,
    /// Less than that.
    Vague,
}

impl Precision {
    /// As the records spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Time => "time",
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Year => "year",
            Precision::Decade => "decade",
            Precision::Vague => "vague",
        }
    }
}

/// When the clause around an expression plays; it decides between last Friday and next Friday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// "met", "has met", "had met".
    Past,
    /// "meets".
    Present,
    /// "will meet", "plans to meet".
    Future,
}

/// The times of a document, in text order.
pub fn times(document: &Document, tree: &Tree) -> Vec<Time> {
    let sentences: Vec<Span> = tree.segmentation.sentences.iter().map(|sentence| sentence.span).collect();
    let clauses = clauses::Clauses::new(tree);
    parse(tree.text, &sentences, anchor(document), &|span| clauses.tense(span))
}

/// The times of the given sentences of a text, told from a day.
///
/// `tense` answers for a span inside a sentence; where it knows nothing, the words nearby are asked.
/// Linear in the length of the text: each expression looks at a bounded number of words.
pub fn parse(text: &str, sentences: &[Span], anchor: Option<Date>, tense: &dyn Fn(Span) -> Option<Tense>) -> Vec<Time> {
    let mut found = Vec::new();
    for (index, &sentence) in sentences.iter().enumerate() {
        let atoms = atoms::cut(text, sentence);
        for expression in grammar::expressions(&atoms) {
            let span = atoms[expression.start].span.cover(atoms[expression.end - 1].span);
            let tense = if expression.needs_tense() {
                tense(span).or_else(|| clauses::tense_by_words(&atoms, expression.start, expression.end))
            } else {
                None
            };
            found.push(resolve::Mention { span, sentence: index, tense, expression });
        }
    }
    resolve::resolve(&found, anchor)
}

/// The day a report is told from: its dateline's when that is close to publication, else that of publication.
fn anchor(document: &Document) -> Option<Date> {
    let published = document.published.as_ref().map(|publication| publication.date);
    let filed = document.dateline.as_ref().and_then(|dateline| dateline.date);
    match (published, filed) {
        (Some(published), Some(filed)) => {
            let is_close = (published - filed).get_days().abs() <= 14;
            Some(if is_close { filed } else { published })
        }
        (published, filed) => published.or(filed),
    }
}
