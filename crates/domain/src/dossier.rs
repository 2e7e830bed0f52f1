//! One event and everything it needs: four requests, the duties that stay, one timeline (행사 서류철).

use crate::facets::Facets;
use crate::ids::{AccountId, CaseId, DossierId};
use crate::money::Won;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The papers of one event in the zone (행사 서류철), such as a festival.
#[doc(alias = "행사 서류철")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Stable id.
    pub id: DossierId,
    /// Account that plans the event.
    pub owner: AccountId,
    /// Name of the event.
    pub name: String,
    /// First day.
    pub opens: Date,
    /// Last day.
    pub closes: Date,
    /// Where it takes place.
    pub place: String,
    /// Visitors that are expected at the same time.
    pub visitors: Option<u32>,
    /// What the event is like, by the keys that the law folder has for kinds of events.
    pub kinds: Vec<String>,
    /// Who hosts it.
    pub host: String,
    /// What it costs in all.
    pub cost: Option<Won>,
    /// Cases that were filed for it, in the order of filing.
    pub cases: Vec<CaseId>,
    /// Duties that are done, each by its id with the day.
    pub done: Vec<DutyDone>,
    /// True once it was called off.
    pub is_called_off: bool,
}

/// A duty that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyDone {
    /// Id of the duty.
    pub duty: String,
    /// Day on which it was done.
    pub on: Date,
}

impl Dossier {
    /// Returns what the dossier is found by.
    pub(crate) fn facets(&self) -> Facets {
        Facets {
            state: if self.is_called_off { "called_off" } else { "planned" }.to_owned(),
            owner: Some(self.owner.to_string()),
            assignee: None,
            parent: None,
            sort: days(self.opens),
            search: Facets::searched(&[&self.name, &self.place]),
        }
    }
}

/// Writes a day as a number that grows with it: 20261005.
pub(crate) fn days(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
