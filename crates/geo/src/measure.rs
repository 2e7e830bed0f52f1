//! Area (면적), length and distance, all in EPSG:5186, the system of cadastral drawings.

use crate::crs::{CrsError, Projector, coordinates, quantise, real};
use crate::exact::{Edge, cross};
use crate::shape::{PartShape, ZoneShape};
use crate::union::Region;
use teukgu_domain::boundary::{Boundary, Crs, PolygonRings, Position};

/// The longest edge that may be projected by its two ends alone; the chord then errs by less than 1 cm.
pub const STEP_M: f64 = 500.0;

/// Metres in a degree of latitude, rounded up so that a piece is never longer than asked.
const METRES_A_DEGREE: f64 = 111_700.0;

/// No edge is cut into more pieces; 500 m each, they go round the earth.
const MOST_PIECES: u32 = 100_000;

/// Returns the area (면적) of a zone in square metres in EPSG:5186; what lies in several parts counts once.
///
/// Exact to the square millimetre of the projected corners.
///
/// # Errors
/// [`CrsError`] if the zone's system cannot be carried to EPSG:5186 without a datum shift.
#[doc(alias = "면적")]
pub fn area_m2(zone: &ZoneShape) -> Result<f64, CrsError> {
    area_of(zone.polygons(), zone.crs)
}

/// Returns the area of one part in square metres in EPSG:5186.
///
/// # Errors
/// As [`area_m2`].
pub fn part_area_m2(part: &PartShape, crs: Crs) -> Result<f64, CrsError> {
    area_of(&part.polygons, crs)
}

/// Returns the area of a boundary (지형도면) in square metres in EPSG:5186.
///
/// # Errors
/// As [`area_m2`].
#[doc(alias = "지형도면")]
pub fn boundary_area_m2(boundary: &Boundary) -> Result<f64, CrsError> {
    area_of(boundary.parts.iter().flat_map(|part| &part.polygons), boundary.crs)
}

/// Returns the length of a zone's outline in metres in EPSG:5186, holes included, edges between parts not.
///
/// # Errors
/// As [`area_m2`].
pub fn perimeter_m(zone: &ZoneShape) -> Result<f64, CrsError> {
    let outline = metric_outline(zone.polygons(), zone.crs)?;
    Ok(outline.iter().map(|&(a, b)| length(a, b)).sum())
}

/// Returns the distance between two coordinates of one system in metres in EPSG:5186.
///
/// # Errors
/// [`CrsError`] if one of them has no place there.
pub fn distance_m(a: (f64, f64), b: (f64, f64), crs: Crs) -> Result<f64, CrsError> {
    let projector = Projector::new(crs, Crs::Epsg5186, None)?;
    let (a, b) = (projector.project(a)?, projector.project(b)?);
    Ok((a.0 - b.0).hypot(a.1 - b.1))
}

/// Returns points along the straight edge of `crs`: `from`, then at most `step_m` metres apart, without `to`.
pub fn densify(from: (f64, f64), to: (f64, f64), crs: Crs, step_m: f64) -> Vec<(f64, f64)> {
    let (mut dx, mut dy) = (to.0 - from.0, to.1 - from.1);
    if crs.is_degrees() {
        let widest = from.1.abs().min(to.1.abs()).to_radians().cos();
        (dx, dy) = (dx * METRES_A_DEGREE * widest, dy * METRES_A_DEGREE);
    }
    let pieces = (dx.hypot(dy) / step_m).ceil().clamp(1.0, f64::from(MOST_PIECES));
    let at = |i: u32| {
        let share = f64::from(i) / pieces;
        (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
    };
    (0..MOST_PIECES).take_while(|&i| f64::from(i) < pieces).map(at).collect()
}

fn area_of<'a>(polygons: impl IntoIterator<Item = &'a PolygonRings>, crs: Crs) -> Result<f64, CrsError> {
    let outline = metric_outline(polygons, crs)?;
    let Some(&(origin, _)) = outline.first() else { return Ok(0.0) };
    let doubled: i128 = outline.iter().map(|&(a, b)| cross(origin, a, b)).sum();
    Ok(square_metres(doubled))
}

/// Turns twice an area in square millimetres into square metres.
#[expect(clippy::cast_precision_loss, reason = "the result is a rounded figure, the sum before it was exact")]
fn square_metres(doubled: i128) -> f64 {
    doubled as f64 / 2e6
}

fn length(a: Position, b: Position) -> f64 {
    real(b.x - a.x).hypot(real(b.y - a.y)) / Crs::Epsg5186.units()
}

/// Returns the outline of all polygons together in millimetres of EPSG:5186.
fn metric_outline<'a>(
    polygons: impl IntoIterator<Item = &'a PolygonRings>,
    crs: Crs,
) -> Result<Vec<Edge>, CrsError> {
    let outline = Region::new(polygons).outline;
    if crs == Crs::Epsg5186 {
        return Ok(outline);
    }
    let projector = Projector::new(crs, Crs::Epsg5186, None)?;
    let place = |p| quantise(projector.project(p)?, Crs::Epsg5186);
    let mut metric = Vec::with_capacity(outline.len());
    for (a, b) in outline {
        let mut stops = stops(a, b, crs).into_iter().map(place).collect::<Result<Vec<_>, _>>()?;
        stops.push(place(coordinates(b, crs))?);
        metric.extend(stops.windows(2).map(|pair| (pair[0], pair[1])));
    }
    Ok(metric)
}

/// Returns the points of an edge to project, without its end; the same points whichever way it is walked.
pub(crate) fn stops(a: Position, b: Position, crs: Crs) -> Vec<(f64, f64)> {
    let (low, high) = (a.min(b), a.max(b));
    let mut stops = densify(coordinates(low, crs), coordinates(high, crs), crs, STEP_M);
    stops.push(coordinates(high, crs));
    if a > b {
        stops.reverse();
    }
    stops.pop();
    stops
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::text::Text;

    fn zone(crs: Crs, corners: &[(f64, f64)]) -> ZoneShape {
        let shell = corners.iter().map(|&c| quantise(c, crs).unwrap()).collect();
        let polygons = vec![PolygonRings { shell, holes: vec![] }];
        let part = PartShape { id: "1".to_owned(), name: Text::default(), polygons };
        ZoneShape { id: "z".to_owned(), name: String::new(), crs, parts: vec![part] }
    }

    fn near(left: f64, right: f64, tolerance: f64) {
        assert!((left - right).abs() <= tolerance, "{left} is not {right} within {tolerance}");
    }

    const HECTARE: [(f64, f64); 4] = [(203e3, 541e3), (203.1e3, 541e3), (203.1e3, 541.1e3), (203e3, 541.1e3)];

    #[test]
    fn a_hectare_is_a_hectare_in_every_system() {
        let hectare = zone(Crs::Epsg5186, &HECTARE);
        near(area_m2(&hectare).unwrap(), 10_000.0, 0.0);
        near(perimeter_m(&hectare).unwrap(), 400.0, 0.0);
        for crs in [Crs::Epsg5179, Crs::Epsg5181, Crs::Epsg3857] {
            near(area_m2(&hectare.reprojected(crs, None).unwrap()).unwrap(), 10_000.0, 0.2);
        }
        near(area_m2(&hectare.reprojected(Crs::Epsg4326, None).unwrap()).unwrap(), 10_000.0, 2.0);
    }

    #[test]
    fn long_edges_bend_and_the_area_follows() {
        let corners = [(126.0, 37.0), (128.0, 37.0), (128.0, 37.5), (126.0, 37.5)];
        let area = area_m2(&zone(Crs::Epsg4326, &corners)).unwrap();
        let bent = zone(Crs::Epsg4326, &corners).reprojected(Crs::Epsg5186, None).unwrap();
        assert!(bent.polygons().next().unwrap().shell.len() > 900, "177 km need more than 350 pieces");
        near(area_m2(&bent).unwrap() / area, 1.0, 1e-9);
        let straight: Vec<(f64, f64)> = {
            let projector = Projector::new(Crs::Epsg4326, Crs::Epsg5186, None).unwrap();
            corners.map(|c| projector.project(c).unwrap()).to_vec()
        };
        let chord = area_m2(&zone(Crs::Epsg5186, &straight)).unwrap();
        assert!((chord - area).abs() > 1e5, "straight chords would be {} off", chord - area);
    }

    #[test]
    fn distance_is_that_of_the_drawing() {
        near(distance_m((203e3, 541e3), (203_003.0, 541_004.0), Crs::Epsg5186).unwrap(), 5.0, 1e-9);
        near(distance_m((127.0, 37.0), (127.0, 38.0), Crs::Epsg4326).unwrap(), 110_988.0, 15.0);
        assert!(distance_m((127.0, f64::NAN), (127.0, 38.0), Crs::Epsg4326).is_err());
    }

    #[test]
    fn densifying_keeps_the_start_leaves_the_end_and_never_exceeds_the_step() {
        let stops = densify((0.0, 0.0), (1_700.0, 0.0), Crs::Epsg5186, 500.0);
        assert_eq!(stops, [(0.0, 0.0), (425.0, 0.0), (850.0, 0.0), (1_275.0, 0.0)]);
        assert_eq!(densify((1.0, 1.0), (1.0, 1.0), Crs::Epsg5186, 500.0), [(1.0, 1.0)]);
        let lonlat = densify((127.0, 37.0), (127.1, 37.1), Crs::Epsg4326, 500.0);
        for pair in lonlat.windows(2) {
            assert!(distance_m(pair[0], pair[1], Crs::Epsg4326).unwrap() <= 500.0);
        }
    }

    #[test]
    fn the_old_datum_is_refused() {
        let old = zone(Crs::Epsg5174, &HECTARE);
        assert_eq!(area_m2(&old), Err(CrsError::DatumShiftNeeded { crs: Crs::Epsg5174 }));
    }
}
