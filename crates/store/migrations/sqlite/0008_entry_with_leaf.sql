CREATE TABLE entry (
    zone TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    payload_version INTEGER NOT NULL,
    salt BLOB,
    payload BLOB,
    payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    PRIMARY KEY (zone, seq),
    CHECK ((salt IS NULL) = (payload IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'an entry is never removed');
END;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
WHEN NEW.payload IS NOT NULL
    OR NEW.zone IS NOT OLD.zone OR NEW.seq IS NOT OLD.seq OR NEW.kind IS NOT OLD.kind
    OR NEW.actor IS NOT OLD.actor OR NEW.at_us IS NOT OLD.at_us
    OR NEW.payload_version IS NOT OLD.payload_version
    OR NEW.payload_hash IS NOT OLD.payload_hash OR NEW.leaf IS NOT OLD.leaf
BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed, only its payload erased');
END
