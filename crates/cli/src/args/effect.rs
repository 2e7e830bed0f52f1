//! What may be typed after `teukgu effect`.

use super::{EffectBalance, EffectChange, EffectDistrict, EffectPrices};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use std::path::PathBuf;
use teukgu_office::effect::Item;
use teukgu_tables::Layout;

/// Table that is used when none is named.
const TABLE: &str = "seoul-2020";

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect run --table seoul-2020 --spend 70=135200000000,2025\n  teukgu effect audit --invest 135200000000 --production 220300000000 --value-added 119500000000 --jobs-min 1000"
)]
pub(crate) struct Effect {
    /// Folder of further tables, one folder each; those that are built in are there in any case.
    #[arg(long, global = true, env = "TEUKGU_TABLES", value_name = "DIR")]
    pub(crate) tables: Option<PathBuf>,
    /// Threads that may work at a time; the numbers do not depend on it.
    #[arg(long, global = true, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(crate) threads: u16,
    #[command(subcommand)]
    pub(crate) verb: EffectVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EffectVerb {
    #[command(flatten)]
    Ask(EffectQuestion),
    /// Makes a folder of text out of a published table.
    Import(EffectImport),
}

/// What can be asked of the tables that are loaded.
#[derive(Debug, Subcommand)]
pub(crate) enum EffectQuestion {
    /// Lists what is loaded, from where, under which licence, and what it cannot answer.
    #[command(
        after_help = "Example:\n  teukgu effect tables --lang en\n  teukgu effect tables --tables my-tables"
    )]
    Tables,
    /// Says what follows from spending: production, value added, income, imports, jobs.
    Run(EffectRun),
    /// Says what a unit of money calls forth, sector by sector.
    Multipliers(EffectMultipliers),
    /// Says how much sectors pull on one another.
    #[command(after_help = "Example:\n  teukgu effect linkages --table korea-2011 --csv")]
    Linkages(OfTable),
    /// Takes a sector out and says what would be lacking.
    Extract(EffectExtract),
    /// Looks which sectors and mixes give what was claimed, and what the claim leaves open.
    Audit(EffectAudit),
    /// Draws the table many times with noise in its cells.
    Draws(EffectDraws),
    /// Lists the chains of purchases along which an effect arises.
    Paths(EffectPaths),
    /// Follows a rise of costs through all prices.
    Prices(EffectPrices),
    /// Tells the change between two tables apart: other technology, other demand.
    Change(EffectChange),
    /// Scales a table down to a district by its jobs.
    District(EffectDistrict),
    /// Brings what sectors buy of one another to new sums (RAS).
    Balance(EffectBalance),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OfTable {
    /// Id of the table.
    #[arg(long, default_value = TABLE, value_name = "ID")]
    pub(crate) table: String,
    /// Rows as CSV.
    #[arg(long)]
    pub(crate) csv: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Spent {
    /// Id of the table; that of the scenario if one is given.
    #[arg(long, value_name = "ID")]
    pub(crate) table: Option<String>,
    /// What is spent on which sector, in which year; may be repeated.
    #[arg(long = "spend", value_name = "SECTOR=WON[,YEAR]", required_unless_present = "scenario")]
    pub(crate) spends: Vec<Item>,
    /// File with a table and what is spent.
    #[arg(long, value_name = "FILE", conflicts_with = "spends")]
    pub(crate) scenario: Option<PathBuf>,
    /// Price level of a year over that of the table; may be repeated.
    #[arg(long = "deflator", value_name = "YEAR=LEVEL", value_parser = level)]
    pub(crate) deflators: Vec<(i16, f64)>,
    /// Share of what is spent that leaves before a sector of the table gets it.
    #[arg(long, default_value_t = 0.0, value_name = "SHARE")]
    pub(crate) leakage: f64,
    /// Share of the money that would have been spent in any case, for the net effect.
    #[arg(long, default_value_t = 0.0, value_name = "SHARE")]
    pub(crate) displaced: f64,
    /// Sector on which that would have been spent; the same sectors if none is named.
    #[arg(long, value_name = "SECTOR", requires = "displaced")]
    pub(crate) instead: Option<String>,
}

impl Spent {
    /// Returns the table that is meant when neither an option nor a scenario names one.
    pub(crate) const fn default_table() -> &'static str {
        TABLE
    }
}

fn level(text: &str) -> Result<(i16, f64), String> {
    let read = || {
        let (year, level) = text.split_once('=')?;
        Some((year.trim().parse().ok()?, level.trim().parse().ok()?))
    };
    read().ok_or_else(|| "write YEAR=LEVEL, such as 2025=1.14".to_owned())
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect run --spend 70=135200000000,2025\n  teukgu effect run --table korea-2011 --spend c30=135200000000 --noise 0.1 --format json"
)]
pub(crate) struct EffectRun {
    #[command(flatten)]
    pub(crate) spent: Spent,
    /// How far each coefficient may be off, for intervals: 0.1 is anywhere within ±10 %.
    #[arg(long, value_name = "SHARE")]
    pub(crate) noise: Option<f64>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu effect multipliers --table chile-2013 --kind type2 --csv")]
pub(crate) struct EffectMultipliers {
    #[command(flatten)]
    pub(crate) of: OfTable,
    /// Kind of multipliers.
    #[arg(long, value_enum, default_value_t = MultiplierKind::Simple)]
    pub(crate) kind: MultiplierKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MultiplierKind {
    /// Direct and indirect, for a unit of final demand.
    Simple,
    /// Simple ones over the direct effect.
    Type1,
    /// With households spending what they earn, for a unit of final demand.
    Type2,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu effect extract --table korea-2011 --sector c30")]
pub(crate) struct EffectExtract {
    #[command(flatten)]
    pub(crate) of: OfTable,
    /// Sector that is taken out.
    #[arg(long, value_name = "K")]
    pub(crate) sector: String,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect audit --invest 135200000000 --production 220300000000 --value-added 119500000000 --income 71000000000 --jobs-min 1000"
)]
pub(crate) struct EffectAudit {
    /// Id of the table.
    #[arg(long, default_value = TABLE, value_name = "ID")]
    pub(crate) table: String,
    /// What is spent.
    #[arg(long, value_name = "WON")]
    pub(crate) invest: String,
    /// Production that is claimed.
    #[arg(long, value_name = "WON")]
    pub(crate) production: Option<String>,
    /// Value added that is claimed.
    #[arg(long, value_name = "WON")]
    pub(crate) value_added: Option<String>,
    /// Income that is claimed.
    #[arg(long, value_name = "WON")]
    pub(crate) income: Option<String>,
    /// Jobs that are claimed at least.
    #[arg(long, value_name = "N")]
    pub(crate) jobs_min: Option<u64>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect draws --table korea-2011 --spend c30=135200000000 --draws 1000 --noise 0.1 --seed 1 --threads 2"
)]
pub(crate) struct EffectDraws {
    #[command(flatten)]
    pub(crate) spent: Spent,
    /// Number of draws.
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    pub(crate) draws: u32,
    /// How far each coefficient may be off: 0.1 is anywhere within ±10 %.
    #[arg(long, default_value_t = 0.1, value_name = "SHARE")]
    pub(crate) noise: f64,
    /// Seed; the same one gives the same bits.
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub(crate) seed: u64,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu effect paths --table korea-2011 --sector c30 --limit 10")]
pub(crate) struct EffectPaths {
    #[command(flatten)]
    pub(crate) of: OfTable,
    /// Sector on which money is spent.
    #[arg(long, value_name = "K")]
    pub(crate) sector: String,
    /// What is counted: production, `value_added`, income, imports, `net_taxes`, workers or employees.
    #[arg(long, default_value = "production", value_name = "INDICATOR")]
    pub(crate) indicator: String,
    /// Number of chains.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) limit: usize,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect import --layout bok-regional --id busan-2020 --year 2020 --region 부산 --out tables/busan-2020 생산유발.xlsx 부가가치유발.xlsx 취업유발.xlsx"
)]
pub(crate) struct EffectImport {
    /// Layout of the files: bok-regional, bok-national, wiod-2016, oecd-icio or generic.
    #[arg(long, value_parser = crate::effect::import::layout, value_name = "LAYOUT")]
    pub(crate) layout: Layout,
    /// Id of the table.
    #[arg(long, value_name = "ID")]
    pub(crate) id: String,
    /// Year of its transactions.
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: i16,
    /// Region or country that is read, by its name in the table: 서울, KOR.
    #[arg(long, value_name = "NAME")]
    pub(crate) region: Option<String>,
    /// Area of which the table speaks; the region if nothing is said.
    #[arg(long, value_name = "NAME")]
    pub(crate) area: Option<String>,
    /// Most by which a sum may be off, in units of the table.
    #[arg(long, value_name = "UNITS")]
    pub(crate) rounding: Option<f64>,
    /// Folder to write, which must not be there yet.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Files of the table.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}
