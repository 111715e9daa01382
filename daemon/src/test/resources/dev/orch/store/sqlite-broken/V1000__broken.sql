CREATE TABLE moon (id TEXT NOT NULL PRIMARY KEY);

PRAGMA user_version = 1000;

INSERT INTO sun (id) VALUES ('there is none');
