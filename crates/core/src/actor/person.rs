//! Phrases that end in a name: titles before it, and the office the tables know for it on the day.

use super::ActorKind;
use super::compose::push;
use super::fold::fold;
use super::lexicon::Sense;
use super::office_class::OfficeClass;
use super::offices::{Holding, Standing, Wanted};
use super::phrase::british;
use super::phrase::{Content, Item, Word, words as split};
use super::resolve::{Draft, Origin, Reading, Tail, is_name_particle, is_name_word, text_between, text_of};
use super::tables::{Agent, AgentForm};
use crate::time::{MONTHS, WEEKDAYS};

impl Reading<'_, '_> {
    /// "Foreign Minister Park Jin", "lawyer Amina Diallo", "Museveni".
    pub(crate) fn person(
        &self,
        head: &[Item],
        owner: Option<&Draft>,
        tails: &[Tail],
        words: &[Word],
        depth: usize,
    ) -> Option<Draft> {
        let start = name_start(head, words, &self.tables.agents);
        let (before, name) = head.split_at(start);
        let name = text_between(name.first()?.first, name.last()?.end, words);
        let titled = self.titled(before, owner, tails, words, depth);
        let with_title = before.last().map(|title| format!("{} {name}", text_between(title.first, title.end, words)));
        let by_title = with_title.and_then(|whole| self.holder(&whole, titled.as_ref()));
        let holding = by_title.or_else(|| self.holder(&name, titled.as_ref()));
        match (titled, holding) {
            (None, None) => None,
            (None, Some(holding)) => Some(self.known_person(&holding)),
            (Some(titled), holding) => Some(self.titled_person(titled, holding.as_ref())),
        }
    }

    /// A name made of words that mean something by themselves: "Angus King", "Jordan Park".
    pub(crate) fn name_of_known_words(&self, head: &[Item], owner: Option<&Draft>, words: &[Word]) -> Option<Draft> {
        let (first, last) = (head.first()?, head.last()?);
        let all = &words[first.first..last.end];
        let is_name_like = owner.is_none()
            && (2..=4).contains(&all.len())
            && all.iter().all(|word| word.is_capital || is_name_particle(&word.folded));
        let has_known_word = head.iter().any(|item| !matches!(item.content, Content::Word));
        let starts_as_name = matches!(first.content, Content::Word) && head.len() > 1 && has_known_word;
        if !(is_name_like && starts_as_name) {
            return None;
        }
        let holding = self.holder(&text_between(first.first, last.end, words), None)?;
        Some(self.known_person(&holding))
    }

    /// "Foreign Minister Park", "Mr Jordan": a word that the tables know as a place stands where a surname must.
    pub(crate) fn is_surname_after_title(&self, head: &[Item], words: &[Word]) -> bool {
        let [.., before, last] = head else { return false };
        let is_title = before.sense(|sense| matches!(sense, Sense::Title(_)).then_some(())).is_some();
        let is_title =
            is_title || matches!(before.content, Content::Ministry { is_body: false, .. }) && !before.is_plural;
        // "Defence Secretary Austin": a function before a town hardly ever says where somebody is that.
        let is_function = |sense| match sense {
            Sense::Agent(agent) => Some(self.tables.agents[usize::from(agent)].form == AgentForm::Person),
            _ => None,
        };
        let is_town = last.sense(|sense| matches!(sense, Sense::Place(_)).then_some(())).is_some();
        let is_title = is_title || is_town && !before.is_plural && before.sense(is_function) == Some(true);
        words[last.first].is_capital && (is_title && words[before.first].is_capital || is_name_word(before, words))
    }

    /// The reader of the report found a person's name that ends here.
    pub(crate) fn is_read_as_surname(&self, last: &Item, words: &[Word]) -> bool {
        let word = &words[last.end - 1];
        last.end - last.first == 1
            && self.context.surname == Some(word.text)
            && !matches!(last.content, Content::Ministry { .. } | Content::Aside)
            && last.sense(|sense| matches!(sense, Sense::Title(_)).then_some(())).is_none()
    }

    /// "Prime Minister Jonas Store", "Minister Baker": a trade, a shop or the like where a title wants a surname.
    pub(crate) fn is_trade_as_surname(&self, head: &[Item], words: &[Word]) -> bool {
        let [before @ .., last] = head else { return false };
        let word = &words[last.first];
        let is_one_capital_word = last.end - last.first == 1 && word.is_capital;
        let trade = last.sense(|sense| match sense {
            Sense::Agent(agent) => Some(self.tables.agents[usize::from(agent)]),
            _ => None,
        });
        let Some(trade) = trade.filter(|_| is_one_capital_word) else { return false };
        let Some(title) = before.iter().rposition(|item| !is_name_word(item, words)) else { return false };
        let names_person = self.is_title_before_names(&before[title], words);
        // "General Hospital", "General Union": the adjective; "General Police" has a rank before a name.
        let is_adjective = words[before[title].first].folded == "general" && trade.form == AgentForm::Organisation;
        // "Senator Banks", not "Minister Supporters".
        let is_several = last.is_plural && trade.form == AgentForm::Person;
        let is_trade = !is_several
            && trade.sectors.split(';').all(|sector| {
                matches!(sector, "BUS" | "AGR" | "LAB" | "MED" | "EDU" | "JRN" | "CVL" | "REL" | "COP" | "CRM" | "UAF")
            });
        let has_given_name = title + 1 < before.len();
        names_person && is_trade && (has_given_name || !is_adjective)
    }

    fn is_title_before_names(&self, item: &Item, words: &[Word]) -> bool {
        let is_capital = words[item.first].is_capital && !words[item.end - 1].is_possessive;
        let is_title = match item.content {
            Content::Ministry { is_body, .. } => !is_body,
            _ => item.sense(|sense| matches!(sense, Sense::Title(_)).then_some(())).is_some(),
        };
        // "Chief Baker" and "Father Superior" are functions as often as names.
        is_capital && is_title && !item.is_plural && words[item.first].folded != "chief"
    }

    /// What the words before a name make of it; none when they are forms of address only.
    fn titled(
        &self,
        before: &[Item],
        owner: Option<&Draft>,
        tails: &[Tail],
        words: &[Word],
        depth: usize,
    ) -> Option<Draft> {
        let kept: Vec<Item> = before.iter().filter(|item| !self.is_form_of_address(item)).cloned().collect();
        let says_what = |item: &Item| {
            matches!(item.content, Content::Ministry { .. })
                || item
                    .sense(|sense| matches!(sense, Sense::Agent(_) | Sense::Title(_) | Sense::Body(_)).then_some(()))
                    .is_some()
        };
        if let Some(last) = kept.iter().rposition(says_what) {
            let mut draft = self.compose(&kept[..=last], owner, tails, words, depth);
            draft.reasons.remove(0);
            let title = text_between(kept[0].first, kept[last].end, words);
            draft.reasons.insert(0, format!("title '{title}' before the name"));
            draft.kind = ActorKind::Person;
            if draft.role.is_none() {
                // "Presidents Ruto and Museveni": each of them is one president.
                let several = british(&fold(&text_of(&kept[last], words)));
                draft.role = Some(several.strip_suffix('s').map_or(several.clone(), str::to_owned));
            }
            return Some(draft);
        }
        let nation = self.modifiers(&kept, words).nationality;
        let country = nation.map(|nation| nation.code).or(owner.and_then(|owner| owner.country))?;
        let mut draft = Draft::new(ActorKind::Person, Origin::Nation);
        draft.country = Some(country);
        draft.reasons.push("nationality before the name".to_owned());
        Some(draft)
    }

    fn is_form_of_address(&self, item: &Item) -> bool {
        item.sense(|sense| match sense {
            Sense::Title(title) => Some(self.tables.titles[usize::from(title)].sectors.is_empty()),
            Sense::Agent(_) => Some(false),
            _ => None,
        }) == Some(true)
    }

    fn holder(&self, name: &str, titled: Option<&Draft>) -> Option<Holding> {
        let role = titled.and_then(|draft| draft.role.as_deref());
        let former = role.and_then(|role| role.strip_prefix("former ").or_else(|| role.strip_prefix("ex ")));
        let class = former.or(role).map(OfficeClass::of).filter(|class| *class < OfficeClass::Other);
        let country = titled.and_then(|draft| draft.country).filter(|code| !is_international(code));
        let is_former = former.is_some();
        let wanted = Wanted { date: self.context.date, country, home: self.context.home, class, is_former };
        // Some prime minister is called Friday; a bare "Friday" is the day.
        if titled.is_none() && self.context.surname != Some(name) && is_calendar_word(name) {
            return None;
        }
        let holding = self.tables.offices.find(name, &wanted)?;
        let is_single = !name.contains([' ', '-']);
        let is_named_for_office = titled.is_none()
            || class == Some(holding.class)
            || country.is_some()
            || self.context.home == Some(holding.country);
        (!is_single || is_named_for_office).then_some(holding)
    }

    fn titled_person(&self, mut titled: Draft, holding: Option<&Holding>) -> Draft {
        if let Some(holding) = holding {
            if titled.country.is_none() {
                titled.country = Some(holding.country);
                titled.reasons.push(format!("{} is known as {} of {}", holding.name, holding.office, holding.country));
            }
            if titled.sectors.is_empty() && !titled.country.is_some_and(is_international) {
                let known = self.known_person(holding);
                titled.sectors = known.sectors;
                titled.role = known.role;
                titled.reasons.extend(known.reasons);
            }
            // "Ayatollah Ali Khamenei": a clergyman in a state office acts for the state.
            if titled.sectors == ["REL"] && holding.standing == Standing::InOffice && holding.country != "VAT" {
                titled.sectors = self.sectors_of_office(holding);
                push(&mut titled.sectors, "REL");
                titled.reasons.push(format!("holds the office of {}", holding.office));
            }
            titled.wikidata = Some(holding.wikidata).filter(|id| !id.is_empty());
        }
        if titled.sectors.is_empty() && !titled.country.is_some_and(is_international) {
            titled.sectors = vec!["CVL"];
        }
        titled.origin = Origin::Name;
        titled
    }

    /// A person by the table alone; a former holder is ELI, whoever takes office later is not in it yet.
    fn known_person(&self, holding: &Holding) -> Draft {
        let mut draft = Draft::new(ActorKind::Person, Origin::Name);
        draft.country = Some(holding.country);
        draft.wikidata = Some(holding.wikidata).filter(|id| !id.is_empty());
        let office = holding.office.to_lowercase();
        match holding.standing {
            Standing::InOffice | Standing::Undated => {
                draft.sectors = self.sectors_of_office(holding);
                draft.reasons.push(format!(
                    "{}: {} of {} {}",
                    holding.name,
                    holding.office,
                    holding.country,
                    since(holding)
                ));
                draft.role = Some(office);
            }
            Standing::Former => {
                draft.sectors = vec!["ELI"];
                draft.reasons.push(format!(
                    "{}: {} of {} until {}",
                    holding.name,
                    holding.office,
                    holding.country,
                    dashed(holding.end)
                ));
                draft.role = Some(format!("former {office}"));
            }
            Standing::Later => {
                draft.reasons.push(format!(
                    "{}: {} of {} only from {}",
                    holding.name,
                    holding.office,
                    holding.country,
                    dashed(holding.start)
                ));
            }
        }
        draft
    }

    /// The sectors of an office are those of its words: "Minister of Defence" -> GOV, MIL.
    fn sectors_of_office(&self, holding: &Holding) -> Vec<&'static str> {
        let (office, is_breakaway) = match holding.office.strip_suffix(" (breakaway)") {
            Some(office) => (office, true),
            None => (holding.office, false),
        };
        let words = split(office);
        let draft = self.noun_phrase(&words, 2);
        let mut sectors =
            draft.map(|draft| draft.sectors).filter(|sectors| !sectors.is_empty()).unwrap_or_else(|| vec!["GOV"]);
        if is_international(holding.country) {
            sectors.retain(|sector| matches!(*sector, "JUD" | "LEG"));
        }
        if is_breakaway {
            sectors.push("PRE");
        }
        sectors
    }
}

fn is_calendar_word(name: &str) -> bool {
    let name = name.to_lowercase();
    WEEKDAYS.contains(&name.as_str()) || MONTHS.contains(&name.as_str())
}

fn since(holding: &Holding) -> String {
    if holding.start == 0 { "by an undated list".to_owned() } else { format!("since {}", dashed(holding.start)) }
}

/// 20230312 -> "2023-03-12".
fn dashed(day: u32) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

pub(crate) fn is_international(code: &str) -> bool {
    matches!(code, "UNO" | "EUR" | "IGO" | "NGO" | "MNC" | "IMG" | "ISM")
}

/// Where the name begins: back over capitalised unknown words, particles, and known words caught between them.
fn name_start(head: &[Item], words: &[Word], agents: &[Agent]) -> usize {
    let mut start = head.len() - 1;
    while start > 0 {
        let before = &head[start - 1];
        let is_particle = matches!(before.content, Content::Word) && is_name_particle(&words[before.first].folded);
        let is_place_in_name = start > 1
            && words[before.first].is_capital
            && before
                .sense(|sense| {
                    matches!(sense, Sense::Place(_) | Sense::Country(_) | Sense::Capital(_) | Sense::People(_))
                        .then_some(())
                })
                .is_some()
            && before.sense(|sense| matches!(sense, Sense::Agent(_) | Sense::Demonym(_)).then_some(())).is_none()
            && is_name_word(&head[start - 2], words);
        let is_given_name = before.end - before.first == 1
            && words[before.first].is_capital
            && before.sense(|sense| matches!(sense, Sense::Place(_)).then_some(())).is_some()
            && start == head.len() - 1;
        // "Foreign Minister Court Mwale": a body right before a name, after a title, is part of the name.
        let is_body_word = start > 1
            && before.end - before.first == 1
            && words[before.first].is_capital
            && before.sense(|sense| {
                if let Sense::Agent(agent) = sense {
                    Some(agents[usize::from(agent)].form != AgentForm::Person)
                } else {
                    None
                }
            }) == Some(true)
            && (matches!(head[start - 2].content, Content::Ministry { .. })
                || head[start - 2].sense(|sense| matches!(sense, Sense::Title(_)).then_some(())).is_some());
        if !(is_name_word(before, words) || is_particle || is_place_in_name || is_given_name || is_body_word) {
            break;
        }
        start -= 1;
    }
    start
}
