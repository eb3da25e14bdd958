//! Any bytes as JSON lines.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rapporteur_fuzz::jsonl_ingest(bytes));
