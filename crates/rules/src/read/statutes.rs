//! statutes/*.toml and authorities.toml.

use super::sheet::Table;
use crate::law::{Article, Authority, Statute, Validity};

/// Reads `from` and `to`.
pub(crate) fn validity(table: &Table<'_>) -> Option<Validity> {
    let (from, to) = (table.date("from"), table.opt_date("to"));
    let from = from?;
    match to {
        Some(to) if to <= from => {
            let item = table.opt("to")?;
            item.wrong("`from`보다 뒤의 날", "a day after `from`")
        }
        _ => Some(Validity { from, to }),
    }
}

pub(crate) fn statute(table: &Table<'_>) -> Option<Statute> {
    let (id, short_ko, name) = (table.string("id"), table.string("short_ko"), table.text("name"));
    let kinds = ["act", "decree", "rule", "ordinance", "notice"].map(|kind| (kind, ()));
    let kind = table.word("kind", &kinds);
    let (number, as_of) = (table.string("number"), table.date("as_of"));
    let (checked_on, source) = (table.date("checked_on"), table.string("source"));
    let articles = table.tables("article").iter().filter_map(article).collect();
    kind?;
    Some(Statute {
        id: id?,
        short_ko: short_ko?,
        name: name?,
        number: number?,
        as_of: as_of?,
        checked_on: checked_on?,
        source: source?,
        articles,
    })
}

fn article(table: &Table<'_>) -> Option<Article> {
    let (no, title, valid) = (table.string("no"), table.text("title"), validity(table));
    table.finish();
    Some(Article { no: no?, title: title?, valid: valid? })
}

pub(crate) fn authorities(table: &Table<'_>) -> Vec<Authority> {
    let read = |table: &Table<'_>| {
        let (name, valid) = (table.text("name"), validity(table));
        table.finish();
        Some(Authority { name: name?, valid: valid? })
    };
    table.tables("authority").iter().filter_map(read).collect()
}
