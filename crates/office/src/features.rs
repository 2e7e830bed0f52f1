//! Features for map programs: the zone and what lies in and around it, with geometry in a system of their choice.

mod items;

use crate::{OfficeError, ZoneView};
use items::{Ground, Item};
use jiff::civil::Date;
use serde_json::{Value, json};
use teukgu_domain::boundary::{Crs, PolygonRings, Position};
use teukgu_domain::date::Term;
use teukgu_domain::text::Text;
use teukgu_geo::crs::{CrsError, Projector, coordinates, quantise};
use teukgu_geo::relate::{Relation, relate};
use teukgu_geo::shape::{PartShape, ZoneShape};

/// A collection of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collection {
    /// The zone as one area.
    Zones,
    /// The parts of the zone's boundary.
    Parts,
    /// Legal dongs (법정동) around the zone.
    Dongs,
    /// Administrative dongs (행정동) around the zone.
    AdminDongs,
    /// Organisations, at a point where one is known.
    Organisations,
    /// Facilities and sites to develop, at a point where one is known.
    Sites,
}

impl Collection {
    /// Every collection.
    pub const ALL: [Self; 6] =
        [Self::Zones, Self::Parts, Self::Dongs, Self::AdminDongs, Self::Organisations, Self::Sites];

    /// Returns the key in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Zones => "zones",
            Self::Parts => "parts",
            Self::Dongs => "dongs",
            Self::AdminDongs => "admin-dongs",
            Self::Organisations => "organisations",
            Self::Sites => "sites",
        }
    }

    /// Finds the collection of a key.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|collection| collection.key() == key)
    }

    /// Returns the system in which the positions are kept.
    pub fn kept_in(self, view: &ZoneView) -> Crs {
        match self {
            Self::Zones | Self::Parts => view.boundary().crs,
            _ => Crs::Epsg4326,
        }
    }
}

/// A coordinate system with the order in which its two numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Coordinate system.
    pub crs: Crs,
    /// True if latitude or northing is written first, as the definition of the system may ask.
    pub north_first: bool,
}

impl Frame {
    /// Longitude, then latitude, in degrees: what GeoJSON is by itself.
    pub const LON_LAT: Self = Self { crs: Crs::Epsg4326, north_first: false };
}

/// A box in a coordinate system.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    crs: Crs,
    low: Position,
    high: Position,
}

/// Says why four numbers are no box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoundsError {
    /// The upper corner lies below or left of the lower one.
    #[error("the second corner of the box must lie north-east of the first")]
    Order,
    /// A number is not one of the system.
    #[error("a number of the box does not exist in its coordinate system")]
    Range,
}

/// Beyond this many metres no Korean system has a place.
const FARTHEST_M: f64 = 1e8;

impl Bounds {
    /// Makes a box from two corners in the order of a frame.
    ///
    /// # Errors
    /// [`BoundsError`] if the numbers make no box there.
    pub fn try_new(corners: [f64; 4], frame: Frame) -> Result<Self, BoundsError> {
        let [a, b, c, d] = corners;
        let [west, south, east, north] = if frame.north_first { [b, a, d, c] } else { [a, b, c, d] };
        let (widest, highest) = if frame.crs.is_degrees() { (180.0, 90.0) } else { (FARTHEST_M, FARTHEST_M) };
        let fits = |number: f64, most: f64| number.is_finite() && number.abs() <= most;
        if ![west, east].iter().all(|x| fits(*x, widest)) || ![south, north].iter().all(|y| fits(*y, highest))
        {
            return Err(BoundsError::Range);
        }
        if east < west || north < south {
            return Err(BoundsError::Order);
        }
        let corner = |point| quantise(point, frame.crs).map_err(|_| BoundsError::Range);
        Ok(Self { crs: frame.crs, low: corner((west, south))?, high: corner((east, north))? })
    }

    fn holds(&self, point: Position) -> bool {
        (self.low.x..=self.high.x).contains(&point.x) && (self.low.y..=self.high.y).contains(&point.y)
    }

    /// Returns the box as an area; a box without width is one unit wide, so that it still meets what it touches.
    fn shape(&self) -> ZoneShape {
        let (low, mut high) = (self.low, self.high);
        high.x = high.x.max(low.x + 1);
        high.y = high.y.max(low.y + 1);
        let shell = vec![low, Position { x: high.x, y: low.y }, high, Position { x: low.x, y: high.y }];
        let polygons = vec![PolygonRings { shell, holes: Vec::new() }];
        let part = PartShape { id: String::new(), name: Text::default(), polygons };
        ZoneShape { id: String::new(), name: String::new(), crs: self.crs, parts: vec![part] }
    }
}

/// Days that a feature must touch; an open end is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: Option<Date>,
    /// Last day, included.
    pub until: Option<Date>,
}

impl Days {
    fn touch(&self, term: &Term) -> bool {
        let begins_late = self.until.is_some_and(|until| until < term.from);
        let ends_early = self.from.zip(term.until).is_some_and(|(from, end)| end < from);
        !begins_late && !ends_early
    }
}

/// Which features to give, and how.
#[derive(Clone, Debug)]
pub struct FeatureQuery {
    /// Only features that meet one of these boxes; `None` for all.
    pub within: Option<Vec<Bounds>>,
    /// Only features of these days; features without a time always fit.
    pub days: Option<Days>,
    /// System and order of the coordinates to write.
    pub frame: Frame,
    /// How many to skip.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

/// Features that were found.
#[derive(Clone, Debug)]
pub struct FeaturePage {
    /// How many fit, given or not.
    pub matched: usize,
    /// GeoJSON features.
    pub features: Vec<Value>,
}

impl ZoneView {
    /// Returns features of a collection, in order of their ids.
    ///
    /// # Errors
    /// [`OfficeError::Boundary`] if a geometry has no place in the system asked for.
    pub fn features(&self, collection: Collection, query: &FeatureQuery) -> Result<FeaturePage, OfficeError> {
        let mut fitting = Vec::new();
        for item in self.items(collection)? {
            if fits(&item, query).map_err(|error| self.unplaced(&error))? {
                fitting.push(item);
            }
        }
        let given = fitting.iter().skip(query.offset).take(query.limit);
        let features = given.map(|item| written(item, query.frame)).collect::<Result<_, _>>();
        let features = features.map_err(|error| self.unplaced(&error))?;
        Ok(FeaturePage { matched: fitting.len(), features })
    }

    /// Returns one feature by its id, or `None` if there is none.
    ///
    /// # Errors
    /// As [`ZoneView::features`].
    pub fn feature(
        &self,
        collection: Collection,
        id: &str,
        frame: Frame,
    ) -> Result<Option<Value>, OfficeError> {
        let found = self.items(collection)?.into_iter().find(|item| item.id == id);
        found.map(|item| written(&item, frame)).transpose().map_err(|error| self.unplaced(&error))
    }

    /// Returns the box around a collection in degrees: west, south, east, north; `None` without a geometry.
    ///
    /// # Errors
    /// As [`ZoneView::features`].
    pub fn extent(&self, collection: Collection) -> Result<Option<[f64; 4]>, OfficeError> {
        let mut points = Vec::new();
        for item in self.items(collection)? {
            match &item.ground {
                Ground::Area(shape) => {
                    let rings = shape.rings_in(Crs::Epsg4326).map_err(|error| self.unplaced(&error))?;
                    points.extend(rings.into_iter().flatten());
                }
                Ground::Spot(at) => points.push(lon_lat(*at)),
                Ground::Nowhere => {}
            }
        }
        let extent = crate::map::Extent::around(&points);
        Ok(extent.map(|extent| extent.wsen.map(|number| rounded(number, Crs::Epsg4326))))
    }

    fn unplaced(&self, error: &CrsError) -> OfficeError {
        OfficeError::Boundary { zone: self.zone().id.clone(), reason: error.to_string() }
    }
}

/// Returns longitude and latitude in degrees of a position in units of the domain.
pub fn lon_lat(position: Position) -> (f64, f64) {
    coordinates(position, Crs::Epsg4326)
}

fn fits(item: &Item<'_>, query: &FeatureQuery) -> Result<bool, CrsError> {
    let in_time = match (&query.days, &item.term) {
        (Some(days), Some(term)) => days.touch(term),
        _ => true,
    };
    let Some(boxes) = query.within.as_ref().filter(|_| in_time) else { return Ok(in_time) };
    for bounds in boxes {
        if meets(&item.ground, bounds)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Carries the geometry into the system of the box, not the other way: a box may reach where no system does.
fn meets(ground: &Ground<'_>, bounds: &Bounds) -> Result<bool, CrsError> {
    Ok(match ground {
        Ground::Area(shape) => relate(&bounds.shape(), shape)? != Relation::Apart,
        Ground::Spot(at) => {
            bounds.holds(Projector::new(Crs::Epsg4326, bounds.crs, None)?.project_position(*at)?)
        }
        Ground::Nowhere => false,
    })
}

fn written(item: &Item<'_>, frame: Frame) -> Result<Value, CrsError> {
    let mut geometry = match &item.ground {
        Ground::Area(shape) => area(shape, frame.crs)?,
        Ground::Spot(at) => {
            let (x, y) = Projector::new(Crs::Epsg4326, frame.crs, None)?.project(lon_lat(*at))?;
            json!({ "type": "Point", "coordinates": [rounded(x, frame.crs), rounded(y, frame.crs)] })
        }
        Ground::Nowhere => Value::Null,
    };
    if frame.north_first {
        turn(&mut geometry["coordinates"]);
    }
    Ok(json!({ "type": "Feature", "id": item.id, "properties": item.properties, "geometry": geometry }))
}

/// Writes all polygons of a shape as one geometry.
fn area(shape: &ZoneShape, crs: Crs) -> Result<Value, CrsError> {
    let polygons = shape.polygons().cloned().collect();
    let whole = PartShape { id: String::new(), name: Text::default(), polygons };
    let shape = ZoneShape { parts: vec![whole], ..shape.clone() };
    let mut collection = teukgu_geo::write::zone_to_geojson(&shape, crs)?;
    Ok(collection["features"][0]["geometry"].take())
}

/// Swaps the two numbers of every coordinate, however deep it lies.
fn turn(value: &mut Value) {
    let Some(list) = value.as_array_mut() else { return };
    if list.iter().all(Value::is_number) {
        list.reverse();
    } else {
        list.iter_mut().for_each(turn);
    }
}

/// Rounds to a unit of the system, as the writer of areas does.
fn rounded(number: f64, crs: Crs) -> f64 {
    (number * crs.units()).round() / crs.units()
}

#[cfg(test)]
mod tests;
