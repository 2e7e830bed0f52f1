#![doc = include_str!("../README.md")]

mod audit;
mod bundle;
mod checkpoint;
mod code;
mod entry;
mod frontier;
mod hash;
mod json;
mod key;
mod note;
mod proof;
mod record;
mod span;
mod tree;

pub use audit::{Audit, AuditFault, AuditFaultKind, is_kept_level};
pub use bundle::{Bundle, BundleError, BundleFault, Inclusion, Step, StepId, Trust, Verified};
pub use checkpoint::{Checkpoint, CheckpointError, Opened, origin};
pub use entry::{Header, KeptEntry, Payload, Salt};
pub use frontier::{Frontier, NodeId, PeaksError, peaks_of};
pub use hash::{Hash, leaf_hash, node_hash};
pub use json::JsonError;
pub use key::{KeyError, KeyId, SigningKey, VerifierKey};
pub use note::{Note, NoteError, NoteSignature};
pub use proof::{ProofError, verify_consistency, verify_inclusion};
pub use record::{
    BesideWriter, Item, KeptBeside, MAX_RECORD_LINE, RecordError, RecordFault, RecordReader, SectionWriter,
};
pub use tree::{
    MemoryTree, Nodes, nodes_of_consistency, nodes_of_inclusion, nodes_of_root, prove_consistency,
    prove_inclusion, root_at,
};
