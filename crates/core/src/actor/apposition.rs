//! Which mention says outright that it is the same actor as another: by apposition, by predication, or as a title before a name?

use super::mention::{Collector, is_modifier};
use super::noun_phrase::{is_misplaced, is_plural};
use crate::read::{NameKind, Relation, Upos};
use crate::segment::TokenId;

impl Collector<'_> {
    /// The mention that apposition or predication says is the same actor.
    pub(super) fn same_as(&self, head: TokenId, is_name: bool) -> Option<TokenId> {
        let tree = self.tree;
        if is_name && let Some(title) = self.title_before(head) {
            return Some(title);
        }
        if tree.relation(head) == Relation::Appos {
            let other = tree.head(head)?;
            // "The two leaders, Orlov and Adeyemi" are not one.
            let is_alone = tree.children_by(head, Relation::Conj).next().is_none() && !self.are_two_people(head, other);
            // "two traders, three teachers": a list without its "and".
            let is_counted = |token| tree.child(token, Relation::Nummod).is_some();
            let is_alone = is_alone && !(is_counted(head) && is_counted(other));
            return (is_alone && is_plural(tree, head) == is_plural(tree, other)).then_some(other);
        }
        let is_denied = tree.children(head).iter().any(|&child| matches!(tree.form(child), "not" | "n't" | "never"));
        let is_predicate = tree.child(head, Relation::Cop).is_some() && !is_denied;
        if is_predicate { tree.child(head, Relation::Nsubj) } else { None }
    }

    /// Two people with names of their own are two, whatever the comma between them: "Orlov, Minister Adeyemi and ...",
    /// "Orlov, Ghana's minister Ama Boateng and ...".
    fn are_two_people(&self, head: TokenId, other: TokenId) -> bool {
        let (Some(one), Some(another)) = (self.own_name(head), self.own_name(other)) else { return false };
        one != another
    }

    /// The person's name that a noun is or carries, by its first token.
    fn own_name(&self, token: TokenId) -> Option<TokenId> {
        if self.name_at(token) == Some(NameKind::Person) {
            return self.name_tokens(token).first().copied();
        }
        let follows = TokenId(token.0 + 1);
        let is_next = follows.index() < self.tree.reading.words.len()
            && self.name_at(follows) == Some(NameKind::Person)
            && self.tree.sentence(follows) == self.tree.sentence(token);
        is_next.then_some(follows)
    }

    /// "Ghana's defence minister Ama Boateng", read as two phrases: the description that stands right before a person's name.
    fn title_before(&self, head: TokenId) -> Option<TokenId> {
        if self.name_at(head) != Some(NameKind::Person) {
            return None;
        }
        let tree = self.tree;
        let before = TokenId(self.name_tokens(head).first()?.0.checked_sub(1)?);
        let is_title = matches!(tree.upos(before), Upos::Noun | Upos::Propn)
            && self.name_at(before).is_none()
            && self.taken[before.index()]
            && tree.sentence(before) == tree.sentence(head)
            && (!is_modifier(tree.relation(before)) || is_misplaced(tree, before))
            && !is_plural(tree, before)
            && self.tables.is_agent_noun(tree.lemma(before));
        is_title.then_some(before)
    }
}
