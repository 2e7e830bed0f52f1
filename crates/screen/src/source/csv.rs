//! CSV in pieces: cut at line breaks outside of quotes, so that a piece is read like a file of its own.

use super::{Establishment, LaidOut, PIECE};
use crate::failure::Failure;
use crate::found::Found;
use crate::job::Job;
use arrow::array::{ArrayRef, BooleanArray, RecordBatch, StringBuilder};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use teukgu_domain::spot::Lines;
use teukgu_register::read::{Ids, Register};
use teukgu_register::text::decode;

/// Bytes of a piece from which on the next line break ends it.
const BYTES: usize = 16 << 20;
/// A piece without a line break that is larger is no register.
const MOST_BYTES: usize = 256 << 20;

/// A file of CSV.
#[derive(Debug)]
pub(super) struct CsvFile {
    path: PathBuf,
    head: csv::StringRecord,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    /// First byte, and the number of bytes.
    from: u64,
    bytes: usize,
    /// Line in which it begins, from 1.
    line: usize,
    /// Line breaks outside of quotes.
    rows: u64,
}

impl CsvFile {
    pub(super) fn open(path: &Path, job: &Job) -> Result<Self, Failure> {
        let mut file = Self { path: path.to_owned(), head: csv::StringRecord::new(), pieces: cut(path)? };
        let first = file.pieces.first().copied();
        if let Some(first) = first {
            let bytes = file.bytes(first)?;
            let (text, _) = decode(&file.name(), &bytes).map_err(|faults| file.faulty(faults))?;
            let mut csv = reader(&text);
            csv.read_record(&mut file.head).map_err(|error| Failure::unreadable(path, &error))?;
        }
        let begun = job.reader().begin(&file.name(), &file.head, Ids::AsTheyCome).map(drop);
        begun.map_err(|faults| file.faulty(faults))?;
        if let Some(first) = file.pieces.first_mut() {
            first.rows = first.rows.saturating_sub(1);
        }
        Ok(file)
    }

    pub(super) fn pieces(&self) -> Vec<u64> {
        self.pieces.iter().map(|piece| piece.rows).collect()
    }

    pub(super) fn screen(&self, job: &Job, piece: usize) -> Result<Found, Failure> {
        let register = self.read(job, piece)?;
        let findings = job.screening.run(&register.all());
        let findings = findings.map_err(|error| Failure::input(error.text(), error.help()))?;
        let of = |texts: &[String], row: &u32| {
            usize::try_from(*row).ok().and_then(|row| texts.get(row)).cloned().unwrap_or_default()
        };
        Ok(Found {
            first_row: 0,
            buckets: register.buckets,
            ids: findings.row.iter().map(|row| of(&register.ids, row)).collect(),
            names: findings.row.iter().map(|row| of(&register.names, row)).collect(),
            findings,
            named: register.named,
        })
    }

    pub(super) fn find(&self, job: &Job, piece: usize, id: &str) -> Result<Option<Establishment>, Failure> {
        let register = self.read(job, piece)?;
        let Some(at) = register.ids.iter().position(|other| other == id) else { return Ok(None) };
        let place = (&register.lon[at..=at], &register.lat[at..=at]);
        let zones = job.screening.pairs(0, place, None);
        Ok(Some(Establishment {
            row: u64::try_from(at).unwrap_or_default(),
            zones: zones.iter().map(super::zone_of).collect(),
            register,
            at,
        }))
    }

    pub(super) fn schema(&self) -> SchemaRef {
        let field = |name: &str| Field::new(name.trim(), DataType::Utf8, true);
        Arc::new(Schema::new(self.head.iter().map(field).collect::<Vec<_>>()))
    }

    pub(super) fn lay_out(&self, job: &Job, number: usize) -> Result<LaidOut, Failure> {
        let mut columns: Vec<StringBuilder> = self.head.iter().map(|_| StringBuilder::new()).collect();
        let mut lines = Vec::new();
        let register = self.read_with(job, number, |record, line| {
            lines.push(line);
            for (at, column) in columns.iter_mut().enumerate() {
                column.append_option(record.get(at).filter(|cell| !cell.is_empty()));
            }
        })?;
        let columns = columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect();
        let broken = |error: arrow::error::ArrowError| Failure::unreadable(&self.path, &error);
        let columns = RecordBatch::try_new(self.schema(), columns).map_err(broken)?;
        let keep: BooleanArray =
            lines.iter().map(|line| Some(register.lines.binary_search(line).is_ok())).collect();
        Ok(LaidOut {
            columns: filter_record_batch(&columns, &keep).map_err(broken)?,
            closed: (0..register.len()).map(|row| register.is_closed(row)).collect(),
            ids: register.ids,
            statuses: register.statuses,
            lon: register.lon,
            lat: register.lat,
            buckets: register.buckets,
            named: register.named,
        })
    }

    /// Reads the rows of a piece.
    fn read(&self, job: &Job, number: usize) -> Result<Register, Failure> {
        self.read_with(job, number, |_, _| ())
    }

    /// Reads the rows of a piece, each of which is shown with the line in which it begins.
    fn read_with(
        &self,
        job: &Job,
        number: usize,
        mut see: impl FnMut(&csv::StringRecord, usize),
    ) -> Result<Register, Failure> {
        let Some(piece) = self.pieces.get(number).copied() else {
            return Err(Failure::unreadable(&self.path, &"piece"));
        };
        let bytes = self.bytes(piece)?;
        let name = self.name();
        let (text, _) = decode(&name, &bytes).map_err(|mut faults| {
            for fault in &mut faults {
                fault.line += piece.line - 1;
            }
            self.faulty(faults)
        })?;
        let reader_of_job = job.reader();
        let rows = reader_of_job.begin(&name, &self.head, Ids::AsTheyCome);
        let mut rows = rows.map_err(|faults| self.faulty(faults))?;
        let (mut csv, mut record) = (reader(&text), csv::StringRecord::new());
        let mut lines = Lines::new(text.as_bytes());
        let mut is_head = number == 0;
        while csv.read_record(&mut record).map_err(|error| Failure::unreadable(&self.path, &error))? {
            let line = lines.of(record.position().map_or(0, csv::Position::byte)) + piece.line - 1;
            if !std::mem::take(&mut is_head) {
                see(&record, line);
                rows.push(&record, line);
            }
        }
        Ok(rows.end())
    }

    fn bytes(&self, piece: Piece) -> Result<Vec<u8>, Failure> {
        let unreadable = |error: std::io::Error| Failure::unreadable(&self.path, &error);
        let mut file = std::fs::File::open(&self.path).map_err(unreadable)?;
        file.seek(SeekFrom::Start(piece.from)).map_err(unreadable)?;
        let mut bytes = vec![0; piece.bytes];
        file.read_exact(&mut bytes).map_err(unreadable)?;
        Ok(bytes)
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn faulty(&self, faults: Vec<teukgu_domain::fault::Fault>) -> Failure {
        Failure::faulty(&self.name(), faults)
    }
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// Cuts a file into pieces.
fn cut(path: &Path) -> Result<Vec<Piece>, Failure> {
    let mut file = std::fs::File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    let mut cutter = Cutter {
        pieces: Vec::new(),
        open: Piece { from: 0, bytes: 0, line: 1, rows: 0 },
        lines: 0,
        quoted: false,
        last: b'\n',
    };
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer).map_err(|error| Failure::unreadable(path, &error))?;
        if read == 0 {
            break;
        }
        cutter.take(buffer.get(..read).unwrap_or_default());
        if cutter.open.bytes > MOST_BYTES {
            return Err(Failure::of_file(
                path,
                ("줄이 끝나지 않습니다", "a row does not end"),
                ("닫히지 않은 따옴표가 있는지 보세요", "look for a quote that is not closed"),
            ));
        }
    }
    Ok(cutter.end())
}

/// A file that is being cut.
struct Cutter {
    pieces: Vec<Piece>,
    open: Piece,
    /// Lines of the open piece.
    lines: usize,
    quoted: bool,
    last: u8,
}

impl Cutter {
    fn take(&mut self, bytes: &[u8]) {
        let rows = u64::try_from(PIECE).unwrap_or(u64::MAX);
        for byte in bytes {
            self.open.bytes += 1;
            self.last = *byte;
            match byte {
                b'"' => self.quoted = !self.quoted,
                b'\n' => {
                    self.lines += 1;
                    self.open.rows += u64::from(!self.quoted);
                    if !self.quoted && (self.open.bytes >= BYTES || self.open.rows >= rows) {
                        self.close();
                    }
                }
                _ => (),
            }
        }
    }

    fn close(&mut self) {
        let closed = self.open;
        let from = closed.from + u64::try_from(closed.bytes).unwrap_or_default();
        self.open = Piece { from, bytes: 0, line: closed.line + self.lines, rows: 0 };
        self.lines = 0;
        self.pieces.push(closed);
    }

    /// Ends with the last piece, whose last row need not end with a line break.
    fn end(mut self) -> Vec<Piece> {
        if self.open.bytes > 0 || self.pieces.is_empty() {
            self.open.rows += u64::from(self.last != b'\n');
            self.close();
        }
        self.pieces
    }
}
