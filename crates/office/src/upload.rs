//! Files that come from outside (첨부 파일): looked at before they are kept, by their bytes and not by their names.

mod container;
mod fault;
mod kind;
mod name;
mod scan;

pub use fault::UploadFault;
pub use kind::{FileKind, Seen};
pub(crate) use name::clean as clean_name;
pub use scan::{Scanner, TestFile};

use crate::digest::sha256;

/// Largest file, in bytes.
pub const LARGEST_FILE: usize = 20 << 20;

/// A file that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// Name, composed and without anything that means something to a system; at most 120 characters.
    pub name: String,
    /// What the bytes are.
    pub kind: FileKind,
    /// Media type.
    pub media_type: &'static str,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// Looks at a file.
///
/// # Errors
/// [`UploadFault`] if it is too large or empty, of a kind that is not taken, not what its name says, or dangerous.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Inspected, UploadFault> {
    look(name, bytes, &[&TestFile])
}

/// Looks at a file, and has it looked at by a scanner of the house as well.
///
/// # Errors
/// As [`inspect`], and [`UploadFault::Infected`] with what the scanner says.
pub fn inspect_with(name: &str, bytes: &[u8], scanner: &dyn Scanner) -> Result<Inspected, UploadFault> {
    look(name, bytes, &[&TestFile, scanner])
}

fn look(name: &str, bytes: &[u8], scanners: &[&dyn Scanner]) -> Result<Inspected, UploadFault> {
    if bytes.is_empty() {
        return Err(UploadFault::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(UploadFault::TooLarge { size: bytes.len() });
    }
    let name = name::clean(name);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let claimed = FileKind::find_by_ending(&ending).ok_or(UploadFault::NotTaken { ending })?;
    for scanner in scanners {
        scanner.scan(bytes).map_err(|what| UploadFault::Infected { what })?;
    }
    match kind::sniff(bytes)? {
        Seen::Kind(found) if found == claimed => Ok(taken(name, found, bytes)),
        found => Err(UploadFault::NotWhatItSays { claimed, found }),
    }
}

fn taken(name: String, kind: FileKind, bytes: &[u8]) -> Inspected {
    let (media_type, size) = (kind.media_type(), bytes.len() as u64);
    Inspected { name, kind, media_type, size, sha256: sha256(bytes) }
}

#[cfg(test)]
mod tests;
