//! Where in the source of a page do the words of its text stand?
//!
//! The parser does not keep positions. So the source is read once more, plainly: tags, scripts and comments are
//! passed over, character references undone, and the letters that remain are looked up block by block.

use crate::alignment::Alignment;
use std::ops::Range;

/// The letters and digits of a page's source with the place of each.
pub(crate) struct Letters {
    /// Letters and digits, lower-cased, nothing between them.
    text: String,
    /// For each byte of `text`, where its character begins in the source.
    begins: Vec<u32>,
    /// For each byte of `text`, where its character ends in the source.
    ends: Vec<u32>,
    cursor: usize,
    /// How many more blocks may be looked for in all the rest of the page: what is not near is rarely there at all.
    n_long_searches: u8,
}

impl Letters {
    /// Reads the letters of a page outside its tags and scripts.
    pub(crate) fn of_source(html: &str) -> Letters {
        let mut letters =
            Letters { text: String::new(), begins: Vec::new(), ends: Vec::new(), cursor: 0, n_long_searches: 16 };
        let mut at = 0;
        while let Some(character) = html[at..].chars().next() {
            let (shown, end) = match character {
                '<' => match end_of_tag(html, at) {
                    Some(end) => {
                        at = end;
                        continue;
                    }
                    None => ("<".to_string(), at + 1),
                },
                '&' => reference(&html[at..]).map_or(("&".to_string(), at + 1), |(shown, length)| (shown, at + length)),
                other => (other.to_string(), at + other.len_utf8()),
            };
            for letter in shown.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase) {
                let before = letters.text.len();
                letters.text.push(letter);
                for _ in before..letters.text.len() {
                    letters.begins.push(u32::try_from(at).unwrap_or(u32::MAX));
                    letters.ends.push(u32::try_from(end).unwrap_or(u32::MAX));
                }
            }
            at = end;
        }
        letters
    }

    /// Adds to `alignment` where the words of `block` stand, which lies at `start` of the document's text.
    ///
    /// Blocks are asked for in reading order; one that is not found adds nothing.
    pub(crate) fn align(&mut self, block: &str, start: usize, alignment: &mut Alignment) {
        let wanted: String =
            block.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if wanted.is_empty() {
            return;
        }
        let Some(found) = self.find(&wanted) else { return };
        self.cursor = found + wanted.len();
        let mut letter = found;
        for word in words(block) {
            let n: usize = block[word.clone()]
                .chars()
                .filter(|character| character.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .map(char::len_utf8)
                .sum();
            if n == 0 {
                continue;
            }
            let source = self.begins[letter] as usize..self.ends[letter + n - 1] as usize;
            alignment.push(start + word.start..start + word.end, source);
            letter += n;
        }
    }

    fn find(&mut self, wanted: &str) -> Option<usize> {
        const NEAR: usize = 100_000;
        let rest = &self.text[self.cursor..];
        let mut near = rest.len().min(NEAR.max(2 * wanted.len()));
        while !rest.is_char_boundary(near) {
            near -= 1;
        }
        let mut found = rest[..near].find(wanted);
        if found.is_none() && near < rest.len() && self.n_long_searches > 0 {
            self.n_long_searches -= 1;
            found = rest.find(wanted);
        }
        found.map(|found| self.cursor + found)
    }
}

/// Runs of letters and digits: inside one, text and source usually agree byte for byte.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

/// Where the tag, comment or unseen element that begins at `at` ends; `None` if `<` begins none.
fn end_of_tag(html: &str, at: usize) -> Option<usize> {
    let rest = &html[at..];
    if let Some(comment) = rest.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(html.len(), |end| at + 4 + end + 3));
    }
    let name: String =
        rest[1..].chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_lowercase();
    let is_tag = !name.is_empty() || rest[1..].starts_with(['/', '!', '?']);
    let end = is_tag.then(|| rest.find('>').map_or(html.len(), |end| at + end + 1))?;
    if matches!(name.as_str(), "script" | "style" | "noscript" | "template") {
        return Some(closing_tag(html, end, &name).unwrap_or(html.len()));
    }
    Some(end)
}

/// How much of a page can be parsed in reasonable time: all, or up to where it nests past any page made for readers.
///
/// The parser's work grows with depth times length, so that 100,000 nested elements would take it minutes. Elements
/// that end without a closing tag are not counted.
pub(crate) fn sane_length(html: &str) -> usize {
    const DEEPEST: usize = 2000;
    const UNCLOSED: &[&str] = &[
        "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "br", "hr", "img", "meta",
        "link", "input", "source", "area", "base", "col", "embed", "param", "track", "wbr",
    ];
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start + 1..];
        let is_closing = rest.starts_with('/');
        let letters = rest.trim_start_matches('/').bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.trim_start_matches('/')[..letters].to_ascii_lowercase();
        if letters > 0 && !UNCLOSED.contains(&name.as_str()) {
            depth = if is_closing { depth.saturating_sub(1) } else { depth + 1 };
        }
        if depth > DEEPEST {
            return start;
        }
        let is_unseen = matches!(name.as_str(), "script" | "style" | "noscript" | "template") && !is_closing;
        depth -= usize::from(is_unseen);
        at = end_of_tag(html, start).unwrap_or(start + 1);
    }
    html.len()
}

fn closing_tag(html: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + html[at..].find("</")?;
        let after = &html.as_bytes()[found + 2..];
        if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return Some(html[found..].find('>').map_or(html.len(), |end| found + end + 1));
        }
        at = found + 2;
    }
}

/// Undoes character references: "caf&eacute; &amp; bar" -> "café & bar".
pub(crate) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        match reference(&text[at..]).filter(|_| character == '&') {
            Some((shown, length)) => {
                plain.push_str(&shown);
                at += length;
            }
            None => {
                plain.push(character);
                at += character.len_utf8();
            }
        }
    }
    plain
}

/// The character reference at the start of `text`, and its length.
fn reference(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix('&')?;
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = &rest[..end];
    let shown = match name.strip_prefix('#') {
        Some(number) => {
            let hexadecimal = number.strip_prefix(['x', 'X']);
            let code = match hexadecimal {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?.to_string()
        }
        None => named(name)?.to_string(),
    };
    Some((shown, end + 2))
}

/// The references that text in European languages is written with; the rest stay as they are.
fn named(name: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", "\u{a0}"),
        ("mdash", "—"),
        ("ndash", "–"),
        ("lsquo", "‘"),
        ("rsquo", "’"),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("hellip", "…"),
        ("bull", "•"),
        ("middot", "·"),
        ("copy", "©"),
        ("reg", "®"),
        ("trade", "™"),
        ("euro", "€"),
        ("pound", "£"),
        ("deg", "°"),
        ("laquo", "«"),
        ("raquo", "»"),
        ("aacute", "á"),
        ("agrave", "à"),
        ("acirc", "â"),
        ("auml", "ä"),
        ("aring", "å"),
        ("atilde", "ã"),
        ("aelig", "æ"),
        ("ccedil", "ç"),
        ("eacute", "é"),
        ("egrave", "è"),
        ("ecirc", "ê"),
        ("euml", "ë"),
        ("iacute", "í"),
        ("igrave", "ì"),
        ("icirc", "î"),
        ("iuml", "ï"),
        ("ntilde", "ñ"),
        ("oacute", "ó"),
        ("ograve", "ò"),
        ("ocirc", "ô"),
        ("ouml", "ö"),
        ("otilde", "õ"),
        ("oslash", "ø"),
        ("uacute", "ú"),
        ("ugrave", "ù"),
        ("ucirc", "û"),
        ("uuml", "ü"),
        ("yacute", "ý"),
        ("yuml", "ÿ"),
        ("szlig", "ß"),
        ("Aacute", "Á"),
        ("Agrave", "À"),
        ("Auml", "Ä"),
        ("Aring", "Å"),
        ("AElig", "Æ"),
        ("Ccedil", "Ç"),
        ("Eacute", "É"),
        ("Egrave", "È"),
        ("Ecirc", "Ê"),
        ("Iacute", "Í"),
        ("Ntilde", "Ñ"),
        ("Oacute", "Ó"),
        ("Ouml", "Ö"),
        ("Oslash", "Ø"),
        ("Uacute", "Ú"),
        ("Uuml", "Ü"),
        ("scaron", "š"),
        ("Scaron", "Š"),
        ("oelig", "œ"),
        ("OElig", "Œ"),
    ];
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, shown)| *shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_the_source_behind_tags_and_references() {
        let html = "<script>Caf\u{e9} no</script><p>The Caf&eacute; in <b>Oslo</b> closed.</p>";
        let mut alignment = Alignment::default();
        Letters::of_source(html).align("The Café in Oslo closed.", 0, &mut alignment);
        let source = |start, end| &html[alignment.source_span(rapporteur_core::span::Span::new(start, end))];
        assert_eq!(source(4, 9), "Caf&eacute;");
        assert_eq!(source(13, 17), "Oslo");
        assert_eq!(source(0, 3), "The");
    }

    #[test]
    fn references_are_undone() {
        assert_eq!(unescape("A &amp; B &#8212; C &#x2014; &unknown; &"), "A & B — C — &unknown; &");
    }
}
