-- The road from a report to its answer. Words and persons stand in tables of their own, encrypted (AES-256-GCM by the
-- gateway; the database never sees the key); look-up goes by keyed hash. Codes compare bytewise, so a prefix is a subtree.

CREATE TABLE county (
  code      text COLLATE "C" PRIMARY KEY,
  name      text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE area (
  code text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  seat text NOT NULL DEFAULT '');

CREATE TABLE department (
  id      text PRIMARY KEY,
  name    text NOT NULL,
  type    text NOT NULL,
  area    text COLLATE "C" NOT NULL,
  contact bytea NOT NULL);                      -- phone and WeCom account, encrypted

CREATE TABLE post (
  id         text PRIMARY KEY,
  area       text COLLATE "C" NOT NULL,
  role       text NOT NULL,
  person     bytea NOT NULL,                    -- name, phone, WeCom account, encrypted
  from_day   date NOT NULL,
  until_day  date,
  link_round int NOT NULL DEFAULT 0);           -- a new round makes the old personal link invalid

CREATE TABLE binding (
  chat     text PRIMARY KEY,
  name     text NOT NULL,
  area     text COLLATE "C" NOT NULL,
  tier     text NOT NULL,
  webhook  bytea,                               -- the key is a secret, encrypted
  bound_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE binding_code (
  code_hash  bytea PRIMARY KEY,
  area       text COLLATE "C" NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz);

CREATE TABLE binding_failure (
  chat text NOT NULL,
  at   timestamptz NOT NULL DEFAULT now());
CREATE INDEX binding_failure_recent ON binding_failure (chat, at);

-- Every copy of the gateway holds the roster in memory and looks at this number to see whether it still holds. A row, not a
-- sequence: the number must not be seen before what it counts.
CREATE TABLE roster_version (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL);
INSERT INTO roster_version (version) VALUES (1);

CREATE FUNCTION count_roster_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE roster_version SET version = version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER area_is_counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON area
  FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
CREATE TRIGGER department_is_counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON department
  FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
CREATE TRIGGER post_is_counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON post
  FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
CREATE TRIGGER binding_is_counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON binding
  FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();

CREATE TABLE person (
  key     bytea PRIMARY KEY,                    -- keyed hash of phone or account
  sealed  bytea NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now());

-- Blocks of 1,000 numbers; a copy of the gateway leases a block and hands them out in memory.
CREATE SEQUENCE receipt_block MINVALUE 0 START 0 INCREMENT BY 1000;
CREATE TABLE ticket_block (
  day  date PRIMARY KEY,
  next bigint NOT NULL);

CREATE TABLE ticket (
  no          text COLLATE "C" PRIMARY KEY,
  version     int NOT NULL,
  state       text NOT NULL,
  kind        text NOT NULL,
  category    text NOT NULL,
  urgency     text NOT NULL,
  area        text COLLATE "C" NOT NULL,
  discretion  text NOT NULL,
  lead_type   text NOT NULL,
  lead_id     text COLLATE "C" NOT NULL,
  lead_name   text NOT NULL,
  helpers     jsonb NOT NULL,
  route       jsonb NOT NULL,
  recused     text COLLATE "C",
  dispatches  int NOT NULL,
  reopenings  int NOT NULL,
  acknowledged boolean NOT NULL,
  merged_into text COLLATE "C" REFERENCES ticket (no),
  received_at timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  due         timestamptz NOT NULL,
  title       bytea NOT NULL,                   -- encrypted
  grams       int[] NOT NULL);                  -- keyed hashes of the title's two-character pieces; empty when sealed
CREATE INDEX ticket_newest ON ticket (received_at DESC, no DESC);
CREATE INDEX ticket_area ON ticket (area, received_at DESC);
CREATE INDEX ticket_open ON ticket (due) WHERE state NOT IN ('CLOSED', 'ARCHIVED', 'MERGED', 'WITHDRAWN');
CREATE INDEX ticket_lead ON ticket (lead_id, state);
CREATE INDEX ticket_merged ON ticket (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX ticket_grams ON ticket USING gin (grams);

CREATE TABLE report (
  receipt_no   text COLLATE "C" PRIMARY KEY,
  door         text NOT NULL,
  source_id    text NOT NULL,
  channel      text NOT NULL,
  conversation text,                            -- of a group only; a private one would name the person
  area         text COLLATE "C" NOT NULL,
  ticket_no    text COLLATE "C" NOT NULL REFERENCES ticket (no),
  reporter     bytea,                           -- person.key
  relayer      bytea,
  has_account  boolean NOT NULL,                -- a private message can reach the reporter
  lead_type    text NOT NULL,                   -- what the receipt said, so that a repeat hears the same
  lead_id      text NOT NULL,
  lead_name    text NOT NULL,
  due          timestamptz NOT NULL,
  urgency      text NOT NULL,
  discretion   text NOT NULL,
  advice       text NOT NULL,
  occurred_at  timestamptz NOT NULL,
  received_at  timestamptz NOT NULL,
  UNIQUE (door, source_id));                    -- the truth about redeliveries
CREATE INDEX report_ticket ON report (ticket_no);
CREATE INDEX report_reporter ON report (reporter, received_at DESC) WHERE reporter IS NOT NULL;
CREATE INDEX report_relayer ON report (relayer, received_at DESC) WHERE relayer IS NOT NULL;

CREATE TABLE report_text (
  receipt_no text COLLATE "C" PRIMARY KEY REFERENCES report (receipt_no),
  sealed     bytea NOT NULL);                   -- what was said, and the photos with it, encrypted

CREATE TABLE ticket_event (
  id        bigint GENERATED ALWAYS AS IDENTITY,
  ticket_no text COLLATE "C" NOT NULL REFERENCES ticket (no),
  seq       int NOT NULL,
  at        timestamptz NOT NULL,
  type      text NOT NULL,
  by_type   text NOT NULL,
  by_id     text NOT NULL,
  by_name   text NOT NULL,
  change    jsonb NOT NULL,
  source    text,
  PRIMARY KEY (ticket_no, seq));
CREATE UNIQUE INDEX ticket_event_source ON ticket_event (source) WHERE source IS NOT NULL;
CREATE INDEX ticket_event_id ON ticket_event (id);

CREATE TABLE event_text (
  ticket_no text COLLATE "C" NOT NULL,
  seq       int NOT NULL,
  sealed    bytea NOT NULL,
  PRIMARY KEY (ticket_no, seq),
  FOREIGN KEY (ticket_no, seq) REFERENCES ticket_event (ticket_no, seq));

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never changed or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ticket_event_is_final BEFORE UPDATE OR DELETE ON ticket_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ticket_event_stays BEFORE TRUNCATE ON ticket_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The outbox: an intent is committed with what it tells of. 64 partitions by hash of the audience are leased to copies of
-- the gateway, which keeps the order for each audience; lane 1 is for broadcasts.
CREATE TABLE delivery (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_no  text COLLATE "C",
  version    int NOT NULL,
  receipt_no text COLLATE "C",
  type       text NOT NULL,
  audience   text NOT NULL,
  channel    text NOT NULL,
  state      text NOT NULL,
  why        text NOT NULL DEFAULT '',
  attempts   int NOT NULL DEFAULT 0,
  lane       smallint NOT NULL DEFAULT 0,
  slot       smallint NOT NULL,                 -- partition
  holder     text,                              -- copy that is sending
  lease_until timestamptz,
  next_at    timestamptz NOT NULL DEFAULT now(),
  at         timestamptz NOT NULL DEFAULT now());
CREATE INDEX delivery_pending ON delivery (lane, slot, id) WHERE state = 'PENDING';
CREATE INDEX delivery_sending ON delivery (lease_until) WHERE state = 'SENDING';
CREATE INDEX delivery_again ON delivery (audience) WHERE state = 'PENDING' AND attempts > 0;
CREATE INDEX delivery_open ON delivery (state, id) WHERE state IN ('UNKNOWN', 'WAITS_FOR_PERSON', 'WAITS_FOR_QUERY', 'CANNOT');
CREATE INDEX delivery_ticket ON delivery (ticket_no) WHERE ticket_no IS NOT NULL;
CREATE INDEX delivery_receipt ON delivery (receipt_no) WHERE receipt_no IS NOT NULL;
CREATE INDEX delivery_audience ON delivery (audience, id) WHERE state = 'WAITS_FOR_PERSON';

CREATE TABLE slot_lease (
  lane        smallint NOT NULL,
  slot        smallint NOT NULL,
  holder      text NOT NULL,
  lease_until timestamptz NOT NULL,
  PRIMARY KEY (lane, slot));

CREATE TABLE alarm (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_no text COLLATE "C" NOT NULL REFERENCES ticket (no),
  kind      text NOT NULL,
  at        timestamptz NOT NULL,
  round     int NOT NULL);
CREATE INDEX alarm_next ON alarm (at);

CREATE TABLE photo (
  sha256    text PRIMARY KEY,
  type      text NOT NULL,
  size      int NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE tracking_lock (
  receipt_no text COLLATE "C" PRIMARY KEY,
  failures   int NOT NULL,
  first_at   timestamptz NOT NULL);

CREATE TABLE api_key (
  id       text PRIMARY KEY,
  key_hash bytea NOT NULL UNIQUE,
  name     text NOT NULL,
  scopes   text NOT NULL,
  made_at  timestamptz NOT NULL DEFAULT now());

CREATE TABLE staff_password (
  login    text PRIMARY KEY,
  verifier text NOT NULL,                        -- PBKDF2, with its salt and rounds
  made_at  timestamptz NOT NULL DEFAULT now());
