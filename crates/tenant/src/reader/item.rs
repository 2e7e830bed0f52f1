//! One TOML value at its place.

use super::Table;
use crate::book::{Book, Place, Read, Told};
use crate::kind::FaultKind;
use crate::place::Page;
use crate::raw::{Raw, Whole, parse_date, within};
use jiff::civil::Date;
use teukgu_domain::money::Won;
use teukgu_domain::text::Text;
use toml::de::{DeInteger, DeValue};

/// The largest amount that a folder may state: 1,000조 원. Sums of a whole plan stay far from an overflow.
const MOST_WON: u64 = 1_000_000_000_000_000;

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

    pub(crate) fn report(self, kind: &FaultKind) -> Told {
        self.book.report(&self.place(), kind)
    }

    fn wrong(self, ko: &str, en: &str) -> Told {
        self.report(&FaultKind::WrongType { wanted: Text::new(ko, en), found: self.sort() })
    }

    /// Names the type of the value.
    fn sort(self) -> Text {
        match self.value {
            DeValue::String(_) => Text::new("문자열", "a string"),
            DeValue::Integer(_) => Text::new("정수", "a whole number"),
            DeValue::Float(_) => Text::new("소수", "a decimal"),
            DeValue::Boolean(_) => Text::new("참·거짓", "true or false"),
            DeValue::Datetime(_) => Text::new("날짜", "a date"),
            DeValue::Array(_) => Text::new("배열", "an array"),
            DeValue::Table(_) => Text::new("테이블", "a table"),
        }
    }

    /// Reads a text with its place.
    pub(crate) fn raw(self) -> Read<Raw<'a>> {
        let text = self.value.as_str().ok_or_else(|| self.wrong("문자열", "a string in quotes"))?;
        Ok(Raw { book: self.book, text, place: self.place() })
    }

    pub(crate) fn string(self) -> Read<String> {
        self.raw().map(|raw| raw.text.to_owned())
    }

    pub(crate) fn flag(self) -> Read<bool> {
        self.value.as_bool().ok_or_else(|| self.wrong("true 또는 false", "true or false"))
    }

    /// Reads a date; a time of day beside it is a fault, because nothing in a zone happens by the hour.
    pub(crate) fn date(self) -> Read<Date> {
        let wrong = || self.wrong("따옴표 없는 날짜(2024-11-28)", "a date without quotes (2024-11-28)");
        let text = self.value.as_datetime().ok_or_else(wrong)?.to_string();
        parse_date(&text).ok_or_else(|| self.report(&FaultKind::BadDate { text }))
    }

    /// Reads a whole number within bounds.
    pub(crate) fn whole<T: Whole>(self, least: T, most: T) -> Read<T> {
        let integer = self.value.as_integer().ok_or_else(|| self.wrong("정수", "a whole number"))?;
        within(number(integer), least, most).ok_or_else(|| {
            let (least, most) = (least.into(), most.into());
            self.report(&FaultKind::BadNumber { text: integer.to_string(), least, most })
        })
    }

    /// Reads degrees of longitude or latitude.
    pub(crate) fn degrees(self, most: u8) -> Read<f64> {
        let text = match self.value {
            DeValue::Float(float) => float.as_str(),
            DeValue::Integer(integer) => integer.as_str(),
            _ => return Err(self.wrong("수", "a number")),
        };
        Raw { book: self.book, text, place: self.place() }.degrees(most)
    }

    /// Reads whole won, or an amount as it stands in Korean print.
    pub(crate) fn won(self) -> Read<Won> {
        let (amount, text) = match self.value {
            DeValue::Integer(integer) => (number(integer).map(Won::new), integer.to_string()),
            DeValue::String(text) => (Won::parse_printed(text).ok(), text.to_string()),
            _ => return Err(self.wrong("금액", "an amount of money")),
        };
        match amount.filter(|amount| amount.won().unsigned_abs() <= MOST_WON) {
            None => Err(self.report(&FaultKind::BadMoney { text })),
            Some(amount) if amount < Won::ZERO => Err(self.report(&FaultKind::NegativeMoney { amount })),
            Some(amount) => Ok(amount),
        }
    }

    /// Reads each value of an array, and gives nothing if one of them has a fault.
    pub(crate) fn each<T>(self, read: impl Fn(Item<'a>) -> Read<T>) -> Read<Vec<T>> {
        let array = self.value.as_array().ok_or_else(|| self.wrong("배열", "an array"))?;
        let items = array.iter().map(|item| Item { value: item.get_ref(), at: item.span().start, ..self });
        whole_list(items.map(read))
    }

    pub(crate) fn table(self) -> Read<Table<'a>> {
        let entries = self.value.as_table().ok_or_else(|| self.wrong("테이블", "a table"))?;
        Ok(Table::new(self.page, self.book, entries, self.at))
    }
}

/// Collects a list only after every one of its members was read, so that all their faults are found.
pub(crate) fn whole_list<T>(members: impl Iterator<Item = Read<T>>) -> Read<Vec<T>> {
    let members: Vec<Read<T>> = members.collect();
    members.into_iter().collect()
}

fn number(integer: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}
