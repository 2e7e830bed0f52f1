//! Parquet in pieces: coordinates first, and the other columns of the rows that lie in a zone alone.

mod layout;
mod pages;
mod places;

pub(crate) use places::bucket;

use super::{Establishment, PIECE, cells};
use crate::failure::Failure;
use crate::found::Found;
use crate::job::Job;
use arrow::array::{Array, StringArray};
use arrow::datatypes::{DataType, FieldRef, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
    RowSelection,
};
use parquet::basic::Encoding;
use parquet::file::metadata::{PageIndexPolicy, RowGroupMetaData};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use teukgu_domain::fault::Fault;
use teukgu_register::buckets::Buckets;
use teukgu_register::map::Reading;
use teukgu_register::read::{Ids, Register};
use teukgu_register::screening::Pair;

/// Column of the longitude in 1e-7 degree in a prepared file; `i32::MIN` where there is no place.
pub const LONGITUDE: &str = "lon_e7";
/// Column of the latitude in 1e-7 degree in a prepared file.
pub const LATITUDE: &str = "lat_e7";
/// Column of a prepared file that says what became of the coordinates.
pub const PLACE: &str = "place";
/// Key under which a prepared file keeps [`Prepared`].
pub(crate) const KEY: &str = "teukgu.prepared";

/// Rows that are decoded at once: they stay in the cache of a core.
const BATCH: usize = 1 << 14;

/// What the preparation of a register noted in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// What became of every row.
    pub buckets: Buckets,
    /// True if no id stands twice.
    pub each_id_once: bool,
    /// Text of the map of columns that it was prepared with.
    pub map: String,
    /// Name of that map.
    pub map_name: String,
}

/// A file of Parquet.
#[derive(Debug)]
pub(super) struct ParquetFile {
    path: PathBuf,
    meta: ArrowReaderMetadata,
    pieces: Vec<Piece>,
    longitude: usize,
    latitude: usize,
    /// Columns that the map names beside the coordinates, and how yes and no are written in each.
    columns: Vec<(usize, bool)>,
    /// Names of the columns as they are handed to the reader of rows.
    head: csv::StringRecord,
    prepared: Option<Prepared>,
}

/// Rows of a group that follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    group: usize,
    first: usize,
    rows: usize,
}

impl ParquetFile {
    pub(super) fn open(path: &Path, job: &Job) -> Result<Self, Failure> {
        let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
        let options = ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Optional);
        let meta =
            ArrowReaderMetadata::load(&file, options).map_err(|error| foreign(path, &error.to_string()))?;
        let meta = with_dictionaries(&meta).unwrap_or(meta);
        let prepared = prepared(path, &meta)?;
        let map = &job.map;
        let place = match prepared {
            Some(_) => [LONGITUDE, LATITUDE],
            None => [map.longitude.as_str(), map.latitude.as_str()],
        };
        check_head(path, job, meta.schema(), prepared.is_some())?;
        let [longitude, latitude] = place.map(|name| coordinate(path, meta.schema(), name));
        let mut names = map.columns();
        names.retain(|name| *name != map.longitude && *name != map.latitude);
        names.sort_unstable();
        names.dedup();
        let columns =
            names.iter().map(|name| column(path, job, meta.schema(), name)).collect::<Result<_, _>>()?;
        names.extend([map.longitude.as_str(), map.latitude.as_str()]);
        Ok(Self {
            path: path.to_owned(),
            pieces: pieces(&meta),
            longitude: longitude?,
            latitude: latitude?,
            columns,
            head: csv::StringRecord::from(names),
            prepared,
            meta,
        })
    }

    pub(super) fn pieces(&self) -> Vec<u64> {
        self.pieces.iter().map(|piece| u64::try_from(piece.rows).unwrap_or(u64::MAX)).collect()
    }

    pub(super) const fn prepared(&self) -> Option<&Prepared> {
        self.prepared.as_ref()
    }

    /// Returns what became of the coordinates of a piece, and which of its rows lie in which zones.
    ///
    /// The counts of a prepared file are those of its preparation, all with the first piece.
    pub(super) fn places(&self, job: &Job, number: usize) -> Result<(Buckets, Vec<Pair>), Failure> {
        let Some(piece) = self.pieces.get(number).copied() else { return Ok(<_>::default()) };
        match &self.prepared {
            Some(prepared) => {
                let buckets = if number == 0 { prepared.buckets } else { Buckets::default() };
                Ok((buckets, self.pairs_of_prepared(job, piece)?))
            }
            None => self.pairs_of_degrees(job, piece),
        }
    }

    pub(super) fn screen(&self, job: &Job, number: usize) -> Result<Found, Failure> {
        let (mut buckets, pairs) = self.places(job, number)?;
        let Some(piece) = self.pieces.get(number).copied().filter(|_| !pairs.is_empty()) else {
            return Ok(Found { buckets, ..Found::default() });
        };
        let mut rows: Vec<u32> = pairs.iter().map(|pair| pair.row).collect();
        rows.dedup();
        let register = self.read(job, piece, &rows)?;
        if self.prepared.is_none() {
            buckets.closed = register.buckets.closed;
            buckets.noted.merge(&register.buckets.noted);
            let lost = register.buckets.left_out;
            buckets.places.located -= lost.sum();
            buckets.left_out = lost;
        }
        Ok(judged(job, &pairs, &rows, register, buckets))
    }

    pub(super) fn find(&self, job: &Job, number: usize, id: &str) -> Result<Option<Establishment>, Failure> {
        let Some(piece) = self.pieces.get(number).copied() else { return Ok(None) };
        let Some(row) = self.row_of(job, piece, id)? else { return Ok(None) };
        let register = self.read(job, piece, &[row])?;
        let (_, pairs) = self.places(job, number)?;
        let zones = pairs.iter().filter(|pair| pair.row == row).map(super::zone_of).collect();
        let is_read = !register.is_empty();
        Ok(is_read.then_some(Establishment { row: row.into(), register, at: 0, zones }))
    }

    /// Returns the first row of a piece with an id.
    fn row_of(&self, job: &Job, piece: Piece, id: &str) -> Result<Option<u32>, Failure> {
        let root = self
            .meta
            .schema()
            .index_of(&job.map.id)
            .map_err(|error| foreign(&self.path, &error.to_string()))?;
        let rows = piece.first..piece.first + piece.rows;
        let selection = RowSelection::from_consecutive_ranges([rows.clone()].into_iter(), rows.end);
        let mut before = 0;
        for batch in self.reader(piece, &[root], selection, BATCH)? {
            let batch = batch.map_err(|error| foreign(&self.path, &error.to_string()))?;
            let ids = cells::texts(batch.column(0), false).ok_or_else(|| foreign(&self.path, &job.map.id))?;
            if let Some(at) = (0..ids.len()).find(|row| cells::cell(&ids, *row).trim() == id) {
                return Ok(u32::try_from(before + at).ok());
            }
            before += batch.num_rows();
        }
        Ok(None)
    }

    /// Reads the columns of some rows of a piece, in order; a row of the result has the number of the row in `rows`
    /// as its line, from 1.
    fn read(&self, job: &Job, piece: Piece, rows: &[u32]) -> Result<Register, Failure> {
        let name = self.path.display().to_string();
        let reader_of_job = job.reader();
        let begun = reader_of_job.begin(&name, &self.head, Ids::AsTheyCome);
        let mut register = begun.map_err(|faults| Failure::faulty(&name, faults))?;
        let roots: Vec<usize> = self.columns.iter().map(|(root, _)| *root).collect();
        let reader = self.reader(piece, &roots, chosen(piece, rows), BATCH)?;
        let mut record = csv::StringRecord::new();
        let mut line = 0;
        for batch in reader {
            let batch = batch.map_err(|error| foreign(&self.path, &error.to_string()))?;
            let texts = self.texts(&batch)?;
            for row in 0..batch.num_rows() {
                record.clear();
                for column in &texts {
                    record.push_field(cells::cell(column, row));
                }
                // The coordinates were read before.
                record.push_field("");
                record.push_field("");
                line += 1;
                register.push(&record, line);
            }
        }
        let mut register = register.end();
        let first = self.first_of(piece);
        register.named.iter_mut().for_each(|fault| placed(fault, first, rows));
        Ok(register)
    }

    /// Returns the number of the first row of a piece in the file.
    fn first_of(&self, piece: Piece) -> usize {
        self.pieces.iter().take_while(|other| **other != piece).map(|piece| piece.rows).sum()
    }

    /// Returns the columns of a batch as texts, in the order of the head; Parquet hands them out in that of the file.
    fn texts(&self, batch: &arrow::array::RecordBatch) -> Result<Vec<StringArray>, Failure> {
        let schema = self.meta.schema();
        let text = |(root, digits): &(usize, bool)| {
            let name = schema.field(*root).name();
            let column = batch.column_by_name(name)?;
            cells::texts(column, *digits)
        };
        let texts: Option<Vec<StringArray>> = self.columns.iter().map(text).collect();
        texts.ok_or_else(|| foreign(&self.path, "text"))
    }

    /// Reads columns of selected rows of a group.
    fn reader(
        &self,
        piece: Piece,
        roots: &[usize],
        selection: RowSelection,
        batch: usize,
    ) -> Result<ParquetRecordBatchReader, Failure> {
        // Opened anew: copies of one handle share a position, and threads would move it under one another.
        let file = File::open(&self.path).map_err(|error| Failure::unreadable(&self.path, &error))?;
        let mask = ProjectionMask::roots(self.meta.parquet_schema(), roots.iter().copied());
        ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.meta.clone())
            .with_row_groups(vec![piece.group])
            .with_projection(mask)
            .with_row_selection(selection)
            .with_batch_size(batch)
            .build()
            .map_err(|error| foreign(&self.path, &error.to_string()))
    }
}

/// Puts pairs, what was read of their rows, and what the provisions say together.
fn judged(job: &Job, pairs: &[Pair], rows: &[u32], register: Register, buckets: Buckets) -> Found {
    // The row of the register of each row that was hit; none if it was left out or is closed.
    let mut read: Vec<Option<u32>> = vec![None; rows.len()];
    for (at, line) in register.lines.iter().enumerate() {
        if let Some(read) = read.get_mut(line - 1).filter(|_| !register.is_closed(at)) {
            *read = u32::try_from(at).ok();
        }
    }
    let (mut kept, mut at) = (Vec::with_capacity(pairs.len()), Vec::with_capacity(pairs.len()));
    let mut number = 0;
    for pair in pairs {
        while rows[number] != pair.row {
            number += 1;
        }
        if let Some(row) = read[number] {
            kept.push(*pair);
            at.push(row);
        }
    }
    let findings = job.screening.judge(&kept, &register.all().facts, &at);
    let of = |texts: &[String]| -> Vec<String> {
        let text = |row: &u32| usize::try_from(*row).ok().and_then(|row| texts.get(row)).cloned();
        at.iter().map(|row| text(row).unwrap_or_default()).collect()
    };
    Found {
        first_row: 0,
        buckets,
        findings,
        ids: of(&register.ids),
        names: of(&register.names),
        named: register.named,
    }
}

/// Selects rows of a piece out of its group.
fn chosen(piece: Piece, rows: &[u32]) -> RowSelection {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for row in rows.iter().map(|row| piece.first + usize::try_from(*row).unwrap_or_default()) {
        match ranges.last_mut() {
            Some(last) if last.end == row => last.end = row + 1,
            _ => ranges.push(row..row + 1),
        }
    }
    RowSelection::from_consecutive_ranges(ranges.into_iter(), piece.first + piece.rows)
}

/// Gives a fault the number of its row in the file, from 1, for a line.
fn placed(fault: &mut Fault, first: usize, rows: &[u32]) {
    let row = rows.get(fault.line.saturating_sub(1)).and_then(|row| usize::try_from(*row).ok());
    (fault.line, fault.column) = (first + row.unwrap_or_default() + 1, 1);
}

fn pieces(meta: &ArrowReaderMetadata) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (group, rows) in meta.metadata().row_groups().iter().enumerate() {
        let rows = usize::try_from(rows.num_rows()).unwrap_or_default();
        let starts = (0..rows).step_by(PIECE);
        pieces.extend(starts.map(|first| Piece { group, first, rows: PIECE.min(rows - first) }));
    }
    pieces
}

/// Has texts that are written as numbers of a dictionary read as such; `None` if the engine does not take it.
fn with_dictionaries(meta: &ArrowReaderMetadata) -> Option<ArrowReaderMetadata> {
    let (groups, columns) = (meta.metadata().row_groups(), meta.parquet_schema());
    let is_written_so = |root: usize| {
        let mut leaves = (0..columns.num_columns()).filter(|leaf| columns.get_column_root_idx(*leaf) == root);
        leaves.all(|leaf| {
            let is_only = |group: &RowGroupMetaData| {
                let mask = group.column(leaf).page_encoding_stats_mask();
                mask.is_some_and(|mask| mask.is_only(Encoding::RLE_DICTIONARY))
            };
            groups.iter().all(is_only)
        })
    };
    let field = |(root, field): (usize, &FieldRef)| {
        if field.data_type() == &DataType::Utf8 && is_written_so(root) {
            let words = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
            return Arc::new(field.as_ref().clone().with_data_type(words));
        }
        FieldRef::clone(field)
    };
    let fields: Vec<FieldRef> = meta.schema().fields().iter().enumerate().map(field).collect();
    let schema = Arc::new(Schema::new_with_metadata(fields, meta.schema().metadata().clone()));
    let options = ArrowReaderOptions::new().with_schema(schema);
    ArrowReaderMetadata::try_new(Arc::clone(meta.metadata()), options).ok()
}

fn prepared(path: &Path, meta: &ArrowReaderMetadata) -> Result<Option<Prepared>, Failure> {
    let values = meta.metadata().file_metadata().key_value_metadata();
    let value = values.and_then(|values| values.iter().find(|value| value.key == KEY));
    let Some(text) = value.and_then(|value| value.value.as_deref()) else { return Ok(None) };
    let read = serde_json::from_str(text).map(Some);
    read.map_err(|error| foreign(path, &format!("{KEY}: {error}")))
}

/// Returns what the preparation of a file noted, if it was prepared; whatever is no such file has no notes.
pub(crate) fn notes_of(path: &Path) -> Option<Prepared> {
    let file = File::open(path).ok()?;
    let meta = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).ok()?;
    prepared(path, &meta).ok().flatten()
}

/// Checks that every column of the map is there, as it is checked in a CSV.
fn check_head(path: &Path, job: &Job, schema: &SchemaRef, is_prepared: bool) -> Result<(), Failure> {
    let mut names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    if is_prepared {
        names.extend([job.map.longitude.as_str(), job.map.latitude.as_str()]);
    }
    let name = path.display().to_string();
    let begun = job.reader().begin(&name, &csv::StringRecord::from(names), Ids::AsTheyCome).map(drop);
    begun.map_err(|faults| Failure::faulty(&name, faults))
}

fn coordinate(path: &Path, schema: &SchemaRef, name: &str) -> Result<usize, Failure> {
    let (at, field) = schema.column_with_name(name).ok_or_else(|| foreign(path, name))?;
    if cells::is_coordinate(field.data_type()) {
        return Ok(at);
    }
    Err(wrong_type(path, name, &field.data_type().to_string(), ("수", "a number")))
}

fn column(path: &Path, job: &Job, schema: &SchemaRef, name: &str) -> Result<(usize, bool), Failure> {
    let (at, field) = schema.column_with_name(name).ok_or_else(|| foreign(path, name))?;
    if !cells::is_plain(field.data_type()) {
        let kind = field.data_type().to_string();
        return Err(wrong_type(
            path,
            name,
            &kind,
            ("글자·수·날짜·참거짓", "text, a number, a day or yes and no"),
        ));
    }
    let words =
        job.map.facts.iter().filter(|fact| fact.column == name).find_map(|fact| match &fact.reading {
            Reading::Words(words) => Some(words),
            _ => None,
        });
    Ok((at, words.is_some_and(|words| !words.contains_key("true"))))
}

fn wrong_type(path: &Path, name: &str, kind: &str, (ko, en): (&str, &str)) -> Failure {
    Failure::of_file(
        path,
        (
            &format!("`{name}` 열의 형식이 맞지 않습니다: {kind}"),
            &format!("the column `{name}` has a type that cannot be read: {kind}"),
        ),
        (&format!("{ko} 열이어야 합니다"), &format!("it has to be {en}")),
    )
}

fn foreign(path: &Path, error: &str) -> Failure {
    Failure::of_file(
        path,
        (
            &format!("온전한 Parquet 파일이 아닙니다({error})"),
            &format!("this is not a whole Parquet file ({error})"),
        ),
        (
            "파일이 잘렸거나 다른 형식입니다. 다시 받거나 CSV로 저장하세요",
            "the file is cut off or of another form: fetch it again, or save it as CSV",
        ),
    )
}
