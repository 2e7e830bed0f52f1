//! The store: opened by its address, and filled with invented cases.

mod cases;
mod desk;
mod rebuild;
mod serve;

pub(crate) use desk::fill as fill_desk;
pub(crate) use rebuild::measure as rebuild;
pub(crate) use serve::serve;

use std::sync::Arc;

use anyhow::Result;
use teukgu_store::{PostgresOptions, PostgresStore, SqliteStore, Store};

/// Opens the store at `sqlite:FILE` or `postgres://…`.
async fn open(url: &str) -> Result<Arc<dyn Store>> {
    Ok(match url.strip_prefix("sqlite:") {
        Some(file) => Arc::new(SqliteStore::open(file).await?),
        None => Arc::new(PostgresStore::open(url, PostgresOptions::default()).await?),
    })
}

/// Returns the value that follows `name` among words.
pub(crate) fn option<'a>(words: &[&'a str], name: &str) -> Option<&'a str> {
    let at = words.iter().position(|word| *word == name)?;
    words.get(at + 1).copied()
}

#[cfg(test)]
mod tests {
    use super::option;

    #[test]
    fn an_option_is_the_word_after_its_name() {
        let words = ["--entries", "5", "--folder"];
        assert_eq!(option(&words, "--entries"), Some("5"));
        assert_eq!(option(&words, "--folder"), None);
    }
}
