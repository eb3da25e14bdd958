//! The reading of a document as CoNLL-U (UD v2).

use crate::document::Document;
use crate::read::Reading;
use crate::segment::{Segmentation, Sentence, is_blank};
use std::fmt::Write;

/// CoNLL-U of a document: one block a sentence, with `# newdoc`, `# newpar`, `# sent_id`, `# text` and `SpaceAfter=No`.
pub fn conllu(document: &Document, segmentation: &Segmentation, reading: &Reading) -> String {
    if segmentation.sentences.is_empty() {
        return String::new();
    }
    // A line break in an id would break the comment that holds it.
    let id = document.id.split_whitespace().collect::<Vec<_>>().join("_");
    let mut out = format!("# newdoc id = {id}\n");
    let mut paragraph = None;
    for (index, sentence) in segmentation.sentences.iter().enumerate() {
        if paragraph != Some(sentence.block) {
            paragraph = Some(sentence.block);
            out.push_str("# newpar\n");
        }
        let words: Vec<&str> =
            sentence.span.of(&document.text).split(is_blank).filter(|word| !word.is_empty()).collect();
        write_line(&mut out, format_args!("# sent_id = {id}-{}", index + 1));
        write_line(&mut out, format_args!("# text = {}", words.join(" ")));
        write_sentence(&mut out, sentence, &document.text, segmentation, reading);
        out.push('\n');
    }
    out
}

fn write_sentence(out: &mut String, sentence: &Sentence, text: &str, segmentation: &Segmentation, reading: &Reading) {
    let first = sentence.tokens.start;
    for token in sentence.tokens.clone() {
        let here = segmentation.tokens[token];
        let number = token - first + 1;
        let is_part = here.surface != here.span;
        let opens_surface = is_part && (token == first || segmentation.tokens[token - 1].surface != here.surface);
        if opens_surface {
            let n_parts =
                sentence.tokens.clone().filter(|&other| segmentation.tokens[other].surface == here.surface).count();
            let form = here.surface.of(text);
            let last = token + n_parts - 1;
            let misc = space_after(text, segmentation, last, sentence);
            write_line(out, format_args!("{number}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", number + n_parts - 1));
        }
        let word = &reading.words[token];
        let head = word.head.map_or(0, |head| head.index() - first + 1);
        let misc = if is_part { "_" } else { space_after(text, segmentation, token, sentence) };
        let (form, lemma) = (here.span.of(text), if word.lemma.is_empty() { "_" } else { &word.lemma });
        let (upos, relation) = (word.upos.as_str(), word.relation.as_str());
        let (xpos, feats) = (&word.xpos, &word.feats);
        write_line(
            out,
            format_args!("{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{relation}\t_\t{misc}"),
        );
    }
}

/// Whether a blank follows a token; the end of a paragraph counts as such.
fn space_after(text: &str, segmentation: &Segmentation, token: usize, sentence: &Sentence) -> &'static str {
    let end = segmentation.tokens[token].span.end as usize;
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    let ends_document = token + 1 == sentence.tokens.end && token + 1 == segmentation.tokens.len();
    match next {
        Some(character) if !is_blank(character) && !ends_document => "SpaceAfter=No",
        _ => "_",
    }
}

fn write_line(out: &mut String, line: std::fmt::Arguments) {
    writeln!(out, "{line}").expect("writing to a string does not fail");
}
