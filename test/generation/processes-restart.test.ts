import { expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { startPostgres } from '../store/postgres-server.ts';
import { createDock, type Ship } from './processes-dock.ts';
import { keyOf, startFleet } from './processes-fleet.ts';

/** Milliseconds: the outage is longer, so that nobody's lease outlives it. */
const lease = 3000;

const storageSentence = 'Easel cannot save anything right now. The operator was told; please try again later.';

async function shows(ship: Ship, invocation: string, state: string): Promise<void> {
  await ship.says(`that ${invocation} is ${state}`, (line) => {
    return line.kind === 'shown' && line.invocation === invocation && line.state === state;
  });
}

test('PostgreSQL crashes under load and comes back: nothing accepted is lost or paid twice', {
  timeout: 60_000,
}, async () => {
  const dock = createDock();
  const [server] = await Promise.all([startPostgres(), dock.load(2)]);
  try {
    await using fleet = await startFleet(dock, 2, server.url, { lease, concurrency: 3 });
    const { upstream } = fleet;
    const [one, other] = [await fleet.launch('one'), await fleet.launch('other')];
    const accepted = { one: ['a fox', 'a cat', 'a dog'], other: ['a bee', 'an ant', 'a fly'] };
    const all = [...accepted.one, ...accepted.other];
    upstream.hold(...all);
    for (const prompt of accepted.one) one.ask(prompt);
    for (const prompt of accepted.other) other.ask(prompt);
    await Promise.all(accepted.one.map((prompt) => shows(one, prompt, 'working')));
    await Promise.all(accepted.other.map((prompt) => shows(other, prompt, 'working')));
    await upstream.until('three are painted', () => upstream.calls.length === 3);

    await server.crash();
    upstream.release(...all);
    one.ask('refused by one');
    other.ask('refused by other');
    await Promise.all([shows(one, 'refused by one', 'failed'), shows(other, 'refused by other', 'failed')]);
    await systemClock.sleep(lease);
    await server.restart();

    one.ask('a late one');
    other.ask('a late other');
    await Promise.all(accepted.one.map((prompt) => shows(one, prompt, 'done')));
    await Promise.all(accepted.other.map((prompt) => shows(other, prompt, 'done')));
    await fleet.order('zoe1');
    await fleet.done('zoe1');
    const shown = [one, other].flatMap(({ said }) => said.filter((line) => line.kind === 'shown'));
    const ends = shown.filter(({ state }) => state !== 'working');
    const refused = ends.filter(({ text }) => text === storageSentence).map(({ invocation }) => invocation);
    expect(refused).toEqual(expect.arrayContaining(['refused by one', 'refused by other']));
    for (const prompt of all) {
      expect(ends.filter(({ invocation }) => invocation === prompt)).toMatchObject([{ state: 'done' }]);
      expect(upstream.callsFor(prompt), prompt).toHaveLength(1);
    }
    for (const prompt of refused) {
      expect(upstream.callsFor(prompt)).toHaveLength(0);
      expect(await fleet.store.lane.find(keyOf(prompt))).toBeUndefined();
    }
  } finally {
    await dock.close();
    await server.close();
  }
});
