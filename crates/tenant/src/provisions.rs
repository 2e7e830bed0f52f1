//! provisions.toml: the special cases that the plan grants.

use crate::book::Read;
use crate::reader::{Group, Table, group, record};
use teukgu_domain::provision::{GrantedProvision, Ordinance};

/// The file.
pub(crate) const FILE: &str = "provisions.toml";

pub(crate) fn read(root: &Table<'_>) -> Group<GrantedProvision> {
    group(root, "provision", provision)
}

fn provision(table: &Table<'_>, order: u32) -> Read<GrantedProvision> {
    record!(table => GrantedProvision {
        id: table.id(),
        name: table.text("name"),
        act_article: table.text("act_article"),
        base_statute: table.text("base_statute"),
        otherwise: table.text("otherwise"),
        gives: table.text("gives"),
        force: table.word("force"),
        for_whom: table.text("for_whom"),
        authority: table.text("authority"),
        papers: table.texts("papers"),
        clock: table.text("clock"),
        limits: table.text("limits"),
        needs_ordinance: table.flag("needs_ordinance"),
        ordinance: ordinance(table),
        scope: table.opt("scope", |item| item.each(|item| item.raw()?.cited())),
        granted: table.term(),
        checked_on: table.date("checked_on"),
        order: Ok(order),
        provenance: table.provenance(),
    })
}

fn ordinance(table: &Table<'_>) -> Read<Option<Ordinance>> {
    let Some(table) = table.opt_table("ordinance")? else { return Ok(None) };
    let (name, term) = (table.text("name"), table.term());
    table.finish()?;
    Ok(Some(Ordinance { name: name?, term: term? }))
}
