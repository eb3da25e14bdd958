//! The lemmas of irregular verb forms, where a table knows better than a learned edit script.

use std::collections::BTreeMap;

static TABLE: &str = include_str!("irregular.txt");

/// Irregular verb forms.
#[derive(Debug)]
pub(super) struct Irregular(BTreeMap<&'static str, &'static str>);

impl Irregular {
    pub(super) fn load() -> Irregular {
        let rows = TABLE.lines().filter_map(|line| line.split('#').next()?.split_once('='));
        Irregular(
            rows.flat_map(|(forms, lemma)| forms.split_whitespace().map(move |form| (form, lemma.trim()))).collect(),
        )
    }

    /// The lemma of a verb form (by its Penn tag); base forms are their own lemmas.
    pub(super) fn lemma(&self, form: &str, xpos: &str) -> Option<&'static str> {
        let is_inflected = matches!(xpos, "VBD" | "VBN" | "VBG" | "VBZ" | "VBP");
        if !is_inflected {
            return None;
        }
        self.0.get(form.to_lowercase().as_str()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_verbs_are_looked_up() {
        let table = Irregular::load();
        assert_eq!(table.lemma("Met", "VBD"), Some("meet"));
        assert_eq!(table.lemma("left", "JJ"), None);
        assert_eq!(table.lemma("ground", "NN"), None);
    }
}
