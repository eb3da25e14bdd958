//! Where in its source does a stretch of a document's text stand?

use rapporteur_core::span::Span;
use std::ops::Range;

/// Maps stretches of a document's text to byte ranges of its source.
///
/// The source is the file after decompression, or the value of the field of a JSON line. Inside a run of equal length
/// on both sides positions map byte by byte; other runs (a letter that its encoding writes in fewer bytes, a character
/// reference) map as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    /// In order of the text, without overlap there.
    runs: Vec<Run>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    text: Range<usize>,
    source: Range<usize>,
}

impl Run {
    fn is_linear(&self) -> bool {
        self.text.len() == self.source.len()
    }
}

impl Alignment {
    /// Text that is its source.
    pub fn identity(length: usize) -> Alignment {
        let mut alignment = Alignment::default();
        alignment.push(0..length, 0..length);
        alignment
    }

    /// The source range that covers all of `span` that has a source; an empty range where none has.
    ///
    /// `Span` of "Café" in a Latin-1 file covers 5 bytes of text and 4 of source.
    pub fn source_span(&self, span: Span) -> Range<usize> {
        let wanted = span.range();
        let from = self.runs.partition_point(|run| run.text.end <= wanted.start);
        let mut found: Option<Range<usize>> = None;
        for run in self.runs[from..].iter().take_while(|run| run.text.start < wanted.end) {
            let part = part_of(run, &wanted);
            found = Some(match found {
                Some(found) => found.start.min(part.start)..found.end.max(part.end),
                None => part,
            });
        }
        found.unwrap_or_else(|| {
            let before = from.checked_sub(1).map_or(0, |at| self.runs[at].source.end);
            before..before
        })
    }

    /// Adds a run after all others; a run that continues the last is joined with it.
    pub(crate) fn push(&mut self, text: Range<usize>, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let run = Run { text, source };
        match self.runs.last_mut() {
            Some(last)
                if last.is_linear()
                    && run.is_linear()
                    && last.text.end == run.text.start
                    && last.source.end == run.source.start =>
            {
                last.text.end = run.text.end;
                last.source.end = run.source.end;
            }
            _ => self.runs.push(run),
        }
    }

    /// From this text through its source, which is the text of `outer`, to the source of `outer`.
    pub(crate) fn through(&self, outer: &Alignment) -> Alignment {
        let mut whole = Alignment::default();
        for run in &self.runs {
            if !run.is_linear() {
                whole.push(run.text.clone(), outer.source_span(Span::new(run.source.start, run.source.end)));
                continue;
            }
            let from = outer.runs.partition_point(|inner| inner.text.end <= run.source.start);
            for inner in outer.runs[from..].iter().take_while(|inner| inner.text.start < run.source.end) {
                let start = inner.text.start.max(run.source.start);
                let end = inner.text.end.min(run.source.end);
                let text = run.text.start + (start - run.source.start)..run.text.start + (end - run.source.start);
                whole.push(text, part_of(inner, &(start..end)));
            }
        }
        whole
    }
}

/// The source of the part of `run` that `wanted` covers.
fn part_of(run: &Run, wanted: &Range<usize>) -> Range<usize> {
    if !run.is_linear() {
        return run.source.clone();
    }
    let start = wanted.start.max(run.text.start) - run.text.start;
    let end = wanted.end.min(run.text.end) - run.text.start;
    run.source.start + start..run.source.start + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_equal_length_map_byte_by_byte_and_others_as_a_whole() {
        let mut alignment = Alignment::default();
        alignment.push(0..3, 10..13);
        alignment.push(3..5, 13..14);
        alignment.push(6..9, 20..23);
        for (start, end, expected) in [(0, 2, 10..12), (3, 4, 13..14), (1, 7, 11..21), (5, 6, 14..14), (8, 40, 22..23)]
        {
            assert_eq!(alignment.source_span(Span::new(start, end)), expected, "{start}..{end}");
        }
    }

    #[test]
    fn two_steps_make_one() {
        let mut decoded = Alignment::default();
        decoded.push(0..4, 3..7);
        decoded.push(4..6, 7..8);
        decoded.push(6..20, 8..22);
        let mut stripped = Alignment::default();
        stripped.push(0..8, 2..10);
        let whole = stripped.through(&decoded);
        assert_eq!(whole.source_span(Span::new(0, 2)), 5..7);
        assert_eq!(whole.source_span(Span::new(2, 4)), 7..8);
        assert_eq!(whole.source_span(Span::new(4, 8)), 8..12);
    }
}
