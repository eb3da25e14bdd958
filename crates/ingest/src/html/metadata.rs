//! What does a page say about itself: headline, authors, time, address, outlet, language?
//!
//! Each question has its sources in order of trust: linked data, then the meta tags of the systems newsrooms use, then
//! marked elements, then what a reader sees. An answer that cannot be right (an address as an author) is passed over.

use super::byline::{clean_byline, signature, visible_byline};
use super::linked::{Linked, read_linked};
use super::page::{Page, Part, Tag, words_of_name};
use crate::date::{find_date, is_no_day, read_publication};
use dom_query::Document as Dom;
use rapporteur_core::document::Publication;
use std::collections::BTreeSet;

/// What a page says about its report.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) published: Option<Publication>,
    pub(crate) url: Option<String>,
    /// As declared; the text may be in another.
    pub(crate) language: Option<String>,
    pub(crate) site: Option<String>,
    /// A day that it gives as that of its publication, and that does not exist.
    pub(crate) no_day: Option<String>,
}

/// Reads all metadata of a page.
pub(crate) fn read_metadata(dom: &Dom, page: &Page) -> Metadata {
    let mut facts = Facts::gather(dom);
    let shown: BTreeSet<String> = shown_headings(page, None).into_iter().map(compact).collect();
    facts.linked.add_state(&program_data(dom), |title| shown.contains(&compact(title)));
    let url = url(dom, &facts);
    let named = site(&facts);
    let title = title(dom, &facts, page, named.as_deref());
    let site = named.or_else(|| shown_site(dom, title.as_deref())).or_else(|| host(url.as_deref()));
    let byline = byline(dom, &facts, page, site.as_deref());
    let published = published(dom, &facts, page, url.as_deref());
    let mut stated = facts.linked.published.iter().map(String::as_str).chain(facts.metas(DATE_NAMES));
    let no_day = stated.find(|text| is_no_day(text)).map(str::to_string);
    Metadata { title, byline, published, language: language(dom, &facts), site, url, no_day }
}

/// What the page's own program was started with, as `__NEXT_DATA__` and its kin.
fn program_data(dom: &Dom) -> Vec<String> {
    let scripts = dom.select("script[type='application/json']");
    scripts.iter().map(|script| script.text().to_string()).filter(|text| text.len() < 2_000_000).take(8).collect()
}

/// The machine-readable parts of a page.
struct Facts {
    linked: Linked,
    /// Lower-case names (from `name`, `property`, `http-equiv`, `itemprop`) with their contents, in order.
    metas: Vec<(String, String)>,
}

impl Facts {
    fn gather(dom: &Dom) -> Facts {
        let scripts: Vec<String> = dom
            .select("script[type]")
            .iter()
            .filter(|script| script.attr_or("type", "").to_lowercase().contains("ld+json"))
            .map(|script| script.text().to_string())
            .collect();
        let mut metas = Vec::new();
        for meta in dom.select("meta[content]").iter() {
            let content = one_line(&meta.attr_or("content", ""));
            if content.is_empty() {
                continue;
            }
            for attribute in ["name", "property", "http-equiv", "itemprop"] {
                for name in meta.attr_or(attribute, "").to_lowercase().split_whitespace() {
                    metas.push((name.to_string(), content.clone()));
                }
            }
        }
        Facts { linked: read_linked(&scripts), metas }
    }

    /// All contents under any of `names`, ordered by `names` first.
    fn metas<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(move |wanted| {
            self.metas.iter().filter(move |(name, _)| name == wanted).map(|(_, content)| content.as_str())
        })
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compact(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A headline that the page also shows is surest; a page title must first lose the name of its outlet.
fn title(dom: &Dom, facts: &Facts, page: &Page, site: Option<&str>) -> Option<String> {
    const NAMES: &[&str] = &[
        "headline",
        "hdl",
        "og:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "citation_title",
        "twitter:title",
        "article.headline",
        "title",
        "cxenseparse:title",
    ];
    let marked = dom.select("[itemprop=headline], h1.entry-title, h1.post-title, h1.article-title, h1.headline");
    let mut stated: Vec<String> = facts.linked.title.iter().cloned().collect();
    stated.extend(marked.iter().map(|element| {
        let content = one_line(&element.attr_or("content", ""));
        if content.is_empty() { one_line(&element.text()) } else { content }
    }));
    stated.extend(facts.metas(NAMES).map(str::to_string));
    let page_title = one_line(&dom.select("title").first().text());
    let headings: Vec<&str> = shown_headings(page, site);

    let stated: Vec<String> = stated.iter().map(|title| without_outlet(title, site, &headings)).collect();
    let stated: Vec<String> = stated.into_iter().filter(|title| is_headline(title, site)).collect();
    let is_shown = |title: &&String| headings.iter().any(|heading| compact(heading) == compact(title));
    // Inside the page's own title a heading is confirmed too, as in "Ferry sinks off Crete - World - Example Post".
    let in_page_title = headings
        .iter()
        .find(|heading| heading.split_whitespace().count() >= 3 && compact(&page_title).contains(&compact(heading)));
    stated
        .iter()
        .find(is_shown)
        .cloned()
        .or_else(|| in_page_title.map(|heading| heading.to_string()))
        .or_else(|| stated.first().cloned())
        .or_else(|| {
            // Old pages set their headlines as large print: any short block may confirm a part of the title.
            let lines: Vec<&str> =
                page.blocks.iter().map(|block| block.text.as_str()).filter(|text| text.len() < 200).collect();
            Some(without_outlet(&page_title, site, &lines)).filter(|title| is_headline(title, site))
        })
        .or_else(|| headings.first().map(|heading| heading.to_string()))
}

/// Headings of the first ranks that are not the outlet's name or a page part's, first ranks first.
fn shown_headings<'a>(page: &'a Page, site: Option<&str>) -> Vec<&'a str> {
    let mut headings: Vec<(u8, &str)> = page
        .blocks
        .iter()
        .filter(|block| block.region.is_none_or(|region| page.regions[region].part != Part::Boilerplate))
        .filter_map(|block| match block.tag {
            Tag::Heading(rank) if rank <= 3 => Some((rank, block.text.as_str())),
            _ => None,
        })
        .filter(|(_, text)| is_headline(text, site))
        .collect();
    headings.sort_by_key(|(rank, _)| *rank);
    headings.into_iter().map(|(_, text)| text).collect()
}

fn is_headline(text: &str, site: Option<&str>) -> bool {
    let is_site = site.is_some_and(|site| compact(site) == compact(text));
    let lower = text.to_lowercase();
    let is_page_part =
        matches!(lower.as_str(), "home" | "news" | "untitled" | "untitled document" | "article" | "index");
    !text.is_empty() && text.len() < 400 && text.chars().any(char::is_alphabetic) && !is_site && !is_page_part
}

/// "Ferry sinks off Crete | World | Example Post" -> "Ferry sinks off Crete".
fn without_outlet(title: &str, site: Option<&str>, headings: &[&str]) -> String {
    const MARKS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " ‹ ", ": "];
    let mut title = title.trim().to_string();
    for _ in 0..4 {
        if headings.iter().any(|heading| compact(heading) == compact(&title)) {
            break;
        }
        let site = site.map(compact).unwrap_or_default();
        let is_outlet = |part: &str| {
            let part = compact(part);
            let bare = |name: &str| name.strip_prefix("the").unwrap_or(name).to_string();
            !part.is_empty()
                && !site.is_empty()
                && (bare(&part) == bare(&site) || (part.len() > 5 && site.starts_with(&part)))
        };
        let is_shown = |part: &str| headings.iter().any(|heading| compact(heading) == compact(part));
        let cut = MARKS.iter().filter_map(|mark| {
            let last = title.rfind(mark)?;
            let (left, right) = (&title[..last], &title[last + mark.len()..]);
            let first = title.find(mark)?;
            let (outlet, rest) = (&title[..first], &title[first + mark.len()..]);
            if is_outlet(right) || is_shown(left) || (*mark == " | " && left.split_whitespace().count() > 2) {
                Some(left.to_string())
            } else if is_outlet(outlet) || is_shown(rest) {
                Some(rest.to_string())
            } else {
                None
            }
        });
        match cut.max_by_key(String::len) {
            Some(shorter) if !shorter.trim().is_empty() => title = shorter.trim().to_string(),
            _ => break,
        }
    }
    title
}

fn byline(dom: &Dom, facts: &Facts, page: &Page, site: Option<&str>) -> Option<String> {
    const NAMES: &[&str] = &[
        "author",
        "byl",
        "byline",
        "article:author",
        "og:article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "cxenseparse:author",
        "citation_author",
        "article.author",
        "authors",
        "twitter:creator",
        "creator",
        "dc.contributor",
        "vr:author",
        "article:author_name",
    ];
    let linked = clean_byline(&facts.linked.authors, site);
    // Several tags of one name list several authors; the first name that gives any wins.
    let stated = || {
        NAMES.iter().find_map(|name| {
            let contents: Vec<String> = facts.metas(&[name]).map(str::to_string).collect();
            clean_byline(&contents, site)
        })
    };
    linked
        .or_else(stated)
        .or_else(|| marked_byline(dom, page, site))
        .or_else(|| visible_byline(page, site))
        .or_else(|| signature(page, site))
}

/// Authors in marked elements, from the surest mark to the vaguest.
fn marked_byline(dom: &Dom, page: &Page, site: Option<&str>) -> Option<String> {
    if page.is_too_deep() {
        return None;
    }
    const MARKS: &[&str] = &[
        "[itemprop=author] [itemprop=name]",
        "[itemprop=author]",
        "a[rel~=author]",
        "[rel~=author]",
        ".vcard .fn",
        ".author-name",
        ".author .fn",
        ".byline-name",
        ".byline__name",
        ".byline a",
        ".byline",
        ".article-author",
        ".post-author",
        ".entry-author",
        ".author a",
        ".author",
        "address a",
        "[data-testid*=byline]",
        "[id*=byline]",
    ];
    let marked = MARKS.iter().find_map(|mark| {
        let names: Vec<String> = dom
            .select(mark)
            .iter()
            .take(24)
            .filter(|element| !is_in_other_part(element))
            .map(|element| {
                let content = one_line(&element.attr_or("content", ""));
                if content.is_empty() { element.nodes().first().map(divided_text).unwrap_or_default() } else { content }
            })
            .filter(|name| name.len() < 200)
            .take(6)
            .collect();
        clean_byline(&names, site)
    });
    marked.or_else(|| byline_by_class(dom, site))
}

/// `Byline_root__pp`, `gnt_ar_by`, `autor`: elements one word of whose class says who wrote.
fn byline_by_class(dom: &Dom, site: Option<&str>) -> Option<String> {
    const WORDS: &[&str] = &["byline", "author", "authors", "autor", "auteur", "writer", "by", "signature", "reporter"];
    let elements = dom
        .root()
        .descendants_it()
        .filter(|node| node.is_element() && !matches!(node.node_name().as_deref(), Some("body" | "html")));
    elements
        .filter(|node| {
            node.class().is_some_and(|class| words_of_name(&class).iter().any(|word| WORDS.contains(&word.as_str())))
        })
        .take(24)
        .filter(|node| !is_in_other_part(&dom_query::Selection::from(*node)))
        .map(|node| divided_text(&node))
        .filter(|text| text.len() < 200)
        .find_map(|text| clean_byline(&[text], site).filter(|names| names.contains(' ')))
}

/// The text of an element whose inner blocks and lines are divided by " | ".
fn divided_text(node: &dom_query::NodeRef) -> String {
    let mut text = String::new();
    for inner in node.descendants_it().take(200) {
        if inner.is_text() {
            text.push_str(&inner.text());
        } else if inner.node_name().is_some_and(|name| matches!(&*name, "br" | "div" | "p" | "li" | "time")) {
            text.push_str(" | ");
        }
    }
    one_line(&text)
}

/// Comments and lists of other stories have authors of their own.
fn is_in_other_part(element: &dom_query::Selection) -> bool {
    let Some(node) = element.nodes().first() else { return true };
    node.ancestors_it(Some(40)).any(|ancestor| {
        let names = [ancestor.class(), ancestor.id_attr()];
        let is_other = names.iter().flatten().any(|name| {
            let name = name.to_lowercase();
            ["comment", "related", "sidebar", "popular", "recommend", "most-"].iter().any(|part| name.contains(part))
        });
        let is_root = ancestor.node_name().is_some_and(|name| matches!(&*name, "body" | "html" | "main" | "article"));
        is_other && !is_root
    })
}

/// Meta tags that say when a report was published, surest first.
const DATE_NAMES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_time",
    "published-date",
    "published",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "ptime",
    "pdate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "citation_publication_date",
    "citation_date",
    "article_date_original",
    "article.published",
    "article:publicationdate",
    "originalpublicationdate",
    "vr:published_time",
    "displaydate",
    "lastpublished",
    "releasedate",
    "eomportal-firstpublished",
    "date",
    "datecreated",
    "created",
    "dc.created",
];

fn published(dom: &Dom, facts: &Facts, page: &Page, url: Option<&str>) -> Option<Publication> {
    let linked = facts.linked.published.as_deref();
    // In a page of no sane depth each look at an element's surroundings is dear, so only its head is asked.
    let marked = if page.is_too_deep() { Vec::new() } else { marked_times(dom) };
    let mut candidates: Vec<Publication> = linked.into_iter().filter_map(read_publication).collect();
    candidates.extend(facts.metas(DATE_NAMES).filter_map(read_publication));
    candidates.extend(marked.iter().filter_map(|text| read_publication(text)));
    let in_attributes = if page.is_too_deep() { Vec::new() } else { times_in_attributes(dom) };
    if candidates.is_empty() {
        candidates.extend(in_attributes);
        candidates.extend(visible_dates(page));
    } else {
        let first = candidates[0].date;
        candidates.extend(in_attributes.into_iter().filter(|publication| publication.date == first));
    }
    candidates.extend(url.and_then(date_in_address));
    let first = candidates.first()?.clone();
    // A day from the surest source and the hour from another say more than either.
    let has_hour = |publication: &&Publication| publication.text.contains('T') && publication.date == first.date;
    let best = candidates.iter().find(has_hour).cloned().unwrap_or(first);
    // Likewise the seconds, where the surest source stops at the minute.
    let same_minute = |other: &&Publication| {
        best.text.get(16..19) == Some(":00")
            && other.text.get(..16) == best.text.get(..16)
            && other.text.get(19..) == best.text.get(19..)
            && other.text != best.text
    };
    Some(candidates.iter().find(same_minute).cloned().unwrap_or(best))
}

/// Times in marked elements: `itemprop`, `time` and classes of date lines, those of updates last.
fn marked_times(dom: &Dom) -> Vec<String> {
    const MARKS: &[&str] = &[
        "[itemprop=datePublished]",
        "time[pubdate]",
        "time.published",
        "time.entry-date",
        "abbr.published",
        "article time[datetime]",
        "header time[datetime]",
        "main time[datetime]",
        "time[datetime]",
        "[data-timestamp]",
        "[data-published]",
        "[data-pubdate]",
        "[datetime]",
    ];
    let mut times = Vec::new();
    for mark in MARKS {
        for element in dom.select(mark).iter().take(8) {
            let names = format!("{} {}", element.attr_or("class", ""), element.attr_or("itemprop", "")).to_lowercase();
            let text = one_line(&element.text());
            let is_update =
                names.contains("modif") || names.contains("updat") || text.to_lowercase().starts_with("updat");
            if is_update || is_in_other_part(&element) {
                continue;
            }
            let attributes = ["content", "datetime", "title", "data-timestamp", "data-published", "data-pubdate"];
            times.extend(
                attributes.iter().map(|name| one_line(&element.attr_or(name, ""))).filter(|time| !time.is_empty()),
            );
            times.push(text);
        }
    }
    times
}

/// Whole times in attributes of elements between headline and text: `title`, `content`, `publishdate`, `data-date` ….
fn times_in_attributes(dom: &Dom) -> Vec<Publication> {
    let mut times = Vec::new();
    for node in dom.root().descendants_it().filter(|node| node.is_element()) {
        if times.len() >= 4
            || node.node_name().is_some_and(|name| matches!(&*name, "script" | "meta" | "link" | "img" | "a" | "input"))
        {
            continue;
        }
        let purpose = node.attr("itemprop").map(|name| name.to_lowercase()).unwrap_or_default();
        if purpose.contains("modif") {
            continue;
        }
        for attribute in node.attrs() {
            let name = attribute.name.local.to_lowercase();
            let is_time = ["date", "time", "publish"].iter().any(|word| name.contains(word))
                || matches!(name.as_str(), "title" | "content");
            let is_update = name.contains("updat") || name.contains("modif");
            let value = attribute.value.trim();
            let is_whole =
                value.len() >= 16 && value.len() < 40 && value.starts_with(|first: char| first.is_ascii_digit());
            if !is_time || is_update || !is_whole || divided_text(&node).to_lowercase().starts_with("updat") {
                continue;
            }
            if !is_in_other_part(&dom_query::Selection::from(node)) {
                times.extend(crate::date::read_strict(value).filter(|publication| publication.text.contains('T')));
            }
        }
    }
    times
}

/// Lines a reader sees: "Published 3 March 2024 14:05 GMT" first, then any short line with a whole date, then 17.04.2012.
fn visible_dates(page: &Page) -> Vec<Publication> {
    let short =
        || page.blocks.iter().filter(|block| block.text.len() < 160 && block.text.split_whitespace().count() < 24);
    let is_published = |text: &str| {
        let lower = text.to_lowercase();
        ["publish", "posted", "issued", "first aired", "released"].iter().any(|word| lower.contains(word))
    };
    let is_update = |text: &str| {
        let lower = text.to_lowercase();
        lower.starts_with("updat")
            || lower.starts_with("last modified")
            || lower.starts_with("modified")
            || lower.contains('©')
    };
    let read = |text: &str| {
        let text = published_part(text);
        let whole = find_date(&text).is_some_and(|date| date.year.is_some());
        if whole { read_publication(&text) } else { day_first_figures(&text) }
    };
    let mut found: Vec<Publication> =
        short().filter(|block| is_published(&block.text)).filter_map(|block| read(&block.text)).collect();
    found.extend(short().filter(|block| !is_update(&block.text)).filter_map(|block| read(&block.text)));
    found
}

/// "Updated 5 May 2024 · Published 3 May 2024" -> "3 May 2024".
fn published_part(text: &str) -> String {
    let lower = text.to_lowercase();
    let from = ["published", "posted"].iter().find_map(|word| lower.find(word)).filter(|at| text.is_char_boundary(*at));
    let part = from.map_or(text, |at| &text[at..]);
    let end = part.to_lowercase().find("updated").filter(|at| *at > 0 && part.is_char_boundary(*at));
    end.map_or(part, |at| &part[..at]).to_string()
}

/// 17.04.2012 and 17/04/2012, where the figures leave no doubt which is the day.
fn day_first_figures(text: &str) -> Option<Publication> {
    // "9. 12. 2010" is written with spaces in Central Europe.
    let text = text.replace(". ", ".");
    text.split(|character: char| character.is_whitespace() || matches!(character, ',' | '|' | '(' | ')')).find_map(
        |word| {
            let parts: Vec<&str> = word.split(['.', '/', '-']).filter(|part| !part.is_empty()).collect();
            let [first, second, year] = parts.as_slice() else { return None };
            let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
            let dotted = word.contains('.');
            let (day, month) = if first > 12 || dotted || first == second {
                (first, second)
            } else if second > 12 {
                (second, first)
            } else {
                return None;
            };
            (year.len() == 4).then(|| read_publication(&format!("{year}-{month:02}-{day:02}"))).flatten()
        },
    )
}

/// `/2023/12/16/` in an address.
fn date_in_address(url: &str) -> Option<Publication> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|window| {
        let is_date = window[0].len() == 4 && window[1].len() == 2 && window[2].len() == 2;
        is_date.then(|| read_publication(&window.join("-"))).flatten()
    })
}

/// The canonical address, made whole; one that only names the site is no report's.
fn url(dom: &Dom, facts: &Facts) -> Option<String> {
    const NAMES: &[&str] = &[
        "og:url",
        "parsely-link",
        "twitter:url",
        "dc.identifier",
        "dcterms.identifier",
        "dc.source",
        "cxenseparse:url",
        "identifier-url",
        "url",
        "mainentityofpage",
    ];
    let canonical = dom.select("link[rel~=canonical]").first().attr("href").map(|href| href.trim().to_string());
    let marked = dom.select("[itemprop=mainEntityOfPage], [itemprop=url]").first();
    let marked = ["itemid", "href", "content"].iter().find_map(|name| marked.attr(name)).map(|href| href.to_string());
    let mut candidates: Vec<String> = canonical.into_iter().filter(|href| !href.is_empty()).collect();
    candidates.extend(facts.metas(NAMES).filter(|content| content.contains('/')).map(str::to_string));
    candidates.extend(facts.linked.url.clone());
    candidates.extend(marked.filter(|href| href.starts_with("http")));
    let base = dom.select("base[href]").first().attr("href").and_then(|href| url::Url::parse(href.trim()).ok());
    candidates.extend(base.as_ref().filter(|base| base.path().len() > 1).map(|base| base.to_string()));
    let base = base.or_else(|| candidates.iter().find_map(|candidate| url::Url::parse(candidate).ok()));
    let base = base.or_else(|| facts.linked.url.as_ref().and_then(|address| url::Url::parse(address).ok()));
    let mut whole = candidates.iter().filter_map(|candidate| match url::Url::parse(candidate) {
        Ok(url) => Some((candidate.clone(), url)),
        Err(_) => base.as_ref()?.join(candidate).ok().map(|url| (url.to_string(), url)),
    });
    let is_report =
        |url: &url::Url| matches!(url.scheme(), "http" | "https") && (url.path().len() > 1 || url.query().is_some());
    // The address is given back as written: parsing changes what others compare.
    whole.find(|(_, url)| is_report(url)).map(|(address, _)| address)
}

fn site(facts: &Facts) -> Option<String> {
    const NAMES: &[&str] = &[
        "og:site_name",
        "dc.publisher",
        "dcterms.publisher",
        "publisher",
        "application-name",
        "apple-mobile-web-app-title",
        "cre",
        "copyright-holder",
        "sailthru.site",
        "citation_journal_title",
    ];
    let is_name = |name: &&str| !name.is_empty() && name.len() < 80 && !name.starts_with("http");
    let stated = facts.metas(NAMES).find(is_name).map(str::to_string);
    let linked = facts.linked.site.clone();
    // Where both name the same outlet, the one with its capital is its name.
    match (stated, linked) {
        (Some(stated), Some(linked)) if stated.to_lowercase() == linked.to_lowercase() => {
            Some(if stated.starts_with(char::is_lowercase) { linked } else { stated })
        }
        (stated, linked) => stated.or(linked),
    }
}

/// The outlet as the page shows it: what its title has beside the headline, or the words of its logo.
fn shown_site(dom: &Dom, title: Option<&str>) -> Option<String> {
    const LOGOS: &[&str] = &[
        "[itemprop=publisher] [itemprop=name]",
        "#site-name",
        ".site-name",
        ".site-title",
        "#site-title",
        "#logo",
        ".logo",
        ".brand",
        ".navbar-brand",
        "[class*=logo]",
        "#header h1",
        "header h1",
        "#header h1 a",
        "a[rel=home]",
    ];
    let page_title = one_line(&dom.select("title").first().text());
    let is_name = |name: &str| {
        let is_title = title.is_some_and(|title| compact(title) == compact(name));
        let n_words = name.split_whitespace().count();
        (1..=6).contains(&n_words) && name.len() < 60 && !is_title && name.chars().any(char::is_alphabetic)
    };
    let logo = LOGOS.iter().find_map(|mark| {
        dom.select(mark).iter().take(3).find_map(|element| {
            let content = one_line(&element.attr_or("content", ""));
            let image = one_line(&element.select("img[alt]").first().attr_or("alt", ""));
            let text = one_line(&element.text());
            [content, text, image].into_iter().find(|name| is_name(name))
        })
    });
    let parts: Vec<&str> = page_title.split(['|', '»', '·', '•']).flat_map(|part| part.split(" - ")).collect();
    let parts: Vec<&str> = parts
        .iter()
        .flat_map(|part| part.split(" :: "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" — "))
        .flat_map(|part| part.split(" / "))
        .map(str::trim)
        .collect();
    let in_title = title.filter(|title| parts.iter().any(|part| compact(part) == compact(title)));
    let others = || parts.iter().filter(|part| is_name(part) && in_title.is_some());
    // The logo confirms which part of the title names the outlet; alone, the last part does, or the first of two.
    let confirmed = logo.as_deref().and_then(|logo| others().find(|part| compact(part) == compact(logo)));
    confirmed.or_else(|| others().next_back()).map(|part| part.to_string()).or(logo)
}

fn host(url: Option<&str>) -> Option<String> {
    let host = url::Url::parse(url?).ok()?.host_str()?.to_string();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_string())
}

fn language(dom: &Dom, facts: &Facts) -> Option<String> {
    let html = dom.select("html").first();
    let declared = ["lang", "xml:lang"].iter().find_map(|name| html.attr(name)).map(|value| value.to_string());
    let names = &["content-language", "language", "dc.language", "dcterms.language", "og:locale", "inlanguage"];
    declared
        .filter(|language| !language.trim().is_empty())
        .or_else(|| facts.linked.language.clone())
        .or_else(|| facts.metas(names).next().map(str::to_string))
}
