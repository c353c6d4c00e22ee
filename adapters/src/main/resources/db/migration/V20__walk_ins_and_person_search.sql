-- ===== Visitors at a counter (来访) ===================================================================================
-- What a visitor says is written down by a member of staff; until now it was stored as a telephone call.

ALTER DOMAIN channel DROP CONSTRAINT channel_check;
ALTER DOMAIN channel ADD CONSTRAINT channel_check CHECK (VALUE IN ('GROUP', 'PRIVATE', 'RELAY', 'WEB', 'KF', 'APP', 'PHONE',
  'AWAY', 'OPEN311', 'HOTLINE', 'SMS', 'API', 'WALK_IN'));

-- ===== Searches for persons (按电话、姓名查) ============================================================================
-- A name is found by its whole, through a keyed hash that goes with the person. Sealed reports have none, nor have those of
-- before this migration.

ALTER TABLE report_person ADD COLUMN name_hash bytea;
CREATE INDEX report_person_name ON report_person (name_hash) WHERE name_hash IS NOT NULL;

CREATE DOMAIN search_reason AS text COLLATE "C"
  CHECK (VALUE IN ('CALLED_BACK', 'ASKS_PROGRESS', 'SAME_MATTER', 'OTHER'));

-- Who searched for whom and why; stored before anything is shown. Two searches for one person have the same hash.
CREATE TABLE person_search (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login     text NOT NULL,
  name      text NOT NULL,                       -- of the person who searched
  is_number boolean NOT NULL,                    -- by number, otherwise by name
  term_hash bytea NOT NULL,                      -- keyed, of what was searched for
  reason    search_reason NOT NULL,
  words     bytea,                               -- encrypted; of OTHER
  at        timestamptz NOT NULL,
  CHECK ((words IS NOT NULL) = (reason = 'OTHER')));
CREATE INDEX person_search_at ON person_search (at);

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianhu_app') THEN
    REVOKE UPDATE ON person_search FROM lianhu_app;
  END IF;
END $$;
