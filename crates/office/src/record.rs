//! The record as anybody may check it: its key, its checkpoints, proofs of entries, the check of the whole, and moving.
//!
//! Everything here works on a store and a zone, so that a command can do it without an office.

mod beside;
mod checkpoint;
mod desk;
mod erase;
mod key;
mod proof;
mod public;
mod transfer;
mod verify;
mod view;

pub use beside::export_beside;
pub use checkpoint::{keep_checkpoint, newest_checkpoint};
pub use erase::erase;
pub use key::{declare_key, named_key, rotate_key};
pub use proof::{bundle, consistency, entry};
pub use public::{Content, PublicEntry, Withheld, public_bundle, public_entry};
pub use transfer::{Brought, Section, TransferError, check_text, export, import};
pub use verify::{RecordFinding, Verification, verify};
pub use view::{CheckpointView, EntryView, Erasure, ProofStep, proof_steps, urn};

use crate::OfficeError;
use teukgu_domain::ids::ZoneId;

/// Says that what is kept cannot be written down, with the reason in words.
fn unwritable(zone: &ZoneId, reason: impl std::fmt::Display) -> OfficeError {
    OfficeError::Record { zone: zone.clone(), reason: reason.to_string() }
}
