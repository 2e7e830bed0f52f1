//! The versions of a provision side by side, with what differs said in words.

use super::cited;
use crate::page::Page;
use teukgu_domain::text::Text;
use teukgu_office::law::model::{Condition, Exception, Provision, Validity, Version};

/// A version as a column.
pub(super) struct Column<'a> {
    pub(super) id: &'a str,
    pub(super) standing: Standing,
    pub(super) days: String,
    pub(super) authority: &'a Text,
    pub(super) basis: String,
    pub(super) amended_by: Vec<&'a str>,
    /// What differs from the version before, one sentence each; `None` for the first.
    pub(super) differs: Option<Vec<String>>,
    pub(super) conditions: Vec<Clause<'a>>,
    pub(super) exceptions: Vec<Clause<'a>>,
}

/// A condition or an exception in a column.
pub(super) struct Clause<'a> {
    pub(super) text: &'a Text,
    /// True if it does not belong to every version.
    pub(super) is_limited: bool,
}

/// Where a version stands on the day of the page.
pub(super) struct Standing {
    pub(super) key: &'static str,
    pub(super) class: &'static str,
}

/// Makes a column of every version, oldest first.
pub(super) fn columns<'a>(p: &Page, provision: &'a Provision) -> Vec<Column<'a>> {
    let before = std::iter::once(None).chain(provision.versions.iter().map(Some));
    let pairs = before.zip(&provision.versions);
    pairs.map(|(before, version)| column(p, provision, before, version)).collect()
}

fn column<'a>(
    p: &Page,
    provision: &'a Provision,
    before: Option<&'a Version>,
    version: &'a Version,
) -> Column<'a> {
    let condition = |part: &'a Condition| Clause { text: &part.text, is_limited: !part.only.is_empty() };
    let exception = |part: &'a Exception| Clause { text: &part.text, is_limited: !part.only.is_empty() };
    Column {
        id: &version.id,
        standing: standing(p, &version.valid),
        days: days(p, &version.valid),
        authority: &version.authority,
        basis: cited(&version.cite),
        amended_by: version.cite.iter().filter_map(|cite| cite.amended_by.as_deref()).collect(),
        differs: before.map(|before| differs(p, provision, before, version)),
        conditions: provision.conditions_of(version).map(condition).collect(),
        exceptions: provision.exceptions_of(version).map(exception).collect(),
    }
}

fn standing(p: &Page, valid: &Validity) -> Standing {
    let (key, class) = match valid {
        valid if valid.contains(p.today) => ("law-version-now", "success"),
        valid if p.today < valid.from => ("law-version-later", "info"),
        _ => ("law-version-before", "neutral"),
    };
    Standing { key, class }
}

/// Writes days with the last one included, as statutes count.
pub(super) fn days(p: &Page, valid: &Validity) -> String {
    let from = p.day(&valid.from);
    match valid.to {
        Some(to) => p.t2("law-days-until", "from", from, "until", p.day(&to.yesterday().unwrap_or(to))),
        None => p.t1("law-days-from", "from", from),
    }
}

fn differs(p: &Page, provision: &Provision, before: &Version, version: &Version) -> Vec<String> {
    let mut all = Vec::new();
    if before.authority != version.authority {
        let (a, b) = (p.w(&before.authority), p.w(&version.authority));
        all.push(p.t2("law-differs-authority", "before", a, "after", b));
    }
    let (a, b) = (cited(&before.cite), cited(&version.cite));
    if a != b {
        all.push(p.t2("law-differs-basis", "before", a, "after", b));
    }
    let of = |version| -> Vec<&str> {
        let conditions = provision.conditions_of(version).map(|part| p.w(&part.text));
        conditions.chain(provision.exceptions_of(version).map(|part| p.w(&part.text))).collect()
    };
    let (old, new) = (of(before), of(version));
    let added = new.iter().filter(|text| !old.contains(text));
    all.extend(added.map(|text| p.t1("law-differs-added", "text", text)));
    let removed = old.iter().filter(|text| !new.contains(text));
    all.extend(removed.map(|text| p.t1("law-differs-removed", "text", text)));
    all
}
