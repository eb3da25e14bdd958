//! Text case files: what every layer's cases are written in.
//!
//! A file holds cases one after the other:
//!
//! ```text
//! ## a denied attack is not an attack
//! The text that the case is about.
//! ---
//! What is expected of it.
//! ```
//!
//! A title says what is true. Text and expectation lose blank lines at either end. Lines before the first title are a
//! remark and stay. With `UPDATE_CASES=1` in the environment the files are rewritten with what the program says;
//! read the difference before committing it.

#![allow(dead_code, reason = "each test binary uses what it needs")]
#![allow(clippy::disallowed_methods, reason = "the library may not read files; its tests do")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// One case of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    /// What is true, as the line after `## ` says.
    pub(crate) title: String,
    /// The text.
    pub(crate) body: String,
    /// The expected layer.
    pub(crate) expected: String,
}

/// Runs every case of `tests/cases/LAYER/*.txt`: `run` turns the body of a case into what is to be compared. Panics
/// with all differences, or rewrites the files where `UPDATE_CASES` asks for it.
pub(crate) fn check(layer: &str, run: impl Fn(&Case) -> String) {
    let rewrites = std::env::var_os("UPDATE_CASES").is_some();
    let mut report = String::new();
    let mut n_cases = 0;
    for path in files(layer) {
        let content = std::fs::read_to_string(&path).expect("a case file is readable");
        let (remark, mut cases) = parse(&content);
        n_cases += cases.len();
        for case in &mut cases {
            let actual = run(case).trim().to_string();
            if actual != case.expected && !rewrites {
                let name = path.file_name().expect("a file has a name").to_string_lossy();
                let difference = difference(&case.expected, &actual);
                writeln!(report, "\n{name}: {}\n{difference}", case.title).expect("writing to a string");
            }
            case.expected = actual;
        }
        let written = write(&remark, &cases);
        if rewrites && written != content {
            std::fs::write(&path, written).expect("a case file is writable");
        }
    }
    assert!(n_cases > 0, "no cases in tests/cases/{layer}");
    assert!(report.is_empty(), "{report}\nUPDATE_CASES=1 rewrites the expectations");
}

/// The remark before the first title, and the cases.
pub(crate) fn parse(content: &str) -> (String, Vec<Case>) {
    let mut remark = String::new();
    let mut cases: Vec<Case> = Vec::new();
    let mut is_expected = false;
    for line in content.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.trim().to_string(), body: String::new(), expected: String::new() });
            is_expected = false;
        } else if line == "---" && !is_expected && !cases.is_empty() {
            is_expected = true;
        } else {
            let part = match cases.last_mut() {
                None => &mut remark,
                Some(case) if is_expected => &mut case.expected,
                Some(case) => &mut case.body,
            };
            part.push_str(line);
            part.push('\n');
        }
    }
    for case in &mut cases {
        case.body = case.body.trim_matches('\n').to_string();
        case.expected = case.expected.trim().to_string();
    }
    (remark.trim().to_string(), cases)
}

fn write(remark: &str, cases: &[Case]) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !remark.is_empty() {
        parts.push(format!("{remark}\n"));
    }
    parts.extend(cases.iter().map(|case| format!("## {}\n{}\n---\n{}\n", case.title, case.body, case.expected)));
    parts.join("\n")
}

/// The case files of a layer, sorted.
fn files(layer: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(layer);
    let entries = std::fs::read_dir(&folder).expect("the layer has a folder of cases");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
}

/// The lines that differ, expected ones with `-` and actual ones with `+`.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let mut lines = Vec::new();
    lines.extend(expected.iter().filter(|line| !actual.contains(line)).map(|line| format!("- {line}")));
    lines.extend(actual.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}")));
    if lines.is_empty() {
        lines.push(format!("order or number of lines: expected {expected:?}, got {actual:?}"));
    }
    lines.join("\n")
}
