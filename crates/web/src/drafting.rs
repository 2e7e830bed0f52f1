//! Seats at the workbench: drafts of the law are costly to try, so few are tried at once and none for long.

use crate::error::PageError;
use axum::http::StatusCode;
use std::sync::Arc;
use std::time::Duration;
use teukgu_domain::text::Text;
use teukgu_office::law::halt::Halt;
use tokio::sync::Semaphore;

/// Drafts that are tried at the same time; a machine of two cores still answers visitors.
const SEATS: usize = 2;
/// How long a draft waits for a seat.
const WAIT: Duration = Duration::from_secs(5);
/// How long a draft may take. Those of the law take well under a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// The seats; cheap to clone.
#[derive(Clone)]
pub(crate) struct Seats {
    free: Arc<Semaphore>,
    wait: Duration,
}

impl Default for Seats {
    fn default() -> Self {
        Self { free: Arc::new(Semaphore::new(SEATS)), wait: WAIT }
    }
}

impl Seats {
    /// Works on a draft beside the requests of visitors.
    ///
    /// Work that takes too long is asked to stop and keeps its seat until it has.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Halt) -> Option<T> + Send + 'static,
    ) -> Result<T, PageError> {
        let seat = tokio::time::timeout(self.wait, Arc::clone(&self.free).acquire_owned()).await;
        let seat = seat.ok().and_then(Result::ok).ok_or_else(busy)?;
        let halt = Arc::new(Halt::default());
        let working = tokio::task::spawn_blocking({
            let halt = Arc::clone(&halt);
            move || {
                let done = work(&halt);
                drop(seat);
                done
            }
        });
        match tokio::time::timeout(PATIENCE, working).await {
            Ok(Ok(done)) => done.ok_or_else(too_long),
            Ok(Err(error)) => Err(PageError::internal(&error)),
            Err(_) => {
                halt.ask();
                Err(too_long())
            }
        }
    }
}

fn busy() -> PageError {
    PageError::refused(
        StatusCode::SERVICE_UNAVAILABLE,
        Text::new(
            "지금 다른 시안을 점검하고 있습니다. 잠시 뒤에 다시 시도해 주세요",
            "other drafts are being checked; try again in a moment",
        ),
    )
}

fn too_long() -> PageError {
    PageError::refused(
        StatusCode::UNPROCESSABLE_ENTITY,
        Text::new(
            "시안이 너무 커서 10초 안에 점검하지 못했습니다. 판이나 조건을 줄여 주세요",
            "the draft is too large to be checked within ten seconds; write fewer versions or conditions",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap()
    }

    #[test]
    fn what_stops_early_is_told_as_too_long() {
        let done = runtime().block_on(Seats::default().work(|_| None::<()>));
        assert_eq!(axum::response::IntoResponse::into_response(done.unwrap_err()).status(), 422);
        assert_eq!(runtime().block_on(Seats::default().work(|_| Some(7))).ok(), Some(7));
    }

    #[test]
    fn who_finds_no_seat_is_told_to_come_again() {
        let seats = Seats { wait: Duration::ZERO, ..Seats::default() };
        let taken = runtime().block_on(async {
            let _all = Arc::clone(&seats.free).acquire_many_owned(2).await;
            seats.work(|_| Some(())).await
        });
        assert_eq!(axum::response::IntoResponse::into_response(taken.unwrap_err()).status(), 503);
    }
}
