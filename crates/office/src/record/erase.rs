//! Erasing what an entry says, where it no longer stands.

use super::{entry, unwritable};
use crate::OfficeError;
use jiff::Timestamp;
use teukgu_domain::entry::{Actor, Event, NewEntry};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_store::{Expect, Store};

/// Erases (파기) the content of an entry, with the reason; its hash stays, and a new entry says that it was erased.
///
/// # Errors
/// [`OfficeError::NoEntry`] if the record is shorter, [`OfficeError::Record`] if the content is gone already,
/// [`OfficeError::Store`] if the entry still says how a noun stands, or declared none.
pub async fn erase(
    store: &dyn Store,
    zone: &ZoneId,
    seq: u64,
    basis: Text,
    actor: &Actor,
    at: Timestamp,
) -> Result<(), OfficeError> {
    let kept = entry(store, zone, seq).await?;
    let gone = || unwritable(zone, format!("the content of entry {seq} is erased already"));
    let payload = kept.payload.ok_or_else(gone)?;
    let event: Event = serde_json::from_slice(&payload.bytes).map_err(|error| unwritable(zone, error))?;
    let (noun, key) = event.subject();
    let event = Event::Erased { noun, key, entry: seq, basis };
    store.append(zone, vec![NewEntry { actor: actor.clone(), at, event }], Expect::nothing()).await?;
    Ok(())
}
