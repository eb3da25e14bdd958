//! Is it known who says that somebody did something, and who says otherwise? Passages with the claims made in them.
//!
//! ```text
//! == border-shells 2024-05-14
//! Chad accused Sudan of shelling a village. Sudan denied it.
//! -- ASSAULT SDNGOV -> TCDCVL | asserted TCDGOV | denied SDNGOV
//! ```
//!
//! A claim names the type of the alleged act, who is said to have done it to whom, and the voices by role: asserted, denied,
//! confirmed, retracted. Several codes of a side are joined by `+`, several voices of a role stand side by side, `-` is an
//! empty side, `?` anything (also as a type or a voice). A passage without claim lines makes none.

use super::measure::{Tally, share};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

const ROLES: [&str; 4] = ["asserted", "denied", "confirmed", "retracted"];

/// A passage with its claims.
#[derive(Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its name, which is the id of its record.
    pub name: String,
    /// When it is published, as an ISO date; empty where not said.
    pub published: String,
    /// What is coded.
    pub text: String,
    claims: Vec<Claim>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    kind: String,
    actors: Side,
    recipients: Side,
    /// Codes, in the order of [`ROLES`].
    voices: [BTreeSet<String>; 4],
}

/// The codes of one side; none where any will do.
type Side = Option<BTreeSet<String>>;

/// Reads a file of passages.
///
/// # Errors
/// When a line is not of the form described above, naming it.
pub fn read_passages(text: &str) -> Result<Vec<Passage>> {
    let mut passages: Vec<Passage> = Vec::new();
    for (line, number) in text.lines().map(str::trim).zip(1..) {
        if let Some(heading) = line.strip_prefix("== ") {
            let (name, published) = heading.split_once(' ').unwrap_or((heading, ""));
            if passages.iter().any(|passage| passage.name == name) {
                bail!("line {number}: there are two passages named {name}");
            }
            let (name, published) = (name.to_string(), published.trim().to_string());
            passages.push(Passage { name, published, text: String::new(), claims: Vec::new() });
            continue;
        }
        let Some(passage) = passages.last_mut() else { continue };
        if let Some(claim) = line.strip_prefix("-- ") {
            passage.claims.push(read_claim(claim).with_context(|| format!("line {number}"))?);
        } else if passage.claims.is_empty() && !line.starts_with('#') {
            passage.text.push_str(line);
            passage.text.push('\n');
        }
    }
    for passage in &mut passages {
        passage.text = passage.text.trim().to_string();
    }
    Ok(passages)
}

fn read_claim(line: &str) -> Result<Claim> {
    let mut parts = line.split('|').map(str::trim);
    let act = parts.next().unwrap_or("");
    let words: Vec<&str> = act.split_whitespace().collect();
    let [kind, actors, "->", recipients] = words[..] else {
        bail!("`{act}` is not of the form `TYPE ACTOR -> RECIPIENT`")
    };
    let mut voices: [BTreeSet<String>; 4] = Default::default();
    for part in parts {
        let (role, codes) = part.split_once(' ').unwrap_or((part, ""));
        let Some(index) = ROLES.iter().position(|known| *known == role) else {
            bail!("`{role}` is no role of a voice")
        };
        voices[index].extend(codes.split_whitespace().map(str::to_string));
    }
    let side = |codes: &str| match codes {
        "?" => None,
        "-" => Some(BTreeSet::new()),
        codes => Some(codes.split('+').map(str::to_string).collect()),
    };
    Ok(Claim { kind: kind.to_string(), actors: side(actors), recipients: side(recipients), voices })
}

/// Scores records as `rapporteur code` prints them, with the passage's name as the id of the document. A passage is right
/// when all its claims and all their voices are, and no other claim is made. The second result has a block for each that is not.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_claims(passages: &str, records: &str) -> Result<(Value, Vec<String>)> {
    let records = super::lines::read::<Value>(records).context("cannot read the records")?;
    let by_name: BTreeMap<&str, &Value> =
        records.iter().filter_map(|record| Some((record["document"]["id"].as_str()?, record))).collect();
    let passages = read_passages(passages).context("cannot read the passages")?;
    let mut acts = Tally::default();
    let mut voices: [Tally; 4] = Default::default();
    let mut failures = Vec::new();
    for passage in &passages {
        let made = by_name.get(passage.name.as_str()).map(|record| claims_of(record)).unwrap_or_default();
        let pairs = paired(&passage.claims, &made);
        acts += Tally { right: pairs.len(), predicted: made.len(), gold: passage.claims.len() };
        for (role, tally) in voices.iter_mut().enumerate() {
            let count = |claims: &[Claim]| claims.iter().map(|claim| claim.voices[role].len()).sum::<usize>();
            let common = |&(wanted, given): &(usize, usize)| {
                let (wanted, given) = (&passage.claims[wanted].voices[role], &made[given].voices[role]);
                if wanted.contains("?") { wanted.len().min(given.len()) } else { wanted.intersection(given).count() }
            };
            let right = pairs.iter().map(common).sum();
            *tally += Tally { right, predicted: count(&made), gold: count(&passage.claims) };
        }
        let is_whole = |&(wanted, given): &(usize, usize)| passage.claims[wanted].has_voices_of(&made[given]);
        let n_right = pairs.iter().filter(|pair| is_whole(pair)).count();
        if n_right != passage.claims.len() || n_right != made.len() {
            failures.push(failure(passage, &made));
        }
    }
    let n = passages.len();
    let report = json!({
        "n": n,
        "all_right": share(n - failures.len(), n),
        "claims": acts.to_value(),
        "asserted": voices[0].to_value(),
        "denied": voices[1].to_value(),
        "confirmed": voices[2].to_value(),
        "retracted": voices[3].to_value(),
    });
    Ok((report, failures))
}

/// Which claim that is made is which that should be; those with the same voices first.
fn paired(wanted: &[Claim], made: &[Claim]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for same_voices in [true, false] {
        for (index, claim) in wanted.iter().enumerate() {
            let is_free = |pairs: &[(usize, usize)], given: usize| pairs.iter().all(|pair| pair.1 != given);
            if pairs.iter().any(|pair| pair.0 == index) {
                continue;
            }
            let fits = |given: &usize| {
                let other = &made[*given];
                is_free(&pairs, *given) && claim.tells_of(other) && (!same_voices || claim.has_voices_of(other))
            };
            pairs.extend((0..made.len()).find(fits).map(|given| (index, given)));
        }
    }
    pairs
}

impl Claim {
    /// Whether the same voices stand behind both and against both; a role whose voice is `?` has one, whosesoever.
    fn has_voices_of(&self, other: &Claim) -> bool {
        let fits = |wanted: &BTreeSet<String>, given: &BTreeSet<String>| {
            if wanted.contains("?") { given.len() == wanted.len() } else { wanted == given }
        };
        self.voices.iter().zip(&other.voices).all(|(wanted, given)| fits(wanted, given))
    }

    /// Whether both are about the same act.
    fn tells_of(&self, other: &Claim) -> bool {
        let fits = |one: &Side, other: &Side| one.is_none() || one == other;
        (self.kind == "?" || self.kind == other.kind)
            && fits(&self.actors, &other.actors)
            && fits(&self.recipients, &other.recipients)
    }
}

/// The claims of a record, with the codes of those who take part.
fn claims_of(record: &Value) -> Vec<Claim> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let code = |id: &Value| {
        let actors = list(&record["actors"]);
        let actor = actors.iter().find(|actor| !id.is_null() && actor["id"] == *id);
        actor.and_then(|actor| actor["code"].as_str()).unwrap_or("UNK").to_string()
    };
    let codes = |ids: &Value| list(ids).iter().map(code).collect::<BTreeSet<String>>();
    let side = |side: &Value| Some(list(side).iter().map(|one| code(&one["actor"])).collect());
    let claim = |claim: &Value| {
        let events = list(&record["events"]);
        let event = events.iter().find(|event| event["id"] == claim["event"])?;
        Some(Claim {
            kind: event["type"].as_str()?.to_string(),
            actors: side(&event["actors"]),
            recipients: side(&event["recipients"]),
            voices: ["asserted_by", "denied_by", "confirmed_by", "retracted_by"].map(|role| codes(&claim[role])),
        })
    };
    list(&record["claims"]).iter().filter_map(claim).collect()
}

fn failure(passage: &Passage, made: &[Claim]) -> String {
    let lines = |claims: &[Claim]| -> String {
        if claims.is_empty() {
            "    no claim\n".into()
        } else {
            claims.iter().map(|claim| format!("    {claim}\n")).collect()
        }
    };
    format!("{}: {}\n  expected\n{}  made\n{}", passage.name, passage.text, lines(&passage.claims), lines(made))
}

impl fmt::Display for Claim {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let side = |side: &Side| match side {
            None => "?".to_string(),
            Some(codes) if codes.is_empty() => "-".to_string(),
            Some(codes) => codes.iter().map(String::as_str).collect::<Vec<_>>().join("+"),
        };
        write!(formatter, "{} {} -> {}", self.kind, side(&self.actors), side(&self.recipients))?;
        for (role, codes) in ROLES.iter().zip(&self.voices).filter(|(_, codes)| !codes.is_empty()) {
            write!(formatter, " | {role} {}", codes.iter().map(String::as_str).collect::<Vec<_>>().join(" "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSAGES: &str = "A file.\n== one 2024-05-14\n# where from\nChad accused Sudan.\nSudan denied it.\n\
        -- ASSAULT SDNGOV -> ? | asserted TCDGOV | denied SDNGOV\n\n== two\nNobody said a word.\n";

    fn record(name: &str, denied_by: Value) -> Value {
        json!({
            "document": {"id": name},
            "actors": [{"id": "a1", "code": "SDNGOV"}, {"id": "a2", "code": "TCDGOV"}],
            "events": [{"id": "e1", "type": "ASSAULT", "actors": [{"actor": "a1"}], "recipients": [{"actor": null}]}],
            "claims": [{"event": "e1", "asserted_by": ["a2"], "denied_by": denied_by}],
        })
    }

    #[test]
    fn passages_are_read() {
        let passages = read_passages(PASSAGES).unwrap();
        assert_eq!(passages.len(), 2);
        assert_eq!(
            (passages[0].text.as_str(), passages[0].published.as_str()),
            ("Chad accused Sudan.\nSudan denied it.", "2024-05-14")
        );
        assert_eq!(passages[0].claims[0].to_string(), "ASSAULT SDNGOV -> ? | asserted TCDGOV | denied SDNGOV");
        assert!(passages[1].claims.is_empty());
        for wrong in ["ASSAULT A B", "ASSAULT A -> B | said C"] {
            assert!(read_passages(&format!("== x\n-- {wrong}")).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_passage_is_right_when_every_voice_is() {
        let share = |records: &[Value]| {
            let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
            let (report, failures) = score_claims(PASSAGES, &lines).unwrap();
            (report["all_right"].as_f64().unwrap(), report["denied"]["f1"].as_f64(), failures.len())
        };
        assert_eq!(share(&[record("one", json!(["a1"]))]), (1.0, Some(1.0), 0));
        assert_eq!(share(&[record("one", json!([]))]).0, 0.5);
        assert_eq!(share(&[record("one", json!(["a1"])), record("two", json!([]))]).2, 1, "nobody claimed anything");
        assert_eq!(share(&[]).0, 0.5);
    }
}
