-- WeChat customer service: how far each account was read, and how often each resident may still be answered.

CREATE TABLE care_account (
  account     text COLLATE "C" PRIMARY KEY,        -- WeCom's open_kfid
  cursor      text NOT NULL DEFAULT '',            -- moved only after all before it is kept
  reader      text,                                -- copy that reads
  lease_until timestamptz,
  link        text);

CREATE TABLE care_visitor (
  key     bytea PRIMARY KEY,                       -- keyed hash of account and external user id
  area    text COLLATE "C",                        -- whose link she came by last
  said_at timestamptz,                             -- her last words: the 48 hours begin there
  said    text,                                    -- their message id, so that a repetition opens nothing
  answers smallint NOT NULL DEFAULT 0,             -- since then
  asked   boolean NOT NULL DEFAULT false,          -- for a phone number
  seen_at timestamptz NOT NULL DEFAULT now());

-- What she could not be told waits until she writes again.
CREATE INDEX delivery_care ON delivery (receipt_no) WHERE channel = 'KF' AND state = 'WAITS_FOR_QUERY';
