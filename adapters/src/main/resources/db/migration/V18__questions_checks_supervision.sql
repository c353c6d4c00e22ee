-- ===== Questions to reporters (问报事的人), checks of results (质检), supervision (督办) ================================
-- A ticket waits for its reporter's answer, twice at most; the time to answer stands still meanwhile. A result may wait for the
-- desk. A supervised ticket has a date by which its owner says how far it is.

-- Only values are added, so the rows that are there need no check (NOT VALID).
ALTER DOMAIN ticket_state DROP CONSTRAINT ticket_state_check;
ALTER DOMAIN ticket_state ADD CONSTRAINT ticket_state_check CHECK (VALUE IN ('TRIAGED', 'DISPATCHED', 'RETURN_REVIEW',
  'ADJUDICATING', 'ACCEPTED', 'WAITING_REPORTER', 'EXTENSION_REVIEW', 'RESULT_SUBMITTED',
  'FEEDBACK_DUE', 'CLOSED', 'MERGED', 'WITHDRAWN')) NOT VALID;

ALTER DOMAIN event_type DROP CONSTRAINT event_type_check;
ALTER DOMAIN event_type ADD CONSTRAINT event_type_check CHECK (VALUE IN ('RECEIVED', 'TRIAGED', 'DISPATCHED', 'ACCEPTED',
  'ACCEPTANCE_OVERDUE', 'RETURNED', 'EXTENSION_REQUESTED', 'EXTENSION_GRANTED', 'EXTENSION_REFUSED', 'REPORTER_ASKED',
  'REPORTER_REMINDED', 'RESUMED', 'RESULT_SUBMITTED', 'RESULT_PASSED', 'RESULT_REJECTED', 'SUPERVISED',
  'SUPERVISION_ANSWERED', 'SUPERVISION_OVERDUE', 'CLOSED', 'REOPENED', 'MERGED', 'ABSORBED', 'WITHDRAWN',
  'SUPPLEMENTED', 'WRITTEN_DOWN', 'ACKNOWLEDGED', 'DUE_DATE_RECOUNTED', 'DEADLINE_REACHED', 'UNSEAL_ASKED', 'UNSEALED',
  'UNSEAL_SEEN', 'ERASED')) NOT VALID;

ALTER DOMAIN timer_kind DROP CONSTRAINT timer_kind_check;
ALTER DOMAIN timer_kind ADD CONSTRAINT timer_kind_check CHECK (VALUE IN ('RECALL', 'UNIT_HEAD_TIMEOUT', 'AUTO_CLOSE',
  'DUE_DATE_RECOUNT', 'DEADLINE', 'ACCEPTANCE', 'RETURN_WINDOW', 'REPORTER_ANSWER', 'RESULT_CHECK',
  'SUPERVISION_REPLY')) NOT VALID;

ALTER DOMAIN notice_type DROP CONSTRAINT notice_type_check;
ALTER DOMAIN notice_type ADD CONSTRAINT notice_type_check CHECK (VALUE IN ('RECEIPT', 'QUIET', 'SEALED_RECEIPT',
  'EMERGENCY_ADVICE', 'DANGER_ADVICE', 'NOBODY_YET', 'DISPATCHED', 'RESULT', 'MERGED', 'ASSIGNED', 'EMERGENCY_CALL',
  'REOPENED', 'DROPPED', 'COLLABORATION', 'REMINDER', 'SUPERVISION', 'DELAYED', 'EXTENDED', 'QUESTION', 'RESUMED',
  'EXTENSION_DECIDED', 'RESULT_REJECTED', 'SUPERVISION_ORDER', 'SUPERVISION_REPORT', 'MORNING_DIGEST', 'BROADCAST',
  'BROADCAST_EMERGENCY')) NOT VALID;

ALTER TABLE ticket
  ADD COLUMN questions     int NOT NULL DEFAULT 0,         -- asked since it was opened or reopened
  ADD COLUMN waited_seconds bigint NOT NULL DEFAULT 0,     -- working time of the waits that are over
  ADD COLUMN wait_from     text COLLATE "C",               -- the state that it goes back to
  ADD COLUMN wait_since    timestamptz,
  ADD COLUMN wait_until    timestamptz,
  ADD COLUMN rejections    int NOT NULL DEFAULT 0,         -- results that the desk sent back since it was opened or reopened
  ADD COLUMN reply_due     timestamptz,                    -- of a supervised ticket
  ADD COLUMN replied       boolean NOT NULL DEFAULT false, -- the owner has said how far it is
  ADD CHECK ((state = 'WAITING_REPORTER') = (wait_until IS NOT NULL)),
  ADD CHECK ((wait_from IS NULL) = (wait_until IS NULL) AND (wait_since IS NULL) = (wait_until IS NULL));

-- The clock of who waits for the reporter stands still, so the order is counted again, and its index is built again.
ALTER TABLE ticket DROP COLUMN queue_order;
ALTER TABLE ticket ADD COLUMN queue_order smallint NOT NULL GENERATED ALWAYS AS (CASE
    WHEN state IN ('WAITING_REPORTER', 'RESULT_SUBMITTED', 'FEEDBACK_DUE', 'CLOSED', 'MERGED', 'WITHDRAWN') THEN 3
    WHEN urgency <> 'EMERGENCY' THEN 2
    WHEN acknowledged OR state IN ('ACCEPTED', 'EXTENSION_REVIEW') THEN 1
    ELSE 0 END) STORED;
CREATE INDEX ticket_open ON ticket (queue_order, due, no)
  INCLUDE (state, area, confidentiality, owner_type, owner_id, received_at) WHERE is_open;
