//! The road from 500 to 1,000 firms: what was counted, what is the goal, and where the zone stands between them.

use crate::ZoneView;
use teukgu_domain::site::FirmCount;

/// Where the zone stands on its road.
#[derive(Clone, Debug)]
pub struct Growth<'a> {
    /// The count that the road begins with.
    pub start: &'a FirmCount,
    /// The goal that it leads to.
    pub goal: &'a FirmCount,
    /// Every reported count and goal, by day.
    pub points: Vec<&'a FirmCount>,
}

impl Growth<'_> {
    /// Returns how many firms are still missing to the goal, from the count that the road begins with.
    pub fn missing(&self) -> i64 {
        self.goal.firms - self.start.firms
    }
}

impl ZoneView {
    /// Returns the road, or `None` while the zone names no count or no goal.
    ///
    /// Counts of different scope are not one series: the start is the first count on record, never the latest.
    pub fn growth(&self) -> Option<Growth<'_>> {
        let points = self.snapshot().firm_counts();
        let start = points.iter().copied().find(|count| !count.goal)?;
        let goal = points.iter().copied().rfind(|count| count.goal)?;
        Some(Growth { start, goal, points })
    }
}
