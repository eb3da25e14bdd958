//! What does a phrase consist of? Words, and the stretches of words that the tables know.

use super::fold::fold;
use super::lexicon::{Sense, Spelling};
use super::tables::{ActorTables, PORTFOLIO_SECTORS};

/// A word of the phrase.
#[derive(Debug, Clone)]
pub(crate) struct Word<'p> {
    /// As written, without the possessive ending.
    pub(crate) text: &'p str,
    /// Folded for look-up.
    pub(crate) folded: String,
    /// Carries 's or s': what follows belongs to it.
    pub(crate) is_possessive: bool,
    /// The possessive ending was 's, which names keep when folded: "People's" -> "peoples".
    has_apostrophe_s: bool,
    /// A hyphen ties it to the next word.
    pub(crate) is_glued: bool,
    /// A comma or bracket follows.
    pub(crate) ends_part: bool,
    pub(crate) is_capital: bool,
    is_all_capitals: bool,
}

/// A stretch of words and what it may stand for.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) first: usize,
    /// One past the last word.
    pub(crate) end: usize,
    pub(crate) content: Content,
    /// The last word stands in the plural.
    pub(crate) is_plural: bool,
}

/// What an item is.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Words that the tables do not know.
    Word,
    /// Words that must not count: "French-backed", "anti-Russian".
    Aside,
    /// Known words with their senses, the preferred one first.
    Known(Vec<Sense>),
    /// A minister, or a ministry, with the sector that the field adds.
    Ministry { sectors: Vec<&'static str>, is_body: bool },
}

impl Item {
    /// The first sense that the test accepts.
    pub(crate) fn sense<T>(&self, accept: impl Fn(Sense) -> Option<T>) -> Option<T> {
        match &self.content {
            Content::Known(senses) => senses.iter().find_map(|&sense| accept(sense)),
            _ => None,
        }
    }
}

/// More words than any actor phrase needs; what comes after is not read.
const MAX_WORDS: usize = 40;

/// Splits a phrase into words; hyphens part words, "Mr." keeps no stop.
pub(crate) fn words(phrase: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word> = Vec::new();
    let mut rest = phrase;
    while let Some(start) = rest.find(|character: char| !is_gap(character) && !is_hyphen(character)) {
        rest = &rest[start..];
        let end = rest.find(|character: char| is_gap(character) || is_hyphen(character)).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        rest = after;
        let glue =
            after.chars().next().is_some_and(is_hyphen) && after.chars().nth(1).is_some_and(char::is_alphanumeric);
        let ends_part = after.trim_start().starts_with([',', ';', '(', ')']);
        if is_loose_possessive(text) {
            if let Some(previous) = found.last_mut() {
                previous.is_possessive = true;
                previous.has_apostrophe_s = true;
            }
            continue;
        }
        let mut next = word(text, glue, ends_part);
        // "Kim Jong-un": a short tail of a capitalised word belongs to the name.
        let continues_name = found.last().is_some_and(|last| last.is_glued && last.is_capital);
        next.is_capital |= continues_name && text.len() <= 5 && !text.ends_with("ed") && !text.ends_with("al");
        found.push(next);
        if found.len() == MAX_WORDS {
            break;
        }
    }
    found
}

fn word(text: &str, is_glued: bool, ends_part: bool) -> Word<'_> {
    let stem = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).or_else(|| text.strip_suffix("'S"));
    let plural_stem =
        text.strip_suffix("s'").or_else(|| text.strip_suffix("s’")).map(|_| text.trim_end_matches(['\'', '’']));
    let bare = stem.or(plural_stem).unwrap_or(text);
    let letters = || bare.chars().filter(|character| character.is_alphabetic());
    Word {
        text: bare,
        folded: fold(bare),
        is_possessive: stem.is_some() || plural_stem.is_some(),
        has_apostrophe_s: stem.is_some(),
        is_glued,
        ends_part,
        is_capital: bare.chars().find(|character| character.is_alphanumeric()).is_some_and(char::is_uppercase),
        is_all_capitals: letters().filter(|character| character.is_uppercase()).count() >= 2
            && letters().filter(|character| character.is_lowercase()).count() <= 1,
    }
}

fn is_gap(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '!' | '?')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐'..='―')
}

fn is_loose_possessive(text: &str) -> bool {
    matches!(text, "'s" | "’s" | "'" | "’")
}

/// Cuts words into items, the longest known stretch first.
pub(crate) fn items(words: &[Word], tables: &ActorTables) -> Vec<Item> {
    let is_lower_case = !words.iter().any(|word| word.is_capital);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let known = known_at(words, at, tables, is_lower_case);
        let known_end = known.as_ref().map_or(at, |item| item.end);
        let item = match aside_end(words, at) {
            Some(end) if known_end < at + 2 => Item { first: at, end, content: Content::Aside, is_plural: false },
            _ => match ministry_at(words, at, tables) {
                Some(ministry) if ministry.end > known_end => ministry,
                _ => known.unwrap_or(Item { first: at, end: at + 1, content: Content::Word, is_plural: false }),
            },
        };
        at = item.end;
        found.push(item);
    }
    found
}

/// The longest stretch from this word on that the tables know.
fn known_at(words: &[Word], at: usize, tables: &ActorTables, is_lower_case: bool) -> Option<Item> {
    let longest = first_forms(&words[at]).iter().map(|form| tables.lexicon.longest(form)).max().unwrap_or(0);
    let end = (at + longest).min(words.len());
    (at + 1..=end)
        .rev()
        .filter(|&end| !words[at..end - 1].iter().any(|word| word.ends_part && word.folded != "washington"))
        .find_map(|end| {
            let mut key = join(&words[at..end]);
            let exact = senses(&key, &words[at..end], tables, is_lower_case);
            if !exact.is_empty() {
                let is_plural = is_plural_form(&key) && !matches!(exact[0], Sense::Body(_));
                return Some(Item { first: at, end, content: Content::Known(exact), is_plural });
            }
            if words[end - 1].has_apostrophe_s {
                let with_ending = format!("{key}s");
                let named = senses(&with_ending, &words[at..end], tables, is_lower_case);
                if !named.is_empty() && end - at > 1 {
                    return Some(Item { first: at, end, content: Content::Known(named), is_plural: false });
                }
            }
            if !singularise(&mut key) {
                return None;
            }
            let mut found = senses(&key, &words[at..end], tables, is_lower_case);
            // Titles and names have no plural: "the Lords" are no lord.
            found.retain(|sense| !matches!(sense, Sense::Title(_)));
            if found.is_empty() {
                None
            } else {
                Some(Item { first: at, end, content: Content::Known(found), is_plural: true })
            }
        })
}

/// The word, and its singular for "chiefs of staff".
fn first_forms(word: &Word) -> Vec<String> {
    let mut forms = vec![word.folded.clone()];
    if word.has_apostrophe_s {
        forms.push(format!("{}s", word.folded));
    }
    let mut singular = word.folded.clone();
    if singularise(&mut singular) {
        forms.push(singular);
    }
    forms
}

fn join(words: &[Word]) -> String {
    let mut key = String::new();
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            key.push(' ');
        }
        key.push_str(&word.folded);
        if word.has_apostrophe_s && number + 1 < words.len() {
            key.push('s');
        }
    }
    key
}

fn senses(key: &str, words: &[Word], tables: &ActorTables, is_lower_case: bool) -> Vec<Sense> {
    let fits = |spelling: Spelling| match spelling {
        Spelling::Any => true,
        Spelling::Capital => {
            words[0].is_capital
                || (matches!(words[0].folded.as_str(), "al" | "el") && words.len() > 1 && words[1].is_capital)
                || (is_lower_case && key.len() > 3)
        }
        Spelling::Acronym => words.iter().any(|word| word.is_all_capitals) || (is_lower_case && key.len() > 4),
    };
    let entries = tables
        .lexicon
        .entries(key)
        .iter()
        .filter(|entry| fits(entry.spelling) && !matches!(entry.sense, Sense::Portfolio(_)));
    entries.map(|entry| entry.sense).collect()
}

/// "French-backed", "Moscow-based", "pro-Iranian", "anti-corruption": where such an aside ends.
fn aside_end(words: &[Word], at: usize) -> Option<usize> {
    let next = words.get(at + 1)?;
    let is_prefix = matches!(words[at].folded.as_str(), "pro" | "anti" | "non" | "counter");
    let is_tail = words[at].is_glued
        && matches!(
            next.folded.as_str(),
            "backed"
                | "led"
                | "allied"
                | "aligned"
                | "funded"
                | "sponsored"
                | "supported"
                | "trained"
                | "armed"
                | "controlled"
                | "held"
                | "occupied"
                | "linked"
                | "friendly"
                | "made"
                | "born"
                | "speaking"
                | "style"
                | "dominated"
                | "era"
                | "mediated"
                | "brokered"
                | "imposed"
                | "inspired"
                | "affiliated"
                | "installed"
                | "run"
                | "owned"
                | "appointed"
                | "administered"
        );
    if is_prefix || is_tail { Some(at + 2) } else { None }
}

/// "foreign minister", "Ministry of Mines and Energy", "secretary of state for health", "trade officials".
fn ministry_at(words: &[Word], at: usize, tables: &ActorTables) -> Option<Item> {
    let fields = fields_from(words, at, tables);
    if let (Some(head), false) = (words.get(fields.end), fields.is_empty())
        && let Some((is_body, is_plural)) = ministry_word(&head.folded, head.is_capital, true)
        && !words[fields.end - 1].is_possessive
        && !(is_plural && is_union(&words[at]))
    {
        let content =
            Content::Ministry { sectors: ministry_sectors(&words[fields.first..fields.end], tables), is_body };
        return Some(Item { first: at, end: fields.end + 1, content, is_plural });
    }
    let (is_body, is_plural) = ministry_word(&words[at].folded, words[at].is_capital, false)?;
    let mut of = at + 1;
    if words.get(of..of + 2).is_some_and(|pair| pair[0].folded == "of" && pair[1].folded == "state") {
        of += 2;
    }
    if !words.get(of).is_some_and(|word| matches!(word.folded.as_str(), "of" | "for")) {
        return None;
    }
    let article = usize::from(words.get(of + 1).is_some_and(|word| word.folded == "the"));
    let fields = fields_from(words, of + 1 + article, tables);
    if fields.is_empty() {
        return None;
    }
    let content = Content::Ministry { sectors: ministry_sectors(&words[fields.first..fields.end], tables), is_body };
    Some(Item { first: at, end: fields.end, content, is_plural })
}

/// "EU ministers" are ministers of the union, "the EU minister" of a state has the union for a field.
fn is_union(word: &Word) -> bool {
    word.is_all_capitals && word.folded == "eu"
}

struct Fields {
    first: usize,
    end: usize,
}

impl Fields {
    fn is_empty(&self) -> bool {
        self.first == self.end
    }
}

/// The run of portfolio words from here: "mines and energy".
fn fields_from(words: &[Word], first: usize, tables: &ActorTables) -> Fields {
    let mut end = first;
    while let Some(word) = words.get(end) {
        let is_joint = end > first
            && word.folded == "and"
            && words.get(end + 1).is_some_and(|next| is_portfolio(&next.folded, tables));
        if !(is_joint || is_portfolio(&word.folded, tables)) {
            break;
        }
        end += 1;
    }
    Fields { first, end }
}

fn is_portfolio(word: &str, tables: &ActorTables) -> bool {
    tables.lexicon.entries(word).iter().any(|entry| matches!(entry.sense, Sense::Portfolio(_)))
}

/// The sector of a field of government or work: "medical" -> MED; none for fields without one and other words.
pub(crate) fn portfolio_sector(word: &str, tables: &ActorTables) -> Option<&'static str> {
    let sector = tables.lexicon.entries(word).iter().find_map(|entry| match entry.sense {
        Sense::Portfolio(number) => Some(PORTFOLIO_SECTORS[usize::from(number)]),
        _ => None,
    });
    sector.filter(|sector| !sector.is_empty())
}

/// Whether a word heads a portfolio: (is it a body, is it plural).
fn ministry_word(word: &str, is_capital: bool, follows_field: bool) -> Option<(bool, bool)> {
    match word {
        "minister" | "minster" => Some((false, false)),
        "ministers" => Some((false, true)),
        "ministry" | "ministries" | "department" => Some((true, false)),
        "secretary" if is_capital || follows_field => Some((false, false)),
        "secretaries" => Some((false, true)),
        "official" | "chief" | "adviser" | "advisor" if follows_field => Some((false, false)),
        "officials" | "chiefs" if follows_field => Some((false, true)),
        "authorities" | "authority" if follows_field => Some((true, false)),
        _ => None,
    }
}

fn ministry_sectors(fields: &[Word], tables: &ActorTables) -> Vec<&'static str> {
    let mut sectors = vec!["GOV"];
    for field in fields {
        for entry in tables.lexicon.entries(&field.folded) {
            let Sense::Portfolio(number) = entry.sense else { continue };
            let sector = PORTFOLIO_SECTORS[usize::from(number)];
            if !sector.is_empty() && !sectors.contains(&sector) {
                sectors.push(sector);
            }
        }
    }
    // "culture and information", "youth and education": only the leading field counts as the office's own.
    sectors.truncate(2);
    sectors
}

/// Turns the last word, or the first of "chiefs of staff", into its singular; false when it is none.
pub(crate) fn singularise(key: &mut String) -> bool {
    if let Some(of) = key.find(" of ").or_else(|| key.find(" in ")) {
        let mut first = key[..of].to_owned();
        if !singularise_last(&mut first) {
            return false;
        }
        key.replace_range(..of, &first);
        return true;
    }
    singularise_last(key)
}

fn singularise_last(word: &mut String) -> bool {
    const ENDINGS: [(&str, &str); 9] = [
        ("women", "woman"),
        ("men", "man"),
        ("ies", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("sses", "ss"),
        ("xes", "x"),
        ("wives", "wife"),
        ("people", "person"),
    ];
    for (plural, singular) in ENDINGS {
        if word.len() > plural.len() && word.ends_with(plural) || word == plural {
            let keep = word.len() - plural.len();
            word.truncate(keep);
            word.push_str(singular);
            return true;
        }
    }
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        word.pop();
        return true;
    }
    false
}

fn is_plural_form(key: &str) -> bool {
    let last = key.rsplit(' ').next().unwrap_or("");
    (last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us"))
        || last.ends_with("men")
        || matches!(
            last,
            "people" | "police" | "children" | "poor" | "displaced" | "troops" | "youth" | "clergy" | "public"
        )
}

/// One spelling for roles: "defense" -> "defence", "labor" -> "labour".
pub(crate) fn british(words: &str) -> String {
    words.replace("defense", "defence").replace("labor", "labour").replace("labouratory", "laboratory")
}
