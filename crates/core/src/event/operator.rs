//! Which act is it really? Promises, threats, requests, refusals and accusations take up the acts they speak of.
//!
//! "Oslo vowed to send tents" is one AGREE, not an AID; "Oslo urged Accra to stop bombing Lomé" one REQUEST. The table of
//! operators stands in `data/lexicon/README.md`; the collapse into types follows section 5 of the handbook.

mod claims;
mod collapse;

use super::lexicon::{Anchor, Code, Needs, Operator, Outcome};
use super::matching::{Match, Matcher};
use super::ontology::EventType;
use super::reality::{Mood, Reality};
use super::roles::is_codable;
use super::{Participant, Stance, Status};
use crate::read::{Relation, Upos};
use crate::segment::TokenId;
use collapse::{asked_mode, ceased, intended, is_about_meeting, keeps_one_list, threatened_code, with_mode};
use std::collections::{BTreeMap, BTreeSet};

/// An act found in the text, before it is given a date, a place and a voice.
#[derive(Debug, Clone)]
pub(super) struct Act {
    pub(super) code: Code,
    pub(super) anchor: TokenId,
    pub(super) actors: Vec<Participant>,
    pub(super) recipients: Vec<Participant>,
    pub(super) reciprocal: bool,
    pub(super) status: Status,
    pub(super) stance: Stance,
    /// The type of what is promised, asked or refused.
    pub(super) about: Option<EventType>,
    /// The word that carries what the act is about.
    pub(super) content: Option<TokenId>,
    pub(super) note: Option<&'static str>,
    pub(super) rule: String,
    /// How well words and roles fit, 0 to 1.
    pub(super) fit: f64,
    /// What the network says of the same words: an index into the acts of the reading.
    pub(super) sighting: Option<usize>,
}

/// All acts of a document, by position.
pub(super) fn acts(matcher: &Matcher, reality: &Reality, sport: &BTreeSet<String>) -> Vec<Act> {
    let tree = matcher.roles.clauses.tree;
    let mut matches: BTreeMap<TokenId, Match> = BTreeMap::new();
    for sentence in &tree.segmentation.sentences {
        let is_sport =
            sentence.tokens.clone().filter(|&token| matcher.is_one_of(TokenId(token as u32), sport)).count() >= 2;
        for token in sentence.tokens.clone().filter(|_| !is_sport) {
            let token = TokenId(token as u32);
            if let Some(found) = matcher.best(token) {
                matches.insert(token, found);
            }
        }
    }
    Acts { matcher, reality, matches: &matches, taken: BTreeSet::new(), acts: Vec::new() }.all()
}

struct Acts<'a, 'l> {
    matcher: &'a Matcher<'l>,
    reality: &'a Reality<'l>,
    matches: &'a BTreeMap<TokenId, Match<'l>>,
    /// Words whose act another act has taken up.
    taken: BTreeSet<TokenId>,
    acts: Vec<Act>,
}

/// What an operator speaks of.
struct Content<'m, 'l> {
    token: TokenId,
    found: Option<&'m Match<'l>>,
    /// The code of the content, itself collapsed if it is an operator.
    code: Option<Code>,
    /// Whether the content says that something is to end ("stop bombing").
    ends: bool,
}

impl<'a, 'l> Acts<'a, 'l> {
    fn all(mut self) -> Vec<Act> {
        let tokens: Vec<TokenId> = self.matches.keys().copied().collect();
        // Governing words come before what they govern, so that content is taken before it could stand alone.
        let mut by_depth: Vec<(usize, TokenId)> = tokens.iter().map(|&token| (self.depth(token), token)).collect();
        by_depth.sort_unstable();
        for (_, token) in by_depth {
            let found = &self.matches[&token];
            if self.taken.contains(&token) {
                continue;
            }
            match &found.entry.outcome {
                Outcome::Event(codes) => self.event(found, codes),
                Outcome::Operator(operator, code) => self.operate(found, *operator, code.as_ref()),
                Outcome::Carrier | Outcome::Block | Outcome::Own(_) => {}
            }
        }
        self.acts.sort_by_key(|act| act.anchor);
        self.acts
    }

    fn depth(&self, token: TokenId) -> usize {
        let tree = self.matcher.roles.clauses.tree;
        let mut depth = 0;
        let mut node = token;
        while let Some(head) = tree.head(node) {
            depth += 1;
            node = head;
        }
        depth
    }

    /// A plain event: an entry with a code of its own.
    fn event(&mut self, found: &Match, codes: &[Code]) {
        let noun = found.entry.anchor == Anchor::Noun;
        let (mut actors, mut recipients) = (found.actors.clone(), found.recipients.clone());
        // Only an event that stands keeps the nouns of its pattern from standing for themselves.
        if actors.is_empty() && !noun {
            // "The Taliban said they would hang looters": a pronoun that no chain resolves is the speaker.
            actors = self.speaker_of(found.anchor);
            actors.retain(|one| !recipients.iter().any(|other| other.actor == one.actor));
        }
        let reciprocal = found.entry.reciprocal;
        // Both sides of a mutual act may stand as its subject.
        let is_mutual = reciprocal && recipients.is_empty() && actors.len() > 1;
        let is_known = is_mutual || self.is_codable_enough(found, &actors, &recipients);
        if reciprocal && !keeps_one_list(&codes[0]) && recipients.is_empty() && actors.len() > 1 {
            // "A and B traded with each other": first and rest, both ways.
            recipients = actors.split_off(1);
        }
        if reciprocal && keeps_one_list(&codes[0]) {
            // "A and B met": all in one list; a visit keeps guest and host apart.
            if codes[0].modes.iter().all(|mode| !matches!(mode.as_str(), "visit" | "phone")) {
                actors.append(&mut recipients);
            }
        }
        let may_be_implied =
            matches!(codes[0].kind, EventType::Assault | EventType::Protest | EventType::Support) && !noun;
        if !(is_known || (may_be_implied && found.entry.needs == Needs::Either)) {
            return;
        }
        self.taken.extend(found.named.iter().copied());
        if !noun {
            self.take_spoken_of(found.anchor, codes);
        }
        let mood = self.reality.mood(found.anchor);
        if noun && !self.noun_stands(found) {
            return;
        }
        let has_ended = self.is_no_longer(found.anchor);
        for code in codes {
            let (code, status, about) = match mood {
                Mood::Fact if has_ended => match ceased(code) {
                    Some(ended) => (ended, Status::Occurred, Some(code.kind)),
                    None => (code.clone(), Status::Negated, None),
                },
                Mood::Fact => (code.clone(), Status::Occurred, None),
                Mood::Intended => match intended(code) {
                    Some(collapsed) => (collapsed, Status::Occurred, Some(code.kind)),
                    None => (code.clone(), Status::Future, None),
                },
                Mood::Refused if code.kind.quad() <= 2 => {
                    (with_mode(EventType::Reject, asked_mode(code, false)), Status::Occurred, Some(code.kind))
                }
                Mood::Refused => (code.clone(), Status::Negated, None),
                Mood::Not(status) => (code.clone(), status, None),
            };
            let mut act = self.act(found, code, actors.clone(), recipients.clone());
            if let Some(stance) = self.charge(found.anchor).or_else(|| self.hearsay(found.anchor)) {
                act.stance = stance;
            }
            act.status = status;
            if status == Status::Occurred && self.is_looked_back_on(found.anchor) {
                act.status = Status::Historical;
            }
            act.about = about;
            act.reciprocal = reciprocal;
            if matches!(mood, Mood::Intended | Mood::Refused) {
                // "is to receive the president": whoever speaks of the plan promises, whatever part he has in it.
                let planner = self.matcher.roles.participants(&self.matcher.roles.clauses.agents(found.anchor));
                let is_recipient = |one: &Participant| act.recipients.iter().any(|other| other.actor == one.actor);
                if !planner.is_empty() && planner.iter().all(is_recipient) {
                    std::mem::swap(&mut act.actors, &mut act.recipients);
                }
            }
            self.name_the_forces(found, &mut act);
            if status == Status::Occurred && about.is_some() {
                act.recipients = self.threatened(found.anchor, &act);
            }
            let is_mirrored = reciprocal && act.code.kind.quad() >= 3 && !keeps_one_list(&act.code);
            if is_mirrored && act.recipients.len() == 1 && act.actors.len() == 1 {
                // "A and B traded accusations": each accused the other.
                act.reciprocal = false;
                let (actors, recipients) = (act.recipients.clone(), act.actors.clone());
                self.acts.push(Act { actors, recipients, ..act.clone() });
            }
            self.acts.push(act);
        }
    }

    /// Who says a clause whose subject is an unresolved pronoun of the speaker's.
    fn speaker_of(&self, verb: TokenId) -> Vec<Participant> {
        let roles = self.matcher.roles;
        let tree = roles.clauses.tree;
        let is_pronoun = |token: TokenId| {
            matches!(tree.form(token).to_lowercase().as_str(), "they" | "it" | "he" | "she" | "we" | "i")
                && roles.cast.at(token).is_none()
        };
        let subject = tree.child(verb, Relation::Nsubj).filter(|&subject| is_pronoun(subject));
        let carrier = tree.head(verb).filter(|&head| {
            subject.is_some()
                && matches!(tree.relation(verb), Relation::Ccomp | Relation::Parataxis)
                && self.reality.is_carrier(head)
        });
        carrier.map(|carrier| roles.participants(&roles.clauses.agents(carrier))).unwrap_or_default()
    }

    /// "vetoed the loan to Kyiv", "deplored the decision to close": what is refused does not happen, and a plan that is only
    /// judged is not made here.
    fn take_spoken_of(&mut self, verb: TokenId, codes: &[Code]) {
        let is = |kind: EventType| codes.iter().any(|code| code.kind == kind);
        let refuses = is(EventType::Reject) || is(EventType::Request);
        let judges = is(EventType::Support) || is(EventType::Accuse);
        let is_spoken_of = |token: &TokenId| match self.matches.get(token).map(|content| &content.entry.outcome) {
            Some(Outcome::Event(codes)) => refuses && codes.iter().all(|code| code.kind.quad() <= 2),
            Some(Outcome::Operator(Operator::Intend | Operator::Request, _)) => refuses || judges,
            _ => false,
        };
        let objects = self.matcher.roles.clauses.patients(verb);
        let spoken_of: Vec<TokenId> = objects.into_iter().filter(is_spoken_of).collect();
        self.taken.extend(spoken_of);
    }

    /// "opened an inquiry into the killing", "apologised for the raid": an act that is looked into or regretted today is of
    /// the past (handbook, section 5).
    fn is_looked_back_on(&self, anchor: TokenId) -> bool {
        let tree = self.matcher.roles.clauses.tree;
        let looks_back = |head: TokenId| match self.matches.get(&head).map(|found| &found.entry.outcome) {
            Some(Outcome::Event(codes)) => codes.iter().any(|code| {
                code.kind == EventType::Accuse && code.modes.iter().any(|mode| mode.as_str() == "investigate")
            }),
            _ => false,
        };
        let mut node = anchor;
        while matches!(tree.relation(node), Relation::Nmod | Relation::Obl | Relation::Obj | Relation::Advcl) {
            let is_inside = tree
                .case_of(node)
                .or_else(|| self.matcher.roles.clauses.marks(node).first().cloned())
                .is_none_or(|case| matches!(case.as_str(), "into" | "of" | "over" | "on" | "about" | "for"));
            let Some(head) = tree.head(node).filter(|_| is_inside) else { return false };
            if looks_back(head) {
                return true;
            }
            node = head;
        }
        false
    }

    /// "Peru moved two frigates": the forces that are moved are who mobilises; own forces sent to help receive no help.
    fn name_the_forces(&self, found: &Match, act: &mut Act) {
        let roles = self.matcher.roles;
        let identity = |one: &Participant| one.actor.map(|id| &roles.cast.actor(id).identity);
        let is_force = |one: &Participant| {
            identity(one).is_some_and(|identity| {
                identity.sectors.iter().any(|sector| matches!(sector.as_str(), "MIL" | "COP" | "PRM"))
            })
        };
        let country = |one: &Participant| identity(one).and_then(|identity| identity.country.clone());
        let sender = act.actors.first().and_then(country);
        let is_own = |one: &Participant| is_force(one) && (country(one) == sender || country(one).is_none());
        match act.code.kind {
            EventType::Mobilize if act.actors.len() == 1 && !act.actors.iter().any(is_force) => {
                let moved = roles.participants(&roles.clauses.patients(found.anchor));
                if let Some(force) = moved.into_iter().find(is_own) {
                    act.recipients.retain(|one| one.actor != force.actor);
                    act.actors = vec![force];
                }
            }
            EventType::Aid | EventType::Mobilize => act.recipients.retain(|one| !is_own(one)),
            _ => {}
        }
    }

    /// "arrested for spying": what somebody is arrested, charged or punished for is alleged.
    fn charge(&self, anchor: TokenId) -> Option<Stance> {
        let clauses = self.matcher.roles.clauses;
        let tree = clauses.tree;
        let head = tree.head(anchor)?;
        let is_reason = matches!(tree.relation(anchor), Relation::Advcl | Relation::Obl)
            && (clauses.marks(anchor).iter().any(|mark| matches!(mark.as_str(), "for" | "of" | "over"))
                || tree.case_of(anchor).is_some_and(|case| matches!(case.as_str(), "for" | "of" | "over")));
        let Outcome::Event(codes) = &self.matches.get(&head)?.entry.outcome else { return None };
        // "criticised Oslo for jailing him" takes the jailing as fact; "charged him with spying" does not.
        let punishes = codes.iter().any(|code| match code.kind {
            EventType::Accuse => code.modes.iter().any(|mode| mode.as_str() == "allege"),
            EventType::Coerce | EventType::Sanction => true,
            _ => false,
        });
        (is_reason && punishes).then_some(Stance::Alleged)
    }

    /// "the alleged shelling", "allegedly beat": a word that says that the act is only claimed.
    fn hearsay(&self, anchor: TokenId) -> Option<Stance> {
        let tree = self.matcher.roles.clauses.tree;
        let says_so = |&child: &TokenId| {
            let lemma = tree.form(child).to_lowercase();
            matches!(tree.relation(child), Relation::Amod | Relation::Advmod)
                && matches!(
                    lemma.as_str(),
                    "alleged" | "allegedly" | "purported" | "purportedly" | "supposed" | "supposedly"
                )
        };
        tree.children(anchor).iter().any(says_so).then_some(Stance::Alleged)
    }

    fn act(&self, found: &Match, code: Code, actors: Vec<Participant>, recipients: Vec<Participant>) -> Act {
        let n_known = usize::from(!actors.is_empty()) + usize::from(!recipients.is_empty());
        let fit = 0.5 + 0.15 * n_known as f64 + 0.05 * found.entry.elements.len().min(2) as f64;
        Act {
            code,
            anchor: found.anchor,
            actors,
            recipients,
            reciprocal: false,
            status: Status::Occurred,
            stance: Stance::Asserted,
            about: None,
            content: None,
            note: None,
            rule: found.entry.source.clone(),
            fit,
            sighting: None,
        }
    }

    fn is_codable_enough(&self, found: &Match, actors: &[Participant], recipients: &[Participant]) -> bool {
        let cast = self.matcher.roles.cast;
        let known = |side: &[Participant]| {
            side.iter().filter_map(|one| one.actor).any(|id| is_codable(&cast.actor(id).identity))
        };
        match found.entry.needs {
            Needs::Either => known(actors) || known(recipients),
            Needs::Actor => known(actors),
            Needs::Recipient => known(recipients),
            Needs::Both => known(actors) && known(recipients),
        }
    }

    /// A noun speaks of an act only where it says whose it is, or a verb makes it happen.
    fn noun_stands(&self, found: &Match) -> bool {
        let tree = self.matcher.roles.clauses.tree;
        let is_modifier = matches!(tree.relation(found.anchor), Relation::Compound | Relation::Amod | Relation::Flat);
        !is_modifier && tree.upos(found.anchor) == Upos::Noun
    }

    /// A threat's recipient may stand in its condition: "unless Minsk stops the flights".
    fn threatened(&self, verb: TokenId, act: &Act) -> Vec<Participant> {
        if act.code.kind != EventType::Threaten {
            return act.recipients.clone();
        }
        let clauses = self.matcher.roles.clauses;
        let tree = clauses.tree;
        let condition = tree.children_by(verb, Relation::Advcl).find(|&clause| {
            clauses.marks(clause).iter().any(|mark| matches!(mark.as_str(), "if" | "unless" | "until"))
        });
        let others = |words: &[TokenId]| {
            let mut found = self.matcher.roles.participants(words);
            found.retain(|one| !act.actors.iter().any(|actor| actor.actor == one.actor));
            found
        };
        let agents = condition.map(|clause| clauses.agents(clause)).unwrap_or_default();
        let mut found = others(&agents);
        if let Some(clause) = condition.filter(|_| found.is_empty() && act.recipients.is_empty()) {
            // "if missiles reached Damascus", "unless the decree is dropped by Minsk": whoever else the condition names.
            let mut words = clauses.patients(clause);
            words.extend(clauses.obliques(clause).map(|(_, noun)| noun));
            found = others(&words);
        }
        if found.is_empty() { act.recipients.clone() } else { found }
    }

    /// A speech act or aspect.
    fn operate(&mut self, found: &Match, operator: Operator, own: Option<&Code>) {
        let mut contents = self.contents(found);
        let operator_of = |content: &Content| match content.found.map(|found| &found.entry.outcome) {
            Some(Outcome::Operator(operator, _)) => Some(*operator),
            _ => None,
        };
        // "claims Accra has denied" are no claims that it denied.
        let is_claim = found.entry.anchor == Anchor::Noun
            || self.matcher.roles.clauses.tree.lemma(found.anchor).eq_ignore_ascii_case("claim");
        let is_denied = contents.iter().any(|content| operator_of(content) == Some(Operator::Deny));
        if operator == Operator::Allege && is_denied && is_claim {
            return;
        }
        // "accused it of arming rebels, which it denied": the denial is an act of its own, wherever the parser hangs it.
        contents.retain(|content| operator != Operator::Allege || operator_of(content) != Some(Operator::Deny));
        let first = contents.iter().find(|content| content.code.is_some());
        match operator {
            // "claimed that it had killed" is a report.
            Operator::Allege
                if contents
                    .iter()
                    .filter_map(|content| content.found)
                    .any(|content| self.is_own_feat(found, content)) =>
            {
                return;
            }
            // "accusations that ..." accuse nobody where nobody voices them.
            Operator::Allege if found.entry.anchor == Anchor::Noun && found.actors.is_empty() => {
                self.push_claims(found, Stance::Alleged, None);
                return;
            }
            Operator::Begin | Operator::Consider => return,
            Operator::Fail => return,
            Operator::Try => {
                // Attempts count as acts where they are hostile and physical; else nothing has happened yet.
                let attempted: Vec<(TokenId, Code)> =
                    contents.iter().filter_map(|content| Some((content.token, content.code.clone()?))).collect();
                for (token, code) in attempted {
                    if code.kind.quad() == 4 {
                        self.take_as(found, token, code);
                    }
                    self.taken.insert(token);
                }
                return;
            }
            _ => {}
        }
        let code = match (operator, first) {
            (Operator::Factive, _) => own.cloned(),
            (Operator::Request, Some(content)) if self.is_own_fight(found, content) => {
                Some(with_mode(EventType::Agree, None))
            }
            // "agreed to deploy patrols": what two agree on threatens nobody.
            (Operator::Intend, Some(content))
                if self.is_consent(found) && content.code.as_ref().is_some_and(|code| code.kind.quad() >= 3) =>
            {
                own.cloned()
            }
            (_, Some(content)) => self.collapse(operator, content).or_else(|| own.cloned()),
            (_, None) => own.cloned(),
        };
        let is_barred = operator == Operator::Permit
            && matches!(self.reality.own_mood(found.anchor), Mood::Refused | Mood::Not(Status::Negated));
        let code = code.or_else(|| {
            (operator == Operator::Threaten && contents.iter().any(|content| self.is_menace(found, content)))
                .then(|| with_mode(EventType::Threaten, None))
        });
        // "would not let the observers land": whatever they were not let do.
        let code = code.or_else(|| {
            (is_barred && !found.actors.is_empty() && !found.recipients.is_empty())
                .then(|| with_mode(EventType::Reject, Some("yield")))
        });
        let content_token =
            first.map(|content| content.token).or_else(|| contents.first().map(|content| content.token));
        let content_match =
            first.and_then(|content| content.found).or(contents.iter().find_map(|content| content.found)).cloned();
        let tokens: Vec<TokenId> = contents.iter().map(|content| content.token).collect();
        let about = first.and_then(|content| content.code.as_ref()).map(|code| code.kind);
        if operator != Operator::Factive {
            self.taken.extend(tokens.iter().copied());
        }
        if let Some(code) = code {
            let (actors, recipients) = self.operator_roles(found, operator, content_match.as_ref(), content_token);
            self.push_operator_act(found, operator, code, actors, recipients, about, content_token);
        }
        let stance = match operator {
            Operator::Allege => Some(Stance::Alleged),
            Operator::Deny => Some(Stance::Denied),
            _ => None,
        };
        if let Some(stance) = stance {
            self.push_claims(found, stance, content_match.as_ref());
        }
    }

    /// "warned that it would answer", "warned the union that its halls would be closed": what a speaker says he will do
    /// himself, or what he says to the face of those to whom it will happen, is a threat, whatever the act.
    fn is_menace(&self, found: &Match, content: &Content) -> bool {
        let roles = self.matcher.roles;
        let tree = roles.clauses.tree;
        let is_to_come = roles.clauses.modal(content.token).is_some_and(|modal| modal == "will" || modal == "would");
        if !is_to_come || tree.relation(content.token) != Relation::Ccomp {
            return false;
        }
        let identities = found.actors.iter().filter_map(|one| one.actor).map(|id| &roles.cast.actor(id).identity);
        let has_power = identities.flat_map(|identity| &identity.sectors).any(|sector| {
            matches!(sector.as_str(), "GOV" | "MIL" | "COP" | "REB" | "UAF" | "PRM" | "PTY" | "OPP" | "JUD" | "LAB")
        });
        let subject =
            tree.child(content.token, Relation::Nsubj).or_else(|| tree.child(content.token, Relation::NsubjPass));
        let is_own = |word: TokenId| {
            let own_pronoun = |form: &str| matches!(form, "it" | "they" | "he" | "she" | "we" | "i");
            let own_possessor = |form: &str| matches!(form, "its" | "their" | "his" | "her" | "our" | "my");
            let form = |word: TokenId| tree.form(word).to_lowercase();
            own_pronoun(&form(word))
                || tree.child(word, Relation::NmodPoss).is_some_and(|owner| own_possessor(&form(owner)))
                || roles.cast.at(word).is_some_and(|(actor, _)| found.actors.iter().any(|one| one.actor == Some(actor)))
        };
        has_power && (!found.recipients.is_empty() || subject.is_some_and(is_own))
    }

    /// "no longer buys": a running relation has ended.
    fn is_no_longer(&self, anchor: TokenId) -> bool {
        let tree = self.matcher.roles.clauses.tree;
        tree.children_by(anchor, Relation::Advmod).any(|word| {
            tree.form(word).eq_ignore_ascii_case("longer")
                && tree.children(word).iter().any(|&child| tree.form(child).eq_ignore_ascii_case("no"))
        })
    }

    /// Verbs of consent and offer promise cooperation, whatever is done together.
    fn is_consent(&self, found: &Match) -> bool {
        let lemma = self.matcher.roles.clauses.tree.lemma(found.anchor);
        matches!(lemma, "agree" | "accept" | "consent" | "offer" | "volunteer")
    }

    /// "The front appealed for an end to its own war": a belligerent that wants its war to end speaks of itself.
    fn is_own_fight(&self, found: &Match, content: &Content) -> bool {
        let clauses = self.matcher.roles.clauses;
        let tree = clauses.tree;
        let mut words = vec![content.token];
        words.extend(clauses.obliques(content.token).map(|(_, noun)| noun));
        let possessors = words.iter().filter_map(|&word| tree.child(word, Relation::NmodPoss));
        let owners: Vec<_> =
            possessors.filter_map(|word| self.matcher.roles.cast.at(word)).map(|(actor, _)| Some(actor)).collect();
        content.ends && found.actors.iter().any(|actor| owners.contains(&actor.actor))
    }

    #[expect(clippy::too_many_arguments, reason = "one caller; the parts are computed apart")]
    fn push_operator_act(
        &mut self,
        found: &Match,
        operator: Operator,
        code: Code,
        actors: Vec<Participant>,
        recipients: Vec<Participant>,
        about: Option<EventType>,
        content: Option<TokenId>,
    ) {
        if !self.is_codable_enough(found, &actors, &recipients) {
            return;
        }
        let (code, status, about) = match self.reality.mood(found.anchor) {
            Mood::Fact => (code, Status::Occurred, about),
            Mood::Intended => match intended(&code) {
                Some(collapsed) => (collapsed, Status::Occurred, Some(code.kind)),
                None => (code, Status::Future, about),
            },
            // "would not let them land": not allowing is refusing.
            Mood::Refused | Mood::Not(Status::Negated) if operator == Operator::Permit => {
                (with_mode(EventType::Reject, Some("yield")), Status::Occurred, about)
            }
            Mood::Refused => (code, Status::Negated, about),
            Mood::Not(status) => (code, status, about),
        };
        let mut act = self.act(found, code, actors, recipients);
        act.status = status;
        act.about = about;
        act.content = content;
        act.note = (operator == Operator::Deny).then_some("denial");
        if let Some(content) = content {
            act.recipients = self.threatened(content, &act);
        }
        if act.recipients.is_empty() {
            act.recipients = self.threatened(found.anchor, &act);
        }
        self.acts.push(act);
    }

    /// The content of an attempt, done by whoever tried.
    fn take_as(&mut self, found: &Match, token: TokenId, code: Code) {
        let Some(content) = self.matches.get(&token) else { return };
        let actors = if content.actors.is_empty() { found.actors.clone() } else { content.actors.clone() };
        let mut act = self.act(content, code, actors, content.recipients.clone());
        act.status = match self.reality.mood(found.anchor) {
            Mood::Fact => Status::Occurred,
            Mood::Intended => Status::Future,
            Mood::Refused => Status::Negated,
            Mood::Not(status) => status,
        };
        self.acts.push(act);
    }

    fn operator_roles(
        &self,
        found: &Match,
        operator: Operator,
        content: Option<&Match>,
        content_token: Option<TokenId>,
    ) -> (Vec<Participant>, Vec<Participant>) {
        let roles = self.matcher.roles;
        let actors = found.actors.clone();
        let mut recipients = found.recipients.clone();
        let mut add = |more: Vec<Participant>| {
            if recipients.is_empty() {
                recipients =
                    more.into_iter().filter(|one| !actors.iter().any(|actor| actor.actor == one.actor)).collect();
            }
        };
        match operator {
            Operator::Request | Operator::Order => {
                // "demanded that Minsk stop": who is to do it is asked.
                add(content.map(|content| content.actors.clone()).unwrap_or_default());
                let agents = content_token.map(|token| roles.clauses.agents(token)).unwrap_or_default();
                add(roles.participants(&agents));
                if operator == Operator::Request {
                    // "an end to its own war with the army": the other side of the speaker's own fight.
                    let inner: Vec<TokenId> = content_token
                        .map(|token| {
                            let nouns = roles.clauses.obliques(token).map(|(_, noun)| noun);
                            nouns.chain([token]).collect()
                        })
                        .unwrap_or_default();
                    let is_own = |word: TokenId| {
                        roles
                            .clauses
                            .tree
                            .child(word, Relation::NmodPoss)
                            .and_then(|word| roles.cast.at(word))
                            .is_some_and(|(owner, _)| actors.iter().any(|actor| actor.actor == Some(owner)))
                    };
                    for word in inner.into_iter().filter(|&word| is_own(word)) {
                        let rivals = ["with", "against"].iter().filter_map(|case| roles.clauses.oblique(word, case));
                        add(roles.participants(&rivals.collect::<Vec<_>>()));
                    }
                }
                if operator == Operator::Request && content.is_some_and(|content| is_about_meeting(content)) {
                    add(content.map(|content| content.recipients.clone()).unwrap_or_default());
                }
            }
            Operator::Allege => {
                add(content.map(|content| content.actors.clone()).unwrap_or_default());
                let agents = content_token.map(|token| roles.clauses.agents(token)).unwrap_or_default();
                add(roles.participants(&agents));
            }
            Operator::Intend | Operator::Threaten | Operator::Refuse | Operator::Cease | Operator::Permit => {
                add(content.map(|content| content.recipients.clone()).unwrap_or_default());
                // "declined to receive the envoy": the guest acts in a visit, and is the one refused.
                if content.is_some_and(is_about_meeting) {
                    add(content.map(|content| content.actors.clone()).unwrap_or_default());
                }
                if let Some(token) = content_token.filter(|_| content.is_none() && operator != Operator::Cease) {
                    // "threatened to pursue them": whom an act would reach that no table knows.
                    let tree = roles.clauses.tree;
                    let is_others = |&word: &TokenId| {
                        let owner = tree.child(word, Relation::NmodPoss).map(|owner| tree.form(owner).to_lowercase());
                        !matches!(owner.as_deref(), Some("its" | "their" | "his" | "her" | "our" | "my"))
                    };
                    add(roles.participants(
                        &roles.clauses.patients(token).into_iter().filter(is_others).collect::<Vec<_>>(),
                    ));
                    for case in ["with", "against", "to", "for", "on"] {
                        let noun = roles.clauses.oblique(token, case);
                        add(roles.participants(&noun.map(|noun| roles.clauses.coordinated(noun)).unwrap_or_default()));
                    }
                }
            }
            _ => {}
        }
        (actors, recipients)
    }

    /// What an operator governs: clauses, infinitives, gerunds and event nouns, with those coordinated with them.
    fn contents(&self, found: &Match) -> Vec<Content<'a, 'l>> {
        let clauses = self.matcher.roles.clauses;
        let tree = clauses.tree;
        let mut heads: Vec<TokenId> = Vec::new();
        for &child in tree.children(found.anchor) {
            let is_content = match tree.relation(child) {
                Relation::Xcomp | Relation::Ccomp | Relation::Obj => true,
                // "claims China denied" is not a claim to deny: the clause has a subject of its own.
                Relation::Acl => tree.child(child, Relation::Nsubj).is_none(),
                Relation::Advcl => !clauses.marks(child).iter().any(|mark| {
                    matches!(
                        mark.as_str(),
                        "after"
                            | "before"
                            | "when"
                            | "while"
                            | "as"
                            | "since"
                            | "because"
                            | "if"
                            | "unless"
                            | "until"
                            | "although"
                            | "though"
                    )
                }),
                Relation::Obl | Relation::Nmod => tree.child(child, Relation::Case).is_some_and(|case| {
                    matches!(
                        tree.form(case).to_lowercase().as_str(),
                        "of" | "for" | "to" | "over" | "about" | "with" | "in" | "from" | "against" | "on"
                    )
                }),
                Relation::NsubjPass => clauses.is_passive(found.anchor),
                _ => false,
            };
            if is_content {
                heads.extend(tree.conjuncts(child));
                // "sought an end to the raids": the nouns below the object are content too.
                heads.extend(
                    clauses
                        .obliques(child)
                        .filter(|(case, _)| case == "to" || case == "of" || case == "on")
                        .map(|(_, noun)| noun),
                );
            }
        }
        heads.extend(clauses.infinitives_of_object(found.anchor));
        if let Some(head) = tree.head(found.anchor).filter(|_| tree.relation(found.anchor) == Relation::Obj) {
            // "made an offer to send ...": the infinitive may hang on the light verb.
            heads.extend(
                tree.children_by(head, Relation::Advcl)
                    .filter(|&clause| clauses.marks(clause).iter().any(|mark| mark == "to")),
            );
        }
        heads.iter().filter(|&&token| token != found.anchor).map(|&token| self.content(token)).collect()
    }

    fn content(&self, token: TokenId) -> Content<'a, 'l> {
        let found = self.matches.get(&token);
        let (code, ends) = match found.map(|found| &found.entry.outcome) {
            Some(Outcome::Event(codes)) => (codes.first().cloned(), false),
            Some(Outcome::Operator(operator, own)) => {
                let inner = found.map(|found| self.contents(found)).unwrap_or_default();
                let inner = inner.into_iter().find(|content| content.code.is_some());
                let code = match (operator, inner) {
                    (Operator::Begin | Operator::Try, Some(inner)) => inner.code,
                    (operator, Some(inner)) => self.collapse(*operator, &inner).or_else(|| own.clone()),
                    (Operator::Cease, None) => None,
                    (_, None) => own.clone(),
                };
                (code, *operator == Operator::Cease)
            }
            _ => (None, false),
        };
        Content { token, found, code, ends }
    }

    fn collapse(&self, operator: Operator, content: &Content) -> Option<Code> {
        let code = content.code.as_ref()?;
        let negated = self.matcher.roles.clauses.is_negated(content.token);
        match operator {
            Operator::Intend => intended(code),
            Operator::Threaten => Some(threatened_code(code)),
            Operator::Request | Operator::Order => {
                Some(with_mode(EventType::Request, asked_mode(code, content.ends || negated)))
            }
            Operator::Refuse => Some(with_mode(EventType::Reject, asked_mode(code, content.ends))),
            Operator::Allege if code.kind.quad() >= 3 => Some(with_mode(EventType::Accuse, Some("allege"))),
            Operator::Allege => None,
            Operator::Deny => Some(with_mode(EventType::Reject, None)),
            Operator::Cease => ceased(code),
            Operator::Permit => matches!(code.kind, EventType::Consult | EventType::Aid | EventType::Retreat)
                .then(|| with_mode(EventType::Retreat, Some("access"))),
            Operator::Begin | Operator::Try | Operator::Fail | Operator::Consider | Operator::Factive => None,
        }
    }
}
