//! sites.toml: facilities, sites to develop, and counts of firms.

use crate::book::Read;
use crate::reader::{FIRST_YEAR, Group, Item, LAST_YEAR, Table, group, record};
use crate::zone::MOST_M2;
use teukgu_domain::entry::NounKind;
use teukgu_domain::site::{FirmCount, SiteYear, SupplySite};

/// The file.
pub(crate) const FILE: &str = "sites.toml";
/// More firms than the country has.
const MOST_FIRMS: i64 = 100_000_000;

/// What sites.toml says.
#[derive(Default)]
pub(crate) struct SiteFile {
    pub(crate) sites: Group<SupplySite>,
    pub(crate) firms: Group<FirmCount>,
}

pub(crate) fn read(root: &Table<'_>) -> SiteFile {
    SiteFile { sites: group(root, "site", site), firms: group(root, "firms", |table, _| firms(table)) }
}

fn site(table: &Table<'_>, order: u32) -> Read<SupplySite> {
    let place = table.position();
    record!(table => SupplySite {
        id: table.id(),
        name: table.text("name"),
        summary: table.text("summary"),
        status: table.word("status"),
        address: table.opt_string("address"),
        years: table.each("year", year),
        floor_area_m2: table.opt("floor_area_m2", |item| item.whole(1, MOST_M2)),
        position: place.map(|(position, _)| position),
        position_error_m: place.map(|(_, error)| error),
        order: Ok(order),
        provenance: table.provenance(),
    })
}

fn year(table: &Table<'_>) -> Read<SiteYear> {
    record!(table => SiteYear { year: table.req("year", whole_year), event: table.text("event") })
}

fn whole_year(item: Item<'_>) -> Read<i16> {
    item.whole(FIRST_YEAR, LAST_YEAR)
}

/// Reads a count; one day has at most one count and one goal.
fn firms(table: &Table<'_>) -> Read<FirmCount> {
    let count = record!(table => FirmCount {
        on: table.date("on"),
        firms: table.req("firms", |item| item.whole(0, MOST_FIRMS)),
        goal: table.flag("goal"),
        scope: table.text("scope"),
        provenance: table.provenance(),
    })?;
    let sort = if count.goal { "goal" } else { "count" };
    table.declare(NounKind::FirmCount, &format!("{}-{sort}", count.on), "on");
    Ok(count)
}
