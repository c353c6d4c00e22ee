-- ===== Follow-up calls (电话回访) =======================================================================================
-- A row of outbound_call whose recipient is the reporter.

ALTER DOMAIN outbound_result DROP CONSTRAINT outbound_result_check;
ALTER DOMAIN outbound_result ADD CONSTRAINT outbound_result_check CHECK (VALUE IN ('ANSWERED', 'NOT_CONFIRMED', 'DECLINED',
  'NOT_STORED', 'BUSY', 'NO_ANSWER', 'REJECTED', 'UNREACHABLE', 'INVALID_NUMBER', 'CONGESTION', 'LOST', 'NO_NUMBER',
  'NOT_ALLOWED', 'NOT_NEEDED'));

-- Whose reporters have not said whether the matter is solved.
CREATE INDEX ticket_feedback_due ON ticket (changed_at) WHERE state = 'FEEDBACK_DUE';

-- How satisfied reporters are. Read as totals alone: nobody sees how a ticket was rated.
CREATE TABLE ticket_rating (
  receipt_no text COLLATE "C" PRIMARY KEY,
  ticket_no  text COLLATE "C" NOT NULL,
  score      smallint NOT NULL CHECK (score BETWEEN 1 AND 5),  -- 5 very satisfied, 1 very dissatisfied
  rated_at   timestamptz NOT NULL);
CREATE INDEX ticket_rating_at ON ticket_rating (rated_at);

-- ===== Calling back in time ===========================================================================================
ALTER TABLE phone_call ADD COLUMN callback_first_at timestamptz;  -- of the first attempt
UPDATE phone_call SET callback_first_at = callback_at WHERE callback_attempts = 1;
