//! What a screening finds, in columns that can be written as they are.

use teukgu_rules::finding::Verdict;

/// Stands where no part decided: the requirements are met, or the provision is not in force.
pub const NONE: u16 = u16::MAX;

/// Findings (판정 결과) on pairs of an establishment and a zone that it lies in, an entry a pair in every column.
///
/// Pairs are in order of row and zone, so that findings of slices one after another are those of the whole.
#[doc(alias = "판정 결과")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Number of the row in the whole register.
    pub row: Vec<u32>,
    /// Number of the zone.
    pub zone: Vec<u32>,
    /// True if the place lies exactly on the border; whether the border belongs to the zone is for the law to say.
    pub border: Vec<bool>,
    /// For each provision what it says.
    pub provisions: Vec<ProvisionFindings>,
}

/// What one provision says of pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProvisionFindings {
    /// The verdict; as a byte 0 for met, 1 for not met, 2 for unknown, 3 for not in force.
    pub verdict: Vec<Verdict>,
    /// Number of the first part that decided, among [`crate::screening::Screening::parts`]; [`NONE`] if none did.
    pub deciding: Vec<u16>,
}

impl Findings {
    /// Returns the number of pairs.
    pub fn len(&self) -> usize {
        self.row.len()
    }

    /// Returns true if there are no pairs.
    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    /// Adds the findings of the slice that follows, of the same screening.
    pub fn append(&mut self, other: &Self) {
        self.row.extend_from_slice(&other.row);
        self.zone.extend_from_slice(&other.zone);
        self.border.extend_from_slice(&other.border);
        self.provisions.resize_with(self.provisions.len().max(other.provisions.len()), Default::default);
        for (own, other) in self.provisions.iter_mut().zip(&other.provisions) {
            own.verdict.extend_from_slice(&other.verdict);
            own.deciding.extend_from_slice(&other.deciding);
        }
    }
}
