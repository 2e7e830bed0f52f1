//! Values of facts, and truth with a third answer.

use jiff::civil::Date;
use serde::Serialize;

/// What can be said of a condition: strong Kleene logic, in which unknown is neither true nor false.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It does not hold.
    False,
    /// It cannot be said yet.
    Unknown,
    /// It holds.
    True,
}

impl Truth {
    /// Returns the truth of a known yes or no.
    pub const fn of(yes: bool) -> Self {
        if yes { Self::True } else { Self::False }
    }

    /// Returns true only if it holds.
    pub const fn holds(self) -> bool {
        matches!(self, Self::True)
    }

    /// Returns the word for programs: `true`, `false` or `unknown`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
        }
    }

    /// Finds the truth that a word means.
    pub fn find_by_key(key: &str) -> Option<Self> {
        [Self::True, Self::False, Self::Unknown].into_iter().find(|truth| truth.key() == key)
    }

    /// Both hold: false if one is false, else unknown if one is unknown.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// One of them holds: true if one is true, else unknown if one is unknown.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    /// It does not hold; the opposite of unknown is unknown.
    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::Unknown => Self::Unknown,
            Self::False => Self::True,
        }
    }
}

/// A value of a fact as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number; a decimal is counted in its smallest step.
    Int(i64),
    /// A day.
    Date(Date),
    /// A value of a code list, or free text.
    Text(String),
}

/// Returns the number of days since 1970-01-01, which is how a day is compared.
pub fn day_number(day: Date) -> i64 {
    let first = jiff::civil::date(1970, 1, 1);
    (day - first).get_days().into()
}

/// Returns the day of a number of days since 1970-01-01; `None` outside the calendar.
pub fn day_of(number: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(number).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn unknown_gives_way_only_to_what_decides() {
        use Truth::{False, True, Unknown};
        for (a, b, and, or) in [
            (True, True, True, True),
            (True, Unknown, Unknown, True),
            (True, False, False, True),
            (Unknown, Unknown, Unknown, Unknown),
            (Unknown, False, False, Unknown),
            (False, False, False, False),
        ] {
            assert_eq!((a.and(b), b.and(a)), (and, and), "{a:?} and {b:?}");
            assert_eq!((a.or(b), b.or(a)), (or, or), "{a:?} or {b:?}");
        }
        assert_eq!((!True, !Unknown, !False), (False, Unknown, True));
    }

    #[test]
    fn a_day_and_its_number_lead_to_each_other() {
        for day in [date(1970, 1, 1), date(1969, 12, 31), date(2024, 2, 29), date(9999, 12, 31)] {
            assert_eq!(day_of(day_number(day)), Some(day));
        }
        assert_eq!(day_number(date(1970, 1, 2)), 1);
        assert_eq!(day_of(i64::MAX), None);
    }
}
