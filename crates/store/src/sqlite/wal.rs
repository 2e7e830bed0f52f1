//! Moves the write-ahead log into the database beside the writer, so that no request waits for it.

use sqlx::{Connection, SqliteConnection};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Bytes of payload after which the log is moved.
const EVERY_BYTES: u64 = 4 * 1024 * 1024;

/// The task and how much it was told of.
#[derive(Debug)]
pub(super) struct Wal {
    written: watch::Sender<u64>,
    task: JoinHandle<()>,
}

/// Starts the task on a connection of its own.
pub(super) fn start(connection: SqliteConnection) -> Wal {
    let written = watch::Sender::new(0);
    let task = tokio::spawn(run(connection, written.subscribe()));
    Wal { written, task }
}

impl Wal {
    /// Tells of bytes that were committed.
    pub(super) fn wrote(&self, bytes: u64) {
        self.written.send_modify(|sum| *sum = sum.saturating_add(bytes));
    }

    /// Ends the task.
    pub(super) async fn stop(self) {
        drop(self.written);
        if let Err(error) = self.task.await {
            tracing::warn!(%error, "the task that moves the write-ahead log had ended early");
        }
    }
}

async fn run(mut connection: SqliteConnection, mut written: watch::Receiver<u64>) {
    let mut moved = 0;
    while written.changed().await.is_ok() {
        let sum = *written.borrow_and_update();
        if sum - moved >= EVERY_BYTES {
            moved = sum;
            pass(&mut connection).await;
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the connection that moves the write-ahead log did not close");
    }
}

/// Moves what no reader needs; a failure leaves the log as it is, and the next turn tries again.
async fn pass(connection: &mut SqliteConnection) {
    if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(connection).await {
        tracing::warn!(%error, "the write-ahead log could not be moved into the database");
    }
}
