//! What happened? Events with their types, roles and reality, from the trees and the lexicon.
//!
//! Every verb and noun that the lexicon knows is matched where it stands (`matching`), speech acts and aspect take up
//! the acts they govern (`operator`), the rest is asked whether it is said to have happened (`reality`), and what
//! remains becomes events with dates, places and voices (`assembly`).

mod answers;
mod assembly;
mod clause;
mod implied;
mod judge;
pub mod lexicon;
mod locative;
mod matching;
mod nearness;
pub mod ontology;
mod operator;
mod own;
mod pairs;
pub mod pattern;
mod reality;
mod retelling;
mod roles;
mod size;

use crate::actor::{ActorId, Cast};
use crate::document::Document;
use crate::place::Place;
use crate::read::Tree;
use crate::span::Span;
use crate::speech::Quote;
use crate::time::{Precision, Time};
use lexicon::Lexicon;
use ontology::{EventType, Mode};
use std::collections::BTreeSet;

pub(crate) use judge::{modes as read_modes, status as parse_status};
pub use own::{OwnAct, OwnEvent};
pub use size::{Figure, Size};

/// Something that somebody did, will do, is said to have done or denies having done.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER modes; often none, sometimes several.
    pub modes: Vec<Mode>,
    /// CAMEO code.
    pub cameo: String,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Whether both sides do it to each other.
    pub reciprocal: bool,
    /// Whether somebody did it whom the text does not name.
    pub actor_implicit: bool,
    /// The word it rests on.
    pub anchor: Span,
    /// Everywhere it is told, the anchor first.
    pub mentions: Vec<Span>,
    /// When.
    pub date: Option<EventDate>,
    /// Where: an index into the places.
    pub place: Option<usize>,
    /// Whether it has happened.
    pub status: Status,
    /// Who speaks of it, where that is not the reporter: an index into the quotes and the speaker.
    pub attribution: Attribution,
    /// Whether it is told as fact.
    pub stance: Stance,
    /// How many died, were injured or arrested, or took part, where the text says so.
    pub size: Option<Size>,
    /// How sure the coder is, from 0 to 1.
    pub confidence: f64,
    /// A remark on the coding, such as `denial`.
    pub note: Option<String>,
    /// Which words and which rule made it.
    pub because: String,
}

/// One side of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participant {
    /// The actor; none when the text does not say who.
    pub actor: Option<ActorId>,
    /// The words that refer to it here.
    pub span: Option<Span>,
}

/// When an event took place.
#[derive(Debug, Clone, PartialEq)]
pub struct EventDate {
    /// TIMEX3 value of the first day or period.
    pub value: String,
    /// TIMEX3 value of the last day, for events of several days.
    pub end: Option<String>,
    /// How exact it is.
    pub precision: Precision,
    /// The time expression it rests on; none when it is the report's own date.
    pub time: Option<usize>,
    /// For promises, threats and requests: the time they are about.
    pub about: Option<String>,
}

/// Whose words tell of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attribution {
    /// The speaker.
    pub speaker: Option<ActorId>,
    /// The statement, as an index into the quotes.
    pub quote: Option<usize>,
}

/// Whether an event has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the handbook defines each")]
pub enum Status {
    Occurred,
    Future,
    Hypothetical,
    Negated,
    Historical,
}

/// Whether an event is told as fact, as an accusation, or as something denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the contract defines each")]
pub enum Stance {
    Asserted,
    Alleged,
    Denied,
}

impl Status {
    /// As records spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Occurred => "occurred",
            Status::Future => "future",
            Status::Hypothetical => "hypothetical",
            Status::Negated => "negated",
            Status::Historical => "historical",
        }
    }
}

impl Stance {
    /// As records spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Stance::Asserted => "asserted",
            Stance::Alleged => "alleged",
            Stance::Denied => "denied",
        }
    }
}

impl Event {
    /// Whether the event stands as fact: what counts, tables and most exports show.
    pub fn is_fact(&self) -> bool {
        self.status == Status::Occurred && self.stance == Stance::Asserted
    }
}

/// The lexicon with the word sets that the rules ask for by name.
#[derive(Debug)]
pub struct EventTables {
    lexicon: Lexicon,
    light_verbs: BTreeSet<String>,
    sport: BTreeSet<String>,
    implied: implied::ImpliedWords,
}

impl EventTables {
    /// Compiles the lexicon's tables, given as (name, text). Lines that cannot be used are left out; the tests show that
    /// the tables in the program have none.
    pub fn compile(files: &[(&str, &str)]) -> (EventTables, Vec<lexicon::LexiconError>) {
        let (lexicon, errors) = Lexicon::compile(files);
        let mut light_verbs = lexicon.class("light");
        light_verbs.extend(lexicon.class("happen"));
        let sport = lexicon.class("sport");
        let implied = implied::ImpliedWords::new(&lexicon);
        (EventTables { lexicon, light_verbs, sport, implied }, errors)
    }

    /// A lexicon with the classes of this one and no entries, for the anchors of a codebook.
    pub(crate) fn own_lexicon(&self) -> Lexicon {
        self.lexicon.classes_only()
    }

    /// The words that entries hang on.
    pub fn anchors(&self, anchor: lexicon::Anchor) -> impl Iterator<Item = &str> {
        self.lexicon.anchors(anchor)
    }
}

/// What happens in a document.
#[derive(Debug)]
pub struct Told {
    /// The events, by position.
    pub events: Vec<Event>,
    /// What happens at the anchors of a codebook, by position.
    pub own: Vec<OwnAct>,
    /// The cast with those whom the acts imply.
    pub cast: Cast,
    /// Where each actor of the old cast stands in the new one, for what points at the old one.
    pub moved: Vec<ActorId>,
}

/// Everything that is read of a document before its events.
#[derive(Debug, Clone, Copy)]
pub struct Layers<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its trees.
    pub tree: &'a Tree<'a>,
    /// Its times.
    pub times: &'a [Time],
    /// Its places.
    pub places: &'a [Place],
    /// Its actors.
    pub cast: &'a Cast,
    /// Its quotes.
    pub quotes: &'a [Quote],
}

/// The events of a document, and what happens at the anchors of a codebook where there is one.
pub fn events(
    Layers { document, tree, times, places, cast, quotes }: Layers,
    tables: &EventTables,
    anchors_of_codebook: Option<&Lexicon>,
) -> Told {
    let clauses = clause::Clauses { tree };
    // Those implied stand behind all others, so that the old cast's numbers still hold.
    let cast = &implied::with_nationals(cast, tree, places, &tables.implied);
    let roles = roles::Roles { clauses, cast, light_verbs: &tables.light_verbs };
    let matcher = matching::Matcher { roles, lexicon: &tables.lexicon };
    let reality = reality::Reality { clauses, lexicon: &tables.lexicon };
    let acts = operator::acts(&matcher, &reality, &tables.sport);
    let acts = if tree.reading.reads_acts { judge::judged(acts, &tree.reading.acts, roles) } else { acts };
    let own = anchors_of_codebook.map(|lexicon| own::acts(&matching::Matcher { roles, lexicon }, &reality));
    let (acts, actors) = implied::with_implied(acts, roles, places, &tables.implied);
    let anchors = acts.iter().map(|act| act.anchor).collect();
    let lexicon = &tables.lexicon;
    let full = Cast::new(actors);
    let assembly =
        assembly::Assembly { document, tree, times, places, cast: &full, quotes, lexicon, anchors: &anchors };
    let mut events = assembly.events(acts);
    size::sized(&mut events, tree);
    let own_act = |(kinds, act): (Vec<usize>, operator::Act)| OwnAct { kinds, event: assembly.event(&act) };
    let mut own: Vec<OwnAct> = own.unwrap_or_default().into_iter().map(own_act).collect();
    let (cast, moved) = implied::recast(full.actors);
    for event in events.iter_mut().chain(own.iter_mut().map(|act| &mut act.event)) {
        for id in event.actors.iter_mut().chain(&mut event.recipients).filter_map(|one| one.actor.as_mut()) {
            *id = moved[id.index()];
        }
        if let Some(speaker) = &mut event.attribution.speaker {
            *speaker = moved[speaker.index()];
        }
    }
    Told { events, own, cast, moved }
}
