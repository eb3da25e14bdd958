//! Reads and codes documents on several threads and hands the results back in the order in which they came.

use crate::queue::Queue;
use anyhow::Result;
use rapporteur_core::document::Document;
use rapporteur_core::read::ThreadPool;
use rapporteur_core::resources::Resources;
use rapporteur_core::{Analysis, analyze_all};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

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

/// A document with what was found in it, or why there is none.
pub type Coded = Result<(Document, Analysis), String>;

/// What is coded, and how it becomes a document.
pub struct Source<Open, Weigh, Read> {
    /// Gives the inputs in order; called on the thread that reads.
    pub open: Open,
    /// How many bytes an input holds.
    pub weigh: Weigh,
    /// Makes a document of an input, or says why it cannot; called on the threads that code.
    pub read: Read,
}

/// Codes every input of `source` on `jobs` threads and gives each to `sink` in the order of reading. What is there is coded
/// without waiting for more. Memory holds a few packs a job, whatever the length of the input.
///
/// # Errors
/// The first error of `sink` ends the run.
pub fn code<Item: Send, Inputs: Iterator<Item = Item>>(
    source: Source<
        impl FnOnce() -> Inputs + Send,
        impl Fn(&Item) -> usize + Sync,
        impl Fn(Item) -> Result<Document, String> + Sync,
    >,
    resources: &Resources,
    jobs: usize,
    mut sink: impl FnMut(Coded) -> Result<()>,
) -> Result<()> {
    let Source { open, weigh, read } = source;
    let (weigh, read) = (&weigh, &read);
    let queue = Queue::new(jobs);
    let (to_sink, results) = sync_channel::<(usize, Vec<Coded>)>(jobs * 2);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Closed in any case, so that nobody waits for a reader that is gone.
            let _closer = queue.closer();
            for input in open() {
                let n_bytes = weigh(&input);
                if !queue.push(input, n_bytes) {
                    return;
                }
            }
        });
        for _ in 0..jobs {
            let to_sink = to_sink.clone();
            let resources = resources.on(Arc::new(ThreadPool::with_num_threads(1)));
            let queue = &queue;
            scope.spawn(move || {
                while let Some((first, pack)) = queue.take() {
                    if to_sink.send((first, code_pack(pack, read, &resources))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(to_sink);
        // When the sink fails, `results` goes and with it each worker; the queue must be told.
        let ended = in_order(results, &mut sink);
        queue.abandon();
        ended
    })
}

fn code_pack<Item>(
    pack: Vec<Item>,
    read: impl Fn(Item) -> Result<Document, String>,
    resources: &Resources,
) -> Vec<Coded> {
    let mut documents = Vec::new();
    let mut failures = Vec::new();
    for input in pack {
        match read(input) {
            Ok(document) => {
                documents.push(document);
                failures.push(None);
            }
            Err(message) => failures.push(Some(message)),
        }
    }
    let analyses = analyze_all(&documents, resources);
    let mut coded = documents.into_iter().zip(analyses);
    let result = |failure: Option<String>| match failure {
        Some(message) => Err(message),
        None => Ok(coded.next().expect("there is an analysis for each document that was read")),
    };
    failures.into_iter().map(result).collect()
}

/// Puts packs back in order; waits for the one that is due. A pack comes with the number of its first input.
fn in_order<T>(results: Receiver<(usize, Vec<T>)>, mut sink: impl FnMut(T) -> Result<()>) -> Result<()> {
    let mut waiting = BTreeMap::new();
    let mut due = 0;
    for (first, pack) in results {
        waiting.insert(first, pack);
        while let Some(pack) = waiting.remove(&due) {
            due += pack.len();
            pack.into_iter().try_for_each(&mut sink)?;
        }
    }
    Ok(())
}
