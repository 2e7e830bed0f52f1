//! The verbs that change a record, or what is made from it: rebuild, rotate, erase.

use super::head;
use crate::args::{LedgerErase, Place, Settings};
use crate::failure::Failure;
use crate::machine::MachineClock;
use crate::{place, record_key};
use std::process::ExitCode;
use teukgu_domain::entry::Actor;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_office::clock::Clock;
use teukgu_office::record;
use teukgu_store::Store;

/// Makes the views and the nodes of the tree from the entries again.
pub(super) async fn rebuild(
    place: &Place,
    zone: Option<&str>,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    let store = place.open_existing().await?;
    let zones = place::zones(&*store, zone).await?;
    for zone in &zones {
        store.rebuild(zone).await?;
    }
    head::print(&*store, &zones, settings).await?;
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Replaces the key of a record.
pub(super) async fn rotate(
    place: &Place,
    zone: Option<&str>,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    let store = place.open_existing().await?;
    let zone = place::one_zone(&*store, zone).await?;
    replace_key(place, &*store, &zone).await?;
    head::print(&*store, std::slice::from_ref(&zone), settings).await?;
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// The new key is on disk before the record names it, so that an end in the middle loses nothing.
async fn replace_key(place: &Place, store: &dyn Store, zone: &ZoneId) -> Result<(), Failure> {
    let named = record::named_key(store, zone).await?;
    record_key::finish_replacing(&place.data, zone, named.as_ref())?;
    let file = record_key::path(&place.data, zone);
    let old = record_key::read(&file)?.filter(|key| key.name() == teukgu_ledger::origin(zone.as_str()));
    let old = old.filter(|old| named.is_none_or(|named| named == old.verifier()));
    let new = record_key::make(zone)?;
    record_key::write_new(&place.data, zone, &new)?;
    let actor = Actor::record_keeper();
    record::rotate_key(store, zone, &new, old.as_ref(), &actor, MachineClock.now()).await?;
    record_key::put_in_place(&place.data, zone)?;
    if old.is_none() {
        eprintln!("{}", Text::new(
            "warning: 이전 키가 없어 새 키를 보증하지 못했습니다. 누구나 이를 알 수 있으니 까닭을 알리세요",
            "warning: the old key is not there, so it could not vouch for the new one; everybody can see that, so say why",
        ).en);
    }
    Ok(())
}

/// Erases what an entry says.
pub(super) async fn erase(
    place: &Place,
    zone: Option<&str>,
    args: &LedgerErase,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    if args.basis.trim().is_empty() {
        return Err(Failure::input(
            Text::new("`--basis`: 비어 있습니다", "`--basis`: it is empty"),
            Text::new(
                "왜 파기해도 되는지 적으세요. 나중에 고칠 수 없습니다",
                "say why it may be erased; it cannot be changed afterwards",
            ),
        ));
    }
    let store = place.open_existing().await?;
    let zone = place::one_zone(&*store, zone).await?;
    let erased = erase_entry(&*store, &zone, args).await;
    if erased.is_ok() {
        head::print(&*store, std::slice::from_ref(&zone), settings).await?;
    }
    store.close().await?;
    erased.map(|()| ExitCode::SUCCESS)
}

async fn erase_entry(store: &dyn Store, zone: &ZoneId, args: &LedgerErase) -> Result<(), Failure> {
    let basis = Text::new(args.basis.trim(), args.basis_en.trim());
    let actor = Actor(args.actor.clone());
    Ok(record::erase(store, zone, args.seq, basis, &actor, MachineClock.now()).await?)
}
