//! Where things are: programs, the register in each layout, zones.

use std::env;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::answer::{AMENDED, PROVISIONS};
use super::many;
use super::work::{Layout, Program, Task, Work};
use crate::bench::python;
use crate::{run, suite};

/// Names the program that is measured; without it, it is built.
const BINARY: &str = "TEUKGU_SCREEN_BIN";
const PACKAGES: [&str; 7] = [
    "sedonadb==0.5.0",
    "geoarrow-pyarrow==0.3.0",
    "pyarrow==26.0.1",
    "duckdb==1.5.5",
    "duckdb-extension-spatial==1.5.5",
    "geopandas==1.2.0",
    "shapely==2.2.0",
];
const SCRIPT: &str = include_str!("../bench_screen.py");
const PEERS: &str = "bench_screen.py";
const ZONES: &str = "zones.geojson";
const MANY: &str = "many.geojson";
/// The day that is screened for.
const ON: &str = "2026-06-08";
const QUESTION: &str = "select count(*) as findings, \
    coalesce(sum(case when verdict = 'met' then 1 else 0 end), 0) as met from findings";

/// Where things are.
#[derive(Debug)]
pub(super) struct Place {
    root: PathBuf,
    /// Folder of everything that is made; commands run in it.
    pub(super) folder: PathBuf,
    /// Folder that Cargo builds into.
    target: PathBuf,
    screen: PathBuf,
    python: PathBuf,
    rows: u64,
}

impl Place {
    /// Builds, installs and makes everything that is not there yet.
    pub(super) fn prepare(root: &Path, rows: u64) -> Result<Self> {
        let target = suite::target(root)?;
        let (screen, folder) = (binary(root, &target)?, target.join("bench/screen"));
        let python = python::environment(&folder, &PACKAGES)?;
        fs::write(folder.join(PEERS), SCRIPT)?;
        let place = Self { root: root.to_owned(), folder, target, screen, python, rows };
        place.make_zones()?;
        place.make_register()?;
        place.write_sql()?;
        Ok(place)
    }

    fn make_zones(&self) -> Result<()> {
        let zones = fs::read_to_string(self.root.join("data/register").join(ZONES))?;
        many::write(&zones, &mut BufWriter::new(File::create(self.folder.join(MANY))?))?;
        fs::write(self.folder.join(ZONES), zones)?;
        for drawing in [ZONES, MANY] {
            run::shown(self.script("zones").args([drawing, &shapes(drawing)]))?;
        }
        Ok(())
    }

    /// Makes the register in each layout, unless it is there and was made by this very program.
    fn make_register(&self) -> Result<()> {
        let [delivered, prepared, sorted] =
            [self.delivered(), self.sorted(Program::Ours), self.sorted(Program::SedonaDb)];
        if self.is_newer_than_program(&sorted) {
            return Ok(());
        }
        println!("making a register of {} rows", self.rows);
        let rows = self.rows.to_string();
        run::output(self.ours().args(["generate", "--rows", &rows, "--out", &delivered]))?;
        run::output(self.ours().args(["prepare", "--register", &delivered, "--out", &prepared]))?;
        run::shown(self.script("sort").args([&prepared, &sorted]))
    }

    fn is_newer_than_program(&self, file: &str) -> bool {
        let changed = |path: &Path| fs::metadata(path).and_then(|found| found.modified()).ok();
        let (file, program) = (changed(&self.folder.join(file)), changed(&self.screen));
        file.zip(program).is_some_and(|(file, program)| file > program)
    }

    /// Names the register as it is delivered.
    pub(super) fn delivered(&self) -> String {
        format!("register-{}.parquet", self.rows)
    }

    fn sorted(&self, program: Program) -> String {
        let word = if program == Program::Ours { "prepared" } else { "sorted" };
        format!("{word}-{}.parquet", self.rows)
    }

    /// Names the zones of a work with their shapes as engines read them.
    pub(super) fn shapes(task: Task) -> String {
        shapes(drawing(task))
    }

    /// Returns the command of a work.
    pub(super) fn command(&self, work: Work) -> Command {
        let register = match work.layout {
            Layout::Delivered => self.delivered(),
            Layout::Sorted => self.sorted(work.program),
        };
        if work.is_ours() {
            return self.of_ours(work, &register);
        }
        let what = match work.task {
            Task::Screening => "one_fact",
            Task::Script => "script",
            _ => "places",
        };
        let mut command = self.script(work.program.word());
        command.args([what, &register, &Self::shapes(work.task)]);
        if work.task == Task::Script {
            command.arg(sql_of(work.program));
        }
        command
    }

    fn of_ours(&self, work: Work, register: &str) -> Command {
        let mut command = self.ours();
        match work.task {
            Task::Places | Task::ManyZones | Task::Script => command.arg("count"),
            Task::Sql => command.args(["sql", QUESTION]),
            Task::Screening => command.arg("run"),
            Task::Written => command.args(["run", "--out", "found.parquet"]),
            Task::OneZone => command.args(["run", "--changed-zone", AMENDED]),
        };
        command.args(["--format", "json", "--register", register, "--zones", drawing(work.task)]);
        if !matches!(work.task, Task::Places | Task::ManyZones) {
            self.name_provisions(&mut command);
        }
        if work.is_alone {
            command.args(["--threads", "1"]);
        }
        command
    }

    fn name_provisions(&self, command: &mut Command) {
        command.arg("--provisions").arg(self.root.join("law")).args(["--on", ON]);
        for id in PROVISIONS {
            command.args(["--provision", id]);
        }
    }

    /// Lets the screening be written as SQL of the engines that take it.
    fn write_sql(&self) -> Result<()> {
        for program in [Program::SedonaDb, Program::DuckDb] {
            let mut command = self.ours();
            command.args(["sql", "--script", program.word(), "--zones", ZONES]);
            self.name_provisions(&mut command);
            fs::write(self.folder.join(sql_of(program)), run::output(&mut command)?)?;
        }
        Ok(())
    }

    /// Builds the program that measures the grid within itself, and returns its command.
    pub(super) fn within(&self) -> Result<Command> {
        let words = ["build", "--release", "--quiet", "--package", "teukgu-bench"];
        run::shown(&mut run::cargo(&self.root, &words))?;
        let mut command = Command::new(self.target.join("release/teukgu-bench"));
        command.arg("register").arg(&self.root).arg(self.folder.join(MANY));
        Ok(command)
    }

    fn ours(&self) -> Command {
        let mut command = Command::new(&self.screen);
        command.current_dir(&self.folder);
        command
    }

    /// Returns the script of the peers with its first word.
    pub(super) fn script(&self, word: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.current_dir(&self.folder).args([PEERS, word]);
        command
    }

    /// Returns what is installed on the other side.
    pub(super) fn versions(&self) -> Result<String> {
        Ok(run::output(&mut self.script("versions"))?.trim().to_owned())
    }
}

/// Builds the program as the README says, or takes the one that is named.
fn binary(root: &Path, target: &Path) -> Result<PathBuf> {
    if let Some(named) = env::var_os(BINARY) {
        return Ok(named.into());
    }
    run::shown(&mut run::cargo(root, &["build", "--release", "--package", "teukgu-screen"]))?;
    Ok(target.join("release/teukgu-screen"))
}

fn sql_of(program: Program) -> String {
    format!("{}.sql", program.word())
}

const fn drawing(task: Task) -> &'static str {
    if matches!(task, Task::ManyZones) { MANY } else { ZONES }
}

fn shapes(drawing: &str) -> String {
    drawing.replace(".geojson", ".parquet")
}
