//! Lists every gap of a text where a sentence may end, for training: `segment_gaps TEXT ENDS > gaps`.
//!
//! ENDS holds the byte offset of each true sentence end in TEXT, one a line. A line of the output is 1 or 0 for a true
//! end or none, then the features, divided by tabs; a paragraph begins with an empty line.

use rapporteur_core::document::paragraphs;
use rapporteur_core::segment::show_gaps;
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(text), Some(ends)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("usage: segment_gaps TEXT ENDS"));
    };
    let text = read(&text)?;
    let ends: BTreeSet<usize> = read(&ends)?.lines().filter_map(|line| line.parse().ok()).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for block in paragraphs(&text) {
        writeln!(out)?;
        let mut lines = Vec::new();
        show_gaps(&text, block, &mut |offset, features| {
            let is_end = ends.contains(&offset);
            lines.push(format!("{}\t{}", u8::from(is_end), features.join("\t")));
            is_end
        });
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

// The library may not read files; its examples may.
#[allow(clippy::disallowed_methods)]
fn read(path: &str) -> io::Result<String> {
    std::fs::read_to_string(path).map_err(|error| io::Error::other(format!("cannot read {path}: {error}")))
}
