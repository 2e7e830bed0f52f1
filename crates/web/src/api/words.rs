//! Forms that many answers share.

use axum::Json;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::boundary::Position;
use teukgu_domain::date::Term;
use teukgu_domain::text::Text;
use teukgu_domain::{organisation, provenance};
use teukgu_office::features;
use utoipa::ToSchema;

/// A text in Korean and English.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "ko": "인재 양성", "en": "Talent" }))]
pub(crate) struct Words {
    /// Korean wording.
    ko: String,
    /// English wording; empty only where a name has none.
    en: String,
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self { ko: text.ko.clone(), en: text.en.clone() }
    }
}

impl Words {
    /// Returns the name of an organisation as it is published.
    pub(crate) fn name_of(organisation: &organisation::Organisation) -> Self {
        Self { ko: organisation.name_ko.clone(), en: organisation.name_en.clone() }
    }

    /// Turns an optional text.
    pub(crate) fn maybe(text: Option<&Text>) -> Option<Self> {
        text.map(Self::from)
    }
}

/// Says what is wrong, then what to do about it, as answers for programs say it: in one sentence.
pub(crate) fn with_help(message: &Text, help: &Text) -> Text {
    Text::new(format!("{}. {}", message.ko, help.ko), format!("{}; {}", message.en, help.en))
}

/// Turns a list of texts.
pub(crate) fn all_words(texts: &[Text]) -> Vec<Words> {
    texts.iter().map(Words::from).collect()
}

/// Where a fact comes from.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "sources": ["act-21738"], "illustrative": false }))]
pub(crate) struct Provenance {
    /// Ids of the sources that state the fact; see `/api/v1/sources`.
    sources: Vec<String>,
    /// True if no public source states the fact and it stands in until one does (예시).
    illustrative: bool,
}

impl From<&provenance::Provenance> for Provenance {
    fn from(provenance: &provenance::Provenance) -> Self {
        let sources = provenance.sources.iter().map(ToString::to_string).collect();
        Self { sources, illustrative: provenance.illustrative }
    }
}

/// A span of days, first and last day included.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "from": "2025-01-01", "until": "2029-12-31" }))]
pub(crate) struct Span {
    /// First day.
    from: Date,
    /// Last day; null while no end is set.
    until: Option<Date>,
}

impl From<&Term> for Span {
    fn from(term: &Term) -> Self {
        Self { from: term.from, until: term.until }
    }
}

/// A place in degrees (WGS 84).
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "lon": 127.0353, "lat": 37.4703, "error_m": 100 }))]
pub(crate) struct Place {
    /// Longitude in degrees.
    lon: f64,
    /// Latitude in degrees.
    lat: f64,
    /// How far off it may be, in metres.
    error_m: Option<u32>,
}

impl Place {
    /// Turns a position, where one is known.
    pub(crate) fn maybe(position: Option<Position>, error_m: Option<u32>) -> Option<Self> {
        position.map(features::lon_lat).map(|(lon, lat)| Self { lon, lat, error_m })
    }
}

/// A list in full.
#[derive(Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// Number of items.
    total: usize,
    /// Items in the order of the pages.
    items: Vec<T>,
}

/// Turns nouns into a list.
pub(crate) fn list<N, T: From<N>>(nouns: Vec<N>) -> Json<List<T>> {
    let items: Vec<T> = nouns.into_iter().map(T::from).collect();
    Json(List { total: items.len(), items })
}

/// A link to another answer.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "rel": "zone", "href": "/api/v1/zone" }))]
pub(crate) struct Link {
    /// What stands there.
    pub(crate) rel: &'static str,
    /// Address, relative to the portal.
    pub(crate) href: &'static str,
}
