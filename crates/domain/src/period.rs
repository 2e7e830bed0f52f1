//! Counting of statutory periods (기간의 계산), with every step of the arithmetic and its article.
//!
//! Three clocks run in an office, and they do not agree:
//!
//! | clock | whose | first day | days off | last day on a day off |
//! | --- | --- | --- | --- | --- |
//! | [`Clock::Petition`] | the office's time to answer | counts | do not count (weeks and longer: count) | moves on |
//! | [`Clock::Civil`] | everything that no other law counts otherwise | does not count | count | moves on |
//! | [`Clock::Restrictive`] | time for which a right is limited or a duty lasts | counts | count | stays |
//!
//! Nothing here knows the present day, and a day outside the holiday list is refused rather than guessed.

mod article;
mod backward;
mod count;
mod error;
mod hours;
mod moment;
mod parse;
mod span;
mod stops;
mod working;

pub use article::Article;
pub use backward::{Backward, before};
pub use error::PeriodError;
pub use moment::Moment;
pub use stops::Stop;

use crate::calendar::Holidays;
use crate::text::{Lang, Text};
use count::Count;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Which rules count a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The time in which an office answers a petition (민원 처리기간), 민원 처리에 관한 법률 제19조.
    #[doc(alias = "처리기간")]
    Petition,
    /// The general rules, 민법 제155조 to 제161조; 행정기본법 제6조제1항 applies them to the administration.
    Civil,
    /// The time for which a right is limited or a duty lasts (권익 제한·의무 부과), 행정기본법 제6조제2항.
    ///
    /// If this way of counting is worse for the citizen it does not apply, and [`Clock::Civil`] counts.
    /// Which of the two is worse depends on the case, so whoever asks decides.
    Restrictive,
}

impl Clock {
    /// Every clock.
    pub const ALL: [Self; 3] = [Self::Petition, Self::Civil, Self::Restrictive];

    /// Returns the word for programs: `petition`, `civil` or `restrictive`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Petition => "petition",
            Self::Civil => "civil",
            Self::Restrictive => "restrictive",
        }
    }

    /// Returns the clock of a word for programs.
    ///
    /// # Errors
    /// [`PeriodError::UnknownClock`] if no clock has the word.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let found = Self::ALL.into_iter().find(|clock| clock.key() == text);
        found.ok_or_else(|| PeriodError::UnknownClock { text: text.to_owned() })
    }
}

/// The unit of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Hours; working hours (근무시간) by the petition clock.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

impl Unit {
    /// Every unit, shortest first.
    pub const ALL: [Self; 5] = [Self::Hours, Self::Days, Self::Weeks, Self::Months, Self::Years];

    /// Returns the mark of the unit: `h`, `d`, `w`, `mo` or `y`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hours => "h",
            Self::Days => "d",
            Self::Weeks => "w",
            Self::Months => "mo",
            Self::Years => "y",
        }
    }

    /// Finds a unit by its mark.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.key() == key)
    }
}

/// A length of time (기간) as a statute states it: a whole number of one unit.
///
/// In JSON it is the text that [`Period::parse`] reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
}

impl Period {
    /// The time for a petition that is to be answered at once (즉시): three working hours.
    ///
    /// 민원 처리에 관한 법률 시행령 제19조; meant for the petition clock only.
    #[doc(alias = "즉시")]
    pub const AT_ONCE: Self = Self { amount: 3, unit: Unit::Hours };

    /// Writes the period for people: `3일`, `1개월`, `3 days`, `1 month`.
    pub fn display(self, lang: Lang) -> String {
        let (ko, one, many) = match self.unit {
            Unit::Hours => ("시간", "hour", "hours"),
            Unit::Days => ("일", "day", "days"),
            Unit::Weeks => ("주", "week", "weeks"),
            Unit::Months => ("개월", "month", "months"),
            Unit::Years => ("년", "year", "years"),
        };
        match lang {
            Lang::Ko => format!("{}{ko}", self.amount),
            Lang::En if self.amount == 1 => format!("1 {one}"),
            Lang::En => format!("{} {many}", self.amount),
        }
    }
}

impl std::fmt::Display for Period {
    /// Writes the period as [`Period::parse`] reads it: `3d`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.amount, self.unit.key())
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Self, PeriodError> {
        Self::parse(&text)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

/// Returns how many hours a clock counts for a period; `None` if it counts no hours.
///
/// A petition of up to five days is counted in working hours, eight a day (민원 처리에 관한 법률 제19조제1항).
pub(crate) fn hours_of(clock: Clock, period: Period) -> Option<u32> {
    match (clock, period.unit) {
        (_, Unit::Hours) => Some(period.amount),
        (Clock::Petition, Unit::Days) if period.amount <= working::LONGEST_IN_HOURS => {
            Some(period.amount * working::HOURS_A_DAY)
        }
        _ => None,
    }
}

/// What is to be counted.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// By which rules.
    pub clock: Clock,
    /// When the event happened that starts the period (기산점의 사건): receipt, notice, disposition.
    pub from: Moment,
    /// How long.
    pub period: Period,
    /// Days on which the clock stands still (처리기간에 산입하지 아니하는 기간); they may overlap.
    pub stops: &'a [Stop],
    /// Day whose knowledge of holidays counts; everything that is known today if none is given.
    pub known_on: Option<Date>,
}

/// When a period ends (만료), and how that was counted.
#[doc(alias = "만료")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The end: a day, which is included, or a minute where hours were counted.
    pub due: Moment,
    /// The arithmetic, step by step.
    pub steps: Vec<Step>,
    /// True if the count rests on holidays that are computed ahead and may still change.
    pub projected: bool,
}

/// One step of the arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The day that the step is about; the first of several.
    pub on: Date,
    /// What happens on it.
    pub text: Text,
    /// By which article.
    pub cite: Article,
}

/// Counts a period and returns when it ends.
///
/// A stop takes its days out of the count: a working day or hour of the petition clock within it is passed over, and
/// a period by the calendar ends as many days later as stopped days lie within it.
/// A last day that moves on does not come to rest on a stopped day.
///
/// # Errors
/// [`PeriodError`] if the period is 0, ends after the year 9999, or touches a day that the holiday list does not reach.
pub fn due(request: &Request<'_>, holidays: &Holidays) -> Result<Deadline, PeriodError> {
    if request.period.amount == 0 {
        return Err(PeriodError::Zero);
    }
    let mut count = Count::new(request, holidays);
    let due = match (request.clock, request.period.unit) {
        (Clock::Petition, Unit::Hours) => working::hours(&mut count)?,
        (Clock::Petition, Unit::Days) if request.period.amount <= working::LONGEST_IN_HOURS => {
            working::hours(&mut count)?
        }
        (Clock::Petition, Unit::Days) => working::days(&mut count)?,
        (_, Unit::Hours) => hours::at_once(&mut count)?,
        _ => span::by_calendar(&mut count)?,
    };
    Ok(Deadline { due, projected: count.is_projected(), steps: count.into_steps() })
}
