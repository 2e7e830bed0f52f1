//! What the portal observes itself with: handed in by the binary, since chance and time are not taken here.

use metrics::Recorder;
use std::sync::Arc;
use std::time::Duration;

/// What the portal observes itself with.
#[derive(Clone)]
pub struct Instruments {
    /// How the numbers of requests of this process begin: letters, digits, dots, dashes or underscores, the first 40 count.
    ///
    /// Two processes should have two prefixes, so that one number is one request.
    pub id_prefix: String,
    /// Time since some instant, by a clock that is never set back.
    pub elapsed: fn() -> Duration,
    /// Keeps the counts; nothing is counted without one.
    pub recorder: Option<Arc<dyn Recorder + Send + Sync>>,
}

/// Numbers requests from one on, measures no time and counts nothing.
impl Default for Instruments {
    fn default() -> Self {
        Self { id_prefix: "request".to_owned(), elapsed: || Duration::ZERO, recorder: None }
    }
}

impl std::fmt::Debug for Instruments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts = self.recorder.is_some();
        f.debug_struct("Instruments").field("counts", &counts).finish_non_exhaustive()
    }
}
