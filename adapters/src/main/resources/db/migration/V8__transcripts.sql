-- ===== Transcripts (机器转写) ========================================================================================
-- What a machine heard in a recording of a ticket. A row is also the lease of an attempt. It goes with the recording.

CREATE TABLE transcript (
  sha256          text COLLATE "C" NOT NULL,
  ticket_no       text COLLATE "C" NOT NULL,
  attempts        int NOT NULL,
  next_attempt_at timestamptz,                   -- end of the lease, or of the pause; NULL: no further attempt
  words           bytea,                         -- encrypted; NULL: none yet, or given up
  confidence      real CHECK (confidence BETWEEN 0 AND 1),
  engine          text,
  recognized_at   timestamptz,
  is_refused      boolean NOT NULL DEFAULT false,  -- the engine could not read the file
  is_emergency    boolean NOT NULL DEFAULT false,  -- the words read like one; a person has to listen
  PRIMARY KEY (sha256, ticket_no),
  FOREIGN KEY (ticket_no, sha256) REFERENCES ticket_attachment ON DELETE CASCADE,
  CHECK ((words IS NULL) = (recognized_at IS NULL) AND (words IS NULL) = (engine IS NULL)),
  CHECK (words IS NULL OR next_attempt_at IS NULL));
CREATE INDEX transcript_next ON transcript (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX transcript_emergency ON transcript (recognized_at) WHERE is_emergency;

-- The name of a recording ends in its kind. Photos have no entry.
CREATE INDEX attachment_voice ON attachment (stored_at) WHERE length(sha256) > 64;
