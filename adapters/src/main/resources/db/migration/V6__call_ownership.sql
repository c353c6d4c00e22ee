-- ===== Ownership of calls ===========================================================================================
-- An instance of the gateway holds one lease for all its calls and renews it every few seconds. Another instance on the same
-- Asterisk adopts the open calls of an instance whose lease has expired, and deletes the lease.

ALTER TABLE phone_call ADD COLUMN asterisk text COLLATE "C";
COMMENT ON COLUMN phone_call.asterisk IS 'entity id of the Asterisk that holds the channel of the caller; NULL when not known';

DROP INDEX phone_call_open;
CREATE INDEX phone_call_open ON phone_call (asterisk, owner) WHERE outcome IS NULL;

CREATE SEQUENCE call_lease_token;
CREATE TABLE call_lease (
  instance          text PRIMARY KEY,              -- as phone_call.owner
  application       text NOT NULL,                 -- of the instance, in Asterisk
  asterisk          text COLLATE "C" NOT NULL,     -- to which the instance is connected
  token             bigint NOT NULL UNIQUE,        -- of this lease and no other
  held_since        timestamptz NOT NULL,          -- without a gap
  expires_at        timestamptz NOT NULL);
