//! Do the documents still tell the truth, and does the tree keep its rules?

use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Crates from the bottom up: each may depend on those before it and on none behind it.
const ORDER: [&str; 4] = ["rapporteur-core", "rapporteur-ingest", "rapporteur", "xtask"];
const FOLDERS: [&str; 4] = ["crates/core", "crates/ingest", "crates/app", "xtask"];

/// Longer source files need a seam.
const MOST_LINES: usize = 800;

/// Paths of a machine that a committed file must not name. Written in parts so that this file does not name them.
const FORBIDDEN: [[&str; 2]; 4] = [["/wo", "rk/"], ["/ro", "ot/"], ["/fa", "rm/"], ["../sha", "red"]];

/// Runs every check and reports all that fail.
///
/// # Errors
/// When a check fails or a file cannot be read.
pub fn run(top: &Path) -> Result<()> {
    let mut faults = Vec::new();
    let architecture = fs::read_to_string(top.join("ARCHITECTURE.md")).context("cannot read ARCHITECTURE.md")?;
    arrows(top, &mut faults)?;
    dependencies(top, &architecture, &mut faults)?;
    paths(top, &architecture, &mut faults);
    files(top, &mut faults)?;
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{} faults:\n{}", faults.len(), faults.join("\n"))
}

/// The names that a manifest lists under `[dependencies]`.
fn dependencies_of(top: &Path, folder: &str) -> Result<Vec<String>> {
    let path = top.join(folder).join("Cargo.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let section = text.split("\n[").find(|section| section.starts_with("dependencies]")).unwrap_or("");
    let name = |line: &str| line.split(['=', '.', ' ']).next().unwrap_or("").to_string();
    Ok(section.lines().skip(1).filter(|line| line.contains('=')).map(name).collect())
}

/// Nothing depends upward, and ingest and a later store do not know each other.
fn arrows(top: &Path, faults: &mut Vec<String>) -> Result<()> {
    for (rank, folder) in FOLDERS.iter().enumerate() {
        for name in dependencies_of(top, folder)? {
            if ORDER.iter().position(|other| *other == name).is_some_and(|other| other >= rank) {
                faults.push(format!("{folder}/Cargo.toml: depends upward on {name}"));
            }
        }
    }
    Ok(())
}

/// Every crate and every dependency has its reason in ARCHITECTURE.md.
fn dependencies(top: &Path, architecture: &str, faults: &mut Vec<String>) -> Result<()> {
    for folder in FOLDERS {
        if !architecture.contains(&format!("`{folder}`")) {
            faults.push(format!("ARCHITECTURE.md: does not name `{folder}`"));
        }
        for name in dependencies_of(top, folder)? {
            if !name.starts_with("rapporteur") && !architecture.contains(&format!("`{name}`")) {
                faults.push(format!("ARCHITECTURE.md: gives no reason for the dependency `{name}` of {folder}"));
            }
        }
    }
    Ok(())
}

/// Every path that ARCHITECTURE.md names in backticks exists.
fn paths(top: &Path, architecture: &str, faults: &mut Vec<String>) {
    let quoted = architecture.split('`').skip(1).step_by(2);
    let is_path = |text: &&str| text.contains('/') && !text.contains([' ', '*', '<', ':', '(']);
    let named: BTreeSet<&str> = quoted.filter(is_path).collect();
    for path in named {
        if !top.join(path).exists() {
            faults.push(format!("ARCHITECTURE.md: `{path}` does not exist"));
        }
    }
}

/// No tracked text names a path of one machine; no source file is too long.
fn files(top: &Path, faults: &mut Vec<String>) -> Result<()> {
    for path in all_files(top)? {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(top).unwrap_or(&path).display().to_string();
        for forbidden in FORBIDDEN.map(|parts| parts.concat()) {
            if text.contains(&forbidden) {
                faults.push(format!("{name}: names a path of one machine ({forbidden})"));
            }
        }
        let n_lines = text.lines().count();
        if name.ends_with(".rs") && n_lines > MOST_LINES {
            faults.push(format!("{name}: {n_lines} lines; look for the seam"));
        }
    }
    Ok(())
}

/// Files below `top` but for build output and hidden folders.
fn all_files(top: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![top.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_string();
            let is_skipped = matches!(name.as_str(), "target" | "build" | "node_modules") || name.starts_with('.');
            if is_skipped {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
