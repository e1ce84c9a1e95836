import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { postgresDatabase, type TestDatabase } from '../store/databases.ts';
import { createDock } from './processes-dock.ts';
import { keyOf, seedOf, settled, startFleet } from './processes-fleet.ts';
import type { UpstreamCall } from './processes-upstream.ts';

/** Milliseconds: short for the test, long for a slow machine. */
const lease = 3000;

/** Others on this machine cannot see it gone, as if it ran on another one. */
const elsewhere = (name: string) => ({ owner: `another machine 1 ${name}` });

describe('processes on one PostgreSQL, one of them', () => {
  const dock = createDock();
  let database: TestDatabase;
  let url: string;
  afterAll(() => dock.close());
  beforeEach(async () => {
    database = await postgresDatabase();
    const impatient = new URL(database.url);
    // 5000 outside of tests, and a process is easily stopped just then. The driver takes what the address says.
    impatient.searchParams.set('idle_in_transaction_session_timeout', '1000');
    url = impatient.href;
  });
  afterEach(() => database[Symbol.asyncDispose]());

  test('killed, another stopped past its lease: all is painted, and the one that wakes does no harm', {
    timeout: 40_000,
  }, async () => {
    await using fleet = await startFleet(dock, 4, url, { lease, concurrency: 3 });
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
    const [answered, open] = upstream.calls;
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
    const replaced = (call: UpstreamCall, now: UpstreamCall) =>
      call.who === 'sleeper' &&
      upstream.calls.indexOf(call) < 2 &&
      upstream.calls.findLastIndex(({ prompt }) => prompt === call.prompt) <= upstream.calls.indexOf(now);
    for (const call of upstream.calls) {
      expect(call.underWay.filter((each) => !replaced(each, call)).length).toBeLessThanOrEqual(3);
    }
    expect(upstream.most()).toBeLessThanOrEqual(5);
  });

  test('stopped between its claim and its call: it never makes that call', { timeout: 30_000 }, async () => {
    await using fleet = await startFleet(dock, 2, url, { lease });
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

  test('stopped in the middle of a transaction: the others go on', { timeout: 30_000 }, async () => {
    await using fleet = await startFleet(dock, 2, url);
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
});
