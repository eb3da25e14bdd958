//! Are the handbook's worked examples coded as it codes them? Tables of a sentence and its records.

use super::measure::{Tally, bags, share};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The day on which every example is published, but for those that name a year.
const PUBLISHED: &str = "2024-06-12";

/// A sentence with the events that the view "occurred and asserted" should show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its number in the table.
    pub number: String,
    /// The sentence, coded as a document of its own.
    pub sentence: String,
    /// When that document is published, as an ISO date.
    pub published: String,
    /// The events to be coded.
    pub expected: Vec<Event>,
    /// Types of which one more event may be coded, where the note says so.
    pub also: Vec<String>,
}

/// An event as the table and this measure see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// PLOVER type.
    pub kind: String,
    /// Modes.
    pub modes: BTreeSet<String>,
    /// Who acts.
    pub actors: Vec<Party>,
    /// Who is acted upon.
    pub recipients: Vec<Party>,
    /// Whether it holds both ways; the table does not say.
    pub is_reciprocal: bool,
}

/// The codes of one actor, country and sectors alike, as they come; none for an unknown one.
pub type Party = Vec<String>;

/// The result of scoring a table.
#[derive(Debug)]
pub struct Marks {
    /// The figures.
    pub report: Value,
    /// One block for each example that is not wholly right.
    pub failures: Vec<String>,
}

/// Scores a table of examples against records as `rapporteur code` prints them, with the example's number as the id of the
/// document.
///
/// # Errors
/// When the table or a record cannot be understood.
pub fn score_handbook(table: &str, records: &str) -> Result<Marks> {
    let mut by_number: BTreeMap<String, Value> = BTreeMap::new();
    for record in super::lines::read::<Value>(records).context("cannot read the records")? {
        let id = &record["document"]["id"];
        by_number.insert(id.as_str().map_or_else(|| id.to_string(), str::to_string), record);
    }
    let examples = read_table(table)?;
    let (mut n_types, mut n_all, mut n_modes) = (0, 0, 0);
    let (mut types, mut whole) = (Tally::default(), Tally::default());
    let mut failures = Vec::new();
    for example in &examples {
        let record = by_number.get(&example.number).unwrap_or(&Value::Null);
        let coded = without_extra(coded_events(record), example);
        let kinds = |events: &[Event]| events.iter().map(|event| event.kind.clone()).collect::<Vec<_>>();
        let type_tally = bags(kinds(&example.expected), kinds(&coded));
        let all_tally = paired(&example.expected, &coded, Event::agrees);
        let mode_tally = paired(&example.expected, &coded, |one, other| one.agrees(other) && one.modes == other.modes);
        types += type_tally;
        whole += all_tally;
        n_types += usize::from(is_perfect(type_tally));
        n_all += usize::from(is_perfect(all_tally));
        n_modes += usize::from(is_perfect(mode_tally));
        if !is_perfect(mode_tally) {
            let what = match (is_perfect(type_tally), is_perfect(all_tally)) {
                (false, _) => "types",
                (true, false) => "actors",
                (true, true) => "modes",
            };
            failures.push(failure(example, what, &coded, record));
        }
    }
    let n = examples.len();
    let report = json!({
        "n": n,
        "types_right": share(n_types, n),
        "all_right": share(n_all, n),
        "all_and_modes_right": share(n_modes, n),
        "record_types": types.to_value(),
        "records": whole.to_value(),
    });
    Ok(Marks { report, failures })
}

fn is_perfect(tally: Tally) -> bool {
    tally.right == tally.gold && tally.right == tally.predicted
}

/// How many expected events have a coded one of their own that agrees.
fn paired(expected: &[Event], coded: &[Event], agree: impl Fn(&Event, &Event) -> bool) -> Tally {
    let mut left: Vec<&Event> = coded.iter().collect();
    let mut right = 0;
    for event in expected {
        if let Some(place) = left.iter().position(|other| agree(event, other)) {
            left.swap_remove(place);
            right += 1;
        }
    }
    Tally { right, predicted: coded.len(), gold: expected.len() }
}

impl Event {
    /// Whether a coded event has the type, actors and recipients of this one, whatever its mode.
    fn agrees(&self, coded: &Event) -> bool {
        let same = |one: &[Party], other: &[Party]| in_order(one) == in_order(other);
        let straight = same(&self.actors, &coded.actors) && same(&self.recipients, &coded.recipients);
        let turned = || same(&self.actors, &coded.recipients) && same(&self.recipients, &coded.actors);
        let either_way = coded.is_reciprocal && matches!(self.kind.as_str(), "COOPERATE" | "AGREE");
        self.kind == coded.kind && (straight || (either_way && turned()))
    }
}

/// The parties as sets of codes, in an order of their own.
fn in_order(parties: &[Party]) -> Vec<BTreeSet<&String>> {
    let mut parties: Vec<BTreeSet<&String>> = parties.iter().map(|party| party.iter().collect()).collect();
    parties.sort();
    parties
}

/// The coded events without one for each type that the example allows in addition.
fn without_extra(mut coded: Vec<Event>, example: &Example) -> Vec<Event> {
    for kind in &example.also {
        let n_of_kind = |events: &[Event]| events.iter().filter(|event| event.kind == *kind).count();
        if n_of_kind(&coded) > n_of_kind(&example.expected) {
            let is_extra = |event: &Event| event.kind == *kind && !example.expected.iter().any(|it| it.agrees(event));
            let place = coded.iter().position(is_extra).or_else(|| coded.iter().position(|event| event.kind == *kind));
            coded.remove(place.expect("there is at least one of this type"));
        }
    }
    coded
}

/// The events of a record that stand as fact.
fn coded_events(record: &Value) -> Vec<Event> {
    let events = record["events"].as_array().into_iter().flatten();
    let facts = events.filter(|event| event["status"] == "occurred" && event["stance"] == "asserted");
    facts.map(|event| coded_event(event, record)).collect()
}

fn coded_event(event: &Value, record: &Value) -> Event {
    let side = |name: &str| -> Vec<Party> {
        event[name].as_array().into_iter().flatten().map(|one| codes(&one["actor"], record)).collect()
    };
    let mut actors = side("actors");
    if actors.is_empty() && event["actor_implicit"] == true {
        actors.push(Party::new());
    }
    Event {
        kind: event["type"].as_str().unwrap_or("").to_string(),
        modes: event["mode"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect(),
        actors,
        recipients: side("recipients"),
        is_reciprocal: event["reciprocal"] == true,
    }
}

/// The codes of the actor with this id, from its flat code and its fields.
fn codes(id: &Value, record: &Value) -> Party {
    let actor = record["actors"].as_array().into_iter().flatten().find(|actor| !id.is_null() && actor["id"] == *id);
    let Some(actor) = actor else { return Party::new() };
    let code: Vec<char> = actor["code"].as_str().unwrap_or("").chars().collect();
    let sectors = actor["sectors"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let fields = actor["country"].as_str().into_iter().chain(sectors).map(str::to_string);
    known(code.chunks(3).map(|three| three.iter().collect::<String>()).chain(fields))
}

/// Each code once, without those that say that nothing is known (`UNK`, and `---` for a country).
fn known(codes: impl Iterator<Item = String>) -> Party {
    let mut seen = BTreeSet::new();
    codes.filter(|code| !matches!(code.as_str(), "" | "UNK" | "---") && seen.insert(code.clone())).collect()
}

/// Reads the rows of a table whose first cell is a number; everything else is prose.
///
/// # Errors
/// When a row does not have seven cells, or a cell speaks of more records than another.
pub fn read_table(table: &str) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for line in table.lines() {
        let Some(inside) = line.trim().strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) else { continue };
        let cells: Vec<&str> = inside.split('|').map(str::trim).collect();
        if cells[0].parse::<u32>().is_ok() {
            examples.push(read_row(&cells).with_context(|| format!("row {}", cells[0]))?);
        }
    }
    Ok(examples)
}

fn read_row(cells: &[&str]) -> Result<Example> {
    let [number, sentence, sources, types, targets, statuses, note] = *cells else {
        bail!("there are {} cells instead of 7", cells.len());
    };
    let n_records = [sources, types, targets, statuses].iter().map(|cell| cell.split(" / ").count()).max().unwrap_or(1);
    let sources = spread(sources, n_records)?;
    let types = spread(types, n_records)?;
    let targets = spread(targets, n_records)?;
    let statuses = spread(statuses, n_records)?;
    let mut expected = Vec::new();
    for index in 0..n_records {
        if types[index] != "none" && statuses[index] == "occ" {
            let (kind, modes) = types[index].split_once(':').unwrap_or((types[index], ""));
            expected.push(Event {
                kind: kind.to_string(),
                modes: modes.split('&').map(str::trim).filter(|mode| !mode.is_empty()).map(str::to_string).collect(),
                actors: parties(sources[index]),
                recipients: parties(targets[index]),
                is_reciprocal: false,
            });
        }
    }
    let (sentence, published) = dated(sentence);
    Ok(Example { number: number.to_string(), sentence, published, expected, also: additions(note) })
}

/// One value for each record; a single one stands for all, `same` for the first.
fn spread(cell: &str, n_records: usize) -> Result<Vec<&str>> {
    let values: Vec<&str> = cell.split(" / ").map(str::trim).collect();
    if values.len() == 1 {
        return Ok(vec![values[0]; n_records]);
    }
    if values.len() != n_records {
        bail!("`{cell}` speaks of {} records, another cell of {n_records}", values.len());
    }
    Ok(values.iter().map(|value| if *value == "same" { values[0] } else { *value }).collect())
}

/// `ARM GOV+AZE GOV` is two parties, `-` none.
fn parties(cell: &str) -> Vec<Party> {
    let named = cell.split('+').map(str::trim).filter(|party| !party.is_empty() && *party != "-");
    named.map(|party| known(party.split([' ', ';']).map(str::to_string))).collect()
}

/// Cuts off "(text of 1983)" and makes that year the year of publication.
fn dated(sentence: &str) -> (String, String) {
    let remark = sentence.split_once("(text of ").and_then(|(before, rest)| {
        let (year, after) = rest.split_once(')')?;
        year.parse::<u16>().ok().map(|year| (format!("{}{after}", before.trim_end()), format!("{year:04}-06-15")))
    });
    remark.unwrap_or_else(|| (sentence.to_string(), PUBLISHED.to_string()))
}

/// The types of "add PROTEST:demo by marchers" in a note.
fn additions(note: &str) -> Vec<String> {
    let added = note.split(';').filter_map(|part| part.trim().strip_prefix("add "));
    let kinds = added.filter_map(|what| what.split([':', ' ']).next());
    kinds.filter(|kind| kind.len() > 2 && kind.chars().all(|it| it.is_ascii_uppercase())).map(str::to_string).collect()
}

fn failure(example: &Example, what: &str, coded: &[Event], record: &Value) -> String {
    let mut lines = vec![format!("{} [{what}] {}", example.number, example.sentence)];
    let mut list = |label: &str, events: &[Event]| {
        let shown: Vec<String> = events.iter().map(Event::to_string).collect();
        lines.push(format!(
            "  {label} {}",
            if shown.is_empty() { "nothing".to_string() } else { shown.join("\n         ") }
        ));
    };
    list("wanted", &example.expected);
    list("coded ", coded);
    for event in record["events"].as_array().into_iter().flatten() {
        let (status, stance) = (event["status"].as_str().unwrap_or(""), event["stance"].as_str().unwrap_or(""));
        if (status, stance) != ("occurred", "asserted") {
            lines.push(format!("  apart  {} ({status}, {stance})", coded_event(event, record)));
        }
    }
    lines.join("\n") + "\n"
}

impl fmt::Display for Event {
    /// `CHL GOV -> CONSULT:visit -> PER GOV`, with `?` for an unknown actor and `-` for none.
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let party = |party: &Party| if party.is_empty() { "?".to_string() } else { party.join(" ") };
        let side = |parties: &[Party]| match parties {
            [] => "-".to_string(),
            parties => parties.iter().map(party).collect::<Vec<_>>().join(" + "),
        };
        let modes: Vec<&str> = self.modes.iter().map(String::as_str).collect();
        let modes = if modes.is_empty() { String::new() } else { format!(":{}", modes.join("&")) };
        let arrow = if self.is_reciprocal { "<->" } else { "->" };
        write!(out, "{} {arrow} {}{modes} {arrow} {}", side(&self.actors), self.kind, side(&self.recipients))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
| # | Sentence | source | type:mode | target | status | note |
|---|---|---|---|---|---|---|
| 1 | Chile and Peru signed a pact and Chile sent rice (text of 1974). | CHL GOV / same | AGREE / AID | PER GOV | occ | both |
| 2 | Oslo and Bern talked. | NOR GOV+CHE GOV | CONSULT | - | occ | |
| 3 | Guards shot at rioters. | PER COP;PRE | ASSAULT:firearms&targeted | UNK | occ | add PROTEST:riot by rioters; *crime* |
| 4 | Peru has not paid. | PER GOV | AID | CHL GOV | neg | |
| 5 | It was cold. | - | none | - | none | |
";

    fn event(kind: &str, actors: &[&str], recipients: &[&str], more: &str) -> String {
        let side = |ids: &[&str]| ids.iter().map(|id| format!(r#"{{"actor":{id}}}"#)).collect::<Vec<_>>().join(",");
        format!(
            r#"{{"type":"{kind}","status":"occurred","stance":"asserted","actors":[{}],"recipients":[{}]{more}}}"#,
            side(actors),
            side(recipients)
        )
    }

    fn record(number: u32, events: &[String]) -> String {
        let actors = r#"[{"id":"a1","country":"CHL","sectors":["GOV"],"code":"CHLGOV"},
            {"id":"a2","country":"PER","sectors":["GOV"],"code":"PERGOV"},
            {"id":"a3","country":"PER","sectors":["COP","PRE"],"code":"PERCOP"},
            {"id":"a4","country":null,"sectors":["UNK"],"code":"---UNK"},
            {"id":"a5","country":"NOR","sectors":["GOV"],"code":"NORGOV"},
            {"id":"a6","country":"CHE","sectors":["GOV"],"code":"CHEGOV"}]"#;
        let actors = actors.replace('\n', "");
        format!(r#"{{"document":{{"id":"{number}"}},"actors":{actors},"events":[{}]}}"#, events.join(","))
    }

    #[test]
    fn rows_are_read() {
        let examples = read_table(TABLE).unwrap();
        assert_eq!(examples[0].sentence, "Chile and Peru signed a pact and Chile sent rice.");
        assert_eq!(examples[0].published, "1974-06-15");
        let shown: Vec<Vec<String>> =
            examples.iter().map(|example| example.expected.iter().map(Event::to_string).collect()).collect();
        let expected: [&[&str]; 5] = [
            &["CHL GOV -> AGREE -> PER GOV", "CHL GOV -> AID -> PER GOV"],
            &["NOR GOV + CHE GOV -> CONSULT -> -"],
            &["PER COP PRE -> ASSAULT:firearms&targeted -> ?"],
            &[],
            &[],
        ];
        assert_eq!(shown, expected);
        assert_eq!(examples[2].also, ["PROTEST"]);
    }

    #[test]
    fn rows_are_scored() {
        let records = [
            record(
                1,
                &[
                    event("AGREE", &["\"a2\""], &["\"a1\""], r#","reciprocal":true"#),
                    event("AID", &["\"a1\""], &["\"a2\""], r#","mode":["military"]"#),
                ],
            ),
            record(2, &[event("CONSULT", &["\"a6\"", "\"a5\""], &[], "")]),
            record(
                3,
                &[
                    event("ASSAULT", &["\"a3\""], &["\"a4\""], r#","mode":["targeted","firearms"]"#),
                    event("PROTEST", &["\"a4\""], &[], ""),
                ],
            ),
            record(4, &[event("AID", &["\"a2\""], &["\"a1\""], "")]),
        ];
        let marks = score_handbook(TABLE, &records.join("\n")).unwrap();
        assert_eq!(marks.report["types_right"], 0.8, "all but the fourth, where nothing stands as fact");
        assert_eq!(marks.report["all_right"], 0.8);
        assert_eq!(marks.report["all_and_modes_right"], 0.6, "the first has a mode too many");
        assert_eq!(marks.report["record_types"]["tp"], 4);
        assert_eq!(marks.report["record_types"]["pred"], 5);
        assert_eq!(marks.failures.len(), 2);
        let fourth = "4 [types] Peru has not paid.\n  wanted nothing\n  coded  PER GOV -> AID -> CHL GOV\n";
        assert_eq!(marks.failures[1], fourth);
    }

    #[test]
    fn an_unknown_actor_is_not_no_actor() {
        let table = "| 1 | A mine went off. | UNK | ASSAULT | - | occ | |";
        let all_right = |actors: &[&str], more: &str| {
            score_handbook(table, &record(1, &[event("ASSAULT", actors, &[], more)])).unwrap().report["all_right"]
                .clone()
        };
        assert_eq!(all_right(&["null"], r#","actor_implicit":true"#), 1.0);
        assert_eq!(all_right(&["\"a4\""], ""), 1.0);
        assert_eq!(all_right(&[], r#","actor_implicit":true"#), 1.0);
        assert_eq!(all_right(&[], ""), 0.0);
        assert_eq!(all_right(&["\"a1\""], ""), 0.0);
    }
}
