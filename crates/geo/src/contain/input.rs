//! Whether a pair of numbers is a place in Korea at all, before any zone is asked.

use super::{Hint, Location, Status};
use crate::crs::{CrsError, DatumShift, Projector, guess, is_in_korea, looks_swapped};
use crate::shape::ZoneShape;
use teukgu_domain::boundary::Crs;

/// A point in metres may lie this far from the box of a zone before its order is doubted.
const SURROUNDINGS_M: f64 = 50_000.0;

/// What is needed to judge the points of one coordinate system.
#[derive(Clone, Debug)]
pub(super) struct InputCheck {
    crs: Crs,
    to_degrees: Projector,
    /// Boxes of the zones with their surroundings, in metres of `crs`; none for degrees.
    surroundings: Vec<[(f64, f64); 2]>,
}

impl InputCheck {
    pub(super) fn new(zones: &[ZoneShape], crs: Crs, shift: Option<DatumShift>) -> Result<Self, CrsError> {
        let mut surroundings = Vec::new();
        for zone in zones.iter().filter(|_| !crs.is_degrees()) {
            surroundings.extend(surroundings_of(&zone.reprojected(crs, shift)?));
        }
        Ok(Self { crs, to_degrees: Projector::new(crs, Crs::Epsg4326, shift)?, surroundings })
    }

    /// Returns the answer about a point that is no place to ask zones about.
    pub(super) fn refusal(&self, point: (f64, f64)) -> Option<Location> {
        if has_no_location(point) {
            return Some(Location::refused(Status::NoLocation, None));
        }
        if self.crs.is_degrees() { refusal_of_degrees(point) } else { self.refusal_of_metres(point) }
    }

    fn refusal_of_metres(&self, point: (f64, f64)) -> Option<Location> {
        let swapped = (point.1, point.0);
        if point.0.abs().max(point.1.abs()) <= 180.0 {
            let is_degrees = is_in_korea(point) || looks_swapped(point);
            let hint = is_degrees.then_some(Hint::Crs { crs: Crs::Epsg4326 });
            return Some(Location::refused(Status::WrongCrs, hint));
        }
        if self.is_near_a_zone(point) {
            return None;
        }
        if self.is_near_a_zone(swapped) {
            return Some(swap(point));
        }
        if self.is_in_korea(point) {
            return None;
        }
        if let Some(crs) = guess(point).filter(|&crs| crs != self.crs) {
            return Some(Location::refused(Status::WrongCrs, Some(Hint::Crs { crs })));
        }
        let far = Location::refused(Status::OutsideKorea, None);
        Some(if self.is_in_korea(swapped) { swap(point) } else { far })
    }

    fn is_near_a_zone(&self, (x, y): (f64, f64)) -> bool {
        let holds =
            |[low, high]: &[(f64, f64); 2]| (low.0..=high.0).contains(&x) && (low.1..=high.1).contains(&y);
        self.surroundings.iter().any(holds)
    }

    fn is_in_korea(&self, point: (f64, f64)) -> bool {
        self.to_degrees.project(point).is_ok_and(is_in_korea)
    }
}

fn refusal_of_degrees(point: (f64, f64)) -> Option<Location> {
    match status_of_degrees(point) {
        Status::Located => None,
        Status::LooksSwapped => Some(swap(point)),
        status => Some(Location::refused(status, guess(point).map(|crs| Hint::Crs { crs }))),
    }
}

/// Says what a pair of numbers is, read as longitude and latitude in degrees.
pub(crate) fn status_of_degrees(point: (f64, f64)) -> Status {
    if is_in_korea(point) {
        Status::Located
    } else if has_no_location(point) {
        Status::NoLocation
    } else if looks_swapped(point) {
        Status::LooksSwapped
    } else if guess(point).is_some() {
        Status::WrongCrs
    } else {
        Status::OutsideKorea
    }
}

/// Returns true if a number is missing or not finite, or both are zero.
fn has_no_location(point: (f64, f64)) -> bool {
    !(point.0.is_finite() && point.1.is_finite()) || point == (0.0, 0.0)
}

fn swap((x, y): (f64, f64)) -> Location {
    Location::refused(Status::LooksSwapped, Some(Hint::Swap { x: y, y: x }))
}

fn surroundings_of(zone: &ZoneShape) -> Option<[(f64, f64); 2]> {
    let extents = zone.polygons().filter_map(crate::exact::polygon_extent);
    let extent = extents.reduce(crate::exact::Extent::joined)?;
    let (low, high) =
        (crate::crs::coordinates(extent.low, zone.crs), crate::crs::coordinates(extent.high, zone.crs));
    Some([
        (low.0 - SURROUNDINGS_M, low.1 - SURROUNDINGS_M),
        (high.0 + SURROUNDINGS_M, high.1 + SURROUNDINGS_M),
    ])
}
