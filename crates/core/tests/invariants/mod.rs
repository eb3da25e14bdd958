//! What holds for the analysis of any text (ARCHITECTURE.md, "Invariants"). The property tests and the fuzz targets ask it.

use rapporteur_core::Analysis;
use rapporteur_core::document::Document;
use rapporteur_core::span::Span;
use std::ops::Range;

/// Fails where a layer of `analysis` contradicts the text or another layer.
pub fn check(document: &Document, analysis: &Analysis) {
    segmentation(document, analysis);
    trees(analysis);
    names(analysis);
    spans(document, analysis);
    references(analysis);
    order(analysis);
}

/// Sentences lie in their blocks, in order and apart; every token lies in exactly one sentence.
fn segmentation(document: &Document, analysis: &Analysis) {
    let layer = &analysis.segmentation;
    let (mut token, mut end) = (0, 0);
    for (number, sentence) in layer.sentences.iter().enumerate() {
        assert_eq!(sentence.tokens.start, token, "sentences leave no token out and share none");
        assert!(!sentence.tokens.is_empty(), "a sentence has words");
        token = sentence.tokens.end;
        assert!(sentence.span.start >= end, "sentences overlap or stand out of order");
        end = sentence.span.end;
        let block = document.blocks[sentence.block];
        assert!(block.span.contains(sentence.span), "{:?} leaves its block {block:?}", sentence.span);
        assert_eq!(sentence.kind, block.kind);
        let mut word_end = sentence.span.start;
        for word in &layer.tokens[sentence.tokens.clone()] {
            assert_eq!(word.sentence as usize, number, "a token names its sentence");
            assert!(word.span.start >= word_end && word.span.end <= sentence.span.end, "{word:?} leaves its sentence");
            assert!(!word.span.is_empty() && word.surface.contains(word.span), "{word:?}");
            assert!(sentence.span.contains(word.surface), "{word:?} leaves its sentence");
            word_end = word.span.end;
        }
    }
    assert_eq!(token, layer.tokens.len(), "every token has a sentence");
}

/// The heads of each sentence make one tree.
fn trees(analysis: &Analysis) {
    let words = &analysis.reading.words;
    assert_eq!(words.len(), analysis.segmentation.tokens.len(), "each token is read");
    for sentence in &analysis.segmentation.sentences {
        let here = sentence.tokens.clone();
        let n_roots = here.clone().filter(|&token| words[token].head.is_none()).count();
        assert_eq!(n_roots, 1, "a sentence has one root");
        // A token is sound once its way to the root is known; every step marks one, so the whole walk is linear.
        let mut is_sound = vec![false; here.len()];
        for start in here.clone() {
            let mut way = Vec::new();
            let mut token = start;
            while !is_sound[token - here.start] {
                assert!(way.len() < here.len(), "the heads run in a circle");
                way.push(token);
                let Some(head) = words[token].head else { break };
                assert!(here.contains(&head.index()), "a head stands in another sentence");
                token = head.index();
            }
            way.iter().for_each(|&token| is_sound[token - here.start] = true);
        }
    }
}

/// Names cover tokens of one sentence, in order and apart.
fn names(analysis: &Analysis) {
    let tokens = &analysis.segmentation.tokens;
    let mut end = 0;
    for name in &analysis.reading.names {
        let Range { start, end: next } = name.tokens;
        assert!(start >= end && start < next && next <= tokens.len(), "{name:?}");
        assert_eq!(tokens[start].sentence, tokens[next - 1].sentence, "{name:?} crosses sentences");
        end = next;
    }
}

/// Every span of every layer holds words of the text.
fn spans(document: &Document, analysis: &Analysis) {
    let fits = |layer: &str, span: Span| {
        let words = document.text.get(span.range());
        assert!(words.is_some_and(|words| !words.is_empty()), "{layer}: {span:?} in {:?}", document.text);
    };
    analysis.segmentation.sentences.iter().for_each(|sentence| fits("sentence", sentence.span));
    analysis.segmentation.tokens.iter().for_each(|token| fits("token", token.span));
    analysis.segmentation.tokens.iter().for_each(|token| fits("surface", token.surface));
    analysis.times.iter().for_each(|time| fits("time", time.span));
    analysis.places.iter().for_each(|place| fits("place", place.span));
    for mention in analysis.cast.actors.iter().flat_map(|actor| &actor.mentions) {
        fits("mention", mention.span);
        let head = analysis.segmentation.tokens[mention.head.index()].span;
        assert!(mention.span.overlaps(head), "{mention:?} does not hold its head {head:?}");
    }
    for quote in &analysis.quotes {
        assert!(!quote.content.is_empty(), "a quote says something");
        [&quote.source, &quote.cue, &quote.content].into_iter().flatten().for_each(|&span| fits("quote", span));
    }
    for event in &analysis.events {
        fits("anchor", event.anchor);
        event.mentions.iter().for_each(|&span| fits("event", span));
        assert_eq!(event.mentions.first(), Some(&event.anchor), "the anchor is the first mention");
        event.actors.iter().chain(&event.recipients).filter_map(|one| one.span).for_each(|span| fits("role", span));
    }
}

/// What refers to another layer refers to something there.
fn references(analysis: &Analysis) {
    let n_actors = analysis.cast.actors.len();
    let known = |actor: rapporteur_core::actor::ActorId| assert!(actor.index() < n_actors, "{actor:?} of {n_actors}");
    for quote in &analysis.quotes {
        quote.speaker.into_iter().for_each(known);
    }
    for event in &analysis.events {
        event.actors.iter().chain(&event.recipients).filter_map(|one| one.actor).for_each(known);
        event.attribution.speaker.into_iter().for_each(known);
        assert!(event.attribution.quote.is_none_or(|quote| quote < analysis.quotes.len()));
        assert!(event.place.is_none_or(|place| place < analysis.places.len()));
        assert!(event.date.as_ref().and_then(|date| date.time).is_none_or(|time| time < analysis.times.len()));
        assert!((0.0..=1.0).contains(&event.confidence), "confidence {}", event.confidence);
    }
    for claim in &analysis.claims {
        assert!(claim.event < analysis.events.len());
        claim.asserted_by.iter().chain(&claim.denied_by).copied().for_each(known);
    }
}

/// Every list is sorted by position (docs/contract.md).
fn order(analysis: &Analysis) {
    let sorted =
        |layer: &str, positions: Vec<u32>| assert!(positions.is_sorted(), "{layer} out of order: {positions:?}");
    sorted("times", analysis.times.iter().map(|time| time.span.start).collect());
    sorted("places", analysis.places.iter().map(|place| place.span.start).collect());
    for actor in &analysis.cast.actors {
        assert!(!actor.mentions.is_empty(), "an actor is mentioned");
        // By their head words, which only in broken text differ from where they start; the record sorts them anew.
        sorted("mentions", actor.mentions.iter().map(|mention| mention.head.0).collect());
    }
    let first = |actor: &rapporteur_core::actor::Actor| actor.mentions.iter().map(|mention| mention.span.start).min();
    sorted("actors", analysis.cast.actors.iter().filter_map(first).collect());
    sorted("quotes", analysis.quotes.iter().map(|quote| quote.content[0].start).collect());
    sorted("events", analysis.events.iter().map(|event| event.anchor.start).collect());
    sorted("claims", analysis.claims.iter().map(|claim| claim.event as u32).collect());
}
