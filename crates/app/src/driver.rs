//! Codes documents on several threads and hands the results back in the order in which they came.

use anyhow::Result;
use rapporteur_core::document::Document;
use rapporteur_core::read::ThreadPool;
use rapporteur_core::resources::Resources;
use rapporteur_core::{Analysis, analyze_all};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};

/// Documents that one thread codes at a time, so that the network's batches are filled.
const PACK: usize = 16;
/// A pack is also full when it holds this much text, so that long documents do not pile up.
const PACK_BYTES: usize = 100_000;

/// Loads the resources for one thread of the network.
///
/// # Errors
/// When the embedded weights are broken.
pub fn load() -> Result<Resources> {
    Ok(Resources::load(Arc::new(ThreadPool::with_num_threads(1)))?)
}

/// The number of jobs asked for, else the number of cores.
pub fn jobs(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1)
}

/// Documents in the order read, each with its place in that order.
type Pack = (usize, Vec<Document>);

/// Codes every document that `open` yields on `jobs` threads and gives each to `sink` in the order of reading. `open` is
/// called on the thread that reads. Memory holds a few packs a job, whatever the length of the input.
///
/// # Errors
/// The first error of `sink` ends the run.
pub fn code<I: Iterator<Item = Document>>(
    open: impl FnOnce() -> I + Send,
    resources: &Resources,
    jobs: usize,
    mut sink: impl FnMut(Document, Analysis) -> Result<()>,
) -> Result<()> {
    let (to_workers, work) = sync_channel::<Pack>(jobs);
    let (to_sink, results) = sync_channel::<(usize, Vec<(Document, Analysis)>)>(jobs * 2);
    // When the sink fails, `results` goes, then each worker, and with the last of them `work`: nobody waits for anybody.
    let work = Arc::new(Mutex::new(work));
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for (number, pack) in packs(open()).enumerate() {
                if to_workers.send((number, pack)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..jobs {
            let to_sink = to_sink.clone();
            let resources = resources.on(Arc::new(ThreadPool::with_num_threads(1)));
            let work = Arc::clone(&work);
            scope.spawn(move || {
                while let Some((number, pack)) = next(&work) {
                    let analyses = analyze_all(&pack, &resources);
                    if to_sink.send((number, pack.into_iter().zip(analyses).collect())).is_err() {
                        return;
                    }
                }
            });
        }
        drop(to_sink);
        drop(work);
        in_order(results, |(document, analysis)| sink(document, analysis))
    })
}

fn next(work: &Mutex<Receiver<Pack>>) -> Option<Pack> {
    work.lock().expect("no thread panics while it holds the lock").recv().ok()
}

/// Puts packs back in order; waits for the one that is due.
fn in_order<T>(results: Receiver<(usize, Vec<T>)>, mut sink: impl FnMut(T) -> Result<()>) -> Result<()> {
    let mut waiting = BTreeMap::new();
    let mut due = 0;
    for (number, pack) in results {
        waiting.insert(number, pack);
        while let Some(pack) = waiting.remove(&due) {
            pack.into_iter().try_for_each(&mut sink)?;
            due += 1;
        }
    }
    Ok(())
}

/// Groups documents into packs; the first pack holds one document, so that the first result comes at once.
fn packs(documents: impl Iterator<Item = Document>) -> impl Iterator<Item = Vec<Document>> {
    let mut documents = documents;
    let mut is_first = true;
    std::iter::from_fn(move || {
        let most = if std::mem::take(&mut is_first) { 1 } else { PACK };
        let mut pack = Vec::new();
        let mut n_bytes = 0;
        while pack.len() < most && n_bytes < PACK_BYTES {
            let Some(document) = documents.next() else { break };
            n_bytes += document.text.len();
            pack.push(document);
        }
        (!pack.is_empty()).then_some(pack)
    })
}
