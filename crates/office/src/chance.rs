//! The chance that is handed in: this room never draws lots by itself.

/// Draws random bits; the binary hands in the machine's source, a test hands in its own.
pub trait Chance: Send + Sync {
    /// Draws 128 bits that nobody can guess.
    ///
    /// # Errors
    /// [`NoChance`] if the machine has no random bits to give.
    fn bits(&self) -> Result<u128, NoChance>;
}

/// Says that the machine has no random bits to give.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no random bits can be drawn: {0}")]
pub struct NoChance(pub String);

/// Counts up from a number, for tests: distinct, and the same each time.
#[derive(Debug, Default)]
pub struct CountingChance(std::sync::atomic::AtomicU64);

impl Chance for CountingChance {
    fn bits(&self) -> Result<u128, NoChance> {
        Ok(u128::from(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed)))
    }
}
