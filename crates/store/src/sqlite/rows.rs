//! Rows of SQLite.

crate::rows::rows!(Sqlite, SqliteConnection);
crate::rows::list_rows!(Sqlite, SqliteConnection);
crate::rows::shelf_rows!(Sqlite, SqliteConnection);
