//! Does the name of a place stand for those who govern it?
//!
//! "Moscow said" is the government, "in Moscow" is a place. Only grammar decides here; whether the place governs anything at
//! all is for the actor tables to say.

use super::noun_phrase::{preposition, role};
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;

/// Whether the place named at `token` acts, is acted upon or is dealt with, by its role in the sentence.
pub(super) fn place_acts(tree: &Tree, token: TokenId) -> bool {
    use Relation as R;
    let (relation, governor) = role(tree, token);
    let Some(preposition) = preposition(tree, token) else {
        return match relation {
            R::Nsubj | R::NsubjPass | R::NsubjOuter | R::Obj | R::Iobj | R::NmodPoss | R::Vocative | R::Dislocated => {
                true
            }
            // A headline or a fragment: "Moscow, Kyiv trade accusations" is read in many ways.
            R::Root | R::Parataxis => tree.children(token).len() > 1 && !is_dateline(tree, token),
            R::Appos => governor.is_some_and(|governor| place_acts(tree, governor)),
            _ => false,
        };
    };
    let governor = governor.map(|governor| tree.lemma(governor).to_lowercase()).unwrap_or_default();
    match preposition.as_str() {
        "with" | "against" | "between" | "among" | "by" | "toward" | "towards" | "upon" | "on" | "into" | "versus"
        | "vs" | "alongside" | "of" | "like" | "unlike" | "without" | "despite" | "about" | "than" | "via" => true,
        "for" => !MOVES.contains(&governor.as_str()) || DEPARTS.contains(&governor.as_str()),
        // A visit has a host; what is given has a receiver. Near to and next to are places.
        "to" => {
            !matches!(governor.as_str(), "close" | "near" | "next" | "north" | "south" | "east" | "west" | "adjacent")
        }
        "from" => !MOVES.contains(&governor.as_str()),
        "in" => ARRIVES.contains(&governor.as_str()),
        _ => false,
    }
}

/// Verbs and nouns of motion: what comes from a place with them comes from a place, not from a government.
const MOVES: [&str; 47] = [
    "arrival",
    "arrive",
    "come",
    "crawl",
    "deport",
    "deportation",
    "depart",
    "departure",
    "drive",
    "emerge",
    "escape",
    "evacuate",
    "evacuation",
    "exile",
    "exit",
    "exodus",
    "expel",
    "expulsion",
    "far",
    "flee",
    "flight",
    "fly",
    "go",
    "journey",
    "kilometer",
    "kilometre",
    "km",
    "leave",
    "march",
    "mile",
    "move",
    "pull",
    "pullout",
    "retreat",
    "return",
    "route",
    "sail",
    "smuggle",
    "travel",
    "trip",
    "voyage",
    "walk",
    "way",
    "withdraw",
    "withdrawal",
    "transport",
    "report",
];

const DEPARTS: [&str; 6] = ["depart", "departure", "fly", "head", "leave", "sail"];

const ARRIVES: [&str; 5] = ["arrival", "arrive", "land", "touch", "welcome"];

/// Whether the place opens the line that says where a report was filed.
fn is_dateline(tree: &Tree, token: TokenId) -> bool {
    let sentence = &tree.segmentation.sentences[tree.sentence(token)];
    let is_first = sentence.tokens.start == token.index();
    is_first && !tree.children(token).iter().any(|&child| tree.upos(child) == Upos::Verb)
}
