-- ===== Telephone calls ==============================================================================================
-- The row of a call changes with each of its events, together with an entry in the journal. A call ends in exactly one
-- outcome. Numbers are ciphertext.

CREATE DOMAIN call_step AS text CHECK (VALUE IN ('GREET', 'OFFER_AGENT', 'RECORD_MESSAGE', 'CONFIRM_MESSAGE',
  'OFFER_CALLBACK', 'COMMIT_REPORT', 'READ_BACK_NUMBER', 'EMERGENCY_HAND_OVER', 'FAREWELL', 'ABANDONED', 'CLOSED'));
CREATE DOMAIN call_outcome AS text CHECK (VALUE IN ('TICKET', 'CALLBACK_TASK', 'EMPTY_CALL'));
CREATE DOMAIN callback_result AS text CHECK (VALUE IN ('REACHED', 'NO_ANSWER', 'WRONG_NUMBER'));

CREATE TABLE phone_call (
  id                text COLLATE "C" PRIMARY KEY,  -- that Asterisk gave to the caller's channel
  caller            bytea,                         -- number, encrypted; NULL when withheld or deleted
  owner             text NOT NULL,                 -- instance that carries the call on
  version           bigint NOT NULL,
  step              call_step NOT NULL,
  outcome           call_outcome,                  -- NULL while the call is open
  receipt_no        text COLLATE "C",
  state             jsonb NOT NULL,                -- what else must survive a restart; holds no number
  timers            jsonb NOT NULL,                -- what the call waits for, and until when
  started_at        timestamptz NOT NULL,
  ended_at          timestamptz,
  number_shown_at   timestamptz,                   -- last time that a person saw the number
  number_shown_to   text,
  callback_attempts smallint NOT NULL DEFAULT 0,
  callback_at       timestamptz,                   -- of the last attempt
  callback_by       text,
  callback_result   callback_result,               -- set when the task is settled
  CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  CHECK ((step = 'CLOSED') = (outcome IS NOT NULL)),
  CHECK (callback_result IS NULL OR callback_at IS NOT NULL));
CREATE INDEX phone_call_open ON phone_call (owner) WHERE outcome IS NULL;
CREATE INDEX phone_call_callback ON phone_call (ended_at) WHERE outcome = 'CALLBACK_TASK' AND callback_result IS NULL;
CREATE INDEX phone_call_started ON phone_call (started_at);

CREATE TABLE phone_call_event (
  call_id           text COLLATE "C" NOT NULL REFERENCES phone_call ON DELETE CASCADE,
  version           bigint NOT NULL,               -- of the call after it
  key               text NOT NULL,                 -- the same event, delivered twice, has the same key
  event             text NOT NULL,
  step              call_step NOT NULL,            -- after it
  at                timestamptz NOT NULL,
  PRIMARY KEY (call_id, version),
  UNIQUE (call_id, key));
