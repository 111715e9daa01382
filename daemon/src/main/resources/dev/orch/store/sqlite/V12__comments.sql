-- What people say of a session's change. A draft has a version; a comment that went out says when,
-- and with which follow-up, or in which turn if it answered what the agent had asked.
CREATE TABLE comment_draft (
  session_id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL
);

CREATE TABLE comment (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  path TEXT NOT NULL,
  side TEXT NOT NULL,
  start_line INTEGER NOT NULL,
  end_line INTEGER NOT NULL,
  quote TEXT NOT NULL,
  text TEXT NOT NULL,
  sent_at_ms INTEGER,
  follow_up_id TEXT,
  turn INTEGER
);

CREATE INDEX comment_of_session ON comment (session_id, position);

PRAGMA user_version = 12;
