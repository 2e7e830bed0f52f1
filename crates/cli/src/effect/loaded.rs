//! The tables that are built in, and those of a folder.

use crate::failure::{Blame, Failure};
use crate::{builtin, folder};
use std::collections::BTreeMap;
use std::path::Path;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::effect::Tables;
use teukgu_office::effect::model::Table;

/// Files of a table by their names.
type Files = BTreeMap<String, Vec<u8>>;

/// Reads the built-in tables and those of a folder; one of the folder stands in for a built-in one of the same id.
pub(crate) fn tables(dir: Option<&Path>, lang: Lang) -> Result<Tables, Failure> {
    let mut tables = Vec::new();
    for (name, files) in builtin::tables() {
        tables.push(read(&format!("tables/{name}"), &files, lang)?);
    }
    for (name, files) in dir.map(folders).transpose()?.unwrap_or_default() {
        let table = read(&name, &files, lang)?;
        tables.retain(|one: &Table| one.about().id != table.about().id);
        tables.push(table);
    }
    Ok(Tables::new(tables))
}

fn read(shown: &str, files: &Files, lang: Lang) -> Result<Table, Failure> {
    teukgu_tables::read(files).map_err(|fault| {
        eprintln!("{}", folder::line(shown, &fault, lang));
        Failure {
            blame: Blame::Faults,
            message: Text::new(
                format!("`{shown}`: 결함이 있어 표를 쓰지 않았습니다"),
                format!("`{shown}`: the table has a fault and was not taken"),
            ),
            help: Some(fault.help),
        }
    })
}

/// Reads every folder of a folder that has a `table.toml`.
fn folders(dir: &Path) -> Result<Vec<(String, Files)>, Failure> {
    let unreadable = |error: std::io::Error| Failure::unreadable(dir, &error);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.join("table.toml").is_file() {
            found.push((path.display().to_string(), folder::files(&path)?));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}
