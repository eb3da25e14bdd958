//! How many? The dead, the injured, the arrested and the crowd of an event, with the words that say so.
//!
//! Figures are found first, each at the word that says what became of the people ("killing", "wounded", "left 12 dead");
//! then each goes to the event it belongs to: the nearest in its sentence that can have such a figure, else one of the
//! sentence before. Where the network names the words of an act's figures, those are taken instead.

mod count;
mod quantity;

use super::clause::Clauses;
use super::ontology::EventType;
use super::{Event, Participant};
use crate::read::{Act as Sighting, Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;
use count::{Counts, Tally};
use std::collections::BTreeMap;

/// From here on a word fills a role in the network's reading. Chosen on the corpus' dev part, with the other roles.
const FILLS: f32 = 0.5;

/// How many people an event concerns, by what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Size {
    /// Those who died.
    pub dead: Option<Figure>,
    /// Those who were hurt and lived.
    pub injured: Option<Figure>,
    /// Those who were arrested.
    pub arrested: Option<Figure>,
    /// Those who took part.
    pub crowd: Option<Figure>,
}

/// A number of people with the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// At least so many; none where the words leave it open.
    pub low: Option<u64>,
    /// At most so many; none where the words leave it open.
    pub high: Option<u64>,
    /// The words of the number, or of its parts ("three" officers and "a" child).
    pub words: Vec<Span>,
}

impl Size {
    /// The figures that are known, by the names that records use.
    pub fn figures(&self) -> impl Iterator<Item = (&'static str, &Figure)> {
        let all = [Fate::Dead, Fate::Injured, Fate::Arrested, Fate::Crowd];
        all.into_iter().filter_map(|fate| Some((fate.as_str(), self.get(fate)?)))
    }

    fn get(&self, fate: Fate) -> Option<&Figure> {
        match fate {
            Fate::Dead => self.dead.as_ref(),
            Fate::Injured => self.injured.as_ref(),
            Fate::Arrested => self.arrested.as_ref(),
            Fate::Crowd => self.crowd.as_ref(),
        }
    }

    fn slot(&mut self, fate: Fate) -> &mut Option<Figure> {
        match fate {
            Fate::Dead => &mut self.dead,
            Fate::Injured => &mut self.injured,
            Fate::Arrested => &mut self.arrested,
            Fate::Crowd => &mut self.crowd,
        }
    }
}

/// What became of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Dead,
    Injured,
    Arrested,
    Crowd,
}

impl Fate {
    fn as_str(self) -> &'static str {
        match self {
            Fate::Dead => "dead",
            Fate::Injured => "injured",
            Fate::Arrested => "arrested",
            Fate::Crowd => "crowd",
        }
    }

    /// Whether events of this kind have such figures.
    fn is_of(self, event: &Event) -> bool {
        let has = |name: &str| event.modes.iter().any(|mode| mode.as_str() == name);
        match self {
            Fate::Dead | Fate::Injured => {
                event.kind == EventType::Assault || (event.kind == EventType::Protest && has("riot"))
            }
            Fate::Arrested => event.kind == EventType::Coerce && has("arrest"),
            Fate::Crowd => matches!(event.kind, EventType::Protest | EventType::Support),
        }
    }
}

/// Gives the events their sizes.
pub(super) fn sized(events: &mut [Event], tree: &Tree) {
    let sizing = Sizing { tree, clauses: Clauses { tree }, counts: Counts::new(tree) };
    let mut sizes: Vec<Size> = vec![Size::default(); events.len()];
    let mut anchors: BTreeMap<usize, Vec<(usize, TokenId)>> = BTreeMap::new();
    let mut sightings: BTreeMap<TokenId, Vec<&Sighting>> = BTreeMap::new();
    for sighting in &tree.reading.acts {
        sightings.entry(sighting.word).or_default().push(sighting);
    }
    for (index, event) in events.iter().enumerate() {
        let own: Vec<TokenId> = event.mentions.iter().filter_map(|&span| sizing.token_at(span)).collect();
        for anchor in own {
            sizing.take_own(&mut sizes[index], event, anchor);
            anchors.entry(tree.sentence(anchor)).or_default().push((index, anchor));
        }
    }
    for (word, fate, tally) in sizing.casualties() {
        if let Some(owner) = sizing.owner(events, &anchors, word, fate) {
            let slot = sizes[owner].slot(fate);
            if slot.is_none() {
                *slot = Some(sizing.counts.figure(&tally));
            }
        }
    }
    // The network fills what the words themselves leave open.
    for &(index, anchor) in anchors.values().flatten() {
        sizing.take_named(&mut sizes[index], &events[index], sightings.get(&anchor).map_or(&[], Vec::as_slice));
    }
    for (event, size) in events.iter_mut().zip(sizes) {
        event.size = (size != Size::default()).then_some(size);
    }
}

struct Sizing<'a> {
    tree: &'a Tree<'a>,
    clauses: Clauses<'a>,
    counts: Counts<'a>,
}

impl Sizing<'_> {
    fn token_at(&self, span: Span) -> Option<TokenId> {
        let tokens = &self.tree.segmentation.tokens;
        let index = tokens.partition_point(|token| token.span.start < span.start);
        tokens.get(index).filter(|token| token.span.overlaps(span)).map(|_| TokenId(index as u32))
    }

    /// The figures whose words the network names for an act at one of its words.
    fn take_named(&self, size: &mut Size, event: &Event, sightings: &[&Sighting]) {
        let is_own = |sighting: &&&Sighting| *sighting.kind == *event.kind.as_str();
        for fate in [Fate::Dead, Fate::Injured, Fate::Arrested, Fate::Crowd] {
            let named = sightings.iter().filter(is_own).find_map(|sighting| {
                let words: Vec<TokenId> = sighting.filling(fate.as_str(), FILLS).map(|filler| filler.word).collect();
                self.counts.of_words(&words)
            });
            let figure = named.map(|tally| self.counts.figure(&tally));
            let is_counted = |figure: &Figure| {
                size.figures().any(|(_, known)| known.words.iter().any(|span| figure.words.contains(span)))
            };
            let figure = figure.filter(|figure| !is_counted(figure));
            let slot = size.slot(fate);
            *slot = slot.take().or(figure);
        }
    }

    /// The figures that the act's own roles give: those arrested, those who march.
    fn take_own(&self, size: &mut Size, event: &Event, anchor: TokenId) {
        if Fate::Arrested.is_of(event) && size.arrested.is_none() {
            let mut objects = self.objects(anchor);
            objects.extend(self.heads(&event.recipients, anchor));
            let before = || self.counts.before_noun(anchor).filter(|_| self.tree.upos(anchor) == Upos::Noun);
            let tally = before().or_else(|| self.first_counted(&objects));
            size.arrested = tally.map(|tally| self.counts.figure(&tally));
        }
        if Fate::Crowd.is_of(event) && size.crowd.is_none() {
            size.crowd = self.crowd(event, anchor).map(|tally| self.counts.figure(&tally));
        }
    }

    /// Objects of a verb, or what hangs on a noun with "of": "arrested four", "the arrest of four".
    fn objects(&self, anchor: TokenId) -> Vec<TokenId> {
        if self.tree.upos(anchor) == Upos::Noun {
            let of = self.clauses.oblique(anchor, "of");
            return of.into_iter().collect();
        }
        self.clauses.patients(anchor).first().copied().into_iter().collect()
    }

    /// The head words of participants who are named in the anchor's sentence.
    fn heads(&self, side: &[Participant], anchor: TokenId) -> Vec<TokenId> {
        let is_near = |token: &TokenId| self.tree.sentence(*token) == self.tree.sentence(anchor);
        side.iter().filter_map(|one| self.head_of(one.span?)).filter(is_near).collect()
    }

    fn head_of(&self, span: Span) -> Option<TokenId> {
        let inside = |token: TokenId| self.tree.span(token).overlaps(span);
        let mut token = self.token_at(span)?;
        while let Some(head) = self.tree.head(token).filter(|&head| inside(head)) {
            token = head;
        }
        Some(token)
    }

    fn first_counted(&self, heads: &[TokenId]) -> Option<Tally> {
        heads.iter().find_map(|&head| self.counts.of_people(head))
    }

    /// Those who march, gather, strike: at the verb, at what is done with the march, or in the phrase behind it.
    fn crowd(&self, event: &Event, anchor: TokenId) -> Option<Tally> {
        let mut groups: Vec<TokenId> = Vec::new();
        if self.tree.upos(anchor) == Upos::Noun {
            groups.extend(["by", "of", "involving"].iter().filter_map(|case| self.clauses.oblique(anchor, case)));
            if let Some(tally) = self.counts.in_compound(anchor) {
                return Some(tally);
            }
            groups.extend(self.around_march(anchor));
        } else {
            groups.extend(self.clauses.agents(anchor).first());
        }
        groups.extend(self.heads(&event.actors, anchor));
        if event.kind == EventType::Support {
            // "Ten countries praised": only a rally has a crowd.
            let is_rally = matches!(self.tree.lemma(anchor), "rally" | "march" | "demonstrate" | "gather" | "parade");
            groups.retain(|_| is_rally);
        }
        groups.retain(|&group| !self.counts.is_state_like(group));
        self.first_counted(&groups).filter(Tally::is_crowd)
    }

    /// "5,000 people joined the march", "the march drew 5,000 people".
    fn around_march(&self, march: TokenId) -> Vec<TokenId> {
        const JOIN: [&str; 12] = [
            "join",
            "attend",
            "stage",
            "hold",
            "take",
            "participate",
            "begin",
            "start",
            "continue",
            "launch",
            "go",
            "turn",
        ];
        const DRAW: [&str; 8] = ["draw", "attract", "bring", "see", "gather", "involve", "mobilise", "mobilize"];
        let mut verb = self.tree.head(march);
        if verb.is_some_and(|head| self.tree.lemma(head) == "part") {
            verb = verb.and_then(|head| self.tree.head(head));
        }
        let Some(verb) = verb else { return Vec::new() };
        let is_subject = matches!(self.tree.relation(march), Relation::Nsubj | Relation::NsubjPass);
        let lemma = self.tree.lemma(verb);
        if is_subject && DRAW.contains(&lemma) {
            return self.clauses.patients(verb);
        }
        if is_subject && lemma == "attend" {
            return self.clauses.agents(verb);
        }
        if !is_subject && JOIN.contains(&lemma) {
            return self.clauses.agents(verb);
        }
        Vec::new()
    }

    /// Every figure of dead, injured and arrested with the word it hangs on, by position.
    fn casualties(&self) -> Vec<(TokenId, Fate, Tally)> {
        let mut found = Vec::new();
        for sentence in &self.tree.segmentation.sentences {
            for index in sentence.tokens.clone() {
                let word = TokenId(index as u32);
                found.extend(self.left(word, sentence.tokens.end));
                let Some(fate) = self.fate(word) else { continue };
                found.extend(self.suffered(word, fate).map(|tally| (word, fate, tally)));
            }
        }
        found
    }

    /// What became of those whom a word speaks of.
    fn fate(&self, word: TokenId) -> Option<Fate> {
        let tree = self.tree;
        let lemma = tree.lemma(word).to_lowercase();
        let by_lemma = match lemma.as_str() {
            "kill" | "slay" | "murder" | "assassinate" | "execute" | "massacre" | "slaughter" | "behead" | "lynch"
            | "die" | "perish" | "dead" | "death" | "killing" | "slaying" | "fatality" | "toll" => Some(Fate::Dead),
            "wound" | "injure" | "hurt" | "maim" | "blind" | "sicken" | "hospitalise" | "hospitalize" | "wounded"
            | "injured" | "injury" => Some(Fate::Injured),
            "arrest" | "detain" | "jail" | "imprison" | "apprehend" | "arrested" | "detained" => Some(Fate::Arrested),
            _ => None,
        };
        by_lemma.or_else(|| self.fate_of_phrase(word, &lemma))
    }

    /// "shot dead", "hacked to death", "claimed 12 lives", "took 12 into custody".
    fn fate_of_phrase(&self, word: TokenId, lemma: &str) -> Option<Fate> {
        let tree = self.tree;
        if tree.upos(word) != Upos::Verb {
            return None;
        }
        let reaches =
            |case: &str, noun: &str| self.clauses.oblique(word, case).is_some_and(|at| tree.lemma(at) == noun);
        let is_said_dead = |&child: &TokenId| {
            let relation = tree.relation(child);
            let is_result = matches!(relation, Relation::Xcomp | Relation::Advmod | Relation::Advcl | Relation::Amod);
            is_result && matches!(tree.lemma(child), "dead" | "fatally") && lemma != "leave"
        };
        let claims_lives = matches!(lemma, "claim" | "cost" | "take" | "lose")
            && tree.child(word, Relation::Obj).is_some_and(|object| tree.lemma(object) == "life");
        let is_next_dead = || self.next(word).is_some_and(|next| tree.lemma(next) == "dead") && lemma != "leave";
        if reaches("to", "death") || is_next_dead() || tree.children(word).iter().any(is_said_dead) || claims_lives {
            return Some(Fate::Dead);
        }
        if lemma == "take" && (reaches("into", "custody") || reaches("to", "custody")) || lemma == "round" {
            return Some(Fate::Arrested);
        }
        (lemma == "treat" && (reaches("in", "hospital") || reaches("for", "wound") || reaches("for", "injury")))
            .then_some(Fate::Injured)
    }

    /// The people whom a word says to be dead, hurt or arrested.
    fn suffered(&self, word: TokenId, fate: Fate) -> Option<Tally> {
        let tree = self.tree;
        if self.clauses.is_negated(word) {
            return None;
        }
        match tree.lemma(word) {
            "toll" => return self.counts.behind_toll(word),
            "die" | "perish" => return self.clauses.agents(word).first().and_then(|&one| self.counts.of_people(one)),
            _ => {}
        }
        match tree.upos(word) {
            Upos::Verb if self.loses_lives(word) => self.lives(word),
            Upos::Verb => self.of_verb(word),
            // "12 dead", "one pilot dead" in headlines and lists.
            Upos::Adj => {
                let subject = tree.child(word, Relation::Nsubj).or_else(|| tree.child(word, Relation::NsubjPass));
                let before = tree.head(word).filter(|&head| tree.relation(word) == Relation::Amod && head < word);
                let people = || subject.or(before).and_then(|people| self.counts.of_people(people));
                self.counts.right_before(word).or_else(people)
            }
            Upos::Noun if tree.lemma(word) == "dead" => {
                self.counts.right_before(word).or_else(|| self.counts.behind_toll(word))
            }
            Upos::Noun => {
                let of = || self.clauses.oblique(word, "of").and_then(|noun| self.counts.of_people(noun));
                let is_act = matches!(tree.lemma(word), "killing" | "slaying");
                let before = if is_act { None } else { self.counts.before_noun(word) };
                before.or_else(of).filter(|_| fate != Fate::Arrested)
            }
            _ => None,
        }
    }

    fn of_verb(&self, verb: TokenId) -> Option<Tally> {
        if let Some(tally) = self.counts.right_before(verb) {
            return Some(tally);
        }
        // "the raid wounded 11 pupils" misread: no attribute stands before a number.
        let misread = self.tree.head(verb).filter(|&noun| self.tree.relation(verb) == Relation::Amod && noun > verb);
        if let Some(noun) = misread.filter(|_| self.next(verb).is_some_and(|next| self.counts.starts_at(next))) {
            return self.counts.of_people(noun);
        }
        if let Some(&patient) = self.clauses.patients(verb).first() {
            let counted = self.counts.of_people(patient);
            if counted.is_some() || self.clauses.is_passive(verb) || self.counts.is_thing(patient) {
                return counted;
            }
        }
        // "injuring between 15 and 20 women": a number right behind the verb, whatever it was read as.
        if let Some(tally) = self.next(verb).and_then(|next| self.counts.people_from(next)) {
            return Some(tally);
        }
        // "two were killed and eleven hurt": a participle without its auxiliary.
        let is_bare = &*self.tree.word(verb).xpos == "VBN" || self.tree.lemma(verb) == "hurt";
        let subject = self.tree.child(verb, Relation::Nsubj).filter(|_| is_bare);
        subject.and_then(|subject| self.counts.of_people(subject))
    }

    fn next(&self, word: TokenId) -> Option<TokenId> {
        let next = TokenId(word.0 + 1);
        let is_near =
            next.index() < self.tree.segmentation.tokens.len() && self.tree.sentence(next) == self.tree.sentence(word);
        is_near.then_some(next)
    }

    fn loses_lives(&self, verb: TokenId) -> bool {
        self.tree.child(verb, Relation::Obj).is_some_and(|object| self.tree.lemma(object) == "life")
    }

    /// "claimed 12 lives", "cost the lives of 12", "12 people lost their lives".
    fn lives(&self, verb: TokenId) -> Option<Tally> {
        if self.tree.lemma(verb) == "lose" {
            return self.clauses.agents(verb).first().and_then(|&one| self.counts.of_people(one));
        }
        let lives = self.tree.child(verb, Relation::Obj)?;
        let of = || self.clauses.oblique(lives, "of").and_then(|noun| self.counts.of_people(noun));
        self.counts.before_noun(lives).or_else(of)
    }

    /// "left three soldiers and a child dead and 30 injured": numbers up to the word that says what became of them.
    fn left(&self, word: TokenId, end: usize) -> Vec<(TokenId, Fate, Tally)> {
        if self.tree.lemma(word) != "leave" {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut tally = Tally::default();
        let mut next = word.index() + 1;
        while next < end {
            let token = TokenId(next as u32);
            if let Some((after, more)) = self.counts.starting_at(token) {
                tally.add(more);
                next = after;
                continue;
            }
            let fate = match self.tree.form(token).to_lowercase().as_str() {
                "dead" => Some(Some(Fate::Dead)),
                "injured" | "wounded" | "hurt" | "maimed" => Some(Some(Fate::Injured)),
                "homeless" | "missing" | "stranded" | "without" | "displaced" => Some(None),
                _ => None,
            };
            if let Some(fate) = fate {
                let counted = std::mem::take(&mut tally);
                found.extend(fate.filter(|_| !counted.is_empty()).map(|fate| (word, fate, counted)));
            }
            let is_over = matches!(self.tree.upos(token), Upos::Verb | Upos::Sconj) && fate.is_none();
            if is_over || matches!(self.tree.form(token), ";" | ":") {
                break;
            }
            next += 1;
        }
        found
    }

    /// The event a figure belongs to: the nearest that can have it in the sentence, else the last of the sentence before.
    fn owner(
        &self,
        events: &[Event],
        anchors: &BTreeMap<usize, Vec<(usize, TokenId)>>,
        word: TokenId,
        fate: Fate,
    ) -> Option<usize> {
        let sentence = self.tree.sentence(word);
        let near = |wanted: usize| {
            let all = anchors.get(&wanted).map_or(&[][..], Vec::as_slice);
            all.iter().copied().filter(|(index, _)| fate.is_of(&events[*index]))
        };
        let steps = |(index, anchor): (usize, TokenId)| (self.steps(anchor, word), anchor.0.abs_diff(word.0), index);
        if let Some(best) = near(sentence).map(steps).min() {
            return Some(best.2);
        }
        if self.is_accident(sentence) {
            return None;
        }
        let before = sentence.checked_sub(1)?;
        near(before).max_by_key(|(_, anchor)| *anchor).map(|(index, _)| index)
    }

    /// Whether a sentence tells of deaths that no attack brought.
    fn is_accident(&self, sentence: usize) -> bool {
        const ACCIDENTS: [&str; 22] = [
            "flood",
            "accident",
            "earthquake",
            "quake",
            "storm",
            "cholera",
            "disease",
            "landslide",
            "collision",
            "heatwave",
            "cyclone",
            "hurricane",
            "typhoon",
            "tornado",
            "avalanche",
            "derailment",
            "epidemic",
            "outbreak",
            "malaria",
            "famine",
            "drought",
            "virus",
        ];
        let mut tokens = self.tree.segmentation.sentences[sentence].tokens.clone();
        tokens.any(|token| ACCIDENTS.contains(&self.tree.lemma(TokenId(token as u32))))
    }

    /// How many arcs of the tree lie between two words of a sentence.
    fn steps(&self, a: TokenId, b: TokenId) -> usize {
        let up = |start: TokenId| std::iter::successors(Some(start), |&token| self.tree.head(token));
        let above: Vec<TokenId> = up(a).take(count::MOST_STEPS).collect();
        let meeting = up(b)
            .take(count::MOST_STEPS)
            .enumerate()
            .find_map(|(below, token)| above.iter().position(|&other| other == token).map(|above| above + below));
        meeting.unwrap_or(usize::MAX)
    }
}
