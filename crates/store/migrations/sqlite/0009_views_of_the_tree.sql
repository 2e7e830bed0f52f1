CREATE TABLE view_noun (
    zone TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    seq INTEGER NOT NULL,
    document_version INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (zone, kind, key)
) STRICT;
CREATE TABLE tree_node (
    zone TEXT NOT NULL,
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (zone, level, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_head (
    zone TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    root BLOB NOT NULL CHECK (length(root) = 32),
    peaks BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (
    zone TEXT NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (zone, size)
) STRICT, WITHOUT ROWID
