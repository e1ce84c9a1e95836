import type { Kysely, Selectable } from 'kysely';
import { type Ask, asks } from '../../core/consent.ts';
import type { Candidate, Collecting } from '../../core/curation.ts';
import { picturesIn, readKept } from '../album/kept.ts';
import { done } from '../lane/where.ts';
import type { Tables } from '../tables.ts';
import { consentsOf } from './exhibits.ts';
import { readBinding, readGallery } from './rows.ts';

type Binding = Selectable<Tables['bindings']>;

/** Where a picture was made, for whoever collects there. */
export interface Made {
  readonly channel: string;
  readonly community: string | null;
  readonly around: string | null;
}

/** All that decides about one picture. */
export async function candidateFor(database: Kysely<Tables>, picture: number): Promise<Candidate> {
  const row = await picturesIn(database).where('pictures.id', '=', picture).where(done).executeTakeFirst();
  const [kept] = await readKept(database, row ? [row] : []);
  const consents = await consentsOf(database, row ? [row.person] : []);
  return {
    picture,
    kept,
    stars: row?.stars ?? 0,
    ownStar: row?.own_star === 1,
    consent: consents(row?.person ?? ''),
    answers: await answersFor(database, picture),
    galleries: await galleriesFor(database, picture, row),
  };
}

async function answersFor(database: Kysely<Tables>, picture: number): Promise<Candidate['answers']> {
  const rows = await database.selectFrom('answers').selectAll().where('picture', '=', picture).execute();
  const answers: Partial<Record<Ask, boolean>> = {};
  for (const ask of asks) {
    const answer = rows.find((row) => row.ask === ask);
    if (answer) answers[ask] = answer.is_fine === 1;
  }
  return answers;
}

/** Those that collect it, and those that it is in, as far as they have not ended. */
async function galleriesFor(
  database: Kysely<Tables>,
  picture: number,
  made: Made | undefined,
): Promise<readonly Collecting[]> {
  const collecting = made ? await collectingAt(database, made) : new Set<string>();
  const entries = await database.selectFrom('entries').select('gallery').where('picture', '=', picture).execute();
  const inside = new Set(entries.map(({ gallery }) => gallery));
  const ids = [...collecting.union(inside)];
  if (ids.length === 0) return [];
  const galleries = await database.selectFrom('galleries').selectAll().where('id', 'in', ids).orderBy('id').execute();
  const bindings = await database.selectFrom('bindings').selectAll().where('gallery', 'in', ids).execute();
  const hanging = await hangingOf(database, picture);
  return galleries.map((gallery) => ({
    gallery: readGallery(gallery),
    bindings: bindings.filter((binding) => binding.gallery === gallery.id).map(readBinding),
    isIn: inside.has(gallery.id),
    hangs: hanging.flatMap((each) => (each.gallery === gallery.id ? each.wall : [])),
  }));
}

/** The galleries for which somebody collects where it was made. */
export async function collectingAt(
  database: Kysely<Tables>,
  { channel, community, around }: Made,
): Promise<ReadonlySet<string>> {
  const places = [channel, community, around].filter((place) => place !== null);
  const rows: Pick<Binding, 'gallery'>[] = await database
    .selectFrom('bindings')
    .select('gallery')
    .distinct()
    .where('source', 'in', places)
    .execute();
  return new Set(rows.map(({ gallery }) => gallery));
}

async function hangingOf(database: Kysely<Tables>, picture: number) {
  return database
    .selectFrom('hangings')
    .select(['gallery', 'wall'])
    .where('picture', '=', picture)
    .where('kind', '=', 'picture')
    .where('wanted', '=', 1)
    .where('gone', '=', 0)
    .execute();
}
