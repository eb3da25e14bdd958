//! What analysis looks things up in: the reader's weights and the tables, all inside the program.

use crate::actor::ActorTables;
use crate::codebook::Codebook;
use crate::context::ContextTables;
use crate::event::EventTables;
use crate::event::lexicon::Anchor;
use crate::place::Gazetteer;
use crate::read::{Lemmas, LoadError, Reader, ThreadPool};
use crate::speech::Cues;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version of the tables, by the month they were last changed.
pub const DATA_VERSION: &str = "2026-11";

static WEIGHTS: &[u8] = include_bytes!("../../../model/reader.onnx");
static LABELS: &str = include_str!("../../../model/reader.json");
static VOCABULARY: &str = include_str!("../../../model/vocab.txt");
static LEMMAS: &str = include_str!("../../../model/lemmas.tsv");
static CONTEXTS: &str = include_str!("../../../data/lexicon/contexts.toml");
static CAMEO: &str = include_str!("../../../data/ontology/cameo.toml");

/// The lexicon's files, in the order in which earlier lines win over later ones.
static LEXICON: &[(&str, &str)] = &[
    ("classes.txt", include_str!("../../../data/lexicon/classes.txt")),
    ("operators.txt", include_str!("../../../data/lexicon/operators.txt")),
    ("implied.txt", include_str!("../../../data/lexicon/implied.txt")),
    ("agree.txt", include_str!("../../../data/lexicon/agree.txt")),
    ("consult.txt", include_str!("../../../data/lexicon/consult.txt")),
    ("support.txt", include_str!("../../../data/lexicon/support.txt")),
    ("concede.txt", include_str!("../../../data/lexicon/concede.txt")),
    ("cooperate.txt", include_str!("../../../data/lexicon/cooperate.txt")),
    ("aid.txt", include_str!("../../../data/lexicon/aid.txt")),
    ("retreat.txt", include_str!("../../../data/lexicon/retreat.txt")),
    ("request.txt", include_str!("../../../data/lexicon/request.txt")),
    ("accuse.txt", include_str!("../../../data/lexicon/accuse.txt")),
    ("reject.txt", include_str!("../../../data/lexicon/reject.txt")),
    ("threaten.txt", include_str!("../../../data/lexicon/threaten.txt")),
    ("protest.txt", include_str!("../../../data/lexicon/protest.txt")),
    ("sanction.txt", include_str!("../../../data/lexicon/sanction.txt")),
    ("mobilize.txt", include_str!("../../../data/lexicon/mobilize.txt")),
    ("coerce.txt", include_str!("../../../data/lexicon/coerce.txt")),
    ("assault.txt", include_str!("../../../data/lexicon/assault.txt")),
];

/// Everything `analyze` reads besides the document. Cheap to clone: all parts are shared.
#[derive(Clone)]
pub struct Resources {
    /// The trained network.
    pub reader: Reader,
    /// Countries, offices, organisations, generic agents.
    pub actors: Arc<ActorTables>,
    /// Places.
    pub gazetteer: Arc<Gazetteer>,
    /// Which words bring speech.
    pub cues: Arc<Cues>,
    /// Which words speak of which acts.
    pub events: Arc<EventTables>,
    /// Which words and acts speak of which context.
    pub contexts: Arc<ContextTables>,
    /// CAMEO codes with their Goldstein scores.
    pub cameo: Arc<Cameo>,
    /// The user's own event types, where there are any.
    pub codebook: Option<Arc<Codebook>>,
}

impl Resources {
    /// Loads what is embedded in the program. The network runs on `threads`.
    ///
    /// # Errors
    /// When the embedded weights do not fit this program, which only a broken build can cause.
    pub fn load(threads: Arc<ThreadPool>) -> Result<Resources, LoadError> {
        let (events, _) = EventTables::compile(LEXICON);
        let lemmas = Lemmas::new(LEMMAS, events.anchors(Anchor::Verb), events.anchors(Anchor::Noun));
        Ok(Resources {
            reader: Reader::load(WEIGHTS, LABELS, VOCABULARY, lemmas, threads)?,
            actors: Arc::new(ActorTables::load()),
            gazetteer: Arc::new(Gazetteer::load()),
            cues: Arc::new(Cues::load()),
            events: Arc::new(events),
            contexts: Arc::new(ContextTables::compile(CONTEXTS).0),
            cameo: Arc::new(Cameo::parse(CAMEO)),
            codebook: None,
        })
    }

    /// The same resources with the network silent about events, so that lexicon and rules decide alone: what their case files hold.
    pub fn rules_alone(self) -> Resources {
        Resources { reader: self.reader.without_acts(), ..self }
    }

    /// The same resources for another worker, whose network runs on `threads`.
    pub fn on(&self, threads: Arc<ThreadPool>) -> Resources {
        Resources { reader: self.reader.on(threads), ..self.clone() }
    }
}

/// The Goldstein score of each CAMEO code.
#[derive(Debug, Default)]
pub struct Cameo {
    goldstein: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct CameoFile {
    code: Vec<CameoCode>,
}

#[derive(Deserialize)]
struct CameoCode {
    code: String,
    goldstein: f64,
}

impl Cameo {
    fn parse(table: &str) -> Cameo {
        let file: CameoFile = toml::from_str(table).expect("the embedded table is held by a test");
        Cameo { goldstein: file.code.into_iter().map(|row| (row.code, row.goldstein)).collect() }
    }

    /// From -10 (conflict) to 10 (cooperation); none for a code that is not CAMEO's.
    pub fn goldstein(&self, code: &str) -> Option<f64> {
        self.goldstein.get(code).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_understood() {
        let (_, errors) = EventTables::compile(LEXICON);
        let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(messages, [""; 0]);
    }

    #[test]
    fn goldstein_scores() {
        let cameo = Cameo::parse(CAMEO);
        assert_eq!(cameo.goldstein("190"), Some(-10.0));
        assert_eq!(cameo.goldstein("042"), Some(1.9));
        assert_eq!(cameo.goldstein("999"), None);
    }
}
