//! Which blocks of text does a page have, and what do the elements around each say about it?
//!
//! The walk keeps what extractors throw away: which words of a block are links, and which elements around it are named
//! like boilerplate ("related", "newsletter", "share"). Nothing is decided here.

use dom_query::{Document as Dom, NodeRef};

/// A page as a list of text blocks in reading order, and the regions they stand in.
pub(crate) struct Page {
    /// Blocks of visible text.
    pub(crate) blocks: Vec<PageBlock>,
    /// Elements whose name, class or id is that of a page part; inner ones point at outer ones.
    pub(crate) regions: Vec<Region>,
    /// How deep its elements nest.
    pub(crate) depth: usize,
}

impl Page {
    /// Whether the page nests deeper than any page made for readers.
    ///
    /// Such a page is not given to the extractor, whose recursion it could exhaust.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.depth > 256
    }
}

/// One run of visible text between block-level tags.
pub(crate) struct PageBlock {
    /// The words, white space made single.
    pub(crate) text: String,
    /// The block-level element around the words.
    pub(crate) tag: Tag,
    /// How many bytes of `text` are link words.
    pub(crate) link_bytes: usize,
    /// The innermost region around it, if any.
    pub(crate) region: Option<usize>,
    /// The number of the element that holds this block and its siblings.
    pub(crate) container: usize,
    /// The pieces of a short block's text that stand in elements of their own; empty for a long block.
    pub(crate) runs: Vec<String>,
}

/// The block-level element that a block's words stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// `p`, and text in elements that say nothing.
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    /// `li`, `dt`, `dd`.
    Item,
    /// `blockquote`.
    Quote,
    /// `figcaption`, `caption` and elements of class "caption".
    Caption,
    /// `td`, `th`.
    Cell,
}

/// An element that by its name holds a part of the page other than prose.
pub(crate) struct Region {
    /// The region around this one.
    pub(crate) parent: Option<usize>,
    /// What it is named for.
    pub(crate) part: Part,
}

/// What part of a page a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Links, forms, comments, advertisements: never prose of the report.
    Boilerplate,
    /// Byline, date, sharing line: about the report.
    About,
    /// Standfirst or summary under the headline.
    Standfirst,
    /// `header`, which may hold the headline or the menu.
    Header,
    /// Caption of a photograph.
    Caption,
    /// Embedded posts of social networks: quoted prose, kept when it stands inside the body.
    Embed,
}

/// Walks the page once, without recursion, so that deep nesting costs no stack.
pub(crate) fn read_page(dom: &Dom) -> Page {
    let mut walk = Walk::default();
    let mut stack = vec![Step::Enter(dom.root())];
    let (mut depth, mut deepest) = (0usize, 0usize);
    while let Some(step) = stack.pop() {
        match step {
            Step::Leave(leaving) => {
                depth -= 1;
                walk.leave(leaving);
            }
            Step::Enter(node) if node.is_text() => walk.add_text(&node.text()),
            Step::Enter(node) if node.is_element() => {
                let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
                if is_unseen(&name, &node) {
                    continue;
                }
                let leaving = walk.enter(&name, &node);
                depth += 1;
                deepest = deepest.max(depth);
                stack.push(Step::Leave(leaving));
                stack.extend(node.children_it(true).map(Step::Enter));
            }
            Step::Enter(node) => stack.extend(node.children_it(true).map(Step::Enter)),
        }
    }
    walk.flush();
    Page { blocks: walk.blocks, regions: walk.regions, depth: deepest }
}

/// Named elements inside more named elements than this are not told apart, so that looking outwards stays cheap.
const MOST_REGIONS: usize = 32;

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Leaving),
}

/// What to undo when an element is left.
#[derive(Default)]
struct Leaving {
    block: bool,
    tag: bool,
    link: bool,
    region: bool,
    paragraph: bool,
}

#[derive(Default)]
struct Walk {
    blocks: Vec<PageBlock>,
    regions: Vec<Region>,
    open_region: Option<usize>,
    n_open_regions: usize,
    containers: Vec<usize>,
    n_containers: usize,
    tags: Vec<Tag>,
    n_links: usize,
    n_paragraphs: usize,
    text: String,
    runs: Vec<String>,
    link_bytes: usize,
}

impl Walk {
    fn enter(&mut self, name: &str, node: &NodeRef) -> Leaving {
        let mut leaving = Leaving::default();
        if name == "br" {
            self.line_break();
            return leaving;
        }
        if is_block_level(name) {
            self.flush();
            self.n_containers += 1;
            self.containers.push(self.n_containers);
            leaving.block = true;
        }
        if let Some(tag) = tag_of(name) {
            self.tags.push(tag);
            leaving.tag = true;
        }
        if name == "a" {
            self.n_links += 1;
            leaving.link = true;
        }
        if name == "p" {
            self.n_paragraphs += 1;
            leaving.paragraph = true;
        }
        // Inside a paragraph a named inline element (a time, a link of class "tag") is a word of its sentence.
        let is_word = self.n_paragraphs > 0 && !is_block_level(name);
        let part = if is_word { None } else { part_of(name, node) };
        if let Some(part) = part.filter(|_| self.n_open_regions < MOST_REGIONS) {
            self.n_open_regions += 1;
            self.flush();
            self.regions.push(Region { parent: self.open_region, part });
            self.open_region = Some(self.regions.len() - 1);
            leaving.region = true;
        }
        leaving
    }

    fn leave(&mut self, leaving: Leaving) {
        if leaving.block || leaving.region {
            self.flush();
        }
        if leaving.block {
            self.containers.pop();
        }
        if leaving.tag {
            self.tags.pop();
        }
        if leaving.link {
            self.n_links -= 1;
        }
        if leaving.paragraph {
            self.n_paragraphs -= 1;
        }
        if leaving.region {
            self.n_open_regions -= 1;
            self.open_region = self.open_region.and_then(|region| self.regions[region].parent);
        }
    }

    fn add_text(&mut self, words: &str) {
        if self.runs.len() < 16 && self.text.len() < 200 {
            self.runs.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        for character in words.chars() {
            if matches!(character, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') {
                continue;
            }
            let before = self.text.len();
            if character.is_whitespace() {
                if self.text.is_empty() || self.text.ends_with([' ', '\n']) {
                    continue;
                }
                self.text.push(' ');
            } else if character.is_control() {
                continue;
            } else {
                self.text.push(character);
            }
            let added = self.text.len() - before;
            self.link_bytes += if self.n_links > 0 { added } else { 0 };
        }
    }

    /// One line break is white space; two divide paragraphs.
    fn line_break(&mut self) {
        let trimmed = self.text.trim_end_matches(' ').len();
        self.text.truncate(trimmed);
        if self.text.ends_with('\n') {
            self.flush();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn flush(&mut self) {
        let text = self.text.trim();
        // Lines that are all short and end no sentence (a headline, a byline, a date) are blocks of their own.
        let is_line = |line: &str| line.split_whitespace().count() <= 14 && !super::ends_sentence(line);
        let lines: Vec<String> = if text.contains('\n') && text.lines().all(is_line) {
            text.lines().map(|line| line.trim().to_string()).collect()
        } else {
            vec![text.replace('\n', " ")]
        };
        self.runs.retain(|run| !run.is_empty());
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            // The last container is the element around the words; siblings share the one before it.
            let tag = self.tags.last().copied().unwrap_or(Tag::Paragraph);
            let depth = self.containers.len();
            let container = if depth >= 2 { self.containers[depth - 2] } else { 0 };
            let runs = if line.len() < 200 { self.runs.clone() } else { Vec::new() };
            let link_bytes = self.link_bytes.min(line.len());
            self.blocks.push(PageBlock { text: line, tag, link_bytes, region: self.open_region, container, runs });
        }
        self.text.clear();
        self.runs.clear();
        self.link_bytes = 0;
    }
}

fn is_unseen(name: &str, node: &NodeRef) -> bool {
    let never_shown = matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "head"
            | "select"
            | "button"
            | "textarea"
            | "option"
            | "object"
            | "canvas"
            | "video"
            | "audio"
            | "math"
            | "datalist"
            | "dialog"
    );
    let is_tooltip = node.class().is_some_and(|class| {
        words_of_name(&class)
            .iter()
            .any(|word| matches!(word.as_str(), "tooltip" | "popover" | "rollover" | "hovercard"))
    });
    never_shown
        || (is_tooltip && !is_block_level(name) && name != "a")
        || node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|character| !character.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

fn is_block_level(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "div"
            | "p"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "pre"
            | "hr"
            | "form"
            | "fieldset"
            | "address"
            | "details"
            | "summary"
            | "center"
            | "label"
            | "legend"
            | "picture"
    )
}

fn tag_of(name: &str) -> Option<Tag> {
    Some(match name {
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "li" | "dt" | "dd" => Tag::Item,
        "blockquote" => Tag::Quote,
        "figcaption" | "caption" => Tag::Caption,
        "td" | "th" => Tag::Cell,
        _ => return None,
    })
}

/// What an element's name, role, class or id says it is.
fn part_of(name: &str, node: &NodeRef) -> Option<Part> {
    match name {
        "nav" | "footer" | "aside" | "form" | "address" => return Some(Part::Boilerplate),
        "header" => return Some(Part::Header),
        "figcaption" => return Some(Part::Caption),
        "time" => return Some(Part::About),
        "html" | "body" | "main" | "article" => return None,
        _ => {}
    }
    let role = node.attr("role").map(|role| role.to_string()).unwrap_or_default();
    if matches!(role.as_str(), "navigation" | "complementary" | "contentinfo" | "dialog" | "search" | "form") {
        return Some(Part::Boilerplate);
    }
    let property = node.attr("itemprop").map(|property| property.to_string()).unwrap_or_default();
    match property.as_str() {
        "author" | "datePublished" | "dateModified" | "publisher" | "keywords" => return Some(Part::About),
        "caption" => return Some(Part::Caption),
        _ => {}
    }
    for attribute in ["data-gu-name", "data-component", "data-testid"] {
        if let Some(part) = node.attr(attribute).and_then(|name| part_of_name(&name)) {
            return Some(part);
        }
    }
    let class = node.class().map(|class| class.to_string()).unwrap_or_default();
    let id = node.id_attr().map(|id| id.to_string()).unwrap_or_default();
    [class, id].iter().flat_map(|names| names.split_whitespace().take(12)).find_map(part_of_name)
}

/// `article__related-links`, `relatedLinks` and `related` all name a part; the words of a name are compared one by one.
fn part_of_name(name: &str) -> Option<Part> {
    if name.len() > 80 {
        return None;
    }
    let words = words_of_name(name);
    // "has-sidebar", "no-comments" and "with-ads" describe what is inside or missing, not the element itself.
    if words.first().is_some_and(|first| matches!(first.as_str(), "has" | "no" | "with" | "is" | "js" | "not")) {
        return None;
    }
    if matches!(name, "twitter-tweet" | "instagram-media" | "fb-post" | "tiktok-embed") {
        return Some(Part::Embed);
    }
    words.iter().find_map(|word| part_of_word(word)).or_else(|| {
        let joined = words.concat();
        let joined_part =
            ["readmore", "seealso", "mostread", "mostpopular", "youmayalsolike", "alsoread", "leavereply"];
        joined_part.iter().any(|part| joined.contains(part)).then_some(Part::Boilerplate)
    })
}

fn part_of_word(word: &str) -> Option<Part> {
    Some(match word {
        "related" | "recommended" | "recommendations" | "recirc" | "recirculation" | "newsletter" | "newsletters"
        | "subscribe" | "subscription" | "signup" | "share" | "sharing" | "sharebar" | "sharethis" | "addthis"
        | "addtoany" | "sharedaddy" | "social" | "tags" | "taglist" | "tagcloud" | "breadcrumb" | "breadcrumbs"
        | "comment" | "comments" | "disqus" | "respond" | "reply" | "promo" | "promos" | "advert" | "advertisement"
        | "ad" | "ads" | "adunit" | "adslot" | "sponsored" | "sponsor" | "outbrain" | "taboola" | "bio"
        | "authorbox" | "copyright" | "disclaimer" | "footer" | "sidebar" | "widget" | "menu" | "navigation"
        | "nav" | "navbar" | "popup" | "modal" | "cookie" | "cookies" | "consent" | "trending" | "popular"
        | "pagination" | "pager" | "toolbar" | "login" | "poll" | "cta" | "teaser" | "teasers" | "donate"
        | "donation" | "jp" | "yarpp" | "rail" | "carousel" | "playlist" | "ticker" | "skip" | "postmetadata"
        | "keywords" | "topics" => Part::Boilerplate,
        "byline" | "bylines" | "author" | "authors" | "timestamp" | "dateline" | "date" | "datetime" | "pubdate"
        | "postmeta" | "kicker" | "eyebrow" | "tag" | "hashtag" => Part::About,
        "standfirst" | "deck" | "dek" | "subheadline" | "subtitle" | "subtitulo" | "lede" | "chapo" | "summary"
        | "excerpt" | "bullets" => Part::Standfirst,
        "caption" | "credit" | "credits" | "imagecaption" | "photocaption" | "figcaption" => Part::Caption,
        _ => return None,
    })
}

/// `relatedLinks-top` -> related, links, top.
pub(crate) fn words_of_name(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_lower = false;
    for character in name.chars() {
        let divides = !character.is_alphanumeric();
        if divides || (character.is_uppercase() && before_lower) {
            words.push(String::new());
        }
        if !divides {
            words.last_mut().expect("one word is always open").extend(character.to_lowercase());
        }
        before_lower = character.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}
