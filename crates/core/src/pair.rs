//! What happens between two actors that the caller names?
//!
//! The network is asked about each pair on its own, with the words of both marked: it says of which type the act is. Mode,
//! CAMEO code and status come from the event that was read between them, or else from the act that the network read nearest.

use crate::document::{AskedPair, Document};
use crate::event::ontology::{EventType, Mode};
use crate::event::{Event, Participant, Status};
use crate::read::{Act, Question, Reading, Tree};
use crate::resources::Resources;
use crate::segment::TokenId;
use crate::span::Span;
use crate::{actor::Cast, event};

/// What happens between two actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The type of what the first does to the second.
    pub kind: EventType,
    /// Its modes.
    pub modes: Vec<Mode>,
    /// Its CAMEO code.
    pub cameo: String,
    /// Whether it happened.
    pub status: Status,
    /// 0 to 1.
    pub confidence: f64,
}

/// The label of pairs between which nothing happens.
const NOTHING: &str = "none";

/// The answers to the document's questions, in their order; none where nothing happens between the two.
pub fn answers(
    document: &Document,
    tree: &Tree,
    events: &[Event],
    cast: &Cast,
    resources: &Resources,
) -> Vec<Option<Answer>> {
    let asked: Vec<Option<Question>> = document.pairs.iter().map(|pair| question(pair, tree)).collect();
    let questions: Vec<Question> = asked.iter().flatten().cloned().collect();
    let mut opinions = resources.reader.pairs(&document.text, tree.segmentation, &questions).into_iter();
    let answer = |(pair, question): (&AskedPair, &Option<Question>)| {
        let opinion = question.as_ref().and_then(|_| opinions.next()).unwrap_or_default();
        let between: Vec<&Event> = events.iter().filter(|event| is_between(event, pair, cast)).collect();
        let Some((kind, score)) = decided(&opinion, !between.is_empty()) else {
            let is_denied = opinion.iter().any(|(label, score)| &**label == NOTHING && *score > 0.5);
            return surest(between.iter().copied()).filter(|_| !is_denied).map(from_event);
        };
        match surest(between.iter().copied().filter(|event| event.kind == kind)) {
            Some(event) => Some(Answer { confidence: event.confidence.max(f64::from(score)), ..from_event(event) }),
            None => Some(from_reading(kind, score, question.as_ref()?, tree)),
        }
    };
    document.pairs.iter().zip(&asked).map(answer).collect()
}

/// What happened goes before what only might; then the surest.
fn surest<'a>(events: impl Iterator<Item = &'a Event>) -> Option<&'a Event> {
    events.max_by(|a, b| a.is_fact().cmp(&b.is_fact()).then(a.confidence.total_cmp(&b.confidence)))
}

/// The words of both sides; none where a side is open or holds no word, or they stand in two sentences.
fn question(pair: &AskedPair, tree: &Tree) -> Option<Question> {
    let words = |span: Option<Span>| -> Option<Vec<TokenId>> {
        let span = span?;
        let tokens = (0..tree.reading.words.len() as u32).map(TokenId);
        let words: Vec<TokenId> = tokens.filter(|token| tree.span(*token).overlaps(span)).collect();
        (!words.is_empty()).then_some(words)
    };
    let head = |words: &[TokenId]| {
        let is_outer = |word: &&TokenId| tree.head(**word).is_none_or(|head| !words.contains(&head));
        let is_word = |word: &&TokenId| tree.form(**word).chars().any(char::is_alphanumeric);
        let mut outer = words.iter().filter(is_outer);
        outer.clone().find(is_word).or_else(|| outer.next()).copied()
    };
    let (source, target) = (words(pair.source)?, words(pair.target)?);
    let (source_head, target_head) = (head(&source)?, head(&target)?);
    // The network has learnt from pairs of one sentence.
    (tree.sentence(source_head) == tree.sentence(target_head)).then_some(Question {
        source,
        target,
        source_head,
        target_head,
    })
}

/// The type that the network holds likeliest; none where it has no opinion, or holds that nothing happens and nothing was read.
fn decided(opinion: &[(std::sync::Arc<str>, f32)], is_something_read: bool) -> Option<(EventType, f32)> {
    let nothing = opinion.iter().find(|(label, _)| &**label == NOTHING).map_or(0.0, |(_, score)| *score);
    let types = opinion.iter().filter_map(|(label, score)| Some((EventType::parse(label)?, *score)));
    let (kind, score) = types.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    (score >= nothing || is_something_read).then_some((kind, score))
}

fn is_between(event: &Event, pair: &AskedPair, cast: &Cast) -> bool {
    let mentions = |one: &Participant| {
        one.actor
            .map(|actor| cast.actor(actor).mentions.iter().map(|mention| mention.span).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    let touches = |side: &[Participant], asked: Option<Span>| {
        asked.is_none_or(|asked| side.iter().flat_map(mentions).any(|span| span.overlaps(asked)))
    };
    let forward = touches(&event.actors, pair.source) && touches(&event.recipients, pair.target);
    let both = event.reciprocal && touches(&event.actors, pair.source) && touches(&event.actors, pair.target);
    forward || both
}

fn from_event(event: &Event) -> Answer {
    Answer {
        kind: event.kind,
        modes: event.modes.clone(),
        cameo: event.cameo.clone(),
        status: event.status,
        confidence: event.confidence,
    }
}

/// Modes and status of the nearest act of the type in the sentences of the pair, where the network read one.
fn from_reading(kind: EventType, score: f32, question: &Question, tree: &Tree) -> Answer {
    let sentences = [question.source_head, question.target_head].map(|word| tree.sentence(word));
    let is_here = |act: &&Act| *act.kind == *kind.as_str() && sentences.contains(&tree.sentence(act.word));
    let Reading { acts, .. } = tree.reading;
    let act = acts.iter().filter(is_here).reduce(|best, next| if next.score > best.score { next } else { best });
    let modes = act.map(|act| event::read_modes(kind, act)).unwrap_or_default();
    Answer {
        kind,
        cameo: event::ontology::cameo(kind, &modes, None).to_string(),
        modes,
        status: act.and_then(|act| event::parse_status(act.status())).unwrap_or(Status::Occurred),
        confidence: f64::from(score),
    }
}
