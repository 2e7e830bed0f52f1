//! Why a clock cannot be read.

use crate::period::{Period, PeriodError};
use crate::text::{Lang, Text};

/// Says why a clock cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// Nothing has started the clock yet.
    #[error("the clock has not started")]
    NotStarted,
    /// An event cannot follow the ones before it.
    #[error("event {place} of the clock (`{kind}`) cannot follow the ones before it")]
    OutOfPlace {
        /// Its place among the events, from 1.
        place: usize,
        /// What it is.
        kind: &'static str,
    },
    /// An event lies before the one before it.
    #[error("event {place} of the clock (`{kind}`) lies before the one before it")]
    OutOfOrder {
        /// Its place among the events, from 1.
        place: usize,
        /// What it is.
        kind: &'static str,
    },
    /// An extension is of another unit than the period.
    #[error(
        "event {place} of the clock extends the period `{period}` by `{extension}`, which is another unit"
    )]
    OtherUnit {
        /// Its place among the events, from 1.
        place: usize,
        /// Period.
        period: Period,
        /// Extension.
        extension: Period,
    },
    /// The period cannot be counted.
    #[error(transparent)]
    Period(#[from] PeriodError),
}

impl ClockError {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::NotStarted => "처리기간이 아직 시작되지 않았습니다".to_owned(),
            Self::OutOfPlace { place, kind } => {
                format!("처리기간 기록 {place}번(`{kind}`)은 앞의 기록에 이어질 수 없습니다")
            }
            Self::OutOfOrder { place, kind } => {
                format!("처리기간 기록 {place}번(`{kind}`)의 시각이 앞의 기록보다 이릅니다")
            }
            Self::OtherUnit { place, period, extension } => {
                let (period, extension) = (period.display(Lang::Ko), extension.display(Lang::Ko));
                format!(
                    "처리기간 기록 {place}번: 처리기간({period})과 연장 기간({extension})의 단위가 다릅니다"
                )
            }
            Self::Period(error) => return error.message(),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::NotStarted => Text::new(
                "접수한 날 이후의 날짜로 다시 확인하세요",
                "ask for the day of receipt or a later one",
            ),
            Self::OutOfPlace { .. } => Text::new(
                "시작은 맨 처음에 한 번, 정지는 진행 중에, 재개는 정지 중에만 둘 수 있으며, 종료한 뒤에는 아무것도 둘 수 없습니다",
                "start once and first, stop what runs, resume what is stopped, and let nothing follow the end",
            ),
            Self::OutOfOrder { .. } => Text::new(
                "기록을 일어난 순서대로 두세요",
                "put the events in the order in which they happened",
            ),
            Self::OtherUnit { .. } => Text::new(
                "연장 기간을 처리기간과 같은 단위로 쓰세요",
                "state the extension in the unit of the period",
            ),
            Self::Period(error) => error.help(),
        }
    }
}
