-- ===== Calling back by the gateway (回拨) ============================================================================
-- The telephone of the agent rings first; then the number of the caller of the missed call, which the row holds encrypted.

ALTER TABLE outbound_call
  ADD COLUMN callback_call_id text COLLATE "C",       -- the missed call
  ADD COLUMN agent_login      text,                   -- who calls back
  ADD COLUMN agent_extension  text COLLATE "C";       -- of the agent's telephone
ALTER TABLE outbound_call DROP CONSTRAINT outbound_call_check;
ALTER TABLE outbound_call
  ADD CHECK (num_nonnulls(broadcast_id, ticket_no, callback_call_id) = 1),
  ADD CHECK (num_nonnulls(callback_call_id, agent_login, agent_extension) IN (0, 3));
ALTER TABLE outbound_call DROP COLUMN kind;
ALTER TABLE outbound_call ADD COLUMN kind text NOT NULL GENERATED ALWAYS AS (CASE
  WHEN callback_call_id IS NOT NULL THEN 'CALLBACK' WHEN reporter_receipt IS NOT NULL THEN 'REPORTER_CALL'
  WHEN recipient_type = 'REPORTER' THEN 'FOLLOW_UP' ELSE 'EMERGENCY' END) STORED;
CREATE UNIQUE INDEX outbound_call_callback ON outbound_call (callback_call_id)
  WHERE callback_call_id IS NOT NULL AND state <> 'ENDED';
CREATE UNIQUE INDEX outbound_call_agent ON outbound_call (agent_login)
  WHERE agent_login IS NOT NULL AND state <> 'ENDED';

-- Erasure deletes those of the callers of a ticket.
CREATE INDEX outbound_call_missed ON outbound_call (callback_call_id) WHERE callback_call_id IS NOT NULL;

-- ===== Progress by telephone (按 # 问进度) =============================================================================
ALTER DOMAIN call_step DROP CONSTRAINT call_step_check;
ALTER DOMAIN call_step ADD CONSTRAINT call_step_check CHECK (VALUE IN ('GREET', 'CHOOSE_LANGUAGE', 'ASK_PROGRESS', 'OFFER_AGENT',
  'TALK', 'RECORD_MESSAGE', 'CONFIRM_MESSAGE', 'OFFER_CALLBACK', 'COMMIT_REPORT', 'READ_BACK_NUMBER', 'EMERGENCY_HAND_OVER',
  'FAREWELL', 'ABANDONED', 'CLOSED'));
ALTER DOMAIN call_outcome DROP CONSTRAINT call_outcome_check;
ALTER DOMAIN call_outcome ADD CONSTRAINT call_outcome_check
  CHECK (VALUE IN ('TICKET', 'ANSWERED', 'CALLBACK_TASK', 'PROGRESS_TOLD', 'EMPTY_CALL'));
