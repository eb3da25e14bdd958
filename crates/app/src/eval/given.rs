//! The texts that gold files speak of: raw text as the CoNLL task built it, and words as they are given.

use anyhow::{Context, Result};
use rapporteur_core::document::BlockKind;
use rapporteur_core::segment::{Segmentation, Sentence, Token};
use rapporteur_core::span::Span;

/// The raw text of a treebank: the sentences of a paragraph joined by a space, a blank line between paragraphs.
pub fn raw_text(treebank: &str) -> String {
    let mut text = String::new();
    let mut opens_paragraph = true;
    for line in treebank.lines() {
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            opens_paragraph = true;
        } else if let Some(sentence) = line.strip_prefix("# text = ") {
            let is_first = text.is_empty();
            text.push_str(if is_first {
                ""
            } else if opens_paragraph {
                "\n\n"
            } else {
                " "
            });
            text.push_str(sentence);
            opens_paragraph = false;
        }
    }
    text
}

/// Words with the text that they make.
#[derive(Debug, Default)]
pub struct GivenWords {
    /// The text.
    pub text: String,
    /// Its sentences and words, each sentence a paragraph of its own.
    pub segmentation: Segmentation,
}

impl GivenWords {
    /// Adds a written token that consists of these words. Only words that together spell the token keep their letters.
    fn token(&mut self, form: &str, parts: &[&str], space_after: bool) {
        let start = self.text.len();
        self.text.push_str(form);
        let surface = Span::new(start, self.text.len());
        let sentence = self.segmentation.sentences.len() as u32;
        let spells = parts.concat() == form;
        let mut position = start;
        for part in parts {
            let span = if spells { Span::new(position, position + part.len()) } else { surface };
            position += part.len();
            self.segmentation.tokens.push(Token { span, surface, sentence });
        }
        if space_after {
            self.text.push(' ');
        }
    }

    fn end_sentence(&mut self) {
        let first = self.segmentation.sentences.last().map_or(0, |sentence| sentence.tokens.end);
        let tokens = first..self.segmentation.tokens.len();
        if let (Some(start), Some(end)) = (self.segmentation.tokens.get(first), self.segmentation.tokens.last()) {
            let span = start.span.cover(end.span);
            let block = self.segmentation.sentences.len();
            self.segmentation.sentences.push(Sentence { span, tokens, block, kind: BlockKind::Body });
            self.text.push_str("\n\n");
        }
    }
}

/// The words of sentences of tokens that nothing is known about.
pub fn given_tokens<'a>(sentences: impl Iterator<Item = Vec<&'a str>>) -> GivenWords {
    let mut given = GivenWords::default();
    for sentence in sentences {
        for (index, form) in sentence.iter().enumerate() {
            given.token(form, &[form], index + 1 < sentence.len());
        }
        given.end_sentence();
    }
    given
}

/// The words of a treebank.
///
/// # Errors
/// When a line is not CoNLL-U.
pub fn given_words(treebank: &str) -> Result<GivenWords> {
    let mut given = GivenWords::default();
    let mut lines = treebank.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        if line.is_empty() {
            given.end_sentence();
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (id, form, misc) = columns(line).with_context(|| format!("line {number}"))?;
        let space_after = !misc.split('|').any(|feature| feature == "SpaceAfter=No");
        if let Some((first, last)) = id.split_once('-') {
            let n_parts = last.parse::<usize>()?.saturating_sub(first.parse()?) + 1;
            let mut parts = Vec::new();
            for (line, number) in lines.by_ref().take(n_parts) {
                parts.push(columns(line).with_context(|| format!("line {number}"))?.1);
            }
            given.token(form, &parts, space_after);
        } else if !id.contains('.') {
            given.token(form, &[form], space_after);
        }
    }
    given.end_sentence();
    Ok(given)
}

/// Id, form and the last column.
fn columns(line: &str) -> Result<(&str, &str, &str)> {
    let mut columns = line.split('\t');
    let both = columns.next().zip(columns.next());
    let (id, form) = both.context("there are fewer than two columns")?;
    Ok((id, form, columns.next_back().unwrap_or("_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREEBANK: &str = "\
# newdoc id = d
# newpar id = p
# text = They won't.
1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2-3\twon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\two\twill\tAUX\tMD\t_\t0\troot\t_\t_
3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# text = Go
1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_

# newpar id = q
# text = Why?
1\tWhy\twhy\tADV\tWRB\t_\t0\troot\t_\tSpaceAfter=No
2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\t_

";

    #[test]
    fn raw_text_has_paragraphs() {
        assert_eq!(raw_text(TREEBANK), "They won't. Go\n\nWhy?");
    }

    #[test]
    fn words_of_a_treebank_keep_their_letters() {
        let given = given_words(TREEBANK).unwrap();
        let words: Vec<&str> = given.segmentation.tokens.iter().map(|token| token.span.of(&given.text)).collect();
        assert_eq!(words, ["They", "wo", "n't", ".", "Go", "Why", "?"]);
        let sentences: Vec<&str> = given.segmentation.sentences.iter().map(|it| it.span.of(&given.text)).collect();
        assert_eq!(sentences, ["They won't.", "Go", "Why?"]);
        assert_eq!(given.segmentation.tokens[2].surface.of(&given.text), "won't");
    }
}
