-- Customer groups (客户群): where each belongs and by what evidence, the codes into them, and what waits for their owners'
-- tap. Owners are staff, by account; sealed like every account.

CREATE TABLE customer_group (
  chat           text PRIMARY KEY,
  name           text NOT NULL,
  owner          bytea NOT NULL,
  standing       text NOT NULL,
  area           text COLLATE "C",
  evidence       text[] NOT NULL,
  member_version text NOT NULL,
  changed_at     timestamptz NOT NULL DEFAULT now());

CREATE TABLE join_way (
  id      text PRIMARY KEY,                       -- WeCom's config_id; WeCom lists it nowhere
  area    text COLLATE "C" NOT NULL,
  chat    text NOT NULL,
  qr_code text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (area, chat));

-- A task of an owner: ASKING before WeCom is asked, OPEN while it waits for the tap, ENDED, or UNKNOWN when it was never
-- marked whether WeCom took it. A delivery stands in one living task at most.
CREATE TABLE owner_task (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner       bytea NOT NULL,
  state       text NOT NULL,
  msgid       text,
  since       timestamptz NOT NULL DEFAULT now(),
  reminded    int NOT NULL DEFAULT 0,
  reminded_at timestamptz);
CREATE INDEX owner_task_living ON owner_task (id) WHERE state IN ('ASKING', 'OPEN');

CREATE TABLE owner_task_part (
  task      bigint NOT NULL REFERENCES owner_task (id),
  delivery  bigint NOT NULL REFERENCES delivery (id),
  chat      text NOT NULL,
  is_living boolean NOT NULL DEFAULT true,
  told_at   timestamptz,
  PRIMARY KEY (task, delivery));
CREATE UNIQUE INDEX owner_task_part_living ON owner_task_part (delivery) WHERE is_living;
CREATE INDEX owner_task_part_told ON owner_task_part (chat, told_at) WHERE told_at IS NOT NULL;
