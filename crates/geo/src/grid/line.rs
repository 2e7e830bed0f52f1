//! Zones as lines between whole points of the grid.

use super::GridError;
use super::cell::{Point, SIDE};
use crate::exact::doubled_area;
use crate::fault::Spot;
use crate::fixed::{Fixed, HIGH, LOW};
use crate::shape::ZoneShape;
use teukgu_domain::boundary::{Crs, PolygonRings, Position, Ring};

/// So many units of a [`Position`] in degrees make one unit of the grid.
const FINER: i64 = 100;

/// An edge of a ring, turned so that it rises, or runs to the right if it is level.
///
/// INVARIANT: both ends lie in the wider box of Korea, 80,000,000 units wide and 60,000,000 high. Differences
/// are below 2^27, so a doubled product of two of them is below 2^55 and sums of two of those are exact in
/// `i64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) low: Point,
    pub(super) high: Point,
}

impl Line {
    fn new(a: Point, b: Point) -> Self {
        let (low, high) = if (a.y, a.x) <= (b.y, b.x) { (a, b) } else { (b, a) };
        Self { low, high }
    }

    /// Returns how far the line goes to the right.
    pub(super) fn dx(self) -> i64 {
        i64::from(self.high.x) - i64::from(self.low.x)
    }

    /// Returns how far the line rises; never negative.
    pub(super) fn dy(self) -> i64 {
        i64::from(self.high.y) - i64::from(self.low.y)
    }

    /// Returns the columns of squares with sides of 2^`bits` that the line meets between two heights, of
    /// which it reaches at least one.
    pub(super) fn columns(self, from: i64, until: i64, bits: u32) -> std::ops::RangeInclusive<i64> {
        let (a, b) = if self.dy() == 0 {
            (i64::from(self.low.x), i64::from(self.high.x))
        } else {
            (self.x_at(from.max(self.low.y.into())), self.x_at(until.min(self.high.y.into())))
        };
        a.min(b) >> bits..=a.max(b) >> bits
    }

    /// Returns where the line is at a height, rounded down.
    fn x_at(self, y: i64) -> i64 {
        i64::from(self.low.x) + ((y - i64::from(self.low.y)) * self.dx()).div_euclid(self.dy())
    }

    /// Returns the first column whose reference point, a hair above the height `bottom`, lies right of the
    /// line.
    pub(super) fn column_right_of(self, bottom: i64) -> i64 {
        let up = bottom - i64::from(self.low.y);
        let doubled = 2 * (i64::from(self.low.x) * self.dy() + up * self.dx());
        let leans_back = doubled.rem_euclid(self.dy()) == 0 && self.dx() < 0;
        (doubled.div_euclid(self.dy()) - i64::from(leans_back) + 1).div_euclid(2 * SIDE)
    }

    /// Returns the height, rounded up, at which the line passes half a unit right of the column `x`, `None`
    /// if it does not.
    pub(super) fn height_right_of(self, x: i64) -> Option<i64> {
        if (i64::from(self.low.x) > x) == (i64::from(self.high.x) > x) {
            return None;
        }
        let (up, along) = ((2 * (x - i64::from(self.low.x)) + 1) * self.dy(), 2 * self.dx());
        let rounded_up = -(-up * along.signum()).div_euclid(along.abs());
        Some(i64::from(self.low.y) + rounded_up)
    }
}

/// Returns the lines of each polygon of a zone, with corners rounded to units of the grid.
///
/// # Errors
/// As [`rounded_rings`].
pub(super) fn rounded(zone: &ZoneShape) -> Result<Vec<Vec<Line>>, GridError> {
    let lines = |polygon: &Vec<Ring>| polygon.iter().flat_map(|ring| lines_of(ring)).collect();
    Ok(rounded_rings(zone)?.iter().map(lines).collect())
}

/// Returns the rings of each polygon of a zone, the shell first, with corners rounded to units of the grid and
/// none that repeats the one before.
///
/// # Errors
/// [`GridError::Crs`], [`GridError::OutsideKorea`], or [`GridError::NoArea`] if no ring is left with an area.
pub(super) fn rounded_rings(zone: &ZoneShape) -> Result<Vec<Vec<Ring>>, GridError> {
    let id = || zone.id.clone();
    let degrees =
        zone.reprojected(Crs::Epsg4326, None).map_err(|source| GridError::Crs { zone: id(), source })?;
    let outside = |at| GridError::OutsideKorea { zone: id(), at };
    let round = |polygon| rings(polygon).map(|ring| corners(ring).map_err(outside)).collect();
    let polygons = degrees.polygons().map(round).collect::<Result<Vec<Vec<Ring>>, _>>()?;
    let has_area = polygons.iter().flatten().any(|ring| doubled_area(ring) != 0);
    if has_area { Ok(polygons) } else { Err(GridError::NoArea { zone: id() }) }
}

/// Returns the south-western and the north-eastern corner of the box of some lines.
pub(super) fn extent(polygons: &[Vec<Line>]) -> (Fixed, Fixed) {
    let mut extent = (HIGH, LOW);
    for point in polygons.iter().flatten().flat_map(|line| [line.low, line.high]) {
        let (lon, lat) = (point.x + LOW.lon, point.y + LOW.lat);
        extent.0 = Fixed { lon: extent.0.lon.min(lon), lat: extent.0.lat.min(lat) };
        extent.1 = Fixed { lon: extent.1.lon.max(lon), lat: extent.1.lat.max(lat) };
    }
    extent
}

fn rings(polygon: &PolygonRings) -> impl Iterator<Item = &Ring> {
    std::iter::once(&polygon.shell).chain(&polygon.holes)
}

/// Takes a corner for a place; [`rounded_rings`] gives none that lies outside of Korea.
#[expect(clippy::cast_possible_truncation, reason = "the corner lies in Korea: it has 31 bits")]
pub(super) const fn place(corner: Position) -> Fixed {
    Fixed { lon: corner.x as i32, lat: corner.y as i32 }
}

/// Rounds the corners of a ring, halves up, and drops those that repeat the one before; a corner outside
/// Korea is returned as it was.
fn corners(ring: &[Position]) -> Result<Ring, Spot> {
    let round = |units: i64| (units + FINER / 2).div_euclid(FINER);
    let mut corners = Ring::with_capacity(ring.len());
    for &position in ring {
        let corner = Position { x: round(position.x), y: round(position.y) };
        if !is_in_korea(corner) {
            return Err(Spot::new(crate::crs::coordinates(position, Crs::Epsg4326)));
        }
        corners.push(corner);
    }
    corners.dedup();
    while corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    Ok(corners)
}

fn is_in_korea(corner: Position) -> bool {
    (i64::from(LOW.lon)..=i64::from(HIGH.lon)).contains(&corner.x)
        && (i64::from(LOW.lat)..=i64::from(HIGH.lat)).contains(&corner.y)
}

/// Lists the lines of a ring; a ring of one corner is a line without length, so that even this point is not
/// lost.
fn lines_of(corners: &[Position]) -> impl Iterator<Item = Line> {
    crate::exact::ring_edges(corners).map(|(a, b)| Line::new(point(a), point(b)))
}

#[expect(clippy::cast_possible_truncation, reason = "the corner lies in Korea: the difference has 27 bits")]
fn point(corner: Position) -> Point {
    Point { x: (corner.x - i64::from(LOW.lon)) as i32, y: (corner.y - i64::from(LOW.lat)) as i32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(a: (i32, i32), b: (i32, i32)) -> Line {
        Line::new(Point { x: a.0, y: a.1 }, Point { x: b.0, y: b.1 })
    }

    #[test]
    fn a_line_rises_or_runs_to_the_right() {
        assert_eq!(line((5, 7), (9, 3)), line((9, 3), (5, 7)));
        assert_eq!(line((5, 7), (2, 7)).low, Point { x: 2, y: 7 });
    }

    #[test]
    fn heights_at_the_reference_line_are_rounded_up() {
        assert_eq!(line((0, 0), (2, 1)).height_right_of(0), Some(1), "0.25");
        assert_eq!(line((0, 0), (1, 2)).height_right_of(0), Some(1), "1 exactly");
        assert_eq!(line((2, 0), (0, 1)).height_right_of(1), Some(1), "0.25, leaning back");
        assert_eq!(line((1, 0), (0, 2)).height_right_of(0), Some(1), "1 exactly, leaning back");
        assert_eq!(line((0, 3), (9, 3)).height_right_of(4), Some(3), "level");
        assert_eq!(line((0, 3), (4, 9)).height_right_of(4), None, "ends before");
        assert_eq!(line((5, 3), (9, 9)).height_right_of(4), None, "begins behind");
    }

    #[test]
    fn the_reference_point_right_of_a_line_is_found_exactly() {
        let side = i32::try_from(SIDE).unwrap();
        let last = side - 1;
        assert_eq!(line((last, 0), (last, 9)).column_right_of(0), 0, "half a unit left of it");
        assert_eq!(line((side, 0), (side, 9)).column_right_of(0), 1);
        // Through the very place of the reference point: a hair above, it is on the side to which the line
        // leans.
        assert_eq!(line((last, -1), (side, 1)).column_right_of(0), 1);
        assert_eq!(line((side, -1), (last, 1)).column_right_of(0), 0);
    }

    #[test]
    fn a_line_meets_the_columns_between_its_ends() {
        assert_eq!(line((0, 0), (30_000, 30_000)).columns(0, 8_192, 13), 0..=1);
        assert_eq!(line((0, 0), (30_000, 30_000)).columns(8_192, 16_384, 13), 1..=2);
        assert_eq!(line((30_000, 0), (0, 30_000)).columns(24_576, 32_768, 13), 0..=0);
        assert_eq!(line((9_000, 5), (100, 5)).columns(0, 8_192, 13), 0..=1);
    }

    #[test]
    fn corners_that_fall_together_are_dropped_and_a_lone_one_stays() {
        let at = |x: i64, y: i64| Position { x: 127_000_000_000 + x, y: 37_000_000_000 + y };
        let ring = corners(&[at(0, 0), at(49, -50), at(1000, 0), at(1000, 1000), at(-20, 30)]).unwrap();
        let whole = |x: i64, y: i64| Position { x: 1_270_000_000 + x, y: 370_000_000 + y };
        assert_eq!(ring, [whole(0, 0), whole(10, 0), whole(10, 10)]);
        assert_eq!(corners(&[at(0, 0), at(1, 1), at(2, 0)]).unwrap(), [whole(0, 0)]);
        assert_eq!(lines_of(&[whole(0, 0)]).count(), 1);
        assert!(corners(&[at(6_000_000_000, 0)]).is_err());
    }
}
