//! One TOML table: typed keys, and the keys that nobody asked for.

use super::Item;
use super::item::all;
use crate::book::{Book, Place, nearest};
use crate::kind::FaultKind;
use crate::place::{Page, Spot};
use crate::raw::{Id, Raw};
use crate::words::Word;
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::BTreeMap;
use teukgu_domain::boundary::{Crs, Position};
use teukgu_domain::date::Term;
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::SourceId;
use teukgu_domain::money::Won;
use teukgu_domain::provenance::Provenance;
use teukgu_domain::text::Text;
use toml::de::{DeTable, DeValue};

/// A table that is being read.
pub(crate) struct Table<'a> {
    page: &'a Page<'a>,
    book: &'a Book,
    entries: &'a DeTable<'a>,
    header: usize,
    known: RefCell<Vec<String>>,
}

/// The places of the values of one record, by path such as `budget.2025` or `milestone.0.due`.
pub(crate) struct Marks {
    header: Place,
    values: BTreeMap<String, Spot>,
}

impl Marks {
    pub(crate) fn new(header: Place, values: impl IntoIterator<Item = (String, Spot)>) -> Self {
        Self { header, values: values.into_iter().collect() }
    }

    /// Returns where a value stands, or the header of its record if it is not written.
    pub(crate) fn at(&self, path: &str) -> Place {
        let spot = self.values.get(path).copied().unwrap_or(self.header.spot);
        Place { file: self.header.file.clone(), spot }
    }
}

impl<'a> Table<'a> {
    pub(crate) fn new(page: &'a Page<'a>, book: &'a Book, entries: &'a DeTable<'a>, header: usize) -> Self {
        Self { page, book, entries, header, known: RefCell::default() }
    }

    /// Returns where the header stands.
    pub(crate) fn place(&self) -> Place {
        Place { file: self.page.name.to_owned(), spot: self.page.spot(self.header) }
    }

    /// Returns the places of all values, nested ones too.
    pub(crate) fn marks(&self) -> Marks {
        let mut values = BTreeMap::new();
        for (key, value) in self.entries {
            self.mark(key.get_ref().to_string(), value.get_ref(), value.span().start, &mut values);
        }
        Marks { header: self.place(), values }
    }

    fn mark(&self, path: String, value: &DeValue<'_>, at: usize, values: &mut BTreeMap<String, Spot>) {
        if let Some(table) = value.as_table() {
            for (key, value) in table {
                self.mark(format!("{path}.{}", key.get_ref()), value.get_ref(), value.span().start, values);
            }
        }
        for (place, value) in value.as_array().into_iter().flatten().enumerate() {
            self.mark(format!("{path}.{place}"), value.get_ref(), value.span().start, values);
        }
        values.insert(path, self.page.spot(at));
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(&self) {
        let known = self.known.borrow();
        for key in self.entries.keys().filter(|key| !known.iter().any(|known| known == key.get_ref())) {
            let nearest = nearest(key.get_ref(), known.iter().map(String::as_str));
            let spot = self.page.spot(key.span().start);
            let kind = FaultKind::UnknownKey { key: key.get_ref().to_string(), nearest };
            self.book.report(&Place { file: self.page.name.to_owned(), spot }, &kind);
        }
    }

    fn look(&self, key: &str) -> Option<Item<'a>> {
        self.known.borrow_mut().push(key.to_owned());
        let value = self.entries.get(key)?;
        Some(Item { page: self.page, book: self.book, value: value.get_ref(), at: value.span().start })
    }

    /// Reads a key that may be absent: `None` on a fault, `Some(None)` if it is not there.
    pub(crate) fn opt<T>(&self, key: &str, read: impl FnOnce(Item<'a>) -> Option<T>) -> Option<Option<T>> {
        self.look(key).map_or(Some(None), |item| read(item).map(Some))
    }

    /// Reads a key that must be there.
    pub(crate) fn req<T>(&self, key: &str, read: impl FnOnce(Item<'a>) -> Option<T>) -> Option<T> {
        let Some(item) = self.look(key) else {
            self.book.report(&self.place(), &FaultKind::MissingKey { key: key.to_owned() });
            return None;
        };
        read(item)
    }

    /// Reads a key that may be absent with something to say in its stead.
    pub(crate) fn or<T>(&self, key: &str, absent: T, read: impl FnOnce(Item<'a>) -> Option<T>) -> Option<T> {
        self.opt(key, read).map(|found| found.unwrap_or(absent))
    }

    /// Reads every key of the table as a year, with the item that stands there; each is known by being a year.
    pub(crate) fn years<T>(&self, read: impl Fn(Item<'a>) -> Option<T>) -> Option<Vec<(i16, T)>> {
        let keys: Vec<&str> = self.entries.keys().map(|key| key.get_ref().as_ref()).collect();
        let read = keys.into_iter().map(|key| {
            let value = self.req(key, &read);
            let place = self.key_place(key);
            let year = Raw { book: self.book, text: key, place }.whole(1900, 2200)?;
            Some((i16::try_from(year).ok()?, value?))
        });
        let read: Vec<Option<_>> = read.collect();
        read.into_iter().collect()
    }

    fn key_place(&self, key: &str) -> Place {
        let at = self.entries.get_key_value(key).map_or(self.header, |(key, _)| key.span().start);
        Place { file: self.page.name.to_owned(), spot: self.page.spot(at) }
    }

    /// Reads a text that is not empty.
    pub(crate) fn string(&self, key: &str) -> Option<String> {
        self.req(key, |item| filled(key, item))
    }

    pub(crate) fn opt_string(&self, key: &str) -> Option<Option<String>> {
        self.opt(key, |item| filled(key, item))
    }

    /// Reads `<name>_ko` and `<name>_en`.
    pub(crate) fn text(&self, name: &str) -> Option<Text> {
        let (ko, en) = (self.string(&format!("{name}_ko")), self.string(&format!("{name}_en")));
        Some(Text::new(ko?, en?))
    }

    /// Reads `<name>_ko` and `<name>_en`, which are both there or both absent.
    pub(crate) fn opt_text(&self, name: &str) -> Option<Option<Text>> {
        let there = |tail: &str| self.entries.contains_key(format!("{name}_{tail}").as_str());
        if there("ko") || there("en") {
            return self.text(name).map(Some);
        }
        self.known.borrow_mut().extend([format!("{name}_ko"), format!("{name}_en")]);
        Some(None)
    }

    /// Reads an array of `{ ko = "…", en = "…" }`.
    pub(crate) fn texts(&self, key: &str) -> Option<Vec<Text>> {
        self.req(key, |item| {
            all(item.list()?, |item| {
                let table = item.table()?;
                let (ko, en) = (table.string("ko"), table.string("en"));
                table.finish();
                Some(Text::new(ko?, en?))
            })
        })
    }

    /// Reads an array of strings that are not empty.
    pub(crate) fn strings(&self, key: &str) -> Option<Vec<String>> {
        self.req(key, |item| all(item.list()?, |item| filled(key, item)))
    }

    pub(crate) fn date(&self, key: &str) -> Option<Date> {
        self.req(key, Item::date)
    }

    pub(crate) fn opt_date(&self, key: &str) -> Option<Option<Date>> {
        self.opt(key, Item::date)
    }

    pub(crate) fn won(&self, key: &str) -> Option<Won> {
        self.req(key, Item::won)
    }

    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        self.req(key, Item::flag)
    }

    pub(crate) fn word<T: Word>(&self, key: &str) -> Option<T> {
        self.req(key, |item| item.raw()?.word())
    }

    /// Reads the id of this record.
    pub(crate) fn id<T: Id>(&self) -> Option<T> {
        self.req("id", |item| item.raw()?.declared())
    }

    /// Reads the id of another record.
    pub(crate) fn cite<T: Id>(&self, key: &str) -> Option<T> {
        self.req(key, |item| item.raw()?.cited())
    }

    /// Reads the ids of other records, none if the key is absent.
    pub(crate) fn cites<T: Id>(&self, key: &str) -> Option<Vec<T>> {
        self.or(key, Vec::new(), |item| all(item.list()?, |item| item.raw()?.cited()))
    }

    /// Notes a key that is made of several values, such as a day and a word.
    pub(crate) fn declare(&self, noun: NounKind, id: &str, key: &str) {
        self.book.declare(noun, id, self.marks().at(key));
    }

    /// Reads the term `from` to `until`, where `until` may be absent.
    pub(crate) fn term(&self) -> Option<Term> {
        self.term_of("from", "until")
    }

    pub(crate) fn term_of(&self, from_key: &str, until_key: &str) -> Option<Term> {
        let (from, until) = (self.date(from_key), self.opt_date(until_key));
        let (from, until) = (from?, until?);
        Term::try_new(from, until).ok().or_else(|| {
            let (from, until) = (from.to_string(), until.map(|day| day.to_string()).unwrap_or_default());
            self.book.report(&self.marks().at(until_key), &FaultKind::TermOrder { from, until });
            None
        })
    }

    /// Reads a term that may be absent as a whole.
    pub(crate) fn opt_term_of(&self, from_key: &str, until_key: &str) -> Option<Option<Term>> {
        if self.entries.contains_key(from_key) || self.entries.contains_key(until_key) {
            return self.term_of(from_key, until_key).map(Some);
        }
        self.known.borrow_mut().extend([from_key.to_owned(), until_key.to_owned()]);
        Some(None)
    }

    /// Reads `source` and `illustrative`; one of them must be there.
    pub(crate) fn provenance(&self) -> Option<Provenance> {
        let sources = self.or("source", Vec::new(), |item| match item.value.as_array() {
            Some(_) => all(item.list()?, |item| item.raw()?.cited()),
            None => Some(vec![item.raw()?.cited::<SourceId>()?]),
        });
        let illustrative = self.or("illustrative", false, Item::flag);
        let provenance = Provenance { sources: sources?, illustrative: illustrative? };
        if provenance.sources.is_empty() && !provenance.illustrative {
            self.book.report(&self.place(), &FaultKind::MissingSource {});
            return None;
        }
        Some(provenance)
    }

    /// Reads `lon`, `lat` and `position_error_m`.
    pub(crate) fn position(&self) -> Option<(Option<Position>, Option<u32>)> {
        let lon = self.opt("lon", |item| item.degrees(180));
        let lat = self.opt("lat", |item| item.degrees(180));
        let error = self.opt("position_error_m", |item| item.whole(0, 1_000_000));
        let marks = self.marks();
        let error = error?.and_then(|metres| u32::try_from(metres).ok());
        let position = crate::position::position(self.book, &marks.at("lon"), lon?, lat?, error.is_some())?;
        Some((position, error))
    }

    /// Reads the code of a coordinate system.
    pub(crate) fn crs(&self, key: &str) -> Option<Crs> {
        self.req(key, |item| {
            let text = item.string()?;
            Crs::parse(&text).ok().or_else(|| {
                let known: Vec<String> = Crs::ALL.iter().map(ToString::to_string).collect();
                item.report(&FaultKind::UnknownCrs { text, known: known.join(", ") });
                None
            })
        })
    }

    pub(crate) fn table(&self, key: &str) -> Option<Table<'a>> {
        self.req(key, Item::table)
    }

    pub(crate) fn opt_table(&self, key: &str) -> Option<Option<Table<'a>>> {
        self.opt(key, Item::table)
    }

    /// Reads an array of tables, none if the key is absent.
    pub(crate) fn tables(&self, key: &str) -> Option<Vec<Table<'a>>> {
        self.or(key, Vec::new(), |item| all_tables(item))
    }

    /// Reads each table of an array of tables.
    pub(crate) fn each<T>(&self, key: &str, read: impl Fn(&Table<'a>) -> Option<T>) -> Option<Vec<T>> {
        let read: Vec<Option<T>> = self.tables(key)?.iter().map(read).collect();
        read.into_iter().collect()
    }
}

fn all_tables(item: Item<'_>) -> Option<Vec<Table<'_>>> {
    let tables: Vec<Option<Table<'_>>> = item.list()?.into_iter().map(Item::table).collect();
    tables.into_iter().collect()
}

fn filled(key: &str, item: Item<'_>) -> Option<String> {
    let text = item.string()?;
    if text.trim().is_empty() {
        item.report(&FaultKind::EmptyText { key: key.to_owned() });
        return None;
    }
    Some(text)
}
