//! To whom is it done, where no word says so? What is hit, left, eased, marched against or helped tells by where it lies and
//! whose it is.

use super::super::Participant;
use super::super::ontology::EventType;
use super::super::operator::Act;
use super::{Implied, is_state_code};
use crate::place::{Place, PlacePrecision};
use crate::read::Relation;
use crate::segment::TokenId;

impl Implied<'_> {
    pub(super) fn name_recipient(&mut self, act: &mut Act) {
        let own =
            act.actors.iter().find_map(|one| self.identity(one)?.country.clone()).filter(|code| is_state_code(code));
        let actor_sectors: Vec<String> = act
            .actors
            .iter()
            .filter_map(|one| self.identity(one))
            .flat_map(|identity| identity.sectors.clone())
            .collect();
        let is_state = actor_sectors.first().is_some_and(|sector| sector == "GOV" || sector == "LEG");
        let is_public = actor_sectors.iter().any(|sector| {
            matches!(sector.as_str(), "CVL" | "LAB" | "EDU" | "MED" | "AGR" | "PTY" | "OPP" | "REL" | "JRN" | "REF")
        }) && !actor_sectors.iter().any(|sector| sector == "GOV");
        let has = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let kind = act.code.kind;
        let about = act.about;
        let found = match kind {
            EventType::Assault if !act.reciprocal => self
                .hit(act, own.as_deref(), &actor_sectors)
                .or_else(|| self.invaded(act, own.as_deref(), &actor_sectors)),
            EventType::Mobilize => self.facing(act, own.as_deref()),
            EventType::Retreat if has("withdraw") => self.left_behind(act, own.as_deref()),
            EventType::Concede if about == Some(EventType::Retreat) || self.is_pullout(act.anchor) => {
                self.left_behind(act, own.as_deref())
            }
            EventType::Concede if is_state => {
                self.relieved(act, own.as_deref()).or_else(|| self.elsewhere(act, own.as_deref()))
            }
            EventType::Sanction => self.elsewhere(act, own.as_deref()),
            EventType::Accuse if !has("investigate") && !is_public => self.elsewhere(act, own.as_deref()),
            EventType::Coerce if has("curfew") || has("martial-law") => self.people(act, own.as_deref()),
            EventType::Aid => self.helped(act, own.as_deref(), "CVL"),
            EventType::Agree
                if matches!(about, None | Some(EventType::Aid | EventType::Support | EventType::Cooperate)) =>
            {
                self.helped(act, own.as_deref(), "GOV")
            }
            EventType::Protest if has("demo") || has("hunger") || act.code.modes.is_empty() => {
                self.grievance(act).zip(own).map(|(word, country)| self.government(&country, word))
            }
            EventType::Accuse if has("disapprove") && is_public => {
                self.blamed_policy(act).zip(own).map(|(word, country)| self.government(&country, word))
            }
            EventType::Request | EventType::Concede
                if is_public
                    || (kind == EventType::Request && actor_sectors.first().is_some_and(|sector| sector == "LEG")) =>
            {
                own.map(|country| self.government(&country, act.anchor))
            }
            EventType::Reject
                if actor_sectors.iter().any(|sector| matches!(sector.as_str(), "MIL" | "COP"))
                    && self.defies_order(act.anchor) =>
            {
                own.map(|country| self.government(&country, act.anchor))
            }
            _ => None,
        };
        act.recipients.extend(found);
    }

    /// What an assault hits: a village stands for its people, a radar post for the forces that hold it.
    fn hit(&mut self, act: &Act, own: Option<&str>, sectors: &[String]) -> Option<Participant> {
        let mut targets = self.targets(act.anchor);
        const LAUNCHING: [&str; 9] = ["fire", "launch", "lob", "drop", "hurl", "send", "aim", "use", "explode"];
        if LAUNCHING.contains(&self.lemma(act.anchor).as_str()) {
            // "fired a drone at an airport": the drone is no target.
            targets.retain(|target| !self.objects(act.anchor).contains(target));
        }
        let target = targets.iter().copied().find(|&target| {
            self.is_one_of(target, &self.words.settlement) || self.is_one_of(target, &self.words.military_site)
        });
        let named = || {
            let mut aims = self.objects(act.anchor);
            for case in ["on", "against", "at", "of"] {
                aims.extend(self.roles.preposition(act.anchor, self.anchor_kind(act.anchor), case));
            }
            aims.into_iter().find(|&aim| self.is_settlement_name(aim))
        };
        let facility = targets.iter().copied().find(|&target| self.is_one_of(target, &self.words.facility));
        if target.is_none()
            && let Some((facility, (country, true))) =
                facility.and_then(|facility| Some((facility, self.country_of_phrase(facility, own)?)))
        {
            return Some(self.government(&country, facility));
        }
        let settled = target.or_else(named)?;
        let is_military = self.is_one_of(settled, &self.words.military_site);
        let tree = self.roles.clauses.tree;
        let is_police = tree.children(settled).iter().any(|&child| tree.lemma(child).eq_ignore_ascii_case("police"));
        let country = self
            .country_of_phrase(settled, None)
            .map(|(country, _)| country)
            .or_else(|| self.country_in_sentence(act.anchor))?;
        let is_own_army = own == Some(country.as_str()) && sectors.iter().any(|sector| sector == "MIL");
        if is_military && is_own_army {
            return None;
        }
        Some(self.group(
            &country,
            &[if is_police {
                "COP"
            } else if is_military {
                "MIL"
            } else {
                "CVL"
            }],
            settled,
        ))
    }

    /// "launched an offensive in Ukraine": the country that a state's forces fight in.
    fn invaded(&mut self, act: &Act, own: Option<&str>, sectors: &[String]) -> Option<Participant> {
        const CASES: [&str; 5] = ["in", "into", "on", "against", "across"];
        let own = own.filter(|_| sectors.iter().any(|sector| matches!(sector.as_str(), "GOV" | "MIL")))?;
        for node in self.nodes(act.anchor) {
            for (case, noun) in self.roles.clauses.obliques(node) {
                let span = self.roles.clauses.tree.span(noun);
                let is_country = |place: &&Place| {
                    !place.adjectival && place.precision == PlacePrecision::Country && place.span.overlaps(span)
                };
                let country = self
                    .places
                    .iter()
                    .find(is_country)
                    .and_then(|place| place.country.clone())
                    .filter(|code| code != own);
                if let Some(country) = country.filter(|_| CASES.contains(&case.as_str())) {
                    return Some(self.government(&country, noun));
                }
            }
        }
        None
    }

    /// "moved frigates to the Ecuadorean border": whom the words name, not whom a map would.
    fn facing(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        const CASES: [&str; 10] = ["to", "on", "along", "near", "toward", "towards", "at", "off", "into", "around"];
        let (word, country) = self.foreign_phrase(act.anchor, &CASES, own, true)?;
        Some(self.government(&country, word))
    }

    /// "left the ridge above Zalambessa": whose ground is left.
    fn left_behind(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        const CASES: [&str; 6] = ["from", "of", "in", "out of", "out", "off"];
        let anchor = act.content.unwrap_or(act.anchor);
        for target in self.roles.clauses.patients(anchor) {
            if let Some((country, _)) = self.country_of_phrase(target, own) {
                return Some(self.government(&country, target));
            }
        }
        let (word, country) = self.foreign_phrase(anchor, &CASES, own, false)?;
        Some(self.government(&country, word))
    }

    /// A curfew ended, a ban lifted: the people are eased.
    fn relieved(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        let anchor = act.content.unwrap_or(act.anchor);
        let eased = self.objects(anchor).into_iter().find(|&word| self.is_one_of(word, &self.words.eased))?;
        let country = own?;
        Some(self.group(country, &["CVL"], eased))
    }

    fn is_pullout(&self, anchor: TokenId) -> bool {
        let is_word = |&word: &TokenId| {
            matches!(self.lemma(word).as_str(), "pullout" | "pull-out" | "withdrawal" | "retreat" | "out")
        };
        self.objects(anchor).iter().any(is_word) || is_word(&anchor)
    }

    /// "closed its embassy in Yangon", "condemned executions in Riyadh": another country named by where it is.
    fn elsewhere(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        let own = own?;
        let tree = self.roles.clauses.tree;
        let mut phrases = self.objects(act.anchor);
        for case in ["from", "in", "to", "with", "against", "of"] {
            phrases.extend(self.roles.clauses.oblique(act.anchor, case));
        }
        let words = phrases.into_iter().flat_map(|phrase| tree.subtree_without(phrase, &[Relation::AclRelcl]));
        let (word, country) = words.into_iter().find_map(|word| {
            let place = self.places.iter().find(|place| !place.adjectival && place.span.overlaps(tree.span(word)))?;
            Some((word, place.country.clone()?))
        })?;
        (country != own).then(|| self.government(&country, word))
    }

    /// Who is put under a curfew or martial law.
    fn people(&mut self, act: &Act, own: Option<&str>) -> Option<Participant> {
        let word = self.objects(act.anchor).into_iter().next().unwrap_or(act.anchor);
        let country = own.map(str::to_string).or_else(|| self.country_in_sentence(act.anchor))?;
        Some(self.group(&country, &["CVL"], word))
    }

    /// Whoever lives where help goes.
    fn helped(&mut self, act: &Act, own: Option<&str>, sector: &str) -> Option<Participant> {
        let anchor = act.content.unwrap_or(act.anchor);
        let (word, country) = self.place_below(anchor)?;
        if act.code.kind == EventType::Agree && own == Some(country.as_str()) {
            return None;
        }
        let sector = if own == Some(country.as_str()) { "CVL" } else { sector };
        Some(self.group(&country, &[sector], word))
    }

    /// What a crowd is out against, where that is a thing of the government's.
    fn grievance(&self, act: &Act) -> Option<TokenId> {
        const CASES: [&str; 8] = ["over", "against", "at", "about", "for", "after", "because of", "to"];
        let tree = self.roles.clauses.tree;
        let mut words: Vec<TokenId> = Vec::new();
        for node in self.nodes(act.anchor) {
            words.extend(
                self.roles
                    .clauses
                    .obliques(node)
                    .filter(|(case, _)| CASES.contains(&case.as_str()))
                    .map(|(_, noun)| noun),
            );
            for clause in tree.children(node).iter().copied() {
                let demands =
                    matches!(self.lemma(clause).as_str(), "demand" | "seek" | "protest" | "denounce" | "oppose");
                if demands && matches!(tree.relation(clause), Relation::Advcl | Relation::Acl | Relation::Xcomp) {
                    words.extend(self.roles.clauses.patients(clause));
                }
            }
        }
        let has_mode = |name: &str| act.code.modes.iter().any(|mode| mode.as_str() == name);
        let fits = |word: &TokenId| self.is_one_of(*word, &self.words.policy);
        let inmates = || {
            let is_inmate = |word: &TokenId| {
                matches!(self.lemma(*word).as_str(), "inmate" | "prisoner" | "detainee" | "convict" | "internee")
            };
            self.roles.clauses.agents(act.anchor).into_iter().find(is_inmate)
        };
        words.into_iter().find(fits).or_else(|| if has_mode("hunger") { inmates() } else { None })
    }

    fn blamed_policy(&self, act: &Act) -> Option<TokenId> {
        self.targets(act.anchor).into_iter().find(|&word| self.is_one_of(word, &self.words.policy))
    }

    fn defies_order(&self, anchor: TokenId) -> bool {
        self.roles.clauses.patients(anchor).iter().any(|&word| matches!(self.lemma(word).as_str(), "order" | "command"))
    }
}
