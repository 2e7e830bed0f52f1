CREATE INDEX view_noun_by_load ON view_noun (zone, kind, assignee, state, sort) WHERE state IS NOT NULL
