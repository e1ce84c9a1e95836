import { type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { freshRecipe } from '../fresh-recipe.ts';
import type { Tables } from '../tables.ts';

/** Version 6: pictures that people find again, delete and remake, calls that their buttons remember, and settings. */
export async function keepAlbums(database: Transaction<Tables>): Promise<void> {
  for (const statement of columns) await sql.raw(statement).execute(database);
  await nameAll(database);
  for (const statement of indexes) await sql.raw(statement).execute(database);
}

const columns = [
  'alter table calls add column gesture text',
  'alter table calls add column lasting integer not null default 0',
  'alter table messages add column seen_at bigint',
  'alter table messages add column picture integer',
  'alter table messages add column own integer not null default 1',
  'alter table pictures add column recipe text',
  `alter table pictures add column notes text not null default '{}'`,
  'alter table pictures add column parent text',
  'alter table pictures add column private integer not null default 0',
  'alter table pictures add column community text',
  'alter table pictures add column image text',
  'alter table pictures add column alt text',
  'alter table pictures add column removed_at bigint',
  'create table discarded (image text primary key, file text not null, seed bigint not null)',
  `create table settings (
    owner text not null,
    kind text not null,
    name text not null,
    value text not null,
    person text not null,
    primary key (owner, kind, name)
  )`,
];

/** After the rows are filled in, which is faster. */
const indexes = [
  'create index calls_gesture on calls (gesture, accepted_at) where ended_at is null and gesture is not null',
  'drop index calls_ended',
  'create index calls_forgettable on calls (ended_at) where ended_at is not null and lasting = 0',
  'create index calls_lasting on calls (ended_at) where ended_at is not null and lasting = 1',
  'create index messages_invocation on messages (invocation)',
  'create unique index pictures_recipe on pictures (recipe)',
  `create index pictures_recent on pictures (person, id) where state = 'done' and removed_at is null`,
  `create index pictures_recent_channel on pictures (person, channel, id)
    where state = 'done' and removed_at is null`,
  `create index pictures_parent on pictures (parent, id)
    where parent is not null and state = 'done' and removed_at is null`,
  'create index pictures_removed on pictures (removed_at) where removed_at is not null and recipe is not null',
  'create index pictures_image on pictures (image) where image is not null',
];

/** Rows named by one statement: SQLite takes 32,766 values, and few statements are fast. */
const batch = 1000;

const made = z.object({ image: z.object({ key: z.string() }) });

/** Gives every picture a recipe, so that those of last year can be shown and made again, too. */
async function nameAll(database: Transaction<Tables>): Promise<void> {
  for (let last = 0; ; ) {
    const { rows } = await sql<{ id: number; generation: string | null }>`
      select id, generation from pictures where id > ${last} order by id limit ${batch}
    `.execute(database);
    if (rows.length === 0) return;
    const named = rows.map(
      ({ id, generation }): RawBuilder<unknown> =>
        sql`(cast(${id} as bigint), ${freshRecipe()}, cast(${imageOf(generation)} as text))`,
    );
    await sql`
      update pictures set recipe = named.column2, image = named.column3
      from (values ${sql.join(named)}) as named where pictures.id = named.column1
    `.execute(database);
    last = rows.at(-1)?.id ?? last;
  }
}

/** Null for what was not made, and for what nobody can read. */
function imageOf(generation: string | null): string | null {
  try {
    return made.parse(JSON.parse(generation ?? '')).image.key;
  } catch {
    return null;
  }
}
