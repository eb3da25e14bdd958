//! The event lexicon's tables hold to their notation.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

use rapporteur_core::event::lexicon::Lexicon;
use std::path::Path;

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may read the tables it checks")]
fn every_line_of_the_lexicon_is_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/lexicon");
    let mut files: Vec<(String, String)> = std::fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().to_string();
            (name, std::fs::read_to_string(&path).expect("text"))
        })
        .collect();
    files.sort();
    let views: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (lexicon, errors) = Lexicon::compile(&views);
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(messages.join("\n"), "");
    assert!(lexicon.len() > 1000, "{} entries", lexicon.len());
}
