//! `teukgu ledger head`: how long each record is, its root, its newest checkpoint.

use crate::args::{Place, Settings};
use crate::failure::Failure;
use crate::{out, place};
use serde::Serialize;
use std::process::ExitCode;
use teukgu_domain::ids::ZoneId;
use teukgu_office::record::{named_key, newest_checkpoint};
use teukgu_store::{Head, Store};

#[derive(Serialize)]
struct HeadLine {
    zone: String,
    seq: u64,
    at: Option<String>,
    root: String,
    checkpoint: Option<u64>,
    key: Option<String>,
}

/// Prints a line a zone.
pub(super) async fn run(place: &Place, zone: Option<&str>, settings: Settings) -> Result<ExitCode, Failure> {
    let store = place.open_reading().await?;
    let zones = place::zones(&*store, zone).await?;
    print(&*store, &zones, settings).await?;
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints where the records of zones end.
pub(super) async fn print(store: &dyn Store, zones: &[ZoneId], settings: Settings) -> Result<(), Failure> {
    let mut lines = Vec::new();
    for zone in zones {
        lines.push(line(store, zone).await?);
    }
    if settings.is_json() {
        return Ok(out::json(&lines)?);
    }
    let row = |line: &HeadLine| {
        let checkpoint = line.checkpoint.map(|size| format!("#{size}")).unwrap_or_default();
        vec![
            line.zone.clone(),
            line.seq.to_string(),
            line.at.clone().unwrap_or_default(),
            line.root.clone(),
            checkpoint,
        ]
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    let sides = [out::Side::Left, out::Side::Right, out::Side::Left, out::Side::Left, out::Side::Left];
    Ok(out::text(&out::table(&sides, &rows))?)
}

async fn line(store: &dyn Store, zone: &ZoneId) -> Result<HeadLine, Failure> {
    let Head { seq, at, root } = store.head(zone).await?;
    Ok(HeadLine {
        zone: zone.to_string(),
        seq,
        at: at.map(|at| at.to_string()),
        root: root.to_string(),
        checkpoint: newest_checkpoint(store, zone).await?.map(|checkpoint| checkpoint.size),
        key: named_key(store, zone).await?.map(|key| key.to_string()),
    })
}
