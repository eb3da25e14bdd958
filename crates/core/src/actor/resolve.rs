//! Who is meant by a phrase? Composes country, sectors and role from the parts of a noun phrase and says why.
//!
//! "Kenya's police" is taken apart into an owner and a head, "a spokesman for the Houthi movement" into a head that says little and
//! a tail that says more, "Chinese Defense Minister Li Shangfu" into a title and a name. See compose.rs for the noun phrases without
//! a name and person.rs for those with one.

use jiff::civil::Date;

use super::lexicon::Sense;
use super::phrase::{Content, Item, Word, items, words};
use super::tables::{ActorTables, AgentForm, CountryKind};
use super::{ActorKind, Identity};
use crate::direction::is_direction;

/// What is known around a phrase.
#[derive(Debug, Clone, Copy, Default)]
pub struct PhraseContext<'a> {
    /// The day of the report; decides who held an office.
    pub date: Option<Date>,
    /// The country that actors without a label of their own get, from the place of the event or the report.
    pub home: Option<&'a str>,
    /// The phrase acts, so that a bare capital means the government.
    pub as_agent: bool,
    /// The last word of a person's name that the phrase is known to end in: "Baker" is no baker then.
    pub surname: Option<&'a str>,
}

/// What the parts of a phrase have given so far.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: ActorKind,
    pub(crate) origin: Origin,
    pub(crate) country: Option<&'static str>,
    pub(crate) sectors: Vec<&'static str>,
    /// The country's entry is a breakaway body.
    pub(crate) is_breakaway: bool,
    pub(crate) role: Option<String>,
    pub(crate) registry: Option<String>,
    pub(crate) wikidata: Option<&'static str>,
    pub(crate) reasons: Vec<String>,
}

/// What kind of words a draft came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    State,
    Capital,
    Place,
    Nation,
    People,
    Body,
    Agent,
    Name,
}

impl Draft {
    pub(crate) fn new(kind: ActorKind, origin: Origin) -> Draft {
        Draft {
            kind,
            origin,
            country: None,
            sectors: Vec::new(),
            is_breakaway: false,
            role: None,
            registry: None,
            wikidata: None,
            reasons: Vec::new(),
        }
    }
}

/// One resolution: the tables and the context it happens in.
pub(crate) struct Reading<'t, 'c> {
    pub(crate) tables: &'t ActorTables,
    pub(crate) context: PhraseContext<'c>,
}

/// A part of the phrase after a preposition.
pub(crate) struct Tail<'w> {
    pub(crate) preposition: &'w str,
    pub(crate) words: &'w [Word<'w>],
}

/// How deep phrases may nest before the rest is left alone.
const MAX_DEPTH: usize = 4;

impl ActorTables {
    /// Resolves a noun phrase as it stands in the news; none for a phrase that no actor could be.
    ///
    /// A name that no table knows and no title introduces gives none as well: only the text around it can say who it is.
    pub fn resolve(&self, phrase: &str, context: &PhraseContext) -> Option<Identity> {
        let words = words(phrase);
        let reading = Reading { tables: self, context: *context };
        let draft = reading.with_appositions(&words)?;
        reading.finish(draft)
    }
}

impl<'t> Reading<'t, '_> {
    /// "Harry Tseng, Taiwan's deputy foreign minister": a name takes its office from the part after the comma.
    fn with_appositions(&self, words: &[Word]) -> Option<Draft> {
        let parts: Vec<&[Word]> = words.split_inclusive(|word| word.ends_part).collect();
        let whole = if parts.len() > 1 { self.known_whole(words) } else { None };
        if whole.is_some() {
            return whole;
        }
        let mut first = self.noun_phrase(parts.first()?, 0);
        for part in &parts[1..] {
            let is_name = parts[0].iter().all(|word| word.is_capital || is_name_particle(&word.folded));
            let needs_more = first.as_ref().is_none_or(|draft| draft.origin == Origin::Name || draft.country.is_none());
            if !needs_more {
                break;
            }
            let Some(said) = self.noun_phrase(part, 0) else { continue };
            first = match first {
                None if is_name && matches!(said.origin, Origin::Agent) => Some(named_by_apposition(said)),
                Some(name) if name.origin == Origin::Name && matches!(said.origin, Origin::Agent) => {
                    Some(named_by_apposition(Draft {
                        wikidata: name.wikidata,
                        country: said.country.or(name.country),
                        ..said
                    }))
                }
                Some(draft) if draft.country.is_none() && said.country.is_some() => {
                    Some(Draft { country: said.country, ..draft })
                }
                other => other,
            };
        }
        first
    }

    /// A name with commas of its own: "Washington, D.C.".
    fn known_whole(&self, words: &[Word]) -> Option<Draft> {
        let items = items(words, self.tables);
        if items.len() == 1 { self.noun_phrase(words, 0) } else { None }
    }

    /// Resolves a noun phrase without appositions.
    pub(crate) fn noun_phrase(&self, words: &[Word], depth: usize) -> Option<Draft> {
        let words = without_determiners(words);
        if depth > MAX_DEPTH || words.is_empty() || words.len() == 1 && is_pronoun(&words[0]) {
            return None;
        }
        let items = items(words, self.tables);
        let is_end = |number: usize| {
            number > 0 && (is_boundary(&items[number], words) || is_joint_of_states(&items, number, words))
        };
        let n_core = (0..items.len()).find(|&number| is_end(number)).unwrap_or(items.len());
        let (core, rest) = items.split_at(n_core);
        let tails = tails(rest, words);
        if let Some(counted) = self.counted(core, &tails, words, depth) {
            return Some(counted);
        }
        let owner_end = core
            .iter()
            .rposition(|item| words[item.end - 1].is_possessive)
            .filter(|&number| number + 1 < core.len())
            .map_or(0, |number| number + 1);
        let owner = if owner_end > 0 { self.noun_phrase(&words[..core[owner_end - 1].end], depth + 1) } else { None };
        let head = trimmed(&core[owner_end..], words);
        let draft = self.headed(head, owner.as_ref(), &tails, words, depth);
        draft.filter(|draft| !(is_mere_place(head, words) || is_region_wide(draft, head, words)))
    }

    /// "dozens of soldiers", "a number of farmers": the counted thing is the actor.
    fn counted(&self, core: &[Item], tails: &[Tail], words: &[Word], depth: usize) -> Option<Draft> {
        let last = core.last()?;
        let is_count = matches!(last.content, Content::Word) && is_quantity(&words[last.end - 1].folded);
        let of = tails.first().filter(|tail| is_count && tail.preposition == "of")?;
        // Later tails belong to what is counted: "dozens of villagers in Assam".
        let start = words.len() - tails.iter().map(|tail| tail.words.len() + 1).sum::<usize>() + 1;
        let mut draft = self.noun_phrase(words.get(start..).unwrap_or(of.words), depth + 1)?;
        if draft.kind == ActorKind::Person {
            draft.kind = ActorKind::Group;
        }
        Some(draft)
    }

    fn headed(
        &self,
        head: &[Item],
        owner: Option<&Draft>,
        tails: &[Tail],
        words: &[Word],
        depth: usize,
    ) -> Option<Draft> {
        let last = head.last()?;
        if let Some(person) = self.name_of_known_words(head, owner, words) {
            return Some(person);
        }
        if let Some(branch) = self.branch(head, owner, tails, words, depth) {
            return Some(branch);
        }
        let is_surname = self.is_read_as_surname(last, words);
        if is_surname || self.is_trade_as_surname(head, words) {
            let person = self.person(head, owner, tails, words, depth);
            // A reader may take "Quito" or "Kiribati" for a person; nothing stands before it then.
            if person.is_some() || head.len() > 1 {
                return person;
            }
        }
        match &last.content {
            Content::Word if is_name_word(last, words) => self.person(head, owner, tails, words, depth),
            Content::Word | Content::Aside => None,
            Content::Ministry { .. } => Some(self.compose(head, owner, tails, words, depth)),
            Content::Known(senses) => match senses[0] {
                Sense::Body(body) => self.body(body, head, owner, tails, words, depth),
                Sense::Agent(_) | Sense::Title(_) => {
                    let is_form_of_address = last.sense(|sense| {
                        if let Sense::Title(title) = sense {
                            Some(self.tables.titles[usize::from(title)].sectors.is_empty())
                        } else {
                            Some(false)
                        }
                    });
                    if is_form_of_address == Some(true) {
                        None
                    } else {
                        Some(self.compose(head, owner, tails, words, depth))
                    }
                }
                _ if self.is_surname_after_title(head, words) => self.person(head, owner, tails, words, depth),
                sense => self.bare(sense, head, owner, words),
            },
        }
    }

    /// "Amnesty International Kenya", "Miners Alliance Northern Territory": a body with the place of its branch behind it.
    fn branch(
        &self,
        head: &[Item],
        owner: Option<&Draft>,
        tails: &[Tail],
        words: &[Word],
        depth: usize,
    ) -> Option<Draft> {
        let [before @ .., last] = head else { return None };
        let body = before.last().filter(|_| before.len() > 1 || before[0].end - before[0].first > 1)?;
        let is_body = body.sense(|sense| match sense {
            Sense::Body(_) => Some(true),
            Sense::Agent(agent) => Some(self.tables.agents[usize::from(agent)].form == AgentForm::Organisation),
            _ => None,
        });
        let is_written_so = words[body.first].is_capital && words[last.first].is_capital && !body.is_plural;
        let nation = self.country_in(&words[last.first..last.end]);
        let is_place = last.sense(|sense| match sense {
            Sense::Place(_) | Sense::Country(_) | Sense::Capital(_) => Some(()),
            _ => None,
        });
        if is_body != Some(true) || !is_written_so || is_place.is_none() {
            return None;
        }
        let mut draft = self.headed(before, owner, tails, words, depth)?;
        draft.country = draft.country.or(nation.map(|nation| nation.code));
        Some(draft)
    }

    /// A country, capital, people or place with nothing more to it.
    fn bare(&self, sense: Sense, head: &[Item], owner: Option<&Draft>, words: &[Word]) -> Option<Draft> {
        let last = head.last()?;
        let text = text_of(last, words);
        match sense {
            Sense::Country(number) => {
                let mut draft = Draft::new(ActorKind::State, Origin::State);
                self.set_country(&mut draft, number);
                draft.wikidata = self.tables.countries[usize::from(number)].wikidata;
                draft.sectors = vec!["GOV"];
                draft.reasons.push(format!("'{text}' is a state and acts by its government"));
                Some(draft)
            }
            Sense::Capital(number) => {
                let mut draft = Draft::new(ActorKind::State, Origin::Capital);
                self.set_country(&mut draft, number);
                if self.context.as_agent && draft.country == Some("BEL") {
                    // "Brussels deplored": the Union acts there, hardly ever Belgium.
                    draft.kind = ActorKind::Organisation;
                    draft.country = Some("EUR");
                    draft.registry = Some("european-union".to_owned());
                    draft.reasons.push(format!("'{text}' acts for the European Union"));
                } else if self.context.as_agent {
                    draft.sectors = vec!["GOV"];
                    draft.wikidata = self.tables.countries[usize::from(number)].wikidata;
                    draft.reasons.push(format!("the capital '{text}' acts for its government"));
                } else {
                    draft.reasons.push(format!("the capital '{text}', not acting"));
                }
                Some(draft)
            }
            Sense::Place(number) => {
                let mut draft = Draft::new(ActorKind::State, Origin::Place);
                self.set_country(&mut draft, number);
                Some(draft)
            }
            Sense::Demonym(number) => {
                let is_many = last.is_plural || is_collective(&words[last.end - 1].folded);
                let mut draft = Draft::new(if is_many { ActorKind::People } else { ActorKind::Person }, Origin::Nation);
                self.set_country(&mut draft, number);
                draft.sectors = vec!["CVL"];
                draft.reasons.push(format!("'{text}' names people by their country"));
                Some(draft)
            }
            Sense::People(number) => self.people(number, head, owner, words),
            _ => None,
        }
    }

    fn people(&self, number: u16, head: &[Item], owner: Option<&Draft>, words: &[Word]) -> Option<Draft> {
        let people = self.tables.peoples[usize::from(number)];
        let last = head.last()?;
        let text = text_of(last, words);
        if people.is_region {
            let mut draft = Draft::new(ActorKind::State, Origin::Place);
            draft.country = Some(people.country).filter(|code| !code.is_empty());
            if self.context.as_agent && draft.country.is_some() {
                draft.sectors = vec!["GOV"];
                draft.origin = Origin::Capital;
                draft.reasons.push(format!("the region '{text}' acts by its authorities"));
            }
            return Some(draft);
        }
        let mut draft = Draft::new(
            if last.is_plural || is_collective(&words[last.end - 1].folded) {
                ActorKind::People
            } else {
                ActorKind::Person
            },
            Origin::People,
        );
        let nationality = self.modifiers(&head[..head.len() - 1], words).nationality;
        draft.country = nationality
            .map(|nation| nation.code)
            .or(owner.and_then(|owner| owner.country))
            .or(Some(people.country))
            .filter(|code| !code.is_empty());
        draft.sectors = vec!["CVL"];
        draft.reasons.push(format!("'{text}' is a people"));
        Some(draft)
    }

    pub(crate) fn set_country(&self, draft: &mut Draft, number: u16) {
        let country = &self.tables.countries[usize::from(number)];
        draft.country = Some(country.code);
        draft.is_breakaway = country.kind == CountryKind::Breakaway;
    }

    /// Puts the draft into the form that callers get.
    fn finish(&self, mut draft: Draft) -> Option<Identity> {
        if draft.origin == Origin::Place {
            return None;
        }
        let mut country = draft.country.map(str::to_owned);
        if draft.is_breakaway && !draft.sectors.contains(&"PRE") {
            draft.sectors.push("PRE");
            draft.reasons.push("a breakaway body counts under its nominal sovereign".to_owned());
        }
        if country.is_none()
            && draft.sectors != ["UNK"]
            && let Some(home) = self.context.home
        {
            country = Some(home.to_owned());
            draft.reasons.push(format!("country {home} from the report"));
        }
        Some(Identity {
            kind: draft.kind,
            country,
            sectors: draft.sectors.iter().map(|&sector| sector.to_owned()).collect(),
            role: draft.role,
            registry: draft.registry,
            wikidata: draft.wikidata.map(str::to_owned),
            because: draft.reasons.join("; "),
        })
    }
}

fn named_by_apposition(said: Draft) -> Draft {
    let mut reasons = vec!["description beside the name".to_owned()];
    reasons.extend(said.reasons);
    Draft { kind: ActorKind::Person, origin: Origin::Name, reasons, ..said }
}

/// The words of an item as written.
pub(crate) fn text_of(item: &Item, words: &[Word]) -> String {
    text_between(item.first, item.end, words)
}

pub(crate) fn text_between(first: usize, end: usize, words: &[Word]) -> String {
    let mut text = String::new();
    for word in &words[first..end] {
        text.push_str(word.text);
        text.push(if word.is_glued { '-' } else { ' ' });
    }
    text.pop();
    text
}

fn without_determiners<'w, 'p>(words: &'w [Word<'p>]) -> &'w [Word<'p>] {
    let n_leading = words.iter().take_while(|word| is_determiner(&word.folded) && !word.is_possessive).count();
    // "us" the pronoun is none of ours, "US" the country is.
    &words[n_leading.min(words.len())..]
}

/// Splits what follows the core at its prepositions.
fn tails<'w>(rest: &[Item], words: &'w [Word<'w>]) -> Vec<Tail<'w>> {
    let starts: Vec<usize> = rest.iter().filter(|item| is_boundary(item, words)).map(|item| item.first).collect();
    let last = rest.last().map_or(0, |item| item.end);
    let ends = starts.iter().skip(1).copied().chain([last]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| Tail { preposition: words[start].folded.as_str(), words: &words[start + 1..end] })
        .collect()
}

/// Drops participles and numbers at the end of a head: "rebels backed", "troops stationed".
fn trimmed<'i>(head: &'i [Item], words: &[Word]) -> &'i [Item] {
    let mut n_kept = head.len();
    while n_kept > 1 {
        let last = &head[n_kept - 1];
        let folded = words[last.end - 1].folded.as_str();
        let is_participle = matches!(last.content, Content::Word)
            && !words[last.first].is_capital
            && (folded.ends_with("ing")
                || folded.ends_with("ed")
                || matches!(
                    folded,
                    "there"
                        | "abroad"
                        | "alike"
                        | "alone"
                        | "themselves"
                        | "himself"
                        | "herself"
                        | "itself"
                        | "both"
                        | "loyal"
                        | "close"
                ));
        let is_aside = matches!(last.content, Content::Aside);
        if !(is_participle || is_aside) {
            break;
        }
        n_kept -= 1;
    }
    &head[..n_kept]
}

/// "European leaders", "Arab states", "the two sides": collectives of several states are no actor that a code can name.
fn is_region_wide(draft: &Draft, head: &[Item], words: &[Word]) -> bool {
    let (Some(first), Some(last)) = (head.first(), head.last()) else { return false };
    let names_region = words[first.first..last.end].iter().any(|word| {
        matches!(
            word.folded.as_str(),
            "european"
                | "western"
                | "arab"
                | "african"
                | "asian"
                | "gulf"
                | "nordic"
                | "baltic"
                | "balkan"
                | "scandinavian"
                | "caribbean"
                | "global"
                | "world"
                | "international"
                | "foreign"
                | "regional"
                | "allied"
                | "neighbouring"
                | "neighboring"
        )
    });
    let is_several = last.is_plural
        && matches!(
            words[last.end - 1].folded.as_str(),
            "states"
                | "sides"
                | "governments"
                | "leaders"
                | "officials"
                | "diplomats"
                | "ministers"
                | "capitals"
                | "powers"
                | "monarchies"
                | "republics"
                | "kingdoms"
        );
    let is_plain = matches!(words[last.end - 1].folded.as_str(), "states" | "sides" | "kingdoms" | "republics");
    draft.country.is_none() && draft.sectors.first() == Some(&"GOV") && is_several && (names_region || is_plain)
}

/// "northern Mali", "the eastern Congo": a direction makes a country a place on the map.
fn is_mere_place(head: &[Item], words: &[Word]) -> bool {
    let [.., before, last] = head else { return false };
    let is_place = last.sense(|sense| matches!(sense, Sense::Country(_) | Sense::Capital(_)).then_some(())).is_some();
    is_place && is_direction(&words[before.end - 1].folded)
}

/// "Ghana and Togo": callers part lists of actors; what is left of one stands for its first member.
fn is_joint_of_states(items: &[Item], number: usize, words: &[Word]) -> bool {
    let is_state = |item: &Item| {
        item.sense(|sense| matches!(sense, Sense::Country(_) | Sense::Capital(_)).then_some(())).is_some()
    };
    words[items[number].first].folded == "and"
        && is_state(&items[number - 1])
        && items.get(number + 1).is_some_and(is_state)
}

fn is_boundary(item: &Item, words: &[Word]) -> bool {
    let folded = words[item.first].folded.as_str();
    matches!(item.content, Content::Word)
        && matches!(
            folded,
            "of" | "in"
                | "from"
                | "for"
                | "at"
                | "to"
                | "by"
                | "with"
                | "on"
                | "near"
                | "against"
                | "under"
                | "over"
                | "within"
                | "inside"
                | "outside"
                | "between"
                | "among"
                | "across"
                | "along"
                | "around"
                | "behind"
                | "off"
                | "into"
                | "onto"
                | "toward"
                | "towards"
                | "after"
                | "before"
                | "during"
                | "since"
                | "until"
                | "about"
                | "as"
                | "like"
                | "than"
                | "without"
                | "via"
                | "including"
                | "throughout"
                | "who"
                | "whom"
                | "which"
                | "that"
                | "whose"
                | "where"
                | "when"
                | "wearing"
                | "carrying"
                | "calling"
                | "demanding"
                | "seeking"
                | "protesting"
                | "fleeing"
                | "accused"
                | "suspected"
                | "belonging"
                | "representing"
                | "working"
                | "opposed"
        )
}

pub(crate) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "my"
            | "your"
            | "this"
            | "that"
            | "these"
            | "those"
            | "some"
            | "several"
            | "many"
            | "any"
            | "each"
            | "every"
            | "all"
            | "both"
            | "other"
            | "another"
            | "more"
            | "most"
            | "no"
            | "at"
            | "least"
            | "about"
            | "some of"
            | "over"
            | "around"
            | "nearly"
            | "almost"
            | "up"
            | "dozen"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "twenty"
            | "hundred"
            | "thousand"
    ) || word.starts_with(|character: char| character.is_ascii_digit())
}

/// Pronouns are for the chains of a report; "US" is no pronoun.
fn is_pronoun(word: &Word) -> bool {
    let is_listed = matches!(
        word.folded.as_str(),
        "he" | "she"
            | "they"
            | "it"
            | "we"
            | "i"
            | "you"
            | "who"
            | "him"
            | "her"
            | "them"
            | "us"
            | "me"
            | "whom"
            | "which"
            | "himself"
            | "herself"
            | "themselves"
            | "itself"
            | "one"
            | "nobody"
            | "everyone"
            | "everybody"
            | "his"
            | "theirs"
    );
    is_listed
        && !(word.text.chars().count() > 1
            && word.text.chars().all(|character| character.is_uppercase() || character == '.'))
}

fn is_quantity(word: &str) -> bool {
    matches!(
        word,
        "dozens"
            | "hundreds"
            | "thousands"
            | "scores"
            | "tens"
            | "millions"
            | "number"
            | "numbers"
            | "majority"
            | "minority"
            | "most"
            | "some"
            | "many"
            | "all"
            | "part"
            | "parts"
            | "several"
            | "pair"
            | "couple"
            | "handful"
            | "lot"
            | "lots"
            | "kind"
            | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "two dozen"
            | "remainder"
            | "rest"
            | "remnants"
            | "third"
            | "half"
            | "quarter"
            | "percent"
            | "series"
            | "wave"
            | "batch"
            | "stream"
            | "none"
            | "each"
            | "more"
            | "few"
            | "sea"
            | "throng"
            | "throngs"
            | "ranks"
            | "line"
            | "lines"
            | "generation"
    )
}

/// Adjectives that name a whole nation with the article: "the French", "the Chinese".
fn is_collective(word: &str) -> bool {
    ["ese", "ish", "ch", "ss", "ois"].iter().any(|ending| word.ends_with(ending))
}

pub(crate) fn is_name_word(item: &Item, words: &[Word]) -> bool {
    let word = &words[item.end - 1];
    matches!(item.content, Content::Word)
        && word.is_capital
        && !is_determiner(&word.folded)
        && word.text.chars().any(char::is_alphabetic)
}

pub(crate) fn is_name_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "bin"
            | "bint"
            | "ibn"
            | "ben"
            | "de"
            | "da"
            | "do"
            | "dos"
            | "del"
            | "della"
            | "di"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "ul"
            | "e"
            | "ould"
            | "abu"
            | "st"
            | "y"
            | "zu"
    )
}
