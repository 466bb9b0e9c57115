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
DROP POLICY IF EXISTS appends ON revision;
CREATE POLICY appends ON revision FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM permission p
    WHERE p.account = current_user AND p.may_write AND p.owner IN (revision.owner, '*')));

-- Arrival numbers say nothing about what a batch holds; all must see them, or two accounts would give the same number.
DROP POLICY IF EXISTS reads ON arrival;
CREATE POLICY reads ON arrival FOR SELECT USING (true);
DROP POLICY IF EXISTS appends ON arrival;
CREATE POLICY appends ON arrival FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM batch b JOIN permission p ON p.owner IN (b.owner, '*')
    WHERE b.uid = arrival.batch AND p.account = current_user AND p.may_write));
