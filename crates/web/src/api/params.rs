//! The query of a request: every value is checked, and a wrong one is answered with what to write instead.

use crate::error::PageError;
use axum::extract::{FromRequestParts, OriginalUri, Query};
use axum::http::request::Parts;
use std::ops::RangeInclusive;
use teukgu_domain::Date;
use teukgu_domain::text::Text;

/// The query of a request.
pub(crate) struct Params {
    path: String,
    raw: String,
    pairs: Vec<(String, String)>,
}

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| {
            refused("주소의 ? 뒤를 읽을 수 없습니다", "what follows the ? of the address cannot be read")
        })?;
        let raw = uri.query().unwrap_or_default().to_owned();
        Ok(Self { path: uri.path().to_owned(), raw, pairs: pairs.0 })
    }
}

impl Params {
    /// Refuses names that the address does not know, so that a slip of the pen is not silently ignored.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), PageError> {
        let stranger = self.pairs.iter().find(|(name, _)| !known.contains(&name.as_str()));
        stranger.map_or(Ok(()), |(name, _)| {
            let list = known.join(", ");
            Err(refused(
                &format!("없는 매개변수입니다: `{name}`. 쓸 수 있는 것: {list}"),
                &format!("`{name}` is no parameter here; there are: {list}"),
            ))
        })
    }

    /// Returns a value; blank is as if it were not there.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Returns a value that must be there; `example` is shown if it is not.
    pub(crate) fn needed(&self, name: &str, example: &str) -> Result<&str, PageError> {
        self.text(name).ok_or_else(|| {
            refused(
                &format!("`{name}` 값이 필요합니다. 예: {example}"),
                &format!("`{name}` is needed; for example: {example}"),
            )
        })
    }

    /// Returns every value of a name that may be repeated; blank ones are left out.
    pub(crate) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.pairs.iter().filter(move |(key, _)| key == name);
        values.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Reads a whole number within a range.
    pub(crate) fn whole(&self, name: &str, usual: u64, range: RangeInclusive<u64>) -> Result<u64, PageError> {
        let Some(text) = self.text(name) else { return Ok(usual) };
        let (least, most) = (range.start(), range.end());
        text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            refused(
                &format!("`{name}`에는 {least}부터 {most}까지의 정수를 쓰세요: `{text}`"),
                &format!("`{name}` takes a whole number from {least} to {most}, not `{text}`"),
            )
        })
    }

    /// Reads a number.
    pub(crate) fn real(&self, name: &str) -> Result<Option<f64>, PageError> {
        self.read(name, |text| text.parse().ok(), "127.0353")
    }

    /// Reads a day.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, PageError> {
        self.read(name, |text| text.parse().ok(), "2025-01-01")
    }

    /// Reads yes or no; a name without a value means yes.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, PageError> {
        let given = self.pairs.iter().any(|(key, _)| key == name);
        let read = |text: &str| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        };
        Ok(self.read(name, read, "true, false")?.unwrap_or(given))
    }

    /// Reads a value that `find` knows; `examples` are shown if it does not.
    pub(crate) fn read<T>(
        &self,
        name: &str,
        find: impl FnOnce(&str) -> Option<T>,
        examples: &str,
    ) -> Result<Option<T>, PageError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        find(text).map(Some).ok_or_else(|| {
            refused(
                &format!("`{name}` 값을 읽을 수 없습니다: `{text}`. 예: {examples}"),
                &format!("`{name}` cannot be `{text}`; for example: {examples}"),
            )
        })
    }

    /// Returns this request's own address.
    pub(crate) fn address(&self) -> String {
        if self.raw.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.raw) }
    }

    /// Returns this request's address with one parameter set anew.
    pub(crate) fn address_with(&self, name: &str, value: u64) -> String {
        let is_other = |pair: &&str| pair.split('=').next() != Some(name) && !pair.is_empty();
        let mut pairs: Vec<String> = self.raw.split('&').filter(is_other).map(str::to_owned).collect();
        pairs.push(format!("{name}={value}"));
        format!("{}?{}", self.path, pairs.join("&"))
    }
}

/// Refuses a request with what to change.
pub(crate) fn refused(ko: &str, en: &str) -> PageError {
    PageError::bad_request(Text::new(ko, en))
}
