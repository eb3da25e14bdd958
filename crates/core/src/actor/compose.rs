//! Noun phrases without a name: the head says what they are, modifiers, owner and tail say whose and of what kind.

use super::ActorKind;
use super::fold::fold;
use super::lexicon::Sense;
use super::person::is_international;
use super::phrase::{Content, Item, Word, british, items, portfolio_sector};
use super::resolve::{Draft, Origin, Reading, Tail, text_between, text_of};
use super::tables::{AgentForm, Body, CountryKind};

/// What stands before the head.
#[derive(Debug, Clone, Default)]
pub(crate) struct Modifiers {
    pub(crate) nationality: Option<Nation>,
    /// A city or capital: "Kampala police".
    place: Option<Nation>,
    people: Option<&'static str>,
    has_people: bool,
    body: Option<u16>,
    agents: Vec<&'static str>,
    /// Sectors of titles: people have them, bodies do not ("General Hospital").
    titles: Vec<&'static str>,
    is_former: bool,
    is_exiled: bool,
    is_ruling: bool,
    is_striking: bool,
    is_protesting: bool,
    is_candidate: bool,
    /// "indigenous", "tribal": of the people, not of the state.
    is_communal: bool,
    /// Sectors of the fields in a name: "Medical" in "Medical Services Alliance".
    fields: Vec<&'static str>,
}

/// A country that a modifier names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nation {
    pub(crate) code: &'static str,
    is_breakaway: bool,
}

/// What the head of a phrase is by itself.
struct Head {
    sectors: Vec<&'static str>,
    is_weak: bool,
    kind: ActorKind,
    /// Diplomats keep their own nationality whatever body they are sent to.
    is_diplomat: bool,
    is_relative: bool,
    role: String,
}

impl Reading<'_, '_> {
    /// A phrase whose head is a generic agent, a title or a ministry.
    pub(crate) fn compose(
        &self,
        items: &[Item],
        owner: Option<&Draft>,
        tails: &[Tail],
        words: &[Word],
        depth: usize,
    ) -> Draft {
        let (before, last) = items.split_at(items.len() - 1);
        let mut modifiers = self.modifiers(before, words);
        let mut head = self.head(&last[0], words);
        if let Content::Known(_) = &last[0].content {
            modifiers.is_candidate |=
                head.role.ends_with("candidate") || head.role.ends_with("hopeful") || head.role.ends_with("nominee");
        }
        let affiliation = self.affiliation(&head, tails, depth);
        let mut draft = Draft::new(head.kind, Origin::Agent);
        draft.reasons.push(format!("'{}'", text_between(items[0].first, last[0].end, words)));
        draft.sectors = self.sectors(&mut head, &modifiers, owner, affiliation.as_ref(), &mut draft.reasons);
        let is_several = head.is_weak
            && draft.sectors != head.sectors
            && affiliation.as_ref().is_some_and(|other| other.kind == ActorKind::Group && tails[0].preposition == "of");
        if is_several && draft.kind == ActorKind::Organisation {
            draft.kind = ActorKind::Group;
        }
        self.place_in_country(&mut draft, &head, &modifiers, owner, affiliation.as_ref(), tails);
        self.adjust(&mut draft, &head, &modifiers, owner, affiliation.as_ref());
        if draft.kind == ActorKind::Person {
            draft.role = Some(self.role(items, words, &modifiers));
        }
        draft
    }

    /// A phrase whose head is an organisation: its own country and sectors, unless the words make it another country's.
    pub(crate) fn body(
        &self,
        number: u16,
        head: &[Item],
        owner: Option<&Draft>,
        tails: &[Tail],
        words: &[Word],
        depth: usize,
    ) -> Option<Draft> {
        let (before, last) = head.split_at(head.len() - 1);
        let modifiers = self.modifiers(before, words);
        let number = self.current_body(&last[0]).unwrap_or(number);
        let body = &self.tables.bodies[usize::from(number)];
        let said = modifiers
            .nationality
            .or(modifiers.place)
            .map(|nation| nation.code)
            .or(owner.and_then(|owner| owner.country));
        let has_agent = last[0].sense(|sense| matches!(sense, Sense::Agent(_)).then_some(())).is_some();
        let is_elsewhere = said.or(self.context.home).is_some_and(|code| code != body.country);
        // "Peruvian Congress": a name that is also a common noun belongs to whoever the words say.
        if has_agent && is_elsewhere && !is_international(body.country) {
            let mut common = last[0].clone();
            if let Content::Known(senses) = &mut common.content {
                senses.retain(|sense| matches!(sense, Sense::Agent(_)));
            }
            let mut rest = before.to_vec();
            rest.push(common);
            return Some(self.compose(&rest, owner, tails, words, depth));
        }
        let mut draft = self.draft_of_body(number);
        if draft.country.is_none() {
            let tail_country =
                tails.iter().filter(|tail| is_of_or_in(tail.preposition)).find_map(|tail| self.country_in(tail.words));
            draft.country = said.or(tail_country.map(|nation| nation.code));
        }
        draft.reasons.push(format!("'{}' is {}", text_of(&last[0], words), body.name));
        if last[0].is_plural && draft.kind == ActorKind::Organisation && !is_international(body.country) {
            draft.kind = ActorKind::Group;
        }
        Some(draft)
    }

    fn draft_of_body(&self, number: u16) -> Draft {
        let body = &self.tables.bodies[usize::from(number)];
        let mut draft = Draft::new(ActorKind::Organisation, Origin::Body);
        draft.country = Some(body.country).filter(|code| !code.is_empty());
        draft.sectors = body.sectors.split(';').filter(|sector| !sector.is_empty()).collect();
        draft.registry = Some(slug(body));
        draft.role = Some(body.role.to_owned()).filter(|role| !role.is_empty());
        draft
    }

    /// The row of a body that holds on the day of the report, of the country the report is about where several share a name.
    fn current_body(&self, item: &Item) -> Option<u16> {
        let Content::Known(senses) = &item.content else { return None };
        let bodies = senses.iter().filter_map(|sense| if let Sense::Body(body) = sense { Some(*body) } else { None });
        let current: Vec<u16> = bodies
            .filter(|&body| self.tables.is_current(&self.tables.bodies[usize::from(body)], self.context.date))
            .collect();
        let at_home = current
            .iter()
            .copied()
            .find(|&body| self.context.home == Some(self.tables.bodies[usize::from(body)].country));
        at_home.or(current.first().copied())
    }

    fn head(&self, item: &Item, words: &[Word]) -> Head {
        let mut head = Head {
            sectors: Vec::new(),
            is_weak: false,
            kind: ActorKind::Person,
            is_diplomat: false,
            is_relative: false,
            role: fold(&text_of(item, words)),
        };
        match &item.content {
            Content::Ministry { sectors, is_body } => {
                head.sectors.clone_from(sectors);
                head.kind = if *is_body { ActorKind::Organisation } else { person_or_group(item) };
            }
            Content::Known(_) => {
                let agent = item.sense(|sense| {
                    if let Sense::Agent(agent) = sense { Some(self.tables.agents[usize::from(agent)]) } else { None }
                });
                let title = item.sense(|sense| {
                    if let Sense::Title(title) = sense { Some(self.tables.titles[usize::from(title)]) } else { None }
                });
                if let Some(agent) = agent {
                    head.sectors = agent.sectors.split(';').collect();
                    head.is_weak = agent.is_weak;
                    head.kind = match agent.form {
                        AgentForm::Person => person_or_group(item),
                        AgentForm::Organisation => ActorKind::Organisation,
                        AgentForm::Group => ActorKind::Group,
                    };
                    head.role = agent.phrase.to_lowercase();
                    head.is_diplomat = is_diplomat(agent.phrase);
                    head.is_relative = is_relative(agent.phrase);
                } else if let Some(title) = title {
                    head.sectors = title.sectors.split(';').filter(|sector| !sector.is_empty()).collect();
                    head.role = title.role.to_owned();
                }
            }
            Content::Word | Content::Aside => {}
        }
        head
    }

    /// Reads nationality, kind and standing from the items before the head.
    pub(crate) fn modifiers(&self, before: &[Item], words: &[Word]) -> Modifiers {
        let mut found = Modifiers::default();
        for item in before {
            match &item.content {
                Content::Word => {
                    found.note_word(&words[item.first].folded);
                    if words[item.first].is_capital {
                        found.fields.extend(portfolio_sector(&words[item.first].folded, self.tables));
                    }
                }
                Content::Ministry { .. } => found.agents.push("GOV"),
                Content::Aside => {}
                Content::Known(senses) => self.note_known(&mut found, item, senses[0]),
            }
        }
        found
    }

    fn note_known(&self, found: &mut Modifiers, item: &Item, sense: Sense) {
        match sense {
            Sense::Country(number) | Sense::Demonym(number) => {
                found.nationality.get_or_insert(self.nation(number));
            }
            Sense::Capital(number) | Sense::Place(number) => {
                found.place.get_or_insert(self.nation(number));
            }
            Sense::People(number) => {
                let country = self.tables.peoples[usize::from(number)].country;
                found.has_people = true;
                found.people = found.people.or(Some(country).filter(|code| !code.is_empty()));
            }
            Sense::Body(body) => found.body = found.body.or(self.current_body(item).or(Some(body))),
            Sense::Agent(number) => {
                let agent = self.tables.agents[usize::from(number)];
                if agent.phrase == "general" {
                    found.titles.extend(agent.sectors.split(';'));
                } else if !agent.is_weak {
                    found.agents.extend(agent.sectors.split(';'));
                }
            }
            Sense::Title(number) => found
                .titles
                .extend(self.tables.titles[usize::from(number)].sectors.split(';').filter(|sector| !sector.is_empty())),
            Sense::Portfolio(_) => {}
        }
    }

    fn nation(&self, number: u16) -> Nation {
        let country = &self.tables.countries[usize::from(number)];
        Nation { code: country.code, is_breakaway: country.kind == CountryKind::Breakaway }
    }

    /// Whom the phrase belongs to by its tail: "of the opposition", "for the Houthi movement", "with the UN mission".
    fn affiliation(&self, head: &Head, tails: &[Tail], depth: usize) -> Option<Draft> {
        if head.is_diplomat {
            return None;
        }
        let tail = tails.iter().find(|tail| {
            matches!(
                tail.preposition,
                "of" | "for"
                    | "from"
                    | "with"
                    | "at"
                    | "in"
                    | "inside"
                    | "within"
                    | "to"
                    | "on"
                    | "representing"
                    | "belonging"
            )
        })?;
        if tail.preposition == "to" && !(head.is_weak || head.is_relative) {
            return None;
        }
        // The tail tells whose; whether a capital in it acts is no matter here.
        self.noun_phrase(tail.words, depth + 1)
    }

    /// Joins the sectors of head, modifiers, owner and tail.
    fn sectors(
        &self,
        head: &mut Head,
        modifiers: &Modifiers,
        owner: Option<&Draft>,
        affiliation: Option<&Draft>,
        reasons: &mut Vec<String>,
    ) -> Vec<&'static str> {
        let body: Vec<&'static str> = modifiers.body.map(|body| self.draft_of_body(body).sectors).unwrap_or_default();
        let mut said = modifiers.agents.clone();
        if head.kind != ActorKind::Organisation {
            said.extend(&modifiers.titles);
        }
        said.extend(&body);
        if !head.is_weak {
            return joined(&head.sectors, &said);
        }
        if modifiers.body.is_some() && body.is_empty() {
            return Vec::new();
        }
        if !said.is_empty() {
            return joined(&said, &[]);
        }
        let says_more =
            |draft: &&Draft| matches!(draft.origin, Origin::Body | Origin::Agent | Origin::People | Origin::Name);
        let other = affiliation.filter(says_more).filter(|draft| !draft.sectors.is_empty()).or(owner.filter(says_more));
        if let Some(other) = other {
            reasons.push(format!(
                "'{}' takes its kind from whom it belongs to ({})",
                head.role,
                other.reasons.join("; ")
            ));
            return other.sectors.clone();
        }
        let is_of_people = modifiers.has_people && modifiers.nationality.is_none() || modifiers.is_communal;
        if is_of_people && head.sectors == ["GOV"] {
            return vec!["CVL"];
        }
        if !modifiers.fields.is_empty() && head.kind == ActorKind::Organisation && head.sectors != ["GOV"] {
            return vec![modifiers.fields[0]];
        }
        head.sectors.clone()
    }

    fn place_in_country(
        &self,
        draft: &mut Draft,
        head: &Head,
        modifiers: &Modifiers,
        owner: Option<&Draft>,
        affiliation: Option<&Draft>,
        tails: &[Tail],
    ) {
        let body = modifiers.body.map(|body| self.draft_of_body(body));
        if let Some(body) = &body {
            draft.registry.clone_from(&body.registry);
        }
        let body_country = body.as_ref().and_then(|body| body.country);
        let international = [
            body_country,
            affiliation.filter(|_| !head.is_relative).and_then(|draft| draft.country),
            owner.and_then(|owner| owner.country),
        ]
        .into_iter()
        .flatten()
        .find(|code| is_international(code));
        if let Some(code) = international
            && !(head.is_diplomat && modifiers.nationality.is_some())
            && code != "MNC"
        {
            draft.country = Some(code);
            draft.reasons.push(format!("belongs to an international body ({code}), which counts before nationality"));
            return;
        }
        let tail_nation = tails
            .iter()
            .filter(|tail| is_of_or_in(tail.preposition) && !(head.is_diplomat && tail.preposition == "to"))
            .find_map(|tail| self.country_in(tail.words));
        let own = modifiers.nationality.filter(|_| body_country.is_none_or(|code| code == "MNC"));
        let nation = own
            .map(|nation| (nation, "nationality"))
            .or(body_country
                .filter(|code| *code != "MNC")
                .map(|code| (Nation { code, is_breakaway: false }, "the body's country")))
            .or(modifiers.nationality.map(|nation| (nation, "nationality")))
            .or(owner
                .and_then(|owner| Some((Nation { code: owner.country?, is_breakaway: owner.is_breakaway }, "owner"))))
            .or(modifiers.place.map(|nation| (nation, "city or capital")))
            .or(affiliation.filter(|other| other.origin != Origin::Place || !draft.sectors.is_empty()).and_then(
                |other| Some((Nation { code: other.country?, is_breakaway: other.is_breakaway }, "whom it belongs to")),
            ))
            .or(tail_nation.map(|nation| (nation, "place")))
            .or(modifiers.people.map(|code| (Nation { code, is_breakaway: false }, "people")));
        if let Some((nation, why)) = nation {
            draft.country = Some(nation.code);
            draft.is_breakaway |= nation.is_breakaway;
            draft.reasons.push(format!("{} by {why}", nation.code));
        }
    }

    /// The rules that change what the parts gave: former office, relatives, opposition, international codes.
    fn adjust(
        &self,
        draft: &mut Draft,
        head: &Head,
        modifiers: &Modifiers,
        owner: Option<&Draft>,
        affiliation: Option<&Draft>,
    ) {
        if modifiers.is_ruling && draft.sectors.first() == Some(&"PTY") {
            draft.sectors.retain(|sector| *sector != "OPP");
            push(&mut draft.sectors, "GOV");
        }
        if modifiers.is_striking && !matches!(draft.sectors.first(), Some(&"LAB")) {
            push(&mut draft.sectors, "LAB");
        }
        if modifiers.is_protesting {
            push(&mut draft.sectors, "OPP");
        }
        if modifiers.is_candidate && draft.sectors.first() != Some(&"PTY") {
            draft.sectors = vec!["PTY"];
        }
        let of_official = |other: &Draft| {
            matches!(other.sectors.first(), Some(&("GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY" | "ELI")))
                && matches!(other.origin, Origin::Agent | Origin::Name | Origin::Body)
        };
        let is_officials_relative =
            head.is_relative && (owner.is_some_and(of_official) || affiliation.is_some_and(of_official));
        if is_officials_relative {
            draft.sectors = vec!["ELI"];
            draft.reasons.push("relative of an official".to_owned());
        }
        let is_out = modifiers.is_former || modifiers.is_exiled;
        match draft.sectors.first().copied() {
            Some("GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY" | "PTY")
                if is_out && draft.sectors.first() != Some(&"ELI") =>
            {
                draft.sectors = vec!["ELI"];
                draft.reasons.push(if modifiers.is_exiled {
                    "exiled or ousted".to_owned()
                } else {
                    "former office".to_owned()
                });
            }
            Some("CVL") if modifiers.is_exiled && head.is_weak => {
                draft.sectors = vec!["ELI"];
                draft.reasons.push("exiled leader".to_owned());
            }
            Some("REB" | "UAF" | "CRM" | "PRM") if modifiers.is_former => {
                draft.sectors = vec!["CVL"];
                draft.reasons.push("no longer under arms".to_owned());
            }
            _ => {}
        }
        lift_international(draft, head);
    }

    /// The office in plain words, in one spelling: "defence minister".
    fn role(&self, items: &[Item], words: &[Word], modifiers: &Modifiers) -> String {
        let is_part = |item: &Item| match &item.content {
            Content::Ministry { .. } => true,
            Content::Known(senses) => matches!(senses[0], Sense::Agent(_) | Sense::Title(_)),
            _ => false,
        };
        let mut parts: Vec<String> = Vec::new();
        if modifiers.is_former {
            parts.push("former".to_owned());
        }
        for item in items {
            let is_rank_word = matches!(item.content, Content::Word)
                && matches!(
                    words[item.first].folded.as_str(),
                    "deputy" | "vice" | "acting" | "interim" | "junior" | "first" | "exiled" | "ousted"
                );
            if is_part(item) {
                let title = item.sense(|sense| {
                    if let Sense::Title(title) = sense {
                        Some(self.tables.titles[usize::from(title)].role)
                    } else {
                        None
                    }
                });
                let only_title = item.sense(|sense| matches!(sense, Sense::Agent(_)).then_some(())).is_none();
                match title.filter(|role| only_title && !role.is_empty()) {
                    Some(role) => parts.push(role.to_owned()),
                    None => parts.push(british(&fold(&text_of(item, words)))),
                }
            } else if is_rank_word {
                parts.push(words[item.first].folded.clone());
            }
        }
        parts.join(" ")
    }

    /// The first country that words name.
    pub(crate) fn country_in(&self, words: &[Word]) -> Option<Nation> {
        let found = items(words, self.tables);
        found.iter().find_map(|item| {
            item.sense(|sense| match sense {
                Sense::Country(number) | Sense::Capital(number) | Sense::Place(number) | Sense::Demonym(number) => {
                    Some(self.nation(number))
                }
                Sense::People(number) => {
                    let people = self.tables.peoples[usize::from(number)];
                    (people.is_region && !people.country.is_empty())
                        .then_some(Nation { code: people.country, is_breakaway: false })
                }
                _ => None,
            })
        })
    }
}

impl Modifiers {
    fn note_word(&mut self, word: &str) {
        match word {
            "former" | "ex" | "retired" | "onetime" | "erstwhile" | "sacked" | "fired" | "dismissed" | "late" => {
                self.is_former = true
            }
            "ousted" | "deposed" | "exiled" | "toppled" | "overthrown" | "fugitive" => self.is_exiled = true,
            "ruling" | "governing" => self.is_ruling = true,
            "indigenous" | "aboriginal" | "native" | "tribal" | "community" | "civic" | "grassroots" => {
                self.is_communal = true
            }
            "striking" => self.is_striking = true,
            "protesting" | "demonstrating" => self.is_protesting = true,
            _ => {}
        }
    }
}

/// Joins a head's sectors with what its modifiers say, most telling first.
///
/// "army accountant" is MIL before BUS, "government troops" stay MIL, "opposition MPs" are LEG and OPP, "student protesters" EDU and OPP.
fn joined(head: &[&'static str], said: &[&'static str]) -> Vec<&'static str> {
    let Some(&first) = head.first() else { return said.to_vec() };
    let mut sectors: Vec<&'static str> = Vec::new();
    let is_occupation = matches!(first, "BUS" | "MED" | "LAB" | "EDU" | "JRN" | "AGR" | "REL" | "SOC" | "CVL" | "PTY");
    let is_force = |sector: &str| matches!(sector, "MIL" | "COP" | "SPY" | "REB" | "PRM" | "CRM" | "JUD" | "UAF");
    let is_trade = |sector: &str| matches!(sector, "BUS" | "MED" | "LAB" | "EDU" | "JRN" | "AGR" | "REL");
    if is_occupation {
        said.iter().filter(|sector| is_force(sector)).for_each(|sector| push(&mut sectors, sector));
    }
    if first == "CVL" {
        said.iter()
            .filter(|sector| is_trade(sector) || matches!(**sector, "REF" | "SOC"))
            .for_each(|sector| push(&mut sectors, sector));
    } else if is_arms(first) && said.contains(&"REB") {
        push(&mut sectors, "REB");
    } else if is_arms(first) && said.contains(&"GOV") && first != "MIL" && !said.contains(&"OPP") {
        push(&mut sectors, "MIL");
    } else if is_arms(first) && first != "REB" && said.contains(&"OPP") || is_state_body(first) && said.contains(&"REB")
    {
        push(&mut sectors, "REB");
    }
    let is_replaced = !sectors.is_empty() && (first == "CVL" || is_arms(first) || first == "GOV" && sectors == ["REB"]);
    for sector in head {
        if !(is_replaced && (*sector == first)) {
            push(&mut sectors, sector);
        }
    }
    for sector in said {
        let fits = match *sector {
            "OPP" => !is_arms(first) && !matches!(first, "COP" | "JUD" | "SPY" | "GOV"),
            "GOV" => first == "PTY" && !sectors.contains(&"OPP"),
            "PRE" => true,
            sector => {
                is_trade(sector) && (is_occupation || first == "GOV") && first != "PTY"
                    || sector == "SPY" && first == "MIL"
            }
        };
        if fits {
            push(&mut sectors, sector);
        }
    }
    for last in ["OPP", "PRE"] {
        if let Some(at) = sectors.iter().position(|sector| *sector == last).filter(|_| sectors.len() > 1) {
            let moved = sectors.remove(at);
            sectors.push(moved);
        }
    }
    sectors
}

fn is_state_body(sector: &str) -> bool {
    matches!(sector, "GOV" | "COP" | "JUD" | "LEG" | "SPY")
}

fn is_arms(sector: &str) -> bool {
    matches!(sector, "MIL" | "UAF" | "REB" | "PRM")
}

pub(crate) fn push(sectors: &mut Vec<&'static str>, sector: &'static str) {
    if !sectors.contains(&sector) {
        sectors.push(sector);
    }
}

/// International codes stand in the country slot; beside them only telling sectors stay: UNO MIL, NGO MED, EUR LEG.
fn lift_international(draft: &mut Draft, head: &Head) {
    if let Some(at) = draft.sectors.iter().position(|sector| is_international(sector)) {
        let code = draft.sectors.remove(at);
        if !draft.country.is_some_and(is_international) {
            draft.country = Some(code);
        }
        draft.is_breakaway = false;
        draft.sectors.retain(|sector| matches!(*sector, "MED" | "MIL" | "REL"));
        draft.reasons.push(format!("{code} stands in the place of the country"));
        return;
    }
    if !draft.country.is_some_and(is_international) {
        return;
    }
    // An officer of a mission is a soldier until the words say police, an investigator an official.
    if draft.sectors == ["COP"] && head.role == "officer" {
        draft.sectors = vec!["MIL"];
    }
    if draft.sectors == ["COP"] && head.role.contains("investigator") {
        draft.sectors.clear();
    }
    draft.sectors.retain(|sector| {
        matches!(*sector, "MIL" | "COP" | "MED" | "LEG" | "JUD" | "JRN" | "SPY" | "REB" | "PRM" | "CRM" | "ELI")
    });
    if draft.sectors.len() > 1 && draft.sectors[0] == "MIL" {
        draft.sectors.truncate(1);
    }
}

fn person_or_group(item: &Item) -> ActorKind {
    if item.is_plural { ActorKind::Group } else { ActorKind::Person }
}

fn is_diplomat(phrase: &str) -> bool {
    [
        "ambassador",
        "envoy",
        "diplomat",
        "permanent representative",
        "consul",
        "high commissioner",
        "emissary",
        "charge d'affaires",
        "attache",
        "attaché",
        "delegate",
    ]
    .iter()
    .any(|word| phrase.contains(word))
}

fn is_relative(phrase: &str) -> bool {
    matches!(
        phrase,
        "brother"
            | "sister"
            | "son"
            | "daughter"
            | "wife"
            | "husband"
            | "widow"
            | "widower"
            | "father"
            | "mother"
            | "uncle"
            | "aunt"
            | "cousin"
            | "nephew"
            | "niece"
            | "grandson"
            | "granddaughter"
            | "grandfather"
            | "grandmother"
            | "son-in-law"
            | "father-in-law"
            | "brother-in-law"
            | "spouse"
            | "fiancee"
            | "relative"
            | "relatives"
            | "family"
            | "family member"
            | "child"
            | "children"
    )
}

fn is_of_or_in(preposition: &str) -> bool {
    matches!(
        preposition,
        "of" | "in"
            | "from"
            | "at"
            | "near"
            | "inside"
            | "outside"
            | "within"
            | "across"
            | "around"
            | "on"
            | "off"
            | "along"
            | "throughout"
            | "for"
            | "representing"
    )
}

/// The registry's id of a body: its first name folded, words joined by hyphens.
pub(crate) fn slug(body: &Body) -> String {
    fold(body.name).replace(' ', "-")
}
