//! What may be typed.

mod account;
mod effect;
mod observe;
mod post;
mod record;
mod sign_on;
mod structure;

pub(crate) use account::{Account, AccountOpen, AccountVerb, Holds, PasswordSource};
pub(crate) use effect::{
    Effect, EffectAudit, EffectDraws, EffectExtract, EffectImport, EffectMultipliers, EffectPaths,
    EffectQuestion, EffectRun, EffectVerb, MultiplierKind, OfTable, Spent,
};
pub(crate) use observe::Observe;
pub(crate) use post::PostArgs;
pub(crate) use record::{
    Backup, Doctor, Ledger, LedgerErase, LedgerProve, LedgerVerb, LedgerVerify, Place, Restore,
};

pub(crate) use sign_on::SignOnArgs;
pub(crate) use structure::{EffectBalance, EffectChange, EffectDistrict, EffectPrices, QuotientKind};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use teukgu_domain::Date;
use teukgu_domain::boundary::Crs;
use teukgu_domain::text::Lang;

/// teukgu (특구) runs a regional special zone: portal, record, zone folders.
///
/// Without a command it serves the portal of the Yangjae AI zone on http://127.0.0.1:8080.
#[derive(Debug, Parser)]
#[command(
    name = "teukgu",
    version,
    after_help = "Example:\n  teukgu serve --listen 127.0.0.1:8080\n  teukgu zone lint tenants/yangjae"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) settings: Settings,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Settings of every command.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub(crate) struct Settings {
    /// Form of the answer; most commands print text, `zone locate` prints JSON lines.
    #[arg(long, global = true, value_enum)]
    pub(crate) format: Option<Format>,
    /// Language of texts and errors.
    #[arg(long, global = true, default_value = "ko", value_parser = parse_lang, env = "TEUKGU_LANG")]
    pub(crate) lang: Lang,
}

impl Settings {
    pub(crate) fn is_json(self) -> bool {
        self.format == Some(Format::Json)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::ALL.into_iter().find(|lang| lang.tag() == text).ok_or_else(|| "use `ko` or `en`".to_owned())
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves the portal; the first start loads the zone into the record.
    Serve(Serve),
    /// Shows, checks, compares and locates zones.
    #[command(subcommand)]
    Zone(Zone),
    /// Says which special cases are met, not met, or cannot be said yet, and what to do next.
    Ask(Ask),
    /// Checks, shows and tests the law folder.
    #[command(subcommand)]
    Law(Law),
    /// Says when a statutory period ends, with the arithmetic.
    Deadline(Deadline),
    /// Says what follows from spending, and what a published claim leaves open.
    Effect(Effect),
    /// Looks after the record: proves, checks, moves it.
    Ledger(Ledger),
    /// Looks after accounts: who may sign in, and in which roles.
    Account(Account),
    /// Writes a consistent copy of every record to a file, while the server runs.
    Backup(Backup),
    /// Brings back what `backup` has written, into an empty place.
    Restore(Restore),
    /// Says what this machine and this build have, what is missing, and how to mend it.
    Doctor(Doctor),
}

impl Default for Command {
    fn default() -> Self {
        Self::Serve(Serve::default())
    }
}

/// Where the data lies when nothing is said.
const DATA: &str = "./teukgu-data";
/// Where the portal listens when nothing is said.
const LISTEN: &str = "127.0.0.1:8080";

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu serve --listen 127.0.0.1:0 --data ./teukgu-data --tenant tenants/gaon"
)]
pub(crate) struct Serve {
    /// Address to listen on; port 0 picks a free one.
    #[arg(long, default_value = LISTEN, env = "TEUKGU_LISTEN", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Milliseconds that a statement of the database may take before the log tells of it; 0 tells of none.
    #[arg(long, env = "TEUKGU_SLOW_QUERY_MS", value_name = "MS", default_value_t = 250)]
    pub(crate) slow_query_ms: u64,
    /// Zone folder to load; the built-in Yangjae zone if none is named.
    #[arg(long, env = "TEUKGU_TENANT", value_name = "DIR")]
    pub(crate) tenant: Option<PathBuf>,
    /// Law folder to answer by, read again on SIGHUP; the built-in one if none is named.
    #[arg(long, env = "TEUKGU_LAW", value_name = "DIR")]
    pub(crate) law: Option<PathBuf>,
    /// Folder of further input-output tables, one folder each; those that are built in are there in any case.
    #[arg(long, env = "TEUKGU_TABLES", value_name = "DIR")]
    pub(crate) tables: Option<PathBuf>,
    /// Address under which visitors reach the portal; letters carry it.
    #[arg(long, env = "TEUKGU_PUBLIC_URL", value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Fills an empty record with an invented year of casework and lets visitors take any role of it.
    #[arg(long, env = "TEUKGU_DEMO")]
    pub(crate) demo: bool,
    /// Key of the national map service (VWorld) for background tiles.
    #[arg(long, env = "TEUKGU_VWORLD_KEY", value_name = "KEY", hide_env_values = true)]
    pub(crate) vworld_key: Option<String>,
    /// Address of the national map service, for a mirror inside your network.
    #[arg(long, env = "TEUKGU_VWORLD_BASE", value_name = "URL", default_value = "https://api.vworld.kr")]
    pub(crate) vworld_base: String,
    #[command(flatten)]
    pub(crate) post: PostArgs,
    #[command(flatten)]
    pub(crate) sign_on: SignOnArgs,
    #[command(flatten)]
    pub(crate) observe: Observe,
}

impl Default for Serve {
    fn default() -> Self {
        #[derive(Parser)]
        struct Only {
            #[command(flatten)]
            serve: Serve,
        }
        Only::parse_from(["teukgu"]).serve
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Zone {
    /// Prints a zone.
    Show(ZoneShow),
    /// Lists every fault of a zone folder with file, line and column.
    Lint(ZoneLint),
    /// Compares two zone folders and says which procedure the amendment takes.
    Diff(ZoneDiff),
    /// Says for each point whether it is in a zone, on a border, or outside.
    Locate(ZoneLocate),
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu zone show --lang en\n  teukgu zone show tenants/gaon --format json"
)]
pub(crate) struct ZoneShow {
    /// Zone folder; the built-in Yangjae zone if none is named.
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu zone lint tenants/yangjae")]
pub(crate) struct ZoneLint {
    /// Zone folder.
    pub(crate) dir: PathBuf,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu zone diff tenants/yangjae drafts/yangjae-2")]
pub(crate) struct ZoneDiff {
    /// Folder of the zone as it is.
    pub(crate) old: PathBuf,
    /// Folder of the zone as it is to be.
    pub(crate) new: PathBuf,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu zone locate --points points.csv --crs EPSG:5186\n  teukgu zone locate --dong 양재동"
)]
pub(crate) struct ZoneLocate {
    /// CSV with the columns id, x (longitude or easting) and y (latitude or northing); `-` reads standard input.
    #[arg(long, value_name = "FILE", required_unless_present = "dong")]
    pub(crate) points: Option<PathBuf>,
    /// Coordinate system of the points.
    #[arg(long, default_value = "EPSG:4326", value_parser = Crs::parse, value_name = "CRS")]
    pub(crate) crs: Crs,
    /// Zones to look in (GeoJSON or zipped shapefile); the built-in Yangjae zone if none is named.
    #[arg(long, value_name = "FILE", conflicts_with = "tenant")]
    pub(crate) zones: Option<PathBuf>,
    /// Coordinate system of the zones file, where the file does not say.
    #[arg(long, value_parser = Crs::parse, value_name = "CRS", requires = "zones")]
    pub(crate) zones_crs: Option<Crs>,
    /// Zone folder to look in.
    #[arg(long, value_name = "DIR")]
    pub(crate) tenant: Option<PathBuf>,
    /// Day that the answer is for; today if none is named.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Shift to WGS 84 for EPSG:5174: dx,dy,dz in metres, rx,ry,rz in seconds, scale in ppm.
    #[arg(
        long,
        value_name = "SEVEN NUMBERS",
        value_delimiter = ',',
        num_args = 7,
        allow_hyphen_values = true
    )]
    pub(crate) datum_shift: Option<Vec<f64>>,
    /// Name of a dong instead of points.
    #[arg(long, value_name = "NAME", conflicts_with = "points")]
    pub(crate) dong: Option<String>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu deadline --clock petition --from 2025-01-24T14:00 --period 3d\n  teukgu deadline --clock civil --from 2025-06-30 --period 6mo --format json\n  teukgu deadline --clock petition --from 2025-02-17 --period 10d --stop 2025-02-24..2025-03-01"
)]
pub(crate) struct Deadline {
    /// Rules that count: petition (민원 처리기간), civil (민법), restrictive (행정기본법 제6조제2항).
    #[arg(long, value_name = "CLOCK")]
    pub(crate) clock: String,
    /// Day of the event that starts the period, or day and time: 2025-01-24 or 2025-01-24T14:00.
    #[arg(long, value_name = "DAY[TTIME]")]
    pub(crate) from: String,
    /// Length: 3h, 7d, 2w, 1mo or 2y; for petitions also 즉시 (three working hours).
    #[arg(long, value_name = "PERIOD", allow_hyphen_values = true)]
    pub(crate) period: String,
    /// Days on which the clock stands still, first and last included: 2025-02-03..2025-02-10; may be repeated.
    #[arg(long = "stop", value_name = "A..B")]
    pub(crate) stops: Vec<String>,
    /// Day whose knowledge of holidays counts; all that is known if none is named.
    #[arg(long, value_name = "DATE")]
    pub(crate) known_on: Option<String>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu ask --facts firm.json --provision act.55.patent_priority\n  echo '{}' | teukgu ask --facts - --law-on 2025-10-01 --format json\n  teukgu ask --schema"
)]
pub(crate) struct Ask {
    /// Facts as JSON; `-` reads standard input.
    #[arg(long, value_name = "FILE", required_unless_present = "schema")]
    pub(crate) facts: Option<PathBuf>,
    /// Provision to answer for; all special cases of the zone if none is named.
    #[arg(long, value_name = "ID")]
    pub(crate) provision: Vec<String>,
    /// Day of law; today if none is named.
    #[arg(long, value_name = "DATE")]
    pub(crate) law_on: Option<Date>,
    /// Day of the facts; the day of law if none is named.
    #[arg(long, value_name = "DATE")]
    pub(crate) fact_on: Option<Date>,
    /// Day of knowledge: answers as the law folder was believed to stand that day.
    #[arg(long, value_name = "DATE")]
    pub(crate) known_on: Option<Date>,
    /// Prints the JSON Schema of the facts.
    #[arg(long)]
    pub(crate) schema: bool,
    /// Zone folder; the built-in Yangjae zone if none is named.
    #[arg(long, value_name = "DIR")]
    pub(crate) tenant: Option<PathBuf>,
    /// Law folder; the built-in one if none is named.
    #[arg(long, value_name = "DIR")]
    pub(crate) law: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Law {
    /// Lists every fault of a law folder with file, line and column.
    Lint(LawFolder),
    /// Prints a provision as it stands on a day, or the list of all.
    Show(LawShow),
    /// Runs the cases beside the law.
    Test(LawTest),
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu law lint law")]
pub(crate) struct LawFolder {
    /// Law folder; the built-in one if none is named.
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu law show act.55.patent_priority --on 2025-09-30")]
pub(crate) struct LawShow {
    /// Provision; the list of all if none is named.
    pub(crate) id: Option<String>,
    /// Day of law; today if none is named.
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// Law folder; the built-in one if none is named.
    #[arg(long, value_name = "DIR")]
    pub(crate) law: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu law test law --provision act.31.stay_period")]
pub(crate) struct LawTest {
    /// Law folder; the built-in one if none is named.
    pub(crate) dir: Option<PathBuf>,
    /// Provision whose cases to run; those of all if none is named.
    #[arg(long, value_name = "ID")]
    pub(crate) provision: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound_and_every_command_has_an_example() {
        Args::command().debug_assert();
        let lacks = |command: &clap::Command| {
            command.get_subcommands().next().is_none()
                && command.get_after_help().is_none_or(|help| !help.to_string().contains("teukgu"))
        };
        for command in Args::command().get_subcommands() {
            assert!(!lacks(command), "{}", command.get_name());
            for verb in command.get_subcommands() {
                assert!(!lacks(verb), "{}", verb.get_name());
            }
        }
    }

    #[test]
    fn no_command_serves_where_the_readme_says() {
        let Command::Serve(serve) = Command::default() else { panic!("serve is the default") };
        assert_eq!(serve.listen.port(), 8080);
    }
}
