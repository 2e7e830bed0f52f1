//! The key of a record: named by an entry, replaced by an entry.

use super::{checkpoint, unwritable};
use crate::OfficeError;
use jiff::Timestamp;
use teukgu_domain::entry::{Actor, Event, NewEntry, NounKind};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::record_key::RecordKey;
use teukgu_ledger::{Checkpoint, SigningKey, VerifierKey};
use teukgu_store::{Expect, Store};

/// Returns the key that a record names today; `None` if it names none yet.
///
/// # Errors
/// [`OfficeError::Store`] if the record cannot be read, [`OfficeError::Record`] if what it names is no key.
pub async fn named_key(store: &dyn Store, zone: &ZoneId) -> Result<Option<VerifierKey>, OfficeError> {
    match store.noun(zone, NounKind::RecordKey, NounKind::RecordKey.key()).await? {
        Some(Event::RecordKey(key)) => {
            VerifierKey::parse(&key.verifier).map(Some).map_err(|error| unwritable(zone, error))
        }
        _ => Ok(None),
    }
}

/// Names the key of a record that names none yet; true if an entry was appended.
///
/// # Errors
/// [`OfficeError::OtherKey`] if the record names another key; what the store says else.
pub async fn declare_key(
    store: &dyn Store,
    zone: &ZoneId,
    key: &SigningKey,
    actor: &Actor,
    at: Timestamp,
) -> Result<bool, OfficeError> {
    match named_key(store, zone).await? {
        Some(named) if named == key.verifier() => Ok(false),
        Some(named) => Err(OfficeError::OtherKey {
            zone: zone.clone(),
            named: named.to_string(),
            at_hand: key.verifier().to_string(),
        }),
        None => append_key(store, zone, key, actor, at).await.map(|()| true),
    }
}

/// Names a new key, and keeps a checkpoint of that entry that both the new and the old key have signed.
///
/// Without the old key, because it is lost, the new one signs alone, which everybody can see.
///
/// # Errors
/// What the store says; nothing has changed then.
pub async fn rotate_key(
    store: &dyn Store,
    zone: &ZoneId,
    new: &SigningKey,
    old: Option<&SigningKey>,
    actor: &Actor,
    at: Timestamp,
) -> Result<Checkpoint, OfficeError> {
    append_key(store, zone, new, actor, at).await?;
    let keys: Vec<&SigningKey> = [new].into_iter().chain(old).collect();
    checkpoint::sign_head(store, zone, &keys).await
}

async fn append_key(
    store: &dyn Store,
    zone: &ZoneId,
    key: &SigningKey,
    actor: &Actor,
    at: Timestamp,
) -> Result<(), OfficeError> {
    let event = RecordKey { verifier: key.verifier().to_string() }.into();
    let head = store.head(zone).await?.seq;
    store.append(zone, vec![NewEntry { actor: actor.clone(), at, event }], Expect::head(head)).await?;
    Ok(())
}
