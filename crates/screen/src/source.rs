//! A register on disk: files of CSV or Parquet, in pieces that are screened one by one.

mod cells;
mod csv;
mod parquet;

use crate::failure::Failure;
use crate::found::Found;
use crate::job::Job;
use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Text;
use teukgu_geo::contain::Status;
use teukgu_register::buckets::Buckets;
use teukgu_register::read::Register;
use teukgu_register::screening::Pair;

pub(crate) use parquet::bucket;
pub(crate) use parquet::{KEY, notes_of};
pub use parquet::{LATITUDE, LONGITUDE, PLACE, Prepared};

/// Rows of a piece at most: enough to keep a thread busy, few enough to forget.
pub const PIECE: usize = 1 << 18;

/// A register (사업체 등록부) as it lies on disk.
#[doc(alias = "사업체 등록부")]
#[derive(Debug)]
pub struct Source {
    files: Vec<(PathBuf, File)>,
    /// For each piece its file, its number there, and the number of its first row.
    pieces: Vec<(usize, usize, u64)>,
    rows: u64,
}

/// Rows with what became of each.
#[derive(Clone, Debug)]
pub struct LaidOut {
    /// Every column of the file, rows that cannot be used left out.
    pub columns: RecordBatch,
    /// Id of each row.
    pub ids: Vec<String>,
    /// What became of the coordinates of each row.
    pub statuses: Vec<Status>,
    /// Longitudes in 1e-7 degree; [`teukgu_geo::fixed::NOWHERE`] where there is no place.
    pub lon: Vec<i32>,
    /// Latitudes in 1e-7 degree.
    pub lat: Vec<i32>,
    /// For each row whether the establishment is closed (폐업).
    pub closed: Vec<bool>,
    /// What became of every row of the piece.
    pub buckets: Buckets,
    /// The first faults and notes of each kind.
    pub named: Vec<Fault>,
}

/// An establishment that was looked for.
#[derive(Clone, Debug)]
pub struct Establishment {
    /// Number of its row over all files of the register.
    pub row: u64,
    /// Its row among others that were read with it.
    pub register: Register,
    /// Number of its row in `register`.
    pub at: usize,
    /// Zones that it lies in, by number, and whether it lies on the border of each.
    pub zones: Vec<(usize, bool)>,
}

/// One file.
#[derive(Debug)]
enum File {
    Csv(csv::CsvFile),
    Parquet(Box<parquet::ParquetFile>),
}

impl Source {
    /// Opens the files of a register, which count as one after another, and checks their columns against the map.
    ///
    /// # Errors
    /// [`Failure`] if a file cannot be read, is cut off, lacks a column or has one of a type that cannot be read.
    pub fn open(paths: &[PathBuf], job: &Job) -> Result<Self, Failure> {
        let mut source = Self { files: Vec::new(), pieces: Vec::new(), rows: 0 };
        for path in paths {
            let file = if is_parquet(path)? {
                File::Parquet(Box::new(parquet::ParquetFile::open(path, job)?))
            } else {
                File::Csv(csv::CsvFile::open(path, job)?)
            };
            let number = source.files.len();
            for (piece, rows) in file.pieces().into_iter().enumerate() {
                source.pieces.push((number, piece, source.rows));
                source.rows += rows;
            }
            source.files.push((path.clone(), file));
        }
        Ok(source)
    }

    /// Returns the number of pieces.
    pub fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Returns the number of rows; of CSV that of line breaks outside of quotes, before anything is read.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Returns the number of rows of a piece.
    pub fn rows_of(&self, piece: usize) -> u64 {
        let first = |piece: usize| self.pieces.get(piece).map_or(self.rows, |(.., first)| *first);
        first(piece + 1) - first(piece)
    }

    /// Returns true if it is known that no id stands twice.
    pub fn has_each_id_once(&self) -> bool {
        match self.files.as_slice() {
            [(_, File::Parquet(file))] => file.prepared().is_some_and(|prepared| prepared.each_id_once),
            _ => false,
        }
    }

    /// Returns true if cells were looked at only of establishments that lie in a zone.
    pub fn looks_at_zones_only(&self) -> bool {
        self.files.iter().any(|(_, file)| matches!(file, File::Parquet(_)))
    }

    /// Returns the files.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(path, _)| path.as_path())
    }

    /// Returns what the preparation of a register of one file noted.
    pub fn prepared(&self) -> Option<&Prepared> {
        match self.files.as_slice() {
            [(_, File::Parquet(file))] => file.prepared(),
            _ => None,
        }
    }

    /// Screens a piece.
    ///
    /// # Errors
    /// [`Failure`] if the file turns out to be damaged.
    pub fn screen(&self, job: &Job, piece: usize) -> Result<Found, Failure> {
        let Some((file, number, first_row)) = self.pieces.get(piece) else { return Ok(Found::default()) };
        let mut found = match &self.files[*file].1 {
            File::Csv(file) => file.screen(job, *number)?,
            File::Parquet(file) => file.screen(job, *number)?,
        };
        found.first_row = *first_row;
        Ok(found)
    }

    /// Looks for an establishment in a piece, and for the zones that it lies in.
    ///
    /// # Errors
    /// As [`Source::screen`].
    pub fn find(&self, job: &Job, piece: usize, id: &str) -> Result<Option<Establishment>, Failure> {
        let Some((file, number, first_row)) = self.pieces.get(piece) else { return Ok(None) };
        let mut found = match &self.files[*file].1 {
            File::Csv(file) => file.find(job, *number, id)?,
            File::Parquet(file) => file.find(job, *number, id)?,
        };
        if let Some(found) = &mut found {
            found.row += first_row;
        }
        Ok(found)
    }

    /// Reads every column of a piece, with what became of each row; rows that cannot be used are left out.
    ///
    /// # Errors
    /// As [`Source::screen`].
    pub fn lay_out(&self, job: &Job, piece: usize) -> Result<LaidOut, Failure> {
        let Some((file, number, _)) = self.pieces.get(piece) else { return Err(no_piece()) };
        match &self.files[*file].1 {
            File::Csv(file) => file.lay_out(job, *number),
            File::Parquet(file) => file.lay_out(job, *number),
        }
    }

    /// Returns the columns of the first file.
    pub fn schema(&self) -> SchemaRef {
        match self.files.first() {
            Some((_, File::Csv(file))) => file.schema(),
            Some((_, File::Parquet(file))) => file.schema(),
            None => Arc::new(Schema::empty()),
        }
    }

    /// Counts a piece: how many rows are where, and how many pairs each zone has. No other column is read.
    ///
    /// # Errors
    /// As [`Source::screen`].
    pub fn count(&self, job: &Job, piece: usize) -> Result<(Buckets, Vec<u64>), Failure> {
        let mut zones = vec![0; job.screening.zones().len()];
        let Some((file, number, _)) = self.pieces.get(piece) else { return Ok((Buckets::default(), zones)) };
        let (buckets, pairs) = match &self.files[*file].1 {
            File::Csv(file) => {
                let found = file.screen(job, *number)?;
                (found.buckets, found.findings.zone)
            }
            File::Parquet(file) => {
                let (buckets, pairs) = file.places(job, *number)?;
                (buckets, pairs.iter().map(|pair| pair.zone).collect())
            }
        };
        for zone in pairs {
            if let Some(count) = usize::try_from(zone).ok().and_then(|zone| zones.get_mut(zone)) {
                *count += 1;
            }
        }
        Ok((buckets, zones))
    }
}

impl File {
    /// Returns the number of rows of each piece.
    fn pieces(&self) -> Vec<u64> {
        match self {
            Self::Csv(file) => file.pieces(),
            Self::Parquet(file) => file.pieces(),
        }
    }
}

/// Returns true if a file begins as Parquet does, or is named so.
fn is_parquet(path: &Path) -> Result<bool, Failure> {
    use std::io::Read as _;
    let mut head = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    file.take(4).read_to_end(&mut head).map_err(|error| Failure::unreadable(path, &error))?;
    let named = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"));
    Ok(head == b"PAR1" || named)
}

/// Returns the number of the zone of a pair, and whether the place lies on its border.
fn zone_of(pair: &Pair) -> (usize, bool) {
    (usize::try_from(pair.zone).unwrap_or(usize::MAX), pair.border)
}

/// Says that a piece was asked for that there is not; callers count them before.
fn no_piece() -> Failure {
    Failure::environment(
        Text::new("등록부에 없는 부분입니다", "the register has no such piece"),
        Text::new("다시 실행하세요", "run it again"),
    )
}
