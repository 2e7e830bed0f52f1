//! Boxes against the grid: what need not be read, and what must be screened again.

use super::Grid;
use super::blocks::clipped;
use super::cell::Entry;
use crate::fixed::{Fixed, LOW};

impl Grid {
    /// Returns true if a cell with a zone meets the box between two corners, its sides included: where it is
    /// false, no place of the box has a hit.
    pub fn touches(&self, low: Fixed, high: Fixed) -> bool {
        self.blocks.any_filled(from_corner(low), from_corner(high))
    }

    /// Returns true if a cell with this zone meets the box between two corners, its sides included: where it
    /// is false, no place of the box lies in or on the zone.
    ///
    /// After a boundary was amended, what neither the old nor the new grid touches here need not be screened
    /// again.
    pub fn touches_zone(&self, zone: u32, low: Fixed, high: Fixed) -> bool {
        let Some((south_west, north_east)) = self.extent(zone) else { return false };
        let low = Fixed { lon: low.lon.max(south_west.lon), lat: low.lat.max(south_west.lat) };
        let high = Fixed { lon: high.lon.min(north_east.lon), lat: high.lat.min(north_east.lat) };
        let Some((xs, ys)) = clipped(from_corner(low), from_corner(high)) else { return false };
        self.blocks.any_row(&xs, &ys, |row, cells| self.row_has(zone, row, cells))
    }

    /// Returns true if one of some filled cells of a row has the zone in its list.
    fn row_has(&self, zone: u32, row: usize, cells: u64) -> bool {
        let mut left = cells;
        while left != 0 {
            let column = left.trailing_zeros();
            if self.blocks.stretch(row, column).is_some_and(|list| self.list_has(zone, list)) {
                return true;
            }
            left &= !self.blocks.rest_of_stretch(row, column);
        }
        false
    }

    fn list_has(&self, zone: u32, list: u32) -> bool {
        let entries = self.entries.get(list as usize..).unwrap_or_default();
        let end = entries.iter().position(|entry| entry.has(Entry::LAST));
        entries.iter().take(end.map_or(0, |last| last + 1)).any(|entry| entry.zone == zone)
    }
}

/// Returns the units east and north of the corner of Korea.
fn from_corner(place: Fixed) -> (i64, i64) {
    (i64::from(place.lon) - i64::from(LOW.lon), i64::from(place.lat) - i64::from(LOW.lat))
}
