//! `sql`: a question over the tables of a job, or the job as SQL of another engine.

use super::args::{Settings, Sql};
use super::inputs;
use crate::cluster;
use crate::door::{Desk, failure};
use crate::failure::Failure;
use crate::job::Job;
use crate::whole_file::{WholeFile, is_named_csv};
use arrow::array::RecordBatch;
use arrow::util::pretty::pretty_format_batches;
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};
use futures::StreamExt as _;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;
use teukgu_domain::text::Text;
use teukgu_register::sql::{Dialect, Table};

pub(super) fn run(args: &Sql, settings: Settings) -> Result<(), Failure> {
    if let Some(dialect) = &args.script {
        return script(args, dialect);
    }
    let query = question(args.query.as_deref().unwrap_or_default())?;
    let brief = inputs::brief(&args.against, &args.columns, &args.register)?;
    let threads = crate::pass::threads(args.threads.map(usize::from));
    let plain = args.scheduler.is_some();
    // An executor runs in a folder of its own.
    let register = args.register.iter().map(|path| if plain { cluster::whole(path) } else { path.clone() });
    let desk = Desk { brief: Arc::new(brief), register: register.collect(), partitions: threads, plain };
    let runtime = tokio::runtime::Runtime::new();
    let runtime = runtime.map_err(|error| Failure::unreadable(Path::new("tokio"), &error))?;
    runtime.block_on(answer(args, &desk, &query, settings))
}

/// Writes the screening as SQL of another engine.
fn script(args: &Sql, word: &str) -> Result<(), Failure> {
    let known: Vec<&str> = Dialect::WORDS.iter().map(|(word, _)| *word).collect();
    let dialect = Dialect::find_by_key(word).ok_or_else(|| {
        let known = known.join(", ");
        Failure::input(
            Text::new(format!("모르는 SQL 방언입니다: `{word}`"), format!("`{word}` is no dialect of SQL")),
            Text::new(format!("있는 방언: {known}"), format!("the dialects are {known}")),
        )
    })?;
    let job = Job::new(inputs::brief(&args.against, &args.columns, &args.register)?)?;
    let table = Table::of(&job.map, "register");
    let text = teukgu_register::sql::script(&job.screening, &table, dialect, Some(&job.digest));
    let text = text.map_err(|error| Failure::input(error.text(), error.help()))?;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::unwritable(Path::new("stdout"), &error))
        }
        _ => Ok(()),
    }
}

/// Returns the question, from standard input if it is a dash.
fn question(query: &str) -> Result<String, Failure> {
    if query != "-" {
        return Ok(query.to_owned());
    }
    let mut text = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut text);
    read.map_err(|error| Failure::unreadable(Path::new("stdin"), &error))?;
    Ok(text)
}

async fn answer(args: &Sql, desk: &Desk, query: &str, settings: Settings) -> Result<(), Failure> {
    let session = match &args.scheduler {
        Some(scheduler) => cluster::session(scheduler, desk.partitions).await?,
        None => SessionContext::new_with_config(SessionConfig::new().with_target_partitions(desk.partitions)),
    };
    desk.furnish(&session).await?;
    let answer = session.sql(query).await.map_err(|error| failure(&error))?;
    match &args.out {
        Some(out) => write(answer, out).await,
        None => print(answer, settings).await,
    }
}

/// Prints an answer, which is held in memory: a table on a terminal is short.
async fn print(answer: DataFrame, settings: Settings) -> Result<(), Failure> {
    let schema = Arc::new(answer.schema().as_arrow().clone());
    let mut batches = answer.collect().await.map_err(|error| failure(&error))?;
    if batches.is_empty() {
        batches.push(RecordBatch::new_empty(schema));
    }
    let engine = |error: arrow::error::ArrowError| Failure::engine(&error);
    let mut out = std::io::stdout().lock();
    let written = if settings.is_json() {
        let mut writer = arrow_json::ArrayWriter::new(&mut out);
        let batches: Vec<&RecordBatch> = batches.iter().collect();
        writer.write_batches(&batches).and_then(|()| writer.finish()).map_err(engine)?;
        writeln!(out)
    } else {
        let table = pretty_format_batches(&batches).map_err(engine)?;
        writeln!(out, "{table}")
    };
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::unwritable(Path::new("stdout"), &error))
        }
        _ => Ok(()),
    }
}

/// Writes an answer batch by batch, whole or not at all.
async fn write(answer: DataFrame, out: &Path) -> Result<(), Failure> {
    let unwritable = |error: &dyn std::fmt::Display| Failure::unwritable(out, error);
    let (whole, file) = WholeFile::begin(out)?;
    let schema = Arc::new(answer.schema().as_arrow().clone());
    let mut batches = answer.execute_stream().await.map_err(|error| failure(&error))?;
    if is_named_csv(out) {
        let mut writer = arrow_csv::WriterBuilder::new().with_header(true).build(file);
        while let Some(batch) = batches.next().await {
            let batch = batch.map_err(|error| failure(&error))?;
            writer.write(&batch).map_err(|error| unwritable(&error))?;
        }
    } else {
        let writer = parquet::arrow::ArrowWriter::try_new(file, schema, None);
        let mut writer = writer.map_err(|error| unwritable(&error))?;
        while let Some(batch) = batches.next().await {
            let batch = batch.map_err(|error| failure(&error))?;
            writer.write(&batch).map_err(|error| unwritable(&error))?;
        }
        writer.close().map_err(|error| unwritable(&error))?;
    }
    whole.keep()
}
