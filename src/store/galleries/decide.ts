import type { Kysely, Selectable } from 'kysely';
import type { Kept } from '../../core/album.ts';
import type { Touched, Verdict } from '../../core/curation.ts';
import { picturesIn, type Row, readKept } from '../album/kept.ts';
import { givenUp } from '../holding.ts';
import { done } from '../lane/where.ts';
import type { Tables } from '../tables.ts';
import { collectingAt } from './candidate.ts';
import { writeEntries } from './entries.ts';
import { consentsOf } from './exhibits.ts';
import { hangAll } from './hangings.ts';
import type { GalleryParts } from './parts.ts';
import { galleryToken, tokensOf, webToken } from './search.ts';

/** A picture that is decided about. `kept`: undefined for one that is not to be seen by anybody. */
export interface Decided {
  readonly id: number;
  readonly row: Row | undefined;
  readonly kept: Kept | undefined;
  /** Whether nobody but its maker is to see it, for whatever reason. */
  readonly isHidden: boolean;
}

/** Writes down where a picture is to be. Not again when it was touched meanwhile: then somebody looks once more. */
export async function decideOn(
  { access, clock, engine, owner }: GalleryParts,
  { picture, mark, isOld }: Touched,
  verdicts: readonly Verdict[],
): Promise<void> {
  const now = clock.now();
  await access.run((database) =>
    database.transaction().execute(async (transaction) => {
      if (!(await isStillSo(transaction, { picture, mark }, owner))) return;
      const decided = await decidedOn(transaction, picture);
      const valid = await validOf(transaction, decided, verdicts);
      await writeEntries(transaction, decided, valid, { now, isOld });
      await (decided.kept
        ? engine.search.put(transaction, picture, tokensWith(decided.kept, decided.row?.private === 1, valid))
        : engine.search.forget(transaction, picture));
      await hangAll(transaction, decided, valid, { now, isOld });
    }),
  );
}

/** Lets go of it, either way: what was touched meanwhile is free for whoever looks first. */
async function isStillSo(
  transaction: Kysely<Tables>,
  { picture, mark }: Pick<Selectable<Tables['touched']>, 'picture' | 'mark'>,
  owner: string,
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('touched')
    .where('picture', '=', picture)
    .where('mark', '=', mark)
    .executeTakeFirst();
  if (numDeletedRows > 0n) return true;
  await transaction
    .updateTable('touched')
    .set({ owner: null, lease_until: givenUp })
    .where('picture', '=', picture)
    .where('owner', '=', owner)
    .execute();
  return false;
}

async function decidedOn(transaction: Kysely<Tables>, id: number): Promise<Decided> {
  const row = await picturesIn(transaction).where('pictures.id', '=', id).where(done).executeTakeFirst();
  const [kept] = await readKept(transaction, row?.removed_at === null ? [row] : []);
  const consents = await consentsOf(transaction, row ? [row.person] : []);
  const isHidden = !kept || row?.private === 1 || consents(kept.person).stars === 'never';
  return { id, row, kept, isHidden };
}

/** Without what a channel that was unbound in this moment would have brought. */
async function validOf(
  transaction: Kysely<Tables>,
  { row, kept }: Decided,
  verdicts: readonly Verdict[],
): Promise<readonly Verdict[]> {
  const collecting = row && kept ? await collectingAt(transaction, row) : new Set<string>();
  return verdicts.filter(({ gallery }) => collecting.has(gallery));
}

function tokensWith(kept: Kept, isPrivate: boolean, verdicts: readonly Verdict[]): ReadonlySet<string> {
  const tokens = tokensOf(kept, isPrivate);
  for (const { gallery, isIn, onWeb } of verdicts) {
    if (isIn) tokens.add(galleryToken(gallery));
    if (isIn && onWeb) tokens.add(webToken(gallery));
  }
  return tokens;
}
