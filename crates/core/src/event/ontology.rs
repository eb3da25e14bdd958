//! What kinds of events are there? PLOVER types, modes, quads and scores, and the CAMEO codes they become.
//!
//! Names, scores and codes are those of `data/ontology/plover.toml` and `cameo.toml`; a test holds the two together.

/// Declares the types once: name, quad, score, and for each mode its spelling, score and default CAMEO code.
macro_rules! types {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, quad $quad:literal, score $score:literal, cameo $cameo:literal,
        [$($mode:literal: $mode_score:literal, $mode_cameo:literal);* $(;)?];)+) => {
        /// The 16 PLOVER types.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventType { $($(#[$doc])* $variant),+ }

        const TYPES: &[TypeRow] = &[$(TypeRow {
            kind: EventType::$variant, name: $name, quad: $quad, score: $score, cameo: $cameo,
            modes: &[$(ModeRow { name: $mode, score: $mode_score, cameo: $mode_cameo }),*],
        }),+];
    };
}

struct TypeRow {
    kind: EventType,
    name: &'static str,
    quad: u8,
    score: f64,
    cameo: &'static str,
    modes: &'static [ModeRow],
}

struct ModeRow {
    name: &'static str,
    score: f64,
    cameo: &'static str,
}

types! {
    /// Promises, offers, signals of readiness.
    Agree = "AGREE", quad 1, score 2.5, cameo "030", [];
    /// Talks, visits, calls.
    Consult = "CONSULT", quad 1, score 2.5, cameo "040",
        ["visit": 4.0, "042"; "third-party": 1.0, "044"; "multilateral": 4.0, "040"; "phone": 1.5, "041"];
    /// Praise, backing, recognition, signing.
    Support = "SUPPORT", quad 1, score 5.0, cameo "050", [];
    /// Concessions in words or law.
    Concede = "CONCEDE", quad 1, score 4.5, cameo "080", [];
    /// Exchange from which both sides gain.
    Cooperate = "COOPERATE", quad 2, score 9.5, cameo "060", [];
    /// Material help.
    Aid = "AID", quad 2, score 10.0, cameo "070", [];
    /// Concessions with physical effect.
    Retreat = "RETREAT", quad 2, score 6.5, cameo "084",
        ["withdraw": 8.0, "0874"; "release": 6.5, "0841"; "disarm": 10.0, "0873"; "ceasefire": 7.5, "0871";
         "access": 6.5, "086"; "resign": 4.5, "083"];
    /// Asking, urging, demanding.
    Request = "REQUEST", quad 3, score 0.0, cameo "020",
        ["assist": 0.5, "021"; "change": -1.0, "024"; "yield": -1.0, "025"; "meet": 0.0, "026"];
    /// Criticism, blame, charges, inquiries.
    Accuse = "ACCUSE", quad 3, score -3.0, cameo "110",
        ["disapprove": -2.0, "111"; "investigate": -3.5, "090"; "allege": -3.5, "112"];
    /// Refusals.
    Reject = "REJECT", quad 3, score -2.0, cameo "120",
        ["assist": -1.5, "121"; "change": -2.0, "123"; "yield": -2.0, "124"; "meet": -2.0, "125"];
    /// Warnings with a penalty.
    Threaten = "THREATEN", quad 3, score -3.5, cameo "130",
        ["restrict": -3.0, "132"; "arrest": -3.5, "132"; "relations": -3.5, "1313"; "expel": -3.5, "136";
         "territory": -4.0, "1382"; "violence": -3.5, "138"];
    /// Crowds in public opposition.
    Protest = "PROTEST", quad 4, score -5.0, cameo "140",
        ["demo": -5.0, "141"; "riot": -7.0, "145"; "strike": -5.0, "143"; "hunger": -4.5, "142"; "boycott": -4.5, "143";
         "obstruct": -4.5, "144"; "vandalize": -5.0, "145"];
    /// Cutting back relations; convictions.
    Sanction = "SANCTION", quad 4, score -6.0, cameo "160",
        ["convict": -6.0, "116"; "expel": -5.5, "166"; "withdraw": -6.0, "161"; "discontinue": -6.0, "163"];
    /// Forces moved or readied.
    Mobilize = "MOBILIZE", quad 4, score -5.5, cameo "150",
        ["troops": -6.5, "154"; "weapons": -6.5, "154"; "police": -5.5, "153"; "militia": -6.0, "150"];
    /// Repression short of violence.
    Coerce = "COERCE", quad 4, score -7.0, cameo "170",
        ["seize": -7.0, "171"; "restrict": -7.0, "172"; "censor": -6.5, "1721"; "curfew": -6.5, "1723";
         "martial-law": -7.5, "1724"; "arrest": -7.0, "173"; "deport": -7.0, "174"; "withhold": -7.0, "170";
         "misinformation": -6.5, "170"; "cyber": -7.0, "176"];
    /// Violence.
    Assault = "ASSAULT", quad 4, score -9.0, cameo "190",
        ["abduct": -8.5, "181"; "beat": -7.5, "182"; "torture": -8.5, "1822"; "sexual": -8.5, "1821";
         "targeted": -9.5, "186"; "destroy": -8.5, "1712"; "primitive": -8.0, "193"; "firearms": -9.0, "193";
         "explosives": -9.0, "183"; "suicide-attack": -9.5, "1831"; "aerial": -9.5, "195"; "drone": -9.5, "1952";
         "heavy-weapons": -9.5, "194"; "crowd-control": -7.5, "175"; "unconventional": -10.0, "204"];
}

/// A mode of a type, such as `visit` of CONSULT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mode {
    kind: EventType,
    /// Index into the type's modes.
    index: u8,
}

impl EventType {
    /// The type of this name, in capitals.
    pub fn parse(name: &str) -> Option<EventType> {
        TYPES.iter().find(|row| row.name == name).map(|row| row.kind)
    }

    /// PLOVER's name, in capitals.
    pub fn as_str(self) -> &'static str {
        self.row().name
    }

    /// PLOVER's quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub fn quad(self) -> u8 {
        self.row().quad
    }

    /// The names of its modes, in PLOVER's order.
    pub fn modes(self) -> impl Iterator<Item = &'static str> {
        self.row().modes.iter().map(|mode| mode.name)
    }

    /// All types, in PLOVER's order.
    pub fn all() -> impl Iterator<Item = EventType> {
        TYPES.iter().map(|row| row.kind)
    }

    fn row(self) -> &'static TypeRow {
        &TYPES[self as usize]
    }
}

impl Mode {
    /// The mode of `kind` with this name.
    pub fn parse(kind: EventType, name: &str) -> Option<Mode> {
        let index = kind.row().modes.iter().position(|mode| mode.name == name)?;
        Some(Mode { kind, index: index as u8 })
    }

    /// PLOVER's name.
    pub fn as_str(self) -> &'static str {
        self.row().name
    }

    fn row(self) -> &'static ModeRow {
        &self.kind.row().modes[self.index as usize]
    }
}

/// PLOVER's score from -10 (conflict) to 10 (cooperation): that of the most extreme mode, else of the type.
pub fn score(kind: EventType, modes: &[Mode]) -> f64 {
    let of_modes = modes.iter().map(|mode| mode.row().score);
    of_modes.reduce(|a, b| if b.abs() > a.abs() { b } else { a }).unwrap_or(kind.row().score)
}

/// The CAMEO code for a type and its first mode; `about` is the type of what was promised, where known.
pub fn cameo(kind: EventType, modes: &[Mode], about: Option<EventType>) -> &'static str {
    let is_assist = modes.first().is_some_and(|mode| mode.as_str() == "assist");
    match (kind, about) {
        (EventType::Agree, Some(EventType::Consult)) => "036",
        (EventType::Agree, Some(EventType::Support)) => "032",
        (EventType::Agree, Some(EventType::Cooperate)) => "031",
        (EventType::Agree, Some(EventType::Aid)) => "033",
        (EventType::Concede, Some(EventType::Concede | EventType::Retreat)) => "035",
        (EventType::Request, Some(EventType::Aid)) if is_assist => "023",
        (EventType::Request, Some(EventType::Support)) if is_assist => "022",
        (EventType::Reject, Some(EventType::Aid)) if is_assist => "122",
        _ => modes.first().map_or(kind.row().cameo, |mode| mode.row().cameo),
    }
}
