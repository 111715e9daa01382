-- A list with one filter is read in its order without a look at what does not fit, however much of
-- that there is.
CREATE INDEX session_newest_of_state ON session (state, created_at_ms, id);
CREATE INDEX session_newest_of_agent ON session (agent, created_at_ms, id);

-- What is shown where nothing else is asked for.
CREATE INDEX session_newest_in_view ON session (created_at_ms, id)
 WHERE state <> 'archived' AND state <> 'deleted';

CREATE INDEX event_of_type ON event (type, seq);

PRAGMA user_version = 8;
