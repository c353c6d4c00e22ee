-- ===== Calls in the language of the caller (藏语、裕固语座席) ============================================================
-- Which language a caller asked for stands in the state of the call.

ALTER DOMAIN call_step DROP CONSTRAINT call_step_check;
ALTER DOMAIN call_step ADD CONSTRAINT call_step_check CHECK (VALUE IN ('GREET', 'CHOOSE_LANGUAGE', 'OFFER_AGENT', 'TALK',
  'RECORD_MESSAGE', 'CONFIRM_MESSAGE', 'OFFER_CALLBACK', 'COMMIT_REPORT', 'READ_BACK_NUMBER', 'EMERGENCY_HAND_OVER', 'FAREWELL',
  'ABANDONED', 'CLOSED'));

ALTER TABLE phone_agent ADD COLUMN languages text[] COLLATE "C" NOT NULL DEFAULT '{}'; -- tags, beside that of the county
