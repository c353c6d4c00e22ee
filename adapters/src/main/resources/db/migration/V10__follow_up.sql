-- ===== Follow-up calls (电话回访) =======================================================================================
-- A row of outbound_call whose recipient is the reporter.

ALTER DOMAIN outbound_result DROP CONSTRAINT outbound_result_check;
ALTER DOMAIN outbound_result ADD CONSTRAINT outbound_result_check CHECK (VALUE IN ('ANSWERED', 'NOT_CONFIRMED', 'DECLINED', 'REPORTER_NOT_REACHED',
  'NOT_STORED', 'BUSY', 'NO_ANSWER', 'REJECTED', 'UNREACHABLE', 'INVALID_NUMBER', 'CONGESTION', 'LOST', 'NO_NUMBER',
  'NOT_ALLOWED', 'NOT_NEEDED'));

-- ===== Calls between an owner and a reporter (代拨) ===============================================================
-- The owner's telephone is called first; then the number that the reporter of this receipt left, which stays where it is.
ALTER TABLE outbound_call ADD COLUMN reporter_receipt text COLLATE "C";
ALTER TABLE outbound_call ADD COLUMN kind text NOT NULL GENERATED ALWAYS AS (CASE
  WHEN reporter_receipt IS NOT NULL THEN 'REPORTER_CALL' WHEN recipient_type = 'REPORTER' THEN 'FOLLOW_UP'
  ELSE 'EMERGENCY' END) STORED;
DROP INDEX outbound_call_ticket;
CREATE UNIQUE INDEX outbound_call_ticket ON outbound_call (ticket_no, recipient_type, recipient_id)
  WHERE ticket_no IS NOT NULL AND reporter_receipt IS NULL;
CREATE UNIQUE INDEX outbound_call_reporter ON outbound_call (ticket_no, recipient_type, recipient_id)
  WHERE reporter_receipt IS NOT NULL AND state <> 'ENDED';

-- Whose reporters have not said whether the matter is solved.
CREATE INDEX ticket_feedback_due ON ticket (changed_at) WHERE state = 'FEEDBACK_DUE';

-- How satisfied reporters are. Read as totals alone: nobody sees how a ticket was rated.
CREATE TABLE ticket_satisfaction (
  receipt_no   text COLLATE "C" PRIMARY KEY,
  ticket_no    text COLLATE "C" NOT NULL,
  satisfaction smallint NOT NULL CHECK (satisfaction BETWEEN 1 AND 5),  -- 5 very satisfied, 1 very dissatisfied
  answered_at  timestamptz NOT NULL);
CREATE INDEX ticket_satisfaction_at ON ticket_satisfaction (answered_at);

-- ===== Calling back in time ===========================================================================================
ALTER TABLE phone_call ADD COLUMN callback_first_at timestamptz;  -- of the first attempt
UPDATE phone_call SET callback_first_at = callback_at WHERE callback_attempts = 1;
