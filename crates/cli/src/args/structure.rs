//! What may be typed after `teukgu effect` about the structure of a table.

use super::OfTable;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect prices --table korea-2011 --cost c17=0.05\n  teukgu effect prices --table korea-2011 --cost c17=0.05 --cost c8=0.1 --csv"
)]
pub(crate) struct EffectPrices {
    #[command(flatten)]
    pub(crate) of: OfTable,
    /// Sector and the rise of its costs as a share of its output; may be repeated.
    #[arg(long = "cost", required = true, value_name = "SECTOR=SHARE", value_parser = cost)]
    pub(crate) costs: Vec<(String, f64)>,
}

fn cost(text: &str) -> Result<(String, f64), String> {
    let read = || {
        let (sector, share) = text.rsplit_once('=')?;
        Some((sector.trim().to_owned(), share.trim().parse::<f64>().ok().filter(|share| share.is_finite())?))
    };
    read().ok_or_else(|| "write SECTOR=SHARE, such as c17=0.05".to_owned())
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect change --tables my-tables --from korea-2015 --to korea-2020"
)]
pub(crate) struct EffectChange {
    /// Id of the earlier table.
    #[arg(long, value_name = "ID")]
    pub(crate) from: String,
    /// Id of the later table, with the same sectors and at the same prices.
    #[arg(long, value_name = "ID")]
    pub(crate) to: String,
    /// Rows as CSV.
    #[arg(long)]
    pub(crate) csv: bool,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect district --table korea-2011 --jobs jobs.csv --by flq --delta 0.3\n\njobs.csv has the columns sector, district and region: persons who work in each sector, there and in the whole area."
)]
pub(crate) struct EffectDistrict {
    #[command(flatten)]
    pub(crate) of: OfTable,
    /// CSV of jobs by sector.
    #[arg(long, value_name = "FILE")]
    pub(crate) jobs: PathBuf,
    /// Quotient by which the coefficients are scaled down.
    #[arg(long, value_enum, default_value_t = QuotientKind::Flq)]
    pub(crate) by: QuotientKind,
    /// How much the size of the district counts, for FLQ and AFLQ.
    #[arg(long, default_value_t = 0.3, value_name = "DELTA")]
    pub(crate) delta: f64,
}

/// Quotients by which a district is scaled down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuotientKind {
    /// Share of the seller in the district over that in the area.
    Slq,
    /// Quotient of the seller over that of the buyer.
    Cilq,
    /// The same, less the smaller the district is.
    Flq,
    /// The same, with more of what the district is specialised in.
    Aflq,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu effect balance --table korea-2011 --sums sums.csv --csv\n\nsums.csv has the columns sector, row and column: what each sector sells to and buys of the others altogether."
)]
pub(crate) struct EffectBalance {
    #[command(flatten)]
    pub(crate) of: OfTable,
    /// CSV of the sums that rows and columns are to have.
    #[arg(long, value_name = "FILE")]
    pub(crate) sums: PathBuf,
}
