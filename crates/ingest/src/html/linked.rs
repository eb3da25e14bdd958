//! What does a page say about itself in JSON-LD?
//!
//! Outlets write one object, a list, or a `@graph`; authors are a string, an object, a list of either, or a reference
//! by `@id`; and some write JSON that is none. All are read here into one flat answer.

use serde_json::Value;
use std::collections::BTreeMap;

/// What the linked data of a page says about its report.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Linked {
    /// `headline`, else `name`.
    pub(crate) title: Option<String>,
    /// Names of authors, in order.
    pub(crate) authors: Vec<String>,
    /// `datePublished`.
    pub(crate) published: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub(crate) url: Option<String>,
    /// `inLanguage`.
    pub(crate) language: Option<String>,
    /// Name of the publisher or of the site.
    pub(crate) site: Option<String>,
}

impl Linked {
    /// Fills what is open from the data of a page's own program, where one object has the headline of the page.
    ///
    /// `{"article": {"title": "Bridge opens", "published": "2020-02-03T10:00:00Z", "authors": [{"name": "Jo Bell"}]}}`
    pub(crate) fn add_state(&mut self, scripts: &[String], is_shown: impl Fn(&str) -> bool) {
        for state in scripts.iter().filter_map(|script| serde_json::from_str::<Value>(script).ok()) {
            let mut open = vec![&state];
            while let Some(value) = open.pop() {
                let titles = ["title", "headline", "name"].iter().filter_map(|key| value[*key].as_str());
                if value.is_object() && titles.clone().any(|title| title.len() > 12 && is_shown(title)) {
                    self.add_state_object(value);
                }
                match value {
                    Value::Array(items) => open.extend(items.iter().rev()),
                    Value::Object(fields) => open.extend(fields.values().rev()),
                    _ => {}
                }
            }
        }
    }

    fn add_state_object(&mut self, object: &Value) {
        const PUBLISHED: &[&str] = &[
            "published",
            "publishedAt",
            "published_at",
            "datePublished",
            "publishDate",
            "publish_date",
            "firstPublished",
            "firstPublishedAt",
            "publishedDate",
            "pubDate",
            "display_date",
            "first_publish_date",
            "date",
        ];
        if self.authors.is_empty() {
            for key in ["authors", "author", "byline", "by"] {
                add_names(&mut self.authors, &object[key], &BTreeMap::new(), 0);
            }
        }
        let published = PUBLISHED.iter().filter_map(|key| object[*key].as_str()).find(|text| text.len() >= 10);
        self.published = self.published.take().or_else(|| published.map(str::to_string));
        self.site = self.site.take().or_else(|| text(object, "site")).or_else(|| text(object, "siteName"));
    }
}

/// Reads the scripts of a page in order; the first report among them wins, others fill what it leaves open.
pub(crate) fn read_linked(scripts: &[String]) -> Linked {
    let mut objects = Vec::new();
    let mut broken = Vec::new();
    for script in scripts {
        let bare = bare_json(script);
        match serde_json::from_str::<Value>(&bare).or_else(|_| serde_json::from_str(&repaired(&bare))) {
            Ok(value) => collect(value, &mut objects),
            Err(_) => broken.push(bare),
        }
    }
    let by_id = by_id(&objects);
    let mut linked = Linked::default();
    let mut reports: Vec<&Value> = objects.iter().filter(|object| report_rank(object).is_some()).collect();
    reports.sort_by_key(|object| report_rank(object));
    for report in reports {
        add_report(&mut linked, report, &by_id);
    }
    for site in objects.iter().filter(|object| has_type(object, &["WebSite", "NewsMediaOrganization"])) {
        linked.site = linked.site.take().or_else(|| text(site, "name"));
    }
    for script in &broken {
        add_scanned(&mut linked, script);
    }
    linked
}

/// Some pages wrap the data as their scripts: in comments or CDATA, or with a semicolon after it.
fn bare_json(script: &str) -> String {
    let mut text = script.trim();
    for wrap in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["] {
        text = text.strip_prefix(wrap).unwrap_or(text).trim_start();
    }
    for wrap in ["-->", "//]]>", "/*]]>*/", "]]>", ";", "//"] {
        text = text.strip_suffix(wrap).unwrap_or(text).trim_end();
    }
    text.to_string()
}

/// Raw line breaks inside strings become spaces, and commas before a closing bracket go.
fn repaired(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut in_string = false;
    let mut escaped = false;
    for character in text.chars() {
        if in_string {
            let is_control = character.is_control();
            in_string = character != '"' || escaped;
            escaped = character == '\\' && !escaped;
            repaired.push(if is_control { ' ' } else { character });
            continue;
        }
        if matches!(character, '}' | ']') {
            let kept = repaired.trim_end().len();
            if repaired[..kept].ends_with(',') {
                repaired.truncate(kept - 1);
            }
        }
        in_string = character == '"';
        repaired.push(character);
    }
    repaired
}

/// All objects that may describe a thing: the top level, lists, `@graph` and what a page is about.
fn collect(value: Value, objects: &mut Vec<Value>) {
    // serde_json itself refuses more than 128 levels, so this recursion is bounded.
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| collect(item, objects)),
        Value::Object(mut object) => {
            for inner in ["@graph", "mainEntity", "hasPart"] {
                if object.get(inner).is_some_and(|value| value.is_array() || value.is_object()) {
                    collect(object[inner].take(), objects);
                }
            }
            objects.push(Value::Object(object));
        }
        _ => {}
    }
}

fn by_id(objects: &[Value]) -> BTreeMap<String, &Value> {
    let mut by_id = BTreeMap::new();
    for object in objects {
        if let Some(id) = object["@id"].as_str().filter(|_| object.get("name").is_some()) {
            by_id.entry(id.to_string()).or_insert(object);
        }
    }
    by_id
}

/// Reports before pages: 0 for an article of news, 1 for another article, 2 for the page itself.
fn report_rank(object: &Value) -> Option<u8> {
    let types = types(object);
    let any = |test: &dyn Fn(&str) -> bool| types.iter().any(|name| test(name));
    if any(&|name| name.ends_with("NewsArticle") || matches!(name, "ReportageNewsArticle" | "LiveBlogPosting")) {
        return Some(0);
    }
    if any(&|name| name.ends_with("Article") || name.ends_with("Posting") || matches!(name, "Report" | "CreativeWork"))
    {
        return Some(1);
    }
    any(&|name| matches!(name, "WebPage" | "ItemPage")).then_some(2)
}

fn types(object: &Value) -> Vec<String> {
    let name = |value: &Value| value.as_str().map(|name| name.rsplit('/').next().unwrap_or(name).to_string());
    match &object["@type"] {
        Value::Array(items) => items.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    }
}

fn has_type(object: &Value, wanted: &[&str]) -> bool {
    types(object).iter().any(|name| wanted.contains(&name.as_str()))
}

fn add_report(linked: &mut Linked, report: &Value, by_id: &BTreeMap<String, &Value>) {
    let is_page = report_rank(report) == Some(2);
    if !is_page {
        linked.title = linked.title.take().or_else(|| text(report, "headline")).or_else(|| text(report, "name"));
    }
    if linked.authors.is_empty() {
        for key in ["author", "creator"] {
            if linked.authors.is_empty() {
                add_names(&mut linked.authors, &report[key], by_id, 0);
            }
        }
    }
    if !linked.authors.is_empty() {
        add_names(&mut linked.authors, &report["contributor"], by_id, 0);
    }
    linked.published =
        linked.published.take().or_else(|| text(report, "datePublished")).or_else(|| text(report, "dateCreated"));
    linked.url = linked.url.take().or_else(|| address(report));
    linked.language = linked.language.take().or_else(|| text(report, "inLanguage"));
    let mut publishers = Vec::new();
    add_names(&mut publishers, &report["publisher"], by_id, 0);
    linked.site = linked.site.take().or_else(|| publishers.into_iter().next());
}

fn add_names(names: &mut Vec<String>, value: &Value, by_id: &BTreeMap<String, &Value>, depth: u8) {
    match value {
        Value::String(name) => names.push(clean(name)),
        Value::Array(items) => items.iter().for_each(|item| add_names(names, item, by_id, depth)),
        // A name may be a list of names.
        Value::Object(_) if value.get("name").is_some() && depth < 3 => {
            add_names(names, &value["name"], by_id, depth + 1)
        }
        Value::Object(_) => {
            let id = value["@id"].as_str().unwrap_or("");
            if let Some(named) = by_id.get(id).filter(|_| depth < 3) {
                add_names(names, &named["name"], by_id, depth + 1);
            }
        }
        _ => {}
    }
}

fn address(report: &Value) -> Option<String> {
    let page = &report["mainEntityOfPage"];
    let candidates = [report["url"].as_str(), page.as_str(), page["@id"].as_str(), report["@id"].as_str()];
    candidates.into_iter().flatten().find(|address| address.starts_with("http")).map(str::to_string)
}

fn text(object: &Value, key: &str) -> Option<String> {
    let value = match &object[key] {
        Value::Array(items) => items.first()?,
        Value::Object(inner) => inner.get("@value").or_else(|| inner.get("alternateName"))?,
        other => other,
    };
    value.as_str().map(clean).filter(|text| !text.is_empty())
}

/// Some systems escape their strings for HTML before they write them as JSON.
fn clean(text: &str) -> String {
    super::source::unescape(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What can still be read where the whole is not JSON: the first value of each key that counts.
fn add_scanned(linked: &mut Linked, script: &str) {
    if !script.contains("Article") && !script.contains("Posting") {
        return;
    }
    linked.title = linked.title.take().or_else(|| scan(script, "headline"));
    linked.published = linked.published.take().or_else(|| scan(script, "datePublished"));
    linked.language = linked.language.take().or_else(|| scan(script, "inLanguage"));
    let after = |key: &str| script.find(&format!("\"{key}\"")).map(|at| &script[at..]);
    if linked.authors.is_empty() {
        let author = after("author").and_then(|rest| scan(rest, "author").or_else(|| scan(rest, "name")));
        linked.authors.extend(author);
    }
    linked.site = linked.site.take().or_else(|| after("publisher").and_then(|rest| scan(rest, "name")));
}

/// `"key" : "value"` -> value, escapes undone.
fn scan(script: &str, key: &str) -> Option<String> {
    let rest = &script[script.find(&format!("\"{key}\""))? + key.len() + 2..];
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let mut escaped = false;
    let end = rest.char_indices().find(|(_, character)| {
        let ends = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        ends
    })?;
    let quoted = format!("\"{}\"", rest[..end.0].replace(|character: char| character.is_control(), " "));
    let value: String = serde_json::from_str(&quoted).ok()?;
    Some(clean(&value)).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(script: &str) -> Linked {
        read_linked(&[script.to_string()])
    }

    #[test]
    fn authors_come_as_strings_objects_lists_and_references() {
        for script in [
            r#"{"@type":"NewsArticle","author":"Ana Ruiz"}"#,
            r#"{"@type":"NewsArticle","author":{"@type":"Person","name":"Ana Ruiz"}}"#,
            r#"[{"@type":["Article","NewsArticle"],"author":[{"name":["Ana Ruiz"]}]}]"#,
            r##"{"@graph":[{"@type":"Article","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ana Ruiz"}]}"##,
            r#"{"@type":"https://schema.org/NewsArticle","creator":["Ana Ruiz"],}"#,
        ] {
            assert_eq!(read(script).authors, ["Ana Ruiz"], "{script}");
        }
    }

    #[test]
    fn broken_data_still_gives_its_plain_fields() {
        let script = r#"{"@type":"NewsArticle", headline: , "headline":"Ferry \"Lark\" sinks","author":{"name":"Jo Bell"},"datePublished":"2020-01-02""#;
        let linked = read(script);
        assert_eq!(linked.title.as_deref(), Some("Ferry \"Lark\" sinks"));
        assert_eq!(linked.authors, ["Jo Bell"]);
        assert_eq!(linked.published.as_deref(), Some("2020-01-02"));
    }

    #[test]
    fn the_report_outranks_the_page_around_it() {
        let script = r#"[{"@type":"WebPage","datePublished":"2019-01-01","name":"Front"},
            {"@type":"NewsArticle","headline":"Bridge opens","datePublished":"2020-02-03"}]"#;
        let linked = read(script);
        assert_eq!((linked.title.as_deref(), linked.published.as_deref()), (Some("Bridge opens"), Some("2020-02-03")));
    }
}
