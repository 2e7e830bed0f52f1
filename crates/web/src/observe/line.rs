//! The line of a request in the log.

use super::{Route, Seen, count};
use axum::body::HttpBody;
use axum::http::Method;
use axum::response::Response;
use std::time::Duration;

/// An answer that takes longer is told as a warning.
const SLOW: Duration = Duration::from_secs(1);

/// Writes the event of a request, with the same fields at every level.
macro_rules! event {
    ($level:ident, $said:literal, $seen:ident, $route:ident, $response:ident, $took:ident) => {
        tracing::$level!(
            http.method = count::method_name(&$seen.method),
            http.route = $route.template(),
            http.status = $response.status().as_u16(),
            duration_ms = milliseconds($took),
            bytes = bytes($seen, $response),
            request.id = $seen.id.as_str(),
            $said
        )
    };
}

/// Tells of a request: a failure or a slow answer as a warning, all else in detail only.
pub(super) fn write(seen: &Seen, route: &Route, response: &Response, took: Duration) {
    if response.status().is_server_error() {
        event!(warn, "request failed", seen, route, response, took);
    } else if took > SLOW {
        event!(warn, "slow request", seen, route, response, took);
    } else {
        event!(debug, "request", seen, route, response, took);
    }
}

/// Length of the body that goes out, where it is known before.
fn bytes(seen: &Seen, response: &Response) -> Option<u64> {
    if seen.method == Method::HEAD { Some(0) } else { response.body().size_hint().exact() }
}

/// Rounds to microseconds, so that the log holds 1.234 and not what a binary fraction makes of it.
fn milliseconds(took: Duration) -> f64 {
    f64::from(u32::try_from(took.as_micros()).unwrap_or(u32::MAX)) / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_in_milliseconds_to_the_microsecond() {
        assert_eq!(milliseconds(Duration::from_nanos(1_234_999)).to_string(), "1.234");
        assert_eq!(milliseconds(Duration::from_secs(9_999_999)).to_string(), "4294967.295");
    }
}
