-- ===== Drills (点验演练) ================================================================================================
-- A drill runs like every other ticket and stays out of every figure.

ALTER TABLE ticket ADD COLUMN drill boolean NOT NULL DEFAULT false;
-- What a figure leaves out, by look-up.
CREATE INDEX ticket_drill ON ticket (no) WHERE drill;

-- All open tickets are counted from the index, so it has what the figures leave out.
DROP INDEX ticket_open;
CREATE INDEX ticket_open ON ticket (queue_order, due, no)
  INCLUDE (state, area, confidentiality, owner_type, owner_id, received_at, drill) WHERE is_open;

-- A call of a drill begins with the prompt that says so, and uses up no attempts of a real one.
ALTER TABLE outbound_call ADD COLUMN drill boolean NOT NULL DEFAULT false;
