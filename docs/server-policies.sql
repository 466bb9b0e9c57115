-- Row-level security for the tables of `annotator sync`: each account reads and appends what the lead allows.
-- Run it once, as the account that owns the tables, after the first sync:  psql URL -f server-policies.sql
-- Then, for each annotator:
--   CREATE ROLE samira LOGIN PASSWORD '...' IN ROLE annotators;
--   INSERT INTO permission VALUES ('samira', 'Samira', true), ('samira', 'project', false);
-- Who may read everything gets the owner '*':  INSERT INTO permission VALUES ('adjudicator', '*', false), ('adjudicator', 'gold', true);
-- The account that owns the tables is not bound by these policies.

DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'annotators') THEN
        CREATE ROLE annotators NOLOGIN;
    END IF;
END
$$;

REVOKE ALL ON about, permission, label_set, document, batch, revision, arrival FROM PUBLIC;
GRANT SELECT ON about, permission, label_set, document, batch, revision, arrival TO annotators;
GRANT INSERT ON label_set, document, batch, revision, arrival TO annotators;

ALTER TABLE permission ENABLE ROW LEVEL SECURITY;
ALTER TABLE batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE revision ENABLE ROW LEVEL SECURITY;
ALTER TABLE arrival ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS own_permissions ON permission;
CREATE POLICY own_permissions ON permission FOR SELECT USING (account = current_user);

DROP POLICY IF EXISTS reads ON batch;
CREATE POLICY reads ON batch FOR SELECT USING (EXISTS (
    SELECT 1 FROM permission p WHERE p.account = current_user AND p.owner IN (batch.owner, '*')));
DROP POLICY IF EXISTS appends ON batch;
CREATE POLICY appends ON batch FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM permission p
    WHERE p.account = current_user AND p.may_write AND p.owner IN (batch.owner, '*')));

DROP POLICY IF EXISTS reads ON revision;
CREATE POLICY reads ON revision FOR SELECT USING (EXISTS (
    SELECT 1 FROM permission p WHERE p.account = current_user AND p.owner IN (revision.owner, '*')));
-- A batch is whole when it arrives: nobody adds to it afterwards, and no part of one arrives.
DROP POLICY IF EXISTS appends ON revision;
CREATE POLICY appends ON revision FOR INSERT WITH CHECK (
    n >= 0 AND NOT EXISTS (SELECT 1 FROM arrival a WHERE a.batch = revision.batch) AND EXISTS (
    SELECT 1 FROM permission p
    WHERE p.account = current_user AND p.may_write AND p.owner IN (revision.owner, '*')));

-- Arrival numbers say nothing about what a batch holds; all must see them, or two accounts would give the same number.
DROP POLICY IF EXISTS reads ON arrival;
CREATE POLICY reads ON arrival FOR SELECT USING (true);
-- A number far ahead would leave none for the others, so none is taken before its turn. (One that is taken already is
-- refused by the key, and the program tries again.)
CREATE OR REPLACE FUNCTION next_arrival() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT AS 'SELECT coalesce(max(n), 0) + 1 FROM arrival';
DROP POLICY IF EXISTS appends ON arrival;
CREATE POLICY appends ON arrival FOR INSERT WITH CHECK (
    n BETWEEN 1 AND next_arrival() AND EXISTS (
    SELECT 1 FROM batch b JOIN permission p ON p.owner IN (b.owner, '*')
    WHERE b.uid = arrival.batch AND p.account = current_user AND p.may_write
    AND b.size = (SELECT count(*) FROM revision r WHERE r.batch = b.uid)));
