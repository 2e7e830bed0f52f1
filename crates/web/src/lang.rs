//! Korean lives at `/`, English at `/en/`: the address decides the language, nothing else does.

use crate::portal::Portal;
use axum::Router;
use axum::routing::MethodRouter;
use teukgu_domain::text::Lang;

/// Splits a path into its language and the path without it; `/en/map` is English `/map`.
pub(crate) fn split(path: &str) -> (Lang, &str) {
    match path.strip_prefix("/en") {
        Some("") => (Lang::En, "/"),
        // `/en//elsewhere` is no page, and must not become an address of another site.
        Some(rest) if rest.starts_with('/') && !rest.starts_with("//") => (Lang::En, rest),
        _ => (Lang::Ko, path),
    }
}

/// Joins a language and a path without it.
pub(crate) fn join(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Ko => path.to_owned(),
        Lang::En => format!("/en{path}"),
    }
}

/// Returns the routes of pages that are there in both languages: address without language, handler.
pub(crate) fn routes<'a>(pages: impl IntoIterator<Item = (&'a str, MethodRouter<Portal>)>) -> Router<Portal> {
    pages.into_iter().fold(Router::new(), |router, (path, handler)| {
        router.route(path, handler.clone()).route(&join(Lang::En, path), handler)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_decides_the_language() {
        for (path, lang, rest) in [
            ("/", Lang::Ko, "/"),
            ("/en/", Lang::En, "/"),
            ("/en", Lang::En, "/"),
            ("/en/map", Lang::En, "/map"),
            ("/entry", Lang::Ko, "/entry"),
            ("/en//example.org", Lang::Ko, "/en//example.org"),
        ] {
            assert_eq!(split(path), (lang, rest), "{path}");
        }
        assert_eq!(join(Lang::En, "/map"), "/en/map");
    }
}
