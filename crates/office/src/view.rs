//! The view that readers see: the snapshot of a record with what is measured and drawn from it.

use crate::OfficeError;
use crate::map::Layers;
use std::sync::Arc;
use teukgu_domain::boundary::{Boundary, Crs};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::zone::Zone;
use teukgu_geo::contain::ZoneIndex;
use teukgu_geo::measure;
use teukgu_geo::shape::ZoneShape;

/// One zone as it stands at one point of its record; immutable, shared by every reader.
pub struct ZoneView {
    snapshot: Snapshot,
    zone: Zone,
    boundary: Boundary,
    shape: ZoneShape,
    index: ZoneIndex,
    area_m2: f64,
    seq: u64,
    layers: Arc<Layers>,
}

impl ZoneView {
    /// Builds the view of a snapshot taken after entry `seq`.
    ///
    /// # Errors
    /// [`OfficeError::NoZone`] without a zone or a boundary, [`OfficeError::Boundary`] if it cannot be measured.
    pub fn build(
        id: &ZoneId,
        snapshot: Snapshot,
        seq: u64,
        layers: &Arc<Layers>,
    ) -> Result<Self, OfficeError> {
        let missing = || OfficeError::NoZone { zone: id.clone() };
        let zone = snapshot.zone().cloned().ok_or_else(missing)?;
        let boundary = snapshot.boundary().cloned().ok_or_else(missing)?;
        let shape = ZoneShape::from_boundary(id.as_str(), &boundary);
        let unusable = |reason: String| OfficeError::Boundary { zone: id.clone(), reason };
        let area_m2 = measure::area_m2(&shape).map_err(|error| unusable(error.to_string()))?;
        let index = ZoneIndex::new(vec![shape.clone()], Crs::Epsg4326)
            .map_err(|error| unusable(error.to_string()))?;
        Ok(Self { snapshot, zone, boundary, shape, index, area_m2, seq, layers: Arc::clone(layers) })
    }

    /// Returns every noun of the zone.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Returns the zone.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Returns the boundary.
    pub fn boundary(&self) -> &Boundary {
        &self.boundary
    }

    /// Returns the boundary as a shape.
    pub fn shape(&self) -> &ZoneShape {
        &self.shape
    }

    /// Returns the index for points in longitude and latitude.
    pub fn index(&self) -> &ZoneIndex {
        &self.index
    }

    /// Returns the measured area in square metres, in EPSG:5186.
    pub fn area_m2(&self) -> f64 {
        self.area_m2
    }

    /// Returns the number of the entry that the view was taken after.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Returns the reference layers around the zone.
    pub fn layers(&self) -> &Layers {
        &self.layers
    }
}
