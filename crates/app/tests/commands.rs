//! What a person or a script at the command line relies on: inputs, formats, streams and exit codes.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod support;

use serde_json::{Value, json};
use std::io::{Read, Write};
use support::{Folder, json_lines, run, run_with, slice, start};

const REPORT: &str = "Kenyan President Amina Otieno met Ugandan Foreign Minister Paul Nakirya in Kampala on Friday.\n\n\
    \u{201c}The lake belongs to both of us,\u{201d} Otieno said after the talks.\n\n\
    The army accused rebels of attacking a village near Garissa last week. Uganda may send troops.\n";

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Presidents meet on the lake</title>
<meta property="article:published_time" content="2024-03-03T10:00:00Z">
<link rel="canonical" href="https://www.example.org/lake"><meta name="author" content="Miriam Achola"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Presidents meet on the lake</h1>
<p>Kenyan President Amina Otieno met Ugandan Foreign Minister Paul Nakirya in Kampala on Friday.</p>
<p>They signed an accord on joint patrols after a week of talks between the two governments in the city.</p>
<p>Fishermen on the Kenyan side of the lake welcomed the accord and asked for new nets and engines.</p>
</article><footer>All rights reserved</footer></body></html>"#;

/// The types of all events of a record.
fn types(record: &Value) -> Vec<&str> {
    record["events"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn code_reads_every_kind_of_file() {
    let folder = Folder::new();
    let line = json!({"id": "j1", "text": REPORT, "published": "2024-03-03"}).to_string();
    let paths = [
        folder.write("report.txt", REPORT),
        folder.write("report.md", format!("# Presidents meet\n\n{REPORT}")),
        folder.write("page.html", PAGE),
        folder.write("news.jsonl", format!("{line}\n")),
        folder.write("report.txt.gz", gzip(REPORT)),
        folder.write("news.jsonl.gz", gzip(&line)),
        folder.write("no-extension", PAGE),
    ];
    let mut arguments = vec!["code", "--date", "2024-03-03"];
    arguments.extend(paths.iter().map(String::as_str));
    let records = run(&arguments).read_all().records();
    assert_eq!(records.len(), paths.len(), "one record a report, in the order given");
    for (record, path) in records.iter().zip(&paths) {
        assert!(types(record).contains(&"CONSULT"), "{path}: the meeting is an event, but only {:?}", types(record));
        let meeting = record["events"].as_array().unwrap().iter().find(|event| event["type"] == "CONSULT").unwrap();
        assert_eq!(meeting["date"]["value"], "2024-03-01", "{path}");
        assert_eq!(meeting["status"], "occurred", "{path}");
    }
    let ids: Vec<&str> = records.iter().map(|record| record["document"]["id"].as_str().unwrap()).collect();
    assert_eq!((ids[0], ids[3], ids[5]), (paths[0].as_str(), "j1", "j1"));
    assert_eq!(records[1]["document"]["title"], "Presidents meet");
    let page = &records[2]["document"];
    assert_eq!(page["title"], "Presidents meet on the lake");
    assert_eq!(page["byline"], "Miriam Achola");
    assert_eq!(page["url"], "https://www.example.org/lake");
    assert_eq!(page["language"], "en");
    assert!(!records[2]["text"].as_str().unwrap().contains("All rights reserved"));
}

#[test]
fn code_reads_standard_input_by_name_and_without() {
    for arguments in [&["code", "-"][..], &["code"], &["code", "--from", "text", "-"]] {
        let record = run_with(arguments, REPORT).read_all().record();
        assert!(types(&record).contains(&"CONSULT"), "{arguments:?}");
    }
    let lines = json_lines(&[REPORT, "The envoy left Oslo."]);
    assert_eq!(run_with(&["code"], &lines).read_all().records().len(), 2, "JSON lines are known by their look");
    assert_eq!(run_with(&["code", "--from", "jsonl"], gzip(&lines)).read_all().records().len(), 2);
}

#[test]
fn code_reads_the_files_of_a_folder_by_name_but_no_readme() {
    let folder = Folder::new();
    folder.write("b.txt", "The envoy left Oslo.");
    folder.write("a.txt", REPORT);
    folder.write("below/c.txt", REPORT);
    folder.write("README.md", "# What this folder holds\n\nReports of ours.");
    folder.write(".hidden.txt", "The envoy met nobody.");
    let records = run(&["code", &folder.path().to_string_lossy()]).read_all().records();
    let names: Vec<String> = records
        .iter()
        .map(|record| record["document"]["id"].as_str().unwrap().rsplit(['/', '\\']).next().unwrap().to_string())
        .collect();
    assert_eq!(names, ["a.txt", "b.txt", "c.txt"]);
}

#[test]
fn a_stream_is_coded_record_by_record() {
    let mut child = start(&["code", "--from", "jsonl"]);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(json_lines(&["Police arrested two men in Nairobi on Monday."]).as_bytes()).unwrap();
    stdin.flush().unwrap();
    // The first record must come while the stream is open: a program that waits for its end never gets there.
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        std::io::BufRead::read_line(&mut out, &mut line).unwrap();
        sender.send(line).unwrap();
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        sender.send(rest).unwrap();
    });
    let first = receiver.recv_timeout(std::time::Duration::from_secs(60)).expect("the first record waits for the rest");
    assert!(first.contains("\"d1\""), "{first}");
    stdin.write_all(json_lines(&["x", "The envoy left Oslo."]).split_once('\n').unwrap().1.as_bytes()).unwrap();
    drop(stdin);
    assert!(receiver.recv().unwrap().contains("\"d2\""));
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_table_fits_100_columns_and_shows_what_stands_as_fact() {
    let folder = Folder::new();
    let long = "Very ".repeat(40);
    let hard = format!(
        "# The {long}long title of a report\n\nThe Extraordinary Commission for the Reconciliation of the Peoples of the \
         Upper Valleys condemned the {long}brutal attack by the Popular Liberation Front of the Northern Provinces on \
         villagers in Nairobi on Monday. Kenyan police and the Ugandan army arrested 日本 reporters in Tokyo.\n"
    );
    let paths = [folder.write("a.txt", REPORT), folder.write("b.md", hard)];
    let table = |more: &[&str]| {
        let mut arguments = vec!["code", "--format", "table", "--date", "2024-03-03", &paths[0], &paths[1]];
        arguments.extend(more);
        let ran = run(&arguments);
        assert_eq!(ran.code, Some(0));
        assert!(ran.err.contains("2 documents"), "{}", ran.err);
        // The heading of a report is measured below.
        for line in ran.out.lines().filter(|line| !line.starts_with("The ")) {
            let width = line.chars().map(|character| 1 + usize::from(('\u{1100}'..'\u{ffe7}').contains(&character)));
            // Dashes, quotes and the ellipsis of a cut cell are narrow.
            let narrow = line.chars().filter(|character| ('\u{2000}'..'\u{2bff}').contains(character)).count();
            assert!(width.sum::<usize>() - narrow <= 100, "wider than 100 columns: {line}");
        }
        assert!(!ran.out.contains('\u{1b}'), "no colour outside a terminal");
        ran.out
    };
    let facts = table(&[]);
    // Today the guest of this meeting is missed: its name is taken for something else (see SCORES.md, known faults).
    for words in ["CONSULT", "2024-03-01", "KENGOV", "Kampala"] {
        assert!(facts.contains(words), "{words} is missing in\n{facts}");
    }
    assert!(!facts.contains("hypothetical"), "{facts}");
    let all = table(&["--all"]);
    assert!(all.lines().count() > facts.lines().count(), "--all shows more\n{facts}\n{all}");
    assert_eq!(run(&["code", "--quiet", "--format", "table", &paths[0]]).err, "");
}

#[test]
fn a_long_title_fits_100_columns() {
    let line = json!({"title": "Very ".repeat(40), "text": "Police arrested two men in Nairobi."});
    let ran = run_with(&["code", "--format", "table", "--from", "jsonl"], line.to_string());
    assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
}

#[test]
fn a_table_writes_no_control_characters_of_a_strangers_report() {
    let line =
        json!({"title": "Calm\u{1b}[2J\u{7}\nFake: row", "text": "Police arrested \u{1b}[31mtwo men in Nairobi."});
    let ran = run_with(&["code", "--format", "table", "--from", "jsonl"], line.to_string());
    let strange: Vec<char> = ran.out.chars().filter(|c| c.is_control() && *c != '\n').collect();
    assert_eq!(strange, [], "{:?}", ran.out);
    assert!(ran.out.starts_with("Calm") && ran.out.lines().next().unwrap().contains("Fake"), "{:?}", ran.out);
}

#[test]
fn only_occurred_keeps_what_stands_as_fact() {
    let all = run_with(&["code"], REPORT).read_all().record();
    let only = run_with(&["code", "--only-occurred"], REPORT).read_all().record();
    let is_fact = |event: &&Value| event["status"] == "occurred" && event["stance"] == "asserted";
    let facts: Vec<&Value> = all["events"].as_array().unwrap().iter().filter(is_fact).collect();
    assert!(!facts.is_empty() && facts.len() < all["events"].as_array().unwrap().len(), "{:?}", all["events"]);
    assert_eq!(only["events"].as_array().unwrap().iter().collect::<Vec<_>>(), facts, "ids and all are kept");
}

#[test]
fn no_reference_dangles_where_only_what_occurred_is_kept() {
    let record = run_with(&["code", "--only-occurred"], REPORT).read_all().record();
    let ids: Vec<&Value> = record["events"].as_array().unwrap().iter().map(|event| &event["id"]).collect();
    for claim in record["claims"].as_array().unwrap() {
        assert!(ids.contains(&&claim["event"]), "{claim} points at an event that is not there");
    }
}

#[test]
fn csv_is_one_row_an_event_under_one_heading() {
    let hard = "Police arrested \"two\" men,\na boy; and a \u{1f415} | dog\r\nin Nairobi on Monday.";
    let lines = json_lines(&[REPORT, hard]);
    let table = |more: &[&str]| {
        let arguments = [&["code", "--format", "csv"], more].concat();
        csv_rows(&run_with(&arguments, &lines).read_all().out)
    };
    let records = run_with(&["code"], &lines).read_all().records();
    let events: Vec<&Value> = records.iter().flat_map(|record| record["events"].as_array().unwrap()).collect();
    let rows = table(&[]);
    assert_eq!(rows.len(), events.len() + 1, "one row an event");
    let column = |name: &str| rows[0].iter().position(|heading| heading == name).unwrap_or_else(|| panic!("no {name}"));
    for (row, event) in rows[1..].iter().zip(&events) {
        for name in ["type", "cameo", "status", "stance", "because"] {
            assert_eq!(row[column(name)], event[name].as_str().unwrap(), "{name}");
        }
        assert_eq!(row[column("event_id")], event["id"].as_str().unwrap());
        assert_eq!(row[column("anchor")], event["anchor"]["text"].as_str().unwrap());
        assert_eq!(row[column("score")].parse::<f64>().ok(), event["score"].as_f64());
        assert_eq!(row[column("goldstein")].parse::<f64>().ok(), event["goldstein"].as_f64());
        assert_eq!(row[column("date")], event["date"]["value"].as_str().unwrap_or(""));
        let n_actors = event["actors"].as_array().unwrap().len();
        for name in ["actor_codes", "actor_names", "actor_countries"] {
            let list = &row[column(name)];
            assert_eq!(
                list.split('|').count() - usize::from(list.is_empty() && n_actors == 0),
                n_actors,
                "{name} {list}"
            );
        }
    }
    let quoted = rows.iter().find(|row| row[column("document_id")] == "d2").expect("an event of the second line");
    assert_eq!(quoted[column("sentence")], hard, "quotes, commas, line breaks and wide characters come back");
    let [start, end] = ["sentence_start", "sentence_end"].map(|name| quoted[column(name)].parse::<usize>().unwrap());
    assert_eq!(end - start, hard.chars().count());
    let facts = table(&["--only-occurred"]);
    assert!(facts.len() > 1 && facts.len() < rows.len());
    assert!(facts[1..].iter().all(|row| row[column("status")] == "occurred" && row[column("stance")] == "asserted"));
}

/// Read back as others read it; rows of different lengths are an error.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
}

#[test]
fn the_text_of_a_json_line_comes_back_unchanged() {
    let texts = [
        "  Two  spaces, a tab\tand\r\nWindows lines.\r\n\r\n\n\n  Police arrested two men.  \n",
        "LIMA (AFP) \u{2014} \u{c1}lvaro Zegarra resigned. e\u{301}t\u{e9} \u{1f642} \u{5e9}\u{5dc}\u{5d5}\u{5dd}",
        "<p>Not a page</p> &amp; **not** markdown [x](y)",
        "\u{feff}A mark at the start.\u{0} A NUL, too.",
    ];
    let records = run_with(&["code"], json_lines(&texts)).read_all().records();
    for (record, text) in records.iter().zip(texts) {
        assert_eq!(record["text"].as_str(), Some(text));
    }
    assert_eq!(records.len(), texts.len());
}

#[test]
fn pairs_are_answered_in_the_order_asked() {
    let text = "\u{141}\u{f3}d\u{17a} mourned. France condemned Sudan on Monday. Norway slept.";
    let at = |word: &str| {
        let start = text[..text.find(word).unwrap()].chars().count();
        json!([start, start + word.chars().count()])
    };
    let pairs = json!([
        {"source": at("Norway"), "target": at("France")},
        {"source": at("France"), "target": at("Sudan")},
        {"source": null, "target": at("Sudan")},
    ]);
    let record = run_with(&["code"], json!({"text": text, "pairs": pairs}).to_string()).read_all().record();
    let answers: Vec<&Value> = record["pairs"].as_array().unwrap().iter().map(|pair| &pair["type"]).collect();
    assert_eq!(answers, [&Value::Null, &json!("ACCUSE"), &json!("ACCUSE")]);
    assert_eq!(record["pairs"][1]["quad"], 3);
}

#[test]
fn extract_prints_the_contracts_fields() {
    let folder = Folder::new();
    let record = run(&["extract", "--format", "json", &folder.write("page.html", PAGE)]).read_all().record();
    assert_eq!(record["title"], "Presidents meet on the lake");
    assert_eq!(record["byline"], "Miriam Achola");
    assert!(record["published"].as_str().unwrap().starts_with("2024-03-03"));
    assert_eq!(record["url"], "https://www.example.org/lake");
    assert_eq!(record["language"], "en");
    let text = record["text"].as_str().unwrap();
    assert!(text.contains("They signed an accord") && !text.contains("All rights"), "{text}");
    let plain = run(&["extract", "--format", "text", &folder.write("page.html", PAGE)]).read_all().out;
    assert!(plain.contains("title: Presidents meet on the lake") && plain.contains("They signed an accord"));
}

#[test]
fn actor_resolves_a_phrase_and_lines_of_phrases() {
    let plain = run(&["actor", "Kenyan police", "--format", "text"]).read_all().out;
    assert!(plain.contains("KEN") && plain.contains("COP") && plain.contains("because"), "{plain}");
    let answer = run(&["actor", "Kenyan police"]).read_all().record();
    assert_eq!((&answer["country"], &answer["sectors"]), (&json!("KEN"), &json!(["COP"])));
    let lines = "{\"id\":\"x\",\"phrase\":\"French foreign minister\"}\n\n{\"id\":7,\"phrase\":\"the United Nations\",\"date\":\"2024-03-03\"}\n";
    let answers = run_with(&["actor", "--from", "jsonl", "-"], lines).read_all().records();
    assert_eq!((&answers[0]["id"], &answers[0]["country"]), (&json!("x"), &json!("FRA")));
    assert_eq!((&answers[1]["id"], &answers[1]["code"]), (&json!(7), &json!("UNO")));
    for field in ["id", "country", "sectors", "code", "kind", "name", "because"] {
        assert!(answers.iter().all(|answer| answer.get(field).is_some()), "{field} is missing");
    }
    let ran = run_with(&["actor", "--from", "jsonl", "-"], "{\"id\":1}\n{\"id\":2,\"phrase\":\"Norway\"}\n");
    assert_eq!((ran.code, ran.record()["country"].as_str()), (Some(1), Some("NOR")));
    assert!(ran.err.contains("line 1") && ran.err.contains("phrase"), "{}", ran.err);
}

#[test]
fn the_program_describes_itself() {
    for (arguments, expected) in [
        (&["--help"][..], "Usage: rapporteur"),
        (&["code", "--help"], "Examples:\n  rapporteur code"),
        (&["extract", "--help"], "Examples:\n  rapporteur extract"),
        (&["parse", "--help"], "Examples:\n  rapporteur parse"),
        (&["actor", "--help"], "Examples:\n  rapporteur actor"),
        (&["eval", "--help"], "Examples:\n  rapporteur eval"),
        (&["--version"], concat!("rapporteur ", env!("CARGO_PKG_VERSION"), "\n")),
        (&["completions", "bash"], "complete -F _rapporteur"),
        (&["completions", "zsh"], "#compdef rapporteur"),
        (&["completions", "fish"], "complete -c rapporteur"),
        (&["manual"], ".TH"),
    ] {
        let ran = run(arguments).read_all();
        assert!(ran.out.contains(expected), "{arguments:?} lacks {expected:?}:\n{}", ran.out);
    }
    let manual = run(&["manual"]).out;
    assert!(["only\\-occurred", "CONLLU", "conllu"].iter().any(|words| manual.contains(words)), "{manual}");
}

#[test]
fn wrong_usage_is_told_apart_from_failed_inputs() {
    for arguments in [
        &["code", "--format", "sculpture"][..],
        &["code", "--date", "2023-02-30"],
        &["code", "--jobs", "many"],
        &["code", "--only-occurred", "--all"],
        &["nonsense"],
        &[],
        &["actor", "-"],
        &["eval", "nonsense", "missing.jsonl"],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{arguments:?}");
    }
    let folder = Folder::new();
    let sound = folder.write("sound.txt", REPORT);
    assert_eq!(run(&["code", &sound]).code, Some(0));
    let ran = run(&["code", "missing.txt", &sound]);
    assert_eq!((ran.code, ran.records().len()), (Some(1), 1), "{}", ran.err);
    assert!(ran.err.contains("missing.txt"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new();
    // Larger than any buffer on the way, in one record and in many.
    let long = folder.write("long.jsonl", json_lines(&[&REPORT.repeat(40)]).repeat(3));
    let many = folder.write("many.jsonl", json_lines(&["Police arrested two men in Nairobi on Monday."; 300]));
    for path in [&long, &many] {
        for arguments in [
            &["code", "--quiet", "--format", "csv", path][..],
            &["code", "--quiet", "--format", "table", path],
            &["parse", path],
            &["extract", path],
        ] {
            leaves_early(arguments);
        }
    }
}

#[test]
fn a_reader_that_goes_away_in_a_long_record_is_no_error() {
    let folder = Folder::new();
    leaves_early(&["code", "--quiet", &folder.write("long.jsonl", json_lines(&[&REPORT.repeat(40)]).repeat(3))]);
}

/// Reads one byte and closes the pipe.
fn leaves_early(arguments: &[&str]) {
    let mut child = start(arguments);
    drop(child.stdin.take());
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0]).unwrap();
    drop(out);
    // A program that waits for its own threads must fail this test, not keep it.
    let mut has_ended = false;
    for _ in 0..600 {
        has_ended = child.try_wait().unwrap().is_some();
        if has_ended {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    if !has_ended {
        child.kill().unwrap();
        panic!("still there a minute after its reader left: {arguments:?}");
    }
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""), "{arguments:?}");
}

#[test]
fn dates_count_from_the_day_of_publication() {
    let text = "Police arrested two men in Nairobi on Monday.";
    let date = |arguments: &[&str], line: Value| {
        run_with(arguments, line.to_string()).read_all().record()["events"][0]["date"]["value"].clone()
    };
    let base = &["code", "--from", "jsonl"][..];
    assert_eq!(date(base, json!({"text": text, "published": "2024-03-06T23:30:00-05:00"})), "2024-03-04");
    let given = &["code", "--from", "jsonl", "--date", "2024-03-13"][..];
    assert_eq!(date(given, json!({"text": text})), "2024-03-11");
    assert_eq!(
        date(given, json!({"text": text, "published": "2024-03-06"})),
        "2024-03-04",
        "the report's own day wins"
    );
}

#[test]
fn other_languages_are_passed_over_with_a_note() {
    let french = "Le ministre des Affaires \u{e9}trang\u{e8}res a rencontr\u{e9} son homologue ougandais vendredi \u{e0} Kampala \
                  pour discuter de la p\u{ea}che sur le lac et de la lib\u{e9}ration des \u{e9}quipages retenus.";
    let lines = json!({"id": "d1", "text": french}).to_string() + "\n" + &json_lines(&[REPORT]);
    let ran = run_with(&["code"], lines);
    let records = ran.records();
    assert_eq!((ran.code, records.len()), (Some(0), 2));
    assert_eq!(records[0]["document"]["language"], "fr");
    assert_eq!(records[0]["events"], json!([]));
    assert!(records[0]["notes"][0].as_str().unwrap().contains("fr"));
    assert!(ran.err.contains("d1") && ran.err.lines().count() == 1, "{}", ran.err);
    assert_eq!(records[0]["text"], french);
}

#[test]
fn another_language_is_noted_once() {
    let line = json!({"text": "Le ministre", "language": "fr"});
    let record = run_with(&["code", "--from", "jsonl"], line.to_string()).record();
    assert_eq!(record["notes"].as_array().unwrap().len(), 1, "{}", record["notes"]);
}

#[test]
fn offsets_count_characters_whatever_stands_before() {
    let text = format!("\u{1f642}\u{1f642} e\u{301} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{65e5}\u{672c}\n\n{REPORT}");
    let record = run_with(&["code"], json_lines(&[&text])).read_all().record();
    let mut n_checked = 0;
    let events = record["events"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|event| std::iter::once(&event["anchor"]).chain(event["mentions"].as_array().unwrap()));
    let actors = record["actors"].as_array().unwrap().iter().flat_map(|actor| actor["mentions"].as_array().unwrap());
    let others = ["times", "places"].into_iter().flat_map(|layer| record[layer].as_array().unwrap());
    for item in events.chain(actors).chain(others) {
        assert_eq!(slice(&text, &item["span"]), item["text"].as_str().unwrap());
        n_checked += 1;
    }
    assert!(n_checked > 10, "{n_checked}");
}
