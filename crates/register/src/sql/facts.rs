//! Cells of a register as the numbers that facts are compared as.

use super::{Dialect, Of, SqlError};
use crate::map::{FactColumn, Reading};
use crate::screening::Screening;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use teukgu_rules::fact::{Fact, Sort};
use teukgu_rules::value::Value;

/// Returns for each fact that the provisions ask for and the register says the number as SQL, by slot.
pub(super) fn columns(
    screening: &Screening,
    dialect: Dialect,
    of: &Of<'_>,
) -> Result<Vec<(usize, String)>, SqlError> {
    let mut columns = Vec::new();
    for slot in screening.asked() {
        if let Some(column) = of.map.facts.iter().find(|column| column.slot == *slot) {
            columns.push((*slot, number(dialect, of, column)));
        }
    }
    let given: Vec<usize> = columns.iter().map(|(slot, _)| *slot).collect();
    for slot in screening.asked() {
        let fact = of.vocabulary.at(*slot);
        let base = fact.derive.as_ref().and_then(|derive| of.vocabulary.slot(&derive.from));
        if base.is_some_and(|base| given.contains(&base)) {
            return Err(SqlError::Derived { id: fact.id.clone() });
        }
    }
    Ok(columns)
}

fn number(dialect: Dialect, of: &Of<'_>, column: &FactColumn) -> String {
    let (text, fact) = (dialect.text(&column.column), of.vocabulary.at(column.slot));
    match &column.reading {
        Reading::Words(words) => chosen(dialect, &text, words, None),
        Reading::Number { factor } => decimal(dialect, &text, fact, *factor),
        Reading::Day => day(dialect, &text),
        Reading::Plain => plain(dialect, &text, of, column.slot),
    }
}

/// Writes the number of each word; of other words `other`, or null.
fn chosen(dialect: Dialect, text: &str, words: &BTreeMap<String, i64>, other: Option<i64>) -> String {
    let mut sql = format!("case {text}");
    for (word, number) in words {
        let _ = write!(sql, " when {} then {number}", dialect.string(word));
    }
    match other {
        Some(other) => format!("{sql} else {other} end"),
        None if words.is_empty() => "cast(null as bigint)".to_owned(),
        None => format!("{sql} end"),
    }
}

/// Writes a decimal in its smallest step; null where it is none, has more digits, or lies outside of the fact's bounds.
fn decimal(dialect: Dialect, text: &str, fact: &Fact, factor: i64) -> String {
    let scale = fact.sort.scale();
    let pattern = match scale {
        0 => "^-?[0-9]{1,18}[.]?$".to_owned(),
        scale => format!("^-?[0-9]{{1,18}}([.][0-9]{{0,{scale}}})?$"),
    };
    let is_number = dialect.matches(text, &pattern);
    // Where the text is none, the number is not computed: not every engine has a cast that gives null.
    let safe = format!("case when {is_number} then rtrim({text}, '.') else '0' end");
    let steps = 10_i64.saturating_pow(u32::from(scale)).saturating_mul(factor);
    let value = format!("{} * {steps}", dialect.decimal(&format!("({safe})"), scale));
    let (low, high) = match fact.sort {
        Sort::Number { min, max, .. } => (min, max),
        _ => (i64::MIN, i64::MAX),
    };
    format!("case when {is_number} and {value} between {low} and {high} then cast({value} as bigint) end")
}

/// Writes days since 1970-01-01 of a day that is written `2024-11-28`; null where it is none.
fn day(dialect: Dialect, text: &str) -> String {
    let is_day = dialect.matches(text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    let safe = format!("(case when {is_day} then {text} else '1970-01-01' end)");
    let part = |from: u32, length: u32| format!("cast(substr({safe}, {from}, {length}) as bigint)");
    let (year, month, day) = (part(1, 4), part(6, 2), part(9, 2));
    let by = |value: &str, of: u32| dialect.quotient(value, of);
    let leap = format!(
        "case when {year} - 4 * {} = 0 and ({year} - 100 * {} <> 0 or {year} - 400 * {} = 0) then 29 else 28 end",
        by(&year, 4),
        by(&year, 100),
        by(&year, 400)
    );
    let longest =
        format!("case when {month} = 2 then {leap} when {month} in (4, 6, 9, 11) then 30 else 31 end");
    // Days are counted in years that begin with March, so that a leap day is the last of its year.
    let year_of = format!("({year} - case when {month} <= 2 then 1 else 0 end)");
    let month_of = format!("({month} + case when {month} <= 2 then 9 else -3 end)");
    let in_year = by(&format!("(153 * {month_of} + 2)"), 5);
    let days = format!(
        "365 * {year_of} + {} - {} + {} + {in_year} + {day} - 1 - 719468",
        by(&year_of, 4),
        by(&year_of, 100),
        by(&year_of, 400)
    );
    format!(
        "case when {is_day} and {year} > 0 and {month} between 1 and 12 and {day} between 1 and {longest} then {days} end"
    )
}

/// Writes the number of a text that conditions name, and that of every other text.
fn plain(dialect: Dialect, text: &str, of: &Of<'_>, slot: usize) -> String {
    let (other, last) = of.vocabulary.bounds(slot);
    let named = (0..=last).filter_map(|number| match of.vocabulary.decode(slot, number)? {
        Value::Text(text) => Some((text, number)),
        _ => None,
    });
    let number =
        if last < 0 { other.to_string() } else { chosen(dialect, text, &named.collect(), Some(other)) };
    format!(
        "case when lower({text}) in ('', 'null', 'na', 'n/a', 'nan', '-', 'none') then null when {text} is not null then {number} end"
    )
}
