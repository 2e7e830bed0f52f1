//! Every statement that reads or writes rows, as text that SQLite and PostgreSQL both take.

pub(crate) const HEAD: &str = "SELECT seq, at_us, root, peaks FROM record_head WHERE zone = $1";

pub(crate) const SET_HEAD: &str = "INSERT INTO record_head (zone, seq, at_us, root, peaks) \
     VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (zone) DO UPDATE SET \
     seq = excluded.seq, at_us = excluded.at_us, root = excluded.root, peaks = excluded.peaks";

pub(crate) const REMOVE_HEAD: &str = "DELETE FROM record_head WHERE zone = $1";

pub(crate) const ZONES: &str = "SELECT zone FROM record_head";

pub(crate) const KEPT: &str = "SELECT seq, kind, actor, at_us, payload_version, salt, payload, payload_hash, leaf \
     FROM entry WHERE zone = $1 AND seq > $2 ORDER BY seq LIMIT $3";

pub(crate) const ERASE: &str = "UPDATE entry SET salt = NULL, payload = NULL WHERE zone = $1 AND seq = $2";

/// Level 0 of the tree: the leaves from a place on, counted from 0.
pub(crate) const LEAVES: &str = "SELECT leaf FROM entry WHERE zone = $1 AND seq > $2 ORDER BY seq LIMIT $3";

pub(crate) const NODES: &str = "SELECT hash FROM tree_node WHERE zone = $1 AND level = $2 AND place >= $3 \
     ORDER BY place LIMIT $4";

pub(crate) const REMOVE_NODES: &str = "DELETE FROM tree_node WHERE zone = $1";

pub(crate) const REMOVE_NOUNS: &str = "DELETE FROM view_noun WHERE zone = $1";

/// The view without the nouns that have lists of their own.
pub(crate) const NOUNS: &str = "SELECT kind, key, document_version, document FROM view_noun \
     WHERE zone = $1 AND state IS NULL";

pub(crate) const VIEW: &str = "SELECT kind, key, document_version, document, \
     state, owner, assignee, parent, sort, search FROM view_noun WHERE zone = $1";

pub(crate) const NOUN: &str = "SELECT kind, key, document_version, document FROM view_noun \
     WHERE zone = $1 AND kind = $2 AND key = $3";

/// A noun with the place of the entry that declared it.
pub(crate) const NOUN_AT: &str = "SELECT seq, kind, key, document_version, document FROM view_noun \
     WHERE zone = $1 AND kind = $2 AND key = $3";

pub(crate) const STANDING: &str = "SELECT seq FROM view_noun WHERE zone = $1 AND kind = $2 AND key = $3";

/// A checkpoint of a size stays as it was first kept.
pub(crate) const KEEP_CHECKPOINT: &str = "INSERT INTO checkpoint (zone, size, note) VALUES ($1, $2, $3) \
     ON CONFLICT (zone, size) DO NOTHING";

pub(crate) const CHECKPOINTS: &str = "SELECT size, note FROM checkpoint WHERE zone = $1 AND size < $2 \
     ORDER BY size DESC LIMIT $3";

pub(crate) const DRAFT: &str = "SELECT touched_us, document FROM draft WHERE token = $1";

pub(crate) const KEEP_DRAFT: &str = "INSERT INTO draft (token, touched_us, document) VALUES ($1, $2, $3) \
     ON CONFLICT (token) DO UPDATE SET touched_us = excluded.touched_us, document = excluded.document";

pub(crate) const COUNT_DRAFTS: &str = "SELECT COUNT(*) FROM draft";

/// Removes the `$1` drafts that were left alone for the longest.
pub(crate) const PUSH_OUT_DRAFTS: &str = "DELETE FROM draft WHERE token IN ( \
     SELECT token FROM draft ORDER BY touched_us, token DESC LIMIT $1)";

pub(crate) const FORGET_DRAFT: &str = "DELETE FROM draft WHERE token = $1";

pub(crate) const DROP_DRAFTS: &str = "DELETE FROM draft WHERE touched_us < $1";

pub(crate) const KEEP_BESIDE: &str = "INSERT INTO beside (shelf, key, owner, at_us, bytes) \
     VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (shelf, key) DO UPDATE SET owner = excluded.owner, at_us = excluded.at_us, bytes = excluded.bytes";

pub(crate) const BESIDE: &str = "SELECT key, owner, at_us, bytes FROM beside WHERE shelf = $1 AND key = $2";

pub(crate) const SHELF: &str = "SELECT key, owner, at_us, bytes FROM beside WHERE shelf = $1 AND key > $2 \
     ORDER BY key LIMIT $3";

pub(crate) const SHELF_KEYS: &str = "SELECT key FROM beside WHERE shelf = $1 AND at_us < $2 AND key > $3 \
     ORDER BY key LIMIT $4";

pub(crate) const FORGET_BESIDE: &str = "DELETE FROM beside WHERE shelf = $1 AND key = $2";

pub(crate) const FORGET_BESIDE_OF: &str = "DELETE FROM beside WHERE shelf = $1 AND owner = $2";

pub(crate) const DROP_BESIDE: &str = "DELETE FROM beside WHERE shelf = $1 AND at_us < $2";

pub(crate) const SAVE: &str = "SAVEPOINT request";

pub(crate) const KEEP: &str = "RELEASE SAVEPOINT request";

pub(crate) const UNDO: &str = "ROLLBACK TO SAVEPOINT request";
