//! What does an act become when it is promised, threatened, asked for, refused or ended? (Handbook, section 5.)

use super::super::lexicon::{Code, Outcome};
use super::super::matching::Match;
use super::super::ontology::{EventType, Mode};

/// Talks, two-sided fights and truces in force have all sides in one list (handbook, section 7).
pub(super) fn keeps_one_list(code: &Code) -> bool {
    let is_truce = code.kind == EventType::Retreat && code.modes.iter().any(|mode| mode.as_str() == "ceasefire");
    matches!(code.kind, EventType::Consult | EventType::Assault) || is_truce
}

pub(super) fn is_about_meeting(content: &Match) -> bool {
    matches!(&content.entry.outcome, Outcome::Event(codes) if codes.iter().any(|code| code.kind == EventType::Consult))
}

pub(super) fn with_mode(kind: EventType, mode: Option<&str>) -> Code {
    let modes = mode.and_then(|mode| Mode::parse(kind, mode)).into_iter().collect();
    Code { kind, modes, cameo: None }
}

/// What an act becomes when its doer says it is to come; none for words that stay what they are.
pub(super) fn intended(code: &Code) -> Option<Code> {
    use EventType::*;
    match code.kind {
        Agree | Consult | Support | Cooperate | Aid => Some(with_mode(Agree, None)),
        Concede | Retreat => Some(with_mode(Concede, None)),
        Protest | Sanction | Mobilize | Coerce | Assault => Some(threatened_code(code)),
        Threaten | Reject | Request => Some(code.clone()),
        Accuse => None,
    }
}

/// THREATEN with the mode that matches what is threatened.
pub(super) fn threatened_code(code: &Code) -> Code {
    use EventType::*;
    let has = |mode: &str| code.modes.iter().any(|found| found.as_str() == mode);
    let mode = match code.kind {
        Assault => Some("violence"),
        Coerce if has("arrest") => Some("arrest"),
        Coerce if has("deport") => Some("expel"),
        Coerce | Protest => Some("restrict"),
        Sanction if has("expel") => Some("expel"),
        Sanction | Retreat | Reject => Some("relations"),
        Accuse if has("allege") => Some("arrest"),
        _ => None,
    };
    with_mode(Threaten, mode)
}

/// The mode of a request for, or a refusal of, an act.
pub(super) fn asked_mode(code: &Code, ends: bool) -> Option<&'static str> {
    use EventType::*;
    let has = |mode: &str| code.modes.iter().any(|found| found.as_str() == mode);
    match code.kind {
        _ if ends => Some("yield"),
        Consult => Some("meet"),
        Aid | Cooperate | Support | Agree => Some("assist"),
        Retreat if has("resign") => Some("change"),
        Concede | Retreat => Some("yield"),
        Sanction if has("discontinue") => Some("yield"),
        Request | Reject => code.modes.first().map(|mode| mode.as_str()),
        _ => None,
    }
}

/// What it is to stop doing something.
pub(super) fn ceased(code: &Code) -> Option<Code> {
    use EventType::*;
    match code.kind {
        Assault => Some(with_mode(Retreat, Some("ceasefire"))),
        Protest | Coerce | Sanction | Mobilize | Threaten | Request => Some(with_mode(Concede, None)),
        Consult | Support | Cooperate | Aid | Agree => Some(with_mode(Sanction, Some("discontinue"))),
        _ => None,
    }
}
