//! Zones as parts and polygons in one coordinate system.

use crate::crs::{CrsError, DatumShift, Projector, coordinates, quantise};
use crate::measure::stops;
use teukgu_domain::boundary::{Boundary, Crs, PolygonRings, Position, Ring};
use teukgu_domain::text::Text;

/// The shape of a zone (특구): its parts in one coordinate system, edges straight in that system.
///
/// Positions lie within 2^52 units of the origin; the readers of this room see to that.
#[doc(alias = "특구")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneShape {
    /// Id of the zone, as text: foreign files use Korean names too.
    pub id: String,
    /// Name, empty if the file has none.
    pub name: String,
    /// Coordinate system of the positions.
    pub crs: Crs,
    /// Parts; they may overlap in foreign files.
    pub parts: Vec<PartShape>,
}

/// One part of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartShape {
    /// Id of the part within its zone.
    pub id: String,
    /// What lies there, empty if the file does not say.
    pub name: Text,
    /// Polygons of the part.
    pub polygons: Vec<PolygonRings>,
}

impl ZoneShape {
    /// Takes over the boundary (지형도면) of a zone.
    #[doc(alias = "지형도면")]
    pub fn from_boundary(zone_id: &str, boundary: &Boundary) -> Self {
        let part = |part: &teukgu_domain::boundary::BoundaryPart| PartShape {
            id: part.id.to_string(),
            name: part.name.clone(),
            polygons: part.polygons.iter().map(|p| map_rings(p, kept_within_reach)).collect(),
        };
        Self {
            id: zone_id.to_owned(),
            name: String::new(),
            crs: boundary.crs,
            parts: boundary.parts.iter().map(part).collect(),
        }
    }

    /// Lists the polygons of all parts.
    pub fn polygons(&self) -> impl Iterator<Item = &PolygonRings> + Clone {
        self.parts.iter().flat_map(|part| &part.polygons)
    }

    /// Carries the zone into another system: edges in pieces of at most 500 m, corners rounded to units.
    ///
    /// # Errors
    /// [`CrsError`] if a corner has no place there or EPSG:5174 meets no `shift`.
    pub fn reprojected(&self, to: Crs, shift: Option<DatumShift>) -> Result<Self, CrsError> {
        if to == self.crs {
            return Ok(self.clone());
        }
        let projector = Projector::new(self.crs, to, shift)?;
        let mut zone = self.clone();
        zone.crs = to;
        for polygon in zone.parts.iter_mut().flat_map(|part| &mut part.polygons) {
            polygon.shell = projected(&polygon.shell, self.crs, &projector)?;
            for hole in &mut polygon.holes {
                *hole = projected(hole, self.crs, &projector)?;
            }
        }
        Ok(zone)
    }

    /// Returns every ring, shells and holes, closed and densified, in degrees or metres of `crs`.
    ///
    /// # Errors
    /// As [`ZoneShape::reprojected`] without a shift.
    pub fn rings_in(&self, crs: Crs) -> Result<Vec<Vec<(f64, f64)>>, CrsError> {
        let zone = self.reprojected(crs, None)?;
        let rings = zone.polygons().flat_map(|p| std::iter::once(&p.shell).chain(&p.holes));
        Ok(rings.map(|ring| closed(ring, crs)).collect())
    }
}

/// Returns a ring as coordinates, its first one repeated at the end.
pub(crate) fn closed(ring: &[Position], crs: Crs) -> Vec<(f64, f64)> {
    ring.iter().chain(ring.first()).map(|&p| coordinates(p, crs)).collect()
}

fn map_rings(polygon: &PolygonRings, change: impl Fn(&[Position]) -> Ring) -> PolygonRings {
    PolygonRings {
        shell: change(&polygon.shell),
        holes: polygon.holes.iter().map(|hole| change(hole)).collect(),
    }
}

/// Holds nonsensical positions within reach, so that no product of them overflows.
fn kept_within_reach(ring: &[Position]) -> Ring {
    let reach = 1_i64 << 52;
    let keep = |p: &Position| Position { x: p.x.clamp(-reach, reach), y: p.y.clamp(-reach, reach) };
    ring.iter().map(keep).collect()
}

fn projected(ring: &[Position], from: Crs, projector: &Projector) -> Result<Ring, CrsError> {
    let edges = crate::exact::ring_edges(ring);
    let points = edges.flat_map(|(a, b)| stops(a, b, from));
    let place = |point| quantise(projector.project(point)?, projector.to());
    let mut ring = points.map(place).collect::<Result<Ring, _>>()?;
    ring.dedup();
    Ok(ring)
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::boundary::BoundaryPart;
    use teukgu_domain::ids::PartId;
    use teukgu_domain::provenance::Provenance;

    fn boundary(corners: &[(i64, i64)]) -> Boundary {
        let shell = corners.iter().map(|&c| Position::from(c)).collect();
        let part = BoundaryPart {
            id: PartId::parse("A").unwrap(),
            name: Text::new("동쪽", "east"),
            polygons: vec![PolygonRings { shell, holes: vec![] }],
        };
        Boundary {
            crs: Crs::Epsg5186,
            parts: vec![part],
            stated_area_m2: None,
            stated_area_note: None,
            provenance: Provenance::illustrative(),
        }
    }

    #[test]
    fn a_boundary_keeps_its_parts_names_and_system() {
        let zone = ZoneShape::from_boundary("yangjae", &boundary(&[(0, 0), (9, 0), (0, 9)]));
        assert_eq!((zone.id.as_str(), zone.crs), ("yangjae", Crs::Epsg5186));
        assert_eq!((zone.parts[0].id.as_str(), zone.parts[0].name.en.as_str()), ("A", "east"));
    }

    #[test]
    fn nonsense_in_a_boundary_does_not_overflow() {
        let far = ZoneShape::from_boundary("far", &boundary(&[(i64::MIN, 0), (i64::MAX, 0), (0, i64::MAX)]));
        assert!(crate::exact::doubled_polygon_area(far.polygons().next().unwrap()) > 0);
    }

    #[test]
    fn rings_come_closed_and_long_edges_in_pieces() {
        let corners = [(203_000_000, 541_000_000), (204_000_000, 541_000_000), (203_000_000, 541_100_000)];
        let zone = ZoneShape::from_boundary("z", &boundary(&corners));
        let straight = zone.rings_in(Crs::Epsg5186).unwrap();
        assert_eq!(straight[0].first(), straight[0].last());
        assert_eq!(straight[0].len(), 4);
        let bent = zone.rings_in(Crs::Epsg4326).unwrap();
        assert_eq!(bent[0].len(), 2 + 3 + 1 + 1, "edges of 1000, 1005 and 100 m, and the closing point");
    }
}
