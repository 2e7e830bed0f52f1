//! The default back end: one file on the disk of one server.

mod checkpoint;
mod connect;
mod draft;
mod fault;
mod fold;
mod guard;
mod read;
mod writer;

use crate::draft::{self as drafts, Draft, DraftToken};
use crate::error::StoreError;
use crate::record;
use crate::store::{Appended, Head, Store, ViewRow};
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::SqlitePool;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use teukgu_domain::entry::{Entry, NewEntry};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use writer::{Done, Job, Work};

/// Requests that may wait for the writer before the next one waits outside.
const WAITING: usize = 1024;

/// How a database is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SqliteOptions {
    /// Size in bytes that the database file may have; as much as the disk holds if there is none.
    ///
    /// A file that is larger already is kept and does not grow.
    pub max_bytes: Option<u64>,
}

/// A store in a SQLite file.
///
/// Dropping it ends the writer once it has answered what waits; [`Store::close`] also waits for that.
#[derive(Debug)]
pub struct SqliteStore {
    /// `None` once closed.
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    writer: tokio::sync::Mutex<Option<JoinHandle<Result<(), StoreError>>>>,
    readers: SqlitePool,
    changes: watch::Sender<u64>,
}

impl SqliteStore {
    /// Opens the database at `path`, makes it if there is none, and brings its schema up to date.
    ///
    /// The folder must exist.
    ///
    /// # Errors
    /// [`StoreError::MissingFolder`], [`StoreError::NotWritable`], [`StoreError::Locked`],
    /// [`StoreError::NotADatabase`] or [`StoreError::NewerSchema`]; the file is left as it is then.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path, SqliteOptions::default()).await
    }

    /// Opens the database at `path` as [`SqliteStore::open`] does, with options.
    pub async fn open_with(path: impl AsRef<Path>, options: SqliteOptions) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let lock = guard::enter(path)?;
        let connection = connect::writer(path, &options).await?;
        let readers = connect::readers(path);
        let checkpoint = checkpoint::start(connect::reader(path).await?);
        let changes = watch::Sender::new(0);
        let (sender, receiver) = mpsc::channel(WAITING);
        let writer = writer::Writer {
            path: path.to_owned(),
            options,
            connection,
            readers: readers.clone(),
            checkpoint,
            changes: changes.clone(),
            lock,
        };
        let writer = tokio::sync::Mutex::new(Some(tokio::spawn(writer.serve(receiver))));
        Ok(Self { jobs: Mutex::new(Some(sender)), writer, readers, changes })
    }

    async fn ask(&self, work: Work) -> Result<Done, StoreError> {
        let sender = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sender = sender.ok_or(StoreError::Closed)?;
        let (answer, answered) = oneshot::channel();
        let job = Job { work, answer };
        sender.send(job).await.map_err(|_| StoreError::Closed)?;
        // The writer waits for the last sender when it closes, so this one must not outlive the sending.
        drop(sender);
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn append(
        &self,
        zone: &ZoneId,
        entries: Vec<NewEntry>,
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError> {
        let records = record::encode_all(entries)?;
        Ok(self.ask(Work::Append { zone: zone.clone(), records, expect_head }).await?.appended())
    }

    async fn entries(&self, zone: &ZoneId, after_seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        read::entries(&self.readers, zone, after_seq, limit).await
    }

    async fn head(&self, zone: &ZoneId) -> Result<Head, StoreError> {
        read::head(&self.readers, zone).await
    }

    async fn zones(&self) -> Result<Vec<ZoneId>, StoreError> {
        read::zones(&self.readers).await
    }

    async fn snapshot(&self, zone: &ZoneId) -> Result<Snapshot, StoreError> {
        record::snapshot(zone, &read::nouns(&self.readers, zone).await?)
    }

    async fn rebuild(&self, zone: &ZoneId) -> Result<(), StoreError> {
        self.ask(Work::Rebuild { zone: zone.clone() }).await.map(|_| ())
    }

    async fn view_rows(&self, zone: &ZoneId) -> Result<Vec<ViewRow>, StoreError> {
        record::view(zone, read::nouns(&self.readers, zone).await?)
    }

    async fn draft(&self, token: &DraftToken) -> Result<Option<Draft>, StoreError> {
        draft::find(&self.readers, token).await
    }

    async fn keep_draft(&self, draft: Draft) -> Result<(), StoreError> {
        drafts::check(&draft)?;
        self.ask(Work::KeepDraft(draft)).await.map(|_| ())
    }

    async fn forget_draft(&self, token: &DraftToken) -> Result<(), StoreError> {
        self.ask(Work::ForgetDraft(token.clone())).await.map(|_| ())
    }

    async fn drop_drafts(&self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(self.ask(Work::DropDrafts { before_us: before.as_microsecond() }).await?.rows())
    }

    async fn schema_version(&self) -> Result<u32, StoreError> {
        read::schema_version(&self.readers).await
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    async fn close(&self) -> Result<(), StoreError> {
        drop(self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take());
        // A second caller waits here until the first has seen the writer end.
        let mut writer = self.writer.lock().await;
        match writer.as_mut() {
            Some(task) => {
                let ended = task.await.unwrap_or(Err(StoreError::Closed));
                *writer = None;
                ended
            }
            None => Ok(()),
        }
    }
}
