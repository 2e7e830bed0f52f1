//! zone.toml: the zone, its designation and what its boundary drawing must be.

use crate::book::{Book, CodeList, Place, Read};
use crate::kind::FaultKind;
use crate::reader::{Item, Marks, Record, Table, record};
use teukgu_domain::boundary::Crs;
use teukgu_domain::provenance::Provenance;
use teukgu_domain::text::Text;
use teukgu_domain::zone::{Designation, Industry, LegalBasis, Municipality, PublicNotice, Zone};

/// The file.
pub(crate) const FILE: &str = "zone.toml";
/// How many percent a drawing may differ from the stated area if the folder does not say.
const AREA_TOLERANCE_PERCENT: i64 = 5;
/// No designation is larger than the country: 100,000 km².
pub(crate) const MOST_M2: i64 = 100_000_000_000;

/// What zone.toml says.
#[derive(Default)]
pub(crate) struct ZoneFile {
    pub(crate) zone: Option<Record<Zone>>,
    pub(crate) boundary: Option<Record<Drawing>>,
}

/// What zone.toml says about the boundary drawing.
pub(crate) struct Drawing {
    pub(crate) file: String,
    pub(crate) crs: Crs,
    pub(crate) stated_area_m2: Option<i64>,
    pub(crate) stated_area_note: Option<Text>,
    pub(crate) tolerance_percent: i64,
    pub(crate) provenance: Provenance,
}

pub(crate) fn read(root: &Table<'_>, book: &Book) -> ZoneFile {
    let boundary = root.table("boundary").ok().and_then(|table| marked(drawing(&table), table.marks()));
    ZoneFile { zone: marked(zone(root, book), root.marks()), boundary }
}

fn marked<T>(noun: Read<T>, marks: Marks) -> Option<Record<T>> {
    noun.ok().map(|noun| Record { noun, marks })
}

fn zone(root: &Table<'_>, book: &Book) -> Read<Zone> {
    record!(root => Zone {
        id: root.id(),
        name: root.text("name"),
        short_name: root.text("short_name"),
        summary: root.text("summary"),
        official: root.flag("official"),
        place: root.text("place"),
        municipality: root.table("municipality").and_then(|table| municipality(&table)),
        designation: root.table("designation").and_then(|table| designation(&table, book)),
        term: root.table("term").and_then(|table| whole_term(&table)),
        legal_bases: root.each("legal_basis", legal_basis),
        legal_dongs: root.codes("legal_dongs", CodeList::Dong),
        industries: root.each("industry", industry),
        provenance: root.provenance(),
    })
}

fn whole_term(table: &Table<'_>) -> Read<teukgu_domain::date::Term> {
    let term = table.term();
    table.finish()?;
    term
}

fn municipality(table: &Table<'_>) -> Read<Municipality> {
    record!(table => Municipality {
        name: table.text("name"),
        code: table.opt_string("code"),
        website: table.opt_string("website"),
    })
}

fn designation(table: &Table<'_>, book: &Book) -> Read<Designation> {
    let designation = record!(table => Designation {
        decided_by: table.text("decided_by"),
        authority: table.text("authority"),
        resolved_on: table.date("resolved_on"),
        announced_on: table.opt_date("announced_on"),
        notice: notice(table),
        notice_note: table.opt_text("notice_note"),
    })?;
    if let Some(announced) = designation.announced_on.filter(|day| *day < designation.resolved_on) {
        let (resolved, announced) = (designation.resolved_on.to_string(), announced.to_string());
        let place: Place = table.marks().at("resolved_on");
        book.report(&place, &FaultKind::ResolvedLate { resolved, announced });
    }
    Ok(designation)
}

fn notice(table: &Table<'_>) -> Read<Option<PublicNotice>> {
    let Some(table) = table.opt_table("notice")? else { return Ok(None) };
    let notice = record!(table => PublicNotice {
        number: table.string("number"),
        gazetted_on: table.date("gazetted_on"),
    });
    notice.map(Some)
}

fn legal_basis(table: &Table<'_>) -> Read<LegalBasis> {
    record!(table => LegalBasis {
        citation: table.text("citation"),
        says: table.text("says"),
        checked_on: table.date("checked_on"),
        provenance: table.provenance(),
    })
}

fn industry(table: &Table<'_>) -> Read<Industry> {
    record!(table => Industry {
        ksic: table.code("ksic", CodeList::IndustryClass),
        tier: table.word("tier"),
        reason: table.text("reason"),
    })
}

fn drawing(table: &Table<'_>) -> Read<Drawing> {
    record!(table => Drawing {
        file: table.string("file"),
        crs: table.crs("crs"),
        stated_area_m2: table.opt("stated_area_m2", |item| item.whole(1, MOST_M2)),
        stated_area_note: table.opt_text("stated_area_note"),
        tolerance_percent: table.or("area_tolerance_percent", AREA_TOLERANCE_PERCENT, tolerance),
        provenance: table.provenance(),
    })
}

fn tolerance(item: Item<'_>) -> Read<i64> {
    item.whole(0, 100)
}
