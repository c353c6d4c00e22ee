-- ===== Calls to posts and offices (叫应 by telephone) ==================================================================
-- A call is a row before it is placed: one for each emergency and recipient. Numbers are ciphertext; their keyed hash finds the
-- calls to one telephone.

CREATE DOMAIN outbound_state AS text CHECK (VALUE IN ('WAITING', 'DIALLING', 'ENDED'));
CREATE DOMAIN outbound_result AS text CHECK (VALUE IN ('ANSWERED', 'NOT_CONFIRMED', 'NOT_STORED', 'BUSY', 'NO_ANSWER',
  'REJECTED', 'UNREACHABLE', 'INVALID_NUMBER', 'CONGESTION', 'LOST', 'NO_NUMBER', 'NOT_ALLOWED', 'NOT_NEEDED'));

CREATE TABLE outbound_call (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  broadcast_id   bigint REFERENCES broadcast (id),
  ticket_no      text COLLATE "C",
  recipient_type recipient_type NOT NULL,        -- POST or DEPARTMENT
  recipient_id   text COLLATE "C" NOT NULL,
  area           text COLLATE "C" NOT NULL,      -- of the post: it answers for the places in it; empty for an office
  number         bytea,                          -- encrypted; NULL when nobody can be called
  number_hash    bytea,                          -- keyed
  state          outbound_state NOT NULL,
  result         outbound_result,                -- of the newest attempt, or why there is none
  attempts       int NOT NULL DEFAULT 0,
  next_at        timestamptz NOT NULL,           -- of the next attempt, while WAITING
  owner          text,                           -- instance that has the call, while DIALLING
  lease_until    timestamptz,                    -- after it another instance looks after the call
  created_at     timestamptz NOT NULL,
  CHECK ((broadcast_id IS NULL) <> (ticket_no IS NULL)),
  CHECK ((number IS NULL) = (number_hash IS NULL)),
  CHECK (state = 'ENDED' OR number IS NOT NULL),
  CHECK ((state = 'DIALLING') = (owner IS NOT NULL) AND (owner IS NULL) = (lease_until IS NULL)),
  CHECK (state <> 'ENDED' OR result IS NOT NULL));
CREATE UNIQUE INDEX outbound_call_broadcast ON outbound_call (broadcast_id, recipient_type, recipient_id)
  WHERE broadcast_id IS NOT NULL;
CREATE UNIQUE INDEX outbound_call_ticket ON outbound_call (ticket_no, recipient_type, recipient_id)
  WHERE ticket_no IS NOT NULL;
-- Whatever an instance does, no telephone rings twice at once.
CREATE UNIQUE INDEX outbound_call_dialling ON outbound_call (number_hash) WHERE state = 'DIALLING';
CREATE INDEX outbound_call_due ON outbound_call (next_at) WHERE state = 'WAITING';

-- The journal of the attempts.
CREATE TABLE outbound_attempt (
  call_id     bigint NOT NULL REFERENCES outbound_call ON DELETE CASCADE,
  attempt     int NOT NULL,                      -- from 1
  number_hash bytea NOT NULL,                    -- the calls to one number in a day are limited
  owner       text NOT NULL,
  started_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  result      outbound_result,
  cause       smallint,                          -- of Q.850; 0 when there is none
  PRIMARY KEY (call_id, attempt),
  CHECK ((ended_at IS NULL) = (result IS NULL)));
CREATE INDEX outbound_attempt_number ON outbound_attempt (number_hash, started_at);

-- The messages of the last day that call somebody; the others are millions.
CREATE INDEX delivery_calling ON delivery (at)
  WHERE type IN ('EMERGENCY_CALL', 'BROADCAST_EMERGENCY') AND recipient_type IN ('POST', 'DEPARTMENT');

COMMENT ON COLUMN delivery.version IS
  'of the ticket; for a notice to many 1 marks the automatic repeat, from 2 on the reminders that places do not answer';
