//! Many points against many zones: a grid of cells over Korea that answers most points without any geometry.
//!
//! Cells are squares of 2^13 units of 1e-7 degree (70 to 90 m), blocks hold 64 x 64 cells, and only blocks
//! that meet a zone are kept. A cell knows the zones that cover it whole and, for each polygon whose border
//! passes through it, the pieces of that border; what a point is follows exactly from these, as the module
//! `cell` proves. Corners are rounded to the same units as the points, so the answer is that of
//! [`side_of`](crate::contain::side_of) on the rounded rings, for every point.

mod blocks;
mod bytes;
mod cell;
mod fault;
mod line;
mod lists;
mod screen;
mod touch;
mod trace;

pub use cell::Hits;
pub use fault::GridError;
pub use screen::Pair;

use crate::fixed::{Fixed, offset};
use crate::shape::ZoneShape;
use blocks::{Blocks, Cell};
use cell::{Entry, Piece, Point};
use teukgu_domain::boundary::Ring;

/// A zone that a point lies in or on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridHit {
    /// Number of the zone, in the order in which the zones were given.
    pub zone: u32,
    /// True if the point lies exactly on a border of the zone, and strictly inside of none of its polygons.
    pub border: bool,
}

/// Zones (특구) laid out for screening a register; about 100 bytes for each cell that a border passes through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// South-western and north-eastern corner of the box of each zone.
    extents: Vec<(Fixed, Fixed)>,
    blocks: Blocks,
    /// Lists of zones one after another; a cell has the number of the first entry of its list.
    entries: Vec<Entry>,
    /// Pieces of borders, those of one entry side by side.
    pieces: Vec<Piece>,
}

impl Grid {
    /// Lays out zones: edges straight in EPSG:4326, densified if the drawing has another system, corners
    /// rounded to 1e-7 degree, repeated corners dropped.
    ///
    /// # Errors
    /// [`GridError`] with the id of the zone that cannot be laid out. A zone of EPSG:5174 is to be carried
    /// over first, with [`ZoneShape::reprojected`] and its datum shift.
    pub fn new(zones: &[ZoneShape]) -> Result<Self, GridError> {
        let mut extents = Vec::with_capacity(zones.len());
        let mut traced = trace::Traced::default();
        for (number, zone) in (0_u32..).zip(zones) {
            let polygons = line::rounded(zone)?;
            extents.push(line::extent(&polygons));
            for lines in &polygons {
                traced.add(number, lines).map_err(|_| GridError::TooFine { zone: zone.id.clone() })?;
            }
        }
        let (blocks, entries, pieces) = lists::laid(traced);
        Ok(Self { extents, blocks, entries, pieces })
    }

    /// Returns the rings of each polygon of a zone as a grid lays them out, the shell first: corners rounded to
    /// 1e-7 degree, none that repeats the one before, and the first not repeated at the end.
    ///
    /// A ring that is smaller than the rounding has one corner or two, and is a place or a line on the border.
    ///
    /// # Errors
    /// As [`Grid::new`].
    pub fn rings(zone: &ZoneShape) -> Result<Vec<Vec<Vec<Fixed>>>, GridError> {
        let places = |ring: &Ring| ring.iter().copied().map(line::place).collect();
        let polygons = line::rounded_rings(zone)?;
        Ok(polygons.iter().map(|rings| rings.iter().map(places).collect()).collect())
    }

    /// Returns how many zones were given.
    pub fn zones(&self) -> usize {
        self.extents.len()
    }

    /// Returns the south-western and the north-eastern corner of the box of a zone, `None` if there is no
    /// such zone.
    pub fn extent(&self, zone: u32) -> Option<(Fixed, Fixed)> {
        self.extents.get(zone as usize).copied()
    }

    /// Lists the zones that hold a place, each once, in ascending order; none for a place outside Korea.
    #[inline]
    pub fn hits(&self, place: Fixed) -> Hits<'_> {
        let (x, y) = offset(place);
        match self.blocks.list(Cell::of(x, y)) {
            Some(list) => self.hits_of(list, Point::new(x, y)),
            None => Hits::default(),
        }
    }

    /// Lists the zones of a list that hold a point of its cell.
    #[inline]
    fn hits_of(&self, list: u32, point: Point) -> Hits<'_> {
        Hits::new(self.entries.get(list as usize..).unwrap_or_default(), &self.pieces, point)
    }
}

#[cfg(test)]
mod tests;
