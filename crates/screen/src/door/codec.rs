//! How tables, nodes and the function travel to other machines: as the texts of their job.

use super::Desk;
use super::exec::ScreenExec;
use super::function::ZoneIds;
use super::table::{Kind, ScreenTable};
use crate::job::Brief;
use arrow::datatypes::SchemaRef;
use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::catalog::TableProvider;
use datafusion::common::TableReference;
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{Extension, LogicalPlan, ScalarUDF};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;

/// What our messages begin with, so that they are told from those of the engine.
const MARK: &[u8] = b"teukgu-screen/1\n";

/// A table or a node on its way.
#[derive(Debug, Serialize, Deserialize)]
struct Message {
    brief: Brief,
    register: Vec<PathBuf>,
    partitions: usize,
    plain: bool,
    kind: Kind,
    projection: Option<Vec<usize>>,
}

impl Message {
    fn write(desk: &Desk, kind: Kind, projection: Option<Vec<usize>>, buffer: &mut Vec<u8>) -> Result<()> {
        let Desk { brief, register, partitions, plain } = desk.clone();
        buffer.extend_from_slice(MARK);
        let message = Self { brief: Brief::clone(&brief), register, partitions, plain, kind, projection };
        serde_json::to_writer(buffer, &message).map_err(|error| DataFusionError::External(Box::new(error)))
    }

    /// Reads a message; `None` if it is none of ours.
    fn read(buffer: &[u8]) -> Option<Result<Self>> {
        let text = buffer.strip_prefix(MARK)?;
        Some(serde_json::from_slice(text).map_err(|error| DataFusionError::External(Box::new(error))))
    }

    fn desk(&self) -> Desk {
        Desk {
            brief: Arc::new(self.brief.clone()),
            register: self.register.clone(),
            partitions: self.partitions,
            plain: self.plain,
        }
    }
}

/// Carries tables to the scheduler.
#[derive(Debug, Default)]
pub struct LogicalCodec {
    engine: BallistaLogicalExtensionCodec,
}

impl LogicalExtensionCodec for LogicalCodec {
    fn try_decode(&self, buffer: &[u8], inputs: &[LogicalPlan], task: &TaskContext) -> Result<Extension> {
        self.engine.try_decode(buffer, inputs, task)
    }

    fn try_encode(&self, node: &Extension, buffer: &mut Vec<u8>) -> Result<()> {
        self.engine.try_encode(node, buffer)
    }

    fn try_decode_table_provider(
        &self,
        buffer: &[u8],
        name: &TableReference,
        schema: SchemaRef,
        task: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        match Message::read(buffer) {
            Some(message) => {
                let message = message?;
                Ok(Arc::new(ScreenTable::new(message.desk(), message.kind)))
            }
            None => self.engine.try_decode_table_provider(buffer, name, schema, task),
        }
    }

    fn try_encode_table_provider(
        &self,
        name: &TableReference,
        table: Arc<dyn TableProvider>,
        buffer: &mut Vec<u8>,
    ) -> Result<()> {
        let ours: &dyn Any = table.as_ref();
        match ours.downcast_ref::<ScreenTable>() {
            Some(table) => Message::write(&table.desk, table.kind, None, buffer),
            None => self.engine.try_encode_table_provider(name, table, buffer),
        }
    }

    fn try_decode_file_format(
        &self,
        buffer: &[u8],
        task: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.engine.try_decode_file_format(buffer, task)
    }

    fn try_encode_file_format(&self, buffer: &mut Vec<u8>, node: Arc<dyn FileFormatFactory>) -> Result<()> {
        self.engine.try_encode_file_format(buffer, node)
    }

    fn try_decode_udf(&self, name: &str, buffer: &[u8]) -> Result<Arc<ScalarUDF>> {
        match function(buffer) {
            Some(function) => function,
            None => self.engine.try_decode_udf(name, buffer),
        }
    }

    fn try_encode_udf(&self, function: &ScalarUDF, buffer: &mut Vec<u8>) -> Result<()> {
        write_function(function, buffer).unwrap_or_else(|| self.engine.try_encode_udf(function, buffer))
    }
}

/// Carries nodes to the executors.
#[derive(Debug, Default)]
pub struct PhysicalCodec {
    engine: BallistaPhysicalExtensionCodec,
}

impl PhysicalExtensionCodec for PhysicalCodec {
    fn try_decode(
        &self,
        buffer: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        task: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match Message::read(buffer) {
            Some(message) => {
                let message = message?;
                let exec = ScreenExec::new(message.desk(), message.kind, message.projection);
                Ok(Arc::new(exec.map_err(super::exec::external)?))
            }
            None => self.engine.try_decode(buffer, inputs, task, converter),
        }
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buffer: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        let ours: &dyn Any = node.as_ref();
        match ours.downcast_ref::<ScreenExec>() {
            Some(exec) => Message::write(&exec.desk, exec.kind, exec.projection.clone(), buffer),
            None => self.engine.try_encode(node, buffer, converter),
        }
    }

    fn try_decode_udf(&self, name: &str, buffer: &[u8]) -> Result<Arc<ScalarUDF>> {
        match function(buffer) {
            Some(function) => function,
            None => self.engine.try_decode_udf(name, buffer),
        }
    }

    fn try_encode_udf(&self, function: &ScalarUDF, buffer: &mut Vec<u8>) -> Result<()> {
        write_function(function, buffer).unwrap_or_else(|| self.engine.try_encode_udf(function, buffer))
    }
}

/// Reads the function; `None` if it is none of ours.
fn function(buffer: &[u8]) -> Option<Result<Arc<ScalarUDF>>> {
    let text = buffer.strip_prefix(MARK)?;
    let brief: std::result::Result<Brief, _> = serde_json::from_slice(text);
    let brief = brief.map_err(|error| DataFusionError::External(Box::new(error)));
    Some(brief.map(|brief| Arc::new(ScalarUDF::new_from_impl(ZoneIds::new(Arc::new(brief))))))
}

/// Writes the function; `None` if it is none of ours.
fn write_function(function: &ScalarUDF, buffer: &mut Vec<u8>) -> Option<Result<()>> {
    let inner: &dyn Any = function.inner().as_ref();
    let ours = inner.downcast_ref::<ZoneIds>()?;
    buffer.extend_from_slice(MARK);
    let written = serde_json::to_writer(buffer, &*ours.brief);
    Some(written.map_err(|error| DataFusionError::External(Box::new(error))))
}
