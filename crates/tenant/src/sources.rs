//! sources.toml and SOURCES.md: what facts rest on.

use crate::Folder;
use crate::book::{Book, Read};
use crate::folder::page;
use crate::kind::FaultKind;
use crate::reader::{Group, Table, group, record};
use teukgu_domain::entry::NounKind;
use teukgu_domain::provenance::Source;

/// The file.
pub(crate) const FILE: &str = "sources.toml";
/// The prose about the sources.
pub(crate) const PROSE: &str = "SOURCES.md";

pub(crate) fn read(root: &Table<'_>) -> Group<Source> {
    group(root, "source", |table, _| source(table))
}

fn source(table: &Table<'_>) -> Read<Source> {
    record!(table => Source {
        id: table.id(),
        title: table.text("title"),
        publisher: table.text("publisher"),
        published_on: table.opt_date("published_on"),
        locator: table.opt_string("locator"),
        licence: table.opt_string("licence"),
    })
}

/// Reports every source that the prose does not name.
pub(crate) fn check_prose(folder: &Folder, book: &Book) {
    let Some(prose) = page(folder, PROSE, book) else { return };
    let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let words = prose.text.split(|c| !is_id(c)).map(|word| word.trim_matches('.'));
    let told: std::collections::BTreeSet<&str> = words.collect();
    for (id, place) in book.declared(NounKind::Source) {
        if !told.contains(id.as_str()) {
            book.report(&place, &FaultKind::SourceNotTold { id });
        }
    }
}
