import { SqliteAdapter, sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** Version 7: galleries, stars, what hangs on walls, and the search. Every picture is looked at once, to be found. */
export async function openGalleries(database: Transaction<Tables>): Promise<void> {
  const isSqlite = database.getExecutor().adapter instanceof SqliteAdapter;
  const search = isSqlite ? searchOnSqlite : searchOnPostgres;
  for (const statement of [...statements, ...search]) await sql.raw(statement).execute(database);
}

const statements = [
  'alter table pictures add column around text',
  'alter table pictures add column stars integer not null default 0',
  'alter table pictures add column own_star integer not null default 0',
  'alter table pictures add column thumbhash text',
  `create index pictures_shown on pictures (channel, id)
    where state = 'done' and removed_at is null and private = 0`,
  `create index pictures_shown_starred on pictures (channel, stars, id)
    where state = 'done' and removed_at is null and private = 0`,
  `create index pictures_shown_community on pictures (community, id)
    where state = 'done' and removed_at is null and private = 0`,
  `create index pictures_shown_around on pictures (around, id)
    where state = 'done' and removed_at is null and private = 0 and around is not null`,
  `create index pictures_starred on pictures (person, stars, id) where state = 'done' and removed_at is null`,
  `create index pictures_unpainted_person on pictures (person, id)
    where state in ('refused', 'failed', 'cancelled')`,
  `create table stars (
    picture bigint not null,
    person text not null,
    message text not null,
    at bigint not null,
    is_on integer not null,
    primary key (picture, person, message)
  )`,
  'create index stars_message on stars (message)',
  'create index stars_person on stars (person)',
  'create table answers (picture bigint not null, ask text not null, is_fine integer not null, primary key (picture, ask))',
  `create table galleries (
    id text primary key,
    name text not null,
    threshold integer not null,
    drops integer not null,
    own_stars integer not null,
    days integer,
    visibility text not null,
    address text not null,
    code text not null,
    exhibition text,
    week text
  )`,
  'create unique index galleries_address on galleries (address)',
  'create unique index galleries_code on galleries (code)',
  `create table bindings (
    channel text primary key,
    gallery text not null,
    community text,
    source text,
    look text not null,
    restricted integer not null,
    locale text not null,
    person text not null,
    since bigint not null,
    trouble text,
    bound_at bigint not null
  )`,
  'create index bindings_gallery on bindings (gallery)',
  'create index bindings_community on bindings (community)',
  'create index bindings_source on bindings (source)',
  `create table entries (
    gallery text not null,
    picture bigint not null,
    web integer not null,
    stars integer not null,
    entered_at bigint not null,
    since bigint not null,
    plain integer not null,
    primary key (gallery, picture)
  )`,
  'create index entries_picture on entries (picture)',
  'create index entries_starred on entries (gallery, stars, picture)',
  'create index entries_since on entries (gallery, since)',
  'create index entries_web on entries (gallery, picture) where web = 1',
  'create index entries_web_starred on entries (gallery, stars, picture) where web = 1',
  'create index entries_plain on entries (picture) where plain = 1',
  `create table hangings (
    id text primary key,
    wall text not null,
    look text not null,
    kind text not null,
    gallery text,
    picture bigint,
    ask text,
    week text,
    channel text,
    code text,
    wanted integer not null,
    address text,
    message text,
    shown text,
    failures integer not null,
    next_at bigint,
    owner text,
    lease_until bigint not null,
    mark bigint not null,
    gone integer not null default 0
  )`,
  'create index hangings_due on hangings (wanted, next_at) where next_at is not null',
  'create index hangings_owner on hangings (owner) where owner is not null',
  'create index hangings_picture on hangings (picture) where picture is not null',
  'create index hangings_wall on hangings (wall, next_at)',
  'create table exhibited (hanging text not null, picture bigint not null, place integer not null, primary key (hanging, picture))',
  'create index exhibited_picture on exhibited (picture)',
  `create table reviews (
    id text primary key,
    kind text not null,
    target text not null,
    before bigint not null,
    is_old integer not null,
    mark bigint not null
  )`,
  `create table touched (
    picture bigint primary key,
    mark bigint not null,
    is_old integer not null,
    at bigint not null,
    owner text,
    lease_until bigint not null
  )`,
  'create index touched_due on touched (is_old, at, picture)',
  'create index touched_owner on touched (owner) where owner is not null',
  `insert into touched (picture, mark, is_old, at, lease_until)
    select id, 1, 1, 0, 0 from pictures where state = 'done' and recipe is not null`,
];

/** Without the text itself and without places in it, which nobody asks for: a third of the size. */
const searchOnSqlite = [
  `create virtual table search using fts5(
    tokens, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'"
  )`,
];

const searchOnPostgres = [
  'create table search (picture bigint primary key, tokens tsvector not null)',
  // Without a list of what is not sorted in yet, which every search would read through.
  'create index search_tokens on search using gin (tokens) with (fastupdate = off)',
];
