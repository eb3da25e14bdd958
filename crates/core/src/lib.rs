//! Document in, analysis out. See ARCHITECTURE.md for the whole and for what this crate never does.

pub mod actor;
pub mod claim;
pub mod document;
pub mod event;
pub mod place;
pub mod read;
pub mod segment;
pub mod span;
pub mod speech;
pub mod time;
