//! A result as Parquet; the only place that knows the format, and it knows nothing of Arrow.

use super::gather::Gathering;
use super::text::{maybe, missing, value, words};
use super::{COLUMNS, MOST_ROWS, Row, pages, too_many_rows};
use crate::screening::kind::Kind;
use crate::screening::notes::whole;
use jiff::civil::{Date, date};
use parquet::basic::{Compression, ConvertedType, LogicalType, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, RowGroupReader};
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::schema::types::ColumnDescriptor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use teukgu_domain::fault::Fault;

/// What a Parquet file begins and ends with.
const MAGIC: &[u8] = b"PAR1";
/// Rows that are read at once.
const BATCH: usize = 8_192;

/// Returns true if the bytes begin as Parquet does.
pub(super) fn is_parquet(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads rows one after another; what is wrong with one is noted, and the next one is read.
///
/// # Errors
/// The faults that keep the file as a whole from being read: it is damaged, of another shape, packed otherwise.
pub(super) fn read(file: &str, bytes: &[u8], to: &mut Gathering<'_>) -> Result<(), Vec<Fault>> {
    // The library asserts what a damaged file breaks; that stops the reading and nothing else.
    let done = catch_unwind(AssertUnwindSafe(|| read_whole(bytes, to)));
    let done = done.unwrap_or_else(|_| Err(vec![damaged("the pages contradict the schema")]));
    done.map_err(|kinds| kinds.iter().flat_map(|kind| whole(file, kind)).collect())
}

fn read_whole(bytes: &[u8], to: &mut Gathering<'_>) -> Result<(), Vec<Kind>> {
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).map_err(broken)?;
    let found = find(reader.metadata())?;
    let mut room = Room { bytes, rows: 0, unpacked: 0 };
    for group in reader.metadata().row_groups() {
        room.take(group, &found).map_err(one)?;
    }
    let mut line = 0;
    for at in 0..reader.num_row_groups() {
        let group = reader.get_row_group(at).map_err(broken)?;
        read_group(&*group, &found, &mut line, to)?;
    }
    Ok(())
}

fn one(kind: Kind) -> Vec<Kind> {
    vec![kind]
}

fn damaged(why: &str) -> Kind {
    Kind::Damaged { why: why.to_owned() }
}

/// Says what the library found, in the words that follow its own kind of error.
#[expect(clippy::needless_pass_by_value, reason = "maps an error")]
fn broken(error: ParquetError) -> Vec<Kind> {
    let text = error.to_string();
    let text = text.split_once(": ").map_or(text.as_str(), |(_, why)| why);
    let line = text.lines().next().unwrap_or_default();
    vec![damaged(&line.chars().take(120).collect::<String>())]
}

/// Finds the place of each column, each of its own type and with one value a row.
fn find(metadata: &ParquetMetaData) -> Result<[usize; COLUMNS.len()], Vec<Kind>> {
    let schema = metadata.file_metadata().schema_descr();
    let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
    let mut faults = Vec::new();
    let at = COLUMNS.map(|name| {
        let mut places = (0..).zip(&names).filter(|(_, known)| **known == name).map(|(at, _)| at);
        let (first, second) = (places.next(), places.next());
        let fault = match (first.map(|at| (at, schema.column(at))), second) {
            (None, _) => Some(missing(name, &names)),
            (_, Some(_)) => Some(Kind::ColumnTwice { column: name.to_owned() }),
            (Some((_, column)), None) => wrong(name, &column),
        };
        faults.extend(fault);
        first.unwrap_or_default()
    });
    if faults.is_empty() { Ok(at) } else { Err(faults) }
}

/// Says what is wrong with the type of a column.
fn wrong(name: &str, column: &ColumnDescriptor) -> Option<Kind> {
    if column.max_rep_level() > 0 || column.max_def_level() > 1 || column.path().parts().len() > 1 {
        return Some(Kind::Nested { column: name.to_owned() });
    }
    let (logical, converted) = (column.logical_type_ref(), column.converted_type());
    let is_text = matches!(logical, Some(LogicalType::String)) || matches!(converted, ConvertedType::UTF8);
    let is_day = matches!(logical, Some(LogicalType::Date)) || matches!(converted, ConvertedType::DATE);
    let (is_right, wanted) = match (name, column.physical_type()) {
        ("border" | "illustrative", found) => (found == Type::BOOLEAN, ("BOOLEAN", "BOOLEAN")),
        ("on", found) => (found == Type::INT32 && is_day, ("날짜(DATE)", "days (DATE)")),
        (_, found) => (found == Type::BYTE_ARRAY && is_text, ("글(UTF8)", "text (UTF8)")),
    };
    (!is_right).then(|| Kind::WrongType {
        column: name.to_owned(),
        wanted_ko: wanted.0.to_owned(),
        wanted_en: wanted.1.to_owned(),
        found: column.physical_type().to_string(),
    })
}

/// How much a file would take, looked at before anything is unpacked.
struct Room<'b> {
    bytes: &'b [u8],
    rows: u64,
    unpacked: u64,
}

impl Room<'_> {
    fn take(&mut self, group: &RowGroupMetaData, found: &[usize]) -> Result<(), Kind> {
        let rows = u64::try_from(group.num_rows()).map_err(|_| damaged("a group has no number of rows"))?;
        self.rows = self.rows.saturating_add(rows);
        if self.rows > MOST_ROWS {
            return Err(too_many_rows());
        }
        for at in found {
            let column = group.columns().get(*at).ok_or_else(|| damaged("a group lacks a column"))?;
            let packing = column.compression();
            if !matches!(packing, Compression::UNCOMPRESSED | Compression::SNAPPY) {
                let codec = packing.to_string();
                let codec = codec.split('(').next().unwrap_or_default().to_owned();
                return Err(Kind::Codec { codec });
            }
            let chunk =
                chunk(self.bytes, column).ok_or_else(|| damaged("a column lies outside of the file"))?;
            self.unpacked += pages::unpacked(chunk, rows).map_err(damaged)?;
            let most = pages::LARGEST_UNPACKED;
            if self.unpacked > most {
                let (ko, en) = ("압축을 푼 크기 초과".to_owned(), "it unpacks to more".to_owned());
                return Err(Kind::TooMany { ko, en, most });
            }
        }
        Ok(())
    }
}

/// Returns the bytes of a column.
fn chunk<'b>(bytes: &'b [u8], column: &ColumnChunkMetaData) -> Option<&'b [u8]> {
    let start = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
    let (start, len) = (usize::try_from(start).ok()?, usize::try_from(column.compressed_size()).ok()?);
    bytes.get(start..start.checked_add(len)?)
}

fn read_group(
    group: &dyn RowGroupReader,
    found: &[usize; COLUMNS.len()],
    line: &mut usize,
    to: &mut Gathering<'_>,
) -> Result<(), Vec<Kind>> {
    let [establishment, name, zone, border, provision, verdict, deciding, on, illustrative] = *found;
    let column = |at: usize| group.get_column_reader(at).map_err(broken);
    let mut texts = Vec::new();
    for at in [establishment, name, zone, provision, verdict, deciding] {
        let ColumnReader::ByteArrayColumnReader(reader) = column(at)? else { return Err(changed()) };
        texts.push(Cells::new(group, at, reader));
    }
    let mut flags = Vec::new();
    for at in [border, illustrative] {
        let ColumnReader::BoolColumnReader(reader) = column(at)? else { return Err(changed()) };
        flags.push(Cells::<BoolType>::new(group, at, reader));
    }
    let ColumnReader::Int32ColumnReader(reader) = column(on)? else { return Err(changed()) };
    let mut days = Cells::<Int32Type>::new(group, on, reader);
    let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
    while left > 0 {
        let batch = left.min(BATCH);
        texts.iter_mut().try_for_each(|cells| cells.read(batch)).map_err(broken)?;
        flags.iter_mut().try_for_each(|cells| cells.read(batch)).map_err(broken)?;
        days.read(batch).map_err(broken)?;
        for at in 0..batch {
            *line += 1;
            match row(*line, at, &texts, &flags, &days) {
                Ok(row) => to.take(&row),
                Err(kind) => to.fault(*line, &kind),
            }
        }
        left -= batch;
    }
    Ok(())
}

fn changed() -> Vec<Kind> {
    vec![damaged("a column changes its type")]
}

/// The cells of some rows of a column.
struct Cells<T: DataType> {
    reader: ColumnReaderImpl<T>,
    may_be_nothing: bool,
    levels: Vec<i16>,
    packed: Vec<T::T>,
    cells: Vec<Option<T::T>>,
}

impl<T: DataType> Cells<T> {
    fn new(group: &dyn RowGroupReader, at: usize, reader: ColumnReaderImpl<T>) -> Self {
        let may_be_nothing = group.metadata().column(at).column_descr().max_def_level() > 0;
        Self { reader, may_be_nothing, levels: Vec::new(), packed: Vec::new(), cells: Vec::new() }
    }

    /// Reads the cells of the next rows.
    fn read(&mut self, rows: usize) -> Result<(), ParquetError> {
        self.levels.clear();
        self.packed.clear();
        let mut read = 0;
        while read < rows {
            let (more, ..) = self.reader.read_records(
                rows - read,
                Some(&mut self.levels).filter(|_| self.may_be_nothing),
                None,
                &mut self.packed,
            )?;
            if more == 0 {
                return Err(ParquetError::EOF("EOF: a column ends before its rows".to_owned()));
            }
            read += more;
        }
        let mut packed = self.packed.drain(..);
        self.cells.clear();
        if self.may_be_nothing {
            self.cells.extend(self.levels.iter().map(|level| if *level > 0 { packed.next() } else { None }));
        } else {
            self.cells.extend(packed.by_ref().map(Some));
        }
        Ok(())
    }

    fn get(&self, at: usize) -> Option<&T::T> {
        self.cells.get(at)?.as_ref()
    }
}

/// Puts the cells of a row together.
fn row<'r>(
    line: usize,
    at: usize,
    texts: &'r [Cells<ByteArrayType>],
    flags: &'r [Cells<BoolType>],
    days: &'r Cells<Int32Type>,
) -> Result<Row<'r>, Kind> {
    let text = |column: usize, name: &str| match texts.get(column).and_then(|cells| cells.get(at)) {
        None => Ok(""),
        Some(found) => as_text(name, found),
    };
    let flag = |column: usize, name: &str| {
        let found = flags.get(column).and_then(|cells| cells.get(at)).copied();
        found.ok_or_else(|| value(name, "", ("true 또는 false", "true or false")))
    };
    let day = days.get(at).and_then(|days| day(*days));
    Ok(Row {
        line,
        establishment: words("establishment", text(0, "establishment")?)?,
        name: maybe("name", text(1, "name")?)?,
        zone: words("zone", text(2, "zone")?)?,
        border: flag(0, "border")?,
        provision: words("provision", text(3, "provision")?)?,
        verdict: words("verdict", text(4, "verdict")?)?,
        deciding: maybe("deciding", text(5, "deciding")?)?,
        on: day.ok_or_else(|| value("on", "", ("날짜", "a day")))?,
        illustrative: flag(1, "illustrative")?,
    })
}

fn as_text<'r>(name: &str, found: &'r ByteArray) -> Result<&'r str, Kind> {
    let bytes = if found.is_empty() { &[][..] } else { found.data() };
    let text = std::str::from_utf8(bytes);
    text.map(str::trim).map_err(|_| value(name, "�", ("UTF-8 글", "text in UTF-8")))
}

/// Counts a day from 1970-01-01.
fn day(days: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok()
}
