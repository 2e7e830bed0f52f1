//! A visit: one request for a page, with its language, display settings and the view of that moment.

use crate::display::Display;
use crate::error::PageError;
use crate::front::Peer;
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use std::sync::Arc;
use teukgu_domain::text::Lang;
use teukgu_office::ZoneView;

/// One request for a page.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) portal: Portal,
    pub(crate) lang: Lang,
    /// Path without the language.
    pub(crate) path: String,
    /// Query as sent, without the question mark.
    pub(crate) query: String,
    pub(crate) display: Display,
    pub(crate) view: Arc<ZoneView>,
    /// Where the connection comes from, if that is known.
    pub(crate) peer: Option<Peer>,
}

impl Visit {
    /// Begins a page of this visit; `title_key` names its title in the text files.
    pub(crate) fn page(&self, section: &'static str, title_key: &str) -> Page {
        Page::new(self, section, self.text(title_key))
    }

    /// Returns a text in the language of the visit.
    pub(crate) fn text(&self, key: &str) -> String {
        self.portal.texts().text(self.lang, key, &[])
    }
}

impl FromRequestParts<Portal> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, PageError> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let (lang, path) = lang::split(uri.path());
        let display = Display::from_headers(&parts.headers);
        let view = portal.office().view().map_err(PageError::from)?;
        Ok(Self {
            portal: portal.clone(),
            lang,
            path: path.to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            display,
            view,
            peer: parts.extensions.get::<Peer>().copied(),
        })
    }
}
