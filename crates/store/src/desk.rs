//! What the writer needs of a database: one connection that writes, and nothing that knows what is written.

use crate::batch::Batch;
use crate::beside::Beside;
use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use crate::record::{HeadRow, Kept};
use crate::writer::Forget;
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::ZoneId;

type Done<T> = Result<T, StoreError>;

/// The connection that writes.
pub(crate) trait Desk: Send + 'static {
    /// Begins a transaction that no other writer can come between.
    fn begin(&mut self) -> impl Future<Output = Done<()>> + Send;

    /// Makes the transaction durable; an error that is [`StoreError::Unreachable`] leaves open whether it is.
    fn commit(&mut self) -> impl Future<Output = Done<()>> + Send;

    /// Leaves a failed transaction behind, on a new connection if there is no other way.
    fn recover(&mut self) -> impl Future<Output = Done<()>> + Send;

    /// Marks where a request begins that may have to be taken back.
    fn save(&mut self) -> impl Future<Output = Done<()>> + Send;

    /// Keeps what was written since the mark.
    fn keep(&mut self) -> impl Future<Output = Done<()>> + Send;

    /// Takes back what was written since the mark.
    fn undo(&mut self) -> impl Future<Output = Done<()>> + Send;

    /// Reads where a record ends.
    fn head(&mut self, zone: &ZoneId) -> impl Future<Output = Done<Option<HeadRow>>> + Send;

    /// Reads at most `limit` entries after a place.
    fn kept(&mut self, zone: &ZoneId, after: u64, limit: u32)
    -> impl Future<Output = Done<Vec<Kept>>> + Send;

    /// Reads the place of the entry that says how a noun stands; `None` if it does not stand.
    fn standing(
        &mut self,
        zone: &ZoneId,
        noun: NounKind,
        key: &str,
    ) -> impl Future<Output = Done<Option<u64>>> + Send;

    /// Writes everything that is pending.
    fn write(&mut self, batch: &Batch) -> impl Future<Output = Done<()>> + Send;

    /// Removes what can be made again from the entries of a zone: views, nodes, head.
    fn drop_views(&mut self, zone: &ZoneId) -> impl Future<Output = Done<()>> + Send;

    /// Keeps a checkpoint, unless there is one of that size.
    fn keep_checkpoint(
        &mut self,
        zone: &ZoneId,
        size: u64,
        note: &str,
    ) -> impl Future<Output = Done<u64>> + Send;

    /// Writes a draft, and lets go of the oldest ones beyond the limit.
    fn keep_draft(&mut self, draft: &Draft) -> impl Future<Output = Done<u64>> + Send;

    /// Removes a draft.
    fn forget_draft(&mut self, token: &DraftToken) -> impl Future<Output = Done<u64>> + Send;

    /// Removes the drafts that were not touched since an instant.
    fn drop_drafts(&mut self, before_us: i64) -> impl Future<Output = Done<u64>> + Send;

    /// Writes something beside the ledger.
    fn keep_beside(&mut self, beside: &Beside) -> impl Future<Output = Done<u64>> + Send;

    /// Removes what stands beside the ledger.
    fn forget_beside(&mut self, forget: &Forget) -> impl Future<Output = Done<u64>> + Send;

    /// Hears how many bytes of payload were committed.
    fn committed(&mut self, bytes: u64);

    /// Lets go of everything.
    fn close(self) -> impl Future<Output = Done<()>> + Send;
}
