//! The tables that are built in, and those of a folder.

use crate::failure::{Blame, Failure};
use crate::{builtin, folder};
use std::collections::BTreeMap;
use std::path::Path;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::effect::Tables;
use teukgu_office::effect::model::{Concordance, Table};

/// File of a table's folder that leads from industries to its sectors.
const CONCORDANCE: &str = "concordance.csv";

/// Files of a table by their names.
type Files = BTreeMap<String, Vec<u8>>;

/// Reads the built-in tables and those of a folder; one of the folder stands in for a built-in one of the same id.
pub(crate) fn tables(dir: Option<&Path>, lang: Lang) -> Result<Tables, Failure> {
    let mut tables = Vec::new();
    let built_in = concordance("tables", builtin::concordance(), lang)?;
    let mut concordances = vec![(builtin::CONCORDANCE_OF.to_owned(), built_in)];
    for (name, files) in builtin::tables() {
        tables.push(read(&format!("tables/{name}"), &files, lang)?);
    }
    for (name, mut files) in dir.map(folders).transpose()?.unwrap_or_default() {
        let industries = files.remove(CONCORDANCE);
        let table = read(&name, &files, lang)?;
        tables.retain(|one: &Table| one.about().id != table.about().id);
        if let Some(industries) = industries {
            concordances.push((table.about().id.clone(), concordance(&name, &industries, lang)?));
        }
        tables.push(table);
    }
    let tables = Tables::new(tables);
    Ok(concordances.into_iter().fold(tables, |tables, (id, leads)| tables.with_concordance(&id, leads)))
}

fn concordance(shown: &str, bytes: &[u8], lang: Lang) -> Result<Concordance, Failure> {
    teukgu_tables::concordance(&String::from_utf8_lossy(bytes)).map_err(|fault| unread(shown, fault, lang))
}

fn read(shown: &str, files: &Files, lang: Lang) -> Result<Table, Failure> {
    teukgu_tables::read(files).map_err(|fault| unread(shown, fault, lang))
}

fn unread(shown: &str, fault: Fault, lang: Lang) -> Failure {
    eprintln!("{}", folder::line(shown, &fault, lang));
    Failure {
        blame: Blame::Faults,
        message: Text::new(
            format!("`{shown}`: 결함이 있어 표를 쓰지 않았습니다"),
            format!("`{shown}`: the table has a fault and was not taken"),
        ),
        help: Some(fault.help),
    }
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
