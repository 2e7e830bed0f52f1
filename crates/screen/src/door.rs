//! The SQL door: the register, the zones, what was found and what became of every row as tables of DataFusion.
//!
//! | table | a row is |
//! | --- | --- |
//! | `register` | an establishment, with the columns of its file |
//! | `zones` | a zone: `zone`, `name`, `from`, `to`, `special_cases`, `illustrative` |
//! | `findings` | an establishment, a zone that it lies in, and a provision: see [`crate::found::FINDINGS`] |
//! | `buckets` | a piece of the register: how many of its rows are where |
//!
//! The function `zone_ids(lon, lat)` lists the ids of the zones that hold a place in degrees.

mod codec;
mod exec;
mod function;
mod table;

pub use codec::{LogicalCodec, PhysicalCodec};
pub use exec::ScreenExec;
pub use function::ZoneIds;
pub(crate) use table::add_buckets;
pub use table::{Kind, ScreenTable};

use crate::failure::Failure;
use crate::job::Brief;
use arrow::datatypes::{DataType, Field, Schema};
use datafusion::error::DataFusionError;
use datafusion::execution::context::SessionContext;
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{CsvReadOptions, DataFrame, ParquetReadOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a door opens on: a job, and the files of a register.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The job.
    pub brief: Arc<Brief>,
    /// Files of the register; without any there are no tables of it.
    pub register: Vec<PathBuf>,
    /// Parts of a scan that may run at a time.
    pub partitions: usize,
    /// True if words of findings are texts and not numbers of a dictionary, which do not survive a shuffle of a cluster.
    pub plain: bool,
}

impl Desk {
    /// Gives a session the tables and the function.
    ///
    /// # Errors
    /// [`Failure`] if the job cannot be made ready or the register not be opened.
    pub async fn furnish(&self, session: &SessionContext) -> Result<(), Failure> {
        self.brief.ready()?;
        session.register_udf(ScalarUDF::new_from_impl(ZoneIds::new(Arc::clone(&self.brief))));
        let mut kinds = vec![Kind::Zones];
        if !self.register.is_empty() {
            crate::source::Source::open(&self.register, &*self.brief.ready()?)?;
            kinds.extend([Kind::Findings, Kind::Buckets]);
            let register = self.table(session).await.map_err(|error| failure(&error))?;
            session.register_table("register", register.into_view()).map_err(|error| failure(&error))?;
        }
        for kind in kinds {
            let table = ScreenTable::new(self.clone(), kind);
            session.register_table(kind.name(), Arc::new(table)).map_err(|error| failure(&error))?;
        }
        Ok(())
    }

    /// Returns the register as it lies on disk.
    async fn table(&self, session: &SessionContext) -> datafusion::error::Result<DataFrame> {
        let mut tables: Option<DataFrame> = None;
        for path in &self.register {
            let name = path.to_string_lossy().into_owned();
            let table = if is_csv(path) {
                let schema = head(path)?;
                let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
                let ending = ending.unwrap_or_default();
                let options = CsvReadOptions::new().has_header(true).schema(&schema).file_extension(&ending);
                session.read_csv(name, options).await?
            } else {
                let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
                let ending = ending.unwrap_or_default();
                let options = ParquetReadOptions { file_extension: &ending, ..ParquetReadOptions::default() };
                session.read_parquet(name, options).await?
            };
            tables = Some(match tables {
                Some(before) => before.union(table)?,
                None => table,
            });
        }
        tables.ok_or_else(|| DataFusionError::Plan("register".to_owned()))
    }
}

/// Returns true if a file does not begin as Parquet does.
fn is_csv(path: &Path) -> bool {
    use std::io::Read as _;
    let mut head = [0; 4];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_err() || &head != b"PAR1"
}

/// Returns the columns of a CSV, all as text: what a cell means is for the map to say.
fn head(path: &Path) -> datafusion::error::Result<Schema> {
    let external = |error: csv::Error| DataFusionError::External(Box::new(error));
    let mut reader = csv::ReaderBuilder::new().from_path(path).map_err(external)?;
    let names = reader.headers().map_err(external)?.clone();
    let field = |name: &str| Field::new(name.trim_start_matches('\u{feff}').trim(), DataType::Utf8, true);
    Ok(Schema::new(names.iter().map(field).collect::<Vec<_>>()))
}

/// Returns what went wrong under the SQL: a failure of ours as it is, else what the engine says.
pub(crate) fn failure(error: &DataFusionError) -> Failure {
    if let DataFusionError::External(inner) = error.find_root()
        && let Some(failure) = inner.downcast_ref::<Failure>()
    {
        return failure.clone();
    }
    Failure::engine(&error.strip_backtrace())
}
