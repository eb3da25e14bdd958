//! Project chores: `tidy` keeps the documents true, `diff` shows what a change does to real
//! reports, `dictionary` writes down the columns of the flat table.

mod dictionary;
mod diff;
mod tidy;

use anyhow::{Result, bail};
use std::path::Path;

fn main() -> Result<()> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tidy"] => tidy::run(top),
        ["dictionary"] => dictionary::run(top),
        ["diff", binary] => diff::run(top, Path::new(binary), diff::Action::Show),
        ["diff", binary, "--accept"] => diff::run(top, Path::new(binary), diff::Action::Accept),
        _ => bail!("usage: xtask tidy | xtask dictionary | xtask diff BINARY [--accept]"),
    }
}
