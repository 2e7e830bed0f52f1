//! claims.toml: published figures.

use crate::book::{Book, Read};
use crate::kind::FaultKind;
use crate::reader::{Group, Table, group, record};
use teukgu_domain::claim::{Claim, Quantity, Unit};
use teukgu_domain::money::Won;

/// The file.
pub(crate) const FILE: &str = "claims.toml";

pub(crate) fn read(root: &Table<'_>, book: &Book) -> Group<Claim> {
    group(root, "claim", |table, order| claim(table, order, book))
}

fn claim(table: &Table<'_>, order: u32, book: &Book) -> Read<Claim> {
    let claim = record!(table => Claim {
        id: table.id(),
        title: table.text("title"),
        topic: table.word("topic"),
        value: quantity(table),
        as_printed: table.string("as_printed"),
        correction: table.opt_text("correction"),
        said_by: table.text("said_by"),
        said_on: table.date("said_on"),
        period: table.opt_term_of("period_from", "period_until"),
        note: table.text("note"),
        leading: table.flag("leading"),
        order: Ok(order),
        provenance: table.provenance(),
    })?;
    if let Some((printed, value)) = differs(&claim) {
        book.report(&table.marks().at("as_printed"), &FaultKind::PrintedDiffers { printed, value });
    }
    Ok(claim)
}

fn quantity(table: &Table<'_>) -> Read<Quantity> {
    let unit = table.word("unit");
    let amount = table.req("value", |item| match unit {
        Ok(Unit::Won) => item.won().map(Won::won),
        Ok(_) => item.whole(0, i64::MAX),
        Err(told) => Err(told),
    });
    let firmness = table.word("firmness");
    Ok(Quantity { amount: amount?, unit: unit?, firmness: firmness? })
}

/// Finds an amount that is printed otherwise than it is meant, with no word about why.
fn differs(claim: &Claim) -> Option<(Won, Won)> {
    if claim.value.unit != Unit::Won || claim.correction.is_some() {
        return None;
    }
    let printed = Won::parse_printed(&claim.as_printed).ok()?;
    let value = Won::new(claim.value.amount);
    (printed != value).then_some((printed, value))
}
