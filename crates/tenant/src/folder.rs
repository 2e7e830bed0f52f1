//! The folder as bytes, and its files as text.

use crate::book::{Book, Place};
use crate::kind::FaultKind;
use crate::place::{Page, Spot, decode};
use std::collections::BTreeMap;

/// A zone folder as its caller read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Name of the folder, which the id of the zone must equal; `None` if it came without one.
    pub name: Option<String>,
    /// Content of each file by its name in the folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Finds a file as text, or reports why not and gives the file up.
pub(crate) fn page<'a>(folder: &'a Folder, file: &'a str, book: &Book) -> Option<Page<'a>> {
    let give_up = |spot: Spot, kind: &FaultKind| {
        book.report(&Place { file: file.to_owned(), spot }, kind);
        book.give_up(file);
    };
    let Some(bytes) = folder.files.get(file) else {
        give_up(Spot::START, &FaultKind::MissingFile { file: file.to_owned() });
        return None;
    };
    match decode(bytes) {
        Ok(text) => Some(Page::new(file, text)),
        Err(spot) => {
            give_up(spot, &FaultKind::NotText {});
            None
        }
    }
}
