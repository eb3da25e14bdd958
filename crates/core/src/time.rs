//! Which times does a text name, and which calendar dates are they?

use crate::span::Span;

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
