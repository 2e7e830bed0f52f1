//! Forms are taken from pages of this site only.

use axum::http::{HeaderMap, header};

/// Returns true unless the browser says that another site sent the form.
///
/// Browsers say so with `Sec-Fetch-Site`; older ones name the origin, which must be the host that was asked. A program
/// that says neither has no cookies of a visitor either.
pub(crate) fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return true };
    let host = origin.split_once("://").map(|(_, host)| host);
    // A proxy in front may ask under a name of its own and hands the first one on; no page can set either header.
    host.is_some() && [text("x-forwarded-host"), text("host")].contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_is_told_by_what_the_browser_says() {
        for (pairs, expected) in [
            (&[][..], true),
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")][..], true),
            (&[("sec-fetch-site", "same-site")][..], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://zone.test")][..], false),
            (&[("origin", "http://zone.test")][..], true),
            (&[("origin", "https://zone.kr"), ("x-forwarded-host", "zone.kr")][..], true),
            (&[("origin", "http://zone.test.example.org")][..], false),
            (&[("origin", "null")][..], false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("host", "zone.test".parse().unwrap());
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            assert_eq!(is_from_here(&headers), expected, "{pairs:?}");
        }
    }
}
