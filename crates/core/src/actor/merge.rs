//! What does a further mention tell about an actor that is known already?

use super::mention::{Candidate, Sort};
use super::person::is_international;
use super::{ActorKind, Identity};

/// Adds what `other` knows to `identity`. The first words that tell a country or an office win; a bare name has neither.
pub(super) fn merge(identity: &mut Identity, other: &Identity) {
    // "The bloc" may be a party elsewhere; the union it stands for here stays a union.
    let is_international = identity.country.as_deref().is_some_and(is_international);
    let learns = identity.sectors.is_empty() && !other.sectors.is_empty() && !is_international;
    let is_known = identity.registry.is_some() || identity.wikidata.is_some();
    if learns {
        identity.sectors.clone_from(&other.sectors);
        identity.because.clone_from(&other.because);
    }
    // "The minister" of some country is less than "the defence minister".
    let refines = !is_known && identity.kind == other.kind && other.sectors.len() > identity.sectors.len();
    if refines && other.sectors.starts_with(&identity.sectors) {
        identity.sectors.clone_from(&other.sectors);
    }
    if identity.country.is_none() {
        identity.country.clone_from(&other.country);
    }
    if identity.role.is_none() {
        identity.role.clone_from(&other.role);
    }
    if identity.registry.is_none() {
        identity.registry.clone_from(&other.registry);
    }
    if identity.wikidata.is_none() {
        identity.wikidata.clone_from(&other.wikidata);
    }
}

/// Gives an actor the country of whom it belongs to; of an international body only telling sectors stay beside the code.
pub(super) fn belong(identity: &mut Identity, country: String) {
    if is_international(&country) {
        identity
            .sectors
            .retain(|sector| matches!(sector.as_str(), "MIL" | "COP" | "MED" | "LEG" | "JUD" | "JRN" | "SPY"));
    }
    identity.country = Some(country);
}

/// Keeps the best name: a proper name before a description, a longer proper name before a shorter one.
pub(super) fn settle(label: &mut String, name: &mut Vec<String>, candidate: &Candidate) {
    let is_name = matches!(candidate.sort, Sort::Person | Sort::Name);
    if is_name && candidate.name.len() > name.len() {
        label.clone_from(&candidate.label);
        name.clone_from(&candidate.name);
    }
}

/// Whether an actor of this kind may lack a country that the report can tell.
pub(super) fn takes_nationality(kind: ActorKind) -> bool {
    matches!(
        kind,
        ActorKind::Group | ActorKind::Organisation | ActorKind::Person | ActorKind::State | ActorKind::People
    )
}
