-- ===== Morning digest (晨报) ============================================================================================
-- One message on a workday for each member of staff with open tickets. The row of a day is written together with its
-- deliveries, which have no broadcast; a ticket only where all tickets of the recipient are sealed, and then one of those.

ALTER DOMAIN notice_type DROP CONSTRAINT notice_type_check;
ALTER DOMAIN notice_type ADD CONSTRAINT notice_type_check CHECK (VALUE IN ('RECEIPT', 'QUIET', 'SEALED_RECEIPT',
  'EMERGENCY_ADVICE', 'DANGER_ADVICE', 'NOBODY_YET', 'DISPATCHED', 'RESULT', 'MERGED', 'ASSIGNED', 'EMERGENCY_CALL',
  'REOPENED', 'DROPPED', 'COLLABORATION', 'REMINDER', 'SUPERVISION', 'DELAYED', 'EXTENDED', 'EXTENSION_DECIDED', 'MORNING_DIGEST',
  'BROADCAST', 'BROADCAST_EMERGENCY'));

CREATE TABLE morning_digest (
  day       date PRIMARY KEY,
  stored_at timestamptz NOT NULL);

-- A new day gives up what is left of the days before.
CREATE INDEX delivery_morning_digest ON delivery (at) WHERE type = 'MORNING_DIGEST';
