//! Compiles data/places/*.tsv into one block of bytes that is searched in place (see src/place/gazetteer.rs).
//!
//! Layout, little-endian: `PLC1`; five u32: countries, records, blocks, bytes of entries, bytes of feature names; then
//! - countries: 8 bytes each: ISO alpha-3, alpha-2, record (u24)
//! - records: 19 bytes each: GeoNames id (u24, 0 when none), latitude and longitude (i24, 1/40,000 degree), population
//!   (u8, eighths of a power of two), country (u8, 255 when none), first- and second-level unit (u16 each, record + 1),
//!   feature (u8), primary name (u24, offset of its entry)
//! - blocks: u32 offset of every sixteenth entry
//! - entries, sorted by folded name: length (u8), name, flags (u8), record (u24)
//! - feature names, one a line

#[path = "../src/place/fold.rs"]
mod fold;

use fold::fold;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const PRIMARY: u8 = 1;
const ALIAS: u8 = 2;
const DEMONYM: u8 = 4;
const SHORT: u8 = 8;

/// Writes `places.bin` into the build's output folder.
pub(crate) fn compile() {
    // Asked when the script runs: a compiled script may be kept for another copy of the tree.
    let crate_folder = std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder");
    let folder = Path::new(&crate_folder).join("../../data/places");
    let mut tables = Tables::default();
    tables.add_countries(&rows(&folder, "countries.tsv"), &rows(&folder, "country_names.tsv"));
    tables.add_units(&rows(&folder, "admin.tsv"), &rows(&folder, "admin_names.tsv"), &rows(&folder, "unit_points.tsv"));
    tables.add_own(&rows(&folder, "own.tsv"));
    tables.add_cities(&rows(&folder, "cities.tsv"), &rows(&folder, "city_names.tsv"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    std::fs::write(out.join("places.bin"), tables.bytes()).expect("the output folder can be written");
    println!("cargo::rerun-if-changed=build/places.rs");
    println!("cargo::rerun-if-changed=src/place/fold.rs");
}

/// The rows of a table after its header, as cells.
fn rows(folder: &Path, file: &str) -> Vec<Vec<String>> {
    let path = folder.join(file);
    println!("cargo::rerun-if-changed={}", path.display());
    let content =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    let width = content.lines().next().map_or(0, |header| header.split('\t').count());
    let parse = |(number, line): (usize, &str)| {
        let cells: Vec<String> = line.split('\t').map(str::to_string).collect();
        assert!(cells.len() == width, "{}, line {}: {} cells, not {width}", path.display(), number + 1, cells.len());
        cells
    };
    content.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()).map(parse).collect()
}

struct Record {
    id: u32,
    lat: f64,
    lon: f64,
    population: u64,
    country: u8,
    admin1: u16,
    admin2: u16,
    feature: u8,
}

#[derive(Default)]
struct Tables {
    records: Vec<Record>,
    /// Folded name, name, flags, record.
    names: Vec<(String, String, u8, u32)>,
    /// ISO alpha-3, alpha-2, record, capital.
    countries: Vec<(String, String, u32, String)>,
    features: Vec<String>,
    /// Code of a first-level unit -> its record.
    admin1: BTreeMap<String, u16>,
    /// GeoNames id of a second-level unit -> its record.
    admin2: BTreeMap<u32, u16>,
}

impl Tables {
    fn add_countries(&mut self, rows: &[Vec<String>], names: &[Vec<String>]) {
        let extra: BTreeMap<&str, &Vec<String>> = names.iter().map(|row| (row[0].as_str(), row)).collect();
        for row in rows {
            let country = self.countries.len() as u8;
            let feature = if row[0] == "ATA" { "CONT" } else { "PCLI" };
            let record = self.push(&row[2], (&row[4], &row[5]), &row[6], feature, (country, 0, 0));
            self.countries.push((row[0].clone(), row[1].clone(), record, row[7].clone()));
            self.name(&row[3], PRIMARY, record);
            self.names_of(&row[8], ALIAS, record);
            self.names_of(&row[9], DEMONYM, record);
            if let Some(extra) = extra.get(row[0].as_str()) {
                self.names_of(&extra[1], ALIAS, record);
                self.names_of(&extra[2], DEMONYM, record);
            }
        }
    }

    fn add_units(&mut self, rows: &[Vec<String>], names: &[Vec<String>], points: &[Vec<String>]) {
        let points: BTreeMap<&str, &Vec<String>> = points.iter().map(|row| (row[0].as_str(), row)).collect();
        let extra: BTreeMap<&str, &Vec<String>> = names.iter().map(|row| (row[0].as_str(), row)).collect();
        let mut sorted: Vec<&Vec<String>> = rows.iter().collect();
        sorted.sort_by_key(|row| (row[2].clone(), row[1].clone()));
        for row in sorted {
            let country = self.country_of(row[1].split('.').next().unwrap_or_default());
            let is_first = row[2] == "1";
            // The centre of a large unit is far from the middle of its towns.
            let given = points.get(row[1].as_str()).filter(|_| is_first);
            let point =
                given.map_or((row[4].as_str(), row[5].as_str()), |given| (given[1].as_str(), given[2].as_str()));
            let parent = row[1].split('.').take(2).collect::<Vec<_>>().join(".");
            let admin1 = if is_first { 0 } else { self.admin1.get(&parent).copied().unwrap_or(0) };
            let record =
                self.push(&row[0], point, &row[6], if is_first { "ADM1" } else { "ADM2" }, (country, admin1, 0));
            let number = u16::try_from(record + 1).expect("units come first and are few");
            self.name(&row[3], PRIMARY, record);
            self.names_of(&row[7], ALIAS, record);
            if is_first {
                self.admin1.insert(row[1].clone(), number);
                if let Some(short) = without_designator(&row[3]) {
                    self.name(short, ALIAS, record);
                }
            } else {
                self.admin2.insert(row[0].parse().expect("an id"), number);
            }
            if let Some(extra) = extra.get(row[1].as_str()) {
                self.names_of(&extra[1], ALIAS, record);
                self.names_of(&extra[2], SHORT, record);
                self.names_of(&extra[3], DEMONYM, record);
            }
        }
    }

    fn add_own(&mut self, rows: &[Vec<String>]) {
        for row in rows {
            let country =
                self.countries.iter().position(|country| country.0 == row[3]).map_or(255, |index| index as u8);
            assert!(row[3].is_empty() || country != 255, "own.tsv: {} lies in unknown country {}", row[0], row[3]);
            let id = if row[6].is_empty() { "0" } else { &row[6] };
            let record = self.push(id, (&row[4], &row[5]), "0", &row[2], (country, 0, 0));
            self.name(&row[0], PRIMARY, record);
            for alias in row[1].split('|').filter(|alias| !alias.is_empty()) {
                match alias.strip_prefix('~') {
                    Some(demonym) => self.name(demonym, DEMONYM, record),
                    None => self.name(alias, ALIAS, record),
                }
            }
        }
    }

    fn add_cities(&mut self, rows: &[Vec<String>], names: &[Vec<String>]) {
        let extra: BTreeMap<&str, &Vec<String>> = names.iter().map(|row| (row[0].as_str(), row)).collect();
        let mut capitals: BTreeMap<u8, (u64, u32)> = BTreeMap::new();
        for row in rows {
            let country = self.country_of(&row[2]);
            let admin1 = self.admin1.get(&format!("{}.{}", row[2], row[3])).copied().unwrap_or(0);
            let admin2 = row[4].parse().ok().and_then(|id: u32| self.admin2.get(&id)).copied().unwrap_or(0);
            let record = self.push(&row[0], (&row[5], &row[6]), &row[7], "PPL", (country, admin1, admin2));
            self.name(&row[1], PRIMARY, record);
            self.names_of(&row[8], ALIAS, record);
            let population: u64 = row[7].parse().expect("a population");
            if let Some(base) = shorter_name(&row[1], population) {
                self.name(base, ALIAS, record);
            }
            if let Some(extra) = extra.get(row[0].as_str()) {
                self.names_of(&extra[1], ALIAS, record);
            }
            let is_capital =
                self.countries.get(country as usize).is_some_and(|(.., capital)| fold(capital) == fold(&row[1]));
            let best = capitals.get(&country).map_or(0, |(population, _)| *population);
            if is_capital && population > best {
                capitals.insert(country, (population, record));
            }
        }
        let feature = self.feature("PPLC");
        for (_, record) in capitals.values() {
            self.records[*record as usize].feature = feature;
        }
    }

    fn push(&mut self, id: &str, point: (&str, &str), population: &str, feature: &str, units: (u8, u16, u16)) -> u32 {
        let number = |text: &str| text.parse::<f64>().unwrap_or_else(|_| panic!("{text} is no number (place {id})"));
        let feature = self.feature(feature);
        self.records.push(Record {
            id: id.parse().unwrap_or_else(|_| panic!("{id} is no id")),
            lat: number(point.0),
            lon: number(point.1),
            population: population.parse().unwrap_or(0),
            country: units.0,
            admin1: units.1,
            admin2: units.2,
            feature,
        });
        self.records.len() as u32 - 1
    }

    fn feature(&mut self, name: &str) -> u8 {
        let index = self.features.iter().position(|feature| feature == name).unwrap_or_else(|| {
            self.features.push(name.to_string());
            self.features.len() - 1
        });
        u8::try_from(index).expect("fewer than 256 features")
    }

    fn country_of(&self, iso2: &str) -> u8 {
        self.countries.iter().position(|country| country.1 == iso2).map_or(255, |index| index as u8)
    }

    fn names_of(&mut self, list: &str, flag: u8, record: u32) {
        list.split('|').filter(|name| !name.is_empty()).for_each(|name| self.name(name, flag, record));
    }

    fn name(&mut self, name: &str, flag: u8, record: u32) {
        let key = fold(name);
        if !key.is_empty() && name.len() < 256 {
            self.names.push((key, name.to_string(), flag, record));
        }
    }

    fn bytes(mut self) -> Vec<u8> {
        // One entry for a record and key: its own name before an alias before a demonym.
        self.names
            .sort_by(|left, right| (&left.0, left.3, left.2, &left.1).cmp(&(&right.0, right.3, right.2, &right.1)));
        self.names.dedup_by(|next, kept| next.0 == kept.0 && next.3 == kept.3);
        let mut entries = Vec::new();
        let mut blocks = Vec::new();
        let mut primary = vec![0u32; self.records.len()];
        for (number, (_, name, flag, record)) in self.names.iter().enumerate() {
            if number % 16 == 0 {
                blocks.push(entries.len() as u32);
            }
            if *flag == PRIMARY {
                primary[*record as usize] = entries.len() as u32;
            }
            entries.push(name.len() as u8);
            entries.extend_from_slice(name.as_bytes());
            entries.push(*flag);
            entries.extend_from_slice(&record.to_le_bytes()[..3]);
        }
        let features = self.features.join("\n");
        let mut bytes = b"PLC1".to_vec();
        for count in [self.countries.len(), self.records.len(), blocks.len(), entries.len(), features.len()] {
            bytes.extend_from_slice(&(count as u32).to_le_bytes());
        }
        for (iso3, iso2, record, _) in &self.countries {
            bytes.extend_from_slice(iso3.as_bytes());
            bytes.extend_from_slice(iso2.as_bytes());
            bytes.extend_from_slice(&record.to_le_bytes()[..3]);
        }
        for (record, name) in self.records.iter().zip(primary) {
            bytes.extend_from_slice(&record.id.to_le_bytes()[..3]);
            bytes.extend_from_slice(&((record.lat * 40_000.0).round() as i32).to_le_bytes()[..3]);
            bytes.extend_from_slice(&((record.lon * 40_000.0).round() as i32).to_le_bytes()[..3]);
            bytes.push(((record.population as f64 + 1.0).log2() * 8.0).round().min(255.0) as u8);
            bytes.push(record.country);
            bytes.extend_from_slice(&record.admin1.to_le_bytes());
            bytes.extend_from_slice(&record.admin2.to_le_bytes());
            bytes.push(record.feature);
            bytes.extend_from_slice(&name.to_le_bytes()[..3]);
        }
        for block in &blocks {
            bytes.extend_from_slice(&block.to_le_bytes());
        }
        bytes.extend_from_slice(&entries);
        bytes.extend_from_slice(features.as_bytes());
        bytes
    }
}

/// "Newcastle" of "Newcastle upon Tyne".
fn shorter_name(name: &str, population: u64) -> Option<&str> {
    const AT_RIVERS: [&str; 11] =
        [" upon ", "-upon-", " am ", " an der ", " im ", " sur ", "-sur-", "-on-", " on ", " Town", " na "];
    let at_river = AT_RIVERS.iter().find_map(|joint| name.find(joint).map(|at| &name[..at]));
    at_river.filter(|_| population >= 20_000)
}

/// "Lipetsk" of "Lipetsk Oblast".
fn without_designator(name: &str) -> Option<&str> {
    const DESIGNATORS: [&str; 15] = [
        " Oblast",
        " Province",
        " Region",
        " Governorate",
        " State",
        " Krai",
        " Prefecture",
        " Republic",
        " District",
        " Department",
        " County",
        " Voivodeship",
        " Sheng",
        " Canton",
        " Division",
    ];
    /// What remains of "Central Region" names nothing by itself.
    const COMMON: [&str; 16] = [
        "Central", "Center", "Capital", "Federal", "Northern", "Southern", "Eastern", "Western", "North", "South",
        "East", "West", "Upper", "Lower", "Coast", "Lakes",
    ];
    DESIGNATORS
        .iter()
        .find_map(|designator| name.strip_suffix(designator))
        .filter(|short| short.len() > 2 && !COMMON.contains(short))
}
