//! Moving what stands beside the records: credentials and the bytes of papers, behind the records in a backup.

use super::TransferError;
use jiff::Timestamp;
use std::io::Write;
use teukgu_ledger::{BesideWriter, KeptBeside};
use teukgu_store::{Beside, Shelf, Store};

/// What a backup holds of what stands beside the records; nobody stays signed in over a restore.
const SHELVES: [Shelf; 2] = [Shelf::Credential, Shelf::Blob];

/// Keys that are read at a time; contents are read one by one, because papers may be large.
const PAGE: u32 = 512;

/// Writes what stands beside the records as text, behind their sections, and returns how many things it wrote.
///
/// Records are written before, so that every paper that they name is there, unless it was removed meanwhile.
/// `progress` hears the number of things that are written.
///
/// # Errors
/// [`TransferError`] if something cannot be read or written.
pub async fn export_beside(
    store: &dyn Store,
    out: &mut impl Write,
    mut progress: impl FnMut(u64),
) -> Result<u64, TransferError> {
    let (mut section, line) = BesideWriter::start();
    out.write_all(line.as_bytes())?;
    let mut count = 0;
    for shelf in SHELVES {
        let mut after = String::new();
        loop {
            let keys = store.shelf_keys(shelf, Timestamp::MAX, &after, PAGE).await?;
            let Some(last) = keys.last() else { break };
            after.clone_from(last);
            for key in &keys {
                // It may have been removed since its key was read.
                let Some(found) = store.beside(shelf, key).await? else { continue };
                let line = section.item(&kept(found)).map_err(|error| not_beside(shelf.key(), error))?;
                out.write_all(line.as_bytes())?;
                count += 1;
            }
            progress(count);
        }
    }
    out.write_all(section.end().as_bytes())?;
    Ok(count)
}

fn kept(beside: Beside) -> KeptBeside {
    let Beside { shelf, key, owner, at, bytes } = beside;
    KeptBeside { shelf: shelf.key().to_owned(), key, owner, at_us: at.as_microsecond(), bytes }
}

/// Keeps something unless the database has it already.
pub(super) async fn bring(store: &dyn Store, kept: KeptBeside) -> Result<(), TransferError> {
    let KeptBeside { shelf, key, owner, at_us, bytes } = kept;
    let found = Shelf::find_by_key(&shelf).filter(|shelf| SHELVES.contains(shelf));
    let shelf = found.ok_or_else(|| not_beside(&shelf, "it has no place in a backup"))?;
    if store.beside(shelf, &key).await?.is_some() {
        return Ok(());
    }
    let at = Timestamp::from_microsecond(at_us).map_err(|error| not_beside(shelf.key(), error))?;
    Ok(store.keep_beside(Beside { shelf, key, owner, at, bytes }).await?)
}

fn not_beside(shelf: &str, reason: impl std::fmt::Display) -> TransferError {
    let reason = format!("a {shelf} beside the record: {reason}");
    TransferError::Io(std::io::Error::new(std::io::ErrorKind::InvalidData, reason))
}
