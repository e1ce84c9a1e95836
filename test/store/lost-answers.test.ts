import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insist } from '../../src/core/insist.ts';
import type { Hold } from '../../src/core/journal.ts';
import type { Claim } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import type { QuotaRule } from '../../src/core/quota.ts';
import type { SettingKey } from '../../src/core/settings.ts';
import { openStore } from '../../src/store/store.ts';
import { bindingOf } from '../fakes/galleries.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { curate } from './curate.ts';
import { postgresDatabase, type TestDatabase } from './databases.ts';
import { den, starOf } from './gallery-contract.ts';
import { allJobs } from './jobs.ts';
import { type JumpingClock, jumpingClock } from './jumping-clock.ts';
import { type LossyStore, lossyDisk, lossyPostgres, lossySqlite } from './lossy.ts';
import { allAtOnce, claimed, freely, line, oneAtATime, orderOf } from './orders.ts';

const generation = generationOf(requestForTests);
const problem = new Problem('service_failed', {});
const ada = { invocation: 'ada1', n: 0 };
const address = { message: 'none' };
const budget: QuotaRule = { scope: 'everyone', period: 'month', money: 64_000 };

/** One operation with what has to be there before it. `words`: of the statement that does it. */
interface Case {
  readonly words: string;
  readonly prepare?: (store: LossyStore, clock: JumpingClock) => Promise<Prepared>;
  readonly act: (store: LossyStore, prepared: Prepared) => Promise<unknown>;
  /** Uses what came of it, and returns all that must be the same. */
  readonly after?: (store: LossyStore, result: unknown) => Promise<unknown>;
  /** It may tell another answer when it is asked again. */
  readonly answers?: boolean;
  /** It waits for no disk, because what comes after it does, or it may be lost. */
  readonly flushes?: boolean;
}

interface Prepared {
  readonly hold: Hold;
  readonly claim: Claim;
}

async function accepted({ journal }: LossyStore, id = 'discord:1'): Promise<Hold> {
  return (await journal.accept(invocationOf('a fox', { id }), address)) ?? expect.fail('known already');
}

/** A call that is held and a picture that is claimed, and one that waits. */
async function work(store: LossyStore): Promise<Prepared> {
  const hold = await accepted(store);
  await line(store.lane, 'ada1', 'bob1');
  return { hold, claim: await claimed(store.lane, oneAtATime) };
}

/** What another process that is gone has left. */
async function orphans(store: LossyStore, clock: JumpingClock): Promise<Prepared> {
  const prepared = await work(store);
  const other = await openStore({ url: store.url, clock, owner: 'other' });
  await other.journal.accept(invocationOf('a fox', { id: 'left' }), address);
  await other.close();
  return prepared;
}

async function madePicture(store: LossyStore): Promise<Prepared> {
  const prepared = await work(store);
  await store.lane.settle(prepared.claim, { kind: 'done', generation });
  return prepared;
}

async function deletedPicture(store: LossyStore, clock: JumpingClock): Promise<Prepared> {
  const prepared = await madePicture(store);
  await store.album.remove('ada1');
  clock.jump(1);
  return prepared;
}

/** The same for every run: it is compared with one in which nothing was lost. */
const gallery = '00000000-0000-4000-8000-000000000000';

/** A picture with a star, in a gallery that nobody has looked at yet. */
async function starredPicture(store: LossyStore): Promise<Prepared> {
  const prepared = await madePicture(store);
  await store.openGallery(gallery);
  await store.galleries.bind(bindingOf({ ...den, gallery }));
  await store.galleries.star('ada1', 0, starOf('bob', { message: 'discord:5' }));
  return prepared;
}

async function hangingPicture(store: LossyStore): Promise<Prepared> {
  const prepared = await starredPicture(store);
  await curate(store);
  return prepared;
}

/** What is to be done on walls in the end. */
async function hung(store: LossyStore): Promise<unknown> {
  await curate(store);
  const jobs = (await allJobs(store.curation, 9)).map(({ id, hung, wanted }) => ({ id, hung, wanted }));
  return jobs.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Forgets whatever is deleted. */
async function purge({ album }: LossyStore): Promise<void> {
  await album.purge(Number.MAX_SAFE_INTEGER, async () => undefined);
}

const emoji: SettingKey = { owner: 'discord:9', kind: 'emoji', name: '🔁' };

const cases: Readonly<Record<string, Case>> = {
  accept: {
    words: 'insert into "calls"',
    act: (store) => accepted(store, 'discord:2'),
    after: async ({ journal }, hold) => [await journal.renew(), await journal.end(heldBy(hold), 'answered')],
    flushes: false,
  },
  acknowledged: { words: 'update "calls"', act: ({ journal }, { hold }) => journal.acknowledged(hold) },
  'move to a message': {
    words: 'commit',
    act: ({ journal }, { hold }) => journal.move(hold, { message: '5' }, 'discord:5'),
    after: ({ journal }) => journal.shownBy('discord:5'),
  },
  move: { words: 'update "calls"', act: ({ journal }, { hold }) => journal.move(hold, { message: '5' }) },
  end: {
    words: 'update "calls"',
    act: ({ journal }, { hold }) => journal.end(hold, 'failed', 'service_busy'),
    after: ({ journal }) => journal.renew(),
  },
  'renew calls': { words: 'update "calls"', act: ({ journal }) => journal.renew(), flushes: false },
  'take up': {
    words: 'update "calls"',
    prepare: orphans,
    act: ({ journal }) => journal.takeUp(9),
    // Nothing but what is there in the end counts: a further call that is lost is as bad as one that is run twice.
    after: async ({ journal }) => [await journal.renew(), await journal.takeUp(9)],
  },
  add: {
    words: 'commit',
    act: ({ lane }) =>
      lane
        .add(orderOf('new'), { ...freely, quotas: [{ ...budget, money: 1_000_000 }] })
        .then(() => lane.find({ invocation: 'new', n: 0 })),
    flushes: false,
  },
  claim: {
    words: 'commit',
    prepare: async (store) => {
      const hold = await accepted(store);
      await line(store.lane, 'ada1', 'bob1');
      return { hold, claim: nobodys };
    },
    act: ({ lane }) => lane.claim(oneAtATime),
    after: async ({ lane }) => [await lane.find(ada), await lane.claim(oneAtATime)],
  },
  'call again, counted': {
    words: 'commit',
    act: ({ lane }, { claim }) => lane.callAgain(claim, 1, { rate: undefined, quotas: [{ ...budget, money: 96_000 }] }),
    answers: false,
  },
  'call again, at a rate': {
    words: 'commit',
    act: ({ lane }, { claim }) => lane.callAgain(claim, 0, { rate: 1 }),
    answers: false,
  },
  ...Object.fromEntries(
    (['done', 'refused', 'failed', 'cancelled'] as const).map((kind): [string, Case] => [
      `settle as ${kind}`,
      {
        words: 'commit',
        act: ({ lane }, { claim }) =>
          lane.settle(claim, kind === 'done' ? { kind, generation } : { kind, problem, paid: kind === 'cancelled' }),
        after: async ({ lane }) => [await lane.renew(), await lane.claim(oneAtATime)],
      },
    ]),
  ),
  ...Object.fromEntries(
    ([undefined, 'overload', 'denial'] as const).map((why): [string, Case] => [
      `put back after ${why ?? 'nothing'}`,
      {
        words: 'commit',
        act({ lane }, { claim }) {
          const request = { ...requestForTests, seed: 43 };
          return lane.settle(claim, why === undefined ? { kind: 'again' } : { kind: 'again', why, request });
        },
        after: async ({ lane }) => [await lane.renew(), await lane.claim(oneAtATime)],
      },
    ]),
  ),
  'cancel what waits': {
    words: 'commit',
    act: ({ lane }) => lane.cancel({ invocation: 'bob1', n: 0 }),
    answers: false,
  },
  'cancel what is painted': { words: 'commit', act: ({ lane }) => lane.cancel(ada), after: ({ lane }) => lane.renew() },
  pause: { words: 'commit', act: ({ lane }) => lane.pause(4000), after: ({ lane }) => lane.claim(allAtOnce) },
  'end for a button': {
    words: 'update "calls"',
    act: ({ journal }, { hold }) => journal.end(hold, 'failed', 'prompt_refused', true),
    after: ({ journal }, _) => journal.recall('discord:1'),
  },
  remove: {
    words: 'commit',
    prepare: madePicture,
    act: ({ album }) => album.remove('ada1'),
    after: ({ lane }) => lane.find(ada),
  },
  restore: {
    words: 'commit',
    prepare: deletedPicture,
    act: ({ album }) => album.restore('ada1', 0),
    after: ({ lane }) => lane.find(ada),
  },
  'set alternative text': {
    words: 'commit',
    act: ({ album }) => album.setAlt(ada, 'a fox'),
    after: ({ album }) => album.of('ada1'),
  },
  'set notes': {
    words: 'commit',
    act: ({ album }) => album.setNotes(ada, { private: true }),
    after: ({ album }) => album.of('ada1'),
  },
  'purge words': { words: 'commit', prepare: deletedPicture, act: purge, after: ({ album }) => album.of('ada1') },
  'purge files': {
    words: 'delete from "discarded"',
    prepare: deletedPicture,
    act: purge,
    after: purge,
    flushes: false,
  },
  'put a setting': {
    words: 'insert into "settings"',
    act: ({ settings }) => settings.put({ ...emoji, person: 'ada', value: { command: 'reroll' } }),
    after: ({ settings }) => settings.get(emoji),
  },
  'remove a setting': {
    words: 'delete from "settings"',
    prepare: async (store) => {
      await store.settings.put({ ...emoji, person: 'ada', value: { command: 'reroll' } });
      return work(store);
    },
    act: ({ settings }) => settings.remove(emoji),
    after: ({ settings }) => settings.get(emoji),
    answers: false,
  },
  'give a star': {
    words: 'commit',
    prepare: madePicture,
    act: ({ galleries }) => galleries.star('ada1', 0, starOf('bob')),
    after: async ({ galleries }) => galleries.star('ada1', 0, starOf('eve')),
  },
  'take stars back': {
    words: 'commit',
    prepare: starredPicture,
    act: ({ galleries }) => galleries.clearStars('discord:5', 2000),
    after: async ({ galleries }) => galleries.star('ada1', 0, starOf('eve')),
  },
  'bind a channel': {
    words: 'commit',
    prepare: starredPicture,
    act: ({ galleries }) => galleries.bind(bindingOf({ ...den, channel: 'second', gallery })),
    after: hung,
  },
  'unbind a channel': {
    words: 'commit',
    prepare: starredPicture,
    act: ({ galleries }) => galleries.unbind('discord:wall'),
    after: hung,
    answers: false,
  },
  'answer a question': {
    words: 'commit',
    prepare: starredPicture,
    act: ({ galleries }) => galleries.agree(ada, 'web', false),
    after: hung,
  },
  'erase a person': {
    words: 'commit',
    prepare: starredPicture,
    act: ({ galleries }) => galleries.erase('ada'),
    after: hung,
  },
  'decide about a picture': {
    words: 'commit',
    prepare: starredPicture,
    act: (store) => curate(store),
    after: hung,
    flushes: false,
  },
  'stop a wall': {
    words: 'commit',
    prepare: hangingPicture,
    act: ({ curation }) => curation.stop('discord:wall', 'permission_missing'),
    after: hung,
  },
  'open an exhibition': {
    words: 'commit',
    prepare: hangingPicture,
    act: ({ curation }) => curation.exhibit(gallery, '2023-11-15'),
    after: hung,
  },
  'renew claims': { words: 'update "pictures"', act: ({ lane }) => lane.renew(), flushes: false },
};

const nobodys: Claim = {
  ...{ invocation: '', n: 0, attempt: 0, person: '', request: requestForTests, repeated: false },
  ...{ orderedAt: 0, startedAt: 0, claimedAt: 0, triedSince: 0, overloads: 0, cost: 0 },
};

function heldBy(result: unknown): Hold {
  const held = result instanceof Object && 'id' in result && 'attempt' in result ? result : expect.fail('no hold');
  return { id: String(held.id), attempt: Number(held.attempt) };
}

/** How the next process finds what the one before has given up. */
async function foundBy(url: string, clock: JumpingClock) {
  const next = await openStore({ url, clock, owner: 'next' });
  const claim = await claimed(next.lane, oneAtATime);
  const [usage] = await next.lane.usage([{ scope: 'person', id: 'ada', period: 'day' }]);
  await next.close();
  return { ...claim, money: usage?.money };
}

/** Without what only says how often somebody asked, and what chance chose. */
function settled(all: object): string {
  const written = JSON.stringify(all, null, 1).replaceAll(/\\?"(attempt|turn|mark)\\?": ?\d+/g, '$1');
  return written.replaceAll(/[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}/g, 'recipe');
}

let server: TestDatabase;
beforeAll(async () => {
  server = await postgresDatabase();
  await (await openStore({ url: server.url })).close();
});
afterAll(() => server[Symbol.asyncDispose]());

const engines = [
  { engine: 'SQLite, written but not told', open: lossySqlite, disk: false },
  { engine: 'SQLite, written but not on the disk', open: lossyDisk, disk: true },
  { engine: 'PostgreSQL', open: (clock: JumpingClock) => lossyPostgres(clock, server.url), disk: false },
];

describe.each(engines)('an answer that is lost: $engine', ({ open, disk }) => {
  const named = Object.entries(cases).filter(([, { flushes = true }]) => flushes || !disk);

  /** What came of it, by the answers and in the database. */
  async function outcome({ words, prepare = work, act, after, answers = true }: Case, cut: boolean): Promise<unknown> {
    const clock = jumpingClock();
    await using store = await open(clock);
    const prepared = await prepare(store, clock);
    if (cut) store.lose(words);
    const result = await insist(() => act(store, prepared), { now: clock.now, sleep: async () => undefined });
    expect(store.lost(), 'an answer was lost').toBe(cut);
    const then = await after?.(store, result);
    return settled({ result: answers ? result : undefined, then, rows: await store.dump() });
  }

  it.each(named)('%s: asked again, all is as if it had come', async (_, operation) => {
    expect(await outcome(operation, true)).toEqual(await outcome(operation, false));
  });

  it('a further call that was counted unheard, and is not made in time, costs nothing', async () => {
    const clock = jumpingClock();
    await using store = await open(clock);
    const { claim } = await work(store);
    const before = await store.lane.usage([{ scope: 'person', id: 'ada', period: 'day' }]);
    store.lose('commit');
    await expect(store.lane.callAgain(claim, 1, { rate: 1 })).rejects.toMatchObject({ code: 'storage_failed' });
    expect(await store.lane.callAgain(claim, 1, { rate: 1 })).toMatchObject({ kind: 'wait' });
    await store.lane.settle(claim, { kind: 'failed', problem, paid: true });
    expect(await store.lane.usage([{ scope: 'person', id: 'ada', period: 'day' }])).toEqual(
      before.map((usage) => ({ ...usage, pictures: usage.pictures - 1 })),
    );
  });

  it('a claim that nobody was told of is given up by whoever closes, and costs nothing', async () => {
    const clock = jumpingClock();
    await using store = await open(clock);
    await line(store.lane, 'ada1');
    store.lose('commit');
    await expect(store.lane.claim(oneAtATime)).rejects.toMatchObject({ code: 'storage_failed' });
    await store.release();
    expect(await foundBy(store.url, clock)).toMatchObject({ ...ada, repeated: false, money: 32_000 });
  });
});

it('what could not be put back is put back by the next turn or by whoever closes, without cost', async () => {
  const clock = jumpingClock();
  await using store = await lossySqlite(clock);
  const { claim } = await work(store);
  const notPutBack = (which: Claim) => {
    store.lose('update "lanes"');
    const settling = store.lane.settle(which, { kind: 'again' });
    return expect(settling).rejects.toMatchObject({ code: 'storage_failed' });
  };
  await notPutBack(claim);
  const second = await claimed(store.lane, oneAtATime);
  expect(second).toMatchObject({ ...ada, attempt: 2, repeated: false });
  await notPutBack(second);
  await store.release();
  expect(await foundBy(store.url, clock)).toMatchObject({ ...ada, attempt: 3, repeated: false, money: 32_000 });
});

it('a message is remembered with the address that names it, or not at all', async () => {
  const clock = jumpingClock();
  await using store = await lossySqlite(clock);
  const hold = await accepted(store);
  store.lose('insert into "messages"');
  const moving = store.journal.move(hold, { message: '5' }, 'discord:5');
  await expect(moving).rejects.toMatchObject({ code: 'storage_failed' });
  await store.release();
  const next = await openStore({ url: store.url, clock, owner: 'next' });
  expect(await next.journal.takeUp(9)).toMatchObject([{ address }]);
  await next.close();
});

it('an acceptance whose answers were lost again and again is ended, whatever was written', async () => {
  const clock = jumpingClock();
  await using store = await lossySqlite(clock);
  for (const _ of [1, 2]) {
    store.lose('insert into "calls"');
    await expect(accepted(store)).rejects.toMatchObject({ code: 'storage_failed' });
  }
  expect(await store.journal.end({ id: 'discord:1', attempt: 1 }, 'failed')).toBe(true);
  await store.release();
  const next = await openStore({ url: store.url, clock, owner: 'next' });
  expect(await next.journal.takeUp(9)).toEqual([]);
  await next.close();
});
