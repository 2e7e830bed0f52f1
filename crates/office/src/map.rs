//! What a map of the zone shows, in metres, before anybody draws it.

use crate::{OfficeError, ZoneView};
use std::collections::BTreeMap;
use teukgu_domain::boundary::{Crs, Position};
use teukgu_domain::text::Text;
use teukgu_geo::contain::ZoneIndex;
use teukgu_geo::crs::Projector;
use teukgu_geo::read::geojson::read_zones;
use teukgu_geo::shape::ZoneShape;

/// System in which maps are drawn: metres, true to shape around Seoul.
pub const DRAWN_IN: Crs = Crs::Epsg5186;

/// Layers of the country that lie around a zone.
#[derive(Clone)]
pub struct Layers {
    legal: Vec<Dong>,
    admin: Vec<Dong>,
    legal_index: ZoneIndex,
    admin_index: ZoneIndex,
}

/// A dong with its outline.
#[derive(Clone, Debug)]
pub struct Dong {
    /// Ten-digit code.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Outline.
    pub shape: ZoneShape,
}

impl Layers {
    /// Reads the legal dongs (법정동) and the administrative dongs (행정동) from GeoJSON texts.
    ///
    /// The two layers are of different years and must not be mixed in one answer.
    ///
    /// # Errors
    /// [`OfficeError::Reference`] if a text is not a layer of dongs.
    pub fn read(legal: &str, admin: &str) -> Result<Self, OfficeError> {
        let (legal, legal_index) = dongs("legal dongs", legal)?;
        let (admin, admin_index) = dongs("administrative dongs", admin)?;
        Ok(Self { legal, admin, legal_index, admin_index })
    }

    /// Returns the legal dongs.
    pub fn legal_dongs(&self) -> &[Dong] {
        &self.legal
    }

    /// Returns the administrative dongs.
    pub fn admin_dongs(&self) -> &[Dong] {
        &self.admin
    }

    /// Finds the legal dongs at a place in longitude and latitude; two on a shared border.
    pub fn legal_at(&self, lon: f64, lat: f64) -> Vec<&Dong> {
        found(&self.legal, &self.legal_index, lon, lat)
    }

    /// Finds the administrative dongs at a place.
    pub fn admin_at(&self, lon: f64, lat: f64) -> Vec<&Dong> {
        found(&self.admin, &self.admin_index, lon, lat)
    }
}

fn found<'a>(dongs: &'a [Dong], index: &ZoneIndex, lon: f64, lat: f64) -> Vec<&'a Dong> {
    let hits = index.locate(lon, lat).zones;
    hits.iter().filter_map(|hit| dongs.iter().find(|dong| dong.code == hit.zone)).collect()
}

fn dongs(layer: &'static str, text: &str) -> Result<(Vec<Dong>, ZoneIndex), OfficeError> {
    let fail = |reason: String| OfficeError::Reference { layer, reason };
    let (shapes, _) = read_zones(text, Some(Crs::Epsg4326))
        .map_err(|faults| fail(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
    let mut names = names(text).map_err(|error| fail(error.to_string()))?;
    let index = ZoneIndex::new(shapes.clone(), Crs::Epsg4326).map_err(|error| fail(error.to_string()))?;
    let dongs = shapes
        .into_iter()
        .map(|shape| Dong {
            name: names.remove(&shape.id).unwrap_or_default(),
            code: shape.id.clone(),
            shape,
        })
        .collect();
    Ok((dongs, index))
}

/// Reads the names of a layer by code.
fn names(text: &str) -> Result<BTreeMap<String, Text>, serde_json::Error> {
    #[derive(serde::Deserialize)]
    struct Layer {
        features: Vec<Feature>,
    }
    #[derive(serde::Deserialize)]
    struct Feature {
        id: String,
        properties: Names,
    }
    #[derive(serde::Deserialize)]
    struct Names {
        name_ko: String,
        #[serde(default)]
        name_en: String,
    }
    let layer: Layer = serde_json::from_str(text)?;
    let named = |f: Feature| (f.id, Text::new(f.properties.name_ko, f.properties.name_en));
    Ok(layer.features.into_iter().map(named).collect())
}

/// A drawing of the zone and what lies around it, in metres (easting, northing).
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Dongs near the zone.
    pub dongs: Vec<Outline>,
    /// Parts of the zone.
    pub parts: Vec<Outline>,
    /// Sites with a position.
    pub sites: Vec<Spot>,
    /// Organisations with a position.
    pub organisations: Vec<Spot>,
}

/// An outline: closed rings, the first of each polygon its shell.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Id of what is outlined.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Rings in metres.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// A spot on the map.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Id of what is there.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Easting and northing in metres.
    pub at: (f64, f64),
    /// Longitude and latitude in degrees.
    pub lon_lat: (f64, f64),
    /// How far off it may be, in metres.
    pub error_m: Option<u32>,
}

/// A box: west, south, east, north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// West, south, east, north.
    pub wsen: [f64; 4],
}

impl Extent {
    /// Returns the smallest box around points, or `None` if there is none.
    pub fn around<'a>(points: impl IntoIterator<Item = &'a (f64, f64)>) -> Option<Self> {
        points.into_iter().fold(None, |extent: Option<Self>, &(x, y)| {
            let [w, s, e, n] = extent.map_or([x, y, x, y], |extent| extent.wsen);
            Some(Self { wsen: [w.min(x), s.min(y), e.max(x), n.max(y)] })
        })
    }

    /// Returns the box grown on every side.
    #[must_use]
    pub fn grown(self, by: f64) -> Self {
        let [w, s, e, n] = self.wsen;
        Self { wsen: [w - by, s - by, e + by, n + by] }
    }

    /// Returns true if two boxes share a point.
    pub fn meets(self, other: Self) -> bool {
        let ([w, s, e, n], [w2, s2, e2, n2]) = (self.wsen, other.wsen);
        w <= e2 && w2 <= e && s <= n2 && s2 <= n
    }

    /// Returns true if a point lies in the box.
    pub fn holds(self, (x, y): (f64, f64)) -> bool {
        self.meets(Self { wsen: [x, y, x, y] })
    }
}

impl ZoneView {
    /// Returns what a map of the zone shows.
    ///
    /// # Errors
    /// [`OfficeError::Boundary`] if an outline cannot be projected.
    pub fn drawing(&self) -> Result<Drawing, OfficeError> {
        let unusable = |reason: String| OfficeError::Boundary { zone: self.zone().id.clone(), reason };
        let parts = self.part_outlines().map_err(|error| unusable(error.to_string()))?;
        let extent =
            Extent::around(parts.iter().flat_map(|part| &part.rings).flatten()).map(|e| e.grown(600.0));
        let near = |outline: &Outline| {
            Extent::around(outline.rings.iter().flatten()).zip(extent).is_some_and(|(a, b)| a.meets(b))
        };
        let dongs = self.layers().legal_dongs().iter().map(outline_of).collect::<Result<Vec<_>, _>>();
        let dongs = dongs.map_err(|error| unusable(error.to_string()))?;
        let projector =
            Projector::new(Crs::Epsg4326, DRAWN_IN, None).map_err(|error| unusable(error.to_string()))?;
        Ok(Drawing {
            dongs: dongs.into_iter().filter(near).collect(),
            parts,
            sites: self.site_spots(&projector),
            organisations: self.organisation_spots(&projector),
        })
    }

    fn part_outlines(&self) -> Result<Vec<Outline>, teukgu_geo::crs::CrsError> {
        let one = |part: &teukgu_geo::shape::PartShape| {
            let shape = ZoneShape { parts: vec![part.clone()], ..self.shape().clone() };
            let rings = shape.rings_in(DRAWN_IN)?;
            Ok(Outline { id: part.id.clone(), name: part.name.clone(), rings })
        };
        self.shape().parts.iter().map(one).collect()
    }

    fn site_spots(&self, projector: &Projector) -> Vec<Spot> {
        let spot = |site: &teukgu_domain::site::SupplySite| {
            spot(site.id.as_str(), site.name.clone(), site.position?, site.position_error_m, projector)
        };
        self.snapshot().sites().into_iter().filter_map(spot).collect()
    }

    fn organisation_spots(&self, projector: &Projector) -> Vec<Spot> {
        let spot = |org: &teukgu_domain::organisation::Organisation| {
            let english = if org.name_en.is_empty() { &org.name_ko } else { &org.name_en };
            let name = Text::new(org.name_ko.clone(), english.clone());
            spot(org.id.as_str(), name, org.position?, org.position_error_m, projector)
        };
        self.snapshot().organisations().into_iter().filter_map(spot).collect()
    }
}

fn outline_of(dong: &Dong) -> Result<Outline, teukgu_geo::crs::CrsError> {
    Ok(Outline { id: dong.code.clone(), name: dong.name.clone(), rings: dong.shape.rings_in(DRAWN_IN)? })
}

fn spot(id: &str, name: Text, at: Position, error_m: Option<u32>, projector: &Projector) -> Option<Spot> {
    let lon_lat = teukgu_geo::crs::coordinates(at, Crs::Epsg4326);
    let at = projector.project(lon_lat).ok()?;
    Some(Spot { id: id.to_owned(), name, at, lon_lat, error_m })
}
