//! Which words name the one who speaks, and who is it?

use crate::actor::{ActorId, Cast};
use crate::read::{Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;

/// Where the words of one statement's source stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Source {
    /// The head word.
    pub head: TokenId,
    /// All its words.
    pub span: Span,
}

/// The source of a verb of speech or thought: its subject, an agent after "by", the subject of the verb it is coordinated
/// with or hangs on ("…, she said, adding"), the noun it describes ("a statement saying").
pub(super) fn of_verb(tree: &Tree, verb: TokenId) -> Option<Source> {
    let mut current = verb;
    for _ in 0..6 {
        if let Some(subject) = subject(tree, current) {
            return Some(of_noun(tree, subject, verb));
        }
        let head = tree.head(current)?;
        match tree.relation(current) {
            Relation::Conj | Relation::Xcomp | Relation::Advcl => current = head,
            Relation::Acl if current > head => return Some(of_noun(tree, head, verb)),
            _ => return None,
        }
    }
    None
}

/// The subject of a verb; in the passive the agent, when there is one.
fn subject(tree: &Tree, verb: TokenId) -> Option<TokenId> {
    let is_passive = tree.child(verb, Relation::AuxPass).is_some();
    if is_passive {
        let agent = tree.child(verb, Relation::OblAgent);
        return agent.filter(|&agent| tree.case_of(agent).as_deref() == Some("by"));
    }
    tree.children(verb).iter().copied().find(|&child| {
        matches!(tree.relation(child), Relation::Nsubj | Relation::NsubjOuter) && tree.upos(child) != Upos::Punct
    })
}

/// The whole noun phrase of a source, without the clause that holds the cue, the preposition before it and commas at its end.
pub(super) fn of_noun(tree: &Tree, head: TokenId, cue: TokenId) -> Source {
    let mut first = head;
    let mut last = head;
    let mut stack = vec![head];
    let mut n_words = 0;
    while let Some(token) = stack.pop() {
        n_words += 1;
        if n_words > 80 {
            break;
        }
        first = first.min(token);
        last = last.max(token);
        let children = tree.children(token).iter().copied();
        stack.extend(children.filter(|&child| child != cue && !(token == head && is_outside(tree, head, child, cue))));
    }
    while last > head && tree.upos(last) == Upos::Punct && !matches!(tree.form(last), ")" | "”" | "\"") {
        last = TokenId(last.0 - 1);
    }
    while first < head && (tree.upos(first) == Upos::Punct && !matches!(tree.form(first), "(" | "“" | "\"")) {
        first = TokenId(first.0 + 1);
    }
    // The cue never stands inside its source; where the parser mixed them, the side of the head counts.
    if first <= cue && cue <= last {
        if cue < head {
            first = TokenId(cue.0 + 1);
        } else {
            last = TokenId(cue.0 - 1).max(head);
        }
    }
    last = grown_to(tree, last, cue);
    let mut span = tree.span(first).cover(tree.span(last));
    let has_aside = span.of(tree.text).contains(',');
    // The comma that closes an apposition belongs to it.
    span.end += u32::from(has_aside && tree.text[span.range().end..].starts_with(','));
    Source { head, span }
}

/// Goes on over nouns up to the cue, where the parser tore a title from its name.
fn grown_to(tree: &Tree, last: TokenId, cue: TokenId) -> TokenId {
    let gap = (last.0 + 1)..cue.0.min(last.0 + 5);
    let reaches = cue.0 > last.0 && gap.end >= cue.0.min(last.0 + 5) && !gap.is_empty();
    let mut end = last;
    for token in gap.map(TokenId) {
        let is_name =
            matches!(tree.upos(token), Upos::Propn | Upos::Noun) && tree.sentence(token) == tree.sentence(last);
        if !is_name {
            break;
        }
        end = token;
    }
    if reaches { end } else { last }
}

fn is_outside(tree: &Tree, head: TokenId, child: TokenId, cue: TokenId) -> bool {
    match tree.relation(child) {
        Relation::Case => child < head && (child > cue || !tree.form(child).eq_ignore_ascii_case("of")),
        Relation::Cop | Relation::Nsubj | Relation::Mark | Relation::Parataxis | Relation::Cc | Relation::Advcl => true,
        Relation::Aux | Relation::Ccomp | Relation::Discourse => true,
        // A relative clause or an apposition far behind the verb belongs to something else.
        Relation::AclRelcl | Relation::Acl => head < cue && cue < child,
        _ => false,
    }
}

/// The actor that a source means: itself, or whoever owns the statement, poll or report that speaks.
pub(super) fn speaker(tree: &Tree, cast: &Cast, head: TokenId) -> Option<ActorId> {
    if let Some((actor, _)) = cast.at(head) {
        return Some(actor);
    }
    let owners = tree.children(head).iter().filter(|&&child| match tree.relation(child) {
        Relation::NmodPoss | Relation::Amod | Relation::Compound | Relation::Appos | Relation::Flat => true,
        Relation::Nmod => matches!(tree.case_of(child).as_deref(), Some("of" | "from" | "by" | "for" | "at")),
        _ => false,
    });
    let mut owners: Vec<TokenId> = owners.copied().collect();
    owners.sort_by_key(|&owner| tree.relation(owner) != Relation::NmodPoss);
    owners.into_iter().find_map(|owner| cast.at(owner).map(|(actor, _)| actor))
}
