//! Finds pairs of boxes that meet, by a sweep from south to north.

use crate::exact::Extent;

/// Calls `visit` for every pair `(i, j)` with `left[i]` meeting `right[j]`, in no particular order.
pub(crate) fn meeting(left: &[Extent], right: &[Extent], mut visit: impl FnMut(usize, usize)) {
    let mut starts: Vec<(i64, bool, usize)> = Vec::with_capacity(left.len() + right.len());
    starts.extend(left.iter().enumerate().map(|(i, extent)| (extent.low.y, false, i)));
    starts.extend(right.iter().enumerate().map(|(j, extent)| (extent.low.y, true, j)));
    starts.sort_unstable();
    let (mut active_left, mut active_right) = (Vec::new(), Vec::new());
    for (y, is_right, index) in starts {
        if is_right {
            active_left.retain(|&i: &usize| left[i].high.y >= y);
            active_left.iter().filter(|&&i| left[i].meets(right[index])).for_each(|&i| visit(i, index));
            active_right.push(index);
        } else {
            active_right.retain(|&j: &usize| right[j].high.y >= y);
            active_right.iter().filter(|&&j| left[index].meets(right[j])).for_each(|&j| visit(index, j));
            active_left.push(index);
        }
    }
}

/// Calls `visit` for every pair `(i, j)`, `i < j`, of boxes of one list that meet, in no particular order.
pub(crate) fn meeting_within(extents: &[Extent], mut visit: impl FnMut(usize, usize)) {
    let mut order: Vec<usize> = (0..extents.len()).collect();
    order.sort_unstable_by_key(|&i| extents[i].low.y);
    let mut active: Vec<usize> = Vec::new();
    for index in order {
        active.retain(|&i| extents[i].high.y >= extents[index].low.y);
        for &other in active.iter().filter(|&&i| extents[i].meets(extents[index])) {
            visit(index.min(other), index.max(other));
        }
        active.push(index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use teukgu_domain::boundary::Position;

    fn extent(x: i64, y: i64, side: i64) -> Extent {
        Extent { low: Position { x, y }, high: Position { x: x + side, y: y + side } }
    }

    #[test]
    fn the_sweep_finds_what_every_pair_compared_finds() {
        let left: Vec<Extent> = (0..60).map(|i| extent(i * 37 % 101, i * 53 % 97, i % 13)).collect();
        let right: Vec<Extent> = (0..50).map(|i| extent(i * 71 % 103, i * 29 % 89, i % 11)).collect();
        let mut seen = BTreeSet::new();
        meeting(&left, &right, |i, j| assert!(seen.insert((i, j)), "a pair came twice"));
        let mut seen_within = BTreeSet::new();
        meeting_within(&left, |i, j| assert!(seen_within.insert((i, j)), "a pair came twice"));
        for (i, a) in left.iter().enumerate() {
            for (j, b) in right.iter().enumerate() {
                assert_eq!(seen.contains(&(i, j)), a.meets(*b));
            }
            for (j, b) in left.iter().enumerate().skip(i + 1) {
                assert_eq!(seen_within.contains(&(i, j)), a.meets(*b));
            }
        }
        assert!(!seen.is_empty() && !seen_within.is_empty());
    }
}
