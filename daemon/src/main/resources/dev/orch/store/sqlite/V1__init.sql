-- Times are milliseconds since the epoch, ids are text, lists and settings are JSON text. Words of
-- closed sets stand here as they stand on the wire and are not listed: the sets grow.

CREATE TABLE installation (
  id TEXT NOT NULL PRIMARY KEY,
  state_folder TEXT NOT NULL
);

CREATE TABLE project (
  id TEXT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  common_git_dir TEXT NOT NULL UNIQUE,
  default_branch TEXT,
  default_scope TEXT,
  settings TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
);

CREATE INDEX project_newest ON project (created_at_ms, id);

-- Agent, action and project are the words that were said; they may be what was wrong.
CREATE TABLE command (
  id TEXT NOT NULL PRIMARY KEY,
  agent TEXT NOT NULL,
  action TEXT NOT NULL,
  project TEXT NOT NULL,
  scope_path TEXT,
  prompt TEXT,
  model TEXT,
  base TEXT,
  project_id TEXT,
  source TEXT NOT NULL,
  session_id TEXT,
  problem TEXT,
  problem_detail TEXT,
  created_at_ms INTEGER NOT NULL
);

CREATE INDEX command_newest ON command (created_at_ms, id);
CREATE INDEX command_newest_of_project ON command (project_id, created_at_ms, id);

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  project_id TEXT NOT NULL,
  command_id TEXT NOT NULL,
  agent TEXT NOT NULL,
  action TEXT NOT NULL,
  model TEXT,
  title TEXT NOT NULL,
  prompt TEXT NOT NULL,
  scope_path TEXT,
  branch TEXT,
  base_ref TEXT,
  base_commit TEXT,
  head_commit TEXT,
  folder TEXT NOT NULL,
  log TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  state_since_ms INTEGER NOT NULL,
  archived_from TEXT,
  turn_count INTEGER NOT NULL,
  agent_session_id TEXT,
  exit_code INTEGER,
  last_line TEXT,
  changes TEXT,
  warnings TEXT NOT NULL,
  usage TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  started_at_ms INTEGER,
  ended_at_ms INTEGER,
  updated_at_ms INTEGER NOT NULL,
  version INTEGER NOT NULL
);

CREATE INDEX session_newest ON session (created_at_ms, id);
CREATE INDEX session_newest_of_project ON session (project_id, created_at_ms, id);

-- A turn is open until it has ended_at_ms; it has a stop on record once it has stop_reason. A rung is
-- taken without a stop too, where the process does not end by itself.
CREATE TABLE turn (
  session_id TEXT NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  prompt TEXT NOT NULL,
  message_id TEXT NOT NULL,
  follow_up_id TEXT,
  spec TEXT,
  protocol_state TEXT,
  out_read_bytes INTEGER NOT NULL,
  err_read_bytes INTEGER NOT NULL,
  pid INTEGER,
  started_at_ms INTEGER,
  stop_reason TEXT,
  stop_requested_at_ms INTEGER,
  stop_requests INTEGER NOT NULL,
  stop_rung TEXT,
  stop_rung_at_ms INTEGER,
  verdict TEXT,
  verdict_by TEXT,
  verdict_reason TEXT,
  verdict_detail TEXT,
  evidence TEXT,
  exit_code INTEGER,
  usage TEXT,
  ended_at_ms INTEGER,
  UNIQUE (session_id, number)
);

CREATE INDEX turn_open ON turn (session_id, number) WHERE ended_at_ms IS NULL;

-- start_bytes is where the message begins in the turn's outbox; a row without a message ends it.
CREATE TABLE outbox (
  session_id TEXT NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  turn INTEGER NOT NULL,
  start_bytes INTEGER NOT NULL,
  message BLOB,
  UNIQUE (session_id, turn, start_bytes)
);

CREATE TABLE follow_up (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  message TEXT NOT NULL,
  mode TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  offered_turn INTEGER,
  offered_message_id TEXT,
  delivered_turn INTEGER,
  delivered_at_ms INTEGER,
  UNIQUE (session_id, position)
);

CREATE TABLE input_request (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  turn INTEGER NOT NULL,
  request_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  detail TEXT NOT NULL,
  options TEXT NOT NULL,
  status TEXT NOT NULL,
  decision TEXT,
  answer_option TEXT,
  answer_text TEXT,
  answered_at_ms INTEGER,
  acknowledged INTEGER NOT NULL,
  requested_at_ms INTEGER NOT NULL,
  UNIQUE (session_id, turn, request_key),
  UNIQUE (session_id, position)
);

CREATE INDEX input_request_oldest ON input_request (requested_at_ms, id);
CREATE INDEX input_request_oldest_of_status ON input_request (status, requested_at_ms, id);

CREATE TABLE artifact (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  project_id TEXT NOT NULL,
  turn INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  base_commit TEXT,
  model TEXT,
  created_at_ms INTEGER NOT NULL
);

CREATE INDEX artifact_newest ON artifact (created_at_ms, id);
CREATE INDEX artifact_newest_of_session ON artifact (session_id, created_at_ms, id);
CREATE INDEX artifact_newest_of_project ON artifact (project_id, created_at_ms, id);

CREATE TABLE receipt (
  receipt_key TEXT NOT NULL PRIMARY KEY,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
);

CREATE INDEX receipt_oldest ON receipt (created_at_ms);

-- AUTOINCREMENT: a number is never given twice, whatever is deleted.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  project_id TEXT,
  session_id TEXT,
  turn INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_detail TEXT,
  payload TEXT NOT NULL
);

CREATE INDEX event_of_session ON event (session_id, seq);
CREATE INDEX event_of_project ON event (project_id, seq);

PRAGMA user_version = 1;
