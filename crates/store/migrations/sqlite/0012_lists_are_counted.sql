DROP INDEX view_noun_by_sort;
CREATE INDEX view_noun_by_sort ON view_noun (zone, kind, sort, key, state, search) WHERE state IS NOT NULL;
CREATE INDEX view_noun_by_load ON view_noun (zone, kind, assignee, state, sort) WHERE state IS NOT NULL
