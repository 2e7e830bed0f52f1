//! The one task that writes: it takes what waits, commits it together, and only then answers.

use super::checkpoint::Checkpoint;
use super::{SqliteOptions, connect, draft, fault, fold};
use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use crate::record::Record;
use crate::sql;
use crate::store::Appended;
use sqlx::{Connection, SqliteConnection, SqlitePool};
use std::fs::File;
use std::path::PathBuf;
use teukgu_domain::ids::ZoneId;
use tokio::sync::{mpsc, oneshot, watch};

/// Requests that one commit takes at most.
const TOGETHER: usize = 512;

/// A request to the writer.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) answer: oneshot::Sender<Outcome>,
}

/// What is to be done; nothing but this ever changes the database.
#[derive(Debug)]
pub(super) enum Work {
    /// Append entries.
    Append { zone: ZoneId, records: Vec<Record>, expect_head: Option<u64> },
    /// Fold the views again.
    Rebuild { zone: ZoneId },
    /// Keep a draft.
    KeepDraft(Draft),
    /// Remove a draft.
    ForgetDraft(DraftToken),
    /// Remove drafts that were last touched before an instant.
    DropDrafts { before_us: i64 },
}

/// What was done: the places of the entries, or the number of rows of drafts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Done {
    Entries(Appended),
    Drafts(u64),
}

impl Done {
    /// Returns the places of the entries that were appended.
    pub(super) const fn appended(self) -> Appended {
        match self {
            Self::Entries(appended) => appended,
            Self::Drafts(_) => Appended::after(0, 0),
        }
    }

    /// Returns the number of rows of drafts that were written or removed.
    pub(super) const fn rows(self) -> u64 {
        match self {
            Self::Entries(_) => 0,
            Self::Drafts(rows) => rows,
        }
    }
}

type Outcome = Result<Done, StoreError>;

impl Job {
    /// Bytes of payload that the job writes when it succeeds.
    fn bytes(&self) -> u64 {
        match &self.work {
            Work::Append { records, .. } => records.iter().map(|record| record.payload.len() as u64).sum(),
            Work::KeepDraft(draft) => draft.document.len() as u64,
            Work::Rebuild { .. } | Work::ForgetDraft(_) | Work::DropDrafts { .. } => 0,
        }
    }

    /// Returns true if success changes a record or its view, which pages are made of.
    fn changes_record(&self) -> bool {
        match &self.work {
            Work::Append { records, .. } => !records.is_empty(),
            Work::Rebuild { .. } => true,
            Work::KeepDraft(_) | Work::ForgetDraft(_) | Work::DropDrafts { .. } => false,
        }
    }

    fn reply(self, outcome: Outcome) {
        // Whoever asked may have gone; the outcome stands all the same.
        drop(self.answer.send(outcome));
    }
}

/// What the task owns.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) path: PathBuf,
    pub(super) options: SqliteOptions,
    pub(super) connection: SqliteConnection,
    pub(super) readers: SqlitePool,
    pub(super) checkpoint: Checkpoint,
    pub(super) changes: watch::Sender<u64>,
    /// Held for as long as anything may be written.
    pub(super) lock: File,
}

impl Writer {
    /// Serves requests until nobody can send one any more, then closes the database.
    pub(super) async fn serve(mut self, mut jobs: mpsc::Receiver<Job>) -> Result<(), StoreError> {
        let mut waiting = Vec::with_capacity(TOGETHER);
        while jobs.recv_many(&mut waiting, TOGETHER).await > 0 {
            self.commit_together(std::mem::take(&mut waiting)).await;
        }
        self.close().await
    }

    /// Commits all jobs at once, or one by one if the database gave up on the whole.
    async fn commit_together(&mut self, jobs: Vec<Job>) {
        match self.attempt(&jobs).await {
            Ok(outcomes) => jobs.into_iter().zip(outcomes).for_each(|(job, outcome)| job.reply(outcome)),
            Err(fault) => {
                tracing::warn!(error = %fault, jobs = jobs.len(), "a commit failed as a whole");
                self.commit_apart(jobs, fault).await;
            }
        }
    }

    async fn commit_apart(&mut self, mut jobs: Vec<Job>, fault: StoreError) {
        if jobs.len() == 1 {
            jobs.remove(0).reply(Err(fault));
            return;
        }
        for job in jobs {
            let outcome = match self.attempt(std::slice::from_ref(&job)).await {
                Ok(mut outcomes) => outcomes.remove(0),
                Err(fault) => Err(fault),
            };
            job.reply(outcome);
        }
    }

    /// Runs jobs in one transaction and returns what became of each; an error means that none is kept.
    async fn attempt(&mut self, jobs: &[Job]) -> Result<Vec<Outcome>, StoreError> {
        let attempted = self.transact(jobs).await;
        match &attempted {
            Ok(outcomes) => self.tell(jobs, outcomes),
            Err(_) => self.recover().await,
        }
        attempted
    }

    async fn transact(&mut self, jobs: &[Job]) -> Result<Vec<Outcome>, StoreError> {
        self.run("BEGIN IMMEDIATE").await?;
        let mut outcomes = Vec::with_capacity(jobs.len());
        for job in jobs {
            outcomes.push(self.attend(job).await?);
        }
        self.run("COMMIT").await?;
        Ok(outcomes)
    }

    /// Does one job inside its own savepoint.
    async fn attend(&mut self, job: &Job) -> Result<Outcome, StoreError> {
        self.run(sql::SAVE).await?;
        let outcome = match &job.work {
            Work::Append { zone, records, expect_head } => {
                fold::append(&mut self.connection, zone, records, *expect_head).await.map(Done::Entries)
            }
            Work::Rebuild { zone } => fold::rebuild(&mut self.connection, zone).await.map(Done::Entries),
            Work::KeepDraft(kept) => draft::keep(&mut self.connection, kept).await.map(Done::Drafts),
            Work::ForgetDraft(token) => draft::forget(&mut self.connection, token).await.map(Done::Drafts),
            Work::DropDrafts { before_us } => {
                draft::drop_before(&mut self.connection, *before_us).await.map(Done::Drafts)
            }
        };
        if let Err(error) = outcome {
            return self.undo(error).await;
        }
        self.run(sql::KEEP).await?;
        Ok(outcome)
    }

    /// Takes back what a failed job wrote.
    ///
    /// SQLite may have rolled back everything by itself, as on a full disk; then there is no savepoint to go
    /// back to and the other jobs of the transaction are gone as well, which the error says.
    async fn undo(&mut self, error: StoreError) -> Result<Outcome, StoreError> {
        if self.run(sql::UNDO).await.is_err() || self.run(sql::KEEP).await.is_err() {
            return Err(error);
        }
        Ok(Err(error))
    }

    async fn run(&mut self, statement: &'static str) -> Result<(), StoreError> {
        sqlx::query(statement)
            .execute(&mut self.connection)
            .await
            .map(|_| ())
            .map_err(fault::while_doing("committing"))
    }

    /// Counts a commit before anybody is answered, so that no answer is older than the signal.
    fn tell(&self, jobs: &[Job], outcomes: &[Outcome]) {
        let done = || jobs.iter().zip(outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(job, _)| job);
        if done().any(Job::changes_record) {
            self.changes.send_modify(|count| *count += 1);
        }
        self.checkpoint.wrote(done().map(Job::bytes).sum());
    }

    /// Leaves a failed transaction behind; a connection that cannot even do that is replaced.
    async fn recover(&mut self) {
        if self.run("ROLLBACK").await.is_ok() {
            return;
        }
        match connect::writer_again(&self.path, &self.options).await {
            Ok(connection) => self.connection = connection,
            Err(error) => tracing::error!(%error, "the connection that writes could not be opened again"),
        }
    }

    /// Moves the whole log into the database and frees the file.
    async fn close(self) -> Result<(), StoreError> {
        let Self { mut connection, readers, checkpoint, lock, .. } = self;
        readers.close().await;
        checkpoint.stop().await;
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await {
            // Nothing is lost, as on a full disk: the log stays beside the database, and opening reads it.
            tracing::warn!(%error, "the write-ahead log stays beside the database");
        }
        let closed = connection.close().await;
        drop(lock);
        closed.map_err(fault::while_doing("closing the database"))
    }
}
