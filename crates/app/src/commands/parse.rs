//! `rapporteur parse`: raw text in, CoNLL-U out.

use super::Outcome;
use crate::arguments::ParseOptions;
use crate::{driver, inputs, output};
use anyhow::Result;
use rapporteur_core::segment::segment;
use rapporteur_core::show::conllu;

/// Parses all inputs and prints each as soon as it is done.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(options: &ParseOptions) -> Result<Outcome> {
    let resources = driver::load()?;
    let inputs = inputs::Inputs::new(&options.input);
    for document in inputs.documents() {
        let segmentation = segment(&document.text, &document.blocks);
        let reading = resources.reader.read(&document.text, &segmentation);
        output::print(&conllu(&document, &segmentation, &reading))?;
    }
    Ok(inputs.outcome())
}
