//! How do people see an analysis? Tables of events, CoNLL-U, marked text.

mod conllu;
mod table;

pub use conllu::conllu;
pub use table::{Row, Style, fitted, row, table};
