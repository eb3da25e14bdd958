//! What cannot be read is named, with its record, on standard error; the rest is coded; the exit status is 1. What is
//! hostile but readable is coded up to a stated limit, with a note.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod support;

use serde_json::{Value, json};
use std::io::Write;
use support::{Folder, Ran, json_lines, run, run_with};

const SOUND: &str = "Police arrested two men in Nairobi on Monday.";

/// Codes `path` between two sound files and checks that only it is complained of.
fn fails_alone(folder: &Folder, path: &str, because: &str) -> Ran {
    let (first, last) = (folder.write("first.txt", SOUND), folder.write("last.txt", SOUND));
    for command in ["code", "extract", "parse"] {
        let ran = run(&[command, &first, path, &last]);
        assert_eq!(ran.code, Some(1), "{command} {path}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "one message: {}", ran.err);
        assert!(ran.err.contains(path) && ran.err.contains(because), "{command}: {:?} lacks {because:?}", ran.err);
    }
    let ran = run(&["code", &first, path, &last]);
    let n_arrests = ran.records().iter().filter(|record| record["events"][0]["type"] == "COERCE").count();
    assert_eq!((n_arrests, ran.records().len()), (2, 2), "the rest is coded");
    ran
}

#[test]
fn files_that_hold_no_report_are_named() {
    let folder = Folder::new();
    let prose = format!("{SOUND} ").repeat(4000);
    let whole = gzip(&prose);
    let page = "<html><head><title>Police arrest two</title></head></html>";
    for (name, content, because) in [
        ("empty.txt", b"".to_vec(), "it is empty"),
        ("empty.html", b"".to_vec(), "it is empty"),
        ("blank.md", b"\n \t\n".to_vec(), "it is empty"),
        ("blank.jsonl", b"\n\n".to_vec(), "no records"),
        ("program.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec(), "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "binary"),
        ("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3".to_vec(), "binary"),
        ("noise.html", (0..4000_u32).map(|n| (n * n % 251) as u8).collect(), "binary"),
        ("headless.html", page.as_bytes().to_vec(), "no body"),
        ("bodyless.html", b"<html><head><title>x</title></head><body></body></html>".to_vec(), "no body"),
        ("truncated.txt.gz", whole[..whole.len() / 2].to_vec(), "truncated"),
        ("truncated.jsonl.gz", whole[..12].to_vec(), "truncated"),
        ("damaged.txt.gz", [&whole[..20], &[0xff; 40][..], &whole[60..]].concat(), "damaged"),
    ] {
        fails_alone(&folder, &folder.write(name, content), because);
    }
}

#[test]
fn paths_that_cannot_be_opened_are_named() {
    let folder = Folder::new();
    let missing = folder.path().join("missing.txt").to_string_lossy().to_string();
    fails_alone(&folder, &missing, "No such file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let closed = folder.write("closed.txt", SOUND);
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o0)).unwrap();
        // Root reads everything.
        if std::fs::File::open(&closed).is_err() {
            fails_alone(&folder, &closed, "ermission");
        }
        std::os::unix::fs::symlink("nowhere", folder.path().join("link.txt")).unwrap();
        fails_alone(&folder, &folder.path().join("link.txt").to_string_lossy(), "No such file");
    }
}

#[test]
fn a_bad_file_in_a_folder_is_named_and_its_neighbours_are_coded() {
    let folder = Folder::new();
    folder.write("reports/a.txt", SOUND);
    folder.write("reports/b.txt", "");
    folder.write("reports/c.txt", SOUND);
    let ran = run(&["code", &folder.path().join("reports").to_string_lossy()]);
    assert_eq!((ran.code, ran.records().len()), (Some(1), 2), "{}", ran.err);
    assert!(ran.err.contains("b.txt") && ran.err.lines().count() == 1, "{}", ran.err);
}

#[test]
fn a_folder_without_reports_is_named_and_no_failure() {
    let folder = Folder::new();
    let path = folder.path().to_string_lossy().to_string();
    let ran = run(&["code", &path]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert!(ran.err.contains(&path) && ran.err.contains("no reports"), "{}", ran.err);
    assert_eq!(run(&["code", "--quiet", &path]).err, "");
}

#[test]
fn a_page_dated_by_a_day_that_does_not_exist_says_so() {
    let page = format!(
        "<html><head><title>Police arrest two</title><meta property='article:published_time' content='2024-02-30T10:00:00Z'></head>\
         <body><article><h1>Police arrest two</h1><p>{SOUND} {}</p></article></body></html>",
        "They were taken to the central station, where they were questioned until the evening. ".repeat(4)
    );
    let folder = Folder::new();
    let record = run(&["code", &folder.write("page.html", page)]).read_all().record();
    assert_eq!(record["document"]["published"], Value::Null);
    assert!(note(&record).contains("2024-02-30") && note(&record).contains("does not exist"), "{}", record["notes"]);
}

#[test]
fn lines_that_are_no_records_are_named_by_number() {
    let good = json!({"id": "good", "text": SOUND}).to_string();
    let bad = [
        ("{\"id\":\"a\"}", "neither \"text\" nor \"html\""),
        ("{\"text\":17}", "\"text\" must be a string"),
        ("{\"text\":\"\"}", "\"text\" is empty"),
        ("{\"text\":\"x\",\"published\":\"2023-02-30\"}", "2023-02-30"),
        ("{\"text\":\"x\",\"published\":\"2023-04-16T25:00:00Z\"}", "2023-04-16T25:00:00Z"),
        ("{\"text\":\"x\",\"published\":[2023,4,16]}", "\"published\" must be a string"),
        ("{\"text\":\"x\",\"title\":{}}", "\"title\" must be a string"),
        ("{\"text\":\"x\",\"id\":[1]}", "\"id\" must be a string or a number"),
        ("{\"text\":\"x\",\"pairs\":{}}", "\"pairs\" must be a list"),
        ("{\"text\":\"x\",\"pairs\":[{\"source\":[0,99]}]}", "1 characters"),
        ("{\"html\":\"\"}", "no body"),
        ("[1,2]", "not a JSON object"),
        ("Police arrested two men.", "not JSON"),
        ("{\"text\":\"x\"", "ends early"),
    ];
    let mut lines = format!("{good}\n");
    for (line, _) in bad {
        lines.push_str(&format!("{line}\n{good}\n"));
    }
    let folder = Folder::new();
    let path = folder.write("news.jsonl", &lines);
    for (arguments, name) in
        [(&["code", &path][..], path.as_str()), (&["code", "--from", "jsonl", "-"], "standard input")]
    {
        let ran = run_with(arguments, &lines);
        assert_eq!(ran.code, Some(1));
        assert_eq!(ran.records().len(), bad.len() + 1, "every good line is coded: {}", ran.err);
        let messages: Vec<&str> = ran.err.lines().collect();
        assert_eq!(messages.len(), bad.len(), "one message a line: {}", ran.err);
        for (number, ((line, because), message)) in bad.iter().zip(&messages).enumerate() {
            let place = format!("{name}, line {}:", 2 * number + 2);
            assert!(message.contains(&place) && message.contains(because), "{line}: {message} lacks {because}");
        }
    }
    let ran = run_with(&["code", "--quiet", "--format", "table"], &lines);
    assert_eq!(ran.err.lines().count(), bad.len(), "quiet still names failures: {}", ran.err);
    let ran = run_with(&["code", "--format", "table"], &lines);
    assert!(ran.err.lines().last().unwrap().contains("14 inputs failed"), "{}", ran.err);
}

#[test]
fn a_damaged_archive_gives_what_could_be_read_first() {
    let folder = Folder::new();
    // Lines that differ do not pack into nothing, so that some come out before the archive ends.
    let texts: Vec<String> = (0..4000_u64).map(|n| format!("No. {} slept.", n * n * 7919 % 1_000_003)).collect();
    let whole = gzip(&json_lines(&texts.iter().map(String::as_str).collect::<Vec<_>>()));
    let path = folder.write("news.jsonl.gz", &whole[..1500]);
    let ran = run(&["code", &path]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains(&path) && ran.err.contains("truncated") && ran.err.contains("line"), "{}", ran.err);
    assert!(ran.records().len() > 10 && ran.records()[0]["document"]["id"] == "d1", "{}", ran.records().len());
}

#[test]
fn broken_utf_8_is_coded_with_a_note() {
    let folder = Folder::new();
    let mut bytes =
        "The \u{201c}talks\u{201d} in \u{141}\u{f3}d\u{17a} went on \u{2014} for a day. ".as_bytes().to_vec();
    bytes.extend(b"\xff\xc3 ");
    bytes.extend(SOUND.as_bytes());
    let record = run(&["code", &folder.write("broken.txt", &bytes)]).read_all().record();
    assert!(note(&record).contains("broken byte"), "{record}");
    assert!(record["text"].as_str().unwrap().contains(SOUND));
    let line = [&b"{\"id\":\"b\",\"text\":\"\xff "[..], SOUND.as_bytes(), b"\"}\n"].concat();
    let record = run_with(&["code", "--from", "jsonl"], line).read_all().record();
    assert!(note(&record).contains("not UTF-8"), "{record}");
    assert_eq!(record["events"][0]["type"], "COERCE");
}

/// Days that do not exist, as a reader may find them.
const NO_DAYS: [&str; 4] = [
    "Police arrested two men in Nairobi on February 30, 2024.",
    "Police arrested two men on 2024-13-45 and on 31/31/2024 at 25:61.",
    "Police arrested two men in the year 99999999999999999999, on the 0th of May and on April 31.",
    "Police arrested two men 99999999999 years ago, last 29th of February, in the 0s and until 10000-01-01.",
];

fn coded_by_no_day() -> Vec<Value> {
    let line = |text: &&str| json!({"text": text, "published": "2023-03-01"}).to_string() + "\n";
    let lines: String = NO_DAYS.iter().map(line).collect();
    run_with(&["code", "--from", "jsonl"], lines).read_all().records()
}

#[test]
fn days_in_the_text_that_do_not_exist_are_no_failure() {
    let records = coded_by_no_day();
    assert!(records.iter().all(|record| record["events"][0]["type"] == "COERCE"), "{records:?}");
}

#[test]
fn no_event_is_dated_by_a_day_that_does_not_exist() {
    for record in coded_by_no_day() {
        for event in record["events"].as_array().unwrap() {
            let value = event["date"]["value"].as_str().unwrap_or("");
            let parts: Vec<u32> = value.split('-').filter_map(|part| part.parse().ok()).collect();
            if let [_, month, day] = parts[..] {
                let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
                assert!((1..=12).contains(&month) && (1..=longest[month as usize - 1]).contains(&day), "{value}");
            }
        }
    }
}

#[test]
fn web_archives_and_feeds_say_that_they_are_not_read() {
    let folder = Folder::new();
    fails_alone(&folder, &folder.write("pages.warc", "WARC/1.0\r\nWARC-Type: response\r\n"), "not read yet");
    fails_alone(&folder, &folder.write("news.rss", "<?xml version=\"1.0\"?><rss><channel/></rss>"), "not read yet");
}

#[test]
fn a_line_of_five_megabytes_is_coded_up_to_the_limit() {
    // What is beyond the limit must not be coded, what stands before it must; the middle is cheap to read.
    let long = format!("{SOUND} {} {SOUND}", "x".repeat(5_000_000));
    let folder = Folder::new();
    let plain = folder.write("long.txt", &long);
    let lines = folder.write("long.jsonl", json!({"id": "long", "text": long}).to_string());
    for path in [plain, lines] {
        let record = run(&["code", &path]).read_all().record();
        assert!(note(&record).contains("after 1 MB was not read"), "{:?}", record["notes"]);
        assert!(record["text"].as_str().unwrap().len() <= 1_000_000);
        assert_eq!(record["events"][0]["type"], "COERCE");
        assert_eq!(record["events"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_long_sentence_is_coded_to_its_end() {
    let crowd: Vec<String> = (0..400).map(|number| format!("the man with number {number}")).collect();
    let long = format!("Police arrested {} in Nairobi on Monday, and rebels attacked Kisumu.", crowd.join(", "));
    let record = run_with(&["code"], json_lines(&[&long])).read_all().record();
    let types: Vec<&Value> = record["events"].as_array().unwrap().iter().map(|event| &event["type"]).collect();
    assert!(types.contains(&&json!("COERCE")) && types.contains(&&json!("ASSAULT")), "{types:?}");
}

/// What stands around so many marks is coded.
fn is_coded_around(n_marks: usize, open: &str, close: &str) -> Value {
    let depth = n_marks / 2 / open.chars().count();
    let text = format!("{SOUND} He said: {}yes{} {SOUND}", open.repeat(depth), close.repeat(depth));
    let record = run_with(&["code"], json_lines(&[&text])).read_all().record();
    let n_arrests = record["events"].as_array().unwrap().iter().filter(|event| event["type"] == "COERCE").count();
    assert_eq!(n_arrests, 2, "{n_marks} of {open}");
    record
}

#[test]
fn nested_quotation_marks_are_coded() {
    for (open, close) in
        [("\"", "\""), ("\u{201c}", "\u{201d}"), ("\u{201c}\u{2018}", "\u{2019}\u{201d}"), ("(\"", "\")")]
    {
        is_coded_around(2_000, open, close);
    }
}

/// Marks beyond a stated number are not worth the network, and the record says so.
#[test]
fn a_hundred_thousand_nested_quotation_marks_are_coded_with_a_note() {
    for (open, close) in [("\"", "\""), ("\u{201c}", "\u{201d}")] {
        let record = is_coded_around(100_000, open, close);
        assert!(note(&record).contains("were not parsed"), "{:?}", record["notes"]);
    }
}

#[test]
fn five_hundred_quotations_are_all_read() {
    let text = format!("{SOUND} {} {SOUND}", "\"Yes,\" he said. ".repeat(500));
    let record = run_with(&["code"], json_lines(&[&text])).read_all().record();
    assert!(record["quotes"].as_array().unwrap().len() > 400, "{}", record["quotes"].as_array().unwrap().len());
}

#[test]
fn hostile_structure_ends() {
    let texts = [
        "a\n\n".repeat(1_000),
        "\n".repeat(500_000) + SOUND,
        "\u{301}".repeat(5_000),
        "\u{202e}\u{200f}".repeat(2_000),
        "Mr. ".repeat(1_000),
        "... ".repeat(1_000),
        "- ".repeat(2_000),
        "( [ { ".repeat(500),
        "https://".to_string() + &"a/".repeat(2_000),
        "1,".repeat(2_000),
        "\u{1f469}\u{200d}".repeat(2_000),
    ];
    let ran = run_with(&["code", "--quiet"], json_lines(&texts.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!((ran.code, ran.records().len()), (Some(0), texts.len()), "{}", ran.err);
}

fn note(record: &Value) -> String {
    record["notes"].to_string()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}
