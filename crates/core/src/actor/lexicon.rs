//! Which word sequences mean something to the resolver? One table from folded phrases to what they may stand for.

/// What a phrase may stand for; the numbers index the tables of `ActorTables`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// The name of a country or territory.
    Country(u16),
    /// Its adjective or the noun for its people.
    Demonym(u16),
    /// Its capital.
    Capital(u16),
    /// A city or region of the country with this number.
    Place(u16),
    /// A people or region without a state.
    People(u16),
    /// An organisation, armed group, party, firm, medium or building.
    Body(u16),
    /// A generic agent: "soldier", "opposition leader".
    Agent(u16),
    /// A title or rank before a name.
    Title(u16),
    /// A word that belongs to a minister or ministry: "defence", "foreign".
    Portfolio(u8),
}

/// How a phrase must be written to be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As it likes.
    Any,
    /// With a capital, unless the whole phrase has none.
    Capital,
    /// In capitals: "US" is not "us", "IS" is not "is".
    Acronym,
}

/// One sense with the spelling it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) sense: Sense,
    pub(crate) spelling: Spelling,
}

#[derive(Debug, Clone)]
struct Slot {
    key: Box<str>,
    entries: Vec<Entry>,
    /// The most words of any key that starts with this key; only kept for keys of one word.
    longest: u8,
}

/// An open-addressed table; a plain `BTreeMap` cost three times as much a look-up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    slots: Vec<Slot>,
    /// Slot number + 1, 0 where free; the length is a power of two.
    buckets: Vec<u32>,
}

impl Lexicon {
    /// Files a sense under a folded phrase; the order of filing is the order of preference.
    pub(crate) fn add(&mut self, key: &str, entry: Entry) {
        let n_words = u8::try_from(key.split(' ').count()).unwrap_or(u8::MAX);
        let first = key.split(' ').next().unwrap_or("");
        if key.is_empty() {
            return;
        }
        let slot = self.slot_for(first);
        self.slots[slot].longest = self.slots[slot].longest.max(n_words);
        let slot = self.slot_for(key);
        if !self.slots[slot].entries.contains(&entry) {
            self.slots[slot].entries.push(entry);
        }
    }

    /// What is filed under a folded phrase.
    pub(crate) fn entries(&self, key: &str) -> &[Entry] {
        self.find(key).map_or(&[], |slot| &self.slots[slot].entries)
    }

    /// The most words of any key starting with this word, 0 when there is none.
    pub(crate) fn longest(&self, word: &str) -> usize {
        self.find(word).map_or(0, |slot| usize::from(self.slots[slot].longest))
    }

    /// The number of different keys with a sense.
    pub(crate) fn n_keys(&self) -> usize {
        self.slots.iter().filter(|slot| !slot.entries.is_empty()).count()
    }

    fn find(&self, key: &str) -> Option<usize> {
        if self.buckets.is_empty() {
            return None;
        }
        let mask = self.buckets.len() - 1;
        let mut at = hash(key) & mask;
        loop {
            match self.buckets[at] {
                0 => return None,
                number => {
                    let slot = number as usize - 1;
                    if &*self.slots[slot].key == key {
                        return Some(slot);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    fn slot_for(&mut self, key: &str) -> usize {
        if let Some(slot) = self.find(key) {
            return slot;
        }
        if (self.slots.len() + 1) * 2 > self.buckets.len() {
            self.grow();
        }
        self.slots.push(Slot { key: key.into(), entries: Vec::new(), longest: 0 });
        self.place(self.slots.len() - 1);
        self.slots.len() - 1
    }

    fn grow(&mut self) {
        let n_buckets = (self.buckets.len() * 2).max(1 << 16);
        self.buckets = vec![0; n_buckets];
        for slot in 0..self.slots.len() {
            self.place(slot);
        }
    }

    fn place(&mut self, slot: usize) {
        let mask = self.buckets.len() - 1;
        let mut at = hash(&self.slots[slot].key) & mask;
        while self.buckets[at] != 0 {
            at = (at + 1) & mask;
        }
        self.buckets[at] = u32::try_from(slot + 1).expect("the tables hold far fewer than four thousand million phrases");
    }
}

/// FNV-1a: short keys, no seed, the same everywhere.
fn hash(key: &str) -> usize {
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    // The low bits of FNV are the weakest; folding the halves costs nothing.
    (hash ^ (hash >> 32)) as usize
}
