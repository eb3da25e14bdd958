//! Any bytes as plain text and as markdown.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rapporteur_fuzz::text_ingest(bytes));
