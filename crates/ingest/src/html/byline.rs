//! Who wrote the report, in plain names?

use super::page::{Page, Part, Tag};

/// Names from one source, cleaned and joined by ", "; `None` if no name is left.
///
/// "By Ana Ruiz and Jo Bell, Example Post" with the outlet "Example Post" -> "Ana Ruiz, Jo Bell".
pub(crate) fn clean_byline(given: &[String], site: Option<&str>) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for text in given.iter().filter(|text| text.len() < 400) {
        for name in names_in(text) {
            let is_known = names.iter().any(|known| known.to_lowercase() == name.to_lowercase());
            if is_name(&name, site) && !is_known {
                names.push(name);
            }
        }
    }
    names.truncate(12);
    (!names.is_empty()).then(|| names.join(", "))
}

fn names_in(text: &str) -> Vec<String> {
    let text = without_by(&one_line(text));
    if text.contains("://") || text.starts_with("www.") || text.starts_with("//") {
        return Vec::new();
    }
    // "Text: Ana Ruiz Photos: Jo Bell" names one writer.
    let text = ["Photos:", "Photo:", "Photographs", "Pictures", "Video:", "Illustration", "Images:"]
        .iter()
        .filter_map(|mark| text.find(mark).filter(|at| *at > 0))
        .min()
        .map_or(text.as_str(), |end| &text[..end]);
    let divided = text
        .replace(" and ", ",")
        .replace(" & ", ",")
        .replace([';', '|', '•', '·', '\u{2022}'], ",")
        .replace(" with ", ",");
    let mut names: Vec<String> = divided.split(',').map(|part| without_place(&without_by(part.trim()))).collect();
    // After an office come places and outlets: "Ana Ruiz, Great Lakes correspondent, Goma".
    if let Some(office) = names.iter().position(|name| is_office(name)) {
        let mut at = 0;
        names.retain(|name| {
            at += 1;
            at <= office || name.contains(' ')
        });
    }
    // A date after the name ends the list of names: "Ana Ruiz, 17.04.2012".
    if let Some(end) = names.iter().position(|name| name.chars().any(|character| character.is_ascii_digit())) {
        names.truncate(end);
    }
    names
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_by(text: &str) -> String {
    let lower = text.to_lowercase();
    for start in [
        "by: ",
        "by ",
        "written by ",
        "posted by ",
        "published by ",
        "author: ",
        "author ",
        "story by ",
        "report by ",
        "reported by ",
        "from ",
        "words by ",
        "par ",
        "text by ",
        "text: ",
        "words: ",
        "autor: ",
        "auteur: ",
        "von ",
        "submitted by ",
    ] {
        if lower.starts_with(start) && text.is_char_boundary(start.len()) {
            return without_by(text[start.len()..].trim_start());
        }
    }
    if lower == "by" {
        String::new()
    } else {
        text.trim().trim_end_matches(['.', ':', '-', '–', '—']).trim().to_string()
    }
}

/// "Ana Ruiz in Sydney" and "Ana Ruiz (Reuters)" -> "Ana Ruiz".
fn without_place(name: &str) -> String {
    let mut end = name.len();
    for mark in [" in ", " (", " at ", " for ", " – ", " — ", " - ", " @", " on ", " / "] {
        end = end.min(name.find(mark).filter(|at| *at > 0).unwrap_or(end));
    }
    name[..end].trim().to_string()
}

fn is_name(name: &str, site: Option<&str>) -> bool {
    const NOBODY: &[&str] = &[
        "admin",
        "administrator",
        "webmaster",
        "web master",
        "editor",
        "editors",
        "editorial",
        "staff",
        "staff writer",
        "staff reporter",
        "root",
        "user",
        "guest",
        "unknown",
        "anonymous",
        "none",
        "null",
        "undefined",
        "author",
        "newsroom",
        "news desk",
        "web desk",
        "online desk",
        "editorial staff",
        "news staff",
        "contributor",
        "contributors",
        "super user",
        "site admin",
        "web editor",
        "online editor",
        "updated",
        "published",
        "share",
        "comments",
        "view all posts",
        "n/a",
        "test",
    ];
    let lower = name.to_lowercase();
    let letters = name.chars().filter(|character| character.is_alphabetic()).count();
    let n_words = name.split_whitespace().count();
    let compact =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let is_site = site.is_some_and(|site| {
        let bare = |text: &str| compact(text).strip_prefix("the").map_or(compact(text), str::to_string);
        bare(site) == bare(name)
    });
    letters >= 3
        && n_words <= 7
        && name.len() <= 80
        && !NOBODY.contains(&lower.as_str())
        && !is_site
        && !is_office(name)
        && !name.contains(['@', '<', '>', '{', '}', '=', '/'])
        && !lower.contains(".com")
        && name
            .chars()
            .next()
            .is_some_and(|first| !first.is_lowercase() || first == 'd' || first == 'v' || first == 'e')
}

fn is_office(name: &str) -> bool {
    let lower = name.to_lowercase();
    [
        "correspondent",
        "editor",
        "reporter",
        "writer",
        "journalist",
        "columnist",
        "bureau chief",
        "producer",
        "photographer",
        "newsroom",
        "staff",
        " desk",
    ]
    .iter()
    .any(|role| lower.contains(role))
}

/// A line under the headline that holds a date and, in an element of its own, a name: "**Ana Ruiz** Quito 3 October 2020".
pub(crate) fn signature(page: &Page, site: Option<&str>) -> Option<String> {
    let headline = page.blocks.iter().position(|block| matches!(block.tag, Tag::Heading(1 | 2)))?;
    let after = &page.blocks[headline + 1..];
    after.iter().enumerate().take(5).find_map(|(at, block)| {
        let is_dated =
            |text: &str| text.len() < 160 && crate::date::find_date(text).is_some_and(|date| date.year.is_some());
        let next_is_dated = || after.get(at + 1).is_some_and(|next| next.text.len() < 60 && is_dated(&next.text));
        if !(is_dated(&block.text) || next_is_dated()) || block.text.split_whitespace().count() > 16 {
            return None;
        }
        block.runs.iter().find_map(|run| {
            let n_words = run.split_whitespace().count();
            let is_person = (2..=4).contains(&n_words)
                && run.split_whitespace().all(is_name_word)
                && crate::date::find_date(run).is_none();
            clean_byline(std::slice::from_ref(run), site).filter(|_| is_person)
        })
    })
}

/// A line near the headline that begins with "By": the last resort.
pub(crate) fn visible_byline(page: &Page, site: Option<&str>) -> Option<String> {
    page.blocks
        .iter()
        .filter(|block| {
            let part = block.region.map(|region| page.regions[region].part);
            matches!(part, None | Some(Part::About | Part::Header | Part::Standfirst | Part::Caption))
        })
        .filter(|block| block.text.split_whitespace().count() < 22)
        .flat_map(|block| block.text.split(['|', '•', '·']).map(str::trim).collect::<Vec<_>>())
        .find_map(|text| {
            let is_byline = ["By ", "BY ", "by ", "By: ", "Written by ", "Posted by ", "Story by ", "Submitted by "];
            // "March 5th, 2009 by Ana Ruiz": after a date, "by" need not come first.
            let after_date = || {
                let date = crate::date::find_date(text).filter(|date| date.range.start == 0)?;
                let by = text[date.range.end..].find("by ")?;
                Some(&text[date.range.end + by + "by ".len()..])
            };
            let rest = is_byline.iter().find_map(|start| text.strip_prefix(start)).or_else(after_date)?;
            let begins_a_name = rest.chars().next().is_some_and(char::is_uppercase);
            let name = clean_byline(&[before_date(rest)], site).filter(|_| begins_a_name)?;
            // "By Tuesday the town was empty" is no byline; every word of a name begins with a capital or is a particle.
            name.split([',', ' ']).filter(|word| !word.is_empty()).all(is_name_word).then(|| recased(&name))
        })
}

fn is_name_word(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        || matches!(
            word,
            "de" | "da"
                | "del"
                | "der"
                | "den"
                | "di"
                | "la"
                | "le"
                | "van"
                | "von"
                | "bin"
                | "al"
                | "el"
                | "ole"
                | "y"
                | "e"
        )
        || word.starts_with("d'")
        || word.starts_with("al-")
}

fn before_date(text: &str) -> String {
    let written = crate::date::find_date(text).map(|date| date.range.start).unwrap_or(text.len());
    let weekday =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Updated", "Published", " on "]
            .iter()
            .filter_map(|word| text.find(word))
            .min()
            .unwrap_or(text.len());
    text[..written.min(weekday)].trim_end_matches([' ', ',', '|', '-', '–', '—', '·', '•', '(']).to_string()
}

/// "ANA RUIZ" -> "Ana Ruiz"; initials and short agency names stay.
fn recased(name: &str) -> String {
    let is_shouted =
        name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase) && name.contains(' ');
    if !is_shouted {
        return name.to_string();
    }
    let mut result = String::with_capacity(name.len());
    let mut starts = true;
    for character in name.chars() {
        if starts {
            result.push(character)
        } else {
            result.extend(character.to_lowercase())
        }
        starts = !character.is_alphabetic();
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_is_left_of_a_byline() {
        for (given, expected) in [
            ("By Ana Ruiz", Some("Ana Ruiz")),
            ("by Ana Ruiz and Jo Bell, Example Post", Some("Ana Ruiz, Jo Bell")),
            ("Ana Ruiz, Political Correspondent", Some("Ana Ruiz")),
            ("Ana Ruiz in Lisbon", Some("Ana Ruiz")),
            ("admin", None),
            ("https://example.org/authors/ana", None),
            ("ana@example.org", None),
            ("Example Post", None),
            ("Ana Ruiz; Jo Bell", Some("Ana Ruiz, Jo Bell")),
            ("Example News Agency", Some("Example News Agency")),
        ] {
            assert_eq!(clean_byline(&[given.to_string()], Some("The Example Post")).as_deref(), expected, "{given}");
        }
    }
}
