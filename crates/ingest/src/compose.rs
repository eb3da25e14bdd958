//! How is a document's text put together from pieces of its source?

use crate::alignment::Alignment;
use rapporteur_core::document::{Block, BlockKind, Document};
use rapporteur_core::span::Span;
use std::ops::Range;

/// The longest text that is read, in bytes.
pub(crate) const TEXT_LIMIT: usize = 1_000_000;
/// Said in a document whose text was longer.
pub(crate) const CUT_NOTE: &str = "text after 1 MB was not read";

/// A text under construction, with the way back to the text it is copied from.
#[derive(Default)]
pub(crate) struct Composer {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) alignment: Alignment,
}

impl Composer {
    /// Copies a piece of the source.
    pub(crate) fn copy(&mut self, source: &str, range: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&source[range.clone()]);
        self.alignment.push(start..self.text.len(), range);
    }

    /// Divides what follows from what stands there by a blank line.
    pub(crate) fn begin_block(&mut self) -> usize {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.len()
    }

    /// Ends the block that began at `start`; an empty one leaves nothing behind.
    pub(crate) fn end_block(&mut self, start: usize, kind: BlockKind) {
        if self.text[start..].trim().is_empty() {
            self.text.truncate(start);
            self.text.truncate(self.text.trim_end().len());
            return;
        }
        self.blocks.push(Block { span: Span::new(start, self.text.len()), kind });
    }

    /// Whether the limit is reached.
    pub(crate) fn is_full(&self) -> bool {
        self.text.len() >= TEXT_LIMIT
    }

    /// Moves text, blocks and captions into `document`, cut at the limit.
    pub(crate) fn finish(mut self, document: &mut Document) -> Alignment {
        if self.text.len() > TEXT_LIMIT {
            self.text.truncate(cut(&self.text));
            document.notes.push(CUT_NOTE.to_string());
            clip_blocks(&mut self.blocks, self.text.len());
        }
        document.captions = self
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Caption)
            .map(|block| block.span.of(&self.text).to_string())
            .collect();
        document.text = self.text;
        document.blocks = self.blocks;
        self.alignment
    }
}

/// Where to cut a text that is too long: after a paragraph if one ends in the last tenth, else after a character.
pub(crate) fn cut(text: &str) -> usize {
    let mut end = text.len().min(TEXT_LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end == text.len() {
        return end;
    }
    let paragraph = text[..end].rfind("\n\n").filter(|at| *at > end - end / 10);
    paragraph.unwrap_or(end)
}

fn clip_blocks(blocks: &mut Vec<Block>, end: usize) {
    blocks.retain(|block| (block.span.start as usize) < end);
    if let Some(last) = blocks.last_mut() {
        last.span = Span::new(last.span.start as usize, (last.span.end as usize).min(end));
    }
}

/// The paragraphs of a text that stays as it is. A paragraph that a stray blank line breaks in mid-sentence is one.
///
/// "… the envoy welcomed" + blank line + "the release of the crew." -> one block over both.
pub(crate) fn plain_blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for span in rapporteur_core::document::paragraphs(text) {
        match blocks.last_mut() {
            Some(last) if continues(last.span.of(text), span.of(text)) => last.span = last.span.cover(span),
            _ => blocks.push(Block { span, kind: BlockKind::Body }),
        }
    }
    blocks
}

/// Whether `next` goes on with the sentence that `before` leaves open.
pub(crate) fn continues(before: &str, next: &str) -> bool {
    let open = before.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    let ends =
        open.ends_with(['.', '!', '?', ':', ';', '…', '—', '–']) || open.len() < before.len() && open.ends_with(',');
    let has_words = before.split_whitespace().nth(3).is_some();
    !ends && has_words && next.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_paragraph_is_one_block() {
        let text = "The envoy met the crew and welcomed\n\ntheir release.\n\nThen he left.";
        let spans: Vec<&str> = plain_blocks(text).iter().map(|block| block.span.of(text)).collect();
        assert_eq!(spans, ["The envoy met the crew and welcomed\n\ntheir release.", "Then he left."]);
    }

    #[test]
    fn long_texts_are_cut_at_a_paragraph_or_a_character() {
        let words = "é".repeat(TEXT_LIMIT);
        assert_eq!(cut(&words), TEXT_LIMIT);
        let odd = format!("a{words}");
        assert_eq!(cut(&odd), TEXT_LIMIT - 1);
        let paragraphs = "Ten bytes\n\n".repeat(200_000);
        let end = cut(&paragraphs);
        assert!(end <= TEXT_LIMIT && paragraphs[..end].ends_with("Ten bytes"));
    }
}
