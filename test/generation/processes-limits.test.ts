import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { postgresDatabase, type TestDatabase } from '../store/databases.ts';
import { createDock, type Ship } from './processes-dock.ts';
import { type Fleet, keyOf, seedOf, startFleet } from './processes-fleet.ts';
import type { Life } from './processes-life.ts';

const minutes = 60_000;

/** Milliseconds by which the clocks of one machine's processes may seem to differ: they are rounded down to whole ones. */
const rounding = 3;

const numbered = (person: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${person}${index + 1}`);

describe('processes on one PostgreSQL share', { timeout: 90_000 }, () => {
  const dock = createDock();
  let database: TestDatabase;
  afterAll(() => dock.close());
  beforeEach(async () => {
    database = await postgresDatabase();
  });
  afterEach(() => database[Symbol.asyncDispose]());

  async function launchAll(fleet: Fleet, count: number): Promise<void> {
    await Promise.all(numbered('process ', count).map((name) => fleet.launch(name)));
  }

  /** As many calls as the rate allows had come by each moment, and not one more. */
  function expectRate(arrivals: readonly number[], began: number, spacing: number): void {
    const early = arrivals.filter((at, index) => at < began + index * spacing - rounding);
    expect(early, 'calls that came too early').toEqual([]);
  }

  test.each([2, 4])('one slot and the fair order: %i processes', async (count) => {
    await using fleet = await startFleet(dock, count, database.url);
    const pictures = [...numbered('ada', 4), ...numbered('bob', 2), ...numbered('eve', 3)];
    await fleet.order(...pictures);
    await launchAll(fleet, count);
    await fleet.done(...pictures);
    const fair = ['ada1', 'bob1', 'eve1', 'ada2', 'bob2', 'eve2', 'ada3', 'eve3', 'ada4'];
    expect(fleet.upstream.calls.map(({ prompt, seed }) => ({ prompt, seed }))).toEqual(
      fair.map((prompt) => ({ prompt, seed: seedOf(prompt) })),
    );
    expect(fleet.upstream.most()).toBe(1);
  });

  test.each([2, 4])('three slots and the rate, and all take part: %i processes', async (count) => {
    await using fleet = await startFleet(dock, count, database.url, { concurrency: 3, rate: 50 });
    await launchAll(fleet, count);
    const first = ['ada1', 'bob1', 'eve1'];
    fleet.upstream.hold(...first);
    const began = Date.now();
    const pictures = [...first];
    await fleet.order(...first, 'eve2');
    await fleet.upstream.until('all slots are used', () => fleet.upstream.calls.length === 3);
    fleet.upstream.release(...first);
    pictures.push('eve2');
    const tookPart = () => new Set(fleet.upstream.calls.map(({ who }) => who)).size;
    for (let round = 0; round < 30 && (round < 2 || tookPart() < count); round++) {
      const more = ['ann', 'ben', 'cat'].flatMap((person) => numbered(`${person} ${round} `, 4));
      await fleet.order(...more);
      await fleet.done(...more);
      pictures.push(...more);
    }
    await fleet.done(...pictures);
    expect(tookPart()).toBe(count);
    expect(fleet.upstream.most()).toBe(3);
    expect(fleet.upstream.calls.map(({ prompt }) => prompt).sort()).toEqual(pictures.sort());
    expectRate(
      fleet.upstream.calls.map(({ at }) => at),
      began,
      20,
    );
  });

  test('one time, although their machines’ clocks are twenty minutes apart', async () => {
    await using fleet = await startFleet(dock, 3, database.url, { lease: 3000, rate: 50 });
    const { upstream } = fleet;
    upstream.hold('ada1', 'bob1', 'eve1');
    async function paintsNext(name: string, picture: string, changes: Partial<Life>): Promise<Ship> {
      const ship = await fleet.launch(name, changes);
      await fleet.order(picture);
      await upstream.until(`${name} paints`, () => upstream.callsFor(picture).length === 1);
      return ship;
    }
    // Each has room for one picture more than those before it, and looks at what they are at when it claims its own.
    await paintsNext('behind', 'ada1', { ahead: -10 * minutes, concurrency: 1 });
    const ahead = { ahead: 10 * minutes, concurrency: 2, owner: 'another machine 1 a' };
    const dying = await paintsNext('ahead', 'bob1', ahead);
    await paintsNext('right', 'eve1', { concurrency: 3 });
    expect(upstream.calls.map(({ who }) => who)).toEqual(['behind', 'ahead', 'right']);
    // Nobody waits longer than the lease for one that is dead.
    dying.signal('SIGKILL');
    await upstream.until('what the dead one was at is repeated', () => upstream.callsFor('bob1').length === 2);
    const began = Date.now();
    upstream.release('ada1', 'bob1', 'eve1');
    const more = numbered('zoe', 12);
    await fleet.order(...more);
    await fleet.done('ada1', 'bob1', 'eve1', ...more);
    const later = upstream.calls.filter(({ prompt }) => more.includes(prompt));
    expect(later).toHaveLength(12);
    expectRate(
      later.map(({ at }) => at),
      began,
      20,
    );
    for (const picture of ['ada1', 'eve1', 'zoe1']) {
      const standing = await fleet.store.lane.find(keyOf(picture));
      const elapsed = standing?.state === 'done' ? standing.generation.elapsed : Number.NaN;
      expect(elapsed, `${picture} by everybody’s clock`).toBeGreaterThan(0);
      expect(elapsed).toBeLessThan(minutes);
    }
  });
});
