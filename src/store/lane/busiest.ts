import { sql } from 'kysely';
import type { BusyPerson } from '../../core/quota.ts';
import type { Access } from '../access.ts';
import { counter, membersOf, personIn } from './counters.ts';

/** Who used most in a community today. Looks at today's counters only, by the index of their end. */
export async function findBusiest(
  access: Access,
  community: string,
  limit: number,
  now: number,
): Promise<readonly BusyPerson[]> {
  const { refillsAt } = counter({ scope: 'everyone', id: '', period: 'day' }, now);
  const prefix = membersOf(community);
  return access.run(async (database) => {
    const rows = await database
      .selectFrom('usage')
      .select(['key', 'pictures'])
      .where('refills_at', '=', refillsAt)
      .where(sql<boolean>`substr(key, 1, ${prefix.length}) = ${prefix}`)
      .where('pictures', '>', 0)
      .orderBy('pictures', 'desc')
      .orderBy('key')
      .limit(limit)
      .execute();
    const most = rows.map(({ key, pictures }) => ({ person: personIn(key, community), pictures }));
    if (most.length === 0) return [];
    const people = await database
      .selectFrom('people')
      .select(['person', 'name'])
      .where(
        'person',
        'in',
        most.map(({ person }) => person),
      )
      .execute();
    const names = new Map(people.map(({ person, name }) => [person, name ?? undefined]));
    return most.map((each) => ({ ...each, name: names.get(each.person) }));
  });
}
