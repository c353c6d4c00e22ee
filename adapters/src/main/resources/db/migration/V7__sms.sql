-- ===== Short messages (短信) =========================================================================================
-- The deliveries stand in the outbox. A number is a keyed hash: the database cannot tell whom it is about.

CREATE TABLE sms_recipient (
  number_hash  bytea PRIMARY KEY,
  day          date NOT NULL,                   -- of the last SMS
  sent         int NOT NULL,                    -- on that day
  opted_out_at timestamptz);                    -- 退订: none is sent until the owner writes 恢复; kept without a term
CREATE INDEX sms_recipient_day ON sms_recipient (day) WHERE opted_out_at IS NULL;

-- Finds the matter that an SMS was about when its reader answers.
CREATE INDEX delivery_sms ON delivery (receipt_no) WHERE channel = 'SMS';
