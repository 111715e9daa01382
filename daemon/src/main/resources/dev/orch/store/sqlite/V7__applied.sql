-- When the session's change was last taken into the checkout; null if it is not there.
ALTER TABLE session ADD COLUMN applied_at_ms INTEGER;

PRAGMA user_version = 7;
