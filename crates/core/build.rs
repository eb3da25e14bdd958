//! Compiles source tables that are too large to be parsed at every start.

// A build script reads files and its own environment; the crate it builds does not.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "build/offices.rs"]
mod offices;
#[path = "build/places.rs"]
mod places;

fn main() {
    offices::compile();
    places::compile();
}
