//! How the tests run the program: a folder of their own, the built binary, its output in pieces.

#![allow(dead_code, reason = "each test file uses its own part")]

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder that nothing else uses and that is removed at the end.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes an empty folder.
    pub fn new() -> Folder {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("rapporteur-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// Writes a file and returns its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path.to_string_lossy().to_string()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a run left behind.
pub struct Ran {
    /// The exit status; none where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Standard output as JSON lines.
    pub fn records(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect()
    }

    /// The only JSON line.
    pub fn record(&self) -> Value {
        let mut records = self.records();
        assert_eq!(records.len(), 1, "one record expected\n{}\n{}", self.out, self.err);
        records.remove(0)
    }

    /// Fails unless everything was read and nothing was complained of.
    pub fn read_all(self) -> Ran {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self
    }
}

/// Runs the program without any input.
pub fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, b"")
}

/// Runs the program with `input` as standard input.
pub fn run_with(arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
    finish(start(arguments), input.as_ref().to_vec())
}

/// The program with all three streams in our hands, a table 100 columns wide.
pub fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(arguments)
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn finish(mut child: Child, input: Vec<u8>) -> Ran {
    let mut stdin = child.stdin.take().unwrap();
    // On a thread of its own, for the program may fill its output before it has read everything.
    let writer = std::thread::spawn(move || {
        // A program that refuses its arguments does not read.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// One JSON line for each text, with ids `d1`, `d2`, ..., all declared to be English.
pub fn json_lines(texts: &[&str]) -> String {
    let line = |(text, number): (&&str, usize)| {
        serde_json::json!({"id": format!("d{number}"), "language": "en", "text": text}).to_string()
    };
    texts.iter().zip(1..).map(line).map(|line| line + "\n").collect()
}

/// The words of `text` between two code points.
pub fn slice(text: &str, span: &Value) -> String {
    let ends: Vec<usize> = span.as_array().unwrap().iter().map(|end| end.as_u64().unwrap() as usize).collect();
    assert!(ends[0] <= ends[1] && ends[1] <= text.chars().count(), "{span} does not fit the text");
    text.chars().skip(ends[0]).take(ends[1] - ends[0]).collect()
}
