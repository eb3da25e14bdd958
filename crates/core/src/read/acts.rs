//! What the network says of acts and speech: which words anchor events, who fills their roles, what is said by whom.

use crate::segment::TokenId;
use std::ops::Range;
use std::sync::Arc;

/// A word that the network takes for the anchor of an event of one type.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The anchor: the head of the words that name the act.
    pub word: TokenId,
    /// PLOVER type, such as `CONSULT`.
    pub kind: Arc<str>,
    /// Probability of the type, 0 to 1; at least [`LEAST_SCORE`].
    pub score: f32,
    /// Modes of the type with their probabilities, the likeliest first; at least [`LEAST_SCORE`].
    pub modes: Vec<(Arc<str>, f32)>,
    /// Statuses with their probabilities, in the order of the labels; they add up to 1.
    pub statuses: Vec<(Arc<str>, f32)>,
    /// Stances with their probabilities, in the order of the labels; they add up to 1.
    pub stances: Vec<(Arc<str>, f32)>,
    /// Heads of the phrases that fill its roles, in the order of the text.
    pub fillers: Vec<Filler>,
}

/// The head of a phrase that fills a role of an act.
#[derive(Debug, Clone, PartialEq)]
pub struct Filler {
    /// `actor`, `recipient`, `place`, `time`, `voice`, `dead`, `injured`, `arrested` or `crowd`.
    pub role: Arc<str>,
    /// The head of the phrase.
    pub word: TokenId,
    /// Probability, 0 to 1; at least [`LEAST_SCORE`].
    pub score: f32,
}

/// Whose words stand where: spans of tokens, in order, without overlap within one list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpokenWords {
    /// Who speaks.
    pub sources: Vec<Range<usize>>,
    /// Words that say that something is said.
    pub cues: Vec<Range<usize>>,
    /// What is said.
    pub contents: Vec<Range<usize>>,
}

/// A pair of actors of which the network is asked what the first does to the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The words of the first, at least one.
    pub source: Vec<TokenId>,
    /// The words of the second, at least one.
    pub target: Vec<TokenId>,
    /// The word of the first on which its others hang.
    pub source_head: TokenId,
    /// The word of the second on which its others hang.
    pub target_head: TokenId,
}

/// Less probable answers are not kept: they change nothing and explain nothing.
pub const LEAST_SCORE: f32 = 0.1;

impl Act {
    /// The likeliest of a list; the first of equals.
    fn likeliest(list: &[(Arc<str>, f32)]) -> Option<&(Arc<str>, f32)> {
        list.iter().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// The likeliest status, such as `occurred`.
    pub fn status(&self) -> &str {
        Act::likeliest(&self.statuses).map_or("occurred", |(status, _)| status)
    }

    /// The likeliest stance, such as `alleged`.
    pub fn stance(&self) -> &str {
        Act::likeliest(&self.stances).map_or("asserted", |(stance, _)| stance)
    }

    /// The words that fill a role with at least this probability, in the order of the text.
    pub fn filling<'a>(&'a self, role: &'a str, least: f32) -> impl Iterator<Item = &'a Filler> {
        self.fillers.iter().filter(move |filler| &*filler.role == role && filler.score >= least)
    }
}

/// `1 / (1 + e^-x)`
pub(super) fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// Probabilities of labels that exclude each other.
pub(super) fn softmax(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let total: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / total).collect()
}

/// Scores of something said about two words: `relu(one + other) · weights + bias`, as the heads of the network are made.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// Names of the labels.
    pub labels: Vec<Arc<str>>,
    /// Row by label, so that scoring one label reads one row.
    weights: Vec<Vec<f32>>,
    bias: Vec<f32>,
}

impl Pairing {
    /// From a matrix with a row for each hidden number; none where the sizes do not fit each other.
    pub fn new(labels: &[String], matrix: &[Vec<f32>], bias: &[f32]) -> Option<Pairing> {
        let fits = matrix.iter().all(|row| row.len() == labels.len()) && bias.len() == labels.len();
        fits.then(|| Pairing {
            labels: labels.iter().map(|label| Arc::from(label.as_str())).collect(),
            weights: (0..labels.len()).map(|label| matrix.iter().map(|row| row[label]).collect()).collect(),
            bias: bias.to_vec(),
        })
    }

    /// The score of every label.
    pub fn scores(&self, one: &[f32], other: &[f32]) -> Vec<f32> {
        let hidden: Vec<f32> = one.iter().zip(other).map(|(a, b)| (a + b).max(0.0)).collect();
        let score =
            |(weights, bias): (&Vec<f32>, &f32)| bias + hidden.iter().zip(weights).map(|(a, b)| a * b).sum::<f32>();
        self.weights.iter().zip(&self.bias).map(score).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_add_up() {
        assert!((softmax(&[1.0, 2.0, -3.0]).iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((logistic(0.0) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_pairing_adds_bends_and_weighs() {
        let labels = ["one".to_string(), "two".to_string()];
        let pairing = Pairing::new(&labels, &[vec![1.0, 2.0], vec![3.0, -1.0]], &[0.5, 0.0]).expect("sizes fit");
        // relu(1 + 1, 2 - 4) = (2, 0)
        assert_eq!(pairing.scores(&[1.0, 2.0], &[1.0, -4.0]), [2.5, 4.0]);
        assert!(Pairing::new(&labels, &[vec![1.0]], &[0.5, 0.0]).is_none());
    }
}
