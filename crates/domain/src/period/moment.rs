//! A day, or a day with a time: how periods begin and end.

use super::PeriodError;
use crate::date::day;
use crate::text::Lang;
use jiff::civil::{Date, DateTime};
use serde::{Serialize, Serializer};

/// A day (일) as a whole, or a minute (시각) of it.
///
/// The two are kept apart because the Civil Act does: a period that begins at midnight counts its first day, and one
/// that begins some time during the day does not.
/// Times are those of Korea and whole minutes; seconds are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// Some time during a day.
    Day(Date),
    /// A time of a day.
    At(DateTime),
}

impl Moment {
    /// Reads `2025-01-24` or `2025-01-24T14:00`.
    ///
    /// # Errors
    /// [`PeriodError::NotAMoment`] if it is neither, or a day or time that does not exist.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let fail = || PeriodError::NotAMoment { text: text.to_owned() };
        match text.split_once('T') {
            None => read_day(text).map(Self::Day).ok_or_else(fail),
            Some((date, time)) if is_shaped(time, "00:00") || is_shaped(time, "00:00:00") => {
                let time = time.parse().map_err(|_| fail())?;
                Ok(Self::At(read_day(date).ok_or_else(fail)?.to_datetime(time)))
            }
            Some(_) => Err(fail()),
        }
    }

    /// Returns the day.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::At(at) => at.date(),
        }
    }

    /// Returns true if it is the first minute of a day.
    pub(super) fn is_midnight(self) -> bool {
        matches!(self, Self::At(_)) && self.minute_of_day() == 0
    }

    /// Returns its first minute.
    pub(super) fn start(self) -> DateTime {
        match self {
            Self::Day(date) => date.at(0, 0, 0, 0),
            Self::At(at) => at.date().at(at.hour(), at.minute(), 0, 0),
        }
    }

    /// Returns the minutes since midnight; 0 if there is no time.
    pub(super) fn minute_of_day(self) -> i64 {
        match self {
            Self::Day(_) => 0,
            Self::At(at) => i64::from(at.hour()) * 60 + i64::from(at.minute()),
        }
    }

    /// Writes it for people: `2025. 2. 4.(화) 14:00` or `Tuesday 4 February 2025, 14:00`.
    pub fn display(self, lang: Lang) -> String {
        let date = match lang {
            Lang::Ko => day(self.date(), lang),
            Lang::En => self.date().strftime("%A %-d %B %Y").to_string(),
        };
        match (self, lang) {
            (Self::Day(_), _) => date,
            (Self::At(at), Lang::Ko) => format!("{date} {}", at.strftime("%H:%M")),
            (Self::At(at), Lang::En) => format!("{date}, {}", at.strftime("%H:%M")),
        }
    }
}

/// Reads a day in the one form `2025-01-24`.
pub(super) fn read_day(text: &str) -> Option<Date> {
    is_shaped(text, "0000-00-00").then(|| text.parse().ok()).flatten()
}

/// Returns true if `text` has a digit wherever `shape` has one, and the same marks elsewhere.
fn is_shaped(text: &str, shape: &str) -> bool {
    let fits = |(c, mark): (char, char)| if mark == '0' { c.is_ascii_digit() } else { c == mark };
    text.len() == shape.len() && text.chars().zip(shape.chars()).all(fits)
}

impl std::fmt::Display for Moment {
    /// Writes it for programs: `2025-02-03` or `2025-02-04T14:00`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::At(at) => write!(f, "{}", at.strftime("%Y-%m-%dT%H:%M")),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self::Day(date)
    }
}

impl From<DateTime> for Moment {
    fn from(at: DateTime) -> Self {
        Self::At(at)
    }
}
