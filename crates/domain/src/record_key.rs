//! The key that checkpoints of a record are signed with.

use serde::{Deserialize, Serialize};

/// The key that checkpoints of a record are signed with (서명 키), from the entry that names it on; a later entry
/// names another one.
#[doc(alias = "서명 키")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordKey {
    /// The public half, as a C2SP verifier key: `name+hash+base64`.
    pub verifier: String,
}
