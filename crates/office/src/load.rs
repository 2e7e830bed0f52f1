//! Loading a zone folder into the record: only what changed becomes an entry.

use crate::office::Office;
use crate::{OfficeError, ZoneView};
use jiff::Timestamp;
use teukgu_domain::entry::{Actor, NewEntry};
use teukgu_domain::snapshot::Snapshot;
use teukgu_store::Expect;

/// What a load did to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Entries appended; 0 if the folder says what the record says already.
    pub entries: usize,
    /// Length of the record afterwards.
    pub head: u64,
}

impl Office {
    /// Appends the entries that lead from the record to `target`, in one transaction.
    ///
    /// The first load declares every noun; a later one appends what was changed, added or withdrawn.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the store refuses or somebody else appended meanwhile,
    /// [`OfficeError::Boundary`] if the boundary cannot be measured; the record is unchanged then.
    pub async fn load(&self, target: &Snapshot, actor: &Actor, at: Timestamp) -> Result<Loaded, OfficeError> {
        ZoneView::build(self.zone_id(), target.clone(), 0, self.layers())?;
        let head = self.store().head(self.zone_id()).await?;
        let current = self.store().snapshot(self.zone_id()).await?;
        let entries: Vec<NewEntry> = current
            .events_to(target)
            .into_iter()
            .map(|event| NewEntry { actor: actor.clone(), at, event })
            .collect();
        let count = entries.len();
        let seq = if count == 0 {
            head.seq
        } else {
            self.store().append(self.zone_id(), entries, Expect::head(head.seq)).await?.last_seq
        };
        self.refresh().await?;
        Ok(Loaded { entries: count, head: seq })
    }
}
