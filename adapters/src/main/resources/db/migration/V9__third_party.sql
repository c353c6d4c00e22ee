-- ===== Third party of a talk (三方通话、转接) =========================================================================
-- What an agent asks for at the desk. The instance that carries the call on takes the row away; a late one means nothing.

CREATE TABLE third_party_request (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id      text COLLATE "C" NOT NULL REFERENCES phone_call ON DELETE CASCADE,
  number       bytea NOT NULL,                    -- to be called, encrypted
  requested_at timestamptz NOT NULL);
CREATE INDEX third_party_request_call ON third_party_request (call_id);
