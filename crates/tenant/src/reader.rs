//! Reads TOML with a place for everything: typed keys, faults instead of stops, unknown keys found by themselves.
//!
//! A reader method gives [`crate::book::Told`] once it has reported a fault, and reading goes on with the next key, so that one pass
//! finds everything.

mod item;
mod table;

pub(crate) use item::Item;
pub(crate) use item::whole_list;
pub(crate) use table::{FIRST_YEAR, LAST_YEAR, Marks, Table};

use crate::Folder;
use crate::book::{Book, Place, Read};
use crate::folder::page;
use crate::kind::FaultKind;
use crate::place::Spot;
use toml::de::DeTable;

/// A record with the places of its values.
pub(crate) struct Record<T> {
    pub(crate) noun: T,
    pub(crate) marks: Marks,
}

/// The records of one kind in one file.
pub(crate) struct Group<T> {
    pub(crate) records: Vec<Record<T>>,
    /// False if a record or the whole file could not be read; sums over the group mean nothing then.
    pub(crate) complete: bool,
}

impl<T> Default for Group<T> {
    fn default() -> Self {
        Self { records: Vec::new(), complete: false }
    }
}

impl<T> Group<T> {
    pub(crate) fn nouns(&self) -> impl Iterator<Item = &T> {
        self.records.iter().map(|record| &record.noun)
    }
}

/// Builds a record from its fields once every one of them was read, so that all faults are found.
macro_rules! record {
    ($table:expr => $noun:ident { $($field:ident: $value:expr),* $(,)? }) => {{
        $(let $field = $value;)*
        $table.finish()?;
        Ok($noun { $($field: $field?),* })
    }};
}
pub(crate) use record;

/// Reads every table of an array of tables, numbered in file order from 1.
pub(crate) fn group<T>(
    root: &Table<'_>,
    key: &'static str,
    read: impl Fn(&Table<'_>, u32) -> Read<T>,
) -> Group<T> {
    let Ok(tables) = root.tables(key) else { return Group::default() };
    let count = tables.len();
    let numbered = (1..).zip(&tables);
    let records: Vec<_> = numbered
        .filter_map(|(order, table)| Some(Record { noun: read(table, order).ok()?, marks: table.marks() }))
        .collect();
    Group { complete: records.len() == count, records }
}

/// Opens a TOML file of the folder and reads its root table; a file that is not TOML is given up as a whole.
pub(crate) fn open<R>(
    folder: &Folder,
    file: &str,
    book: &Book,
    read: impl FnOnce(&Table<'_>) -> R,
) -> Option<R> {
    let page = page(folder, file, book)?;
    let (root, errors) = DeTable::parse_recoverable(page.text);
    for error in &errors {
        let spot = error.span().map_or(Spot::START, |span| page.spot(span.start));
        let why = error.message().replace('\n', " ");
        book.report(&Place { file: file.to_owned(), spot }, &FaultKind::TomlSyntax { why });
    }
    if !errors.is_empty() {
        book.give_up(file);
        return None;
    }
    let root = Table::new(&page, book, root.get_ref(), 0);
    let out = read(&root);
    // Unknown keys beside the records are reported and take nothing from what was read.
    let _ = root.finish();
    Some(out)
}
