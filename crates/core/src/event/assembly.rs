//! From acts to events: dates, places, voices, modes from the words around, and one record for what is told twice.

use super::answers;
use super::clause::Clauses;
use super::lexicon::{Code, Lexicon};
use super::locative::Locatives;
use super::nearness::nearness;
use super::ontology::{self, EventType, Mode};
use super::operator::Act;
use super::retelling::Retelling;
use super::{Attribution, Event, EventDate, Participant, Stance, Status};
use crate::actor::{ActorId, Cast};
use crate::document::Document;
use crate::place::Place;
use crate::read::{Relation, Tree};
use crate::segment::TokenId;
use crate::span::Span;
use crate::speech::Quote;
use crate::time::{Precision, Time, TimeKind};
use std::collections::BTreeSet;

/// An event this many days before the report is background to it. Chosen by feel; never measured.
const HISTORICAL_DAYS: i64 = 270;

/// In an aside ("the chief, freed in March, ...") fewer days make it background. Chosen by feel; never measured.
const ASIDE_DAYS: i64 = 60;

/// Words between which and an anchor more than this lies do not date or place it.
const FARTHEST: u32 = 9;

/// Prepositions of a time that bounds what goes on.
const BOUNDS: [&str; 6] = ["since", "until", "till", "by", "beyond", "before"];

/// What events are assembled from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Assembly<'a> {
    pub(super) document: &'a Document,
    pub(super) tree: &'a Tree<'a>,
    pub(super) times: &'a [Time],
    pub(super) places: &'a [Place],
    pub(super) cast: &'a Cast,
    pub(super) quotes: &'a [Quote],
    pub(super) lexicon: &'a Lexicon,
    /// The anchors of all acts: a time or place below one of them is that act's.
    pub(super) anchors: &'a BTreeSet<TokenId>,
}

impl Assembly<'_> {
    /// The events of all acts, by position, each told once.
    pub(super) fn events(&self, acts: Vec<Act>) -> Vec<Event> {
        let acts = self.with_rival_claims(acts);
        let acts = self.with_accusers(acts);
        let acts = answers::with_addressees(self.tree, self.cast, acts);
        let mut acts = without_stages(self.tree, acts);
        acts.retain(|act| !answers::is_promise_to_nobody(act));
        let mut events: Vec<Event> = acts.iter().map(|act| self.event(act)).collect();
        events.sort_by_key(|event| (event.anchor, event.kind, event.stance));
        Retelling { tree: self.tree, places: self.places }.told_once(events)
    }

    /// An act with its date, place and voice.
    pub(super) fn event(&self, act: &Act) -> Event {
        let modes = self.modes(act);
        let cameo =
            act.code.cameo.clone().unwrap_or_else(|| ontology::cameo(act.code.kind, &modes, act.about).to_string());
        let date = self.date(act);
        let is_past = self.is_before(date.as_ref(), HISTORICAL_DAYS)
            || (self.is_aside(act.anchor) && self.is_before(date.as_ref(), ASIDE_DAYS));
        let status = if act.status == Status::Occurred && is_past { Status::Historical } else { act.status };
        let anchor = self.tree.span(act.anchor);
        let needs_actor = !matches!(act.code.kind, EventType::Consult) || act.actors.is_empty();
        let actor_implicit = needs_actor && act.actors.is_empty();
        Event {
            kind: act.code.kind,
            modes,
            cameo,
            actors: if actor_implicit { vec![Participant { actor: None, span: None }] } else { act.actors.clone() },
            recipients: act.recipients.clone(),
            reciprocal: act.reciprocal,
            actor_implicit,
            anchor,
            mentions: vec![anchor],
            place: self.place_of(act),
            date,
            status,
            attribution: self.attribution(act, anchor),
            stance: act.stance,
            size: None,
            confidence: (act.fit.clamp(0.05, 0.95) * 100.0).round() / 100.0,
            note: act.note.map(str::to_string),
            because: format!("'{}' by {}", self.tree.form(act.anchor), act.rule),
        }
    }

    /// The modes of the entry and those that words in the clause add.
    fn modes(&self, act: &Act) -> Vec<Mode> {
        let mut modes = act.code.modes.clone();
        if act.about.is_none() {
            let words = self.clause_words(act.anchor);
            for cue in self.lexicon.cues.iter().filter(|cue| cue.kind == act.code.kind) {
                if words.iter().any(|&word| self.is_one_of(word, &cue.words)) {
                    modes.push(cue.mode);
                }
            }
        }
        self.settle(act, &mut modes);
        modes.sort_unstable();
        modes.dedup();
        modes
    }

    /// What one mode or the actors say about the others.
    fn settle(&self, act: &Act, modes: &mut Vec<Mode>) {
        let has = |modes: &[Mode], name: &str| modes.iter().any(|mode| mode.as_str() == name);
        if has(modes, "crowd-control") {
            // Tear gas and rubber bullets are fired too.
            modes.retain(|mode| mode.as_str() != "firearms");
        }
        let country = |one: &Participant| one.actor.and_then(|id| self.cast.actor(id).identity.country.clone());
        let is_club = |one: &Participant| matches!(country(one).as_deref(), Some("IGO" | "UNO" | "EUR"));
        if act.code.kind == EventType::Consult
            && modes.is_empty()
            && act.recipients.is_empty()
            && act.actors.iter().all(is_club)
        {
            modes.extend(Mode::parse(EventType::Consult, "multilateral"));
        }
    }

    fn is_one_of(&self, word: TokenId, words: &BTreeSet<String>) -> bool {
        let lemma = self.tree.lemma(word).to_lowercase();
        if words.contains(&lemma) {
            return true;
        }
        let Some(previous) = word.0.checked_sub(1).map(TokenId) else { return false };
        let is_near = self.tree.sentence(previous) == self.tree.sentence(word);
        is_near && words.contains(&format!("{} {lemma}", self.tree.form(previous).to_lowercase()))
    }

    /// The words of the clause an anchor stands in, without clauses inside it.
    fn clause_words(&self, anchor: TokenId) -> Vec<TokenId> {
        const CLAUSES: [Relation; 7] = [
            Relation::Ccomp,
            Relation::Conj,
            Relation::Parataxis,
            Relation::AclRelcl,
            Relation::AdvclRelcl,
            Relation::Csubj,
            Relation::Appos,
        ];
        self.tree.subtree_without(anchor, &CLAUSES)
    }

    fn date(&self, act: &Act) -> Option<EventDate> {
        let is_about_future = act.about.is_some() || matches!(act.code.kind, EventType::Agree | EventType::Threaten);
        let content = act.content.unwrap_or(act.anchor);
        let own = self.time_of(act);
        let published = self.document.published.as_ref().map(|publication| publication.date);
        let is_after = |time: usize| {
            let first = self.times[time].days().map(|(first, _)| first);
            first.zip(published).is_none_or(|(first, published)| first > published)
        };
        let about =
            if is_about_future { self.nearest_time(content, true, false).filter(|&time| is_after(time)) } else { None };
        let about_value = about.map(|time| self.times[time].value.clone());
        let own = own.filter(|time| Some(*time) != about);
        match (own, published) {
            (Some(time), _) => Some(EventDate {
                value: self.times[time].value.clone(),
                end: self.end_of(time),
                precision: self.times[time].precision,
                time: Some(time),
                about: about_value,
            }),
            (None, Some(day)) => Some(EventDate {
                value: day.to_string(),
                end: None,
                precision: Precision::Day,
                time: None,
                about: about_value,
            }),
            (None, None) => None,
        }
    }

    /// The likeliest word that the network names for a role of an act.
    fn filler(&self, act: &Act, role: &str) -> Option<TokenId> {
        let sighting = &self.tree.reading.acts[act.sighting?];
        let fillers = sighting.filling(role, super::judge::FILLS);
        fillers.reduce(|best, next| if next.score > best.score { next } else { best }).map(|filler| filler.word)
    }

    /// The time the network ties to an act, else the nearest.
    fn time_of(&self, act: &Act) -> Option<usize> {
        let named = self.filler(act, "time").map(|word| self.tree.span(word));
        let named =
            named.and_then(|span| self.times.iter().position(|time| time.span.overlaps(span) && can_date(time)));
        named.or_else(|| {
            let is_said = matches!(act.code.kind, EventType::Agree | EventType::Threaten | EventType::Concede);
            self.nearest_time(act.anchor, false, is_said)
        })
    }

    /// The place the network ties to an act, else the nearest.
    fn place_of(&self, act: &Act) -> Option<usize> {
        let named = self.filler(act, "place").map(|word| self.tree.span(word));
        let named = named.and_then(|span| self.places.iter().position(|place| place.span.overlaps(span)));
        named.or_else(|| {
            let locatives = Locatives { tree: self.tree, places: self.places, anchors: self.anchors };
            locatives.place(act.anchor, act.code.kind)
        })
    }

    /// Who the network says tells of an act.
    fn voice_of(&self, act: &Act) -> Option<ActorId> {
        let clauses = Clauses { tree: self.tree };
        let word = clauses.referent(self.filler(act, "voice")?);
        let (speaker, _) = self.cast.at(word)?;
        // The doer's own report needs no speaker.
        act.actors.iter().all(|one| one.actor != Some(speaker)).then_some(speaker)
    }

    fn end_of(&self, time: usize) -> Option<String> {
        self.times[time].range.map(|(_, last)| last.to_string()).filter(|last| *last != self.times[time].value)
    }

    fn nearest_time(&self, anchor: TokenId, with_bounds: bool, is_said: bool) -> Option<usize> {
        let near = |(index, time): (usize, &Time)| {
            let head = self.head_of(time.span, anchor)?;
            // "Since March", "by Friday": how long or until when, and not when (handbook, section 5).
            let is_bound = self.tree.case_of(head).is_some_and(|case| BOUNDS.contains(&case.as_str()));
            let is_day = matches!(time.precision, Precision::Day | Precision::Time);
            let near = nearness(self.tree, anchor, head, self.anchors, is_day, is_said)?;
            (with_bounds || !is_bound).then_some((near, time.span.start, index))
        };
        if let Some(time) = self.time_of_when(anchor) {
            return Some(time);
        }
        let best = self.times.iter().enumerate().filter(|(_, time)| can_date(time)).filter_map(near).min()?;
        (best.0 <= FARTHEST).then_some(best.2)
    }

    /// "Since Sunday, when police arrested him": the time before "when".
    fn time_of_when(&self, anchor: TokenId) -> Option<usize> {
        let is_when = |child: &TokenId| self.tree.form(*child).eq_ignore_ascii_case("when");
        let when = self.tree.children(anchor).iter().copied().find(is_when)?;
        let start = self.tree.span(when).start;
        let before = |time: &Time| {
            let gap = self.document.text.get(time.span.end as usize..start as usize);
            gap.is_some_and(|gap| matches!(gap, " " | ", ")) && can_date(time)
        };
        self.times.iter().position(before)
    }

    /// The highest word of a span, if the span stands in the anchor's sentence.
    fn head_of(&self, span: Span, anchor: TokenId) -> Option<TokenId> {
        let sentence = &self.tree.segmentation.sentences[self.tree.sentence(anchor)];
        if !sentence.span.overlaps(span) {
            return None;
        }
        let inside = |token: &TokenId| self.tree.span(*token).overlaps(span);
        let tokens = sentence.tokens.clone().map(|token| TokenId(token as u32)).filter(inside);
        tokens.into_iter().find(|&token| self.tree.head(token).is_none_or(|head| !inside(&head)))
    }

    /// Whether the words date an event more than so many days before the report.
    fn is_before(&self, date: Option<&EventDate>, days: i64) -> bool {
        let Some(published) = self.document.published.as_ref().map(|publication| publication.date) else {
            return false;
        };
        let day = date.and_then(|date| date.time).and_then(|time| self.times[time].days()).map(|(_, last)| last);
        day.and_then(|day| published.since(day).ok()).is_some_and(|gap| i64::from(gap.get_days()) > days)
    }

    /// "Its chief, freed in March, ...": told beside the point.
    fn is_aside(&self, anchor: TokenId) -> bool {
        matches!(self.tree.relation(anchor), Relation::Acl | Relation::AclRelcl | Relation::Appos)
    }

    /// The statement an anchor stands in, the innermost first; its speaker is not repeated for the speaker's own words.
    fn attribution(&self, act: &Act, anchor: Span) -> Attribution {
        let holds = |quote: &&Quote| quote.content.iter().any(|content| content.contains(anchor));
        let length = |quote: &Quote| quote.content.iter().map(|content| content.len()).sum::<usize>();
        let best = self.quotes.iter().filter(holds).min_by_key(|quote| length(quote));
        match best {
            Some(quote) => {
                let index = self.quotes.iter().position(|other| std::ptr::eq(other, quote));
                Attribution { speaker: quote.speaker, quote: index }
            }
            None => {
                Attribution { speaker: self.voice_of(act).or_else(|| self.carrier_speaker(act.anchor)), quote: None }
            }
        }
    }

    /// Who says the clause an anchor stands in, where a reporting verb governs it.
    fn carrier_speaker(&self, anchor: TokenId) -> Option<ActorId> {
        let clauses = Clauses { tree: self.tree };
        let reality = super::reality::Reality { clauses, lexicon: self.lexicon };
        let mut node = anchor;
        while let Some(head) = self.tree.head(node) {
            let is_said = matches!(self.tree.relation(node), Relation::Ccomp | Relation::Parataxis);
            if is_said && reality.is_carrier(head) {
                return clauses.agents(head).into_iter().find_map(|agent| self.cast.at(agent)).map(|(actor, _)| actor);
            }
            node = head;
        }
        None
    }

    /// What one belligerent says the other did is an accusation, not a fact (handbook, section 4, rival carrier).
    fn with_rival_claims(&self, acts: Vec<Act>) -> Vec<Act> {
        let mut all = Vec::with_capacity(acts.len());
        for mut act in acts {
            let speaker = self.carrier_speaker(act.anchor).filter(|_| act.stance == Stance::Asserted);
            if let Some(speaker) = speaker.filter(|&speaker| self.is_rival(speaker, &act)) {
                let kind = EventType::Accuse;
                let modes = Mode::parse(kind, "allege").into_iter().collect();
                let actors = vec![Participant { actor: Some(speaker), span: self.span_of_speaker(act.anchor) }];
                let accusation = Act {
                    code: Code { kind, modes, cameo: None },
                    actors,
                    recipients: act.actors.clone(),
                    about: Some(act.code.kind),
                    note: None,
                    reciprocal: false,
                    rule: "a rival's report".to_string(),
                    ..act.clone()
                };
                act.stance = Stance::Alleged;
                all.push(accusation);
            }
            all.push(act);
        }
        all
    }

    fn span_of_speaker(&self, anchor: TokenId) -> Option<Span> {
        let clauses = Clauses { tree: self.tree };
        let mut node = anchor;
        while let Some(head) = self.tree.head(node) {
            if self.tree.relation(node) == Relation::Ccomp {
                return clauses
                    .agents(head)
                    .into_iter()
                    .find_map(|agent| self.cast.at(agent))
                    .map(|(_, mention)| mention.span);
            }
            node = head;
        }
        None
    }

    fn is_rival(&self, speaker: ActorId, act: &Act) -> bool {
        let country = |id: ActorId| self.cast.actor(id).identity.country.clone();
        let side = country(speaker);
        let sectors = &self.cast.actor(speaker).identity.sectors;
        let is_party =
            sectors.iter().any(|sector| matches!(sector.as_str(), "GOV" | "MIL" | "REB" | "PRM" | "UAF" | "SPY"));
        let any_country = |side: &[Participant], wanted: &Option<String>| {
            wanted.is_some() && side.iter().filter_map(|one| one.actor).any(|id| country(id) == *wanted)
        };
        let doers: Vec<ActorId> = act.actors.iter().filter_map(|one| one.actor).collect();
        let is_hostile = act.code.kind.quad() == 4 && matches!(act.status, Status::Occurred | Status::Historical);
        let accuses_other = !doers.is_empty()
            && doers.iter().all(|&doer| doer != speaker && country(doer).is_some() && country(doer) != side);
        let is_rival_state = is_party && accuses_other && any_country(&act.recipients, &side);
        // "the opposition said the government had rigged the vote": rivals at home.
        let has = |id: ActorId, wanted: &[&str]| {
            self.cast.actor(id).identity.sectors.iter().any(|sector| wanted.contains(&sector.as_str()))
        };
        let opposes = has(speaker, &["OPP", "REB"])
            && !doers.is_empty()
            && doers.iter().all(|&doer| {
                doer != speaker
                    && country(doer).is_some()
                    && country(doer) == side
                    && has(doer, &["GOV", "MIL", "COP", "PRM"])
                    && !has(doer, &["OPP"])
            });
        is_hostile && (is_rival_state || opposes)
    }

    /// A denial answers whoever accused; where nobody codable did, it is dropped (handbook, section 4).
    fn with_accusers(&self, acts: Vec<Act>) -> Vec<Act> {
        let accusations: Vec<Act> = acts
            .iter()
            .filter(|act| {
                act.code.kind == EventType::Accuse && act.stance == Stance::Asserted && !act.actors.is_empty()
            })
            .cloned()
            .collect();
        let tellings: Vec<Act> =
            acts.iter().filter(|act| act.code.kind.quad() == 4 && act.note.is_none()).cloned().collect();
        let country = |one: &Participant| one.actor.and_then(|id| self.cast.actor(id).identity.country.clone());
        let answer = |mut act: Act| {
            if act.note != Some("denial") {
                return Some(act);
            }
            let blames_denier = |accusation: &&Act| {
                accusation.recipients.iter().any(|blamed| {
                    act.actors.iter().any(|denier| {
                        denier.actor == blamed.actor
                            || (country(denier).is_some() && country(denier) == country(blamed))
                    })
                })
            };
            let nearest = accusations
                .iter()
                .filter(blames_denier)
                .min_by_key(|accusation| accusation.anchor.0.abs_diff(act.anchor.0));
            if act.recipients.is_empty() {
                act.recipients = nearest.map(|accusation| accusation.actors.clone()).unwrap_or_default();
            }
            if act.recipients.is_empty() {
                act.recipients = self.last_teller(&act, &tellings).into_iter().collect();
            }
            (!act.recipients.is_empty()).then_some(act)
        };
        acts.into_iter().filter_map(answer).collect()
    }

    /// "The guild said gendarmes had beaten him. The ministry denied it": who told of a hostile act right before is who is
    /// contradicted.
    fn last_teller(&self, denial: &Act, tellings: &[Act]) -> Option<Participant> {
        let sentence = self.tree.sentence(denial.anchor);
        let is_near = |telling: &&Act| {
            let there = self.tree.sentence(telling.anchor);
            telling.anchor < denial.anchor && sentence - there <= 1
        };
        let speakers = tellings.iter().rev().filter(is_near).filter_map(|telling| {
            let attribution = self.attribution(telling, self.tree.span(telling.anchor));
            attribution.speaker.filter(|&speaker| denial.actors.iter().all(|denier| denier.actor != Some(speaker)))
        });
        let speaker = speakers.into_iter().next()?;
        let mention = self
            .cast
            .actor(speaker)
            .mentions
            .iter()
            .rev()
            .find(|mention| mention.span.start < self.tree.span(denial.anchor).start)?;
        Some(Participant { actor: Some(speaker), span: Some(mention.span) })
    }
}

/// Verbs that tell who was hit and not what was done.
const CASUALTY: [&str; 5] = ["kill", "wound", "injure", "hurt", "maim"];

/// Not coded are a stage inside a later one ("massed and then attacked") and the parts of one assault told in one
/// sentence ("set off his vest, killing six"): the act that governs takes the victims over (handbook, section 9).
fn without_stages(tree: &Tree, acts: Vec<Act>) -> Vec<Act> {
    let mut kept: Vec<Act> = Vec::with_capacity(acts.len());
    let same_doers = |a: &Act, b: &Act| {
        !a.actors.is_empty() && a.actors.iter().map(|one| one.actor).eq(b.actors.iter().map(|one| one.actor))
    };
    let together = |a: &Act, b: &Act| {
        tree.sentence(a.anchor) == tree.sentence(b.anchor)
            && a.status == b.status
            && a.stance == b.stance
            && same_doers(a, b)
    };
    let governs = |above: TokenId, below: TokenId| {
        let mut node = below;
        while let Some(head) = tree.head(node) {
            if matches!(tree.relation(node), Relation::Conj | Relation::Ccomp | Relation::Parataxis) {
                return false;
            }
            if head == above {
                return true;
            }
            node = head;
        }
        false
    };
    let protests: Vec<Act> = acts.iter().filter(|act| act.code.kind == EventType::Protest).cloned().collect();
    let assaults: Vec<Act> = acts.iter().filter(|act| act.code.kind == EventType::Assault).cloned().collect();
    for mut act in acts {
        let is_stage = act.code.kind == EventType::Mobilize && assaults.iter().any(|other| together(other, &act));
        // "were killed when jets bombed the column", "a mine tore through a van, killing four": one assault, two words for it.
        // A clause with "after" or "before" tells of another one.
        let is_participle = |one: &Act| &*tree.word(one.anchor).xpos == "VBG";
        let is_when = |one: &Act| {
            let clauses = Clauses { tree };
            clauses.marks(one.anchor).iter().any(|mark| mark == "when")
                || tree
                    .children_by(one.anchor, Relation::Advmod)
                    .any(|word| tree.form(word).eq_ignore_ascii_case("when"))
        };
        let is_casualty = |one: &Act| CASUALTY.contains(&tree.lemma(one.anchor).to_lowercase().as_str());
        let tells_result = |other: &Act| {
            is_casualty(&act)
                && !is_casualty(other)
                && tree.sentence(other.anchor) == tree.sentence(act.anchor)
                && other.status == act.status
                && other.stance == act.stance
                && ((is_participle(&act) && governs(other.anchor, act.anchor))
                    || (act.actors.is_empty() && is_when(other) && governs(act.anchor, other.anchor)))
        };
        let is_result = act.code.kind == EventType::Assault && assaults.iter().any(tells_result);
        let is_part = act.code.kind == EventType::Assault
            && assaults
                .iter()
                .any(|other| other.anchor != act.anchor && together(other, &act) && governs(other.anchor, act.anchor));
        // "marched to demand his release": the protest's demand is no second event (handbook, section 9).
        let is_demand = matches!(act.code.kind, EventType::Request | EventType::Accuse)
            && protests.iter().any(|protest| together(protest, &act) && governs(protest.anchor, act.anchor));
        if is_stage || is_part || is_demand || is_result {
            continue;
        }
        if act.code.kind == EventType::Assault && act.recipients.is_empty() {
            let is_result_of = |other: &Act| {
                CASUALTY.contains(&tree.lemma(other.anchor).to_lowercase().as_str())
                    && tree.sentence(other.anchor) == tree.sentence(act.anchor)
                    && ((is_participle(other) && governs(act.anchor, other.anchor))
                        || (is_when(&act) && governs(other.anchor, act.anchor)))
            };
            let part = assaults
                .iter()
                .filter(|other| other.anchor != act.anchor)
                .find(|other| (together(other, &act) && governs(act.anchor, other.anchor)) || is_result_of(other));
            act.recipients = part.map(|part| part.recipients.clone()).unwrap_or_default();
        }
        kept.push(act);
    }
    kept
}

/// Whether an event can have this time as its date.
fn can_date(time: &Time) -> bool {
    let is_day = time.days().is_some() || time.value.starts_with('X');
    matches!(time.kind, TimeKind::Date | TimeKind::Time) && !time.value.ends_with("_REF") && is_day
}
