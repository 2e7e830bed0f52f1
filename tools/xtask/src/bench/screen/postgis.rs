//! PostGIS: the register is loaded and indexed first, which is not counted; then it answers from the database.

use std::fs;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;
use teukgu_postgres::{Cluster, Durability};

use super::answer;
use super::figures::Figures;
use super::place::Place;
use super::timed::Used;
use super::work::{IN_DATABASE, Task, Work};
use crate::bench::measure::family_cpu_seconds;
use crate::bench::store::psql;
use crate::run;

const REGISTER: &str = "register.csv";
const ZONES: &str = "zones.csv";
const TABLES: &str = "CREATE EXTENSION postgis; \
    CREATE TABLE register (est_id text, lon float8, lat float8, venture smallint, status text); \
    CREATE TABLE zones (zone text, geom geometry)";
const INDEXES: &str = "CREATE TABLE places AS SELECT est_id, venture, status, ST_MakePoint(lon, lat) AS geom \
    FROM register WHERE lon BETWEEN 124 AND 132 AND lat BETWEEN 33 AND 39; \
    CREATE INDEX ON places USING gist (geom); CREATE INDEX ON zones USING gist (geom)";

/// Loads the register and lets the database answer `rounds` times.
pub(super) fn measure(place: &Place, rounds: usize, figures: &mut Figures) -> Result<()> {
    let cluster = Cluster::start(Durability::ProcessOnly)?;
    let url = cluster.url("postgres");
    let begun = Instant::now();
    load(place, &url)?;
    figures.load_seconds = Some(begun.elapsed().as_secs_f64());
    for _ in 0..rounds {
        for work in IN_DATABASE {
            let (used, said) = asked(&cluster, &url, work)?;
            figures.add(work, used, answer::read(work, &said)?)?;
        }
    }
    Ok(())
}

fn load(place: &Place, url: &str) -> Result<()> {
    println!("loading PostGIS");
    let shapes = Place::shapes(Task::Places);
    run::shown(place.script("csv").args([&place.delivered(), &shapes, "."]))?;
    sql(url, TABLES)?;
    for (table, file) in [("register", REGISTER), ("zones", ZONES)] {
        let path = place.folder.join(file);
        sql(url, &format!("\\copy {table} FROM '{}' WITH (FORMAT csv)", path.display()))?;
        fs::remove_file(&path)?;
    }
    sql(url, INDEXES)?;
    sql(url, "VACUUM ANALYZE")
}

fn sql(url: &str, statement: &str) -> Result<()> {
    run::output(&mut command(url, statement)?).map(drop)
}

fn command(url: &str, statement: &str) -> Result<Command> {
    let mut command = psql()?;
    command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement, url]);
    Ok(command)
}

/// Asks once; the processor time is that of the server and all its children.
fn asked(cluster: &Cluster, url: &str, work: Work) -> Result<(Used, String)> {
    let (venture, open) = match work.task {
        Task::Screening => ("(venture = 1)::int", "WHERE status <> '폐업'"),
        _ => ("0", ""),
    };
    let question = format!(
        "SELECT json_build_object('zones', json_object_agg(zone, n), 'yes', sum(yes)) FROM (\
         SELECT z.zone, count(*) AS n, sum({venture}) AS yes FROM places p \
         JOIN zones z ON ST_Intersects(z.geom, p.geom) {open} GROUP BY z.zone) AS counts"
    );
    let server = cluster.pid()?;
    let (before, begun) = (family_cpu_seconds(server)?, Instant::now());
    let said = run::output(&mut command(url, &question)?)?;
    let wall = begun.elapsed().as_secs_f64();
    let cpu = family_cpu_seconds(server)? - before;
    Ok((Used { cpu, wall, peak_mib: f64::NAN }, said))
}
