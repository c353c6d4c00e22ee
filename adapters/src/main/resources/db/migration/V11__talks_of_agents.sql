-- ===== Colleagues in a talk (座席之间加人、转接) ========================================================================
-- An agent calls another agent into a talk and may leave the caller to the colleague. Reserved is who has the call in
-- phone_agent.call_id and is named in the state of the call.

ALTER TABLE phone_agent
  ADD COLUMN is_colleague boolean NOT NULL DEFAULT false,  -- called into the talk of another agent, whose call it is
  ADD COLUMN left_talk_at timestamptz;                     -- when the agent left a talk that went on; time to wrap up

DROP INDEX phone_agent_call;
CREATE UNIQUE INDEX phone_agent_call ON phone_agent (call_id) WHERE call_id IS NOT NULL AND NOT is_colleague;
CREATE INDEX phone_agent_colleague ON phone_agent (call_id) WHERE is_colleague;

ALTER TABLE third_party_request
  ALTER COLUMN number DROP NOT NULL,
  ADD COLUMN colleague text,                               -- login of the agent who is wanted instead of a number
  ADD CHECK ((number IS NULL) <> (colleague IS NULL));

-- Team leads who listen (班长旁听): a request, which becomes the record of who heard which call from when to when.
CREATE TABLE call_listening (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id      text COLLATE "C" NOT NULL REFERENCES phone_call ON DELETE CASCADE,
  login        text NOT NULL,                              -- of the team lead
  name         text NOT NULL,                              -- for colleagues to read
  extension    text COLLATE "C" NOT NULL CHECK (extension ~ '^[0-9]{2,8}$'),
  requested_at timestamptz NOT NULL,
  taken_at     timestamptz,                                -- by the instance that carries the call on
  began_at     timestamptz,                                -- NULL: nothing was heard
  ended_at     timestamptz);                               -- NULL: with the call, at the latest
CREATE INDEX call_listening_call ON call_listening (call_id);
CREATE INDEX call_listening_request ON call_listening (requested_at) WHERE taken_at IS NULL;
