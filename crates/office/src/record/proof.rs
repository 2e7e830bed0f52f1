//! Proofs: that an entry is in the record that a checkpoint speaks of, and that one checkpoint continues another.

use super::{keep_checkpoint, named_key, newest_checkpoint, unwritable};
use crate::OfficeError;
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{Bundle, Hash, KeptEntry, SigningKey};
use teukgu_store::{SignedCheckpoint, Store, prove_consistency, prove_inclusion};

/// Returns an entry as it is kept.
///
/// # Errors
/// [`OfficeError::NoEntry`] if the record is shorter, [`OfficeError::Record`] if its row cannot be read.
pub async fn entry(store: &dyn Store, zone: &ZoneId, seq: u64) -> Result<KeptEntry, OfficeError> {
    let kept = match seq.checked_sub(1) {
        Some(before) => store.kept(zone, before, 1).await?.pop(),
        None => None,
    };
    match kept {
        Some(kept) if kept.seq == seq => kept.entry.map_err(|reason| unwritable(zone, reason)),
        _ => {
            let head = store.head(zone).await?.seq;
            Err(OfficeError::NoEntry { zone: zone.clone(), seq, head })
        }
    }
}

/// Returns the bundle that proves an entry to somebody who has neither the record nor a connection.
///
/// It holds all that the entry says: who is not the office itself gets [`public_bundle`](super::public_bundle).
///
/// An entry that no checkpoint speaks of yet gets one, if the key is at hand.
///
/// # Errors
/// [`OfficeError::NoEntry`]; [`OfficeError::NoKey`] if no checkpoint speaks of it and no key is at hand.
pub async fn bundle(
    store: &dyn Store,
    zone: &ZoneId,
    seq: u64,
    key: Option<&SigningKey>,
) -> Result<Bundle, OfficeError> {
    let entry = entry(store, zone, seq).await?;
    prove(store, zone, entry, key).await
}

/// Returns the bundle of an entry with as much of its content as there is.
pub(super) async fn prove(
    store: &dyn Store,
    zone: &ZoneId,
    entry: KeptEntry,
    key: Option<&SigningKey>,
) -> Result<Bundle, OfficeError> {
    let seq = entry.header.seq;
    let checkpoint = covering(store, zone, seq, key).await?;
    let hashes = prove_inclusion(store, zone, seq, checkpoint.size).await?;
    let keys = named_key(store, zone).await?.into_iter().collect();
    Bundle::new(entry, hashes, checkpoint.note, keys).map_err(|error| unwritable(zone, error))
}

async fn covering(
    store: &dyn Store,
    zone: &ZoneId,
    seq: u64,
    key: Option<&SigningKey>,
) -> Result<SignedCheckpoint, OfficeError> {
    let found = newest_checkpoint(store, zone).await?.filter(|newest| newest.size >= seq);
    if let Some(found) = found {
        return Ok(found);
    }
    let none = || OfficeError::NoKey { zone: zone.clone() };
    keep_checkpoint(store, zone, key.ok_or_else(none)?).await?;
    newest_checkpoint(store, zone).await?.ok_or_else(none)
}

/// Proves that the record of `new` entries begins with the record of `old` entries.
///
/// # Errors
/// [`OfficeError::NoEntry`] if the record is shorter than `new`; [`OfficeError::Store`] if `old` is the larger one.
pub async fn consistency(
    store: &dyn Store,
    zone: &ZoneId,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, OfficeError> {
    let head = store.head(zone).await?.seq;
    if new > head {
        return Err(OfficeError::NoEntry { zone: zone.clone(), seq: new, head });
    }
    Ok(prove_consistency(store, zone, old, new).await?)
}
