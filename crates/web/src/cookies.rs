//! Cookies of a request.

use crate::portal::Portal;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// Finds a cookie by its name.
pub(crate) fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Returns what keeps a cookie on https, where the portal is reached by it; empty elsewhere.
///
/// On plain http, as on a trial machine, the browser would drop such a cookie.
pub(crate) fn secure(portal: &Portal, headers: &HeaderMap) -> &'static str {
    let came_by_https = headers.get("x-forwarded-proto").is_some_and(|proto| proto.as_bytes() == b"https");
    let is_https = came_by_https || portal.office().public_url().starts_with("https://");
    if is_https { "; Secure" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=1; teukgu_check=x; odd".parse().unwrap());
        headers.append(COOKIE, "b=2=3".parse().unwrap());
        assert_eq!(find(&headers, "teukgu_check"), Some("x"));
        assert_eq!(
            (find(&headers, "b"), find(&headers, "check"), find(&headers, "odd")),
            (Some("2=3"), None, None)
        );
    }
}
