//! The schema, built up by numbered migrations that stand in the program.

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

type Numbered = (u32, &'static str, &'static str);

macro_rules! migrations {
    ($list:ident in $folder:literal: $($version:literal $name:literal;)*) => {
        const $list: &[Numbered] = &[
            $(($version, $name, include_str!(concat!("../migrations/", $folder, "/", $name, ".sql"))),)*
        ];
    };
}

migrations! { SQLITE in "sqlite":
    1 "0001_entry";
    2 "0002_view_noun";
    3 "0003_entry_is_never_changed";
    4 "0004_entry_is_never_removed";
    5 "0005_draft";
    6 "0006_draft_by_age";
    7 "0007_entry_before_tree";
    8 "0008_entry_with_leaf";
    9 "0009_views_of_the_tree";
    10 "0010_one_table_of_entries";
    11 "0011_lists_and_beside";
    12 "0012_lists_are_counted";
}

// PostgreSQL came with version 10; from there on both have the same numbers and names.
migrations! { POSTGRES in "postgres":
    10 "0010_one_table_of_entries";
    11 "0011_lists_and_beside";
    12 "0012_lists_are_counted";
}

/// Newest version of the schema that this program knows: the number of the last migration.
pub const SCHEMA_VERSION: u32 = {
    let (version, _, _) = SQLITE[SQLITE.len() - 1];
    version
};

/// The version at which an older table of entries stands beside the new one, and has to be moved into it.
pub(crate) const BOTH_TABLES: u32 = 9;

/// Returns what brings a SQLite database to [`SCHEMA_VERSION`].
pub(crate) fn sqlite() -> Migrator {
    migrator(SQLITE.iter())
}

/// Returns what brings a PostgreSQL database to [`SCHEMA_VERSION`].
pub(crate) fn postgres() -> Migrator {
    migrator(POSTGRES.iter())
}

fn migrator<'a>(list: impl Iterator<Item = &'a Numbered>) -> Migrator {
    let one = |(version, name, sql): &Numbered| {
        let sql = SqlStr::from_static(sql);
        Migration::new(i64::from(*version), (*name).into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(list.map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_numbered_without_a_gap() {
        for (list, first) in [(SQLITE, 1), (POSTGRES, 10)] {
            for (expected, (version, name, sql)) in (first..).zip(list) {
                assert_eq!(*version, expected);
                assert!(name.starts_with(&format!("{version:04}_")), "{name}");
                assert!(!sql.trim().is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn both_databases_have_the_same_migrations_since_there_are_two() {
        let names = |list: &[Numbered]| {
            let shared = list.iter().filter(|(version, _, _)| *version >= 10);
            shared.map(|(version, name, _)| (*version, *name)).collect::<Vec<_>>()
        };
        assert_eq!(names(SQLITE), names(POSTGRES));
    }
}
