//! Facilities, sites to develop, and the road from 500 to 1,000 firms.

use crate::boundary::Position;
use crate::ids::SiteId;
use crate::organisation::worded;
use crate::provenance::Provenance;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A facility or a site to develop (개발 예정지) that gives firms room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplySite {
    /// Stable id.
    pub id: SiteId,
    /// Name.
    pub name: Text,
    /// What it is and what is known about it.
    pub summary: Text,
    /// Where it stands in its life.
    pub status: SiteStatus,
    /// Public address in Korean, where published.
    pub address: Option<String>,
    /// What happened or is planned, in order of time.
    pub years: Vec<SiteYear>,
    /// Floor area in square metres, where published.
    pub floor_area_m2: Option<i64>,
    /// Longitude and latitude in 1e-9 degree, where known.
    pub position: Option<Position>,
    /// How far off the position may be, in metres.
    pub position_error_m: Option<u32>,
    /// Place in lists.
    pub order: u32,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

worded! {
    /// Where a site stands in its life.
    SiteStatus {
        /// In use.
        Open = "open",
        /// Being built.
        UnderWay = "under_way",
        /// Planned.
        Planned = "planned",
    }
}

/// A year in the life of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteYear {
    /// Year.
    pub year: i16,
    /// What happens.
    pub event: Text,
}

/// How many firms the zone had, or is to have, on a day (기업 수): a point on the road to 1,000.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirmCount {
    /// Day that the count speaks of.
    pub on: Date,
    /// Number of firms and institutes.
    pub firms: i64,
    /// True for a goal, false for what was counted or reported.
    pub goal: bool,
    /// What was counted; counts with different scope are not one series.
    pub scope: Text,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}
