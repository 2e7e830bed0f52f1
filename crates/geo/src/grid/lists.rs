//! From what polygons leave on the grid to one list of zones for each cell.

use super::blocks::{Blocks, Builder};
use super::cell::{Entry, Piece};
use super::trace::{Run, Traced};
use std::collections::BTreeMap;

/// Puts the runs of all polygons together, row by row.
pub(super) fn laid(traced: Traced) -> (Blocks, Vec<Entry>, Vec<Piece>) {
    let Traced { mut runs, borders, pieces: traced } = traced;
    runs.sort_unstable_by_key(|run| (run.row, run.from, run.zone, run.border));
    let mut blocks = Builder::default();
    let mut lists = Lists { borders, traced, ..Lists::default() };
    for row in runs.chunk_by(|a, b| a.row == b.row) {
        let number = row.first().map_or(0, |run| run.row);
        sweep(row, |from, to, held| blocks.add(number, from..=to, lists.list(held)));
    }
    (blocks.finished(), lists.entries, lists.pieces)
}

/// Walks a row from left to right and hands on each stretch of columns with the runs that hold it, sorted by
/// zone.
fn sweep(row: &[Run], mut stretch: impl FnMut(u16, u16, &[Run])) {
    let mut waiting = row;
    let mut held: Vec<Run> = Vec::new();
    let mut from = 0;
    while let Some(start) = held.first().map(|_| from).or(waiting.first().map(|run| run.from)) {
        let begin = waiting.partition_point(|run| run.from <= start);
        let (begun, rest) = waiting.split_at(begin);
        waiting = rest;
        held.extend(begun);
        held.sort_by_key(|run| run.zone);
        let before_next = waiting.first().map_or(u16::MAX, |run| run.from - 1);
        let to = held.iter().map(|run| run.to).fold(before_next, u16::min);
        stretch(start, to, &held);
        held.retain(|run| run.to > to);
        from = to + 1;
    }
}

/// Lists of zones, those of covered cells shared.
#[derive(Debug, Default)]
struct Lists {
    borders: Vec<Entry>,
    traced: Vec<Piece>,
    entries: Vec<Entry>,
    pieces: Vec<Piece>,
    /// The list of each set of zones that cover a cell, with no border in it.
    covers: BTreeMap<Vec<u32>, u32>,
}

impl Lists {
    /// Returns the number of the first entry of the list for some runs, sorted by zone.
    fn list(&mut self, held: &[Run]) -> u32 {
        let start = number(self.entries.len());
        for polygons in held.chunk_by(|a, b| a.zone == b.zone) {
            match polygons.iter().find(|run| run.border.is_none()) {
                Some(run) => self.entries.push(Entry::cover(run.zone)),
                None => self.add_borders(polygons),
            }
        }
        if let Some(last) = self.entries.last_mut() {
            last.count |= Entry::LAST;
        }
        self.shared(start)
    }

    /// Adds the borders of the polygons of one zone.
    fn add_borders(&mut self, polygons: &[Run]) {
        let borders = polygons.iter().filter_map(|run| self.borders.get(run.border? as usize));
        for (left, border) in (0..polygons.len()).rev().zip(borders) {
            let first = number(self.pieces.len());
            self.pieces.extend(self.traced.get(border.pieces()).unwrap_or_default());
            let mark = if left > 0 { Entry::CONTINUED } else { 0 };
            self.entries.push(Entry { first, count: border.count | mark, ..*border });
        }
    }

    /// Takes the list back that was just added from `start` on, if the same zones have covered a cell before.
    fn shared(&mut self, start: u32) -> u32 {
        let added = self.entries.get(start as usize..).unwrap_or_default();
        if added.iter().any(|entry| !entry.pieces().is_empty()) {
            return start;
        }
        let zones: Vec<u32> = added.iter().map(|entry| entry.zone).collect();
        let known = *self.covers.entry(zones).or_insert(start);
        if known != start {
            self.entries.truncate(start as usize);
        }
        known
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "pieces are limited to 2^25, and entries follow from them"
)]
fn number(count: usize) -> u32 {
    count as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(zone: u32, from: u16, to: u16) -> Run {
        Run { row: 0, from, to, zone, border: None }
    }

    #[test]
    fn a_row_falls_into_stretches_with_the_same_zones() {
        let row = [run(2, 3, 9), run(1, 5, 6), run(0, 9, 9), run(7, 20, 20)];
        let mut seen = Vec::new();
        sweep(&row, |from, to, held| {
            seen.push((from, to, held.iter().map(|run| run.zone).collect::<Vec<_>>()));
        });
        let expected =
            [(3, 4, vec![2]), (5, 6, vec![1, 2]), (7, 8, vec![2]), (9, 9, vec![0, 2]), (20, 20, vec![7])];
        assert_eq!(seen, expected);
    }

    #[test]
    fn covered_cells_share_their_list() {
        let mut lists = Lists::default();
        let numbers = [&[run(1, 0, 0), run(2, 0, 0)][..], &[run(2, 0, 0)], &[run(1, 0, 0), run(2, 0, 0)]]
            .map(|held| lists.list(held));
        assert_eq!(numbers, [0, 2, 0]);
        assert_eq!(lists.entries.len(), 3);
        assert!(!lists.entries[0].has(Entry::LAST) && lists.entries[1].has(Entry::LAST));
    }
}
