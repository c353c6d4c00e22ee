-- Photos and voices that could not be had while WeCom waited: where they are and how they open, encrypted.

CREATE TABLE late_media (
  door      text NOT NULL,                         -- with source_id the message, as in report
  source_id text NOT NULL,
  place     smallint NOT NULL,                     -- within the message
  sealed    bytea NOT NULL,
  until     timestamptz NOT NULL,                  -- then it is given up, and the ticket says so
  next_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (door, source_id, place));

CREATE INDEX late_media_next ON late_media (next_at);
