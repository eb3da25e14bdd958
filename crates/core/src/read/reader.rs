//! The trained network: sentences in, readings out.

use super::acts::{Act, Filler, LEAST_SCORE, Pairing, Question, logistic, softmax};
use super::decode::{apply_lemma_script, best_path, best_tree, names, spans};
use super::lemmas::Lemmas;
use super::pieces::{CaseClass, Vocabulary};
use super::window::{Limits, Window, window_of, windows};
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

/// Added to the score of a word being in no name: the network is too ready to see one. Chosen of 0 to 2 on the development parts of
/// UNER (EWT) and Wikigold together.
const FOR_NO_NAME: f64 = 1.2;

/// Windows in one run of the network, those of like length together.
pub const BATCH: usize = 4;

/// The trained reader with its labels. Cheap to clone: the weights are shared.
#[derive(Clone)]
pub struct Reader {
    model: Arc<Model>,
    labels: Arc<Labels>,
    vocabulary: Arc<Vocabulary>,
    lemmas: Arc<Lemmas>,
    threads: Arc<ThreadPool>,
    tells_acts: bool,
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
    #[serde(default)]
    case_classes: Vec<CaseClassName>,
    #[serde(default)]
    window: usize,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    role_out: Vec<Vec<f32>>,
    #[serde(default)]
    role_bias: Vec<f32>,
    #[serde(default)]
    pairs: Vec<String>,
    #[serde(default)]
    pair_out: Vec<Vec<f32>>,
    #[serde(default)]
    pair_bias: Vec<f32>,
}

#[derive(Debug, Deserialize)]
struct CaseClassName {
    name: String,
}

#[derive(Debug, Deserialize)]
struct LabelList {
    name: String,
    labels: Vec<String>,
}

/// The labels of one task: the first of its columns among the tags, and what each column means.
type Columns<Label> = (usize, Vec<Label>);

#[derive(Debug)]
struct Labels {
    version: String,
    upos: Columns<Upos>,
    xpos: Columns<Arc<str>>,
    feats: Columns<Arc<str>>,
    lemma: Columns<String>,
    names: Columns<String>,
    /// Sources, cues and contents of speech.
    speech: Option<[Columns<String>; 3]>,
    acts: Option<ActLabels>,
    relations: Vec<Relation>,
    relation: Pairing,
    /// Types of pairs of actors.
    pair: Pairing,
    /// Whether it knows words that are marked as those of a pair.
    marks_pairs: bool,
    limits: Limits,
}

/// Labels of the words that anchor events.
#[derive(Debug)]
struct ActLabels {
    kinds: Columns<Arc<str>>,
    modes: Columns<Arc<str>>,
    statuses: Columns<Arc<str>>,
    stances: Columns<Arc<str>>,
    roles: Pairing,
}

impl Labels {
    fn parse(json: &str) -> Result<Labels, LoadError> {
        let file: LabelFile = serde_json::from_str(json).map_err(|error| LoadError(format!("labels: {error}")))?;
        let look = |name: &str| {
            let mut start = 0;
            for list in &file.tags {
                if list.name == name {
                    return Some((start, list.labels.clone()));
                }
                start += list.labels.len();
            }
            None
        };
        let find = |name: &str| look(name).ok_or_else(|| LoadError(format!("labels: no list named {name}")));
        let interned = |(start, labels): (usize, Vec<String>)| -> Columns<Arc<str>> {
            (start, labels.iter().map(|label| Arc::from(label.as_str())).collect())
        };
        let pairing = |name: &str, labels: &[String], matrix: &[Vec<f32>], bias: &[f32]| {
            let wrong = || LoadError(format!("labels: {name}_out is not as wide as its {} labels", labels.len()));
            Pairing::new(labels, matrix, bias).ok_or_else(wrong)
        };
        let roles = pairing("role", &file.roles, &file.role_out, &file.role_bias)?;
        let acts = match (look("event"), look("mode"), look("status"), look("stance")) {
            (Some(kinds), Some(modes), Some(statuses), Some(stances)) => Some(ActLabels {
                kinds: interned(kinds),
                modes: interned(modes),
                statuses: interned(statuses),
                stances: interned(stances),
                roles,
            }),
            _ => None,
        };
        let speech = match (look("source"), look("cue"), look("content")) {
            (Some(sources), Some(cues), Some(contents)) => Some([sources, cues, contents]),
            _ => None,
        };
        let (upos_start, upos) = find("upos")?;
        Ok(Labels {
            upos: (upos_start, upos.iter().map(|label| Upos::parse(label)).collect()),
            xpos: interned(find("xpos")?),
            feats: interned(find("feats")?),
            lemma: find("lemma")?,
            names: find("ner")?,
            speech,
            acts,
            relations: file.deprels.iter().map(|label| Relation::parse(label)).collect(),
            relation: pairing("label", &file.deprels, &file.label_out, &file.label_bias)?,
            pair: pairing("pair", &file.pairs, &file.pair_out, &file.pair_bias)?,
            marks_pairs: file.case_classes.iter().any(|class| class.name == "source"),
            version: file.version,
            limits: Limits { window: file.window, pieces: file.max_pieces, words: file.max_words },
        })
    }

    /// The best relation for an arc, from the dependent's and the head's side of it.
    fn relation(&self, dependent: &[f32], head: &[f32], is_root: bool) -> Relation {
        let allowed = |(relation, _): &(&Relation, f32)| (**relation == Relation::Root) == is_root;
        let best = self.relations.iter().zip(self.relation.scores(dependent, head)).filter(allowed);
        let best = best.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or(Relation::Dep, |(relation, _)| *relation)
    }
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
            tells_acts: true,
        })
    }

    /// The same reader, run on another pool of threads.
    pub fn on(&self, threads: Arc<ThreadPool>) -> Reader {
        Reader { threads, ..self.clone() }
    }

    /// The same reader, silent about events: words, names and speech alone.
    pub fn without_acts(self) -> Reader {
        Reader { tells_acts: false, ..self }
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
            .map(|(_, segmentation)| Reading {
                words: vec![unread(); segmentation.tokens.len()],
                reads_acts: self.tells_acts && self.labels.acts.is_some(),
                ..Reading::default()
            })
            .collect();
        let mut windows = self.windows(documents);
        windows.sort_by_key(|window| (window.ids.len(), window.document, window.tokens.start));
        for batch in windows.chunks(BATCH) {
            for (window, scores) in batch.iter().zip(self.run(batch)) {
                let (text, segmentation) = documents[window.document];
                let reading = &mut readings[window.document];
                self.decode_words(window, &scores, text, segmentation, reading);
                self.decode_spans(window, &scores, reading);
                self.decode_acts(window, &scores, reading);
            }
        }
        for (reading, (text, segmentation)) in readings.iter_mut().zip(documents) {
            for index in unread_sentences(text, segmentation) {
                read_as_marks(text, segmentation, &segmentation.sentences[index], &mut reading.words);
            }
            reading.names.sort_by_key(|name| name.tokens.start);
            reading.acts.sort_by_key(|act| act.word);
            let speech = &mut reading.speech;
            for list in [&mut speech.sources, &mut speech.cues, &mut speech.contents] {
                list.sort_by_key(|tokens| tokens.start);
            }
            join_parts(reading, segmentation);
            mend_passives(&mut reading.words);
        }
        readings
    }

    /// For each question the probabilities of the PLOVER types of what the first actor does to the second, `none` among them;
    /// empty where the network knows nothing of pairs or their sentences are too long to be read together. Each is a reading of its
    /// own, with the words of both marked.
    pub fn pairs(&self, text: &str, segmentation: &Segmentation, questions: &[Question]) -> Vec<Vec<(Arc<str>, f32)>> {
        let answer = |question: &Question| -> Option<Vec<(Arc<str>, f32)>> {
            let [one, other] = [question.source_head, question.target_head]
                .map(|word| segmentation.tokens[word.index()].sentence as usize);
            let sentences = one.min(other)..one.max(other) + 1;
            let mut window = window_of(text, segmentation, sentences, &self.vocabulary, self.labels.limits)?;
            window.mark(&question.source, CaseClass::Source);
            window.mark(&question.target, CaseClass::Target);
            let scores = self.run(std::slice::from_ref(&window)).remove(0);
            let row = |index: usize, word: TokenId| scores.pairings[index].row(word.index() - window.tokens.start);
            let sums = self.labels.pair.scores(row(2, question.source_head), row(3, question.target_head));
            Some(self.labels.pair.labels.iter().cloned().zip(softmax(&sums)).collect())
        };
        if !self.labels.marks_pairs || self.labels.acts.is_none() {
            return vec![Vec::new(); questions.len()];
        }
        questions.iter().map(|question| answer(question).unwrap_or_default()).collect()
    }

    fn windows(&self, documents: &[(&str, &Segmentation)]) -> Vec<Window> {
        let cut = |(number, &(text, segmentation)): (usize, &(&str, &Segmentation))| {
            windows(number, text, segmentation, &self.vocabulary, self.labels.limits)
        };
        documents.iter().enumerate().flat_map(cut).collect()
    }

    fn run(&self, batch: &[Window]) -> Vec<Scores> {
        let n_pieces = batch.iter().map(|window| window.ids.len()).max().unwrap_or(0);
        let n_words = batch.iter().map(|window| window.first.len()).max().unwrap_or(0);
        let mut ids = NdTensor::<i32, 2>::zeros([batch.len(), n_pieces]);
        let mut cases = NdTensor::<i32, 2>::zeros([batch.len(), n_pieces]);
        let mut mask = NdTensor::<f32, 2>::zeros([batch.len(), n_pieces]);
        let mut first = NdTensor::<i32, 2>::zeros([batch.len(), n_words]);
        for (row, window) in batch.iter().enumerate() {
            for (column, (&id, &case)) in window.ids.iter().zip(&window.cases).enumerate() {
                ids[[row, column]] = id;
                cases[[row, column]] = case;
                mask[[row, column]] = 1.0;
            }
            for (column, &piece) in window.first.iter().enumerate() {
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
        let mut outputs = vec![node("tags"), node("arcs"), node("label_dep"), node("label_head")];
        if self.labels.acts.is_some() {
            outputs.extend(["role_anchor", "role_filler", "pair_source", "pair_target"].map(node));
        }
        let mut options = RunOptions::default();
        options.thread_pool = Some(self.threads.clone());
        let values =
            self.model.run(inputs, &outputs, Some(options)).expect("inputs have the shapes the graph declares");
        let tensors: Vec<NdTensor<f32, 3>> =
            values.into_iter().map(|value| value.try_into().expect("outputs are float, of rank 3")).collect();
        (0..batch.len()).map(|row| Scores::of(&tensors, row, batch[row].first.len())).collect()
    }

    /// Tags, lemmas and the tree of each sentence.
    fn decode_words(
        &self,
        window: &Window,
        scores: &Scores,
        text: &str,
        segmentation: &Segmentation,
        reading: &mut Reading,
    ) {
        let labels = &self.labels;
        for sentence in window.sentences() {
            let arcs: Vec<Vec<f32>> = sentence.clone().map(|word| scores.arcs_within(word, &sentence)).collect();
            let heads = best_tree(&arcs.iter().map(Vec::as_slice).collect::<Vec<_>>());
            for (word, head) in sentence.clone().zip(heads) {
                let token = window.tokens.start + word;
                let tags = scores.tags.row(word);
                let script = &labels.lemma.1[best(tags, labels.lemma.0, labels.lemma.1.len())];
                let xpos = &labels.xpos.1[best(tags, labels.xpos.0, labels.xpos.1.len())];
                let form = segmentation.tokens[token].span.of(text);
                let lemma = self.lemmas.lemma(form, xpos);
                // Row 0 of the heads is the root.
                let head = head.checked_sub(1).map(|word| sentence.start + word);
                let head_side = scores.label_head.row(head.map_or(0, |word| word + 1));
                reading.words[token] = Word {
                    upos: labels.upos.1[best(tags, labels.upos.0, labels.upos.1.len())],
                    xpos: xpos.clone(),
                    feats: labels.feats.1[best(tags, labels.feats.0, labels.feats.1.len())].clone(),
                    lemma: lemma.unwrap_or_else(|| apply_lemma_script(script, form)).into(),
                    head: head.map(|word| window.token(word)),
                    relation: labels.relation(scores.label_dep.row(word), head_side, head.is_none()),
                };
            }
        }
    }

    /// Names, and sources, cues and contents of speech.
    fn decode_spans(&self, window: &Window, scores: &Scores, reading: &mut Reading) {
        let path = |columns: &Columns<String>, words: Range<usize>, may_go_on: bool, for_none: f64| {
            let (start, labels) = columns;
            let rows: Vec<&[f32]> = words.map(|word| &scores.tags.row(word)[*start..*start + labels.len()]).collect();
            best_path(&rows, labels, may_go_on, for_none)
        };
        for sentence in window.sentences() {
            let first = window.tokens.start + sentence.start;
            let path = path(&self.labels.names, sentence, false, FOR_NO_NAME);
            let tags: Vec<&str> = path.into_iter().map(|label| self.labels.names.1[label].as_str()).collect();
            reading.names.extend(names(&tags, first));
        }
        let Some(speech) = &self.labels.speech else { return };
        let lists = [&mut reading.speech.sources, &mut reading.speech.cues, &mut reading.speech.contents];
        for (columns, list) in speech.iter().zip(lists) {
            let path = path(columns, 0..window.first.len(), true, 0.0);
            let tags: Vec<&str> = path.into_iter().map(|label| columns.1[label].as_str()).collect();
            for (tokens, goes_on) in spans(&tags, window.tokens.start) {
                match list.iter_mut().find(|before| goes_on && before.end == tokens.start) {
                    Some(before) => before.end = tokens.end,
                    None => list.push(tokens),
                }
            }
        }
    }

    /// Anchors of events with what is known of them.
    fn decode_acts(&self, window: &Window, scores: &Scores, reading: &mut Reading) {
        let Some(labels) = self.labels.acts.as_ref().filter(|_| self.tells_acts) else { return };
        let probable = |(labels, scores): (&[Arc<str>], &[f32])| -> Vec<(Arc<str>, f32)> {
            let pairs = labels.iter().cloned().zip(scores.iter().map(|score| logistic(*score)));
            pairs.filter(|(_, score)| *score >= LEAST_SCORE).collect()
        };
        for word in 0..window.first.len() {
            let tags = scores.tags.row(word);
            let of = |columns: &Columns<Arc<str>>| tags[columns.0..columns.0 + columns.1.len()].to_vec();
            let kinds = probable((&labels.kinds.1, &of(&labels.kinds)));
            if kinds.is_empty() {
                continue;
            }
            let exclusive = |columns: &Columns<Arc<str>>| -> Vec<(Arc<str>, f32)> {
                columns.1.iter().cloned().zip(softmax(&of(columns))).collect()
            };
            let (statuses, stances) = (exclusive(&labels.statuses), exclusive(&labels.stances));
            let modes = probable((&labels.modes.1, &of(&labels.modes)));
            let fillers = self.fillers(window, scores, word, &labels.roles);
            for (kind, score) in kinds {
                let own = |(mode, score): &(Arc<str>, f32)| {
                    let (kind_of_mode, name) = mode.split_once(':')?;
                    (*kind_of_mode == *kind).then(|| (Arc::from(name), *score))
                };
                let mut modes: Vec<(Arc<str>, f32)> = modes.iter().filter_map(own).collect();
                modes.sort_by(|a, b| b.1.total_cmp(&a.1));
                reading.acts.push(Act {
                    word: window.token(word),
                    kind,
                    score,
                    modes,
                    statuses: statuses.clone(),
                    stances: stances.clone(),
                    fillers: fillers.clone(),
                });
            }
        }
    }

    fn fillers(&self, window: &Window, scores: &Scores, anchor: usize, roles: &Pairing) -> Vec<Filler> {
        let mut fillers = Vec::new();
        for word in 0..window.first.len() {
            let found = roles.scores(scores.pairings[0].row(anchor), scores.pairings[1].row(word));
            for (role, score) in roles.labels.iter().zip(found) {
                let score = logistic(score);
                if score >= LEAST_SCORE {
                    fillers.push(Filler { role: role.clone(), word: window.token(word), score });
                }
            }
        }
        fillers
    }
}

/// The label with the highest score among `n` that start at `start`; the first of equals.
fn best(scores: &[f32], start: usize, n: usize) -> usize {
    let scores = &scores[start..start + n];
    (1..n).fold(0, |best, label| if scores[label] > scores[best] { label } else { best })
}

/// Where a long sentence was read in parts, the roots of the later parts hang on the first root.
fn join_parts(reading: &mut Reading, segmentation: &Segmentation) {
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

/// "Two men were killed": what stands before a passive verb that has no subject is its subject, not its object.
fn mend_passives(words: &mut [Word]) {
    let mut is_passive = vec![false; words.len()];
    let mut has_subject = vec![false; words.len()];
    for word in words.iter() {
        let Some(head) = word.head else { continue };
        is_passive[head.index()] |= word.relation == Relation::AuxPass;
        has_subject[head.index()] |= matches!(word.relation, Relation::Nsubj | Relation::NsubjPass);
    }
    for (index, word) in words.iter_mut().enumerate() {
        let Some(head) = word.head.filter(|head| head.index() > index) else { continue };
        if word.relation == Relation::Obj && is_passive[head.index()] && !has_subject[head.index()] {
            word.relation = Relation::NsubjPass;
            has_subject[head.index()] = true;
        }
    }
}

fn unread() -> Word {
    let none: Arc<str> = Arc::from("_");
    Word { upos: Upos::X, xpos: none.clone(), feats: none, lemma: "".into(), head: None, relation: Relation::Root }
}

/// The scores of one window.
struct Scores {
    tags: Rows,
    arcs: Rows,
    label_dep: Rows,
    label_head: Rows,
    /// `role_anchor`, `role_filler`, `pair_source`, `pair_target`, where the network has them.
    pairings: Vec<Rows>,
}

impl Scores {
    fn of(tensors: &[NdTensor<f32, 3>], row: usize, n_words: usize) -> Scores {
        let rows = |index: usize, n: usize| Rows::of(tensors[index].slice([row]), n);
        Scores {
            tags: rows(0, n_words),
            arcs: rows(1, n_words),
            label_dep: rows(2, n_words),
            label_head: rows(3, n_words + 1),
            pairings: (4..tensors.len()).map(|index| rows(index, n_words)).collect(),
        }
    }

    /// Scores of the heads of a word: the root, then the words of its own sentence.
    fn arcs_within(&self, word: usize, sentence: &Range<usize>) -> Vec<f32> {
        let row = self.arcs.row(word);
        [&row[..1], &row[sentence.start + 1..=sentence.end]].concat()
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
        let mut windows = reader.windows(&together);
        windows.sort_by_key(|window| window.ids.len());
        for batch in [1, 2, 7, 8, 20] {
            for part in windows.chunks(batch) {
                for (window, scores) in part.iter().zip(reader.run(part)) {
                    let alone = reader.run(std::slice::from_ref(window)).remove(0);
                    let n_words = window.first.len();
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
