//! Chance that is the same for the same seed.

use crate::chance::{Chance, NoChance};
use std::sync::{Mutex, PoisonError};

/// Draws the same bits for the same seed (SplitMix64); good enough to invent things, never to keep a secret.
#[derive(Debug)]
pub struct SeededChance(Mutex<Luck>);

impl SeededChance {
    /// Begins with a seed.
    pub const fn new(seed: u64) -> Self {
        Self(Mutex::new(Luck(seed)))
    }
}

impl Chance for SeededChance {
    fn bits(&self) -> Result<u128, NoChance> {
        let mut luck = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(u128::from(luck.next()) << 64 | u128::from(luck.next()))
    }
}

/// A run of numbers.
#[derive(Clone, Debug)]
pub(super) struct Luck(pub(super) u64);

impl Luck {
    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Draws a number below another one.
    pub(super) const fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    /// Returns true so many times in a hundred.
    pub(super) const fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let place = usize::try_from(self.below(from.len() as u64)).unwrap_or_default();
        from.get(place)
    }
}
