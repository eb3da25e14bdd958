//! How do people see an analysis? Tables of events, CoNLL-U, marked text.

mod conllu;
mod markup;
mod table;

pub use conllu::conllu;
pub use markup::passage;
pub use table::{Row, Style, fitted, row, table};
