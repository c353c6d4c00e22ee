-- ===== Steps of a due date (催办、督办), collaborators (协办) ============================================================
-- Reminds the owner before the due date, and tells leaders and the reporter once it has passed.

ALTER DOMAIN event_type DROP CONSTRAINT event_type_check;
ALTER DOMAIN event_type ADD CONSTRAINT event_type_check CHECK (VALUE IN ('RECEIVED', 'TRIAGED', 'DISPATCHED', 'ACCEPTED',
  'RETURNED', 'RESULT_SUBMITTED', 'CLOSED', 'REOPENED', 'MERGED', 'ABSORBED', 'WITHDRAWN', 'SUPPLEMENTED', 'WRITTEN_DOWN',
  'ACKNOWLEDGED', 'DUE_DATE_RECOUNTED', 'DEADLINE_REACHED', 'UNSEAL_ASKED', 'UNSEALED', 'UNSEAL_SEEN', 'ERASED'));

ALTER DOMAIN timer_kind DROP CONSTRAINT timer_kind_check;
ALTER DOMAIN timer_kind ADD CONSTRAINT timer_kind_check
  CHECK (VALUE IN ('RECALL', 'UNIT_HEAD_TIMEOUT', 'AUTO_CLOSE', 'DUE_DATE_RECOUNT', 'DEADLINE'));

ALTER DOMAIN notice_type DROP CONSTRAINT notice_type_check;
ALTER DOMAIN notice_type ADD CONSTRAINT notice_type_check CHECK (VALUE IN ('RECEIPT', 'QUIET', 'SEALED_RECEIPT',
  'EMERGENCY_ADVICE', 'DANGER_ADVICE', 'NOBODY_YET', 'DISPATCHED', 'RESULT', 'MERGED', 'ASSIGNED', 'EMERGENCY_CALL',
  'REOPENED', 'DROPPED', 'COLLABORATION', 'REMINDER', 'SUPERVISION', 'DELAYED', 'BROADCAST', 'BROADCAST_EMERGENCY'));

-- Tickets that are open now: the step of the due date (its number is 2) comes when it passes, or at once.
INSERT INTO ticket_timer (ticket_no, kind, fires_at, round)
SELECT no, 'DEADLINE', GREATEST(due, now()), 2 FROM ticket
WHERE state IN ('TRIAGED', 'DISPATCHED', 'RETURN_REVIEW', 'ACCEPTED');
