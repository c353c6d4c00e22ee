-- Fills an empty database of V1__baseline.sql with ten years of a city: 21,000 units, 2.6 million tickets, 7.8 million
-- events, 10.4 million deliveries, of which some 9,000 tickets and 300 deliveries are still under way. Invented throughout;
-- ciphertext is random bytes of the usual length. For EXPLAIN (ANALYZE, BUFFERS) of the queries, not for the application.
-- Takes about ten minutes and 12 GB. :tickets is replaced by the number of tickets.

SET synchronous_commit = off;
SET maintenance_work_mem = '1GB';
SET work_mem = '256MB';

-- Loading without the secondary indexes is several times faster.
CREATE TEMP TABLE secondary AS
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
  FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
  WHERE c.oid IS NULL
    AND i.indrelid IN ('ticket'::regclass, 'report'::regclass, 'ticket_event'::regclass, 'delivery'::regclass);
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT name FROM secondary LOOP EXECUTE 'DROP INDEX ' || one.name; END LOOP;
END $$;

INSERT INTO area (code, name, kind)
SELECT '621099' || lpad(t::text, 3, '0') || lpad(v::text, 3, '0') || lpad(g::text, 3, '0') || '-L' || lpad(u::text, 3, '0'),
  'unit', 'COMMON'
FROM generate_series(101, 130) t, generate_series(201, 220) v, generate_series(1, 5) g, generate_series(1, 7) u;
CREATE TEMP TABLE unit AS SELECT row_number() OVER (ORDER BY code) - 1 AS number, code FROM area;
CREATE UNIQUE INDEX ON unit (number);

-- One row for each ticket, from the oldest on. Every 20th was merged into the one before it.
CREATE UNLOGGED TABLE city AS
SELECT n, 'GD' || to_char(at, 'YYYYMMDD') || '621099' || lpad((n % 1000000)::text, 6, '0') AS no, at,
  lpad(((n * 61803399) % 100000000)::text, 8, '0') AS receipt_no,
  unit.code AS area,
  CASE WHEN n > total - 4000 THEN (ARRAY['DISPATCHED', 'ACCEPTED', 'DISPATCHED', 'RETURN_REVIEW'])[1 + n % 4]
    WHEN n > total - 9000 THEN 'FEEDBACK_DUE' WHEN n % 20 = 0 THEN 'MERGED' WHEN n % 97 = 0 THEN 'WITHDRAWN'
    ELSE 'CLOSED' END AS state,
  CASE WHEN n % 200 = 0 THEN 'EMERGENCY' WHEN n % 17 = 0 THEN 'URGENT' ELSE 'NORMAL' END AS urgency,
  CASE WHEN n % 100 = 0 THEN 'SEALED' WHEN n % 10 = 0 THEN 'PRIVATE' ELSE 'OPEN' END AS confidentiality,
  CASE WHEN n % 3 = 0 THEN 'UNIT' WHEN n % 3 = 1 THEN 'GRID' ELSE 'DEPARTMENT' END AS owner_type,
  CASE WHEN n % 3 = 0 THEN unit.code WHEN n % 3 = 1 THEN split_part(unit.code, '-', 1) ELSE 'D' || n % 60 END AS owner_id
FROM (SELECT n, total, timestamptz '2026-11-01 00:00:00+08' - interval '3650 days' * (1 - n::float8 / total) AS at
    FROM (SELECT :tickets::bigint AS total) s, LATERAL generate_series(1, total) n) numbered
  JOIN unit ON unit.number = (numbered.n * 7919) % 21000;

INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id, owner_name, route,
  dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
SELECT no, 3, state, 'HELP', 'category' || n % 120, urgency, area, confidentiality, owner_type, owner_id, '网格员小王',
  jsonb_build_object('owner', jsonb_build_object('type', owner_type, 'id', owner_id, 'name', '网格员小王'), 'rule', 'rule' || n % 90,
    'why', '["派单目录", "按地点"]'::jsonb, 'confidence', 0.9, 'rules', 'abcdef0123456789', 'helpers', '[]'::jsonb, 'next', '[]'::jsonb),
  1, 0, false, at, at, at + interval '5 days', decode(repeat(lpad(to_hex(n % 256), 2, '0'), 70), 'hex'),
  CASE confidentiality WHEN 'SEALED' THEN '{}'::int[]
    ELSE ARRAY(SELECT hashint4((3000 * power(random(), 3))::int) FROM generate_series(1, 9 + n % 5)) END
FROM city ORDER BY n;
UPDATE ticket SET merged_into = m.into_no
  FROM (SELECT no, lag(no) OVER (ORDER BY n) AS into_no, state FROM city) m WHERE m.state = 'MERGED' AND ticket.no = m.no;
INSERT INTO ticket_collaborator SELECT no, 0, 'DEPARTMENT', 'D' || n % 60, '水务局' FROM city WHERE n % 10 = 3;
INSERT INTO ticket_total SELECT 0, count(*) FROM city WHERE confidentiality <> 'SEALED';

INSERT INTO report (receipt_no, source_account, source_id, channel, conversation, area, ticket_no, reporter, has_account,
  owner_type, owner_id, owner_name, due, urgency, confidentiality, advice, occurred_at, received_at)
SELECT receipt_no, 'aibot:AIBOT0001', md5(n::text), 'GROUP', 'group:wr' || n % 21000, area, no,
  sha256(((n * 104729) % 600000)::text::bytea), true, owner_type, owner_id, '网格员小王', at + interval '5 days', urgency,
  confidentiality, '', at, at
FROM city ORDER BY n;
INSERT INTO report_person SELECT receipt_no, 'REPORTER', decode(repeat('ab', 90), 'hex') FROM city;
INSERT INTO report_text SELECT receipt_no, decode(repeat('cd', 160), 'hex') FROM city;

INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change, source)
SELECT no, seq, at + seq * interval '1 hour', (ARRAY['RECEIVED', 'TRIAGED', 'DISPATCHED'])[seq], 'GATEWAY', 'gateway', '联户网关',
  '{"lead": {"type": "GRID", "id": "621099101201001", "name": "网格员小王"}, "helpers": []}',
  CASE WHEN seq = 3 AND n % 2 = 0 THEN 'app:1000002:' || n END
FROM city, generate_series(1, 3) seq ORDER BY n, seq;

INSERT INTO delivery (ticket_no, version, receipt_no, type, recipient_type, recipient_id, channel, state, attempts, partition, at)
SELECT no, 3, receipt_no, (ARRAY['RECEIPT', 'ASSIGNED', 'DISPATCHED', 'RESULT'])[k],
  (ARRAY['GROUP', 'POST', 'REPORTER', 'UNIT'])[k], (ARRAY['wr' || n % 21000, 'P' || n % 30000, receipt_no, area])[k],
  (ARRAY['GROUP', 'PRIVATE', 'KF', 'RELAY'])[k],
  CASE WHEN k = 2 AND n > total - 300 THEN 'PENDING' WHEN k = 2 AND n % 30 = 0 THEN 'CANNOT'
    WHEN k = 3 AND n % 3 = 0 THEN 'WAITS_FOR_QUERY' WHEN k = 4 AND n > total - 9000 THEN 'WAITS_FOR_PERSON'
    WHEN k = 1 AND n % 5000 = 0 THEN 'UNKNOWN' ELSE 'SENT' END, 0, n % 64, at
FROM (SELECT *, count(*) OVER () AS total FROM city) c, generate_series(1, 4) k ORDER BY n, k;

-- Some 4,000 tickets have a timer; it is deleted when it was handled.
INSERT INTO ticket_timer (ticket_no, kind, fires_at, round)
SELECT no, 'AUTO_CLOSE', at + interval '30 days', 1 FROM city WHERE state = 'FEEDBACK_DUE';

DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT definition FROM secondary LOOP EXECUTE one.definition; END LOOP;
END $$;
DROP TABLE city;
VACUUM ANALYZE;
