//! Random mutation without libFuzzer, for toolchains that cannot run it: `mutate SECONDS SEED ARTIFACTS TARGET FILE...`
//!
//! Takes the files as seeds, changes and joins them, and runs the target on each until the time is over. What makes the
//! target panic, or keeps it busy for too long, is left in the folder ARTIFACTS and ends the run with status 1.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// No input of this size takes longer in an honest program.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longer inputs are cut.
const LONGEST: usize = 20_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [seconds, seed, artifacts, target, files @ ..] = arguments.as_slice() else {
        eprintln!("usage: mutate SECONDS SEED ARTIFACTS TARGET FILE...");
        return ExitCode::from(2);
    };
    let (Ok(seconds), Ok(seed)) = (seconds.parse(), seed.parse()) else {
        eprintln!("SECONDS and SEED must be whole numbers");
        return ExitCode::from(2);
    };
    let Some(&(name, run)) = rapporteur_fuzz::TARGETS.iter().find(|(name, _)| name == target) else {
        eprintln!("no target {target}; there are {:?}", rapporteur_fuzz::TARGETS.map(|(name, _)| name));
        return ExitCode::from(2);
    };
    let seeds: Vec<Vec<u8>> = files.iter().filter_map(|file| std::fs::read(file).ok()).collect();
    if seeds.len() < files.len() || seeds.is_empty() {
        eprintln!("some seed files cannot be read, or none is given");
        return ExitCode::from(2);
    }
    match fuzz(run, &seeds, Duration::from_secs(seconds), seed, &Path::new(artifacts).join(name)) {
        Ok(n_runs) => {
            println!("{name}: {n_runs} inputs from {} seeds in {seconds} s, no failure (seed {seed})", seeds.len());
            ExitCode::SUCCESS
        }
        Err((what, input)) => {
            println!("{name}: {what}; the input is {}", input.display());
            ExitCode::FAILURE
        }
    }
}

/// Runs until the time is over or an input fails.
fn fuzz(run: fn(&[u8]), seeds: &[Vec<u8>], time: Duration, seed: u64, folder: &Path) -> Result<u64, (String, PathBuf)> {
    std::fs::create_dir_all(folder).expect("the folder of artifacts can be made");
    let input_file = folder.join("last-input");
    let (to_worker, inputs) = channel::<Vec<u8>>();
    let (done, results) = channel();
    // On a thread of its own, so that a run that does not end is seen.
    std::thread::spawn(move || {
        for input in inputs {
            let ended = std::panic::catch_unwind(|| run(&input)).is_ok();
            if done.send(ended).is_err() {
                return;
            }
        }
    });
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let begin = Instant::now();
    let mut n_runs = 0;
    // Every seed as it is, then changed ones.
    while n_runs < seeds.len() as u64 || begin.elapsed() < time {
        let unchanged = seeds.get(n_runs as usize).cloned();
        let input = unchanged.unwrap_or_else(|| mutated(seeds, &mut random));
        // Written before the run: an overflow of the stack takes the whole process.
        std::fs::write(&input_file, &input).expect("the input can be kept");
        to_worker.send(input.clone()).expect("the worker lives as long as its inputs");
        let failure = match results.recv_timeout(PATIENCE) {
            Ok(true) => None,
            Ok(false) => Some("it panics"),
            Err(RecvTimeoutError::Timeout) => Some("it does not end"),
            Err(RecvTimeoutError::Disconnected) => Some("its thread died"),
        };
        if let Some(what) = failure {
            let kept = folder.join(format!("input-{seed}-{n_runs}"));
            std::fs::rename(&input_file, &kept).expect("the input can be kept");
            return Err((what.to_string(), kept));
        }
        n_runs += 1;
    }
    let _ = std::fs::remove_file(&input_file);
    Ok(n_runs)
}

/// Pieces that the readers treat in ways of their own.
const PIECES: [&[u8]; 46] = [
    b"\"",
    b"'",
    b"\xe2\x80\x9c",
    b"\xe2\x80\x9d",
    b"\xe2\x80\x98",
    b"\xe2\x80\x99",
    b"\xe2\x80\x94",
    b"\xe2\x80\xa6",
    b"\xcc\x81",
    b"\xf0\x9f\x99\x82",
    b"\xd7\xa9",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8d",
    b"\xc2\xad",
    b"\xc2\xa0",
    b"\xff",
    b"\0",
    b"\x1b",
    b"\r\n",
    b"\n\n",
    b"\n",
    b"\t",
    b"...",
    b". ",
    b"-",
    b"n't",
    b"U.S.",
    b"Mr. ",
    b"2024-02-30",
    b"99999999999",
    b"last week",
    b"February 30",
    b" said ",
    b" denied ",
    b"<p>",
    b"</p>",
    b"<div>",
    b"<!--",
    b"-->",
    b"<script type=\"application/ld+json\">",
    b"&#x110000;",
    b"{\"text\":\"",
    b"\"}",
    b"\\ud800",
    b"[",
    b"{",
];

/// A seed with a few changes.
fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = random.one(seeds).clone();
    // Most runs on a part: short inputs run fast, and what breaks a reader is local.
    if random.below(4) > 0 && !input.is_empty() {
        let from = random.below(input.len());
        let length = 1 + random.below(2000);
        input = input[from..].iter().take(length).copied().collect();
    }
    for _ in 0..=random.below(8) {
        change(&mut input, seeds, random);
    }
    input.truncate(LONGEST);
    input
}

fn change(input: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let at = random.below(input.len() + 1);
    let end = (at + 1 + random.below(64)).min(input.len());
    match random.below(9) {
        0 if at < input.len() => input[at] ^= 1 << random.below(8),
        1 if at < input.len() => input[at] = random.below(256) as u8,
        2 => drop(input.drain(at..end)),
        3 => {
            let copy = input[at..end].to_vec();
            let to = random.below(input.len() + 1);
            input.splice(to..to, copy);
        }
        4 => {
            let piece = random.one(&PIECES).repeat(1 << random.below(8));
            input.splice(at..at, piece);
        }
        5 => {
            let other = random.one(seeds);
            let from = random.below(other.len() + 1);
            let part: Vec<u8> = other[from..].iter().take(1 + random.below(400)).copied().collect();
            input.splice(at..at, part);
        }
        6 => {
            let copy = input[at..end].repeat(1 + random.below(30));
            input.splice(at..at, copy);
        }
        7 => input.truncate(at),
        _ => {
            let piece = random.one(&PIECES).to_vec();
            input.splice(at..at, piece);
        }
    }
}

/// Xorshift: the same seed gives the same inputs on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}
