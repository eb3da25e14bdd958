//! What does a report tell about the kind of an actor that the words of one mention do not?
//!
//! Officers are soldiers where the report speaks of an army and of no police; a minister acts for the government, and his field
//! is part of his office rather than of his code.

use super::mention::Candidate;
use super::person::is_international;

/// Sectors that name the field of a minister. A defence minister is GOV and MIL (corpus/SETTLED.md).
const FIELDS: [&str; 7] = ["AGR", "BUS", "EDU", "JRN", "LAB", "MED", "REL"];

/// Settles the sectors of all candidates of a report.
pub(super) fn settle_kinds(candidates: &mut [Candidate]) {
    let has = |sector: &str| {
        let is_of_it = |candidate: &Candidate| {
            let sectors = candidate.identity.as_ref().map(|identity| identity.sectors.as_slice());
            (sector == "MIL" || !is_open(&candidate.lemma))
                && sectors.is_some_and(|sectors| sectors.iter().any(|one| one == sector))
        };
        candidates.iter().any(is_of_it)
    };
    let speaks_of_army_only = has("MIL") && !has("COP");
    let names_un = candidates.iter().any(|candidate| {
        candidate.identity.as_ref().is_some_and(|identity| identity.country.as_deref() == Some("UNO"))
    });
    for candidate in candidates {
        let is_officer = is_open(&candidate.lemma);
        let keeps_peace = candidate.lemma == "peacekeeper" && !candidate.label.contains('\'');
        let label = candidate.label.to_lowercase();
        let Some(identity) = &mut candidate.identity else { continue };
        if is_officer && speaks_of_army_only && identity.sectors == ["COP"] {
            identity.sectors = vec!["MIL".to_string()];
            identity.because.push_str("; the report speaks of an army and of no police");
        }
        if keeps_peace
            && names_un
            && identity.sectors == ["MIL"]
            && !identity.country.as_deref().is_some_and(is_international)
        {
            identity.country = Some("UNO".to_string());
            identity.because.push_str("; a soldier on a mission counts for it");
        }
        let is_minister =
            label.contains("minist") || identity.role.as_deref().is_some_and(|role| role.contains("minister"));
        if let [first, field] = identity.sectors.as_slice()
            && is_minister
            && first == "GOV"
            && FIELDS.contains(&field.as_str())
        {
            identity.sectors.truncate(1);
        }
    }
}

/// Words for soldiers as well as policemen.
fn is_open(lemma: &str) -> bool {
    matches!(lemma, "force" | "forces" | "officer" | "patrol")
}
