//! A register from the bytes of a CSV: columns, and what became of every row.

mod cell;
mod head;
mod noted;

pub use noted::FIRST_NAMED;

use crate::buckets::Buckets;
use crate::columns::{FactColumns, Flags, Numbers};
use crate::kind::{Kind, nearest};
use crate::map::{ColumnMap, FactColumn};
use crate::screening::Slice;
use crate::text::{Encoding, decode};
use cell::{Cells, Row};
use head::Head;
use noted::Notes;
use std::collections::HashMap;
use std::ops::Range;
use teukgu_codes::ksic::Ksic;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Lines, Spot};
use teukgu_geo::contain::Status;
use teukgu_geo::fixed::{Fixed, NOWHERE};
use teukgu_rules::fact::Vocabulary;

/// How much is read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most rows.
    pub rows: usize,
    /// Most bytes of the whole text.
    pub bytes: usize,
    /// Most bytes of a field.
    pub field: usize,
}

impl Default for Limits {
    /// What a form of the portal takes: 100,000 rows, 32 MiB, 2,000 bytes a field.
    fn default() -> Self {
        Self { rows: 100_000, bytes: 32 << 20, field: 2_000 }
    }
}

/// What a register is read with.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Which column holds what.
    pub map: &'a ColumnMap,
    /// The facts, the same that the map was read with.
    pub vocabulary: &'a Vocabulary,
    /// Industries by revision.
    pub ksic: &'a Ksic,
    /// How much is read.
    pub limits: Limits,
}

/// A register of establishments (사업체 등록부) in columns, one entry a row that was read.
#[doc(alias = "사업체 등록부")]
#[derive(Clone, Debug)]
pub struct Register {
    /// Ids, each once.
    pub ids: Vec<String>,
    /// Names, empty where there is none.
    pub names: Vec<String>,
    /// Line of the text in which each row begins.
    pub lines: Vec<usize>,
    /// Sigungu codes (시군구코드), empty where none is known.
    pub municipalities: Vec<String>,
    /// Codes of industries in the revision of the map, without the letter of the section; empty where none is known.
    pub industries: Vec<String>,
    /// What became of the coordinates.
    pub statuses: Vec<Status>,
    /// Longitudes in 1e-7 degree; [`NOWHERE`] where there is no place.
    pub lon: Vec<i32>,
    /// Latitudes in 1e-7 degree; [`NOWHERE`] where there is no place.
    pub lat: Vec<i32>,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// What became of every row.
    pub buckets: Buckets,
    /// The first of each kind of fault and note, [`FIRST_NAMED`] of each, in the order of the text.
    pub named: Vec<Fault>,
    slots: usize,
    closed: Flags,
    facts: Vec<(usize, Numbers)>,
}

impl Reader<'_> {
    /// Reads a register from the bytes of a CSV; `file` is its name in faults.
    ///
    /// A row that cannot be used is left out, counted and, among the first of its kind, named.
    ///
    /// # Errors
    /// Every [`Fault`] that keeps the text as a whole from being read: its size, its encoding, its head.
    pub fn read(&self, file: &str, bytes: &[u8]) -> Result<Register, Vec<Fault>> {
        self.check_bytes(file, bytes.len())?;
        let (text, encoding) = decode(file, bytes)?;
        let mut csv =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let (mut lines, mut record) = (Lines::new(text.as_bytes()), csv::StringRecord::new());
        // A text that is UTF-8 and whose rows may have any length is CSV, whatever it holds.
        let mut next = |record: &mut csv::StringRecord| csv.read_record(record).unwrap_or(false);
        next(&mut record);
        let mut rows = self.begin(file, &record, Ids::Once)?;
        rows.out.encoding = encoding;
        while next(&mut record) {
            rows.check_rows()?;
            rows.push(&record, lines.of(record.position().map_or(0, csv::Position::byte)));
        }
        Ok(rows.end())
    }

    /// Begins a register whose rows the caller hands in one by one, as many as it likes; `head` names the columns.
    ///
    /// What is said of each cell is the same as when the register is read from one text.
    ///
    /// # Errors
    /// Every [`Fault`] of the head.
    pub fn begin(&self, file: &str, head: &csv::StringRecord, ids: Ids) -> Result<Rows<'_>, Vec<Fault>> {
        self.check_map(file)?;
        Ok(Rows::new(self, file, Head::read(file, head, self.map, self.limits.field)?, ids))
    }

    /// Refuses facts that stand elsewhere in this vocabulary than in the one that the map was read with.
    fn check_map(&self, file: &str) -> Result<(), Vec<Fault>> {
        let known = || self.vocabulary.facts().iter().map(|fact| fact.id.as_str());
        let strange = self.map.facts.iter().filter(|fact| self.vocabulary.slot(&fact.id) != Some(fact.slot));
        let fault = |fact: &FactColumn| {
            Kind::UnknownFact { nearest: nearest(&fact.id, known()), id: fact.id.clone() }
                .at(file, Spot::START)
        };
        let faults: Vec<Fault> = strange.map(fault).collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn check_bytes(&self, file: &str, bytes: usize) -> Result<(), Vec<Fault>> {
        let most = self.limits.bytes;
        let kind = || Kind::TooLarge { ko: format!("{bytes}바이트"), en: format!("{bytes} bytes"), most };
        if bytes > most { Err(vec![kind().at(file, Spot::START)]) } else { Ok(()) }
    }
}

/// Says that an id stands twice, for a caller that looks over several registers or pieces; lines as it counts them.
pub fn duplicate(file: &str, line: usize, id: &str, first: usize) -> Fault {
    Kind::DuplicateId { id: crate::text::shown(id), first }.at(file, Spot { line, column: 1 })
}

/// Whether an id may stand twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// A row with the id of an earlier one is left out.
    Once,
    /// Rows are taken as they come; the caller sees to it.
    AsTheyCome,
}

/// A register that is being read, row by row.
#[derive(Debug)]
pub struct Rows<'a> {
    reader: &'a Reader<'a>,
    head: Head,
    cells: Cells<'a>,
    notes: Notes,
    ids: Ids,
    /// Row of each id, where an id may stand once.
    known: HashMap<String, usize>,
    out: Register,
}

impl<'a> Rows<'a> {
    fn new(reader: &'a Reader<'a>, file: &str, head: Head, ids: Ids) -> Self {
        let facts = reader.map.facts.iter().map(|fact| (fact.slot, Numbers::default())).collect();
        let out = Register {
            ids: Vec::new(),
            names: Vec::new(),
            lines: Vec::new(),
            municipalities: Vec::new(),
            industries: Vec::new(),
            statuses: Vec::new(),
            lon: Vec::new(),
            lat: Vec::new(),
            encoding: Encoding::Utf8,
            buckets: Buckets::default(),
            named: Vec::new(),
            slots: reader.vocabulary.len(),
            closed: Flags::default(),
            facts,
        };
        let cells = Cells::new(reader);
        Self { reader, head, cells, notes: Notes::new(file), ids, known: HashMap::new(), out }
    }

    /// Reads a row that begins in a line, or leaves it out with a reason; the line is kept with the row.
    pub fn push(&mut self, record: &csv::StringRecord, line: usize) {
        self.row(&Row { record, line });
    }

    fn check_rows(&self) -> Result<(), Vec<Fault>> {
        let most = self.reader.limits.rows;
        if self.notes.buckets.rows < u64::try_from(most).unwrap_or(u64::MAX) {
            return Ok(());
        }
        let kind =
            Kind::TooLarge { ko: format!("{most}줄 초과"), en: format!("more than {most} rows"), most };
        Err(vec![kind.at(&self.notes.file, Spot::START)])
    }

    fn row(&mut self, row: &Row<'_>) {
        match self.refusal(row) {
            Some((column, kind)) => self.notes.leave_out(row, column, &kind),
            None => self.take(row),
        }
    }

    /// Says why a row cannot be used, and at which field.
    fn refusal(&self, row: &Row<'_>) -> Option<(usize, Kind)> {
        let (found, wanted) = (row.record.len(), self.head.fields());
        if found != wanted {
            return Some((found.min(wanted).saturating_sub(1), Kind::Fields { found, wanted }));
        }
        let most = self.reader.limits.field;
        if let Some(at) = row.record.iter().position(|field| field.len() > most) {
            return Some((at, Kind::LongField { column: self.head.name(at), most }));
        }
        let id = row.cell(self.head.id);
        if id.is_empty() {
            return Some((self.head.id, Kind::NoId { column: self.head.name(self.head.id) }));
        }
        let first = self.known.get(id).and_then(|row| self.out.lines.get(*row)).copied()?;
        Some((self.head.id, Kind::DuplicateId { id: crate::text::shown(id), first }))
    }

    fn take(&mut self, row: &Row<'_>) {
        let (head, out, notes) = (&self.head, &mut self.out, &mut self.notes);
        let id = row.cell(head.id).to_owned();
        if self.ids == Ids::Once {
            self.known.insert(id.clone(), out.ids.len());
        }
        out.ids.push(id);
        out.names.push(head.label.map_or("", |at| row.cell(at)).to_owned());
        out.lines.push(row.line);
        out.municipalities.push(cell::municipality(row, head, notes));
        out.industries.push(self.cells.industry(row, head, notes));
        let placed = cell::place(row, head, notes);
        let status = placed.err().unwrap_or(Status::Located);
        let Fixed { lon, lat } = placed.unwrap_or(Fixed { lon: NOWHERE, lat: NOWHERE });
        out.statuses.push(status);
        out.lon.push(lon);
        out.lat.push(lat);
        let is_closed = self.cells.is_closed(row, head, notes);
        out.closed.push(is_closed);
        for ((fact, at), (_, numbers)) in self.reader.map.facts.iter().zip(&head.facts).zip(&mut out.facts) {
            numbers.push(self.cells.fact(row, fact, *at, notes));
        }
        notes.buckets.add(status, is_closed);
    }

    /// Ends with the rows that were read.
    pub fn end(mut self) -> Register {
        (self.out.buckets, self.out.named) = self.notes.end();
        self.out
    }
}

impl Register {
    /// Returns the number of rows that were read.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Returns true if no row was read.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns true if the establishment of a row is closed (폐업).
    pub fn is_closed(&self, row: usize) -> bool {
        self.closed.get(row)
    }

    /// Returns some of the rows, ready to be screened; rows beyond the last are left out.
    pub fn slice(&self, rows: Range<usize>) -> Slice<'_> {
        let end = rows.end.min(self.len());
        let rows = rows.start.min(end)..end;
        Slice {
            first_row: u32::try_from(rows.start).unwrap_or(u32::MAX),
            lon: self.lon.get(rows.clone()).unwrap_or_default(),
            lat: self.lat.get(rows.clone()).unwrap_or_default(),
            closed: Some(self.closed.from(rows.start)),
            facts: self.facts(&rows),
        }
    }

    /// Returns all rows, ready to be screened.
    pub fn all(&self) -> Slice<'_> {
        self.slice(0..self.len())
    }

    fn facts(&self, rows: &Range<usize>) -> FactColumns<'_> {
        self.facts.iter().fold(FactColumns::new(self.slots, rows.len()), |columns, (slot, numbers)| {
            let column = numbers.part(rows);
            columns.with(*slot, column).expect("a column has a number a row, and its slot was looked up")
        })
    }
}
