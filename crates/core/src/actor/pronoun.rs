//! Whom does a pronoun mean? The nearest preceding subject that agrees, with a few corrections.
//!
//! Weights are chosen by feel after the salience lists of Lappin and Leass (1994): subjects before objects before the rest, near
//! before far, the own side of a quotation mark before the other.

use super::ActorKind;
use super::naming::Gender;
use super::noun_phrase::{first_conjunct, role};
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;

/// Something named before a pronoun that the pronoun may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// Its head word.
    pub token: TokenId,
    /// The draft actor, or none for a thing that is no actor but takes "it" or "they".
    pub actor: Option<usize>,
    /// The innermost quotation it stands in.
    pub quotation: Option<u32>,
}

/// What agreement asks of an actor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Features {
    pub kind: ActorKind,
    pub gender: Gender,
    pub is_plural: bool,
    /// How often it was mentioned.
    pub n_mentions: usize,
}

/// The sorts of pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
    /// who, which, that, whose, whom.
    Relative,
    /// I, we and their forms: whoever speaks.
    First,
}

/// The sort of a pronoun in lower case, where it can refer to an actor.
pub(super) fn sort(form: &str) -> Option<Pronoun> {
    Some(match form {
        "he" | "him" | "his" | "himself" => Pronoun::He,
        "she" | "her" | "hers" | "herself" => Pronoun::She,
        "it" | "its" | "itself" => Pronoun::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::They,
        "who" | "whom" | "whose" | "which" | "that" => Pronoun::Relative,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::First,
        _ => return None,
    })
}

/// Whether a pronoun can refer to an actor at all.
pub(super) fn is_known(form: &str) -> bool {
    sort(form).is_some()
}

/// Looks at most so many members back.
const WINDOW: usize = 60;

/// The draft actor that the pronoun at `token` means. `members` is everything named before it, `features` tells what each
/// actor agrees with.
pub(super) fn antecedent(
    tree: &Tree,
    token: TokenId,
    pronoun: Pronoun,
    quotation: Option<u32>,
    members: &[Member],
    features: impl Fn(usize) -> Features,
) -> Option<usize> {
    let reach = if matches!(pronoun, Pronoun::He | Pronoun::She) { 3 } else { 2 };
    let sentence = tree.sentence(token);
    let mut best: Option<(f32, Member)> = None;
    for member in members.iter().rev().take(WINDOW) {
        let distance = sentence - tree.sentence(member.token).min(sentence);
        if distance > reach {
            break;
        }
        let agreement = match member.actor {
            Some(actor) => agreement(pronoun, features(actor)),
            None => thing_agreement(tree, pronoun, member.token),
        };
        let Some(agreement) = agreement.filter(|_| !is_bound(tree, token, member.token)) else { continue };
        let score = agreement + salience(tree, token, *member, distance, quotation);
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, *member));
        }
    }
    let (_, member) = best?;
    // Several named together are no single actor; better nobody than the wrong one.
    let is_one_of_several = pronoun == Pronoun::They && is_coordinated(tree, member.token);
    if is_one_of_several { None } else { member.actor }
}

fn agreement(pronoun: Pronoun, actor: Features) -> Option<f32> {
    let often = 0.25 * actor.n_mentions.min(4) as f32;
    let is_alone = !actor.is_plural;
    let fits = match pronoun {
        Pronoun::He => actor.kind == ActorKind::Person && is_alone && actor.gender != Gender::Female,
        Pronoun::She => actor.kind == ActorKind::Person && is_alone && actor.gender != Gender::Male,
        Pronoun::It => matches!(actor.kind, ActorKind::State | ActorKind::Organisation | ActorKind::Group) && is_alone,
        Pronoun::They => is_many(actor) || actor.kind != ActorKind::Person && actor.n_mentions > 1,
        Pronoun::Relative | Pronoun::First => false,
    };
    let is_sure = match pronoun {
        Pronoun::He | Pronoun::She => actor.gender != Gender::Unknown,
        Pronoun::They => is_many(actor),
        _ => true,
    };
    let penalty = match pronoun {
        _ if is_sure => 0.0,
        Pronoun::They => 1.5,
        _ => 0.7,
    };
    fits.then_some(often - penalty)
}

fn is_many(actor: Features) -> bool {
    actor.is_plural || matches!(actor.kind, ActorKind::Group | ActorKind::People)
}

fn thing_agreement(tree: &Tree, pronoun: Pronoun, token: TokenId) -> Option<f32> {
    let is_plural = super::noun_phrase::is_plural(tree, token);
    let fits = match pronoun {
        Pronoun::It => !is_plural,
        Pronoun::They => is_plural,
        _ => false,
    };
    fits.then_some(0.0)
}

fn salience(tree: &Tree, pronoun: TokenId, member: Member, distance: usize, quotation: Option<u32>) -> f32 {
    let grammar = rank(tree, member.token);
    let is_parallel = is_subject(role(tree, pronoun).0) && is_subject(role(tree, member.token).0);
    let parallel = if is_parallel { 1.0 } else { 0.0 };
    // Outside a quotation the quoted people are far; inside one the people around it are, the speaker most of all.
    let across = if member.quotation == quotation { 0.0 } else { -2.0 };
    let gap = (pronoun.index() - member.token.index().min(pronoun.index())).min(60) as f32;
    let is_possessive = role(tree, pronoun).0 == Relation::NmodPoss;
    let weight = if is_possessive { 0.03 } else { 0.02 };
    let near = if is_around(tree, pronoun, member.token) { 3.5 } else { 0.0 };
    near + grammar + parallel + across - 1.6 * distance as f32 - weight * gap
}

/// Whether a pronoun stands inside what the member owns or in a clause told about it: "Orlova's quarrel with her brother",
/// "Orlov, who lost his seat".
fn is_around(tree: &Tree, pronoun: TokenId, member: TokenId) -> bool {
    let mut current = pronoun;
    // What the verb of the clause does, it does to somebody else: "Orlov, who met him".
    let mut is_deep = tree.relation(pronoun) == Relation::NmodPoss;
    for _ in 0..8 {
        let Some(head) = tree.head(current) else { return false };
        match tree.relation(current) {
            Relation::AclRelcl | Relation::Acl => return is_deep && head == member,
            Relation::Nmod if tree.child(head, Relation::NmodPoss) == Some(member) => return true,
            Relation::Ccomp | Relation::Xcomp | Relation::Advcl => is_deep = true,
            _ => {}
        }
        current = head;
    }
    false
}

fn rank(tree: &Tree, token: TokenId) -> f32 {
    use Relation as R;
    let (relation, head) = role(tree, token);
    match relation {
        R::Nsubj | R::NsubjPass | R::NsubjOuter => {
            let clause = head.map(|head| tree.relation(head));
            if clause == Some(R::AclRelcl) || clause == Some(R::Acl) { 1.6 } else { 3.0 }
        }
        R::Appos => head.filter(|&head| head != token).map_or(0.5, |head| rank_once(tree, head)),
        R::Obj | R::Iobj | R::OblAgent => 1.2,
        R::NmodPoss => 0.8,
        R::Obl => 0.6,
        R::Root | R::Vocative | R::Parataxis => 1.5,
        R::Compound | R::Amod => -1.0,
        _ => 0.2,
    }
}

fn rank_once(tree: &Tree, token: TokenId) -> f32 {
    match role(tree, token).0 {
        Relation::Appos => 0.5,
        relation if is_subject(relation) => 2.6,
        _ => 0.8,
    }
}

fn is_subject(relation: Relation) -> bool {
    matches!(relation, Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter)
}

/// Whether grammar forbids the two to be one: arguments of one verb, or a phrase and a pronoun inside it.
fn is_bound(tree: &Tree, pronoun: TokenId, member: TokenId) -> bool {
    let form = tree.form(pronoun).to_lowercase();
    if form.ends_with("self") || form.ends_with("selves") {
        return false;
    }
    let (relation, head) = role(tree, pronoun);
    let is_argument = |relation| {
        is_subject(relation) || matches!(relation, Relation::Obj | Relation::Iobj | Relation::Obl | Relation::OblAgent)
    };
    let (other_relation, other_head) = role(tree, member);
    let share_a_verb = head.is_some() && head == other_head && is_argument(relation) && is_argument(other_relation);
    // "Orlov's aide said he": the possessor may be meant. "his aide": the aide may not.
    let is_inside = relation == Relation::NmodPoss && head == Some(first_conjunct(tree, member));
    // "Orlov, who met him": the subject of the relative clause is Orlov, and so the object is not.
    let is_told_of = head.is_some_and(|verb| {
        tree.relation(verb) == Relation::AclRelcl
            && tree.head(verb) == Some(member)
            && is_argument(relation)
            && !is_subject(relation)
            && tree.child(verb, Relation::Nsubj).is_some_and(|subject| RELATIVES.contains(&tree.form(subject)))
    });
    share_a_verb || is_inside || is_told_of
}

const RELATIVES: [&str; 3] = ["who", "which", "that"];

fn is_coordinated(tree: &Tree, token: TokenId) -> bool {
    let first = first_conjunct(tree, token);
    first != token || tree.child(token, Relation::Conj).is_some_and(|other| tree.upos(other) != Upos::Verb)
}

/// The noun that a relative pronoun stands for: the head of the nearest relative clause around it.
pub(super) fn relative_antecedent(tree: &Tree, token: TokenId) -> Option<TokenId> {
    let mut current = token;
    for _ in 0..12 {
        let head = tree.head(current)?;
        if matches!(tree.relation(current), Relation::AclRelcl) {
            return (head < token).then_some(head);
        }
        current = head;
    }
    None
}

/// The subject after a pronoun that a fronted clause or phrase foreshadows: "Orlova" for "she" in "When she arrived, Orlova
/// said", for "her" in "In her speech, Orlova said".
pub(super) fn foreshadowed(tree: &Tree, token: TokenId) -> Option<TokenId> {
    let mut current = token;
    for _ in 0..12 {
        let head = tree.head(current)?;
        if matches!(tree.relation(current), Relation::Advcl | Relation::Obl) && current < head {
            return tree
                .children(head)
                .iter()
                .copied()
                .find(|&child| child > token && is_subject(tree.relation(child)));
        }
        current = head;
    }
    None
}
