//! Are the events of marked passages found as a careful person marked them? The measures of `corpus/`.

use super::measure::{Tally, bags, named, share};
use anyhow::{Context, Result, bail};
use rapporteur_core::markup::{self, MarkedEvent, Passage, Side};
use rapporteur_core::place::fold;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Reads marked text, and keeps one split where asked for.
///
/// # Errors
/// When the text is not in the notation, naming the line.
pub fn read_passages(text: &str, split: Option<&str>) -> Result<Vec<Passage>> {
    let (passages, errors) = markup::parse(text);
    if let Some(error) = errors.first() {
        bail!("{error}");
    }
    Ok(passages.into_iter().filter(|passage| split.is_none_or(|split| passage.split().as_str() == split)).collect())
}

/// An event as marked or as coded: what is compared.
#[derive(Debug, Clone, Default)]
struct Event {
    kind: String,
    modes: BTreeSet<String>,
    /// Every place in the text that tells of it, in code points.
    anchors: Vec<(usize, usize)>,
    actors: Vec<Party>,
    recipients: Vec<Party>,
    reciprocal: bool,
    status: String,
    stance: String,
    voice: Option<String>,
    date: Option<String>,
    place: Option<Spot>,
    sizes: BTreeMap<String, (Option<u64>, Option<u64>)>,
    confidence: f64,
}

/// Who acts or is acted upon: the code, if there is one, and where the text mentions them, in code points.
#[derive(Debug, Clone, Default)]
struct Party {
    code: Option<String>,
    spans: Vec<(usize, usize)>,
}

impl Party {
    /// The order of a code's sectors says nothing: CHNGOVMIL is CHNMILGOV.
    fn parts(&self) -> BTreeSet<String> {
        let letters: Vec<char> = self.code.iter().flat_map(|code| code.chars()).collect();
        letters.chunks(3).map(|three| three.iter().collect()).collect()
    }
}

/// Where an event takes place: the state at the time, the name (none for a whole state), and where the text names it.
#[derive(Debug, Clone, Default)]
struct Spot {
    country: String,
    name: String,
    spans: Vec<(usize, usize)>,
}

impl Spot {
    /// The same state, and the same name or the same words: "Madras" is Chennai where the marks point at one word.
    fn is_same(&self, other: &Spot) -> bool {
        let is_named = fold(&self.name) == fold(&other.name);
        self.country == other.country && (is_named || overlap(&self.spans, &other.spans))
    }
}

fn overlap(one: &[(usize, usize)], two: &[(usize, usize)]) -> bool {
    one.iter().any(|one| two.iter().any(|two| one.0 < two.1 && two.0 < one.1))
}

impl Event {
    fn is_fact(&self) -> bool {
        self.status == "occurred" && self.stance == "asserted"
    }

    fn touches(&self, other: &Event) -> bool {
        overlap(&self.anchors, &other.anchors)
    }

    fn same_parties(&self, other: &Event) -> bool {
        // The order of members says nothing, and one without a code is as good as none: `?` in the marks, no actor in a record.
        let same = |one: &[Party], two: &[Party]| {
            let coded = |side: &[Party]| {
                side.iter().map(Party::parts).filter(|parts| !parts.is_empty()).collect::<BTreeSet<_>>()
            };
            coded(one) == coded(two)
        };
        let straight = same(&self.actors, &other.actors) && same(&self.recipients, &other.recipients);
        let turned = same(&self.actors, &other.recipients) && same(&self.recipients, &other.actors);
        straight || (self.reciprocal && other.reciprocal && turned)
    }
}

/// Scores records of `rapporteur code`, with the passages' names as ids, against the marks.
///
/// # Errors
/// When the passages or the records cannot be understood.
pub fn score_corpus(gold: &str, records: &str, split: Option<&str>) -> Result<(Value, Vec<String>)> {
    let mut by_id: BTreeMap<String, Value> = BTreeMap::new();
    for record in super::lines::read::<Value>(records).context("cannot read the records")? {
        by_id.insert(record["document"]["id"].as_str().unwrap_or_default().to_string(), record);
    }
    let mut sums = Sums::default();
    let mut failures = Vec::new();
    let passages = read_passages(gold, split)?;
    for passage in &passages {
        let expected: Vec<Event> = passage.events().iter().map(|event| marked(event, passage)).collect();
        let record = by_id.get(&passage.id);
        let coded = record.map(coded_events).unwrap_or_default();
        let mut wrong = sums.add(&expected, &coded);
        // A report in which nothing happens has no events to carry its contexts.
        if !expected.is_empty() {
            wrong.extend(sums.contexts.add(&passage.contexts, &record.map(coded_contexts).unwrap_or_default()));
        }
        if !wrong.is_empty() {
            failures.push(format!("# {}\n{}\n{}\n\n", passage.id, passage.text, wrong.join("\n")));
        }
    }
    Ok((sums.report(&passages), failures))
}

/// What became of the members of both sides, in events of the right type.
#[derive(Debug, Default)]
struct Members {
    right: usize,
    /// The words are right and the code is not.
    code: usize,
    missing: usize,
    extra: usize,
}

impl Members {
    /// Adds one side; says which codes of right words were wrong.
    fn add(&mut self, gold: &[Party], coded: &[Party], wrong: &mut Vec<String>) {
        let mut is_taken = vec![false; coded.len()];
        for party in gold.iter().filter(|party| party.code.is_some()) {
            let mut free = (0..coded.len()).filter(|&index| !is_taken[index]);
            let same = free.clone().find(|&index| coded[index].parts() == party.parts());
            let Some(index) = same.or_else(|| free.find(|&index| overlap(&party.spans, &coded[index].spans))) else {
                self.missing += 1;
                continue;
            };
            is_taken[index] = true;
            self.right += usize::from(same.is_some());
            self.code += usize::from(same.is_none());
            if same.is_none() {
                let said = |party: &Party| party.code.clone().unwrap_or_else(|| "?".to_string());
                wrong.push(format!("  code     {} not {} {:?}", said(party), said(&coded[index]), coded[index].spans));
            }
        }
        let extra = coded.iter().zip(is_taken).filter(|(party, is_taken)| !is_taken && party.code.is_some());
        self.extra += extra.count();
    }
}

/// What passages are about, all contexts together and one by one.
#[derive(Debug, Default)]
struct Contexts {
    all: Tally,
    by_name: BTreeMap<String, Tally>,
}

impl Contexts {
    /// Adds one passage; says what was wrong.
    fn add(&mut self, gold: &[String], coded: &BTreeSet<String>) -> Option<String> {
        let gold: BTreeSet<String> = gold.iter().cloned().collect();
        self.all += bags(&gold, coded);
        for name in gold.union(coded) {
            let has = |side: &BTreeSet<String>| usize::from(side.contains(name));
            let right = has(&gold) * has(coded);
            *self.by_name.entry(name.clone()).or_default() += Tally { right, predicted: has(coded), gold: has(&gold) };
        }
        let list = |side: &BTreeSet<String>| side.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        (gold != *coded).then(|| format!("  contexts {}\n      not  {}", list(&gold), list(coded)))
    }

    fn to_value(&self) -> Value {
        let mut value = self.all.to_value();
        value["by_context"] = named(self.by_name.iter().map(|(name, tally)| (name.as_str(), *tally))).into();
        value
    }
}

#[derive(Default)]
struct Sums {
    anchors: Tally,
    typed: Tally,
    whole: Tally,
    facts: Tally,
    facts_whole: Tally,
    modes: Tally,
    by_type: BTreeMap<String, Tally>,
    /// Right, and how many could be.
    status: (usize, usize),
    stance: (usize, usize),
    voice: (usize, usize),
    date: (usize, usize),
    place: (usize, usize),
    size: (usize, usize),
    members: Members,
    contexts: Contexts,
    /// Confidence and rightness of the facts coded.
    sure: Vec<(f64, bool)>,
}

impl Sums {
    /// Adds one passage; says what was wrong.
    fn add(&mut self, expected: &[Event], coded: &[Event]) -> Vec<String> {
        let mut wrong = Vec::new();
        let pairs = paired(expected, coded, |one, two| one.touches(two) && one.kind == two.kind);
        let tally = |right: usize| Tally { right, predicted: coded.len(), gold: expected.len() };
        self.anchors += tally(paired(expected, coded, Event::touches).len());
        self.typed += tally(pairs.len());
        self.whole += tally(pairs.iter().filter(|(one, two)| expected[*one].same_parties(&coded[*two])).count());
        let mut kinds: BTreeMap<&str, Tally> = BTreeMap::new();
        for event in expected {
            kinds.entry(&event.kind).or_default().gold += 1;
        }
        for event in coded {
            kinds.entry(&event.kind).or_default().predicted += 1;
        }
        for (one, two) in &pairs {
            let (gold, found) = (&expected[*one], &coded[*two]);
            kinds.entry(&gold.kind).or_default().right += 1;
            self.modes += Tally {
                right: gold.modes.intersection(&found.modes).count(),
                predicted: found.modes.len(),
                gold: gold.modes.len(),
            };
            count(&mut self.status, gold.status == found.status);
            count(&mut self.stance, gold.stance == found.stance);
            if gold.voice.is_some() {
                count(&mut self.voice, gold.voice == found.voice);
            }
            if gold.date.is_some() {
                count(&mut self.date, gold.date == found.date);
            }
            if gold.place.is_some() {
                let is_same = |spot: &Spot| found.place.as_ref().is_some_and(|other| spot.is_same(other));
                count(&mut self.place, gold.place.as_ref().is_some_and(is_same));
            }
            for (name, range) in &gold.sizes {
                count(&mut self.size, found.sizes.get(name).is_some_and(|other| other.0 == range.0));
            }
            let is_turned = gold.reciprocal && found.reciprocal;
            let sides = |event: &Event| [event.actors.clone(), event.recipients.clone()];
            if is_turned {
                self.members.add(&sides(gold).concat(), &sides(found).concat(), &mut wrong);
            } else {
                self.members.add(&gold.actors, &found.actors, &mut wrong);
                self.members.add(&gold.recipients, &found.recipients, &mut wrong);
            }
            if !gold.same_parties(found) {
                wrong.push(format!("  parties  {}\n      not  {}", line(gold), line(found)));
            } else if gold.status != found.status || gold.stance != found.stance {
                wrong.push(format!("  reality  {}\n      not  {}", line(gold), line(found)));
            }
        }
        for (kind, tally) in kinds {
            *self.by_type.entry(kind.to_string()).or_default() += tally;
        }
        for (index, event) in
            expected.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.0 == *index))
        {
            let _ = index;
            wrong.push(format!("  missed   {}", line(event)));
        }
        for (index, event) in coded.iter().enumerate() {
            let pair = pairs.iter().find(|pair| pair.1 == index);
            if pair.is_none() {
                wrong.push(format!("  made up  {}", line(event)));
            }
            if event.is_fact() {
                let gold = pair.map(|pair| &expected[pair.0]).filter(|gold| gold.is_fact());
                let is_whole = gold.is_some_and(|gold| gold.same_parties(event));
                self.facts.predicted += 1;
                self.facts.right += usize::from(gold.is_some());
                self.facts_whole.predicted += 1;
                self.facts_whole.right += usize::from(is_whole);
                self.sure.push((event.confidence, gold.is_some()));
            }
        }
        let n_facts = expected.iter().filter(|event| event.is_fact()).count();
        self.facts.gold += n_facts;
        self.facts_whole.gold += n_facts;
        wrong
    }

    fn report(&self, passages: &[Passage]) -> Value {
        let rate = |(right, all): (usize, usize)| json!({"accuracy": share(right, all), "n": all});
        let kinds = self.by_type.iter().map(|(kind, tally)| (kind.as_str(), *tally));
        json!({
            "passages": passages.len(),
            "sentences": passages.iter().map(|passage| passage.sentences.len()).sum::<usize>(),
            "anchor": self.anchors.to_value(),
            "anchor_type": self.typed.to_value(),
            "with_parties": self.whole.to_value(),
            "occurred": self.facts.to_value(),
            "occurred_with_parties": self.facts_whole.to_value(),
            "modes": self.modes.to_value(),
            "members": {"right": self.members.right, "wrong_code": self.members.code,
                        "missing": self.members.missing, "extra": self.members.extra},
            "status": rate(self.status),
            "stance": rate(self.stance),
            "speaker": rate(self.voice),
            "date": rate(self.date),
            "place": rate(self.place),
            "size": rate(self.size),
            "contexts": self.contexts.to_value(),
            "ece": calibration_error(&self.sure),
            "reliability": reliability(&self.sure),
            "by_type": named(kinds),
        })
    }
}

fn count(rate: &mut (usize, usize), is_right: bool) {
    rate.0 += usize::from(is_right);
    rate.1 += 1;
}

/// Each marked event with the first coded one that is alike and not taken yet.
fn paired(expected: &[Event], coded: &[Event], alike: impl Fn(&Event, &Event) -> bool) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    // Those that also agree in their parties come first, so that two acts on one word find their own.
    for exact in [true, false] {
        for (one, event) in expected.iter().enumerate() {
            if pairs.iter().any(|pair| pair.0 == one) {
                continue;
            }
            let fits = |other: &(usize, &Event)| {
                !pairs.iter().any(|pair| pair.1 == other.0)
                    && alike(event, other.1)
                    && (!exact || event.same_parties(other.1))
            };
            if let Some((two, _)) = coded.iter().enumerate().find(fits) {
                pairs.push((one, two));
            }
        }
    }
    pairs
}

/// Ten bins of confidence: the mean confidence, the share that is right, and how many.
fn reliability(sure: &[(f64, bool)]) -> Value {
    let bins = (0..10).map(|bin| {
        let inside: Vec<&(f64, bool)> = sure.iter().filter(|(value, _)| bin_of(*value) == bin).collect();
        let mean = inside.iter().map(|(value, _)| value).sum::<f64>() / inside.len().max(1) as f64;
        json!({"confidence": mean, "right": share(inside.iter().filter(|one| one.1).count(), inside.len()), "n": inside.len()})
    });
    bins.filter(|bin| bin["n"] != 0).collect()
}

/// The mean distance between confidence and rightness over ten bins, weighted by their sizes (expected calibration error).
fn calibration_error(sure: &[(f64, bool)]) -> f64 {
    let gap = |bin: usize| {
        let inside: Vec<&(f64, bool)> = sure.iter().filter(|(value, _)| bin_of(*value) == bin).collect();
        let confidence: f64 = inside.iter().map(|(value, _)| value).sum();
        (confidence - inside.iter().filter(|one| one.1).count() as f64).abs()
    };
    (0..10).map(gap).sum::<f64>() / sure.len().max(1) as f64
}

fn bin_of(confidence: f64) -> usize {
    ((confidence * 10.0) as usize).min(9)
}

fn line(event: &Event) -> String {
    let side = |side: &[Party]| match side {
        [] => "-".to_string(),
        members => members.iter().map(|one| one.code.as_deref().unwrap_or("?")).collect::<Vec<_>>().join("+"),
    };
    let modes: Vec<&str> = event.modes.iter().map(String::as_str).collect();
    format!(
        "{}:{} {} > {} {} {} {:?} {:.2}",
        event.kind,
        modes.join("&"),
        side(&event.actors),
        side(&event.recipients),
        event.status,
        event.stance,
        event.anchors,
        event.confidence
    )
}

fn marked(event: &MarkedEvent, passage: &Passage) -> Event {
    let point = |byte: u32| passage.text[..byte as usize].chars().count();
    let points = |label: &str| passage.spans(label).iter().map(|span| (point(span.start), point(span.end))).collect();
    let party = |side: &Side| match side {
        Side::Label(label) => Party { code: passage.meaning(label).and_then(markup::actor_code), spans: points(label) },
        Side::Implied(code) => Party { code: markup::actor_code(code), spans: Vec::new() },
        Side::Unknown => Party::default(),
    };
    let place =
        event.place.as_deref().and_then(|label| Some((label, passage.meaning(label)?))).map(|(label, words)| {
            let parts: Vec<&str> = words.split(',').map(str::trim).collect();
            let name = if parts.len() > 1 { parts[0].to_string() } else { String::new() };
            Spot { country: parts[parts.len() - 1].to_string(), name, spans: points(label) }
        });
    Event {
        kind: event.kind.clone(),
        modes: event.modes.iter().cloned().collect(),
        anchors: points(&event.label),
        actors: event.actors.iter().map(party).collect(),
        recipients: event.recipients.iter().map(party).collect(),
        reciprocal: event.reciprocal,
        status: event.status.clone(),
        stance: event.stance.clone(),
        voice: event.voice.as_deref().and_then(|label| passage.meaning(label)).and_then(markup::actor_code),
        date: event.time.as_deref().and_then(|label| passage.meaning(label)).map(str::to_string),
        place,
        sizes: event.sizes.iter().map(|(name, range, _)| (name.clone(), (range.low, range.high))).collect(),
        confidence: 1.0,
    }
}

fn coded_events(record: &Value) -> Vec<Event> {
    record["events"].as_array().into_iter().flatten().map(|event| coded(event, record)).collect()
}

/// Every event of a document carries the document's contexts.
fn coded_contexts(record: &Value) -> BTreeSet<String> {
    let events = record["events"].as_array().into_iter().flatten();
    let contexts = events.flat_map(|event| event["context"].as_array().into_iter().flatten());
    contexts.filter_map(|context| context.as_str()).map(str::to_string).collect()
}

fn coded(event: &Value, record: &Value) -> Event {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let find = |list: &str, id: &Value| {
        record[list].as_array().into_iter().flatten().find(|one| !id.is_null() && one["id"] == *id).cloned()
    };
    let code = |id: &Value| {
        let code = find("actors", id)?["code"].as_str()?.replace("UNK", "").replace('-', "");
        (!code.is_empty()).then_some(code)
    };
    let span = |value: &Value| {
        let end = |index: usize| value[index].as_u64().unwrap_or_default() as usize;
        (end(0), end(1))
    };
    let side = |name: &str| -> Vec<Party> {
        let members = event[name].as_array().into_iter().flatten();
        members.map(|one| Party { code: code(&one["actor"]), spans: vec![span(&one["span"])] }).collect()
    };
    let mentions = event["mentions"].as_array().into_iter().flatten().map(|mention| span(&mention["span"]));
    let place = find("places", &event["place"]).map(|place| {
        let is_country = place["precision"] == "country";
        let name = if is_country { String::new() } else { words(&place["name"]) };
        Spot { country: words(&place["country"]), name, spans: vec![span(&place["span"])] }
    });
    let sizes = ["dead", "injured", "arrested", "crowd"].into_iter().filter_map(|name| {
        let range = event["size"][name].as_array()?;
        Some((name.to_string(), (range[0].as_u64(), range[1].as_u64())))
    });
    Event {
        kind: words(&event["type"]),
        modes: event["mode"].as_array().into_iter().flatten().map(&words).collect(),
        anchors: std::iter::once(span(&event["anchor"]["span"])).chain(mentions).collect(),
        actors: side("actors"),
        recipients: side("recipients"),
        reciprocal: event["reciprocal"] == true,
        status: words(&event["status"]),
        stance: words(&event["stance"]),
        voice: code(&event["attribution"]["speaker"]),
        // A date that rests on no words of the text is the report's own.
        date: event["date"]["time"].as_str().map(|_| words(&event["date"]["value"])),
        place,
        sizes: sizes.collect(),
        confidence: event["confidence"].as_f64().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = "# a\n@ 2020-01-02 | agency | legal, repression\n> [Chad]{a1} [jailed]{e1} [an editor]{a2} and [fined]{e2} [him]{a2}.\n\
        a1 = TCD GOV\na2 = TCD JRN\ne1 = COERCE:arrest | a1 > a2\ne2 = SANCTION | a1 > a2 | historical\n";

    #[test]
    fn what_is_right_counts_once() {
        let record = json!({
            "document": {"id": "a"},
            "actors": [{"id": "a1", "code": "TCDGOV"}, {"id": "a2", "code": "TCDJRN"}],
            "places": [],
            "events": [
                {"type": "COERCE", "mode": ["arrest"], "actors": [{"actor": "a1"}], "recipients": [{"actor": "a2"}],
                 "anchor": {"span": [5, 11]}, "status": "occurred", "stance": "asserted", "confidence": 0.9,
                 "context": ["military", "legal"]},
                {"type": "ASSAULT", "mode": [], "actors": [{"actor": "a1"}], "recipients": [],
                 "anchor": {"span": [26, 31]}, "status": "occurred", "stance": "asserted", "confidence": 0.4},
            ],
        });
        let (report, failures) = score_corpus(GOLD, &record.to_string(), None).unwrap();
        assert_eq!((report["anchor"]["tp"].as_u64(), report["anchor_type"]["tp"].as_u64()), (Some(2), Some(1)));
        assert_eq!(report["with_parties"]["tp"], 1);
        assert_eq!((&report["occurred"]["pred"], &report["occurred"]["tp"]), (&json!(2), &json!(1)));
        assert!((report["ece"].as_f64().unwrap() - 0.25).abs() < 1e-9);
        assert_eq!(failures.len(), 1);
        let contexts = &report["contexts"];
        assert_eq!((&contexts["tp"], &contexts["pred"], &contexts["gold"]), (&json!(1), &json!(2), &json!(2)));
        assert_eq!(contexts["by_context"]["repression"]["r"], 0.0);
        assert!(failures[0].contains("contexts legal, repression\n      not  legal, military"));
    }

    #[test]
    fn a_place_is_right_in_its_state_by_name_or_by_words() {
        let spot = |country: &str, name: &str, span| Spot {
            country: country.to_string(),
            name: name.to_string(),
            spans: vec![span],
        };
        let gold = spot("SUN", "Kiev", (10, 14));
        assert!(gold.is_same(&spot("SUN", "Kyiv", (10, 14))));
        assert!(gold.is_same(&spot("SUN", "kiev", (50, 54))));
        assert!(!gold.is_same(&spot("SUN", "Kyiv", (50, 54))));
        assert!(!gold.is_same(&spot("UKR", "Kiev", (10, 14))));
        assert!(spot("MLI", "", (0, 4)).is_same(&spot("MLI", "", (9, 13))));
        assert!(!spot("MLI", "", (0, 4)).is_same(&spot("MLI", "Gao", (9, 13))));
    }

    #[test]
    fn a_file_that_is_no_markup_is_refused() {
        assert!(read_passages("# a\n> [open\n", None).is_err());
    }
}
