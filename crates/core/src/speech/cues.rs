//! Which words bring speech or thought, and in which constructions?

use std::collections::BTreeMap;

/// What a cue brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CueKind {
    /// Words.
    Words,
    /// Thought, feeling, wish.
    Belief,
}

/// The constructions in which a word is a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Frames {
    pub clause: bool,
    pub quote: bool,
    pub noun: bool,
    pub object: bool,
    pub addressee: bool,
    pub infinitive: bool,
}

/// One way in which a word is a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    pub kind: CueKind,
    /// Particle or preposition that has to follow.
    pub after: Vec<&'static str>,
    pub frames: Frames,
}

/// The cue words of the language.
#[derive(Debug)]
pub struct Cues {
    verbs: BTreeMap<&'static str, Vec<Cue>>,
    nouns: BTreeMap<&'static str, Vec<Cue>>,
}

impl Cues {
    /// Reads the embedded tables.
    pub fn load() -> Cues {
        Cues {
            verbs: parse(include_str!("../../../../data/speech/cues.txt")),
            nouns: parse(include_str!("../../../../data/speech/nouns.txt")),
        }
    }

    /// The ways in which a verb is a cue.
    pub(super) fn verb(&self, lemma: &str) -> &[Cue] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The ways in which a noun is a cue.
    pub(super) fn noun(&self, lemma: &str) -> &[Cue] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }
}

fn parse(table: &'static str) -> BTreeMap<&'static str, Vec<Cue>> {
    let mut cues: BTreeMap<&str, Vec<Cue>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((head, lemmas)) = line.split_once(':') else { continue };
        let mut words = head.split_whitespace();
        let kind = if words.next() == Some("belief") { CueKind::Belief } else { CueKind::Words };
        let mut frames = Frames::default();
        for word in words {
            match word {
                "clause" => frames.clause = true,
                "quote" => frames.quote = true,
                "noun" => frames.noun = true,
                "object" => frames.object = true,
                "addressee" => frames.addressee = true,
                "infinitive" => frames.infinitive = true,
                _ => {}
            }
        }
        for entry in lemmas.split_whitespace() {
            let mut parts = entry.split('+');
            let lemma = parts.next().expect("split gives at least one part");
            let after: Vec<&str> = parts.collect();
            let known = cues.entry(lemma).or_default();
            match known.iter_mut().find(|cue| cue.kind == kind && cue.after == after) {
                Some(cue) => cue.frames = cue.frames.or(frames),
                None => known.push(Cue { kind, after, frames }),
            }
        }
    }
    // What needs a particle is tried before the bare word.
    for known in cues.values_mut() {
        known.sort_by_key(|cue| (std::cmp::Reverse(cue.after.len()), cue.kind));
    }
    cues
}

impl Frames {
    fn or(self, other: Frames) -> Frames {
        Frames {
            clause: self.clause || other.clause,
            quote: self.quote || other.quote,
            noun: self.noun || other.noun,
            object: self.object || other.object,
            addressee: self.addressee || other.addressee,
            infinitive: self.infinitive || other.infinitive,
        }
    }
}
