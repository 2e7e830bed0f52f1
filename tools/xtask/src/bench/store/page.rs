//! The section of the page.

use anyhow::Result;

use super::figures::{Figures, Name, PGBENCH_16, PGBENCH_64, SINGLE, SYNCS};
use super::load::{CASE, Work};
use super::{Length, WORKERS, WRITERS, goals};

/// Writes the section from the machine's line and what was measured.
pub(super) fn section(machine: &str, length: Length, figures: &Figures) -> Result<String> {
    let parts = [
        format!("## Store\n\n{machine}"),
        introduction(length, figures),
        loads(figures)?,
        limits(figures)?,
        among(figures)?,
        sides(figures),
        long(length, figures),
        format!("Goals:\n\n{}", goals::table(figures)?),
    ];
    Ok(parts.join("\n\n"))
}

fn introduction(length: Length, figures: &Figures) -> String {
    format!(
        "The store stands in a server that does nothing else, without sessions, permissions or pages; so does Django \
         ({WORKERS} workers, no middleware).\nA case is a POST of {} bytes, answered after the commit has reached the \
         disk: with us an entry of the record with its leaf and a row of the view, with Django a row and an index.\n\
         The page is 15 rows as JSON, read anew for each request.\n`wrk -t1 -d{}s` on the same cores, {} turns each; a CPU second is one of the server and its database.\nAfter every load the cases that were acknowledged \
         were counted in the database.\n{}.",
        CASE.trim().len(),
        length.seconds,
        length.rounds,
        figures.versions
    )
}

fn loads(figures: &Figures) -> Result<String> {
    let mut lines = vec![
        "| what | clients | server | answers/s | p50 ms | p99 ms | answers per CPU second | ratio to Django | errors |"
            .to_owned(),
        "| --- | --: | --- | --: | --: | --: | --: | --: | --: |".to_owned(),
    ];
    for work in Work::ALL {
        for name in Name::ALL.into_iter().filter(|name| name.does(work)) {
            lines.push(load(figures, name, work)?);
        }
    }
    Ok(lines.join("\n"))
}

fn load(figures: &Figures, name: Name, work: Work) -> Result<String> {
    let (load, peer) = (figures.load(name, work)?, figures.load(name.peer(), work)?);
    let what = match work {
        Work::Hello => "answer without a database",
        Work::Read => "page of 15 rows",
        Work::Write(_) => "case",
    };
    Ok(format!(
        "| {what} | {} | {} | {:.0} | {:.1} | {:.1} | {:.0} | {:.1} | {} |",
        work.clients(),
        name.text(),
        load.per_second,
        load.p50_ms,
        load.p99_ms,
        load.per_cpu_second,
        load.per_cpu_second / peer.per_cpu_second,
        load.bad
    ))
}

fn limits(figures: &Figures) -> Result<String> {
    let mut lines = vec!["| limit of the machine | a second |".to_owned(), "| --- | --: |".to_owned()];
    for name in [SYNCS, SINGLE, PGBENCH_16, PGBENCH_64] {
        lines.push(format!("| {name} | {:.0} |", figures.limit(name)?));
    }
    Ok(lines.join("\n"))
}

fn among(figures: &Figures) -> Result<String> {
    let mut lines = vec![
        format!(
            "| page of 15 rows, 32 clients, alone and while {WRITERS} others write | answers/s | p50 ms | p99 ms |"
        ),
        "| --- | --: | --: | --: |".to_owned(),
    ];
    for name in Name::ALL.into_iter().filter(|name| name.is_ours()) {
        for (reads, when) in figures.among(name)?.iter().zip(["alone", "among writes"]) {
            let (rate, p50, p99) = (reads.per_second, reads.p50_ms, reads.p99_ms);
            lines.push(format!("| {}, {when} | {rate:.0} | {p50:.1} | {p99:.1} |", name.text()));
        }
    }
    Ok(lines.join("\n"))
}

fn sides(figures: &Figures) -> String {
    let lines = figures.sides.iter().map(|(name, side)| {
        format!("| {} | {} | {:.0} | {:.0} |", name.text(), side.kept, side.peak_mib, side.start_ms)
    });
    let head = "| server after all loads | cases kept | most memory, MiB | start to first page, ms |\n\
                | --- | --: | --: | --: |";
    format!("{head}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn long(length: Length, figures: &Figures) -> String {
    let figure = |database: &str, chore: &str| {
        let found = figures.long.figures.get(&format!("{database}_{chore}_per_second"));
        found.map_or_else(|| "not measured".to_owned(), |rate| format!("{rate:.0}"))
    };
    let chores = [
        ("fill", "appended, 512 a request"),
        ("rebuild", "views and tree made again"),
        ("verify", "read and checked against the root"),
    ];
    let lines = chores.map(|(chore, text)| {
        format!("| {text} | {} | {} |", figure("sqlite", chore), figure("postgres", chore))
    });
    let head = format!(
        "| {} entries of 2,000 nouns, entries a second | SQLite | PostgreSQL |\n| --- | --: | --: |",
        length.entries
    );
    format!("{head}\n{}", lines.join("\n"))
}
