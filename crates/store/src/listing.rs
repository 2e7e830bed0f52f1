//! Lists of nouns of which there may be very many, filtered and ordered by their facets.

use std::collections::BTreeSet;
use teukgu_domain::entry::NounKind;
use teukgu_domain::facets::Facets;

/// Which nouns are listed, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Kind.
    pub kind: NounKind,
    /// States, any of which will do; every state if there is none.
    pub states: Vec<String>,
    /// Owner.
    pub owner: Option<String>,
    /// Who works on it.
    pub assignee: Option<Assignee>,
    /// Noun that it is a part of.
    pub parent: Option<String>,
    /// Only what is ordered before this.
    pub sort_below: Option<i64>,
    /// Words in small letters, each of which must occur.
    pub words: Vec<String>,
    /// Begins behind this place: the order and the key of the last one before; by key, only the key counts.
    pub after: Option<(i64, String)>,
    /// Order.
    pub order: Order,
    /// Most nouns.
    pub limit: u32,
}

/// Who works on something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// Nobody.
    Nobody,
    /// This account.
    Is(String),
}

/// In which order nouns are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By what they are ordered by, the smallest first, then by key.
    #[default]
    Sort,
    /// The other way round.
    SortDown,
    /// By key, the last one first.
    KeyDown,
}

/// What a tally counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// State.
    State,
    /// Owner.
    Owner,
    /// Who works on it.
    Assignee,
    /// Noun that it is a part of.
    Parent,
}

/// How many nouns have a value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// Value; `None` for those without one.
    pub of: Option<String>,
    /// How many.
    pub count: u64,
    /// How many of them are ordered before the mark.
    pub before: u64,
}

impl Facet {
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Owner => "owner",
            Self::Assignee => "assignee",
            Self::Parent => "parent",
        }
    }

    pub(crate) fn of(self, facets: &Facets) -> Option<String> {
        match self {
            Self::State => Some(facets.state.clone()),
            Self::Owner => facets.owner.clone(),
            Self::Assignee => facets.assignee.clone(),
            Self::Parent => facets.parent.clone(),
        }
    }
}

impl Listing {
    /// Lists everything of a kind, at most a hundred.
    pub const fn of(kind: NounKind) -> Self {
        Self {
            kind,
            states: Vec::new(),
            owner: None,
            assignee: None,
            parent: None,
            sort_below: None,
            words: Vec::new(),
            after: None,
            order: Order::Sort,
            limit: 100,
        }
    }

    /// Lists at most so many.
    #[must_use]
    pub const fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }

    /// Returns true if a noun is among those that are listed.
    pub(crate) fn takes(&self, facets: &Facets, key: &str) -> bool {
        let has = |wanted: &Option<String>, found: &Option<String>| wanted.is_none() || wanted == found;
        let is_assigned = match &self.assignee {
            None => true,
            Some(Assignee::Nobody) => facets.assignee.is_none(),
            Some(Assignee::Is(id)) => facets.assignee.as_ref() == Some(id),
        };
        (self.states.is_empty() || self.states.contains(&facets.state))
            && has(&self.owner, &facets.owner)
            && has(&self.parent, &facets.parent)
            && is_assigned
            && self.sort_below.is_none_or(|below| facets.sort < below)
            && self.words.iter().all(|word| facets.search.contains(word.as_str()))
            && self.is_behind(facets.sort, key)
    }

    fn is_behind(&self, sort: i64, key: &str) -> bool {
        let Some((last, last_key)) = &self.after else { return true };
        match self.order {
            Order::Sort => (sort, key) > (*last, last_key.as_str()),
            Order::SortDown => (sort, key) < (*last, last_key.as_str()),
            Order::KeyDown => key < last_key.as_str(),
        }
    }

    /// Returns false if it asks for text that no database keeps, so that nothing can be found.
    pub(crate) fn may_find(&self) -> bool {
        let assignee = match &self.assignee {
            Some(Assignee::Is(id)) => Some(id),
            _ => None,
        };
        let after = self.after.iter().map(|(_, key)| key);
        let texts = self.states.iter().chain(&self.owner).chain(assignee).chain(&self.parent);
        !texts.chain(&self.words).chain(after).any(|text| text.contains('\0'))
    }
}

/// A value of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Text(String),
    Number(i64),
}

/// A statement with its values, as both databases take it: made of fixed parts, with every value bound.
pub(crate) struct Statement {
    pub(crate) text: String,
    pub(crate) values: Vec<Bound>,
}

impl Statement {
    fn new(begin: &str, zone: &str, kind: NounKind) -> Self {
        let values = vec![Bound::Text(zone.to_owned()), Bound::Text(kind.key().to_owned())];
        // What has no state has no place in a list, and the indexes leave it out.
        let of_kind = "WHERE zone = $1 AND kind = $2 AND state IS NOT NULL";
        Self { text: format!("{begin} FROM view_noun {of_kind}"), values }
    }

    fn bind(&mut self, value: Bound) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn text(&mut self, before: &str, value: &str, after: &str) {
        let place = self.bind(Bound::Text(value.to_owned()));
        self.say(&format!(" AND {before}{place}{after}"));
    }

    /// Writes the list itself.
    pub(crate) fn list(zone: &str, listing: &Listing) -> Self {
        let begin = "SELECT kind, key, document_version, document";
        let mut statement = Self::filtered(begin, zone, listing, true);
        if let Some((sort, key)) = &listing.after {
            statement.go_on(listing.order, *sort, key);
        }
        let limit = statement.bind(Bound::Number(i64::from(listing.limit)));
        let order = match listing.order {
            Order::Sort => "sort, key",
            Order::SortDown => "sort DESC, key DESC",
            Order::KeyDown => "key DESC",
        };
        statement.say(&format!(" ORDER BY {order} LIMIT {limit}"));
        statement
    }

    /// Begins a list behind a place.
    fn go_on(&mut self, order: Order, sort: i64, key: &str) {
        let key = Bound::Text(key.to_owned());
        if order == Order::KeyDown {
            let key = self.bind(key);
            self.say(&format!(" AND key < {key}"));
            return;
        }
        let (sort, key) = (self.bind(Bound::Number(sort)), self.bind(key));
        let sign = if order == Order::Sort { ">" } else { "<" };
        self.say(&format!(" AND (sort, key) {sign} ({sort}, {key})"));
    }

    /// Counts what a list without an end would have.
    pub(crate) fn count(zone: &str, listing: &Listing) -> Self {
        Self::filtered("SELECT COUNT(*)", zone, listing, false)
    }

    /// Counts it by a facet, and what of it is ordered before a mark.
    ///
    /// Counting one value after the other in an index takes a third of the time of grouping, so whole lists are counted
    /// by the values that are asked for, or by those that are found by leaping from one to the next.
    pub(crate) fn tally(zone: &str, listing: &Listing, by: Facet, mark: i64) -> Self {
        let is_narrow = listing.owner.is_some() || listing.assignee.is_some() || listing.parent.is_some();
        let column = by.column();
        match by {
            _ if is_narrow || !listing.words.is_empty() => {
                // Hidden from the planner, so that it reads the few rows rather than all in the order of the facet.
                Self::grouped(zone, listing, &format!("({column} || '')"), mark)
            }
            Facet::State if !listing.states.is_empty() => Self::of_states(zone, listing, mark),
            Facet::Assignee => Self::leaping(zone, listing, column, mark),
            _ => Self::grouped(zone, listing, column, mark),
        }
    }

    /// Counts in one walk.
    fn grouped(zone: &str, listing: &Listing, column: &str, mark: i64) -> Self {
        // The mark is a number of ours and the same for a whole day.
        let begin = format!("SELECT {column}, COUNT(*), COUNT(*) FILTER (WHERE sort < {mark})");
        let mut statement = Self::filtered(&begin, zone, listing, !listing.words.is_empty());
        statement.say(&format!(" GROUP BY {column}"));
        statement
    }

    /// Counts each of the states that are asked for.
    fn of_states(zone: &str, listing: &Listing, mark: i64) -> Self {
        let of_any = Listing { states: Vec::new(), ..listing.clone() };
        let mut statement = Self::filtered("", zone, &of_any, false);
        let rows = std::mem::take(&mut statement.text);
        let states: BTreeSet<&String> = listing.states.iter().collect();
        let states: Vec<String> =
            states.into_iter().map(|state| statement.bind(Bound::Text(state.clone()))).collect();
        let count = |more: &str| format!("(SELECT COUNT(*){rows} AND state = one.of{more})");
        statement.say(&format!(
            "WITH one (of) AS (VALUES ({})) SELECT one.of, {}, {} FROM one",
            states.join("), ("),
            count(""),
            count(&format!(" AND sort < {mark}")),
        ));
        statement
    }

    /// Counts each value of a facet that has few, leaping from one to the next; last come the nouns without any.
    fn leaping(zone: &str, listing: &Listing, column: &str, mark: i64) -> Self {
        let Self { text: values, .. } = Self::new("", zone, listing.kind);
        let mut statement = Self::filtered("", zone, listing, false);
        let rows = std::mem::take(&mut statement.text);
        let least = |more: &str| format!("(SELECT MIN({column}){values}{more})");
        let next = least(&format!(" AND {column} > one.of"));
        let of = |is: &str, more: &str| format!("(SELECT COUNT(*){rows} AND {column} {is}{more})");
        let count = |more: &str| {
            format!("CASE WHEN one.of IS NULL THEN {} ELSE {} END", of("IS NULL", more), of("= one.of", more))
        };
        statement.say(&format!(
            "WITH RECURSIVE one (of) AS (SELECT {} UNION ALL SELECT {next} FROM one WHERE one.of IS NOT NULL) \
             SELECT one.of, {}, {} FROM one",
            least(""),
            count(""),
            count(&format!(" AND sort < {mark}")),
        ));
        statement
    }

    /// Writes the conditions. With several states and an order to keep, the states are hidden from the planner, so
    /// that it walks the rows in their order rather than sorting all of them.
    fn filtered(begin: &str, zone: &str, listing: &Listing, is_ordered: bool) -> Self {
        let mut statement = Self::new(begin, zone, listing.kind);
        match listing.states.as_slice() {
            [] => (),
            [state] => statement.text("state = ", state, ""),
            states => {
                let places: Vec<String> =
                    states.iter().map(|state| statement.bind(Bound::Text(state.clone()))).collect();
                let column = if is_ordered { "(state || '')" } else { "state" };
                statement.say(&format!(" AND {column} IN ({})", places.join(", ")));
            }
        }
        if let Some(owner) = &listing.owner {
            statement.text("owner = ", owner, "");
        }
        match &listing.assignee {
            Some(Assignee::Nobody) => statement.text.push_str(" AND assignee IS NULL"),
            Some(Assignee::Is(id)) => statement.text("assignee = ", id, ""),
            None => (),
        }
        if let Some(parent) = &listing.parent {
            statement.text("parent = ", parent, "");
        }
        if let Some(below) = listing.sort_below {
            let place = statement.bind(Bound::Number(below));
            statement.say(&format!(" AND sort < {place}"));
        }
        for word in &listing.words {
            statement.text("search LIKE ", &like(word), " ESCAPE '!'");
        }
        statement
    }
}

/// Writes a word so that LIKE finds it as it is.
fn like(word: &str) -> String {
    let mut pattern = String::with_capacity(word.len() + 2);
    pattern.push('%');
    for c in word.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_bound_and_none_stands_in_the_text() {
        let listing = Listing {
            states: vec!["a'b".to_owned(), "c".to_owned()],
            owner: Some("o'".to_owned()),
            assignee: Some(Assignee::Is("x'".to_owned())),
            parent: Some("p'".to_owned()),
            sort_below: Some(7),
            words: vec!["50%".to_owned()],
            after: Some((3, "k'".to_owned())),
            ..Listing::of(NounKind::Case)
        };
        let statement = Statement::list("z'", &listing);
        assert!(statement.text.matches('\'').count() == 4, "{}", statement.text);
        assert_eq!(statement.values.len(), statement.text.matches('$').count());
        assert!(statement.values.contains(&Bound::Text("%50!%%".to_owned())));
    }
}
