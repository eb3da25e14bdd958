//! Who held which office on the day? Searches the compiled table of office holders in place.

use jiff::civil::Date;

use super::fold::name_key;
use super::office_class::OfficeClass;

/// Sorted lines of holders; see build/offices.rs for the form.
const HOLDERS: &str = include_str!(concat!(env!("OUT_DIR"), "/holders.txt"));
const SURNAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/surnames.txt"));
const OFFICES: &str = include_str!(concat!(env!("OUT_DIR"), "/offices.txt"));

/// The compiled table of office holders.
#[derive(Debug)]
pub struct Offices {
    /// Office names by number.
    names: Vec<&'static str>,
}

/// A person as the table knows them on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The name as the table writes it.
    pub name: &'static str,
    /// Country or international code.
    pub country: &'static str,
    /// Wikidata id, empty where unknown.
    pub wikidata: &'static str,
    /// The office that decides on that day.
    pub office: &'static str,
    /// How prominent that office is.
    pub class: OfficeClass,
    /// Whether it was held on the day.
    pub standing: Standing,
    /// First day, yyyymmdd, 0 where unknown.
    pub start: u32,
    /// Last day, yyyymmdd, 0 where open.
    pub end: u32,
}

/// How a spell in office stands to the day asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// In office on the day.
    InOffice,
    /// Known to hold the office at some time, without dates.
    Undated,
    /// Out of office by the day.
    Former,
    /// Takes office only after the day.
    Later,
}

/// What the text says beside the name; everything given must fit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The day; the newest knowledge where missing.
    pub date: Option<Date>,
    /// Country that the text names.
    pub country: Option<&'a str>,
    /// Country that the report is about, a preference only.
    pub home: Option<&'a str>,
    /// Office that the text names, a preference only.
    pub class: Option<OfficeClass>,
    /// The text says that the office is given up: the elder President Bush while the younger holds office.
    pub is_former: bool,
}

impl Offices {
    /// Takes up the embedded table; well under a millisecond.
    pub fn load() -> Offices {
        Offices { names: OFFICES.lines().collect() }
    }

    /// The number of lines (people and their aliases) in the table.
    pub fn n_lines(&self) -> usize {
        HOLDERS.lines().count()
    }

    /// Finds a full name, or a surname of somebody prominent.
    pub fn find(&self, name: &str, wanted: &Wanted) -> Option<Holding> {
        let key = name_key(name);
        if key.is_empty() {
            return None;
        }
        let is_single_word = !key.contains(' ');
        let by_full_name = self.best(holder_lines(&key), wanted, is_single_word);
        by_full_name.or_else(|| self.find_surname(&key, wanted))
    }

    fn find_surname(&self, key: &str, wanted: &Wanted) -> Option<Holding> {
        let line = lines_with_key(SURNAMES, key).next()?;
        let people = line.split('\t').nth(1).unwrap_or("").split('|');
        self.best(people.flat_map(holder_lines), wanted, true)
    }

    /// The holding that fits best: in office before out of it, the named office first, then the greater office, then the newer one.
    fn best<'a>(
        &self,
        lines: impl Iterator<Item = &'static str>,
        wanted: &Wanted<'a>,
        must_be_prominent: bool,
    ) -> Option<Holding> {
        let day = wanted.date.map_or(99_991_231, yyyymmdd);
        let holdings = lines.filter_map(|line| self.holding(line, day, wanted.class, wanted.date.is_some()));
        holdings
            .filter(|holding| wanted.country.is_none_or(|country| country == holding.country))
            .filter(|holding| !must_be_prominent || (holding.class.is_prominent() && holding.start > 0))
            .filter(|holding| !must_be_prominent || wanted.is_told() || is_known_by_surname(holding))
            .min_by_key(|holding| {
                let is_other_office = wanted.class.is_some_and(|class| class != holding.class);
                let is_other_country = wanted.home.is_some_and(|home| home != holding.country);
                let age = u32::MAX - holding.start;
                let is_other_standing = wanted.is_former && holding.standing != Standing::Former;
                (
                    is_other_standing,
                    holding.standing,
                    is_other_office,
                    is_other_country,
                    holding.class,
                    age,
                    holding.country,
                )
            })
    }

    fn holding(&self, line: &'static str, day: u32, class: Option<OfficeClass>, is_dated: bool) -> Option<Holding> {
        let mut fields = line.split('\t').skip(1);
        let (name, country, wikidata, spells) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        // An undated row only counts where nothing dated is known of the person.
        let has_dates = spells.split(';').any(|spell| !spell.starts_with("0,0,"));
        let spells = spells
            .split(';')
            .filter(|spell| !has_dates || !spell.starts_with("0,0,"))
            .filter_map(|spell| self.spell(spell, day, is_dated));
        let (standing, found, start, end, office) = spells.min_by_key(|&(standing, found, start, end, _)| {
            let is_other_office = class.is_some_and(|class| class != found);
            let newest = if standing == Standing::Later { start } else { u32::MAX - start.max(end) };
            (
                standing,
                is_other_office,
                if standing == Standing::InOffice { found } else { OfficeClass::HeadOfState },
                newest,
            )
        })?;
        Some(Holding { name, country, wikidata, office, class: found, standing, start, end })
    }

    fn spell(
        &self,
        spell: &'static str,
        day: u32,
        is_dated: bool,
    ) -> Option<(Standing, OfficeClass, u32, u32, &'static str)> {
        let mut fields = spell.split(',');
        let start: u32 = fields.next()?.parse().ok()?;
        let end: u32 = fields.next()?.trim_end_matches('~').parse().ok()?;
        let class = OfficeClass::from_digit(fields.next()?.parse().ok()?);
        let office = self.names.get(fields.next()?.parse::<usize>().ok()?).copied()?;
        let standing = if start == 0 && end == 0 {
            // The undated snapshots are of 2025; they say nothing about older reports.
            if is_dated && day < 20_230_101 { Standing::Later } else { Standing::Undated }
        } else if start > day {
            Standing::Later
        } else if end == 0 || day <= end {
            Standing::InOffice
        } else {
            Standing::Former
        };
        Some((standing, class, start, end, office))
    }
}

impl Wanted<'_> {
    /// The text says more than a bare name.
    fn is_told(&self) -> bool {
        self.country.is_some() || self.home.is_some() || self.class.is_some() || self.is_former
    }
}

/// Whom reports far away name by the surname alone: who leads a state, its foreign or defence ministry, or once led a state.
fn is_known_by_surname(holding: &Holding) -> bool {
    let leads = holding.class <= OfficeClass::HeadOfGovernment && !holding.office.contains(" of ");
    match holding.standing {
        Standing::InOffice => leads || holding.class <= OfficeClass::Defence,
        Standing::Former => leads,
        Standing::Undated | Standing::Later => false,
    }
}

/// A date as yyyymmdd.
pub(crate) fn yyyymmdd(date: Date) -> u32 {
    u32::from(date.year().unsigned_abs()) * 10_000
        + u32::from(date.month().unsigned_abs()) * 100
        + u32::from(date.day().unsigned_abs())
}

/// The people filed under a key, by their full name or a shorter form of it.
fn holder_lines(key: &str) -> impl Iterator<Item = &'static str> {
    let lines = lines_with_key(HOLDERS, key);
    lines.flat_map(|line| match line.split_once("\t>") {
        // One step only: a short form always names a full key.
        Some((_, full)) => lines_with_key(HOLDERS, full).filter(|line| !line.contains("\t>")).collect::<Vec<_>>(),
        None => vec![line],
    })
}

/// The lines whose first field is the key, found by bisection over the sorted text.
fn lines_with_key(text: &'static str, key: &str) -> impl Iterator<Item = &'static str> {
    let start = first_line_not_before(text, key);
    let key = key.to_owned();
    text[start..].lines().take_while(move |line| line.split('\t').next() == Some(key.as_str()))
}

fn first_line_not_before(text: &str, key: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, text.len());
    // Both ends stand at line starts; every line before `low` is smaller than the key, no line from `high` on is.
    while low < high {
        let middle = (low + high) / 2;
        let line = bytes[low..middle].iter().rposition(|&byte| byte == b'\n').map_or(low, |at| low + at + 1);
        let length = bytes[line..].iter().position(|&byte| byte == b'\n').map_or(text.len() - line, |at| at + 1);
        let found = text[line..line + length].split(['\t', '\n']).next().unwrap_or("");
        if found < key {
            low = line + length;
        } else {
            high = line;
        }
    }
    low
}
