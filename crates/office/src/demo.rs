//! A believable year of casework for a demonstration (시연): invented people and firms, real verbs, a clock that is
//! moved by hand.
//!
//! The same seed gives the same year. Every person is marked as invented, and nothing of it is meant for a real zone.

mod answers;
mod cast;
mod festival;
mod luck;
mod screening;
mod year;

pub use cast::{CAST, Part};
pub use luck::SeededChance;

use crate::casework::CaseFault;
use crate::clock::Clock;
use crate::people::PeopleFault;
use crate::screening::ScreeningFault;
use crate::{Office, OfficeError};
use jiff::Timestamp;
use std::sync::{Mutex, PoisonError};

/// Why a demonstration cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The office failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// A verb of casework refused something that the play needs.
    #[error("case: {0}")]
    Case(#[from] CaseFault),
    /// An account could not be opened.
    #[error("account: {0}")]
    People(#[from] PeopleFault),
    /// A screening could not be loaded.
    #[error("screening: {0}")]
    Screening(ScreeningFault),
}

/// A clock that is moved by hand, for playing a year in seconds.
#[derive(Debug)]
pub struct StageClock(Mutex<Timestamp>);

impl StageClock {
    /// Begins at an instant.
    pub const fn new(at: Timestamp) -> Self {
        Self(Mutex::new(at))
    }

    /// Moves to an instant; never back.
    pub fn move_to(&self, at: Timestamp) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = (*now).max(at);
    }
}

impl Clock for StageClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// People.
    pub people: usize,
    /// Cases.
    pub cases: usize,
}

/// Plays a year that ends at an instant, unless the record has cases already.
///
/// # Errors
/// [`DemoError`] if the record cannot be written, or the play does not fit the law folder.
pub async fn play(
    office: &Office,
    clock: &StageClock,
    end: Timestamp,
    seed: u64,
) -> Result<Played, DemoError> {
    if year::has_cases(office).await? {
        return Ok(Played::default());
    }
    let people = cast::open(office).await?;
    let cases = year::play(office, clock, end, seed, &people).await?;
    Ok(Played { people: people.len(), cases })
}
