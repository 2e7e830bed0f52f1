//! One TOML value at its place.

use super::Table;
use crate::book::{Book, Place};
use crate::kind::FaultKind;
use crate::place::Page;
use crate::raw::{Raw, parse_date};
use jiff::civil::Date;
use teukgu_domain::money::Won;
use teukgu_domain::text::Text;
use toml::de::DeValue;

/// The largest amount that a folder may state: 1,000조 원. Sums of a whole plan stay far from an overflow.
const MOST_WON: i64 = 1_000_000_000_000_000;

/// A value with the page it stands on.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) book: &'a Book,
    pub(super) value: &'a DeValue<'a>,
    pub(super) at: usize,
}

impl<'a> Item<'a> {
    pub(crate) fn place(self) -> Place {
        Place { file: self.page.name.to_owned(), spot: self.page.spot(self.at) }
    }

    pub(crate) fn report(self, kind: &FaultKind) {
        self.book.report(&self.place(), kind);
    }

    fn wrong<T>(self, ko: &str, en: &str) -> Option<T> {
        let wanted = Text::new(ko, en);
        self.report(&FaultKind::WrongType { wanted, found: self.value.type_str().to_owned() });
        None
    }

    /// Reads a text with its place.
    pub(crate) fn raw(self) -> Option<Raw<'a>> {
        match self.value.as_str() {
            Some(text) => Some(Raw { book: self.book, text, place: self.place() }),
            None => self.wrong("문자열", "a string in quotes"),
        }
    }

    pub(crate) fn string(self) -> Option<String> {
        self.raw().map(|raw| raw.text.to_owned())
    }

    pub(crate) fn flag(self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.wrong("true 또는 false", "true or false"))
    }

    /// Reads a date; a time of day beside it is a fault, because nothing in a zone happens by the hour.
    pub(crate) fn date(self) -> Option<Date> {
        let Some(datetime) = self.value.as_datetime() else {
            return self.wrong("따옴표 없는 날짜(2024-11-28)", "a date without quotes (2024-11-28)");
        };
        let text = datetime.to_string();
        let date = parse_date(&text);
        if date.is_none() {
            self.report(&FaultKind::BadDate { text });
        }
        date
    }

    /// Reads a whole number within bounds.
    pub(crate) fn whole(self, least: i64, most: i64) -> Option<i64> {
        let Some(integer) = self.value.as_integer() else { return self.wrong("정수", "a whole number") };
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.report(&FaultKind::BadNumber { text: integer.to_string(), least, most });
        }
        number
    }

    /// Reads degrees of longitude or latitude.
    pub(crate) fn degrees(self, most: u8) -> Option<f64> {
        let text = match self.value {
            DeValue::Float(float) => float.as_str(),
            DeValue::Integer(integer) => integer.as_str(),
            _ => return self.wrong("수", "a number"),
        };
        Raw { book: self.book, text, place: self.place() }.degrees(most)
    }

    /// Reads whole won, or an amount as it stands in Korean print.
    pub(crate) fn won(self) -> Option<Won> {
        let (read, text) = match self.value {
            DeValue::Integer(integer) => (
                i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(Won::new),
                integer.to_string(),
            ),
            DeValue::String(text) => (Won::parse_printed(text).ok(), text.to_string()),
            _ => return self.wrong("금액", "an amount of money"),
        };
        let Some(amount) = read.filter(|amount| amount.won().unsigned_abs() <= MOST_WON.unsigned_abs()) else {
            self.report(&FaultKind::BadMoney { text });
            return None;
        };
        if amount < Won::ZERO {
            self.report(&FaultKind::NegativeMoney { amount });
            return None;
        }
        Some(amount)
    }

    /// Reads the values of an array.
    pub(crate) fn list(self) -> Option<Vec<Self>> {
        let Some(array) = self.value.as_array() else { return self.wrong("배열", "an array") };
        let items = array.iter();
        Some(items.map(|item| Item { value: item.get_ref(), at: item.span().start, ..self }).collect())
    }

    pub(crate) fn table(self) -> Option<Table<'a>> {
        match self.value.as_table() {
            Some(entries) => Some(Table::new(self.page, self.book, entries, self.at)),
            None => self.wrong("테이블", "a table"),
        }
    }
}

/// Reads every value of a list, and gives nothing if one of them has a fault.
pub(crate) fn all<T>(items: Vec<Item<'_>>, read: impl Fn(Item<'_>) -> Option<T>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = items.into_iter().map(read).collect();
    read.into_iter().collect()
}
