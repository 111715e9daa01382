-- A session whose worktree's folder was given up: its state is kept in the repository under
-- refs/orch/preserved/<session>/<number>. back: the folder is there again, what is kept can go.
CREATE TABLE released_worktree (
  session_id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL,
  released_at_ms INTEGER NOT NULL,
  back INTEGER NOT NULL DEFAULT 0
);

PRAGMA user_version = 6;
