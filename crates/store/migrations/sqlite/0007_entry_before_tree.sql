DROP TRIGGER entry_is_never_changed;
DROP TRIGGER entry_is_never_removed;
DROP TABLE view_noun;
ALTER TABLE entry RENAME TO entry_before_tree
