//! One zone anew: findings on the others are taken over from an earlier result, and the difference is counted.

use crate::failure::Failure;
use crate::job::Job;
use crate::outcome::{ScreeningNote, read_note};
use arrow::array::{AsArray, BooleanArray, RecordBatch, StringArray};
use arrow::compute::{cast, filter_record_batch};
use arrow::datatypes::DataType;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use teukgu_domain::text::Lang;

/// An earlier result.
#[derive(Debug)]
pub(super) struct Earlier {
    path: PathBuf,
    zone: String,
}

/// Who came in and who went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Change {
    /// Establishments that lie in the zone now and did not.
    pub(super) joined: usize,
    /// Establishments that lay in the zone and do not now.
    pub(super) left: usize,
    /// Establishments that lie in it as before.
    pub(super) stayed: usize,
}

impl Change {
    pub(super) fn line(self, lang: Lang) -> String {
        let Self { joined, left, stayed } = self;
        match lang {
            Lang::Ko => {
                format!("경계 변경으로 새로 들어온 사업체 {joined}, 나간 사업체 {left}, 그대로 {stayed}\n")
            }
            Lang::En => format!(
                "by the new boundary {joined} establishments came in, {left} went out, {stayed} stay\n"
            ),
        }
    }
}

impl Earlier {
    /// Opens an earlier result, which has to be of the same law, provisions and day.
    pub(super) fn open(path: &Path, job: &Job) -> Result<Self, Failure> {
        let earlier = Self { path: path.to_owned(), zone: job.brief.only_zone.clone().unwrap_or_default() };
        let reader = earlier.reader()?;
        let note = read_note(reader.metadata().file_metadata()).ok_or_else(|| earlier.other())?;
        let now = ScreeningNote::of(job);
        if note.law != now.law || note.provisions != now.provisions || note.on != now.on {
            return Err(Failure::of_file(
                path,
                (
                    "다른 법령·조문·날짜로 심사한 결과입니다",
                    "this result is of another law, other provisions or another day",
                ),
                (
                    "같은 법령 폴더와 날짜로 전체를 다시 심사하세요",
                    "screen all zones anew with the same law folder and day",
                ),
            ));
        }
        Ok(earlier)
    }

    fn reader(&self) -> Result<ParquetRecordBatchReaderBuilder<File>, Failure> {
        let file = File::open(&self.path).map_err(|error| Failure::unreadable(&self.path, &error))?;
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(|_| self.other())
    }

    fn other(&self) -> Failure {
        Failure::of_file(
            &self.path,
            (
                "심사 결과 Parquet 파일이 아닙니다",
                "this is not a Parquet file with the result of a screening",
            ),
            (
                "`teukgu-screen run --out`이 쓴 파일을 적으세요",
                "name a file that `teukgu-screen run --out` wrote",
            ),
        )
    }

    /// Hands over the findings on the other zones, batch by batch.
    pub(super) fn others(
        &self,
        mut take: impl FnMut(&RecordBatch) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for batch in self.reader()?.build().map_err(|_| self.other())? {
            let batch = batch.map_err(|_| self.other())?;
            let zones = texts(&batch, "zone").ok_or_else(|| self.other())?;
            let keep: BooleanArray =
                zones.iter().map(|zone| Some(zone != Some(self.zone.as_str()))).collect();
            take(&filter_record_batch(&batch, &keep).map_err(|_| self.other())?)?;
        }
        Ok(())
    }

    /// Compares which establishments lie in the zone by this result with those that do now.
    pub(super) fn compared(&self, now: &BTreeSet<String>) -> Result<Change, Failure> {
        let before = self.inside()?;
        Ok(Change {
            joined: now.difference(&before).count(),
            left: before.difference(now).count(),
            stayed: now.intersection(&before).count(),
        })
    }

    fn inside(&self) -> Result<BTreeSet<String>, Failure> {
        let mut inside = BTreeSet::new();
        for batch in self.reader()?.build().map_err(|_| self.other())? {
            let batch = batch.map_err(|_| self.other())?;
            let columns = ["zone", "establishment"].map(|name| texts(&batch, name));
            let [Some(zones), Some(ids)] = columns else { return Err(self.other()) };
            let of_zone = zones.iter().zip(ids.iter()).filter(|(zone, _)| *zone == Some(self.zone.as_str()));
            inside.extend(of_zone.filter_map(|(_, id)| id.map(str::to_owned)));
        }
        Ok(inside)
    }
}

fn texts(batch: &RecordBatch, name: &str) -> Option<StringArray> {
    let column = cast(batch.column_by_name(name)?, &DataType::Utf8).ok()?;
    column.as_string_opt::<i32>().cloned()
}
