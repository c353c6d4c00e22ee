-- ===== Acceptance and return (签收、退单), adjudication (裁定), extension (延期) =========================================
-- An owner who neither accepts nor returns in time counts as having accepted; after three dispatches the desk designates; more
-- time is asked for and decided.

ALTER DOMAIN ticket_state DROP CONSTRAINT ticket_state_check;
ALTER DOMAIN ticket_state ADD CONSTRAINT ticket_state_check CHECK (VALUE IN ('TRIAGED', 'DISPATCHED', 'RETURN_REVIEW',
  'ADJUDICATING', 'ACCEPTED', 'EXTENSION_REVIEW', 'FEEDBACK_DUE', 'CLOSED', 'MERGED', 'WITHDRAWN'));

ALTER DOMAIN event_type DROP CONSTRAINT event_type_check;
ALTER DOMAIN event_type ADD CONSTRAINT event_type_check CHECK (VALUE IN ('RECEIVED', 'TRIAGED', 'DISPATCHED', 'ACCEPTED',
  'ACCEPTANCE_OVERDUE', 'RETURNED', 'EXTENSION_REQUESTED', 'EXTENSION_GRANTED', 'EXTENSION_REFUSED', 'RESULT_SUBMITTED',
  'CLOSED', 'REOPENED', 'MERGED', 'ABSORBED', 'WITHDRAWN', 'SUPPLEMENTED', 'WRITTEN_DOWN', 'ACKNOWLEDGED',
  'DUE_DATE_RECOUNTED', 'DEADLINE_REACHED', 'UNSEAL_ASKED', 'UNSEALED', 'UNSEAL_SEEN', 'ERASED'));

ALTER DOMAIN timer_kind DROP CONSTRAINT timer_kind_check;
ALTER DOMAIN timer_kind ADD CONSTRAINT timer_kind_check CHECK (VALUE IN ('RECALL', 'UNIT_HEAD_TIMEOUT', 'AUTO_CLOSE',
  'DUE_DATE_RECOUNT', 'DEADLINE', 'ACCEPTANCE', 'RETURN_WINDOW'));

ALTER DOMAIN notice_type DROP CONSTRAINT notice_type_check;
ALTER DOMAIN notice_type ADD CONSTRAINT notice_type_check CHECK (VALUE IN ('RECEIPT', 'QUIET', 'SEALED_RECEIPT',
  'EMERGENCY_ADVICE', 'DANGER_ADVICE', 'NOBODY_YET', 'DISPATCHED', 'RESULT', 'MERGED', 'ASSIGNED', 'EMERGENCY_CALL',
  'REOPENED', 'DROPPED', 'COLLABORATION', 'REMINDER', 'SUPERVISION', 'DELAYED', 'EXTENDED', 'EXTENSION_DECIDED', 'BROADCAST',
  'BROADCAST_EMERGENCY'));

ALTER TABLE ticket
  ADD COLUMN extension_until timestamptz,                  -- the due date that the owner asks for; the desk has to decide
  ADD COLUMN extensions      int NOT NULL DEFAULT 0,       -- granted since it was opened or reopened
  ADD CHECK ((state = 'EXTENSION_REVIEW') = (extension_until IS NOT NULL));

-- The new states run, so the order is counted again, and its index is built again.
ALTER TABLE ticket DROP COLUMN queue_order;
ALTER TABLE ticket ADD COLUMN queue_order smallint NOT NULL GENERATED ALWAYS AS (CASE
    WHEN state IN ('FEEDBACK_DUE', 'CLOSED', 'MERGED', 'WITHDRAWN') THEN 3
    WHEN urgency <> 'EMERGENCY' THEN 2
    WHEN acknowledged OR state IN ('ACCEPTED', 'EXTENSION_REVIEW') THEN 1
    ELSE 0 END) STORED;
CREATE INDEX ticket_open ON ticket (queue_order, due, no)
  INCLUDE (state, area, confidentiality, owner_type, owner_id, received_at) WHERE is_open;

-- A third return waits for a decision from now on.
UPDATE ticket SET state = 'ADJUDICATING' WHERE state = 'RETURN_REVIEW' AND dispatches >= 3;
