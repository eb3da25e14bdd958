//! What does each feature of a gap weigh for or against the end of a sentence?

use std::sync::LazyLock;

/// How much more a gap without final punctuation must score in edited prose.
pub(super) const EDITED_MARGIN: i32 = 60;

/// The weight of `feature`; most have none.
pub(super) fn weight(feature: &str) -> i32 {
    TABLE.binary_search_by(|(entry, _)| (*entry).cmp(feature)).map_or(0, |at| TABLE[at].1)
}

/// The learned table, which its script keeps sorted. A constant that has to be computed, not state.
static TABLE: LazyLock<Vec<(&str, i32)>> = LazyLock::new(|| {
    let lines = include_str!("weights.txt").lines().filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| line.rsplit_once('\t'));
    let mut table: Vec<(&str, i32)> = entries.filter_map(|(name, weight)| Some((name, weight.parse().ok()?))).collect();
    table.sort_unstable();
    table
});
