use std::io::BufRead;
fn main() {
    let how = std::env::args().nth(1).unwrap();
    let dir = std::path::PathBuf::from(std::env::args().nth(2).unwrap());
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let html = std::fs::read(dir.join(v["html_path"].as_str().unwrap())).unwrap();
        let html = String::from_utf8_lossy(&html).into_owned();
        let url = v["url"].as_str().map(str::to_string);
        let rs = |o: rs_trafilatura::Options| rs_trafilatura::extract_with_options(&html, &o).map(|r| r.content_text).unwrap_or_default();
        use rs_trafilatura::{Options, page_type::PageType};
        let body = match how.as_str() {
            "rs" => rs(Options::default()),
            "rs-url" => rs(Options { url, ..Options::default() }),
            "rs-article" => rs(Options { page_type: Some(PageType::Article), ..Options::default() }),
            "rs-precision" => rs(Options { favor_precision: true, ..Options::default() }),
            "rs-recall" => rs(Options { favor_recall: true, ..Options::default() }),
            "rs-ap" => rs(Options { page_type: Some(PageType::Article), favor_precision: true, ..Options::default() }),
            "rs-notables" => rs(Options { include_tables: false, page_type: Some(PageType::Article),..Options::default() }),
            "rs-dedup" => rs(Options { deduplicate: true, page_type: Some(PageType::Article),..Options::default() }),
            "rs-nofallback" => rs(Options { use_fallback_extraction: false, page_type: Some(PageType::Article),..Options::default() }),
            "smoothie" => dom_smoothie::Readability::new(html.as_str(), None, None).and_then(|mut r| r.parse()).map(|a| a.text_content.to_string()).unwrap_or_default(),
            "smoothie-f" => dom_smoothie::Readability::new(html.as_str(), None, Some(dom_smoothie::Config{text_mode: dom_smoothie::TextMode::Formatted, ..Default::default()})).and_then(|mut r| r.parse()).map(|a| a.text_content.to_string()).unwrap_or_default(),
            "ours" => { let t = dom_query::Document::from(html.as_str()).select("title").text().to_string(); rapporteur_ingest::html::try_body(&html, Some(&t)) }
            _ => panic!(),
        };
        println!("{}", serde_json::json!({"id": v["id"], "body": body}));
    }
}
