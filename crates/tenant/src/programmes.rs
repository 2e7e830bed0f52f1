//! programmes.toml: the specialised programmes and their sub-projects with money, milestones and indicators.

use crate::book::Read;
use crate::reader::{Group, Item, Table, group, record, whole_list};
use teukgu_domain::money::Won;
use teukgu_domain::plan::{
    BudgetLine, FundSource, Indicator, IndustryShare, Milestone, Programme, SubProject, Target,
};

/// The file.
pub(crate) const FILE: &str = "programmes.toml";

/// A programme with the total that the plan states for it.
pub(crate) struct StatedProgramme {
    pub(crate) programme: Programme,
    pub(crate) budget: Won,
}

/// What programmes.toml says.
#[derive(Default)]
pub(crate) struct ProgrammeFile {
    pub(crate) programmes: Group<StatedProgramme>,
    pub(crate) sub_projects: Group<SubProject>,
}

pub(crate) fn read(root: &Table<'_>) -> ProgrammeFile {
    ProgrammeFile {
        programmes: group(root, "programme", programme),
        sub_projects: group(root, "sub_project", sub_project),
    }
}

fn programme(table: &Table<'_>, order: u32) -> Read<StatedProgramme> {
    let budget = table.won("budget");
    let programme = record!(table => Programme {
        id: table.id(),
        name: table.text("name"),
        purpose: table.text("purpose"),
        order: Ok(order),
        provenance: table.provenance(),
    });
    Ok(StatedProgramme { programme: programme?, budget: budget? })
}

fn sub_project(table: &Table<'_>, order: u32) -> Read<SubProject> {
    record!(table => SubProject {
        id: table.id(),
        programme: table.cite("programme"),
        name: table.text("name"),
        summary: table.text("summary"),
        operator: table.cite("operator"),
        co_operators: table.cites("co_operators"),
        provisions: table.cites("provisions"),
        budget: table.table("budget").and_then(|table| budget(&table)),
        spent: spent(table),
        industries: industries(table),
        milestones: table.each("milestone", milestone),
        indicators: table.each("indicator", indicator),
        order: Ok(order),
        provenance: table.provenance(),
    })
}

fn budget(table: &Table<'_>) -> Read<Vec<BudgetLine>> {
    let years = table.years(|item| funds(&item.table()?));
    table.finish()?;
    let lines = years?.into_iter().flat_map(|(year, funds)| {
        let paid = funds.into_iter().filter(|(_, amount)| *amount != Won::ZERO);
        paid.map(move |(fund, amount)| BudgetLine { year, fund, amount })
    });
    Ok(lines.collect())
}

fn funds(table: &Table<'_>) -> Read<Vec<(FundSource, Won)>> {
    let read = FundSource::ALL.map(|fund| Ok((fund, table.or(fund.key(), Won::ZERO, Item::won)?)));
    table.finish()?;
    whole_list(read.into_iter())
}

fn spent(table: &Table<'_>) -> Read<Vec<BudgetLine>> {
    table.opt_table("spent")?.map_or_else(|| Ok(Vec::new()), |table| budget(&table))
}

fn industries(table: &Table<'_>) -> Read<Vec<IndustryShare>> {
    let Some(table) = table.opt_table("industries")? else { return Ok(Vec::new()) };
    let shares = table.industries(|item| item.whole(1, 100));
    table.finish()?;
    let shares = shares?.into_iter().map(|(ksic, percent)| IndustryShare { ksic, percent });
    Ok(shares.collect())
}

fn milestone(table: &Table<'_>) -> Read<Milestone> {
    record!(table => Milestone { due: table.date("due"), name: table.text("name") })
}

fn indicator(table: &Table<'_>) -> Read<Indicator> {
    record!(table => Indicator {
        name: table.text("name"),
        unit: table.text("unit"),
        targets: table.table("targets").and_then(|table| targets(&table)),
    })
}

fn targets(table: &Table<'_>) -> Read<Vec<Target>> {
    let years = table.years(|item| item.whole(i64::MIN, i64::MAX));
    table.finish()?;
    Ok(years?.into_iter().map(|(year, value)| Target { year, value }).collect())
}
