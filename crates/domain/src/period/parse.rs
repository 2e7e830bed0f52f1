//! Periods as people type them.

use super::{Clock, Period, PeriodError, Unit};

impl Period {
    /// Reads `3h`, `7d`, `2w`, `1mo` or `2y`; `0d` is read too, though there is nothing to count in it.
    ///
    /// # Errors
    /// [`PeriodError::NotAPeriod`] for anything else.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let fail = || PeriodError::NotAPeriod { text: text.to_owned() };
        let mark = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let unit = Unit::find_by_key(mark).ok_or_else(fail)?;
        let amount = text.strip_suffix(mark).and_then(|digits| digits.parse().ok()).ok_or_else(fail)?;
        Ok(Self { amount, unit })
    }

    /// Reads a period for a clock: as [`Period::parse`] does, and for petitions `즉시` as well.
    ///
    /// # Errors
    /// [`PeriodError::NotAPeriod`] for anything else.
    pub fn parse_for(clock: Clock, text: &str) -> Result<Self, PeriodError> {
        if clock == Clock::Petition && text == "즉시" { Ok(Self::AT_ONCE) } else { Self::parse(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_whole_number_and_a_unit() {
        for (text, amount, unit) in [
            ("3h", 3, Unit::Hours),
            ("7d", 7, Unit::Days),
            ("0d", 0, Unit::Days),
            ("2w", 2, Unit::Weeks),
            ("1mo", 1, Unit::Months),
            ("2y", 2, Unit::Years),
            ("4294967295y", u32::MAX, Unit::Years),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!(period, Period { amount, unit }, "{text}");
            assert_eq!(period.to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in
            ["", "3", "d", "3 days", "3 d", "-3d", "+3d", "3D", "3m", "1.5d", "４d", "4294967296d", "3dd"]
        {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn at_once_is_a_word_of_the_petition_clock_alone() {
        assert_eq!(Period::parse_for(Clock::Petition, "즉시").unwrap().to_string(), "3h");
        assert!(Period::parse_for(Clock::Civil, "즉시").is_err());
    }
}
