//! What SQLite says while a file is opened.

use crate::error::StoreError;
use crate::fault::{sqlite_code, while_doing};
use std::path::Path;

const BUSY: i32 = 5;
const READ_ONLY: i32 = 8;
const CORRUPT: i32 = 11;
const CANNOT_OPEN: i32 = 14;
const NOT_A_DATABASE: i32 = 26;

/// Explains a failure while the database at `path` is opened.
pub(super) fn opening(path: &Path) -> impl Fn(sqlx::Error) -> StoreError + '_ {
    move |error| match sqlite_code(&error) {
        Some(NOT_A_DATABASE | CORRUPT) => StoreError::NotADatabase { path: path.to_owned() },
        Some(READ_ONLY | CANNOT_OPEN) => StoreError::NotWritable { path: path.to_owned() },
        Some(BUSY) => StoreError::Locked { path: path.to_owned() },
        _ => while_doing("opening the database")(error),
    }
}
