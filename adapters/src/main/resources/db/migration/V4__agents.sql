-- Agents (座席) who answer calls, and the talks they hold.

ALTER DOMAIN call_step DROP CONSTRAINT call_step_check;
ALTER DOMAIN call_step ADD CONSTRAINT call_step_check CHECK (VALUE IN ('GREET', 'OFFER_AGENT', 'TALK', 'RECORD_MESSAGE',
  'CONFIRM_MESSAGE', 'OFFER_CALLBACK', 'COMMIT_REPORT', 'READ_BACK_NUMBER', 'EMERGENCY_HAND_OVER', 'FAREWELL', 'ABANDONED',
  'CLOSED'));
ALTER DOMAIN call_outcome DROP CONSTRAINT call_outcome_check;
ALTER DOMAIN call_outcome ADD CONSTRAINT call_outcome_check
  CHECK (VALUE IN ('TICKET', 'ANSWERED', 'CALLBACK_TASK', 'EMPTY_CALL'));
CREATE DOMAIN talk_result AS text CHECK (VALUE IN ('ANSWERED_AT_ONCE', 'WRONG_NUMBER', 'NUISANCE'));
CREATE DOMAIN agent_pause AS text CHECK (VALUE IN ('MEAL', 'MEETING', 'OTHER', 'NO_ANSWER'));

ALTER TABLE phone_call
  ADD COLUMN caller_hash    bytea,                 -- of the number, to find earlier calls; NULL with it
  ADD COLUMN agent          text,                  -- name of the agent who is called, talks, or talked
  ADD COLUMN answered_at    timestamptz,           -- when an agent answered
  ADD COLUMN talk_result    talk_result,           -- why a talk led to no report
  ADD COLUMN talk_result_by text,
  ADD COLUMN talk_result_at timestamptz,
  ADD CHECK ((talk_result IS NULL) = (talk_result_at IS NULL)),
  ADD CHECK (caller_hash IS NULL OR caller IS NOT NULL);
CREATE INDEX phone_call_caller ON phone_call (caller_hash, started_at) WHERE caller_hash IS NOT NULL;
CREATE INDEX phone_call_unfiled ON phone_call (ended_at)
  WHERE outcome = 'ANSWERED' AND receipt_no IS NULL AND talk_result IS NULL;

CREATE TABLE phone_agent (
  login        text PRIMARY KEY,                   -- of the account at the desk
  name         text NOT NULL,                      -- for colleagues to read
  extension    text COLLATE "C" NOT NULL UNIQUE CHECK (extension ~ '^[0-9]{2,8}$'),
  pause_reason agent_pause,                        -- NULL: takes calls
  call_id      text COLLATE "C",                   -- that rings, is talked in, or was talked in last
  since        timestamptz NOT NULL);              -- of signing in, pausing, resuming, or being released
CREATE UNIQUE INDEX phone_agent_call ON phone_agent (call_id) WHERE call_id IS NOT NULL;
