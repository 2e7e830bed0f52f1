ALTER TABLE view_noun
    ADD COLUMN state TEXT COLLATE "C",
    ADD COLUMN owner TEXT COLLATE "C",
    ADD COLUMN assignee TEXT COLLATE "C",
    ADD COLUMN parent TEXT COLLATE "C",
    ADD COLUMN sort BIGINT,
    ADD COLUMN search TEXT COLLATE "C";
CREATE INDEX view_noun_without_list ON view_noun (zone, kind, key) WHERE state IS NULL;
CREATE INDEX view_noun_by_sort ON view_noun (zone, kind, sort, key, state) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_state ON view_noun (zone, kind, state, sort, key) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_owner ON view_noun (zone, kind, owner, sort, key, state) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_assignee ON view_noun (zone, kind, assignee, sort, key, state) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_parent ON view_noun (zone, kind, parent, sort, key, state) WHERE state IS NOT NULL;
CREATE TABLE beside (
    shelf TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    at_us BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (shelf, key)
);
CREATE INDEX beside_by_owner ON beside (shelf, owner);
CREATE INDEX beside_by_age ON beside (shelf, at_us, key)
