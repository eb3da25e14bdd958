//! What is known before reading: countries, peoples, organisations, agents, titles and office holders.

use crate::read::{NameKind, Reading};
use crate::segment::Segmentation;
use jiff::civil::Date;

use super::fold::fold;
use super::lexicon::{Entry, Lexicon, Sense, Spelling};
use super::naming::GivenNames;
use super::offices::Offices;

const COUNTRIES: &str = include_str!("../../../../data/actors/countries.tsv");
const PEOPLES: &str = include_str!("../../../../data/actors/peoples.tsv");
const PLACES: &str = include_str!("../../../../data/actors/places.tsv");
const METONYMS: &str = include_str!("../../../../data/actors/metonyms.tsv");
const AGENTS: &str = include_str!("../../../../data/actors/agents.tsv");
const TITLES: &str = include_str!("../../../../data/actors/titles.tsv");
const PORTFOLIOS: &str = include_str!("../../../../data/actors/portfolios.tsv");
/// Bodies that share one form of table, the more specific kinds first.
const BODIES: [&str; 5] = [
    include_str!("../../../../data/actors/armed_groups.tsv"),
    include_str!("../../../../data/actors/organisations.tsv"),
    include_str!("../../../../data/actors/parties.tsv"),
    include_str!("../../../../data/actors/companies.tsv"),
    include_str!("../../../../data/actors/media.tsv"),
];

/// All tables of actors, read once from the program itself.
#[derive(Debug)]
pub struct ActorTables {
    pub(crate) lexicon: Lexicon,
    pub(crate) countries: Vec<Country>,
    pub(crate) peoples: Vec<People>,
    pub(crate) bodies: Vec<Body>,
    pub(crate) agents: Vec<Agent>,
    pub(crate) titles: Vec<Title>,
    pub(crate) offices: Offices,
    pub(super) given_names: GivenNames,
}

/// A state, territory, former state or breakaway body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Its own code in the table.
    pub id: &'static str,
    /// What it is.
    pub kind: CountryKind,
    /// The code that actors of it get: its own, or that of the state in control.
    pub code: &'static str,
    /// First name in the table.
    pub name: &'static str,
    /// Correlates of War number.
    pub cow: Option<u16>,
    /// Gleditsch-Ward number.
    pub gw: Option<u16>,
    /// Wikidata id.
    pub wikidata: Option<&'static str>,
}

/// What an entry of the country table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountryKind {
    /// A state or a territory that PLOVER codes by itself.
    State,
    /// Part of another state's realm, coded as that state.
    Dependency,
    /// A state that is no more, coded as itself.
    Era,
    /// Rules itself without being recognised: nominal sovereign and PRE.
    Breakaway,
    /// A region that acts in the news.
    Region,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct People {
    pub(crate) country: &'static str,
    pub(crate) is_region: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) name: &'static str,
    pub(crate) country: &'static str,
    pub(crate) sectors: &'static str,
    pub(crate) cameo: &'static str,
    pub(crate) role: &'static str,
    pub(crate) from: u32,
    pub(crate) until: u32,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Agent {
    pub(crate) phrase: &'static str,
    pub(crate) sectors: &'static str,
    pub(crate) form: AgentForm,
    /// The sectors are a default that anything nearby overrules: "leader", "spokesman".
    pub(crate) is_weak: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AgentForm {
    Person,
    Organisation,
    Group,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Title {
    pub(crate) sectors: &'static str,
    pub(crate) role: &'static str,
}

impl ActorTables {
    /// Reads the embedded tables.
    pub fn load() -> ActorTables {
        let mut tables = ActorTables {
            lexicon: Lexicon::default(),
            countries: Vec::new(),
            peoples: Vec::new(),
            bodies: Vec::new(),
            agents: Vec::new(),
            titles: Vec::new(),
            offices: Offices::load(),
            given_names: GivenNames::load(),
        };
        // The order is the order of preference where one phrase has several senses.
        tables.read_countries();
        tables.read_bodies();
        tables.read_metonyms();
        tables.read_agents();
        tables.read_titles();
        tables.read_portfolios();
        tables.read_peoples();
        tables.read_places();
        tables
    }

    /// True for a noun that names people or bodies by what they do: "soldier", "opposition leader".
    pub fn is_agent_noun(&self, lemma: &str) -> bool {
        let mut key = fold(lemma);
        if self.has_agent(&key) {
            return true;
        }
        super::phrase::singularise(&mut key) && self.has_agent(&key)
    }

    /// The code for an adjective or noun of nationality: "Kenyan" and "Kenyans" -> KEN.
    pub fn country_of_demonym(&self, word: &str) -> Option<&str> {
        let mut key = fold(word);
        let found = |key: &str| self.code_of(key, |sense| matches!(sense, Sense::Demonym(_)));
        found(&key).or_else(|| if super::phrase::singularise(&mut key) { found(&key) } else { None })
    }

    /// The code for a name of a country or its capital: "Ivory Coast" -> CIV, "Lilongwe" -> MWI.
    pub fn country_of_name(&self, name: &str) -> Option<&str> {
        self.code_of(&fold(name), |sense| matches!(sense, Sense::Country(_) | Sense::Capital(_)))
    }

    /// The office that a title means, in one spelling: "Defense Minister" -> "defence minister", "Lt. Gen." -> "lieutenant general".
    pub fn title_role(&self, title: &str) -> Option<String> {
        let key = fold(title);
        let role = self.titles_of(&key).map(|title| title.role).find(|role| !role.is_empty());
        role.map(str::to_owned).or_else(|| if self.has_agent(&key) { Some(super::phrase::british(&key)) } else { None })
    }

    /// True for a word that stands before names as a title, rank or form of address.
    pub fn is_title(&self, word: &str) -> bool {
        self.titles_of(&fold(word)).next().is_some()
    }

    /// The entry of a country by the code that actors of it get.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries
            .iter()
            .find(|country| country.id == code)
            .or_else(|| self.countries.iter().find(|country| country.code == code))
    }

    /// How many entries each table has, for tests and reports.
    pub fn sizes(&self) -> [(&'static str, usize); 6] {
        [
            ("countries", self.countries.len()),
            ("bodies", self.bodies.len()),
            ("agents", self.agents.len()),
            ("titles", self.titles.len()),
            ("phrases", self.lexicon.n_keys()),
            ("office lines", self.offices.n_lines()),
        ]
    }

    /// The sense of a body on a day: groups that came to power have one row for each time.
    pub(crate) fn is_current(&self, body: &Body, date: Option<Date>) -> bool {
        match date.map(super::offices::yyyymmdd) {
            Some(day) => body.from <= day && (body.until == 0 || day <= body.until),
            None => body.until == 0,
        }
    }

    /// What the tables know of names: a country's name is one name, however the network cut it ("North Korea"), and armed groups and
    /// parties are organisations where it took them for places.
    pub fn correct_names(&self, reading: &mut Reading, text: &str, segmentation: &Segmentation) {
        let words =
            |first: usize, last: usize| segmentation.tokens[first].span.cover(segmentation.tokens[last].span).of(text);
        for index in 0..reading.names.len() {
            let name = &reading.names[index];
            let (start, last) = (name.tokens.start, name.tokens.end - 1);
            let is_place = name.kind == NameKind::Location;
            let Some(before) = start.checked_sub(1).filter(|_| is_place) else { continue };
            let is_same_sentence = segmentation.tokens[before].sentence == segmentation.tokens[start].sentence;
            let cuts_a_name = index > 0 && {
                let other = &reading.names[index - 1].tokens;
                other.start < before && other.end > before
            };
            if is_same_sentence && !cuts_a_name && self.country_of_name(words(before, last)).is_some() {
                reading.names[index].tokens.start = before;
            }
        }
        let names = std::mem::take(&mut reading.names);
        for name in names {
            // What a longer name took in is part of it.
            while reading.names.last().is_some_and(|before| name.tokens.start <= before.tokens.start) {
                reading.names.pop();
            }
            reading.names.push(name);
        }
        for name in reading.names.iter_mut().filter(|name| name.kind == NameKind::Location) {
            let (first, last) = (name.tokens.start, name.tokens.end - 1);
            if self.is_movement(&fold(words(first, last))) {
                name.kind = NameKind::Organisation;
            }
        }
    }

    /// Whether a name is that of an armed group or a party and of nothing else.
    fn is_movement(&self, key: &str) -> bool {
        let entries = self.lexicon.entries(key);
        let is_movement = |sense: Sense| match sense {
            Sense::Body(body) => {
                let sectors = &self.bodies[usize::from(body)].sectors;
                ["REB", "UAF", "PTY"].iter().any(|sector| sectors.contains(sector))
            }
            _ => false,
        };
        !entries.is_empty() && entries.iter().all(|entry| is_movement(entry.sense))
    }

    fn has_agent(&self, key: &str) -> bool {
        self.lexicon.entries(key).iter().any(|entry| matches!(entry.sense, Sense::Agent(_)))
    }

    fn titles_of(&self, key: &str) -> impl Iterator<Item = &Title> {
        self.lexicon.entries(key).iter().filter_map(|entry| match entry.sense {
            Sense::Title(title) => Some(&self.titles[usize::from(title)]),
            _ => None,
        })
    }

    fn code_of(&self, key: &str, is_wanted: impl Fn(Sense) -> bool) -> Option<&str> {
        self.lexicon.entries(key).iter().find(|entry| is_wanted(entry.sense)).and_then(|entry| match entry.sense {
            Sense::Country(country) | Sense::Demonym(country) | Sense::Capital(country) => {
                Some(self.countries[usize::from(country)].code)
            }
            _ => None,
        })
    }

    fn read_countries(&mut self) {
        for fields in rows(COUNTRIES) {
            let number = index(self.countries.len());
            let names = column(&fields, 3);
            self.countries.push(Country {
                id: column(&fields, 0),
                kind: country_kind(column(&fields, 1)),
                code: column(&fields, 2),
                name: names.split(';').next().unwrap_or(""),
                cow: column(&fields, 6).parse().ok(),
                gw: column(&fields, 7).parse().ok(),
                wikidata: Some(column(&fields, 8)).filter(|id| !id.is_empty()),
            });
            self.add_names(names, Sense::Country(number));
            self.add_names(column(&fields, 4), Sense::Demonym(number));
            self.add_names(column(&fields, 5), Sense::Capital(number));
        }
    }

    fn read_bodies(&mut self) {
        for fields in BODIES.iter().flat_map(|table| rows(table)) {
            let number = index(self.bodies.len());
            let names = column(&fields, 0);
            self.bodies.push(Body {
                name: names.split(';').next().unwrap_or(""),
                country: column(&fields, 1),
                sectors: column(&fields, 2),
                cameo: column(&fields, 3),
                role: "",
                from: day(column(&fields, 4)),
                until: day(column(&fields, 5)),
            });
            self.add_names(names, Sense::Body(number));
        }
    }

    fn read_metonyms(&mut self) {
        for fields in rows(METONYMS) {
            let number = index(self.bodies.len());
            let names = column(&fields, 0);
            let name = names.split(';').next().unwrap_or("");
            let (country, sectors, role) = (column(&fields, 1), column(&fields, 2), column(&fields, 3));
            self.bodies.push(Body { name, country, sectors, cameo: "", role, from: 0, until: 0 });
            self.add_names(names, Sense::Body(number));
        }
    }

    fn read_agents(&mut self) {
        for fields in rows(AGENTS) {
            let number = index(self.agents.len());
            let (phrase, kind) = (column(&fields, 0), column(&fields, 2));
            let form = match kind.chars().next() {
                Some('o') => AgentForm::Organisation,
                Some('g') => AgentForm::Group,
                _ => AgentForm::Person,
            };
            self.agents.push(Agent { phrase, sectors: column(&fields, 1), form, is_weak: kind.ends_with('w') });
            // "MP" and "NGO" need their capitals, all other agents are common nouns.
            let spelling = if is_acronym(phrase) { Spelling::Acronym } else { Spelling::Any };
            self.lexicon.add(&fold(phrase), Entry { sense: Sense::Agent(number), spelling });
        }
    }

    fn read_titles(&mut self) {
        for fields in rows(TITLES) {
            let number = index(self.titles.len());
            self.titles.push(Title { sectors: column(&fields, 0), role: column(&fields, 1) });
            self.add_names(column(&fields, 2), Sense::Title(number));
        }
    }

    fn read_portfolios(&mut self) {
        for (number, fields) in rows(PORTFOLIOS).enumerate() {
            let number = u8::try_from(number).expect("there are fewer than 256 groups of portfolios");
            assert!(
                usize::from(number) < PORTFOLIO_SECTORS.len()
                    && column(&fields, 0) == PORTFOLIO_SECTORS[usize::from(number)],
                "portfolios.tsv and PORTFOLIO_SECTORS differ"
            );
            for word in column(&fields, 1).split([';', ' ']) {
                self.lexicon.add(&fold(word), Entry { sense: Sense::Portfolio(number), spelling: Spelling::Any });
            }
        }
    }

    fn read_peoples(&mut self) {
        for fields in rows(PEOPLES) {
            let number = index(self.peoples.len());
            self.peoples.push(People { country: column(&fields, 1), is_region: column(&fields, 2) == "region" });
            self.add_names(column(&fields, 0), Sense::People(number));
        }
    }

    fn read_places(&mut self) {
        let mut numbers: Vec<(&str, u16)> =
            self.countries.iter().enumerate().map(|(number, country)| (country.id, index(number))).collect();
        numbers.sort_unstable();
        for fields in rows(PLACES) {
            let Ok(found) = numbers.binary_search_by_key(&column(&fields, 1), |(id, _)| id) else { continue };
            let entry = Entry { sense: Sense::Place(numbers[found].1), spelling: Spelling::Capital };
            let key = fold(column(&fields, 0));
            // A city that shares its name with anything above is not worth the confusion.
            if self.lexicon.entries(&key).is_empty() {
                self.lexicon.add(&key, entry);
            }
        }
    }

    fn add_names(&mut self, names: &'static str, sense: Sense) {
        for name in names.split(';').filter(|name| !name.is_empty()) {
            let spelling = if is_acronym(name) { Spelling::Acronym } else { Spelling::Capital };
            self.lexicon.add(&fold(name.strip_prefix("the ").unwrap_or(name)), Entry { sense, spelling });
        }
    }
}

/// The sector that each group of portfolio words adds, in the order of portfolios.tsv.
pub(crate) const PORTFOLIO_SECTORS: [&str; 10] = ["MIL", "MED", "EDU", "AGR", "LAB", "JRN", "BUS", "SPY", "REL", ""];

/// Rows of a table; lines that start with # are comments.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

fn column(fields: &[&'static str], number: usize) -> &'static str {
    fields.get(number).copied().unwrap_or("")
}

fn index(number: usize) -> u16 {
    u16::try_from(number).expect("every table has fewer than 65,536 rows")
}

fn country_kind(word: &str) -> CountryKind {
    match word {
        "dependency" => CountryKind::Dependency,
        "era" => CountryKind::Era,
        "breakaway" => CountryKind::Breakaway,
        "region" => CountryKind::Region,
        _ => CountryKind::State,
    }
}

/// `2021-08-15` as 20210815; 0 when empty.
fn day(text: &str) -> u32 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// True for short names in capitals, which lower-case words must not match: "US", "WHO", "AU", "MPs".
fn is_acronym(name: &str) -> bool {
    let letters = || name.chars().filter(|character| character.is_alphabetic());
    let n_upper = letters().filter(|character| character.is_uppercase()).count();
    (2..=7).contains(&letters().count())
        && n_upper >= 2
        && letters().filter(|character| character.is_lowercase()).count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_codes_are_found_by_name_and_demonym() {
        let tables = ActorTables::load();
        assert_eq!(tables.country_of_name("Côte d'Ivoire"), Some("CIV"));
        assert_eq!(tables.country_of_name("Lilongwe"), Some("MWI"));
        assert_eq!(tables.country_of_demonym("Kenyans"), Some("KEN"));
        assert_eq!(tables.country_of_demonym("Faroese"), Some("DNK"));
        assert_eq!(tables.country("KOS").and_then(|country| country.cow), Some(347));
        assert!(tables.is_agent_noun("farmers") && !tables.is_agent_noun("cooperation"));
        assert!(tables.is_title("Lt. Gen.") && !tables.is_title("harbour"));
        assert_eq!(tables.title_role("Defense Minister").as_deref(), Some("defence minister"));
    }

    #[test]
    fn every_table_row_is_well_formed() {
        let tables = ActorTables::load();
        let known = [
            "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
            "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
        ];
        let international = ["UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"];
        let all = tables
            .agents
            .iter()
            .map(|agent| agent.sectors)
            .chain(tables.bodies.iter().map(|body| body.sectors))
            .chain(tables.titles.iter().map(|title| title.sectors));
        for sectors in all {
            for sector in sectors.split(';').filter(|sector| !sector.is_empty()) {
                assert!(known.contains(&sector) || international.contains(&sector), "{sector}");
            }
        }
        for body in &tables.bodies {
            let is_known = body.country.is_empty()
                || international.contains(&body.country)
                || tables.country(body.country).is_some();
            assert!(is_known, "{}: {}", body.name, body.country);
        }
    }
}
