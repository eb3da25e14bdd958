//! How is a codebook written? From its TOML to its types, with every mistake named by line and key.

use super::condition::{Condition, Side};
use super::{Codebook, CodebookType, Example};
use crate::actor::ActorTables;
use crate::context::{CONTEXTS, Context};
use crate::event::lexicon::Lexicon;
use crate::event::ontology::{EventType, Mode};
use crate::event::pattern::{CLASSES, PartyPattern, SECTORS};
use crate::event::{EventTables, Stance, Status};
use crate::phrases::Phrases;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A mistake in a codebook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodebookError {
    /// The line on which it stands, from 1.
    pub line: usize,
    /// The type and the key, where there are such, what is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for CodebookError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.what)
    }
}

const TOP: [&str; 4] = ["title", "description", "version", "type"];
const TYPE: [&str; 8] = ["name", "description", "anchors", "all", "any", "none", "example", "counterexample"];
const EXAMPLE: [&str; 5] = ["text", "actor", "recipient", "status", "stance"];
const CONDITION: [&str; 13] = [
    "type",
    "mode",
    "status",
    "stance",
    "actor",
    "recipient",
    "either",
    "actor_words",
    "recipient_words",
    "either_words",
    "words",
    "document_words",
    "context",
];

const STATUSES: [Status; 5] =
    [Status::Occurred, Status::Future, Status::Hypothetical, Status::Negated, Status::Historical];
const STANCES: [Stance; 3] = [Stance::Asserted, Stance::Alleged, Stance::Denied];

impl Codebook {
    /// Reads a codebook. Anchors may name the classes of the event lexicon.
    ///
    /// # Errors
    /// All mistakes in it, by line.
    pub fn parse(text: &str, events: &EventTables, actors: &ActorTables) -> Result<Codebook, Vec<CodebookError>> {
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => {
                let start = error.span().map_or(0, |span| span.start);
                let what = format!("this is not TOML: {}", error.message());
                return Err(vec![CodebookError { line: line_of(text, start), what }]);
            }
        };
        let anchors = events.own_lexicon();
        let mut parser =
            Parser { text, actors, anchors, document_phrases: Vec::new(), place: String::new(), errors: Vec::new() };
        let codebook = parser.codebook(table.get_ref());
        let Parser { anchors, document_phrases, mut errors, .. } = parser;
        if errors.is_empty() {
            return Ok(Codebook { anchors: anchors.indexed(), document_phrases, ..codebook });
        }
        errors.sort();
        Err(errors)
    }
}

type Value<'i> = Spanned<DeValue<'i>>;

struct Parser<'a> {
    text: &'a str,
    actors: &'a ActorTables,
    anchors: Lexicon,
    document_phrases: Vec<Phrases<()>>,
    /// Where in the file things are, for messages: "type `x`, all".
    place: String,
    errors: Vec<CodebookError>,
}

impl Parser<'_> {
    fn wrong(&mut self, at: usize, what: impl fmt::Display) {
        let place = if self.place.is_empty() { String::new() } else { format!("{}: ", self.place) };
        self.errors.push(CodebookError { line: line_of(self.text, at), what: format!("{place}{what}") });
    }

    /// Runs a part of the work under a longer name of the place.
    fn at<T>(&mut self, place: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.place.clone();
        self.place = if outer.is_empty() { place.to_string() } else { format!("{outer}, {place}") };
        let result = work(self);
        self.place = outer;
        result
    }

    fn codebook(&mut self, table: &DeTable) -> Codebook {
        self.only(table, &TOP);
        let title = self.needed_text(table, "title", 0, "say in a few words what the codebook is for");
        let version = self.text(table, "version");
        self.text(table, "description");
        let mut types: Vec<CodebookType> = Vec::new();
        match table.get("type") {
            Some(value) => {
                for (start, one) in self.tables(value, "type") {
                    let coded = self.coded_type(one, start, types.len());
                    if types.iter().any(|other| other.name == coded.name) && !coded.name.is_empty() {
                        self.wrong(start, format!("there are two types `{}`; give one another name", coded.name));
                    }
                    types.push(coded);
                }
            }
            None => self.wrong(0, "there is no [[type]]; add one for each kind of event"),
        }
        Codebook { title, version, types, anchors: Lexicon::default(), document_phrases: Vec::new() }
    }

    fn coded_type(&mut self, table: &DeTable, start: usize, index: usize) -> CodebookType {
        let name =
            self.needed_text(table, "name", start, "give it a short one of lower case letters, digits and hyphens");
        let place = format!("type `{name}`");
        self.at(&place, |parser| {
            let is_plain = |character: char| matches!(character, 'a'..='z' | '0'..='9' | '-');
            if !name.chars().all(is_plain) {
                parser.wrong(start, "a name has lower case letters, digits and hyphens only");
            }
            parser.only(table, &TYPE);
            let description = parser.needed_text(table, "description", start, "say in a sentence what is coded");
            let anchors = table.get("anchors").map(|value| parser.texts(value, "anchors")).unwrap_or_default();
            for (at, anchor) in &anchors {
                let source = format!("codebook type `{name}`");
                if let Err(what) = parser.anchors.add_own(anchor, index, &source) {
                    parser.wrong(*at, format!("anchors: `{anchor}`: {what}; data/lexicon/README.md has the notation"));
                }
            }
            let groups = |parser: &mut Self, key: &str| match table.get(key) {
                Some(value) => parser.at(key, |parser| parser.groups(value)),
                None => Vec::new(),
            };
            let all: Vec<Condition> = groups(parser, "all").into_iter().flatten().collect();
            let any = groups(parser, "any");
            let none: Vec<Condition> = groups(parser, "none").into_iter().flatten().collect();
            if anchors.is_empty() && all.is_empty() && any.is_empty() {
                parser.wrong(start, "it would fit every event; add anchors, or conditions under `all` or `any`");
            }
            let examples = |parser: &mut Self, key: &str| {
                let tables = table.get(key).map(|value| parser.tables(value, key)).unwrap_or_default();
                tables.into_iter().map(|(at, one)| parser.at(key, |parser| parser.example(one, at))).collect()
            };
            let has_anchors = !anchors.is_empty();
            let (examples, counterexamples) = (examples(parser, "example"), examples(parser, "counterexample"));
            CodebookType { name, description, has_anchors, all, any, none, examples, counterexamples }
        })
    }

    fn example(&mut self, table: &DeTable, start: usize) -> Example {
        self.only(table, &EXAMPLE);
        let text = self.needed_text(table, "text", start, "write the sentence");
        let actors = self.side(table, "actor");
        let recipients = self.side(table, "recipient");
        let line = line_of(self.text, start);
        let status = self.one_of(table, "status", &STATUSES, Status::as_str).unwrap_or(Status::Occurred);
        let stance = self.one_of(table, "stance", &STANCES, Stance::as_str).unwrap_or(Stance::Asserted);
        Example { line, text, actors, recipients, status, stance }
    }

    /// `KENCVL + UGACVL`, `-` for nobody.
    fn side(&mut self, table: &DeTable, key: &str) -> Option<Vec<String>> {
        let written = self.text(table, key)?;
        let mut codes: Vec<String> = Vec::new();
        for code in written.split('+').map(str::trim).filter(|code| !matches!(*code, "" | "-")) {
            match PartyPattern::parse(code) {
                Ok(PartyPattern::Class(_)) | Err(_) => {
                    self.wrong(start_of(table, key), format!("{key}: `{code}` is no code such as KENCOP"));
                }
                Ok(_) => codes.push(code.chars().filter(|character| *character != ' ').collect()),
            }
        }
        codes.sort();
        Some(codes)
    }

    /// The conditions of one table or of several.
    fn groups(&mut self, value: &Value) -> Vec<Vec<Condition>> {
        let tables: Vec<&DeTable> = match value.get_ref() {
            DeValue::Table(table) => vec![table],
            _ => self.tables(value, "conditions").into_iter().map(|(_, table)| table).collect(),
        };
        tables.into_iter().map(|table| self.conditions(table)).collect()
    }

    fn conditions(&mut self, table: &DeTable) -> Vec<Condition> {
        self.only(table, &CONDITION);
        let mut keys: Vec<(&Spanned<_>, &Value)> = table.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        keys.into_iter().filter_map(|(key, value)| self.condition(key.get_ref(), value)).collect()
    }

    fn condition(&mut self, key: &str, value: &Value) -> Option<Condition> {
        if !CONDITION.contains(&key) {
            return None;
        }
        let texts = self.texts(value, key);
        if value.get_ref().as_array().is_some_and(|items| items.is_empty()) {
            self.wrong(value.span().start, format!("{key}: the list is empty; fill it or take the line out"));
        }
        Some(match key {
            "type" => Condition::Type(self.each(key, &texts, |_, text| parse_type(text))),
            "mode" => Condition::Mode(self.each(key, &texts, |_, text| parse_mode(text))),
            "status" => Condition::Status(self.each(key, &texts, |_, text| known(text, &STATUSES, Status::as_str))),
            "stance" => Condition::Stance(self.each(key, &texts, |_, text| known(text, &STANCES, Stance::as_str))),
            "context" => Condition::Context(self.each(key, &texts, |_, text| {
                Context::parse(text).ok_or_else(|| format!("is no context; they are {}", CONTEXTS.join(", ")))
            })),
            "actor" => Condition::Party(Side::Actor, self.each(key, &texts, Self::party)),
            "recipient" => Condition::Party(Side::Recipient, self.each(key, &texts, Self::party)),
            "either" => Condition::Party(Side::Either, self.each(key, &texts, Self::party)),
            "actor_words" => Condition::PartyWords(Side::Actor, phrases(&texts)),
            "recipient_words" => Condition::PartyWords(Side::Recipient, phrases(&texts)),
            "either_words" => Condition::PartyWords(Side::Either, phrases(&texts)),
            "document_words" => {
                self.document_phrases.push(phrases(&texts));
                Condition::DocumentWords(self.document_phrases.len() - 1)
            }
            _ => Condition::Words(phrases(&texts)),
        })
    }

    /// A code, a part of one, or a class, all of whose parts are known.
    fn party(&self, text: &str) -> Result<PartyPattern, String> {
        let what_to_do = || {
            format!(
                "write a code such as KENCOP, a country, a sector ({}), or a class ({})",
                SECTORS.join(" "),
                CLASSES.join(" ")
            )
        };
        let party = PartyPattern::parse(text).map_err(|_| format!("is not known; {}", what_to_do()))?;
        if let PartyPattern::Parts(parts) = &party {
            let is_known = |part: &&String| SECTORS.contains(&part.as_str()) || self.actors.country(part).is_some();
            if let Some(unknown) = parts.iter().find(|part| !is_known(part)) {
                return Err(format!("has `{unknown}`, which is neither a country nor a sector; {}", what_to_do()));
            }
        }
        Ok(party)
    }

    fn each<T>(
        &mut self,
        key: &str,
        texts: &[(usize, String)],
        parse: impl Fn(&Self, &str) -> Result<T, String>,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for (at, text) in texts {
            match parse(self, text) {
                Ok(value) => values.push(value),
                Err(what) => self.wrong(*at, format!("{key}: `{text}` {what}")),
            }
        }
        values
    }

    /// Complains of keys that nobody asks for.
    fn only(&mut self, table: &DeTable, keys: &[&str]) {
        let mut unknown: Vec<(usize, String)> = table
            .keys()
            .filter(|key| !keys.contains(&key.get_ref().as_ref()))
            .map(|key| (key.span().start, key.get_ref().to_string()))
            .collect();
        unknown.sort();
        for (at, key) in unknown {
            self.wrong(at, format!("unknown key `{key}`; the keys here are {}", keys.join(", ")));
        }
    }

    fn text(&mut self, table: &DeTable, key: &str) -> Option<String> {
        let value = table.get(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some(text.to_string()),
            None => {
                self.wrong(value.span().start, format!("{key}: this must be a text in quotation marks"));
                None
            }
        }
    }

    fn needed_text(&mut self, table: &DeTable, key: &str, start: usize, what_to_do: &str) -> String {
        let text = self.text(table, key);
        let is_missing = table.get(key).is_none() || text.as_ref().is_some_and(|text| text.trim().is_empty());
        if is_missing {
            self.wrong(start, format!("`{key}` is missing; {what_to_do}"));
        }
        text.unwrap_or_default()
    }

    fn one_of<T: Copy>(&mut self, table: &DeTable, key: &str, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
        let text = self.text(table, key)?;
        let found = known(&text, all, name);
        found.map_err(|what| self.wrong(start_of(table, key), format!("{key}: `{text}` {what}"))).ok()
    }

    /// A list of texts, or one text.
    fn texts(&mut self, value: &Value, key: &str) -> Vec<(usize, String)> {
        let single = std::slice::from_ref(value);
        let items: &[Value] = value.get_ref().as_array().map_or(single, |items| items);
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str().map(str::trim) {
                Some(text) if !text.is_empty() => texts.push((item.span().start, text.to_string())),
                _ => self.wrong(item.span().start, format!("{key}: this must be a list of texts: [\"one\", \"two\"]")),
            }
        }
        texts
    }

    /// The tables of `[[key]]`, each with the place where it begins.
    fn tables<'v, 'i>(&mut self, value: &'v Value<'i>, key: &str) -> Vec<(usize, &'v DeTable<'i>)> {
        let mut tables = Vec::new();
        match value.get_ref() {
            DeValue::Array(items) => {
                for item in items.iter() {
                    match item.get_ref() {
                        DeValue::Table(table) => tables.push((item.span().start, table)),
                        _ => self.wrong(item.span().start, format!("{key}: this must be a table: [[{key}]]")),
                    }
                }
            }
            _ => self.wrong(value.span().start, format!("{key}: write [[{key}]] in double brackets")),
        }
        tables
    }
}

fn phrases(texts: &[(usize, String)]) -> Phrases<()> {
    let mut phrases = Phrases::default();
    texts.iter().for_each(|(_, text)| phrases.add(text, ()));
    phrases
}

/// `ASSAULT`, `COERCE:arrest`.
fn parse_type(text: &str) -> Result<(EventType, Option<Mode>), String> {
    let (name, mode) = text.split_once(':').map_or((text, None), |(name, mode)| (name, Some(mode)));
    let names = || EventType::all().map(EventType::as_str).collect::<Vec<_>>().join(", ");
    let kind = EventType::parse(name).ok_or_else(|| format!("is no PLOVER type; they are {}", names()))?;
    let Some(mode) = mode else { return Ok((kind, None)) };
    let modes = || kind.modes().collect::<Vec<_>>().join(", ");
    let found = Mode::parse(kind, mode).ok_or_else(|| format!("has no such mode; those of {name} are: {}", modes()))?;
    Ok((kind, Some(found)))
}

fn parse_mode(text: &str) -> Result<String, String> {
    let is_mode = EventType::all().any(|kind| Mode::parse(kind, text).is_some());
    let modes = || EventType::all().flat_map(EventType::modes).collect::<std::collections::BTreeSet<_>>();
    let list = || modes().into_iter().collect::<Vec<_>>().join(", ");
    if is_mode { Ok(text.to_string()) } else { Err(format!("is no PLOVER mode; they are {}", list())) }
}

fn known<T: Copy>(text: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, String> {
    let names = || all.iter().map(|&one| name(one)).collect::<Vec<_>>().join(", ");
    all.iter().copied().find(|&one| name(one) == text).ok_or_else(|| format!("is not known; it may be {}", names()))
}

fn start_of(table: &DeTable, key: &str) -> usize {
    table.get(key).map_or(0, |value| value.span().start)
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}
