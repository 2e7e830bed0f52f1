//! The same columns and rules for engines outside Rust: raw bytes, and one description.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::date;
use serde_json::{Value as Json, json};

use teukgu_rules::compiled::{Compiled, Days};

use crate::columns::{Columns, Memory};
use crate::row;
use crate::single::counts;
use crate::six::{PROVISIONS, SIX, conditions, id, law};
use crate::text;

/// So many complete cases are asked one by one.
const TRACED: usize = 200;

/// Writes `NAME.values` and `NAME.known` of each column and `six.json` into a folder.
pub(crate) fn write(rows: usize, dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("cannot make `{}`", dir.display()))?;
    let columns = Columns::new(rows);
    for (fact, kept) in SIX.iter().zip(&columns.of) {
        let name = column(fact.id);
        fs::write(dir.join(format!("{name}.values")), little_endian(&kept.values))?;
        fs::write(dir.join(format!("{name}.known")), &kept.known)?;
    }
    let firms = row::rows(&columns, true)?;
    let compiled = Compiled::new(law()?, Days::on(date(2026, 3, 2)));
    let traced: Vec<_> = firms.iter().take(TRACED).cloned().collect();
    let complete = counts(&compiled, &traced)?;
    let firms: Vec<Vec<Option<i64>>> = firms.into_iter().map(|row| row.cells).collect();
    let description = json!({ "rows": rows, "facts": facts(), "provisions": provisions(), "firms": firms, "complete": complete });
    fs::write(dir.join("six.json"), description.to_string())?;
    Ok(())
}

/// Returns the name of the column of a fact.
fn column(id: &str) -> String {
    id.replace('.', "_")
}

fn facts() -> Vec<Json> {
    let fact = |fact: &crate::six::Fact| {
        let codes: Vec<String> = match fact.kind {
            crate::six::Kind::Code(codes) | crate::six::Kind::LongCode(codes) => {
                (0..codes).map(text::code).collect()
            }
            _ => Vec::new(),
        };
        json!({ "name": column(fact.id), "kind": fact.kind, "codes": codes })
    };
    SIX.iter().map(fact).collect()
}

fn provisions() -> Vec<Json> {
    let provision = |at: usize| {
        let conditions: Vec<Json> =
            conditions(at).into_iter().map(|(fact, test)| json!({ "fact": fact, "test": test })).collect();
        json!({ "id": id(at), "conditions": conditions })
    };
    (0..PROVISIONS).map(provision).collect()
}

fn little_endian(values: &Memory) -> Vec<u8> {
    match values {
        Memory::Bits(values) | Memory::U8(values) => values.clone(),
        Memory::U16(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Memory::I32(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Memory::I64(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
    }
}
