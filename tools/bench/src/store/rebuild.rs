//! A long record: how quickly it is filled, its views and its tree made again, and the whole of it checked.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::Audit;
use teukgu_store::{Expect, Kept, Store};

use super::cases::{Case, zone};
use super::{open, option};
use crate::report::Report;

const NOUNS: u64 = 2000;
const REQUEST: u64 = 512;
const PAGE: u32 = 1024;

/// Measures a new record of SQLite, and one of PostgreSQL where an address of an empty database is given.
///
/// The file `record.db` stays in the folder that is named; without one it goes with the folder.
pub(crate) fn measure(words: &[&str]) -> Result<Report> {
    let entries = option(words, "--entries").unwrap_or("1000000").parse()?;
    let temporary = tempfile::tempdir()?;
    let folder = option(words, "--folder").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let file = fresh(&folder)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut report = Report::default();
    let path = file.to_str().context("the folder is not UTF-8")?;
    runtime.block_on(one(&mut report, "sqlite", &format!("sqlite:{path}"), entries))?;
    if let Some(url) = option(words, "--database-url") {
        runtime.block_on(one(&mut report, "postgres", url, entries))?;
    }
    Ok(report)
}

fn fresh(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let file = folder.join("record.db");
    ensure!(!file.exists(), "`{}` is there already", file.display());
    Ok(file)
}

async fn one(report: &mut Report, name: &str, url: &str, entries: u64) -> Result<()> {
    let (store, zone) = (open(url).await?, zone()?);
    ensure!(store.head(&zone).await?.seq == 0, "the record is not empty");
    let mut figure = |what: &str, begun: Instant| {
        report.figure(&format!("{name}_{what}_per_second"), per_second(entries, begun));
    };
    let begun = Instant::now();
    fill(&store, &zone, entries).await?;
    figure("fill", begun);
    let begun = Instant::now();
    store.rebuild(&zone).await?;
    figure("rebuild", begun);
    let begun = Instant::now();
    verify(&store, &zone, entries).await?;
    figure("verify", begun);
    Ok(store.close().await?)
}

#[expect(clippy::cast_precision_loss, reason = "a record has far fewer entries than a float can count")]
fn per_second(entries: u64, begun: Instant) -> f64 {
    entries as f64 / begun.elapsed().as_secs_f64()
}

async fn fill(store: &Arc<dyn Store>, zone: &ZoneId, entries: u64) -> Result<()> {
    let mut next = 0;
    while next < entries {
        let end = entries.min(next + REQUEST);
        let request: Result<Vec<_>> =
            (next..end).map(|number| Case::sample().entry(number % NOUNS)).collect();
        store.append(zone, request?, Expect::nothing()).await?;
        next = end;
    }
    Ok(())
}

/// Reads every entry, recomputes its leaf, and compares the root above all with the one that is kept.
async fn verify(store: &Arc<dyn Store>, zone: &ZoneId, entries: u64) -> Result<()> {
    let mut audit = Audit::new(zone.as_str());
    let mut after = 0;
    loop {
        let page = store.kept(zone, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        page.iter().try_for_each(|kept| check(&mut audit, kept))?;
    }
    ensure!(after == entries, "{after} entries were read, {entries} were appended");
    ensure!(audit.root() == store.head(zone).await?.root, "the root above the entries is not the one kept");
    Ok(())
}

fn check(audit: &mut Audit, kept: &Kept) -> Result<()> {
    let leaf = kept.leaf.as_ref().with_context(|| format!("entry {} has no leaf", kept.seq))?;
    let entry = kept.entry.as_ref().map_err(|reason| anyhow::anyhow!("entry {}: {reason}", kept.seq))?;
    match audit.entry(entry, leaf) {
        Some(fault) => bail!("{fault}"),
        None => Ok(()),
    }
}
