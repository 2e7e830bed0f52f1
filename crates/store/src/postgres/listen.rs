//! Hears what other servers have committed, so that pages of this one are made anew.

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// Name of the channel; each transaction that changes a record sends one notice.
pub(super) const CHANNEL: &str = "teukgu_record";

/// How long to wait before a server that went away is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// Starts the task that moves the signal for every notice but those of the own writer; it ends with the pool.
pub(super) fn start(pool: &PgPool, changes: watch::Sender<u64>, own: Arc<AtomicU32>) {
    let pool = pool.clone();
    tokio::spawn(async move {
        while !pool.is_closed() {
            if let Err(error) = hear(&pool, &changes, &own).await
                && !pool.is_closed()
            {
                tracing::warn!(%error, "what other servers commit is not heard for a while");
                // Until then pages of this server may be older than the record.
                tokio::time::sleep(PAUSE).await;
                changes.send_modify(|count| *count += 1);
            }
        }
    });
}

async fn hear(pool: &PgPool, changes: &watch::Sender<u64>, own: &AtomicU32) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        match listener.try_recv().await? {
            Some(notice) if notice.process_id() == own.load(Ordering::Relaxed) => (),
            // Without a notice, the connection was lost and made anew, and anything may have been missed.
            _ => changes.send_modify(|count| *count += 1),
        }
    }
}
