//! How many people does a phrase speak of? From the head of a noun phrase to the number in it, conjuncts added up.

use super::Figure;
use super::quantity::{Quantity, quantities};
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;

/// No path through a tree is followed further.
pub(super) const MOST_STEPS: usize = 24;

/// Numbers added up, with their words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tally {
    parts: Vec<Part>,
}

/// One number of a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    low: Option<u64>,
    high: Option<u64>,
    words: Span,
}

impl Tally {
    /// Adds what was not counted before.
    pub(super) fn add(&mut self, other: Tally) {
        for part in other.parts {
            if !self.parts.contains(&part) {
                self.parts.push(part);
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// One person is no crowd.
    pub(super) fn is_crowd(&self) -> bool {
        self.parts.iter().any(|part| part.low != Some(1) || part.high != Some(1))
    }
}

/// Answers how many, for the phrases of a document.
pub(super) struct Counts<'a> {
    tree: &'a Tree<'a>,
    /// The numbers of the document, in tokens, in order.
    quantities: Vec<Quantity>,
}

impl<'a> Counts<'a> {
    pub(super) fn new(tree: &'a Tree<'a>) -> Counts<'a> {
        let mut all = Vec::new();
        for sentence in &tree.segmentation.sentences {
            let forms = sentence.tokens.clone().map(|token| tree.form(TokenId(token as u32)).to_lowercase());
            let words: Vec<String> = forms.collect();
            let first = sentence.tokens.start;
            all.extend(quantities(&words).into_iter().map(|one| Quantity {
                words: one.words.start + first..one.words.end + first,
                core: one.core + first,
                ..one
            }));
        }
        Counts { tree, quantities: all }
    }

    /// The sum of the parts with the words of each; open on a side on which a part is open.
    pub(super) fn figure(&self, tally: &Tally) -> Figure {
        let is_all = |bound: fn(&Part) -> Option<u64>| tally.parts.iter().all(|part| bound(part).is_some());
        let sum = |bound: fn(&Part) -> Option<u64>| tally.parts.iter().filter_map(bound).fold(0, u64::saturating_add);
        let low = |part: &Part| part.low;
        let high = |part: &Part| part.high;
        // "up to forty soldiers and a child": at least the child, but a figure without a floor stays without.
        let low = is_all(low).then(|| sum(low));
        let high = is_all(high).then(|| sum(high));
        let mut words: Vec<Span> = tally.parts.iter().map(|part| part.words).collect();
        words.sort_unstable();
        words.dedup();
        Figure { low, high, words }
    }

    /// The people of a noun phrase and of those coordinated with it: "three police officers and a child".
    pub(super) fn of_people(&self, head: TokenId) -> Option<Tally> {
        let first = self.of_phrase(head, false);
        // "20 cows and a herder", "herself and nine others": those who do not count leave the number to the others.
        let is_out = self.is_thing(head) || self.tree.upos(head) == Upos::Pron;
        let mut tally = first.or_else(|| is_out.then(Tally::default))?;
        for other in self.tree.children_by(head, Relation::Conj) {
            let is_phrase = matches!(self.tree.upos(other), Upos::Noun | Upos::Propn | Upos::Num);
            match self.of_phrase(other, true) {
                Some(more) if is_phrase => tally.add(more),
                // "two officers and civilians": nobody knows how many.
                None if !tally.is_empty() && is_phrase && self.is_plural(other) && !self.is_thing(other) => {
                    tally.open()
                }
                _ => {}
            }
        }
        (!tally.is_empty()).then_some(tally)
    }

    /// Words that the network names: numbers, articles, or the nouns they belong to.
    pub(super) fn of_words(&self, words: &[TokenId]) -> Option<Tally> {
        let mut tally = Tally::default();
        for &word in words {
            let quantity = self.quantity_at(word).map(|quantity| self.tally(quantity));
            let part = quantity.or_else(|| self.article(word)).or_else(|| self.of_phrase(word, true));
            if let Some(part) = part {
                tally.add(part);
            }
        }
        (!tally.is_empty()).then_some(tally)
    }

    /// Whether a number begins at a token.
    pub(super) fn starts_at(&self, token: TokenId) -> bool {
        self.quantity_at(token).is_some_and(|quantity| quantity.words.start == token.index())
    }

    /// The number that begins at a token, unless it counts things.
    pub(super) fn people_from(&self, token: TokenId) -> Option<Tally> {
        let quantity = self.quantity_at(token).filter(|quantity| quantity.words.start == token.index())?;
        let last = TokenId(quantity.words.end as u32 - 1);
        let counted = self.tree.head(last).filter(|&head| head > last);
        (!counted.is_some_and(|counted| self.is_thing(counted))).then(|| self.tally(quantity))
    }

    /// A number or article that begins at a token, with the token behind it.
    pub(super) fn starting_at(&self, token: TokenId) -> Option<(usize, Tally)> {
        let here = self.quantity_at(token).filter(|quantity| quantity.words.start == token.index());
        if let Some(quantity) = here {
            return Some((quantity.words.end, self.tally(quantity)));
        }
        let tally = self.article(token)?;
        let noun = self.tree.head(token).filter(|&noun| self.is_one_person(noun))?;
        (noun > token).then_some((token.index() + 1, tally))
    }

    /// "12 deaths", "40 arrests": the number in front of a noun that tells of an act.
    pub(super) fn before_noun(&self, noun: TokenId) -> Option<Tally> {
        self.inside(noun).map(|quantity| self.tally(quantity))
    }

    /// "12 dead", "40 people arrested": the number in front of a word that says what became of them, and is no attribute of
    /// what follows.
    pub(super) fn right_before(&self, word: TokenId) -> Option<Tally> {
        let is_attribute =
            self.tree.relation(word) == Relation::Amod && self.tree.head(word).is_some_and(|head| head > word);
        let quantity = self.ending_at(word)?;
        let same_sentence = self.tree.sentence(TokenId(quantity.core as u32)) == self.tree.sentence(word);
        (!is_attribute && same_sentence).then(|| self.tally(quantity))
    }

    /// "the death toll rose from 10 to 12", "a toll of 12": the number reached.
    pub(super) fn behind_toll(&self, toll: TokenId) -> Option<Tally> {
        const FARTHEST: usize = 12;
        let reaches = |quantity: &&Quantity| {
            let before = quantity.words.start.checked_sub(1).map(|index| TokenId(index as u32));
            before.is_some_and(|before| {
                let word = self.tree.form(before).to_lowercase();
                self.tree.sentence(before) == self.tree.sentence(toll)
                    && matches!(word.as_str(), "of" | "to" | "at" | "is" | "reached" | "hit" | "passed" | "was" | ":")
            })
        };
        let is_near = |quantity: &&Quantity| quantity.words.start <= toll.index() + FARTHEST;
        let behind = self.quantities.partition_point(|quantity| quantity.words.start <= toll.index());
        self.quantities[behind..].iter().take_while(is_near).find(reaches).map(|quantity| self.tally(quantity))
    }

    /// "a 5,000-strong march".
    pub(super) fn in_compound(&self, noun: TokenId) -> Option<Tally> {
        self.inside(noun).filter(|quantity| self.word(quantity.words.end + 1) == "strong").map(|one| self.tally(one))
    }

    /// States, governments and bodies act as one; how many they are says nothing of a crowd.
    pub(super) fn is_state_like(&self, head: TokenId) -> bool {
        const BODIES: [&str; 25] = [
            "country",
            "state",
            "government",
            "party",
            "group",
            "union",
            "nation",
            "organisation",
            "organization",
            "company",
            "firm",
            "city",
            "town",
            "movement",
            "bank",
            "minister",
            "federation",
            "association",
            "alliance",
            "coalition",
            "council",
            "newspaper",
            "school",
            "university",
            "village",
        ];
        BODIES.contains(&self.tree.lemma(head)) && self.of_phrase(head, false).is_none_or(|_| !self.has_of(head))
    }

    fn has_of(&self, head: TokenId) -> bool {
        self.tree.children(head).iter().any(|&child| self.tree.case_of(child).as_deref() == Some("of"))
    }

    /// The number of one noun phrase; a possessive counts one where it stands with others ("two men and their driver").
    fn of_phrase(&self, head: TokenId, is_among_others: bool) -> Option<Tally> {
        let tree = self.tree;
        if self.is_thing(head) {
            return None;
        }
        if let Some(quantity) = self.quantity_at(head).or_else(|| self.inside(head)).or_else(|| self.around_of(head)) {
            return Some(self.tally(quantity));
        }
        if self.is_group(head) {
            let of = tree.children(head).iter().copied().find(|&child| {
                matches!(tree.case_of(child).as_deref(), Some("of" | "at" | "numbering"))
                    || matches!(tree.lemma(child), "number" | "estimate")
            })?;
            let below = tree.subtree(of);
            let number = below.into_iter().find_map(|token| self.quantity_at(token))?;
            return Some(self.tally(number));
        }
        if self.word(head.index()) == "another" {
            return self.article(head);
        }
        let article = tree.children_by(head, Relation::Det).find_map(|determiner| self.article(determiner));
        if let Some(article) = article.filter(|_| self.is_one_person(head)) {
            return Some(article);
        }
        let owner = tree.child(head, Relation::NmodPoss).filter(|_| is_among_others && self.is_one_person(head))?;
        let words = tree.span(owner);
        Some(Tally { parts: vec![Part { low: Some(1), high: Some(1), words }] })
    }

    /// "a", "an" or "another".
    fn article(&self, word: TokenId) -> Option<Tally> {
        let is_article = matches!(self.word(word.index()).as_str(), "a" | "an" | "another");
        let part = || Part { low: Some(1), high: Some(1), words: self.tree.span(word) };
        (is_article && matches!(self.tree.upos(word), Upos::Det | Upos::Pron)).then(|| Tally { parts: vec![part()] })
    }

    /// The number whose words hold a token.
    fn quantity_at(&self, token: TokenId) -> Option<&Quantity> {
        let before = self.quantities.partition_point(|quantity| quantity.words.end <= token.index());
        self.quantities.get(before).filter(|quantity| quantity.words.contains(&token.index()))
    }

    /// The number whose last word stands right in front of a token.
    fn ending_at(&self, token: TokenId) -> Option<&Quantity> {
        let last = token.0.checked_sub(1).map(TokenId)?;
        self.quantity_at(last).filter(|quantity| quantity.words.end == token.index())
    }

    /// The number in front of a noun: it stands right there, or everything between the two belongs to the noun.
    fn inside(&self, head: TokenId) -> Option<&Quantity> {
        let before = self.quantities.partition_point(|quantity| quantity.words.end <= head.index());
        let nearest = &self.quantities[before.checked_sub(1)?];
        let is_same_sentence = self.tree.sentence(TokenId(nearest.core as u32)) == self.tree.sentence(head);
        let is_below = |index: usize| self.is_premodifier(TokenId(index as u32), head);
        let is_near = is_same_sentence && head.index() - nearest.words.end < MOST_STEPS;
        let is_adjacent = nearest.words.end == head.index();
        let last = nearest.words.end - 1;
        (is_near && (is_adjacent || is_below(last)) && (nearest.words.end..head.index()).all(is_below))
            .then_some(nearest)
    }

    /// "dozens of people" where the parser makes "people" the head.
    fn around_of(&self, head: TokenId) -> Option<&Quantity> {
        let tree = self.tree;
        let case = tree.child(head, Relation::Case).filter(|&case| self.word(case.index()) == "of")?;
        let quantity = self.ending_at(case)?;
        (tree.head(head) == Some(TokenId(quantity.words.end as u32 - 1))).then_some(quantity)
    }

    /// Whether a word in front of a noun hangs on it, directly or through other words in front of it.
    fn is_premodifier(&self, word: TokenId, head: TokenId) -> bool {
        let mut node = word;
        for _ in 0..MOST_STEPS {
            if node == head {
                return true;
            }
            let is_outside = matches!(
                self.tree.relation(node),
                Relation::Acl
                    | Relation::AclRelcl
                    | Relation::Appos
                    | Relation::Nsubj
                    | Relation::Obl
                    | Relation::NmodPoss
            );
            match self.tree.head(node).filter(|_| !is_outside) {
                Some(above) if above <= head => node = above,
                _ => return false,
            }
        }
        false
    }

    fn tally(&self, quantity: &Quantity) -> Tally {
        let span = |index: usize| self.tree.span(TokenId(index as u32));
        let words = span(quantity.words.start).cover(span(quantity.words.end - 1));
        Tally { parts: vec![Part { low: quantity.low, high: quantity.high, words }] }
    }

    fn word(&self, index: usize) -> String {
        let is_token = index < self.tree.segmentation.tokens.len();
        if is_token { self.tree.form(TokenId(index as u32)).to_lowercase() } else { String::new() }
    }

    fn is_plural(&self, noun: TokenId) -> bool {
        matches!(&*self.tree.word(noun).xpos, "NNS" | "NNPS")
    }

    fn is_one_person(&self, noun: TokenId) -> bool {
        let is_noun = matches!(self.tree.upos(noun), Upos::Noun | Upos::Propn | Upos::Adj);
        is_noun && !self.is_plural(noun) && !self.is_group(noun) && !self.is_thing(noun)
    }

    /// Nouns that name several people at once.
    fn is_group(&self, noun: TokenId) -> bool {
        const GROUPS: [&str; 31] = [
            "group",
            "family",
            "crowd",
            "team",
            "crew",
            "convoy",
            "patrol",
            "unit",
            "party",
            "platoon",
            "battalion",
            "delegation",
            "majority",
            "number",
            "total",
            "gathering",
            "gang",
            "mob",
            "band",
            "handful",
            "squad",
            "audience",
            "couple",
            "pair",
            "congregation",
            "column",
            "procession",
            "camp",
            "population",
            "community",
            "people",
        ];
        let lemma = self.tree.lemma(noun).to_lowercase();
        GROUPS.contains(&lemma.as_str()) && !(lemma == "people" && self.is_plural(noun))
    }

    /// Nouns that name no people, though they are killed, hit and seized too.
    pub(super) fn is_thing(&self, noun: TokenId) -> bool {
        const THINGS: [&str; 58] = [
            "cow",
            "cattle",
            "sheep",
            "goat",
            "chicken",
            "horse",
            "dog",
            "camel",
            "livestock",
            "animal",
            "pig",
            "elephant",
            "bird",
            "house",
            "home",
            "building",
            "car",
            "vehicle",
            "truck",
            "bus",
            "lorry",
            "tank",
            "ship",
            "vessel",
            "tanker",
            "boat",
            "plane",
            "aircraft",
            "helicopter",
            "drone",
            "missile",
            "rocket",
            "shop",
            "church",
            "mosque",
            "school",
            "hospital",
            "village",
            "town",
            "city",
            "bridge",
            "road",
            "bill",
            "plan",
            "proposal",
            "deal",
            "hope",
            "dollar",
            "euro",
            "percent",
            "%",
            "day",
            "week",
            "month",
            "year",
            "hour",
            "night",
            "time",
        ];
        THINGS.contains(&self.tree.lemma(noun).to_lowercase().as_str())
    }
}

impl Tally {
    /// Nobody knows how many more.
    fn open(&mut self) {
        for part in &mut self.parts {
            part.high = None;
        }
    }
}
