//! What may be typed.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::net::SocketAddr;
use std::path::PathBuf;
use teukgu_domain::text::Lang;

/// teukgu-screen (등록부 심사) puts a national register of establishments against every zone and provision.
#[derive(Debug, Parser)]
#[command(
    name = "teukgu-screen",
    version,
    after_help = "Example:\n  teukgu-screen generate --rows 1000000 --seed 1 --out register.parquet\n  teukgu-screen run --register register.parquet --zones zones.geojson --provisions law --on 2026-06-08 --out found.parquet"
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) settings: Settings,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Settings of every command.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub(super) struct Settings {
    /// Form of the answer.
    #[arg(long, global = true, value_enum, default_value = "text")]
    pub(super) format: Format,
    /// Language of texts and errors.
    #[arg(long, global = true, default_value = "ko", value_parser = parse_lang, env = "TEUKGU_LANG")]
    pub(super) lang: Lang,
}

impl Settings {
    pub(super) fn is_json(self) -> bool {
        self.format == Format::Json
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::ALL.into_iter().find(|lang| lang.tag() == text).ok_or_else(|| "use `ko` or `en`".to_owned())
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Screens every establishment against every zone and provision.
    #[command(
        after_help = "Example:\n  teukgu-screen run --register register.parquet --zones zones.geojson --provisions law --on 2026-06-08 --out found.parquet"
    )]
    Run(Run),
    /// Counts the establishments in each zone; nothing but coordinates is read.
    #[command(
        after_help = "Example:\n  teukgu-screen count --register register.parquet --zones zones.geojson"
    )]
    Count(Count),
    /// Lays a register out for speed: sorted along a Z-shaped curve, coordinates in whole units, small pages.
    #[command(
        after_help = "Example:\n  teukgu-screen prepare --register register.csv --out register.parquet"
    )]
    Prepare(Prepare),
    /// Says of one establishment what the provisions say, with every condition.
    #[command(
        after_help = "Example:\n  teukgu-screen explain --id E00000001 --register register.parquet --zones zones.geojson --provisions law --on 2026-06-08"
    )]
    Explain(Explain),
    /// Makes a register up: none of its establishments is real, and a row depends on seed and number alone.
    #[command(
        after_help = "Example:\n  teukgu-screen generate --rows 1000000 --seed 20241128 --out register.parquet"
    )]
    Generate(Generate),
    /// Answers SQL over the tables register, zones, findings and buckets, or writes the screening as SQL of another engine.
    #[command(
        after_help = "Example:\n  teukgu-screen sql \"select zone, count(*) from findings where verdict = 'met' group by zone\" --register register.parquet --zones zones.geojson --provisions law --on 2026-06-08\n  teukgu-screen sql --script postgis --zones zones.geojson --provisions law --on 2026-06-08"
    )]
    Sql(Sql),
    /// Starts the scheduler of a cluster.
    #[command(after_help = "Example:\n  teukgu-screen scheduler --listen 127.0.0.1:50050")]
    Scheduler(Scheduler),
    /// Starts an executor of a cluster; the files of the register must be at the same path for each.
    #[command(after_help = "Example:\n  teukgu-screen executor --scheduler df://127.0.0.1:50050 --threads 2")]
    Executor(Executor),
}

/// What is screened against what.
#[derive(Debug, ClapArgs)]
pub(super) struct Against {
    /// Zones as GeoJSON; of each the properties `zone`, `from`, `to`, `special_cases` and `illustrative` are read.
    #[arg(long, value_name = "FILE.geojson")]
    pub(super) zones: PathBuf,
    /// Law folder.
    #[arg(long, value_name = "DIR")]
    pub(super) provisions: PathBuf,
    /// The day that is screened for.
    #[arg(long, value_name = "DATE")]
    pub(super) on: Date,
    /// A provision, as often as wanted; all of the folder if none is named.
    #[arg(long = "provision", value_name = "ID")]
    pub(super) provision: Vec<String>,
    /// Gives findings the names of establishments, which can be names of people; left out otherwise.
    #[arg(long)]
    pub(super) names: bool,
}

/// The register.
#[derive(Debug, ClapArgs)]
pub(super) struct Register {
    /// Register as Parquet or CSV; several files count as one after another.
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub(super) register: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) columns: Columns,
}

/// The map of columns.
#[derive(Debug, ClapArgs)]
pub(super) struct Columns {
    /// Map of columns: a file, `register` or `shops`; a prepared register knows its own.
    #[arg(long, value_name = "MAP.toml")]
    pub(super) columns: Option<String>,
}

/// `run`.
#[derive(Debug, ClapArgs)]
pub(super) struct Run {
    #[command(flatten)]
    pub(super) register: Register,
    #[command(flatten)]
    pub(super) against: Against,
    /// Result, as Parquet or, by its name, CSV; without one the summary alone is printed.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Cluster that does the work.
    #[arg(long, value_name = "df://HOST:PORT")]
    pub(super) scheduler: Option<String>,
    /// Screens against this zone alone, as when its boundary was amended.
    #[arg(long, value_name = "ZONE", conflicts_with = "scheduler")]
    pub(super) changed_zone: Option<String>,
    /// Earlier result whose findings on the other zones are taken over.
    #[arg(long, value_name = "FILE.parquet", requires_all = ["changed_zone", "out"])]
    pub(super) previous: Option<PathBuf>,
    /// Threads; as many as there are cores if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Lists every zone, not only those with the most establishments.
    #[arg(long)]
    pub(super) every_zone: bool,
}

/// `count`.
#[derive(Debug, ClapArgs)]
pub(super) struct Count {
    #[command(flatten)]
    pub(super) register: Register,
    /// Zones as GeoJSON.
    #[arg(long, value_name = "FILE.geojson")]
    pub(super) zones: PathBuf,
    /// Threads; as many as there are cores if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
}

/// `prepare`.
#[derive(Debug, ClapArgs)]
pub(super) struct Prepare {
    /// Register as Parquet or CSV; several files count as one after another.
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub(super) register: Vec<PathBuf>,
    /// Map of columns: a file, `register` or `shops`.
    #[arg(long, value_name = "MAP.toml")]
    pub(super) columns: Option<String>,
    /// The register laid out.
    #[arg(long, value_name = "FILE.parquet")]
    pub(super) out: PathBuf,
}

/// `explain`.
#[derive(Debug, ClapArgs)]
pub(super) struct Explain {
    /// Id of the establishment.
    #[arg(long)]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) register: Register,
    #[command(flatten)]
    pub(super) against: Against,
    /// A zone, as if the establishment lay in it; else those that it lies in.
    #[arg(long, value_name = "ZONE")]
    pub(super) zone: Option<String>,
}

/// `generate`.
#[derive(Debug, ClapArgs)]
pub(super) struct Generate {
    /// Number of establishments.
    #[arg(long, value_name = "N")]
    pub(super) rows: u64,
    /// Seed.
    #[arg(long, default_value_t = 20_241_128)]
    pub(super) seed: u64,
    /// Number of the first row; slices one after another are the whole.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) first: u64,
    /// Register, as Parquet or, by its name, CSV.
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
}

/// `sql`.
#[derive(Debug, ClapArgs)]
pub(super) struct Sql {
    /// The question; `-` reads it from standard input.
    #[arg(required_unless_present = "script")]
    pub(super) query: Option<String>,
    /// Register as Parquet or CSV; without one the tables register, findings and buckets are not there.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) register: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) columns: Columns,
    #[command(flatten)]
    pub(super) against: Against,
    /// Answer as Parquet or CSV instead of a table on the terminal.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Cluster that does the work.
    #[arg(long, value_name = "df://HOST:PORT")]
    pub(super) scheduler: Option<String>,
    /// Writes the screening as SQL of another engine: postgis, spark-sedona, duckdb or sedonadb.
    #[arg(long, value_name = "DIALECT", conflicts_with_all = ["query", "out", "scheduler"])]
    pub(super) script: Option<String>,
    /// Threads; as many as there are cores if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
}

/// `scheduler`.
#[derive(Debug, ClapArgs)]
pub(super) struct Scheduler {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:50050")]
    pub(super) listen: SocketAddr,
}

/// `executor`.
#[derive(Debug, ClapArgs)]
pub(super) struct Executor {
    /// The scheduler.
    #[arg(long, value_name = "df://HOST:PORT", default_value = "df://127.0.0.1:50050")]
    pub(super) scheduler: String,
    /// Address at which the others reach this executor; each on a machine takes another port.
    #[arg(long, default_value = "127.0.0.1:50051")]
    pub(super) listen: SocketAddr,
    /// Pieces of work at a time; as many as there are cores if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Folder for what is handed on.
    #[arg(long, value_name = "DIR")]
    pub(super) work: Option<PathBuf>,
}
