//! From a cell to the number of a fact, as [`crate::read`] reads one of a file.

use super::{Dialect, SqlError};
use crate::map::Reading;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use teukgu_domain::text::NO_VALUE;
use teukgu_rules::fact::{Fact, Sort, Vocabulary};
use teukgu_rules::value::{Value, day_number};

/// Years, months and days as they are written, and a time of day with an offset that may follow.
const TIME: &str = "([ Tt]([01][0-9]|2[0-3])(:[0-5][0-9](:([0-5][0-9]|60)([.,][0-9]{1,9})?)?)?([+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?)?";

/// Reads cells of one engine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'a> {
    pub(super) dialect: Dialect,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Cells<'_> {
    /// Returns the digits of a day as one number, such as 20241128, `NULL` where the cell has none.
    pub(super) fn digits_of_day(self, cell: &str) -> String {
        let form = format!("^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{8}}){TIME}$");
        let is_day = self.dialect.matches(cell, &form);
        format!("CASE WHEN {is_day} THEN CAST(LEFT(REPLACE({cell}, '-', ''), 8) AS BIGINT) END")
    }

    /// Returns the number of a fact. `digits` is where [`Cells::digits_of_day`] stands for a day.
    pub(super) fn number(
        self,
        slot: usize,
        reading: &Reading,
        cell: &str,
        digits: &str,
    ) -> Result<String, SqlError> {
        let fact = self.vocabulary.at(slot);
        match (reading, &fact.sort) {
            (Reading::Words(words), _) => self.of_words(words, cell),
            (Reading::Number { factor }, Sort::Number { scale, min, max }) => {
                Ok(self.of_number(cell, *scale, bounds(*min, *max, *factor), *factor))
            }
            (Reading::Day, Sort::Date { .. }) => Ok(self.of_day(digits)),
            (Reading::Plain, Sort::Text { .. } | Sort::Code { .. }) => self.of_text(slot, fact, cell),
            // A column that is read as something else than its fact is gives nothing.
            _ => Ok("CAST(NULL AS BIGINT)".to_owned()),
        }
    }

    fn of_words(self, words: &BTreeMap<String, i64>, cell: &str) -> Result<String, SqlError> {
        if words.is_empty() {
            return Ok("CAST(NULL AS BIGINT)".to_owned());
        }
        let mut sql = format!("CASE {cell}");
        for (word, number) in words {
            let (word, number) = (self.dialect.text(word)?, Dialect::number(*number));
            let _ = write!(sql, " WHEN {word} THEN {number}");
        }
        Ok(sql + " END")
    }

    /// A text that no condition names is known to be another one.
    fn of_text(self, slot: usize, fact: &Fact, cell: &str) -> Result<String, SqlError> {
        let (least, most) = self.vocabulary.bounds(slot);
        let mut sql = format!("CASE WHEN {} THEN NULL", self.is_no_value(cell)?);
        for number in least.max(0)..=most {
            let Some(Value::Text(text)) = self.vocabulary.decode(slot, number) else { continue };
            let _ = write!(sql, " WHEN {cell} = {} THEN {number}", self.dialect.text(&text)?);
        }
        let other =
            if matches!(fact.sort, Sort::Text { .. }) { least.to_string() } else { "NULL".to_owned() };
        Ok(format!("{sql} ELSE CAST({other} AS BIGINT) END"))
    }

    fn is_no_value(self, cell: &str) -> Result<String, SqlError> {
        let words = NO_VALUE.iter().map(|word| self.dialect.text(word));
        Ok(format!("LOWER({cell}) IN ({})", words.collect::<Result<Vec<_>, _>>()?.join(", ")))
    }

    /// Digits, a point and at most `scale` digits, counted in the smallest step and multiplied; `NULL` out of bounds.
    fn of_number(self, cell: &str, scale: u8, (least, most): (i64, i64), factor: i64) -> String {
        let is_number = self.dialect.matches(cell, &format!("^-?0*[0-9]{{1,19}}([.][0-9]{{0,{scale}}})?$"));
        let whole = format!("SPLIT_PART({cell}, '.', 1)");
        let digits = if scale == 0 {
            whole
        } else {
            format!("{whole} || RPAD(SPLIT_PART({cell}, '.', 2), {scale}, '0')")
        };
        let number = self.dialect.digits(&digits);
        let (least, most) = (Dialect::number(least), Dialect::number(most));
        let times = if factor == 1 { String::new() } else { format!(" * {}", Dialect::number(factor)) };
        format!(
            "CASE WHEN {is_number} THEN CASE WHEN {number} BETWEEN {least} AND {most} \
             THEN CAST({number} AS BIGINT){times} END END"
        )
    }

    /// Counts the days since 1970-01-01 from digits such as 20241128; `NULL` for a day that there is not.
    ///
    /// Years are counted from March, so that the day that may be missing is the last of its year.
    fn of_day(self, digits: &str) -> String {
        let by = |number: &str, by: i64| self.dialect.quotient(number, by);
        let (year, month, day) =
            (by(digits, 10_000), format!("({} % 100)", by(digits, 100)), format!("({digits} % 100)"));
        // 400 years later every day is the same one of its week, and no number is negative.
        let early = format!("CASE WHEN {month} <= 2 THEN 399 ELSE 400 END");
        let march_year = format!("({year} + {early})");
        let march_month = format!("(({month} + 9) % 12)");
        let days = format!(
            "365 * {march_year} + {} - {} + {} + {} + {day} - 865566",
            by(&march_year, 4),
            by(&march_year, 100),
            by(&march_year, 400),
            by(&format!("(153 * {march_month} + 2)"), 5),
        );
        let is_leap = format!("({year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0))");
        let last = format!(
            "CASE WHEN {month} IN (4, 6, 9, 11) THEN 30 WHEN {month} <> 2 THEN 31 WHEN {is_leap} THEN 29 ELSE 28 END"
        );
        format!(
            "CASE WHEN {month} BETWEEN 1 AND 12 AND {day} BETWEEN 1 AND {last} THEN CAST({days} AS BIGINT) END"
        )
    }
}

/// Returns the numbers of a column that are within the bounds of a fact once they are multiplied.
fn bounds(min: i64, max: i64, factor: i64) -> (i64, i64) {
    // A map has no factor below 1.
    let factor = factor.max(1);
    (min.div_euclid(factor) + i64::from(min.rem_euclid(factor) != 0), max.div_euclid(factor))
}

/// Returns the numbers of the first and the last day of the calendar.
pub(super) fn calendar() -> (i64, i64) {
    (day_number(jiff::civil::Date::MIN), day_number(jiff::civil::Date::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_rules::value::day_of;

    #[test]
    fn bounds_of_a_column_are_those_of_its_fact_divided_and_rounded_inwards() {
        for (min, max, factor, expected) in [
            (0, 100, 1, (0, 100)),
            (1, 2_500, 1_000, (1, 2)),
            (-2_500, -1, 1_000, (-2, -1)),
            (i64::MIN, i64::MAX, 1, (i64::MIN, i64::MAX)),
            (i64::MIN, i64::MAX, 10, (-922_337_203_685_477_580, 922_337_203_685_477_580)),
        ] {
            assert_eq!(bounds(min, max, factor), expected, "{min}..{max} by {factor}");
        }
    }

    #[test]
    fn the_calendar_has_a_first_and_a_last_day() {
        let (first, last) = calendar();
        assert!(day_of(first).is_some() && day_of(first - 1).is_none());
        assert!(day_of(last).is_some() && day_of(last + 1).is_none());
    }
}
