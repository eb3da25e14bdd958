//! Words that cut a part out of a place: "northern Mali", "downtown Lagos".

/// Whether a word in lower case says which part of the place after it is meant.
pub(crate) fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "upper"
            | "lower"
            | "coastal"
            | "downtown"
            | "greater"
            | "mainland"
            | "rural"
            | "inner"
            | "outer"
    )
}
