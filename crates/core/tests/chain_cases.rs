//! Mentions and chains over trees that stand in the case files; see trees/mod.rs for their form.
//!
//! An expected line is `CODE name: mention | mention`, one for each actor of the case.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]
// Tests read their cases from files; the crate itself does no input or output.
#![allow(clippy::disallowed_methods)]

mod trees;

use rapporteur_core::actor::{ActorTables, Cast, add_speakers, cast};
use rapporteur_core::document::Document;
use rapporteur_core::place::{Gazetteer, places};
use rapporteur_core::read::{Reading, Tree};
use rapporteur_core::segment::Segmentation;
use rapporteur_core::speech::{Cues, quotes};

#[test]
fn mentions_are_chained_as_the_cases_say() {
    let (tables, gazetteer, cues) = (ActorTables::load(), Gazetteer::load(), Cues::load());
    let cases = trees::cases("chain");
    assert!(cases.len() >= 15, "only {} cases were found", cases.len());
    for case in cases {
        let tree = Tree::new(&case.document.text, &case.segmentation, &case.reading);
        let cast = cast(&case.document, &tree, &places(&case.document, &tree, &gazetteer), &tables);
        let cast = add_speakers(cast.clone(), &quotes(&case.document, &tree, &cast, &cues), &tree);
        assert_eq!(lines(&cast, &case.document), case.expected, "{}", case.title);
        for (index, actor) in cast.actors.iter().enumerate() {
            for mention in &actor.mentions {
                assert_eq!(cast.at(mention.head).map(|(id, _)| id.index()), Some(index), "{}", case.title);
            }
        }
    }
}

fn lines(cast: &Cast, document: &Document) -> Vec<String> {
    let line = |actor: &rapporteur_core::actor::Actor| {
        let country = actor.identity.country.as_deref().unwrap_or("-");
        let mentions: Vec<&str> = actor.mentions.iter().map(|mention| mention.span.of(&document.text)).collect();
        format!("{country}{} {}: {}", actor.identity.sectors.concat(), actor.name, mentions.join(" | "))
    };
    cast.actors.iter().map(line).collect()
}

#[test]
fn an_empty_report_has_no_actors() {
    let (segmentation, reading) = (Segmentation::default(), Reading::default());
    let tree = Tree::new("", &segmentation, &reading);
    let document = Document::plain("empty", "");
    let cast = cast(&document, &tree, &[], &ActorTables::load());
    assert!(cast.actors.is_empty() && quotes(&document, &tree, &cast, &Cues::load()).is_empty());
}
