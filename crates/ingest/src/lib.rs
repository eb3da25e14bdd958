//! Bytes in, documents out.
mod date;
pub mod html;
