ALTER TABLE view_noun ADD COLUMN state TEXT;
ALTER TABLE view_noun ADD COLUMN owner TEXT;
ALTER TABLE view_noun ADD COLUMN assignee TEXT;
ALTER TABLE view_noun ADD COLUMN parent TEXT;
ALTER TABLE view_noun ADD COLUMN sort INTEGER;
ALTER TABLE view_noun ADD COLUMN search TEXT;
CREATE INDEX view_noun_without_list ON view_noun (zone, kind, key) WHERE state IS NULL;
CREATE INDEX view_noun_by_sort ON view_noun (zone, kind, sort, key, state) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_state ON view_noun (zone, kind, state, sort, key) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_owner ON view_noun (zone, kind, owner, sort, key, state) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_assignee ON view_noun (zone, kind, assignee, sort, key, state) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_parent ON view_noun (zone, kind, parent, sort, key, state) WHERE state IS NOT NULL;
CREATE TABLE beside (
    shelf TEXT NOT NULL,
    key TEXT NOT NULL,
    owner TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (shelf, key)
) STRICT;
CREATE INDEX beside_by_owner ON beside (shelf, owner);
CREATE INDEX beside_by_age ON beside (shelf, at_us, key)
