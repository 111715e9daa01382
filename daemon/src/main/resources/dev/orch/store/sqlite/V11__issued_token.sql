-- Tokens that were given to pages of the user interface: what is kept lets nobody in.
CREATE TABLE issued_token (
  token_hash TEXT PRIMARY KEY,
  token_class TEXT NOT NULL CHECK (token_class IN ('ui', 'agent')),
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
);

PRAGMA user_version = 11;
