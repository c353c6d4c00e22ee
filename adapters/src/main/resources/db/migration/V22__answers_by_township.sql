-- ===== Public board (民生回音壁) ========================================================================================
-- The answers of one township, the latest first: a page reads as many rows as it shows, however many years there are.

DROP INDEX ticket_answered;
CREATE INDEX ticket_answered ON ticket (left(area, 9), changed_at, no)
  WHERE confidentiality = 'OPEN' AND state IN ('FEEDBACK_DUE', 'CLOSED');
