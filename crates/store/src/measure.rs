//! What the writer tells of itself, if anybody listens: names are in `docs/operations/observe.md`.

use metrics::{counter, gauge, histogram};
use std::time::Instant;

/// Name of the durations of commits, in seconds.
pub const COMMIT_DURATION: &str = "teukgu_store_commit_duration_seconds";

/// Name of the numbers of requests that were committed together.
pub const COMMIT_REQUESTS: &str = "teukgu_store_commit_requests";

/// Says how many requests wait while others are being committed.
pub(crate) fn queue(waiting: usize) {
    gauge!("teukgu_store_waiting_requests").set(u32::try_from(waiting).unwrap_or(u32::MAX));
}

/// Starts to measure a commit.
#[expect(clippy::disallowed_methods, reason = "how long a commit takes is measured, and decides nothing")]
pub(crate) fn begin() -> Instant {
    Instant::now()
}

/// Says how long a commit took, and how many requests it was for.
pub(crate) fn commit(begun: Instant, requests: usize) {
    histogram!(COMMIT_DURATION).record(begun.elapsed());
    histogram!(COMMIT_REQUESTS).record(u32::try_from(requests).unwrap_or(u32::MAX));
}

/// Counts a transaction of which nothing was kept.
pub(crate) fn failure() {
    counter!("teukgu_store_commit_failures_total").increment(1);
}
