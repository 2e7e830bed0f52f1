//! `teukgu ledger prove`: the bundle of one entry.

use crate::args::{LedgerProve, Place};
use crate::failure::Failure;
use crate::whole_file::WholeFile;
use crate::{out, place, record_key};
use std::io::Write;
use std::process::ExitCode;
use teukgu_ledger::Bundle;
use teukgu_office::OfficeError;
use teukgu_office::record::bundle;

/// Prints or writes the bundle that proves an entry.
pub(super) async fn run(place: &Place, zone: Option<&str>, args: &LedgerProve) -> Result<ExitCode, Failure> {
    let json = find(place, zone, args.seq).await?.to_json();
    match &args.out {
        None => out::text(&json)?,
        Some(file) => {
            let mut whole = WholeFile::begin(file)?;
            whole.write_all(json.as_bytes())?;
            whole.keep()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads beside a server that may be running; signs only where no checkpoint speaks of the entry yet.
async fn find(place: &Place, zone: Option<&str>, seq: u64) -> Result<Bundle, Failure> {
    let store = place.open_reading().await?;
    let zone_id = place::one_zone(&*store, zone).await?;
    let found = bundle(&*store, &zone_id, seq, None).await;
    store.close().await?;
    let Err(OfficeError::NoKey { .. }) = found else { return Ok(found?) };
    let store = place.open_existing().await?;
    let key = record_key::read(&record_key::path(&place.data, &zone_id))?;
    let found = bundle(&*store, &zone_id, seq, key.as_ref()).await;
    store.close().await?;
    Ok(found?)
}
