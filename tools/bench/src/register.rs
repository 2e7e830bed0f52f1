//! A register against zones: places in the grid, and findings beside the interpreter.

mod grid;
mod interpreter;
mod trees;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use teukgu_codes::ksic::Ksic;
use teukgu_domain::fault::Fault;
use teukgu_register::generate::{Generator, Recipe};
use teukgu_register::zone::Zone;

use crate::report::Report;

/// Seed of the made-up registers.
const SEED: u64 = 20_241_128;

/// Measures with the zones, the law and the lists of the repository, and with the many zones of a file.
pub(crate) fn measure(root: &Path, many: &Path) -> Result<Report> {
    let mut report = Report::default();
    let tables = Tables::read(root)?;
    let zones = zones(&root.join("data/register/zones.geojson"))?;
    grid::measure(&tables.generator()?, &zones, &self::zones(many)?, &mut report)?;
    interpreter::measure(root, &tables, zones, &mut report)?;
    Ok(report)
}

/// What made-up registers are drawn from.
struct Tables {
    municipalities: String,
    sections: String,
    places: String,
    ksic: Ksic,
}

impl Tables {
    fn read(root: &Path) -> Result<Self> {
        let text = |path: &str| read_text(&root.join("data").join(path));
        Ok(Self {
            municipalities: text("register/sgg_weights.csv")?,
            sections: text("register/section_weights.csv")?,
            places: text("register/places.csv")?,
            ksic: Ksic::parse(&text("codes/ksic.csv")?)?,
        })
    }

    fn generator(&self) -> Result<Generator> {
        let Self { municipalities, sections, places, ksic } = self;
        Generator::new(&Recipe { municipalities, sections, places, ksic }).map_err(first)
    }
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn zones(path: &Path) -> Result<Vec<Zone>> {
    Ok(Zone::read_all(&path.display().to_string(), &read_text(path)?).map_err(first)?.zones)
}

#[expect(clippy::needless_pass_by_value, reason = "an error is handed over")]
fn first(faults: Vec<Fault>) -> anyhow::Error {
    let line = faults.first().map(|fault| format!("{}:{}: {}", fault.file, fault.line, fault.message.en));
    anyhow!(line.unwrap_or_else(|| "a fault without a name".to_owned()))
}
