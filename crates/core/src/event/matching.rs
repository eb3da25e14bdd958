//! Which lexicon entry does a word match where it stands?

use super::Participant;
use super::lexicon::{Anchor, Element, Entry, Lexicon, Needs, Outcome, Role, Slot, Words};
use super::roles::{Roles, is_codable};
use crate::read::{Relation, Upos};
use crate::segment::TokenId;
use crate::time::{MONTHS, WEEKDAYS};

/// A word of the text that an entry speaks of.
#[derive(Debug, Clone)]
pub(super) struct Match<'l> {
    pub(super) entry: &'l Entry,
    pub(super) anchor: TokenId,
    /// Nouns that the entry's pattern names; they are part of this event and make none of their own.
    pub(super) named: Vec<TokenId>,
    pub(super) actors: Vec<Participant>,
    pub(super) recipients: Vec<Participant>,
}

/// Matches words against the lexicon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matcher<'a> {
    pub(super) roles: Roles<'a>,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Matcher<'a> {
    /// The entry that fits a word best, with the fillers of its roles.
    pub(super) fn best(&self, token: TokenId) -> Option<Match<'a>> {
        self.all(token).next().filter(|found| found.entry.outcome != Outcome::Block)
    }

    /// Every entry that fits, best first.
    pub(super) fn all(&self, token: TokenId) -> impl Iterator<Item = Match<'a>> {
        let tree = self.roles.clauses.tree;
        let anchor = anchor_of(tree.upos(token), &tree.word(token).xpos);
        let lemma = tree.lemma(token).to_lowercase();
        let compound = self.hyphenated(token);
        let lexicon = self.lexicon;
        let this = *self;
        anchor.into_iter().flat_map(move |anchor| {
            let mut entries: Vec<&'a Entry> = Vec::new();
            if let Some(compound) = &compound {
                entries.extend(lexicon.entries(anchor, compound));
                entries.extend(lexicon.entries(anchor, &compound.replace('-', "")));
            }
            // "a sit-in" is no "in", nor is "a walk-out" an "out"; "a night-time raid" is a raid.
            entries.extend(lexicon.entries(anchor, &lemma));
            entries.into_iter().filter_map(move |entry| this.matches(entry, token))
        })
    }

    fn matches(&self, entry: &'a Entry, token: TokenId) -> Option<Match<'a>> {
        if !self.lemma_matches(entry, token) {
            return None;
        }
        let mut named = Vec::new();
        for element in &entry.elements {
            named.extend(self.element_matches(element, entry, token)?);
        }
        let actor_words = self.roles.fillers(entry, token, Role::Actor);
        let recipient_words = self.roles.fillers(entry, token, Role::Recipient);
        let mut actors = self.roles.participants(&actor_words);
        if self.names_subject(entry) && actor_words.iter().all(|word| named.contains(word)) {
            // "a mine killed four": the pattern's own subject is a thing and acts for its owner at most, or for the
            // forces it belongs to ("Ukrainian drones").
            let is_force = |one: &Participant| {
                one.actor.is_some_and(|id| {
                    let identity = &self.roles.cast.actor(id).identity;
                    identity.country.is_some() && identity.sectors.first().is_some_and(|sector| sector == "MIL")
                })
            };
            actors.retain(is_force);
            if actors.is_empty() {
                actors = self.roles.owners_of(&actor_words);
            }
        }
        let mut recipients = self.roles.participants(&recipient_words);
        recipients.retain(|recipient| !actors.iter().any(|actor| actor.actor == recipient.actor));
        self.roles.drop_own_side(&actors, &mut recipients);
        // "Danish and Polish ships exercised together": both sides of a mutual act may stand as its subject.
        let is_mutual = entry.reciprocal && recipients.is_empty() && actors.len() > 1;
        let holds = entry.conditions.iter().all(|condition| match condition.role {
            Role::Recipient if !is_mutual => self.roles.holds(condition, &recipient_words, &recipients, &actors),
            _ => self.roles.holds(condition, &actor_words, &actors, &recipients),
        });
        let known = |side: &[Participant]| {
            side.iter().filter_map(|one| one.actor).any(|id| is_codable(&self.roles.cast.actor(id).identity))
        };
        // An entry that needs an actor it does not find gives way to the next one.
        let has_needed = match entry.needs {
            Needs::Either => true,
            Needs::Actor => known(&actors),
            Needs::Recipient => known(&recipients),
            Needs::Both => known(&actors) && (known(&recipients) || is_mutual),
        };
        (holds && has_needed).then_some(Match { entry, anchor: token, named, actors, recipients })
    }

    /// The word with what stands before its hyphen: "sit-in", "walk-out", which the tokens take apart.
    fn hyphenated(&self, token: TokenId) -> Option<String> {
        let tree = self.roles.clauses.tree;
        let hyphen = TokenId(token.0.checked_sub(1)?);
        let first = TokenId(token.0.checked_sub(2)?);
        let is_one_word = matches!(tree.form(hyphen), "-" | "‑" | "–")
            && tree.span(first).end == tree.span(hyphen).start
            && tree.span(hyphen).end == tree.span(token).start;
        is_one_word.then(|| format!("{}-{}", tree.form(first), tree.lemma(token)).to_lowercase())
    }

    /// Whether the pattern lists the nouns that may be its subject, and they are things.
    fn names_subject(&self, entry: &Entry) -> bool {
        entry.kind_is_violent()
            && entry.elements.iter().any(|element| matches!(element, Element::Slot(Slot::Subject, Words::Of(_))))
    }

    /// The other words of a multi-word lemma stand right before a noun or right behind a verb.
    fn lemma_matches(&self, entry: &Entry, token: TokenId) -> bool {
        let tree = self.roles.clauses.tree;
        let n_words = entry.lemma.len() as u32;
        let first = match entry.anchor {
            Anchor::Verb => Some(token.0),
            Anchor::Noun => (token.0 + 1).checked_sub(n_words),
        };
        let Some(first) = first else { return false };
        let sentence = &tree.segmentation.sentences[tree.sentence(token)];
        let is_inside =
            sentence.tokens.contains(&(first as usize)) && sentence.tokens.end >= (first + n_words) as usize;
        is_inside
            && entry.lemma.iter().zip(first..).all(|(lemma, index)| {
                let other = TokenId(index);
                let is_compound = || {
                    self.hyphenated(other)
                        .is_some_and(|compound| compound == *lemma || compound.replace('-', "") == *lemma)
                };
                tree.lemma(other).eq_ignore_ascii_case(lemma)
                    || tree.form(other).eq_ignore_ascii_case(lemma)
                    || is_compound()
            })
    }

    /// Whether an element holds, with the words that fill it.
    fn element_matches(&self, element: &Element, entry: &Entry, token: TokenId) -> Option<Vec<TokenId>> {
        let tree = self.roles.clauses.tree;
        match element {
            Element::Particle(particle) => {
                let is_particle = |&child: &TokenId| {
                    let relation = tree.relation(child);
                    let is_adverbial = matches!(
                        relation,
                        Relation::CompoundPrt | Relation::Advmod | Relation::Obl | Relation::Case | Relation::Mark
                    );
                    is_adverbial && tree.form(child).eq_ignore_ascii_case(particle)
                };
                let follows = || {
                    let next = TokenId(token.0 + 1);
                    let in_sentence = tree.segmentation.sentences[tree.sentence(token)].tokens.contains(&next.index());
                    in_sentence && tree.form(next).eq_ignore_ascii_case(particle)
                };
                // "called the envoy in" may be read as "in" something; "dropped bombs in a field" is no "drop in".
                let is_preposition = || {
                    !matches!(particle.as_str(), "in" | "on" | "to" | "at" | "by")
                        && self.roles.clauses.oblique(token, particle).is_some()
                };
                (tree.children(token).iter().any(is_particle) || follows() || is_preposition()).then(Vec::new)
            }
            Element::Slot(slot, words) => {
                let mut candidates = self.slot(slot, entry.anchor, token);
                if *slot == Slot::Object && candidates.is_empty() {
                    candidates = self.roles.particle_object(entry, token);
                }
                match words {
                    Words::None => candidates.is_empty().then(Vec::new),
                    Words::Any => (!candidates.is_empty()).then(Vec::new),
                    Words::Of(set) => {
                        let fits: Vec<TokenId> =
                            candidates.into_iter().filter(|&word| self.is_one_of(word, set)).collect();
                        (!fits.is_empty()).then_some(fits)
                    }
                }
            }
        }
    }

    /// The words in a slot; "thousands of troops" counts as troops too.
    fn slot(&self, slot: &Slot, anchor: Anchor, token: TokenId) -> Vec<TokenId> {
        let mut words = self.slot_heads(slot, anchor, token);
        let counted: Vec<TokenId> = words
            .iter()
            .filter(|&&word| QUANTITIES.contains(&self.roles.clauses.tree.lemma(word)))
            .filter_map(|&word| self.roles.clauses.oblique(word, "of"))
            .collect();
        words.extend(counted);
        words
    }

    fn slot_heads(&self, slot: &Slot, anchor: Anchor, token: TokenId) -> Vec<TokenId> {
        let clauses = self.roles.clauses;
        let tree = clauses.tree;
        match (slot, anchor) {
            (Slot::Object, Anchor::Verb) => clauses.patients(token),
            (Slot::Object, Anchor::Noun) => self.roles.preposition(token, anchor, "of"),
            (Slot::Subject, Anchor::Verb) => clauses.agents(token),
            (Slot::Subject, Anchor::Noun) => self.roles.preposition(token, anchor, "by"),
            // "visited Uganda on Monday" has no "on" that a pattern could mean.
            (Slot::Preposition(preposition), _) => {
                let words = self.roles.preposition(token, anchor, preposition);
                words.into_iter().filter(|&word| !is_calendar_word(tree.form(word))).collect()
            }
            (Slot::Complement, _) => {
                let is_complement = |&child: &TokenId| {
                    matches!(tree.relation(child), Relation::Xcomp | Relation::Ccomp | Relation::Advcl | Relation::Acl)
                };
                let own = tree.children(token).iter().copied().filter(is_complement);
                own.chain(clauses.infinitives_of_object(token)).collect()
            }
            (Slot::Modifier, _) => {
                let is_modifier = |&child: &TokenId| {
                    matches!(
                        tree.relation(child),
                        Relation::Amod
                            | Relation::Compound
                            | Relation::NmodPoss
                            | Relation::Nummod
                            | Relation::NmodDesc
                            | Relation::Advmod
                    )
                };
                tree.children(token).iter().copied().filter(is_modifier).collect()
            }
        }
    }

    /// Whether a word, or the expression that ends with it, is in a set of lemmas.
    pub(super) fn is_one_of(&self, word: TokenId, set: &std::collections::BTreeSet<String>) -> bool {
        let tree = self.roles.clauses.tree;
        let lemma = tree.lemma(word).to_lowercase();
        let form = tree.form(word).to_lowercase();
        if set.contains(&lemma) || set.contains(&form) {
            return true;
        }
        if self
            .hyphenated(word)
            .is_some_and(|compound| set.contains(&compound) || set.contains(&compound.replace('-', "")))
        {
            return true;
        }
        let sentence = &tree.segmentation.sentences[tree.sentence(word)];
        let mut phrase = lemma;
        for index in (sentence.tokens.start..word.index()).rev().take(3) {
            phrase = format!("{} {phrase}", tree.form(TokenId(index as u32)).to_lowercase());
            if set.contains(&phrase) {
                return true;
            }
        }
        false
    }
}

/// Days and months: their prepositions date an act and belong to no frame.
fn is_calendar_word(form: &str) -> bool {
    let form = form.to_lowercase();
    WEEKDAYS.contains(&form.as_str()) || MONTHS.contains(&form.as_str())
}

/// Nouns that only say how much or how many of what follows "of".
const QUANTITIES: [&str; 29] = [
    "thousand", "hundred", "dozen", "score", "million", "billion", "ten", "group", "number", "ton", "tonne", "convoy",
    "batch", "wave", "series", "handful", "couple", "lot", "half", "part", "most", "third", "quarter", "bulk",
    "shipment", "one", "two", "three", "several",
];

/// Which entries a word can match: participles used as adjectives ("the jailed editor") are background and match none.
fn anchor_of(upos: Upos, xpos: &str) -> Option<Anchor> {
    match upos {
        _ if xpos.starts_with("NN") => Some(Anchor::Noun),
        Upos::Verb | Upos::Aux => Some(Anchor::Verb),
        Upos::Noun | Upos::Propn => Some(Anchor::Noun),
        _ if xpos.starts_with("VB") => Some(Anchor::Verb),
        _ => None,
    }
}
