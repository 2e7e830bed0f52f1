//! The newest checkpoint, as the pages of the record show it.

use super::moment;
use crate::page::Page;
use crate::visit::Visit;
use teukgu_office::OfficeError;
use teukgu_office::record::CheckpointView;

/// What is signed, and what is not yet.
pub(super) struct Panel {
    pub(super) shown: Option<Shown>,
    /// Key that the record names today.
    pub(super) key: Option<String>,
    /// Entries that no checkpoint speaks of yet.
    pub(super) later: u64,
}

/// A checkpoint in the words of a page.
pub(super) struct Shown {
    pub(super) checkpoint: CheckpointView,
    /// When the last entry was made that it speaks of, for readers and for machines.
    pub(super) when: Option<(String, String)>,
}

impl Shown {
    fn new(p: &Page, checkpoint: CheckpointView) -> Self {
        Self { when: checkpoint.at.map(|at| moment(p, at)), checkpoint }
    }
}

impl Panel {
    /// Takes the newest checkpoint, and the key of the present view.
    pub(super) async fn of(visit: &Visit, p: &Page, head: u64) -> Result<Self, OfficeError> {
        let newest = visit.portal.office().newest_checkpoint_view().await?;
        let size = newest.as_ref().map_or(0, |checkpoint| checkpoint.size);
        let shown = newest.map(|checkpoint| Shown::new(p, checkpoint));
        let key = visit.view.snapshot().record_key().map(|key| key.verifier.clone());
        Ok(Self { shown, key, later: head.saturating_sub(size) })
    }

    /// Returns true if nothing on a page with this panel changes before the record does, so that it may be kept ready.
    pub(super) const fn is_settled(&self) -> bool {
        self.shown.is_some() && self.later == 0
    }
}
