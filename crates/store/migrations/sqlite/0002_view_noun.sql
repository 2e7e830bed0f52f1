CREATE TABLE view_noun (
    zone TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    seq INTEGER NOT NULL,
    document_version INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (zone, kind, key),
    FOREIGN KEY (zone, seq) REFERENCES entry (zone, seq)
) STRICT
