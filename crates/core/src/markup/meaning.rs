//! The line that says what an event mark means.

use super::Meaning;

/// What an event line says. Codes and labels are as written; the corpus check asks whether they exist.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MarkedEvent {
    /// Its label.
    pub label: String,
    /// PLOVER type.
    pub kind: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// Who acts.
    pub actors: Vec<Side>,
    /// On whom.
    pub recipients: Vec<Side>,
    /// Whether both sides do it to each other.
    pub reciprocal: bool,
    /// `occurred` where the line says nothing.
    pub status: String,
    /// `asserted` where the line says nothing.
    pub stance: String,
    /// Label of who says so.
    pub voice: Option<String>,
    /// Label of the place.
    pub place: Option<String>,
    /// Label of the time.
    pub time: Option<String>,
    /// What is counted, how many, and the labels of the words.
    pub sizes: Vec<(String, Range, Vec<String>)>,
    /// A remark, such as `denial`.
    pub note: Option<String>,
}

/// One member of a side of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// A marked actor.
    Label(String),
    /// Somebody the text does not name: `?`.
    Unknown,
    /// Somebody the words imply, by code: `(GHA COP)`.
    Implied(String),
}

/// A number from `low` to `high`; none where open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// At least so many.
    pub low: Option<u64>,
    /// At most so many.
    pub high: Option<u64>,
}

/// A code as records write it: `GHA COP;OPP` becomes `GHACOPOPP`; without the name that may follow; none for `-`.
pub fn actor_code(words: &str) -> Option<String> {
    let code = words.split(',').next().unwrap_or_default();
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    (!code.is_empty()).then_some(code)
}

impl MarkedEvent {
    /// Reads the meaning line of an event.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(meaning: &Meaning) -> Result<MarkedEvent, String> {
        let mut parts = meaning.words.split('|').map(str::trim);
        let (kind, modes) = {
            let first = parts.next().unwrap_or_default();
            first.split_once(':').unwrap_or((first, ""))
        };
        let roles = parts.next().ok_or_else(|| format!("{}: no `actors > recipients`", meaning.label))?;
        let (actors, recipients, is_mutual) = match (roles.split_once("<>"), roles.split_once('>')) {
            (Some((actors, recipients)), _) => (actors, recipients, true),
            (None, Some((actors, recipients))) => (actors, recipients, false),
            (None, None) => return Err(format!("{}: no `actors > recipients`", meaning.label)),
        };
        let mut event = MarkedEvent {
            label: meaning.label.clone(),
            kind: kind.to_string(),
            modes: modes.split('&').filter(|mode| !mode.is_empty()).map(str::to_string).collect(),
            actors: side(actors),
            recipients: side(recipients),
            status: "occurred".to_string(),
            stance: "asserted".to_string(),
            ..MarkedEvent::default()
        };
        let is_circle = event.recipients.is_empty() && event.actors.len() > 1;
        event.reciprocal = is_mutual || (is_circle && matches!(kind, "CONSULT" | "ASSAULT"));
        for part in parts.filter(|part| !part.is_empty()) {
            event.read_field(part).ok_or_else(|| format!("{}: {part:?} is no field", meaning.label))?;
        }
        Ok(event)
    }

    fn read_field(&mut self, field: &str) -> Option<()> {
        let mut words = field.split_whitespace();
        let first = words.next()?;
        let rest: Vec<&str> = words.collect();
        let only = || (rest.len() == 1).then(|| rest[0].to_string());
        match first {
            "occurred" | "future" | "hypothetical" | "negated" | "historical" => self.status = first.to_string(),
            "said" => self.voice = Some(only()?),
            "alleged" | "denied" => (self.stance, self.voice) = (first.to_string(), Some(only()?)),
            "at" => self.place = Some(only()?),
            "on" => self.time = Some(only()?),
            "dead" | "injured" | "arrested" | "crowd" => {
                let range = Range::parse(rest.first()?)?;
                self.sizes.push((first.to_string(), range, rest[1..].iter().map(|word| word.to_string()).collect()));
            }
            "note" => self.note = Some(rest.join(" ")),
            _ => return None,
        }
        Some(())
    }

    /// The line, as `parse` reads it.
    pub fn to_meaning(&self) -> Meaning {
        let joined = |side: &[Side]| match side {
            [] => "-".to_string(),
            members => members.iter().map(Side::to_string).collect::<Vec<_>>().join("+"),
        };
        let is_circle = self.recipients.is_empty() && self.actors.len() > 1;
        let arrow = if self.reciprocal && !is_circle { "<>" } else { ">" };
        let modes = if self.modes.is_empty() { String::new() } else { format!(":{}", self.modes.join("&")) };
        let mut parts = vec![
            format!("{}{modes}", self.kind),
            format!("{} {arrow} {}", joined(&self.actors), joined(&self.recipients)),
        ];
        if self.status != "occurred" {
            parts.push(self.status.clone());
        }
        if let Some(voice) = &self.voice {
            let stance = if self.stance == "asserted" { "said" } else { &self.stance };
            parts.push(format!("{stance} {voice}"));
        }
        parts.extend(self.place.iter().map(|place| format!("at {place}")));
        parts.extend(self.time.iter().map(|time| format!("on {time}")));
        for (name, range, labels) in &self.sizes {
            parts.push([name.clone(), range.to_string(), labels.join(" ")].join(" ").trim_end().to_string());
        }
        parts.extend(self.note.iter().map(|note| format!("note {note}")));
        Meaning { label: self.label.clone(), words: parts.join(" | ") }
    }
}

impl std::fmt::Display for Side {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Side::Label(label) => formatter.write_str(label),
            Side::Unknown => formatter.write_str("?"),
            Side::Implied(code) => write!(formatter, "({code})"),
        }
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        let number = |bound: Option<u64>| bound.map_or_else(String::new, |bound| bound.to_string());
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(formatter, "{low}"),
            (low, high) => write!(formatter, "{}..{}", number(low), number(high)),
        }
    }
}

impl Range {
    /// `12`, `3..5`, `1000..` or `..5`.
    pub fn parse(words: &str) -> Option<Range> {
        let bound = |words: &str| if words.is_empty() { Some(None) } else { words.parse().ok().map(Some) };
        match words.split_once("..") {
            Some((low, high)) => Some(Range { low: bound(low)?, high: bound(high)? }),
            None => words.parse().ok().map(|number| Range { low: Some(number), high: Some(number) }),
        }
    }
}

fn side(words: &str) -> Vec<Side> {
    let member = |word: &str| match word.trim() {
        "?" => Side::Unknown,
        word => match word.strip_prefix('(').and_then(|word| word.strip_suffix(')')) {
            Some(code) => Side::Implied(code.to_string()),
            None => Side::Label(word.to_string()),
        },
    };
    words.split('+').filter(|word| !matches!(word.trim(), "" | "-")).map(member).collect()
}
