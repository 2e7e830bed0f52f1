//! `teukgu backup` and `teukgu restore`: every record and what stands beside it in one file, which any database of this
//! program takes.

use crate::args::{Backup, Place, Restore, Settings};
use crate::failure::Failure;
use crate::ledger::transfer;
use crate::place::{self, Database};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use teukgu_domain::text::Text;
use teukgu_store::{SqliteStore, Store};

/// Writes every record to a file, as far as it reaches when its turn comes, and what stands beside the records.
pub(crate) fn backup(args: &Backup, settings: Settings) -> Result<ExitCode, Failure> {
    place::block_on(async {
        let store = args.place.open_reading().await?;
        let zones = store.zones().await?;
        let written = transfer::write_backup(&*store, &zones, &args.file).await;
        store.close().await?;
        transfer::tell_written(&written?, &args.file, settings)
    })
}

/// Brings back what a file says, into a place that has no record yet.
pub(crate) fn restore(args: &Restore, settings: Settings) -> Result<ExitCode, Failure> {
    place::block_on(async {
        let sections = transfer::check_file(&args.file)?;
        let entries = sections.iter().map(|section| section.size).sum();
        let brought = match new_file(&args.place)? {
            Some(file) => into_new_file(&args.file, &file, entries).await?,
            None => into_empty(&args.place, &args.file, entries).await?,
        };
        transfer::tell_brought(&brought, settings)
    })
}

/// Returns the SQLite file that has to be made; `None` if the database is there.
fn new_file(place: &Place) -> Result<Option<PathBuf>, Failure> {
    Ok(match place.database()? {
        Database::Sqlite(file) if !file.exists() => {
            place::make_folder(&place.data)?;
            Some(file)
        }
        _ => None,
    })
}

type Brought = Vec<teukgu_office::record::Brought>;

/// Fills a file beside, and gives it its name when it is whole.
async fn into_new_file(from: &Path, file: &Path, entries: u64) -> Result<Brought, Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".restoring");
    let beside = PathBuf::from(beside);
    remove(&beside);
    let store = SqliteStore::open(&beside).await?;
    let brought = transfer::read_file(&store, from, entries).await;
    store.close().await?;
    if let Err(failure) = brought {
        remove(&beside);
        return Err(failure);
    }
    std::fs::rename(&beside, file)?;
    remove(&beside);
    brought
}

/// Removes what an earlier attempt may have left.
fn remove(beside: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mut name = beside.as_os_str().to_owned();
        name.push(suffix);
        drop(std::fs::remove_file(PathBuf::from(name)));
    }
}

async fn into_empty(place: &Place, from: &Path, entries: u64) -> Result<Brought, Failure> {
    let store: Arc<dyn Store> = place.open(None).await?;
    let brought = match store.zones().await?.first() {
        None => transfer::read_file(&*store, from, entries).await,
        Some(zone) => Err(Failure::environment(
            Text::new(
                format!("이 데이터베이스에는 이미 특구 `{zone}`의 기록이 있습니다"),
                format!("this database has a record of zone `{zone}` already"),
            ),
            Text::new(
                "빈 데이터 폴더나 빈 데이터베이스를 지정하세요. 이어서 가져오려면 `teukgu ledger import`를 쓰세요",
                "name an empty data folder or database; to go on with the same record, use `teukgu ledger import`",
            ),
        )),
    };
    store.close().await?;
    brought
}
