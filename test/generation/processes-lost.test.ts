import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { postgresDatabase, type TestDatabase } from '../store/databases.ts';
import { startPostgres } from '../store/postgres-server.ts';
import { createDock, type Ship } from './processes-dock.ts';
import { keyOf, seedOf, settled, startFleet } from './processes-fleet.ts';
import type { UpstreamCall } from './processes-upstream.ts';

/** Milliseconds: short for the test, long for a slow machine. */
const lease = 3000;

/** Others on this machine cannot see it gone, as if it ran on another one. */
const elsewhere = (name: string) => ({ owner: `another machine 1 ${name}` });

/** A database that is tired of a process sooner than outside of tests, which one is easily stopped in a transaction. */
async function impatientDatabase(): Promise<TestDatabase> {
  const database = await postgresDatabase();
  const url = new URL(database.url);
  // Milliseconds, 5000 outside of tests; the driver takes what the address says.
  url.searchParams.set('idle_in_transaction_session_timeout', '1000');
  return { url: url.href, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

const storageSentence = 'Easel cannot save anything right now. The operator was told; please try again later.';

async function shows(ship: Ship, invocation: string, state: string): Promise<void> {
  await ship.says(`that ${invocation} is ${state}`, (line) => {
    return line.kind === 'shown' && line.invocation === invocation && line.state === state;
  });
}

const dock = createDock();
afterAll(() => dock.close());

// They mostly wait for leases, so they wait together.
describe.concurrent('processes on one PostgreSQL', { timeout: 90_000 }, () => {
  test('one killed, another stopped past its lease: all is painted, and the one that wakes does no harm', async () => {
    await using database = await impatientDatabase();
    await using fleet = await startFleet(dock, 4, database.url, { lease, concurrency: 3 });
    const { upstream } = fleet;
    const held = ['ada1', 'bob1', 'eve1'];
    upstream.hold(...held);
    const sleeper = await fleet.launch('sleeper');
    await fleet.order('ada1', 'bob1');
    await upstream.until('the sleeper paints two', () => upstream.calls.length === 2);
    sleeper.signal('SIGSTOP');
    const dying = await fleet.launch('dying', elsewhere('dying'));
    await fleet.order('eve1');
    await upstream.until('the dying one paints', () => upstream.calls.length === 3);
    dying.signal('SIGKILL');
    const awake = await Promise.all(['first', 'second'].map((name) => fleet.launch(name)));
    const others = Array.from({ length: 12 }, (_, index) => `person${index % 4}x${index}`);
    await fleet.order(...others);
    await upstream.until('what they were at is repeated', () => held.every((each) => upstream.callsFor(each)[1]));

    // One of its calls is answered while it is stopped, the other one still under way when it wakes.
    const [[answered], [open]] = [upstream.callsFor('ada1'), upstream.callsFor('bob1')];
    upstream.release('ada1', 'eve1');
    await fleet.done(...others, 'ada1', 'eve1');
    expect(answered).toMatchObject({ who: 'sleeper', prompt: 'ada1', ended: 'answered' });
    expect(open).toMatchObject({ who: 'sleeper', prompt: 'bob1', ended: undefined });
    sleeper.signal('SIGCONT');
    await upstream.until('it hangs up', () => open?.ended === 'aborted');
    await sleeper.says('that it was replaced', settled('ada1', false));
    await sleeper.says('that it was replaced', settled('bob1', false));

    // What it does as it ends disturbs nobody, either.
    const repeated = upstream.callsFor('bob1')[1];
    await fleet.order('zoe1');
    await fleet.done('zoe1');
    expect(repeated).toMatchObject({ seed: seedOf('bob1'), ended: undefined });
    upstream.release('bob1');
    await fleet.done('bob1');
    await Promise.all(awake.map((ship) => ship.close()));
    await fleet.order('zoe2', 'zoe3');
    await fleet.done('zoe2', 'zoe3');
    await sleeper.says('that it painted it', settled('zoe3', true));
    expect(upstream.callsFor('zoe3')).toMatchObject([{ who: 'sleeper' }]);

    for (const name of held) {
      expect(upstream.callsFor(name).map(({ seed }) => seed)).toEqual([seedOf(name), seedOf(name)]);
      expect(await fleet.store.lane.find(keyOf(name))).toMatchObject({ state: 'done' });
    }
    for (const name of [...others, 'zoe1', 'zoe2', 'zoe3']) expect(upstream.callsFor(name)).toHaveLength(1);
    const settlements = [sleeper, ...awake].flatMap(({ said }) => said.filter((line) => line.kind === 'settled'));
    const accepted = settlements.filter(({ accepted }) => accepted).map(({ invocation }) => invocation);
    expect(accepted.sort()).toEqual([...held, ...others, 'zoe1', 'zoe2', 'zoe3'].sort());
    // Never more than three at the same time, except for the sleeper's own calls after others have repeated them.
    const repeatedBy = (call: UpstreamCall, now: UpstreamCall) =>
      upstream.calls
        .slice(0, upstream.calls.indexOf(now) + 1)
        .some((each) => each !== call && each.prompt === call.prompt);
    const excess = (call: UpstreamCall, now: UpstreamCall) => [answered, open].includes(call) && repeatedBy(call, now);
    for (const call of upstream.calls) {
      expect(call.underWay.filter((each) => !excess(each, call)).length).toBeLessThanOrEqual(3);
    }
    expect(upstream.most()).toBeLessThanOrEqual(5);
  });

  test('one stopped between its claim and its call: it never makes that call', async () => {
    await using database = await impatientDatabase();
    await using fleet = await startFleet(dock, 2, database.url, { lease });
    const { upstream } = fleet;
    const sleeper = await fleet.launch('sleeper', { stopAt: 'after claim' });
    await fleet.order('ada1');
    await sleeper.says('that it stops', ({ kind }) => kind === 'stops');
    const other = await fleet.launch('other');
    await fleet.done('ada1');
    await other.close();
    sleeper.signal('SIGCONT');
    await fleet.order('bob1');
    await fleet.done('bob1');
    await sleeper.close();
    expect(upstream.calls).toMatchObject([
      { who: 'other', prompt: 'ada1' },
      { who: 'sleeper', prompt: 'bob1' },
    ]);
  });

  test('one stopped in the middle of a transaction: the others go on', async () => {
    await using database = await impatientDatabase();
    await using fleet = await startFleet(dock, 2, database.url);
    const sleeper = await fleet.launch('sleeper', { stopAt: 'in transaction' });
    await fleet.order('ada1');
    await sleeper.says('that it stops', ({ kind }) => kind === 'stops');
    const other = await fleet.launch('other');
    await fleet.order('bob1');
    await fleet.done('ada1', 'bob1');
    await other.close();
    sleeper.signal('SIGCONT');
    await fleet.order('eve1');
    await fleet.done('eve1');
    expect(fleet.upstream.calls).toMatchObject([
      { who: 'other', prompt: 'ada1' },
      { who: 'other', prompt: 'bob1' },
      { who: 'sleeper', prompt: 'eve1' },
    ]);
  });

  test('PostgreSQL itself crashes under load and comes back: nothing accepted is lost or paid twice', async () => {
    const server = await startPostgres();
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
      await server.close();
    }
  });
});
