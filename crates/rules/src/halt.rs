//! A wish to stop: what takes long asks for it between two steps.

use std::sync::atomic::{AtomicBool, Ordering};

/// Asked for by whoever waits, and seen by the work between two steps; work that saw it gives nothing.
#[derive(Debug, Default)]
pub struct Halt(AtomicBool);

impl Halt {
    /// Asks the work to stop.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns true once the work was asked to stop.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
