//! neighbours.toml: designations under another law.

use crate::book::{CodeList, Read};
use crate::reader::{Group, Table, group, record};
use crate::zone::MOST_M2;
use teukgu_domain::neighbour::Neighbour;

/// The file.
pub(crate) const FILE: &str = "neighbours.toml";

pub(crate) fn read(root: &Table<'_>) -> Group<Neighbour> {
    group(root, "neighbour", |table, _| neighbour(table))
}

fn neighbour(table: &Table<'_>) -> Read<Neighbour> {
    record!(table => Neighbour {
        id: table.id(),
        name: table.text("name"),
        kind: table.word("kind"),
        law: table.text("law"),
        authority: table.text("authority"),
        designated_on: table.opt_date("designated_on"),
        term: table.opt_term_of("from", "until"),
        area_m2: table.opt("area_m2", |item| item.whole(1, MOST_M2)),
        legal_dongs: table.codes("legal_dongs", CodeList::Dong),
        gives: table.texts("gives"),
        relation: table.text("relation"),
        unknown: table.text("unknown"),
        provenance: table.provenance(),
    })
}
