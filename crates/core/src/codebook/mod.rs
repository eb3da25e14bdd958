//! What would a user call what happened? Event types of the user's own, over the same reading and without training.
//!
//! A codebook is a TOML file of types; `docs/codebooks.md` describes it. A type fits an event where its conditions hold. One
//! with anchors of its own fits at its words only, and also where PLOVER has no event there: such an act becomes an own event
//! with roles by the lexicon's paths, told beside the others.

mod condition;
mod parse;

pub use parse::CodebookError;

use crate::Analysis;
use crate::actor::Cast;
use crate::context::Context;
use crate::document::Document;
use crate::event::lexicon::Lexicon;
use crate::event::{Event, OwnAct, OwnEvent, Participant, Stance, Status};
use crate::phrases::{Phrases, Words};
use crate::read::Tree;
use condition::{Condition, Scene};

/// A user's event types.
#[derive(Debug)]
pub struct Codebook {
    /// What it is called.
    pub title: String,
    /// The user's own version of it.
    pub version: Option<String>,
    /// Its types, in the order of the file.
    pub types: Vec<CodebookType>,
    /// The types' anchors, as entries of a lexicon.
    pub(crate) anchors: Lexicon,
    /// What conditions look for in whole documents.
    document_phrases: Vec<Phrases<()>>,
}

/// One event type of a codebook.
#[derive(Debug)]
pub struct CodebookType {
    /// Its name: lower case letters, digits and hyphens.
    pub name: String,
    /// What it means, for people.
    pub description: String,
    /// Whether it fits at certain words only.
    pub has_anchors: bool,
    /// Each must hold.
    all: Vec<Condition>,
    /// Of each of these groups one must hold.
    any: Vec<Vec<Condition>>,
    /// None may hold.
    none: Vec<Condition>,
    /// Sentences that must code.
    pub examples: Vec<Example>,
    /// Sentences that must not.
    pub counterexamples: Vec<Example>,
}

/// A sentence with what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The line of the file on which it stands.
    pub line: usize,
    /// The sentence or sentences.
    pub text: String,
    /// The codes of those who act, sorted; none where they do not matter.
    pub actors: Option<Vec<String>>,
    /// The codes of those acted upon, sorted; none where they do not matter.
    pub recipients: Option<Vec<String>>,
    /// What the event must be.
    pub status: Status,
    /// What the event must be.
    pub stance: Stance,
}

/// What a codebook makes of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codings {
    /// For each event of the analysis the types that fit, as indices into the codebook's.
    pub of_events: Vec<Vec<usize>>,
    /// Acts that PLOVER does not code, by position.
    pub own: Vec<OwnEvent>,
}

impl Codebook {
    /// The codebook's types of the events of a document, and its own events among the acts at its anchors, which stand by
    /// position.
    pub(crate) fn codings(
        &self,
        document: &Document,
        tree: &Tree,
        (cast, contexts): (&Cast, &[Context]),
        (events, acts): (&[Event], Vec<OwnAct>),
    ) -> Codings {
        let said = self.said_in(document, tree);
        let fitting = |event: &Event, is_plover: bool, candidates: &mut dyn Iterator<Item = usize>| {
            let sentences = &tree.segmentation.sentences;
            let index = sentences.partition_point(|sentence| sentence.span.end <= event.anchor.start);
            let words = if index < sentences.len() { Words::of_sentence(tree, index) } else { Words::default() };
            let scene = Scene { event, is_plover, cast, contexts, sentence: &words, said: &said, tree };
            candidates.filter(|&candidate| self.types[candidate].holds(&scene)).collect::<Vec<usize>>()
        };
        let mut is_plovers = vec![false; acts.len()];
        let mut of_event = |event: &Event| {
            let mut anchored: Vec<usize> = Vec::new();
            for span in event.mentions.iter().chain([&event.anchor]) {
                let index = acts.partition_point(|act| act.event.anchor.end <= span.start);
                if let Some(act) = acts.get(index).filter(|act| act.event.anchor.overlaps(*span)) {
                    is_plovers[index] = true;
                    anchored.extend(&act.kinds);
                }
            }
            let may_fit = |candidate: &usize| !self.types[*candidate].has_anchors || anchored.contains(candidate);
            fitting(event, true, &mut (0..self.types.len()).filter(may_fit))
        };
        let of_events = events.iter().map(&mut of_event).collect();
        let own = acts.iter().zip(is_plovers).filter(|(_, is_plovers)| !is_plovers).filter_map(|(act, _)| {
            let types = fitting(&act.event, false, &mut act.kinds.iter().copied());
            (!types.is_empty()).then(|| OwnEvent::new(types, act.event.clone()))
        });
        Codings { of_events, own: own.collect() }
    }

    /// Which of the phrases that conditions look for in the whole document stand there.
    fn said_in(&self, document: &Document, tree: &Tree) -> Vec<bool> {
        if self.document_phrases.is_empty() {
            return Vec::new();
        }
        let sentences = (0..tree.segmentation.sentences.len()).map(|sentence| Words::of_sentence(tree, sentence));
        let words: Vec<Words> = document.title.as_deref().map(Words::plain).into_iter().chain(sentences).collect();
        self.document_phrases.iter().map(|phrases| words.iter().any(|words| phrases.is_in(words))).collect()
    }

    /// The names of types.
    pub fn names(&self, types: &[usize]) -> Vec<String> {
        types.iter().map(|&index| self.types[index].name.clone()).collect()
    }
}

impl CodebookType {
    fn holds(&self, scene: &Scene) -> bool {
        self.all.iter().all(|condition| condition.holds(scene))
            && self.any.iter().all(|group| group.iter().any(|condition| condition.holds(scene)))
            && !self.none.iter().any(|condition| condition.holds(scene))
    }
}

/// What became of one example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the example holds.
    pub is_right: bool,
    /// What the type was coded with, one line an event: `KENCVL -> KENPTY`, and the status and stance where it is no fact.
    pub coded: Vec<String>,
}

impl Codebook {
    /// Judges one example of a type by the analysis of its text. An example holds where an event of the type has the expected
    /// status, stance and parties; a counterexample where there is none of that status and stance.
    pub fn judge(&self, candidate: usize, example: &Example, must_code: bool, analysis: &Analysis) -> Outcome {
        let events = analysis.events.iter().zip(&analysis.codings.of_events);
        let own = analysis.codings.own.iter().map(|own| (own.told(), &own.types));
        let coded: Vec<&Event> =
            events.chain(own).filter(|(_, types)| types.contains(&candidate)).map(|(event, _)| event).collect();
        let codes = |side: &[Participant]| sorted_codes(side, &analysis.cast);
        let fits = |event: &&&Event| {
            event.status == example.status
                && event.stance == example.stance
                && example.actors.as_ref().is_none_or(|wanted| *wanted == codes(&event.actors))
                && example.recipients.as_ref().is_none_or(|wanted| *wanted == codes(&event.recipients))
        };
        let is_found = coded.iter().any(|event| fits(&event));
        let line = |event: &&Event| {
            let reality = match (event.status, event.stance) {
                (Status::Occurred, Stance::Asserted) => String::new(),
                (status, Stance::Asserted) => format!(", {}", status.as_str()),
                (status, stance) => format!(", {} {}", status.as_str(), stance.as_str()),
            };
            let side = |side: Vec<String>| if side.is_empty() { "-".to_string() } else { side.join("+") };
            format!("{} -> {}{reality}", side(codes(&event.actors)), side(codes(&event.recipients)))
        };
        Outcome { is_right: is_found == must_code, coded: coded.iter().map(line).collect() }
    }
}

/// The codes of one side as records spell them, sorted.
fn sorted_codes(side: &[Participant], cast: &Cast) -> Vec<String> {
    let code = |one: &Participant| match one.actor {
        Some(id) => crate::record::flat_code(&crate::actor::ActorTables::code(&cast.actor(id).identity)),
        None => "UNK".to_string(),
    };
    let mut codes: Vec<String> = side.iter().map(code).collect();
    codes.sort();
    codes
}
