//! Where does a text name a place? In the reader's names, inside names of organisations, and as countries and demonyms.

use super::gazetteer::{Gazetteer, NameForm, Sense};
use crate::read::{NameKind, Tree};
use crate::span::Span;

/// A name that may be a place's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// Whether it is a demonym or part of another name.
    pub adjectival: bool,
    /// Whether someone who has read the sentence takes it for a place; else it counts only when the gazetteer knows it.
    pub is_read: bool,
}

/// The longest name looked up, in tokens: "Democratic Republic of the Congo" is five.
const LONGEST: usize = 6;

/// The mentions of a document, in text order and without overlap.
pub(super) fn mentions(tree: &Tree, gazetteer: &Gazetteer) -> Vec<Mention> {
    let mut found = Vec::new();
    let names = &tree.reading.names;
    for name in names {
        match name.kind {
            NameKind::Location => split_at_commas(tree, name.tokens.clone(), &mut found),
            NameKind::Organisation | NameKind::People => inside(tree, gazetteer, name.tokens.clone(), &mut found),
            NameKind::Person | NameKind::Misc => {}
        }
    }
    let is_covered = |index: usize| {
        let next = names.partition_point(|name| name.tokens.end <= index);
        names.get(next).is_some_and(|name| name.tokens.start <= index)
    };
    for sentence in &tree.segmentation.sentences {
        unread(tree, gazetteer, sentence.tokens.clone(), names.is_empty(), &is_covered, &mut found);
    }
    found.sort_by_key(|mention| mention.span);
    found.dedup_by(|next, kept| next.span.overlaps(kept.span));
    found
}

/// "Tripoli, Lebanon" read as one name is two places.
fn split_at_commas(tree: &Tree, tokens: std::ops::Range<usize>, found: &mut Vec<Mention>) {
    let mut start = tokens.start;
    for index in tokens.start..=tokens.end {
        let is_end = index == tokens.end || word(tree, index) == "," || form(tree, index).ends_with(',');
        if is_end {
            let end = if index < tokens.end && word(tree, index) != "" && form(tree, index) != "," {
                index + 1
            } else {
                index
            };
            if let Some(span) = span(tree, start, end) {
                found.push(Mention { span, adjectival: false, is_read: true });
            }
            start = index + 1;
        }
    }
}

/// The places inside an organisation's name: "Bank of Lebanon", "Kenyan Red Cross".
fn inside(tree: &Tree, gazetteer: &Gazetteer, tokens: std::ops::Range<usize>, found: &mut Vec<Mention>) {
    let mut start = tokens.start;
    while start < tokens.end {
        let best = (start + 1..=tokens.end.min(start + LONGEST)).rev().find_map(|end| {
            let span = span(tree, start, end)?;
            let is_known = is_capital(tree, start) && is_well_known(gazetteer, &senses(gazetteer, span.of(tree.text)));
            is_known.then_some((end, span))
        });
        match best {
            Some((end, span)) => {
                found.push(Mention { span, adjectival: true, is_read: false });
                start = end;
            }
            None => start += 1,
        }
    }
}

/// Countries and demonyms the reader left alone; every known place where there is no reading at all.
fn unread(
    tree: &Tree,
    gazetteer: &Gazetteer,
    tokens: std::ops::Range<usize>,
    is_all: bool,
    is_covered: &dyn Fn(usize) -> bool,
    found: &mut Vec<Mention>,
) {
    let mut start = tokens.start;
    while start < tokens.end {
        let end = if is_capital(tree, start) && !is_covered(start) {
            run_end(tree, start, tokens.end, is_covered)
        } else {
            start
        };
        if end == start {
            start += 1;
            continue;
        }
        let mut at = start;
        while at < end {
            let best = (at + 1..=end.min(at + LONGEST)).rev().find_map(|stop| {
                let span = span(tree, at, stop)?;
                let senses = senses(gazetteer, span.of(tree.text));
                let is_whole = at == start && stop == end && is_all && !is_after_title(tree, start);
                let is_place = if is_whole {
                    is_plausible(tree, gazetteer, span, &senses, at == tokens.start)
                } else {
                    is_national(gazetteer, &senses, is_all)
                };
                is_place.then(|| (stop, span, senses.iter().any(|sense| sense.form == NameForm::Demonym)))
            });
            match best {
                Some((stop, span, adjectival)) => {
                    found.push(Mention { span, adjectival, is_read: false });
                    at = stop;
                }
                None => at += 1,
            }
        }
        start = end;
    }
}

/// The end of a run of capitalised tokens, with small words between them ("Strait of Hormuz").
fn run_end(tree: &Tree, start: usize, limit: usize, is_covered: &dyn Fn(usize) -> bool) -> usize {
    let mut end = start + 1;
    let limit = limit.min(start + 12);
    while end < limit && !is_covered(end) && !ends_phrase(form(tree, end - 1)) {
        if is_capital(tree, end) {
            end += 1;
        } else if matches!(form(tree, end), "of" | "the" | "al" | "el" | "and" | "de" | "-")
            && end + 1 < limit
            && is_capital(tree, end + 1)
        {
            end += 2;
        } else if matches!(form(tree, end), "of")
            && end + 2 < limit
            && form(tree, end + 1) == "the"
            && is_capital(tree, end + 2)
        {
            end += 3;
        } else {
            break;
        }
    }
    end
}

fn ends_phrase(form: &str) -> bool {
    form.ends_with([',', ';', ':', '?', '!', '"', '”', ')']) || form.ends_with("'s") || form.ends_with("’s")
}

/// Whether an unread run of capitals that is wholly a known name is likely a place.
fn is_plausible(tree: &Tree, gazetteer: &Gazetteer, span: Span, senses: &[Sense], is_first: bool) -> bool {
    let is_beside_unit = tree.text[span.end as usize..].starts_with(", ");
    senses.iter().any(|sense| {
        let entry = gazetteer.entry(sense.place);
        let is_large = entry.population >= if is_first { 500_000.0 } else { 15_000.0 };
        sense.form != NameForm::Short && (!entry.feature.starts_with("PPL") || is_large || is_beside_unit)
    })
}

/// Whether a name inside a longer run is still surely a place: a country, a demonym, a great city.
fn is_national(gazetteer: &Gazetteer, senses: &[Sense], is_all: bool) -> bool {
    senses.iter().any(|sense| {
        let entry = gazetteer.entry(sense.place);
        let is_country = matches!(entry.feature, "PCLI" | "CONT") && sense.form != NameForm::Short;
        let is_large =
            is_all && sense.form == NameForm::Primary && (entry.population >= 1_000_000.0 || entry.feature == "PPLC");
        is_country || sense.form == NameForm::Demonym || is_large
    })
}

fn is_well_known(gazetteer: &Gazetteer, senses: &[Sense]) -> bool {
    senses.iter().any(|sense| {
        let entry = gazetteer.entry(sense.place);
        let is_place =
            matches!(entry.feature, "PCLI" | "CONT" | "ADM1" | "RGN" | "SEA" | "OCN") || entry.population >= 100_000.0;
        matches!(sense.form, NameForm::Demonym) || (is_place && sense.form != NameForm::Short)
    })
}

/// The senses of a name as written, also as a plural demonym ("Kenyans").
pub(super) fn senses(gazetteer: &Gazetteer, name: &str) -> Vec<Sense> {
    let found = gazetteer.lookup(name);
    match name.strip_suffix('s') {
        Some(singular) if found.is_empty() && singular.len() > 2 => {
            gazetteer.lookup(singular).into_iter().filter(|sense| sense.form == NameForm::Demonym).collect()
        }
        _ => found,
    }
}

/// Whether a title stands before the run, so that it names a person.
fn is_after_title(tree: &Tree, start: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |index| form(tree, index));
    matches!(
        before,
        "Mr."
            | "Mrs."
            | "Ms."
            | "Dr."
            | "Sen."
            | "Rep."
            | "Gen."
            | "Lt."
            | "Col."
            | "President"
            | "Prime"
            | "Minister"
            | "King"
            | "Queen"
            | "Sir"
    )
}

fn form<'a>(tree: &Tree<'a>, index: usize) -> &'a str {
    tree.segmentation.tokens.get(index).map_or("", |token| token.span.of(tree.text))
}

/// The token without marks around it.
fn word<'a>(tree: &Tree<'a>, index: usize) -> &'a str {
    form(tree, index).trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.')
}

fn is_capital(tree: &Tree, index: usize) -> bool {
    word(tree, index).chars().next().is_some_and(char::is_uppercase)
}

/// From the first to the last of some tokens, without marks around them and without a possessive.
fn span(tree: &Tree, start: usize, end: usize) -> Option<Span> {
    if start >= end {
        return None;
    }
    let tokens = &tree.segmentation.tokens;
    let whole = tokens.get(start)?.span.cover(tokens.get(end - 1)?.span);
    let text = whole.of(tree.text);
    let begin = text.len() - text.trim_start_matches(|letter: char| !letter.is_alphanumeric()).len();
    let mut kept = text.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
    kept = kept.strip_suffix("'s").or_else(|| kept.strip_suffix("’s")).unwrap_or(kept);
    // The stop of "U.S." and "Ill." belongs to the name, that of a sentence does not.
    let has_inner_stop = kept.strip_suffix('.').is_some_and(|rest| rest.contains('.') || rest.len() <= 5);
    let kept = if has_inner_stop { kept } else { kept.trim_end_matches('.') };
    let (first, last) = (whole.start as usize + begin, whole.start as usize + kept.len());
    (first < last).then(|| Span::new(first, last))
}
