//! The other side: an R-tree of boxes (`rstar`), and the shapes of `geo` for the places in a box.

use anyhow::{Result, anyhow};
use geo::{Coord, Intersects as _, LineString, Point, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use teukgu_domain::boundary::{Crs, Position};
use teukgu_geo::shape::ZoneShape;

type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// Polygons of zones with a tree of their boxes.
pub(super) struct Trees {
    tree: RTree<Boxed>,
    /// Polygons with the number of their zone.
    polygons: Vec<(usize, Polygon)>,
}

impl Trees {
    pub(super) fn new(zones: &[ZoneShape]) -> Result<Self> {
        let mut polygons = Vec::new();
        for (number, zone) in zones.iter().enumerate() {
            for polygon in zone.polygons() {
                let ring = |ring: &[Position]| -> LineString {
                    ring.iter().chain(ring.first()).map(|corner| degrees(*corner)).collect()
                };
                let holes = polygon.holes.iter().map(|hole| ring(hole)).collect();
                polygons.push((number, Polygon::new(ring(&polygon.shell), holes)));
            }
        }
        anyhow::ensure!(zones.iter().all(|zone| zone.crs == Crs::Epsg4326), "zones are in degrees here");
        let boxes = polygons.iter().enumerate().map(|(at, (_, polygon))| boxed(polygon, at));
        Ok(Self { tree: RTree::bulk_load(boxes.collect::<Result<_>>()?), polygons })
    }

    /// Counts pairs of a place and a zone that it lies in or on.
    pub(super) fn count(&self, places: &[[f64; 2]]) -> usize {
        let mut zones = Vec::new();
        let mut count = 0;
        for place in places {
            let point = Point::new(place[0], place[1]);
            let near =
                self.tree.locate_all_at_point(*place).filter_map(|found| self.polygons.get(found.data));
            zones.clear();
            zones.extend(near.filter(|(_, polygon)| polygon.intersects(&point)).map(|(zone, _)| *zone));
            zones.sort_unstable();
            zones.dedup();
            count += zones.len();
        }
        count
    }
}

#[expect(clippy::cast_precision_loss, reason = "corners of degrees are below 2^53 units")]
fn degrees(corner: Position) -> Coord {
    let units = Crs::Epsg4326.units();
    Coord { x: corner.x as f64 / units, y: corner.y as f64 / units }
}

fn boxed(polygon: &Polygon, at: usize) -> Result<Boxed> {
    use geo::BoundingRect as _;
    let around = polygon.bounding_rect().ok_or_else(|| anyhow!("a polygon is empty"))?;
    let around = AABB::from_corners([around.min().x, around.min().y], [around.max().x, around.max().y]);
    Ok(GeomWithData::new(around.into(), at))
}
