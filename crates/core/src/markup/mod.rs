//! Texts with their events marked in the running words: the notation of the corpus, of case files and of
//! `--format markup`. `corpus/README.md` describes it.

mod meaning;
mod parse;
mod write;

pub use meaning::{MarkedEvent, Range, Side, actor_code};
pub use parse::parse;
pub use write::write;

use crate::span::Span;
use std::fmt;

/// A text with its marks and what they mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Passage {
    /// Its name, unique in the corpus.
    pub id: String,
    /// Line of the file on which it begins, from 1; 0 where it was not read from a file.
    pub line: usize,
    /// Day of publication, as written.
    pub date: String,
    /// Kind of text, such as `agency`; may be empty.
    pub style: String,
    /// PLOVER contexts of the whole text.
    pub contexts: Vec<String>,
    /// The words without the marks: sentences of a paragraph are joined by a space, paragraphs by an empty line.
    pub text: String,
    /// Each sentence in `text`.
    pub sentences: Vec<Span>,
    /// Marks in the order in which they close.
    pub marks: Vec<Mark>,
    /// What labels mean, in the order written.
    pub meanings: Vec<Meaning>,
}

/// A marked span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its words.
    pub span: Span,
    /// Its label, such as `a1`.
    pub label: String,
}

/// What a label means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The label, such as `e1`.
    pub label: String,
    /// The words after the equals sign.
    pub words: String,
}

/// What is wrong in a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub words: String,
}

impl fmt::Display for MarkupError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.words)
    }
}

/// Which part of the corpus a passage belongs to; decided by its id alone, so that no passage ever moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Split {
    /// 75 %: trains the reader.
    Train,
    /// 10 %: for looking and tuning.
    Dev,
    /// 15 %: measures.
    Test,
}

impl Split {
    /// As commands spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Split::Train => "train",
            Split::Dev => "dev",
            Split::Test => "test",
        }
    }
}

impl Passage {
    /// The spans marked with a label, in order.
    pub fn spans(&self, label: &str) -> Vec<Span> {
        let mut spans: Vec<Span> = self.marks.iter().filter(|mark| mark.label == label).map(|mark| mark.span).collect();
        spans.sort_unstable();
        spans
    }

    /// What a label means.
    pub fn meaning(&self, label: &str) -> Option<&str> {
        self.meanings.iter().find(|meaning| meaning.label == label).map(|meaning| meaning.words.as_str())
    }

    /// The events, in the order of their lines; those that cannot be read are left out (`parse` reports them).
    pub fn events(&self) -> Vec<MarkedEvent> {
        let is_event = |meaning: &&Meaning| meaning.label.starts_with('e');
        self.meanings.iter().filter(is_event).filter_map(|meaning| MarkedEvent::parse(meaning).ok()).collect()
    }

    /// The part of the corpus it belongs to: FNV-1a of its id, by the hundred.
    pub fn split(&self) -> Split {
        let hash = |code: u32, byte: u8| (code ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        match self.id.bytes().fold(0x811C_9DC5, hash) % 100 {
            0..15 => Split::Test,
            15..25 => Split::Dev,
            _ => Split::Train,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"# gh-lawyers-01
@ 2021-05-03 | agency | legal, rights_freedoms
> [[Ghanaian]{p2} police]{a1} [detained]{e1} [[two]{n1} opposition lawyers]{a2} in [Kumasi]{p1} on [Sunday]{t1}, [their union]{a3} said.
> "[This is [intimidation]{e2}]{q1}," [its]{a3} head [said]{c1} \[sic\].
>
> A new paragraph follows an empty line.
a1 = GHA COP
a2 = GHA JUD;OPP
a3 = GHA LAB
p1 = Kumasi, GHA
p2 = GHA
t1 = 2021-05-02
e1 = COERCE:arrest | a1 > a2 | at p1 | on t1 | arrested 2 n1
e2 = ACCUSE:disapprove | a3 > a1
q1 = direct a3
"#;

    #[test]
    fn marks_are_read_and_written_back() {
        let (passages, errors) = parse(SAMPLE);
        assert_eq!(errors, []);
        let passage = &passages[0];
        assert_eq!(passage.sentences.len(), 3);
        assert!(passage.text.ends_with("said [sic].\n\nA new paragraph follows an empty line."));
        assert_eq!(passage.spans("a2")[0].of(&passage.text), "two opposition lawyers");
        assert_eq!(passage.spans("a3").len(), 2);
        assert_eq!(write(passage), SAMPLE);
    }

    #[test]
    fn events_are_read() {
        let (passages, _) = parse(SAMPLE);
        let events = passages[0].events();
        assert_eq!(
            (events[0].kind.as_str(), events[0].modes.as_slice()),
            ("COERCE", ["arrest".to_string()].as_slice())
        );
        assert_eq!(
            events[0].sizes[0],
            ("arrested".to_string(), Range { low: Some(2), high: Some(2) }, vec!["n1".to_string()])
        );
        assert_eq!(events[1].actors, [Side::Label("a3".into())]);
    }

    #[test]
    fn splits_are_those_of_the_training_program() {
        let split = |id: &str| Passage { id: id.into(), ..Passage::default() }.split().as_str();
        assert_eq!(
            [split("gh-lawyers-01"), split("dispute-zuqar-gunboats"), split("accord-1")],
            ["dev", "train", "train"]
        );
    }

    #[test]
    fn faults_are_named_with_their_lines() {
        let (_, errors) =
            parse("# a\n@ 2020-01-01 | agency |\n> An [open bracket.\n> [No label].\ne1 = COERCE\nwhat\n");
        let lines: Vec<usize> = errors.iter().map(|error| error.line).collect();
        assert_eq!(lines, [3, 4, 5, 6]);
    }
}
