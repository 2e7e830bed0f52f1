//! A register laid out for speed: neighbours side by side, coordinates in whole units, small pages with an index.
//!
//! Rows are sorted along the Z-shaped curve by the engine, which spills to disk what does not fit into memory; ids are
//! held in memory to find those that stand twice, some fifty bytes a row.

mod write;

use crate::failure::Failure;
use crate::found::only;
use crate::job::{self, Brief, Job, Named};
use crate::outcome::grouped;
use crate::pass;
use crate::source::{LATITUDE, LONGITUDE, LaidOut, PLACE, Prepared, Source};
use crate::whole_file::WholeFile;
use arrow::array::{ArrayRef, Int32Array, RecordBatch, StringArray, UInt64Array};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::streaming::StreamingTable;
use datafusion::error::Result as EngineResult;
use datafusion::execution::TaskContext;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::physical_plan::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchReceiverStreamBuilder;
use datafusion::physical_plan::streaming::PartitionStream;
use datafusion::prelude::{SessionConfig, SessionContext, col};
use futures::StreamExt as _;
use serde::Serialize;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use teukgu_domain::text::Lang;
use teukgu_geo::contain::Status;
use teukgu_geo::fixed::{Fixed, z_order};
use teukgu_register::buckets::Buckets;

/// Column that rows are sorted by, and that is not written.
const ORDER: &str = "teukgu_z";
/// Column with the number of the row, by which rows of one place are sorted; it is not written.
const ROW: &str = "teukgu_row";
/// Bytes that the sort holds in memory before it spills.
const MEMORY: usize = 2 << 30;

/// What the preparation came to.
#[derive(Debug, Serialize)]
pub struct Report {
    /// What became of every row.
    pub buckets: Buckets,
    /// Bytes of the file.
    pub bytes: u64,
    /// Seconds that it took.
    pub seconds: f64,
}

impl Report {
    /// Writes it as text.
    pub fn text(&self, lang: Lang) -> String {
        let (rows, left_out) = (grouped(self.buckets.rows), grouped(self.buckets.left_out.sum()));
        let (located, megabytes) = (grouped(self.buckets.places.located), self.bytes >> 20);
        match lang {
            Lang::Ko => format!(
                "{rows}행(위치 있음 {located}, 뺀 행 {left_out}), {megabytes} MiB, {:.1}초\n",
                self.seconds
            ),
            Lang::En => format!(
                "{rows} rows ({located} with a place, {left_out} left out), {megabytes} MiB, {:.1} s\n",
                self.seconds
            ),
        }
    }
}

/// Lays a register out.
///
/// # Errors
/// [`Failure`] if a file cannot be read, was prepared before, or the result cannot be written.
pub fn run(register: &[PathBuf], out: &Path, columns: Option<&str>) -> Result<Report, Failure> {
    let begun = Instant::now();
    let map = job::map(columns)?;
    let job = Arc::new(Job::of_places(brief(map.clone()))?);
    let source = Arc::new(Source::open(register, &job)?);
    if source.prepared().is_some() {
        return Err(Failure::of_file(
            register.first().map_or(out, PathBuf::as_path),
            ("이미 정렬된 등록부입니다", "this register is laid out already"),
            ("그대로 쓰세요", "use it as it is"),
        ));
    }
    pass::heed_signals();
    let (whole, file) = WholeFile::begin(out)?;
    let rows = Arc::new(Rows::new(job, source));
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::unwritable(out, &error))?;
    let mut writer = write::Writer::new(file, &rows.written, out)?;
    runtime.block_on(sorted(&rows, &mut writer))?;
    let buckets = rows.buckets();
    writer.close(&Prepared { buckets, each_id_once: true, map: map.text, map_name: map.name })?;
    whole.keep()?;
    let bytes = std::fs::metadata(out).map_or(0, |meta| meta.len());
    Ok(Report { buckets, bytes, seconds: begun.elapsed().as_secs_f64() })
}

fn brief(map: Named) -> Brief {
    Brief {
        law: <_>::default(),
        law_name: String::new(),
        zones: Named { name: String::new(), text: String::new() },
        only_zone: None,
        map,
        provisions: Vec::new(),
        on: jiff::civil::Date::ZERO,
        names: false,
    }
}

/// Sorts the rows and writes them.
async fn sorted(rows: &Arc<Rows>, writer: &mut write::Writer) -> Result<(), Failure> {
    let failure = crate::door::failure;
    let pool = Arc::new(FairSpillPool::new(MEMORY));
    let runtime =
        RuntimeEnvBuilder::new().with_memory_pool(pool).build_arc().map_err(|error| failure(&error))?;
    let session = SessionContext::new_with_config_rt(SessionConfig::new(), runtime);
    let table =
        StreamingTable::try_new(Arc::clone(&rows.schema), vec![Arc::clone(rows) as Arc<dyn PartitionStream>]);
    let table = table.and_then(|table| session.read_table(Arc::new(table)));
    let order = vec![col(ORDER).sort(true, false), col(ROW).sort(true, false)];
    let sorted = table.and_then(|table| table.sort(order)).map_err(|error| failure(&error))?;
    let mut batches = sorted.execute_stream().await.map_err(|error| failure(&error))?;
    while let Some(batch) = batches.next().await {
        writer.write(&batch.map_err(|error| failure(&error))?)?;
    }
    Ok(())
}

/// The rows of a register as the engine reads them: every column, the place in whole units, and what to sort by.
#[derive(Clone, Debug)]
struct Rows {
    job: Arc<Job>,
    source: Arc<Source>,
    /// Columns that are written.
    written: SchemaRef,
    /// Those, and what is sorted by.
    schema: SchemaRef,
    told: Arc<Mutex<Buckets>>,
}

impl Rows {
    fn new(job: Arc<Job>, source: Arc<Source>) -> Self {
        let names = [job.map.longitude.clone(), job.map.latitude.clone()];
        let given = source.schema();
        let kept = given.fields().iter().filter(|field| !names.contains(field.name()));
        let mut fields: Vec<Field> = kept.map(|field| field.as_ref().clone()).collect();
        fields.push(Field::new(LONGITUDE, DataType::Int32, false));
        fields.push(Field::new(LATITUDE, DataType::Int32, false));
        fields.push(Field::new(PLACE, DataType::Utf8, false));
        let written = Arc::new(Schema::new(fields.clone()));
        fields.push(Field::new(ORDER, DataType::UInt64, false));
        fields.push(Field::new(ROW, DataType::UInt64, false));
        Self { job, source, written, schema: Arc::new(Schema::new(fields)), told: Arc::default() }
    }

    fn buckets(&self) -> Buckets {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the columns of a piece, with what they are sorted by.
    fn columns(&self, piece: &LaidOut, first_row: u64) -> EngineResult<RecordBatch> {
        let kept =
            self.written.fields().iter().filter_map(|field| piece.columns.column_by_name(field.name()));
        let mut columns: Vec<ArrayRef> = kept.cloned().collect();
        let order =
            piece.lon.iter().zip(&piece.lat).map(|(lon, lat)| z_order(Fixed { lon: *lon, lat: *lat }));
        columns.push(Arc::new(Int32Array::from(piece.lon.clone())));
        columns.push(Arc::new(Int32Array::from(piece.lat.clone())));
        columns.push(Arc::new(StringArray::from_iter_values(
            piece.statuses.iter().map(|status| place_word(*status)),
        )));
        columns.push(Arc::new(order.map(Some).collect::<UInt64Array>()));
        let rows = (first_row..).take(piece.lon.len());
        columns.push(Arc::new(rows.map(Some).collect::<UInt64Array>()));
        Ok(RecordBatch::try_new(Arc::clone(&self.schema), columns)?)
    }

    /// Reads the whole register in order, without the rows whose id an earlier one has, and hands batches over.
    fn read(&self, mut take: impl FnMut(EngineResult<RecordBatch>) -> bool) -> Result<(), Failure> {
        /// Rows of a batch, so that the sort can give memory back in small parts.
        const BATCH: usize = 1 << 13;
        let bar = pass::bar(self.source.rows());
        let (mut seen, mut first_row) = (HashSet::new(), 0);
        let mut told = Buckets::default();
        let work = |piece| self.source.lay_out(&self.job, piece);
        let read = pass::over(&self.source, pass::threads(None), &bar, work, |mut piece| {
            let keep: Vec<bool> = piece.ids.iter().map(|id| seen.insert(id.as_str().into())).collect();
            leave_out(&mut piece, &keep);
            told.merge(&piece.buckets);
            let columns = self.columns(&piece, first_row);
            first_row += u64::try_from(piece.lon.len()).unwrap_or_default();
            let whole = match columns {
                Ok(whole) => whole,
                Err(error) => return Err(crate::door::failure(&error)),
            };
            for start in (0..whole.num_rows()).step_by(BATCH) {
                let part = whole.slice(start, BATCH.min(whole.num_rows() - start));
                if !take(Ok(part)) {
                    return Err(pass::stopped());
                }
            }
            Ok(())
        });
        bar.finish_and_clear();
        drop::<HashSet<Box<str>>>(seen);
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = told;
        read
    }
}

/// Returns the word for what became of coordinates, as it stands in the column [`PLACE`].
const fn place_word(status: Status) -> &'static str {
    match status {
        Status::Located => "located",
        Status::NoLocation => "no_location",
        Status::OutsideKorea => "outside_korea",
        Status::LooksSwapped => "looks_swapped",
        Status::WrongCrs => "wrong_crs",
    }
}

/// Leaves out the rows for which `keep` is false: an earlier one has their id.
fn leave_out(piece: &mut LaidOut, keep: &[bool]) {
    if keep.iter().all(|keep| *keep) {
        return;
    }
    for (row, _) in keep.iter().enumerate().filter(|(_, keep)| !**keep) {
        piece.buckets.left_out.duplicate_id += 1;
        piece.buckets.closed -= u64::from(piece.closed[row]);
        *crate::source::bucket(&mut piece.buckets.places, piece.statuses[row]) -= 1;
    }
    only(&mut piece.lon, keep);
    only(&mut piece.lat, keep);
    only(&mut piece.statuses, keep);
    let mask = keep.iter().map(|keep| Some(*keep)).collect();
    if let Ok(columns) = filter_record_batch(&piece.columns, &mask) {
        piece.columns = columns;
    }
}

impl PartitionStream for Rows {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let mut stream = RecordBatchReceiverStreamBuilder::new(Arc::clone(&self.schema), 4);
        let sender = stream.tx();
        let rows = self.clone();
        stream.spawn_blocking(move || {
            let read = rows.read(|batch| sender.blocking_send(batch).is_ok());
            read.map_err(|failure| datafusion::error::DataFusionError::External(Box::new(failure)))
        });
        stream.build()
    }
}
