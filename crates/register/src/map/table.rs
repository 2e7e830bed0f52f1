//! One TOML table being read: typed keys with their places, faults instead of stops.
//!
//! A reader gives `None` once it has noted a fault, and reading goes on, so that one pass finds everything.

use crate::kind::{Kind, nearest};
use std::cell::RefCell;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Page, Spot};
use toml::de::{DeTable, DeValue};

/// Everything noted while a text is read.
#[derive(Default)]
pub(super) struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    fn note(&self, page: &Page<'_>, at: usize, kind: &Kind) {
        self.0.borrow_mut().push(kind.at(page.name, page.spot(at)));
    }

    /// Returns every fault in the order of the text.
    pub(super) fn close(self) -> Vec<Fault> {
        let mut faults = self.0.into_inner();
        faults.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        faults
    }
}

/// Opens a text and hands its root table on; notes why it is no TOML.
pub(super) fn open(page: &Page<'_>, faults: &Faults, read: impl FnOnce(&Table<'_>)) {
    let (root, errors) = DeTable::parse_recoverable(page.text);
    for error in &errors {
        let spot = error.span().map_or(Spot::START, |span| page.spot(span.start));
        let kind = Kind::TomlSyntax { why: error.message().replace('\n', " ") };
        faults.0.borrow_mut().push(kind.at(page.name, spot));
    }
    if errors.is_empty() {
        let table = Table { page, faults, entries: root.get_ref(), at: 0, asked: RefCell::default() };
        read(&table);
        table.finish();
    }
}

/// A value with its place.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    page: &'a Page<'a>,
    faults: &'a Faults,
    value: &'a DeValue<'a>,
    at: usize,
}

impl<'a> Item<'a> {
    /// Notes a fault here.
    pub(super) fn note<T>(self, kind: &Kind) -> Option<T> {
        self.faults.note(self.page, self.at, kind);
        None
    }

    fn wrong<T>(self, ko: &str, en: &str) -> Option<T> {
        let found = shown(self.value);
        self.note(&Kind::WrongValue { ko: ko.to_owned(), en: en.to_owned(), found })
    }

    pub(super) fn string(self) -> Option<String> {
        match self.value.as_str().filter(|text| !text.trim().is_empty()) {
            Some(text) => Some(text.to_owned()),
            None => self.wrong("따옴표로 감싼 문자열", "a text in quotes"),
        }
    }

    pub(super) fn flag(self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.wrong("true 또는 false", "true or false"))
    }

    /// Reads a whole number between two others.
    pub(super) fn whole(self, least: i64, most: i64) -> Option<i64> {
        let found = self.value.as_integer();
        let number = found.and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        number.filter(|number| (least..=most).contains(number)).or_else(|| {
            self.wrong(&format!("{least}~{most}의 정수"), &format!("a whole number from {least} to {most}"))
        })
    }

    /// Reads an array of words of a column, each with its place; an empty word is one.
    pub(super) fn words(self) -> Option<Vec<(String, Item<'a>)>> {
        let Some(array) = self.value.as_array() else {
            return self.wrong("문자열의 배열", "an array of texts");
        };
        let items = array.iter().map(|item| Item { value: item.get_ref(), at: item.span().start, ..self });
        let word = |item: Item<'a>| {
            let text = item.value.as_str().map(str::to_owned);
            Some((text.or_else(|| item.wrong("따옴표로 감싼 문자열", "a text in quotes"))?, item))
        };
        Some(items.filter_map(word).collect())
    }

    pub(super) fn table(self) -> Option<Table<'a>> {
        let Some(entries) = self.value.as_table() else { return self.wrong("테이블", "a table") };
        Some(Table { page: self.page, faults: self.faults, entries, at: self.at, asked: RefCell::default() })
    }
}

/// Writes a value for a message.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}

/// A table that is being read.
pub(super) struct Table<'a> {
    page: &'a Page<'a>,
    faults: &'a Faults,
    entries: &'a DeTable<'a>,
    at: usize,
    asked: RefCell<Vec<String>>,
}

impl<'a> Table<'a> {
    /// Returns each key with its value, in the order of the text, and takes all of them as asked for.
    pub(super) fn all(&self) -> Vec<(String, Item<'a>, Item<'a>)> {
        let item = |value: &'a DeValue<'a>, at| Item { page: self.page, faults: self.faults, value, at };
        let mut all: Vec<_> = self.entries.iter().collect();
        all.sort_by_key(|(key, _)| key.span().start);
        let all = all.into_iter().map(|(key, value)| {
            let (at, text) = (key.span().start, key.get_ref().to_string());
            (text, item(value.get_ref(), at), item(value.get_ref(), value.span().start))
        });
        let all: Vec<_> = all.collect();
        self.asked.borrow_mut().extend(all.iter().map(|(key, ..)| key.clone()));
        all
    }

    /// Returns a value if its key is there.
    pub(super) fn opt(&self, key: &str) -> Option<Item<'a>> {
        self.asked.borrow_mut().push(key.to_owned());
        let value = self.entries.get(key)?;
        Some(Item { page: self.page, faults: self.faults, value: value.get_ref(), at: value.span().start })
    }

    /// Returns a value, or notes that its key is missing.
    pub(super) fn req(&self, key: &str) -> Option<Item<'a>> {
        self.opt(key).or_else(|| {
            self.faults.note(self.page, self.at, &Kind::MissingKey { key: key.to_owned() });
            None
        })
    }

    pub(super) fn string(&self, key: &str) -> Option<String> {
        self.req(key)?.string()
    }

    pub(super) fn opt_string(&self, key: &str) -> Option<String> {
        self.opt(key)?.string()
    }

    /// Reads a flag that is false where it is not written.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.opt(key).and_then(Item::flag).unwrap_or(false)
    }

    /// Notes every key that nobody asked for.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.entries.keys() {
            if !asked.iter().any(|known| known == key.get_ref()) {
                let nearest = nearest(key.get_ref(), asked.iter().map(String::as_str));
                let kind = Kind::UnknownKey { key: key.get_ref().to_string(), nearest };
                self.faults.note(self.page, key.span().start, &kind);
            }
        }
    }
}
