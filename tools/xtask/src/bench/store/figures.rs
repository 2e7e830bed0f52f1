//! Everything that a run has measured.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::load::{Answers, Work};

pub(super) const SYNCS: &str = "8 kB appended and synced, one thread";
pub(super) const SINGLE: &str = "SQLite, a row a commit, one thread of Python";
pub(super) const PGBENCH_16: &str = "pgbench, a row a commit, 16 clients";
pub(super) const PGBENCH_64: &str = "pgbench, a row a commit, 64 clients";

/// A server with its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    OursSqlite,
    OursPostgres,
    DjangoSqlite,
    DjangoPostgres,
}

impl Name {
    pub(super) const ALL: [Self; 4] =
        [Self::OursSqlite, Self::OursPostgres, Self::DjangoSqlite, Self::DjangoPostgres];

    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::OursSqlite => "store, SQLite",
            Self::OursPostgres => "store, PostgreSQL",
            Self::DjangoSqlite => "Django, SQLite",
            Self::DjangoPostgres => "Django, PostgreSQL",
        }
    }

    pub(super) const fn is_ours(self) -> bool {
        matches!(self, Self::OursSqlite | Self::OursPostgres)
    }

    pub(super) const fn is_postgres(self) -> bool {
        matches!(self, Self::OursPostgres | Self::DjangoPostgres)
    }

    /// Returns the Django server on the same database.
    pub(super) const fn peer(self) -> Self {
        if self.is_postgres() { Self::DjangoPostgres } else { Self::DjangoSqlite }
    }

    /// Returns true if the work is measured; what needs no database is measured once a side.
    pub(super) fn does(self, work: Work) -> bool {
        work != Work::Hello || !self.is_postgres()
    }
}

/// A server after its loads.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sides {
    /// Cases that it keeps.
    pub(super) kept: u64,
    /// Most memory that it has held.
    pub(super) peak_mib: f64,
    /// From its start to its first answer.
    pub(super) start_ms: f64,
}

/// Long records, and a server on the one of SQLite.
#[derive(Debug, Default)]
pub(super) struct LongRecord {
    /// Entries a second by database and chore.
    pub(super) figures: BTreeMap<String, f64>,
    pub(super) side: Sides,
}

/// Medians of a run.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) versions: String,
    /// Times a second, by what is done.
    pub(super) limits: BTreeMap<&'static str, f64>,
    pub(super) loads: BTreeMap<(Name, Work), Answers>,
    /// Reads alone, and right after that while others write.
    pub(super) among: BTreeMap<Name, [Answers; 2]>,
    /// Cases that SQLite was sent while others read: acknowledged, and refused or not answered.
    pub(super) among_reads: [u64; 2],
    pub(super) sides: BTreeMap<Name, Sides>,
    pub(super) long: LongRecord,
}

impl Figures {
    pub(super) fn load(&self, name: Name, work: Work) -> Result<Answers> {
        let found = self.loads.get(&(name, work)).copied();
        found.with_context(|| format!("{} was not measured", name.text()))
    }

    pub(super) fn among(&self, name: Name) -> Result<[Answers; 2]> {
        self.among.get(&name).copied().context("reads among writes were not measured")
    }

    pub(super) fn limit(&self, name: &str) -> Result<f64> {
        self.limits.get(name).copied().with_context(|| format!("`{name}` was not measured"))
    }
}
