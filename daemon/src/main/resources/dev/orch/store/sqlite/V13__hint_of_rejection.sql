-- What to do about a command that was refused, where that is not the usual for its problem; null where it is.
ALTER TABLE command ADD COLUMN problem_hint TEXT;

PRAGMA user_version = 13;
