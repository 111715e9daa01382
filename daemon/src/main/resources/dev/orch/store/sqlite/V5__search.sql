-- When a person has last looked at it.
ALTER TABLE session ADD COLUMN seen_at_ms INTEGER;

-- What ended before this was asked shall not all be news.
UPDATE session SET seen_at_ms = state_since_ms
 WHERE state IN ('completed', 'failed', 'stopped', 'archived');

-- What lists and the overview count, without a look at the rows.
CREATE INDEX session_facets ON session (project_id, agent, action, state, id);
CREATE INDEX session_of_state ON session (state, reason);
CREATE INDEX session_unseen ON session (state, seen_at_ms, state_since_ms)
 WHERE state IN ('completed', 'failed')
   AND (seen_at_ms IS NULL OR seen_at_ms < state_since_ms);
CREATE INDEX artifact_facets ON artifact (project_id, kind);

-- What the turns used that ended on a day (UTC). Added up as they end: it outlives its sessions.
CREATE TABLE usage_of_day (
  day TEXT NOT NULL,
  project_id TEXT NOT NULL,
  agent TEXT NOT NULL,
  turns INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cached_input_tokens INTEGER NOT NULL,
  cost_usd REAL NOT NULL,
  UNIQUE (day, project_id, agent)
);

INSERT INTO usage_of_day (day, project_id, agent, turns, input_tokens, output_tokens,
                          cached_input_tokens, cost_usd)
SELECT date(turn.ended_at_ms / 1000, 'unixepoch') AS day, session.project_id, session.agent,
       COUNT(*), SUM(turn.usage ->> '$.input_tokens'), SUM(turn.usage ->> '$.output_tokens'),
       SUM(turn.usage ->> '$.cached_input_tokens'), TOTAL(turn.usage ->> '$.cost_usd')
FROM turn JOIN session ON session.id = turn.session_id
WHERE turn.ended_at_ms IS NOT NULL
GROUP BY day, session.project_id, session.agent;

-- The sessions whose texts can be found, numbered in the order in which they came. What was there
-- before this version is found once it is filled in: fill_until is set as long as events up to that
-- number, behind filled_to, and the prompts of the first fill_turns turns are missing.
CREATE TABLE searched_session (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id TEXT NOT NULL UNIQUE,
  filled_to INTEGER,
  fill_until INTEGER,
  fill_turns INTEGER
);

CREATE INDEX searched_session_gap ON searched_session (number) WHERE fill_until IS NOT NULL;

INSERT INTO searched_session (session_id, filled_to, fill_until, fill_turns)
SELECT id, 0,
       COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0),
       COALESCE((SELECT MAX(number) FROM turn WHERE turn.session_id = session.id), 0)
FROM session
ORDER BY created_at_ms, id;

-- The number of a row is its session's number and, in the 36 low bits, its place in the session.
CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');

-- What is deleted leaves no word behind in the index.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

PRAGMA user_version = 5;
