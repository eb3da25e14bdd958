//! What does a record answer to each task? From records as `rapporteur code` prints them to answers as scorers read them.

use super::spans::{Offsets, shared};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn list<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value[field].as_array().into_iter().flatten()
}

/// Its times.
pub fn times(record: &Value) -> Value {
    let answer = |time: &Value| json!({"start": time["span"][0], "end": time["span"][1], "type": time["type"], "value": time["value"]});
    json!({"timexes": list(record, "times").map(answer).collect::<Vec<_>>()})
}

/// Its places that stand on the map: one without coordinates could only be wrong.
pub fn toponyms(record: &Value) -> Value {
    let answer = |place: &Value| {
        json!({
            "start": place["span"][0], "end": place["span"][1],
            "lat": place["lat"], "lon": place["lon"], "geonameid": place["geonameid"],
        })
    };
    // "The Malian capital" is a description, and no name that these sets mark.
    let is_located = |place: &&Value| place["lat"].is_number() && place["text"] != "capital";
    json!({"toponyms": list(record, "places").filter(is_located).map(answer).collect::<Vec<_>>()})
}

/// Its quotes.
pub fn quotes(record: &Value) -> Value {
    let answer = |quote: &Value| json!({"source": quote["source"], "cue": quote["cue"], "content": quote["content"]});
    json!({"attributions": list(record, "quotes").map(answer).collect::<Vec<_>>()})
}

fn facts(record: &Value) -> impl Iterator<Item = &Value> {
    list(record, "events").filter(|event| event["status"] == "occurred" && event["stance"] == "asserted")
}

/// Its events that stand as fact, with CAMEO codes; what holds both ways is written in both directions.
pub fn events(record: &Value) -> Value {
    let code = |party: &Value| {
        let actor = list(record, "actors").find(|actor| !party["actor"].is_null() && actor["id"] == party["actor"]);
        actor.map(|actor| json!({"code": actor["cameo_code"]}))
    };
    let mut answers = Vec::new();
    for event in facts(record) {
        let side = |name: &str| list(event, name).filter_map(code).collect::<Vec<Value>>();
        let (sources, targets) = (side("actors"), side("recipients"));
        let mut add = |sources: &[Value], targets: &[Value]| {
            answers.push(json!({"cameo": event["cameo"], "type": event["type"], "source": sources, "target": targets}));
        };
        if targets.is_empty() && sources.len() > 1 && (event["reciprocal"] == true || is_mutual(event)) {
            for (index, source) in sources.iter().enumerate() {
                let others: Vec<Value> =
                    sources.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, it)| it.clone()).collect();
                add(std::slice::from_ref(source), &others);
            }
        } else {
            add(&sources, &targets);
            if event["reciprocal"] == true {
                add(&targets, &sources);
            }
        }
    }
    json!({"events": answers})
}

/// Whether several actors without a recipient do it to each other: they meet or they fight.
fn is_mutual(event: &Value) -> bool {
    event["type"] == "CONSULT" || event["type"] == "ASSAULT"
}

/// The type and mode of its first event that stands as fact; nothing where there is none.
pub fn story(record: &Value) -> Option<Value> {
    let lead = facts(record).min_by_key(|event| event["anchor"]["span"][0].as_u64())?;
    let mode = lead["mode"][0].as_str().map(str::to_uppercase);
    Some(json!({"type": lead["type"], "mode": mode}))
}

/// Whether the pronoun stands for A or for B of a gold line.
pub fn gap(gold: &Value, record: &Value) -> Value {
    let referent = actor_at(record, &gold["pronoun"]);
    let is_it = |name: &str| referent.is_some() && actor_at(record, &gold[name]) == referent;
    json!({"A": is_it("A"), "B": is_it("B")})
}

/// The index of the actor one of whose mentions fits a stretch of text best.
fn actor_at(record: &Value, place: &Value) -> Option<usize> {
    let wanted = offsets(&place["start"], &place["end"])?;
    let mut best: Option<(f64, usize)> = None;
    for (index, actor) in list(record, "actors").enumerate() {
        for mention in list(actor, "mentions") {
            let Some(found) = offsets(&mention["span"][0], &mention["span"][1]) else { continue };
            let extent = found.1.max(wanted.1) - found.0.min(wanted.0);
            let closeness = shared(found, wanted) as f64 / extent.max(1) as f64;
            if closeness > best.map_or(0.0, |(most, _)| most) {
                best = Some((closeness, index));
            }
        }
    }
    best.map(|(_, index)| index)
}

fn offsets(start: &Value, end: &Value) -> Option<Offsets> {
    Some((start.as_u64()? as usize, end.as_u64()? as usize))
}

/// The type and quad of the first pair that was asked for, with the types of the pair sets: CONCEDE and RETREAT are YIELD.
/// A pair without an event has quad 0 where the set counts neutral pairs.
pub fn pair(record: &Value, counts_neutral: bool) -> Value {
    match record["pairs"][0]["type"].as_str() {
        None if counts_neutral => json!({"type": null, "quad": 0}),
        None => json!({"type": null}),
        Some("CONCEDE" | "RETREAT") => json!({"type": "YIELD", "quad": 2}),
        Some(kind) => json!({"type": kind, "quad": record["pairs"][0]["quad"]}),
    }
}

/// The label that a gold set uses for a kind of name, where it has one. Sets spell kinds in their own ways.
pub fn label<'a>(kind: &str, labels: &BTreeSet<&'a str>) -> Option<&'a str> {
    let spellings: &[&str] = match kind {
        "PER" => &["per", "person"],
        "ORG" => &["org", "organisation", "organization", "corporation"],
        "LOC" => &["loc", "location"],
        "NORP" => &["norp", "misc"],
        _ => &["misc"],
    };
    let with_spelling = |spelling: &&str| labels.iter().copied().find(|label| label.eq_ignore_ascii_case(spelling));
    spellings.iter().find_map(with_spelling)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Value {
        let mention = |start: u32, end: u32| json!({"span": [start, end]});
        json!({
            "actors": [
                {"id": "a1", "cameo_code": "NORGOV", "mentions": [mention(0, 4), mention(30, 32)]},
                {"id": "a2", "cameo_code": "CHEGOV", "mentions": [mention(9, 13)]},
            ],
            "events": [
                {"type": "CONSULT", "cameo": "040", "status": "occurred", "stance": "asserted", "mode": ["visit"],
                 "actors": [{"actor": "a1"}, {"actor": "a2"}], "recipients": [], "reciprocal": true, "anchor": {"span": [14, 17]}},
                {"type": "AID", "cameo": "070", "status": "future", "stance": "asserted", "mode": [],
                 "actors": [{"actor": "a1"}], "recipients": [], "reciprocal": false, "anchor": {"span": [2, 3]}},
                {"type": "COERCE", "cameo": "173", "status": "occurred", "stance": "asserted", "mode": [],
                 "actors": [{"actor": null}], "recipients": [{"actor": "a2"}], "reciprocal": false, "anchor": {"span": [40, 44]}},
            ],
        })
    }

    #[test]
    fn a_meeting_is_written_in_both_directions() {
        let answers = events(&record());
        let pairs: Vec<(&Value, &Value)> =
            list(&answers, "events").map(|event| (&event["source"][0]["code"], &event["target"][0]["code"])).collect();
        assert_eq!(
            pairs,
            [
                (&json!("NORGOV"), &json!("CHEGOV")),
                (&json!("CHEGOV"), &json!("NORGOV")),
                (&Value::Null, &json!("CHEGOV"))
            ]
        );
    }

    #[test]
    fn the_first_fact_is_the_story() {
        assert_eq!(story(&record()), Some(json!({"type": "CONSULT", "mode": "VISIT"})));
        assert_eq!(story(&json!({"events": []})), None);
    }

    #[test]
    fn a_pronoun_stands_for_the_actor_it_is_a_mention_of() {
        let gold =
            json!({"pronoun": {"start": 30, "end": 32}, "A": {"start": 9, "end": 13}, "B": {"start": 0, "end": 4}});
        assert_eq!(gap(&gold, &record()), json!({"A": false, "B": true}));
        let nobody =
            json!({"pronoun": {"start": 50, "end": 52}, "A": {"start": 60, "end": 63}, "B": {"start": 0, "end": 4}});
        assert_eq!(gap(&nobody, &record()), json!({"A": false, "B": false}));
    }

    #[test]
    fn kinds_of_names_take_the_labels_of_the_set() {
        let labels = BTreeSet::from(["Person", "Misc", "corporation"]);
        let found = ["PER", "ORG", "LOC", "NORP", "MISC"].map(|kind| label(kind, &labels));
        assert_eq!(found, [Some("Person"), Some("corporation"), None, Some("Misc"), Some("Misc")]);
    }
}
