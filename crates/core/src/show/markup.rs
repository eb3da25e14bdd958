//! How do the words of a report carry its events? An analysis as a marked passage, in the notation of the corpus.
//!
//! Labels are the ids of the record (`a1`, `e1`), so that both can be read side by side. Only what plays a role is marked.

use crate::Analysis;
use crate::actor::{ActorId, Identity};
use crate::document::Document;
use crate::event::ontology::EventType;
use crate::event::{Event, Figure, Participant, Stance};
use crate::markup::{Mark, MarkedEvent, Meaning, Passage, Range, Side};
use crate::place::PlacePrecision;
use crate::span::Span;
use crate::speech::{Quote, QuoteKind};
use std::collections::{BTreeMap, BTreeSet};

/// The report as a passage with the marks of the events for which `is_shown` holds, of quotes and of claims.
pub fn passage(document: &Document, analysis: &Analysis, is_shown: impl Fn(&Event) -> bool) -> Passage {
    let text = Running::new(document, analysis);
    let shown =
        analysis.events.iter().enumerate().filter(|(_, event)| is_shown(event)).map(|(index, _)| index).collect();
    let mut marking = Marking { analysis, text: &text, shown, numbers: BTreeMap::new(), marks: Vec::new() };
    let meanings = marking.meanings();
    let marks = marking.marks;
    Passage {
        id: slug(&document.id),
        line: 0,
        date: document.published.as_ref().map(|published| published.date.to_string()).unwrap_or_default(),
        style: String::new(),
        contexts: Vec::new(),
        text: text.text,
        sentences: text.sentences,
        marks,
        meanings,
    }
}

/// Lower-case letters, digits and single hyphens.
fn slug(id: &str) -> String {
    let fold = |character: char| if character.is_alphanumeric() { character } else { '-' };
    let lower: String = id.to_lowercase().chars().map(fold).collect();
    let parts: Vec<&str> = lower.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "report".to_string() } else { parts.join("-") }
}

/// The sentences of a report, joined as a passage joins them, and where its words went.
struct Running<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    text: String,
    sentences: Vec<Span>,
}

impl<'a> Running<'a> {
    fn new(document: &'a Document, analysis: &'a Analysis) -> Running<'a> {
        let mut text = String::with_capacity(document.text.len());
        let mut sentences = Vec::new();
        let mut block = None;
        for sentence in &analysis.segmentation.sentences {
            if !text.is_empty() {
                text.push_str(if block == Some(sentence.block) { " " } else { "\n\n" });
            }
            block = Some(sentence.block);
            let start = text.len();
            text.extend(sentence.span.of(&document.text).chars().map(on_one_line));
            sentences.push(Span::new(start, text.len()));
        }
        Running { document, analysis, text, sentences }
    }

    /// Where a span of the report stands in the passage; none where it is no part of any sentence.
    fn place(&self, span: Span) -> Option<Span> {
        let all = &self.analysis.segmentation.sentences;
        let first = all.partition_point(|sentence| sentence.span.end <= span.start);
        let last = all.partition_point(|sentence| sentence.span.start < span.end).checked_sub(1)?;
        if first > last {
            return None;
        }
        let at = |index: usize, position: u32| {
            let sentence = all[index].span;
            let inside = Span { start: sentence.start, end: position.clamp(sentence.start, sentence.end) };
            let before: usize = inside.of(&self.document.text).chars().map(|one| on_one_line(one).len_utf8()).sum();
            self.sentences[index].start as usize + before
        };
        let placed = Span::new(at(first, span.start), at(last, span.end));
        (!placed.is_empty()).then_some(placed)
    }
}

/// White space of any kind becomes a space: a sentence of the notation is one line.
fn on_one_line(character: char) -> char {
    if character.is_whitespace() || character.is_control() { ' ' } else { character }
}

struct Marking<'a> {
    analysis: &'a Analysis,
    text: &'a Running<'a>,
    /// The events that are written.
    shown: BTreeSet<usize>,
    /// Words of numbers with their labels.
    numbers: BTreeMap<Span, String>,
    marks: Vec<Mark>,
}

impl Marking<'_> {
    /// Marks the text and says what the labels mean: actors, places, times, events, statements, claims.
    fn meanings(&mut self) -> Vec<Meaning> {
        self.number();
        let events: Vec<MarkedEvent> = self.shown.iter().map(|&index| self.event(index)).collect();
        let quotes: Vec<usize> = (0..self.analysis.quotes.len()).filter(|&index| self.is_notable(index)).collect();
        let mut meanings = self.actors(&quotes);
        meanings.extend(self.places());
        meanings.extend(self.times());
        meanings.extend(events.iter().map(MarkedEvent::to_meaning));
        for &index in &self.shown {
            for &mention in &self.analysis.events[index].mentions {
                mark(self.text, &mut self.marks, mention, &label('e', index));
            }
        }
        for (&words, name) in &self.numbers {
            mark(self.text, &mut self.marks, words, name);
        }
        meanings.extend(quotes.into_iter().map(|index| self.quote(index)));
        meanings.extend(self.claims());
        meanings
    }

    /// Labels for the words that sizes rest on, in the order of the text.
    fn number(&mut self) {
        let sizes = self.shown.iter().filter_map(|&index| self.analysis.events[index].size.as_ref());
        let words: BTreeSet<Span> =
            sizes.flat_map(|size| size.figures().flat_map(|(_, figure)| figure.words.iter().copied())).collect();
        self.numbers = words.into_iter().enumerate().map(|(index, words)| (words, label('n', index))).collect();
    }

    fn event(&self, index: usize) -> MarkedEvent {
        let event = &self.analysis.events[index];
        let mut actors: Vec<Side> = event.actors.iter().map(|one| self.side(one)).collect();
        let mut recipients: Vec<Side> = event.recipients.iter().map(|one| self.side(one)).collect();
        let is_circle = event.reciprocal && recipients.is_empty() && actors.len() > 1;
        if is_circle && !matches!(event.kind, EventType::Consult | EventType::Assault) {
            // Other mutual acts need a recipient in the notation.
            recipients = actors.split_off(1);
        }
        let range = |figure: &Figure| Range { low: figure.low, high: figure.high };
        let labels =
            |figure: &Figure| figure.words.iter().filter_map(|words| self.numbers.get(words).cloned()).collect();
        let figures = event.size.iter().flat_map(|size| size.figures());
        MarkedEvent {
            label: label('e', index),
            kind: event.kind.as_str().to_string(),
            modes: event.modes.iter().map(|mode| mode.as_str().to_string()).collect(),
            actors,
            recipients,
            reciprocal: event.reciprocal,
            status: event.status.as_str().to_string(),
            stance: event.stance.as_str().to_string(),
            voice: self.voice(index),
            place: event.place.map(|place| label('p', place)),
            time: event.date.as_ref().and_then(|date| date.time).map(|time| label('t', time)),
            sizes: figures.map(|(name, figure)| (name.to_string(), range(figure), labels(figure))).collect(),
            note: event.note.clone(),
        }
    }

    fn side(&self, one: &Participant) -> Side {
        let Some(id) = one.actor else { return Side::Unknown };
        let actor = self.analysis.cast.actor(id);
        let is_marked = actor.mentions.iter().map(|mention| mention.span).chain(one.span).any(|span| self.stands(span));
        match (is_marked, code(&actor.identity)) {
            (true, _) => Side::Label(actor_label(id)),
            (false, Some(code)) => Side::Implied(code),
            (false, None) => Side::Unknown,
        }
    }

    fn stands(&self, span: Span) -> bool {
        self.text.place(span).is_some()
    }

    /// Who says so. What nobody in particular alleges or denies has the voice `-`.
    fn voice(&self, index: usize) -> Option<String> {
        let event = &self.analysis.events[index];
        let claim = self.analysis.claims.iter().find(|claim| claim.event == index);
        let from_claim = claim.and_then(|claim| match event.stance {
            Stance::Asserted => None,
            Stance::Alleged => claim.asserted_by.first().copied(),
            Stance::Denied => claim.denied_by.first().copied(),
        });
        let voice = from_claim.or(event.attribution.speaker).map(actor_label);
        voice.or_else(|| (event.stance != Stance::Asserted).then(|| "-".to_string()))
    }

    /// Every mention of those who act, suffer or speak.
    fn actors(&mut self, quotes: &[usize]) -> Vec<Meaning> {
        let mut playing: BTreeMap<ActorId, BTreeSet<Span>> = BTreeMap::new();
        for &index in &self.shown {
            let event = &self.analysis.events[index];
            for one in event.actors.iter().chain(&event.recipients) {
                if let (Some(actor), Side::Label(_)) = (one.actor, self.side(one)) {
                    playing.entry(actor).or_default().extend(one.span);
                }
            }
            if let Some(speaker) = event.attribution.speaker {
                playing.entry(speaker).or_default();
            }
        }
        for speaker in quotes.iter().filter_map(|&index| self.analysis.quotes[index].speaker) {
            playing.entry(speaker).or_default();
        }
        let claims = self.analysis.claims.iter().filter(|claim| self.shown.contains(&claim.event));
        for &voice in claims.flat_map(|claim| claim.asserted_by.iter().chain(&claim.denied_by)) {
            playing.entry(voice).or_default();
        }
        let mut meanings = Vec::new();
        for (id, mut spans) in playing {
            let actor = self.analysis.cast.actor(id);
            spans.extend(actor.mentions.iter().map(|mention| mention.span));
            for span in spans {
                mark(self.text, &mut self.marks, span, &actor_label(id));
            }
            let code = code(&actor.identity).unwrap_or_else(|| "-".to_string());
            let name = one_line(&actor.name);
            let words = if name.is_empty() { code } else { format!("{code}, {name}") };
            meanings.push(Meaning { label: actor_label(id), words });
        }
        meanings
    }

    fn places(&mut self) -> Vec<Meaning> {
        let used: BTreeSet<usize> = self.shown.iter().filter_map(|&index| self.analysis.events[index].place).collect();
        let mut meanings = Vec::new();
        for index in used {
            let place = &self.analysis.places[index];
            mark(self.text, &mut self.marks, place.span, &label('p', index));
            let is_country = place.precision == PlacePrecision::Country;
            let words = match &place.country {
                Some(country) if is_country => country.clone(),
                Some(country) => format!("{}, {country}", one_line(&place.name)),
                None => one_line(&place.name),
            };
            meanings.push(Meaning { label: label('p', index), words });
        }
        meanings
    }

    fn times(&mut self) -> Vec<Meaning> {
        let time_of = |&index: &usize| self.analysis.events[index].date.as_ref().and_then(|date| date.time);
        let used: BTreeSet<usize> = self.shown.iter().filter_map(time_of).collect();
        let mut meanings = Vec::new();
        for index in used {
            let time = &self.analysis.times[index];
            mark(self.text, &mut self.marks, time.span, &label('t', index));
            meanings.push(Meaning { label: label('t', index), words: time.value.clone() });
        }
        meanings
    }

    /// Thoughts have no place in the notation.
    fn is_notable(&self, index: usize) -> bool {
        self.analysis.quotes[index].kind != QuoteKind::Belief
    }

    fn quote(&mut self, index: usize) -> Meaning {
        let quote: &Quote = &self.analysis.quotes[index];
        for &content in &quote.content {
            mark(self.text, &mut self.marks, content, &label('q', index));
        }
        for &cue in &quote.cue {
            mark(self.text, &mut self.marks, cue, &label('c', index));
        }
        let is_mention = |source: Span| {
            let mentions = quote.speaker.map(|speaker| self.analysis.cast.actor(speaker).mentions.as_slice());
            mentions.is_some_and(|mentions| mentions.iter().any(|mention| mention.span == source))
        };
        for &source in quote.source.iter().filter(|&&source| !is_mention(source)) {
            mark(self.text, &mut self.marks, source, &label('s', index));
        }
        let kind = match quote.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect | QuoteKind::Belief => "indirect",
            QuoteKind::Mixed => "mixed",
        };
        let speaker = quote.speaker.map_or_else(|| "-".to_string(), actor_label);
        Meaning { label: label('q', index), words: format!("{kind} {speaker}") }
    }

    fn claims(&self) -> Vec<Meaning> {
        let all = self.analysis.claims.iter().enumerate().filter(|(_, claim)| self.shown.contains(&claim.event));
        let meaning = |(index, claim): (usize, &crate::claim::Claim)| {
            let voices = |verb: &str, voices: &[ActorId]| -> Vec<String> {
                voices.iter().map(|&voice| format!("{verb} {}", actor_label(voice))).collect()
            };
            let mut parts = vec![label('e', claim.event)];
            parts.extend(voices("asserted", &claim.asserted_by));
            parts.extend(voices("denied", &claim.denied_by));
            Meaning { label: label('k', index), words: parts.join(" | ") }
        };
        all.map(meaning).collect()
    }
}

/// Marks words once with a label, where they stand in a sentence.
fn mark(text: &Running, marks: &mut Vec<Mark>, span: Span, label: &str) {
    marks.extend(text.place(span).map(|span| Mark { span, label: label.to_string() }));
}

/// `a1` for the first, as in the record.
fn label(letter: char, index: usize) -> String {
    format!("{letter}{}", index + 1)
}

fn actor_label(actor: ActorId) -> String {
    label('a', actor.index())
}

/// `GHA COP;OPP`; none where neither country nor sector is known.
fn code(identity: &Identity) -> Option<String> {
    let sectors = identity.sectors.join(";");
    let parts: Vec<&str> =
        identity.country.as_deref().into_iter().chain([sectors.as_str()]).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A name without line breaks and runs of spaces.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
