//! How is an actor written as a code? PLOVER's flat string and the CAMEO spelling.

use super::compose::slug;
use super::tables::ActorTables;
use super::{ActorKind, Identity};

impl ActorTables {
    /// PLOVER's flat code: country, then sectors; `---` where the country is unknown.
    ///
    /// `CHN` + `GOV`, `MIL` -> "CHNGOVMIL"; the United Nations -> "UNO"; gunmen of unknown country -> "---UAF".
    pub fn code(identity: &Identity) -> String {
        let mut code = identity.country.clone().unwrap_or_else(|| "---".to_owned());
        for sector in &identity.sectors {
            code.push_str(sector);
        }
        code
    }

    /// The CAMEO spelling: ministers' fields follow GOV, parties follow GOV or OPP, primary roles come before secondary ones,
    /// a bare state is its country alone, international bodies spell their organisation.
    pub fn cameo_code(&self, identity: &Identity) -> String {
        let country = identity.country.as_deref().unwrap_or("---");
        if identity.kind == ActorKind::State && identity.sectors == ["GOV"] {
            return cameo_country(country).to_owned();
        }
        let mut code = self.cameo_body(identity, country);
        for role in cameo_roles(&identity.sectors) {
            if !has_trio(&code, role) {
                code.push_str(role);
            }
        }
        code
    }

    /// The leading part: a country, an international generic, or a listed organisation.
    fn cameo_body(&self, identity: &Identity, country: &str) -> String {
        let listed = identity.registry.as_deref().and_then(|id| self.bodies.iter().find(|body| slug(body) == id)).map_or("", |body| body.cameo);
        if !listed.is_empty() {
            return listed.to_owned();
        }
        match country {
            "UNO" => "IGOUNO",
            "EUR" => "IGOEEC",
            "ISM" => "NGM",
            code => cameo_country(code),
        }
        .to_owned()
    }
}

/// CAMEO writes a few countries otherwise than ISO 3166.
fn cameo_country(code: &str) -> &str {
    match code {
        "ROU" => "ROM",
        "TLS" => "TMP",
        code => code,
    }
}

/// CAMEO roles for PLOVER sectors, general before special.
fn cameo_roles(sectors: &[String]) -> Vec<&'static str> {
    let has = |sector: &str| sectors.iter().any(|found| found == sector);
    if has("PTY") {
        return if has("GOV") {
            vec!["GOV", "PTY"]
        } else if has("OPP") {
            vec!["OPP", "PTY"]
        } else {
            vec!["PTY"]
        };
    }
    let mut roles: Vec<(u8, &'static str)> = sectors.iter().filter_map(|sector| cameo_role(sector)).collect();
    roles.sort_by_key(|&(level, _)| level);
    roles.dedup();
    roles.into_iter().map(|(_, role)| role).collect()
}

/// The nearest CAMEO role with its level: 0 for GOV and OPP, which others follow, 1 primary, 2 secondary.
fn cameo_role(sector: &str) -> Option<(u8, &'static str)> {
    Some(match sector {
        "GOV" => (0, "GOV"),
        "OPP" => (0, "OPP"),
        "COP" => (1, "COP"),
        "JUD" => (1, "JUD"),
        "MIL" => (1, "MIL"),
        "REB" => (1, "REB"),
        "SPY" => (1, "SPY"),
        "UAF" | "PRM" => (1, "UAF"),
        "AGR" => (2, "AGR"),
        "BUS" => (2, "BUS"),
        "CRM" => (2, "CRM"),
        "CVL" | "SOC" | "REL" => (2, "CVL"),
        "EDU" => (2, "EDU"),
        "ELI" => (2, "ELI"),
        "JRN" => (2, "MED"),
        "MED" => (2, "HLH"),
        "LAB" => (2, "LAB"),
        "LEG" => (2, "LEG"),
        "REF" => (2, "REF"),
        // UNK and PRE have no role in CAMEO.
        _ => return None,
    })
}

fn has_trio(code: &str, role: &str) -> bool {
    code.as_bytes().chunks(3).any(|trio| trio == role.as_bytes())
}
