//! Points against zones: inside, on the border or outside, and how far.

mod candidates;
mod input;
mod metric;
pub(crate) mod slabs;

pub use crate::exact::Side;
pub(crate) use input::status_of_degrees;

use crate::crs::{CrsError, DatumShift, Projector, quantise};
use crate::exact::{doubled_polygon_area, polygon_edges};
use crate::shape::{PartShape, ZoneShape};
use candidates::Candidates;
use input::InputCheck;
use metric::MetricEdges;
use serde::Serialize;
use slabs::Slabs;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use teukgu_domain::boundary::{Crs, PolygonRings, Position};
use teukgu_domain::text::Text;

/// A point nearer to a border than this many metres is flagged: units of a degree do not tell it apart.
const NEAR_BORDER_M: f64 = 0.01;

/// Says where a point lies against the polygons of one part: inside of any, else on a border of any.
pub fn side_of(polygons: &[PolygonRings], p: Position) -> Side {
    best_side(polygons.iter().map(|polygon| crate::exact::side_of_polygon(polygon, p)))
}

fn best_side(sides: impl Iterator<Item = Side>) -> Side {
    sides.min_by_key(|side| *side as u8).unwrap_or(Side::Outside)
}

/// What became of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is a place in Korea, in a zone or not.
    Located,
    /// It has no coordinate: a number is missing, not finite, or both are zero.
    NoLocation,
    /// It lies outside Korea.
    OutsideKorea,
    /// Its two numbers seem to have changed places.
    LooksSwapped,
    /// It belongs to another coordinate system.
    WrongCrs,
}

/// A zone that a point lies in or on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// Id of the zone.
    pub zone: String,
    /// Id of the smallest part that holds the point.
    pub part: String,
    /// True if the point lies exactly on a border, and strictly inside of no part.
    pub border: bool,
    /// True if the point lies within 1 cm of a border.
    pub near_border: bool,
    /// Distance to the nearest border of the zone in metres in EPSG:5186, to the millimetre; 0 on the border.
    pub distance_m: f64,
}

/// The zone nearest to a point that lies in none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nearest {
    /// Id of the zone.
    pub zone: String,
    /// Distance to its border in metres in EPSG:5186, to the millimetre.
    pub distance_m: f64,
}

/// What may help with a point that was refused; nothing is put right silently.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hint {
    /// The coordinate looks like one of this system.
    Crs {
        /// The system.
        crs: Crs,
    },
    /// The two numbers in the other order would be a place.
    Swap {
        /// Longitude or easting, if swapped.
        x: f64,
        /// Latitude or northing, if swapped.
        y: f64,
    },
}

impl Hint {
    /// Says it in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::Crs { crs } => {
                Text::new(format!("{crs} 좌표로 보입니다"), format!("this looks like a coordinate of {crs}"))
            }
            Self::Swap { x, y } => {
                Text::new(format!("순서를 바꾸면 {x}, {y}입니다"), format!("swapped it would be {x}, {y}"))
            }
        }
    }
}

/// The answer about one point.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Location {
    /// What became of the point.
    pub status: Status,
    /// Every zone that holds it, each once, in the order of the zones.
    pub zones: Vec<Hit>,
    /// The nearest zone, if none holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
    /// What may help, if it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
}

impl Location {
    fn refused(status: Status, hint: Option<Hint>) -> Self {
        Self { status, zones: Vec::new(), nearest: None, hint }
    }
}

/// Zones, ready to be asked about points of one coordinate system.
#[derive(Clone, Debug)]
pub struct ZoneIndex {
    zones: Vec<ZoneShape>,
    check: InputCheck,
    planes: Vec<Plane>,
    metric: Vec<MetricEdges>,
    to_metric: Projector,
}

/// The parts of all zones that share a coordinate system.
#[derive(Clone, Debug)]
struct Plane {
    way: Projector,
    parts: Vec<PreparedPart>,
    candidates: Candidates,
}

#[derive(Clone, Debug)]
struct PreparedPart {
    zone: usize,
    part: usize,
    area: i128,
    polygons: Vec<Slabs>,
}

impl ZoneIndex {
    /// Prepares zones for points of the system `points`.
    ///
    /// # Errors
    /// [`CrsError::DatumShiftNeeded`] if the points or a zone are in EPSG:5174: see [`ZoneIndex::with_shift`].
    pub fn new(zones: Vec<ZoneShape>, points: Crs) -> Result<Self, CrsError> {
        Self::with_shift(zones, points, None)
    }

    /// Prepares zones for points of the system `points`, with the datum shift for EPSG:5174.
    ///
    /// # Errors
    /// [`CrsError`] if a zone cannot be carried to EPSG:5186 or the points to the system of a zone.
    pub fn with_shift(
        zones: Vec<ZoneShape>,
        points: Crs,
        shift: Option<DatumShift>,
    ) -> Result<Self, CrsError> {
        let mut by_crs: BTreeMap<Crs, Vec<PreparedPart>> = BTreeMap::new();
        for (number, zone) in zones.iter().enumerate() {
            let parts = zone.parts.iter().enumerate();
            by_crs.entry(zone.crs).or_default().extend(parts.map(|(i, part)| prepared(number, i, part)));
        }
        let plane = |(crs, parts)| Ok(Plane::new(Projector::new(points, crs, shift)?, parts));
        Ok(Self {
            check: InputCheck::new(&zones, points, shift)?,
            planes: by_crs.into_iter().map(plane).collect::<Result<_, CrsError>>()?,
            metric: zones.iter().map(|zone| MetricEdges::new(zone, shift)).collect::<Result<_, _>>()?,
            to_metric: Projector::new(points, Crs::Epsg5186, shift)?,
            zones,
        })
    }

    /// Returns the zones, in the order of [`Location::zones`].
    pub fn zones(&self) -> &[ZoneShape] {
        &self.zones
    }

    /// Says in which zones a point lies: `x` is longitude or easting; a missing number is NaN.
    pub fn locate(&self, x: f64, y: f64) -> Location {
        if let Some(refusal) = self.check.refusal((x, y)) {
            return refusal;
        }
        let Ok(metric) = self.to_metric.project((x, y)) else {
            return Location::refused(Status::OutsideKorea, None);
        };
        let mut held: BTreeMap<usize, (Side, i128, usize)> = BTreeMap::new();
        for plane in &self.planes {
            plane.holders((x, y), &mut held);
        }
        let hit = |(zone, (side, _, part))| self.hit(zone, part, side, metric);
        let zones: Vec<Hit> = held.into_iter().map(hit).collect();
        let nearest = if zones.is_empty() { self.nearest(metric) } else { None };
        Location { status: Status::Located, zones, nearest, hint: None }
    }

    fn hit(&self, zone: usize, part: usize, side: Side, metric: (f64, f64)) -> Hit {
        let border = side == Side::Border;
        let away = if border { 0.0 } else { self.metric[zone].distance(metric, f64::INFINITY) };
        Hit {
            zone: self.zones[zone].id.clone(),
            part: self.zones[zone].parts[part].id.clone(),
            border,
            near_border: away <= NEAR_BORDER_M,
            distance_m: to_millimetre(away),
        }
    }

    fn nearest(&self, metric: (f64, f64)) -> Option<Nearest> {
        let mut order: Vec<(f64, usize)> =
            self.metric.iter().enumerate().map(|(zone, edges)| (edges.at_least(metric), zone)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut best = (f64::INFINITY, None);
        for (at_least, zone) in order {
            if at_least >= best.0 {
                break;
            }
            let away = self.metric[zone].distance(metric, best.0);
            if away < best.0 {
                best = (away, Some(zone));
            }
        }
        let zone = self.zones[best.1?].id.clone();
        Some(Nearest { zone, distance_m: to_millimetre(best.0) })
    }
}

fn to_millimetre(metres: f64) -> f64 {
    (metres * 1e3).round() / 1e3
}

fn prepared(zone: usize, part: usize, shape: &PartShape) -> PreparedPart {
    let edges = |polygon| Slabs::new(&polygon_edges(polygon).collect::<Vec<_>>());
    PreparedPart {
        zone,
        part,
        area: shape.polygons.iter().map(doubled_polygon_area).sum(),
        polygons: shape.polygons.iter().filter_map(edges).collect(),
    }
}

impl Plane {
    fn new(way: Projector, parts: Vec<PreparedPart>) -> Self {
        let boxes = parts
            .iter()
            .enumerate()
            .flat_map(|(i, part)| part.polygons.iter().map(move |polygon| (polygon.extent(), i)));
        let candidates = Candidates::new(boxes.collect());
        Self { way, parts, candidates }
    }

    /// Notes for every zone the part that holds the point: inside before border, then the smallest part.
    fn holders(&self, point: (f64, f64), held: &mut BTreeMap<usize, (Side, i128, usize)>) {
        let position = self.way.project(point).and_then(|there| quantise(there, self.way.to()));
        let Ok(position) = position else { return };
        for index in self.candidates.at(position) {
            let part = &self.parts[index];
            let side = best_side(part.polygons.iter().map(|polygon| polygon.side(position)));
            let found = (side, part.area, part.part);
            let better = |held: &(Side, i128, usize)| rank(found) < rank(*held);
            if side != Side::Outside && held.get(&part.zone).is_none_or(better) {
                held.insert(part.zone, found);
            }
        }
    }
}

fn rank((side, area, part): (Side, i128, usize)) -> (Reverse<bool>, i128, usize) {
    (Reverse(side == Side::Inside), area, part)
}

#[cfg(test)]
mod tests;
