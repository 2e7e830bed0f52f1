//! `teukgu effect prices`, `change`, `district` and `balance`: questions about the structure of a table.

use super::lines::{show, words};
use crate::args::{EffectBalance, EffectChange, EffectDistrict, EffectPrices, QuotientKind, Settings};
use crate::failure::Failure;
use crate::whole_file;
use std::path::Path;
use teukgu_domain::text::{Lang, Text};
use teukgu_effect::{Accounts, Jobs, Quotient, Sums};
use teukgu_office::effect::{BalanceAnswer, ChangeAnswer, DistrictAnswer, PricesAnswer, Tables, Work};

pub(crate) fn prices(
    tables: &Tables,
    args: &EffectPrices,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let answer = PricesAnswer::of(tables.get(&args.of.table)?, &args.costs, work)?;
    let mut rows: Vec<_> = answer
        .sectors
        .iter()
        .map(|(sector, name, rise)| (words(sector, name, settings), vec![*rise]))
        .collect();
    if let Some(dearer) = answer.households {
        let households = Text::new("가계 소비 전체", "all that households buy");
        rows.insert(0, (words("", &households, settings), vec![dearer]));
    }
    show(&answer, heads(&["sector", "name", "price_rise"]), rows, args.of.csv, settings)
}

pub(crate) fn change(
    tables: &Tables,
    args: &EffectChange,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let answer = ChangeAnswer::of(tables.get(&args.from)?, tables.get(&args.to)?, work)?;
    let rows = answer.sectors.iter().map(|line| {
        (words(&line.sector, &line.name, settings), vec![line.change, line.technology, line.demand])
    });
    let heads = heads(&["sector", "name", "change", "by_technology", "by_demand"]);
    show(&answer, heads, rows.collect(), args.csv, settings)
}

pub(crate) fn district(
    tables: &Tables,
    args: &EffectDistrict,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let table = tables.get(&args.of.table)?;
    let [district, region] = numbers(&args.jobs, table.accounts(), ["district", "region"])?;
    let delta = args.delta;
    let quotient = match args.by {
        QuotientKind::Slq => Quotient::Simple,
        QuotientKind::Cilq => Quotient::CrossIndustry,
        QuotientKind::Flq => Quotient::Flegg { delta },
        QuotientKind::Aflq => Quotient::AugmentedFlegg { delta },
    };
    let answer = DistrictAnswer::of(table, &Jobs { district, region }, quotient, work)?;
    let rows = answer.sectors.iter().map(|line| {
        (words(&line.sector, &line.name, settings), vec![line.inside, line.in_area, line.from_area])
    });
    let heads = heads(&["sector", "name", "output_inside", "output_in_area", "bought_from_area"]);
    show(&answer, heads, rows.collect(), args.of.csv, settings)
}

pub(crate) fn balance(tables: &Tables, args: &EffectBalance, settings: Settings) -> Result<(), Failure> {
    let table = tables.get(&args.of.table)?;
    let [rows, columns] = numbers(&args.sums, table.accounts(), ["row", "column"])?;
    let answer = BalanceAnswer::of(table, &Sums { rows, columns })?;
    let mut heads = vec!["sector".to_owned()];
    heads.extend(answer.sectors.iter().cloned());
    let rows =
        answer.sectors.iter().zip(&answer.cells).map(|(sector, cells)| (vec![sector.clone()], cells.clone()));
    show(&answer, heads, rows.collect(), args.of.csv, settings)
}

fn heads(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Reads columns of numbers by sector from a file, in the order of the accounts.
fn numbers<const N: usize>(
    path: &Path,
    accounts: &Accounts,
    columns: [&str; N],
) -> Result<[Vec<f64>; N], Failure> {
    let bytes = whole_file::read(path)?;
    let shown = path.display().to_string();
    let read = teukgu_tables::by_sector(&shown, &String::from_utf8_lossy(&bytes), accounts, &columns);
    let read = read
        .map_err(|fault| Failure::input(Text::new(fault.line(Lang::Ko), fault.line(Lang::En)), fault.help))?;
    Ok(std::array::from_fn(|at| read.get(at).cloned().unwrap_or_default()))
}
