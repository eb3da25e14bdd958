//! The flat table: one row an event, every column declared once.
//!
//! CSV, the SQL view, Parquet, Arrow, OpenAPI and `docs/data-dictionary.md` are all made from [`COLUMNS`]; a new column
//! is one entry there and nothing else. Values come from a [`Record`], so the table says what the record says.

use super::{ActorRecord, EventRecord, Offsets, ParticipantRecord, PlaceRecord, Record, SizeRecord};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Text.
    Text,
    /// A list of texts; a place in it may be empty.
    Texts,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// True or false.
    Boolean,
}

impl ColumnType {
    /// As the data dictionary writes it.
    pub fn name(self) -> &'static str {
        match self {
            ColumnType::Text => "text",
            ColumnType::Texts => "list of text",
            ColumnType::Integer => "integer",
            ColumnType::Real => "real",
            ColumnType::Boolean => "boolean",
        }
    }
}

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Null,
    /// Of a [`ColumnType::Text`] column.
    Text(String),
    /// Of a [`ColumnType::Texts`] column.
    Texts(Vec<Option<String>>),
    /// Of a [`ColumnType::Integer`] column.
    Integer(i64),
    /// Of a [`ColumnType::Real`] column.
    Real(f64),
    /// Of a [`ColumnType::Boolean`] column.
    Boolean(bool),
}

/// One column of the table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in every form of the table.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnType,
    /// Whether it may hold nothing.
    pub is_nullable: bool,
    /// What it means, for people.
    pub doc: &'static str,
    /// Its value in a row.
    pub get: fn(&Row) -> Cell,
}

/// One event of a record, with what the columns look up more than once.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// The document.
    pub record: &'r Record,
    /// The event.
    pub event: &'r EventRecord,
    /// The sentence that holds its anchor.
    sentence: Option<(Offsets, &'r str)>,
}

/// The rows of a record, one an event, in the order of its events.
pub fn rows<'r>(record: &'r Record) -> Vec<Row<'r>> {
    let starts: Vec<usize> = record.text.char_indices().map(|(byte, _)| byte).chain([record.text.len()]).collect();
    let words = |[start, end]: Offsets| &record.text[starts[start as usize]..starts[end as usize]];
    let row = |event: &'r EventRecord| {
        let [start, _] = event.anchor.span;
        let sentence = record.sentences.iter().find(|sentence| sentence[0] <= start && start < sentence[1]);
        Row { record, event, sentence: sentence.map(|&span| (span, words(span))) }
    };
    record.events.iter().map(row).collect()
}

impl<'r> Row<'r> {
    fn actor(&self, id: Option<&String>) -> Option<&'r ActorRecord> {
        id.and_then(|id| self.record.actors.iter().find(|actor| actor.id == *id))
    }

    fn speaker(&self) -> Option<&'r ActorRecord> {
        self.actor(self.event.attribution.speaker.as_ref())
    }

    fn place(&self) -> Option<&'r PlaceRecord> {
        self.event.place.as_ref().and_then(|id| self.record.places.iter().find(|place| place.id == *id))
    }

    /// One place in the list for each participant of a side.
    fn side(&self, side: &[ParticipantRecord], value: impl Fn(Option<&ActorRecord>) -> Option<String>) -> Cell {
        Cell::Texts(side.iter().map(|one| value(self.actor(one.actor.as_ref()))).collect())
    }

    /// The low figure of a size.
    fn low(&self, figure: impl Fn(&SizeRecord) -> Option<[Option<u64>; 2]>) -> Cell {
        let range = self.event.size.as_ref().and_then(figure);
        range.and_then(|[low, _]| low).map_or(Cell::Null, |low| Cell::Integer(i64::try_from(low).unwrap_or(i64::MAX)))
    }
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_string())
}

fn or_null(value: Option<&String>) -> Cell {
    value.map_or(Cell::Null, |value| text(value))
}

fn real_or_null(value: Option<f64>) -> Cell {
    value.map_or(Cell::Null, Cell::Real)
}

fn list<T: AsRef<str>>(values: &[T]) -> Cell {
    Cell::Texts(values.iter().map(|value| Some(value.as_ref().to_string())).collect())
}

fn name(actor: Option<&ActorRecord>) -> Option<String> {
    actor.map(|actor| actor.name.clone())
}

/// An actor of whom nothing is known is UNK, as in every export.
fn code(actor: Option<&ActorRecord>) -> Option<String> {
    Some(actor.map_or_else(|| "UNK".to_string(), |actor| actor.code.clone()))
}

fn country(actor: Option<&ActorRecord>) -> Option<String> {
    actor.and_then(|actor| actor.country.clone())
}

const fn column(name: &'static str, kind: ColumnType, doc: &'static str, get: fn(&Row) -> Cell) -> Column {
    Column { name, kind, is_nullable: false, doc, get }
}

const fn nullable(name: &'static str, kind: ColumnType, doc: &'static str, get: fn(&Row) -> Cell) -> Column {
    Column { name, kind, is_nullable: true, doc, get }
}

use ColumnType::{Boolean, Integer, Real, Text, Texts};

/// The columns of the table, in order.
pub const COLUMNS: &[Column] = &[
    column(
        "event_id",
        Text,
        "Id of the event: its id within the document, such as e1; in a store a permanent one, a hash of the document's sha256, type, anchor and actor codes.",
        |row| text(&row.event.id),
    ),
    column("document_id", Text, "Id of the document, as given or made from its path.", |row| {
        text(&row.record.document.id)
    }),
    nullable(
        "story_id",
        Text,
        "Id of the story, a group of reprints, that the document belongs to; null without a store.",
        |_| Cell::Null,
    ),
    nullable(
        "incident_id",
        Text,
        "Id of the incident that groups events of different stories; null without a store.",
        |_| Cell::Null,
    ),
    nullable("published", Text, "When the document was published: an ISO date or an RFC 3339 time.", |row| {
        or_null(row.record.document.published.as_ref())
    }),
    nullable("source", Text, "Outlet, as a site name or a host.", |row| or_null(row.record.document.source.as_ref())),
    nullable("url", Text, "Canonical address of the document.", |row| or_null(row.record.document.url.as_ref())),
    nullable(
        "date",
        Text,
        "TIMEX3 value of the day or period on which the event was done, or its words were said: 2023-04-16, 2023-W15, 2023-04.",
        |row| row.event.date.as_ref().map_or(Cell::Null, |date| text(&date.value)),
    ),
    nullable("date_end", Text, "TIMEX3 value of the last day, for events of several days.", |row| {
        row.event.date.as_ref().map_or(Cell::Null, |date| or_null(date.end.as_ref()))
    }),
    nullable(
        "date_precision",
        Text,
        "How exact the date is: time, day, week, month, quarter, year, decade or vague.",
        |row| row.event.date.as_ref().map_or(Cell::Null, |date| text(date.precision)),
    ),
    nullable("type", Text, "PLOVER event type, such as CONSULT; null for an own event of a codebook.", |row| {
        row.event.kind.map_or(Cell::Null, text)
    }),
    column("mode", Texts, "PLOVER modes; often none, sometimes several.", |row| list(&row.event.mode)),
    column("context", Texts, "PLOVER contexts; often none, sometimes several.", |row| list(&row.event.context)),
    nullable("cameo", Text, "CAMEO code; null for an own event of a codebook.", |row| {
        or_null(row.event.cameo.as_ref())
    }),
    nullable(
        "quad",
        Integer,
        "PLOVER quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; null for an own event of a codebook.",
        |row| row.event.quad.map_or(Cell::Null, |quad| Cell::Integer(quad.into())),
    ),
    nullable(
        "score",
        Real,
        "PLOVER intensity score of the type and mode, from -10 (conflict) to 10 (cooperation); null for an own event of a codebook.",
        |row| real_or_null(row.event.score),
    ),
    nullable("goldstein", Real, "Goldstein score of the CAMEO code, from -10 to 10.", |row| {
        real_or_null(row.event.goldstein)
    }),
    column("actor_names", Texts, "Names of those who act; an empty place for one the text does not name.", |row| {
        row.side(&row.event.actors, name)
    }),
    column(
        "actor_codes",
        Texts,
        "PLOVER codes of those who act, in the order of actor_names; UNK where unknown.",
        |row| row.side(&row.event.actors, code),
    ),
    column(
        "actor_countries",
        Texts,
        "ISO 3166 alpha-3 countries of those who act, in the order of actor_names; an empty place where unknown.",
        |row| row.side(&row.event.actors, country),
    ),
    column(
        "recipient_names",
        Texts,
        "Names of those acted upon; an empty place for one the text does not name.",
        |row| row.side(&row.event.recipients, name),
    ),
    column(
        "recipient_codes",
        Texts,
        "PLOVER codes of those acted upon, in the order of recipient_names; UNK where unknown.",
        |row| row.side(&row.event.recipients, code),
    ),
    column(
        "recipient_countries",
        Texts,
        "ISO 3166 alpha-3 countries of those acted upon, in the order of recipient_names; an empty place where unknown.",
        |row| row.side(&row.event.recipients, country),
    ),
    column("reciprocal", Boolean, "Whether both sides do it to each other; the event then counts both ways.", |row| {
        Cell::Boolean(row.event.reciprocal)
    }),
    column("status", Text, "occurred, future, hypothetical, negated or historical.", |row| text(row.event.status)),
    column("stance", Text, "asserted, alleged or denied.", |row| text(row.event.stance)),
    nullable(
        "speaker_name",
        Text,
        "Name of the one whose words tell of the event; null for the reporter's own.",
        |row| row.speaker().map_or(Cell::Null, |speaker| text(&speaker.name)),
    ),
    nullable("speaker_code", Text, "PLOVER code of the one whose words tell of the event.", |row| {
        row.speaker().map_or(Cell::Null, |speaker| text(&speaker.code))
    }),
    nullable("place_name", Text, "Name of the place, as the gazetteer spells it where it knows it.", |row| {
        row.place().map_or(Cell::Null, |place| text(&place.name))
    }),
    nullable("geonameid", Integer, "GeoNames id of the place.", |row| {
        row.place().and_then(|place| place.geonameid).map_or(Cell::Null, |id| Cell::Integer(id.into()))
    }),
    nullable("place_country", Text, "ISO 3166 alpha-3 country of the place.", |row| {
        or_null(row.place().and_then(|place| place.country.as_ref()))
    }),
    nullable("admin1", Text, "First-order division of the place: state, province, region.", |row| {
        or_null(row.place().and_then(|place| place.admin1.as_ref()))
    }),
    nullable("lat", Real, "Latitude of the place in degrees north.", |row| {
        real_or_null(row.place().and_then(|place| place.lat))
    }),
    nullable("lon", Real, "Longitude of the place in degrees east.", |row| {
        real_or_null(row.place().and_then(|place| place.lon))
    }),
    nullable(
        "place_precision",
        Text,
        "How exact the place is: exact, city, admin2, admin1, country or region.",
        |row| row.place().map_or(Cell::Null, |place| text(place.precision)),
    ),
    nullable("dead", Integer, "How many died: the low figure.", |row| row.low(|size| size.dead)),
    nullable("injured", Integer, "How many were injured: the low figure.", |row| row.low(|size| size.injured)),
    nullable("arrested", Integer, "How many were arrested: the low figure.", |row| row.low(|size| size.arrested)),
    nullable("crowd", Integer, "How many took part: the low figure.", |row| row.low(|size| size.crowd)),
    column("confidence", Real, "How sure the coder is, from 0 to 1.", |row| Cell::Real(row.event.confidence)),
    nullable("sentence", Text, "The sentence that holds the anchor, as it stands in the text.", |row| {
        row.sentence.map_or(Cell::Null, |(_, words)| text(words))
    }),
    column("anchor", Text, "The word or words the event rests on.", |row| text(&row.event.anchor.text)),
    nullable(
        "sentence_start",
        Integer,
        "Where the sentence begins in the document's text, in Unicode code points.",
        |row| row.sentence.map_or(Cell::Null, |([start, _], _)| Cell::Integer(start.into())),
    ),
    nullable("sentence_end", Integer, "Where the sentence ends, exclusive, in Unicode code points.", |row| {
        row.sentence.map_or(Cell::Null, |([_, end], _)| Cell::Integer(end.into()))
    }),
    column("because", Text, "Which words and which rule made the event.", |row| text(&row.event.because)),
    column("program", Text, "Version of the program that coded it.", |row| text(row.record.coder.program)),
    column("model", Text, "Version of the reader's weights.", |row| text(&row.record.coder.model)),
    column("data", Text, "Version of the tables, by the month they were last changed.", |row| {
        text(row.record.coder.data)
    }),
    column(
        "codebook",
        Texts,
        "Types of the user's codebook that fit; an empty list where none does or none was given.",
        |row| list(row.event.codebook.as_deref().unwrap_or_default()),
    ),
];

impl Cell {
    /// The cell in one line of text, as CSV has it. Nothing is an empty text; the places of a list are divided by `|`,
    /// and inside a place `|` is written `\|` and `\` is written `\\`.
    pub fn to_text(&self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Texts(texts) => {
                let place =
                    |text: &Option<String>| text.as_deref().unwrap_or("").replace('\\', "\\\\").replace('|', "\\|");
                texts.iter().map(place).collect::<Vec<_>>().join("|")
            }
            Cell::Integer(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
            Cell::Boolean(value) => value.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::read::ThreadPool;
    use crate::resources::Resources;
    use std::sync::Arc;

    /// The columns that docs/contract.md names, in its order.
    fn contract() -> Vec<String> {
        let contract = include_str!("../../../../docs/contract.md");
        let section = contract.split("## The flat table").nth(1).expect("the contract has this section");
        let list = section.split("One row an event a document:").nth(1).expect("it lists the columns");
        let list = list.split(" Lists in lists").next().expect("the list ends");
        let mut names = Vec::new();
        let mut depth = 0;
        let outside: String = list
            .chars()
            .filter(|character| {
                depth += i32::from(*character == '(') - i32::from(*character == ')');
                depth == 0 && *character != ')'
            })
            .collect();
        names.extend(outside.split([',', '.']).map(|name| name.trim().to_string()).filter(|name| !name.is_empty()));
        names
    }

    #[test]
    fn the_columns_are_those_of_the_contract() {
        let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(names, contract());
    }

    #[test]
    fn every_cell_is_of_its_columns_type_and_empty_only_where_it_may_be() {
        let resources = Resources::load(Arc::new(ThreadPool::with_num_threads(1))).expect("our own weights");
        let text =
            "\u{1f642} Kenyan police arrested two men in Nairobi on Monday, officials said. Rebels may attack Kisumu.";
        let document = Document::plain("d", text);
        let analysis = crate::analyze(&document, &resources);
        let mut record = Record::new(&document, &analysis, &resources);
        let range = |low| Some([Some(low), None]);
        let size =
            SizeRecord { dead: range(1), injured: None, arrested: range(2), crowd: Some([None; 2]), words: vec![] };
        record.events[0].size = Some(size);
        let rows = rows(&record);
        assert!(rows.len() > 1);
        for row in &rows {
            for column in COLUMNS {
                let fits = match (column.get)(row) {
                    Cell::Null => column.is_nullable,
                    Cell::Text(_) => column.kind == Text,
                    Cell::Texts(_) => column.kind == Texts,
                    Cell::Integer(_) => column.kind == Integer,
                    Cell::Real(_) => column.kind == Real,
                    Cell::Boolean(_) => column.kind == Boolean,
                };
                assert!(fits, "{}: {:?}", column.name, (column.get)(row));
            }
        }
        let cell = |name: &str| {
            let column = COLUMNS.iter().find(|column| column.name == name).expect("a column");
            (column.get)(&rows[0]).to_text()
        };
        assert_eq!(cell("anchor"), "arrested");
        assert_eq!(cell("sentence"), "Kenyan police arrested two men in Nairobi on Monday, officials said.");
        assert_eq!((cell("sentence_start"), cell("sentence_end")), ("2".to_string(), "70".to_string()));
        assert_eq!((cell("arrested"), cell("injured"), cell("crowd")), ("2".to_string(), String::new(), String::new()));
        assert_eq!(cell("actor_countries"), "KEN");
    }

    #[test]
    fn lists_in_one_text_can_be_told_apart_again() {
        let texts = [Some("a|b".to_string()), None, Some("c\\".to_string())];
        assert_eq!(Cell::Texts(texts.to_vec()).to_text(), "a\\|b||c\\\\");
        assert_eq!(Cell::Texts(vec![]).to_text(), "");
    }
}
