//! What the disk and the databases do without any server around them.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::super::measure::number;
use super::load::CASE;
use crate::run;

/// Where Debian keeps the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";
const SECONDS: u32 = 2;
const BLOCK: [u8; 8192] = [0x5a; 8192];
const SINGLE: &str = include_str!("single_commits.py");
const TABLE: &str = "CREATE TABLE kept (id bigserial PRIMARY KEY, number bigint, body text); \
    CREATE INDEX kept_number ON kept (number)";
const INSERT: &str = "\\set number random(1, 1000000000)\n\
    INSERT INTO kept (number, body) VALUES (:number, :body);\n";

/// Returns how often in a second 8 kB are appended to a file and reach the disk.
pub(super) fn syncs(folder: &Path) -> Result<f64> {
    let path = folder.join("syncs");
    let mut file = File::create(&path)?;
    let (begun, mut times) = (Instant::now(), 0_u32);
    while begun.elapsed() < Duration::from_secs(SECONDS.into()) {
        file.write_all(&BLOCK)?;
        file.sync_data()?;
        times += 1;
    }
    let rate = f64::from(times) / begun.elapsed().as_secs_f64();
    fs::remove_file(&path)?;
    Ok(rate)
}

/// Returns how many rows in a second SQLite keeps, each in a commit of its own.
pub(super) fn single_commits(folder: &Path) -> Result<f64> {
    let mut command = Command::new("python3");
    command.args(["-c", SINGLE]).arg(folder.join("single.db")).args([&SECONDS.to_string(), CASE.trim()]);
    number(run::output(&mut command)?.trim())
}

/// The program of PostgreSQL that measures it, on a database of its own.
#[derive(Debug)]
pub(super) struct Pgbench {
    program: PathBuf,
    url: String,
    script: PathBuf,
}

impl Pgbench {
    /// Makes the table in an empty database.
    pub(super) fn prepare(url: String, folder: &Path) -> Result<Self> {
        sql(&url, TABLE)?;
        let script = folder.join("insert.sql");
        let mut file = OpenOptions::new().create(true).write(true).truncate(true).open(&script)?;
        file.write_all(INSERT.as_bytes())?;
        Ok(Self { program: program("pgbench")?, url, script })
    }

    /// Returns the rows that are kept in a second, each in a commit of its own.
    pub(super) fn run(&self, clients: u32, seconds: u32) -> Result<f64> {
        let mut command = Command::new(&self.program);
        command.args(["--no-vacuum", "-M", "prepared", "-j", "1", "-c", &clients.to_string()]);
        command.args(["-T", &seconds.to_string(), "-D", &format!("body={}", CASE.trim()), "-f"]);
        let report = run::output(command.arg(&self.script).arg(&self.url))?;
        let tps = report.split_once("tps = ").and_then(|(_, rest)| rest.split_whitespace().next());
        number(tps.with_context(|| format!("pgbench said `{report}`"))?)
    }
}

/// Runs a statement in a database.
pub(super) fn sql(url: &str, statement: &str) -> Result<()> {
    run::output(psql()?.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, url])).map(drop)
}

/// Returns the terminal of PostgreSQL.
pub(in crate::bench) fn psql() -> Result<Command> {
    program("psql").map(Command::new)
}

/// Finds a program of PostgreSQL: among those of Debian's newest version, or on the PATH.
fn program(name: &str) -> Result<PathBuf> {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().filter_map(|version| {
        let version = version.ok()?;
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        Some((number, version.path().join("bin").join(name)))
    });
    let newest = versions.filter(|(_, program)| program.is_file()).max().map(|(_, program)| program);
    newest.or_else(|| run::on_path(&[name])).with_context(|| format!("`{name}` of PostgreSQL is missing"))
}
