//! What an address asks for after its question mark, read without ever refusing it.

use axum::extract::Query;
use axum::http::Uri;
use std::fmt::Write as _;

/// Longer values are cut: nothing that can be found here is longer.
const LONGEST: usize = 120;

/// The names and values of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::pages) struct Asked {
    pairs: Vec<(String, String)>,
}

impl Asked {
    /// Reads a query; what cannot be read counts as not asked.
    pub(in crate::pages) fn read(query: &str) -> Self {
        let uri = Uri::builder().path_and_query(format!("/?{query}")).build();
        let pairs = uri.ok().and_then(|uri| Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
        Self { pairs: pairs.map(|Query(pairs)| pairs).unwrap_or_default() }
    }

    /// Returns the first value of a name without white space around it; empty if it is not there.
    pub(in crate::pages) fn get(&self, name: &str) -> String {
        let printable = self.whole(name).chars().filter(|c| !c.is_control()).collect::<String>();
        printable.trim().chars().take(LONGEST).collect()
    }

    /// Returns the first value of a name as it was sent, however long; empty if it is not there.
    pub(in crate::pages) fn whole(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Reads where a page of a list begins, as [`place`] writes it; the first page if it cannot be read.
    pub(in crate::pages) fn place(&self, name: &str) -> Option<(i64, String)> {
        let (sort, key) = self.whole(name).split_once('_')?;
        Some((sort.parse().ok()?, key.to_owned()))
    }

    /// Reads a choice; a value that is none is noted.
    pub(in crate::pages) fn chosen<T>(
        &self,
        name: &str,
        find: impl Fn(&str) -> Option<T>,
        unknown: &mut Vec<String>,
    ) -> Option<T> {
        let value = self.get(name);
        let found = find(&value);
        if found.is_none() && !value.is_empty() {
            unknown.push(value);
        }
        found
    }

    /// Returns true if a box was ticked.
    pub(in crate::pages) fn is_ticked(&self, name: &str) -> bool {
        matches!(self.get(name).as_str(), "1" | "true")
    }
}

/// Writes a query; names without a value are left out.
pub(in crate::pages) fn write(pairs: &[(&str, &str)]) -> String {
    let mut query = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(name);
        query.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                query.push(char::from(byte));
            } else {
                let _ = write!(query, "%{byte:02X}");
            }
        }
    }
    query
}

/// Writes where a page of a list begins.
pub(in crate::pages) fn place((sort, key): &(i64, String)) -> String {
    format!("{sort}_{key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let pairs = [("q", "양재 & co=1+1"), ("empty", ""), ("dong", "1165010200")];
        let query = write(&pairs);
        assert!(query.is_ascii() && !query.contains("empty"), "{query}");
        let asked = Asked::read(query.trim_start_matches('?'));
        assert_eq!((asked.get("q").as_str(), asked.get("dong").as_str()), ("양재 & co=1+1", "1165010200"));
    }

    #[test]
    fn hostile_queries_are_read_without_harm() {
        for query in ["%", "q=%ff%00", "q=a&q=b", "&&&===", "q=%F0%9F%A6%8A", &"q=x&".repeat(3000)] {
            let asked = Asked::read(query);
            assert!(asked.get("q").chars().all(|c| !c.is_control()), "{query}");
        }
        assert_eq!(Asked::read("q=a&q=b").get("q"), "a");
        assert_eq!(Asked::read(&format!("q={}", "가".repeat(5000))).get("q").chars().count(), 120);
    }
}
