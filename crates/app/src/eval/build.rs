//! What does this build answer? Runs it on the texts of a gold file and writes its answers as a scorer reads them.

use super::given::{GivenWords, given_tokens, given_words, raw_text};
use super::{answer, claims, corpus, handbook, lines, ner, offices};
use crate::driver;
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use rapporteur_core::actor::{ActorKind, ActorTables, PhraseContext};
use rapporteur_core::document::{AskedPair, Document, Publication};
use rapporteur_core::markup::Passage;
use rapporteur_core::record::{Record, flat_code};
use rapporteur_core::segment::segment;
use rapporteur_core::show::conllu;
use rapporteur_core::span::Span;
use rapporteur_ingest::{Format, Options, body_text, read};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// This build's answers to a task, as text in the form that the task's scorer reads. `folder` is where the gold file
/// lies; saved pages are looked for there.
///
/// # Errors
/// When the task has no texts to run on, or the gold file cannot be understood.
pub fn answers(task: &str, gold: &str, folder: &Path, split: Option<&str>) -> Result<String> {
    match task {
        "ud" => parsed_text(&raw_text(gold)),
        "ud-gold-tokens" => parsed_words(given_words(gold)?),
        "ner" => names(gold),
        "articles" => bodies(gold, folder),
        "pages" => pages(gold, folder),
        "actors" => actors(gold),
        "times" => per_document(gold, |line| document(line, "dct"), |_, record| Some(answer::times(record))),
        "toponyms" => per_document(gold, |line| document(line, "dltime"), |_, record| Some(answer::toponyms(record))),
        "quotes" => per_document(gold, |line| document(line, "date"), |_, record| Some(answer::quotes(record))),
        "events" => per_document(gold, |line| document(line, "date"), |_, record| Some(answer::events(record))),
        "gap" => per_document(gold, |line| document(line, "date"), |line, record| Some(answer::gap(line, record))),
        "stories" => per_document(gold, story, |_, record| answer::story(record)),
        "pairs" => {
            let counts_neutral = lines::read::<Value>(gold)?.iter().any(|line| line["quad"] == 0);
            per_document(gold, pair, |_, record| Some(answer::pair(record, counts_neutral)))
        }
        "handbook" => examples(gold),
        "offices" => offices(gold),
        "claims" => passages(gold),
        "corpus" => marked_passages(gold, split),
        _ => bail!(
            "`{task}` cannot be run on this build; give answers with --score FILE; the tasks are {}",
            super::TASKS
        ),
    }
}

/// Codes one document for each gold line and writes `answer` of its record with the line's id.
fn per_document(
    gold: &str,
    document: impl Fn(&Value) -> Document,
    answer: impl Fn(&Value, &Value) -> Option<Value>,
) -> Result<String> {
    let lines = lines::read::<Value>(gold).context("cannot read the gold file")?;
    let documents: Vec<Document> = lines.iter().map(document).collect();
    let mut written = String::new();
    let mut due = lines.iter();
    code(documents, |record| {
        let line = due.next().expect("there is one record for each line");
        if let Some(answer) = answer(line, &record) {
            written.push_str(&with_id(&line["id"], answer));
        }
    })?;
    Ok(written)
}

/// Codes documents and gives their records, in order.
fn code(documents: Vec<Document>, mut sink: impl FnMut(Value)) -> Result<()> {
    let resources = driver::load()?;
    driver::code(
        driver::Source { open: || documents.into_iter(), weigh: |document: &Document| document.text.len(), read: Ok },
        &resources,
        driver::jobs(None),
        |coded| {
            let (document, analysis) = coded.expect("a document needs no reading");
            sink(serde_json::to_value(Record::new(&document, &analysis, &resources))?);
            Ok(())
        },
    )
}

fn with_id(id: &Value, answer: Value) -> String {
    let mut line = json!({"id": id});
    if let (Value::Object(line), Value::Object(fields)) = (&mut line, answer) {
        line.extend(fields);
    }
    format!("{line}\n")
}

/// A gold line's text as a document, published on the day that one of its fields names.
fn document(line: &Value, date_field: &str) -> Document {
    let mut document = Document::plain(line["id"].as_str().unwrap_or(""), line["text"].as_str().unwrap_or(""));
    document.published = line[date_field].as_str().and_then(published);
    document
}

/// The day at the start of a date or a time.
fn published(text: &str) -> Option<Publication> {
    let date: Date = text.get(..10)?.parse().ok()?;
    Some(Publication { text: date.to_string(), date })
}

/// A headline and its report.
fn story(line: &Value) -> Document {
    let (title, text) = (line["title"].as_str().unwrap_or(""), line["text"].as_str().unwrap_or(""));
    Document::plain(line["id"].as_str().unwrap_or(""), &format!("{title}\n\n{text}"))
}

/// A text with the pair that is asked about.
fn pair(line: &Value) -> Document {
    let mut document = document(line, "date");
    let span = |side: &Value| -> Option<Span> {
        let byte = |point: &Value| {
            let point = usize::try_from(point.as_u64()?).ok()?;
            let mut starts = document.text.char_indices().map(|(byte, _)| byte).chain([document.text.len()]);
            starts.nth(point)
        };
        Some(Span::new(byte(&side["start"])?, byte(&side["end"])?))
    };
    document.pairs = vec![AskedPair { source: span(&line["source"]), target: span(&line["target"]) }];
    document
}

/// The handbook's sentences, each a document whose id is its number.
fn examples(table: &str) -> Result<String> {
    let examples = handbook::read_table(table)?;
    let document = |example: &handbook::Example| Document {
        published: published(&example.published),
        ..Document::plain(&example.number, &example.sentence)
    };
    let mut written = String::new();
    code(examples.iter().map(document).collect(), |record| written.push_str(&format!("{record}\n")))?;
    Ok(written)
}

/// The passages with claims, each a document whose id is its name.
fn passages(text: &str) -> Result<String> {
    let passages = claims::read_passages(text)?;
    let document = |passage: &claims::Passage| Document {
        published: published(&passage.published),
        ..Document::plain(&passage.name, &passage.text)
    };
    let mut written = String::new();
    code(passages.iter().map(document).collect(), |record| written.push_str(&format!("{record}\n")))?;
    Ok(written)
}

/// The passages of marked text, each a document whose id is its name.
fn marked_passages(text: &str, split: Option<&str>) -> Result<String> {
    let document = |passage: Passage| Document {
        published: published(&passage.date),
        ..Document::plain(&passage.id, &passage.text)
    };
    let documents = corpus::read_passages(text, split)?.into_iter().map(document).collect();
    let mut written = String::new();
    code(documents, |record| written.push_str(&format!("{record}\n")))?;
    Ok(written)
}

/// The code of each phrase on its day; null where there is no actor.
fn offices(questions: &str) -> Result<String> {
    let tables = ActorTables::load();
    let mut written = String::new();
    for question in offices::read_questions(questions)? {
        let date = published(&question.date).map(|publication| publication.date);
        let context = PhraseContext { date, home: None, as_agent: true, surname: None };
        let found = tables.resolve(&question.phrase, &context);
        let code = found.map(|identity| flat_code(&ActorTables::code(&identity)));
        written.push_str(&with_id(&json!(question.line), json!({"code": code})));
    }
    Ok(written)
}

fn parsed_text(text: &str) -> Result<String> {
    let document = Document::plain("gold", text);
    let segmentation = segment(&document.text, &document.blocks);
    let reading = driver::load()?.reader.read(&document.text, &segmentation);
    Ok(conllu(&document, &segmentation, &reading))
}

fn parsed_words(given: GivenWords) -> Result<String> {
    let reading = driver::load()?.reader.read(&given.text, &given.segmentation);
    let document = Document { id: "gold".to_string(), text: given.text, ..Document::default() };
    Ok(conllu(&document, &given.segmentation, &reading))
}

/// The names in given tokens, tagged with the labels that the gold file uses; kinds that it does not know are left out.
fn names(gold: &str) -> Result<String> {
    let mut sentences = ner::read_tagged(gold);
    let given = given_tokens(sentences.iter().map(|words| words.iter().map(|(token, _)| token.as_str()).collect()));
    let resources = driver::load()?;
    let mut reading = resources.reader.read(&given.text, &given.segmentation);
    resources.actors.correct_names(&mut reading, &given.text, &given.segmentation);
    let labels: BTreeSet<String> = sentences
        .iter()
        .flatten()
        .filter_map(|(_, tag)| tag.split_once('-'))
        .map(|(_, label)| label.to_string())
        .collect();
    let labels: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
    let mut tags: Vec<String> = vec!["O".to_string(); given.segmentation.tokens.len()];
    for name in &reading.names {
        if let Some(label) = answer::label(name.kind.as_str(), &labels) {
            for (token, prefix) in name.tokens.clone().zip(["B"].into_iter().chain(std::iter::repeat("I"))) {
                tags[token] = format!("{prefix}-{label}");
            }
        }
    }
    let mut tags = tags.into_iter();
    for (_, tag) in sentences.iter_mut().flatten() {
        *tag = tags.next().expect("every token has been given a tag");
    }
    Ok(ner::write_tagged(&sentences))
}

fn actors(gold: &str) -> Result<String> {
    let tables = ActorTables::load();
    let mut written = String::new();
    for line in lines::read::<Value>(gold).context("cannot read the gold file")? {
        let date = line["date"].as_str().and_then(published).map(|publication| publication.date);
        let context = PhraseContext { date, as_agent: true, ..PhraseContext::default() };
        let found = tables.resolve(line["phrase"].as_str().unwrap_or(""), &context);
        let result = found.map(|identity| {
            // That coder gives a state as such no sector, where PLOVER has its government, and writes Kosovo as its users do.
            let is_state = identity.kind == ActorKind::State && identity.sectors == ["GOV"];
            let sector = |index: usize| identity.sectors.get(index).filter(|_| !is_state).cloned().unwrap_or_default();
            let country = identity.country.as_deref().unwrap_or_default().replace("KOS", "XKX");
            json!({"country": country, "code_1": sector(0), "code_2": sector(1)})
        });
        written.push_str(&with_id(&line["id"], json!({"result": result})));
    }
    Ok(written)
}

/// The bodies of the saved pages that `html_path` names.
fn bodies(gold: &str, folder: &Path) -> Result<String> {
    let mut written = String::new();
    for line in lines::read::<Value>(gold).context("cannot read the gold file")? {
        let page = read_page(&folder.join(line["html_path"].as_str().unwrap_or("")))?;
        let body = page.map(|page| body_text(&page)).unwrap_or_default();
        written.push_str(&with_id(&line["id"], json!({"body": body})));
    }
    Ok(written)
}

/// What the saved pages that `file` names say of themselves.
fn pages(gold: &str, folder: &Path) -> Result<String> {
    let mut written = String::new();
    for line in lines::read::<Value>(gold).context("cannot read the gold file")? {
        let page = read_page(&folder.join(line["file"].as_str().unwrap_or("")))?.unwrap_or_default();
        let answer = json!({
            "file": line["file"],
            "title": page.title,
            "byline": page.byline,
            "published": page.published.as_ref().map(|publication| &publication.text),
            "url": page.url,
            "language": page.language,
            "text": body_text(&page),
        });
        written.push_str(&format!("{answer}\n"));
    }
    Ok(written)
}

/// A saved page as a document; none where nothing can be made of it.
///
/// # Errors
/// When there is no such file.
fn read_page(path: &Path) -> Result<Option<Document>> {
    let name = path.to_string_lossy();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
    let options = Options { format: Format::Html, ..Options::default() };
    let first = read(&name, bytes.as_slice(), &options).next();
    Ok(first.and_then(Result::ok).map(|ingested| ingested.document))
}
