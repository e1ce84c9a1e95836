import type { Kysely, Selectable, Updateable } from 'kysely';
import { asks } from '../../core/consent.ts';
import type { Hung, Job, JobEnd, Which } from '../../core/curation.ts';
import type { ProblemCode } from '../../core/problem.ts';
import { givenUp } from '../holding.ts';
import { rememberMessage } from '../journal/messages.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';
import { tellFamily } from './family.ts';
import { freshHanging, heldBack, insert } from './hangings.ts';
import type { GalleryParts } from './parts.ts';
import { takeHangings } from './taking.ts';

type Row = Selectable<Tables['hangings']>;

export async function jobsFor(parts: GalleryParts, which: Which, limit: number): Promise<readonly Job[]> {
  for (;;) {
    const rows = await takeHangings(parts, which, limit);
    const jobs = rows.flatMap((row) => readJob(row) ?? []);
    // Those that nobody here can read are this process's own by now, and must not stand in the way of others.
    if (rows.length === 0 || jobs.length > 0) return jobs;
  }
}

function readJob(row: Row): Job | undefined {
  const { id, wall, failures, mark } = row;
  const hung = hungIn(row);
  return (
    hung && {
      ...{
        id,
        wall,
        hung,
        failures,
        mark,
        wanted: row.wanted === 1,
        look: row.look === 'posts' ? 'posts' : 'messages',
      },
      address: row.address === null ? undefined : parse.readable(parse.address, row.address),
      shown: row.shown ?? undefined,
    }
  );
}

/** Undefined for what a newer Easel hangs. */
function hungIn({ kind, gallery, picture, ask: about, week, channel, code, message }: Row): Hung | undefined {
  if (kind === 'original' && message !== null) return { kind, message };
  if (kind === 'trouble' && channel !== null && code !== null) return { kind, channel, code };
  if (gallery === null) return undefined;
  if (kind === 'exhibition' && week !== null) return { kind, gallery, week };
  if (picture === null) return undefined;
  if (kind === 'picture') return { kind, gallery, picture };
  const ask = asks.find((each) => each === about);
  return kind === 'ask' && ask ? { kind, ask, gallery, picture } : undefined;
}

/** Milliseconds since 1970, and who ends it. */
interface Ending {
  readonly now: number;
  readonly owner: string;
}

/**
 * Writes down how a job ended. What was changed meanwhile stays to be done, but whoever still holds it says where it hangs
 * by now.
 */
export async function endJob({ access, clock, owner }: GalleryParts, job: Job, end: JobEnd): Promise<void> {
  const ending = { now: clock.now(), owner };
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      if (end.kind === 'gone') await endForEver(transaction, job);
      else if (end.kind === 'later') await endForNow(transaction, job, end, ending);
      else await endWell(transaction, job, end, ending);
      const hasMoved =
        end.kind === 'gone' || (end.kind === 'done' && (end.shown === undefined) !== (job.shown === undefined));
      if (job.look === 'posts' && hasMoved) await tellFamily(transaction, job.wall, job.hung, ending.now);
    }),
  );
}

const free = { owner: null, lease_until: givenUp };

/** What was to go and cannot be reached is forgotten; what was to stay and is not there is remembered, and never hung again. */
async function endForEver(transaction: Kysely<Tables>, { id, wanted }: Job): Promise<void> {
  const ended = { ...free, ...(wanted && { gone: 1, next_at: null }), address: null, message: null, shown: null };
  if (!wanted) await transaction.deleteFrom('hangings').where('id', '=', id).where('wanted', '=', 0).execute();
  await change(transaction, ended).where('id', '=', id).execute();
}

async function endForNow(
  transaction: Kysely<Tables>,
  { id, mark, failures }: Job,
  { address, wait }: JobEnd & { kind: 'later' },
  { now, owner }: Ending,
): Promise<void> {
  const known = { ...free, ...(address && { address: JSON.stringify(address) }) };
  const { numUpdatedRows } = await change(transaction, { ...known, failures: failures + 1, next_at: now + wait })
    .where('id', '=', id)
    .where('mark', '=', mark)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await transaction.updateTable('hangings').set(known).where('id', '=', id).where('owner', '=', owner).execute();
}

async function endWell(
  transaction: Kysely<Tables>,
  { id, mark, wanted, hung }: Job,
  { address, message, beside = new Map(), shown }: JobEnd & { kind: 'done' },
  { now, owner }: Ending,
): Promise<void> {
  const known = {
    ...{ ...free, failures: 0, message: message ?? null, shown: shown ?? null },
    address: address ? JSON.stringify(address) : null,
  };
  if (message !== undefined) await remember(transaction, hung, message, now);
  for (const [other, subject] of beside) await rememberMessage(transaction, other, subject, { now, own: false });
  const { numDeletedRows } = await transaction
    .deleteFrom('hangings')
    .where('id', '=', id)
    .where('mark', '=', mark)
    .where('wanted', '=', 0)
    .executeTakeFirst();
  if (numDeletedRows > 0n) return;
  const { numUpdatedRows } = await change(transaction, { ...known, next_at: null })
    .where('id', '=', id)
    .where('mark', '=', mark)
    .where('wanted', '=', wanted ? 1 : 0)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await transaction.updateTable('hangings').set(known).where('id', '=', id).where('owner', '=', owner).execute();
}

function change(transaction: Kysely<Tables>, set: Updateable<Tables['hangings']>) {
  return transaction.updateTable('hangings').set(({ eb }) => ({ ...set, mark: eb('mark', '+', 1) }));
}

/** So that reactions and buttons under it are about the picture. */
async function remember(transaction: Kysely<Tables>, hung: Hung, message: string, now: number): Promise<void> {
  if (hung.kind !== 'picture' && hung.kind !== 'ask') return;
  const row = await transaction
    .selectFrom('pictures')
    .select(['invocation', 'n'])
    .where('id', '=', hung.picture)
    .executeTakeFirst();
  if (row) await rememberMessage(transaction, message, { about: row.invocation, picture: row.n }, { now, own: false });
}

/** Ends all that is to be hung in a channel, until it is bound again, and tells whoever bound it. */
export async function stopWall({ access, clock }: GalleryParts, channel: string, code: ProblemCode): Promise<void> {
  const now = clock.now();
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const bound = await transaction
        .updateTable('bindings')
        .set({ trouble: code })
        .where('channel', '=', channel)
        .returningAll()
        .executeTakeFirst();
      // What is to go goes all the same.
      await change(transaction, { next_at: heldBack })
        .where('wall', '=', channel)
        .where('next_at', '<', heldBack)
        .where('wanted', '=', 1)
        .execute();
      if (!bound) return;
      const id = `trouble ${channel} ${code} ${bound.bound_at}`;
      const what = { id, wall: `direct:${bound.person}`, look: 'messages', kind: 'trouble', channel, code };
      await insert(transaction, [freshHanging({ ...what, gallery: bound.gallery }, now)]);
    }),
  );
}
