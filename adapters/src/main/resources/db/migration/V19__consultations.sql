-- ===== Consultations (吹哨报到、4+X 会商、3+N 调解) =====================================================================
-- Several bodies deal with one ticket together. The ticket's events say that, who came, and how it ended.

-- Only values are added, so the rows that are there need no check (NOT VALID).
ALTER DOMAIN event_type DROP CONSTRAINT event_type_check;
ALTER DOMAIN event_type ADD CONSTRAINT event_type_check CHECK (VALUE IN ('RECEIVED', 'TRIAGED', 'DISPATCHED', 'ACCEPTED',
  'ACCEPTANCE_OVERDUE', 'RETURNED', 'EXTENSION_REQUESTED', 'EXTENSION_GRANTED', 'EXTENSION_REFUSED', 'REPORTER_ASKED',
  'REPORTER_REMINDED', 'RESUMED', 'RESULT_SUBMITTED', 'RESULT_PASSED', 'RESULT_REJECTED', 'SUPERVISED',
  'SUPERVISION_ANSWERED', 'SUPERVISION_OVERDUE', 'CLOSED', 'REOPENED', 'MERGED', 'ABSORBED', 'WITHDRAWN', 'SUPPLEMENTED',
  'WRITTEN_DOWN', 'ACKNOWLEDGED', 'DUE_DATE_RECOUNTED', 'DEADLINE_REACHED', 'UNSEAL_ASKED', 'UNSEALED', 'UNSEAL_SEEN',
  'ERASED', 'CONSULTATION_OPENED', 'CONSULTATION_ANSWERED', 'CONSULTATION_OVERDUE', 'CONSULTATION_ENDED')) NOT VALID;

ALTER DOMAIN timer_kind DROP CONSTRAINT timer_kind_check;
ALTER DOMAIN timer_kind ADD CONSTRAINT timer_kind_check CHECK (VALUE IN ('RECALL', 'UNIT_HEAD_TIMEOUT', 'AUTO_CLOSE',
  'DUE_DATE_RECOUNT', 'DEADLINE', 'ACCEPTANCE', 'RETURN_WINDOW', 'REPORTER_ANSWER', 'RESULT_CHECK', 'SUPERVISION_REPLY',
  'CONSULTATION_OPENING', 'CONSULTATION')) NOT VALID;

ALTER DOMAIN notice_type DROP CONSTRAINT notice_type_check;
ALTER DOMAIN notice_type ADD CONSTRAINT notice_type_check CHECK (VALUE IN ('RECEIPT', 'QUIET', 'SEALED_RECEIPT',
  'EMERGENCY_ADVICE', 'DANGER_ADVICE', 'NOBODY_YET', 'DISPATCHED', 'RESULT', 'MERGED', 'ASSIGNED', 'EMERGENCY_CALL',
  'REOPENED', 'DROPPED', 'COLLABORATION', 'REMINDER', 'SUPERVISION', 'DELAYED', 'EXTENDED', 'QUESTION', 'RESUMED',
  'EXTENSION_DECIDED', 'RESULT_REJECTED', 'SUPERVISION_ORDER', 'SUPERVISION_REPORT', 'MORNING_DIGEST', 'BROADCAST',
  'BROADCAST_EMERGENCY', 'CONSULTATION', 'CONSULTATION_OVERDUE', 'CONSULTATION_ENDED')) NOT VALID;

CREATE DOMAIN consultation_kind AS text CHECK (VALUE IN ('WHISTLE', 'MEETING', 'MEDIATION'));

CREATE TABLE consultation (
  ticket_no text COLLATE "C" NOT NULL,
  number    int NOT NULL CHECK (number > 0),    -- 1, 2, 3, … within the ticket
  kind      consultation_kind NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at  timestamptz CHECK (ended_at >= opened_at),
  content   bytea NOT NULL,                     -- encrypted: parties, what they were asked and said, the ending
  PRIMARY KEY (ticket_no, number));
CREATE INDEX consultation_open ON consultation (opened_at, ticket_no, number) WHERE ended_at IS NULL;
