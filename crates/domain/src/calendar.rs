//! The holidays of public offices (관공서의 공휴일): which days do not count, and since when that is known.
//!
//! A list covers whole years, from its first holiday's to its last one's.
//! Outside them nobody knows which days are holidays, so a question about such a day is refused.

use crate::text::Text;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// A holiday of public offices (공휴일).
#[doc(alias = "공휴일")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub on: Date,
    /// Its name.
    pub name: Text,
    /// Why it is a holiday.
    pub kind: HolidayKind,
    /// How sure the list is of it.
    pub certainty: Certainty,
    /// Day on which it was decided; `None` if it was always known.
    pub known_since: Option<Date>,
}

/// Why a day is a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HolidayKind {
    /// The same day every year.
    Fixed,
    /// By the lunar calendar.
    Lunar,
    /// In place of a holiday that fell on a day off (대체공휴일).
    #[doc(alias = "대체공휴일")]
    Substitute,
    /// Election day.
    Election,
    /// Decided by the government for one occasion (임시공휴일).
    #[doc(alias = "임시공휴일")]
    AdHoc,
}

impl HolidayKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Fixed, Self::Lunar, Self::Substitute, Self::Election, Self::AdHoc];

    /// Returns the word for programs, such as `ad_hoc`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Lunar => "lunar",
            Self::Substitute => "substitute",
            Self::Election => "election",
            Self::AdHoc => "ad_hoc",
        }
    }

    /// Finds a kind by its word.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How sure a list is of a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The holidays of the year are settled.
    Certain,
    /// Computed ahead by the rules of today, which may change.
    Projected,
}

impl Certainty {
    /// Finds a certainty by its word: `certain` or `projected`.
    pub fn find_by_key(key: &str) -> Option<Self> {
        match key {
            "certain" => Some(Self::Certain),
            "projected" => Some(Self::Projected),
            _ => None,
        }
    }
}

/// Says that the list does not reach a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoverageError {
    /// The day lies before the first year of the list.
    #[error("the holiday list begins on {first}; the day {day} lies before it")]
    Before {
        /// The day asked for.
        day: Date,
        /// First day that the list covers.
        first: Date,
    },
    /// The day lies after the last year of the list.
    #[error("the holiday list ends on {last}; the day {day} lies after it")]
    After {
        /// The day asked for.
        day: Date,
        /// Last day that the list covers.
        last: Date,
    },
    /// The list is empty.
    #[error("the holiday list is empty; nothing is known about the day {day}")]
    Empty {
        /// The day asked for.
        day: Date,
    },
}

impl CoverageError {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let korean = match self {
            Self::Before { day, first } => {
                format!("공휴일 목록은 {first}부터 있습니다. 그보다 앞선 날: {day}")
            }
            Self::After { day, last } => format!("공휴일 목록은 {last}까지 있습니다. 그 뒤의 날: {day}"),
            Self::Empty { day } => format!("공휴일 목록이 비어 있어 알 수 없는 날: {day}"),
        };
        Text::new(korean, self.to_string())
    }
}

/// The holidays of public offices, by day.
#[doc(alias = "관공서의 공휴일에 관한 규정")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    by_day: BTreeMap<Date, Vec<Holiday>>,
    projected_years: BTreeSet<i16>,
}

impl Holidays {
    /// Makes a list that covers whole years, from the year of the first holiday to that of the last.
    pub fn new(holidays: impl IntoIterator<Item = Holiday>) -> Self {
        let mut list = Self::default();
        for holiday in holidays {
            if holiday.certainty == Certainty::Projected {
                list.projected_years.insert(holiday.on.year());
            }
            list.by_day.entry(holiday.on).or_default().push(holiday);
        }
        list
    }

    /// Returns the first day that the list covers; `None` if it is empty.
    pub fn first_day(&self) -> Option<Date> {
        self.by_day.keys().next().map(|day| day.first_of_year())
    }

    /// Returns the last day that the list covers; `None` if it is empty.
    pub fn last_day(&self) -> Option<Date> {
        self.by_day.keys().next_back().map(|day| day.last_of_year())
    }

    /// Returns every holiday in order.
    pub fn all(&self) -> impl Iterator<Item = &Holiday> {
        self.by_day.values().flatten()
    }

    /// Returns true if the holidays of the day's year are computed ahead rather than settled.
    pub fn is_projected(&self, day: Date) -> bool {
        self.projected_years.contains(&day.year())
    }

    /// Returns the holidays of a day that were known on `known_on`, or all of them if no day is given.
    ///
    /// # Errors
    /// [`CoverageError`] if the list does not reach the day.
    pub fn on(&self, day: Date, known_on: Option<Date>) -> Result<Vec<&Holiday>, CoverageError> {
        self.check(day)?;
        let is_known = |holiday: &&Holiday| match (holiday.known_since, known_on) {
            (Some(since), Some(on)) => since <= on,
            _ => true,
        };
        Ok(self.by_day.get(&day).into_iter().flatten().filter(is_known).collect())
    }

    /// Says why offices are closed on a day (Saturday, Sunday, the names of its holidays); `None` if they work.
    ///
    /// # Errors
    /// [`CoverageError`] if the list does not reach the day.
    pub fn why_closed(&self, day: Date, known_on: Option<Date>) -> Result<Option<Text>, CoverageError> {
        let holidays = self.on(day, known_on)?;
        let weekend = match day.weekday() {
            Weekday::Saturday => Some(Text::new("토요일", "Saturday")),
            Weekday::Sunday => Some(Text::new("일요일", "Sunday")),
            _ => None,
        };
        let names: Vec<&Text> = holidays.iter().map(|holiday| &holiday.name).chain(&weekend).collect();
        let joined = |of: fn(&Text) -> &str| names.iter().map(|name| of(name)).collect::<Vec<_>>().join("·");
        Ok((!names.is_empty()).then(|| Text::new(joined(|name| &name.ko), joined(|name| &name.en))))
    }

    /// Returns the last day on or before `day` on which offices work.
    ///
    /// # Errors
    /// [`CoverageError`] if the list does not reach back far enough.
    pub fn last_working_day(&self, day: Date, known_on: Option<Date>) -> Result<Date, CoverageError> {
        let mut at = day;
        while self.why_closed(at, known_on)?.is_some() {
            at = at.yesterday().map_err(|_| CoverageError::Before { day, first: at })?;
        }
        Ok(at)
    }

    fn check(&self, day: Date) -> Result<(), CoverageError> {
        let (Some(first), Some(last)) = (self.first_day(), self.last_day()) else {
            return Err(CoverageError::Empty { day });
        };
        if day < first {
            return Err(CoverageError::Before { day, first });
        }
        if day > last {
            return Err(CoverageError::After { day, last });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn holiday(on: Date, ko: &str, en: &str, known_since: Option<Date>) -> Holiday {
        let certainty = if on.year() > 2025 { Certainty::Projected } else { Certainty::Certain };
        Holiday { on, name: Text::new(ko, en), kind: HolidayKind::Fixed, certainty, known_since }
    }

    fn list() -> Holidays {
        Holidays::new([
            holiday(date(2025, 1, 27), "임시공휴일", "Temporary Public Holiday", Some(date(2025, 1, 14))),
            holiday(date(2025, 3, 1), "삼일절", "Independence Movement Day", None),
            holiday(date(2026, 12, 25), "기독탄신일", "Christmas Day", None),
        ])
    }

    #[test]
    fn a_holiday_is_not_known_before_it_was_decided() {
        let count = |known_on| list().on(date(2025, 1, 27), known_on).unwrap().len();
        assert_eq!(count(Some(date(2025, 1, 13))), 0);
        assert_eq!(count(Some(date(2025, 1, 14))), 1);
        assert_eq!(count(None), 1, "without a day of knowledge everything is known");
    }

    #[test]
    fn a_day_is_closed_for_every_reason_that_it_has() {
        let why = |day| list().why_closed(day, None).unwrap();
        assert_eq!(why(date(2025, 3, 1)).unwrap().ko, "삼일절·토요일");
        assert_eq!(why(date(2025, 3, 2)).unwrap().en, "Sunday");
        assert_eq!(why(date(2025, 3, 4)), None);
    }

    #[test]
    fn a_day_outside_the_years_of_the_list_is_refused() {
        let refused = |day| list().on(day, None).unwrap_err().to_string();
        assert_eq!(
            refused(date(2024, 12, 31)),
            "the holiday list begins on 2025-01-01; the day 2024-12-31 lies before it"
        );
        assert_eq!(
            refused(date(2027, 1, 1)),
            "the holiday list ends on 2026-12-31; the day 2027-01-01 lies after it"
        );
        assert!(Holidays::default().on(date(2025, 1, 1), None).is_err());
    }

    #[test]
    fn a_year_with_a_projected_holiday_is_projected_as_a_whole() {
        assert!(list().is_projected(date(2026, 6, 1)));
        assert!(!list().is_projected(date(2025, 3, 1)));
    }

    #[test]
    fn the_last_working_day_steps_over_days_off() {
        assert_eq!(list().last_working_day(date(2025, 3, 2), None).unwrap(), date(2025, 2, 28));
        assert_eq!(list().last_working_day(date(2025, 3, 4), None).unwrap(), date(2025, 3, 4));
        assert!(list().last_working_day(date(2024, 12, 31), None).is_err());
    }
}
