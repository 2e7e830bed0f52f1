//! What goes on beside the pages: checkpoints are signed, and what other servers append is taken up.

use std::sync::Arc;
use std::time::Duration;
use teukgu_office::Office;
use tokio::task::JoinHandle;

/// How long entries gather before one checkpoint speaks of them all.
const GATHER: Duration = Duration::from_secs(1);

/// The tasks beside the pages.
pub(super) struct Keeping {
    office: Arc<Office>,
    tasks: [JoinHandle<()>; 2],
}

/// Starts to sign checkpoints and to follow the record.
pub(super) fn start(office: &Arc<Office>) -> Keeping {
    Keeping {
        office: Arc::clone(office),
        tasks: [tokio::spawn(sign(Arc::clone(office))), tokio::spawn(follow(Arc::clone(office)))],
    }
}

impl Keeping {
    /// Ends the tasks, and signs what came last.
    pub(super) async fn end(self) {
        for task in self.tasks {
            task.abort();
            // It is over once it says so, and only then nobody uses the store any more.
            drop(task.await);
        }
        keep(&self.office).await;
    }
}

/// Signs a checkpoint after each change, once the changes have gathered.
async fn sign(office: Arc<Office>) {
    let mut changes = office.changes();
    loop {
        keep(&office).await;
        if changes.changed().await.is_err() {
            return;
        }
        tokio::time::sleep(GATHER).await;
        changes.mark_unchanged();
    }
}

async fn keep(office: &Office) {
    match office.keep_checkpoint().await {
        Ok(true) => tracing::info!(zone.id = %office.zone_id(), "a checkpoint was signed"),
        Ok(false) => (),
        Err(error) => tracing::warn!(%error, "no checkpoint could be signed"),
    }
}

/// Takes the view anew when the record has grown without this office, as another server does.
async fn follow(office: Arc<Office>) {
    let mut changes = office.changes();
    while changes.changed().await.is_ok() {
        if let Err(error) = catch_up(&office).await {
            tracing::warn!(%error, "what was appended elsewhere could not be taken up");
        }
    }
}

async fn catch_up(office: &Office) -> Result<(), teukgu_office::OfficeError> {
    let shown = office.view()?.seq();
    if office.record_head().await?.seq > shown {
        office.refresh().await?;
    }
    Ok(())
}
