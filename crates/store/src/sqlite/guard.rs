//! What is checked before SQLite sees the file, and the lock that keeps a second server out.

use crate::error::StoreError;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The first bytes of every SQLite database.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Checks the place of the database and takes its lock; dropping the file frees it.
pub(super) fn enter(path: &Path) -> Result<File, StoreError> {
    check_folder(path)?;
    check_file(path)?;
    lock(path)
}

/// Makes sure that there is a database, without touching it.
pub(super) fn look(path: &Path) -> Result<(), StoreError> {
    check_folder(path)?;
    let nothing = |_| StoreError::NotADatabase { path: path.to_owned() };
    check_head(path, &OpenOptions::new().read(true).open(path).map_err(nothing)?)
}

fn check_folder(path: &Path) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str() != OsStr::new("") => folder,
        _ => Path::new("."),
    };
    if folder.is_dir() { Ok(()) } else { Err(StoreError::MissingFolder { folder: folder.to_owned() }) }
}

/// The mark of a read-only file counts even for a user whom the system would let write.
fn check_file(path: &Path) -> Result<(), StoreError> {
    let Ok(about) = path.metadata() else { return Ok(()) };
    if about.is_dir() {
        return Err(StoreError::NotADatabase { path: path.to_owned() });
    }
    let opened = OpenOptions::new().read(true).write(true).open(path);
    match opened {
        Ok(file) if !about.permissions().readonly() => check_head(path, &file),
        _ => Err(StoreError::NotWritable { path: path.to_owned() }),
    }
}

/// SQLite takes a very short file of something else for an empty database and would write over it.
fn check_head(path: &Path, file: &File) -> Result<(), StoreError> {
    let mut head = Vec::new();
    let read = file.take(MAGIC.len() as u64).read_to_end(&mut head);
    if read.is_ok() && (head.is_empty() || head == MAGIC) {
        Ok(())
    } else {
        Err(StoreError::NotADatabase { path: path.to_owned() })
    }
}

fn lock(path: &Path) -> Result<File, StoreError> {
    let not_writable = |_| StoreError::NotWritable { path: path.to_owned() };
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(beside(path, ".lock"))
        .map_err(not_writable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => {
            Err(StoreError::Driver { doing: "locking the database file", source: source.into() })
        }
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
