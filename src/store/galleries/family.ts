import { type Kysely, sql } from 'kysely';
import type { Family, Hung, Relative } from '../../core/curation.ts';
import { bareId } from '../../core/ids.ts';
import type { Tables } from '../tables.ts';

/** Of each kind: what is further away is found from there. */
const furthest = 10;

/** A post on a wall. */
export interface Post {
  readonly wall: string;
  readonly picture: number;
}

interface Row {
  readonly recipe: string;
  readonly parent: string | null;
  readonly message: string;
  readonly community: string | null;
}

/** What a picture was made from, oldest first, and what was made from it, newest first, as far as that hangs on the same wall. */
export async function familyOf(database: Kysely<Tables>, { wall, picture }: Post): Promise<Family> {
  const { rows } = await sql<{ recipe: string | null; parent: string | null }>`
    select recipe, parent from pictures where id = ${picture}
  `.execute(database);
  const [self] = rows;
  const after = self?.recipe ? await postsWith(database, wall, sql`pictures.parent = ${self.recipe}`) : [];
  return { before: await ancestorsOf(database, wall, self?.parent ?? null), after: after.map(relativeIn) };
}

async function ancestorsOf(
  database: Kysely<Tables>,
  wall: string,
  parent: string | null,
): Promise<readonly Relative[]> {
  const line: Relative[] = [];
  for (let recipe = parent; recipe !== null && line.length < furthest; ) {
    const [row]: readonly Row[] = await postsWith(database, wall, sql`pictures.recipe = ${recipe}`);
    if (row) line.unshift(relativeIn(row));
    recipe = row?.parent ?? null;
  }
  return line;
}

async function postsWith(
  database: Kysely<Tables>,
  wall: string,
  fits: ReturnType<typeof sql>,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select pictures.recipe as recipe, pictures.parent as parent, hangings.message as message,
      bindings.community as community
    from pictures join hangings on hangings.picture = pictures.id left join bindings on bindings.channel = hangings.wall
    where ${fits} and pictures.state = 'done' and pictures.removed_at is null and hangings.wall = ${wall}
      and hangings.kind = 'picture' and hangings.wanted = 1 and hangings.message is not null
    order by pictures.id desc limit ${furthest}
  `.execute(database);
  return rows;
}

function relativeIn({ recipe, message, community }: Row): Relative {
  // A post has the id of its first message (Discord: threads).
  const place = { channel: bareId(message), community: community === null ? undefined : bareId(community) };
  return { recipe, message: { key: message, ...place } };
}

/**
 * Shows the posts of a picture’s parent and children on the same wall again, when it has come there or gone. Who waits
 * because it failed waits on.
 */
export async function tellFamily(transaction: Kysely<Tables>, wall: string, hung: Hung, now: number): Promise<void> {
  if (hung.kind !== 'picture') return;
  await sql`
    update hangings set next_at = coalesce(next_at, ${now}), mark = mark + 1
    where wall = ${wall} and kind = 'picture' and look = 'posts' and wanted = 1 and gone = 0 and message is not null
      and picture in (
        select relatives.id from pictures as relatives join pictures as self on self.id = ${hung.picture}
        where relatives.recipe = self.parent or relatives.parent = self.recipe
      )
  `.execute(transaction);
}
