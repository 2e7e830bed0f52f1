//! operators.toml: who carries the programmes out.

use crate::book::Read;
use crate::reader::{Group, Table, group, record};
use teukgu_domain::operator::Operator;

/// The file.
pub(crate) const FILE: &str = "operators.toml";

pub(crate) fn read(root: &Table<'_>) -> Group<Operator> {
    group(root, "operator", operator)
}

fn operator(table: &Table<'_>, order: u32) -> Read<Operator> {
    record!(table => Operator {
        id: table.id(),
        name: table.text("name"),
        kind: table.word("kind"),
        role: table.text("role"),
        term: table.term(),
        order: Ok(order),
        provenance: table.provenance(),
    })
}
