//! What is measured: who does which work on which file.

/// Who does the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Program {
    Ours,
    SedonaDb,
    DuckDb,
    GeoPandas,
    PostGis,
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Task {
    /// Establishments counted by zone.
    Places,
    /// The same with thousands of zones.
    ManyZones,
    /// Open establishments against zones and six provisions; a peer counts one fact instead.
    Screening,
    /// Six provisions by peers, from the SQL that we write for them.
    Script,
    /// The same with its findings written.
    Written,
    /// The same asked in SQL.
    Sql,
    /// The same against the one zone whose boundary was amended.
    OneZone,
}

/// In which order and form the register is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layout {
    /// Degrees in the order of numbers, as an office would hand it over.
    Delivered,
    /// Sorted by place: for us the prepared register, for others the same rows with degrees.
    Sorted,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Work {
    pub(super) task: Task,
    pub(super) program: Program,
    pub(super) layout: Layout,
    /// True if one thread does it; else there are as many as cores.
    pub(super) is_alone: bool,
}

use Layout::{Delivered, Sorted};
use Program::{DuckDb, GeoPandas, Ours, PostGis, SedonaDb};
use Task::{ManyZones, OneZone, Places, Screening, Script, Sql, Written};

/// Everything that a process of its own does, in the order of the table.
pub(super) const ALL: [Work; 21] = [
    work(Places, Ours, Delivered),
    work(Places, Ours, Sorted),
    alone(Places, Sorted),
    work(Places, SedonaDb, Delivered),
    work(Places, SedonaDb, Sorted),
    work(Places, DuckDb, Delivered),
    work(Places, GeoPandas, Delivered),
    work(ManyZones, Ours, Sorted),
    work(ManyZones, SedonaDb, Sorted),
    work(Screening, Ours, Delivered),
    work(Screening, Ours, Sorted),
    alone(Screening, Sorted),
    work(Screening, SedonaDb, Delivered),
    work(Screening, SedonaDb, Sorted),
    work(Screening, DuckDb, Delivered),
    work(Screening, GeoPandas, Delivered),
    work(Script, SedonaDb, Delivered),
    work(Script, DuckDb, Delivered),
    work(Written, Ours, Sorted),
    work(Sql, Ours, Sorted),
    work(OneZone, Ours, Sorted),
];

/// What a database does in which the register stands already.
pub(super) const IN_DATABASE: [Work; 2] =
    [work(Places, PostGis, Delivered), work(Screening, PostGis, Delivered)];

/// Returns a work that takes as many threads as there are cores.
pub(super) const fn work(task: Task, program: Program, layout: Layout) -> Work {
    Work { task, program, layout, is_alone: false }
}

/// Returns a work of ours with one thread.
pub(super) const fn alone(task: Task, layout: Layout) -> Work {
    Work { task, program: Ours, layout, is_alone: true }
}

impl Work {
    pub(super) fn is_ours(self) -> bool {
        self.program == Ours
    }

    /// Returns what we do in its place, which it is compared with.
    pub(super) const fn ours(self) -> Self {
        let task = if matches!(self.task, Script) { Screening } else { self.task };
        work(task, Ours, self.layout)
    }

    /// Names the work for people.
    pub(super) fn text(self) -> String {
        let what = match self.task {
            Places => "establishments by zone",
            ManyZones => "establishments by zone, 2,437 zones",
            Screening if self.is_ours() => "six provisions",
            Screening => "open establishments and one fact by zone",
            Script => "six provisions, from our SQL",
            Written => "six provisions, findings written",
            Sql => "six provisions, asked in SQL",
            OneZone => "six provisions, one zone amended",
        };
        let threads = if self.is_alone { ", one thread" } else { "" };
        format!("{what}{threads}")
    }

    /// Names the file for people.
    pub(super) const fn file(self) -> &'static str {
        match (self.program, self.layout) {
            (PostGis, _) => "in the database, indexed",
            (_, Delivered) => "as delivered",
            (Ours, Sorted) => "prepared",
            (_, Sorted) => "sorted",
        }
    }
}

impl Program {
    /// Names the program for people.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Ours => "teukgu-screen",
            SedonaDb => "SedonaDB",
            DuckDb => "DuckDB",
            GeoPandas => "GeoPandas",
            PostGis => "PostGIS",
        }
    }

    /// Names the program for the script of the peers.
    pub(super) const fn word(self) -> &'static str {
        match self {
            SedonaDb => "sedonadb",
            DuckDb => "duckdb",
            GeoPandas => "geopandas",
            Ours | PostGis => "",
        }
    }
}
