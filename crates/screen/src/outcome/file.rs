//! The result as a file: Parquet or CSV, whole or not at all.

use crate::failure::Failure;
use crate::found::FINDINGS;
use crate::job::Job;
use crate::whole_file::{WholeFile, is_named_csv};
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use teukgu_register::summary::Summary;

/// Key under which a result keeps its [`ScreeningNote`].
const NOTE: &str = "teukgu.screening";
/// Key under which a result keeps its summary.
const SUMMARY: &str = "teukgu.summary";
/// Rows of a group.
const GROUP: usize = 1 << 18;

/// What a result says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningNote {
    /// The day that was screened for.
    pub on: jiff::civil::Date,
    /// SHA-256 of the law, the provisions and the day: results that share it may be put together.
    pub law: String,
    /// Ids of the provisions.
    pub provisions: Vec<String>,
    /// Ids of the zones.
    pub zones: Vec<String>,
    /// Name of the register.
    pub register_ko: String,
    /// Name of the register.
    pub register_en: String,
}

impl ScreeningNote {
    /// Says what a job is of.
    pub fn of(job: &Job) -> Self {
        use sha2::{Digest, Sha256};
        let provisions: Vec<String> = job.screening.provisions().map(str::to_owned).collect();
        let text = serde_json::to_vec(&(&job.brief.law, &provisions, job.brief.on)).unwrap_or_default();
        Self {
            on: job.screening.on(),
            law: Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect(),
            provisions,
            zones: job.screening.zones().iter().map(|zone| zone.shape.id.clone()).collect(),
            register_ko: job.map.name.ko.clone(),
            register_en: job.map.name.en.clone(),
        }
    }
}

/// Returns what a result says of itself; `None` if it is none of ours.
pub fn read_note(metadata: &parquet::file::metadata::FileMetaData) -> Option<ScreeningNote> {
    let values = metadata.key_value_metadata()?;
    let value = values.iter().find(|value| value.key == NOTE)?;
    serde_json::from_str(value.value.as_deref()?).ok()
}

/// A result that is being written; dropped before [`ResultFile::keep`], it leaves nothing behind.
#[derive(Debug)]
pub struct ResultFile {
    whole: WholeFile,
    writer: Writer,
}

enum Writer {
    Parquet(Box<ArrowWriter<File>>),
    Csv(Box<arrow_csv::Writer<File>>),
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Parquet(_) => "Parquet",
            Self::Csv(_) => "Csv",
        })
    }
}

/// Returns the columns of a result: those of findings without the number of the row, which a reordered register changes.
fn schema() -> SchemaRef {
    Arc::new(
        FINDINGS.project(&(1..FINDINGS.fields().len()).collect::<Vec<_>>()).expect("these are its columns"),
    )
}

impl ResultFile {
    /// Begins a result that will stand at a path: CSV if it is named so, else Parquet.
    ///
    /// # Errors
    /// [`Failure`] if nothing can be written there.
    pub fn begin(to: &Path) -> Result<Self, Failure> {
        let unwritable = |error: &dyn std::fmt::Display| Failure::unwritable(to, error);
        let (whole, file) = WholeFile::begin(to)?;
        let writer = if is_named_csv(to) {
            Writer::Csv(Box::new(arrow_csv::WriterBuilder::new().with_header(true).build(file)))
        } else {
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_max_row_group_row_count(Some(GROUP))
                .build();
            let writer = ArrowWriter::try_new(file, schema(), Some(properties));
            Writer::Parquet(Box::new(writer.map_err(|error| unwritable(&error))?))
        };
        Ok(Self { whole, writer })
    }

    /// Writes findings, with or without the column of rows.
    ///
    /// # Errors
    /// [`Failure`] if the disk does not take them.
    pub fn write(&mut self, findings: &RecordBatch) -> Result<(), Failure> {
        let columns: Vec<usize> = schema()
            .fields()
            .iter()
            .filter_map(|field| findings.schema().index_of(field.name()).ok())
            .collect();
        let unwritable = |error: &dyn std::fmt::Display| Failure::unwritable(self.whole.path(), error);
        let findings = findings.project(&columns).map_err(|error| unwritable(&error))?;
        match &mut self.writer {
            Writer::Parquet(writer) => writer.write(&findings).map_err(|error| unwritable(&error)),
            Writer::Csv(writer) => writer.write(&findings).map_err(|error| unwritable(&error)),
        }
    }

    /// Makes the file durable and puts it in its place, with what it says of itself.
    ///
    /// # Errors
    /// [`Failure`] if the disk does not take it; nothing is left behind then.
    pub fn keep(self, job: &Job, summary: &Summary) -> Result<(), Failure> {
        let Self { whole, writer } = self;
        let unwritable = |error: &dyn std::fmt::Display| Failure::unwritable(whole.path(), error);
        if let Writer::Parquet(mut writer) = writer {
            let note = serde_json::to_string(&ScreeningNote::of(job)).ok();
            writer.append_key_value_metadata(KeyValue::new(NOTE.to_owned(), note));
            writer.append_key_value_metadata(KeyValue::new(
                SUMMARY.to_owned(),
                serde_json::to_string(summary).ok(),
            ));
            writer.close().map_err(|error| unwritable(&error))?;
        }
        whole.keep()
    }
}
