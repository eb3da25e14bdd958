//! Office holders: data/actors/offices/*.tsv become sorted lines that are searched in place.
//!
//! `holders.txt`: key, name, country, Wikidata id, then spells `start,end,class,office`, or a shorter form of a name with `>` and the key it
//! stands for; dates are `yyyymmdd`, 0 where unknown;
//! an end that was inferred from the successor's start carries `~`. `surnames.txt`: surname key, then the keys of prominent people.
//! `offices.txt`: one office a line; spells name it by line number.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

#[path = "../src/actor/fold.rs"]
#[allow(unreachable_pub, reason = "public in the crate that shares the file")]
#[allow(dead_code)]
mod fold;
#[path = "../src/actor/office_class.rs"]
#[allow(unreachable_pub, reason = "public in the crate that shares the file")]
mod office_class;

use fold::name_key;
use office_class::OfficeClass;

struct Spell {
    start: u32,
    end: u32,
    /// The day the source last saw the person in office.
    as_of: u32,
    inferred: bool,
    class: OfficeClass,
    office: String,
}

#[derive(Default)]
struct Holder {
    name: String,
    wikidata: String,
    spells: Vec<Spell>,
}

/// Reads the tables and writes the compiled files into the build's output directory.
pub(super) fn compile() {
    let manifest = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest directory");
    let folder = Path::new(&manifest).join("../../data/actors/offices");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build/offices.rs");
    println!("cargo::rerun-if-changed=src/actor/fold.rs");
    println!("cargo::rerun-if-changed=src/actor/office_class.rs");
    let mut holders = read_folder(&folder);
    close_open_spells(&mut holders);
    let offices = number_offices(&holders);
    let out = env::var("OUT_DIR").expect("cargo sets the output directory");
    let write = |name: &str, text: String| {
        fs::write(Path::new(&out).join(name), text).expect("the output directory can be written")
    };
    write("holders.txt", holder_lines(&holders, &offices));
    write("surnames.txt", surname_lines(&holders));
    write("offices.txt", offices.keys().map(|office| format!("{office}\n")).collect());
}

/// Keyed by name key and country: two people of one name in one country are taken for one, which the tables cannot tell apart either.
fn read_folder(folder: &Path) -> BTreeMap<(String, String), Holder> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("data/actors/offices exists")
        .map(|entry| entry.expect("readable entry").path())
        .collect();
    paths.sort();
    let mut holders = BTreeMap::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "tsv")) {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path).expect("office tables are UTF-8");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
            let fields: Vec<&str> = line.split('\t').collect();
            // An eighth column, where there is one, says how sure the row is; it is for people.
            let is_whole = matches!(fields.len(), 7 | 8);
            assert!(is_whole, "{}:{}: {} columns instead of 7", path.display(), number + 1, fields.len());
            add_row(&mut holders, &fields);
        }
    }
    holders
}

fn add_row(holders: &mut BTreeMap<(String, String), Holder>, fields: &[&str]) {
    let [name, country, office, start, end, as_of, wikidata, ..] = fields else { return };
    let key = name_key(name);
    if key.is_empty() || country.is_empty() {
        return;
    }
    let holder = holders.entry((key, (*country).to_owned())).or_default();
    if holder.name.is_empty() {
        holder.name = (*name).to_owned();
    }
    if holder.wikidata.is_empty() {
        holder.wikidata = (*wikidata).to_owned();
    }
    let spell = Spell {
        start: day(start, 1),
        end: day(end, 31),
        as_of: day(as_of, 1),
        inferred: false,
        class: OfficeClass::of(office),
        office: (*office).to_owned(),
    };
    holder.spells.push(spell);
}

/// `2004`, `2004-05` or `2004-05-17` as yyyymmdd; a missing month or day is the first or the last, by `fill`.
fn day(text: &str, fill: u32) -> u32 {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    let year = parts.next().unwrap_or(0);
    if year == 0 {
        return 0;
    }
    let month = parts.next().filter(|&month| month > 0).unwrap_or(fill.min(12));
    let day = parts.next().filter(|&day| day > 0).unwrap_or(fill);
    year * 10_000 + month * 100 + day
}

/// An open spell in an office that one person holds at a time ends where the next holder starts.
fn close_open_spells(holders: &mut BTreeMap<(String, String), Holder>) {
    let mut starts: BTreeMap<(String, OfficeClass), BTreeSet<(u32, String)>> = BTreeMap::new();
    for ((key, country), holder) in holders.iter() {
        for spell in holder.spells.iter().filter(|spell| spell.start > 0 && is_national(spell)) {
            starts.entry((country.clone(), spell.class)).or_default().insert((spell.start, key.clone()));
        }
    }
    for ((key, country), holder) in holders.iter_mut() {
        take_ends_from_other_sources(holder);
        end_with_the_government(holder);
        let seen = last_seen(holder);
        for spell in holder.spells.iter_mut().filter(|spell| spell.end == 0 && spell.start > 0 && is_national(spell)) {
            let Some(others) = starts.get(&(country.clone(), spell.class)) else { continue };
            // Whoever was still seen in office on a day cannot have been followed before it, whatever a table calls others.
            // Sources lag by up to a year.
            let earliest = seen.get(&spell.class).copied().unwrap_or(0).saturating_sub(ONE_YEAR).max(spell.start + 1);
            let next = others.range((earliest, String::new())..).find(|(_, other)| !same_person(other, key));
            if let Some((start, _)) = next {
                spell.end = *start;
                spell.inferred = true;
            }
        }
    }
}

/// A year in the difference of two yyyymmdd.
const ONE_YEAR: u32 = 10_000;

/// One source knows the end of a spell that another still has open: same office, starts at most a month or two apart.
fn take_ends_from_other_sources(holder: &mut Holder) {
    let closed: Vec<(OfficeClass, u32, u32)> = holder
        .spells
        .iter()
        .filter(|spell| spell.end > 0 && spell.start > 0)
        .map(|spell| (spell.class, spell.start, spell.end))
        .collect();
    for spell in
        holder.spells.iter_mut().filter(|spell| spell.end == 0 && spell.start > 0 && spell.class.is_prominent())
    {
        let known = closed.iter().find(|(class, start, _)| *class == spell.class && start.abs_diff(spell.start) < 200);
        // A source that saw the person in office long after knows of a further term.
        if let Some(&(_, _, end)) = known.filter(|(_, _, end)| end + ONE_YEAR >= spell.as_of) {
            spell.end = end;
        }
    }
}

/// Tables forget to close what a head of government held beside it: it ends with the government.
fn end_with_the_government(holder: &mut Holder) {
    let leads = |class| matches!(class, OfficeClass::HeadOfState | OfficeClass::HeadOfGovernment);
    let led: Vec<(u32, u32)> = holder
        .spells
        .iter()
        .filter(|spell| leads(spell.class) && spell.end > 0 && spell.start > 0)
        .map(|spell| (spell.start, spell.end))
        .collect();
    let open = holder.spells.iter_mut().filter(|spell| spell.end == 0 && spell.start > 0 && !leads(spell.class));
    for spell in open.filter(|spell| spell.class != OfficeClass::Member) {
        if let Some(&(_, end)) = led.iter().find(|(start, end)| (*start..=*end).contains(&spell.start)) {
            spell.end = end;
        }
    }
}

/// For each great office the last day on which some source saw this holder in it.
fn last_seen(holder: &Holder) -> BTreeMap<OfficeClass, u32> {
    let mut seen: BTreeMap<OfficeClass, u32> = BTreeMap::new();
    for spell in holder.spells.iter().filter(|spell| spell.end == 0 && spell.start > 0) {
        let day = seen.entry(spell.class).or_default();
        *day = (*day).max(spell.as_of);
    }
    seen
}

/// One person at a time holds it, and not for a part of the country: "President of Bashkortostan" says nothing about the president.
fn is_national(spell: &Spell) -> bool {
    let leads = matches!(spell.class, OfficeClass::HeadOfState | OfficeClass::HeadOfGovernment);
    spell.class.has_one_holder() && !(leads && spell.office.contains(" of "))
}

/// Tables spell one person in several ways ("Narendra Modi", "Narendra Damodardas Modi"): one key's words contain the other's.
fn same_person(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let words: Vec<&str> = long.split(' ').collect();
    short.split(' ').all(|word| words.contains(&word))
}

fn number_offices(holders: &BTreeMap<(String, String), Holder>) -> BTreeMap<String, usize> {
    let names: BTreeSet<&str> =
        holders.values().flat_map(|holder| holder.spells.iter().map(|spell| spell.office.as_str())).collect();
    names.into_iter().enumerate().map(|(number, name)| (name.to_owned(), number)).collect()
}

fn holder_lines(holders: &BTreeMap<(String, String), Holder>, offices: &BTreeMap<String, usize>) -> String {
    let mut lines = BTreeSet::new();
    for ((key, country), holder) in holders {
        let spells = spell_text(holder, offices);
        lines.insert(format!("{key}\t{}\t{country}\t{}\t{spells}\n", holder.name, holder.wikidata));
        for alias in aliases(key) {
            lines.insert(format!("{alias}\t>{key}\n"));
        }
    }
    lines.into_iter().collect()
}

fn spell_text(holder: &Holder, offices: &BTreeMap<String, usize>) -> String {
    let spells: BTreeSet<String> = holder
        .spells
        .iter()
        .map(|spell| {
            let mark = if spell.inferred { "~" } else { "" };
            format!("{},{}{mark},{},{}", spell.start, spell.end, spell.class.digit(), offices[&spell.office])
        })
        .collect();
    spells.into_iter().collect::<Vec<_>>().join(";")
}

/// Of long names first and last word, and the name without its last word ("Juan Jobet", "Juan Carlos Jobet").
fn aliases(key: &str) -> BTreeSet<String> {
    let words: Vec<&str> = key.split(' ').collect();
    let mut keys = BTreeSet::new();
    if words.len() >= 3 {
        keys.insert(format!("{} {}", words[0], words[words.len() - 1]));
        keys.insert(words[..words.len() - 1].join(" "));
    }
    keys
}

/// Family names that stand first; "Frank Hsieh" must not be filed under Frank.
const FAMILY_NAMES: [&str; 113] = [
    "li", "wang", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun", "hu", "zhu", "gao",
    "lin", "he", "guo", "ma", "luo", "liang", "song", "zheng", "xie", "han", "tang", "feng", "yu", "dong", "xiao",
    "cheng", "cao", "yuan", "deng", "peng", "zeng", "su", "lu", "jiang", "cai", "jia", "ding", "wei", "xue", "ye",
    "yan", "pan", "du", "dai", "xia", "zhong", "tian", "ren", "fan", "fang", "shi", "yao", "tan", "wen", "xi", "qin",
    "hua", "mao", "geng", "tsai", "lai", "hsieh", "chiang", "kim", "lee", "park", "choi", "jung", "kang", "cho",
    "yoon", "jang", "lim", "oh", "seo", "shin", "kwon", "hwang", "ahn", "ryu", "hong", "moon", "ban", "chung", "ri",
    "pak", "choe", "jong", "roh", "nguyen", "tran", "le", "pham", "hoang", "phan", "vo", "bui", "ngo", "truong", "to",
    "luong", "hun", "tea", "prak", "sok", "goh", "heng", "kuo",
];

fn is_spanish(country: &str) -> bool {
    matches!(
        country,
        "ARG"
            | "BOL"
            | "CHL"
            | "COL"
            | "CRI"
            | "CUB"
            | "DOM"
            | "ECU"
            | "ESP"
            | "GTM"
            | "HND"
            | "MEX"
            | "NIC"
            | "PAN"
            | "PER"
            | "PRY"
            | "SLV"
            | "URY"
            | "VEN"
    )
}

fn surname_lines(holders: &BTreeMap<(String, String), Holder>) -> String {
    let mut surnames: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for ((key, country), holder) in holders {
        if !holder.spells.iter().any(|spell| spell.class.is_prominent() && spell.start > 0) {
            continue;
        }
        let words: Vec<&str> = key.split(' ').collect();
        let family_first = FAMILY_NAMES.iter().any(|family| name_key(family) == words[0])
            && matches!(country.as_str(), "CHN" | "TWN" | "KOR" | "PRK" | "VNM" | "KHM" | "HKG" | "SGP");
        surnames.entry(words[words.len() - 1].to_owned()).or_default().insert(key);
        if family_first || words.len() == 1 {
            surnames.entry(words[0].to_owned()).or_default().insert(key);
        }
        // "Lopez Obrador", "von der Leyen", "Abdo Benitez": the name without the first word.
        if words.len() >= 3 {
            surnames.entry(words[1..].join(" ")).or_default().insert(key);
            surnames.entry(words[words.len() - 2..].join(" ")).or_default().insert(key);
        }
        // The father's name stands before the mother's: "Enrique Peña Nieto" is Peña Nieto or Peña.
        if words.len() >= 3 && is_spanish(country) {
            surnames.entry(words[words.len() - 2].to_owned()).or_default().insert(key);
        }
    }
    surnames
        .into_iter()
        .map(|(surname, keys)| format!("{surname}\t{}\n", keys.into_iter().collect::<Vec<_>>().join("|")))
        .collect()
}
