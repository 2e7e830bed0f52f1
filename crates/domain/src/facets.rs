//! What a list of nouns is filtered and ordered by, so that a store finds some among many without reading them all.

/// The columns by which one noun is found among those of its kind in a zone.
///
/// A noun has them when there may be very many of its kind; those of a zone folder have none.
/// They are worked out from the noun alone, so that views made again from the entries are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facets {
    /// State, as its key.
    pub state: String,
    /// Account that it belongs to.
    pub owner: Option<String>,
    /// Account that works on it.
    pub assignee: Option<String>,
    /// Key of the noun that it is a part of.
    pub parent: Option<String>,
    /// What the list is ordered by, the smallest first: a day or an instant as a number, [`Facets::NEVER`] if none.
    pub sort: i64,
    /// What is searched: words in small letters.
    pub search: String,
}

impl Facets {
    /// Stands behind everything that has an order.
    pub const NEVER: i64 = i64::MAX;

    /// Writes words the way they are searched: in small letters, one space between them.
    pub fn searched(words: &[&str]) -> String {
        let words = words.iter().flat_map(|text| text.split_whitespace());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_searched_in_small_letters_with_one_space_between() {
        assert_eq!(Facets::searched(&["  Ada\tLovelace ", "양재 Lab"]), "ada lovelace 양재 lab");
        assert_eq!(Facets::searched(&[]), "");
    }
}
