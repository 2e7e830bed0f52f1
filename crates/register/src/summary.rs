//! Counts over findings, which add up over slices and threads in any order.

use crate::buckets::Buckets;
use crate::findings::Findings;
use crate::screening::{PartKind, Screening};
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use teukgu_rules::finding::Verdict;

/// What a screening found, counted by zone and provision (심사 요약).
///
/// Serialised, its keys are these names, its lists stand in the order of the zones and provisions of the screening, and
/// parts that decided nothing are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The day that was screened for.
    pub on: Date,
    /// What became of every row.
    pub buckets: Buckets,
    /// Pairs of an establishment and a zone that it lies in.
    pub pairs: u64,
    /// Pairs in which the establishment lies exactly on the border.
    pub border_pairs: u64,
    /// Establishments that lie in any zone.
    pub rows_in_zones: u64,
    /// For each zone what was found there.
    pub zones: Vec<ZoneSummary>,
}

/// What was found in one zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ZoneSummary {
    /// Id of the zone.
    pub zone: String,
    /// Its name, empty if it has none.
    pub name: String,
    /// Establishments in it.
    pub pairs: u64,
    /// Those exactly on its border.
    pub border_pairs: u64,
    /// For each provision what it says of them.
    pub provisions: Vec<ProvisionSummary>,
}

/// What one provision says of the establishments in one zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvisionSummary {
    /// Id of the provision.
    pub provision: String,
    /// Requirements met.
    pub met: u64,
    /// Requirements not met.
    pub not_met: u64,
    /// It cannot be said yet.
    pub unknown: u64,
    /// Not in force.
    pub not_in_force: u64,
    /// What decided first, by part.
    #[serde(serialize_with = "deciding_only")]
    pub deciding: Vec<DecidingSummary>,
}

/// How often a part decided first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecidingSummary {
    /// Id of the part within the provision.
    pub part: String,
    /// What it is.
    pub kind: PartKind,
    /// Establishments that do not meet the requirements because of it first.
    pub not_met: u64,
    /// Establishments of which it cannot be said because of it first.
    pub unknown: u64,
}

/// Says that two summaries are not of one screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the summaries are of different screenings")]
pub struct OtherScreening;

impl Summary {
    pub(crate) fn new(screening: &Screening) -> Self {
        let zone = |zone: &crate::zone::Zone| ZoneSummary {
            zone: zone.shape.id.clone(),
            name: zone.shape.name.clone(),
            pairs: 0,
            border_pairs: 0,
            provisions: provisions(screening),
        };
        Self {
            on: screening.on(),
            buckets: Buckets::default(),
            pairs: 0,
            border_pairs: 0,
            rows_in_zones: 0,
            zones: screening.zones().iter().map(zone).collect(),
        }
    }

    /// Counts findings of a slice. The pairs of one row belong into one slice.
    pub fn add(&mut self, findings: &Findings) {
        let mut last = None;
        for (pair, (row, zone)) in findings.row.iter().zip(&findings.zone).enumerate() {
            let border = u64::from(findings.border.get(pair).copied().unwrap_or(false));
            self.pairs += 1;
            self.border_pairs += border;
            self.rows_in_zones += u64::from(last.replace(*row) != Some(*row));
            let Some(zone) = usize::try_from(*zone).ok().and_then(|zone| self.zones.get_mut(zone)) else {
                continue;
            };
            zone.pairs += 1;
            zone.border_pairs += border;
            for (own, found) in zone.provisions.iter_mut().zip(&findings.provisions) {
                if let (Some(verdict), Some(part)) = (found.verdict.get(pair), found.deciding.get(pair)) {
                    own.count(*verdict, *part);
                }
            }
        }
    }

    /// Adds the counts of other slices, in any order.
    ///
    /// # Errors
    /// [`OtherScreening`] if the other has other zones, provisions or another day; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), OtherScreening> {
        if !self.is_of_the_screening_of(other) {
            return Err(OtherScreening);
        }
        self.buckets.merge(&other.buckets);
        self.pairs += other.pairs;
        self.border_pairs += other.border_pairs;
        self.rows_in_zones += other.rows_in_zones;
        self.zones.iter_mut().zip(&other.zones).for_each(|(own, other)| own.merge(other));
        Ok(())
    }

    fn is_of_the_screening_of(&self, other: &Self) -> bool {
        let zones = self.zones.iter().zip(&other.zones);
        self.on == other.on
            && self.zones.len() == other.zones.len()
            && zones.into_iter().all(|(own, other)| own.is_like(other))
    }
}

impl ZoneSummary {
    fn merge(&mut self, other: &Self) {
        self.pairs += other.pairs;
        self.border_pairs += other.border_pairs;
        self.provisions.iter_mut().zip(&other.provisions).for_each(|(own, other)| own.merge(other));
    }

    fn is_like(&self, other: &Self) -> bool {
        let ids = |summary: &Self| -> Vec<(String, usize)> {
            let of = |of: &ProvisionSummary| (of.provision.clone(), of.deciding.len());
            summary.provisions.iter().map(of).collect()
        };
        self.zone == other.zone && ids(self) == ids(other)
    }
}

impl ProvisionSummary {
    fn count(&mut self, verdict: Verdict, part: u16) {
        match verdict {
            Verdict::Met => self.met += 1,
            Verdict::NotMet => self.not_met += 1,
            Verdict::Unknown => self.unknown += 1,
            Verdict::NotInForce => self.not_in_force += 1,
        }
        if let Some(part) = self.deciding.get_mut(usize::from(part)) {
            part.not_met += u64::from(verdict == Verdict::NotMet);
            part.unknown += u64::from(verdict == Verdict::Unknown);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.met += other.met;
        self.not_met += other.not_met;
        self.unknown += other.unknown;
        self.not_in_force += other.not_in_force;
        for (own, other) in self.deciding.iter_mut().zip(&other.deciding) {
            own.not_met += other.not_met;
            own.unknown += other.unknown;
        }
    }
}

fn provisions(screening: &Screening) -> Vec<ProvisionSummary> {
    let of = |(number, id): (usize, &str)| ProvisionSummary {
        provision: id.to_owned(),
        met: 0,
        not_met: 0,
        unknown: 0,
        not_in_force: 0,
        deciding: deciding(screening, number),
    };
    screening.provisions().enumerate().map(of).collect()
}

fn deciding(screening: &Screening, provision: usize) -> Vec<DecidingSummary> {
    let part = |part: &crate::screening::Part| DecidingSummary {
        part: part.id.clone(),
        kind: part.kind,
        not_met: 0,
        unknown: 0,
    };
    screening.parts(provision).iter().map(part).collect()
}

fn deciding_only<S: Serializer>(parts: &[DecidingSummary], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(parts.iter().filter(|part| part.not_met + part.unknown > 0))
}
