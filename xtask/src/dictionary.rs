//! The data dictionary, written from the one declaration of the flat table.

use anyhow::{Context, Result};
use rapporteur_core::record::flat::COLUMNS;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Where the dictionary stands.
const FILE: &str = "docs/data-dictionary.md";

const OPENING: &str = "# Data dictionary

The flat table: one row an event a document, as `rapporteur code --format csv` prints it. This page is written by
`cargo run -p xtask -- dictionary` from the declaration in `crates/core/src/record/flat.rs`; a test holds it to that.

How CSV spells what it has no types for:

- Lines end in a line feed; the first holds the names of the columns. A value with a comma, a quotation mark or a line break
  stands in quotation marks, and a quotation mark inside is doubled (RFC 4180). The text is UTF-8 without a byte order mark.
- The places of a list are divided by `|`; inside a place `|` is written `\\|` and `\\` is written `\\\\`. Lists of names, codes and countries
  of one side have the same number of places, one a participant. An empty place means that nothing is known, an empty list that nobody is needed.
- A null is an empty value. Booleans are `true` and `false`. Numbers have a point and no exponent.
- All events are listed, also alleged, denied, future, hypothetical, negated and historical ones: see `status` and `stance`.
  `--only-occurred` keeps those that occurred and are asserted.

| column | type | null | meaning |
|---|---|---|---|
";

/// Writes the dictionary.
///
/// # Errors
/// When the file cannot be written.
pub fn run(top: &Path) -> Result<()> {
    let path = top.join(FILE);
    fs::write(&path, render()).with_context(|| format!("cannot write {}", path.display()))
}

fn render() -> String {
    let mut page = OPENING.to_string();
    for column in COLUMNS {
        let null = if column.is_nullable { "yes" } else { "" };
        writeln!(page, "| {} | {} | {null} | {} |", column.name, column.kind.name(), column.doc)
            .expect("writing to a string does not fail");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(FILE);
        let written = fs::read_to_string(path).expect("the dictionary stands in docs");
        assert!(written == render(), "{FILE} is old: run `cargo run -p xtask -- dictionary`");
    }
}
