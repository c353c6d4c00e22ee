-- How far the committed ticket events were published. One row; the instance that holds the lease publishes.
--
-- Intake pays for the feed with nothing but the block-range index: no row of an outbox, no further column, no entry of an
-- index for each event. The ids of ticket_event give the order; which of them are settled is read from the server's locks.
CREATE TABLE ticket_event_feed (
  only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  last_id     bigint NOT NULL DEFAULT 0,        -- ticket_event.id; all up to it are published
  locked_by   text,
  lease_until timestamptz);
INSERT INTO ticket_event_feed DEFAULT VALUES;

CREATE INDEX ticket_event_id ON ticket_event USING brin (id) WITH (pages_per_range = 16, autosummarize = on);
