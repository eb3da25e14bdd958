//! Text and markdown reports: what stands around the prose is read, what is prose stays.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

use jiff::civil::Date;
use rapporteur_core::document::{BlockKind, Document};
use rapporteur_ingest::{Ingested, Options, Skipped, read};

fn ingest(name: &str, source: &str) -> Ingested {
    let mut read = read(name, source.as_bytes(), &Options::default());
    let first = read.next().expect("an input gives at least one item");
    assert!(read.next().is_none(), "a file is one document");
    first.unwrap_or_else(|error| panic!("{error}"))
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|block| (block.kind, block.span.of(&document.text))).collect()
}

const MARKDOWN: &str = "

# Ghana and Togo Sign 'Historic' Ferry Pact

By [Reuters](#)

March 9, 2021


Ghana's Transport Minister Esi Nkrumah and Togo's envoy Kossi Adjovi (L-R) shake hands at the port of Tema. **Yaw Boateng/POOL/GNA**

Ghanaian Transport Minister Esi Nkrumah on Monday welcomed a ferry pact with *Togo* after talks with the envoy in the [port of Tema](https://example.org/tema).

\"We have waited for this boat,\" she said in remarks carried by state radio.

In the ceremony also attended by the port's director, Nkrumah praised

the shipyards of both countries.

- Two boats will sail daily.
- Fares will be **frozen**.

## What comes next

Togo — which has no ferry of its own — will pay a third of the costs.

Original url:

<https://www.example.org/2021/03/09/ghana-togo-ferry-pact-a123>";

#[test]
fn a_markdown_report_is_read_into_its_parts() {
    let Ingested { document, .. } = ingest("ferry.md", MARKDOWN);
    assert_eq!(document.title.as_deref(), Some("Ghana and Togo Sign 'Historic' Ferry Pact"));
    assert_eq!(document.byline.as_deref(), Some("Reuters"));
    assert_eq!(document.agency.as_deref(), Some("Reuters"));
    assert_eq!(document.published.as_ref().map(|published| published.text.as_str()), Some("2021-03-09"));
    assert_eq!(document.url.as_deref(), Some("https://www.example.org/2021/03/09/ghana-togo-ferry-pact-a123"));
    let caption =
        "Ghana's Transport Minister Esi Nkrumah and Togo's envoy Kossi Adjovi (L-R) shake hands at the port of Tema.";
    assert_eq!(document.captions, [caption]);
    assert_eq!(document.language.as_deref(), Some("en"));
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Caption, caption),
            (
                BlockKind::Body,
                "Ghanaian Transport Minister Esi Nkrumah on Monday welcomed a ferry pact with Togo after talks with the envoy in the port of Tema."
            ),
            (BlockKind::Body, "\"We have waited for this boat,\" she said in remarks carried by state radio."),
            (
                BlockKind::Body,
                "In the ceremony also attended by the port's director, Nkrumah praised the shipyards of both countries."
            ),
            (BlockKind::Item, "Two boats will sail daily."),
            (BlockKind::Item, "Fares will be frozen."),
            (BlockKind::Heading, "What comes next"),
            (BlockKind::Body, "Togo — which has no ferry of its own — will pay a third of the costs."),
        ]
    );
    let joined: Vec<&str> = blocks(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(document.text, joined.join("\n\n"));
}

#[test]
fn words_lead_back_to_their_bytes() {
    let ingested = ingest("ferry.md", MARKDOWN);
    for words in ["Togo after", "port of Tema.", "praised the shipyards", "Fares will be frozen", "Kossi"] {
        let start = ingested.document.text.rfind(words).unwrap_or_else(|| panic!("no {words} in the text"));
        let span = rapporteur_core::span::Span::new(start, start + words.len());
        let source = &MARKDOWN[ingested.alignment.source_span(span)];
        let bare: String = source.replace(['*', '[', '\n'], "").replace("](https://example.org/tema)", "");
        assert_eq!(bare.replace("praisedthe", "praised the"), words, "{source}");
    }
}

#[test]
fn plain_text_without_structure_stays_as_it_is() {
    let source =
        "The envoy  met the crew on Monday.\r\n\r\nHe then warmly welcomed\n\ntheir release, *officials* said.\n";
    let ingested = ingest("note.txt", source);
    assert_eq!(ingested.document.text, source);
    assert_eq!(
        blocks(&ingested.document),
        [
            (BlockKind::Body, "The envoy  met the crew on Monday."),
            (BlockKind::Body, "He then warmly welcomed\n\ntheir release, *officials* said."),
        ]
    );
    assert_eq!(ingested.alignment.source_span(rapporteur_core::span::Span::new(4, 9)), 4..9);
}

#[test]
fn a_plain_text_report_is_read_like_a_markdown_one() {
    let source = "Dockers end strike in Mombasa\nBy Amina Otieno and Peter Kamau | 14 May 2022\n\nMOMBASA, May 13 (AFP) — Dockers in Mombasa ended a strike on Friday.\n\nThe port promised to pay them.\n\nSource: https://example.org/mombasa\n";
    let Ingested { document, .. } = ingest("strike.txt", source);
    assert_eq!(document.title.as_deref(), Some("Dockers end strike in Mombasa"));
    assert_eq!(document.byline.as_deref(), Some("Amina Otieno and Peter Kamau"));
    assert_eq!(document.published.as_ref().map(|published| published.date), Date::new(2022, 5, 14).ok());
    assert_eq!(document.url.as_deref(), Some("https://example.org/mombasa"));
    assert_eq!(document.agency.as_deref(), Some("AFP"));
    let dateline = document.dateline.as_ref().expect("the dateline is read");
    assert_eq!(dateline.text, "MOMBASA, May 13 (AFP)");
    assert_eq!(dateline.place.as_deref(), Some("MOMBASA"));
    assert_eq!(dateline.date, Date::new(2022, 5, 13).ok());
    assert_eq!(dateline.span.map(|span| span.of(&document.text)), Some("MOMBASA, May 13 (AFP)"));
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Body, "Dockers in Mombasa ended a strike on Friday."),
            (BlockKind::Body, "The port promised to pay them."),
        ]
    );
    assert!(document.text.starts_with("MOMBASA, May 13 (AFP) — Dockers"), "the text keeps the dateline");
}

#[test]
fn first_sentences_are_not_titles_and_by_does_not_make_a_byline() {
    let source = "By Tuesday the river had reached the bridge.\n\nSoldiers built a wall of sand.\n";
    let Ingested { document, .. } = ingest("river.txt", source);
    assert_eq!((document.title, document.byline), (None, None));
    assert_eq!(document.text, source);
}

#[test]
fn front_matter_is_metadata() {
    let source = "---\ntitle: \"Talks resume\"\nauthor: Ida Holm\ndate: 2020-02-03\n---\n\nThe two sides met again on Monday in Bergen.\n";
    let Ingested { document, .. } = ingest("talks.md", source);
    assert_eq!(document.title.as_deref(), Some("Talks resume"));
    assert_eq!(document.byline.as_deref(), Some("Ida Holm"));
    assert_eq!(document.published.map(|published| published.text).as_deref(), Some("2020-02-03"));
    assert_eq!(document.text, "The two sides met again on Monday in Bergen.");
}

#[test]
fn the_default_date_is_used_only_where_the_report_names_none() {
    let options = Options { default_date: Date::new(2019, 1, 2).ok(), ..Options::default() };
    let published = |source: &str| {
        let ingested = read("a.md", source.as_bytes(), &options).next().expect("one item").expect("it is readable");
        ingested.document.published.map(|published| published.text)
    };
    assert_eq!(published("The boats sailed on Monday, the port said.").as_deref(), Some("2019-01-02"));
    assert_eq!(published("# Boats\n\n3 May 2018\n\nThe boats sailed on Monday.").as_deref(), Some("2018-05-03"));
}

#[test]
fn other_languages_are_recognised_and_marked_as_skipped() {
    let ingested =
        ingest("a.txt", "Le ministre de la pêche a rencontré le syndicat lundi et a promis un nouveau quai au port.");
    assert_eq!(ingested.skipped, Some(Skipped::Language("fr".to_string())));
    assert_eq!(ingested.document.notes, ["skipped: language fr"]);
    assert_eq!(ingest("b.txt", "Quai neuf.").skipped, None);
}

#[test]
fn long_texts_are_cut_with_a_note() {
    let source = "word ".repeat(1_000_000);
    let Ingested { document, .. } = ingest("long.txt", &source);
    assert_eq!(document.text.len(), 1_000_000);
    assert_eq!(document.notes, ["text after 1 MB was not read"]);
    assert!(document.blocks.iter().all(|block| block.span.end as usize <= document.text.len()));
}

#[test]
fn latin_and_wide_encodings_are_read() {
    let latin = b"The caf\xe9 in Orl\xe9ans reopened on Monday after the fire.";
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Žižek met Łukasz on Monday.".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (bytes, expected) in
        [(&latin[..], "The café in Orléans reopened on Monday after the fire."), (&wide, "Žižek met Łukasz on Monday.")]
    {
        let ingested = read("a.txt", bytes, &Options::default()).next().expect("one item").expect("it is readable");
        assert_eq!(ingested.document.text, expected);
    }
}
