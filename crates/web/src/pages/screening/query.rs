//! From an address to a filter of the office, and back to addresses of other parts of the same list.

use crate::pages::organisations::asked::{self, Asked};
use teukgu_office::screening::{Filter, Said};

/// What a visitor asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) filter: Filter,
    /// Page, from 1; past the end means the last.
    pub(super) page: usize,
}

impl Wanted {
    /// Reads a query; what is no choice counts as not asked.
    pub(super) fn read(query: &str) -> Self {
        let asked = Asked::read(query);
        let some = |name: &str| Some(asked.get(name)).filter(|value| !value.is_empty());
        let filter = Filter {
            provision: some("provision"),
            said: Said::find_by_key(&asked.get("said")),
            part: some("part"),
            border: asked.is_ticked("border"),
            words: asked.get("q"),
        };
        Self { filter, page: asked.get("page").parse().unwrap_or(1).max(1) }
    }

    /// Writes the address query of another page of the list.
    pub(super) fn at_page(&self, page: usize) -> String {
        let Filter { provision, said, part, border, words } = &self.filter;
        asked::write(&[
            ("provision", provision.as_deref().unwrap_or_default()),
            ("said", said.map_or("", Said::key)),
            ("part", part.as_deref().unwrap_or_default()),
            ("border", if *border { "1" } else { "" }),
            ("q", words),
            ("page", if page > 1 { page.to_string() } else { String::new() }.as_str()),
        ])
    }

    /// Writes the address query of what is said of a provision.
    pub(super) fn of(provision: &str, said: Option<Said>, part: &str) -> String {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let filter = Filter { provision: some(provision), said, part: some(part), ..Filter::default() };
        Self { filter, page: 1 }.at_page(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_back() {
        let query = "?provision=act.55.patent_priority&said=unknown&part=venture&border=1&q=%EC%96%91%EC%9E%AC&page=3";
        let wanted = Wanted::read(query.trim_start_matches('?'));
        assert_eq!((wanted.filter.said, wanted.page), (Some(Said::Unknown), 3));
        assert_eq!(wanted.at_page(wanted.page), query);
        assert_eq!(Wanted::read("said=approved&page=-1").at_page(1), "");
        assert_eq!(Wanted::of("", Some(Said::NotYet), ""), "?said=not_yet");
    }
}
