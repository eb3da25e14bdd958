//! Any text: `analyze` returns, and its layers agree.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rapporteur_fuzz::analyze(bytes));
