//! Writes the sentences and words of a plain text as CoNLL-U, with heads that mean nothing: `segment_conllu < text`.

use rapporteur_core::document::Document;
use rapporteur_core::segment::segment;
use std::io::{self, BufWriter, Read, Write};

fn main() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let document = Document::plain("text", &text);
    let segmentation = segment(&document.text, &document.blocks);
    let mut out = BufWriter::new(io::stdout().lock());
    for sentence in &segmentation.sentences {
        writeln!(out, "# text = {}", sentence.span.of(&text).replace('\n', " "))?;
        let tokens = &segmentation.tokens[sentence.tokens.clone()];
        for (n, token) in tokens.iter().enumerate() {
            let n_parts = tokens[n..].iter().take_while(|other| other.surface == token.surface).count();
            let is_first = n == 0 || tokens[n - 1].surface != token.surface;
            if is_first && n_parts > 1 {
                writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_", n + 1, n + n_parts, token.surface.of(&text))?;
            }
            let relation = if n == 0 { "root" } else { "dep" };
            writeln!(out, "{}\t{}\t_\tX\t_\t_\t{}\t{relation}\t_\t_", n + 1, token.span.of(&text), usize::from(n > 0))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
