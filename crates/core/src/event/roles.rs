//! Who fills a role? From a path of the lexicon to the words in the text, and from those to actors.

use super::clause::Clauses;
use super::lexicon::{Anchor, Condition, Element, Entry, Path, Role};
use super::{Participant, pairs};
use crate::actor::{ActorKind, Cast, Identity};
use crate::read::Relation;
use crate::segment::TokenId;
use std::collections::BTreeSet;

/// Finds the fillers of roles around an anchor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Roles<'a> {
    pub(super) clauses: Clauses<'a>,
    pub(super) cast: &'a Cast,
    /// Verbs that lend their subject and complements to an event noun: "hold", "launch", "take place".
    pub(super) light_verbs: &'a BTreeSet<String>,
}

/// Prepositions that name who a noun's act comes from.
const AGENT_PREPOSITIONS: [&str; 2] = ["by", "from"];

impl Roles<'_> {
    /// The words that fill a role, following the entry's paths in order of preference; the first path that leads to an
    /// actor wins, else the first that leads to any word.
    pub(super) fn fillers(&self, entry: &Entry, anchor: TokenId, role: Role) -> Vec<TokenId> {
        let default;
        let paths = match role {
            Role::Actor if entry.actor.is_empty() => &[Path::Subject][..],
            Role::Actor => &entry.actor,
            Role::Recipient if !entry.recipient.is_empty() => &entry.recipient,
            Role::Recipient => {
                default = default_recipient(entry);
                &default
            }
        };
        let found: Vec<Vec<TokenId>> =
            paths.iter().map(|path| self.follow_in(path, entry, anchor)).filter(|words| !words.is_empty()).collect();
        let leads_to_actor = |words: &&Vec<TokenId>| words.iter().any(|&word| self.cast.at(word).is_some());
        let owned = |words: &&Vec<TokenId>| words.iter().any(|&word| !self.owners(word).is_empty());
        let is_thing = role == Role::Recipient
            && entry.anchor == Anchor::Verb
            && !found.iter().any(|words| leads_to_actor(&words) || owned(&words));
        if is_thing && paths.iter().any(|path| matches!(path, Path::Object | Path::ObjectOwner)) {
            // "hailed ties with Moscow", "welcomed cooperation between the two": the partner of a thing stands for it.
            let partner = ["with", "between", "of"].iter().map(|case| self.preposition(anchor, entry.anchor, case));
            if let Some(words) = partner.into_iter().find(|words| leads_to_actor(&words)) {
                return words;
            }
        }
        let best = found.iter().find(leads_to_actor).or_else(|| found.iter().find(owned)).or_else(|| found.first());
        best.cloned().unwrap_or_default()
    }

    /// The actors that words refer to, with the words; a thing stands for its owner ("Iran's missiles" for Iran).
    pub(super) fn participants(&self, words: &[TokenId]) -> Vec<Participant> {
        let mut found: Vec<Participant> = Vec::new();
        for &word in words {
            let direct = self.participant(word);
            let both = pairs::both(self.clauses, self.cast, self.clauses.referent(word));
            let participants = if !both.is_empty() {
                both
            } else if direct.is_some() {
                direct.into_iter().collect()
            } else {
                self.owners(word).into_iter().filter_map(|owner| self.participant(owner)).collect::<Vec<_>>()
            };
            for participant in participants {
                if !found.iter().any(|other| other.actor == participant.actor) {
                    found.push(participant);
                }
            }
        }
        found
    }

    /// Whether somebody of a side has a code.
    pub(super) fn is_named(&self, side: &[Participant]) -> bool {
        side.iter().filter_map(|one| one.actor).any(|actor| is_codable(&self.cast.actor(actor).identity))
    }

    /// "Lima praised ties between Peru and Chile": of two recipients the one on the actor's own side is none.
    pub(super) fn drop_own_side(&self, actors: &[Participant], recipients: &mut Vec<Participant>) {
        let country = |one: &Participant| one.actor.and_then(|id| self.cast.actor(id).identity.country.clone());
        let own: BTreeSet<String> = actors.iter().filter_map(country).collect();
        let is_own = |one: &Participant| country(one).is_some_and(|code| own.contains(&code));
        if recipients.iter().any(is_own) && !recipients.iter().all(is_own) {
            recipients.retain(|one| !is_own(one));
        }
    }

    /// The owners of things, and never the things themselves.
    pub(super) fn owners_of(&self, words: &[TokenId]) -> Vec<Participant> {
        words.iter().flat_map(|&word| self.owners(word)).filter_map(|owner| self.participant(owner)).collect()
    }

    fn participant(&self, word: TokenId) -> Option<Participant> {
        let (actor, mention) = self.cast.at(self.clauses.referent(word))?;
        Some(Participant { actor: Some(actor), span: Some(mention.span) })
    }

    /// Whose a thing or an act is: possessor, by- or of-phrase, nationality adjective.
    fn owners(&self, word: TokenId) -> Vec<TokenId> {
        let tree = self.clauses.tree;
        let is_actor = |word: &TokenId| self.cast.at(self.clauses.referent(*word)).is_some();
        let possessor = tree.child(word, Relation::NmodPoss).filter(is_actor);
        let is_person = |word: TokenId| {
            tree.lemma(word).ends_with("er") || tree.lemma(word).ends_with("or") || tree.lemma(word).ends_with("ist")
        };
        let by = || {
            AGENT_PREPOSITIONS
                .iter()
                .filter(|_| !is_person(word))
                .find_map(|case| self.clauses.oblique(word, case))
                .filter(is_actor)
        };
        let modifiers: Vec<TokenId> = self.modifiers(word).into_iter().filter(is_actor).collect();
        let has_and = self.modifiers(word).iter().any(|&child| tree.child(child, Relation::Cc).is_some());
        if possessor.is_none() && modifiers.len() > 1 && has_and {
            // "Tajik and Kyrgyz guards": the parser may not coordinate the two.
            return modifiers;
        }
        let modifier = || modifiers.first().copied();
        let of = || self.clauses.oblique(word, "of").filter(is_actor);
        let owner = possessor.or_else(by).or_else(modifier).or_else(of);
        owner.map(|owner| self.clauses.coordinated(owner)).unwrap_or_default()
    }

    fn modifiers(&self, word: TokenId) -> Vec<TokenId> {
        let tree = self.clauses.tree;
        let of = |relation| tree.children_by(word, relation);
        let mut found: Vec<TokenId> =
            of(Relation::Amod).chain(of(Relation::Compound)).chain(of(Relation::NmodDesc)).collect();
        found.sort_unstable();
        found
    }

    fn follow_in(&self, path: &Path, entry: &Entry, anchor: TokenId) -> Vec<TokenId> {
        let found = self.follow(path, entry, anchor);
        match path {
            Path::Object if found.is_empty() => self.particle_object(entry, anchor),
            Path::ObjectOwner if found.is_empty() => {
                self.particle_object(entry, anchor).into_iter().flat_map(|object| self.owners(object)).collect()
            }
            _ => found,
        }
    }

    /// The object of a particle verb that was read as a preposition: "called in the envoy" as "in the envoy".
    pub(super) fn particle_object(&self, entry: &Entry, verb: TokenId) -> Vec<TokenId> {
        let particle = entry.elements.iter().find_map(|element| match element {
            Element::Particle(particle) => Some(particle),
            Element::Slot(..) => None,
        });
        let object = particle.and_then(|particle| self.clauses.oblique(verb, particle));
        object.map(|object| self.clauses.coordinated(object)).unwrap_or_default()
    }

    fn follow(&self, path: &Path, entry: &Entry, anchor: TokenId) -> Vec<TokenId> {
        let kind = entry.anchor;
        match (path, kind) {
            (Path::Nobody, _) => Vec::new(),
            (Path::Subject, Anchor::Verb) => self.clauses.agents(anchor),
            (Path::Subject, Anchor::Noun) => self.noun_agents(anchor, entry),
            (Path::Object, Anchor::Verb) => self.verb_objects(anchor),
            (Path::Object, Anchor::Noun) => self.preposition(anchor, kind, "of"),
            (Path::IndirectObject, _) => {
                let verb = if kind == Anchor::Noun { self.host(anchor) } else { Some(anchor) };
                let found = verb.and_then(|verb| self.clauses.tree.child(verb, Relation::Iobj));
                found.map(|word| self.clauses.coordinated(self.clauses.referent(word))).unwrap_or_default()
            }
            (Path::Possessor, _) => {
                let found = self.clauses.tree.child(anchor, Relation::NmodPoss);
                found.map(|word| self.clauses.coordinated(word)).unwrap_or_default()
            }
            (Path::Modifier, _) => {
                self.modifiers(anchor).into_iter().filter(|&word| self.cast.at(word).is_some()).collect()
            }
            (Path::ObjectOwner, _) => {
                let objects = if kind == Anchor::Verb { self.clauses.patients(anchor) } else { vec![anchor] };
                objects.into_iter().flat_map(|object| self.owners(object)).collect()
            }
            (Path::Preposition(preposition), _) => self.preposition(anchor, kind, preposition),
        }
    }

    /// The object, or the indirect object where that alone is an actor.
    fn verb_objects(&self, verb: TokenId) -> Vec<TokenId> {
        let objects = self.clauses.patients(verb);
        let is_actor = |word: &TokenId| self.cast.at(*word).is_some();
        let indirect = self.clauses.tree.child(verb, Relation::Iobj);
        match indirect {
            Some(indirect) if !objects.iter().any(is_actor) => {
                self.clauses.coordinated(self.clauses.referent(indirect))
            }
            _ => objects,
        }
    }

    /// Who does what a noun says: by-phrase, subject of the light verb, possessor, nationality modifier, "between X and Y".
    fn noun_agents(&self, noun: TokenId, entry: &Entry) -> Vec<TokenId> {
        let tree = self.clauses.tree;
        let host = self.host(noun);
        let is_actor = |words: &Vec<TokenId>| words.iter().any(|&word| self.cast.at(word).is_some());
        let mut by = self.preposition(noun, Anchor::Noun, "by");
        if by.is_empty() {
            // "the arrest of an organiser by police": the by-phrase may hang on the noun inside.
            let inner =
                self.preposition(noun, Anchor::Noun, "of").into_iter().find_map(|of| self.clauses.oblique(of, "by"));
            by = inner.map(|word| self.clauses.coordinated(word)).unwrap_or_default();
        }
        let lent = host
            .filter(|&verb| !self.is_subject_of(noun, verb))
            .map(|verb| self.clauses.agents(verb))
            .unwrap_or_default();
        let possessor =
            tree.child(noun, Relation::NmodPoss).map(|word| self.clauses.coordinated(word)).unwrap_or_default();
        let modifier: Vec<TokenId> =
            self.modifiers(noun).into_iter().filter(|&word| self.cast.at(word).is_some()).collect();
        let between =
            ["between", "among", "involving"].into_iter().flat_map(|case| self.preposition(noun, Anchor::Noun, case));
        let from = self.preposition(noun, Anchor::Noun, "from");
        // Only talks and visits are shared by whoever acts on their occasion: "dismissed a minister after the riots".
        let occasion = if entry.is_consult() { self.occasion(noun) } else { Vec::new() };
        // "was the guest of", "spent the day as a guest of": the subject is what the noun says.
        let predicate = self.predicate_subject(noun);
        let candidates = [by, lent, possessor, modifier, between.collect(), from, occasion, predicate];
        candidates
            .iter()
            .find(|words| is_actor(words))
            .or_else(|| candidates.iter().find(|words| !words.is_empty()))
            .cloned()
            .unwrap_or_default()
    }

    fn predicate_subject(&self, noun: TokenId) -> Vec<TokenId> {
        let tree = self.clauses.tree;
        if tree.child(noun, Relation::Cop).is_some() {
            return self.clauses.agents(noun);
        }
        let is_role = tree.relation(noun) == Relation::Obl && tree.case_of(noun).as_deref() == Some("as");
        tree.head(noun).filter(|_| is_role).map(|verb| self.clauses.agents(verb)).unwrap_or_default()
    }

    /// "During two days of talks, Orlov and Adeyemi hailed ...": those who act on the occasion of talks take part in them.
    fn occasion(&self, noun: TokenId) -> Vec<TokenId> {
        let tree = self.clauses.tree;
        let mut phrase = noun;
        while tree.relation(phrase) == Relation::Nmod && tree.case_of(phrase).as_deref() == Some("of") {
            let Some(head) = tree.head(phrase) else { return Vec::new() };
            if !matches!(
                tree.lemma(head),
                "day" | "hour" | "week" | "round" | "series" | "sideline" | "minute" | "month"
            ) {
                return Vec::new();
            }
            phrase = head;
        }
        let case = tree.case_of(phrase).unwrap_or_default();
        let verb = match tree.relation(phrase) {
            Relation::Obl if matches!(case.as_str(), "during" | "after" | "in" | "at" | "following" | "on") => {
                tree.head(phrase)
            }
            // "is in Oslo for talks with": whoever came for talks holds them.
            Relation::Obl | Relation::Nmod if case == "for" && self.came_for(phrase) => tree.head(phrase),
            // "hailed ties during a meeting", read as ties during a meeting: these prepositions go with the verb.
            Relation::Nmod if matches!(case.as_str(), "during" | "after" | "following") => {
                tree.head(phrase).and_then(|noun| tree.head(noun))
            }
            _ => None,
        };
        verb.map(|verb| self.clauses.agents(verb)).unwrap_or_default()
    }

    /// Whether a phrase with "for" tells why somebody is where he is or goes where he goes.
    fn came_for(&self, phrase: TokenId) -> bool {
        let tree = self.clauses.tree;
        const COMING: [&str; 16] = [
            "be", "arrive", "come", "travel", "fly", "go", "gather", "assemble", "head", "return", "meet", "convene",
            "visit", "land", "stay", "jet",
        ];
        tree.head(phrase).is_some_and(|head| {
            tree.child(head, Relation::Cop).is_some() || COMING.contains(&tree.lemma(head).to_lowercase().as_str())
        })
    }

    fn is_subject_of(&self, noun: TokenId, verb: TokenId) -> bool {
        self.clauses.tree.head(noun) == Some(verb) && self.clauses.tree.relation(noun) == Relation::Nsubj
    }

    /// The light verb an event noun hangs on, if any: "held" in "held talks", "were launched" in "raids were launched".
    pub(super) fn host(&self, noun: TokenId) -> Option<TokenId> {
        let tree = self.clauses.tree;
        let head = tree.head(noun)?;
        let relation = tree.relation(noun);
        let is_argument = matches!(
            relation,
            Relation::Obj | Relation::NsubjPass | Relation::Nsubj | Relation::Acl | Relation::Obl | Relation::Conj
        );
        if relation == Relation::Conj {
            return self.host(head).filter(|_| tree.upos(head) == tree.upos(noun));
        }
        // "opened an inquiry into the sabotage": beside an object, a complement's act is not the subject's.
        let is_beside_object = relation == Relation::Obl
            && tree.child(head, Relation::Obj).is_some_and(|object| !matches!(tree.lemma(object), "part" | "place"));
        if is_argument && !is_beside_object && self.light_verbs.contains(tree.lemma(head)) {
            return Some(head);
        }
        // "talks held in Geneva": the participle hangs on the noun.
        tree.children_by(noun, Relation::Acl).find(|&verb| self.light_verbs.contains(tree.lemma(verb)))
    }

    /// The nouns of a preposition on the anchor, its object, or the light verb that carries it.
    pub(super) fn preposition(&self, anchor: TokenId, kind: Anchor, preposition: &str) -> Vec<TokenId> {
        let mut places = vec![anchor];
        match kind {
            Anchor::Verb => places.extend(self.clauses.patients(anchor)),
            Anchor::Noun => places.extend(self.host(anchor)),
        }
        if kind == Anchor::Verb && matches!(preposition, "between" | "among" | "involving") {
            // "fighting between A and B went on": the sides hang on the subject.
            places.extend(self.clauses.agents(anchor));
        }
        if kind == Anchor::Verb && matches!(preposition, "with" | "between") {
            // "pulled out of a meeting with Accra": the partner hangs on the meeting.
            let nested = ["of", "from", "in", "out of", "to"];
            places.extend(nested.iter().filter_map(|case| self.clauses.oblique(anchor, case)));
        }
        if kind == Anchor::Verb && preposition == "of" {
            // "rallied in support of the minister": for whom stands below the support.
            let cause = self.clauses.oblique(anchor, "in").filter(|&noun| {
                matches!(
                    self.clauses.tree.lemma(noun),
                    "support" | "favour" | "favor" | "honour" | "honor" | "solidarity"
                )
            });
            places.extend(cause);
        }
        if self.clauses.tree.relation(anchor) == Relation::Conj {
            // "condemned and called for action against X": the complement may hang on either verb; own ones come first.
            places.extend(self.clauses.tree.head(anchor).filter(|_| kind == Anchor::Verb));
        }
        let found = places.into_iter().find_map(|place| self.clauses.oblique(place, preposition));
        let found = found.or_else(|| self.adjacent_phrase(anchor, preposition).filter(|_| kind == Anchor::Noun));
        found.map(|word| self.clauses.coordinated(word)).unwrap_or_default()
    }

    /// "mulling arms exports to Accra": a phrase right behind a noun is the noun's, though it was read as the verb's.
    fn adjacent_phrase(&self, noun: TokenId, preposition: &str) -> Option<TokenId> {
        let tree = self.clauses.tree;
        let verb = tree.head(noun).filter(|_| tree.relation(noun) == Relation::Obj)?;
        let phrase = self.clauses.oblique(verb, preposition)?;
        let is_next = |case: TokenId| case.0 == noun.0 + 1;
        tree.child(phrase, Relation::Case).is_some_and(is_next).then_some(phrase)
    }

    /// Whether an entry's condition holds of the participants found.
    pub(super) fn holds(
        &self,
        condition: &Condition,
        words: &[TokenId],
        participants: &[Participant],
        others: &[Participant],
    ) -> bool {
        let identities: Vec<&Identity> = self.identities(participants);
        let other_identities = self.identities(others);
        let any = condition.classes.iter().any(|class| match class.as_str() {
            "none" => !identities.iter().any(|identity| is_codable(identity)),
            "actor" => identities.iter().any(|identity| is_codable(identity)),
            "foreign" => identities.iter().any(|identity| other_identities.iter().any(|other| differ(identity, other))),
            "domestic" => identities.iter().any(|identity| {
                other_identities.iter().any(|other| identity.country.is_some() && identity.country == other.country)
            }),
            "place" => words.iter().any(|&word| self.is_place(word)),
            class => identities.iter().any(|identity| is_of_class(identity, class)),
        });
        any != condition.negated
    }

    fn identities(&self, participants: &[Participant]) -> Vec<&Identity> {
        participants
            .iter()
            .filter_map(|participant| participant.actor)
            .map(|id| &self.cast.actor(id).identity)
            .collect()
    }

    /// A name of a place that does not act here.
    fn is_place(&self, word: TokenId) -> bool {
        use crate::read::NameKind;
        let names = &self.clauses.tree.reading.names;
        names.iter().any(|name| name.kind == NameKind::Location && name.tokens.contains(&word.index()))
    }
}

fn default_recipient(entry: &Entry) -> Vec<Path> {
    match entry.anchor {
        Anchor::Verb => vec![Path::Object],
        Anchor::Noun => {
            vec![Path::Preposition("on".into()), Path::Preposition("against".into()), Path::Object]
        }
    }
}

/// Whether anything is known about an actor that a code could say.
pub(super) fn is_codable(identity: &Identity) -> bool {
    identity.country.is_some() || identity.sectors.iter().any(|sector| sector != "UNK")
}

fn differ(a: &Identity, b: &Identity) -> bool {
    a.country.is_some() && b.country.is_some() && a.country != b.country
}

/// The classes that conditions name, as sets of PLOVER sectors; see `data/lexicon/README.md`.
pub(super) fn is_of_class(identity: &Identity, class: &str) -> bool {
    let has = |sectors: &[&str]| identity.sectors.iter().any(|sector| sectors.contains(&sector.as_str()));
    match class {
        "state" => identity.kind == ActorKind::State || has(&["GOV"]),
        "armed" => has(&["MIL", "REB", "UAF", "PRM", "SPY"]) || identity.country.as_deref() == Some("IMG"),
        "police" => has(&["COP"]),
        "crowd" => has(&["CVL", "EDU", "LAB", "AGR", "REL", "REF", "OPP"]),
        "court" => has(&["JUD"]),
        "lawmakers" => has(&["LEG"]),
        "party" => has(&["PTY"]),
        "media" => has(&["JRN"]),
        "firm" => has(&["BUS"]) || identity.country.as_deref() == Some("MNC"),
        "criminal" => has(&["CRM"]),
        "international" => matches!(identity.country.as_deref(), Some("UNO" | "EUR" | "IGO" | "NGO" | "ISM")),
        // A plain sector or country code is a class of its own.
        code => has(&[code]) || identity.country.as_deref() == Some(code),
    }
}
