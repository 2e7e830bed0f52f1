//! The node of a plan that screens: each partition takes its share of the pieces of the register.

use super::Desk;
use super::table::{Kind, buckets, zones};
use crate::failure::Failure;
use crate::found::Words;
use crate::job::Job;
use crate::source::Source;
use arrow::array::{ArrayRef, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{FieldRef, SchemaRef};
use arrow::error::ArrowError;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::stream::RecordBatchReceiverStreamBuilder;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties, SendableRecordBatchStream,
};
use std::sync::{Arc, OnceLock};

/// Batches of a partition that wait for whoever reads them.
const WAITING: usize = 2;

/// Screens a register, or tells what became of its rows.
#[derive(Debug)]
pub struct ScreenExec {
    pub(super) desk: Desk,
    pub(super) kind: Kind,
    pub(super) projection: Option<Vec<usize>>,
    properties: Arc<PlanProperties>,
    opened: OnceLock<std::result::Result<Arc<Opened>, Failure>>,
}

/// A job and its register, opened once for all partitions.
#[derive(Debug)]
struct Opened {
    job: Arc<Job>,
    source: Source,
    words: Words,
}

impl ScreenExec {
    /// A node that gives some columns of a table, or all.
    ///
    /// # Errors
    /// [`Failure`] if the table has no such column.
    pub fn new(desk: Desk, kind: Kind, projection: Option<Vec<usize>>) -> std::result::Result<Self, Failure> {
        let schema = match &projection {
            Some(columns) => {
                let schema =
                    kind.schema(desk.plain).project(columns).map_err(|error| Failure::engine(&error))?;
                Arc::new(schema)
            }
            None => kind.schema(desk.plain),
        };
        let partitions = if kind == Kind::Zones { 1 } else { desk.partitions.max(1) };
        let properties = PlanProperties::new(
            EquivalenceProperties::new(schema),
            Partitioning::UnknownPartitioning(partitions),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Ok(Self { desk, kind, projection, properties: Arc::new(properties), opened: OnceLock::new() })
    }

    fn opened(&self) -> std::result::Result<Arc<Opened>, Failure> {
        let open = || {
            let job = self.desk.brief.ready()?;
            let source = Source::open(&self.desk.register, &job)?;
            let words = Words::new(&job);
            Ok(Arc::new(Opened { job, source, words }))
        };
        self.opened.get_or_init(open).clone()
    }
}

impl Opened {
    fn batch(&self, kind: Kind, plain: bool, piece: usize) -> std::result::Result<RecordBatch, Failure> {
        let found = self.source.screen(&self.job, piece)?;
        Ok(match kind {
            Kind::Findings if plain => {
                plainly(&found.batch(&self.words)).map_err(|error| Failure::engine(&error))?
            }
            Kind::Findings => found.batch(&self.words),
            Kind::Buckets => buckets(found.first_row, &found.buckets),
            Kind::Zones => zones(&self.job),
        })
    }
}

/// Returns findings whose words are texts.
fn plainly(findings: &RecordBatch) -> std::result::Result<RecordBatch, ArrowError> {
    let schema = Kind::Findings.schema(true);
    let column = |(column, field): (&ArrayRef, &FieldRef)| cast(column, field.data_type());
    let columns = findings.columns().iter().zip(schema.fields()).map(column);
    RecordBatch::try_new(Arc::clone(&schema), columns.collect::<std::result::Result<_, _>>()?)
}

pub(super) fn external(failure: Failure) -> DataFusionError {
    DataFusionError::External(Box::new(failure))
}

impl DisplayAs for ScreenExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let files = self.desk.register.len();
        write!(
            f,
            "ScreenExec: table={}, files={files}, partitions={}",
            self.kind.name(),
            self.desk.partitions
        )
    }
}

impl ExecutionPlan for ScreenExec {
    fn name(&self) -> &'static str {
        "ScreenExec"
    }

    fn schema(&self) -> SchemaRef {
        Arc::clone(self.properties.eq_properties.schema())
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        Vec::new()
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(self: Arc<Self>, _: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(self)
    }

    fn execute(&self, partition: usize, _: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let (kind, plain, projection) = (self.kind, self.desk.plain, self.projection.clone());
        let project = move |batch: RecordBatch| match &projection {
            Some(columns) => batch.project(columns).map_err(DataFusionError::from),
            None => Ok(batch),
        };
        let partitions = self.properties.output_partitioning().partition_count();
        let opened = self.opened().map_err(external)?;
        let mut stream = RecordBatchReceiverStreamBuilder::new(ExecutionPlan::schema(self), WAITING);
        let sender = stream.tx();
        stream.spawn_blocking(move || {
            let pieces = if kind == Kind::Zones { 1 } else { opened.source.pieces() };
            for piece in (partition..pieces).step_by(partitions) {
                let batch = if kind == Kind::Zones {
                    Ok(zones(&opened.job))
                } else {
                    opened.batch(kind, plain, piece)
                };
                let batch = batch.map_err(external).and_then(&project);
                if batch.as_ref().is_ok_and(|batch| batch.num_rows() == 0) {
                    continue;
                }
                if sender.blocking_send(batch).is_err() {
                    break;
                }
            }
            Ok(())
        });
        Ok(stream.build())
    }
}
