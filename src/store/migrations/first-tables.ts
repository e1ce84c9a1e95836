import { sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** Version 1: journal, lane and quotas. Written as SQL, because a released step must not change with our types. */
export async function createFirstTables(database: Transaction<Tables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

/** The indexes hold open rows only where they can, so that they stay small however long the history is. */
const statements = [
  `create table calls (
    id text primary key,
    invocation text not null,
    address text not null,
    accepted_at bigint not null,
    acknowledged_at bigint,
    ended_at bigint,
    ending text,
    reason text,
    owner text not null,
    attempt integer not null,
    lease_until bigint not null
  )`,
  'create index calls_open on calls (accepted_at) where ended_at is null',
  'create index calls_ended on calls (ended_at) where ended_at is not null',
  `create table lanes (
    id text primary key,
    turn bigint not null,
    serving bigint not null,
    next_start_at bigint not null,
    paused_until bigint not null,
    pause bigint not null
  )`,
  `insert into lanes values ('pictures', 0, 0, 0, 0, 0)`,
  'create table people (person text primary key, next_round bigint not null, seat bigint not null)',
  `create table pictures (
    id bigint primary key,
    invocation text not null,
    n integer not null,
    person text not null,
    channel text not null,
    request text not null,
    model text not null,
    pixels bigint not null,
    state text not null,
    round bigint not null,
    seat bigint not null,
    step bigint not null,
    ordered_at bigint not null,
    started_at bigint,
    claimed_at bigint,
    settled_at bigint,
    owner text,
    attempt integer not null,
    lease_until bigint,
    lost integer not null,
    stop_asked integer not null,
    price bigint not null,
    cost bigint not null,
    counted text not null,
    generation text,
    problem text,
    took bigint
  )`,
  'create unique index pictures_key on pictures (invocation, n)',
  `create index pictures_waiting on pictures (round, seat, id) where state = 'waiting'`,
  `create index pictures_waiting_person on pictures (person, round) where state = 'waiting'`,
  `create index pictures_waiting_channel on pictures (channel) where state = 'waiting'`,
  `create index pictures_running on pictures (id) where state = 'running'`,
  `create index pictures_done on pictures (model, pixels, id) where state = 'done'`,
  `create table usage (
    key text primary key,
    pictures bigint not null,
    money bigint not null,
    refills_at bigint not null
  )`,
  'create index usage_refills on usage (refills_at)',
];
