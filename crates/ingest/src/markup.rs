//! Which characters of a markdown paragraph are words, and which are markup?

use std::ops::Range;

/// The pieces of `source` inside `range` that remain when inline markup is taken away, in order.
///
/// `**Mona Ray/POOL**, in [Oslo](https://example.org)` -> `Mona Ray/POOL`, `, in `, `Oslo`.
pub(crate) fn words_of(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = &source[range.clone()];
    let mut gone: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<Delimiter> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                gone.push(at..at + 1);
                at += 2;
            }
            b'!' if bytes.get(at + 1) == Some(&b'[') => match link(text, at + 1) {
                Some(link) => {
                    gone.push(at..link.end);
                    at = link.end;
                }
                None => at += 1,
            },
            b'[' => match link(text, at) {
                Some(link) => {
                    gone.push(at..at + 1);
                    gone.push(link.label_end..link.end);
                    at += 1;
                }
                None => at += 1,
            },
            // What a link's own end took away is passed over below, when `gone` is merged.
            b'<' => match tag(text, at) {
                Some(Tag::Address(inner)) => {
                    gone.push(at..at + 1);
                    gone.push(inner.end..inner.end + 1);
                    at = inner.end + 1;
                }
                Some(Tag::Element(end)) => {
                    gone.push(at..end);
                    at = end;
                }
                None => at += 1,
            },
            mark @ (b'*' | b'_' | b'~' | b'`') => {
                let length = bytes[at..].iter().take_while(|byte| **byte == mark).count();
                delimiter(text, at, length, mark, &mut open, &mut gone);
                at += length;
            }
            _ => at += 1,
        }
    }
    remaining(gone, range)
}

struct Link {
    label_end: usize,
    end: usize,
}

/// `[label](address)` or `[label][reference]` from its first bracket on.
fn link(text: &str, at: usize) -> Option<Link> {
    /// Labels and addresses are short; looking no further keeps a line of brackets from costing its square.
    const REACH: usize = 600;
    let bytes = &text.as_bytes()[..text.len().min(at + REACH)];
    let mut depth = 0usize;
    let label_end = (at..bytes.len()).find(|&place| {
        match bytes[place] {
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let closing = match bytes.get(label_end + 1)? {
        b'(' => b')',
        b'[' => b']',
        _ => return None,
    };
    let mut depth = 0usize;
    let opening = bytes[label_end + 1];
    let end = (label_end + 1..bytes.len()).find(|&place| {
        if bytes[place] == opening {
            depth += 1;
        } else if bytes[place] == closing {
            depth -= 1;
        }
        depth == 0
    })?;
    Some(Link { label_end, end: end + 1 })
}

enum Tag {
    Address(Range<usize>),
    Element(usize),
}

/// `<https://example.org>` or an element of HTML.
fn tag(text: &str, at: usize) -> Option<Tag> {
    let end = text[at..].bytes().take(500).position(|byte| byte == b'>')? + at;
    let inner = &text[at + 1..end];
    if inner.starts_with("http://") || inner.starts_with("https://") || inner.starts_with("mailto:") {
        return Some(Tag::Address(at + 1..end));
    }
    let name = inner.trim_start_matches('/');
    let is_element = name.starts_with(|first: char| first.is_ascii_alphabetic()) || inner.starts_with("!--");
    (is_element && !name.contains('<')).then_some(Tag::Element(end + 1))
}

struct Delimiter {
    mark: u8,
    range: Range<usize>,
}

/// A run of marks opens before a word, closes after one, and counts only in pairs: "5 * 3" and "snake_case" stay.
fn delimiter(text: &str, at: usize, length: usize, mark: u8, open: &mut Vec<Delimiter>, gone: &mut Vec<Range<usize>>) {
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    let is_space = |character: Option<char>| character.is_none_or(char::is_whitespace);
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    if length > 3 || (mark == b'~' && length != 2) {
        return;
    }
    let is_inside_word = |beyond| mark == b'_' && is_word(beyond);
    let may_close = !is_space(before) && !is_inside_word(after);
    let may_open = !is_space(after) && !is_inside_word(before);
    let partner = open.iter().rposition(|candidate| candidate.mark == mark && candidate.range.len() == length);
    if let Some(partner) = partner.filter(|_| may_close) {
        gone.push(open[partner].range.clone());
        gone.push(at..at + length);
        open.truncate(partner);
    } else if may_open && open.len() < 64 {
        open.push(Delimiter { mark, range: at..at + length });
    }
}

fn remaining(mut gone: Vec<Range<usize>>, range: Range<usize>) -> Vec<Range<usize>> {
    gone.sort_by_key(|gone| (gone.start, gone.end));
    let mut pieces = Vec::new();
    let mut at = 0;
    for gap in gone {
        if gap.start > at {
            pieces.push(range.start + at..range.start + gap.start);
        }
        at = at.max(gap.end);
    }
    if at < range.len() {
        pieces.push(range.start + at..range.end);
    }
    pieces
}

/// The words of a paragraph as one string.
pub(crate) fn without_markup(source: &str) -> String {
    words_of(source, 0..source.len()).into_iter().map(|piece| &source[piece]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        for (source, expected) in [
            ("plain words", "plain words"),
            ("**Mona Ray/POOL**, in [Oslo](https://example.org/a_(b))", "Mona Ray/POOL, in Oslo"),
            ("a *very* _old_ `quay` and ~~not~~", "a very old quay and not"),
            ("5 * 3 is snake_case_here and 2 * 4", "5 * 3 is snake_case_here and 2 * 4"),
            ("![A ship](ship.jpg) sails", " sails"),
            ("see <https://example.org/x> or a<br>b", "see https://example.org/x or ab"),
            (r"stars \*here\* and [brackets] stay", "stars *here* and [brackets] stay"),
            ("x < y and y > z", "x < y and y > z"),
            ("***both*** and **[bold link](u)**", "both and bold link"),
            ("an open ** mark", "an open ** mark"),
        ] {
            assert_eq!(without_markup(source), expected, "{source}");
        }
    }

    #[test]
    fn a_megabyte_of_brackets_is_no_trouble() {
        let brackets = "[".repeat(200_000);
        assert_eq!(without_markup(&brackets), brackets);
    }
}
