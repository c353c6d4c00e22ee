-- Who gave out a key.
ALTER TABLE api_key ADD COLUMN made_by text NOT NULL DEFAULT '';
