//! Case files whose trees stand in the file, so that they hold whatever the trained reader makes of the words.
//!
//! ```text
//! # what is true
//! > the report, one line a paragraph or empty between paragraphs
//!
//! FORM LEMMA UPOS XPOS FEATS HEAD DEPREL NAME     tab-separated; a blank line between sentences
//!
//! = an expected line
//! ```

use rapporteur_core::document::Document;
use rapporteur_core::read::{Name, NameKind, Reading, Relation, Upos, Word};
use rapporteur_core::segment::{Segmentation, Sentence, Token, TokenId};
use rapporteur_core::span::Span;
use std::fs;
use std::path::Path;

/// One case of a file.
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) document: Document,
    pub(crate) segmentation: Segmentation,
    pub(crate) reading: Reading,
    pub(crate) expected: Vec<String>,
}

/// All cases of a folder below tests/cases.
pub(crate) fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| parse(&fs::read_to_string(path).unwrap())).collect()
}

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        if line.starts_with("# ") {
            cases.push(Vec::new());
        }
        if let Some(case) = cases.last_mut() {
            case.push(line);
        }
    }
    cases.iter().map(|lines| case(lines)).collect()
}

fn case(lines: &[&str]) -> Case {
    let report: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix('>')).map(str::trim).collect();
    let document = Document::plain("case", &report.join("\n"));
    let expected = lines.iter().filter_map(|line| line.strip_prefix("= ")).map(str::to_string).collect();
    let (mut segmentation, mut reading) = (Segmentation::default(), Reading::default());
    let mut at = 0;
    let rows = lines.iter().map(|line| line.split('\t').collect::<Vec<_>>());
    let mut start = 0;
    for row in rows {
        if row.len() != 8 {
            start = reading.words.len();
            continue;
        }
        let index = reading.words.len();
        let begin =
            at + document.text[at..].find(row[0]).unwrap_or_else(|| panic!("{} is not in {}", row[0], document.text));
        at = begin + row[0].len();
        let span = Span::new(begin, at);
        if index == start {
            let block = document.blocks.iter().position(|block| block.span.contains(span)).unwrap();
            let kind = document.blocks[block].kind;
            segmentation.sentences.push(Sentence { span, tokens: start..start, block, kind });
        }
        let n_sentences = segmentation.sentences.len();
        let sentence = segmentation.sentences.last_mut().unwrap();
        sentence.tokens.end = index + 1;
        sentence.span = sentence.span.cover(span);
        segmentation.tokens.push(Token { span, surface: span, sentence: (n_sentences - 1) as u32 });
        let head: u32 = row[5].parse().unwrap();
        reading.words.push(Word {
            upos: Upos::parse(row[2]),
            xpos: row[3].into(),
            feats: row[4].into(),
            lemma: row[1].into(),
            head: (head > 0).then(|| TokenId(start as u32 + head - 1)),
            relation: Relation::parse(row[6]),
        });
        match row[7].split_once('-') {
            Some(("B", kind)) => reading.names.push(Name { tokens: index..index + 1, kind: NameKind::parse(kind) }),
            Some(("I", _)) => reading.names.last_mut().unwrap().tokens.end = index + 1,
            _ => {}
        }
    }
    Case { title: lines[0][2..].to_string(), document, segmentation, reading, expected }
}
