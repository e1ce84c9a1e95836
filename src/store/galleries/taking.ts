import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { Touched, Which } from '../../core/curation.ts';
import { givenUp, lostBefore } from '../holding.ts';
import { isGone } from '../owner.ts';
import type { Tables } from '../tables.ts';
import type { GalleryParts } from './parts.ts';

type Taken = 'touched' | 'hangings';

type Hanging = Selectable<Tables['hangings']>;

/** Rows that nobody holds, or nobody who lives. Cheap to ask: those that are held are few, and have an index. */
async function unheld(parts: GalleryParts, table: Taken) {
  const rows = await parts.access.run((database) =>
    database.selectFrom(table).select('owner').distinct().where('owner', 'is not', null).execute(),
  );
  const gone = rows.flatMap(({ owner }) => (owner !== null && isGone(owner) ? owner : []));
  const lost = lostBefore(parts);
  return (eb: ExpressionBuilder<Tables, Taken>) =>
    // A list must not be empty: no owner is ''.
    eb.or([eb('lease_until', '<=', lost), eb('owner', 'in', ['', ...gone])]);
}

/** Takes pictures that nobody looks at: what people did to single ones first, then what concerns many, then old ones. */
export async function takeTouched(parts: GalleryParts, limit: number): Promise<readonly Touched[]> {
  const { access, clock, owner, lease, engine } = parts;
  const isFree = await unheld(parts, 'touched');
  const free = (database: Kysely<Tables>) =>
    database.selectFrom('touched').select('picture').where(isFree).orderBy('is_old').orderBy('at').orderBy('picture');
  // Most of the time there is nothing, and looking locks nothing.
  if (!(await access.run((database) => free(database).limit(1).executeTakeFirst()))) return [];
  const rows = await access.run((database) =>
    database
      .updateTable('touched')
      .set({ owner, lease_until: clock.now() + lease })
      .where('picture', 'in', free(database).limit(limit).modifyEnd(engine.free))
      .where(isFree)
      .returning(['picture', 'mark', 'is_old', 'at'])
      .execute(),
  );
  rows.sort((one, other) => one.is_old - other.is_old || one.at - other.at || one.picture - other.picture);
  return rows.map(({ picture, mark, is_old }) => ({ picture, mark, isOld: is_old === 1 }));
}

/** Takes what is to be done on walls by now. */
export async function takeHangings(
  parts: GalleryParts,
  { platform, wanted, except }: Which,
  limit: number,
): Promise<readonly Hanging[]> {
  const { access, clock, owner, lease, engine } = parts;
  const isFree = await unheld(parts, 'hangings');
  const now = clock.now();
  const free = (database: Kysely<Tables>) =>
    database
      .selectFrom('hangings')
      .select('id')
      .where('wanted', '=', wanted ? 1 : 0)
      .where('next_at', '<=', now)
      .where(({ or, eb }) => or([eb('wall', 'like', `${platform}:%`), eb('wall', 'like', `direct:${platform}:%`)]))
      // A list must not be empty: no wall is ''.
      .where('wall', 'not in', ['', ...except])
      .where(isFree)
      .orderBy('next_at');
  if (!(await access.run((database) => free(database).limit(1).executeTakeFirst()))) return [];
  const rows = await access.run((database) =>
    database
      .updateTable('hangings')
      .set({ owner, lease_until: now + lease })
      .where('id', 'in', free(database).limit(limit).modifyEnd(engine.free))
      .where('next_at', '<=', now)
      .where(isFree)
      .returningAll()
      .execute(),
  );
  return rows.sort((one, other) => (one.next_at ?? 0) - (other.next_at ?? 0));
}

/** Leaves to others what this process holds. Who held it stays known: something may hang that nobody wrote down. */
export async function releaseTaken({ access, owner }: GalleryParts): Promise<void> {
  for (const table of ['touched', 'hangings'] as const)
    await access.run((database) =>
      database.updateTable(table).set({ lease_until: givenUp }).where('owner', '=', owner).execute(),
    );
}
