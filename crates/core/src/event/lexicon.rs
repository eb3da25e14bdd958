//! Which words speak of which acts? The event lexicon: its notation, and the entries compiled from it.
//!
//! The notation is described in `data/lexicon/README.md`.

use super::ontology::{EventType, Mode};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The compiled lexicon.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    /// Entry numbers by part of speech and anchor lemma, most specific first.
    by_lemma: BTreeMap<(Anchor, String), Vec<usize>>,
    classes: BTreeMap<String, BTreeSet<String>>,
    /// Words that add a mode to a type.
    pub cues: Vec<Cue>,
}

/// The part of speech an entry hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
}

/// A line of the lexicon for one of its lemmas.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Verb or noun.
    pub anchor: Anchor,
    /// The anchor's words; more than one for "hunger strike". The anchor itself is the last word of a noun, the first of a verb.
    pub lemma: Vec<String>,
    /// What must stand around the anchor.
    pub elements: Vec<Element>,
    /// What it means.
    pub outcome: Outcome,
    /// Where the actor stands, by preference; empty for the default.
    pub actor: Vec<Path>,
    /// Where the recipient stands, by preference; empty for the default.
    pub recipient: Vec<Path>,
    /// Whether both sides do it to each other.
    pub reciprocal: bool,
    /// What must hold of the actors found.
    pub conditions: Vec<Condition>,
    /// Which of them must be codable.
    pub needs: Needs,
    /// Where the entry stands, such as `assault.txt:12`.
    pub source: String,
}

/// What an entry makes of its anchor.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// One or more events.
    Event(Vec<Code>),
    /// A speech act or aspect over a content clause, with the code of its own where it has one.
    Operator(Operator, Option<Code>),
    /// A neutral reporting word.
    Carrier,
    /// No event, whatever other entries say.
    Block,
    /// An anchor of a codebook's type, by its number.
    Own(usize),
}

/// A type with its modes, and the CAMEO code where the words decide it.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER modes.
    pub modes: Vec<Mode>,
    /// CAMEO code.
    pub cameo: Option<String>,
}

/// What an operator does with its content; see `data/lexicon/README.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the README explains each with an example")]
pub enum Operator {
    Intend,
    Threaten,
    Request,
    Refuse,
    Allege,
    Deny,
    Cease,
    Fail,
    Try,
    Consider,
    Order,
    Permit,
    Begin,
    Factive,
}

/// One condition on the words around an anchor.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// The particle or directional adverb belongs to the verb.
    Particle(String),
    /// A slot is filled by one of these words.
    Slot(Slot, Words),
}

/// A place around the anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in the notation")]
pub enum Slot {
    Object,
    Subject,
    Complement,
    Modifier,
    Preposition(String),
}

/// Which words may fill a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// Any word.
    Any,
    /// The slot must be empty.
    None,
    /// One of these lemmas.
    Of(BTreeSet<String>),
}

/// Where a role stands, seen from the anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in the notation")]
pub enum Path {
    Subject,
    Object,
    IndirectObject,
    Possessor,
    Modifier,
    ObjectOwner,
    Preposition(String),
    Nobody,
}

/// A test on a resolved role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Actor or recipient.
    pub role: Role,
    /// Whether the test must fail.
    pub negated: bool,
    /// Any of these classes.
    pub classes: Vec<String>,
}

/// One of the two sides of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who does it.
    Actor,
    /// Who it is done to.
    Recipient,
}

/// Which roles must be codable for an event to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// At least one.
    Either,
    /// The actor.
    Actor,
    /// The recipient.
    Recipient,
    /// Both.
    Both,
}

/// Words in an anchor's clause that add a mode to its type.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// The type.
    pub kind: EventType,
    /// The mode that is added.
    pub mode: Mode,
    /// Lemmas; more than one word for "tear gas".
    pub words: BTreeSet<String>,
}

/// A line of the lexicon that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    /// File and line, such as `assault.txt:12`.
    pub source: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}: {}", self.source, self.what)
    }
}

impl Lexicon {
    /// Compiles tables given as (name, text). Lines that cannot be used are returned beside the rest.
    pub fn compile(files: &[(&str, &str)]) -> (Lexicon, Vec<LexiconError>) {
        let mut lexicon = Lexicon::default();
        let mut errors = Vec::new();
        let lines: Vec<(String, &str)> = files.iter().flat_map(|(name, text)| lines(name, text)).collect();
        for (source, line) in &lines {
            if let Some(definition) = line.strip_prefix("class ")
                && let Err(what) = lexicon.define_class(definition)
            {
                errors.push(LexiconError { source: source.clone(), what });
            }
        }
        lexicon.expand_classes();
        for (source, line) in &lines {
            if let Err(what) = lexicon.add_line(line, source) {
                errors.push(LexiconError { source: source.clone(), what });
            }
        }
        lexicon.index();
        (lexicon, errors)
    }

    /// An empty lexicon with the classes of this one, for the anchors of a codebook.
    pub(super) fn classes_only(&self) -> Lexicon {
        Lexicon { classes: self.classes.clone(), ..Lexicon::default() }
    }

    /// Adds an anchor of a codebook's type: an entry without a code, `verb burn obj{ballot box} ; A=subj`, or a plain word or
    /// phrase, which stands as a verb and as a noun.
    ///
    /// # Errors
    /// When it is not in the notation.
    pub(crate) fn add_own(&mut self, anchor: &str, kind: usize, source: &str) -> Result<(), String> {
        let own = |_: &str| Ok(Outcome::Own(kind));
        let entry = |rest: &str| match split_outside_braces(rest, ';').split_first() {
            Some((pattern, fields)) if !fields.is_empty() => format!("{pattern} -> own ; {}", fields.join(";")),
            _ => format!("{rest} -> own"),
        };
        if anchor.contains("->") {
            return Err("an anchor has no `->` and no code; the type it belongs to is its meaning".into());
        }
        match anchored(anchor) {
            Ok((part, rest)) => self.add_entries(part, &entry(rest), source, own),
            Err(_) => {
                self.add_entries(Anchor::Verb, &entry(anchor), source, own)?;
                self.add_entries(Anchor::Noun, &entry(anchor), source, own)
            }
        }
    }

    /// The same with its entries in order, ready for matching.
    pub(crate) fn indexed(mut self) -> Lexicon {
        self.index();
        self
    }

    /// The entries whose anchor word is this lemma, most specific first.
    pub fn entries(&self, anchor: Anchor, lemma: &str) -> impl Iterator<Item = &Entry> {
        let found = self.by_lemma.get(&(anchor, lemma.to_string()));
        found.into_iter().flatten().map(|&index| &self.entries[index])
    }

    /// The words of a class; empty if there is none of that name.
    pub fn class(&self, name: &str) -> BTreeSet<String> {
        self.classes.get(name).cloned().unwrap_or_default()
    }

    /// The words that entries hang on.
    pub fn anchors(&self, anchor: Anchor) -> impl Iterator<Item = &str> {
        self.by_lemma.keys().filter(move |(other, _)| *other == anchor).map(|(_, lemma)| lemma.as_str())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn define_class(&mut self, definition: &str) -> Result<(), String> {
        let (name, words) = definition.split_once('=').ok_or("a class needs NAME = word, word")?;
        let words = words.split(',').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty());
        // Several lines may add to one class. `@NAME` is kept and expanded when all are read.
        self.classes.entry(name.trim().to_lowercase()).or_default().extend(words);
        Ok(())
    }

    fn expand_classes(&mut self) {
        // Classes may nest a few levels; a cycle ends with the limit and leaves its `@` behind, harmless.
        for _ in 0..5 {
            let previous = self.classes.clone();
            for words in self.classes.values_mut() {
                *words = expand(words, &previous);
            }
        }
    }

    fn add_line(&mut self, line: &str, source: &str) -> Result<(), String> {
        let (keyword, rest) = line.split_once(' ').ok_or("an entry needs a keyword and a pattern")?;
        match keyword {
            "class" => Ok(()),
            "verb" => self.add_entries(Anchor::Verb, rest, source, parse_codes),
            "noun" => self.add_entries(Anchor::Noun, rest, source, parse_codes),
            "operator" => {
                let (anchor, rest) = anchored(rest)?;
                self.add_entries(anchor, rest, source, parse_operator)
            }
            "carrier" => {
                let (anchor, rest) = anchored(rest)?;
                self.add_entries(anchor, &format!("{rest} -> carrier"), source, |_| Ok(Outcome::Carrier))
            }
            "block" => {
                let (anchor, rest) = anchored(rest)?;
                self.add_entries(anchor, &format!("{rest} -> block"), source, |_| Ok(Outcome::Block))
            }
            "cue" => self.add_cue(rest),
            other => Err(format!("unknown keyword `{other}`")),
        }
    }

    fn add_cue(&mut self, rest: &str) -> Result<(), String> {
        let (code, words) = rest.split_once('=').ok_or("a cue needs TYPE:mode = word, word")?;
        let code = parse_code(code.trim())?;
        let words: BTreeSet<String> = words.split(',').map(|word| word.trim().to_lowercase()).collect();
        let words = expand(&words, &self.classes);
        for mode in code.modes {
            self.cues.push(Cue { kind: code.kind, mode, words: words.clone() });
        }
        Ok(())
    }

    fn add_entries(
        &mut self,
        anchor: Anchor,
        rest: &str,
        source: &str,
        outcome: impl Fn(&str) -> Result<Outcome, String>,
    ) -> Result<(), String> {
        let (pattern, meaning) = rest.split_once("->").ok_or("an entry needs PATTERN -> CODE")?;
        let mut fields = split_outside_braces(meaning, ';').into_iter();
        let mut template = Entry {
            anchor,
            lemma: Vec::new(),
            elements: Vec::new(),
            outcome: outcome(fields.next().unwrap_or("").trim())?,
            actor: Vec::new(),
            recipient: Vec::new(),
            reciprocal: false,
            conditions: Vec::new(),
            needs: Needs::Either,
            source: source.to_string(),
        };
        for field in fields {
            parse_field(field.trim(), &mut template)?;
        }
        let (lemmas, elements) = self.parse_pattern(pattern)?;
        template.elements = elements;
        for lemma in lemmas {
            self.entries.push(Entry { lemma, ..template.clone() });
        }
        Ok(())
    }

    /// `bomb, car bomb +off obj{a, @b}` -> the lemmas and the elements.
    fn parse_pattern(&self, pattern: &str) -> Result<(Vec<Vec<String>>, Vec<Element>), String> {
        let mut lemmas = vec![Vec::new()];
        let mut elements = Vec::new();
        for word in split_outside_braces(pattern, ' ') {
            let word = word.trim();
            if word.is_empty() {
                continue;
            }
            if let Some(particle) = word.strip_prefix('+') {
                if !is_word(particle) {
                    return Err(format!("`{word}` is not a particle"));
                }
                elements.push(Element::Particle(particle.to_string()));
            } else if let Some((slot, words)) = word.split_once('{') {
                let words = words.strip_suffix('}').ok_or_else(|| format!("`{word}` lacks its closing brace"))?;
                if !is_word(slot) || words.contains(['{', '}']) {
                    return Err(format!("`{word}` is not a slot"));
                }
                elements.push(Element::Slot(parse_slot(slot), self.parse_words(words)?));
            } else if !elements.is_empty() {
                return Err(format!("`{word}` stands behind the elements of the pattern"));
            } else {
                for (index, part) in word.split(',').enumerate() {
                    if index > 0 {
                        lemmas.push(Vec::new());
                    }
                    if let Some(lemma) = lemmas.last_mut()
                        && !part.is_empty()
                    {
                        lemma.push(part.to_lowercase());
                    }
                }
            }
        }
        lemmas.retain(|lemma: &Vec<String>| !lemma.is_empty());
        if let Some(wrong) = lemmas.iter().flatten().find(|word| !is_word(word)) {
            return Err(format!("`{wrong}` is not a lemma"));
        }
        if lemmas.is_empty() {
            return Err("the pattern has no lemma".into());
        }
        Ok((lemmas, elements))
    }

    fn parse_words(&self, words: &str) -> Result<Words, String> {
        match words.trim() {
            "*" => Ok(Words::Any),
            "" => Ok(Words::None),
            list => {
                let words =
                    list.split(',').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect();
                let words = expand(&words, &self.classes);
                match words.iter().find(|word| word.starts_with('@')) {
                    Some(unknown) => Err(format!("unknown class `{unknown}`")),
                    None => Ok(Words::Of(words)),
                }
            }
        }
    }

    fn index(&mut self) {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by_key(|&index| std::cmp::Reverse(self.entries[index].specificity()));
        for index in order {
            let entry = &self.entries[index];
            let anchor_word = match entry.anchor {
                Anchor::Verb => entry.lemma.first(),
                Anchor::Noun => entry.lemma.last(),
            };
            let word = anchor_word.expect("a lemma has at least one word").clone();
            self.by_lemma.entry((entry.anchor, word)).or_default().push(index);
        }
    }
}

impl Entry {
    /// Whether the entry speaks of violence; its listed subjects are weapons.
    pub(super) fn kind_is_violent(&self) -> bool {
        matches!(&self.outcome, Outcome::Event(codes) if codes.iter().any(|code| code.kind == EventType::Assault))
    }

    /// Whether the entry speaks of a meeting, a talk or a visit.
    pub(super) fn is_consult(&self) -> bool {
        matches!(&self.outcome, Outcome::Event(codes) if codes.iter().any(|code| code.kind == EventType::Consult))
    }

    /// More elements win, then blocks, then more conditions; the stable sort leaves the earlier line first.
    fn specificity(&self) -> (usize, usize, usize) {
        let is_block = usize::from(self.outcome == Outcome::Block);
        (self.elements.len() + self.lemma.len(), is_block, self.conditions.len())
    }
}

/// Lines that say something, with where they stand.
fn lines<'a>(name: &'a str, text: &'a str) -> impl Iterator<Item = (String, &'a str)> {
    text.lines().zip(1..).filter_map(move |(line, number)| {
        let line = line.split('#').next().unwrap_or("").trim();
        (!line.is_empty()).then(|| (format!("{name}:{number}"), line))
    })
}

fn expand(words: &BTreeSet<String>, classes: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut expanded = BTreeSet::new();
    for word in words {
        match word.strip_prefix('@').and_then(|name| classes.get(name)) {
            Some(members) => expanded.extend(members.iter().cloned()),
            None => {
                expanded.insert(word.clone());
            }
        }
    }
    expanded
}

/// Letters of any script, hyphens, apostrophes and full stops.
fn is_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|character| character.is_alphabetic() || matches!(character, '-' | '\'' | '.'))
}

fn anchored(rest: &str) -> Result<(Anchor, &str), String> {
    match rest.trim().split_once(' ') {
        Some(("verb", rest)) => Ok((Anchor::Verb, rest)),
        Some(("noun", rest)) => Ok((Anchor::Noun, rest)),
        _ => Err("expected `verb` or `noun`".into()),
    }
}

fn split_outside_braces(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if character == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn parse_slot(name: &str) -> Slot {
    match name {
        "obj" => Slot::Object,
        "subj" => Slot::Subject,
        "xcomp" => Slot::Complement,
        "mod" => Slot::Modifier,
        preposition => Slot::Preposition(preposition.to_string()),
    }
}

fn parse_path(name: &str) -> Path {
    match name {
        "subj" => Path::Subject,
        "obj" => Path::Object,
        "iobj" => Path::IndirectObject,
        "poss" => Path::Possessor,
        "mod" => Path::Modifier,
        "obj.poss" => Path::ObjectOwner,
        "none" => Path::Nobody,
        preposition => Path::Preposition(preposition.to_string()),
    }
}

fn parse_codes(text: &str) -> Result<Outcome, String> {
    text.split(" / ").map(|code| parse_code(code.trim())).collect::<Result<Vec<Code>, String>>().map(Outcome::Event)
}

/// `SUPPORT [057]`, `ASSAULT:beat&primitive`.
fn parse_code(text: &str) -> Result<Code, String> {
    let (text, cameo) = match text.split_once('[') {
        Some((code, cameo)) => (code.trim(), Some(cameo.trim_end_matches(']').trim().to_string())),
        None => (text, None),
    };
    let (kind, modes) = text.split_once(':').unwrap_or((text, ""));
    let kind = EventType::parse(kind.trim()).ok_or_else(|| format!("unknown type `{kind}`"))?;
    let modes = modes
        .split('&')
        .map(str::trim)
        .filter(|mode| !mode.is_empty())
        .map(|mode| Mode::parse(kind, mode).ok_or_else(|| format!("unknown mode `{mode}` of {}", kind.as_str())))
        .collect::<Result<Vec<Mode>, String>>()?;
    Ok(Code { kind, modes, cameo })
}

fn parse_operator(text: &str) -> Result<Outcome, String> {
    let (name, code) = match text.split_once(' ') {
        Some((name, code)) => (name, Some(parse_code(code.trim())?)),
        None => (text, None),
    };
    let operator = match name {
        "intend" => Operator::Intend,
        "threaten" => Operator::Threaten,
        "request" => Operator::Request,
        "refuse" => Operator::Refuse,
        "allege" => Operator::Allege,
        "deny" => Operator::Deny,
        "cease" => Operator::Cease,
        "fail" => Operator::Fail,
        "try" => Operator::Try,
        "consider" => Operator::Consider,
        "order" => Operator::Order,
        "permit" => Operator::Permit,
        "begin" => Operator::Begin,
        "factive" => Operator::Factive,
        other => return Err(format!("unknown operator `{other}`")),
    };
    Ok(Outcome::Operator(operator, code))
}

/// Roles, conditions and flags, several of which may share a field: `A=subj R=obj|on`, `if A=armed`, `needs both`.
fn parse_field(field: &str, entry: &mut Entry) -> Result<(), String> {
    let mut words = field.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "reciprocal" => entry.reciprocal = true,
            "if" => entry.conditions.push(parse_condition(words.next().unwrap_or(""))?),
            "needs" => {
                entry.needs = match words.next() {
                    Some("A") => Needs::Actor,
                    Some("R") => Needs::Recipient,
                    Some("both") => Needs::Both,
                    other => return Err(format!("`needs {}` is not known", other.unwrap_or(""))),
                }
            }
            _ => {
                let paths = |list: &str| list.split('|').map(|name| parse_path(name.trim())).collect();
                match word.split_once('=') {
                    Some(("A", list)) => entry.actor = paths(list),
                    Some(("R", list)) => entry.recipient = paths(list),
                    _ => return Err(format!("`{word}` is neither a role, a condition nor a flag")),
                }
            }
        }
    }
    Ok(())
}

fn parse_condition(text: &str) -> Result<Condition, String> {
    let (role, classes) = text.split_once('=').ok_or_else(|| format!("`if {text}` is not a condition"))?;
    let (role, negated) = match role {
        "A" => (Role::Actor, false),
        "A!" => (Role::Actor, true),
        "R" => (Role::Recipient, false),
        "R!" => (Role::Recipient, true),
        _ => return Err(format!("`if {text}` tests neither A nor R")),
    };
    Ok(Condition { role, negated, classes: classes.split('|').map(str::to_string).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compile(text: &str) -> Lexicon {
        let (lexicon, errors) = Lexicon::compile(&[("test.txt", text)]);
        assert_eq!(errors, []);
        lexicon
    }

    #[test]
    fn a_line_with_everything() {
        let lexicon = compile(
            "class talks = talk, meeting\nverb call, put +off obj{@talks, peace summit} -> REJECT:meet ; R=with|obj.poss ; if A=state if R!=none ; needs A",
        );
        let entry = lexicon.entries(Anchor::Verb, "put").next().expect("an entry");
        assert_eq!(entry.elements[0], Element::Particle("off".into()));
        let words = ["meeting", "peace summit", "talk"].map(String::from);
        assert_eq!(entry.elements[1], Element::Slot(Slot::Object, Words::Of(words.into())));
        assert_eq!(entry.recipient, [Path::Preposition("with".into()), Path::ObjectOwner]);
        assert_eq!(entry.conditions.len(), 2);
        assert!(entry.conditions[1].negated);
        assert_eq!(entry.needs, Needs::Actor);
        assert_eq!(lexicon.entries(Anchor::Verb, "call").count(), 1);
    }

    #[test]
    fn the_most_specific_entry_comes_first() {
        let lexicon = compile(
            "noun attack -> ASSAULT\nblock noun attack mod{heart, panic}\nnoun suicide attack -> ASSAULT:suicide-attack",
        );
        let sources: Vec<_> = lexicon.entries(Anchor::Noun, "attack").map(|entry| entry.source.as_str()).collect();
        assert_eq!(sources, ["test.txt:2", "test.txt:3", "test.txt:1"]);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let (lexicon, errors) = Lexicon::compile(&[(
            "bad.txt",
            "verb meet -> CONSLT\n\nverb lift obj{@missing} -> CONCEDE\nverb visit -> CONSULT:visit",
        )]);
        assert_eq!(lexicon.len(), 1);
        let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(messages, ["bad.txt:1: unknown type `CONSLT`", "bad.txt:3: unknown class `@missing`"]);
    }
}
