//! Cells of Arrow columns as the text that a CSV of the same register would hold.

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;

/// Returns true if the cells of a column of this type can be read as text.
pub(super) fn is_plain(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_plain(values),
        kind => {
            kind.is_numeric()
                || kind.is_string()
                || matches!(kind, DataType::Boolean | DataType::Date32 | DataType::Null)
        }
    }
}

/// Returns true if a column of this type can hold coordinates.
pub(super) fn is_coordinate(kind: &DataType) -> bool {
    kind.is_numeric() || kind.is_string() || matches!(kind, DataType::Null)
}

/// Returns the cells of a column as text; `digits` says that yes and no are written 1 and 0.
///
/// `None` if the column has another type than [`is_plain`] takes.
pub(super) fn texts(column: &ArrayRef, digits: bool) -> Option<StringArray> {
    let column = if digits && column.data_type() == &DataType::Boolean {
        cast(column, &DataType::Int8).ok()?
    } else {
        ArrayRef::clone(column)
    };
    let texts = cast(&column, &DataType::Utf8).ok()?;
    texts.as_string_opt::<i32>().cloned()
}

/// Returns a cell, empty where it is null.
pub(super) fn cell(column: &StringArray, row: usize) -> &str {
    if column.is_null(row) { "" } else { column.value(row) }
}
