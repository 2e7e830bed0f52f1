//! The goals of the store, each beside what was measured.

use anyhow::Result;

use super::figures::{Figures, Name, PGBENCH_64, SINGLE};
use super::load::Work;

/// Cases without a refusal that a goal asks for.
pub(super) const MILLION: u64 = 1_000_000;

/// One figure against its goal.
#[derive(Debug)]
struct Goal {
    id: &'static str,
    what: String,
    goal: String,
    measured: String,
    verdict: &'static str,
}

/// Returns a table with a line for each goal.
pub(super) fn table(figures: &Figures) -> Result<String> {
    let mut goals = reads(figures)?;
    goals.extend(writes_of_sqlite(figures)?);
    goals.extend(writes_of_postgres(figures)?);
    goals.extend(waits(figures)?);
    goals.extend(side(figures));
    let mut lines =
        vec!["| goal | what | at | measured | |".to_owned(), "| --- | --- | --- | --- | --- |".to_owned()];
    lines.extend(goals.iter().map(line));
    lines.push(
        "| D8 | every acknowledged case is there after `kill -9` | 1,000 kills | 200 kills of a server under load on each \
         database, in the tests of the store | not measured here |"
            .to_owned(),
    );
    lines.sort_by_key(|line| line.get(..5).filter(|head| head.starts_with("| D")).map(str::to_owned));
    Ok(lines.join("\n"))
}

fn line(goal: &Goal) -> String {
    let Goal { id, what, goal, measured, verdict } = goal;
    format!("| {id} | {what} | {goal} | {measured} | {verdict} |")
}

const fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}

fn at_least(id: &'static str, what: &str, least: f64, measured: f64, unit: &str) -> Goal {
    Goal {
        id,
        what: what.to_owned(),
        goal: format!("≥ {least:.0}{unit}"),
        measured: format!("{}{unit}", figure(measured)),
        verdict: verdict(measured >= least),
    }
}

fn at_most(id: &'static str, what: &str, most: f64, measured: f64, unit: &str) -> Goal {
    Goal {
        id,
        what: what.to_owned(),
        goal: format!("≤ {most:.0}{unit}"),
        measured: format!("{}{unit}", figure(measured)),
        verdict: verdict(measured <= most),
    }
}

/// Writes a figure so that a near miss can be told from a hit.
fn figure(value: f64) -> String {
    if value < 1000.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}

fn reads(figures: &Figures) -> Result<Vec<Goal>> {
    let of = |name: Name| Ok::<_, anyhow::Error>(figures.load(name, Work::Read)?.per_cpu_second);
    let mut goals = Vec::new();
    for (id, name, least, ratio) in
        [("D2", Name::OursSqlite, 15_000.0, 13.0), ("D3", Name::OursPostgres, 9000.0, 10.0)]
    {
        let (ours, theirs) = (of(name)?, of(name.peer())?);
        goals.push(at_least(id, &format!("reads per CPU second, {}", name.text()), least, ours, ""));
        goals.push(at_least(
            id,
            &format!("the same beside {}", name.peer().text()),
            ratio,
            ours / theirs,
            " ×",
        ));
    }
    Ok(goals)
}

fn writes_of_sqlite(figures: &Figures) -> Result<Vec<Goal>> {
    let of = |name, clients| Ok::<_, anyhow::Error>(figures.load(name, Work::Write(clients))?.per_second);
    let at_64 = of(Name::OursSqlite, 64)?;
    let django = of(Name::DjangoSqlite, 64)?;
    let single = figures.limit(SINGLE)?;
    Ok(vec![
        at_least("D4", "cases a second, SQLite, 64 clients", 10_000.0, at_64, ""),
        at_least("D4", "cases a second, SQLite, 256 clients", 15_000.0, of(Name::OursSqlite, 256)?, ""),
        at_least("D4", "at 64 clients beside Django", 35.0, at_64 / django, " ×"),
        at_least("D4", "at 64 clients beside single commits", 3.0, at_64 / single, " ×"),
    ])
}

fn writes_of_postgres(figures: &Figures) -> Result<Vec<Goal>> {
    let of = |name| Ok::<_, anyhow::Error>(figures.load(name, Work::Write(64))?.per_second);
    let (ours, django) = (of(Name::OursPostgres)?, of(Name::DjangoPostgres)?);
    let pgbench = figures.limit(PGBENCH_64)?;
    Ok(vec![
        at_least(
            "D5",
            "cases a second, PostgreSQL, beside pgbench, 64 clients",
            80.0,
            ours / pgbench * 100.0,
            " %",
        ),
        at_least("D5", "the same beside Django", 10.0, ours / django, " ×"),
    ])
}

/// Says how long the slowest of a hundred wait, and whether a write was refused.
fn waits(figures: &Figures) -> Result<Vec<Goal>> {
    let mut goals = Vec::new();
    for (clients, most) in [(32, 12.0), (256, 40.0)] {
        let what = format!("99 of 100 cases are answered within, SQLite, {clients} clients");
        let p99 = figures.load(Name::OursSqlite, Work::Write(clients))?.p99_ms;
        goals.push(at_most("D6", &what, most, p99, " ms"));
    }
    goals.push(refused(figures));
    for name in [Name::OursSqlite, Name::OursPostgres] {
        let [idle, busy] = figures.among(name)?.map(|reads| reads.p99_ms);
        let what = format!("p99 of reads among writes beside reads alone, {}", name.text());
        let mut goal = at_most("D7", &what, 2.0, busy / idle, " ×");
        goal.measured = format!("{} ({busy:.1} ms, {idle:.1} ms)", goal.measured);
        goals.push(goal);
    }
    Ok(goals)
}

fn refused(figures: &Figures) -> Goal {
    let writes =
        figures.loads.iter().filter(|((name, work), _)| *name == Name::OursSqlite && *work > Work::Read);
    let [good, bad] =
        writes.fold(figures.among_reads, |[good, bad], (_, load)| [good + load.good, bad + load.bad]);
    let verdict = match (bad, good) {
        (0, MILLION..) => "met",
        (0, _) => "open: too few",
        _ => "missed",
    };
    Goal {
        id: "D6",
        what: "cases that were refused or not answered, SQLite, some of them among reads".to_owned(),
        goal: "0 in a million".to_owned(),
        measured: format!("{bad} in {}", good + bad),
        verdict,
    }
}

fn side(figures: &Figures) -> [Goal; 2] {
    let side = figures.long.side;
    let what = format!("most memory with {} entries, SQLite", side.kept);
    [
        at_most("D9", &what, 64.0, side.peak_mib, " MiB"),
        at_most("D9", "from start to first answer with them", 150.0, side.start_ms, " ms"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_met_at_its_bound_and_missed_beyond() {
        assert!(line(&at_least("D4", "x", 10.0, 10.0, "")).ends_with("| 10.0 | met |"));
        assert!(line(&at_most("D6", "x", 12.0, 12.1, " ms")).ends_with("| ≤ 12 ms | 12.1 ms | missed |"));
    }
}
