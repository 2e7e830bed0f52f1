//! The record as text: a section of JSON lines for each zone, which is written and read line by line.
//!
//! A line has one text. The reader writes again what it has read and compares, so writer and reader cannot disagree
//! about the form, and a byte that means nothing cannot be changed unseen.

mod beside;
mod error;
mod line;
mod read;
mod write;

pub use beside::{BesideWriter, KeptBeside};
pub use error::{RecordError, RecordFault};
pub use read::{Item, RecordReader};
pub use write::SectionWriter;

/// What the field `format` of a head line says.
const FORMAT: &str = "teukgu-record/1";

/// What the field `format` says in the head line of what stands beside the records.
const BESIDE_FORMAT: &str = "teukgu-beside/1";

/// Longest line of a record, in bytes, with its newline.
pub const MAX_RECORD_LINE: usize = 64 * 1024 * 1024;
