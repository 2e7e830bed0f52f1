//! Signed checkpoints: what the office vouches for, kept so that it cannot take it back unseen.

use super::{named_key, unwritable};
use crate::OfficeError;
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{Checkpoint, SigningKey};
use teukgu_store::{SignedCheckpoint, Store};

/// Returns the newest checkpoint of a record; `None` if none was kept yet.
///
/// # Errors
/// [`OfficeError::Store`] if it cannot be read.
pub async fn newest_checkpoint(
    store: &dyn Store,
    zone: &ZoneId,
) -> Result<Option<SignedCheckpoint>, OfficeError> {
    Ok(store.checkpoints(zone, u64::MAX, 1).await?.pop())
}

/// Signs and keeps a checkpoint of the record as it stands, unless the newest one is of it; true if it did.
///
/// # Errors
/// [`OfficeError::OtherKey`] if the record names another key by now; what the store says else.
pub async fn keep_checkpoint(
    store: &dyn Store,
    zone: &ZoneId,
    key: &SigningKey,
) -> Result<bool, OfficeError> {
    let head = store.head(zone).await?.seq;
    let newest = newest_checkpoint(store, zone).await?.map_or(0, |checkpoint| checkpoint.size);
    if head <= newest {
        return Ok(false);
    }
    match named_key(store, zone).await? {
        Some(named) if named != key.verifier() => Err(OfficeError::OtherKey {
            zone: zone.clone(),
            named: named.to_string(),
            at_hand: key.verifier().to_string(),
        }),
        _ => sign_head(store, zone, &[key]).await.map(|_| true),
    }
}

/// Signs the record as it stands with every key, and keeps the checkpoint.
pub(super) async fn sign_head(
    store: &dyn Store,
    zone: &ZoneId,
    keys: &[&SigningKey],
) -> Result<Checkpoint, OfficeError> {
    let head = store.head(zone).await?;
    let checkpoint = Checkpoint::new(zone.as_str(), head.seq, head.root);
    let note = checkpoint.sign(keys).map_err(|error| unwritable(zone, error))?;
    store.keep_checkpoint(zone, head.seq, &note).await?;
    Ok(checkpoint)
}
