//! Every column of a piece, with what became of each row.

use super::places::degrees;
use super::{ParquetFile, cells, foreign};
use crate::failure::Failure;
use crate::job::Job;
use crate::source::{LaidOut, no_piece};
use arrow::array::{BooleanArray, RecordBatch};
use arrow::compute::{concat_batches, filter_record_batch};
use arrow::datatypes::SchemaRef;
use parquet::arrow::arrow_reader::RowSelection;
use teukgu_geo::contain::Status;
use teukgu_geo::fixed::{NOWHERE, place};
use teukgu_register::read::{Ids, Register};

impl ParquetFile {
    pub(in crate::source) fn schema(&self) -> SchemaRef {
        SchemaRef::clone(self.meta.schema())
    }

    pub(in crate::source) fn lay_out(&self, job: &Job, number: usize) -> Result<LaidOut, Failure> {
        let piece = self.pieces.get(number).copied().ok_or_else(no_piece)?;
        let broken = |error: &dyn std::fmt::Display| foreign(&self.path, &error.to_string());
        let rows = piece.first..piece.first + piece.rows;
        let selection = RowSelection::from_consecutive_ranges([rows.clone()].into_iter(), rows.end);
        let roots: Vec<usize> = (0..self.meta.schema().fields().len()).collect();
        let batches: Result<Vec<RecordBatch>, _> =
            self.reader(piece, &roots, selection, piece.rows)?.collect();
        let batches = batches.map_err(|error| broken(&error))?;
        let columns = concat_batches(self.meta.schema(), &batches).map_err(|error| broken(&error))?;
        let register = self.read_all(job, &columns)?;
        let mut strange = 0;
        let mut degrees = |root: usize| degrees(columns.column(root), &mut strange);
        let (Some(lon), Some(lat)) = (degrees(self.longitude), degrees(self.latitude)) else {
            return Err(foreign(&self.path, "lon, lat"));
        };
        let mut kept = vec![false; columns.num_rows()];
        register.lines.iter().for_each(|line| kept[line - 1] = true);
        let mut buckets = register.buckets;
        buckets.noted.coordinate += strange;
        buckets.places = teukgu_register::buckets::Places::default();
        let mut out = LaidOut {
            columns: RecordBatch::new_empty(self.schema()),
            closed: (0..register.len()).map(|row| register.is_closed(row)).collect(),
            ids: register.ids,
            statuses: Vec::new(),
            lon: Vec::new(),
            lat: Vec::new(),
            buckets,
            named: register.named,
        };
        for row in (0..kept.len()).filter(|row| kept[*row]) {
            let placed = place(lon.as_ref()[row], lat.as_ref()[row]);
            let (status, at) = match placed {
                Ok(at) => (Status::Located, (at.lon, at.lat)),
                Err(status) => (status, (NOWHERE, NOWHERE)),
            };
            *super::places::bucket(&mut out.buckets.places, status) += 1;
            out.statuses.push(status);
            out.lon.push(at.0);
            out.lat.push(at.1);
        }
        let keep = BooleanArray::from(kept);
        out.columns = filter_record_batch(&columns, &keep).map_err(|error| broken(&error))?;
        Ok(out)
    }

    /// Reads the cells that the map names of every row; a row has its number, from 1, as its line.
    fn read_all(&self, job: &Job, columns: &RecordBatch) -> Result<Register, Failure> {
        let name = self.path.display().to_string();
        let reader = job.reader();
        let begun = reader.begin(&name, &self.head, Ids::AsTheyCome);
        let mut rows = begun.map_err(|faults| Failure::faulty(&name, faults))?;
        let texts = self.texts(columns)?;
        let mut record = csv::StringRecord::new();
        for row in 0..columns.num_rows() {
            record.clear();
            for column in &texts {
                record.push_field(cells::cell(column, row));
            }
            record.push_field("");
            record.push_field("");
            rows.push(&record, row + 1);
        }
        Ok(rows.end())
    }
}
