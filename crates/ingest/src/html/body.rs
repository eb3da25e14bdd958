//! Which blocks of a page are the report?
//!
//! `rs-trafilatura` says where the report is; our own walk says what each block is. A block is kept when the extractor
//! chose its words (or when it stands among chosen siblings) and nothing about it says boilerplate: the elements
//! around it, the share of its words that are links, its place before the first or after the last paragraph, or words
//! such as "Read more:" that no report uses in prose.

use super::page::{Page, PageBlock, Part, Tag};
use std::collections::BTreeSet;

/// What a kept block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Prose, headings and items of the report.
    Body,
    /// A photograph's caption.
    Caption,
}

/// The blocks of `page` that make up the report, as indices with their roles, in reading order.
///
/// `extracted` is the body as the extractor sees it, `title` and `byline` what the metadata says, so that their
/// repetition above the text can be told from prose.
pub(crate) fn choose_blocks(
    page: &Page,
    extracted: &str,
    title: Option<&str>,
    byline: Option<&str>,
) -> Vec<(usize, Role)> {
    let votes = votes(page, extracted);
    let noise = noise(page, &votes);
    let mut kept: Vec<bool> = (0..page.blocks.len()).map(|at| votes[at] && noise[at].is_none()).collect();
    fill_gaps(page, &noise, &mut kept);
    drop_by_words(page, &mut kept, byline);
    trim_start(page, &mut kept, title, byline);
    trim_end(page, &mut kept);
    drop_empty_headings(page, &mut kept);
    let range = first_and_last(&kept);
    let mut chosen = Vec::new();
    for (at, block) in page.blocks.iter().enumerate() {
        if kept[at] {
            chosen.push((at, Role::Body));
        } else if is_caption(page, block) && range.is_some_and(|range| near(at, range)) && is_prose_caption(&block.text)
        {
            chosen.push((at, Role::Caption));
        }
    }
    chosen
}

/// Whether the extractor kept a block: its letters stand in the extracted text, after those of the block before.
fn votes(page: &Page, extracted: &str) -> Vec<bool> {
    /// A block is looked for this far ahead first; what a page repeats is rarely this close.
    const WINDOW: usize = 20_000;
    let whole = compact(extracted);
    let lines: BTreeSet<String> = extracted.lines().map(compact).collect();
    let mut cursor = 0;
    page.blocks
        .iter()
        .map(|block| {
            let wanted = compact(&block.text);
            if wanted.is_empty() {
                return false;
            }
            if wanted.len() < 24 {
                // Table cells and list items follow each other without a gap; elsewhere a short block is a line.
                let follows = whole[cursor..].starts_with(&wanted);
                cursor += if follows { wanted.len() } else { 0 };
                return follows || lines.contains(&wanted);
            }
            let end = floor_boundary(&whole, (cursor + WINDOW.max(2 * wanted.len())).min(whole.len()));
            match whole[cursor..end].find(&wanted) {
                Some(found) => {
                    cursor += found + wanted.len();
                    true
                }
                None => lines.contains(&wanted),
            }
        })
        .collect()
}

fn compact(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// For every block the page part it belongs to, if that part is not the report itself.
///
/// A region that holds a good share of the chosen words is not boilerplate, whatever its class is called.
fn noise(page: &Page, votes: &[bool]) -> Vec<Option<Part>> {
    const SHARE: f64 = 0.3;
    let mut bytes = vec![0usize; page.regions.len()];
    let mut all = 0;
    for (block, _) in page.blocks.iter().zip(votes).filter(|(_, voted)| **voted) {
        all += block.text.len();
        let mut region = block.region;
        while let Some(inside) = region {
            bytes[inside] += block.text.len();
            region = page.regions[inside].parent;
        }
    }
    let is_report: Vec<bool> = bytes.iter().map(|bytes| *bytes as f64 > SHARE * all as f64).collect();
    let mut is_under_way = false;
    page.blocks
        .iter()
        .zip(votes)
        .map(|(block, voted)| {
            let mut region = block.region;
            while let Some(inside) = region {
                let part = page.regions[inside].part;
                // Once the report is under way, a class such as "subtitle" marks the headings inside it.
                let is_short = n_words(&block.text) < 16 && block.link_bytes == 0;
                let is_subheading = part == Part::Standfirst && is_under_way && is_short;
                if !is_report[inside] && !is_subheading {
                    return Some(part);
                }
                region = page.regions[inside].parent;
            }
            is_under_way |= *voted && n_words(&block.text) > 8 && ends_sentence(&block.text);
            None
        })
        .collect()
}

/// A paragraph between kept siblings belongs to the report, though the extractor left it out.
fn fill_gaps(page: &Page, noise: &[Option<Part>], kept: &mut [bool]) {
    let n = page.blocks.len();
    let before: Vec<bool> = kept.to_vec();
    for at in 0..n {
        if before[at] || !matches!(noise[at], None | Some(Part::Embed)) {
            continue;
        }
        let block = &page.blocks[at];
        let is_embed = noise[at] == Some(Part::Embed);
        let sibling = |other: usize| before[other] && (is_embed || page.blocks[other].container == block.container);
        let above = (at.saturating_sub(6)..at).any(sibling);
        let below = (at + 1..n.min(at + 7)).any(sibling);
        let is_text = match block.tag {
            Tag::Paragraph | Tag::Quote | Tag::Item | Tag::Heading(_) => link_share(block) < 0.5,
            Tag::Caption | Tag::Cell => false,
        };
        kept[at] = above && below && is_text;
    }
    // Next to kept siblings a whole sentence at either end belongs to them too.
    for at in (0..n).rev().chain(0..n) {
        let block = &page.blocks[at];
        let is_prose = noise[at].is_none()
            && block.tag == Tag::Paragraph
            && n_words(&block.text) > 12
            && ends_sentence(&block.text)
            && link_share(block) < 0.3;
        let sibling = |other: usize| kept[other] && page.blocks[other].container == block.container;
        let touches = (at + 1 < n && sibling(at + 1)) || (at > 0 && sibling(at - 1));
        if is_prose && touches {
            kept[at] = true;
        }
    }
}

fn link_share(block: &PageBlock) -> f64 {
    block.link_bytes as f64 / block.text.len().max(1) as f64
}

/// Drops blocks whose own words say that they are not prose of the report.
fn drop_by_words(page: &Page, kept: &mut [bool], byline: Option<&str>) {
    for (at, block) in page.blocks.iter().enumerate() {
        let is_heading = matches!(block.tag, Tag::Heading(_));
        let is_link_line =
            !is_heading && link_share(block) > 0.8 && n_words(&block.text) > 2 && !ends_sentence(&block.text);
        let is_bio = byline.is_some_and(|byline| starts_as_biography(&block.text, byline));
        kept[at] &= !(is_call(block) || is_link_line || is_bio || is_credit_line(&block.text));
    }
}

/// A line that calls for a click, or names what is not told: "Read more: …", "ADVERTISEMENT", "Share this story".
fn is_call(block: &PageBlock) -> bool {
    const WHOLE: &[&str] = &[
        "advertisement",
        "advert",
        "advertising",
        "ad",
        "sponsored",
        "sponsored links",
        "share",
        "share this",
        "back to gallery",
        "story continues below",
        "story continues below advertisement",
        "article continues below",
        "read more",
        "continue reading",
        "print",
        "email",
        "tweet",
        "loading",
        "comments",
        "tags",
        "topics",
        "more",
        "back",
        "back to top",
        "top",
        "advertisement continues below",
        "join",
        "subscribe",
        "sign up",
        "next",
        "previous",
    ];
    const START: &[&str] = &[
        "read more",
        "read also",
        "also read",
        "read:",
        "related:",
        "related post",
        "related article",
        "related stor",
        "see also",
        "more on this",
        "more from",
        "more:",
        "watch:",
        "listen:",
        "also on ",
        "also see",
        "leave a reply",
        "sign up for",
        "sign up to",
        "sign up here",
        "subscribe to",
        "subscribe now",
        "click here",
        "follow us",
        "follow him on",
        "follow her on",
        "like this story",
        "share this",
        "tags:",
        "tagged",
        "filed under",
        "posted in",
        "you may also like",
        "you might also like",
        "you may also be interested",
        "recommended for you",
        "get our ",
        "get the latest",
        "have a tip",
        "copyright ",
        "© ",
        "(c) ",
        "all rights reserved",
        "image credit",
        "main image",
        "photo credit",
        "photo by",
        "image:",
        "photo:",
        "photos:",
        "cover image",
        "this site is protected",
        "you must be logged in",
        "sponsored links",
        "our standards:",
        "download the ",
        "don't miss",
        "join the conversation",
        "want more",
        "support our journalism",
        "this article was originally published",
        "this story has been corrected",
        "for more information on ",
        "let our news",
        "enter your email",
        "by signing up",
        "leggi anche",
        "lire aussi",
    ];
    let text = block.text.to_lowercase().replace('’', "'");
    let bare =
        text.trim_matches(|character: char| !character.is_alphanumeric() && character != '(' && character != '©');
    let n = n_words(bare);
    if WHOLE.contains(&bare) {
        return true;
    }
    n < 40
        && START.iter().any(|start| bare.starts_with(start))
        && (n < 16 || link_share(block) > 0.25 || !is_said(&text))
}

/// "Jane Roe/Example Agency/Getty Images": who took the photograph.
fn is_credit_line(text: &str) -> bool {
    const SUPPLIERS: &[&str] = &[
        "Getty Images",
        "Reuters",
        "REUTERS",
        "AFP",
        "AP Photo",
        "Associated Press",
        "EPA",
        "Shutterstock",
        "Bloomberg",
        "Anadolu",
        "TASS",
        "Xinhua",
        "POOL",
        "Pool",
        "via AP",
        "Alamy",
        "NurPhoto",
    ];
    n_words(text) < 12
        && !ends_sentence(text)
        && (text.contains('/')
            || text.contains(" via ")
            || text.contains('|')
            || text.contains('©')
            || n_words(text) < 5)
        && SUPPLIERS.iter().any(|supplier| text.contains(supplier))
}

/// Words that a report puts around what somebody said; a call to click has none.
fn is_said(text: &str) -> bool {
    [" said", " told ", " says", "\"", "“"].iter().any(|word| text.contains(word))
}

/// "Jane Roe is a reporter in Nairobi." under a report by Jane Roe.
fn starts_as_biography(text: &str, byline: &str) -> bool {
    let name = byline.split([',', ';']).next().unwrap_or(byline).trim();
    if name.split_whitespace().count() < 2 {
        return false;
    }
    let Some(rest) = text.strip_prefix(name) else { return false };
    let rest = rest.trim_start_matches([',', ' ']);
    rest.is_empty()
        || ["is ", "has ", "may be reached", "can be reached", "covers ", "writes ", "reports ", "was "]
            .iter()
            .any(|verb| rest.starts_with(verb))
}

/// Above the first paragraph stand the headline again, the date, the byline, the standfirst.
fn trim_start(page: &Page, kept: &mut [bool], title: Option<&str>, byline: Option<&str>) {
    let first_author = byline.and_then(|byline| byline.split(',').next()).filter(|name| name.contains(' '));
    let title = compact(title.unwrap_or(""));
    let n_kept = kept.iter().filter(|kept| **kept).count();
    let mut dropped = 0;
    for (at, block) in page.blocks.iter().enumerate() {
        if !kept[at] {
            continue;
        }
        let wanted = compact(&block.text);
        let repeats_title = title.len() > 8 && wanted.len() > 8 && (wanted == title || title.starts_with(&wanted));
        let is_heading = matches!(block.tag, Tag::Heading(_));
        let is_line = n_words(&block.text) < 9 && !ends_sentence(&block.text);
        let is_date =
            n_words(&block.text) < 14 && !ends_sentence(&block.text) && crate::date::find_date(&block.text).is_some();
        let is_byline = n_words(&block.text) < 20
            && block.text.starts_with("By ")
            && (!ends_sentence(&block.text) || crate::date::find_date(&block.text).is_some());
        let names_author = first_author.is_some_and(|name| block.text.contains(name))
            && n_words(&block.text) < 26
            && !ends_sentence(&block.text);
        if repeats_title || is_heading || is_line || is_date || is_byline || names_author {
            if dropped + 1 >= n_kept {
                break;
            }
            dropped += 1;
            kept[at] = false;
        } else {
            break;
        }
    }
}

/// Below the last paragraph stand lists of links, credits and the author's biography.
fn trim_end(page: &Page, kept: &mut [bool]) {
    drop_last_link_list(page, kept);
    let mut n_kept = kept.iter().filter(|kept| **kept).count();
    for (at, block) in page.blocks.iter().enumerate().rev() {
        if !kept[at] {
            continue;
        }
        let text = block.text.to_lowercase();
        let is_credit = n_words(&text) < 60
            && (text.starts_with("reporting by")
                || text.starts_with("(reporting by")
                || text.starts_with("editing by")
                || text.starts_with("writing by")
                || text.ends_with("contributed to this report.")
                || text.ends_with("contributed to this article.")
                || text.ends_with("contributed to this story."));
        let is_heading = matches!(block.tag, Tag::Heading(_));
        let is_link_list = link_share(block) > 0.6 && block.tag == Tag::Item;
        let is_tool_line = block.tag == Tag::Paragraph
            && !ends_sentence(&text)
            && (n_words(&text) < 4
                || (n_words(&text) < 14 && (block.link_bytes > 0 || text.contains('@') || text.contains("copyright"))));
        let is_end = n_kept > 1 && (is_credit || is_heading || is_link_list || is_tool_line);
        if !is_end {
            break;
        }
        kept[at] = false;
        n_kept -= 1;
    }
}

/// "More of our stories" and a list whose every item holds a link, at the end.
fn drop_last_link_list(page: &Page, kept: &mut [bool]) {
    let order: Vec<usize> = (0..kept.len()).filter(|at| kept[*at]).collect();
    let is_link_item = |at: &&usize| page.blocks[**at].tag == Tag::Item && page.blocks[**at].link_bytes > 0;
    let n_items = order.iter().rev().take_while(is_link_item).count();
    let rest = order.len() - n_items;
    if n_items < 2 || rest < 2 {
        return;
    }
    let introduction = &page.blocks[order[rest - 1]];
    if n_words(&introduction.text) < 9 && (!ends_sentence(&introduction.text) || introduction.text.ends_with(':')) {
        for at in &order[rest - 1..] {
            kept[*at] = false;
        }
    }
}

/// A heading whose own blocks were all dropped goes with them.
fn drop_empty_headings(page: &Page, kept: &mut [bool]) {
    let mut follows_dropped = false;
    for at in (0..page.blocks.len()).rev() {
        let is_heading = matches!(page.blocks[at].tag, Tag::Heading(_));
        if kept[at] && is_heading && follows_dropped {
            kept[at] = false;
        }
        if !is_heading {
            let words = n_words(&page.blocks[at].text) > 3;
            follows_dropped = !kept[at] && words && link_share(&page.blocks[at]) > 0.8;
        }
    }
}

fn first_and_last(kept: &[bool]) -> Option<(usize, usize)> {
    Some((kept.iter().position(|kept| *kept)?, kept.iter().rposition(|kept| *kept)?))
}

/// Captions count from a little above the first paragraph (the lead photograph) to the last one.
fn near(at: usize, (first, last): (usize, usize)) -> bool {
    at + 12 >= first && at <= last
}

fn is_caption(page: &Page, block: &PageBlock) -> bool {
    let mut region = block.region;
    let mut is_caption = block.tag == Tag::Caption;
    while let Some(inside) = region {
        match page.regions[inside].part {
            Part::Caption => is_caption = true,
            Part::Boilerplate => return false,
            _ => {}
        }
        region = page.regions[inside].parent;
    }
    is_caption
}

/// A caption tells something; a bare credit does not.
fn is_prose_caption(text: &str) -> bool {
    n_words(text) >= 5 && text.chars().any(char::is_lowercase)
}

fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether the text ends as a sentence does, inside or outside closing quotes.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']).ends_with(['.', '!', '?', '…', ':', '。'])
}
