-- A report may follow from a call, or from calling back: when its persons are erased, the number of the call goes too.
CREATE INDEX phone_call_receipt ON phone_call (receipt_no) WHERE receipt_no IS NOT NULL;
COMMENT ON COLUMN phone_call.receipt_no IS 'of its report, or of the report that calling back led to';
