//! Document in, analysis out. See ARCHITECTURE.md for the whole and for what this crate never does.

pub mod actor;
pub mod claim;
pub mod codebook;
pub mod context;
mod direction;
pub mod document;
pub mod event;
pub mod markup;
pub mod pair;
pub mod phrases;
pub mod place;
pub mod read;
pub mod record;
pub mod resources;
pub mod segment;
pub mod show;
pub mod span;
pub mod speech;
pub mod time;

use actor::Cast;
use claim::Claim;
use codebook::Codings;
use context::Context;
use document::Document;
use event::{Event, Layers, Told};
use place::Place;
use read::{Reading, Tree};
use resources::Resources;
use segment::Segmentation;
use speech::Quote;
use time::Time;

/// Everything that was read in one document, layer by layer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Sentences and tokens.
    pub segmentation: Segmentation,
    /// Tags, trees and names.
    pub reading: Reading,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Places.
    pub places: Vec<Place>,
    /// Actors with their chains of reference.
    pub cast: Cast,
    /// Quotations.
    pub quotes: Vec<Quote>,
    /// Events.
    pub events: Vec<Event>,
    /// What the document is about, in the ontology's order.
    pub contexts: Vec<Context>,
    /// What the user's codebook makes of the events; empty without one.
    pub codings: Codings,
    /// Claims.
    pub claims: Vec<Claim>,
    /// What happens between the actors that the document asks about; none where nothing does.
    pub pairs: Vec<Option<pair::Answer>>,
    /// What a reader should know about how the document was read.
    pub notes: Vec<String>,
}

/// Reads one document. Never fails, and takes time near-linear in the length of the text.
pub fn analyze(document: &Document, resources: &Resources) -> Analysis {
    let segmentation = segment::segment(&document.text, &document.blocks);
    let reading = resources.reader.read(&document.text, &segmentation);
    interpret(document, segmentation, reading, resources)
}

/// Reads several documents: the same as [`analyze`] on each, with the network's batches filled across them.
pub fn analyze_all(documents: &[Document], resources: &Resources) -> Vec<Analysis> {
    let segmentations: Vec<Segmentation> =
        documents.iter().map(|document| segment::segment(&document.text, &document.blocks)).collect();
    let texts: Vec<(&str, &Segmentation)> =
        documents.iter().map(|document| document.text.as_str()).zip(&segmentations).collect();
    let readings = resources.reader.read_all(&texts);
    let read = documents.iter().zip(segmentations).zip(readings);
    read.map(|((document, segmentation), reading)| interpret(document, segmentation, reading, resources)).collect()
}

/// From what was read to what it means.
fn interpret(document: &Document, segmentation: Segmentation, mut reading: Reading, resources: &Resources) -> Analysis {
    resources.actors.correct_names(&mut reading, &document.text, &segmentation);
    let tree = Tree::new(&document.text, &segmentation, &reading);
    let times = time::times(document, &tree);
    let places = place::places(document, &tree, &resources.gazetteer);
    let cast = actor::cast(document, &tree, &places, &resources.actors);
    let mut quotes = speech::quotes(document, &tree, &cast, &resources.cues);
    let (cast, moved) = actor::add_speakers(cast, &quotes, &tree).in_order();
    for speaker in quotes.iter_mut().filter_map(|quote| quote.speaker.as_mut()) {
        *speaker = moved[speaker.index()];
    }
    let codebook = resources.codebook.as_deref();
    let layers = Layers { document, tree: &tree, times: &times, places: &places, cast: &cast, quotes: &quotes };
    let anchors = codebook.map(|codebook| &codebook.anchors);
    let Told { mut events, own, cast, moved } = event::events(layers, &resources.events, anchors);
    for speaker in quotes.iter_mut().filter_map(|quote| quote.speaker.as_mut()) {
        *speaker = moved[speaker.index()];
    }
    let contexts = context::contexts(document, &tree, &cast, &events, &resources.contexts);
    context::refine_cameo(&mut events, &tree, &resources.contexts);
    let codings = codebook.map(|codebook| codebook.codings(document, &tree, (&cast, &contexts), (&events, own)));
    let codings = codings.unwrap_or_default();
    let claims = claim::claims(&events);
    let pairs = pair::answers(document, &tree, &events, &cast, resources);
    let notes = notes(document, &segmentation);
    Analysis { segmentation, reading, times, places, cast, quotes, events, contexts, codings, claims, pairs, notes }
}

/// What a reader should know about how far the document was read.
fn notes(document: &Document, segmentation: &Segmentation) -> Vec<String> {
    let unread = read::unread_sentences(&document.text, segmentation).len();
    let most = read::MOST_MARKS;
    let note =
        || format!("{unread} sentences of marks without a word, after the first {most} such marks, were not parsed");
    (unread > 0).then(note).into_iter().collect()
}
