//! Input-output tables: one impact, many multipliers, an inverse, draws, intervals and an audit.

#![expect(clippy::cast_precision_loss, reason = "the numbers are below 2^24")]

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use teukgu_domain::text::Text;
use teukgu_effect::{
    Account, Accounts, Cells, Claim, Drawing, Flows, Indicator, Kind, Leontief, Spend, Table, Technology,
    Threads,
};

use crate::chance::Chance;
use crate::clock::{median, turn, wall};
use crate::report::{Report, number};

/// Accounts of the invented tables that are solved once.
const LARGE: [u32; 3] = [2_464, 4_000, 9_800];
/// Accounts of the invented tables that are drawn.
const DRAWN: [u32; 4] = [33, 83, 165, 380];
/// Draws of each of those.
const DRAWS: u32 = 1_000;
/// Zones, years and scenarios of a batch.
const BATCH: usize = 180 * 5 * 4;

/// Writes the invented tables as plain numbers of eight bytes, for engines outside Rust.
pub(crate) fn write(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir)?;
    for size in LARGE.into_iter().chain(DRAWN) {
        let (rows, output) = invented(size);
        let bytes =
            |numbers: &[f64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>();
        fs::write(dir.join(format!("flows-{size}.bin")), bytes(&rows))?;
        fs::write(dir.join(format!("output-{size}.bin")), bytes(&output))?;
    }
    Ok(())
}

/// Invents flows and outputs: every account buys half of its output, of all accounts.
fn invented(size: u32) -> (Vec<f64>, Vec<f64>) {
    let mut chance = Chance::new(u64::from(size));
    let mut share = || (chance.next() >> 40) as f64 / f64::from(1_u32 << 24);
    let count = size as usize;
    let rows: Vec<f64> = (0..count * count).map(|_| share()).collect();
    let mut output = vec![0.0; count];
    for row in rows.chunks_exact(count) {
        output.iter_mut().zip(row).for_each(|(output, flow)| *output += 2.0 * flow);
    }
    (rows, output)
}

/// Measures everything.
pub(crate) fn measure(tables: &Path) -> Result<Report> {
    let mut report = Report::default();
    seoul(&read(&tables.join("seoul-2020"))?, &mut report)?;
    world(&read(&tables.join("world-2011"))?, &mut report)?;
    for size in LARGE {
        large(size, &mut report)?;
    }
    for size in DRAWN {
        drawn(size, &mut report)?;
    }
    Ok(report)
}

fn read(dir: &Path) -> Result<Table> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let entry = entry?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    teukgu_tables::read(&files).map_err(|fault| anyhow!("{}: {}", fault.file, fault.message.en))
}

fn seoul(seoul: &Table, report: &mut Report) -> Result<()> {
    let account = seoul.sector("70")?;
    let spends = [Spend { account, amount: 135.2e9 }];
    let one = turn(&mut || drop(black_box(seoul.induced(black_box(&spends), Threads::ONE))));
    report.figure("impact_us", one / 1e3);
    let mut batch = || {
        for at in 0..BATCH {
            let spends = [Spend { account, amount: 1e9 + number(at) }];
            drop(black_box(seoul.induced(black_box(&spends), Threads::ONE)));
        }
    };
    report.figure("batch_ms", turn(&mut batch) / 1e6);
    let induced = [(Indicator::Production, 220_300_000_000), (Indicator::ValueAdded, 119_500_000_000)];
    let claim = Claim::rounded_alike(135_200_000_000, &induced, Some(1_000))?;
    let audit = turn(&mut || drop(black_box(seoul.audit(black_box(&claim), Threads::ONE))));
    report.figure("audit_ms", audit / 1e6);
    Ok(())
}

/// Solves for one demand, from flows as they were read: nothing is kept from one time to the next.
fn cold(flows: &Cells, output: &[f64], regions: &[usize], demand: &[f64]) -> Result<f64> {
    let technology = Technology::inputs(flows, output);
    let model = Leontief::of_regions(technology, regions.to_vec(), Threads::ONE)?;
    Ok(model.solve(demand)?.values.iter().sum())
}

fn world(world: &Table, report: &mut Report) -> Result<()> {
    let flows = world.flows()?;
    let demand: Vec<_> = flows.output.iter().map(|output| if *output > 0.0 { 1.0 } else { 0.0 }).collect();
    let regions = flows.accounts.region_starts();
    let mut taken = Vec::new();
    let mut sum = 0.0;
    for _ in 0..7 {
        let (nanoseconds, solved) = wall(|| cold(&flows.domestic, &flows.output, &regions, &demand));
        taken.push(nanoseconds / 1e6);
        sum = solved?;
    }
    report.figure("cold_world_ms", median(taken)?);
    report.figure("answer_world", sum);
    let rows = world.multipliers(Indicator::ValueAdded, Kind::Simple, Threads::ONE)?.total();
    let warm =
        turn(&mut || _ = black_box(rows.iter().zip(&demand).map(|(row, demand)| row * demand).sum::<f64>()));
    report.figure("warm_world_ms", warm / 1e6);
    Ok(())
}

fn large(size: u32, report: &mut Report) -> Result<()> {
    let (rows, output) = invented(size);
    let flows = Cells::dense(size as usize, rows).context("a table is square")?;
    let demand = vec![1.0; size as usize];
    let mut taken = Vec::new();
    let mut sum = 0.0;
    for _ in 0..5 {
        let (nanoseconds, solved) = wall(|| cold(&flows, &output, &[], &demand));
        taken.push(nanoseconds / 1e6);
        sum = solved?;
    }
    report.figure(&format!("cold_{size}_ms"), median(taken)?);
    report.figure(&format!("answer_{size}"), sum);
    if size == 4_000 {
        let model = Leontief::new(Technology::inputs(&flows, &output), Threads::ONE)?;
        let four =
            |at: u32| (0..size).map(move |account| f64::from((account + at) % 7) / 7.0).collect::<Vec<_>>();
        let (nanoseconds, solved) =
            wall(|| (0..4).map(|at| model.multipliers(&four(at))).collect::<Result<Vec<_>, _>>());
        solved?;
        report.figure("four_rows_ms", nanoseconds / 1e6);
        let (nanoseconds, inverse) = wall(|| model.inverse());
        report.figure("inverse_ms", nanoseconds / 1e6);
        report.figure("answer_inverse", inverse.cells().row_sums().iter().sum());
    }
    Ok(())
}

fn drawn(size: u32, report: &mut Report) -> Result<()> {
    let flows = table(size)?;
    let mut demand = vec![0.0; size as usize];
    *demand.first_mut().context("a table has accounts")? = 1.0;
    let drawing = Drawing { draws: DRAWS, noise: 0.1, seed: 1 };
    let draw = |threads: Threads| flows.draws(&demand, &[Indicator::Production], drawing, threads);
    let (nanoseconds, spread) = wall(|| draw(Threads::ONE));
    let spread = spread?;
    report.figure(&format!("draws_{size}_ms"), nanoseconds / 1e6);
    report.figure(&format!("mean_{size}"), spread.first().context("one indicator was asked for")?.mean);
    report.figure(&format!("same_bits_{size}"), f64::from(u8::from(spread == draw(Threads::new(2))?)));
    if size == 380 {
        let interval = || flows.called(&demand, Threads::ONE)?.interval(Indicator::Production, 0.1);
        let delta = turn(&mut || drop(black_box(interval())));
        report.figure("delta_ms", delta / 1e6);
        let drawn = spread.first().map_or(f64::NAN, |spread| spread.deviation);
        report.figure("delta_of_draws", interval()?.deviation / drawn);
    }
    Ok(())
}

fn table(size: u32) -> Result<Flows> {
    let (rows, output) = invented(size);
    let account = |at: u32| Account {
        region: None,
        sector: at.to_string(),
        name: Text::new(at.to_string(), at.to_string()),
    };
    let domestic = Cells::dense(size as usize, rows).context("a table is square")?;
    let value_added =
        output.iter().zip(domestic.column_sums()).map(|(output, bought)| output - bought).collect();
    let flows = Flows {
        accounts: Accounts::new((0..size).map(account).collect())?,
        domestic,
        imports: None,
        imported: None,
        net_taxes: None,
        value_added: Some(value_added),
        unsplit: None,
        compensation: None,
        workers: None,
        employees: None,
        demand: Vec::new(),
        output,
        rounding: 0.0,
    };
    flows.check()?;
    Ok(flows)
}
