//! Which words of a caption tell what the photograph shows, and which only who took it?

use crate::agency::known_agency;

/// The length of a caption without the credit at its end; the whole length if there is none.
///
/// "The ministers meet in Oslo. **Mona Ray/POOL/Example Agency**" -> up to "Oslo."
pub(crate) fn caption_length(text: &str, is_markdown: bool) -> usize {
    let before = |at: usize| text[..at].trim_end().len();
    if is_markdown
        && let Some(inner) = text.strip_suffix("**")
        && let Some(open) = inner.rfind("**").filter(|open| is_credit(&inner[open + 2..]))
    {
        return before(open);
    }
    for (open, close) in [("(", ")"), ("[", "]"), ("*", "*"), ("_", "_")] {
        if let Some(inner) = text.strip_suffix(close)
            && let Some(at) = inner.rfind(open).filter(|at| *at > 0 && is_credit(&inner[at + 1..]))
        {
            return before(at);
        }
    }
    for label in ["Photograph: ", "Photo: ", "Picture: ", "Image: ", "Credit: ", "Photo by ", "Photograph by ", "© "] {
        let Some(at) = text.rfind(label) else { continue };
        if at > 0 && text[at..].split_whitespace().count() < 9 {
            return before(at);
        }
    }
    // "... in Geneva. Jane Roe/Example Agency": a last sentence that is a name, a slash and a supplier.
    match text.rfind(". ").map(|at| at + 2).filter(|at| is_credit(&text[*at..])) {
        Some(at) => before(at),
        None => text.len(),
    }
}

/// "Mona Ray/POOL/Example Agency", "Photo by Mona Ray", "AFP", "Getty Images".
fn is_credit(text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '_', '.']);
    let n_words = text.split_whitespace().count();
    let lower = text.to_lowercase();
    let starts = [
        "photo by ",
        "photo: ",
        "photo courtesy",
        "image: ",
        "credit: ",
        "photograph: ",
        "picture: ",
        "courtesy of ",
        "photo/",
        "photo credit",
    ];
    let names_supplier = text.split(['/', '|', ',']).any(|part| {
        let part = part.trim();
        known_agency(part).is_some()
            || part.rsplit(" via ").next().is_some_and(|last| known_agency(last).is_some())
            || part.strip_suffix(" Photo").is_some_and(|agency| known_agency(agency).is_some())
            || matches!(
                part,
                "POOL"
                    | "Pool"
                    | "Getty Images"
                    | "Shutterstock"
                    | "EPA"
                    | "EPA-EFE"
                    | "Handout"
                    | "HANDOUT"
                    | "File"
                    | "Sputnik"
                    | "NurPhoto"
                    | "Alamy"
            )
    });
    let is_name_word = |word: &str| {
        let parts = word.split('/').filter(|part| !part.is_empty());
        let is_capital = |part: &str| part.chars().next().is_some_and(|first| first.is_uppercase() || first == '-');
        matches!(word, "de" | "van" | "von" | "al" | "via" | "for" | "of" | "/")
            || parts.clone().count() > 0 && parts.clone().all(is_capital)
    };
    let is_named = text.contains('/') && n_words <= 7 && text.split_whitespace().all(is_name_word);
    (1..=12).contains(&n_words)
        && (starts.iter().any(|start| lower.starts_with(start)) || (names_supplier && n_words <= 8) || is_named)
}

/// "(R-L)", "(left)", "(2nd R)": who stands where in a photograph.
pub(crate) fn names_positions(text: &str) -> bool {
    const POSITIONS: &[&str] = &[
        "(R-L)",
        "(L-R)",
        "(L to R)",
        "(R to L)",
        "(left)",
        "(right)",
        "(center)",
        "(centre)",
        "(L)",
        "(R)",
        "(C)",
        "(2nd L)",
        "(2nd R)",
        "(second left)",
        "(second right)",
        "(from left)",
        "(from right)",
        "(left to right)",
        "(from left to right)",
        ", left,",
        ", right,",
        "from left to right",
        "from left:",
        "from right:",
    ];
    text.split_whitespace().count() < 60 && POSITIONS.iter().any(|position| text.contains(position))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_split_off() {
        for (caption, credit) in [
            ("The ministers meet in Oslo.", " **Mona Ray/POOL/Example Agency**"),
            ("The ministers meet in Oslo.", " (AFP)"),
            ("The ministers meet in Oslo.", " Photograph: Mona Ray/Example Photos"),
            ("The ministers meet in Oslo.", " Mona Ray/Reuters"),
            ("The ministers (L-R) meet in Oslo", " [Photo by Mona Ray]"),
            ("The ministers meet in Oslo and/or Bergen.", ""),
            ("Read on. Try the and/or switch.", ""),
            ("The ministers meet (in Oslo)", ""),
        ] {
            let whole = format!("{caption}{credit}");
            assert_eq!(&whole[..caption_length(&whole, true)], caption);
        }
    }
}
