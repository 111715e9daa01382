CREATE TABLE moon (id TEXT NOT NULL PRIMARY KEY);

PRAGMA user_version = 2;

INSERT INTO sun (id) VALUES ('there is none');
