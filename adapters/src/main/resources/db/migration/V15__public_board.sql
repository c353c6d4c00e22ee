-- ===== Public board (民生回音壁) ========================================================================================
-- What a reporter or the desk took off the board; it never returns. A ticket that is merged into another one counts no longer
-- there.

CREATE TABLE board_removal (
  ticket_no  text COLLATE "C" PRIMARY KEY,
  removed_at timestamptz NOT NULL,
  by_type    actor_type NOT NULL,
  by_id      text NOT NULL,                     -- a login of the desk; empty for the reporter
  by_name    text NOT NULL);

-- Answers of the last months. A ticket enters the index when it is answered, so intake does not write it.
CREATE INDEX ticket_answered ON ticket (changed_at) WHERE confidentiality = 'OPEN' AND state IN ('FEEDBACK_DUE', 'CLOSED');

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianhu_app') THEN
    REVOKE UPDATE, DELETE ON board_removal FROM lianhu_app;
  END IF;
END $$;
