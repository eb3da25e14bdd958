//! Which words of a report refer to an actor?
//!
//! Convention for what hangs together:
//!
//! - the mention of a noun phrase hangs on its syntactic head: "dozens" of "dozens of protesters", "soldiers" of "four soldiers";
//! - a phrase that stands for one actor each of several states has a mention on each state and none on its head: "Ghana" and
//!   "Togo" in "the interior ministers of Ghana and Togo", "Armenian" and "Azerbaijani" in "Armenian and Azerbaijani envoys".
//!   Whoever looks for the actor at such a head goes on to its owners: possessor, of-phrase, nationality, with their conjuncts;
//! - a nationality or a possessor has a mention of its own only where what it belongs to is no actor: "Russian" in "Russian
//!   aggression", "Moscow" in "Moscow's offer", but only "police" in "Kenya's police".

use super::metonym::place_acts;
use super::naming::{Gender, name_key};
use super::noun_phrase::{
    Phrase, first_conjunct, is_misplaced, is_plural, is_possessive_mark, join, preposition, role,
};
use super::{ActorKind, ActorTables, Identity, Mention, MentionForm, PhraseContext};
use crate::read::{NameKind, Relation, Tree, Upos};
use crate::segment::TokenId;
use jiff::civil::Date;

/// Something that may refer to an actor, before it is known which.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Its words.
    pub mention: Mention,
    /// What it can be chained by.
    pub sort: Sort,
    /// What the words resolve to; none for pronouns and for descriptions that only a chain can explain.
    pub identity: Option<Identity>,
    /// As it would be called in a list of actors.
    pub label: String,
    /// The proper name in it, folded, without titles.
    pub name: Vec<String>,
    /// Lower-case lemma of the word that says what it is: "protester" for "dozens of protesters".
    pub lemma: String,
    /// Whether it means several.
    pub is_plural: bool,
    /// How the phrase begins.
    pub article: Article,
    /// He or she, where the words are sure.
    pub gender: Gender,
    /// A mention that this one is the same actor as, by apposition or predication.
    pub same_as: Option<TokenId>,
}

/// What a candidate is chained by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A person's name.
    Person,
    /// Any other proper name.
    Name,
    /// A nationality on something that is no actor.
    Nationality,
    /// A description.
    Nominal,
    /// A pronoun.
    Pronoun,
}

/// How definite a description is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    /// the, this, that, or a possessor.
    Definite,
    /// No article.
    Bare,
    /// a, some, another, a number.
    Indefinite,
}

/// What stays the same while the mentions of one report are collected.
pub(super) struct Collector<'a> {
    pub tree: &'a Tree<'a>,
    pub tables: &'a ActorTables,
    pub date: Option<Date>,
    /// For each token the name it is part of, as an index into the reading's names.
    name_of: Vec<Option<u32>>,
    /// For each token whether a mention hangs on it.
    pub(super) taken: Vec<bool>,
    found: Vec<Candidate>,
}

/// Every candidate of the report, in text order.
pub(super) fn collect<'a>(tree: &'a Tree<'a>, tables: &'a ActorTables, date: Option<Date>) -> Vec<Candidate> {
    let n_tokens = tree.reading.words.len();
    let mut name_of = vec![None; n_tokens];
    for (index, name) in tree.reading.names.iter().enumerate() {
        for token in name.tokens.clone().filter(|&token| token < n_tokens) {
            name_of[token] = Some(index as u32);
        }
    }
    let taken = vec![false; n_tokens];
    let mut collector = Collector { tree, tables, date, name_of, taken, found: Vec::new() };
    for token in (0..n_tokens as u32).map(TokenId) {
        collector.visit_head(token);
    }
    // Only now is it known which nouns are actors, and so which modifiers stand for one themselves.
    for token in (0..n_tokens as u32).map(TokenId) {
        collector.visit_attributive(token);
    }
    for token in (0..n_tokens as u32).map(TokenId) {
        collector.visit_modifier(token);
    }
    let mut found = collector.found;
    found.sort_by_key(|candidate| candidate.mention.head);
    found
}

impl Collector<'_> {
    /// Looks for an actor whose noun phrase hangs on `token`.
    fn visit_head(&mut self, token: TokenId) {
        let tree = self.tree;
        if tree.upos(token) == Upos::Pron {
            return self.visit_pronoun(token);
        }
        let is_nominal =
            matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Det | Upos::X);
        let hangs_on = is_modifier(role(tree, token).0) && !is_misplaced(tree, token);
        if !is_nominal || self.taken[token.index()] || hangs_on || self.visit_elliptic(token) {
            return;
        }
        match self.name_at(token) {
            Some(NameKind::Location) => self.visit_place(token),
            Some(kind) if self.is_name_head(token) => self.visit_name(token, kind),
            Some(_) => {}
            None => self.visit_description(token),
        }
    }

    fn visit_name(&mut self, token: TokenId, kind: NameKind) {
        let tree = self.tree;
        let is_person = kind == NameKind::Person;
        let is_where = matches!(preposition(tree, token).as_deref(), Some("in" | "at" | "near" | "inside" | "outside"));
        if is_where && !is_person && kind != NameKind::People {
            return;
        }
        let is_bare_adjective = tree.upos(token) == Upos::Adj && tree.child(token, Relation::Det).is_none();
        if kind == NameKind::People && (is_bare_adjective || self.distribute(token)) {
            return;
        }
        if is_person && is_position_mark(tree, &self.name_tokens(token)) {
            return;
        }
        let mut phrase = Phrase::of(tree, token);
        self.share_title(token, &mut phrase);
        let text = phrase.text(tree);
        let identity = match (self.resolve_name(token, kind, &text), kind) {
            (Some(identity), _) => identity,
            (None, NameKind::Person) => unknown(ActorKind::Person, "a person's name without an office"),
            (None, NameKind::Organisation) => {
                unknown(ActorKind::Organisation, "the name of a body that no table knows")
            }
            (None, _) => return,
        };
        let sort = if is_person { Sort::Person } else { Sort::Name };
        let candidate = self.candidate(token, sort, &phrase, Some(identity));
        self.push(candidate);
    }

    fn visit_place(&mut self, token: TokenId) {
        if !self.is_name_head(token) || !place_acts(self.tree, token) {
            return;
        }
        let name = self.name_tokens(token);
        let text = join(self.tree, &name);
        // A possessor belongs to an actor's own phrase, and is decided when all of those are known.
        if self.tree.relation(first_conjunct(self.tree, token)) == Relation::NmodPoss {
            return;
        }
        if let Some(identity) = self.resolve(&text, true) {
            let candidate = self.candidate(token, Sort::Name, &Phrase { tokens: name }, Some(identity));
            self.push(candidate);
        }
    }

    fn visit_description(&mut self, token: TokenId) {
        let tree = self.tree;
        let lemma = tree.lemma(token).to_lowercase();
        if let Some(inner) = self.counted(token, &lemma) {
            return self.visit_quantity(token, inner);
        }
        let is_noun = matches!(tree.upos(token), Upos::Noun | Upos::Propn);
        let is_demonym = || self.tables.country_of_demonym(tree.form(token)).is_some();
        let is_agent =
            is_noun && (self.tables.is_agent_noun(&lemma) || tree.upos(token) == Upos::Propn || is_demonym());
        let is_anaphor = is_noun && super::anaphor::is_general_word(&lemma);
        if !(is_agent || is_anaphor) || self.is_only_a_place(token) {
            return;
        }
        if is_agent && self.distribute(token) {
            return;
        }
        let mut phrase = Phrase::of(tree, token);
        self.share_title(token, &mut phrase);
        let identity = if is_agent { self.resolve(&phrase.text(tree), true) } else { None };
        let mut identity = identity.or_else(|| self.resolve_bare(token, is_agent && is_noun));
        // "The Chinese government", "Beijing" and "China" are one actor.
        if let Some(identity) =
            identity.as_mut().filter(|identity| lemma == "government" && identity.sectors == ["GOV"])
        {
            identity.kind = ActorKind::State;
        }
        if identity.is_none() && !is_anaphor {
            return;
        }
        let candidate = self.candidate(token, Sort::Nominal, &phrase, identity);
        self.push(candidate);
    }

    /// The head noun alone, where the tables cannot make anything of the whole phrase.
    fn resolve_bare(&self, token: TokenId, is_agent: bool) -> Option<Identity> {
        let is_proper = self.tree.upos(token) == Upos::Propn;
        if !is_agent || is_proper { None } else { self.resolve(self.tree.form(token), true) }
    }

    /// Records "dozens of protesters" at "dozens".
    fn visit_quantity(&mut self, token: TokenId, inner: TokenId) {
        let tree = self.tree;
        let phrase = Phrase::of(tree, inner);
        let kind = self.name_at(inner);
        let lemma = tree.lemma(inner).to_lowercase();
        let is_agent = kind.is_some_and(|kind| kind != NameKind::Location) || self.tables.is_agent_noun(&lemma);
        if !is_agent {
            return;
        }
        let Some(mut identity) = self.resolve(&phrase.text(tree), true) else { return };
        if identity.kind == ActorKind::Person {
            identity.kind = ActorKind::Group;
        }
        let mut candidate = self.candidate(token, Sort::Nominal, &phrase, Some(identity));
        candidate.mention.span = tree.span(token).cover(candidate.mention.span);
        candidate.lemma = lemma;
        candidate.is_plural = true;
        candidate.article = Article::Indefinite;
        self.taken[inner.index()] = true;
        self.push(candidate);
    }

    /// What a word of quantity counts: "protesters" for "dozens" in "dozens of protesters".
    fn counted(&self, token: TokenId, lemma: &str) -> Option<TokenId> {
        let tree = self.tree;
        let counts = tree.upos(token) == Upos::Num || QUANTITIES.contains(&lemma);
        let of = |&child: &TokenId| tree.case_of(child).as_deref() == Some("of");
        if counts { tree.children_by(token, Relation::Nmod).find(of) } else { None }
    }

    /// One mention for each state of a phrase that means one actor of each. Whether it was such a phrase.
    fn distribute(&mut self, token: TokenId) -> bool {
        let tree = self.tree;
        if !is_plural(tree, token) {
            return false;
        }
        for &child in tree.children(token) {
            let place = match tree.relation(child) {
                Relation::Nmod if matches!(tree.case_of(child).as_deref(), Some("of" | "from")) => Owner::After,
                Relation::NmodPoss | Relation::Amod | Relation::Compound => Owner::Before,
                _ => continue,
            };
            let mut owners: Vec<TokenId> = tree.conjuncts(child);
            if place == Owner::Before {
                // "Armenian and Azerbaijani envoys", read as two modifiers side by side.
                let beside = tree.children(token).iter().copied().filter(|&other| {
                    matches!(tree.relation(other), Relation::NmodPoss | Relation::Amod | Relation::Compound)
                });
                owners.extend(
                    beside.filter(|&other| other > child && tree.children_by(other, Relation::Cc).next().is_some()),
                );
            }
            owners.retain(|&owner| self.is_state_word(owner));
            owners.dedup();
            if owners.len() < 2 {
                continue;
            }
            let rest = Phrase::filtered(tree, token, |other| other != child && !owners.contains(&other));
            let rest_text = rest.text(tree);
            let rest_text = rest_text.strip_prefix("the ").or(rest_text.strip_prefix("The ")).unwrap_or(&rest_text);
            for owner in owners {
                let words = self.name_tokens(owner);
                let name = join(tree, &words);
                let text = match place {
                    Owner::Before => format!("{name} {rest_text}"),
                    Owner::After => format!("{rest_text} of {name}"),
                };
                let Some(identity) = self.resolve(&text, true) else { continue };
                let mut candidate = self.candidate(owner, Sort::Nominal, &Phrase { tokens: words }, Some(identity));
                candidate.label = text;
                candidate.lemma = tree.lemma(token).to_lowercase();
                candidate.name.clear();
                candidate.article = Article::Definite;
                self.push(candidate);
            }
            self.taken[token.index()] = true;
            return true;
        }
        false
    }

    /// Looks for a nationality, a possessor or a body's name that modifies something which is no actor.
    fn visit_modifier(&mut self, token: TokenId) {
        let tree = self.tree;
        let (relation, head) = role(tree, token);
        let Some(head) = head else { return };
        let modifies = matches!(relation, Relation::Amod | Relation::NmodPoss | Relation::Compound);
        if !modifies || self.taken[token.index()] || self.taken[head.index()] || self.is_part_of_name_of(token, head) {
            return;
        }
        let governor = tree.upos(head);
        if !matches!(governor, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj) || is_modifier(role(tree, head).0) {
            return;
        }
        let kind = self.name_at(token);
        let is_place = kind == Some(NameKind::Location);
        let is_adjective = relation != Relation::NmodPoss && self.tables.country_of_demonym(tree.form(token)).is_some();
        let is_body = kind == Some(NameKind::Organisation) && self.is_name_head(token);
        let is_short_state = is_place && tree.form(token).chars().all(|letter| letter.is_uppercase() || letter == '.');
        let is_owner = relation == Relation::NmodPoss && kind.is_some() && self.is_name_head(token);
        if !(is_adjective || is_body || is_short_state || is_owner) || NOT_ACTS.contains(&tree.lemma(head)) {
            return;
        }
        let words = if is_adjective { vec![token] } else { self.name_tokens(token) };
        let government = || self.tables.country_of_demonym(tree.form(token)).and_then(|code| self.government(code));
        let resolved = if is_adjective { government() } else { self.resolve(&join(tree, &words), true) };
        let identity = match resolved {
            Some(identity) => identity,
            None if kind == Some(NameKind::Person) => unknown(ActorKind::Person, "a person's name without an office"),
            None if is_body => unknown(ActorKind::Organisation, "the name of a body that no table knows"),
            None => return,
        };
        let sort = match kind {
            _ if is_adjective => Sort::Nationality,
            Some(NameKind::Person) => Sort::Person,
            _ => Sort::Name,
        };
        let candidate = self.candidate(token, sort, &Phrase { tokens: words }, Some(identity));
        self.push(candidate);
    }

    fn visit_pronoun(&mut self, token: TokenId) {
        let tree = self.tree;
        let form = tree.form(token).to_lowercase();
        let is_expletive = tree.relation(token) == Relation::Expl;
        if is_expletive || !super::pronoun::is_known(&form) {
            return;
        }
        let mention = Mention { span: tree.span(token), head: token, form: MentionForm::Pronoun };
        self.push(Candidate {
            mention,
            sort: Sort::Pronoun,
            identity: None,
            label: String::new(),
            name: Vec::new(),
            is_plural: matches!(&*form, "they" | "them" | "their" | "theirs" | "themselves"),
            lemma: form,
            article: Article::Definite,
            gender: Gender::Unknown,
            same_as: None,
        });
    }

    pub(super) fn candidate(
        &self,
        head: TokenId,
        sort: Sort,
        phrase: &Phrase,
        identity: Option<Identity>,
    ) -> Candidate {
        let tree = self.tree;
        let is_name = matches!(sort, Sort::Person | Sort::Name);
        let name_words = if is_name { self.name_tokens(head) } else { Vec::new() };
        let label = if is_name { join(tree, &name_words) } else { phrase.text(tree) };
        let form = if is_name { MentionForm::Name } else { MentionForm::Nominal };
        let words: Vec<TokenId> =
            phrase.tokens.iter().copied().filter(|&word| word <= head || name_words.contains(&word)).collect();
        Candidate {
            mention: Mention { span: phrase.span(tree), head, form },
            sort,
            identity,
            label,
            name: name_key(tree, &name_words),
            lemma: tree.lemma(head).to_lowercase(),
            is_plural: !is_name && is_plural(tree, head),
            article: self.article(head),
            gender: self.tables.given_names.gender(tree, &words),
            same_as: self.same_as(head, is_name),
        }
    }

    fn article(&self, head: TokenId) -> Article {
        let tree = self.tree;
        for &child in tree.children(head) {
            match tree.relation(child) {
                Relation::NmodPoss => return Article::Definite,
                Relation::Nummod => return Article::Indefinite,
                Relation::Det => {
                    let form = tree.form(child).to_lowercase();
                    let is_definite = matches!(&*form, "the" | "this" | "that" | "these" | "those" | "both");
                    return if is_definite { Article::Definite } else { Article::Indefinite };
                }
                _ => {}
            }
        }
        Article::Bare
    }

    /// "Presidents Adeyemi and Mensah": the second has the title of the first.
    fn share_title(&self, token: TokenId, phrase: &mut Phrase) {
        let tree = self.tree;
        let first = first_conjunct(tree, token);
        if first == token || tree.child(token, Relation::NmodDesc).is_some() {
            return;
        }
        if let Some(title) = tree.child(first, Relation::NmodDesc).filter(|&title| is_plural(tree, title)) {
            phrase.tokens.insert(0, title);
        }
    }

    /// Whether a description only says where: "in the army", "outside the ministry".
    fn is_only_a_place(&self, token: TokenId) -> bool {
        matches!(preposition(self.tree, token).as_deref(), Some("in" | "inside" | "outside" | "near"))
    }

    pub(super) fn is_state_word(&self, token: TokenId) -> bool {
        let form = self.tree.form(token);
        self.tables.country_of_demonym(form).is_some()
            || self.tables.country_of_name(&join(self.tree, &self.name_tokens(token))).is_some()
    }

    pub(super) fn resolve(&self, phrase: &str, as_agent: bool) -> Option<Identity> {
        self.tables.resolve(phrase, &PhraseContext { date: self.date, as_agent, ..PhraseContext::default() })
    }

    /// Resolves the phrase around a name; the last word of a person's name is a surname even where it means a trade as well.
    fn resolve_name(&self, token: TokenId, kind: NameKind, phrase: &str) -> Option<Identity> {
        let words = self.name_tokens(token);
        let surname = words.last().filter(|_| kind == NameKind::Person).map(|&word| self.tree.form(word));
        let context = PhraseContext { date: self.date, as_agent: true, surname, ..PhraseContext::default() };
        self.tables.resolve(phrase, &context)
    }

    /// The state that a nationality stands for.
    fn government(&self, code: &str) -> Option<Identity> {
        let country = self.tables.country(code)?;
        self.resolve(country.name, true)
    }

    pub(super) fn name_at(&self, token: TokenId) -> Option<NameKind> {
        let index = self.name_of[token.index()]?;
        Some(self.tree.reading.names[index as usize].kind)
    }

    /// The words of the name that a token is part of; the token alone where it is in no name.
    pub(super) fn name_tokens(&self, token: TokenId) -> Vec<TokenId> {
        let Some(index) = self.name_of[token.index()] else { return vec![token] };
        let range = self.tree.reading.names[index as usize].tokens.clone();
        let words = range.map(|token| TokenId(token as u32));
        words.filter(|&word| !is_possessive_mark(self.tree.form(word))).take(20).collect()
    }

    /// Whether the rest of the name hangs on this word.
    pub(super) fn is_name_head(&self, token: TokenId) -> bool {
        let Some(index) = self.name_of[token.index()] else { return true };
        let range = &self.tree.reading.names[index as usize].tokens;
        let hangs_outside =
            |word: usize| self.tree.head(TokenId(word as u32)).is_none_or(|head| !range.contains(&head.index()));
        hangs_outside(token.index()) && !(range.start..token.index()).any(hangs_outside)
    }

    fn is_part_of_name_of(&self, token: TokenId, head: TokenId) -> bool {
        self.name_of[token.index()].is_some() && self.name_of[token.index()] == self.name_of[head.index()]
    }

    pub(super) fn push(&mut self, candidate: Candidate) {
        self.taken[candidate.mention.head.index()] = true;
        self.found.push(candidate);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Before,
    After,
}

/// Nouns that count or gather: the phrase means what stands after "of".
const QUANTITIES: [&str; 41] = [
    "all",
    "band",
    "billion",
    "body",
    "both",
    "bulk",
    "busload",
    "couple",
    "crowd",
    "dozen",
    "each",
    "few",
    "fraction",
    "group",
    "half",
    "handful",
    "hundred",
    "lot",
    "majority",
    "many",
    "million",
    "minority",
    "most",
    "none",
    "number",
    "one",
    "pair",
    "party",
    "percent",
    "proportion",
    "quarter",
    "rest",
    "score",
    "several",
    "some",
    "string",
    "team",
    "ten",
    "third",
    "thousand",
    "two",
];

/// Nouns that a nationality describes without standing for the government.
const NOT_ACTS: [&str; 40] = [
    "accent",
    "afternoon",
    "airport",
    "area",
    "art",
    "border",
    "capital",
    "city",
    "coast",
    "cuisine",
    "culture",
    "currency",
    "descent",
    "dish",
    "district",
    "film",
    "food",
    "football",
    "history",
    "island",
    "lake",
    "language",
    "literature",
    "music",
    "novel",
    "origin",
    "passport",
    "player",
    "port",
    "province",
    "region",
    "resort",
    "river",
    "soil",
    "team",
    "time",
    "town",
    "village",
    "winter",
    "word",
];

/// "(R-L)" under a photograph says where people stand.
fn is_position_mark(tree: &Tree, words: &[TokenId]) -> bool {
    words.iter().all(|&word| matches!(tree.form(word), "L" | "R" | "C" | "-" | "(" | ")"))
}

/// Whether a word with this relation is a part of another noun phrase rather than one of its own.
pub(super) fn is_modifier(relation: Relation) -> bool {
    use Relation as R;
    matches!(
        relation,
        R::Compound
            | R::NmodDesc
            | R::Amod
            | R::Flat
            | R::Fixed
            | R::Goeswith
            | R::Det
            | R::Nummod
            | R::Case
            | R::Punct
            | R::Advmod
    )
}

fn unknown(kind: ActorKind, because: &str) -> Identity {
    Identity {
        kind,
        country: None,
        sectors: Vec::new(),
        role: None,
        registry: None,
        wikidata: None,
        because: because.to_string(),
    }
}
