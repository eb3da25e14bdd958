//! The dependency trees of a document, seen from the head down.

use super::{Reading, Relation, Upos, Word};
use crate::segment::{Segmentation, TokenId};
use crate::span::Span;

/// A view of text, tokens and reading together, with the children of every word.
///
/// Built once a document in linear time; later layers ask it questions about grammar.
#[derive(Debug, Clone)]
pub struct Tree<'a> {
    /// The document's text.
    pub text: &'a str,
    /// Its tokens and sentences.
    pub segmentation: &'a Segmentation,
    /// What the reader found.
    pub reading: &'a Reading,
    children: Vec<TokenId>,
    /// Children of token `i` are `children[first[i]..first[i + 1]]`, in text order.
    first: Vec<u32>,
}

impl<'a> Tree<'a> {
    /// Sorts the words under their heads.
    pub fn new(text: &'a str, segmentation: &'a Segmentation, reading: &'a Reading) -> Tree<'a> {
        let n_tokens = reading.words.len();
        let mut first = vec![0u32; n_tokens + 1];
        for head in reading.words.iter().filter_map(|word| word.head) {
            first[head.index() + 1] += 1;
        }
        for index in 0..n_tokens {
            first[index + 1] += first[index];
        }
        let mut next = first.clone();
        let mut children = vec![TokenId(0); first[n_tokens] as usize];
        for (index, word) in reading.words.iter().enumerate() {
            if let Some(head) = word.head {
                children[next[head.index()] as usize] = TokenId(index as u32);
                next[head.index()] += 1;
            }
        }
        Tree { text, segmentation, reading, children, first }
    }

    /// The grammar of a token.
    pub fn word(&self, token: TokenId) -> &'a Word {
        &self.reading.words[token.index()]
    }

    /// The token as written.
    pub fn form(&self, token: TokenId) -> &'a str {
        self.span(token).of(self.text)
    }

    /// The token's dictionary form.
    pub fn lemma(&self, token: TokenId) -> &'a str {
        &self.word(token).lemma
    }

    /// The token's part of speech.
    pub fn upos(&self, token: TokenId) -> Upos {
        self.word(token).upos
    }

    /// How the token depends on its head.
    pub fn relation(&self, token: TokenId) -> Relation {
        self.word(token).relation
    }

    /// The word the token depends on.
    pub fn head(&self, token: TokenId) -> Option<TokenId> {
        self.word(token).head
    }

    /// The word a phrase belongs to. "Said on Monday that soldiers had beaten": what stands before the opening of a clause
    /// belongs to the verb above, whatever the parser says.
    pub fn governor(&self, phrase: TokenId) -> Option<TokenId> {
        let clause = self.head(phrase)?;
        let above = self.head(clause).filter(|&above| above < phrase && self.relation(clause) == Relation::Ccomp);
        let opens =
            |&child: &TokenId| matches!(self.relation(child), Relation::Mark | Relation::Nsubj | Relation::NsubjPass);
        let opening = self.children(clause).iter().copied().find(opens);
        above.filter(|_| opening.is_some_and(|opening| phrase < opening)).or(Some(clause))
    }

    /// Where the token stands.
    pub fn span(&self, token: TokenId) -> Span {
        self.segmentation.tokens[token.index()].span
    }

    /// The direct dependents of a token, in text order.
    pub fn children(&self, token: TokenId) -> &[TokenId] {
        &self.children[self.first[token.index()] as usize..self.first[token.index() + 1] as usize]
    }

    /// The first dependent with this relation.
    pub fn child(&self, token: TokenId, relation: Relation) -> Option<TokenId> {
        self.children(token).iter().copied().find(|&child| self.relation(child) == relation)
    }

    /// All dependents with this relation, in text order.
    pub fn children_by(&self, token: TokenId, relation: Relation) -> impl Iterator<Item = TokenId> + '_ {
        self.children(token).iter().copied().filter(move |&child| self.relation(child) == relation)
    }

    /// The token and everything below it, in text order. Linear in the size of the subtree.
    pub fn subtree(&self, token: TokenId) -> Vec<TokenId> {
        self.subtree_without(token, &[])
    }

    /// The token and everything below it but for the branches that hang on one of `cut`.
    pub fn subtree_without(&self, token: TokenId, cut: &[Relation]) -> Vec<TokenId> {
        let mut found = vec![token];
        let mut next = 0;
        while next < found.len() {
            let current = found[next];
            found.extend(self.children(current).iter().filter(|&&child| !cut.contains(&self.relation(child))));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// From the first to the last word below the token, itself included.
    pub fn subtree_span(&self, token: TokenId) -> Span {
        let tokens = self.subtree(token);
        self.span(tokens[0]).cover(self.span(tokens[tokens.len() - 1]))
    }

    /// The preposition or other case marker of a noun, in lower case ("with" of "with Russia").
    pub fn case_of(&self, token: TokenId) -> Option<String> {
        self.child(token, Relation::Case).map(|case| self.form(case).to_lowercase())
    }

    /// The token and those coordinated with it: "France", "Italy" and "Spain" for the first of the three.
    pub fn conjuncts(&self, token: TokenId) -> Vec<TokenId> {
        let mut found = vec![token];
        found.extend(self.children_by(token, Relation::Conj));
        found
    }

    /// The index of the token's sentence.
    pub fn sentence(&self, token: TokenId) -> usize {
        self.segmentation.tokens[token.index()].sentence as usize
    }
}
