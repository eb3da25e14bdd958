//! From marked text to passages.

use super::{Mark, MarkedEvent, MarkupError, Meaning, Passage};
use crate::span::Span;

/// The passages of a file, with everything that could not be read.
pub fn parse(file: &str) -> (Vec<Passage>, Vec<MarkupError>) {
    let mut reader = Reader::default();
    for (index, line) in file.lines().enumerate() {
        reader.read(index + 1, line.trim_end());
    }
    reader.finish();
    (reader.passages, reader.errors)
}

#[derive(Default)]
struct Reader {
    passages: Vec<Passage>,
    errors: Vec<MarkupError>,
    /// Where brackets were opened that are not closed yet: line and position in the text.
    open: Vec<(usize, usize)>,
    /// Whether the next sentence begins a paragraph.
    breaks: bool,
}

impl Reader {
    fn read(&mut self, number: usize, line: &str) {
        if let Some(id) = line.strip_prefix("# ") {
            self.finish();
            self.passages.push(Passage { id: id.trim().to_string(), line: number, ..Passage::default() });
            return;
        }
        if line.is_empty() {
            return;
        }
        let Some(passage) = self.passages.last_mut() else {
            self.errors.push(MarkupError { line: number, words: "nothing may stand before the first passage".into() });
            return;
        };
        if let Some(header) = line.strip_prefix('@') {
            let mut parts = header.split('|').map(str::trim);
            passage.date = parts.next().unwrap_or_default().to_string();
            passage.style = parts.next().unwrap_or_default().to_string();
            let contexts = parts.next().unwrap_or_default().split(',').map(str::trim);
            passage.contexts = contexts.filter(|context| !context.is_empty()).map(str::to_string).collect();
        } else if let Some(sentence) = line.strip_prefix('>') {
            self.sentence(number, sentence.trim());
        } else if let Some((label, words)) = line.split_once(" = ") {
            let meaning = Meaning { label: label.to_string(), words: words.trim().to_string() };
            if meaning.label.starts_with('e')
                && let Err(words) = MarkedEvent::parse(&meaning)
            {
                self.errors.push(MarkupError { line: number, words });
            }
            passage.meanings.push(meaning);
        } else {
            self.errors.push(MarkupError { line: number, words: format!("neither text nor a meaning: {line}") });
        }
    }

    fn sentence(&mut self, number: usize, line: &str) {
        let Some(passage) = self.passages.last_mut() else { return };
        if line.is_empty() {
            self.breaks = true;
            return;
        }
        if !passage.text.is_empty() {
            passage.text.push_str(if self.breaks { "\n\n" } else { " " });
        }
        self.breaks = false;
        let start = passage.text.len();
        let mut rest = line;
        while let Some(character) = rest.chars().next() {
            rest = &rest[character.len_utf8()..];
            match character {
                '\\' if !rest.is_empty() => {
                    let next = rest.chars().next().expect("rest is not empty");
                    rest = &rest[next.len_utf8()..];
                    passage.text.push(next);
                }
                '[' => self.open.push((number, passage.text.len())),
                ']' => {
                    let labels = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
                    let (Some((labels, after)), Some((_, opened))) = (labels, self.open.pop()) else {
                        let words = "a bracket closes without label or partner".into();
                        self.errors.push(MarkupError { line: number, words });
                        continue;
                    };
                    rest = after;
                    let span = Span::new(opened, passage.text.len());
                    let mark = |label: &str| Mark { span, label: label.trim().to_string() };
                    passage.marks.extend(labels.split(',').map(mark));
                }
                other => passage.text.push(other),
            }
        }
        passage.sentences.push(Span::new(start, passage.text.len()));
    }

    fn finish(&mut self) {
        for (line, _) in self.open.drain(..) {
            self.errors.push(MarkupError { line, words: "a bracket is never closed".into() });
        }
        self.breaks = false;
        self.errors.sort_by_key(|error| error.line);
    }
}
