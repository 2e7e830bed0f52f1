//! From an address to a query of the office, and back.

use crate::pages::organisations::asked::{self, Asked};
use teukgu_office::catalogue::{CatalogueQuery, ZoneKind};

/// What a visitor asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) query: CatalogueQuery,
    /// Values that are no choice and were left out.
    pub(super) unknown: Vec<String>,
}

impl Wanted {
    /// Reads a query.
    pub(super) fn read(query: &str) -> Self {
        let asked = Asked::read(query);
        let mut unknown = Vec::new();
        let query = CatalogueQuery {
            words: asked.get("q"),
            kind: asked.chosen("kind", ZoneKind::find_by_key, &mut unknown),
            taken: asked.is_ticked("taken"),
            useful: asked.is_ticked("useful"),
            needs_ordinance: asked.is_ticked("ordinance"),
        };
        Self { query, unknown }
    }

    /// Writes the address query of the same list.
    pub(super) fn write(&self) -> String {
        let query = &self.query;
        let tick = |is: bool| if is { "1" } else { "" };
        asked::write(&[
            ("q", &query.words),
            ("kind", query.kind.map_or("", ZoneKind::key)),
            ("taken", tick(query.taken)),
            ("useful", tick(query.useful)),
            ("ordinance", tick(query.needs_ordinance)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_back() {
        let query = "?q=%ED%8A%B9%ED%97%88%2055&kind=rfz&taken=1&useful=1&ordinance=1";
        let wanted = Wanted::read(query.trim_start_matches('?'));
        assert!(wanted.unknown.is_empty(), "{wanted:?}");
        assert_eq!(wanted.write(), query);
        assert_eq!(Wanted::read("").write(), "");
    }

    #[test]
    fn unknown_choices_are_left_out_and_told() {
        let wanted = Wanted::read("kind=SDZ&taken=maybe&colour=red");
        assert_eq!(wanted.unknown, ["SDZ"]);
        assert_eq!(wanted.query, CatalogueQuery::default());
    }
}
