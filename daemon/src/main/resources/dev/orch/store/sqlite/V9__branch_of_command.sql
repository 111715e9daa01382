-- The name that a command gave its session's branch; null if it gave none.
ALTER TABLE command ADD COLUMN branch TEXT;

PRAGMA user_version = 9;
