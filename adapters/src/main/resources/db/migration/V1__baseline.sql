-- The database of one county. Read from top to bottom: who and where (roster), what was reported (ticket, report, event),
-- who is told (delivery, broadcast), the WeCom channels (kf, customer group), access (keys, accounts), privileges.
--
-- Three rules hold everywhere:
--   1. Text of residents, names, phone numbers and accounts are ciphertext (AES-256-GCM, written by the gateway, bytea); the
--      database never sees the key. Equality look-ups use a keyed hash. Encrypted text stands in tables of its own
--      (report_person, report_text, event_text), so erasing is one DELETE.
--   2. Codes (area, ticket and receipt numbers) compare bytewise (COLLATE "C"): a subtree of areas is a range of codes.
--   3. Every enumerated column has a domain that allows the constants of its Java enum. A test compares the two lists.


-- ===== Enumerations =================================================================================================
-- Domains and not a CHECK on each column: one list for all columns of a kind, and the server keeps it parsed for a session,
-- where it would parse the CHECKs of a table anew for every statement (a sixth of what a small batch of intake costs).

CREATE DOMAIN area_kind AS text CHECK (VALUE IN ('COMMON', 'DEDICATED', 'AWAY'));
CREATE DOMAIN owner_type AS text CHECK (VALUE IN ('UNIT', 'GRID', 'VILLAGE', 'TOWNSHIP', 'PLATFORM', 'CENTRE', 'DEPARTMENT',
  'TEAM', 'AWAY_GRID', 'VENDOR', 'DESK'));
CREATE DOMAIN post_role AS text CHECK (VALUE IN ('UNIT_HEAD', 'DEPUTY_HEAD', 'KEEPER', 'HELPER', 'GRID_HEAD', 'GUIDE',
  'TOWNSHIP_ROOM', 'DISPATCHER', 'DUTY', 'LEADER'));
CREATE DOMAIN binding_tier AS text CHECK (VALUE IN ('INTERNAL', 'CUSTOMER', 'PLAIN'));
CREATE DOMAIN ticket_state AS text CHECK (VALUE IN ('TRIAGED', 'DISPATCHED', 'RETURN_REVIEW', 'ACCEPTED', 'FEEDBACK_DUE',
  'CLOSED', 'MERGED', 'WITHDRAWN'));
CREATE DOMAIN request_kind AS text CHECK (VALUE IN ('INQUIRY', 'HELP', 'COMPLAINT', 'TIP_OFF', 'SUGGESTION', 'PRAISE'));
CREATE DOMAIN urgency AS text CHECK (VALUE IN ('NORMAL', 'URGENT', 'EMERGENCY'));
CREATE DOMAIN confidentiality AS text CHECK (VALUE IN ('OPEN', 'PRIVATE', 'SEALED'));
CREATE DOMAIN channel AS text CHECK (VALUE IN ('GROUP', 'PRIVATE', 'RELAY', 'WEB', 'KF', 'APP', 'PHONE', 'AWAY', 'OPEN311',
  'HOTLINE', 'SMS', 'API'));
CREATE DOMAIN report_role AS text CHECK (VALUE IN ('REPORTER', 'RELAYER'));
CREATE DOMAIN event_type AS text CHECK (VALUE IN ('RECEIVED', 'TRIAGED', 'DISPATCHED', 'ACCEPTED', 'RETURNED',
  'RESULT_SUBMITTED', 'CLOSED', 'REOPENED', 'MERGED', 'ABSORBED', 'WITHDRAWN', 'SUPPLEMENTED', 'WRITTEN_DOWN',
  'ACKNOWLEDGED', 'DUE_DATE_RECOUNTED', 'UNSEAL_ASKED', 'UNSEALED', 'UNSEAL_SEEN', 'ERASED'));
CREATE DOMAIN actor_type AS text CHECK (VALUE IN ('GATEWAY', 'REPORTER', 'POST', 'DEPARTMENT', 'DESK', 'API'));
CREATE DOMAIN timer_kind AS text CHECK (VALUE IN ('RECALL', 'UNIT_HEAD_TIMEOUT', 'AUTO_CLOSE', 'DUE_DATE_RECOUNT'));
CREATE DOMAIN broadcast_kind AS text CHECK (VALUE IN ('NOTICE', 'EMERGENCY'));
CREATE DOMAIN broadcast_state AS text CHECK (VALUE IN ('WAITS_FOR_SECOND_PERSON', 'SENDING', 'PAUSED', 'CANCELLED'));
CREATE DOMAIN broadcast_action_type AS text CHECK (VALUE IN ('APPROVE', 'PAUSE', 'RESUME', 'CANCEL', 'RESEND',
  'RESEND_UNKNOWN'));
CREATE DOMAIN notice_type AS text CHECK (VALUE IN ('RECEIPT', 'QUIET', 'SEALED_RECEIPT', 'EMERGENCY_ADVICE',
  'DANGER_ADVICE', 'NOBODY_YET', 'DISPATCHED', 'RESULT', 'MERGED', 'ASSIGNED', 'EMERGENCY_CALL', 'REOPENED', 'DROPPED',
  'BROADCAST', 'BROADCAST_EMERGENCY'));
CREATE DOMAIN recipient_type AS text CHECK (VALUE IN ('GROUP', 'POST', 'DEPARTMENT', 'REPORTER', 'UNIT'));
CREATE DOMAIN delivery_state AS text CHECK (VALUE IN ('PENDING', 'SENDING', 'SENT', 'WAITS_FOR_PERSON', 'WAITS_FOR_QUERY',
  'CANNOT', 'UNKNOWN', 'DROPPED'));
CREATE DOMAIN customer_group_status AS text CHECK (VALUE IN ('CANDIDATE', 'BOUND', 'DECIDED', 'CONFLICT', 'DISMISSED'));
CREATE DOMAIN owner_task_state AS text CHECK (VALUE IN ('SUBMITTING', 'OPEN', 'CLOSED', 'UNKNOWN'));


-- ===== Roster: areas, departments, posts ============================================================================

CREATE TABLE county (
  code        text COLLATE "C" PRIMARY KEY,
  name        text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE area (
  code text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  kind area_kind NOT NULL,
  seat text NOT NULL DEFAULT '');

CREATE TABLE department (
  id      text COLLATE "C" PRIMARY KEY,
  name    text NOT NULL,
  type    owner_type NOT NULL,
  area    text COLLATE "C" NOT NULL,
  contact bytea NOT NULL);                      -- phone and WeCom account, encrypted

CREATE TABLE post (
  id           text COLLATE "C" PRIMARY KEY,
  area         text COLLATE "C" NOT NULL,
  role         post_role NOT NULL,
  contact      bytea NOT NULL,                  -- name, phone and WeCom account, encrypted
  from_day     date NOT NULL,
  until_day    date,
  link_version int NOT NULL DEFAULT 0);         -- part of the personal link: a higher version invalidates the old link

-- What a post or a department had before each change: who held a post from when to when. Rows are only added.
CREATE TABLE contact_history (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  post             text COLLATE "C",            -- post.id, or
  department       text COLLATE "C",            -- department.id
  contact          bytea,                       -- encrypted; none when it did not exist before
  from_day         date,                        -- of the post, as it stood
  until_day        date,
  replaced_at      timestamptz NOT NULL,
  replaced_by      text NOT NULL,               -- a person, e.g. desk:chen.jing; empty for the county's files
  replaced_by_name text NOT NULL,
  CHECK (num_nonnulls(post, department) = 1));
CREATE INDEX contact_history_post ON contact_history (post, id) WHERE post IS NOT NULL;
CREATE INDEX contact_history_department ON contact_history (department, id) WHERE department IS NOT NULL;

-- Which WeCom group belongs to which area.
CREATE TABLE binding (
  chat     text COLLATE "C" PRIMARY KEY,
  name     text NOT NULL,
  area     text COLLATE "C" NOT NULL,
  tier     binding_tier NOT NULL,
  webhook  bytea,                               -- its key is a secret, encrypted
  bound_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE binding_code (
  code_hash  bytea PRIMARY KEY,                 -- keyed: a reader of the table cannot use the code
  area       text COLLATE "C" NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz);

CREATE TABLE binding_failure (
  chat text COLLATE "C" NOT NULL,
  at   timestamptz NOT NULL DEFAULT now());
CREATE INDEX binding_failure_recent ON binding_failure (chat, at);

-- Every instance of the gateway holds the roster in memory and polls this number to see whether its copy is stale. A row,
-- not a sequence: the number must not become visible before the change that it counts.
CREATE TABLE roster_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  bigint NOT NULL);
INSERT INTO roster_version (version) VALUES (1);

CREATE FUNCTION increment_roster_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE roster_version SET version = version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER area_roster_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON area
  FOR EACH STATEMENT EXECUTE FUNCTION increment_roster_version();
CREATE TRIGGER department_roster_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON department
  FOR EACH STATEMENT EXECUTE FUNCTION increment_roster_version();
CREATE TRIGGER post_roster_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON post
  FOR EACH STATEMENT EXECUTE FUNCTION increment_roster_version();
CREATE TRIGGER binding_roster_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON binding
  FOR EACH STATEMENT EXECUTE FUNCTION increment_roster_version();


-- ===== Tickets, reports, events =====================================================================================
-- One statement writes a batch of reports with everything that belongs to them. Foreign keys between these tables are left
-- out: each check is a look-up and a row lock on the intake path, and the parent is written by the same statement.

-- Numbers are leased in blocks of 1,000; an instance of the gateway allocates from its block in memory.
CREATE SEQUENCE receipt_block MINVALUE 0 START 0 INCREMENT BY 1000;
CREATE TABLE ticket_block (
  day  date PRIMARY KEY,
  next bigint NOT NULL);

CREATE TABLE ticket (
  no              text COLLATE "C" PRIMARY KEY,
  version         int NOT NULL,
  state           ticket_state NOT NULL,
  -- Somebody still has to act: the opposite of State.isOver. Queues and their indexes use this column and nothing else.
  is_open         boolean NOT NULL GENERATED ALWAYS AS (state NOT IN ('CLOSED', 'MERGED', 'WITHDRAWN')) STORED,
  -- The order of the queue before the due date: 0 an emergency that nobody answered, 1 another emergency, 2 a running clock,
  -- 3 a stopped one.
  queue_order     smallint NOT NULL GENERATED ALWAYS AS (CASE
                    WHEN state NOT IN ('TRIAGED', 'DISPATCHED', 'RETURN_REVIEW', 'ACCEPTED') THEN 3
                    WHEN urgency <> 'EMERGENCY' THEN 2
                    WHEN acknowledged OR state = 'ACCEPTED' THEN 1
                    ELSE 0 END) STORED,
  kind            request_kind NOT NULL,
  category        text NOT NULL,
  urgency         urgency NOT NULL,
  area            text COLLATE "C" NOT NULL,
  confidentiality confidentiality NOT NULL,
  owner_type      owner_type NOT NULL,
  owner_id        text COLLATE "C" NOT NULL,
  owner_name      text NOT NULL,
  route           jsonb NOT NULL,               -- the first routing decision, with its reasons
  recused_area    text COLLATE "C",             -- staff of this area must not see the ticket: it is about one of them
  dispatches      int NOT NULL,                 -- since it was opened or reopened
  reopenings      int NOT NULL,
  acknowledged    boolean NOT NULL,             -- somebody answered the emergency
  merged_into     text COLLATE "C" REFERENCES ticket (no),
  received_at     timestamptz NOT NULL,
  changed_at      timestamptz NOT NULL,
  due             timestamptz NOT NULL,
  -- When it was closed or withdrawn: its terms of retention run from here. Empty for an open ticket, and for a merged one,
  -- which is erased together with the ticket that it was merged into.
  ended_at        timestamptz,
  erased          text NOT NULL DEFAULT ''      -- what no longer exists
    CHECK (erased IN ('', 'PERSONS', 'ATTACHMENTS', 'PERSONS,ATTACHMENTS', 'WORDS,PERSONS,ATTACHMENTS')),
  title           bytea NOT NULL,               -- encrypted; the name of the category once the words are erased
  title_ngrams    int[] NOT NULL);              -- keyed hashes of the title's character pairs; empty when sealed
CREATE INDEX ticket_newest ON ticket (received_at DESC, no DESC);
CREATE INDEX ticket_area ON ticket (area, received_at DESC);
-- The queue. The further columns are those of its filters and of the visibility: all open tickets are counted from the index.
CREATE INDEX ticket_open ON ticket (queue_order, due, no)
  INCLUDE (state, area, confidentiality, owner_type, owner_id, received_at) WHERE is_open;
CREATE INDEX ticket_owner ON ticket (owner_id, state);
-- Title search. Only of tickets that are no longer open: intake then writes no index entry for each character pair, and the
-- few open tickets are read one by one.
CREATE INDEX ticket_closed_title ON ticket USING gin (title_ngrams) WHERE NOT is_open;
-- What a figure leaves out: a sealed ticket is counted for nobody outside its circle.
CREATE INDEX ticket_sealed ON ticket (no) WHERE confidentiality = 'SEALED';
-- What is past its term: a range of each kind of ticket that still holds the same.
CREATE INDEX ticket_ended ON ticket (confidentiality, erased, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX ticket_merged ON ticket (merged_into) WHERE merged_into IS NOT NULL;

-- 协办: who works on a ticket beside its owner. Its rows decide visibility, hence a table and not JSON.
CREATE TABLE ticket_collaborator (
  ticket_no text COLLATE "C" NOT NULL,
  position  smallint NOT NULL,                  -- the order in which they were named
  type      owner_type NOT NULL,
  id        text COLLATE "C" NOT NULL,
  name      text NOT NULL,
  PRIMARY KEY (ticket_no, position));
CREATE INDEX ticket_collaborator_id ON ticket_collaborator (id, ticket_no);

-- How many tickets there are that are not sealed, without counting them: one row per database session, so that sessions
-- never wait for each other. Each report opens one ticket, so this is the number of reports too.
CREATE TABLE ticket_total (
  backend int PRIMARY KEY,                      -- pg_backend_pid()
  tickets bigint NOT NULL);

CREATE TABLE report (
  receipt_no      text COLLATE "C" PRIMARY KEY,
  source_account  text COLLATE "C" NOT NULL,    -- channel and account that delivered the message, e.g. aibot:AIBOT0001
  source_id       text COLLATE "C" NOT NULL,    -- the message's id there
  channel         channel NOT NULL,
  conversation    text,                         -- of a group only; a private one would name the person
  area            text COLLATE "C" NOT NULL,
  ticket_no       text COLLATE "C" NOT NULL,
  reporter        bytea,                        -- keyed hash of phone or account: finds reports, never a name
  relayer         bytea,                        -- the same of the person who reported on behalf of the reporter
  has_account     boolean NOT NULL,             -- a private message can reach the reporter
  -- From here to advice: what the receipt said, so that a redelivered message gets the same answer.
  owner_type      owner_type NOT NULL,
  owner_id        text COLLATE "C" NOT NULL,
  owner_name      text NOT NULL,
  due             timestamptz NOT NULL,
  urgency         urgency NOT NULL,
  confidentiality confidentiality NOT NULL,
  advice          text NOT NULL,
  occurred_at     timestamptz NOT NULL,
  received_at     timestamptz NOT NULL,
  UNIQUE (source_account, source_id));          -- the idempotency key: platforms redeliver
CREATE INDEX report_ticket ON report (ticket_no);
CREATE INDEX report_reporter ON report (reporter, received_at DESC) WHERE reporter IS NOT NULL;
CREATE INDEX report_relayer ON report (relayer, received_at DESC) WHERE relayer IS NOT NULL;

CREATE TABLE report_text (
  receipt_no text COLLATE "C" PRIMARY KEY,
  ciphertext bytea NOT NULL);                   -- text and attachment ids

-- A person belongs to a report and not to a telephone number: two members of a family who share one are two persons.
CREATE TABLE report_person (
  receipt_no text COLLATE "C" NOT NULL,
  role       report_role NOT NULL,
  ciphertext bytea NOT NULL,                    -- name, phone, account
  PRIMARY KEY (receipt_no, role));

CREATE TABLE ticket_event (
  id        bigint GENERATED ALWAYS AS IDENTITY,  -- its sequence tells that something changed; nothing looks events up by it
  ticket_no text COLLATE "C" NOT NULL,
  seq       int NOT NULL,
  at        timestamptz NOT NULL,
  type      event_type NOT NULL,
  by_type   actor_type NOT NULL,
  by_id     text NOT NULL,
  by_name   text NOT NULL,
  change    jsonb NOT NULL,
  source    text COLLATE "C",                   -- the message that caused it; each counts once
  PRIMARY KEY (ticket_no, seq));
CREATE UNIQUE INDEX ticket_event_source ON ticket_event (source) WHERE source IS NOT NULL;

CREATE TABLE event_text (
  ticket_no  text COLLATE "C" NOT NULL,
  seq        int NOT NULL,
  ciphertext bytea NOT NULL,                    -- text and attachment ids
  PRIMARY KEY (ticket_no, seq));

-- The application's role has no UPDATE or DELETE on events either; the triggers stop every other role too.
CREATE FUNCTION reject_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never changed or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ticket_event_append_only BEFORE UPDATE OR DELETE ON ticket_event
  FOR EACH ROW EXECUTE FUNCTION reject_event_change();
CREATE TRIGGER ticket_event_no_truncate BEFORE TRUNCATE ON ticket_event
  FOR EACH STATEMENT EXECUTE FUNCTION reject_event_change();

-- How far the committed ticket events were published. One row; the instance that holds the lease publishes.
--
-- Intake pays for the feed with nothing but the block-range index: no row of an outbox, no further column, no entry of an
-- index for each event. The ids of ticket_event give the order; which of them are settled is read from the server's locks.
CREATE TABLE ticket_event_feed (
  only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  last_id     bigint NOT NULL DEFAULT 0,        -- ticket_event.id; all up to it are published
  locked_by   text,
  lease_until timestamptz);
INSERT INTO ticket_event_feed DEFAULT VALUES;

CREATE INDEX ticket_event_id ON ticket_event USING brin (id) WITH (pages_per_range = 128, autosummarize = on);

-- A row stays until the timer was handled. An instance that claims it moves fires_at into the future: its lease.
CREATE TABLE ticket_timer (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_no text COLLATE "C" NOT NULL,
  kind      timer_kind NOT NULL,
  fires_at  timestamptz NOT NULL,
  round     int NOT NULL);
CREATE INDEX ticket_timer_due ON ticket_timer (fires_at, id);
CREATE INDEX ticket_timer_ticket ON ticket_timer (ticket_no);

CREATE TABLE attachment (
  sha256     text COLLATE "C" PRIMARY KEY,      -- of the file after sanitising; the file lies in the data directory
  media_type text NOT NULL,
  size_bytes int NOT NULL,
  stored_at  timestamptz NOT NULL DEFAULT now(),
  -- When it is deleted unless a ticket has it: two days after it was stored, in case its report never came, and as soon as
  -- a ticket lets go of it. The row goes only together with the file.
  check_at   timestamptz DEFAULT now() + interval '2 days');
CREATE INDEX attachment_check ON attachment (check_at) WHERE check_at IS NOT NULL;

-- Which tickets have which files; the words that name the files are encrypted.
CREATE TABLE ticket_attachment (
  ticket_no text COLLATE "C" NOT NULL,
  sha256    text COLLATE "C" NOT NULL,
  PRIMARY KEY (ticket_no, sha256));
CREATE INDEX ticket_attachment_file ON ticket_attachment (sha256);

-- Photos and voices that could not be fetched while WeCom waited for the answer: where they are and how to decrypt them.
CREATE TABLE pending_media (
  source_account  text COLLATE "C" NOT NULL,    -- with source_id the message, as in report
  source_id       text COLLATE "C" NOT NULL,
  position        smallint NOT NULL,            -- within the message
  ciphertext      bytea NOT NULL,
  expires_at      timestamptz NOT NULL,         -- then fetching is given up, and the ticket says so
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source_account, source_id, position));
CREATE INDEX pending_media_next ON pending_media (next_attempt_at);

-- Wrong last digits of a phone number on the tracking page, counted per receipt over all instances.
CREATE TABLE receipt_lookup_throttle (
  receipt_no       text COLLATE "C" PRIMARY KEY,
  failures         int NOT NULL,
  first_failure_at timestamptz NOT NULL);


-- ===== Notices to many ==============================================================================================

CREATE TABLE broadcast (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source           text NOT NULL UNIQUE,        -- idempotency key of the request
  areas            text[] NOT NULL CHECK (cardinality(areas) > 0),
  kind             broadcast_kind NOT NULL,
  body             text NOT NULL,               -- public, hence not encrypted
  state            broadcast_state NOT NULL,
  recipients       int NOT NULL,                -- groups and units at the time of writing
  created_by       text NOT NULL,               -- a person, e.g. desk:chen.jing or api:admin-1a2b3c4d
  created_by_name  text NOT NULL,
  created_at       timestamptz NOT NULL,
  approved_by      text,
  approved_by_name text,
  approved_at      timestamptz,
  started_at       timestamptz,
  CONSTRAINT broadcast_two_persons CHECK (approved_by IS NULL OR approved_by <> created_by));

-- Who did what to it, besides writing it.
CREATE TABLE broadcast_action (
  broadcast_id bigint NOT NULL REFERENCES broadcast (id),
  at           timestamptz NOT NULL,
  action       broadcast_action_type NOT NULL,
  by_id        text NOT NULL,
  by_name      text NOT NULL);
CREATE INDEX broadcast_action_of ON broadcast_action (broadcast_id, at);

-- 叫应: which units of an emergency have answered, and how far up the line of posts each was escalated.
CREATE TABLE escalation (
  broadcast_id     bigint NOT NULL REFERENCES broadcast (id),
  area             text COLLATE "C" NOT NULL,
  step             int NOT NULL DEFAULT 0,
  next_at          timestamptz,                 -- none once answered or at the top of the line
  answered_by      text COLLATE "C",            -- post.id
  answered_by_name text,
  answered_at      timestamptz,
  PRIMARY KEY (broadcast_id, area));
CREATE INDEX escalation_next ON escalation (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX escalation_area ON escalation (area) WHERE answered_at IS NULL;
CREATE INDEX escalation_answered ON escalation (answered_by, answered_at) WHERE answered_by IS NOT NULL;


-- ===== Outbox =======================================================================================================
-- A delivery is committed together with the change that it announces. 64 partitions by hash of the recipient are leased to
-- instances of the gateway; a partition has one sender, which keeps the order for each recipient.

CREATE TABLE delivery (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_no       text COLLATE "C",             -- none for a notice to many
  version         int NOT NULL,                 -- of the ticket; for a notice to many 1 marks the automatic repeat
  receipt_no      text COLLATE "C",
  broadcast_id    bigint,
  type            notice_type NOT NULL,
  recipient_type  recipient_type NOT NULL,
  recipient_id    text COLLATE "C" NOT NULL,    -- chat, post, department, receipt number or unit; never a person
  channel         channel NOT NULL,
  state           delivery_state NOT NULL,
  reason          text NOT NULL DEFAULT '',     -- why it is in this state, for the staff
  attempts        int NOT NULL DEFAULT 0,
  priority        smallint NOT NULL DEFAULT 0,  -- 0 tickets, 1 notices, 2 emergencies: a sender each
  partition       smallint NOT NULL,             -- 0 to 63
  locked_by       text,                         -- instance that is sending it
  lease_until     timestamptz,                  -- after it the attempt counts as lost, and the state becomes UNKNOWN
  next_attempt_at timestamptz NOT NULL DEFAULT now(),  -- infinity: waits for approval or is paused
  at              timestamptz NOT NULL DEFAULT now());

-- Only a small part of the rows is unfinished; every index but the last three covers those alone.
CREATE INDEX delivery_pending ON delivery (priority, partition, id) WHERE state = 'PENDING';
CREATE INDEX delivery_retry ON delivery (recipient_type, recipient_id) WHERE state = 'PENDING' AND attempts > 0;
CREATE INDEX delivery_sending ON delivery (lease_until) WHERE state = 'SENDING';
CREATE INDEX delivery_unsettled ON delivery (state, (broadcast_id IS NOT NULL), id)
  WHERE state IN ('UNKNOWN', 'WAITS_FOR_PERSON', 'WAITS_FOR_QUERY', 'CANNOT');
CREATE INDEX delivery_for_person ON delivery (recipient_type, recipient_id, id) WHERE state = 'WAITS_FOR_PERSON';
CREATE INDEX delivery_kf_waiting ON delivery (receipt_no) WHERE channel = 'KF' AND state = 'WAITS_FOR_QUERY';
-- Results that their reporters have not seen (等本人来查): counted for the totals, looked up by receipt.
CREATE INDEX delivery_result_unseen ON delivery (receipt_no) WHERE type = 'RESULT'
  AND state IN ('PENDING', 'SENDING', 'WAITS_FOR_PERSON', 'WAITS_FOR_QUERY', 'CANNOT', 'UNKNOWN');
CREATE INDEX delivery_ticket ON delivery (ticket_no) WHERE ticket_no IS NOT NULL;
-- Each recipient of a notice once; the repeat of an emergency is a version of its own.
CREATE UNIQUE INDEX delivery_broadcast ON delivery (broadcast_id, recipient_type, recipient_id, version)
  WHERE broadcast_id IS NOT NULL;

-- Who sends which partition. Numbers from 64 on are seats: each instance holds one to show that it is alive.
CREATE TABLE outbox_lease (
  priority    smallint NOT NULL CHECK (priority IN (0, 1, 2)),
  partition   smallint NOT NULL CHECK (partition BETWEEN 0 AND 127),
  locked_by   text NOT NULL,
  lease_until timestamptz NOT NULL,
  PRIMARY KEY (priority, partition));


-- ===== WeChat customer service (微信客服, kf) ========================================================================

CREATE TABLE kf_account (
  account     text COLLATE "C" PRIMARY KEY,     -- WeCom's open_kfid
  cursor      text NOT NULL DEFAULT '',         -- moved only after everything before it is stored
  locked_by   text,                             -- instance that reads
  lease_until timestamptz,
  link        text);

CREATE TABLE kf_session (
  key             bytea PRIMARY KEY,            -- keyed hash of account and external user id
  area            text COLLATE "C",             -- whose link was used last
  last_message_at timestamptz,                  -- of the resident: the 48 hours for replies begin here
  last_message_id text,                         -- so that a redelivery opens no new window
  replies         smallint NOT NULL DEFAULT 0,  -- since then; WeCom allows five
  phone_requested boolean NOT NULL DEFAULT false,
  updated_at      timestamptz NOT NULL DEFAULT now());


-- ===== Customer groups (客户群) ======================================================================================

CREATE TABLE customer_group (
  chat           text COLLATE "C" PRIMARY KEY,
  name           text NOT NULL,
  owner          bytea NOT NULL,                -- WeCom account of a member of staff, encrypted
  status         customer_group_status NOT NULL,
  area           text COLLATE "C",
  evidence       text[] NOT NULL,               -- areas whose join codes members used
  member_version text NOT NULL,
  changed_at     timestamptz NOT NULL DEFAULT now());

CREATE TABLE join_way (
  id         text PRIMARY KEY,                  -- WeCom's config_id; WeCom cannot list them
  area       text COLLATE "C" NOT NULL,
  chat       text COLLATE "C" NOT NULL,
  qr_code    text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (area, chat));

-- A mass message that its group owner has to confirm in WeCom.
CREATE TABLE owner_task (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner            bytea NOT NULL,              -- WeCom account, encrypted
  state            owner_task_state NOT NULL,
  msgid            text,
  created_at       timestamptz NOT NULL DEFAULT now(),
  reminders        int NOT NULL DEFAULT 0,
  last_reminder_at timestamptz);
CREATE INDEX owner_task_unfinished ON owner_task (id) WHERE state IN ('SUBMITTING', 'OPEN');

CREATE TABLE owner_task_part (
  task_id     bigint NOT NULL REFERENCES owner_task (id),
  delivery_id bigint NOT NULL REFERENCES delivery (id),
  chat        text COLLATE "C" NOT NULL,
  is_open     boolean NOT NULL DEFAULT true,
  sent_at     timestamptz,
  PRIMARY KEY (task_id, delivery_id));
CREATE UNIQUE INDEX owner_task_part_open ON owner_task_part (delivery_id) WHERE is_open;  -- in one open task at most
CREATE INDEX owner_task_part_sent ON owner_task_part (chat, sent_at) WHERE sent_at IS NOT NULL;


-- ===== Access =======================================================================================================

CREATE TABLE api_key (
  id         text PRIMARY KEY,
  key_hash   bytea NOT NULL UNIQUE,
  name       text NOT NULL,
  scopes     text NOT NULL,
  created_by text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE staff_account (
  login         text PRIMARY KEY,
  name          text NOT NULL DEFAULT '',       -- who writes a notice and who approves it are told apart by it
  password_hash text NOT NULL,                  -- PBKDF2, with its salt and iterations
  created_by    text NOT NULL DEFAULT '',
  created_at    timestamptz NOT NULL DEFAULT now());


-- ===== Privileges ===================================================================================================
-- The user who migrates owns everything. The two other roles exist on the embedded PostgreSQL, and on an external one where
-- they were created beforehand; with a single user nothing is granted here. Later migrations need to grant nothing: the
-- default privileges cover their tables.

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianhu_app') THEN
    GRANT USAGE ON SCHEMA public TO lianhu_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lianhu_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO lianhu_app;
    REVOKE UPDATE, DELETE ON ticket_event FROM lianhu_app;  -- append-only; its encrypted texts may be erased
    REVOKE UPDATE, DELETE ON contact_history FROM lianhu_app;
    IF to_regclass('flyway_schema_history') IS NOT NULL THEN
      REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM lianhu_app;
    END IF;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lianhu_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO lianhu_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianhu_backup') THEN
    GRANT USAGE ON SCHEMA public TO lianhu_backup;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO lianhu_backup;
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO lianhu_backup;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO lianhu_backup;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO lianhu_backup;
  END IF;
END $$;
