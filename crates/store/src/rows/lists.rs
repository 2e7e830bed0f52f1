//! Rows of nouns of which there may be very many.

use crate::record::NounRow;
use teukgu_domain::facets::Facets;

/// Kind, key, version and bytes of a noun.
pub(crate) type PlainNoun = (String, String, i64, String);

/// The same with state, owner, assignee, parent, order and words.
pub(crate) type FacetedNoun = (
    String,
    String,
    i64,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i64>,
    Option<String>,
);

/// Reads a row of the view without its facets.
pub(crate) fn plain_noun((kind, key, document_version, document): PlainNoun) -> NounRow {
    NounRow { kind, key, document_version, document, facets: None }
}

/// Reads a row of the view with its facets.
pub(crate) fn faceted_noun(row: FacetedNoun) -> NounRow {
    let (kind, key, document_version, document, state, owner, assignee, parent, sort, search) = row;
    let facets = state.map(|state| Facets {
        state,
        owner,
        assignee,
        parent,
        sort: sort.unwrap_or_default(),
        search: search.unwrap_or_default(),
    });
    NounRow { kind, key, document_version, document, facets }
}

macro_rules! list_rows {
    ($database:ident, $connection:ident) => {
        use crate::listing::{Bound, Facet, Listing, Statement, Tally};
        use sqlx::{Arguments, AssertSqlSafe};

        fn arguments(values: Vec<Bound>) -> sqlx::Result<<$database as sqlx::Database>::Arguments> {
            let mut arguments = <$database as sqlx::Database>::Arguments::default();
            for value in values {
                let added = match value {
                    Bound::Text(text) => arguments.add(text),
                    Bound::Number(number) => arguments.add(number),
                };
                added.map_err(sqlx::Error::Encode)?;
            }
            Ok(arguments)
        }

        /// Reads a list.
        pub(super) async fn list(
            from: &mut $connection,
            zone: &ZoneId,
            listing: &Listing,
        ) -> Result<Vec<NounRow>, StoreError> {
            let Statement { text, values } = Statement::list(zone.as_str(), listing);
            let arguments = arguments(values).map_err(while_doing("reading a list"))?;
            let query = sqlx::query_as_with::<$database, rows::PlainNoun, _>(AssertSqlSafe(text), arguments);
            let rows = query.fetch_all(from).await.map_err(while_doing("reading a list"))?;
            Ok(rows.into_iter().map(rows::plain_noun).collect())
        }

        /// Counts a list.
        pub(super) async fn count(
            from: &mut $connection,
            zone: &ZoneId,
            listing: &Listing,
        ) -> Result<u64, StoreError> {
            let Statement { text, values } = Statement::count(zone.as_str(), listing);
            let arguments = arguments(values).map_err(while_doing("counting a list"))?;
            let query = sqlx::query_scalar_with::<$database, i64, _>(AssertSqlSafe(text), arguments);
            let count = query.fetch_one(from).await.map_err(while_doing("counting a list"))?;
            Ok(count.unsigned_abs())
        }

        /// Counts a list by a facet, and what of it is ordered before a mark.
        pub(super) async fn tally(
            from: &mut $connection,
            zone: &ZoneId,
            listing: &Listing,
            by: Facet,
            mark: i64,
        ) -> Result<Vec<Tally>, StoreError> {
            let Statement { text, values } = Statement::tally(zone.as_str(), listing, by, mark);
            let arguments = arguments(values).map_err(while_doing("counting a list"))?;
            let query = sqlx::query_as_with::<$database, (Option<String>, i64, i64), _>(
                AssertSqlSafe(text),
                arguments,
            );
            let rows = query.fetch_all(from).await.map_err(while_doing("counting a list"))?;
            // Databases differ in where they put what has no value.
            let tally = |(of, count, before): (Option<String>, i64, i64)| Tally {
                of,
                count: count.unsigned_abs(),
                before: before.unsigned_abs(),
            };
            let mut rows: Vec<_> = rows.into_iter().map(tally).filter(|one| one.count > 0).collect();
            rows.sort();
            Ok(rows)
        }
    };
}
pub(crate) use list_rows;
