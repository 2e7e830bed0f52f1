//! The trait that every back end keeps; the conformance suite says what it means.

use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use async_trait::async_trait;
use jiff::Timestamp;
use teukgu_domain::entry::{Entry, NewEntry, NounKind};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;
use tokio::sync::watch;

/// Keeps the ledger of every zone and the views folded from it (원장).
///
/// Appending is the only way to change a record; there is no update and no delete.
/// Drafts stand beside the ledger: no record and no view holds them, and they may be lost.
#[doc(alias = "원장")]
#[async_trait]
pub trait Store: Send + Sync {
    /// Appends entries to the record of a zone, all or none, and folds the views in the same transaction.
    ///
    /// Returns once the entries would survive a loss of power.
    /// An instant is kept to the microsecond; what is finer is cut off towards the epoch.
    /// With `expect_head` the record must end at that place, 0 being an empty one.
    /// No entries is fine: the head is checked and nothing is written.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the record ends elsewhere, [`StoreError::InvalidEntry`] if one entry
    /// cannot be kept, [`StoreError::DiskFull`] and [`StoreError::Driver`] if the disk refuses;
    /// nothing of the request is kept then.
    async fn append(
        &self,
        zone: &ZoneId,
        entries: Vec<NewEntry>,
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError>;

    /// Returns at most `limit` entries that come after the place `after_seq`, in order.
    async fn entries(&self, zone: &ZoneId, after_seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError>;

    /// Returns where the record of a zone ends; place 0 if it has no entry.
    async fn head(&self, zone: &ZoneId) -> Result<Head, StoreError>;

    /// Returns the zones that have entries, in the order of their ids.
    async fn zones(&self) -> Result<Vec<ZoneId>, StoreError>;

    /// Returns every noun of a zone as it stands, read from the view.
    async fn snapshot(&self, zone: &ZoneId) -> Result<Snapshot, StoreError>;

    /// Drops the views of a zone and folds its entries again; the rows are the same to the byte.
    async fn rebuild(&self, zone: &ZoneId) -> Result<(), StoreError>;

    /// Returns the rows of the view of a zone, in order of kind and key.
    async fn view_rows(&self, zone: &ZoneId) -> Result<Vec<ViewRow>, StoreError>;

    /// Returns a draft; `None` if there is none of that token.
    async fn draft(&self, token: &DraftToken) -> Result<Option<Draft>, StoreError>;

    /// Keeps a draft in place of what its token opened before.
    ///
    /// Beyond [`MOST_DRAFTS`](crate::MOST_DRAFTS) the ones that were left alone for the longest go.
    /// The signal of [`Store::changes`] stays as it is, because nothing that is rendered for everybody changes.
    ///
    /// # Errors
    /// [`StoreError::DraftTooLarge`] beyond [`LARGEST_DRAFT`](crate::LARGEST_DRAFT); what was kept before stays.
    async fn keep_draft(&self, draft: Draft) -> Result<(), StoreError>;

    /// Removes a draft; one that is not there is fine.
    async fn forget_draft(&self, token: &DraftToken) -> Result<(), StoreError>;

    /// Removes the drafts that were last touched before an instant, and returns how many went.
    async fn drop_drafts(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Returns the version of the schema that the back end is at.
    async fn schema_version(&self) -> Result<u32, StoreError>;

    /// Returns a signal that carries the number of commits since the store was opened.
    ///
    /// What was rendered before a change of the number may be out of date.
    fn changes(&self) -> watch::Receiver<u64>;

    /// Answers what was asked for before, then closes; every later call is [`StoreError::Closed`].
    async fn close(&self) -> Result<(), StoreError>;
}

/// The places that a request got: `first_seq` to `last_seq`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Place of the first entry.
    pub first_seq: u64,
    /// Place of the last entry; one less than `first_seq` if there were none.
    pub last_seq: u64,
}

impl Appended {
    /// Returns the places of `count` entries that follow the place `head`.
    pub(crate) const fn after(head: u64, count: u64) -> Self {
        Self { first_seq: head + 1, last_seq: head + count }
    }

    /// Returns the number of entries.
    pub const fn count(&self) -> u64 {
        self.last_seq + 1 - self.first_seq
    }
}

/// Where a record ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Place of the last entry; 0 if there is none.
    pub seq: u64,
    /// Instant of the last entry.
    pub at: Option<Timestamp>,
}

/// One row of the view: a noun as its latest entry put it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    /// Kind of the noun.
    pub kind: NounKind,
    /// Its key.
    pub key: String,
    /// The stored bytes of the entry that declared it last.
    pub document: String,
}
