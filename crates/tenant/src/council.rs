//! council.toml: the operating committee and the dedicated agency.

use crate::book::Read;
use crate::reader::{Table, record};
use teukgu_domain::governance::{Agency, CommitteeMember, OperatingCommittee};

/// The file.
pub(crate) const FILE: &str = "council.toml";

/// What council.toml says; a zone may have neither.
#[derive(Default)]
pub(crate) struct CouncilFile {
    pub(crate) committee: Option<OperatingCommittee>,
    pub(crate) agency: Option<Agency>,
}

pub(crate) fn read(root: &Table<'_>) -> CouncilFile {
    CouncilFile {
        committee: root.opt_table("committee").ok().flatten().and_then(|table| committee(&table).ok()),
        agency: root.opt_table("agency").ok().flatten().and_then(|table| agency(&table).ok()),
    }
}

fn committee(table: &Table<'_>) -> Read<OperatingCommittee> {
    record!(table => OperatingCommittee {
        name: table.text("name"),
        role: table.text("role"),
        launched_on: table.opt_date("launched_on"),
        members: table.each("member", member),
        provenance: table.provenance(),
    })
}

fn member(table: &Table<'_>) -> Read<CommitteeMember> {
    record!(table => CommitteeMember {
        name: table.text("name"),
        organisation: table.opt("organisation", |item| item.raw()?.cited()),
    })
}

fn agency(table: &Table<'_>) -> Read<Agency> {
    record!(table => Agency {
        name: table.text("name"),
        role: table.text("role"),
        provenance: table.provenance(),
    })
}
