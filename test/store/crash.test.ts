import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { postgresDatabase, sqliteDatabase } from './databases.ts';

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

/** Runs the child until it has said so many lines, kills it then, and returns all that it said. */
async function live(url: string, life: number, calls: number, lines: number): Promise<string[]> {
  const bot = spawn(process.execPath, [child, url, String(life), String(calls)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(bot, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: bot.stdout })) {
    said.push(line);
    if (said.length === lines) bot.kill('SIGKILL');
  }
  await exited;
  return said;
}

it.each([
  { name: 'SQLite', open: sqliteDatabase },
  { name: 'PostgreSQL', open: postgresDatabase },
])(
  'loses nothing and makes nothing twice when it is killed: $name',
  async ({ open }) => {
    await using database = await open();
    const said: string[][] = [];
    // Early, in full swing, and while it takes up what the killed ones left.
    for (const [life, lines] of [6, 60, 33, 9].entries()) said.push(await live(database.url, life, 1000, lines));
    const kills = said.length;
    said.push(await live(database.url, kills, 1, Number.POSITIVE_INFINITY));
    const words = said.flat().map((line) => line.split(' '));
    const all = (verb: string) => words.flatMap(([first, id = '']) => (first === verb ? [id] : []));
    expect(all('finished')).toHaveLength(1);

    const accepted = all('accepted');
    const done = all('done');
    expect(accepted.length).toBeGreaterThan(10);
    expect(new Set(accepted).size, 'accepted once').toBe(accepted.length);
    expect(new Set(done).size, 'made once').toBe(done.length);

    const paid = all('paid');
    const paidAgain = paid.length - new Set(paid).size;
    expect(paidAgain, 'only what the kill cut off').toBeLessThanOrEqual(kills * 3);
    for (const [index, [verb, id]] of words.entries()) {
      const again = verb === 'done' && words.slice(index).some(([later, other]) => later === 'paid' && other === id);
      expect(again, `${id} paid after it was done`).toBe(false);
    }

    const store = await openStore({ url: database.url });
    const states = new Map<string, string | undefined>();
    // A call that was accepted a moment before the kill is known from its take-up.
    for (const id of new Set([...accepted, ...all('taken'), ...paid])) {
      states.set(id, (await store.lane.find({ invocation: id, n: 0 }))?.state);
    }
    // Killed twice in the middle of the paid call, a picture is given up rather than paid for a third time.
    const givenUp = [...states.keys()].filter((id) => states.get(id) === 'failed');
    const timesPaid = [...states.keys()].map((id) => paid.filter((other) => other === id).length);
    expect(Math.max(...timesPaid)).toBeLessThanOrEqual(2);
    expect([...states.keys()].filter((id) => states.get(id) !== 'done')).toEqual(givenUp);
    expect(await store.journal.takeUp(1000)).toEqual([]);
    const [used] = await store.lane.usage([{ scope: 'everyone', id: '', period: 'month' }]);
    expect(used?.pictures, 'quota').toBe(states.size - givenUp.length);
    await store.close();
  },
  60_000,
);
