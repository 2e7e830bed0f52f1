//! `teukgu effect multipliers`, `linkages`, `extract` and `paths`: one line a sector.

use super::lines::{show, words};
use crate::args::{EffectExtract, EffectMultipliers, EffectPaths, MultiplierKind, OfTable, Settings};
use crate::failure::Failure;
use teukgu_domain::text::Text;
use teukgu_office::effect::model::{Indicator, Kind};
use teukgu_office::effect::{ExtractionAnswer, LinkagesAnswer, MultipliersAnswer, PathAnswer, Tables, Work};

pub(crate) fn multipliers(
    tables: &Tables,
    args: &EffectMultipliers,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let kind = match args.kind {
        MultiplierKind::Simple => Kind::Simple,
        MultiplierKind::Type1 => Kind::Type1,
        MultiplierKind::Type2 => Kind::Type2,
    };
    let answer = MultipliersAnswer::of(tables.get(&args.of.table)?, kind, work)?;
    let indicators = answer.sectors.first().map(|sector| sector.multipliers.iter().map(|(one, _)| one.key()));
    let mut heads = vec!["sector".to_owned(), "name".to_owned()];
    for key in indicators.into_iter().flatten() {
        heads.extend([format!("{key}_in_area"), format!("{key}_elsewhere"), format!("{key}_total")]);
    }
    let rows = answer.sectors.iter().map(|sector| {
        let numbers = sector.multipliers.iter().flat_map(|(_, numbers)| *numbers).collect();
        (words(&sector.sector, &sector.name, settings), numbers)
    });
    show(&answer, heads, rows.collect(), args.of.csv, settings)
}

pub(crate) fn linkages(
    tables: &Tables,
    args: &OfTable,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let answer = LinkagesAnswer::of(tables.get(&args.table)?, work)?;
    let heads = ["sector", "name", "power_of_dispersion", "sensitivity_of_dispersion", "backward", "forward"];
    let rows = answer.sectors.iter().map(|line| {
        let numbers =
            vec![line.power_of_dispersion, line.sensitivity_of_dispersion, line.backward, line.forward];
        (words(&line.sector, &line.name, settings), numbers)
    });
    show(&answer, heads.map(str::to_owned).to_vec(), rows.collect(), args.csv, settings)
}

pub(crate) fn extract(
    tables: &Tables,
    args: &EffectExtract,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let answer = ExtractionAnswer::of(tables.get(&args.of.table)?, &args.sector, work)?;
    let heads = ["sector", "name", "lost_output"].map(str::to_owned).to_vec();
    let mut rows: Vec<_> = answer
        .by_sector
        .iter()
        .map(|(sector, name, lost)| (words(sector, name, settings), vec![*lost]))
        .collect();
    let all = Text::new("모두", "all");
    rows.insert(0, (words("", &all, settings), vec![answer.lost]));
    show(&answer, heads, rows, args.of.csv, settings)
}

pub(crate) fn paths(
    tables: &Tables,
    args: &EffectPaths,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let named = Indicator::ALL.into_iter().find(|indicator| indicator.key() == args.indicator);
    let indicator = named.ok_or_else(|| {
        let known = Indicator::ALL.map(Indicator::key).join(", ");
        Failure::input(
            Text::new(
                format!("`{}`은(는) 지표가 아닙니다", args.indicator),
                format!("`{}` is no indicator", args.indicator),
            ),
            Text::new(format!("지표: {known}"), format!("indicators: {known}")),
        )
    })?;
    let table = tables.get(&args.of.table)?;
    let answer = PathAnswer::of(table, &args.sector, indicator, args.limit, work)?;
    let heads = ["path", "amount", "share"].map(str::to_owned).to_vec();
    let rows = answer.iter().map(|path| {
        let names = path.sectors.iter().map(|(id, name)| format!("{id} {}", name.get(settings.lang)));
        (vec![names.collect::<Vec<_>>().join(" ← ")], vec![path.amount, path.share])
    });
    show(&answer, heads, rows.collect(), args.of.csv, settings)
}
