//! From what was typed to a brief.

use super::args::{Against, Columns};
use crate::failure::Failure;
use crate::job::{self, Brief, Named};
use crate::source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Reads what is screened against what.
pub(super) fn brief(against: &Against, columns: &Columns, register: &[PathBuf]) -> Result<Brief, Failure> {
    Ok(Brief {
        law: job::law_folder(&against.provisions)?,
        law_name: against.provisions.display().to_string(),
        zones: zones(&against.zones)?,
        only_zone: None,
        map: map(columns, register)?,
        provisions: against.provision.clone(),
        on: against.on,
        names: against.names,
    })
}

/// A brief of places alone.
pub(super) fn of_places(zones_of: &Path, columns: &Columns, register: &[PathBuf]) -> Result<Brief, Failure> {
    Ok(Brief {
        law: BTreeMap::new(),
        law_name: String::new(),
        zones: zones(zones_of)?,
        only_zone: None,
        map: map(columns, register)?,
        provisions: Vec::new(),
        on: jiff::civil::Date::ZERO,
        names: false,
    })
}

fn zones(path: &Path) -> Result<Named, Failure> {
    Ok(Named { name: path.display().to_string(), text: job::text(path)? })
}

/// Returns the map that was named, or that a prepared register was prepared with.
fn map(columns: &Columns, register: &[PathBuf]) -> Result<Named, Failure> {
    let prepared = match (&columns.columns, register) {
        (None, [only]) => source::notes_of(only),
        _ => None,
    };
    match prepared {
        Some(prepared) => Ok(Named { name: prepared.map_name, text: prepared.map }),
        None => job::map(columns.columns.as_deref()),
    }
}
