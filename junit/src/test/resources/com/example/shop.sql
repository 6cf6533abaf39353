-- A schema with what splits badly: comments; texts with semicolons; a trigger.
PRAGMA user_version = 7;

CREATE TABLE item (
  id INTEGER PRIMARY KEY, -- not this; one
  name TEXT UNIQUE NOT NULL DEFAULT 'a;b'
);
/* neither; this
   one; */
CREATE TABLE log (text TEXT);

CREATE TRIGGER item_added AFTER INSERT ON item
BEGIN
  INSERT INTO log VALUES ('added; ' || new.name);
  UPDATE log SET text = CASE WHEN text IS NULL THEN 'none' ELSE text END;
END;

BEGIN;
CREATE VIEW names AS SELECT name FROM item;
COMMIT
