//! Which places bear a name? The gazetteer, searched in the bytes the build script made (build/places.rs has their layout).

use super::fold::fold;

const BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));
const HEADER: usize = 24;
const COUNTRY: usize = 8;
const RECORD: usize = 19;

/// The names, units and coordinates of the world's places, as far as we carry them.
///
/// Loading reads a header; a search unfolds some thirty names. Data: GeoNames (CC BY 4.0) and our own table.
#[derive(Debug, Clone, Copy)]
pub struct Gazetteer {
    countries: &'static [u8],
    records: &'static [u8],
    blocks: &'static [u8],
    entries: &'static [u8],
    features: &'static str,
}

/// A place in the gazetteer, as an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceId(u32);

/// How a name names a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameForm {
    /// Its usual English name.
    Primary,
    /// Another name or spelling.
    Alias,
    /// A demonym: "Kenyan".
    Demonym,
    /// A short form that stands only after another name: "Ill.".
    Short,
}

/// One reading of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// The place.
    pub place: PlaceId,
    /// How the name names it.
    pub form: NameForm,
}

/// What the gazetteer says of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// GeoNames id, where known.
    pub geonameid: Option<u32>,
    /// Usual English name.
    pub name: &'static str,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// Inhabitants, to about a tenth; of units, those of their towns.
    pub population: f64,
    /// ISO alpha-3 code, KOS for Kosovo.
    pub country: Option<&'static str>,
    /// First-level unit.
    pub admin1: Option<PlaceId>,
    /// Second-level unit.
    pub admin2: Option<PlaceId>,
    /// GeoNames feature code.
    pub feature: &'static str,
}

impl Gazetteer {
    /// The embedded gazetteer. Costs nothing: no table is parsed.
    pub fn load() -> Gazetteer {
        let count = |field: usize| number(BYTES, 4 + 4 * field, 4) as usize;
        assert!(BYTES.starts_with(b"PLC1"), "the build script wrote the gazetteer");
        let countries = HEADER;
        let records = countries + count(0) * COUNTRY;
        let blocks = records + count(1) * RECORD;
        let entries = blocks + count(2) * 4;
        let features = entries + count(3);
        let end = features + count(4);
        Gazetteer {
            countries: &BYTES[countries..records],
            records: &BYTES[records..blocks],
            blocks: &BYTES[blocks..entries],
            entries: &BYTES[entries..features],
            features: std::str::from_utf8(&BYTES[features..end]).expect("the build script wrote ASCII"),
        }
    }

    /// Every place that bears the name, whatever its case and marks.
    pub fn lookup(&self, name: &str) -> Vec<Sense> {
        let key = fold(name);
        let mut found = Vec::new();
        if key.is_empty() || key.len() > 80 {
            return found;
        }
        let n_blocks = self.blocks.len() / 4;
        // The first block that begins at or after the key; the key's entries may begin in the one before.
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = (low + high) / 2;
            if fold(self.entry_at(self.block(middle)).0) < key { low = middle + 1 } else { high = middle }
        }
        let mut at = if low == 0 { 0 } else { self.block(low - 1) };
        while at < self.entries.len() {
            let (name, form, place, next) = self.entry_at(at);
            let folded = fold(name);
            if folded > key {
                break;
            }
            if folded == key {
                found.push(Sense { place, form });
            }
            at = next;
        }
        found
    }

    /// What is known of a place.
    pub fn entry(&self, place: PlaceId) -> Entry {
        let record = &self.records[place.0 as usize * RECORD..][..RECORD];
        let id = number(record, 0, 3);
        let unit = |at: usize| match number(record, at, 2) {
            0 => None,
            other => Some(PlaceId(other - 1)),
        };
        let degrees = |at: usize| f64::from((number(record, at, 3) << 8) as i32 >> 8) / 40_000.0;
        Entry {
            geonameid: (id != 0).then_some(id),
            name: self.entry_at(number(record, 16, 3) as usize).0,
            lat: degrees(3),
            lon: degrees(6),
            population: (f64::from(record[9]) / 8.0).exp2() - 1.0,
            country: self.country_code(record[10]),
            admin1: unit(11),
            admin2: unit(13),
            feature: self.features.split('\n').nth(record[15] as usize).unwrap_or(""),
        }
    }

    /// The place of a country by its alpha-3 code.
    pub fn country(&self, code: &str) -> Option<PlaceId> {
        self.countries
            .chunks_exact(COUNTRY)
            .find(|row| &row[..3] == code.as_bytes())
            .map(|row| PlaceId(number(row, 5, 3)))
    }

    /// The capital of a country, by a search through all places.
    pub fn capital(&self, code: &str) -> Option<Entry> {
        let feature = self.features.split('\n').position(|feature| feature == "PPLC")? as u8;
        let country = self.countries.chunks_exact(COUNTRY).position(|row| &row[..3] == code.as_bytes())? as u8;
        let is_wanted = |record: &[u8]| record[15] == feature && record[10] == country;
        let index = self.records.chunks_exact(RECORD).position(is_wanted)?;
        Some(self.entry(PlaceId(index as u32)))
    }

    /// The alpha-3 code of an alpha-2 one.
    pub fn country_by_iso2(&self, code: &str) -> Option<&'static str> {
        let index =
            self.countries.chunks_exact(COUNTRY).position(|row| row[3..5].eq_ignore_ascii_case(code.as_bytes()))?;
        self.country_code(index as u8)
    }

    fn country_code(&self, index: u8) -> Option<&'static str> {
        let row = self.countries.get(index as usize * COUNTRY..)?.get(..3)?;
        std::str::from_utf8(row).ok()
    }

    fn block(&self, index: usize) -> usize {
        number(self.blocks, index * 4, 4) as usize
    }

    /// Name, form, place and the offset of the next entry.
    fn entry_at(&self, offset: usize) -> (&'static str, NameForm, PlaceId, usize) {
        let length = self.entries[offset] as usize;
        let rest = &self.entries[offset + 1..];
        let name = std::str::from_utf8(&rest[..length]).expect("the build script wrote UTF-8");
        let form = match rest[length] {
            1 => NameForm::Primary,
            2 => NameForm::Alias,
            4 => NameForm::Demonym,
            _ => NameForm::Short,
        };
        (name, form, PlaceId(number(rest, length + 1, 3)), offset + 5 + length)
    }
}

/// An unsigned number of `width` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, width: usize) -> u32 {
    bytes[at..at + width].iter().rev().fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}
