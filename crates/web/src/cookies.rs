//! Cookies of a request.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// Finds a cookie by its name.
pub(crate) fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
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
