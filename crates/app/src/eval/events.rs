//! Is it right who did what to whom? Coded events without positions, and the spans of their actors.

use super::lines::join;
use super::measure::{Tally, bags, named};
use super::spans::{Offsets, SpanScore, shared};
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Stands for an actor that is not given.
const NOBODY: &str = "---";

#[derive(Deserialize, Default)]
struct Events {
    #[serde(default)]
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    cameo: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    source: Option<Vec<Party>>,
    #[serde(default)]
    target: Option<Vec<Party>>,
}

#[derive(Deserialize)]
struct Party {
    code: Option<String>,
    sector: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
}

impl Party {
    fn code(&self) -> String {
        let country = self.code.as_deref().unwrap_or("").trim();
        let sector = self.sector.as_deref().unwrap_or("").trim().replace('*', "");
        let code = format!("{country}{sector}");
        if code.is_empty() { NOBODY.to_string() } else { code }
    }
}

/// One actor pair with the code of what happened between them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Triple {
    code: String,
    source: String,
    target: String,
}

/// One event for each pair of its actors.
fn triples(events: &[Event]) -> Vec<Triple> {
    let parties = |side: &Option<Vec<Party>>| -> Vec<String> {
        let codes: Vec<String> = side.iter().flatten().map(Party::code).collect();
        if codes.is_empty() { vec![NOBODY.to_string()] } else { codes }
    };
    let mut found = Vec::new();
    for event in events {
        let cameo = event.cameo.as_ref().filter(|code| !code.is_empty());
        let code = cameo.or(event.kind.as_ref()).map_or("None", String::as_str);
        for source in parties(&event.source) {
            for target in parties(&event.target) {
                found.push(Triple { code: code.to_string(), source: source.clone(), target });
            }
        }
    }
    found
}

/// A CAMEO code's first two digits; other codes as they are.
fn root(code: &str) -> String {
    let start: String = code.chars().take(2).collect();
    let is_cameo = !start.is_empty() && start.chars().all(|character| character.is_numeric());
    if is_cameo { start } else { code.to_string() }
}

fn country(code: &str) -> String {
    code.chars().take(3).collect()
}

type View = fn(&Triple) -> Triple;

/// What is compared as a bag of triples.
const WHOLE: [(&str, View); 3] = [
    ("tuple", Triple::clone),
    ("root_tuple", |it| Triple { code: root(&it.code), ..it.clone() }),
    ("country_tuple", |it| Triple { code: root(&it.code), source: country(&it.source), target: country(&it.target) }),
];

type Part = fn(&Triple) -> String;

/// What is compared as a set for each record.
const PARTS: [(&str, Part); 6] = [
    ("type", |it| it.code.clone()),
    ("root", |it| root(&it.code)),
    ("source", |it| it.source.clone()),
    ("target", |it| it.target.clone()),
    ("source_country", |it| country(&it.source)),
    ("target_country", |it| country(&it.target)),
];

/// Scores coded events: predictions are `{"id","events":[{"cameo" or "type","source":[{"code"}],"target":[{"code"}]}]}`.
/// Records without events count: what is predicted there is wrong.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_events(gold: &str, predictions: &str) -> Result<Value> {
    let joined: Vec<(Vec<Triple>, Vec<Triple>)> = join::<Events, Events>(gold, predictions)?
        .into_iter()
        .map(|(gold, given)| (triples(&gold.events), triples(&given.unwrap_or_default().events)))
        .collect();
    let over = |count: &dyn Fn(&[Triple], &[Triple]) -> Tally| {
        let mut sum = Tally::default();
        joined.iter().for_each(|(gold, given)| sum += count(gold, given));
        sum
    };
    let mut tallies = Vec::new();
    for (name, view) in WHOLE {
        tallies.push((name, over(&|gold, given| bags(gold.iter().map(view), given.iter().map(view)))));
    }
    for (name, part) in PARTS {
        // Only actors can be nobody; a code may look like anything.
        let is_actor = name.starts_with("source") || name.starts_with("target");
        let set = |side: &[Triple]| -> BTreeSet<String> {
            side.iter().map(part).filter(|code| !(is_actor && code == NOBODY)).collect()
        };
        tallies.push((name, over(&|gold, given| bags(set(gold), set(given)))));
    }
    Ok(Value::Object(named(tallies)))
}

type Parties = fn(&Event) -> &Option<Vec<Party>>;

/// Scores the spans of actors: predictions are like the gold, with `start` and `end` on each actor.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_event_actors(gold: &str, predictions: &str) -> Result<Value> {
    let joined = join::<Events, Events>(gold, predictions)?;
    let mut report = Map::new();
    let sides: [(&str, Parties); 2] = [("source", |event| &event.source), ("target", |event| &event.target)];
    for (name, side) in sides {
        let mut score = SpanScore::<()>::default();
        let spans = |events: &[Event]| -> Vec<(Offsets, ())> {
            let parties = events.iter().filter_map(|event| side(event).as_ref()).flatten();
            parties.filter_map(|party| party.start.zip(party.end)).map(|span| (span, ())).collect()
        };
        for (gold, given) in &joined {
            let given = given.as_ref().map_or(&[][..], |given| &given.events);
            score.add(&spans(&gold.events), &spans(given));
        }
        report.insert(name.to_string(), score.to_value());
    }
    Ok(Value::Object(report))
}

#[derive(Deserialize)]
struct Roles {
    source: Option<Side>,
    target: Option<Side>,
}

#[derive(Deserialize)]
struct Side {
    start: Option<usize>,
    end: Option<usize>,
    #[serde(default)]
    mentions: Option<Vec<Side>>,
}

impl Side {
    fn offsets(&self) -> Option<Offsets> {
        self.start.zip(self.end)
    }
}

type OneSide = fn(&Roles) -> Option<&Side>;

/// Scores which actor of a pair acts: predictions are `{"id","source":{"start","end"},"target":{…}}`, right where they
/// overlap any gold mention of that actor.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_pair_roles(gold: &str, predictions: &str) -> Result<Value> {
    let joined = join::<Roles, Roles>(gold, predictions)?;
    let mut report = Map::new();
    let sides: [(&str, OneSide); 2] =
        [("source", |roles| roles.source.as_ref()), ("target", |roles| roles.target.as_ref())];
    for (name, side) in sides {
        let (mut n, mut n_right) = (0, 0);
        for (gold, given) in &joined {
            let Some((gold, only)) = side(gold).and_then(|gold| Some((gold, gold.offsets()?))) else { continue };
            n += 1;
            let mentions: Vec<Offsets> = gold.mentions.iter().flatten().filter_map(Side::offsets).collect();
            let mentions = if mentions.is_empty() { vec![only] } else { mentions };
            let given = given.as_ref().and_then(side).and_then(Side::offsets);
            n_right += usize::from(given.is_some_and(|given| mentions.iter().any(|it| shared(given, *it) > 0)));
        }
        report.insert(name.to_string(), json!({"acc": super::measure::share(n_right, n), "n": n}));
    }
    Ok(Value::Object(report))
}
