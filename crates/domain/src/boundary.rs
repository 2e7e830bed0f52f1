//! The boundary drawing (지형도면) in exact whole units.

use crate::ids::PartId;
use crate::provenance::Provenance;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A coordinate system by its EPSG code (좌표계).
#[doc(alias = "좌표계")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Crs {
    /// WGS 84 longitude and latitude in degrees.
    Epsg4326,
    /// Web Mercator in metres.
    Epsg3857,
    /// Korean 1985 (Bessel) Central Belt, modified; needs a datum shift that only its user can give.
    Epsg5174,
    /// Korea 2000 Unified CS (UTM-K) in metres.
    Epsg5179,
    /// Korea 2000 Central Belt, old false northing 500,000 m.
    Epsg5181,
    /// Korea 2000 Central Belt 2010, false northing 600,000 m: the system of cadastral drawings in Seoul.
    Epsg5186,
    /// Korea 2000 East Belt 2010.
    Epsg5187,
}

/// Says that a coordinate system is not one that we know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a coordinate system that we know")]
pub struct UnknownCrsError {
    /// The text as given.
    pub text: String,
}

impl Crs {
    /// Every system that we know, by code.
    pub const ALL: [Self; 7] = [
        Self::Epsg3857,
        Self::Epsg4326,
        Self::Epsg5174,
        Self::Epsg5179,
        Self::Epsg5181,
        Self::Epsg5186,
        Self::Epsg5187,
    ];

    /// Returns the EPSG code.
    pub const fn code(self) -> u32 {
        match self {
            Self::Epsg4326 => 4326,
            Self::Epsg3857 => 3857,
            Self::Epsg5174 => 5174,
            Self::Epsg5179 => 5179,
            Self::Epsg5181 => 5181,
            Self::Epsg5186 => 5186,
            Self::Epsg5187 => 5187,
        }
    }

    /// Returns true if coordinates are degrees, false if they are metres.
    pub const fn is_degrees(self) -> bool {
        matches!(self, Self::Epsg4326)
    }

    /// Returns how many whole units of a [`Position`] make one degree or one metre.
    pub const fn units(self) -> f64 {
        if self.is_degrees() { 1e9 } else { 1e3 }
    }

    /// Reads `EPSG:5186`, `epsg:5186`, `5186`, `urn:ogc:def:crs:EPSG::5186`, the OGC http form or `CRS84`.
    ///
    /// # Errors
    /// [`UnknownCrsError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, UnknownCrsError> {
        let fail = || UnknownCrsError { text: text.to_owned() };
        let upper = text.trim().to_ascii_uppercase();
        if upper.ends_with("CRS84") {
            return Ok(Self::Epsg4326);
        }
        let known_form = upper.bytes().all(|b| b.is_ascii_digit())
            || upper.starts_with("EPSG:")
            || upper.starts_with("URN:OGC:DEF:CRS:EPSG:")
            || upper.contains("/DEF/CRS/EPSG/");
        let tail = upper.rsplit([':', '/']).next().unwrap_or_default();
        let code: u32 = tail.parse().map_err(|_| fail())?;
        Self::ALL.into_iter().find(|crs| known_form && crs.code() == code).ok_or_else(fail)
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EPSG:{}", self.code())
    }
}

impl TryFrom<String> for Crs {
    type Error = UnknownCrsError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Crs> for String {
    fn from(crs: Crs) -> Self {
        crs.to_string()
    }
}

/// A position in whole units: 1e-9 degree (about 0.1 mm) in EPSG:4326, 1 mm in the metric systems.
///
/// `x` is longitude or easting, `y` is latitude or northing, whatever axis order the system's definition has.
/// Whole units make containment exact: no rounding, no tolerance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(i64, i64)", into = "(i64, i64)")]
pub struct Position {
    /// Longitude or easting.
    pub x: i64,
    /// Latitude or northing.
    pub y: i64,
}

impl From<(i64, i64)> for Position {
    fn from((x, y): (i64, i64)) -> Self {
        Self { x, y }
    }
}

impl From<Position> for (i64, i64) {
    fn from(p: Position) -> Self {
        (p.x, p.y)
    }
}

/// One ring of positions, not closed: the last position differs from the first.
pub type Ring = Vec<Position>;

/// A shell with its holes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PolygonRings {
    /// Outer ring, counter-clockwise.
    pub shell: Ring,
    /// Holes, clockwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Ring>,
}

/// One part of a boundary, such as a block of lots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundaryPart {
    /// Short name on the drawing, for example `A`.
    pub id: PartId,
    /// What lies there.
    pub name: Text,
    /// Polygons of the part.
    pub polygons: Vec<PolygonRings>,
}

/// The boundary of a zone (지형도면): what the gazette's drawing says, with its coordinate system.
///
/// Edges are straight in `crs`, nowhere else.
#[doc(alias = "지형도면")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundary {
    /// Coordinate system of the positions.
    pub crs: Crs,
    /// Parts, by id.
    pub parts: Vec<BoundaryPart>,
    /// Area as the notice states it, in square metres.
    pub stated_area_m2: Option<i64>,
    /// Words around the stated area, such as "about".
    pub stated_area_note: Option<Text>,
    /// Where the drawing comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_system_is_read_in_the_forms_that_files_use() {
        for text in ["EPSG:5186", "epsg:5186", "5186", "urn:ogc:def:crs:EPSG::5186"] {
            assert_eq!(Crs::parse(text), Ok(Crs::Epsg5186), "{text}");
        }
        assert_eq!(Crs::parse("http://www.opengis.net/def/crs/EPSG/0/5179"), Ok(Crs::Epsg5179));
        assert_eq!(Crs::parse("urn:ogc:def:crs:OGC:1.3:CRS84"), Ok(Crs::Epsg4326));
        for text in ["", "EPSG:2097", "WGS84", "EPSG:", "foo:5186"] {
            assert!(Crs::parse(text).is_err(), "{text}");
        }
    }
}
