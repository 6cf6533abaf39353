-- The third statement
CREATE TABLE a (x);
CREATE TRIGGER t AFTER INSERT ON a BEGIN
  DELETE FROM a;
END;

/* is
   it; */
CRATE TABLE b (x);
