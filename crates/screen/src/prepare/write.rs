//! The file of a prepared register.

use crate::failure::Failure;
use crate::source::{KEY, LATITUDE, LONGITUDE, PIECE, Prepared};
use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{Int32Type, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use std::fs::File;
use std::path::{Path, PathBuf};
use teukgu_geo::fixed::NOWHERE;

/// Rows of a page: few enough that most pages lie outside of every zone, and many enough to be decoded quickly.
const PAGE: usize = 1 << 11;

/// Writes sorted rows: those that have a place, then in groups of their own those that have none.
pub(super) struct Writer {
    to: PathBuf,
    writer: ArrowWriter<File>,
    columns: Vec<String>,
    /// True once a row without a place was written.
    nowhere: bool,
}

impl Writer {
    pub(super) fn new(file: File, schema: &SchemaRef, to: &Path) -> Result<Self, Failure> {
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_max_row_group_row_count(Some(PIECE))
            .set_data_page_row_count_limit(PAGE)
            .set_write_batch_size(PAGE);
        for name in [LONGITUDE, LATITUDE] {
            let column = ColumnPath::from(name);
            properties = properties
                .set_column_compression(column.clone(), Compression::UNCOMPRESSED)
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column.clone(), Encoding::DELTA_BINARY_PACKED)
                .set_column_statistics_enabled(column, EnabledStatistics::Page);
        }
        let writer = ArrowWriter::try_new(file, SchemaRef::clone(schema), Some(properties.build()));
        let writer = writer.map_err(|error| Failure::unwritable(to, &error))?;
        let columns = schema.fields().iter().map(|field| field.name().clone()).collect();
        Ok(Self { to: to.to_owned(), writer, columns, nowhere: false })
    }

    /// Writes the rows that follow; columns that are not of the file are left out.
    pub(super) fn write(&mut self, rows: &RecordBatch) -> Result<(), Failure> {
        let unwritable = |error: &dyn std::fmt::Display| Failure::unwritable(&self.to, error);
        let schema = rows.schema();
        let columns: Vec<usize> = self.columns.iter().filter_map(|name| schema.index_of(name).ok()).collect();
        let rows = rows.project(&columns).map_err(|error| unwritable(&error))?;
        let lon = rows.column_by_name(LONGITUDE).and_then(|column| column.as_primitive_opt::<Int32Type>());
        let lon = lon.map(|lon| lon.values().as_ref()).unwrap_or_default();
        let placed = if self.nowhere { 0 } else { lon.iter().take_while(|lon| **lon != NOWHERE).count() };
        if placed > 0 {
            self.writer.write(&rows.slice(0, placed)).map_err(|error| unwritable(&error))?;
        }
        if placed < rows.num_rows() {
            if !std::mem::replace(&mut self.nowhere, true) {
                self.writer.flush().map_err(|error| unwritable(&error))?;
            }
            let rest = rows.slice(placed, rows.num_rows() - placed);
            self.writer.write(&rest).map_err(|error| unwritable(&error))?;
        }
        Ok(())
    }

    /// Ends the file with the notes of its preparation.
    pub(super) fn close(mut self, notes: &Prepared) -> Result<(), Failure> {
        let text = serde_json::to_string(notes).ok();
        self.writer.append_key_value_metadata(KeyValue::new(KEY.to_owned(), text));
        let closed = self.writer.close().map(drop);
        closed.map_err(|error| Failure::unwritable(&self.to, &error))
    }
}
