//! The trained network: sentences in, readings out.

use super::decode::{apply_lemma_script, best_path, best_tree, names};
use super::lemmas::Lemmas;
use super::pieces::{CaseClass, Vocabulary};
use super::wordless::{read_as_marks, unread_sentences};
use super::{Reading, Relation, Upos, Word};
use crate::segment::{Segmentation, TokenId};
use rten::{Model, ModelOptions, RunOptions, Value, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use serde::Deserialize;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use rten::ThreadPool;

/// Sentences in one run of the network. Length-sorted batches of 8 are near best (305 sentences a CPU-second against 230
/// one by one, 25 pieces each).
pub const BATCH: usize = 8;

/// The trained reader with its labels. Cheap to clone: the weights are shared.
#[derive(Clone)]
pub struct Reader {
    model: Arc<Model>,
    labels: Arc<Labels>,
    vocabulary: Arc<Vocabulary>,
    lemmas: Arc<Lemmas>,
    threads: Arc<ThreadPool>,
}

/// Why a reader could not be loaded.
#[derive(Debug)]
pub struct LoadError(String);

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "cannot load the reader: {}", self.0)
    }
}

impl std::error::Error for LoadError {}

/// `model/reader.json`: what the network's outputs mean.
#[derive(Debug, Deserialize)]
struct LabelFile {
    version: String,
    tags: Vec<LabelList>,
    deprels: Vec<String>,
    label_out: Vec<Vec<f32>>,
    label_bias: Vec<f32>,
    max_pieces: usize,
    max_words: usize,
}

#[derive(Debug, Deserialize)]
struct LabelList {
    name: String,
    labels: Vec<String>,
}

#[derive(Debug)]
struct Labels {
    version: String,
    upos: (usize, Vec<Upos>),
    xpos: (usize, Vec<Arc<str>>),
    feats: (usize, Vec<Arc<str>>),
    lemma: (usize, Vec<String>),
    names: (usize, Vec<String>),
    relations: Vec<Relation>,
    /// Row by relation, so that scoring one relation reads one row.
    relation_weights: Vec<Vec<f32>>,
    relation_bias: Vec<f32>,
    max_pieces: usize,
    max_words: usize,
}

impl Labels {
    fn parse(json: &str) -> Result<Labels, LoadError> {
        let file: LabelFile = serde_json::from_str(json).map_err(|error| LoadError(format!("labels: {error}")))?;
        let find = |name: &str| {
            let mut start = 0;
            for list in &file.tags {
                if list.name == name {
                    return Ok((start, &list.labels));
                }
                start += list.labels.len();
            }
            Err(LoadError(format!("labels: no list named {name}")))
        };
        let interned = |(start, labels): (usize, &Vec<String>)| {
            (start, labels.iter().map(|label| Arc::from(label.as_str())).collect())
        };
        let (upos_start, upos) = find("upos")?;
        let n_relations = file.deprels.len();
        let is_square =
            file.label_out.iter().all(|row| row.len() == n_relations) && file.label_bias.len() == n_relations;
        if !is_square {
            return Err(LoadError(format!("labels: label_out is not as wide as {n_relations} relations")));
        }
        Ok(Labels {
            upos: (upos_start, upos.iter().map(|label| Upos::parse(label)).collect()),
            xpos: interned(find("xpos")?),
            feats: interned(find("feats")?),
            lemma: find("lemma").map(|(start, labels)| (start, labels.clone()))?,
            names: find("ner").map(|(start, labels)| (start, labels.clone()))?,
            relations: file.deprels.iter().map(|label| Relation::parse(label)).collect(),
            relation_weights: (0..n_relations).map(|r| file.label_out.iter().map(|row| row[r]).collect()).collect(),
            relation_bias: file.label_bias,
            version: file.version,
            max_pieces: file.max_pieces,
            max_words: file.max_words,
        })
    }

    /// The best relation for an arc, from the dependent's and the head's side of it.
    fn relation(&self, dependent: &[f32], head: &[f32], is_root: bool) -> Relation {
        let hidden: Vec<f32> = dependent.iter().zip(head).map(|(a, b)| (a + b).max(0.0)).collect();
        let score = |relation: usize| -> f32 {
            let weights = &self.relation_weights[relation];
            self.relation_bias[relation] + hidden.iter().zip(weights).map(|(a, b)| a * b).sum::<f32>()
        };
        let allowed = |relation: &usize| (self.relations[*relation] == Relation::Root) == is_root;
        let best = (0..self.relations.len()).filter(allowed).map(|relation| (score(relation), relation));
        let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map_or(Relation::Dep, |(_, relation)| self.relations[relation])
    }
}

/// A stretch of one sentence that the network reads at once: nearly always the whole sentence.
struct Chunk {
    document: usize,
    tokens: Range<usize>,
    ids: Vec<i32>,
    cases: Vec<i32>,
    first: Vec<i32>,
}

impl Reader {
    /// Loads the network from `weights` (ONNX), the meaning of its outputs from `labels` (JSON) and the `vocabulary` of word
    /// pieces (one a line); `lemmas` overrule its guesses. The network runs on `threads`; give each worker a pool of one thread, see [`Reader::on`].
    ///
    /// # Errors
    /// When one of the three does not fit the others or this version of the program.
    pub fn load(
        weights: &'static [u8],
        labels: &str,
        vocabulary: &str,
        lemmas: Lemmas,
        threads: Arc<ThreadPool>,
    ) -> Result<Reader, LoadError> {
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load_static_slice(weights)
            .map_err(|error| LoadError(error.to_string()))?;
        let labels = Labels::parse(labels)?;
        let vocabulary = Vocabulary::parse(vocabulary)
            .ok_or_else(|| LoadError("the vocabulary lacks [UNK], [CLS] or [SEP]".into()))?;
        Ok(Reader {
            model: Arc::new(model),
            labels: Arc::new(labels),
            vocabulary: Arc::new(vocabulary),
            lemmas: Arc::new(lemmas),
            threads,
        })
    }

    /// The same reader, run on another pool of threads.
    pub fn on(&self, threads: Arc<ThreadPool>) -> Reader {
        Reader { threads, ..self.clone() }
    }

    /// The version of the weights, such as `en-1`.
    pub fn version(&self) -> &str {
        &self.labels.version
    }

    /// Reads one document.
    pub fn read(&self, text: &str, segmentation: &Segmentation) -> Reading {
        self.read_all(&[(text, segmentation)]).pop().unwrap_or_default()
    }

    /// Reads several documents together, which fills batches better. Each reading is the same as alone: the network's
    /// scales are fixed and padding adds exact zeros (held by a test on raw scores).
    pub fn read_all(&self, documents: &[(&str, &Segmentation)]) -> Vec<Reading> {
        let mut readings: Vec<Reading> = documents
            .iter()
            .map(|(_, segmentation)| Reading { words: vec![unread(); segmentation.tokens.len()], names: Vec::new() })
            .collect();
        let mut chunks = self.chunks(documents);
        chunks.sort_by_key(|chunk| (chunk.ids.len(), chunk.document, chunk.tokens.start));
        for batch in chunks.chunks(BATCH) {
            for (chunk, scores) in batch.iter().zip(self.run(batch)) {
                let (text, segmentation) = documents[chunk.document];
                self.decode(chunk, &scores, text, segmentation, &mut readings[chunk.document]);
            }
        }
        for (reading, (text, segmentation)) in readings.iter_mut().zip(documents) {
            for index in unread_sentences(text, segmentation) {
                read_as_marks(text, segmentation, &segmentation.sentences[index], &mut reading.words);
            }
            reading.names.sort_by_key(|name| name.tokens.start);
            join_chunks(reading, segmentation);
        }
        readings
    }

    fn chunks(&self, documents: &[(&str, &Segmentation)]) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        for (document, (text, segmentation)) in documents.iter().enumerate() {
            let mut unread = unread_sentences(text, segmentation).into_iter().peekable();
            for (index, sentence) in segmentation.sentences.iter().enumerate() {
                if unread.next_if_eq(&index).is_some() {
                    continue;
                }
                let mut chunk = self.empty_chunk(document, sentence.tokens.start);
                for token in sentence.tokens.clone() {
                    let form = segmentation.tokens[token].span.of(text);
                    let before = chunk.ids.len();
                    self.vocabulary.cut(form, &mut chunk.ids);
                    let is_full =
                        chunk.first.len() == self.labels.max_words || chunk.ids.len() >= self.labels.max_pieces;
                    if is_full && !chunk.first.is_empty() {
                        let pieces = chunk.ids.split_off(before);
                        let next = self.empty_chunk(document, token);
                        chunks.push(self.closed(std::mem::replace(&mut chunk, next)));
                        chunk.ids.extend(pieces);
                    }
                    // One word of more pieces than the network takes keeps its first ones.
                    chunk.ids.truncate(self.labels.max_pieces - 1);
                    chunk.first.push(chunk.cases.len() as i32);
                    chunk.cases.resize(chunk.ids.len(), CaseClass::of(form) as i32);
                    chunk.tokens.end = token + 1;
                }
                if !chunk.first.is_empty() {
                    chunks.push(self.closed(chunk));
                }
            }
        }
        chunks
    }

    fn empty_chunk(&self, document: usize, token: usize) -> Chunk {
        let (ids, cases) = (vec![self.vocabulary.start], vec![CaseClass::Special as i32]);
        Chunk { document, tokens: token..token, ids, cases, first: Vec::new() }
    }

    fn closed(&self, mut chunk: Chunk) -> Chunk {
        chunk.ids.push(self.vocabulary.end);
        chunk.cases.push(CaseClass::Special as i32);
        chunk
    }

    fn run(&self, batch: &[Chunk]) -> Vec<Scores> {
        let n_pieces = batch.iter().map(|chunk| chunk.ids.len()).max().unwrap_or(0);
        let n_words = batch.iter().map(|chunk| chunk.first.len()).max().unwrap_or(0);
        let mut ids = NdTensor::<i32, 2>::zeros([batch.len(), n_pieces]);
        let mut cases = NdTensor::<i32, 2>::zeros([batch.len(), n_pieces]);
        let mut mask = NdTensor::<f32, 2>::zeros([batch.len(), n_pieces]);
        let mut first = NdTensor::<i32, 2>::zeros([batch.len(), n_words]);
        for (row, chunk) in batch.iter().enumerate() {
            for (column, (&id, &case)) in chunk.ids.iter().zip(&chunk.cases).enumerate() {
                ids[[row, column]] = id;
                cases[[row, column]] = case;
                mask[[row, column]] = 1.0;
            }
            for (column, &piece) in chunk.first.iter().enumerate() {
                first[[row, column]] = piece;
            }
        }
        let node = |name: &str| self.model.node_id(name).expect("the exported graph has this name");
        let inputs: Vec<(_, ValueOrView)> = vec![
            (node("ids"), Value::from(ids).into()),
            (node("case"), Value::from(cases).into()),
            (node("mask"), Value::from(mask).into()),
            (node("first"), Value::from(first).into()),
        ];
        let outputs = [node("tags"), node("arcs"), node("label_dep"), node("label_head")];
        let mut options = RunOptions::default();
        options.thread_pool = Some(self.threads.clone());
        let values =
            self.model.run(inputs, &outputs, Some(options)).expect("inputs have the shapes the graph declares");
        let tensors: Vec<NdTensor<f32, 3>> =
            values.into_iter().map(|value| value.try_into().expect("outputs are float, of rank 3")).collect();
        (0..batch.len()).map(|row| Scores::of(&tensors, row, batch[row].first.len())).collect()
    }

    fn decode(&self, chunk: &Chunk, scores: &Scores, text: &str, segmentation: &Segmentation, reading: &mut Reading) {
        let labels = &self.labels;
        let n_words = chunk.first.len();
        let arcs: Vec<&[f32]> = (0..n_words).map(|word| &scores.arcs.row(word)[..=n_words]).collect();
        let heads = best_tree(&arcs);
        for (word, &head) in heads.iter().enumerate() {
            let token = chunk.tokens.start + word;
            let tags = scores.tags.row(word);
            let script = &labels.lemma.1[best(tags, labels.lemma.0, labels.lemma.1.len())];
            let xpos = &labels.xpos.1[best(tags, labels.xpos.0, labels.xpos.1.len())];
            let form = segmentation.tokens[token].span.of(text);
            let lemma = self.lemmas.lemma(form, xpos);
            reading.words[token] = Word {
                upos: labels.upos.1[best(tags, labels.upos.0, labels.upos.1.len())],
                xpos: xpos.clone(),
                feats: labels.feats.1[best(tags, labels.feats.0, labels.feats.1.len())].clone(),
                lemma: lemma.unwrap_or_else(|| apply_lemma_script(script, form)).into(),
                head: head.checked_sub(1).map(|word| TokenId((chunk.tokens.start + word) as u32)),
                relation: labels.relation(scores.label_dep.row(word), scores.label_head.row(head), head == 0),
            };
        }
        let (start, name_labels) = &labels.names;
        let rows: Vec<&[f32]> =
            (0..n_words).map(|word| &scores.tags.row(word)[*start..*start + name_labels.len()]).collect();
        let path = best_path(&rows, name_labels);
        let name_tags: Vec<&str> = path.into_iter().map(|label| name_labels[label].as_str()).collect();
        reading.names.extend(names(&name_tags, chunk.tokens.start));
    }
}

/// The label with the highest score among `n` that start at `start`; the first of equals.
fn best(scores: &[f32], start: usize, n: usize) -> usize {
    let scores = &scores[start..start + n];
    (1..n).fold(0, |best, label| if scores[label] > scores[best] { label } else { best })
}

/// Where a long sentence was read in parts, the roots of the later parts hang on the first root.
fn join_chunks(reading: &mut Reading, segmentation: &Segmentation) {
    for sentence in &segmentation.sentences {
        let mut root = None;
        for token in sentence.tokens.clone() {
            let word = &mut reading.words[token];
            if word.head.is_none() {
                match root {
                    None => root = Some(TokenId(token as u32)),
                    Some(_) => (word.head, word.relation) = (root, Relation::Parataxis),
                }
            }
        }
    }
}

fn unread() -> Word {
    let none: Arc<str> = Arc::from("_");
    Word { upos: Upos::X, xpos: none.clone(), feats: none, lemma: "".into(), head: None, relation: Relation::Root }
}

/// The scores of one chunk.
struct Scores {
    tags: Rows,
    arcs: Rows,
    label_dep: Rows,
    label_head: Rows,
}

impl Scores {
    fn of(tensors: &[NdTensor<f32, 3>], row: usize, n_words: usize) -> Scores {
        let rows = |index: usize, n: usize| Rows::of(tensors[index].slice([row]), n);
        Scores {
            tags: rows(0, n_words),
            arcs: rows(1, n_words),
            label_dep: rows(2, n_words),
            label_head: rows(3, n_words + 1),
        }
    }
}

/// A matrix, row by row.
struct Rows {
    data: Vec<f32>,
    width: usize,
}

impl Rows {
    fn of(view: NdTensorView<f32, 2>, n: usize) -> Rows {
        Rows { data: view.slice(..n).to_vec(), width: view.size(1) }
    }

    fn row(&self, index: usize) -> &[f32] {
        &self.data[index * self.width..(index + 1) * self.width]
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::is_tree;
    use super::*;
    use crate::document::Document;
    use crate::segment::{Sentence, Token, segment};
    use crate::span::Span;

    fn reader() -> Reader {
        static WEIGHTS: &[u8] = include_bytes!("../../../../model/reader.onnx");
        let labels = include_str!("../../../../model/reader.json");
        let vocabulary = include_str!("../../../../model/vocab.txt");
        let lemmas = Lemmas::new("", std::iter::empty(), std::iter::empty());
        Reader::load(WEIGHTS, labels, vocabulary, lemmas, Arc::new(ThreadPool::with_num_threads(1)))
            .expect("our own weights")
    }

    #[derive(Deserialize)]
    struct Fixture {
        sentences: Vec<FixtureSentence>,
    }

    #[derive(Deserialize)]
    struct FixtureSentence {
        words: Vec<String>,
        upos: Vec<String>,
        heads: Vec<usize>,
        deprels: Vec<String>,
    }

    /// The words given, joined by spaces, as one sentence.
    fn given(words: &[String]) -> (String, Segmentation) {
        let text = words.join(" ");
        let mut tokens = Vec::new();
        let mut start = 0;
        for word in words {
            let span = Span::new(start, start + word.len());
            tokens.push(Token { span, surface: span, sentence: 0 });
            start += word.len() + 1;
        }
        let kind = crate::document::BlockKind::Body;
        let sentence = Sentence { span: Span::new(0, text.len()), tokens: 0..tokens.len(), block: 0, kind };
        (text, Segmentation { sentences: vec![sentence], tokens })
    }

    #[test]
    fn readings_are_those_of_the_exporter() {
        let fixture: Fixture = serde_json::from_str(include_str!("../../../../model/fixture.json")).expect("a fixture");
        let reader = reader();
        for sentence in fixture.sentences {
            let (text, segmentation) = given(&sentence.words);
            let reading = reader.read(&text, &segmentation);
            let upos: Vec<&str> = reading.words.iter().map(|word| word.upos.as_str()).collect();
            assert_eq!(upos, sentence.upos, "{text}");
            // The exporter takes the best head of each word; only where that is a tree must ours be the same.
            if is_tree(&sentence.heads) {
                let head = |word: &Word| word.head.map_or(0, |head| head.index() + 1);
                let heads: Vec<usize> = reading.words.iter().map(head).collect();
                let relations: Vec<&str> = reading.words.iter().map(|word| word.relation.as_str()).collect();
                assert_eq!(heads, sentence.heads, "{text}");
                assert_eq!(relations, sentence.deprels, "{text}");
            }
        }
    }

    /// Raw scores, bit by bit: alone, in batches of 8, and beside other documents.
    #[test]
    fn company_does_not_change_a_reading() {
        let reader = reader();
        let texts = [
            "Rebels fled.",
            "The foreign ministers of Peru and Chile met in Arica on Tuesday to speak about fishing rights, customs and a bridge.",
            "Police in the capital, which has seen weeks of marches over bread prices, fired tear gas at students who had gathered outside the finance ministry; eleven were hurt, doctors at the city's main hospital said, and a bus burned.",
            "No.",
        ];
        let documents: Vec<Document> =
            (0..20).map(|index| Document::plain("d", texts[index * 7 % texts.len()])).collect();
        let segmentations: Vec<Segmentation> =
            documents.iter().map(|document| segment(&document.text, &document.blocks)).collect();
        let together: Vec<(&str, &Segmentation)> =
            documents.iter().map(|document| document.text.as_str()).zip(&segmentations).collect();
        let mut chunks = reader.chunks(&together);
        chunks.sort_by_key(|chunk| chunk.ids.len());
        for batch in [1, 2, 7, 8, 20] {
            for part in chunks.chunks(batch) {
                for (chunk, scores) in part.iter().zip(reader.run(part)) {
                    let alone = reader.run(std::slice::from_ref(chunk)).remove(0);
                    let n_words = chunk.first.len();
                    for word in 0..n_words {
                        let same =
                            |a: &[f32], b: &[f32]| a.iter().map(|x| x.to_bits()).eq(b.iter().map(|x| x.to_bits()));
                        assert!(same(alone.tags.row(word), scores.tags.row(word)));
                        assert!(same(&alone.arcs.row(word)[..=n_words], &scores.arcs.row(word)[..=n_words]));
                    }
                }
            }
        }
        let apart: Vec<Reading> = together.iter().map(|(text, segmentation)| reader.read(text, segmentation)).collect();
        assert!(reader.read_all(&together) == apart);
    }

    #[test]
    fn endless_words_and_sentences_are_read_in_parts() {
        let reader = reader();
        let text = format!("{} {}", "x".repeat(5000), "and so on ".repeat(300));
        let document = Document::plain("d", &text);
        let segmentation = segment(&document.text, &document.blocks);
        let reading = reader.read(&text, &segmentation);
        assert_eq!(reading.words.len(), segmentation.tokens.len());
        for sentence in &segmentation.sentences {
            assert_eq!(sentence.tokens.clone().filter(|&token| reading.words[token].head.is_none()).count(), 1);
        }
    }
}
