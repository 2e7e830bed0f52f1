//! The one task that writes: it takes what waits, commits it together, and only then answers.

use crate::attend;
use crate::batch::{Batch, Last};
use crate::beside::{Beside, Shelf};
use crate::desk::Desk;
use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use crate::measure;
use crate::record::{Effect, Record};
use crate::store::{Appended, Expect};
use std::sync::{Mutex, PoisonError};
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{KeptEntry, Salt};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

/// Requests that one commit takes at most.
const TOGETHER: usize = 512;

/// Requests that may wait for the writer before the next one waits outside.
const WAITING: usize = 1024;

/// What is to be done; nothing but this ever changes the database.
#[derive(Debug)]
pub(crate) enum Work {
    /// Append entries.
    Append { zone: ZoneId, records: Vec<Record>, salts: Vec<Salt>, expect: Expect },
    /// Bring in entries as they were kept elsewhere.
    Import { zone: ZoneId, entries: Vec<(KeptEntry, Option<Effect>)>, expect_head: Option<u64> },
    /// Fold the views again.
    Rebuild { zone: ZoneId },
    /// Keep a checkpoint.
    KeepCheckpoint { zone: ZoneId, size: u64, note: String },
    /// Keep a draft.
    KeepDraft(Draft),
    /// Remove a draft.
    ForgetDraft(DraftToken),
    /// Remove drafts that were last touched before an instant.
    DropDrafts { before_us: i64 },
    /// Keep something beside the ledger.
    KeepBeside(Beside),
    /// Remove what stands beside the ledger.
    ForgetBeside(Forget),
}

/// What is to be removed beside the ledger.
#[derive(Clone, Debug)]
pub(crate) enum Forget {
    /// What a key names.
    Key(Shelf, String),
    /// Everything of an owner.
    Owner(Shelf, String),
    /// What goes by an earlier instant.
    Before(Shelf, i64),
}

/// What was done: the places of the entries, or the number of rows beside the record.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Done {
    Entries(Appended),
    Rows(u64),
}

impl Done {
    /// Returns the places of the entries that were appended.
    pub(crate) const fn appended(self) -> Appended {
        match self {
            Self::Entries(appended) => appended,
            Self::Rows(_) => Appended::after(0, 0),
        }
    }

    /// Returns the number of rows beside the record that were written or removed.
    pub(crate) const fn rows(self) -> u64 {
        match self {
            Self::Entries(_) => 0,
            Self::Rows(rows) => rows,
        }
    }
}

/// What became of a request.
pub(crate) type Outcome = Result<Done, StoreError>;

/// A request to the writer.
#[derive(Debug)]
struct Job {
    work: Work,
    answer: oneshot::Sender<Outcome>,
}

impl Job {
    fn reply(self, outcome: Outcome) {
        // Whoever asked may have gone; the outcome stands all the same.
        drop(self.answer.send(outcome));
    }
}

impl Work {
    /// Bytes of payload that the work writes when it succeeds.
    fn bytes(&self) -> u64 {
        match self {
            Self::Append { records, .. } => records.iter().map(|record| record.payload.len() as u64).sum(),
            Self::Import { entries, .. } => entries
                .iter()
                .filter_map(|(kept, _)| kept.payload.as_ref())
                .map(|p| p.bytes.len() as u64)
                .sum(),
            Self::KeepDraft(draft) => draft.document.len() as u64,
            Self::KeepBeside(beside) => beside.bytes.len() as u64,
            Self::KeepCheckpoint { note, .. } => note.len() as u64,
            Self::Rebuild { .. } | Self::ForgetDraft(_) | Self::DropDrafts { .. } | Self::ForgetBeside(_) => {
                0
            }
        }
    }

    /// Returns true if success changes a record, its view or its checkpoints, which pages are made of.
    fn changes_record(&self) -> bool {
        match self {
            Self::Append { records, .. } => !records.is_empty(),
            Self::Import { entries, .. } => !entries.is_empty(),
            Self::Rebuild { .. } | Self::KeepCheckpoint { .. } => true,
            Self::KeepDraft(_)
            | Self::ForgetDraft(_)
            | Self::DropDrafts { .. }
            | Self::KeepBeside(_)
            | Self::ForgetBeside(_) => false,
        }
    }
}

/// The way to the writer; every store of a database holds one.
#[derive(Debug)]
pub(crate) struct Queue {
    /// `None` once closed.
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    task: tokio::sync::Mutex<Option<JoinHandle<Result<(), StoreError>>>>,
}

impl Queue {
    /// Starts the task that writes at a desk and moves the signal with each commit.
    pub(crate) fn start(desk: impl Desk, changes: watch::Sender<u64>) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        let task = tokio::spawn(Writer { desk, changes }.serve(receiver));
        Self { jobs: Mutex::new(Some(sender)), task: tokio::sync::Mutex::new(Some(task)) }
    }

    /// Makes a queue that nobody serves.
    pub(crate) fn closed() -> Self {
        Self { jobs: Mutex::new(None), task: tokio::sync::Mutex::new(None) }
    }

    /// Waits until a piece of work is done, durably.
    pub(crate) async fn ask(&self, work: Work) -> Outcome {
        let sender = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sender = sender.ok_or(StoreError::Closed)?;
        let (answer, answered) = oneshot::channel();
        sender.send(Job { work, answer }).await.map_err(|_| StoreError::Closed)?;
        // The writer waits for the last sender when it closes, so this one must not outlive the sending.
        drop(sender);
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Lets the writer finish what waits; a second caller waits until the first has seen it end.
    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        drop(self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take());
        let mut task = self.task.lock().await;
        match task.as_mut() {
            Some(running) => {
                let ended = running.await.unwrap_or(Err(StoreError::Closed));
                *task = None;
                ended
            }
            None => Ok(()),
        }
    }
}

/// A transaction that failed.
struct Failed {
    error: StoreError,
    /// True if the database went away before it could say.
    may_be_kept: bool,
}

impl Failed {
    const fn without_trace(error: StoreError) -> Self {
        Self { error, may_be_kept: false }
    }
}

fn unknown() -> StoreError {
    let source = "the connection ended before the answer came".into();
    StoreError::Unreachable { doing: "committing", source }
}

/// What the task owns.
struct Writer<D> {
    desk: D,
    changes: watch::Sender<u64>,
}

impl<D: Desk> Writer<D> {
    /// Serves requests until nobody can send one any more, then closes the database.
    async fn serve(mut self, mut jobs: mpsc::Receiver<Job>) -> Result<(), StoreError> {
        let mut waiting = Vec::with_capacity(TOGETHER);
        while jobs.recv_many(&mut waiting, TOGETHER).await > 0 {
            measure::queue(jobs.len());
            self.commit_together(std::mem::take(&mut waiting)).await;
        }
        self.desk.close().await
    }

    /// Commits all jobs at once, or one by one if the database gave up on the whole.
    async fn commit_together(&mut self, jobs: Vec<Job>) {
        match self.attempt(&jobs).await {
            Ok(outcomes) => jobs.into_iter().zip(outcomes).for_each(|(job, outcome)| job.reply(outcome)),
            Err(failed) => {
                tracing::warn!(error = %failed.error, jobs = jobs.len(), "a commit failed as a whole");
                self.commit_apart(jobs, failed).await;
            }
        }
    }

    async fn commit_apart(&mut self, jobs: Vec<Job>, failed: Failed) {
        let is_worth_it = jobs.len() > 1 || matches!(failed.error, StoreError::Unreachable { .. });
        if !is_worth_it || failed.may_be_kept {
            let mut first = Some(failed.error);
            for job in jobs {
                job.reply(Err(first.take().unwrap_or_else(unknown)));
            }
            return;
        }
        for job in jobs {
            let outcome = match self.attempt(std::slice::from_ref(&job)).await {
                Ok(mut outcomes) => outcomes.remove(0),
                Err(failed) => Err(failed.error),
            };
            job.reply(outcome);
        }
    }

    /// Runs jobs in one transaction and returns what became of each.
    async fn attempt(&mut self, jobs: &[Job]) -> Result<Vec<Outcome>, Failed> {
        let begun = measure::begin();
        let attempted = self.transact(jobs).await;
        if let Ok(outcomes) = &attempted {
            measure::commit(begun, jobs.len());
            self.tell(jobs, outcomes);
            return attempted;
        }
        measure::failure();
        if let Err(error) = self.desk.recover().await {
            tracing::error!(%error, "the connection that writes could not be opened again");
        }
        attempted
    }

    async fn transact(&mut self, jobs: &[Job]) -> Result<Vec<Outcome>, Failed> {
        let mut batch = Batch::default();
        let outcomes = self.prepare(&mut batch, jobs).await.map_err(Failed::without_trace)?;
        match self.desk.commit().await {
            Ok(()) => Ok(outcomes),
            Err(error @ StoreError::Unreachable { .. }) => {
                if self.is_kept(batch.last).await {
                    Ok(outcomes)
                } else {
                    Err(Failed { error, may_be_kept: true })
                }
            }
            Err(error) => Err(Failed::without_trace(error)),
        }
    }

    /// Does everything but the commit.
    async fn prepare(&mut self, batch: &mut Batch, jobs: &[Job]) -> Result<Vec<Outcome>, StoreError> {
        self.desk.begin().await?;
        let mut outcomes = Vec::with_capacity(jobs.len());
        for job in jobs {
            outcomes.push(attend::attend(&mut self.desk, batch, &job.work).await?);
        }
        attend::flush(&mut self.desk, batch).await?;
        Ok(outcomes)
    }

    /// Finds out whether a commit was kept whose answer was lost: no other leaf has the same salt.
    async fn is_kept(&mut self, last: Option<Last>) -> bool {
        let Some(Last { zone, seq, leaf }) = last else { return false };
        if self.desk.recover().await.is_err() {
            return false;
        }
        let found = self.desk.kept(&zone, seq - 1, 1).await;
        found.is_ok_and(|kept| kept.first().is_some_and(|kept| kept.leaf == Some(leaf)))
    }

    /// Counts a commit before anybody is answered, so that no answer is older than the signal.
    fn tell(&mut self, jobs: &[Job], outcomes: &[Outcome]) {
        let done =
            || jobs.iter().zip(outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(job, _)| &job.work);
        if done().any(Work::changes_record) {
            self.changes.send_modify(|count| *count += 1);
        }
        self.desk.committed(done().map(Work::bytes).sum());
    }
}
