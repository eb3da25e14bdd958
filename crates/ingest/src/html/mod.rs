//! How does a web page become a document?

mod body;
mod byline;
mod linked;
mod metadata;
mod page;
mod source;

use crate::alignment::Alignment;
use crate::caption::caption_length;
use crate::compose::Composer;
use body::{Role, choose_blocks};
use dom_query::Document as Dom;
use metadata::read_metadata;
use page::{Page, Part, Tag, read_page};
use rapporteur_core::document::{BlockKind, Document};

pub(crate) use body::ends_sentence;

/// How much of a page is read, in bytes; the largest of 90 saved pages had 1.4 MB.
const PAGE_LIMIT: usize = 8 << 20;
/// Said in a document whose page was longer.
const PAGE_NOTE: &str = "the page after 8 MB was not read";

/// Said in a document whose page nests too deep.
const DEEP_NOTE: &str = "the page was read only up to where it nests 2,000 elements deep";

/// What a page gives beside its document.
pub(crate) struct PageRead {
    pub(crate) alignment: Alignment,
    /// The language the page declares, which its template may have wrong.
    pub(crate) language: Option<String>,
}

/// Reads `html` into `document`, whose fields that are already set stay; the error is the message without the file.
pub(crate) fn read_html(html: &str, document: &mut Document) -> Result<PageRead, String> {
    let html = within_limit(html, &mut document.notes);
    let dom = Dom::from(html);
    let page = read_page(&dom);
    if page.blocks.is_empty() {
        return Err("the page has no body: nothing in it is text to read".to_string());
    }
    let metadata = read_metadata(&dom, &page);
    let title = document.title.take().or(metadata.title);
    let byline = document.byline.take().or(metadata.byline);
    let extracted = extract(html, &page);
    let chosen = choose_blocks(&page, &extracted, title.as_deref(), byline.as_deref());
    if !chosen.iter().any(|(_, role)| *role == Role::Body) {
        return Err("no report found in the page: it has text, but none that reads as an article".to_string());
    }
    let mut letters = source::Letters::of_source(html);
    let mut composer = Composer::default();
    for (at, role) in chosen {
        let block = &page.blocks[at];
        let start = composer.begin_block();
        let length = if role == Role::Caption { caption_length(&block.text, false) } else { block.text.len() };
        let words = &block.text[..length];
        composer.text.push_str(words);
        letters.align(words, start, &mut composer.alignment);
        composer.end_block(start, kind(block.tag, role));
        if composer.is_full() {
            break;
        }
    }
    let agency = byline.as_deref().and_then(|byline| byline.split(", ").find_map(crate::agency::known_agency));
    document.title = title;
    document.agency = document.agency.take().or(agency.map(str::to_string));
    document.byline = byline;
    if let Some(day) = metadata.no_day.filter(|_| document.published.is_none()) {
        document.notes.push(format!("the page gives {day} as its day of publication, which does not exist"));
    }
    document.published = document.published.take().or(metadata.published);
    document.url = document.url.take().or(metadata.url);
    document.source = document.source.take().or(metadata.site);
    let alignment = composer.finish(document);
    Ok(PageRead { alignment, language: metadata.language })
}

fn within_limit<'a>(html: &'a str, notes: &mut Vec<String>) -> &'a str {
    let mut end = html.len().min(PAGE_LIMIT);
    if end < html.len() {
        notes.push(PAGE_NOTE.to_string());
    }
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let sane = source::sane_length(&html[..end]);
    if sane < end {
        notes.push(DEEP_NOTE.to_string());
    }
    &html[..sane]
}

fn kind(tag: Tag, role: Role) -> BlockKind {
    match (role, tag) {
        (Role::Caption, _) => BlockKind::Caption,
        (_, Tag::Heading(_)) => BlockKind::Heading,
        (_, Tag::Item) => BlockKind::Item,
        _ => BlockKind::Body,
    }
}

/// The body as `rs-trafilatura` sees it; where it cannot be asked or finds nothing, all blocks that read as prose.
fn extract(html: &str, page: &Page) -> String {
    if !page.is_too_deep() {
        // A page that makes the extractor panic costs its layout, not the run.
        let extracted = std::panic::catch_unwind(|| rs_trafilatura::extract(html).map(|result| result.content_text));
        if let Ok(Ok(text)) = extracted
            && !text.trim().is_empty()
        {
            return text;
        }
    }
    let is_prose = |block: &&page::PageBlock| {
        let is_boilerplate = block.region.is_some_and(|region| page.regions[region].part == Part::Boilerplate);
        let n_words = block.text.split_whitespace().count();
        !is_boilerplate && n_words >= 5 && ends_sentence(&block.text) && block.link_bytes * 2 < block.text.len()
    };
    page.blocks.iter().filter(is_prose).map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}
