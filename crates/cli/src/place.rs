//! Where the record lies: a SQLite file in the data folder, or a database that is named.

use crate::args::Place;
use crate::failure::Failure;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_store::{PostgresOptions, PostgresStore, SqliteOptions, SqliteStore, Store};

/// Name of the database in the data folder.
const DATABASE: &str = "teukgu.db";

/// A database, by what it takes to open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Place {
    /// Reads which database is meant.
    pub(crate) fn database(&self) -> Result<Database, Failure> {
        match self.database_url.as_deref().filter(|url| !url.is_empty()) {
            None => Ok(Database::Sqlite(self.data.join(DATABASE))),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Database::Postgres(url.to_owned()))
            }
            Some(url) => {
                match url.strip_prefix("sqlite:").map(|file| file.strip_prefix("//").unwrap_or(file)) {
                    Some(file) if !file.is_empty() => Ok(Database::Sqlite(file.into())),
                    _ => Err(no_address(url)),
                }
            }
        }
    }

    /// Opens the database for writing, and makes it if it is not there.
    pub(crate) async fn open(&self, slow: Option<Duration>) -> Result<Arc<dyn Store>, Failure> {
        make_folder(&self.data)?;
        Ok(match self.database()? {
            Database::Sqlite(file) => {
                Arc::new(SqliteStore::open_with(file, SqliteOptions { slow, max_bytes: None }).await?)
            }
            Database::Postgres(url) => {
                let options = PostgresOptions { slow, ..PostgresOptions::default() };
                Arc::new(PostgresStore::open(&url, options).await?)
            }
        })
    }

    /// Opens a database that must be there for writing.
    pub(crate) async fn open_existing(&self) -> Result<Arc<dyn Store>, Failure> {
        self.must_exist()?;
        self.open(None).await
    }

    /// Opens a database that must be there for reading alone, beside a server that may be running.
    pub(crate) async fn open_reading(&self) -> Result<Arc<dyn Store>, Failure> {
        self.must_exist()?;
        Ok(match self.database()? {
            Database::Sqlite(file) => Arc::new(SqliteStore::open_reading(file).await?),
            Database::Postgres(url) => Arc::new(PostgresStore::open_reading(&url).await?),
        })
    }

    fn must_exist(&self) -> Result<(), Failure> {
        match self.database()? {
            Database::Sqlite(file) if !file.is_file() => Err(no_record(&file)),
            _ => Ok(()),
        }
    }
}

/// Returns the zones that a command is about: the one that is named, or all.
pub(crate) async fn zones(store: &dyn Store, named: Option<&str>) -> Result<Vec<ZoneId>, Failure> {
    let all = store.zones().await?;
    let Some(named) = named else { return Ok(all) };
    match all.into_iter().find(|zone| zone.as_str() == named) {
        Some(zone) => Ok(vec![zone]),
        None => Err(Failure::input(
            Text::new(
                format!("특구 `{}`의 기록이 없습니다", named.escape_debug()),
                format!("there is no record of zone `{}`", named.escape_debug()),
            ),
            Text::new("`teukgu ledger head`로 특구를 확인하세요", "see the zones with `teukgu ledger head`"),
        )),
    }
}

/// Returns the one zone that a command is about.
pub(crate) async fn one_zone(store: &dyn Store, named: Option<&str>) -> Result<ZoneId, Failure> {
    let mut zones = zones(store, named).await?;
    match zones.len() {
        1 => Ok(zones.remove(0)),
        0 => Err(Failure::input(
            Text::new("기록이 비어 있습니다", "the record is empty"),
            Text::new("`teukgu serve`를 먼저 실행하세요", "run `teukgu serve` first"),
        )),
        n => Err(Failure::input(
            Text::new(format!("특구가 {n}곳 있습니다"), format!("there are {n} zones")),
            Text::new("`--zone`으로 하나를 고르세요", "name one with `--zone`"),
        )),
    }
}

/// Runs what waits for a database.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?.block_on(work)
}

/// Makes the data folder if it is not there.
pub(crate) fn make_folder(data: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(data).map_err(|error| {
        let shown = data.display();
        Failure::environment(
            Text::new(
                format!("데이터 폴더 `{shown}`: 만들거나 쓸 수 없습니다({error})"),
                format!("data folder `{shown}`: cannot be made or written ({error})"),
            ),
            Text::new(
                "`--data`로 쓸 수 있는 폴더를 지정하세요",
                "name a folder that you may write with `--data`",
            ),
        )
    })
}

fn no_record(file: &Path) -> Failure {
    let shown = file.display();
    Failure::environment(
        Text::new(format!("`{shown}`: 기록이 없습니다"), format!("`{shown}`: there is no record")),
        Text::new(
            "`--data`로 데이터 폴더를 지정하거나 `teukgu serve`를 먼저 실행하세요",
            "name the data folder with `--data`, or run `teukgu serve` first",
        ),
    )
}

fn no_address(url: &str) -> Failure {
    let shown = url.split_once("://").map_or("", |(scheme, _)| scheme).escape_debug().to_string();
    Failure::input(
        Text::new(
            format!("`--database-url`: 데이터베이스 주소가 아닙니다(`{shown}`)"),
            format!("`--database-url`: this is not the address of a database (`{shown}`)"),
        ),
        Text::new(
            "`postgres://사용자:비밀번호@서버:포트/데이터베이스` 또는 `sqlite:파일` 형식으로 지정하세요",
            "write postgres://user:password@host:port/database or sqlite:FILE",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(url: Option<&str>) -> Place {
        Place { data: "d".into(), database_url: url.map(str::to_owned) }
    }

    #[test]
    fn a_place_is_a_file_or_an_address() {
        let file = |path: &str| Database::Sqlite(path.into());
        assert_eq!(place(None).database().unwrap(), file("d/teukgu.db"));
        assert_eq!(place(Some("")).database().unwrap(), file("d/teukgu.db"));
        assert_eq!(place(Some("sqlite:a.db")).database().unwrap(), file("a.db"));
        assert_eq!(place(Some("sqlite:///a.db")).database().unwrap(), file("/a.db"));
        let url = "postgres://teukgu@db/teukgu";
        assert_eq!(place(Some(url)).database().unwrap(), Database::Postgres(url.to_owned()));
    }

    #[test]
    fn what_is_no_address_is_refused_without_its_password() {
        for url in ["mysql://me:secret@h/d", "teukgu.db", "sqlite:", "postgres"] {
            let failure = place(Some(url)).database().unwrap_err();
            assert!(!failure.message.en.contains("secret"), "{}", failure.message.en);
        }
    }
}
