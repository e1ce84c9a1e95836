import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Image } from '../../core/image.ts';
import type { Access } from '../access.ts';
import { touch } from '../galleries/touch.ts';
import { named, running } from '../lane/where.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';
import type { AlbumParts } from './change.ts';

/** Rows of one transaction: nobody else writes meanwhile on SQLite, and each takes some microseconds. */
const atOnce = 100;

/** What is left of a picture whose words are gone. That it was made must stay known: a replay would paint it again. */
const forgotten = {
  ...{ recipe: null, generation: null, image: null, alt: null },
  ...{ request: '{}', notes: '{}', parent: null, private: 0, around: null },
  ...{ stars: 0, own_star: 0, thumbhash: null },
};

type Discarded = Selectable<Tables['discarded']>;

/**
 * Forgets what was deleted before `moment`, noting its files down in the same transaction, and then deletes these. What
 * comes in between, a crash or a failing disk, leaves them noted for the next time.
 */
export async function purgeAlbum(
  parts: AlbumParts,
  moment: number,
  remove: (image: Image) => Promise<void>,
): Promise<void> {
  while (await forgetSome(parts, moment)) parts.touches.tell();
  await deleteFiles(parts.access, remove);
}

/** Whether there may be more. */
async function forgetSome({ access, clock }: AlbumParts, moment: number): Promise<boolean> {
  const rows = await access.run((database) => deletedBefore(database, moment).limit(atOnce).execute());
  if (rows.length === 0) return false;
  const ids = rows.map(({ id }) => id);
  const files = rows.flatMap(fileOf);
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      if (files.length > 0) {
        await transaction
          .insertInto('discarded')
          .values(files)
          .onConflict((conflict) => conflict.column('image').doNothing())
          .execute();
      }
      const gone = await transaction
        .updateTable('pictures')
        .set(forgotten)
        .where('id', 'in', ids)
        // Unless it was brought back meanwhile.
        .where('removed_at', '<', moment)
        .where(named)
        .returning('id')
        .execute();
      await forgetOpinions(
        transaction,
        gone.map(({ id }) => id),
        clock.now(),
      );
      await forgetCalls(
        transaction,
        rows.map(({ invocation }) => invocation),
      );
    }),
  );
  return rows.length === atOnce;
}

function deletedBefore(database: Kysely<Tables>, moment: number) {
  return (
    database
      .selectFrom('pictures')
      .select(['id', 'invocation', 'generation'])
      .where('removed_at', '<', moment)
      .where(named)
      // Erased while it was painted: whoever paints it needs its words until it is over.
      .where('state', '<>', 'running')
      .orderBy('removed_at')
  );
}

/** Nor what people thought of it. Galleries are told by whoever looks at it next, and that is the last time. */
async function forgetOpinions(transaction: Kysely<Tables>, pictures: readonly number[], now: number): Promise<void> {
  if (pictures.length === 0) return;
  await touch(transaction, pictures, now, { isMany: true });
  for (const table of ['stars', 'answers'] as const)
    await transaction.deleteFrom(table).where('picture', 'in', pictures).execute();
}

/** Nor does anything else tell what was asked in calls of which no picture is left. */
async function forgetCalls(transaction: Kysely<Tables>, invocations: readonly string[]): Promise<void> {
  const left = await transaction
    .selectFrom('pictures')
    .select('invocation')
    .where('invocation', 'in', invocations)
    .where(named)
    .execute();
  const gone = invocations.filter((each) => !left.some(({ invocation }) => invocation === each));
  if (gone.length === 0) return;
  await transaction.deleteFrom('messages').where('invocation', 'in', gone).execute();
  await transaction.deleteFrom('calls').where('id', 'in', gone).where('ended_at', 'is not', null).execute();
}

const made = z.object({ image: parse.image, request: z.object({ seed: z.number() }) });

function fileOf({ generation }: { readonly generation: string | null }): Discarded[] {
  const read = generation === null ? undefined : parse.readable(made, generation);
  if (!read) return [];
  return [{ image: read.image.key, file: JSON.stringify(read.image), seed: read.request.seed }];
}

/** Tries all of them before it throws what went wrong first: one bad file must not keep the others. */
async function deleteFiles(access: Access, remove: (image: Image) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const row of await access.run(freeFiles)) {
    if (await isNeeded(access, row)) continue;
    try {
      await remove(parse.readJson(parse.image, row.file));
      await access.run((database) => database.deleteFrom('discarded').where('image', '=', row.image).execute());
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Files of forgotten pictures that are no other picture's, too. Those that are stay noted, until that is forgotten. */
function freeFiles(database: Kysely<Tables>): Promise<readonly Discarded[]> {
  return database
    .selectFrom('discarded')
    .selectAll()
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('pictures').select('id').whereRef('pictures.image', '=', 'discarded.image'))),
    )
    .execute();
}

/**
 * Whether another picture has the file by now, or will have it soon: whoever paints with the same seed may have stored
 * the same bytes already, without having said so yet.
 */
async function isNeeded(access: Access, { image, seed }: Discarded): Promise<boolean> {
  return access.run(async (database) => {
    const painted = await database.selectFrom('pictures').select('request').where(running).execute();
    const seeds = painted.map(({ request }) => parse.readable(parse.request, request)?.seed);
    if (seeds.includes(seed)) return true;
    const other = await database.selectFrom('pictures').select('id').where('image', '=', image).executeTakeFirst();
    return other !== undefined;
  });
}
