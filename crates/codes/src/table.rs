//! Reads a code list row by row, with columns found by their names.

use csv::StringRecord;

/// Says why a code list cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodesError {
    /// The text is not CSV.
    #[error("the list of {list} is not readable CSV: {why}")]
    Csv {
        /// Which list.
        list: &'static str,
        /// What the reader said.
        why: String,
    },
    /// A column is not there.
    #[error("the list of {list} has no column `{column}`")]
    Column {
        /// Which list.
        list: &'static str,
        /// Name of the column.
        column: &'static str,
    },
    /// A field does not hold what its column says.
    #[error("the list of {list} has `{text}` in column `{column}` of line {line}")]
    Field {
        /// Which list.
        list: &'static str,
        /// Line, 1-based.
        line: u64,
        /// Name of the column.
        column: &'static str,
        /// The text as given.
        text: String,
    },
}

/// One row of a list, with its fields in the order of the columns that were asked for.
pub(crate) struct Row<const N: usize> {
    pub(crate) list: &'static str,
    pub(crate) line: u64,
    pub(crate) fields: [String; N],
}

/// Reads the named columns of every row.
pub(crate) fn rows<const N: usize>(
    list: &'static str,
    text: &str,
    columns: [&'static str; N],
) -> Result<Vec<Row<N>>, CodesError> {
    let broken = |error: csv::Error| CodesError::Csv { list, why: error.to_string() };
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().map_err(broken)?.clone();
    let places = places(list, &header, columns)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        let fields = places.map(|place| record.get(place).unwrap_or_default().trim().to_owned());
        rows.push(Row { list, line, fields });
    }
    Ok(rows)
}

fn places<const N: usize>(
    list: &'static str,
    header: &StringRecord,
    columns: [&'static str; N],
) -> Result<[usize; N], CodesError> {
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = header
            .iter()
            .position(|name| name.trim() == column)
            .ok_or(CodesError::Column { list, column })?;
    }
    Ok(places)
}
