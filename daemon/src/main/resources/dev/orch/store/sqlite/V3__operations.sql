-- An operation is open until it has ended_at_ms. Its plan is JSON in the words of its kind, and
-- forgotten at its end. A session's row is not referred to: an operation outlives what it removes.
CREATE TABLE operation (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  project_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  plan TEXT NOT NULL,
  plan_hash TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_detail TEXT,
  receipt_key TEXT,
  stage TEXT NOT NULL,
  failure TEXT,
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
);

CREATE UNIQUE INDEX operation_open ON operation (session_id) WHERE ended_at_ms IS NULL;
CREATE UNIQUE INDEX operation_open_apply ON operation (project_id)
  WHERE ended_at_ms IS NULL AND kind = 'apply';
CREATE INDEX operation_of_receipt ON operation (receipt_key, created_at_ms)
  WHERE receipt_key IS NOT NULL;

-- What a delete took, until it is given back, emptied or has expired. The plan of the delete says
-- what lies where: JSON.
CREATE TABLE trash_entry (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  branch TEXT,
  content TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
);

CREATE INDEX trash_entry_newest ON trash_entry (created_at_ms, id);
CREATE INDEX trash_entry_expiry ON trash_entry (expires_at_ms);

PRAGMA user_version = 3;
