//! Inputs on their way from the thread that reads to those that code.
//!
//! Whoever is free takes what is there, as a pack, so that the network's batches fill when inputs come faster than they are
//! coded, and a stream that brings one now and then has it coded at once.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard};

/// The most inputs of a pack. The network reads eight sentences of like length at once; the more it can choose from, the
/// less of a batch is padding (9 % with 16 short articles, 3 % with 64).
const PACK: usize = 64;
/// A pack is also full when it holds this much, so that long documents do not pile up.
const PACK_BYTES: usize = 200_000;

/// The inputs that nobody has taken yet.
pub struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    jobs: usize,
}

struct State<T> {
    waiting: VecDeque<(T, usize)>,
    n_bytes: usize,
    /// The number of the first that waits.
    first: usize,
    is_closed: bool,
    is_abandoned: bool,
}

/// Closes a queue when it goes, however its holder ends.
pub struct Closer<'q, T>(&'q Queue<T>);

impl<T> Drop for Closer<'_, T> {
    fn drop(&mut self) {
        self.0.change(|state| state.is_closed = true);
    }
}

impl<T> Queue<T> {
    /// An empty queue from which `jobs` threads take.
    pub fn new(jobs: usize) -> Queue<T> {
        let state = State { waiting: VecDeque::new(), n_bytes: 0, first: 0, is_closed: false, is_abandoned: false };
        Queue { state: Mutex::new(state), changed: Condvar::new(), jobs }
    }

    /// Closes the queue when it is dropped: no more will come.
    pub fn closer(&self) -> Closer<'_, T> {
        Closer(self)
    }

    /// Nobody takes any more, so nobody need push.
    pub fn abandon(&self) {
        self.change(|state| state.is_abandoned = true);
    }

    /// Adds an input of so many bytes, once there is room; false when nobody takes any more.
    pub fn push(&self, input: T, n_bytes: usize) -> bool {
        let is_full = |state: &mut State<T>| {
            let holds_enough = state.waiting.len() >= PACK * self.jobs || state.n_bytes >= PACK_BYTES * self.jobs;
            holds_enough && !state.waiting.is_empty() && !state.is_abandoned
        };
        let mut state = self.changed.wait_while(self.lock(), is_full).expect(NO_PANIC);
        state.n_bytes += n_bytes;
        state.waiting.push_back((input, n_bytes));
        self.changed.notify_all();
        !state.is_abandoned
    }

    /// The inputs that wait, as far as they fill a pack, with the number of the first; waits for one, and gives none when
    /// no more will come. Others who take get their share.
    pub fn take(&self) -> Option<(usize, Vec<T>)> {
        let is_idle = |state: &mut State<T>| state.waiting.is_empty() && !state.is_closed && !state.is_abandoned;
        let mut state = self.changed.wait_while(self.lock(), is_idle).expect(NO_PANIC);
        if state.is_abandoned {
            return None;
        }
        let most = state.waiting.len().div_ceil(self.jobs).min(PACK);
        let first = state.first;
        let (mut pack, mut pack_bytes) = (Vec::new(), 0);
        while pack.len() < most && pack_bytes < PACK_BYTES {
            let Some((input, n_bytes)) = state.waiting.pop_front() else { break };
            state.n_bytes -= n_bytes;
            pack_bytes += n_bytes;
            pack.push(input);
        }
        state.first += pack.len();
        self.changed.notify_all();
        (!pack.is_empty()).then_some((first, pack))
    }

    fn change(&self, change: impl FnOnce(&mut State<T>)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect(NO_PANIC)
    }
}

const NO_PANIC: &str = "no thread panics while it holds the lock";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_shared_out_in_order() {
        let queue = Queue::new(2);
        for number in 0..5 {
            assert!(queue.push(number, 10));
        }
        assert_eq!(queue.take(), Some((0, vec![0, 1, 2])));
        assert_eq!(queue.take(), Some((3, vec![3])));
        drop(queue.closer());
        assert_eq!(queue.take(), Some((4, vec![4])));
        assert_eq!(queue.take(), None);
    }

    #[test]
    fn a_long_input_fills_a_pack_alone() {
        let queue = Queue::new(1);
        assert!(queue.push("long", PACK_BYTES - 1));
        assert!(queue.push("longer", PACK_BYTES));
        assert_eq!(queue.take(), Some((0, vec!["long", "longer"])));
        assert!(queue.push("longest", PACK_BYTES * 9));
        assert_eq!(queue.take(), Some((2, vec!["longest"])));
    }

    #[test]
    fn nobody_waits_to_push_what_nobody_takes() {
        let queue = Queue::new(1);
        assert!(queue.push(1, PACK_BYTES));
        queue.abandon();
        assert!(!queue.push(2, 1));
        assert_eq!(queue.take(), None);
    }
}
