-- ===== Consultations (吹哨报到、4+X 会商、3+N 调解) =====================================================================
-- Several bodies deal with one ticket together. The ticket's events say that, who came, and how it ended.

-- Adds to what a domain allows now, whatever that is.
CREATE FUNCTION pg_temp.allow(domain_name text, more text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  rule record;
  allowed text;
BEGIN
  SELECT c.conname, pg_get_constraintdef(c.oid) AS definition INTO STRICT rule
  FROM pg_constraint c WHERE c.contypid = domain_name::regtype AND c.contype = 'c';
  SELECT string_agg(quote_literal(value), ', ') INTO allowed
  FROM (SELECT m[1] AS value FROM regexp_matches(rule.definition, '''([^'']*)''', 'g') m UNION SELECT unnest(more)) v;
  EXECUTE format('ALTER DOMAIN %I DROP CONSTRAINT %I', domain_name, rule.conname);
  EXECUTE format('ALTER DOMAIN %I ADD CONSTRAINT %I CHECK (VALUE IN (%s))', domain_name, rule.conname, allowed);
END $$;

SELECT pg_temp.allow('event_type',
  '{CONSULTATION_OPENED,CONSULTATION_ANSWERED,CONSULTATION_OVERDUE,CONSULTATION_ENDED}');
SELECT pg_temp.allow('timer_kind', '{CONSULTATION_OPENING,CONSULTATION}');
SELECT pg_temp.allow('notice_type', '{CONSULTATION,CONSULTATION_OVERDUE,CONSULTATION_ENDED}');

CREATE DOMAIN consultation_kind AS text CHECK (VALUE IN ('WHISTLE', 'MEETING', 'MEDIATION'));

CREATE TABLE consultation (
  ticket_no text COLLATE "C" NOT NULL,
  number    int NOT NULL CHECK (number > 0),    -- 1, 2, 3, … within the ticket
  kind      consultation_kind NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at  timestamptz CHECK (ended_at >= opened_at),
  content   bytea NOT NULL,                     -- encrypted: parties, what they were asked and said, the ending
  PRIMARY KEY (ticket_no, number));
CREATE INDEX consultation_open ON consultation (opened_at, ticket_no, number) WHERE ended_at IS NULL;
