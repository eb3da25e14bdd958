//! Which acts are meant? `ASSAULT:firearms A=MIL|REB R=CVL foreign`: the patterns of contexts and codebooks.

use super::ontology::{EventType, Mode};
use super::roles::{is_codable, is_of_class};
use super::{Event, Participant};
use crate::actor::{Cast, Identity};

/// The sectors of PLOVER, and its codes for those who have no country.
pub const SECTORS: [&str; 32] = [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC",
];

/// The classes of actors that conditions may name in lower case; `data/lexicon/README.md` explains each.
pub const CLASSES: [&str; 11] =
    ["state", "armed", "police", "crowd", "court", "lawmakers", "party", "media", "firm", "criminal", "international"];

/// A kind of act with who takes part in it.
#[derive(Debug, Clone, PartialEq)]
pub struct ActPattern {
    /// None for any type.
    kind: Option<EventType>,
    mode: Option<Mode>,
    actor: Vec<PartyPattern>,
    recipient: Vec<PartyPattern>,
    /// On either side.
    any: Vec<PartyPattern>,
    /// Everybody on both sides, who are more than one.
    each: Vec<PartyPattern>,
    is_foreign: bool,
}

/// Who is meant: `KENCOP`, `COP`, `KEN`, a class such as `armed`, or `UNK` for somebody of whom nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartyPattern {
    /// All of these countries and sectors.
    Parts(Vec<String>),
    /// A class of sectors.
    Class(String),
    /// Nothing is known.
    Unknown,
}

impl PartyPattern {
    /// Reads a code, a part of one, or a class.
    ///
    /// # Errors
    /// When it is neither; whether there is such a country is not looked at.
    pub fn parse(text: &str) -> Result<PartyPattern, String> {
        let letters: String = text.chars().filter(|character| *character != ' ').collect();
        if letters == "UNK" {
            return Ok(PartyPattern::Unknown);
        }
        if CLASSES.contains(&letters.as_str()) {
            return Ok(PartyPattern::Class(letters));
        }
        let is_code = !letters.is_empty()
            && letters.len().is_multiple_of(3)
            && letters.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_code {
            return Err(format!(
                "`{text}` is neither a code such as KENCOP, a part of one, nor a class such as `armed`"
            ));
        }
        let parts = letters.as_bytes().chunks(3).map(|part| String::from_utf8_lossy(part).into_owned());
        Ok(PartyPattern::Parts(parts.collect()))
    }

    /// Whether somebody is meant; `None` is somebody whom the text does not name.
    pub fn fits(&self, identity: Option<&Identity>) -> bool {
        match (self, identity) {
            (PartyPattern::Unknown, identity) => identity.is_none_or(|identity| !is_codable(identity)),
            (_, None) => false,
            (PartyPattern::Class(class), Some(identity)) => is_of_class(identity, class),
            (PartyPattern::Parts(parts), Some(identity)) => parts.iter().all(|part| {
                identity.country.as_ref() == Some(part) || identity.sectors.iter().any(|sector| sector == part)
            }),
        }
    }
}

impl ActPattern {
    /// Reads a pattern: a type, `TYPE:mode` or `*`, then what must hold of the parties.
    ///
    /// # Errors
    /// When a word of it is not understood.
    pub fn parse(text: &str) -> Result<ActPattern, String> {
        let mut words = text.split_whitespace();
        let what = words.next().ok_or("a pattern begins with a type or `*`")?;
        let (name, mode) = what.split_once(':').map_or((what, None), |(name, mode)| (name, Some(mode)));
        let kind = match name {
            "*" => None,
            name => Some(EventType::parse(name).ok_or_else(|| format!("unknown type `{name}`"))?),
        };
        let mode = match (kind, mode) {
            (_, None) => None,
            (None, Some(mode)) => return Err(format!("mode `{mode}` without a type")),
            (Some(kind), Some(mode)) => Some(Mode::parse(kind, mode).ok_or_else(|| format!("unknown mode `{mode}`"))?),
        };
        let (actor, recipient, any, each) = Default::default();
        let mut pattern = ActPattern { kind, mode, actor, recipient, any, each, is_foreign: false };
        for word in words {
            let parties = |list: &str| list.split('|').map(PartyPattern::parse).collect::<Result<Vec<_>, String>>();
            match word.split_once('=') {
                None if word == "foreign" => pattern.is_foreign = true,
                Some(("A", list)) => pattern.actor = parties(list)?,
                Some(("R", list)) => pattern.recipient = parties(list)?,
                Some(("any", list)) => pattern.any = parties(list)?,
                Some(("each", list)) => pattern.each = parties(list)?,
                _ => return Err(format!("`{word}` is no condition on the parties")),
            }
        }
        Ok(pattern)
    }

    /// Whether an event is meant.
    pub fn fits(&self, event: &Event, cast: &Cast) -> bool {
        let identity = |one: &Participant| one.actor.map(|id| &cast.actor(id).identity);
        let fits = |one: &Participant, wanted: &[PartyPattern]| wanted.iter().any(|party| party.fits(identity(one)));
        let holds = |side: &[Participant], wanted: &[PartyPattern]| {
            wanted.is_empty() || side.iter().any(|one| fits(one, wanted))
        };
        let both: Vec<Participant> = event.actors.iter().chain(&event.recipients).copied().collect();
        let is_each = || both.len() > 1 && both.iter().all(|one| fits(one, &self.each));
        let is_foreign = || {
            let mut countries = both.iter().filter_map(identity).filter_map(|identity| identity.country.as_ref());
            countries.next().is_some_and(|first| countries.any(|other| other != first))
        };
        self.kind.is_none_or(|kind| kind == event.kind)
            && self.mode.is_none_or(|mode| event.modes.contains(&mode))
            && holds(&event.actors, &self.actor)
            && holds(&event.recipients, &self.recipient)
            && holds(&both, &self.any)
            && (self.each.is_empty() || is_each())
            && (!self.is_foreign || is_foreign())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::ActorKind;

    fn identity(country: &str, sectors: &[&str]) -> Identity {
        let country = Some(country.to_string()).filter(|country| !country.is_empty());
        let sectors = sectors.iter().map(ToString::to_string).collect();
        Identity {
            kind: ActorKind::Group,
            country,
            sectors,
            role: None,
            registry: None,
            wikidata: None,
            because: String::new(),
        }
    }

    #[test]
    fn parties() {
        let police = identity("KEN", &["COP"]);
        let fits = |text: &str| PartyPattern::parse(text).expect("a pattern").fits(Some(&police));
        assert!(fits("KENCOP") && fits("KEN") && fits("COP") && fits("COP KEN") && fits("police"));
        assert!(!fits("UGA") && !fits("KENMIL") && !fits("armed") && !fits("UNK"));
        let unknown = PartyPattern::parse("UNK").expect("a pattern");
        assert!(unknown.fits(None) && unknown.fits(Some(&identity("", &[]))));
        assert!(PartyPattern::parse("POLICE!").is_err() && PartyPattern::parse("ke").is_err());
    }

    #[test]
    fn what_is_wrong_in_a_pattern_is_said() {
        let error = |text: &str| ActPattern::parse(text).expect_err("it is wrong");
        assert_eq!(error("CONSLT"), "unknown type `CONSLT`");
        assert_eq!(error("AID:visit"), "unknown mode `visit`");
        assert_eq!(error("* B=GOV"), "`B=GOV` is no condition on the parties");
    }

    #[test]
    fn the_sectors_are_those_of_the_ontology() {
        let table: toml::Table = include_str!("../../../../data/ontology/sectors.toml").parse().expect("it is TOML");
        let codes: Vec<&str> = ["plover_sector", "plover_international"]
            .iter()
            .filter_map(|list| table.get(*list)?.as_array())
            .flatten()
            .filter_map(|row| row.get("code")?.as_str())
            .collect();
        assert_eq!(codes, SECTORS);
    }
}
