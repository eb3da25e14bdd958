//! Where does an act take place? Where a phrase of place in its own clause puts it: "in Oslo", "near the central Malian town
//! of Konna", "the port of Arica was closed", also inside the mention of doer or target ("a court in Gori").
//!
//! Two questions for every place that a sentence names. What phrase does the name stand in, and is it one of place? Does
//! that phrase belong to the act, and how far is it?

use super::nearness::{has_no_subject, has_own_subject, is_meanwhile, is_told, leaving_cost, lifted_path, path};
use super::ontology::EventType;
use crate::place::{Place, PlacePrecision};
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use std::collections::BTreeSet;

/// What places are tied from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Locatives<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) places: &'a [Place],
    /// The anchors of all acts: a place below one of them is that act's.
    pub(super) anchors: &'a BTreeSet<TokenId>,
}

/// A phrase with the name of a place in it.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    /// Its highest word: "town" of "near the town of Konna".
    top: TokenId,
    link: Link,
    /// What the way up from the name costs: "the town of Konna" is surer than "the Konna road".
    cost: u32,
    /// Whether a noun says what the name names, so that no government is meant.
    is_described: bool,
}

/// How a phrase of place hangs on what is above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// "in", "near": it says where.
    At,
    /// "to", "into": where somebody goes.
    To,
    /// "from": where somebody leaves.
    From,
    /// "on", "against", "of", or none: what is acted upon.
    Target,
}

/// A place further than this from an act is not its place.
const FARTHEST: u32 = 10;

/// Nouns between a name and the word that says where: "in the hills of the north of X".
const LONGEST_PHRASE: usize = 5;

impl Locatives<'_> {
    /// The place of an act, as an index into the places.
    pub(super) fn place(&self, anchor: TokenId, kind: EventType) -> Option<usize> {
        let near = |(index, place): (usize, &Place)| {
            let head = self.head_of(place, anchor)?;
            let phrase = self.phrase(head)?;
            let distance = self.distance(anchor, kind, phrase, place)?;
            Some((distance, place.precision == PlacePrecision::Country, place.span.start, index))
        };
        let named = self.places.iter().enumerate().filter(|(_, place)| !place.adjectival);
        let best = named.filter_map(near).min().filter(|best| best.0 <= FARTHEST);
        best.map(|best| best.3).or_else(|| self.there(anchor, kind))
    }

    /// The highest word of a place, if it stands in the anchor's sentence.
    fn head_of(&self, place: &Place, anchor: TokenId) -> Option<TokenId> {
        let sentence = &self.tree.segmentation.sentences[self.tree.sentence(anchor)];
        if !sentence.span.overlaps(place.span) {
            return None;
        }
        let inside = |token: &TokenId| self.tree.span(*token).overlaps(place.span);
        let tokens = sentence.tokens.clone().map(|token| TokenId(token as u32)).filter(inside);
        tokens.into_iter().find(|&token| self.tree.head(token).is_none_or(|head| !inside(&head)))
    }

    /// The phrase a name stands in: up over "town of", "quarter", "west of" to the word with the preposition.
    fn phrase(&self, head: TokenId) -> Option<Phrase> {
        let tree = self.tree;
        let mut node = head;
        let mut cost = 0;
        for step in 0..LONGEST_PHRASE {
            let found = |link| Some(Phrase { top: node, link, cost, is_described: step > 0 });
            let above = tree.head(node);
            let case = self.case_of(node);
            match case.as_deref() {
                // "call on Canada", "sanctions on Crimea", but "on the island of", "on Main Street".
                Some("on") if step == 0 && !self.is_ground(head) => return found(Link::Target),
                Some(case) if is_locative(case) => return found(Link::At),
                Some("to" | "into" | "onto" | "toward" | "towards" | "for") => return found(Link::To),
                Some("from") if above.is_some_and(|above| self.is_measure(above)) => {
                    // "forty kilometres from Baidoa"
                    return above.map(|top| Phrase { top, link: Link::At, cost, is_described: true });
                }
                Some("from" | "out") => return found(Link::From),
                Some("of") => match above {
                    Some(noun) if self.holds_place(noun) => {
                        cost += 1;
                        node = noun;
                    }
                    Some(noun) if DWELLERS.contains(&tree.lemma(noun).to_lowercase().as_str()) => {
                        return Some(Phrase { top: noun, link: Link::At, cost, is_described: true });
                    }
                    _ => return found(Link::Target),
                },
                Some("against" | "upon") => return found(Link::Target),
                Some(_) => return None,
                None => {
                    let is_direction = DIRECTIONS.contains(&tree.lemma(node).to_lowercase().as_str());
                    if is_direction && step > 0 {
                        return found(Link::At);
                    }
                    match (tree.relation(node), above) {
                        (Relation::Obj | Relation::NsubjPass, _) => return found(Link::Target),
                        // "the capital, Nairobi": what stands beside a name has its preposition.
                        (Relation::Appos, Some(noun)) if self.is_place_noun(noun) => node = noun,
                        // "Jenin refugee camp", "Kabul's old quarter", "Aleppo's Hamdaniya district".
                        (
                            Relation::Compound
                            | Relation::NmodDesc
                            | Relation::Amod
                            | Relation::Flat
                            | Relation::Nummod
                            | Relation::Nmod
                            | Relation::NmodUnmarked,
                            Some(noun),
                        ) if self.holds_place(noun) => {
                            cost += 2;
                            node = noun;
                        }
                        (Relation::NmodPoss, Some(noun)) if self.is_place_noun(noun) || self.is_named_place(noun) => {
                            cost += 2;
                            node = noun;
                        }
                        _ => return None,
                    }
                }
            }
        }
        None
    }

    /// Whether a name is of ground that one stands on: an island, a road, a river.
    fn is_ground(&self, head: TokenId) -> bool {
        let span = self.tree.span(head);
        let named = self.places.iter().find(|place| !place.adjectival && place.span.overlaps(span));
        let is_kind = |word: &str| is_in(PLACE_NOUNS, &word.to_lowercase());
        named.is_some_and(|place| {
            let words = place.span.of(self.tree.text);
            let is_ground = !matches!(place.precision, PlacePrecision::Country | PlacePrecision::City);
            (is_ground && (place.country.is_none() || !place.feature.is_empty())) || words.split(' ').any(is_kind)
        })
    }

    fn is_measure(&self, noun: TokenId) -> bool {
        let lemma = self.tree.lemma(noun).to_lowercase();
        matches!(lemma.as_str(), "kilometre" | "kilometer" | "km" | "mile" | "metre" | "meter" | "hour")
    }

    /// The preposition of a phrase. One of several words counts by its first: "out of", "close to".
    fn case_of(&self, node: TokenId) -> Option<String> {
        let tree = self.tree;
        let cases: Vec<TokenId> =
            tree.children_by(node, Relation::Case).filter(|&case| !self.is_possessive(case)).collect();
        let &first = cases.first()?;
        let form = tree.form(first).to_lowercase();
        let last = cases.last().map(|&last| tree.form(last).to_lowercase()).unwrap_or_default();
        Some(match form.as_str() {
            "out" => "out".to_string(),
            // "close to", "next to", "in front of", "in and around".
            "close" | "next" | "adjacent" => "near".to_string(),
            "in" if last != "in" && matches!(last.as_str(), "to" | "with") => last,
            _ => form,
        })
    }

    fn is_possessive(&self, case: TokenId) -> bool {
        matches!(self.tree.form(case), "'s" | "’s" | "'" | "’")
    }

    /// Whether "NOUN of PLACE" is a place itself: "the town of", or any thing that something happens in or near.
    fn holds_place(&self, noun: TokenId) -> bool {
        let tree = self.tree;
        if self.is_place_noun(noun) || self.is_named_place(noun) {
            return true;
        }
        if self.anchors.contains(&noun) || !matches!(tree.upos(noun), Upos::Noun | Upos::Propn) {
            return false;
        }
        let case = self.case_of(noun);
        let is_person = self.ends_with(noun, &PERSONS);
        !is_person && case.is_some_and(|case| is_locative(&case) && case != "on" && case != "over")
    }

    fn is_place_noun(&self, noun: TokenId) -> bool {
        let lemma = self.tree.lemma(noun).to_lowercase();
        is_in(PLACE_NOUNS, &lemma) || DIRECTIONS.contains(&lemma.as_str())
    }

    fn ends_with(&self, noun: TokenId, endings: &[&str]) -> bool {
        let lemma = self.tree.lemma(noun).to_lowercase();
        endings.iter().any(|ending| lemma.ends_with(ending))
    }

    fn is_named_place(&self, noun: TokenId) -> bool {
        let span = self.tree.span(noun);
        self.places.iter().any(|place| !place.adjectival && place.span.overlaps(span))
    }

    /// How far a phrase is from an act; none where it is not the act's.
    fn distance(&self, anchor: TokenId, kind: EventType, phrase: Phrase, place: &Place) -> Option<u32> {
        let tree = self.tree;
        let (above_anchor, above_top) = (path(tree, anchor), lifted_path(tree, phrase.top));
        let (meet_anchor, meet_top) = above_anchor
            .iter()
            .enumerate()
            .find_map(|(steps, node)| Some((steps, above_top.iter().position(|other| other == node)?)))?;
        let is_speech = is_speech(kind);
        let is_own = meet_anchor == 0;
        if phrase.link != Link::At && !self.fits(anchor, kind, phrase, place, meet_top, is_own) {
            return None;
        }
        // "The envoy in London condemned": what is only said is said from there, and does not happen there.
        if is_speech && (meet_anchor > 2 || !self.is_said_at(anchor, &above_top[..meet_top])) {
            return None;
        }
        let is_country = place.precision == PlacePrecision::Country;
        let mut cost = phrase.cost + if is_country { 3 } else { 0 };
        for (index, &node) in above_top[..meet_top].iter().enumerate() {
            cost += self.step_cost(node, index == 0, anchor, kind)?;
        }
        if !is_physical(kind) && meet_top > 3 {
            return None;
        }
        // "Police in Goma said that soldiers": the telling is elsewhere. "Marched in Goma, and Kigali threatened": so is
        // what somebody else says.
        let is_apart = |node: TokenId| {
            is_told(tree, node) || is_speech && tree.relation(node) == Relation::Conj && has_own_subject(tree, node)
        };
        if above_anchor[..meet_anchor].iter().any(|&node| is_apart(node)) {
            return None;
        }
        cost += above_anchor[..meet_anchor].iter().map(|&node| leaving_cost(tree.relation(node))).sum::<u32>();
        Some(cost)
    }

    /// Whether the way down from something said leads to where it is said: "demanded at a meeting in", "signed a pact in".
    fn is_said_at(&self, anchor: TokenId, way: &[TokenId]) -> bool {
        let tree = self.tree;
        match way {
            [] | [_] => true,
            [.., below] => {
                let is_occasion = matches!(self.case_of(*below).as_deref(), Some("at" | "during"));
                let signs = matches!(tree.lemma(anchor), "sign" | "initial" | "ratify" | "conclude");
                let is_pact = signs && tree.relation(*below) == Relation::Obj;
                way.len() <= 3 && (is_occasion && way.len() == 2 || is_pact)
            }
        }
    }

    /// What one step down from the act to the place costs; none where it leads to something else.
    fn step_cost(&self, node: TokenId, is_top: bool, anchor: TokenId, kind: EventType) -> Option<u32> {
        use Relation::*;
        let tree = self.tree;
        let relation = tree.relation(node);
        let is_nominal = matches!(tree.upos(node), Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron);
        let is_other_act = self.anchors.contains(&node) && node != anchor;
        let case = self.case_of(node);
        if is_other_act {
            // "killed two in a raid in", "signed it at a meeting in": the occasion of an act has its place.
            let is_object = matches!(relation, Obj | NsubjPass) && kind != EventType::Sanction;
            let is_occasion = is_nominal
                && (is_object
                    || matches!(relation, Obl | Nmod)
                        && case.as_deref().is_some_and(|case| matches!(case, "in" | "at" | "during")));
            // "fired on students gathered in the square": where the target is, the act is.
            let is_target = is_physical(kind) && matches!(relation, Acl | AclRelcl);
            // "burned huts and killed herders near the lake": one place for both.
            let is_joined = is_physical(kind) && relation == Conj && has_no_subject(tree, node);
            return match (is_occasion, is_target) {
                (true, _) => Some(2),
                (_, true) => Some(5),
                _ if is_joined => Some(5),
                _ if relation == Advcl && is_physical(kind) && is_meanwhile(tree, node) => Some(4),
                _ => None,
            };
        }
        if !is_top && is_nominal && case.as_deref().is_some_and(|case| self.is_topic(node, case, kind)) {
            return None;
        }
        // "The rebel envoy in London", "analysts in Brussels": where they are nothing happens.
        if !is_top && self.ends_with(node, &ABSENT) {
            return None;
        }
        match relation {
            Conj if is_nominal && !is_top => Some(1),
            Conj if !is_top && is_physical(kind) && has_no_subject(tree, node) => Some(5),
            Advcl if is_physical(kind) && is_meanwhile(tree, node) => Some(4),
            Acl if is_physical(kind) => Some(3),
            AclRelcl if is_physical(kind) => Some(5),
            Ccomp | Advcl | AdvclRelcl | AclRelcl | Acl | Csubj | CsubjPass | Parataxis | Conj => None,
            _ => Some(1),
        }
    }

    /// Whether a phrase names what is spoken about or what came before.
    fn is_topic(&self, node: TokenId, case: &str, kind: EventType) -> bool {
        let is_thing = match case {
            "for" => is_physical(kind),
            // "met his counterpart in Rome", "conferred with him in Rome": the partner is where the talks are.
            "with" => is_physical(kind) || kind == EventType::Consult,
            _ => false,
        };
        TOPICS.contains(&case) && !is_thing && !self.is_place_noun(node)
    }

    /// Whether an act goes to, leaves or hits what the phrase names.
    fn fits(
        &self,
        anchor: TokenId,
        kind: EventType,
        phrase: Phrase,
        place: &Place,
        below: usize,
        is_own: bool,
    ) -> bool {
        use EventType::*;
        let tree = self.tree;
        let is_state = place.precision == PlacePrecision::Country && !phrase.is_described;
        let is_near = is_own && below <= 2;
        match phrase.link {
            Link::At => true,
            Link::To => {
                let is_goal = self.case_of(phrase.top).as_deref() != Some("for");
                is_goal && is_near && !is_state && matches!(kind, Consult | Mobilize | Aid | Assault)
            }
            Link::From => {
                let is_source =
                    matches!(kind, Retreat | Aid) || (kind == Coerce && tree.lemma(anchor).starts_with("deport"));
                is_near && !is_state && is_source
            }
            Link::Target => {
                // "closed the port of Arica", "the shelling of Mostar": never a capital that stands for a government.
                let is_hit = matches!(kind, Assault | Mobilize | Retreat)
                    || (kind == Coerce && (phrase.is_described || self.case_of(phrase.top).is_some()));
                let is_visited = kind == Consult && matches!(tree.lemma(anchor), "visit" | "tour");
                is_near && below <= 1 && !is_state && (is_hit || is_visited)
            }
        }
    }

    /// "There", "in the town", "in the capital": the place that was named last before.
    fn there(&self, anchor: TokenId, kind: EventType) -> Option<usize> {
        if is_speech(kind) {
            return None;
        }
        let tree = self.tree;
        let sentence = &tree.segmentation.sentences[tree.sentence(anchor)];
        let words = sentence.tokens.clone().map(|token| TokenId(token as u32));
        let points = |word: &TokenId| {
            let lemma = tree.lemma(*word).to_lowercase();
            let is_there = lemma == "there" && tree.relation(*word) == Relation::Advmod;
            let is_again = TOWNS.contains(&lemma.as_str())
                && (matches!(tree.relation(*word), Relation::Obj | Relation::NsubjPass)
                    || self.case_of(*word).is_some_and(|case| is_locative(&case)))
                && tree.children(*word).iter().all(|&child| {
                    tree.relation(child) == Relation::Case
                        || matches!(tree.form(child).to_lowercase().as_str(), "the" | "this" | "that")
                });
            is_there || is_again
        };
        let near = |word: TokenId| {
            let is_object = matches!(tree.relation(word), Relation::Obj | Relation::NsubjPass);
            let link = if is_object { Link::Target } else { Link::At };
            let phrase = Phrase { top: word, link, cost: 0, is_described: true };
            let place = self.last_before(word)?;
            let distance = self.distance(anchor, kind, phrase, &self.places[place])?;
            Some((distance, word, place))
        };
        let best = words.filter(points).filter_map(near).min()?;
        (best.0 <= FARTHEST).then_some(best.2)
    }

    /// The town, or what is no country, that was named last in this sentence or the one before.
    fn last_before(&self, word: TokenId) -> Option<usize> {
        let tree = self.tree;
        let start = tree.segmentation.sentences[tree.sentence(word).saturating_sub(1)].span.start;
        let end = tree.span(word).start;
        let is_town = |place: &Place| {
            !place.adjectival && !matches!(place.precision, PlacePrecision::Country) && place.span.start >= start
        };
        let named = self.places.iter().enumerate().filter(|(_, place)| place.span.end <= end && is_town(place));
        named.max_by_key(|(_, place)| place.span.start).map(|(index, _)| index)
    }
}

fn is_in(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

/// Acts that are done by saying something: they take place where somebody speaks, which reports seldom tell.
fn is_speech(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Accuse | Request | Reject | Threaten | Concede | Agree | Support)
}

/// Acts on bodies and things: where those are, the act is.
fn is_physical(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Assault | Coerce | Protest | Mobilize | Retreat | Aid)
}

fn is_locative(case: &str) -> bool {
    matches!(
        case,
        "in" | "at"
            | "near"
            | "nearby"
            | "outside"
            | "inside"
            | "around"
            | "round"
            | "off"
            | "across"
            | "on"
            | "over"
            | "above"
            | "below"
            | "beyond"
            | "behind"
            | "beside"
            | "along"
            | "through"
            | "down"
            | "up"
            | "within"
            | "throughout"
    )
}

/// Prepositions of what is spoken about, or of what came before: a place inside is not where the act is.
const TOPICS: [&str; 12] =
    ["about", "over", "for", "after", "before", "since", "until", "because", "despite", "following", "as", "with"];

/// Who is abroad or looks on.
const ABSENT: [&str; 6] = ["envoy", "ambassador", "analyst", "diplomat", "correspondent", "consul"];

/// Endings of those who act: "the president of Brazil" is no place.
const PERSONS: [&str; 9] = ["president", "minister", "people", "man", "woman", "or", "ist", "resident", "king"];

/// Those of a town: "riots by residents of".
const DWELLERS: [&str; 4] = ["resident", "inhabitant", "villager", "townspeople"];

const DIRECTIONS: [&str; 12] = [
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "north-east",
    "north-west",
    "south-east",
    "south-west",
];

/// What points back at a town.
const TOWNS: [&str; 9] = ["town", "city", "village", "district", "suburb", "port", "island", "region", "province"];

/// Nouns whose "of" names a place.
const PLACE_NOUNS: &str = "\
    airbase airfield airport archipelago area atoll avenue bank barracks base basin bay beach border borough \
    bridge camp campus capital cathedral center centre church city coast compound corridor county crossing delta \
    department desert district edge emirate enclave escarpment exclave fortress garrison gate ghetto gorge \
    governorate gulf hamlet harbour headwater heart height highland hill hospital island isle islet jail \
    junction lake marsh metropolis mine mosque mountain municipality neighborhood neighbourhood oasis oblast \
    outpost outskirt outskirts parish park part pass peninsula plain plateau port prefecture prison province \
    quarter reef refinery region republic residence resort river road rock sector settlement shore shrine slum \
    square state station strait street strip suburb temple territory town township university valley village \
    volcano ward water waterfront wood yard zone";
