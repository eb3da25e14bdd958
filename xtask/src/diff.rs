//! What does a change do to real reports? Events gained, lost and altered on our own reports.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Whether to show the difference or to make the present events the expected ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Print events gained, lost and altered.
    Show,
    /// Rewrite the expected table.
    Accept,
}

/// Where the expected events stand: one a line, tab-separated, document and anchor first.
const EXPECTED: &str = "tests/articles/events.tsv";

/// Codes the reports in `examples` and `tests/articles` with `binary` and compares with the expected table.
///
/// # Errors
/// When the binary cannot be run or its output cannot be read.
pub fn run(top: &Path, binary: &Path, action: Action) -> Result<()> {
    let now = events(top, binary)?;
    let path = top.join(EXPECTED);
    if action == Action::Accept {
        let lines: String = now.iter().map(|(key, value)| format!("{key}\t{value}\n")).collect();
        return fs::write(&path, lines).with_context(|| format!("cannot write {}", path.display()));
    }
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let before: BTreeMap<String, String> = text
        .lines()
        .filter_map(|line| split_key(line))
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect();
    let mut n_changes = 0;
    for (key, value) in &before {
        match now.get(key) {
            None => report(&mut n_changes, "lost", key, value),
            Some(new) if new != value => report(&mut n_changes, "altered", key, &format!("{value}  ->  {new}")),
            Some(_) => {}
        }
    }
    for (key, value) in now.iter().filter(|(key, _)| !before.contains_key(*key)) {
        report(&mut n_changes, "gained", key, value);
    }
    show(&format!("{} events, {n_changes} changes", now.len()));
    Ok(())
}

fn report(n_changes: &mut usize, what: &str, key: &str, value: &str) {
    *n_changes += 1;
    show(&format!("{what:8} {}  {value}", key.replace('\t', " ")));
}

#[expect(clippy::print_stdout, reason = "a chore prints its findings")]
fn show(line: &str) {
    println!("{line}");
}

/// The first two fields are the key: document and anchor with its place.
fn split_key(line: &str) -> Option<(&str, &str)> {
    let second_tab = line.match_indices('\t').nth(1)?.0;
    Some((&line[..second_tab], &line[second_tab + 1..]))
}

fn events(top: &Path, binary: &Path) -> Result<BTreeMap<String, String>> {
    let binary = if binary.is_absolute() { binary.to_path_buf() } else { top.join(binary) };
    let mut command = Command::new(&binary);
    command.args(["code", "--format", "jsonl", "--quiet", "--date", "2024-06-12", "examples/reports"]);
    command.args(articles(top)?);
    let output = command.current_dir(top).output().with_context(|| format!("cannot run {}", binary.display()))?;
    if !output.status.success() {
        bail!("{} failed: {}", binary.display(), String::from_utf8_lossy(&output.stderr));
    }
    let mut events = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let record: Value = serde_json::from_str(line).context("the output is not JSON lines")?;
        add_events(&record, &mut events);
    }
    Ok(events)
}

/// The reports beside the expected table, which is no report.
fn articles(top: &Path) -> Result<Vec<String>> {
    let folder = Path::new(EXPECTED).parent().expect("the table lies in a folder");
    let mut paths = Vec::new();
    for entry in fs::read_dir(top.join(folder)).with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().to_string();
        let is_report = name.ends_with(".txt") || name.ends_with(".md");
        if is_report && name != "README.md" {
            paths.push(folder.join(name).to_string_lossy().to_string());
        }
    }
    paths.sort();
    Ok(paths)
}

fn add_events(record: &Value, events: &mut BTreeMap<String, String>) {
    let text = |value: &Value| value.as_str().unwrap_or("").to_string();
    let code = |id: &Value| {
        let actors = record["actors"].as_array().into_iter().flatten();
        actors
            .filter(|actor| actor["id"] == *id)
            .map(|actor| text(&actor["code"]))
            .next()
            .unwrap_or_else(|| "UNK".into())
    };
    let side = |side: &Value| {
        side.as_array().into_iter().flatten().map(|one| code(&one["actor"])).collect::<Vec<_>>().join("+")
    };
    for event in record["events"].as_array().into_iter().flatten() {
        let modes: Vec<String> = event["mode"].as_array().into_iter().flatten().map(text).collect();
        let place = record["places"].as_array().into_iter().flatten().find(|place| place["id"] == event["place"]);
        let key = format!(
            "{}\t{}@{}:{}:{}",
            text(&record["document"]["id"]),
            text(&event["anchor"]["text"]),
            event["anchor"]["span"][0],
            text(&event["type"]),
            text(&event["stance"]),
        );
        let value = [
            modes.join("&"),
            side(&event["actors"]),
            side(&event["recipients"]),
            text(&event["date"]["value"]),
            place.map(|place| text(&place["name"])).unwrap_or_default(),
            text(&event["status"]),
            text(&event["cameo"]),
        ];
        events.insert(key, value.join("\t"));
    }
}
