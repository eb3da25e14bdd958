//! Which places does a text name, and where on Earth are they?
//!
//! ```text
//! "clashes in Tripoli, Lebanon": Tripoli (LBN) city 34.44, 35.85, because 'Lebanon' stands beside it
//! ```
//!
//! In reading order: `mentions` finds the names, `gazetteer` knows the places, `resolve` chooses one for each name,
//! `surroundings` tells the country of those it does not know, `history` the state of that day and its capital.

mod fold;
mod gazetteer;
mod history;
mod mentions;
mod resolve;
mod surroundings;

pub use fold::fold;
pub use gazetteer::{Entry, Gazetteer, NameForm, PlaceId, Sense};
pub use mentions::Mention;
use resolve::filed_from;
pub use resolve::resolve;

use crate::document::Document;
use crate::read::Tree;
use crate::span::Span;

/// A place mentioned in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Where it is mentioned.
    pub span: Span,
    /// Its usual English name.
    pub name: String,
    /// GeoNames id, where known.
    pub geonameid: Option<u32>,
    /// ISO 3166 alpha-3 country (KOS for Kosovo), on the day of the report: SUN, YUG, CSK and DDR while they stood.
    pub country: Option<String>,
    /// Name of the first-level administrative unit.
    pub admin1: Option<String>,
    /// Name of the second-level administrative unit.
    pub admin2: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// How exactly the place is known.
    pub precision: PlacePrecision,
    /// GeoNames feature code, such as `PPLC`.
    pub feature: String,
    /// Whether the mention is a demonym or stands inside an organisation's name, so that it is not where something happens.
    pub adjectival: bool,
    /// Why this place and not a namesake.
    pub because: String,
}

/// How exactly a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlacePrecision {
    /// A building or a point.
    Exact,
    /// A town or village.
    City,
    /// A second-level unit.
    Admin2,
    /// A first-level unit.
    Admin1,
    /// A country.
    Country,
    /// A sea, a desert, a part of the world.
    Region,
}

impl PlacePrecision {
    /// As the records spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            PlacePrecision::Exact => "exact",
            PlacePrecision::City => "city",
            PlacePrecision::Admin2 => "admin2",
            PlacePrecision::Admin1 => "admin1",
            PlacePrecision::Country => "country",
            PlacePrecision::Region => "region",
        }
    }

    /// The precision of a GeoNames feature.
    pub fn of_feature(feature: &str) -> PlacePrecision {
        match feature {
            "PCLI" => PlacePrecision::Country,
            "ADM1" => PlacePrecision::Admin1,
            "ADM2" => PlacePrecision::Admin2,
            "CONT" | "RGN" | "SEA" | "OCN" | "GULF" | "BAY" | "STRT" | "CHN" | "LK" | "LKS" | "RSV" | "STM" | "MTS"
            | "MT" | "VLC" | "VAL" | "DSRT" | "ISLS" | "ISL" | "PEN" | "CNL" | "CAPE" | "FRST" | "SHOL" | "RF"
            | "PASS" => PlacePrecision::Region,
            _ if feature.starts_with("PPL") => PlacePrecision::City,
            _ => PlacePrecision::Exact,
        }
    }
}

/// The places of a document, in text order.
pub fn places(document: &Document, tree: &Tree, gazetteer: &Gazetteer) -> Vec<Place> {
    let mentions = mentions::mentions(tree, gazetteer);
    let mut places = resolve(document, &mentions, gazetteer);
    surroundings::placed_by_surroundings(document, tree, gazetteer, &mut places);
    let mut places = history::with_capitals(document, tree, gazetteer, places);
    history::as_of_that_day(document, &mut places);
    places
}
