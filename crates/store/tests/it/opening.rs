//! What SQLite's store refuses to open, and what it finds again.

use crate::support::*;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::fs;
use std::path::Path;
use teukgu_store::{SCHEMA_VERSION, SqliteStore, Store, StoreError};

async fn refusal(path: &Path) -> StoreError {
    let error = SqliteStore::open(path).await.expect_err("the store must refuse");
    assert!(!error.to_string().contains('\n'), "{error}");
    assert!(!error.help().ko.is_empty() && !error.help().en.is_empty());
    error
}

/// Runs a statement behind the back of the store.
pub(crate) async fn meddle(path: &Path, sql: &str) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut connection = options.connect().await?;
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await;
    connection.close().await?;
    done.map(|_| ())
}

#[tokio::test]
async fn reopening_shows_the_same() {
    let place = Place::new();
    let zone = zone("yangjae");
    let store = place.open().await;
    append(&store, &zone, [source("a", "가"), history("b", "나"), source("a", "다")]).await;
    let (entries, rows) = (all_entries(&store, &zone).await, store.view_rows(&zone).await.unwrap());
    store.close().await.unwrap();
    let again = place.open().await;
    assert_eq!(all_entries(&again, &zone).await, entries);
    assert_eq!(again.view_rows(&zone).await.unwrap(), rows);
    assert_eq!(append(&again, &zone, [source("c", "라")]).await, 4);
    check_whole(&again, &zone).await;
    again.close().await.unwrap();
}

#[tokio::test]
async fn closing_leaves_one_file_beside_the_lock() {
    let place = Place::new();
    let store = place.open().await;
    append(&store, &zone("yangjae"), [source("a", "a")]).await;
    store.close().await.unwrap();
    let mut names: Vec<_> =
        fs::read_dir(place.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["ledger.db", "ledger.db.lock"]);
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_alone() {
    let place = Place::new();
    let path = place.database();
    place.open().await.close().await.unwrap();
    meddle(&path, &format!("PRAGMA user_version = {}", SCHEMA_VERSION + 1)).await.unwrap();
    let before = fs::read(&path).unwrap();
    let error = refusal(&path).await;
    assert!(
        matches!(error, StoreError::NewerSchema { found, known } if (found, known) == (SCHEMA_VERSION + 1, SCHEMA_VERSION)),
        "{error}"
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    meddle(&path, &format!("PRAGMA user_version = {SCHEMA_VERSION}")).await.unwrap();
    place.open().await.close().await.unwrap();
}

#[tokio::test]
async fn a_migration_of_a_newer_program_is_refused_even_without_its_mark() {
    let place = Place::new();
    place.open().await.close().await.unwrap();
    let row = "INSERT INTO _sqlx_migrations VALUES (99, 'later', CURRENT_TIMESTAMP, TRUE, x'00', 0)";
    meddle(&place.database(), row).await.unwrap();
    let error = refusal(&place.database()).await;
    assert!(matches!(error, StoreError::NewerSchema { found: 99, .. }), "{error}");
}

#[tokio::test]
async fn a_second_opener_is_refused_until_the_first_is_gone() {
    let place = Place::new();
    let store = place.open().await;
    let error = refusal(&place.database()).await;
    assert!(matches!(&error, StoreError::Locked { path } if *path == place.database()), "{error}");
    assert!(error.to_string().contains("ledger.db"), "{error}");
    append(&store, &zone("yangjae"), [source("a", "a")]).await;
    store.close().await.unwrap();
    place.open().await.close().await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let place = Place::new();
    let path = place.database();
    for garbage in ["x".to_owned(), "양재 특구\n".repeat(10), "name,count\n".repeat(2000)] {
        fs::write(&path, &garbage).unwrap();
        let error = refusal(&path).await;
        assert!(matches!(error, StoreError::NotADatabase { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), garbage);
    }
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_left_alone() {
    let place = Place::new();
    meddle(&place.database(), "CREATE TABLE guests (name TEXT)").await.unwrap();
    let before = fs::read(place.database()).unwrap();
    assert!(matches!(refusal(&place.database()).await, StoreError::NotADatabase { .. }));
    assert_eq!(fs::read(place.database()).unwrap(), before);
}

#[tokio::test]
async fn a_folder_in_place_of_the_file_is_refused() {
    let place = Place::new();
    assert!(matches!(refusal(place.folder.path()).await, StoreError::NotADatabase { .. }));
}

#[tokio::test]
async fn an_empty_file_becomes_a_ledger() {
    let place = Place::new();
    fs::write(place.database(), "").unwrap();
    let store = place.open().await;
    assert_eq!(append(&store, &zone("yangjae"), [source("a", "a")]).await, 1);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_missing_folder_is_refused_and_not_made() {
    let place = Place::new();
    let folder = place.folder.path().join("없는 폴더");
    let error = refusal(&folder.join("ledger.db")).await;
    assert!(matches!(&error, StoreError::MissingFolder { folder: named } if *named == folder), "{error}");
    assert!(!folder.exists());
}

#[tokio::test]
async fn a_read_only_file_is_refused() {
    let place = Place::new();
    place.open().await.close().await.unwrap();
    let mut permissions = fs::metadata(place.database()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(place.database(), permissions).unwrap();
    let error = refusal(&place.database()).await;
    assert!(matches!(error, StoreError::NotWritable { .. }), "{error}");
}

#[tokio::test]
async fn the_connection_that_writes_reaches_the_disk_with_every_commit() {
    let place = Place::new();
    let store = place.open().await;
    append(&store, &zone("yangjae"), [source("a", "a")]).await;
    // The head of a file in WAL mode says so in bytes 18 and 19.
    let head = fs::read(place.database()).unwrap();
    assert_eq!(head.get(18..20), Some([2, 2].as_slice()));
    assert!(fs::metadata(place.folder.path().join("ledger.db-wal")).unwrap().len() > 0);
    store.close().await.unwrap();
}
