//! The result of a screening (심사 결과) as another tool writes it: a row for each establishment, zone and provision.
//!
//! | column | holds |
//! | --- | --- |
//! | `establishment` | id in the register |
//! | `name` | name, or nothing |
//! | `zone` | id of the zone |
//! | `border` | true exactly on the border |
//! | `provision` | id in the law folder |
//! | `verdict` | `met`, `not_met`, `unknown` or `not_in_force` |
//! | `deciding` | id of the part of the provision that decided first, or nothing |
//! | `on` | day that was screened for |
//! | `illustrative` | true if the establishment is made up |
//!
//! In Parquet the schema is flat; texts are byte arrays in UTF-8, days are `DATE`, yes and no are `BOOLEAN`, and pages
//! are packed with SNAPPY or not at all. In CSV the names stand in the first line, and an empty field is nothing.
//! Other columns may stand beside them.

mod gather;
mod pages;
mod parquet;
mod text;

pub(super) use gather::{Gathered, Held};

use super::LARGEST_FILE;
use super::kind::Kind;
use super::notes::{Notes, whole};
use gather::Gathering;
use jiff::civil::Date;
use teukgu_domain::fault::Fault;

/// Names of the columns.
const COLUMNS: [&str; 9] =
    ["establishment", "name", "zone", "border", "provision", "verdict", "deciding", "on", "illustrative"];
/// Most rows of a result.
const MOST_ROWS: u64 = 5_000_000;
/// Most bytes of a text in a cell.
const LONGEST: usize = 2_000;

/// A row of a result.
#[derive(Clone, Copy, Debug)]
struct Row<'r> {
    /// Line of the file, or number of the row behind a head.
    line: usize,
    establishment: &'r str,
    name: Option<&'r str>,
    zone: &'r str,
    border: bool,
    provision: &'r str,
    verdict: &'r str,
    deciding: Option<&'r str>,
    on: Date,
    illustrative: bool,
}

/// Reads the result of a screening and keeps the rows of one zone.
///
/// # Errors
/// Every [`Fault`] that keeps it from being used: the first of each kind with their place, and how many there are.
pub(super) fn read(file: &str, bytes: &[u8], held: &Held<'_>) -> Result<Gathered, Vec<Fault>> {
    if bytes.is_empty() {
        return Err(whole(file, &Kind::Empty {}));
    }
    if bytes.len() > LARGEST_FILE {
        return Err(whole(file, &Kind::TooLarge { bytes: bytes.len(), most: LARGEST_FILE }));
    }
    let mut gathering = Gathering::new(held, Notes::new(file));
    if parquet::is_parquet(bytes) {
        parquet::read(file, bytes, &mut gathering)?;
    } else {
        text::read(file, bytes, &mut gathering)?;
    }
    gathering.end()
}

/// Says that a result has too many rows.
fn too_many_rows() -> Kind {
    Kind::TooMany {
        ko: format!("{MOST_ROWS}줄 초과"),
        en: format!("more than {MOST_ROWS} rows"),
        most: MOST_ROWS,
    }
}

/// Cuts a text for a message.
fn shown(text: &str) -> String {
    /// Letters of a cell that a message quotes.
    const QUOTED: usize = 60;
    text.chars().take(QUOTED).collect()
}
