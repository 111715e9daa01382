-- Plans, questions and answers are found too, of sessions as well whose other texts were found already.
-- All is filled in anew, as V5 has it: a place has one text, so that it begins with none.
DROP TABLE search;

CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');

-- What is deleted leaves no word behind in the index.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

UPDATE searched_session SET
  filled_to = 0,
  fill_until = COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0),
  fill_turns = COALESCE((SELECT MAX(number) FROM turn
                          WHERE turn.session_id = searched_session.session_id), 0);

PRAGMA user_version = 10;
