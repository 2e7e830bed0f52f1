//! A table of a job: rows are made when they are asked for.

use super::Desk;
use super::exec::ScreenExec;
use crate::failure::Failure;
use crate::found::FINDINGS;
use crate::job::Job;
use arrow::array::{
    ArrayRef, AsArray, BooleanArray, Date32Array, ListBuilder, RecordBatch, StringArray, StringBuilder,
    UInt64Array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, UInt64Type};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::error::Result;
use datafusion::logical_expr::{Expr, TableType};
use datafusion::physical_plan::ExecutionPlan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock};
use teukgu_register::buckets::Buckets;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What was found.
    Findings,
    /// What became of every row.
    Buckets,
    /// The zones.
    Zones,
}

/// A count among buckets.
type Count = fn(&mut Buckets) -> &mut u64;

/// Columns of buckets, and how each is counted.
const BUCKETS: [(&str, Count); 17] = [
    ("rows", |buckets| &mut buckets.rows),
    ("located", |buckets| &mut buckets.places.located),
    ("no_location", |buckets| &mut buckets.places.no_location),
    ("outside_korea", |buckets| &mut buckets.places.outside_korea),
    ("looks_swapped", |buckets| &mut buckets.places.looks_swapped),
    ("wrong_crs", |buckets| &mut buckets.places.wrong_crs),
    ("closed", |buckets| &mut buckets.closed),
    ("left_out_fields", |buckets| &mut buckets.left_out.fields),
    ("left_out_long_field", |buckets| &mut buckets.left_out.long_field),
    ("left_out_no_id", |buckets| &mut buckets.left_out.no_id),
    ("left_out_duplicate_id", |buckets| &mut buckets.left_out.duplicate_id),
    ("noted_coordinate", |buckets| &mut buckets.noted.coordinate),
    ("noted_other_revision", |buckets| &mut buckets.noted.other_revision),
    ("noted_unknown_industry", |buckets| &mut buckets.noted.unknown_industry),
    ("noted_unknown_status", |buckets| &mut buckets.noted.unknown_status),
    ("noted_fact_value", |buckets| &mut buckets.noted.fact_value),
    ("noted_municipality", |buckets| &mut buckets.noted.municipality),
];

impl Kind {
    /// Returns the name of the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Buckets => "buckets",
            Self::Zones => "zones",
        }
    }

    /// Returns its columns; `plain` says that words of findings are texts.
    pub fn schema(self, plain: bool) -> SchemaRef {
        static PLAIN: LazyLock<SchemaRef> = LazyLock::new(|| {
            let field = |field: &Arc<Field>| match field.data_type() {
                DataType::Dictionary(_, words) => {
                    field.as_ref().clone().with_data_type(words.as_ref().clone())
                }
                _ => field.as_ref().clone(),
            };
            Arc::new(Schema::new(FINDINGS.fields().iter().map(field).collect::<Vec<_>>()))
        });
        static OF_BUCKETS: LazyLock<SchemaRef> = LazyLock::new(|| {
            let count = |(name, _): &(&str, Count)| Field::new(*name, DataType::UInt64, false);
            let first = std::iter::once(Field::new("first_row", DataType::UInt64, false));
            Arc::new(Schema::new(first.chain(BUCKETS.iter().map(count)).collect::<Vec<_>>()))
        });
        static OF_ZONES: LazyLock<SchemaRef> = LazyLock::new(|| {
            let item = Field::new_list_field(DataType::Utf8, true);
            Arc::new(Schema::new(vec![
                Field::new("zone", DataType::Utf8, false),
                Field::new("name", DataType::Utf8, false),
                Field::new("from", DataType::Date32, true),
                Field::new("to", DataType::Date32, true),
                Field::new("special_cases", DataType::List(Arc::new(item)), true),
                Field::new("illustrative", DataType::Boolean, false),
            ]))
        });
        match self {
            Self::Findings if plain => Arc::clone(&PLAIN),
            Self::Findings => Arc::clone(&FINDINGS),
            Self::Buckets => Arc::clone(&OF_BUCKETS),
            Self::Zones => Arc::clone(&OF_ZONES),
        }
    }
}

/// Returns the counts of pieces in columns.
pub(super) fn buckets(first_row: u64, counts: &Buckets) -> RecordBatch {
    let column = |value: u64| Arc::new(UInt64Array::from(vec![value])) as ArrayRef;
    let mut counts = *counts;
    let counted = BUCKETS.iter().map(|(_, count)| column(*count(&mut counts)));
    let columns: Vec<ArrayRef> = std::iter::once(column(first_row)).chain(counted).collect();
    RecordBatch::try_new(Kind::Buckets.schema(false), columns).expect("each column has one count")
}

/// Adds the counts of a batch of buckets.
pub(crate) fn add_buckets(batch: &RecordBatch, sum: &mut Buckets) {
    let mut counts = Buckets::default();
    for (name, count) in &BUCKETS {
        let column = batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<UInt64Type>());
        *count(&mut counts) = column.map_or(0, |column| column.values().iter().sum());
    }
    sum.merge(&counts);
}

/// Returns the zones of a job in columns.
pub(super) fn zones(job: &Job) -> RecordBatch {
    let zones = job.screening.zones();
    let texts = |text: fn(&teukgu_register::zone::Zone) -> &str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(zones.iter().map(text)))
    };
    let days = |day: fn(&teukgu_register::zone::Zone) -> Option<Date>| -> ArrayRef {
        let days = |day: Date| (day - date(1970, 1, 1)).get_days();
        Arc::new(zones.iter().map(|zone| day(zone).map(days)).collect::<Date32Array>())
    };
    let mut cases = ListBuilder::new(StringBuilder::new());
    for zone in zones {
        if let Some(listed) = &zone.special_cases {
            for case in listed {
                cases.values().append_value(case);
            }
        }
        cases.append(zone.special_cases.is_some());
    }
    let columns: Vec<ArrayRef> = vec![
        texts(|zone| &zone.shape.id),
        texts(|zone| &zone.shape.name),
        days(|zone| zone.from),
        days(|zone| zone.to),
        Arc::new(cases.finish()),
        Arc::new(zones.iter().map(|zone| Some(zone.illustrative)).collect::<BooleanArray>()),
    ];
    RecordBatch::try_new(Kind::Zones.schema(false), columns).expect("each column has an entry a zone")
}

/// A table of a job.
#[derive(Clone, Debug)]
pub struct ScreenTable {
    pub(super) desk: Desk,
    pub(super) kind: Kind,
}

impl ScreenTable {
    /// A table of a kind.
    pub const fn new(desk: Desk, kind: Kind) -> Self {
        Self { desk, kind }
    }
}

#[async_trait]
impl TableProvider for ScreenTable {
    fn schema(&self) -> SchemaRef {
        self.kind.schema(self.desk.plain)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        _: &[Expr],
        _: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let exec = ScreenExec::new(self.desk.clone(), self.kind, projection.cloned());
        Ok(Arc::new(exec.map_err(|failure: Failure| super::exec::external(failure))?))
    }
}
