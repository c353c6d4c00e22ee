-- What a report costs is mostly what it adds to indexes and checks. These are looked at by nothing, or by something that
-- does as well without them.

-- Deliveries are found by their ticket.
DROP INDEX delivery_receipt;

-- That something changed is told by the sequence.
DROP INDEX ticket_event_id;

-- A county has some 44,000 tickets a year: their titles' pieces are compared one by one when somebody searches, and no
-- filing writes fifteen entries into a GIN index.
DROP INDEX ticket_grams;

-- Events, words and alarms are written in the statement that writes their ticket or report, and none of these is ever
-- deleted; each check by the database was a look-up and a lock of its own.
ALTER TABLE ticket_event DROP CONSTRAINT ticket_event_ticket_no_fkey;
ALTER TABLE event_text DROP CONSTRAINT event_text_ticket_no_seq_fkey;
ALTER TABLE report_text DROP CONSTRAINT report_text_receipt_no_fkey;
ALTER TABLE report DROP CONSTRAINT report_ticket_no_fkey;
ALTER TABLE alarm DROP CONSTRAINT alarm_ticket_no_fkey;
