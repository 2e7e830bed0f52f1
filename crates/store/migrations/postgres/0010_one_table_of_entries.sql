CREATE TABLE entry (
    zone TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL CHECK (seq > 0),
    kind TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    at_us BIGINT NOT NULL,
    payload_version BIGINT NOT NULL,
    salt BYTEA,
    payload BYTEA,
    payload_hash BYTEA NOT NULL CHECK (length(payload_hash) = 32),
    leaf BYTEA NOT NULL CHECK (length(leaf) = 32),
    PRIMARY KEY (zone, seq),
    CHECK ((salt IS NULL) = (payload IS NULL))
);
CREATE FUNCTION entry_is_never_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry is never removed';
END $$;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_never_removed();
CREATE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION entry_is_never_removed();
CREATE FUNCTION entry_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.payload IS NOT NULL
        OR (NEW.zone, NEW.seq, NEW.kind, NEW.actor, NEW.at_us, NEW.payload_version, NEW.payload_hash, NEW.leaf)
        IS DISTINCT FROM
        (OLD.zone, OLD.seq, OLD.kind, OLD.actor, OLD.at_us, OLD.payload_version, OLD.payload_hash, OLD.leaf)
    THEN
        RAISE EXCEPTION 'an entry is never changed, only its payload erased';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_never_changed();
CREATE TABLE view_noun (
    zone TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    document_version BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (zone, kind, key)
);
CREATE TABLE tree_node (
    zone TEXT COLLATE "C" NOT NULL,
    level BIGINT NOT NULL,
    place BIGINT NOT NULL,
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (zone, level, place)
);
CREATE TABLE record_head (
    zone TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    root BYTEA NOT NULL CHECK (length(root) = 32),
    peaks BYTEA NOT NULL
);
CREATE TABLE checkpoint (
    zone TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (zone, size)
);
CREATE TABLE draft (
    token TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    touched_us BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX draft_by_age ON draft (touched_us)
