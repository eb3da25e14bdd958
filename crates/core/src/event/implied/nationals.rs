//! Whom does only an adjective name? "Danish and Polish corvettes", "Indian wrestlers", "thousands" in a town.

use super::{ImpliedWords, implied_actor, is_implied, only_country};
use crate::actor::{Actor, Cast, Mention, MentionForm};
use crate::place::Place;
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;

/// The cast with those whom only an adjective names: "Danish and Polish corvettes" are two navies, "Indian wrestlers" people,
/// "Rwandan and Ugandan officers" of two states.
pub(in crate::event) fn with_nationals(cast: &Cast, tree: &Tree, places: &[Place], words: &ImpliedWords) -> Cast {
    let mut actors = cast.actors.clone();
    for index in 0..tree.segmentation.tokens.len() {
        let noun = TokenId(index as u32);
        if tree.upos(noun) != Upos::Noun {
            continue;
        }
        let adjectives = nationalities(tree, places, noun);
        match cast.at(noun) {
            Some((actor, mention)) if adjectives.len() > 1 => {
                let identity = cast.actor(actor).identity.clone();
                let sectors: Vec<&str> = identity.sectors.iter().map(String::as_str).collect();
                let is_shared = !sectors.is_empty()
                    && identity.registry.is_none()
                    && adjectives.iter().any(|(_, country)| identity.country.as_ref() == Some(country));
                if !is_shared {
                    continue;
                }
                for (adjective, country) in &adjectives {
                    if identity.country.as_ref() == Some(country) {
                        // The noun no longer stands for one of them alone.
                        for own in actors[actor.index()].mentions.iter_mut().filter(|own| own.span == mention.span) {
                            own.head = *adjective;
                        }
                    } else {
                        add_national(&mut actors, tree, *adjective, *adjective, country, &sectors);
                    }
                }
            }
            None if is_crowd(tree, noun) => {
                if let Some(country) = only_country(tree, places, noun) {
                    add_national(&mut actors, tree, noun, noun, &country, &["CVL"]);
                }
            }
            None => {
                let lemma = tree.lemma(noun).to_lowercase();
                let is_arms = words.arms.contains(&lemma);
                for (adjective, country) in
                    adjectives.iter().filter(|(adjective, _)| cast.at(*adjective).is_none() || !is_arms)
                {
                    if is_arms {
                        add_national(&mut actors, tree, *adjective, *adjective, country, &["MIL"]);
                    } else if adjectives.len() == 1 && is_person(&lemma) {
                        add_national(&mut actors, tree, noun, *adjective, country, &["CVL"]);
                    }
                }
            }
            Some(_) => {}
        }
    }
    Cast::new(actors)
}

/// "Thousands marched": a number or a crowd of nobody in particular, as the subject of a clause.
fn is_crowd(tree: &Tree, noun: TokenId) -> bool {
    const CROWD: [&str; 10] =
        ["thousand", "hundred", "dozen", "ten", "crowd", "people", "score", "million", "mob", "marcher"];
    let counts_others = tree.children(noun).iter().any(|&child| tree.case_of(child).as_deref() == Some("of"));
    matches!(tree.relation(noun), Relation::Nsubj | Relation::NsubjPass)
        && CROWD.contains(&tree.lemma(noun).to_lowercase().as_str())
        && !counts_others
}

/// The demonyms on a noun, each with its country.
fn nationalities(tree: &Tree, places: &[Place], noun: TokenId) -> Vec<(TokenId, String)> {
    let modifiers = tree.children(noun).iter().copied();
    let modifiers = modifiers
        .filter(|&child| matches!(tree.relation(child), Relation::Amod | Relation::Compound))
        .flat_map(|child| tree.conjuncts(child));
    let mut found: Vec<(TokenId, String)> = Vec::new();
    for adjective in modifiers {
        let span = tree.span(adjective);
        let place = places.iter().find(|place| place.adjectival && place.span.overlaps(span));
        if let Some(country) = place.and_then(|place| place.country.clone())
            && !found.iter().any(|(_, other)| *other == country)
        {
            found.push((adjective, country));
        }
    }
    found
}

/// Nouns for people, by their ending; offices have their own tables.
fn is_person(lemma: &str) -> bool {
    const ENDINGS: [&str; 8] = ["er", "ist", "ian", "man", "woman", "mate", "goer", "eer"];
    const OTHERS: [&str; 34] = [
        "newspaper",
        "border",
        "power",
        "water",
        "river",
        "paper",
        "letter",
        "computer",
        "number",
        "order",
        "offer",
        "member",
        "minister",
        "broadcaster",
        "carrier",
        "frontier",
        "bulldozer",
        "tanker",
        "freighter",
        "trawler",
        "steamer",
        "liner",
        "airliner",
        "container",
        "quarter",
        "charter",
        "matter",
        "shelter",
        "tower",
        "chamber",
        "quarter",
        "career",
        "banner",
        "fever",
    ];
    ENDINGS.iter().any(|ending| lemma.ends_with(ending)) && !OTHERS.contains(&lemma)
}

fn add_national(actors: &mut Vec<Actor>, tree: &Tree, head: TokenId, word: TokenId, country: &str, sectors: &[&str]) {
    let mention = Mention { span: tree.span(head), head, form: MentionForm::Nominal };
    match actors.iter_mut().find(|actor| is_implied(actor, country, sectors)) {
        Some(actor) => actor.mentions.push(mention),
        None => {
            let mut actor = implied_actor(country, sectors, tree.form(word));
            actor.mentions.push(mention);
            actors.push(actor);
        }
    }
}
