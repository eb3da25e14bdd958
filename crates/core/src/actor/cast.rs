//! Who takes part in a report: its actors, and which word refers to which of them.

use super::{Actor, ActorId, Mention};
use crate::segment::TokenId;
use std::collections::BTreeMap;

/// The actors of one report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cast {
    /// All actors, by their first mention.
    pub actors: Vec<Actor>,
    by_head: BTreeMap<TokenId, (ActorId, Mention)>,
}

impl Cast {
    /// Indexes the actors by the head words of their mentions; of two mentions with one head the first counts.
    pub fn new(actors: Vec<Actor>) -> Cast {
        let mut by_head = BTreeMap::new();
        for (index, actor) in actors.iter().enumerate() {
            for mention in &actor.mentions {
                by_head.entry(mention.head).or_insert((ActorId(index as u32), *mention));
            }
        }
        Cast { actors, by_head }
    }

    /// The same cast with its actors in the order of their first mentions, and where each actor went.
    pub fn in_order(self) -> (Cast, Vec<ActorId>) {
        let mut order: Vec<usize> = (0..self.actors.len()).collect();
        let first = |actor: &Actor| actor.mentions.iter().map(|mention| mention.span).min();
        order.sort_by_key(|&index| (first(&self.actors[index]), index));
        let mut moved = vec![ActorId(0); order.len()];
        for (place, &index) in order.iter().enumerate() {
            moved[index] = ActorId(place as u32);
        }
        let mut actors: Vec<Option<Actor>> = self.actors.into_iter().map(Some).collect();
        let actors = order.iter().filter_map(|&index| actors[index].take()).collect();
        (Cast::new(actors), moved)
    }

    /// The actor that a mention with this head word refers to.
    pub fn at(&self, head: TokenId) -> Option<(ActorId, Mention)> {
        self.by_head.get(&head).copied()
    }

    /// The actor with this id.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }
}
