//! Finding organisations: search, filter, sort, page.

use crate::ZoneView;
use std::cmp::Ordering;
use teukgu_domain::organisation::{Organisation, OrganisationSort, Relation};
use teukgu_domain::text::Lang;

/// What to look for; an empty query finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationQuery {
    /// Words that must all occur in a name, address or remark, upper and lower case alike.
    pub words: String,
    /// Only this sort.
    pub sort: Option<OrganisationSort>,
    /// Only this relation.
    pub relation: Option<Relation>,
    /// Only this legal dong, by code.
    pub dong: Option<String>,
    /// Order of the list.
    pub order: OrganisationOrder,
    /// Reverses the order.
    pub descending: bool,
}

/// Order of a list of organisations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrganisationOrder {
    /// By name.
    #[default]
    Name,
    /// By sort, then name.
    Sort,
    /// By relation, then name.
    Relation,
    /// By dong, then name.
    Dong,
}

impl OrganisationOrder {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Name, Self::Sort, Self::Relation, Self::Dong];

    /// Returns the key in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Sort => "sort",
            Self::Relation => "relation",
            Self::Dong => "dong",
        }
    }
}

impl ZoneView {
    /// Returns the organisations that a query finds, in its order; `lang` decides which name sorts.
    pub fn find_organisations(&self, query: &OrganisationQuery, lang: Lang) -> Vec<&Organisation> {
        let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
        let mut found: Vec<_> =
            self.snapshot().organisations().into_iter().filter(|org| fits(org, query, &words)).collect();
        found.sort_by(|a, b| {
            let order = compare(a, b, query.order, lang);
            if query.descending { order.reverse() } else { order }
        });
        found
    }
}

fn fits(org: &Organisation, query: &OrganisationQuery, words: &[String]) -> bool {
    query.sort.is_none_or(|sort| org.sort == sort)
        && query.relation.is_none_or(|relation| org.relation == relation)
        && query.dong.as_deref().is_none_or(|dong| org.legal_dong.as_deref() == Some(dong))
        && words.iter().all(|word| holds(org, word))
}

fn holds(org: &Organisation, word: &str) -> bool {
    [&org.name_ko, &org.name_en, org.address.as_ref().unwrap_or(&org.name_ko), &org.note_ko, &org.note_en]
        .iter()
        .any(|text| text.to_lowercase().contains(word))
}

fn compare(a: &Organisation, b: &Organisation, order: OrganisationOrder, lang: Lang) -> Ordering {
    let by_name = || a.name(lang).to_lowercase().cmp(&b.name(lang).to_lowercase());
    let first = match order {
        OrganisationOrder::Name => Ordering::Equal,
        OrganisationOrder::Sort => a.sort.cmp(&b.sort),
        OrganisationOrder::Relation => a.relation.cmp(&b.relation),
        // Organisations without a published dong come last.
        OrganisationOrder::Dong => {
            (a.legal_dong.is_none(), &a.legal_dong).cmp(&(b.legal_dong.is_none(), &b.legal_dong))
        }
    };
    first.then_with(by_name).then_with(|| a.id.cmp(&b.id))
}
