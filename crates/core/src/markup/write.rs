//! From a passage back to marked text.

use super::{Mark, Passage};
use std::fmt::Write;

/// The passage in the notation. Marks that cross another's border cannot be written and are left out, the shorter first.
pub fn write(passage: &Passage) -> String {
    let mut out = String::new();
    let header = format!("# {}\n@ {} | {} | {}", passage.id, passage.date, passage.style, passage.contexts.join(", "));
    writeln!(out, "{}", header.trim_end()).expect("a string takes everything");
    let marks = nested(&passage.marks);
    let mut end_of_last = 0;
    for sentence in &passage.sentences {
        if passage.text[end_of_last..sentence.start as usize].contains('\n') {
            out.push_str(">\n");
        }
        out.push_str("> ");
        write_sentence(&mut out, passage, sentence.start as usize..sentence.end as usize, &marks);
        out.push('\n');
        end_of_last = sentence.end as usize;
    }
    for meaning in &passage.meanings {
        writeln!(out, "{} = {}", meaning.label, meaning.words).expect("a string takes everything");
    }
    out
}

/// The marks that nest, with the labels of equal spans together.
fn nested(marks: &[Mark]) -> Vec<(usize, usize, String)> {
    let mut spans: Vec<(usize, usize, Vec<&str>)> = Vec::new();
    for mark in marks {
        let (start, end) = (mark.span.start as usize, mark.span.end as usize);
        match spans.iter_mut().find(|span| (span.0, span.1) == (start, end)) {
            Some(span) => span.2.push(&mark.label),
            None => spans.push((start, end, vec![&mark.label])),
        }
    }
    spans.sort_by_key(|(start, end, _)| (std::cmp::Reverse(end - start), *start));
    let mut kept: Vec<(usize, usize, String)> = Vec::new();
    for (start, end, labels) in spans {
        let crosses = |other: &(usize, usize, String)| {
            (other.0 < start && start < other.1 && other.1 < end) || (start < other.0 && other.0 < end && end < other.1)
        };
        if start < end && !kept.iter().any(crosses) {
            kept.push((start, end, labels.join(",")));
        }
    }
    kept
}

fn write_sentence(
    out: &mut String,
    passage: &Passage,
    sentence: std::ops::Range<usize>,
    marks: &[(usize, usize, String)],
) {
    let close = |out: &mut String, at: usize| {
        let mut closing: Vec<_> = marks.iter().filter(|(_, end, _)| *end == at).collect();
        closing.sort_by_key(|(start, _, _)| std::cmp::Reverse(*start));
        for (_, _, labels) in closing {
            write!(out, "]{{{labels}}}").expect("a string takes everything");
        }
    };
    for (offset, character) in passage.text[sentence.clone()].char_indices() {
        let at = sentence.start + offset;
        if offset > 0 {
            close(out, at);
        }
        for _ in marks.iter().filter(|(start, _, _)| *start == at) {
            out.push('[');
        }
        if matches!(character, '[' | ']' | '{' | '}' | '\\') {
            out.push('\\');
        }
        out.push(if character == '\n' { ' ' } else { character });
    }
    close(out, sentence.end);
}
