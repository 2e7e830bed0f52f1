//! The trait that every back end keeps; the conformance suite says what it means.

use crate::beside::{Beside, Shelf};
use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use crate::listing::{Facet, Listing, Tally};
use crate::record::Kept;
use async_trait::async_trait;
use jiff::Timestamp;
use teukgu_domain::entry::{Entry, Event, NewEntry, NounKind};
use teukgu_domain::facets::Facets;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;
use teukgu_ledger::{Hash, KeptEntry};
use tokio::sync::watch;

/// Keeps the ledger of every zone and the views folded from it (원장).
///
/// Appending is the only way to change a record; there is no update and no delete.
/// Drafts, credentials, sessions and the bytes of papers stand beside the ledger: no record and no view holds them.
#[doc(alias = "원장")]
#[async_trait]
pub trait Store: Send + Sync {
    /// Appends entries to the record of a zone, all or none, and folds the views in the same transaction.
    ///
    /// Returns once the entries would survive a loss of power.
    /// An instant is kept to the microsecond; what is finer is cut off towards the epoch.
    /// What is expected is looked at in the same transaction, so that of two who expect the same one is told.
    /// No entries is fine: what is expected is checked and nothing is written.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the record ends elsewhere, [`StoreError::Moved`] if a noun stands otherwise than
    /// expected, [`StoreError::InvalidEntry`] if one entry cannot be kept, [`StoreError::DiskFull`] and
    /// [`StoreError::Driver`] if the disk refuses; nothing of the request is kept then.
    async fn append(
        &self,
        zone: &ZoneId,
        entries: Vec<NewEntry>,
        expect: Expect,
    ) -> Result<Appended, StoreError>;

    /// Appends entries that were kept elsewhere, as they are: salts, hashes, erased payloads and all.
    ///
    /// # Errors
    /// [`StoreError::DoesNotFollow`] if one of them is of another zone, not the next one, or not what its hash says,
    /// and as [`Store::append`]; nothing of the request is kept then.
    async fn import(
        &self,
        zone: &ZoneId,
        entries: Vec<KeptEntry>,
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError>;

    /// Returns at most `limit` entries that come after the place `after_seq`, in order.
    async fn entries(&self, zone: &ZoneId, after_seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError>;

    /// Returns at most `limit` entries after a place as they are kept, with what the tree says of them.
    ///
    /// A row that cannot be read is among them, with the reason; only a database that fails is an error.
    async fn kept(&self, zone: &ZoneId, after_seq: u64, limit: u32) -> Result<Vec<Kept>, StoreError>;

    /// Returns at most `limit` nodes of the tree from the place `first`, counted from 0: leaves at level 0, and the
    /// nodes above full subtrees at the levels that are a multiple of 8; other levels are not kept.
    async fn nodes(&self, zone: &ZoneId, level: u32, first: u64, limit: u32)
    -> Result<Vec<Hash>, StoreError>;

    /// Keeps a signed checkpoint of a size; the one that was kept for that size before stays.
    async fn keep_checkpoint(&self, zone: &ZoneId, size: u64, note: &str) -> Result<(), StoreError>;

    /// Returns at most `limit` checkpoints of sizes below `below`, the largest first.
    async fn checkpoints(
        &self,
        zone: &ZoneId,
        below: u64,
        limit: u32,
    ) -> Result<Vec<SignedCheckpoint>, StoreError>;

    /// Returns where the record of a zone ends; place 0 if it has no entry.
    async fn head(&self, zone: &ZoneId) -> Result<Head, StoreError>;

    /// Returns the zones that have entries, in the order of their ids.
    async fn zones(&self) -> Result<Vec<ZoneId>, StoreError>;

    /// Returns every noun of a zone as it stands, read from the view, but for those of which there may be very many:
    /// they have lists of their own.
    async fn snapshot(&self, zone: &ZoneId) -> Result<Snapshot, StoreError>;

    /// Drops the views, the nodes and the head of a zone and makes them again from its entries; the rows are the same
    /// to the byte.
    async fn rebuild(&self, zone: &ZoneId) -> Result<(), StoreError>;

    /// Returns the rows of the view of a zone, in order of kind and key.
    async fn view_rows(&self, zone: &ZoneId) -> Result<Vec<ViewRow>, StoreError>;

    /// Returns one noun of a zone as it stands, as the event that declared it; `None` if it does not stand.
    async fn noun(&self, zone: &ZoneId, kind: NounKind, key: &str) -> Result<Option<Event>, StoreError>;

    /// Returns one noun with the place of the entry that declared it; `None` if it does not stand.
    async fn standing(
        &self,
        zone: &ZoneId,
        kind: NounKind,
        key: &str,
    ) -> Result<Option<(u64, Event)>, StoreError>;

    /// Lists nouns by their facets.
    async fn list(&self, zone: &ZoneId, listing: &Listing) -> Result<Vec<Event>, StoreError>;

    /// Counts what a list has without its limit and its beginning.
    async fn count(&self, zone: &ZoneId, listing: &Listing) -> Result<u64, StoreError>;

    /// Counts it by a facet, in order of its values, and those among them that are ordered before `mark`; those without
    /// a value come first.
    async fn tally(
        &self,
        zone: &ZoneId,
        listing: &Listing,
        by: Facet,
        mark: i64,
    ) -> Result<Vec<Tally>, StoreError>;

    /// Keeps something beside the ledger in place of what its key named before.
    ///
    /// The signal of [`Store::changes`] stays as it is.
    ///
    /// # Errors
    /// [`StoreError::BesideTooLarge`] beyond [`LARGEST_BESIDE`](crate::LARGEST_BESIDE), [`StoreError::BesideName`] if
    /// key or owner cannot be kept; what was kept before stays.
    async fn keep_beside(&self, beside: Beside) -> Result<(), StoreError>;

    /// Returns what a key names beside the ledger.
    async fn beside(&self, shelf: Shelf, key: &str) -> Result<Option<Beside>, StoreError>;

    /// Returns at most `limit` things of a shelf behind a key, in order of their keys.
    async fn shelf(&self, shelf: Shelf, after: &str, limit: u32) -> Result<Vec<Beside>, StoreError>;

    /// Returns at most `limit` keys of a shelf that go by an instant before `before`, behind a key, in order; without
    /// the contents, which may be large.
    async fn shelf_keys(
        &self,
        shelf: Shelf,
        before: Timestamp,
        after: &str,
        limit: u32,
    ) -> Result<Vec<String>, StoreError>;

    /// Removes what a key names beside the ledger; one that is not there is fine.
    async fn forget_beside(&self, shelf: Shelf, key: &str) -> Result<(), StoreError>;

    /// Removes everything of an owner from a shelf, and returns how many went.
    async fn forget_beside_of(&self, shelf: Shelf, owner: &str) -> Result<u64, StoreError>;

    /// Removes what goes by an instant before this one from a shelf, and returns how many went.
    async fn drop_beside(&self, shelf: Shelf, before: Timestamp) -> Result<u64, StoreError>;

    /// Keeps the bytes of a paper under their hash; keeping them again does no harm.
    ///
    /// # Errors
    /// As [`Store::keep_beside`].
    async fn keep_blob(
        &self,
        zone: &ZoneId,
        hash: &str,
        bytes: Vec<u8>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.keep_beside(Beside {
            shelf: Shelf::Blob,
            key: blob_key(zone, hash),
            owner: zone.to_string(),
            at,
            bytes,
        })
        .await
    }

    /// Returns the bytes of a paper.
    async fn blob(&self, zone: &ZoneId, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.beside(Shelf::Blob, &blob_key(zone, hash)).await?;
        Ok(found.map(|beside| beside.bytes))
    }

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

    /// Removes a draft, and says whether it was there: of several who remove one, one is told so.
    async fn forget_draft(&self, token: &DraftToken) -> Result<bool, StoreError>;

    /// Removes the drafts that were last touched before an instant, and returns how many went.
    async fn drop_drafts(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Returns the version of the schema that the back end is at.
    async fn schema_version(&self) -> Result<u32, StoreError>;

    /// Makes sure that the database answers.
    ///
    /// # Errors
    /// What a request would fail with.
    async fn ready(&self) -> Result<(), StoreError>;

    /// Returns a signal that carries the number of commits since the store was opened, by whichever server.
    ///
    /// What was rendered before a change of the number may be out of date.
    fn changes(&self) -> watch::Receiver<u64>;

    /// Answers what was asked for before, then closes; every later call is [`StoreError::Closed`].
    async fn close(&self) -> Result<(), StoreError>;
}

/// Returns the key of the bytes of a paper.
fn blob_key(zone: &ZoneId, hash: &str) -> String {
    format!("{zone}/{hash}")
}

/// What has to be so for entries to be appended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expect {
    /// Place where the record ends, 0 being an empty one; `None` if that does not matter.
    pub head: Option<u64>,
    /// Nouns, each with the place of the entry that says how it stands; `None` for one that does not stand.
    pub nouns: Vec<(NounKind, String, Option<u64>)>,
}

impl Expect {
    /// Nothing is expected.
    pub const fn nothing() -> Self {
        Self { head: None, nouns: Vec::new() }
    }

    /// The record ends at a place.
    pub const fn head(seq: u64) -> Self {
        Self { head: Some(seq), nouns: Vec::new() }
    }

    /// A noun stands as the entry at a place says, or does not stand.
    #[must_use]
    pub fn noun(mut self, kind: NounKind, key: &str, seq: Option<u64>) -> Self {
        self.nouns.push((kind, key.to_owned(), seq));
        self
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Place of the last entry; 0 if there is none.
    pub seq: u64,
    /// Instant of the last entry.
    pub at: Option<Timestamp>,
    /// Root of the tree above all entries.
    pub root: Hash,
}

impl Default for Head {
    fn default() -> Self {
        Self { seq: 0, at: None, root: Hash::EMPTY_ROOT }
    }
}

/// A signed checkpoint of a record, as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// Number of entries that it speaks of.
    pub size: u64,
    /// Signed note, as text.
    pub note: String,
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
    /// What it is found by, if there may be very many of its kind.
    pub facets: Option<Facets>,
}
