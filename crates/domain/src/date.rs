//! Days and terms (기간), inclusive at both ends as statutes count them.

use crate::text::Lang;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// The day a question is asked for; what was in force that day decides the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AsOf(pub Date);

/// A span of days (기간), first and last day included; an open end means "until further notice".
#[doc(alias = "기간")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// First day.
    pub from: Date,
    /// Last day, included; `None` while no end is set.
    pub until: Option<Date>,
}

/// Says why two days do not make a term.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the term ends on {until}, before it begins on {from}")]
pub struct TermOrderError {
    /// First day as given.
    pub from: Date,
    /// Last day as given.
    pub until: Date,
}

impl Term {
    /// Makes a term.
    ///
    /// # Errors
    /// [`TermOrderError`] if the last day lies before the first.
    pub fn try_new(from: Date, until: Option<Date>) -> Result<Self, TermOrderError> {
        match until {
            Some(until) if until < from => Err(TermOrderError { from, until }),
            _ => Ok(Self { from, until }),
        }
    }

    /// Returns true if `day` lies in the term.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Returns true if the two terms share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| a.until.is_some_and(|until| until < b.from);
        !before(self, other) && !before(other, self)
    }

    /// Returns the years that the term touches, at most 100; an open term counts to its first year only.
    pub fn years(&self) -> Vec<i16> {
        let last = self.until.map_or(self.from.year(), Date::year);
        (self.from.year()..=last).take(100).collect()
    }

    /// Writes the term: `2024. 11. 28.(목) ~ 2029. 12. 31.(월)`.
    pub fn display(&self, lang: Lang) -> String {
        let from = day(self.from, lang);
        match (self.until, lang) {
            (Some(until), Lang::Ko) => format!("{from} ~ {}", day(until, lang)),
            (Some(until), Lang::En) => format!("{from} to {}", day(until, lang)),
            (None, Lang::Ko) => format!("{from}부터"),
            (None, Lang::En) => format!("from {from}"),
        }
    }
}

/// Writes a day as people read it: `2024. 11. 28.(목)` or `28 November 2024`.
pub fn day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Ko => {
            let weekday = match date.weekday() {
                Weekday::Monday => '월',
                Weekday::Tuesday => '화',
                Weekday::Wednesday => '수',
                Weekday::Thursday => '목',
                Weekday::Friday => '금',
                Weekday::Saturday => '토',
                Weekday::Sunday => '일',
            };
            format!("{}. {}. {}.({weekday})", date.year(), date.month(), date.day())
        }
        Lang::En => date.strftime("%-d %B %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_term_holds_its_first_and_its_last_day() {
        let term = Term::try_new(date(2025, 1, 1), Some(date(2029, 12, 31))).unwrap();
        assert!(term.contains(date(2025, 1, 1)) && term.contains(date(2029, 12, 31)));
        assert!(!term.contains(date(2024, 12, 31)) && !term.contains(date(2030, 1, 1)));
        assert_eq!(term.years(), [2025, 2026, 2027, 2028, 2029]);
    }

    #[test]
    fn a_term_cannot_end_before_it_begins() {
        assert!(Term::try_new(date(2025, 1, 2), Some(date(2025, 1, 1))).is_err());
    }

    #[test]
    fn terms_that_share_one_day_overlap() {
        let term = |a, b| Term::try_new(a, b).unwrap();
        let first = term(date(2025, 1, 1), Some(date(2025, 6, 30)));
        assert!(first.overlaps(&term(date(2025, 6, 30), None)));
        assert!(!first.overlaps(&term(date(2025, 7, 1), None)));
    }

    #[test]
    fn days_are_written_as_people_read_them() {
        assert_eq!(day(date(2024, 11, 28), Lang::Ko), "2024. 11. 28.(목)");
        assert_eq!(day(date(2024, 11, 28), Lang::En), "28 November 2024");
    }
}
