//! Did it happen? Negation, modals, conditions, questions and the verbs that say how real their content is.

use super::Status;
use super::clause::Clauses;
use super::lexicon::{Anchor, Lexicon, Operator, Outcome};
use crate::read::{Relation, Upos};
use crate::segment::TokenId;

/// Verbs of coming together; the purpose of a gathering is what it does.
const GATHERING: [&str; 9] = ["gather", "rally", "assemble", "pack", "converge", "march", "meet", "throng", "unite"];

/// How far up a tree reality is asked for.
const MAX_STEPS: usize = 12;

/// Asks the tree whether an act is said to have happened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reality<'a> {
    pub(super) clauses: Clauses<'a>,
    pub(super) lexicon: &'a Lexicon,
}

/// How a clause presents its act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// As fact.
    Fact,
    /// The doer will do it: "will", "is to", and "would" in the doer's reported speech.
    Intended,
    /// The doer will not do it: "will not", "would not".
    Refused,
    /// As something else than fact.
    Not(Status),
}

impl Reality<'_> {
    /// How the act of a word is presented, asked of the word and of everything above it. `consumed` tells which words are
    /// the content of an operator and answer for themselves no further up.
    pub(super) fn mood(&self, token: TokenId) -> Mood {
        let own = self.own_mood(token);
        if own != Mood::Fact {
            return own;
        }
        let mut node = token;
        for _ in 0..MAX_STEPS {
            let Some(head) = self.clauses.tree.head(node) else { return Mood::Fact };
            if let Some(mood) = self.mood_from_above(node, head) {
                return mood;
            }
            node = head;
        }
        Mood::Fact
    }

    /// What the clause itself says, without looking above it.
    pub(super) fn own_mood(&self, token: TokenId) -> Mood {
        let tree = self.clauses.tree;
        let sentence = &tree.segmentation.sentences[tree.sentence(token)];
        let modal = self.clauses.modal(token);
        if self.clauses.is_negated(token) {
            let refuses = matches!(modal.as_deref(), Some("will" | "would"));
            return if refuses { Mood::Refused } else { Mood::Not(Status::Negated) };
        }
        let marks = self.clauses.marks(token);
        let is_conditional =
            marks.iter().any(|mark| matches!(mark.as_str(), "if" | "unless" | "whether" | "lest" | "should"));
        if is_conditional {
            return Mood::Not(Status::Hypothetical);
        }
        if sentence.span.of(tree.text).trim_end_matches(['"', '”', '\'', '’', ')']).ends_with('?') {
            return Mood::Not(Status::Hypothetical);
        }
        match modal.as_deref() {
            Some("will") => Mood::Intended,
            Some("would") if self.is_own_report(token) => Mood::Intended,
            Some(_) => Mood::Not(Status::Hypothetical),
            None if marks.iter().any(|mark| mark == "to") && self.has_copula(token) => Mood::Intended,
            None => Mood::Fact,
        }
    }

    /// "Oslo is to receive the envoy": a form of "be" with an infinitive.
    fn has_copula(&self, token: TokenId) -> bool {
        let tree = self.clauses.tree;
        let is_be = |&child: &TokenId| {
            matches!(tree.relation(child), Relation::Cop | Relation::Aux) && tree.lemma(child) == "be"
        };
        tree.children(token).iter().any(is_be)
    }

    /// "Oslo said it would send tents": the doer reports what it will do.
    fn is_own_report(&self, token: TokenId) -> bool {
        let tree = self.clauses.tree;
        let verb = if tree.relation(token) == Relation::Conj { tree.head(token) } else { Some(token) };
        let Some(verb) = verb.filter(|&verb| tree.relation(verb) == Relation::Ccomp) else { return false };
        let Some(head) = tree.head(verb) else { return false };
        let subject = tree.child(verb, Relation::Nsubj).or_else(|| tree.child(verb, Relation::NsubjPass));
        let is_pronoun = |token: TokenId| tree.upos(token) == Upos::Pron;
        let refers_back = subject.is_some_and(|subject| {
            is_pronoun(subject) || tree.child(subject, Relation::NmodPoss).is_some_and(is_pronoun)
        });
        refers_back && (self.is_carrier(head) || self.operator(head).is_some())
    }

    /// What a governing word says of the act below it; none when it says nothing and its own governor is to be asked.
    fn mood_from_above(&self, node: TokenId, head: TokenId) -> Option<Mood> {
        use Relation::*;
        let tree = self.clauses.tree;
        let relation = tree.relation(node);
        match relation {
            Conj => {
                let head_mood = self.own_mood(head);
                let has_own_subject = tree.child(node, Nsubj).is_some() || tree.child(node, NsubjPass).is_some();
                let inherits =
                    tree.upos(node) != Upos::Verb || (!has_own_subject && head_mood != Mood::Not(Status::Negated));
                (inherits && head_mood != Mood::Fact).then_some(head_mood)
            }
            Xcomp | Ccomp | Csubj | Acl | Advcl | Obj | Obl | Nmod | Nsubj | NsubjPass | OblAgent | CsubjPass => {
                self.mood_of_content(node, head, relation)
            }
            _ => None,
        }
    }

    fn mood_of_content(&self, node: TokenId, head: TokenId, relation: Relation) -> Option<Mood> {
        use Relation::*;
        let tree = self.clauses.tree;
        let is_verbal = matches!(relation, Xcomp | Ccomp | Csubj | Acl | Advcl | CsubjPass);
        let marks = self.clauses.marks(node);
        let is_infinitive = marks.iter().any(|mark| mark == "to");
        let has_yet = tree.lemma(head) == "have" && tree.children_by(head, Advmod).any(|word| tree.form(word) == "yet");
        if has_yet && relation == Xcomp {
            return Some(Mood::Not(Status::Negated));
        }
        if relation == Xcomp && tree.lemma(head) == "be" {
            return Some(Mood::Intended);
        }
        let operator = self.operator(head);
        match operator {
            Some(Operator::Begin | Operator::Factive) => return None,
            Some(Operator::Consider) if is_verbal || matches!(relation, Obj | Nmod) => {
                return Some(Mood::Not(Status::Hypothetical));
            }
            Some(Operator::Fail) if is_verbal || relation == Obj => return Some(Mood::Not(Status::Negated)),
            _ => {}
        }
        // "was the first to recognise ...": it did.
        if is_infinitive
            && matches!(
                tree.lemma(head).to_lowercase().as_str(),
                "first" | "second" | "third" | "last" | "latest" | "only"
            )
        {
            return None;
        }
        // "claimed to have shot down a jet": a past infinitive tells what its subject says it did.
        let is_perfect = tree.children_by(node, Aux).any(|aux| tree.lemma(aux) == "have");
        if is_infinitive && is_perfect && relation == Xcomp && matches!(tree.lemma(head), "claim" | "say" | "admit") {
            return None;
        }
        // "rallied to cheer the candidate": what a crowd gathers for, it does.
        if is_infinitive && relation == Advcl && GATHERING.contains(&tree.lemma(head)) {
            return None;
        }
        if is_infinitive && relation != Ccomp {
            return Some(Mood::Not(Status::Hypothetical));
        }
        let head_mood = self.own_mood(head);
        match relation {
            // "did not say that it had fired", "would say": what is said is not asserted.
            Ccomp if self.is_carrier(head) && head_mood == Mood::Fact => None,
            Ccomp | Csubj | Xcomp if head_mood != Mood::Fact => Some(Mood::Not(Status::Hypothetical)),
            // "will fly home after meeting ...": the whole is to come; "did not speak after the raid": the raid was.
            Advcl | Obl | Obj | Nmod if head_mood == Mood::Intended => Some(Mood::Not(Status::Future)),
            Obj | NsubjPass | Nsubj if matches!(head_mood, Mood::Not(_)) => match head_mood {
                Mood::Not(Status::Hypothetical) => Some(Mood::Not(Status::Hypothetical)),
                _ if relation == Obj => Some(head_mood),
                _ => None,
            },
            _ => None,
        }
    }

    /// The operator a word is, whatever its roles are.
    pub(super) fn operator(&self, token: TokenId) -> Option<Operator> {
        let tree = self.clauses.tree;
        let anchor = if tree.upos(token) == Upos::Noun { Anchor::Noun } else { Anchor::Verb };
        let lemma = tree.lemma(token).to_lowercase();
        self.lexicon.entries(anchor, &lemma).find_map(|entry| match entry.outcome {
            Outcome::Operator(operator, _) => Some(operator),
            _ => None,
        })
    }

    /// Whether a word neutrally reports what somebody said.
    pub(super) fn is_carrier(&self, token: TokenId) -> bool {
        let tree = self.clauses.tree;
        let anchor = if tree.upos(token) == Upos::Noun { Anchor::Noun } else { Anchor::Verb };
        let lemma = tree.lemma(token).to_lowercase();
        self.lexicon.entries(anchor, &lemma).any(|entry| entry.outcome == Outcome::Carrier)
    }
}
