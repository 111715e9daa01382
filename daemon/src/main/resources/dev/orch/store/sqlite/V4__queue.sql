-- The sessions that wait for a place, and when each project was served last. AUTOINCREMENT: whoever
-- comes later has a greater number, whatever was taken out before.
CREATE TABLE launch_queue (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id TEXT NOT NULL UNIQUE REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  ground TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_detail TEXT,
  since_ms INTEGER NOT NULL,
  not_before_ms INTEGER
);

CREATE TABLE queue_served (
  project_id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL
);

-- A lease that is not held any more is remembered: its session gets the same ports again if it can.
CREATE TABLE port_lease (
  session_id TEXT NOT NULL PRIMARY KEY REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  base INTEGER NOT NULL,
  held INTEGER NOT NULL
);

CREATE UNIQUE INDEX port_lease_held ON port_lease (base) WHERE held = 1;

PRAGMA user_version = 4;
