-- Stands on the script before it.
INSERT INTO item VALUES (3, 'd');

INSERT INTO items VALUES (4, 'e');
