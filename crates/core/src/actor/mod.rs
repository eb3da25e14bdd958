//! Who acts? Mentions, chains of reference, and the codes of the actors behind them.

mod anaphor;
mod apposition;
mod attributive;
mod cast;
mod chain;
mod kinds;
mod mention;
mod merge;
mod metonym;
mod naming;
mod nationality;
mod noun_phrase;
mod pronoun;
mod speakers;

mod code;
mod compose;
mod fold;
mod lexicon;
mod office_class;
mod offices;
mod person;
mod phrase;
mod resolve;
mod tables;

pub use cast::Cast;
pub use chain::cast;
pub use fold::{fold, name_key};
pub use office_class::OfficeClass;
pub use offices::{Holding, Offices, Standing, Wanted};
pub use resolve::PhraseContext;
pub use speakers::add_speakers;
pub use tables::{ActorTables, Country, CountryKind};

use crate::segment::TokenId;
use crate::span::Span;

/// The index of an actor in the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub u32);

impl ActorId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One actor of a report with everything that refers to it there.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Best name.
    pub name: String,
    /// What the words resolve to.
    pub identity: Identity,
    /// Everywhere it is mentioned, in text order.
    pub mentions: Vec<Mention>,
}

/// What an actor phrase resolves to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Person, organisation, state, group or people.
    pub kind: ActorKind,
    /// ISO 3166 alpha-3 country or one of PLOVER's international entries (UNO, EUR, IGO, NGO, MNC, IMG, ISM); none when unknown.
    pub country: Option<String>,
    /// PLOVER sectors, main one first: `GOV`, `MIL`.
    pub sectors: Vec<String>,
    /// Office or function held at the report's date.
    pub role: Option<String>,
    /// Id in the registry of known actors.
    pub registry: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Why: the words and the rule.
    pub because: String,
}

/// What kind of thing an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A body with a name or a function.
    Organisation,
    /// A state or its government.
    State,
    /// Several people taken together: protesters, soldiers.
    Group,
    /// A nation or population.
    People,
}

/// One place where an actor is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// The word that the rest hangs on; events take their roles by it.
    pub head: TokenId,
    /// By name, by description or by pronoun.
    pub form: MentionForm,
}

/// How an actor is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionForm {
    /// By name.
    Name,
    /// By a description ("the minister").
    Nominal,
    /// By a pronoun.
    Pronoun,
}
