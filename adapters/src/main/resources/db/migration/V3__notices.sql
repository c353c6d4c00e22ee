-- Notices to many. To whom one goes is fixed when it is made: a row of delivery for each group or unit, lane 1, or 2 for
-- emergencies. Its words are public and stand here once.
CREATE TABLE broadcast (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source        text NOT NULL UNIQUE,           -- the same request counts once
  area          text COLLATE "C" NOT NULL,
  kind          text NOT NULL,
  words         text NOT NULL,
  state         text NOT NULL,
  targets       int NOT NULL,                   -- groups and units when it was made
  made_by       text NOT NULL,                  -- a person, for instance desk:chen.jing or api:admin-1a2b3c4d
  made_name     text NOT NULL,
  made_at       timestamptz NOT NULL,
  approved_by   text,
  approved_name text,
  approved_at   timestamptz,
  begun_at      timestamptz,
  CHECK (approved_by IS NULL OR approved_by <> made_by));  -- two persons are two
CREATE INDEX broadcast_newest ON broadcast (id DESC);

-- Who did what to it, besides writing and approving.
CREATE TABLE broadcast_deed (
  broadcast bigint NOT NULL REFERENCES broadcast (id),
  at        timestamptz NOT NULL,
  deed      text NOT NULL,
  by_id     text NOT NULL,
  by_name   text NOT NULL);
CREATE INDEX broadcast_deed_of ON broadcast_deed (broadcast, at);

ALTER TABLE delivery ADD COLUMN broadcast bigint;
-- Each group once; a repeat of an emergency is a version of its own.
CREATE UNIQUE INDEX delivery_broadcast ON delivery (broadcast, audience, version) WHERE broadcast IS NOT NULL;

-- 叫应: who of an emergency's places has answered, and how far down the line of posts it was called.
CREATE TABLE broadcast_call (
  broadcast     bigint NOT NULL REFERENCES broadcast (id),
  area          text COLLATE "C" NOT NULL,
  step          int NOT NULL DEFAULT 0,
  next_at       timestamptz,                    -- none once answered or called to the end
  answered_by   text,
  answered_name text,
  answered_at   timestamptz,
  PRIMARY KEY (broadcast, area));
CREATE INDEX broadcast_call_next ON broadcast_call (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX broadcast_call_area ON broadcast_call (area) WHERE answered_at IS NULL;

-- Everybody at the desk by name: whoever writes a notice and whoever approves it are told apart by it.
ALTER TABLE staff_password ADD COLUMN name text NOT NULL DEFAULT '';
ALTER TABLE staff_password ADD COLUMN made_by text NOT NULL DEFAULT '';
