//! Rows of PostgreSQL.

crate::rows::rows!(Postgres, PgConnection);
crate::rows::list_rows!(Postgres, PgConnection);
crate::rows::shelf_rows!(Postgres, PgConnection);
