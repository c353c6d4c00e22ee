-- ===== Hearings of recordings (听录音要说为什么) =======================================================================
-- One person's access to one recording for half an hour, which stays as the record of who heard it, when and why. It goes
-- with the recording.

CREATE DOMAIN listening_reason AS text COLLATE "C"
  CHECK (VALUE IN ('UNDERSTAND', 'CHECK_RESULT', 'REVIEW_COMPLAINT', 'OTHER'));

CREATE TABLE recording_access (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_no text COLLATE "C" NOT NULL,           -- whose page played it
  sha256    text COLLATE "C" NOT NULL REFERENCES attachment ON DELETE CASCADE,
  by_type   actor_type NOT NULL,
  by_id     text NOT NULL,
  by_name   text NOT NULL,
  reason    listening_reason NOT NULL,
  words     bytea,                               -- encrypted; of OTHER
  at        timestamptz NOT NULL,
  CHECK ((words IS NOT NULL) = (reason = 'OTHER')));
CREATE INDEX recording_access_ticket ON recording_access (ticket_no, at);
CREATE INDEX recording_access_file ON recording_access (sha256);

-- A hearing is erased with its recording and never changed.
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianhu_app') THEN
    REVOKE UPDATE ON recording_access FROM lianhu_app;
  END IF;
END $$;
