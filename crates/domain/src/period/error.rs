//! Why a period cannot be counted.

use super::Period;
use crate::calendar::CoverageError;
use crate::text::{Lang, Text};
use jiff::civil::Date;

/// Says why a period cannot be read or counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// No clock has this word.
    #[error("`{text}` is no clock")]
    UnknownClock {
        /// The text as given.
        text: String,
    },
    /// The text is no period.
    #[error("`{text}` is no period")]
    NotAPeriod {
        /// The text as given.
        text: String,
    },
    /// The text is no day, or no day with a time, that exists.
    #[error("`{text}` is no day and no day with a time")]
    NotAMoment {
        /// The text as given.
        text: String,
    },
    /// The text is no stop.
    #[error("`{text}` is no stop")]
    NotAStop {
        /// The text as given.
        text: String,
    },
    /// A stop ends before it begins.
    #[error("the stop `{from}..{until}` ends before it begins")]
    ReversedStop {
        /// First day as given.
        from: Date,
        /// Last day as given.
        until: Date,
    },
    /// There is nothing to count.
    #[error("a period of 0 never begins")]
    Zero,
    /// The end lies outside the calendar.
    #[error("the period `{period}` from {from} leaves the years that a date can have")]
    TooLong {
        /// The day counted from.
        from: Date,
        /// The period.
        period: Period,
    },
    /// Hours are not counted backwards.
    #[error("the period `{period}` cannot be counted back from a day")]
    HoursBackward {
        /// The period.
        period: Period,
    },
    /// The holiday list does not reach a day that matters.
    #[error(transparent)]
    Coverage(#[from] CoverageError),
}

impl PeriodError {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let korean = match self {
            Self::UnknownClock { text } => format!("`{text}`: 그런 계산 방법이 없습니다"),
            Self::NotAPeriod { text } => format!("`{text}`: 기간이 아닙니다"),
            Self::NotAMoment { text } => format!("`{text}`: 있는 날짜나 시각이 아닙니다"),
            Self::NotAStop { text } => format!("`{text}`: 정지 기간이 아닙니다"),
            Self::ReversedStop { from, until } => {
                format!("정지 기간 `{from}..{until}`: 끝이 시작보다 앞섭니다")
            }
            Self::Zero => "기간이 0이면 셀 것이 없습니다".to_owned(),
            Self::TooLong { from, period } => {
                format!("{from}부터 `{}`: 달력으로 나타낼 수 있는 해를 벗어납니다", period.display(Lang::Ko))
            }
            Self::HoursBackward { period } => format!("`{period}`: 시간은 거꾸로 셀 수 없습니다"),
            Self::Coverage(error) => return error.message(),
        };
        Text::new(korean, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::UnknownClock { .. } => Text::new(
                "petition(민원), civil(민법), restrictive(행정기본법 제6조제2항) 가운데 하나를 쓰세요",
                "use `petition`, `civil` or `restrictive`",
            ),
            Self::NotAPeriod { .. } => Text::new(
                "수와 단위를 붙여 쓰세요: 3h(시간), 7d(일), 2w(주), 1mo(개월), 2y(년)",
                "write a whole number and a unit: 3h (hours), 7d (days), 2w (weeks), 1mo (months), 2y (years)",
            ),
            Self::NotAMoment { .. } => Text::new(
                "2025-01-24 또는 2025-01-24T14:00처럼 쓰세요",
                "write 2025-01-24 or 2025-01-24T14:00",
            ),
            Self::NotAStop { .. } => Text::new(
                "첫날과 마지막 날을 2025-02-03..2025-02-10처럼 쓰세요",
                "write the first and the last day: 2025-02-03..2025-02-10",
            ),
            Self::ReversedStop { .. } => Text::new("두 날짜의 순서를 바꾸세요", "swap the two days"),
            Self::Zero => Text::new("1 이상의 수를 쓰세요", "use a number of at least 1"),
            Self::TooLong { .. } => Text::new("더 짧은 기간을 쓰세요", "use a shorter period"),
            Self::HoursBackward { .. } => {
                Text::new("일, 주, 개월, 년으로 쓰세요", "use days, weeks, months or years")
            }
            Self::Coverage(_) => Text::new(
                "목록에 없는 해의 공휴일은 알 수 없습니다. data/calendar/holidays_kr.csv에 그 해를 더하거나 다른 기간을 쓰세요",
                "the holidays of that year are not known: add it to data/calendar/holidays_kr.csv or use another period",
            ),
        }
    }
}
