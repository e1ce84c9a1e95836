import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Ask } from '../../core/consent.ts';
import type { Verdict } from '../../core/curation.ts';
import { givenUp } from '../holding.ts';
import type { Tables } from '../tables.ts';
import type { Decided } from './decide.ts';

type Hanging = Selectable<Tables['hangings']>;

/** When what waits for a channel to be bound again is due: never (the last moment that a `Date` knows). */
export const heldBack = 8_640_000_000_000_000;

export const idOfAsk = (ask: Ask, picture: number) => `ask ${ask} ${picture}`;
const idOfPicture = (wall: string, picture: number) => `${wall} ${picture}`;

/** A row that nobody has seen to yet. */
export function freshHanging(
  what: Pick<Insertable<Tables['hangings']>, 'id' | 'wall' | 'look' | 'kind'> & Partial<Hanging>,
  now: number,
): Insertable<Tables['hangings']> {
  return { wanted: 1, failures: 0, next_at: now, lease_until: givenUp, mark: now, ...what };
}

interface When {
  readonly now: number;
  readonly isOld: boolean;
}

/** Hangs a picture on the walls where it is to be, takes it down from others, and asks its maker. */
export async function hangAll(
  transaction: Kysely<Tables>,
  decided: Decided,
  verdicts: readonly Verdict[],
  when: When,
): Promise<void> {
  const rows = await transaction.selectFrom('hangings').selectAll().where('picture', '=', decided.id).execute();
  // Everybody changes them in the same order, so that nobody waits for each other.
  rows.sort(byId);
  const walls = await wallsFor(transaction, verdicts, rows);
  for (const row of rows) {
    if (row.gone === 1) continue;
    const wanted = row.kind === 'ask' ? isAsked(row, verdicts) : isWanted(row, decided, walls);
    // A review changes no words.
    if (wanted !== 'as it is' && !(when.isOld && wanted && row.wanted === 1))
      await see(transaction, row, wanted, walls, when.now);
  }
  if (!when.isOld) await hangNew(transaction, decided, walls, when.now);
  if (!when.isOld) await askNew(transaction, decided, verdicts, when.now);
  if (!when.isOld || decided.isHidden) await showExhibitions(transaction, decided.id, when.now);
  if (!decided.row) await forget(transaction, decided.id);
}

/** Nobody brings back what is forgotten, so nothing has to be remembered about where it is not to be hung again. */
async function forget(transaction: Kysely<Tables>, picture: number): Promise<void> {
  await transaction.deleteFrom('hangings').where('picture', '=', picture).where('gone', '=', 1).execute();
  await transaction.deleteFrom('exhibited').where('picture', '=', picture).execute();
}

/** The bindings of the walls that matter, and whether it is to hang there. */
interface Wall {
  readonly binding: Selectable<Tables['bindings']>;
  readonly isMeant: boolean;
}

async function wallsFor(
  transaction: Kysely<Tables>,
  verdicts: readonly Verdict[],
  rows: readonly Hanging[],
): Promise<ReadonlyMap<string, Wall>> {
  const meant = verdicts.filter(({ isIn }) => isIn).flatMap(({ walls }) => walls);
  const channels = new Set([...meant, ...rows.map(({ wall }) => wall)]);
  if (channels.size === 0) return new Map();
  const bindings = await transaction
    .selectFrom('bindings')
    .selectAll()
    .where('channel', 'in', [...channels])
    .where('look', '<>', 'none')
    .execute();
  return new Map(
    bindings.map((binding) => {
      const { channel, gallery } = binding;
      const isMeant = verdicts.some((each) => each.isIn && each.gallery === gallery && each.walls.includes(channel));
      return [channel, { binding, isMeant }];
    }),
  );
}

/** What hangs where nothing is bound any more stays as it is, unless nobody is to see it. */
function isWanted(row: Hanging, { isHidden }: Decided, walls: ReadonlyMap<string, Wall>): boolean | 'as it is' {
  const wall = walls.get(row.wall);
  if (wall?.isMeant) return true;
  if (wall?.binding.gallery === row.gallery || isHidden) return false;
  return 'as it is';
}

function isAsked(row: Hanging, verdicts: readonly Verdict[]): boolean | 'as it is' {
  return verdicts.some(({ ask }) => ask === row.ask) ? 'as it is' : false;
}

/** Has what hangs shown again, because its words or stars may be others, or taken down. */
async function see(
  transaction: Kysely<Tables>,
  row: Hanging,
  wanted: boolean,
  walls: ReadonlyMap<string, Wall>,
  now: number,
): Promise<void> {
  const isUntouched = row.address === null && row.failures === 0 && row.owner === null;
  if (!wanted && isUntouched) {
    await transaction.deleteFrom('hangings').where('id', '=', row.id).execute();
    return;
  }
  const wall = walls.get(row.wall)?.binding;
  // Whoever is waiting because it failed waits on, and a wall in trouble until somebody binds it again.
  const again = row.wanted === 1 ? (row.next_at ?? now) : now;
  const set = wanted
    ? { wanted: 1, gallery: wall?.gallery ?? row.gallery, next_at: wall?.trouble ? heldBack : again }
    : { wanted: 0, next_at: row.wanted === 0 ? (row.next_at ?? now) : now };
  await transaction
    .updateTable('hangings')
    .set({ ...set, mark: row.mark + 1 })
    .where('id', '=', row.id)
    .execute();
}

async function hangNew(
  transaction: Kysely<Tables>,
  { id, kept }: Decided,
  walls: ReadonlyMap<string, Wall>,
  now: number,
): Promise<void> {
  if (!kept) return;
  const rows = [...walls.values()].flatMap(({ binding, isMeant }) => {
    const { channel: wall, gallery, look, trouble } = binding;
    if (!isMeant) return [];
    const what = { id: idOfPicture(wall, id), wall, look, kind: 'picture', gallery, picture: id };
    return freshHanging(what, trouble ? heldBack : now);
  });
  await insert(transaction, rows);
}

/** One question about a gallery at a time. */
async function askNew(
  transaction: Kysely<Tables>,
  { id, kept }: Decided,
  verdicts: readonly Verdict[],
  now: number,
): Promise<void> {
  if (!kept) return;
  const wall = `direct:${kept.person}`;
  for (const { gallery, ask } of verdicts) {
    if (!ask) continue;
    const open = await transaction
      .selectFrom('hangings')
      .select('id')
      .where('wall', '=', wall)
      .where('ask', '=', ask)
      .where('gallery', '=', gallery)
      .where('gone', '=', 0)
      .executeTakeFirst();
    const what = { id: idOfAsk(ask, id), wall, look: 'messages', kind: 'ask', gallery, picture: id, ask };
    if (!open) await insert(transaction, [freshHanging(what, now)]);
  }
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

/** In order, so that no two wait for each other; what is there already stays, also what somebody took down. */
export async function insert(
  transaction: Kysely<Tables>,
  rows: readonly Insertable<Tables['hangings']>[],
): Promise<void> {
  for (const row of rows.toSorted(byId))
    await transaction
      .insertInto('hangings')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
}

/** A picture that is deleted leaves the exhibitions that it was in, too. */
async function showExhibitions(transaction: Kysely<Tables>, picture: number, now: number): Promise<void> {
  const rows = await transaction
    .selectFrom('exhibited')
    .innerJoin('hangings', 'hangings.id', 'exhibited.hanging')
    .select(['hangings.id', 'hangings.next_at'])
    .where('exhibited.picture', '=', picture)
    .where('hangings.gone', '=', 0)
    .execute();
  for (const { id, next_at } of rows.sort(byId))
    await transaction
      .updateTable('hangings')
      .set(({ eb }) => ({ next_at: next_at ?? now, mark: eb('mark', '+', 1) }))
      .where('id', '=', id)
      .execute();
}
