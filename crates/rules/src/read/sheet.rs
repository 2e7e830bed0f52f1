//! One TOML file being read: typed keys with their places, faults instead of stops.
//!
//! A reader gives `None` once it has noted a fault, and reading goes on, so that one pass finds everything.

use crate::fault::Kind;
use jiff::civil::Date;
use std::cell::RefCell;
use teukgu_domain::fault::{Fault, Severity};
use teukgu_domain::spot::{Page, Spot, decode};
use teukgu_domain::text::Text;
use toml::de::{DeTable, DeValue};

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) spot: Spot,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.spot.line, self.spot.column)
    }
}

/// More tables of one name than a file of the law has: what checks run over grows with their square.
const MOST_TABLES: usize = 500;
/// More than anybody mends in one go; what comes after is not noted.
const MOST_FAULTS: usize = 5_000;

/// Everything noted while the folder is read.
#[derive(Default)]
pub(crate) struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    pub(crate) fn note(&self, place: &Place, kind: &Kind) {
        let mut faults = self.0.borrow_mut();
        if faults.len() < MOST_FAULTS {
            faults.push(kind.at(&place.file, place.spot));
        }
    }

    /// Notes a fault and gives nothing, for the end of a reader.
    pub(crate) fn none<T>(&self, place: &Place, kind: &Kind) -> Option<T> {
        self.note(place, kind);
        None
    }

    /// Takes the faults that another reader found.
    pub(crate) fn take(&self, found: Vec<Fault>) {
        let mut faults = self.0.borrow_mut();
        let room = MOST_FAULTS.saturating_sub(faults.len());
        faults.extend(found.into_iter().take(room));
    }

    /// Returns true while nothing keeps the law from being used.
    pub(crate) fn is_sound(&self) -> bool {
        self.0.borrow().iter().all(|fault| fault.severity == Severity::Note)
    }

    /// Returns every fault once, in order of file, line and column.
    pub(crate) fn close(self) -> Vec<Fault> {
        let mut faults = self.0.into_inner();
        faults.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        faults.dedup();
        faults
    }
}

/// Opens a file and hands its root table on; notes why it cannot be read.
pub(crate) fn open(file: &str, bytes: &[u8], faults: &Faults, read: impl FnOnce(&Table<'_>)) {
    let unreadable = |spot: Spot, ko: String, en: String| {
        faults.note(&Place { file: file.to_owned(), spot }, &Kind::Unreadable { ko, en });
    };
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(spot) => {
            return unreadable(spot, "UTF-8 문자가 아닙니다".into(), "these bytes are not UTF-8".into());
        }
    };
    let page = Page::new(file, text);
    let (root, errors) = DeTable::parse_recoverable(page.text);
    for error in &errors {
        let spot = error.span().map_or(Spot::START, |span| page.spot(span.start));
        let why = error.message().replace('\n', " ");
        unreadable(spot, format!("TOML 문법에 맞지 않습니다: {why}"), format!("the text is not TOML: {why}"));
    }
    if errors.is_empty() {
        let table = Table { page: &page, faults, entries: root.get_ref(), at: 0, asked: RefCell::default() };
        read(&table);
        table.finish();
    }
}

/// A value with its place.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    page: &'a Page<'a>,
    faults: &'a Faults,
    pub(crate) value: &'a DeValue<'a>,
    at: usize,
}

impl<'a> Item<'a> {
    pub(crate) fn place(self) -> Place {
        Place { file: self.page.name.to_owned(), spot: self.page.spot(self.at) }
    }

    /// Returns where a byte of a text in quotes stands.
    pub(crate) fn place_within(self, at: usize) -> Place {
        let source = self.page.text.get(self.at..).unwrap_or_default();
        let quote = source.chars().next().unwrap_or('"');
        let quotes = source.len() - source.trim_start_matches(quote).len();
        let opening = if quotes >= 3 { 3 } else { 1 };
        let has_break = opening == 3 && source.get(3..).is_some_and(|rest| rest.starts_with('\n'));
        let spot = self.page.spot(self.at + opening + usize::from(has_break) + at);
        Place { file: self.page.name.to_owned(), spot }
    }

    /// Notes a fault here.
    pub(crate) fn note(self, kind: &Kind) {
        self.faults.note(&self.place(), kind);
    }

    /// Notes that something else was wanted here.
    pub(crate) fn wrong<T>(self, ko: &str, en: &str) -> Option<T> {
        let found = shown(self.value);
        self.faults.none(&self.place(), &Kind::WrongValue { ko: ko.to_owned(), en: en.to_owned(), found })
    }

    pub(crate) fn str(self) -> Option<&'a str> {
        match self.value.as_str().filter(|text| !text.trim().is_empty()) {
            Some(text) => Some(text),
            None => self.wrong("따옴표로 감싼 문자열", "a text in quotes"),
        }
    }

    pub(crate) fn flag(self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.wrong("true 또는 false", "true or false"))
    }

    pub(crate) fn int(self) -> Option<i64> {
        whole(self.value).or_else(|| self.wrong("정수", "a whole number"))
    }

    pub(crate) fn date(self) -> Option<Date> {
        date_of(self.value).or_else(|| self.wrong("날짜(2024-11-28)", "a date (2024-11-28)"))
    }

    pub(crate) fn items(self) -> Option<Vec<Item<'a>>> {
        let Some(array) = self.value.as_array() else {
            return self.wrong("배열", "an array");
        };
        Some(array.iter().map(|item| Item { value: item.get_ref(), at: item.span().start, ..self }).collect())
    }

    pub(crate) fn table(self) -> Option<Table<'a>> {
        let Some(entries) = self.value.as_table() else {
            return self.wrong("테이블", "a table");
        };
        Some(Table { page: self.page, faults: self.faults, entries, at: self.at, asked: RefCell::default() })
    }
}

/// Returns the whole number that a value is.
pub(crate) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// Returns the day that a value is; a time of day beside it makes it none.
pub(crate) fn date_of(value: &DeValue<'_>) -> Option<Date> {
    value.as_datetime().and_then(|text| text.to_string().parse().ok())
}

/// Writes a value for a message.
pub(crate) fn shown(value: &DeValue<'_>) -> String {
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
pub(crate) struct Table<'a> {
    page: &'a Page<'a>,
    pub(crate) faults: &'a Faults,
    entries: &'a DeTable<'a>,
    at: usize,
    asked: RefCell<Vec<String>>,
}

impl<'a> Table<'a> {
    /// Returns where the table begins.
    pub(crate) fn place(&self) -> Place {
        Place { file: self.page.name.to_owned(), spot: self.page.spot(self.at) }
    }

    /// Returns where the value of a key stands, or the table where it is not written.
    pub(crate) fn place_of(&self, key: &str) -> Place {
        let at = self.entries.get(key).map_or(self.at, |value| value.span().start);
        Place { file: self.page.name.to_owned(), spot: self.page.spot(at) }
    }

    /// Returns the keys in the order of the file.
    pub(crate) fn keys(&self) -> Vec<String> {
        let mut keys: Vec<_> = self.entries.keys().map(|key| (key.span().start, key.get_ref())).collect();
        keys.sort_by_key(|(at, _)| *at);
        keys.into_iter().map(|(_, key)| key.to_string()).collect()
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Returns a value if its key is there.
    pub(crate) fn opt(&self, key: &str) -> Option<Item<'a>> {
        self.asked.borrow_mut().push(key.to_owned());
        let value = self.entries.get(key)?;
        Some(Item { page: self.page, faults: self.faults, value: value.get_ref(), at: value.span().start })
    }

    /// Returns a value, or notes that its key is missing.
    pub(crate) fn req(&self, key: &str) -> Option<Item<'a>> {
        self.opt(key).or_else(|| self.faults.none(&self.place(), &Kind::MissingKey { key: key.to_owned() }))
    }

    pub(crate) fn str(&self, key: &str) -> Option<&'a str> {
        self.req(key)?.str()
    }

    pub(crate) fn string(&self, key: &str) -> Option<String> {
        self.str(key).map(str::to_owned)
    }

    pub(crate) fn date(&self, key: &str) -> Option<Date> {
        self.req(key)?.date()
    }

    pub(crate) fn opt_str(&self, key: &str) -> Option<&'a str> {
        self.opt(key)?.str()
    }

    pub(crate) fn opt_date(&self, key: &str) -> Option<Date> {
        self.opt(key)?.date()
    }

    /// Reads a flag that is false where it is not written.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.opt(key).and_then(Item::flag).unwrap_or(false)
    }

    /// Reads `<name>_ko` and `<name>_en`.
    pub(crate) fn text(&self, name: &str) -> Option<Text> {
        let (ko, en) = (self.string(&format!("{name}_ko")), self.string(&format!("{name}_en")));
        Some(Text::new(ko?, en?))
    }

    /// Reads `<name>_ko` and `<name>_en`, which are both there or both absent.
    pub(crate) fn opt_text(&self, name: &str) -> Option<Text> {
        let (ko, en) = (format!("{name}_ko"), format!("{name}_en"));
        if self.has(&ko) || self.has(&en) {
            return self.text(name);
        }
        self.asked.borrow_mut().extend([ko, en]);
        None
    }

    /// Reads a word of a closed list.
    pub(crate) fn word<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let item = self.req(key)?;
        let text = item.str()?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        found.or_else(|| {
            let list = words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(" · ");
            item.wrong(&list, &list)
        })
    }

    /// Returns the tables of an array of tables; none where it is not written.
    pub(crate) fn tables(&self, key: &str) -> Vec<Table<'a>> {
        let Some(item) = self.opt(key) else { return Vec::new() };
        let items = item.items().unwrap_or_default();
        if items.len() > MOST_TABLES {
            let name = format!("[[{key}]] {}", items.len());
            item.note(&Kind::TooMany { ko: name.clone(), en: name, most: MOST_TABLES });
        }
        items.into_iter().take(MOST_TABLES).filter_map(Item::table).collect()
    }

    /// Reads a table by key; `None` where it is not written.
    pub(crate) fn opt_table(&self, key: &str) -> Option<Table<'a>> {
        self.opt(key)?.table()
    }

    /// Notes every key that nobody asked for.
    pub(crate) fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.entries.keys() {
            if !asked.iter().any(|known| known == key.get_ref()) {
                let place = Place { file: self.page.name.to_owned(), spot: self.page.spot(key.span().start) };
                let nearest = nearest(key.get_ref(), asked.iter().map(String::as_str));
                self.faults.note(&place, &Kind::UnknownKey { key: key.get_ref().to_string(), nearest });
            }
        }
    }
}

/// Returns the known word that is spelt most like `text`, or a dash if there is none.
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let by_steps = |word: &&str| strsim::osa_distance(text, word);
    known.into_iter().min_by_key(by_steps).map_or_else(|| "–".to_owned(), |word| format!("`{word}`"))
}
