//! Writes many rows with few statements: each one costs a turn of the thread that owns the connection.

use crate::batch::{Document, Pending};
use crate::error::StoreError;
use crate::fault::while_doing;
use crate::rows::place;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection};
use std::sync::LazyLock;
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{Hash, KeptEntry, NodeId};

/// Rows of the largest statement; what is left over takes statements of half as many, and so on.
const MOST: usize = 64;

/// The statements of one table, for 64, 32, 16 … 1 rows, each prepared once a connection.
struct Statements {
    begin: &'static str,
    columns: usize,
    end: &'static str,
    texts: LazyLock<Vec<(usize, &'static str)>>,
}

macro_rules! statements {
    ($name:ident: $begin:literal, $columns:literal columns, $end:literal) => {
        static $name: Statements = Statements {
            begin: $begin,
            columns: $columns,
            end: $end,
            texts: LazyLock::new(|| texts(&$name)),
        };
    };
}

statements!(ENTRIES: "INSERT INTO entry \
    (zone, seq, kind, actor, at_us, payload_version, salt, payload, payload_hash, leaf) VALUES ", 9 columns, "");

statements!(NOUNS: "INSERT INTO view_noun (zone, kind, key, seq, document_version, document, \
    state, owner, assignee, parent, sort, search) VALUES ",
    11 columns, " ON CONFLICT (zone, kind, key) DO UPDATE SET seq = excluded.seq, \
    document_version = excluded.document_version, document = excluded.document, state = excluded.state, \
    owner = excluded.owner, assignee = excluded.assignee, parent = excluded.parent, sort = excluded.sort, \
    search = excluded.search");

// As the table was before lists; what an older schema holds has no facets.
statements!(NOUNS_BEFORE_LISTS: "INSERT INTO view_noun (zone, kind, key, seq, document_version, document) VALUES ",
    5 columns, " ON CONFLICT (zone, kind, key) DO UPDATE SET seq = excluded.seq, \
    document_version = excluded.document_version, document = excluded.document");

statements!(NODES: "INSERT INTO tree_node (zone, level, place, hash) VALUES ", 3 columns, "");

/// Writes out the statements of a table: the zone is `$1` in every row.
fn texts(table: &Statements) -> Vec<(usize, &'static str)> {
    let row = |row: usize| {
        let columns = (0..table.columns).map(|column| format!(", ${}", 2 + row * table.columns + column));
        format!("($1{})", columns.collect::<String>())
    };
    let text = |rows: usize| {
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("{}{}{}", table.begin, rows.join(", "), table.end)
    };
    let sizes = std::iter::successors(Some(MOST), |size| (*size > 1).then_some(size / 2));
    // There are seven for each of four, and they live as long as the program.
    sizes.map(|size| (size, &*text(size).leak())).collect()
}

type Row<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Runs the statements that together write all rows.
async fn write<'q, T>(
    connection: &mut SqliteConnection,
    table: &'static Statements,
    zone: &'q ZoneId,
    mut rows: &'q [T],
    bind: impl Fn(Row<'q>, &'q T) -> Row<'q>,
) -> sqlx::Result<()> {
    for (size, text) in table.texts.iter() {
        while rows.len() >= *size {
            let (now, later) = rows.split_at(*size);
            let query = now.iter().fold(sqlx::query(*text).bind(zone.as_str()), &bind);
            query.execute(&mut *connection).await?;
            rows = later;
        }
    }
    Ok(())
}

/// Writes new entries.
pub(super) async fn entries(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    pending: &Pending,
) -> Result<(), StoreError> {
    let written = write(connection, &ENTRIES, zone, &pending.entries, bind_entry).await;
    written.map_err(while_doing("adding entries"))
}

fn bind_entry<'q>(query: Row<'q>, (kept, leaf): &'q (KeptEntry, Hash)) -> Row<'q> {
    let KeptEntry { header, payload } = kept;
    query
        .bind(place(header.seq))
        .bind(&header.kind)
        .bind(&header.actor)
        .bind(header.at_us)
        .bind(i64::from(header.payload_version))
        .bind(payload.as_ref().map(|payload| payload.salt.0.as_slice()))
        .bind(payload.as_ref().map(|payload| payload.bytes.as_slice()))
        .bind(header.payload_hash.as_bytes().as_slice())
        .bind(leaf.as_bytes().as_slice())
}

type Noun<'a> = (NounKind, &'a str, &'a Document);

/// Writes how nouns stand; those that left are removed elsewhere.
pub(super) async fn nouns(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    pending: &Pending,
) -> Result<(), StoreError> {
    let set = set(pending);
    write(connection, &NOUNS, zone, &set, bind_noun).await.map_err(while_doing("folding a view"))
}

/// Writes the same into the table as it was before lists.
pub(super) async fn nouns_before_lists(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    pending: &Pending,
) -> Result<(), StoreError> {
    let set = set(pending);
    let written = write(connection, &NOUNS_BEFORE_LISTS, zone, &set, bind_document).await;
    written.map_err(while_doing("folding a view"))
}

fn set(pending: &Pending) -> Vec<Noun<'_>> {
    let nouns = pending.nouns.iter();
    nouns.filter_map(|((noun, key), document)| Some((*noun, key.as_str(), document.as_ref()?))).collect()
}

fn bind_document<'q>(query: Row<'q>, (noun, key, document): &'q Noun<'q>) -> Row<'q> {
    query
        .bind(noun.key())
        .bind(*key)
        .bind(place(document.seq))
        .bind(i64::from(document.version))
        .bind(&document.text)
}

fn bind_noun<'q>(query: Row<'q>, noun: &'q Noun<'q>) -> Row<'q> {
    let facets = noun.2.facets.as_ref();
    bind_document(query, noun)
        .bind(facets.map(|facets| facets.state.as_str()))
        .bind(facets.and_then(|facets| facets.owner.as_deref()))
        .bind(facets.and_then(|facets| facets.assignee.as_deref()))
        .bind(facets.and_then(|facets| facets.parent.as_deref()))
        .bind(facets.map(|facets| facets.sort))
        .bind(facets.map(|facets| facets.search.as_str()))
}

/// Writes nodes that are complete.
pub(super) async fn nodes(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    pending: &Pending,
) -> Result<(), StoreError> {
    let written = write(connection, &NODES, zone, &pending.nodes, bind_node).await;
    written.map_err(while_doing("adding nodes of the tree"))
}

fn bind_node<'q>(query: Row<'q>, (id, hash): &'q (NodeId, Hash)) -> Row<'q> {
    query.bind(i64::from(id.level)).bind(place(id.index)).bind(hash.as_bytes().as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_has_a_place_for_every_value() {
        let (size, text) = NODES.texts[5];
        assert_eq!(size, 2);
        assert!(text.ends_with("VALUES ($1, $2, $3, $4), ($1, $5, $6, $7)"), "{text}");
        for table in [&ENTRIES, &NOUNS, &NOUNS_BEFORE_LISTS, &NODES] {
            let sizes: Vec<usize> = table.texts.iter().map(|(size, _)| *size).collect();
            assert_eq!(sizes, [64, 32, 16, 8, 4, 2, 1]);
            let last = format!("${}", 1 + 64 * table.columns);
            assert!(table.texts[0].1.contains(&last), "{last}");
        }
    }
}
