//! Answers of a line a sector: JSON, CSV with every digit, or a table for people.

use super::numbers::grouped;
use crate::args::Settings;
use crate::failure::Failure;
use crate::out::{self, Side};
use serde::Serialize;
use teukgu_domain::text::Text;

/// Returns the words of a line: the sector and its name.
pub(super) fn words(sector: &str, name: &Text, settings: Settings) -> Vec<String> {
    vec![sector.to_owned(), name.get(settings.lang).to_owned()]
}

/// Prints rows of words and numbers as JSON, CSV or a table.
pub(super) fn show(
    answer: &impl Serialize,
    heads: Vec<String>,
    rows: Vec<(Vec<String>, Vec<f64>)>,
    csv: bool,
    settings: Settings,
) -> Result<(), Failure> {
    if settings.is_json() {
        return Ok(out::json(answer)?);
    }
    if csv {
        return as_csv(&heads, &rows);
    }
    let words = rows.first().map_or(0, |(words, _)| words.len());
    let sides =
        (0..heads.len()).map(|at| if at < words { Side::Left } else { Side::Right }).collect::<Vec<_>>();
    let mut lines = vec![heads];
    lines.extend(rows.into_iter().map(|(words, numbers)| {
        words.into_iter().chain(numbers.into_iter().map(|number| grouped(number, 4))).collect()
    }));
    Ok(out::text(&out::table(&sides, &lines))?)
}

/// Writes every digit: what is read again is the same number.
fn as_csv(heads: &[String], rows: &[(Vec<String>, Vec<f64>)]) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = (|| {
        writer.write_record(heads)?;
        for (words, numbers) in rows {
            let numbers = numbers.iter().map(ToString::to_string);
            writer.write_record(words.iter().cloned().chain(numbers))?;
        }
        writer.flush()?;
        Ok::<_, csv::Error>(())
    })();
    written.map_err(|error| Failure::from(std::io::Error::other(error)))?;
    let bytes =
        writer.into_inner().map_err(|error| Failure::from(std::io::Error::other(error.to_string())))?;
    Ok(out::text(&String::from_utf8_lossy(&bytes))?)
}
