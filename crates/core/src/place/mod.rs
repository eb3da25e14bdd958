//! Which places does a text name, and where on Earth are they?

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
    /// ISO 3166 alpha-3 country (KOS for Kosovo).
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
