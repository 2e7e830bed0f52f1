//! What one file cannot know by itself: files held against one another, against the code lists and against the Act.

mod codes;
mod money;
mod references;
mod terms;
mod zone;

use crate::book::Book;
use crate::draft::{Draft, check_files};
use crate::{Folder, sources};
use teukgu_codes::Codes;

/// Runs every check over the whole folder.
pub(crate) fn check(folder: &Folder, draft: &Draft, codes: &Codes, book: &Book) {
    check_files(folder, draft, book);
    zone::check(folder, draft, book);
    codes::check(codes, book);
    terms::check(draft, book);
    money::check(draft, book);
    references::check(book);
    sources::check_prose(folder, book);
}
