//! `teukgu ledger`: looks after the record.

mod change;
mod head;
mod prove;
pub(crate) mod transfer;
mod verify;

use crate::args::{Ledger, LedgerVerb, Settings};
use crate::failure::Failure;
use crate::place;
use std::process::ExitCode;

/// Runs a verb on the record of every zone in a database, or of the one that is named.
pub(crate) fn run(args: &Ledger, settings: Settings) -> Result<ExitCode, Failure> {
    let Ledger { verb, place, zone } = args;
    let zone = zone.as_deref();
    if let LedgerVerb::Verify(file) = verb
        && let Some(done) = verify::file(file, zone, settings)
    {
        return done;
    }
    place::block_on(async {
        match verb {
            LedgerVerb::Head => head::run(place, zone, settings).await,
            LedgerVerb::Verify(verify) => verify::database(place, zone, verify, settings).await,
            LedgerVerb::Prove(prove) => prove::run(place, zone, prove).await,
            LedgerVerb::Export(export) => transfer::export(place, zone, &export.file, settings).await,
            LedgerVerb::Import(import) => transfer::import(place, &import.file, settings).await,
            LedgerVerb::Rebuild => change::rebuild(place, zone, settings).await,
            LedgerVerb::Rotate => change::rotate(place, zone, settings).await,
            LedgerVerb::Erase(erase) => change::erase(place, zone, erase, settings).await,
        }
    })
}
