import { DatabaseSync } from 'node:sqlite';
import { openStore, type Store } from '../../src/store/store.ts';
import { generationOf, requestForTests } from '../../test/fakes/generation.ts';
import { history } from '../../test/store/history.ts';

/** Whose pictures they are, and where their presets are shared. */
export const person = 'discord:1400000000000000002';
export const community = '1400000000000000004';

/** A name for the number in words that differ; quotes around it cannot be in either. */
const number = '§';

/** Presets that one can have, and that a server can. */
const presets = 50;

/** A database in a file in which somebody has made so many pictures, beside ten thousand of others. */
export async function fill(path: string, pictures: number): Promise<Store> {
  const url = `file:${path}`;
  await (await openStore({ url })).close();
  const file = new DatabaseSync(path);
  const statements = [...history(10_000, Date.now()), ...mine(pictures), 'analyze'];
  file.exec(`begin; ${statements.join('; ')}; commit; pragma wal_checkpoint(truncate)`);
  file.close();
  return openStore({ url });
}

/** Each picture has words and a seed of its own. */
function mine(pictures: number): string[] {
  const request = { ...requestForTests, prompt: `a fox ${number} at dawn, in soft light` };
  const json = (value: object) => `'${JSON.stringify(value).replaceAll(number, `' || i || '`)}'`;
  const seeded = (value: object) => json(value).replace('"seed":42', `"seed":' || (100000 + i) || '`);
  const upTo = (count: number) =>
    `with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < ${count})`;
  return [
    `insert into pictures (id, invocation, n, person, channel, request, generation, model, pixels, state, round, seat,
       step, ordered_at, settled_at, attempt, lost, stop_asked, price, cost, counted, took, recipe, community, image)
     ${upTo(pictures)} select 1000000 + i, 'mine' || i, 0, '${person}', 'discord:7', ${seeded(request)},
       ${seeded(generationOf(request))}, '2.1 Pro', 147456, 'done', i, i, 1000, i, i, 1, 0, 0, 1, 1, '[]', 7000,
       'mine' || i, 'discord:${community}', 'mine' || i from numbers`,
    ...[person, `discord:${community}`].map(
      (owner) =>
        `insert into settings (owner, kind, name, value, person)
         ${upTo(presets)} select '${owner}', 'preset', 'preset' || i,
           '{"settings":"at dusk, film grain --style noir --aspect 16:9","maker":"${person}"}', '${person}' from numbers`,
    ),
  ];
}
