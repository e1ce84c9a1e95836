import type { Kysely } from 'kysely';
import { type Consent, consent, consentKey } from '../../core/consent.ts';
import type { Exhibit } from '../../core/gallery.ts';
import { picturesIn, type Row, readKept } from '../album/kept.ts';
import { visible } from '../lane/where.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';

const { kind, name } = consentKey('');

/** What people have decided about their pictures; what nobody can read is as good as nothing said. */
export async function consentsOf(
  database: Kysely<Tables>,
  people: readonly string[],
): Promise<(person: string) => Consent> {
  const rows =
    people.length === 0
      ? []
      : await database
          .selectFrom('settings')
          .select(['owner', 'value'])
          .where('owner', 'in', [...new Set(people)])
          .where('kind', '=', kind)
          .where('name', '=', name)
          .execute();
  const said = new Map(rows.map(({ owner, value }) => [owner, parse.readable(consent, value)]));
  return (person) => said.get(person) ?? consent.parse({});
}

/** Pictures that are there, by number and in that order. */
export async function exhibitsOf(database: Kysely<Tables>, ids: readonly number[]): Promise<readonly Exhibit[]> {
  if (ids.length === 0) return [];
  const rows = await picturesIn(database)
    .where('pictures.id', 'in', [...ids])
    .where(visible)
    .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  return readExhibits(
    database,
    ids.flatMap((id) => known.get(id) ?? []),
  );
}

async function readExhibits(database: Kysely<Tables>, rows: readonly Row[]): Promise<readonly Exhibit[]> {
  const consents = await consentsOf(
    database,
    rows.map(({ person }) => person),
  );
  const byRecipe = new Map(rows.map((row) => [row.recipe, row]));
  return (await readKept(database, rows)).map((kept) => {
    const row = byRecipe.get(kept.recipe);
    return {
      ...kept,
      stars: row?.stars ?? 0,
      credit: consents(kept.person).name ?? kept.name,
      // Empty where none can be made.
      thumbhash: row?.thumbhash || undefined,
    };
  });
}
