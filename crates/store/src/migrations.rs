//! The schema, built up by numbered migrations that stand in the program.

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

macro_rules! migrations {
    ($($version:literal $name:literal;)*) => {
        const MIGRATIONS: &[(u32, &str, &str)] = &[
            $(($version, $name, include_str!(concat!("../migrations/sqlite/", $name, ".sql"))),)*
        ];
    };
}

migrations! {
    1 "0001_entry";
    2 "0002_view_noun";
    3 "0003_entry_is_never_changed";
    4 "0004_entry_is_never_removed";
    5 "0005_draft";
    6 "0006_draft_by_age";
}

/// Newest version of the schema that this program knows: the number of the last migration.
pub const SCHEMA_VERSION: u32 = {
    let (version, _, _) = MIGRATIONS[MIGRATIONS.len() - 1];
    version
};

/// Returns what brings a SQLite database to [`SCHEMA_VERSION`].
pub(crate) fn sqlite() -> Migrator {
    let list = MIGRATIONS.iter().map(|(version, name, sql)| {
        let sql = SqlStr::from_static(sql);
        Migration::new(i64::from(*version), (*name).into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(list.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_numbered_without_a_gap() {
        for (expected, (version, name, sql)) in (1..).zip(MIGRATIONS) {
            assert_eq!(*version, expected);
            assert!(name.starts_with(&format!("{version:04}_")), "{name}");
            assert!(!sql.trim().is_empty(), "{name}");
        }
    }
}
