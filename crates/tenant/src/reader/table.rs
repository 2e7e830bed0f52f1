//! One TOML table: typed keys, and the keys that nobody asked for.

use super::Item;
use super::item::whole_list;
use crate::book::{Book, CodeList, Place, Read, Told, forgive, nearest};
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

/// The years that a budget or a target may speak of.
pub(crate) const FIRST_YEAR: i16 = 1900;
/// The last of them.
pub(crate) const LAST_YEAR: i16 = 2200;

/// A table that is being read.
pub(crate) struct Table<'a> {
    page: &'a Page<'a>,
    book: &'a Book,
    entries: &'a DeTable<'a>,
    header: usize,
    known: RefCell<Vec<String>>,
    missing: RefCell<Vec<String>>,
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
        Self { page, book, entries, header, known: RefCell::default(), missing: RefCell::default() }
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

    /// Reports every key that nobody asked for, and every key that was asked for in vain.
    pub(crate) fn finish(&self) -> Read<()> {
        let mut finished = Ok(());
        let (known, mut missing) = (self.known.borrow(), self.missing.borrow_mut());
        for key in self.entries.keys().map(|key| key.get_ref().as_ref()) {
            if known.iter().any(|known| known == key) {
                continue;
            }
            forgive(key, &mut missing);
            let nearest = nearest(key, known.iter().map(String::as_str));
            finished = Err(self
                .book
                .report(&self.key_place(key), &FaultKind::UnknownKey { key: key.to_owned(), nearest }));
        }
        for key in missing.drain(..) {
            finished = Err(self.book.report(&self.place(), &FaultKind::MissingKey { key }));
        }
        finished
    }

    fn look(&self, key: &str) -> Option<Item<'a>> {
        self.known.borrow_mut().push(key.to_owned());
        let value = self.entries.get(key)?;
        Some(Item { page: self.page, book: self.book, value: value.get_ref(), at: value.span().start })
    }

    /// Reads a key that may be absent.
    pub(crate) fn opt<T>(&self, key: &str, read: impl FnOnce(Item<'a>) -> Read<T>) -> Read<Option<T>> {
        self.look(key).map(read).transpose()
    }

    /// Reads a key that must be there.
    pub(crate) fn req<T>(&self, key: &str, read: impl FnOnce(Item<'a>) -> Read<T>) -> Read<T> {
        let Some(item) = self.look(key) else {
            self.missing.borrow_mut().push(key.to_owned());
            return Err(Told::promise());
        };
        read(item)
    }

    /// Reads a key that may be absent with something to say in its stead.
    pub(crate) fn or<T>(&self, key: &str, absent: T, read: impl FnOnce(Item<'a>) -> Read<T>) -> Read<T> {
        self.opt(key, read).map(|found| found.unwrap_or(absent))
    }

    /// Reads every key of the table as a year, with the item that stands there; each is known by being a year.
    pub(crate) fn years<T>(&self, read: impl Fn(Item<'a>) -> Read<T>) -> Read<Vec<(i16, T)>> {
        self.keyed(|text, place| Raw { book: self.book, text, place }.whole(FIRST_YEAR, LAST_YEAR), read)
    }

    /// Reads every key of the table as the code of an industry, to be looked up later, with the item that stands there.
    pub(crate) fn industries<T>(&self, read: impl Fn(Item<'a>) -> Read<T>) -> Read<Vec<(String, T)>> {
        let code = |text: &str, place| {
            self.book.mention(CodeList::Industry, text, place);
            Ok(text.to_owned())
        };
        self.keyed(code, read)
    }

    /// Reads every key of the table by itself, with the item that stands there.
    fn keyed<K, T>(
        &self,
        read_key: impl Fn(&'a str, Place) -> Read<K>,
        read: impl Fn(Item<'a>) -> Read<T>,
    ) -> Read<Vec<(K, T)>> {
        let keys: Vec<&str> = self.entries.keys().map(|key| key.get_ref().as_ref()).collect();
        whole_list(keys.into_iter().map(|key| {
            let value = self.req(key, &read);
            Ok((read_key(key, self.key_place(key))?, value?))
        }))
    }

    fn key_place(&self, key: &str) -> Place {
        let at = self.entries.get_key_value(key).map_or(self.header, |(key, _)| key.span().start);
        Place { file: self.page.name.to_owned(), spot: self.page.spot(at) }
    }

    /// Reads a text that is not empty.
    pub(crate) fn string(&self, key: &str) -> Read<String> {
        self.req(key, |item| filled(key, item))
    }

    pub(crate) fn opt_string(&self, key: &str) -> Read<Option<String>> {
        self.opt(key, |item| filled(key, item))
    }

    /// Reads `<name>_ko` and `<name>_en`.
    pub(crate) fn text(&self, name: &str) -> Read<Text> {
        let (ko, en) = (self.string(&format!("{name}_ko")), self.string(&format!("{name}_en")));
        Ok(Text::new(ko?, en?))
    }

    /// Reads `<name>_ko` and `<name>_en`, which are both there or both absent.
    pub(crate) fn opt_text(&self, name: &str) -> Read<Option<Text>> {
        let there = |tail: &str| self.entries.contains_key(format!("{name}_{tail}").as_str());
        if there("ko") || there("en") {
            return self.text(name).map(Some);
        }
        self.known.borrow_mut().extend([format!("{name}_ko"), format!("{name}_en")]);
        Ok(None)
    }

    /// Reads an array of `{ ko = "…", en = "…" }`.
    pub(crate) fn texts(&self, key: &str) -> Read<Vec<Text>> {
        self.req(key, |item| {
            item.each(|item| {
                let table = item.table()?;
                let (ko, en) = (table.string("ko"), table.string("en"));
                table.finish()?;
                Ok(Text::new(ko?, en?))
            })
        })
    }

    /// Reads an array of strings that are not empty.
    pub(crate) fn strings(&self, key: &str) -> Read<Vec<String>> {
        self.req(key, |item| item.each(|item| filled(key, item)))
    }

    /// Reads a code of a standard list, to be looked up later.
    pub(crate) fn code(&self, key: &str, list: CodeList) -> Read<String> {
        self.string(key).inspect(|code| self.book.mention(list, code, self.marks().at(key)))
    }

    /// Reads codes of a standard list, to be looked up later.
    pub(crate) fn codes(&self, key: &str, list: CodeList) -> Read<Vec<String>> {
        self.strings(key).inspect(|codes| {
            for (place, code) in codes.iter().enumerate() {
                self.book.mention(list, code, self.marks().at(&format!("{key}.{place}")));
            }
        })
    }

    pub(crate) fn date(&self, key: &str) -> Read<Date> {
        self.req(key, Item::date)
    }

    pub(crate) fn opt_date(&self, key: &str) -> Read<Option<Date>> {
        self.opt(key, Item::date)
    }

    pub(crate) fn won(&self, key: &str) -> Read<Won> {
        self.req(key, Item::won)
    }

    pub(crate) fn flag(&self, key: &str) -> Read<bool> {
        self.req(key, Item::flag)
    }

    pub(crate) fn word<T: Word>(&self, key: &str) -> Read<T> {
        self.req(key, |item| item.raw()?.word())
    }

    /// Reads the id of this record.
    pub(crate) fn id<T: Id>(&self) -> Read<T> {
        self.req("id", |item| item.raw()?.declared())
    }

    /// Reads the id of another record.
    pub(crate) fn cite<T: Id>(&self, key: &str) -> Read<T> {
        self.req(key, |item| item.raw()?.cited())
    }

    /// Reads the ids of other records, none if the key is absent.
    pub(crate) fn cites<T: Id>(&self, key: &str) -> Read<Vec<T>> {
        self.or(key, Vec::new(), |item| item.each(|item| item.raw()?.cited()))
    }

    /// Notes a key that is made of several values, such as a day and a word.
    pub(crate) fn declare(&self, noun: NounKind, id: &str, key: &str) {
        self.book.declare(noun, id, self.marks().at(key));
    }

    /// Reads the term `from` to `until`, where `until` may be absent.
    pub(crate) fn term(&self) -> Read<Term> {
        self.term_of("from", "until")
    }

    pub(crate) fn term_of(&self, from_key: &str, until_key: &str) -> Read<Term> {
        let (from, until) = (self.date(from_key), self.opt_date(until_key));
        let (from, until) = (from?, until?);
        Term::try_new(from, until).map_err(|error| {
            let (from, until) = (error.from.to_string(), error.until.to_string());
            self.book.report(&self.marks().at(until_key), &FaultKind::TermOrder { from, until })
        })
    }

    /// Reads a term that may be absent as a whole.
    pub(crate) fn opt_term_of(&self, from_key: &str, until_key: &str) -> Read<Option<Term>> {
        if self.entries.contains_key(from_key) || self.entries.contains_key(until_key) {
            return self.term_of(from_key, until_key).map(Some);
        }
        self.known.borrow_mut().extend([from_key.to_owned(), until_key.to_owned()]);
        Ok(None)
    }

    /// Reads `source` and `illustrative`; one of them must be there.
    pub(crate) fn provenance(&self) -> Read<Provenance> {
        let sources = self.or("source", Vec::new(), |item| match item.value.as_array() {
            Some(_) => item.each(|item| item.raw()?.cited()),
            None => Ok(vec![item.raw()?.cited::<SourceId>()?]),
        });
        let illustrative = self.or("illustrative", false, Item::flag);
        let provenance = Provenance { sources: sources?, illustrative: illustrative? };
        if provenance.sources.is_empty() && !provenance.illustrative {
            return Err(self.book.report(&self.place(), &FaultKind::MissingSource {}));
        }
        Ok(provenance)
    }

    /// Reads `lon`, `lat` and `position_error_m`.
    pub(crate) fn position(&self) -> Read<(Option<Position>, Option<u32>)> {
        let lon = self.opt("lon", |item| item.degrees(180));
        let lat = self.opt("lat", |item| item.degrees(180));
        let error = self.opt("position_error_m", |item| item.whole(0, 1_000_000));
        let marks = self.marks();
        let (degrees, error) = ((lon?, lat?), error?);
        let position = crate::position::position(self.book, &marks.at("lon"), degrees, error.is_some())?;
        Ok((position, error))
    }

    /// Reads the code of a coordinate system.
    pub(crate) fn crs(&self, key: &str) -> Read<Crs> {
        self.req(key, |item| {
            let text = item.string()?;
            Crs::parse(&text).map_err(|_| {
                let known: Vec<String> = Crs::ALL.iter().map(ToString::to_string).collect();
                item.report(&FaultKind::UnknownCrs { text, known: known.join(", ") })
            })
        })
    }

    pub(crate) fn table(&self, key: &str) -> Read<Table<'a>> {
        self.req(key, Item::table)
    }

    pub(crate) fn opt_table(&self, key: &str) -> Read<Option<Table<'a>>> {
        self.opt(key, Item::table)
    }

    /// Reads an array of tables, none if the key is absent.
    pub(crate) fn tables(&self, key: &str) -> Read<Vec<Table<'a>>> {
        self.or(key, Vec::new(), |item| item.each(Item::table))
    }

    /// Reads each table of an array of tables.
    pub(crate) fn each<T>(&self, key: &str, read: impl Fn(&Table<'a>) -> Read<T>) -> Read<Vec<T>> {
        whole_list(self.tables(key)?.iter().map(read))
    }
}

fn filled(key: &str, item: Item<'_>) -> Read<String> {
    let text = item.string()?;
    if text.trim().is_empty() {
        return Err(item.report(&FaultKind::EmptyText { key: key.to_owned() }));
    }
    Ok(text)
}
