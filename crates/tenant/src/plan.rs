//! plan.toml: the versions of the zone plan.

use crate::book::Read;
use crate::reader::{Group, Table, group, record};
use teukgu_domain::plan::PlanVersion;

/// The file.
pub(crate) const FILE: &str = "plan.toml";

pub(crate) fn read(root: &Table<'_>) -> Group<PlanVersion> {
    group(root, "version", |table, _| version(table))
}

fn version(table: &Table<'_>) -> Read<PlanVersion> {
    record!(table => PlanVersion {
        id: table.id(),
        title: table.text("title"),
        in_force: table.term(),
        period: table.term_of("period_from", "period_until"),
        budget: table.won("budget"),
        note: table.opt_text("note"),
        provenance: table.provenance(),
    })
}
