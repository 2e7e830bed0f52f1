//! `bench store`: the store in a bare server beside Django, pgbench and the disk, in one run on one machine.

mod figures;
mod goals;
mod limits;
mod load;
mod page;
mod site;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;
use teukgu_postgres::{Cluster, Durability};

use super::measure::median;
use super::{Depth, machine, python};
use crate::shots::ignore_missing;
use crate::{needs, run, suite};
use figures::{Figures, LongRecord, Name, Sides};
use limits::Pgbench;
pub(super) use limits::psql;
use load::{Answers, Work, load, load_among_writes, middle};
use site::{Recipe, Site};

const PACKAGES: [&str; 3] = ["django==5.2.*", "gunicorn==23.*", "psycopg[binary]==3.2.*"];
const SITE: &str = include_str!("store/store_site.py");
const WORKERS: u32 = 3;
const STARTS: usize = 3;
/// Turns of writing among reads until there are as many cases as a goal speaks of, at most.
const SOAKS: u32 = 5;
const SOAK_SECONDS: u32 = 20;
/// Clients that write while others read.
const WRITERS: u32 = 64;

/// How long the run takes.
#[derive(Debug, Clone, Copy)]
struct Length {
    rounds: usize,
    seconds: u32,
    entries: u64,
    /// Cases that SQLite is sent in all, to see that none is refused.
    refusals: u64,
}

impl Length {
    const fn of(depth: Depth) -> Self {
        match depth {
            Depth::Quick => Self { rounds: 1, seconds: 2, entries: 50_000, refusals: 0 },
            Depth::Warm | Depth::Cold | Depth::Long => {
                Self { rounds: 3, seconds: 3, entries: 1_000_000, refusals: goals::MILLION }
            }
        }
    }
}

/// What `teukgu-bench` says.
#[derive(Debug, Deserialize)]
struct Report {
    figures: BTreeMap<String, f64>,
}

/// Where things are: the program that is measured, a folder on the disk, the script for the load.
struct Place {
    bench: PathBuf,
    folder: PathBuf,
    script: PathBuf,
    cluster: Cluster,
    python: PathBuf,
}

/// Runs the benchmark and returns its section of the page.
pub(super) fn run(root: &Path, depth: Depth) -> Result<String> {
    needs::program("wrk", &["wrk"])?;
    let server = needs::postgres()?;
    let (length, place) = (Length::of(depth), Place::prepare(root)?);
    let sites = place.sites()?;
    let mut figures = measured(&place, &sites, length)?;
    figures.versions = format!("{}; {server}", place.versions()?);
    drop(sites);
    figures.long = long_record(&place, length)?;
    page::section(&machine::line()?, length, &figures)
}

impl Place {
    fn prepare(root: &Path) -> Result<Self> {
        run::shown(&mut run::cargo(root, &["build", "--release", "--quiet", "--package", "teukgu-bench"]))?;
        let target = suite::target(root)?;
        let python = python::environment(&target.join("bench/store-python"), &PACKAGES)?;
        let folder = target.join("bench/store");
        fs::remove_dir_all(&folder).or_else(ignore_missing)?;
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("store_site.py"), SITE)?;
        let script = folder.join("load.lua");
        fs::write(&script, load::SCRIPT)?;
        let cluster = Cluster::start(Durability::Full)?;
        Ok(Self { bench: target.join("release/teukgu-bench"), folder, script, cluster, python })
    }

    /// Makes an empty database and returns its address.
    fn database(&self, name: &str) -> Result<String> {
        limits::sql(&self.cluster.url("postgres"), &format!("CREATE DATABASE {name}"))?;
        Ok(self.cluster.url(name))
    }

    fn file(&self, name: &str) -> Result<String> {
        let file = self.folder.join(name);
        Ok(format!("sqlite:{}", file.to_str().context("the target folder is not UTF-8")?))
    }

    /// Starts the servers, each on a database of its own.
    fn sites(&self) -> Result<Vec<(Name, Site)>> {
        let postgres = Some(self.cluster.pid()?);
        Name::ALL
            .into_iter()
            .map(|name| {
                let url = match name {
                    Name::OursSqlite => self.file("ours.db")?,
                    Name::DjangoSqlite => self.file("django.db")?,
                    Name::OursPostgres => self.database("ours")?,
                    Name::DjangoPostgres => self.database("django")?,
                };
                let recipe = if name.is_ours() { self.ours(&url) } else { self.django(&url)? };
                let database = postgres.filter(|_| name.is_postgres());
                Ok((name, Site::start(name.text(), recipe, database)?))
            })
            .collect()
    }

    fn ours(&self, url: &str) -> Recipe {
        let words = ["store-server", "--database-url", url, "--listen", "{host}"];
        Recipe {
            program: self.bench.clone(),
            words: words.map(str::to_owned).into(),
            folder: self.folder.clone(),
            settings: Vec::new(),
        }
    }

    fn django(&self, url: &str) -> Result<Recipe> {
        run::shown(self.script_of_site("prepare").env("SITE_DATABASE", url))?;
        let workers = WORKERS.to_string();
        let words = ["-m", "gunicorn", "--bind", "{host}", "--workers", &workers, "store_site:application"];
        Ok(Recipe {
            program: self.python.clone(),
            words: words.map(str::to_owned).into(),
            folder: self.folder.clone(),
            settings: vec![("SITE_DATABASE", url.to_owned())],
        })
    }

    fn versions(&self) -> Result<String> {
        let said = run::output(self.script_of_site("versions").env("SITE_DATABASE", "sqlite:none"))?;
        Ok(said.trim().to_owned())
    }

    fn script_of_site(&self, chore: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.current_dir(&self.folder).args(["store_site.py", chore]);
        command
    }
}

/// Measures the limits and the servers in rounds, then starts and memory.
fn measured(place: &Place, sites: &[(Name, Site)], length: Length) -> Result<Figures> {
    let pgbench = Pgbench::prepare(place.database("pgbench")?, &place.folder)?;
    warm_up(place, sites)?;
    let mut limits: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    let mut loads: BTreeMap<(Name, Work), Vec<Answers>> = BTreeMap::new();
    let mut among: BTreeMap<Name, [Vec<Answers>; 2]> = BTreeMap::new();
    for round in 1..=length.rounds {
        println!("round {round} of {}", length.rounds);
        limits_once(place, &pgbench, length.seconds, &mut limits)?;
        for work in Work::ALL {
            for (name, site) in sites.iter().filter(|(name, _)| name.does(work)) {
                let answers = load(site, work, length.seconds, &place.script)?;
                loads.entry((*name, work)).or_default().push(answers);
            }
        }
        for (name, site) in sites.iter().filter(|(name, _)| name.is_ours()) {
            let [alone, beside] = among.entry(*name).or_default();
            alone.push(load(site, Work::Read, length.seconds, &place.script)?);
            beside.push(load_among_writes(site, WRITERS, length.seconds, &place.script)?.0);
        }
    }
    let sent = loads.iter().filter(|((name, work), _)| *name == Name::OursSqlite && *work > Work::Read);
    let sent = sent.flat_map(|(_, all)| all).map(|load| load.good).sum::<u64>();
    let among_reads = soak(place, sites, length.refusals.saturating_sub(sent))?;
    Ok(Figures {
        limits: limits.into_iter().map(|(name, all)| Ok((name, median(all)?))).collect::<Result<_>>()?,
        loads: loads.into_iter().map(|(key, all)| Ok((key, middle(&all)?))).collect::<Result<_>>()?,
        among: among
            .into_iter()
            .map(|(key, [alone, beside])| Ok((key, [middle(&alone)?, middle(&beside)?])))
            .collect::<Result<_>>()?,
        among_reads,
        sides: sites.iter().map(|(name, site)| Ok((*name, sides(site)?))).collect::<Result<_>>()?,
        ..Figures::default()
    })
}

/// Sends SQLite at least as many cases while others read; returns those acknowledged, and those that were not.
fn soak(place: &Place, sites: &[(Name, Site)], cases: u64) -> Result<[u64; 2]> {
    let (mut good, mut bad) = (0, 0);
    let site = sites.iter().find(|(name, _)| *name == Name::OursSqlite).map(|(_, site)| site);
    let site = site.context("the store on SQLite does not run")?;
    for _ in 0..SOAKS {
        if good >= cases {
            break;
        }
        let (_, writes) = load_among_writes(site, 256, SOAK_SECONDS, &place.script)?;
        (good, bad) = (good + writes.good, bad + writes.bad);
    }
    Ok([good, bad])
}

fn warm_up(place: &Place, sites: &[(Name, Site)]) -> Result<()> {
    for work in [Work::Read, Work::Write(32)] {
        for (_, site) in sites {
            load(site, work, 1, &place.script)?;
        }
    }
    Ok(())
}

fn limits_once(
    place: &Place,
    pgbench: &Pgbench,
    seconds: u32,
    limits: &mut BTreeMap<&'static str, Vec<f64>>,
) -> Result<()> {
    let mut add = |name, rate| limits.entry(name).or_default().push(rate);
    add(figures::SYNCS, limits::syncs(&place.folder)?);
    add(figures::SINGLE, limits::single_commits(&place.folder)?);
    add(figures::PGBENCH_16, pgbench.run(16, seconds)?);
    add(figures::PGBENCH_64, pgbench.run(64, seconds)?);
    Ok(())
}

/// Takes the memory after all loads, then starts the server again on what it has kept.
fn sides(site: &Site) -> Result<Sides> {
    let (kept, peak_mib) = (site.settled_count()?, site.peak_mib()?);
    let starts = (0..STARTS).map(|_| site.start_again()).collect::<Result<_>>()?;
    Ok(Sides { kept, peak_mib, start_ms: median(starts)? })
}

/// Fills long records, makes them again and checks them; then serves the one of SQLite.
fn long_record(place: &Place, length: Length) -> Result<LongRecord> {
    let (folder, url) = (place.folder.join("long"), place.database("long")?);
    let mut command = Command::new(&place.bench);
    command.args(["store-rebuild", "--entries", &length.entries.to_string(), "--database-url", &url]);
    let said = run::output(command.arg("--folder").arg(&folder))?;
    let report: Report = serde_json::from_str(&said).with_context(|| format!("it said `{said}`"))?;
    let site = Site::start("the long record", place.ours(&place.file("long/record.db")?), None)?;
    let starts = (0..STARTS).map(|_| site.start_again()).collect::<Result<_>>()?;
    let start_ms = median(starts)?;
    for work in [Work::Read, Work::Write(WRITERS)] {
        load(&site, work, length.seconds, &place.script)?;
    }
    let kept = site.settled_count()?;
    Ok(LongRecord { figures: report.figures, side: Sides { kept, peak_mib: site.peak_mib()?, start_ms } })
}
