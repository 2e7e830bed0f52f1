//! Findings in columns beside the interpreter, which says the same of one row after another.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use jiff::civil::date;
use teukgu_register::findings::Findings;
use teukgu_register::map::{BuiltIn, ColumnMap};
use teukgu_register::read::{Limits, Reader};
use teukgu_register::screening::{Origin, Screening, Slice};
use teukgu_register::zone::Zone;
use teukgu_rules::compiled::{Compiled, Days};

use super::{SEED, Tables, first, read_text};
use crate::clock::cpu;
use crate::folder::{law, read_folder};
use crate::report::{Report, number};

const ROWS: u64 = 100_000;
/// The provisions of the screening.
const PROVISIONS: [&str; 6] = [
    "act.31.stay_period",
    "act.33.road_control",
    "act.45.road_occupancy",
    "act.46.park_occupancy",
    "act.55.patent_priority",
    "act.60.investment_review",
];

/// Compares every finding on a made-up register; ends if one differs.
pub(super) fn measure(root: &Path, tables: &Tables, zones: Vec<Zone>, report: &mut Report) -> Result<()> {
    let law = law(&read_folder(&root.join("law"))?)?;
    let vocabulary = &law.vocabulary;
    let map = ColumnMap::built_in(BuiltIn::Register, vocabulary).map_err(first)?;
    let mut csv = format!("{}\n", teukgu_register::generate::HEAD);
    tables.generator()?.write_csv(SEED, 0..ROWS, &mut csv);
    let reader = Reader { map: &map, vocabulary, ksic: &tables.ksic, limits: Limits::default() };
    let register = reader.read("register.csv", csv.as_bytes()).map_err(first)?;
    let holidays = teukgu_codes::holidays::parse(&read_text(&root.join("data/calendar/holidays_kr.csv"))?)?;
    let compiled = Arc::new(Compiled::new(Arc::clone(&law), Days::on(date(2026, 6, 8))));
    let screening = Screening::new(compiled, zones, &PROVISIONS, holidays)?;
    let slice = register.all();
    let (screened, findings) = cpu(|| screening.run(&slice));
    let findings = findings?;
    let (explained, compared) = cpu(|| compare(&screening, &slice, &findings, &Origin::from(&map)));
    report.figure("screened_ms", screened / 1e6);
    report.figure("interpreted_ms", explained / 1e6);
    report.figure("findings_compared", number(compared?));
    report.figure("rows_compared", number(slice.lon.len()));
    Ok(())
}

/// Returns how many findings were compared.
fn compare(screening: &Screening, slice: &Slice<'_>, findings: &Findings, origin: &Origin) -> Result<usize> {
    let mut compared = 0;
    for (pair, (row, zone)) in findings.row.iter().zip(&findings.zone).enumerate() {
        let (row, zone) = (usize::try_from(*row)?, usize::try_from(*zone)?);
        let explained =
            screening.explain(zone, &slice.facts, row, origin).context("there is no such zone")?;
        ensure!(explained.len() == findings.provisions.len(), "the interpreter answers for other provisions");
        for (finding, column) in explained.iter().zip(&findings.provisions) {
            let said = column.verdict.get(pair);
            ensure!(
                said == Some(&finding.verdict),
                "row {row}, zone {zone}: {said:?}, {:?}",
                finding.verdict
            );
            compared += 1;
        }
    }
    Ok(compared)
}
