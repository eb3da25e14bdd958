//! What is the dictionary form of a word? Tables first, then endings that leave a known word, then the network's guess.
//!
//! The network's edit scripts know names and rare forms but cut "applauded" to "applaude"; events hang on lemmas, so verbs
//! and nouns are looked up: irregular forms, then the forms met in the treebank, then each regular ending whose removal
//! leaves a word that the treebank or the event lexicon knows.

use std::collections::{BTreeMap, BTreeSet};

static IRREGULAR: &str = include_str!("irregular.txt");

/// Tables of forms and lemmas.
#[derive(Debug)]
pub struct Lemmas {
    irregular: BTreeMap<&'static str, &'static str>,
    /// (part of speech, form, lemma), sorted.
    forms: Vec<(u8, &'static str, &'static str)>,
    known: BTreeSet<(u8, String)>,
}

const VERB: u8 = b'V';
const NOUN: u8 = b'N';

impl Lemmas {
    /// Reads `table` (`model/lemmas.tsv`: part, form, lemma, sorted) and learns that `verbs` and `nouns` are words.
    pub fn new<'a>(
        table: &'static str,
        verbs: impl Iterator<Item = &'a str>,
        nouns: impl Iterator<Item = &'a str>,
    ) -> Lemmas {
        let row = |line: &'static str| {
            let mut columns = line.split('\t');
            Some((*columns.next()?.as_bytes().first()?, columns.next()?, columns.next()?))
        };
        let mut forms: Vec<_> = table.lines().filter_map(row).collect();
        forms.sort_unstable();
        let rows = IRREGULAR.lines().filter_map(|line| line.split('#').next()?.split_once('='));
        let irregular: BTreeMap<&str, &str> =
            rows.flat_map(|(forms, lemma)| forms.split_whitespace().map(move |form| (form, lemma.trim()))).collect();
        let mut known: BTreeSet<(u8, String)> =
            forms.iter().map(|&(part, _, lemma)| (part, lemma.to_string())).collect();
        known.extend(irregular.values().map(|lemma| (VERB, lemma.to_string())));
        known.extend(verbs.map(|verb| (VERB, verb.to_string())));
        known.extend(nouns.map(|noun| (NOUN, noun.to_string())));
        Lemmas { irregular, forms, known }
    }

    /// The lemma of a form with this Penn tag; none where the tables know nothing.
    pub(super) fn lemma(&self, form: &str, xpos: &str) -> Option<String> {
        let part = match xpos {
            "VB" | "VBP" | "VBD" | "VBN" | "VBG" | "VBZ" => VERB,
            "NN" | "NNS" => NOUN,
            _ => return None,
        };
        let form = form.to_lowercase();
        if part == VERB
            && let Some(lemma) = self.irregular.get(form.as_str())
        {
            // "found", "ground" and "wound" are also base forms of their own.
            if !(matches!(xpos, "VB" | "VBP") && self.known.contains(&(VERB, form.clone()))) {
                return Some(lemma.to_string());
            }
        }
        if matches!(xpos, "VB" | "VBP" | "NN") {
            return Some(form);
        }
        let met = self.forms.binary_search_by(|&(other, word, _)| (other, word).cmp(&(part, form.as_str())));
        if let Ok(index) = met {
            return Some(self.forms[index].2.to_string());
        }
        let known =
            candidates(&form, xpos).into_iter().find(|candidate| self.known.contains(&(part, candidate.clone())));
        known.or_else(|| (xpos == "NNS").then(|| singular(&form)))
    }
}

/// What regular endings may have been added to, likelier first.
fn candidates(form: &str, xpos: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut cut = |ending: &str, addition: &str| {
        if let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.chars().count() > 1) {
            found.push(format!("{stem}{addition}"));
        }
    };
    match xpos {
        "VBD" | "VBN" => {
            cut("ied", "y");
            cut("d", "");
            cut("ed", "");
        }
        "VBG" => {
            cut("ying", "ie");
            cut("ing", "e");
            cut("ing", "");
        }
        "VBZ" => {
            cut("ies", "y");
            cut("s", "");
            cut("es", "");
        }
        _ => {
            cut("ies", "y");
            cut("ves", "f");
            cut("ves", "fe");
            cut("men", "man");
            cut("s", "");
            cut("es", "");
        }
    }
    let ending = if xpos == "VBG" { "ing" } else { "ed" };
    if let Some(undoubled) = form.strip_suffix(ending).and_then(undoubled) {
        found.push(undoubled);
    }
    found
}

/// Nouns that no table knows still have regular plurals.
fn singular(form: &str) -> String {
    let sibilant = ["sses", "shes", "ches", "xes", "zzes"].iter().any(|ending| form.ends_with(ending));
    let cut = |ending: &str, addition: &str| form.strip_suffix(ending).map(|stem| format!("{stem}{addition}"));
    let found = if form.len() > 4 && form.ends_with("men") {
        cut("men", "man")
    } else if form.len() > 4 && form.ends_with("ies") {
        cut("ies", "y")
    } else if sibilant {
        cut("es", "")
    } else if form.ends_with("ss") {
        None
    } else {
        cut("s", "")
    };
    found.unwrap_or_else(|| form.to_string())
}

/// "stopp" -> "stop".
fn undoubled(stem: &str) -> Option<String> {
    let mut characters = stem.chars().rev();
    let (last, before) = (characters.next()?, characters.next()?);
    (last == before).then(|| stem[..stem.len() - last.len_utf8()].to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_then_endings_that_leave_a_word() {
        let table = "N\twomen\twoman\nV\tfired\tfire\nV\tgo\tgo";
        let lemmas =
            Lemmas::new(table, ["applaud", "step", "rule", "rap", "rape", "die"].into_iter(), ["militia"].into_iter());
        let rows = [
            ("Met", "VBD", Some("meet")),
            ("left", "JJ", None),
            ("ground", "NN", Some("ground")),
            ("applauded", "VBD", Some("applaud")),
            ("stepping", "VBG", Some("step")),
            ("ruled", "VBD", Some("rule")),
            ("raped", "VBN", Some("rape")),
            ("dying", "VBG", Some("die")),
            ("women", "NNS", Some("woman")),
            ("militias", "NNS", Some("militia")),
            ("went", "VBD", Some("go")),
            ("trawlermen", "NNS", Some("trawlerman")),
            ("blorped", "VBD", None),
        ];
        for (form, tag, lemma) in rows {
            assert_eq!(lemmas.lemma(form, tag).as_deref(), lemma, "{form}");
        }
    }
}
