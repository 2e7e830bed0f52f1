//! Every statement, as text that SQLite and PostgreSQL both take.

pub(crate) const HEAD: &str = "SELECT seq, at_us FROM entry WHERE zone = $1 ORDER BY seq DESC LIMIT 1";

pub(crate) const ENTRIES: &str = "SELECT seq, actor, at_us, payload_version, payload FROM entry \
     WHERE zone = $1 AND seq > $2 ORDER BY seq LIMIT $3";

/// Steps from zone to zone along the key, so that the length of the records does not matter.
pub(crate) const ZONES: &str = "WITH RECURSIVE known(zone) AS ( \
     SELECT MIN(zone) FROM entry \
     UNION ALL \
     SELECT (SELECT MIN(entry.zone) FROM entry WHERE entry.zone > known.zone) FROM known \
     WHERE known.zone IS NOT NULL) \
     SELECT zone FROM known WHERE zone IS NOT NULL";

pub(crate) const ADD_ENTRY: &str = "INSERT INTO entry (zone, seq, kind, actor, at_us, payload_version, payload) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(crate) const SET_NOUN: &str = "INSERT INTO view_noun (zone, kind, key, seq, document_version, document) \
     VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (zone, kind, key) DO UPDATE SET \
     seq = excluded.seq, document_version = excluded.document_version, document = excluded.document";

pub(crate) const REMOVE_NOUN: &str = "DELETE FROM view_noun WHERE zone = $1 AND kind = $2 AND key = $3";

pub(crate) const REMOVE_NOUNS: &str = "DELETE FROM view_noun WHERE zone = $1";

pub(crate) const NOUNS: &str = "SELECT kind, key, document_version, document FROM view_noun WHERE zone = $1";

pub(crate) const DRAFT: &str = "SELECT touched_us, document FROM draft WHERE token = $1";

pub(crate) const KEEP_DRAFT: &str = "INSERT INTO draft (token, touched_us, document) VALUES ($1, $2, $3) \
     ON CONFLICT (token) DO UPDATE SET touched_us = excluded.touched_us, document = excluded.document";

pub(crate) const COUNT_DRAFTS: &str = "SELECT COUNT(*) FROM draft";

/// Removes the `$1` drafts that were left alone for the longest.
pub(crate) const PUSH_OUT_DRAFTS: &str = "DELETE FROM draft WHERE token IN ( \
     SELECT token FROM draft ORDER BY touched_us, token DESC LIMIT $1)";

pub(crate) const FORGET_DRAFT: &str = "DELETE FROM draft WHERE token = $1";

pub(crate) const DROP_DRAFTS: &str = "DELETE FROM draft WHERE touched_us < $1";

pub(crate) const SAVE: &str = "SAVEPOINT request";

pub(crate) const KEEP: &str = "RELEASE SAVEPOINT request";

pub(crate) const UNDO: &str = "ROLLBACK TO SAVEPOINT request";
