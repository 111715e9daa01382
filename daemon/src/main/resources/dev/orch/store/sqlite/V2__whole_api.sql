-- Why a session was in the state that unarchive takes it back to.
ALTER TABLE session ADD COLUMN archived_from_reason TEXT;

-- Of the message, so that two who edit it do not undo each other.
ALTER TABLE follow_up ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- A command may be a text, which may be for a session that is there, or may not be understood. It is
-- for the session that it names, work for the agent that it names, or neither.
CREATE TABLE command_in_words (
  id TEXT NOT NULL PRIMARY KEY,
  text TEXT,
  agent TEXT,
  action TEXT,
  project TEXT,
  session TEXT,
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

INSERT INTO command_in_words (id, agent, action, project, scope_path, prompt, model, base,
                              project_id, source, session_id, problem, problem_detail,
                              created_at_ms)
SELECT id, agent, action, project, scope_path, prompt, model, base, project_id, source, session_id,
       problem, problem_detail, created_at_ms
FROM command;

DROP TABLE command;
ALTER TABLE command_in_words RENAME TO command;

CREATE INDEX command_newest ON command (created_at_ms, id);
CREATE INDEX command_newest_of_project ON command (project_id, created_at_ms, id);

PRAGMA user_version = 2;
