//! How does a web page become a document?
mod body;
mod page;
pub(crate) use body::choose_blocks;
pub(crate) use page::read_page;
/// temporary
pub fn try_body(html: &str, title: Option<&str>) -> String {
    let extracted = rs_trafilatura::extract(html).map(|r| r.content_text).unwrap_or_default();
    let page = read_page(&dom_query::Document::from(html));
    if std::env::var("DBG").is_ok() { let c: std::collections::BTreeSet<usize> = choose_blocks(&page, &extracted, title, None).into_iter().map(|x|x.0).collect(); for (i,b) in page.blocks.iter().enumerate() { eprintln!("{} {:?} r{:?} c{} l{} | {}", if c.contains(&i) {'+'} else {'-'}, b.tag, b.region.map(|r| page.regions[r].part), b.container, b.link_bytes, b.text.chars().take(90).collect::<String>()); } }
    choose_blocks(&page, &extracted, title, None).into_iter().filter(|(_, r)| *r == body::Role::Body).map(|(at, _)| page.blocks[at].text.clone()).collect::<Vec<_>>().join("\n\n")
}
