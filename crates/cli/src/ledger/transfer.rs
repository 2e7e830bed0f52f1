//! `teukgu ledger export` and `import`, and what backups share with them.

use crate::args::{Place, Settings};
use crate::failure::Failure;
use crate::whole_file::WholeFile;
use crate::{out, place, progress};
use serde_json::json;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_office::record::{self, Brought, Section};
use teukgu_store::Store;

/// Writes the records of zones to a file.
pub(super) async fn export(
    place: &Place,
    zone: Option<&str>,
    file: &Path,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    let store = place.open_reading().await?;
    let zones = place::zones(&*store, zone).await?;
    let written = write_file(&*store, &zones, file).await;
    store.close().await?;
    tell_written(&written?, file, settings)
}

/// Brings in the records of a file, which is checked as a whole first.
pub(super) async fn import(place: &Place, file: &Path, settings: Settings) -> Result<ExitCode, Failure> {
    let sections = check_file(file)?;
    let store = place.open(None).await?;
    let entries = sections.iter().map(|section| section.size).sum();
    let brought = read_file(&*store, file, entries).await;
    store.close().await?;
    tell_brought(&brought?, settings)
}

/// Writes records to a file that is there whole or not at all.
async fn write_file(store: &dyn Store, zones: &[ZoneId], file: &Path) -> Result<Vec<Section>, Failure> {
    let mut whole = WholeFile::begin(file)?;
    let sections = write_records(store, zones, &mut whole).await?;
    whole.keep()?;
    Ok(sections)
}

/// Writes records and what stands beside them to a file that nobody else may read.
pub(crate) async fn write_backup(
    store: &dyn Store,
    zones: &[ZoneId],
    file: &Path,
) -> Result<Vec<Section>, Failure> {
    let mut whole = WholeFile::begin_secret(file)?;
    let sections = write_records(store, zones, &mut whole).await?;
    let bar = progress::bar(0);
    record::export_beside(store, &mut whole, |written| bar.set_position(written)).await?;
    bar.finish_and_clear();
    whole.keep()?;
    Ok(sections)
}

async fn write_records(
    store: &dyn Store,
    zones: &[ZoneId],
    whole: &mut WholeFile,
) -> Result<Vec<Section>, Failure> {
    let mut sections = Vec::new();
    for zone in zones {
        let bar = progress::bar(store.head(zone).await?.seq);
        sections.push(record::export(store, zone, whole, |written| bar.set_position(written)).await?);
        bar.finish_and_clear();
    }
    if sections.is_empty() {
        return Err(Failure::input(
            Text::new("기록이 비어 있습니다", "the record is empty"),
            Text::new("`teukgu serve`를 먼저 실행하세요", "run `teukgu serve` first"),
        ));
    }
    Ok(sections)
}

/// Checks a file without any database.
pub(crate) fn check_file(file: &Path) -> Result<Vec<Section>, Failure> {
    let mut text = open(file)?;
    let bar = progress::bar(0);
    let checked = record::check_text(&mut text, |entries| bar.set_position(entries));
    bar.finish_and_clear();
    checked.map_err(|error| named(file, error.into()))
}

/// Brings in a file that was checked.
pub(crate) async fn read_file(store: &dyn Store, file: &Path, entries: u64) -> Result<Vec<Brought>, Failure> {
    let mut text = open(file)?;
    let bar = progress::bar(entries);
    let brought = record::import(store, &mut text, |entries| bar.set_position(entries)).await;
    bar.finish_and_clear();
    brought.map_err(|error| named(file, error.into()))
}

fn open(file: &Path) -> Result<BufReader<File>, Failure> {
    File::open(file).map(BufReader::new).map_err(|error| Failure::unreadable(file, &error))
}

/// Names the file that a failure is about.
fn named(file: &Path, failure: Failure) -> Failure {
    let shown = file.display();
    let Text { ko, en } = failure.message;
    Failure { message: Text::new(format!("`{shown}`: {ko}"), format!("`{shown}`: {en}")), ..failure }
}

/// Says what was written.
pub(crate) fn tell_written(
    sections: &[Section],
    file: &Path,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    if settings.is_json() {
        let zones: Vec<_> = sections.iter().map(json_of).collect();
        out::json(&json!({ "file": file.display().to_string(), "zones": zones }))?;
    } else {
        out::text(&table(sections))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what was brought in.
pub(crate) fn tell_brought(brought: &[Brought], settings: Settings) -> Result<ExitCode, Failure> {
    if settings.is_json() {
        let zone = |brought: &Brought| {
            let mut zone = json_of(&brought.section);
            zone["known"] = brought.known.into();
            zone["new"] = brought.new.into();
            zone
        };
        out::json(&json!({ "zones": brought.iter().map(zone).collect::<Vec<_>>() }))?;
    } else {
        let sections: Vec<Section> = brought.iter().map(|brought| brought.section.clone()).collect();
        let new: u64 = brought.iter().map(|brought| brought.new).sum();
        let word = Text::new(format!("  새 기록 {new}건"), format!("  {new} new entries"));
        out::text(&format!("{}{}\n", table(&sections), word.get(settings.lang)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn json_of(section: &Section) -> serde_json::Value {
    json!({
        "zone": section.zone.as_str(),
        "size": section.size,
        "root": section.root.to_string(),
        "checkpoints": section.checkpoints,
    })
}

/// Prints a line a zone: how long, and where it leads.
pub(super) fn table(sections: &[Section]) -> String {
    let row = |section: &Section| {
        vec![section.zone.to_string(), section.size.to_string(), section.root.to_string()]
    };
    let rows: Vec<_> = sections.iter().map(row).collect();
    out::table(&[out::Side::Left, out::Side::Right, out::Side::Left], &rows)
}
