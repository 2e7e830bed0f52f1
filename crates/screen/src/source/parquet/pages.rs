//! Which pages of a prepared file need not be decoded: those whose box no zone meets.

use super::{ParquetFile, Piece};
use crate::job::Job;
use parquet::file::page_index::column_index::ColumnIndexMetaData;
use std::ops::Range;
use teukgu_geo::fixed::Fixed;

impl ParquetFile {
    /// Returns the rows of a piece, from its first, on pages that a zone may meet; all if the file has no index.
    pub(super) fn kept(&self, job: &Job, piece: Piece) -> Vec<Range<usize>> {
        let all = || std::iter::once(0..piece.rows).collect();
        let Some(pages) = self.pages(piece.group) else { return all() };
        let end = piece.first + piece.rows;
        let mut kept: Vec<Range<usize>> = Vec::new();
        for (rows, low, high) in pages {
            let rows = rows.start.max(piece.first)..rows.end.min(end);
            if rows.is_empty() || !job.screening.touches(low, high) {
                continue;
            }
            let rows = rows.start - piece.first..rows.end - piece.first;
            match kept.last_mut() {
                Some(last) if last.end == rows.start => last.end = rows.end,
                _ => kept.push(rows),
            }
        }
        kept
    }

    /// Returns the number of the column among those on disk, where a list or a record is several.
    fn leaf(&self, root: usize) -> Option<usize> {
        let schema = self.meta.parquet_schema();
        (0..schema.num_columns()).find(|leaf| schema.get_column_root_idx(*leaf) == root)
    }

    /// Returns the rows and the corners of each page of a group; `None` if both columns are not cut at the same rows.
    fn pages(&self, group: usize) -> Option<Vec<(Range<usize>, Fixed, Fixed)>> {
        let meta = self.meta.metadata();
        let (columns, offsets) = (meta.column_index()?.get(group)?, meta.offset_index()?.get(group)?);
        let [lon, lat] = [self.longitude, self.latitude].map(|root| {
            let leaf = self.leaf(root)?;
            let ColumnIndexMetaData::INT32(index) = columns.get(leaf)? else { return None };
            Some((index, offsets.get(leaf)?.page_locations()))
        });
        let ((lon, lon_pages), (lat, lat_pages)) = (lon?, lat?);
        let first = |page: &parquet::file::page_index::offset_index::PageLocation| {
            usize::try_from(page.first_row_index).ok()
        };
        let starts: Vec<usize> = lon_pages.iter().map(first).collect::<Option<_>>()?;
        if starts != lat_pages.iter().map(first).collect::<Option<Vec<_>>>()? {
            return None;
        }
        let rows = usize::try_from(meta.row_group(group).num_rows()).ok()?;
        let page = |(number, start): (usize, &usize)| {
            let end = starts.get(number + 1).copied().unwrap_or(rows);
            let low = Fixed { lon: *lon.min_value(number)?, lat: *lat.min_value(number)? };
            let high = Fixed { lon: *lon.max_value(number)?, lat: *lat.max_value(number)? };
            Some((*start..end, low, high))
        };
        starts.iter().enumerate().map(page).collect()
    }
}
