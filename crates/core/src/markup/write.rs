//! From a passage back to marked text.

use super::{Mark, Passage};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The passage in the notation. Marks that cross another's border cannot be written and are left out, the shorter first.
pub fn write(passage: &Passage) -> String {
    let mut out = String::new();
    let header = format!("# {}\n@ {} | {} | {}", passage.id, passage.date, passage.style, passage.contexts.join(", "));
    writeln!(out, "{}", header.trim_end()).expect("a string takes everything");
    let brackets = Brackets::new(&passage.marks);
    let mut end_of_last = 0;
    for sentence in &passage.sentences {
        if passage.text[end_of_last..sentence.start as usize].contains('\n') {
            out.push_str(">\n");
        }
        out.push_str("> ");
        write_sentence(&mut out, passage, sentence.start as usize..sentence.end as usize, &brackets);
        out.push('\n');
        end_of_last = sentence.end as usize;
    }
    for meaning in &passage.meanings {
        writeln!(out, "{} = {}", meaning.label, meaning.words).expect("a string takes everything");
    }
    out
}

/// Where brackets open and close.
struct Brackets {
    /// How many open at a position.
    opening: BTreeMap<usize, usize>,
    /// What closes at a position, the innermost first.
    closing: BTreeMap<usize, Vec<String>>,
}

impl Brackets {
    /// The brackets of the marks that nest, with the labels of equal spans together.
    fn new(marks: &[Mark]) -> Brackets {
        let mut brackets = Brackets { opening: BTreeMap::new(), closing: BTreeMap::new() };
        let mut kept = nested(marks);
        // Those that open later close earlier.
        kept.sort_by_key(|(start, end, _)| (*end, std::cmp::Reverse(*start)));
        for (start, end, labels) in kept {
            *brackets.opening.entry(start).or_default() += 1;
            brackets.closing.entry(end).or_default().push(labels);
        }
        brackets
    }
}

/// The marks that nest, by position, an outer one before those inside it.
fn nested(marks: &[Mark]) -> Vec<(usize, usize, String)> {
    let mut spans: BTreeMap<(usize, std::cmp::Reverse<usize>), Vec<&str>> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| !mark.span.is_empty()) {
        let place = (mark.span.start as usize, std::cmp::Reverse(mark.span.end as usize));
        let labels = spans.entry(place).or_default();
        if !labels.contains(&mark.label.as_str()) {
            labels.push(&mark.label);
        }
    }
    let mut closed: Vec<(usize, usize, String)> = Vec::new();
    let mut open: Vec<(usize, usize, String)> = Vec::new();
    for ((start, std::cmp::Reverse(end)), labels) in spans {
        while open.last().is_some_and(|outer| outer.1 <= start) {
            closed.extend(open.pop());
        }
        // What is open here and ends before this one does crosses it.
        let n_around = open.partition_point(|outer| outer.1 >= end);
        let longest = open[n_around..].iter().map(|outer| outer.1 - outer.0).max().unwrap_or(0);
        if longest < end - start {
            open.truncate(n_around);
            open.push((start, end, labels.join(",")));
        }
    }
    closed.extend(open);
    closed
}

fn write_sentence(out: &mut String, passage: &Passage, sentence: std::ops::Range<usize>, brackets: &Brackets) {
    let close = |out: &mut String, at: usize| {
        for labels in brackets.closing.get(&at).into_iter().flatten() {
            write!(out, "]{{{labels}}}").expect("a string takes everything");
        }
    };
    for (offset, character) in passage.text[sentence.clone()].char_indices() {
        let at = sentence.start + offset;
        if offset > 0 {
            close(out, at);
        }
        out.extend(std::iter::repeat_n('[', brackets.opening.get(&at).copied().unwrap_or(0)));
        if matches!(character, '[' | ']' | '{' | '}' | '\\') {
            out.push('\\');
        }
        out.push(if character == '\n' { ' ' } else { character });
    }
    close(out, sentence.end);
}
