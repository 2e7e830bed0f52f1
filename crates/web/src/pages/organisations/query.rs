//! From an address to a query of the office, and back to addresses of neighbouring lists.

use super::asked::{self, Asked};
use teukgu_domain::organisation::{OrganisationSort, Relation};
use teukgu_office::search::{OrganisationOrder, OrganisationQuery};

/// What a visitor asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) query: OrganisationQuery,
    /// Page, from 1; past the end means the last.
    pub(super) page: usize,
    /// Values that are no choice and were left out.
    pub(super) unknown: Vec<String>,
}

impl Wanted {
    /// Reads a query; `dongs` are the codes that can be chosen.
    pub(super) fn read(query: &str, dongs: &[String]) -> Self {
        let asked = Asked::read(query);
        let mut unknown = Vec::new();
        let sort = asked.chosen("sort_of", OrganisationSort::find_by_key, &mut unknown);
        let relation = asked.chosen("relation", Relation::find_by_key, &mut unknown);
        let known_dong = |code: &str| dongs.iter().find(|dong| *dong == code).cloned();
        let dong = asked.chosen("dong", known_dong, &mut unknown);
        let find_order = |key: &str| OrganisationOrder::ALL.into_iter().find(|order| order.key() == key);
        let order = asked.chosen("order", find_order, &mut unknown).unwrap_or_default();
        let descending = asked.is_ticked("desc");
        let words = asked.get("q");
        Self {
            query: OrganisationQuery { words, sort, relation, dong, order, descending },
            page: asked.get("page").parse().unwrap_or(1).max(1),
            unknown,
        }
    }

    /// Writes the address query of the same list in another order.
    pub(super) fn ordered(&self, order: OrganisationOrder) -> String {
        let descending = self.query.order == order && !self.query.descending;
        Self {
            query: OrganisationQuery { order, descending, ..self.query.clone() },
            page: 1,
            unknown: Vec::new(),
        }
        .write()
    }

    /// Writes the address query of another page of the list.
    pub(super) fn at_page(&self, page: usize) -> String {
        Self { page, ..self.clone() }.write()
    }

    /// Writes the address query of this list.
    pub(super) fn write(&self) -> String {
        let query = &self.query;
        let order = if query.order == OrganisationOrder::default() { "" } else { query.order.key() };
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        asked::write(&[
            ("q", &query.words),
            ("sort_of", query.sort.map_or("", OrganisationSort::key)),
            ("relation", query.relation.map_or("", Relation::key)),
            ("dong", query.dong.as_deref().unwrap_or_default()),
            ("order", order),
            ("desc", if query.descending { "1" } else { "" }),
            ("page", &page),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Wanted {
        Wanted::read(query, &["1165010200".to_owned()])
    }

    #[test]
    fn an_address_is_read_and_written_back() {
        let query = "?q=AI%20%ED%97%88%EB%B8%8C&sort_of=start_up&relation=resident&dong=1165010200&order=dong&desc=1&page=2";
        let wanted = read(query.trim_start_matches('?'));
        assert!(wanted.unknown.is_empty(), "{wanted:?}");
        assert_eq!(wanted.write(), query);
        assert_eq!(read("").write(), "");
    }

    #[test]
    fn unknown_choices_are_left_out_and_told() {
        let wanted = read("sort_of=nonsense&relation=operator&dong=1&order=size&page=-3");
        assert_eq!(wanted.unknown, ["nonsense", "operator", "1", "size"]);
        assert_eq!(wanted, Wanted { page: 1, unknown: wanted.unknown.clone(), ..Wanted::default() });
    }

    #[test]
    fn a_second_click_on_an_order_reverses_it() {
        assert_eq!(read("").ordered(OrganisationOrder::Name), "?desc=1");
        assert_eq!(read("desc=1").ordered(OrganisationOrder::Name), "");
        assert_eq!(read("page=3").ordered(OrganisationOrder::Sort), "?order=sort");
        assert_eq!(read("page=3&q=a").at_page(1), "?q=a");
    }
}
