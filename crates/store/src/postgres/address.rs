//! The address of a database, and what every connection to it begins with.

use super::PostgresOptions;
use crate::error::StoreError;
use log::LevelFilter;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

/// What a connection sets for itself: whose tables it means, and how long it waits for others.
///
/// `synchronous_commit` is said here, because an answer means that an entry is on disk, whatever the server's default.
const SETTINGS: [(&str, &str); 5] = [
    ("search_path", "teukgu"),
    // Nobody needs to hear that a table is there already.
    ("client_min_messages", "warning"),
    ("synchronous_commit", "on"),
    ("lock_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "60s"),
];

/// Reads an address.
pub(super) fn parse(url: &str, wish: &PostgresOptions) -> Result<PgConnectOptions, StoreError> {
    let bad = |reason: String| StoreError::BadAddress { url: without_password(url), reason };
    if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
        return Err(bad("it does not begin with postgres://".to_owned()));
    }
    let options: PgConnectOptions = url.parse().map_err(|error: sqlx::Error| bad(error.to_string()))?;
    let options = options.application_name("teukgu").options(SETTINGS).disable_statement_logging();
    Ok(match wish.slow {
        Some(slow) => options.log_slow_statements(LevelFilter::Warn, slow),
        None => options,
    })
}

/// Leaves out what stands between the name of the user and the host.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    match authority.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split_once(':').map_or(user, |(name, _)| name);
            format!("{scheme}://{name}@{host}{path}")
        }
        None => format!("{scheme}://{authority}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let cases = [
            ("postgres://a:secret@h:5/d?password=secret", "postgres://a@h:5/d"),
            ("postgres://a@h/d", "postgres://a@h/d"),
            ("postgres://h", "postgres://h"),
            ("postgres://a:se:cr@et@h/d", "postgres://a@h/d"),
        ];
        for (url, shown) in cases {
            assert_eq!(without_password(url), shown);
        }
    }

    #[test]
    fn what_is_no_address_is_refused_in_one_line() {
        for url in ["", "mysql://h/d", "postgres://h:port/d", "/var/lib/teukgu.db"] {
            let error = parse(url, &PostgresOptions::default()).unwrap_err();
            assert!(matches!(error, StoreError::BadAddress { .. }), "{error}");
            assert!(!error.to_string().contains('\n'));
        }
        assert!(parse("postgresql://a:b@h:5432/d?sslmode=require", &PostgresOptions::default()).is_ok());
    }
}
