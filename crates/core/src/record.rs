//! What leaves the program: one JSON object a document, as `docs/contract.md` describes it.
//!
//! Only these types are serialised. Positions turn from bytes into code points here and nowhere else.

pub mod flat;

use crate::Analysis;
use crate::actor::{ActorId, ActorKind, ActorTables, Mention, MentionForm};
use crate::document::Document;
use crate::event::{Event, Figure, Participant, Size, ontology};
use crate::pair::Answer;
use crate::place::PlacePrecision;
use crate::read::NameKind;
use crate::resources::Resources;
use crate::span::Span;
use crate::speech::QuoteKind;
use crate::time::{Precision, TimeKind};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The version of the record's form; it changes when a field is changed or dropped.
pub const SCHEMA: &str = "rapporteur/1";

/// A half-open pair of code-point offsets.
pub type Offsets = [u32; 2];

/// One document with everything that was read in it.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct Record {
    pub schema: &'static str,
    pub coder: Coder,
    pub document: DocumentRecord,
    pub text: String,
    pub paragraphs: Vec<Offsets>,
    pub sentences: Vec<Offsets>,
    pub actors: Vec<ActorRecord>,
    pub places: Vec<PlaceRecord>,
    pub times: Vec<TimeRecord>,
    pub quotes: Vec<QuoteRecord>,
    pub events: Vec<EventRecord>,
    pub claims: Vec<ClaimRecord>,
    pub entities: Vec<EntityRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<PairRecord>,
    pub notes: Vec<String>,
}

/// What coded the document.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct Coder {
    pub program: &'static str,
    pub model: String,
    pub data: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codebook: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct DocumentRecord {
    pub id: String,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub agency: Option<String>,
    pub dateline: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub source: Option<String>,
    pub language: Option<String>,
    pub captions: Vec<String>,
    pub sha256: String,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct ActorRecord {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
    pub country: Option<String>,
    pub sectors: Vec<String>,
    pub code: String,
    pub cameo_code: String,
    pub role: Option<String>,
    pub registry: Option<String>,
    pub wikidata: Option<String>,
    pub mentions: Vec<MentionRecord>,
    pub because: String,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct MentionRecord {
    pub span: Offsets,
    pub text: String,
    pub form: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct PlaceRecord {
    pub id: String,
    pub span: Offsets,
    pub text: String,
    pub name: String,
    pub geonameid: Option<u32>,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub admin2: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision: &'static str,
    pub feature: String,
    pub because: String,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct TimeRecord {
    pub id: String,
    pub span: Offsets,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub value: String,
    pub precision: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct QuoteRecord {
    pub id: String,
    pub kind: &'static str,
    pub speaker: Option<String>,
    pub source: Vec<Offsets>,
    pub cue: Vec<Offsets>,
    pub content: Vec<Offsets>,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct EventRecord {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    pub mode: Vec<&'static str>,
    pub context: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codebook: Option<Vec<String>>,
    pub cameo: Option<String>,
    pub quad: Option<u8>,
    pub score: Option<f64>,
    pub goldstein: Option<f64>,
    pub actors: Vec<ParticipantRecord>,
    pub recipients: Vec<ParticipantRecord>,
    pub reciprocal: bool,
    pub actor_implicit: bool,
    pub anchor: SpanRecord,
    pub mentions: Vec<SpanRecord>,
    pub date: Option<DateRecord>,
    pub place: Option<String>,
    pub status: &'static str,
    pub attribution: AttributionRecord,
    pub stance: &'static str,
    pub size: Option<SizeRecord>,
    pub confidence: f64,
    pub note: Option<String>,
    pub because: String,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct ParticipantRecord {
    pub actor: Option<String>,
    pub span: Option<Offsets>,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct SpanRecord {
    pub span: Offsets,
    pub text: String,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct DateRecord {
    pub value: String,
    pub end: Option<String>,
    pub precision: &'static str,
    pub time: Option<String>,
    pub about: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct AttributionRecord {
    pub speaker: Option<String>,
    pub quote: Option<String>,
}

/// Casualties, arrests and crowds.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct SizeRecord {
    pub dead: Option<[Option<u64>; 2]>,
    pub injured: Option<[Option<u64>; 2]>,
    pub arrested: Option<[Option<u64>; 2]>,
    pub crowd: Option<[Option<u64>; 2]>,
    pub words: Vec<Offsets>,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct ClaimRecord {
    pub id: String,
    pub event: String,
    pub asserted_by: Vec<String>,
    pub denied_by: Vec<String>,
    pub confirmed_by: Vec<String>,
    pub retracted_by: Vec<String>,
    pub about: String,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct EntityRecord {
    pub span: Offsets,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "docs/contract.md describes every field")]
pub struct PairRecord {
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    pub quad: Option<u8>,
    pub mode: Vec<&'static str>,
    pub cameo: Option<String>,
    pub status: Option<&'static str>,
    pub confidence: f64,
}

impl Record {
    /// The record of an analysis.
    pub fn new(document: &Document, analysis: &Analysis, resources: &Resources) -> Record {
        let edge = Edge { text: &document.text, points: CodePoints::new(&document.text) };
        let spans = |spans: &mut dyn Iterator<Item = Span>| spans.map(|span| edge.offsets(span)).collect();
        Record {
            schema: SCHEMA,
            coder: Coder {
                program: env!("CARGO_PKG_VERSION"),
                model: resources.reader.version().to_string(),
                data: crate::resources::DATA_VERSION,
                codebook: resources.codebook.as_ref().map(|codebook| {
                    codebook.version.iter().fold(codebook.title.clone(), |title, version| format!("{title} {version}"))
                }),
            },
            document: document_record(document),
            paragraphs: spans(&mut document.blocks.iter().map(|block| block.span)),
            sentences: spans(&mut analysis.segmentation.sentences.iter().map(|sentence| sentence.span)),
            actors: actors(analysis, resources, &edge),
            places: places(analysis, &edge),
            times: times(analysis, &edge),
            quotes: quotes(analysis, &edge),
            events: events(analysis, resources, &edge),
            claims: claims(analysis, document),
            entities: entities(analysis, &edge),
            pairs: analysis.pairs.iter().map(pair_record).collect(),
            notes: document.notes.iter().chain(&analysis.notes).cloned().collect(),
            text: document.text.clone(),
        }
    }
}

/// From the inside to the outside: bytes to code points, spans to their words.
struct Edge<'a> {
    text: &'a str,
    points: CodePoints,
}

impl Edge<'_> {
    fn offsets(&self, span: Span) -> Offsets {
        [self.points.at(span.start), self.points.at(span.end)]
    }

    fn words(&self, span: Span) -> String {
        span.of(self.text).to_string()
    }

    fn with_words(&self, span: Span) -> SpanRecord {
        SpanRecord { span: self.offsets(span), text: self.words(span) }
    }
}

/// How many code points stand before each byte; nothing is stored for plain ASCII.
struct CodePoints(Option<Vec<u32>>);

impl CodePoints {
    fn new(text: &str) -> CodePoints {
        if text.is_ascii() {
            return CodePoints(None);
        }
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for character in text.chars() {
            before.resize(before.len() + character.len_utf8(), count);
            count += 1;
        }
        before.push(count);
        CodePoints(Some(before))
    }

    fn at(&self, byte: u32) -> u32 {
        self.0.as_ref().map_or(byte, |before| before[byte as usize])
    }
}

/// The hexadecimal SHA-256 of a text.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn document_record(document: &Document) -> DocumentRecord {
    DocumentRecord {
        id: document.id.clone(),
        title: document.title.clone(),
        byline: document.byline.clone(),
        agency: document.agency.clone(),
        dateline: document.dateline.as_ref().map(|dateline| dateline.text.clone()),
        published: document.published.as_ref().map(|publication| publication.text.clone()),
        url: document.url.clone(),
        source: document.source.clone(),
        language: document.language.clone(),
        captions: document.captions.clone(),
        sha256: sha256(&document.text),
    }
}

/// `a1` for the first actor, and so on: ids count from one.
fn id(letter: char, index: usize) -> String {
    format!("{letter}{}", index + 1)
}

fn actor_id(actor: ActorId) -> String {
    id('a', actor.index())
}

fn actors(analysis: &Analysis, resources: &Resources, edge: &Edge) -> Vec<ActorRecord> {
    let record = |(index, actor): (usize, &crate::actor::Actor)| ActorRecord {
        id: id('a', index),
        name: actor.name.clone(),
        kind: match actor.identity.kind {
            ActorKind::Person => "person",
            ActorKind::Organisation => "organisation",
            ActorKind::State => "state",
            ActorKind::Group => "group",
            ActorKind::People => "people",
        },
        country: actor.identity.country.clone(),
        sectors: actor.identity.sectors.clone(),
        code: flat_code(&ActorTables::code(&actor.identity)),
        cameo_code: resources.actors.cameo_code(&actor.identity),
        role: actor.identity.role.clone(),
        registry: actor.identity.registry.clone(),
        wikidata: actor.identity.wikidata.clone(),
        mentions: in_order(&actor.mentions)
            .into_iter()
            .map(|mention| MentionRecord {
                span: edge.offsets(mention.span),
                text: edge.words(mention.span),
                form: match mention.form {
                    MentionForm::Name => "name",
                    MentionForm::Nominal => "nominal",
                    MentionForm::Pronoun => "pronoun",
                },
            })
            .collect(),
        because: actor.identity.because.clone(),
    };
    analysis.cast.actors.iter().enumerate().map(record).collect()
}

fn in_order(mentions: &[Mention]) -> Vec<&Mention> {
    let mut mentions: Vec<&Mention> = mentions.iter().collect();
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    mentions
}

/// Records leave out the dashes that stand for an unknown country: `COP` alone, and `UNK` where nothing is known.
pub fn flat_code(code: &str) -> String {
    match code.trim_start_matches('-') {
        "" => "UNK".to_string(),
        known => known.to_string(),
    }
}

fn places(analysis: &Analysis, edge: &Edge) -> Vec<PlaceRecord> {
    let record = |(index, place): (usize, &crate::place::Place)| PlaceRecord {
        id: id('p', index),
        span: edge.offsets(place.span),
        text: edge.words(place.span),
        name: place.name.clone(),
        geonameid: place.geonameid,
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        admin2: place.admin2.clone(),
        lat: place.coordinates.map(|(lat, _)| lat),
        lon: place.coordinates.map(|(_, lon)| lon),
        precision: match place.precision {
            PlacePrecision::Exact => "exact",
            PlacePrecision::City => "city",
            PlacePrecision::Admin2 => "admin2",
            PlacePrecision::Admin1 => "admin1",
            PlacePrecision::Country => "country",
            PlacePrecision::Region => "region",
        },
        feature: place.feature.clone(),
        because: place.because.clone(),
    };
    analysis.places.iter().enumerate().map(record).collect()
}

/// As records and exports spell a precision.
pub fn precision_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Time => "time",
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Quarter => "quarter",
        Precision::Year => "year",
        Precision::Decade => "decade",
        Precision::Vague => "vague",
    }
}

fn times(analysis: &Analysis, edge: &Edge) -> Vec<TimeRecord> {
    let record = |(index, time): (usize, &crate::time::Time)| TimeRecord {
        id: id('t', index),
        span: edge.offsets(time.span),
        text: edge.words(time.span),
        kind: match time.kind {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        },
        value: time.value.clone(),
        precision: precision_name(time.precision),
    };
    analysis.times.iter().enumerate().map(record).collect()
}

fn quotes(analysis: &Analysis, edge: &Edge) -> Vec<QuoteRecord> {
    let offsets = |spans: &[Span]| spans.iter().map(|&span| edge.offsets(span)).collect();
    let record = |(index, quote): (usize, &crate::speech::Quote)| QuoteRecord {
        id: id('q', index),
        kind: match quote.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect => "indirect",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Belief => "belief",
        },
        speaker: quote.speaker.map(actor_id),
        source: offsets(&quote.source),
        cue: offsets(&quote.cue),
        content: offsets(&quote.content),
    };
    analysis.quotes.iter().enumerate().map(record).collect()
}

/// PLOVER's events and those of the codebook alone, by position.
fn events(analysis: &Analysis, resources: &Resources, edge: &Edge) -> Vec<EventRecord> {
    let contexts: Vec<&'static str> = analysis.contexts.iter().map(|context| context.as_str()).collect();
    let codebook = resources.codebook.as_deref();
    let mut events = Vec::with_capacity(analysis.events.len() + analysis.codings.own.len());
    for (index, event) in analysis.events.iter().enumerate() {
        let types = analysis.codings.of_events.get(index);
        events.push(EventRecord {
            context: contexts.clone(),
            codebook: codebook.zip(types).map(|(codebook, types)| codebook.names(types)),
            ..event_record(index, event, resources, edge)
        });
    }
    for (index, own) in analysis.codings.own.iter().enumerate() {
        events.push(EventRecord {
            id: id('x', index),
            kind: None,
            mode: Vec::new(),
            context: contexts.clone(),
            codebook: codebook.map(|codebook| codebook.names(&own.types)),
            cameo: None,
            quad: None,
            score: None,
            goldstein: None,
            ..event_record(index, own.told(), resources, edge)
        });
    }
    // Stable, so that those at one place keep their order.
    events.sort_by_key(|event| event.anchor.span);
    events
}

/// An event without what the whole document and the codebook say of it.
fn event_record(index: usize, event: &Event, resources: &Resources, edge: &Edge) -> EventRecord {
    let side = |side: &[Participant]| {
        let record = |one: &Participant| ParticipantRecord {
            actor: one.actor.map(actor_id),
            span: one.span.map(|span| edge.offsets(span)),
        };
        side.iter().map(record).collect()
    };
    EventRecord {
        id: id('e', index),
        kind: Some(event.kind.as_str()),
        mode: event.modes.iter().map(|mode| mode.as_str()).collect(),
        context: Vec::new(),
        codebook: None,
        cameo: Some(event.cameo.clone()),
        quad: Some(event.kind.quad()),
        score: Some(ontology::score(event.kind, &event.modes)),
        goldstein: resources.cameo.goldstein(&event.cameo),
        actors: side(&event.actors),
        recipients: side(&event.recipients),
        reciprocal: event.reciprocal,
        actor_implicit: event.actor_implicit,
        anchor: edge.with_words(event.anchor),
        mentions: event.mentions.iter().map(|&span| edge.with_words(span)).collect(),
        date: event.date.as_ref().map(|date| DateRecord {
            value: date.value.clone(),
            end: date.end.clone(),
            precision: precision_name(date.precision),
            time: date.time.map(|time| id('t', time)),
            about: date.about.clone(),
        }),
        place: event.place.map(|place| id('p', place)),
        status: event.status.as_str(),
        attribution: AttributionRecord {
            speaker: event.attribution.speaker.map(actor_id),
            quote: event.attribution.quote.map(|quote| id('q', quote)),
        },
        stance: event.stance.as_str(),
        size: event.size.as_ref().map(|size| size_record(size, edge)),
        confidence: event.confidence,
        note: event.note.clone(),
        because: event.because.clone(),
    }
}

fn size_record(size: &Size, edge: &Edge) -> SizeRecord {
    let range = |figure: &Option<Figure>| figure.as_ref().map(|figure| [figure.low, figure.high]);
    let mut words: Vec<Span> = size.figures().flat_map(|(_, figure)| figure.words.iter().copied()).collect();
    words.sort_unstable();
    words.dedup();
    SizeRecord {
        dead: range(&size.dead),
        injured: range(&size.injured),
        arrested: range(&size.arrested),
        crowd: range(&size.crowd),
        words: words.into_iter().map(|span| edge.offsets(span)).collect(),
    }
}

fn claims(analysis: &Analysis, document: &Document) -> Vec<ClaimRecord> {
    let ids = |voices: &[ActorId]| voices.iter().map(|&voice| actor_id(voice)).collect();
    let record = |(index, claim): (usize, &crate::claim::Claim)| ClaimRecord {
        id: id('c', index),
        event: id('e', claim.event),
        asserted_by: ids(&claim.asserted_by),
        denied_by: ids(&claim.denied_by),
        confirmed_by: Vec::new(),
        retracted_by: Vec::new(),
        about: analysis.events[claim.event].anchor.of(&document.text).to_string(),
    };
    analysis.claims.iter().enumerate().map(record).collect()
}

/// Peoples are written as MISC: the contract's four types have no other place for them.
fn entities(analysis: &Analysis, edge: &Edge) -> Vec<EntityRecord> {
    let tokens = &analysis.segmentation.tokens;
    let record = |name: &crate::read::Name| {
        let span = tokens[name.tokens.start].span.cover(tokens[name.tokens.end - 1].span);
        let kind = if name.kind == NameKind::People { NameKind::Misc } else { name.kind };
        EntityRecord { span: edge.offsets(span), kind: kind.as_str() }
    };
    analysis.reading.names.iter().map(record).collect()
}

/// The relation of an asked pair: that of the surest event whose actors and recipients overlap the two mentions.
fn pair_record(answer: &Option<Answer>) -> PairRecord {
    match answer {
        Some(answer) => PairRecord {
            kind: Some(answer.kind.as_str()),
            quad: Some(answer.kind.quad()),
            mode: answer.modes.iter().map(|mode| mode.as_str()).collect(),
            cameo: Some(answer.cameo.clone()),
            status: Some(answer.status.as_str()),
            confidence: answer.confidence,
        },
        None => PairRecord { kind: None, quad: None, mode: Vec::new(), cameo: None, status: None, confidence: 0.0 },
    }
}
