//! The record of the office's own zone, for pages.

use super::{consistency, declare_key, keep_checkpoint, named_key, newest_checkpoint};
use crate::{Office, OfficeError};
use teukgu_domain::entry::Actor;
use teukgu_ledger::{Hash, VerifierKey};
use teukgu_store::{Head, SignedCheckpoint};

impl Office {
    /// Returns where the record ends, and the root of its tree.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn record_head(&self) -> Result<Head, OfficeError> {
        Ok(self.store().head(self.zone_id()).await?)
    }

    /// Returns the key that the record names today; `None` if it names none.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn record_key(&self) -> Result<Option<VerifierKey>, OfficeError> {
        named_key(self.store(), self.zone_id()).await
    }

    /// Names the key that was handed in, if the record names none yet; true if an entry was appended.
    ///
    /// # Errors
    /// [`OfficeError::OtherKey`] if the record names another one.
    pub async fn declare_record_key(&self, actor: &Actor) -> Result<bool, OfficeError> {
        let Some(key) = self.key() else { return Ok(false) };
        let declared = declare_key(self.store(), self.zone_id(), key, actor, self.now()).await?;
        if declared {
            self.refresh().await?;
        }
        Ok(declared)
    }

    /// Signs and keeps a checkpoint of the record as it stands, unless there is one; true if it did.
    ///
    /// # Errors
    /// [`OfficeError::NoKey`] if no key was handed in, [`OfficeError::OtherKey`] if the record names another by now.
    pub async fn keep_checkpoint(&self) -> Result<bool, OfficeError> {
        let key = self.key().ok_or_else(|| OfficeError::NoKey { zone: self.zone_id().clone() })?;
        keep_checkpoint(self.store(), self.zone_id(), key).await
    }

    /// Returns the newest signed checkpoint; `None` if none was kept yet.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn newest_checkpoint(&self) -> Result<Option<SignedCheckpoint>, OfficeError> {
        newest_checkpoint(self.store(), self.zone_id()).await
    }

    /// Returns at most `limit` signed checkpoints of sizes below `below`, the largest first.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn checkpoints(&self, below: u64, limit: u32) -> Result<Vec<SignedCheckpoint>, OfficeError> {
        Ok(self.store().checkpoints(self.zone_id(), below, limit).await?)
    }

    /// Proves that the record of `new` entries begins with the record of `old` entries.
    ///
    /// # Errors
    /// [`OfficeError::NoEntry`] if the record is shorter than `new`, [`OfficeError::Store`] if `old` is the larger.
    pub async fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, OfficeError> {
        consistency(self.store(), self.zone_id(), old, new).await
    }
}
