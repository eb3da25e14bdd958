//! Who does what in a clause? Logical subjects, objects and prepositional complements, read off the tree.
//!
//! Voice, control and coordination are undone here, so that later steps ask only "who did it" and "to whom":
//! in "Rebels, who were driven from the town, promised to return" the agent of "return" is "Rebels" and the patient of
//! "driven" is "Rebels".

use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;

/// How far control and coordination are followed; deeper chains do not occur in edited text.
const MAX_STEPS: usize = 8;

/// Questions about clauses, asked of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clauses<'a> {
    pub(super) tree: &'a Tree<'a>,
}

impl<'a> Clauses<'a> {
    /// Whether a verb is in the passive voice: "was hit", "the town hit by shells".
    pub(super) fn is_passive(&self, verb: TokenId) -> bool {
        let tree = self.tree;
        let has = |relation| tree.child(verb, relation).is_some();
        // "conferred by video link": a means is no agent.
        let has_agent = tree.child(verb, Relation::OblAgent).is_some_and(|agent| !is_means(tree.lemma(agent)));
        if has(Relation::AuxPass) || has_agent {
            return true;
        }
        // A passive subject without its auxiliary is a past tense misread ("the leaders conferred"), but in headlines and
        // where the auxiliary stands with an earlier verb.
        let is_conjunct = matches!(tree.relation(verb), Relation::Conj | Relation::Acl | Relation::Advcl);
        if is_conjunct && (has(Relation::NsubjPass) || has(Relation::CsubjPass)) {
            return true;
        }
        let is_participle = &*tree.word(verb).xpos == "VBN";
        let has_auxiliary = has(Relation::Aux);
        match tree.relation(verb) {
            Relation::Acl | Relation::Amod => is_participle,
            Relation::Advcl => is_participle && !has_auxiliary && !has(Relation::Nsubj),
            Relation::Conj => {
                let inherits = is_participle && !has_auxiliary && !has(Relation::Nsubj);
                inherits && tree.head(verb).is_some_and(|head| self.is_passive(head))
            }
            _ => false,
        }
    }

    /// Who does it, in the logical sense; the head words of all coordinated doers.
    pub(super) fn agents(&self, verb: TokenId) -> Vec<TokenId> {
        if self.is_passive(verb) {
            let by = self.tree.child(verb, Relation::OblAgent).or_else(|| self.oblique(verb, "by")).or_else(|| {
                // "was promised a harbour by Oslo": the agent may be read as the object's.
                let inner = self.tree.children(verb).iter().copied().filter(|&child| {
                    child > verb && matches!(self.tree.relation(child), Relation::Obj | Relation::Obl | Relation::Xcomp)
                });
                inner.into_iter().find_map(|child| self.oblique(child, "by"))
            });
            return by.map(|token| self.coordinated(token)).unwrap_or_default();
        }
        self.subject(verb, MAX_STEPS).map(|token| self.coordinated(token)).unwrap_or_default()
    }

    /// What it is done to, in the logical sense: object, or subject of a passive.
    pub(super) fn patients(&self, verb: TokenId) -> Vec<TokenId> {
        if self.is_passive(verb) {
            return self.subject(verb, MAX_STEPS).map(|token| self.coordinated(token)).unwrap_or_default();
        }
        self.object(verb).map(|token| self.coordinated(token)).unwrap_or_default()
    }

    /// The grammatical object, shared with an earlier coordinated verb where it stands behind both.
    fn object(&self, verb: TokenId) -> Option<TokenId> {
        let tree = self.tree;
        if let Some(object) = tree.child(verb, Relation::Obj) {
            return Some(self.referent(object));
        }
        // "called off their strike": behind a particle the object may be read as a bare adverbial.
        if tree.child(verb, Relation::CompoundPrt).is_some()
            && let Some(object) = tree.children_by(verb, Relation::Obl).find(|&noun| {
                noun > verb && tree.child(noun, Relation::Case).is_none() && tree.upos(noun) == Upos::Noun
            })
        {
            return Some(object);
        }
        match tree.relation(verb) {
            Relation::Conj => {
                let head = tree.head(verb)?;
                tree.child(head, Relation::Obj).filter(|&object| object > verb)
            }
            // "the town that rebels seized": the gap stands for the antecedent.
            Relation::AclRelcl
                if tree.child(verb, Relation::Nsubj).is_some_and(|subject| !self.is_relative(subject)) =>
            {
                tree.head(verb)
            }
            _ => None,
        }
    }

    /// The grammatical subject after control, coordination and relative clauses are undone.
    fn subject(&self, verb: TokenId, steps: usize) -> Option<TokenId> {
        let tree = self.tree;
        let own =
            [Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter].into_iter().find_map(|r| tree.child(verb, r));
        if let Some(subject) = own.or_else(|| self.misread_subject(verb)) {
            return Some(self.referent(subject));
        }
        if steps == 0 {
            return None;
        }
        let head = tree.head(verb)?;
        match tree.relation(verb) {
            Relation::Xcomp => {
                let controller = tree.child(head, Relation::Obj).or_else(|| tree.child(head, Relation::Iobj));
                match controller {
                    Some(object) if !self.controls_as_subject(head) => Some(self.referent(object)),
                    _ if tree.upos(head) == Upos::Verb || self.is_predicate(head) => self.subject(head, steps - 1),
                    _ => None,
                }
            }
            // "thanked Brazil for sending food", "accused him of lying": the object does it.
            Relation::Advcl if self.marks(verb).iter().any(|mark| matches!(mark.as_str(), "for" | "of" | "from")) => {
                let object = tree.child(head, Relation::Obj).map(|object| self.referent(object));
                object.or_else(|| self.subject(head, steps - 1))
            }
            Relation::Conj | Relation::Advcl | Relation::Parataxis if self.is_predicate(head) => {
                self.subject(head, steps - 1)
            }
            Relation::Ccomp if self.is_predicate(head) => self.subject(head, steps - 1),
            Relation::Acl | Relation::AclRelcl => Some(self.antecedent(head)),
            _ => None,
        }
    }

    /// "Amnesty International condemned ...": a name read as a modifier of the finite verb behind it is its subject.
    fn misread_subject(&self, verb: TokenId) -> Option<TokenId> {
        let tree = self.tree;
        let is_finite = matches!(&*tree.word(verb).xpos, "VBD" | "VBZ" | "VBP" | "VBN")
            && tree.upos(verb) == Upos::Verb
            && matches!(tree.relation(verb), Relation::Root | Relation::Ccomp | Relation::Parataxis);
        if !is_finite {
            return None;
        }
        tree.children_by(verb, Relation::Compound).find(|&name| name < verb && tree.upos(name) == Upos::Propn)
    }

    /// Verbs whose subject, not object, does what their infinitive says: "promised Kyiv to send tanks".
    fn controls_as_subject(&self, verb: TokenId) -> bool {
        matches!(self.tree.lemma(verb), "promise" | "vow" | "threaten" | "use" | "deploy" | "send" | "take" | "make")
    }

    fn is_predicate(&self, token: TokenId) -> bool {
        matches!(self.tree.upos(token), Upos::Verb | Upos::Aux) || self.tree.child(token, Relation::Cop).is_some()
    }

    /// For "the town's mayor, who ...": the noun a relative clause hangs on is the antecedent.
    fn antecedent(&self, noun: TokenId) -> TokenId {
        noun
    }

    fn is_relative(&self, token: TokenId) -> bool {
        matches!(self.tree.form(token).to_lowercase().as_str(), "who" | "which" | "that" | "whom" | "whose")
    }

    /// A relative pronoun stands for its antecedent; any other word for itself.
    pub(super) fn referent(&self, token: TokenId) -> TokenId {
        if !self.is_relative(token) {
            return token;
        }
        let mut node = token;
        for _ in 0..MAX_STEPS {
            let Some(head) = self.tree.head(node) else { return token };
            if matches!(self.tree.relation(node), Relation::AclRelcl | Relation::AdvclRelcl) {
                return head;
            }
            node = head;
        }
        token
    }

    /// The word and those coordinated with it, relative pronouns resolved.
    pub(super) fn coordinated(&self, token: TokenId) -> Vec<TokenId> {
        self.tree.conjuncts(token).into_iter().filter(|&other| !self.is_predicate_conjunct(other, token)).collect()
    }

    /// Parser slips hang verbs on nouns as conjuncts; they are not participants.
    fn is_predicate_conjunct(&self, conjunct: TokenId, first: TokenId) -> bool {
        conjunct != first && self.tree.upos(conjunct) == Upos::Verb
    }

    /// The noun of a preposition that hangs on this word ("with" -> "Oman" in "talks with Oman").
    pub(super) fn oblique(&self, token: TokenId, preposition: &str) -> Option<TokenId> {
        self.obliques(token).find(|(case, _)| case == preposition).map(|(_, noun)| noun)
    }

    /// The prepositional complements of a word, each with its preposition in lower case ("because of" as one).
    pub(super) fn obliques(self, token: TokenId) -> impl Iterator<Item = (String, TokenId)> + 'a {
        let tree = self.tree;
        tree.children(token).iter().copied().flat_map(move |child| {
            let is_oblique = matches!(
                tree.relation(child),
                Relation::Obl
                    | Relation::Nmod
                    | Relation::OblAgent
                    | Relation::NmodDesc
                    | Relation::Advcl
                    | Relation::Acl
            );
            // "out of talks" has two prepositions; each may be what a pattern asks for.
            let mut cases: Vec<TokenId> = Vec::new();
            if is_oblique {
                cases.extend(tree.children_by(child, Relation::Case));
            }
            if is_oblique && cases.is_empty() && &*tree.word(child).xpos == "VBG" {
                // "barred them from entering": the preposition of a gerund is its mark.
                let marks = tree.children_by(child, Relation::Mark);
                cases.extend(marks.filter(|&mark| tree.form(mark).eq_ignore_ascii_case("from")));
            }
            let noun = self.referent(child);
            cases.into_iter().map(move |case| {
                let mut words = vec![tree.form(case).to_lowercase()];
                words.extend(tree.children_by(case, Relation::Fixed).map(|word| tree.form(word).to_lowercase()));
                (words.join(" "), noun)
            })
        })
    }

    /// "ordered the mission to leave": the infinitive is often read as hanging on the object.
    pub(super) fn infinitives_of_object(&self, verb: TokenId) -> Vec<TokenId> {
        let object = self.tree.child(verb, Relation::Obj).or_else(|| self.tree.child(verb, Relation::Iobj));
        let is_infinitive = |&clause: &TokenId| self.marks(clause).iter().any(|mark| mark == "to");
        object
            .map(|object| self.tree.children_by(object, Relation::Acl).filter(is_infinitive).collect())
            .unwrap_or_default()
    }

    /// Whether the clause of this verb or noun is negated in itself.
    pub(super) fn is_negated(&self, token: TokenId) -> bool {
        let tree = self.tree;
        let negates = |child: &TokenId| {
            let word = tree.form(*child).to_lowercase();
            match tree.relation(*child) {
                Relation::Advmod => matches!(
                    word.as_str(),
                    "not" | "n't" | "n’t" | "never" | "neither" | "nor" | "hardly" | "barely" | "t"
                ),
                Relation::Det => matches!(word.as_str(), "no" | "neither"),
                Relation::Mark | Relation::Case => matches!(word.as_str(), "without"),
                Relation::CcPreconj | Relation::Cc => word == "neither" || word == "nor",
                Relation::Nsubj | Relation::NsubjPass => {
                    matches!(word.as_str(), "none" | "nobody" | "nothing" | "no-one")
                        || tree
                            .child(*child, Relation::Det)
                            .is_some_and(|det| tree.form(det).eq_ignore_ascii_case("no"))
                }
                _ => false,
            }
        };
        tree.children(token).iter().any(negates)
    }

    /// The modal verb of a clause, in lower case: "will", "would", "may".
    pub(super) fn modal(&self, verb: TokenId) -> Option<String> {
        let tree = self.tree;
        let own = tree.children_by(verb, Relation::Aux).find(|&aux| &*tree.word(aux).xpos == "MD");
        let modal = own.map(|aux| match tree.form(aux).to_lowercase().as_str() {
            "'ll" | "’ll" | "wo" | "shall" => "will".to_string(),
            "'d" | "’d" => "would".to_string(),
            "ca" => "can".to_string(),
            other => other.to_string(),
        });
        let shares = tree.relation(verb) == Relation::Conj
            && tree.child(verb, Relation::Nsubj).is_none()
            && tree.child(verb, Relation::Aux).is_none()
            && &*tree.word(verb).xpos == "VB";
        match modal {
            None if shares => tree.head(verb).filter(|&head| head < verb).and_then(|head| self.modal(head)),
            modal => modal,
        }
    }

    /// The subordinating words of a clause: "if", "unless", "to", "after".
    pub(super) fn marks(&self, token: TokenId) -> Vec<String> {
        self.tree.children_by(token, Relation::Mark).map(|mark| self.tree.form(mark).to_lowercase()).collect()
    }
}

/// Nouns that say how and not by whom: "spoke by telephone", "arrived by sea", "passed by 61 votes".
fn is_means(lemma: &str) -> bool {
    const MEANS: [&str; 32] = [
        "link",
        "video",
        "videolink",
        "videoconference",
        "conference",
        "phone",
        "telephone",
        "satellite",
        "radio",
        "letter",
        "mail",
        "email",
        "e-mail",
        "text",
        "sea",
        "air",
        "land",
        "road",
        "rail",
        "boat",
        "plane",
        "train",
        "bus",
        "car",
        "helicopter",
        "vote",
        "margin",
        "percent",
        "decree",
        "law",
        "mistake",
        "day",
    ];
    MEANS.contains(&lemma)
}
