CREATE TABLE entry (
    zone TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    payload_version INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (zone, seq)
) STRICT
