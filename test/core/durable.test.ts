import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bot, type BotParts, createBot } from '../../src/core/bot.ts';
import type { Command } from '../../src/core/command.ts';
import { type Generate, letGo } from '../../src/core/generation.ts';
import type { Address, Journal } from '../../src/core/journal.ts';
import type { PictureKey } from '../../src/core/lane.ts';
import type { Platform } from '../../src/core/platform.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import { seedFor } from '../../src/core/seed.ts';
import type { Surface } from '../../src/core/surface.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type ManualClock, manualClock } from '../fakes/clock.ts';
import { generationOf, paintingNow, recordedGenerate, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { type RecordedLog, recordedLog } from '../fakes/log.ts';
import { recordedSurface } from '../fakes/surface.ts';
import { sqliteDatabase, type TestDatabase } from '../store/databases.ts';

const lease = 15_000;
const call = invocationOf('', { command: 'paint' });
const texts = (surface: { shown: readonly Reply[] }) => surface.shown.map(({ text }) => text);
const silent = new Problem('place_silent', {});

/** Paints with a seed of its own choice once `ready`. */
function paintWhen(ready: Promise<unknown>): Command {
  return {
    name: 'paint',
    manuals: {},
    options: [],
    async *run(_, { seed }) {
      yield { state: 'working', text: 'working' };
      await ready;
      yield { state: 'done', text: `seed ${seed('picture')}` };
    },
  };
}

const orderingCommand: Command = {
  name: 'paint',
  manuals: {},
  options: [],
  async *run(_, { generate }) {
    yield* generate(requestForTests, () => ({ state: 'working', text: 'working' }));
    yield { state: 'done', text: 'done' };
  },
};

interface Process {
  readonly bot: Bot;
  readonly store: Store;
  readonly log: RecordedLog;
}

describe('a bot with a journal', () => {
  let database: TestDatabase;
  let clock: ManualClock;
  const open: Process[] = [];
  const crashed: Store[] = [];
  beforeEach(async () => {
    database = await sqliteDatabase();
    clock = manualClock(call.askedAt);
  });
  afterEach(async () => {
    for (const { bot, store } of open.splice(0)) {
      const closed = bot.close(0);
      await clock.advance(3000);
      await closed;
      await store.close();
    }
    for (const store of crashed.splice(0)) await store.close();
    await database[Symbol.asyncDispose]();
  });

  async function start(command: Command, changes: Partial<BotParts> = {}): Promise<Process> {
    const store = await openStore({ url: database.url, clock, lease });
    const log = recordedLog();
    const explain = ({ code }: Problem): Reply => ({ state: 'failed', text: code });
    const { generate } = recordedGenerate();
    const parts = { generate, explain, defaultModel: '2.1 Pro', journal: store.journal, lease, log, clock };
    const process = { bot: createBot({ commands: [command], ...parts, ...changes }), store, log };
    open.push(process);
    return process;
  }

  /** What another process would find to do. */
  async function left(): Promise<readonly unknown[]> {
    const store = await openStore({ url: database.url, clock, lease });
    const found = await store.journal.takeUp(10);
    await store.close();
    return found;
  }

  /** Waits until nothing is left: what is written goes to a real disk, which no clock of ours hurries. */
  async function allOver(): Promise<void> {
    await vi.waitFor(async () => {
      await clock.advance(lease);
      expect(await left()).toEqual([]);
    });
  }

  function discord(attach: Platform['attach']): Platform[] {
    return [{ name: 'discord', attach, close: async () => undefined }];
  }

  test('writes a call down before it shows anything, and closes it after the last word', async () => {
    const { bot, store } = await start(paintWhen(Promise.resolve()));
    const accepted: unknown[] = [];
    const surface = recordedSurface(async () => {
      accepted.push(await store.journal.accept(call, {}));
    });
    await bot.run(call, surface);
    expect(accepted).toEqual([undefined, undefined]);
    expect(surface.shown.map(({ state }) => state)).toEqual(['working', 'done']);
    await clock.advance(lease);
    expect(await left()).toEqual([]);
  });

  test('answers an event once, also when it comes again after a restart', async () => {
    const first = await start(paintWhen(Promise.resolve()));
    await first.bot.run(call, recordedSurface());
    const { bot, log } = await start(paintWhen(Promise.resolve()));
    const again = recordedSurface();
    await bot.run(call, again);
    expect(again.shown).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  describe('when nothing can be written', () => {
    const full = new Problem('storage_failed', {}, { hint: 'disk full' });

    test('says so at the door, and has accepted nothing', async () => {
      const { store } = await start(paintWhen(Promise.resolve()));
      const journal: Journal = { ...store.journal, accept: () => Promise.reject(full) };
      const { bot, log } = await start(paintWhen(Promise.resolve()), { journal });
      const surface = recordedSurface();
      await bot.run(call, surface);
      expect(texts(surface)).toEqual(['storage_failed']);
      expect(log.lines).toMatchObject([{ level: 'warn', fields: { hint: 'disk full' } }]);
      expect(await store.journal.accept(call, {})).toMatchObject({ attempt: 1 });
    });

    test('says so in time, and does not answer what was written too late', async () => {
      const { store } = await start(paintWhen(Promise.resolve()));
      const slow = Promise.withResolvers<void>();
      const journal: Journal = {
        ...store.journal,
        accept: (...all) => slow.promise.then(() => store.journal.accept(...all)),
      };
      const { bot } = await start(paintWhen(Promise.resolve()), { journal });
      const surface = recordedSurface();
      const ended = bot.run(call, surface);
      await clock.advance(2000);
      await ended;
      expect(texts(surface)).toEqual(['storage_failed']);
      slow.resolve();
      await allOver();
      expect(surface.shown).toHaveLength(1);
    });

    test('ends what was written too late, also when that fails for a while', async () => {
      const { store } = await start(paintWhen(Promise.resolve()));
      const slow = Promise.withResolvers<void>();
      let failures = 3;
      const journal: Journal = {
        ...store.journal,
        accept: (...all) => slow.promise.then(() => store.journal.accept(...all)),
        end: (...all) => (failures-- > 0 ? Promise.reject(full) : store.journal.end(...all)),
      };
      const { bot } = await start(paintWhen(Promise.resolve()), { journal });
      const ended = bot.run(call, recordedSurface());
      await clock.advance(2000);
      await ended;
      slow.resolve();
      await clock.advance(5000);
      expect(failures).toBeLessThan(0);
      await allOver();
    });

    test('does not answer what was written although nobody heard of it', async () => {
      let away = true;
      const own = await openStore({ url: database.url, clock, lease, owner: 'me' });
      const unheard = await openStore({ url: database.url, clock, lease, owner: 'me' });
      crashed.push(own, unheard);
      const journal: Journal = {
        ...own.journal,
        accept: (...all) => unheard.journal.accept(...all).then(() => Promise.reject(full)),
        end: (...all) => (away ? Promise.reject(full) : own.journal.end(...all)),
      };
      const { bot } = await start(paintWhen(Promise.resolve()), { journal });
      const surface = recordedSurface();
      await bot.takeUp(discord(() => surface));
      await bot.run(call, surface);
      // Its lease ends, and it is found open.
      await clock.advance(lease + lease / 3);
      away = false;
      await clock.advance(lease);
      expect(texts(surface)).toEqual(['storage_failed']);
      await allOver();
    });

    test('answers an event that comes again after it could not be written', async () => {
      let away = true;
      const { store } = await start(paintWhen(Promise.resolve()));
      const refusing: Journal = {
        ...store.journal,
        accept: (...all) => (away ? Promise.reject(full) : store.journal.accept(...all)),
        end: (...all) => (away ? Promise.reject(full) : store.journal.end(...all)),
      };
      const painting = Promise.withResolvers<void>();
      const { bot } = await start(paintWhen(painting.promise), { journal: refusing });
      await bot.run(call, recordedSurface());
      await clock.advance(100);
      away = false;
      const surface = recordedSurface();
      const ended = bot.run(call, surface);
      await surface.reached(1);
      // The end of the first one would come now.
      await clock.advance(5000);
      painting.resolve();
      await ended;
      expect(texts(surface)).toEqual(['working', expect.stringContaining('seed')]);
      expect(await store.journal.end({ id: call.id, attempt: 1 }, 'answered')).toBe(false);
    });

    test('says so in time since it was asked, however long its platform took before', async () => {
      const never = new Promise<never>(() => undefined);
      const { store } = await start(paintWhen(Promise.resolve()));
      const { bot } = await start(paintWhen(Promise.resolve()), { journal: { ...store.journal, accept: () => never } });
      const surface = recordedSurface();
      void bot.run({ ...call, askedAt: clock.now() - 1500 }, surface);
      await clock.advance(500);
      expect(texts(surface)).toEqual(['storage_failed']);
    });

    test('closes a call as soon as the store is back', async () => {
      const { store } = await start(paintWhen(Promise.resolve()));
      let away = true;
      const journal: Journal = {
        ...store.journal,
        acknowledged: () => Promise.reject(full),
        end: (...all) => (away ? Promise.reject(full) : store.journal.end(...all)),
      };
      const { bot } = await start(paintWhen(Promise.resolve()), { journal });
      const surface = recordedSurface();
      const ended = bot.run(call, surface);
      await surface.reached(2);
      await clock.advance(5000);
      away = false;
      await clock.advance(10_000);
      await ended;
      expect(surface.shown).toHaveLength(2);
      expect(await left()).toEqual([]);
    });
  });

  test('remembers the message of its last reply also when the store was away just then', async () => {
    const { store } = await start(paintWhen(Promise.resolve()));
    let message: string | undefined;
    let refusals = 0;
    const journal: Journal = {
      ...store.journal,
      async move(...all) {
        if (refusals++ < 2) throw new Problem('storage_failed', {}, { hint: 'away' });
        return store.journal.move(...all);
      },
    };
    const { bot } = await start(paintWhen(Promise.resolve()), { journal });
    const recorded = recordedSurface(async (reply) => {
      if (reply.state === 'done') message = 'discord:late';
    });
    const ended = bot.run(call, { ...recorded, message: () => message });
    await recorded.reached(2);
    while (refusals < 3) await clock.advance(500);
    await ended;
    expect(await store.journal.shownBy('discord:late')).toEqual({ about: call.id });
    await clock.advance(lease);
    expect(await left()).toEqual([]);
  });

  test('takes up what a dead process has left, on the same surface, with the same seed', async () => {
    const dead = await start(paintWhen(new Promise(() => undefined)));
    let message = 'none';
    const before = recordedSurface(async () => {
      message = 'sent';
    });
    void dead.bot.run(call, { ...before, address: () => ({ message }) });
    await before.reached(1);
    await clock.advance(0);
    const closed = dead.bot.close(0);
    await clock.advance(3000);
    await closed;
    expect(texts(before)).toEqual(['working']);
    await dead.store.close();

    const { bot } = await start(paintWhen(Promise.resolve()));
    const after = recordedSurface();
    const attached: [Address, boolean][] = [];
    await bot.takeUp(
      discord((invocation, address, acknowledged) => {
        expect(invocation).toEqual(call);
        attached.push([address, acknowledged]);
        return after;
      }),
    );
    await after.reached(2);
    expect(attached).toEqual([[{ message: 'sent' }, true]]);
    const undisturbed = recordedSurface();
    await (await start(paintWhen(Promise.resolve()))).bot.run(call, undisturbed);
    expect(undisturbed.shown).toEqual([]);
    expect(texts(after)[1]).toBe(`seed ${seedFor(call.id, 'picture', 0)}`);
    await clock.advance(lease);
    expect(await left()).toEqual([]);
  });

  test('ends what it cannot answer, also when the store is away just then', async () => {
    const { store } = await start(paintWhen(Promise.resolve()));
    const dead = await openStore({ url: database.url, clock, lease });
    await dead.journal.accept(call, {});
    await dead.close();
    let failures = 1;
    const end: Journal['end'] = (...all) =>
      failures-- > 0 ? Promise.reject(new Problem('storage_failed', {})) : store.journal.end(...all);
    const { bot } = await start(paintWhen(Promise.resolve()), { journal: { ...store.journal, end } });
    await bot.takeUp(discord(() => undefined));
    await clock.advance(500);
    await bot.close(0);
    await store.close();
    expect(await left()).toEqual([]);
  });

  test('goes on where it was alive but silent for too long, and says nothing more itself', async () => {
    const painting = Promise.withResolvers<void>();
    const sleeping = await start(paintWhen(painting.promise));
    const before = recordedSurface();
    const ended = sleeping.bot.run(call, before);
    await before.reached(1);
    // Time passes without any of its timers, as when a process is stopped.
    const other = await openStore({ url: database.url, clock: { ...clock, now: () => clock.now() + lease }, lease });
    expect(await other.journal.takeUp(10)).toHaveLength(1);
    await clock.advance(lease / 3);
    painting.resolve();
    await ended;
    expect(texts(before)).toEqual(['working']);
    expect(sleeping.log.lines).toEqual([]);
    await other.close();
  });

  test('looks first whether the call is still its own, when it wakes after its lease', async () => {
    const painting = Promise.withResolvers<void>();
    let stopped = 0;
    const now = () => clock.now() + stopped;
    const sleeping = await start(paintWhen(painting.promise), { clock: { ...clock, now } });
    const before = recordedSurface();
    const ended = sleeping.bot.run(call, before);
    await before.reached(1);
    const other = await openStore({ url: database.url, clock: { ...clock, now: () => clock.now() + lease }, lease });
    await other.journal.takeUp(10);
    stopped = lease;
    painting.resolve();
    await ended;
    expect(texts(before)).toEqual(['working']);
    await other.close();
  });

  test('shows nothing after its lease while the store is away, and asks it once for all calls', async () => {
    const painting = Promise.withResolvers<void>();
    const { store } = await start(paintWhen(Promise.resolve()));
    let stopped = 0;
    let away: Promise<void> | undefined;
    let asked = 0;
    const journal: Journal = {
      ...store.journal,
      async renew() {
        asked += 1;
        if (!away) return store.journal.renew();
        await away;
        throw new Problem('storage_failed', {});
      },
    };
    const steady = { ...clock, now: () => clock.now() + stopped };
    const { bot } = await start(paintWhen(painting.promise), { journal, clock: steady });
    const surfaces = Array.from({ length: 20 }, () => recordedSurface());
    const ended = surfaces.map((surface, n) => bot.run({ ...call, id: `discord:${n}` }, surface));
    await Promise.all(surfaces.map((surface) => surface.reached(1)));
    await clock.advance(0);
    stopped = lease;
    const silence = Promise.withResolvers<void>();
    away = silence.promise;
    painting.resolve();
    await vi.waitFor(() => expect(asked).toBe(1));
    await clock.advance(999);
    expect(asked).toBe(1);
    silence.resolve();
    await clock.advance(0);
    away = undefined;
    await clock.advance(999);
    expect(surfaces.map(({ shown }) => shown.length)).toEqual(surfaces.map(() => 1));
    let isOver = false;
    void Promise.all(ended).then(() => {
      isOver = true;
    });
    // Again after a second, which begins once the store has said no.
    await vi.waitFor(async () => {
      await clock.advance(1000);
      expect(isOver).toBe(true);
    });
    expect(surfaces.map(({ shown }) => shown.length)).toEqual(surfaces.map(() => 2));
    // Not once for each, and the heartbeat may have come in between.
    expect(asked).toBeLessThan(surfaces.length / 2);
  });

  describe('while it stops', () => {
    test('and another process is given the same event, one of them answers it', async () => {
      const [stopping, running] = [
        await start(paintWhen(Promise.resolve())),
        await start(paintWhen(Promise.resolve())),
      ];
      const deaf = Promise.withResolvers<void>();
      const closed = stopping.bot.close(20_000, deaf.promise);
      const said: string[] = [];
      const surface = (who: string) =>
        recordedSurface(async ({ text }) => {
          said.push(`${who}: ${text}`);
        });
      await Promise.all([running.bot.run(call, surface('new')), stopping.bot.run(call, surface('old'))]);
      expect(said).toEqual(['new: working', expect.stringContaining('new: seed')]);
      // An event that comes again after its answer.
      await stopping.bot.run(call, surface('old'));
      expect(said).toHaveLength(2);
      deaf.resolve();
      await closed;
    });

    test('and it is alone, it takes what comes, says so, and leaves it to the next start', async () => {
      const generate: Generate = async function* () {
        yield paintingNow;
        throw letGo;
      };
      const { bot, store, log } = await start(orderingCommand, { generate });
      const deaf = Promise.withResolvers<void>();
      const closed = bot.close(20_000, deaf.promise);
      const surface = recordedSurface();
      await bot.run(call, surface);
      expect(texts(surface)).toEqual(['working']);
      deaf.resolve();
      await closed;
      const late = recordedSurface();
      await bot.run({ ...call, id: 'discord:2' }, late);
      expect(texts(late)).toEqual(['shutting_down']);
      await store.close();
      expect(await left()).toMatchObject([{ invocation: call, acknowledged: true }]);
      expect(log.lines.map(({ fields }) => fields)).toMatchObject([{ problem: 'shutting_down' }]);
    });

    test('takes calls after the deadline, too, as long as somebody may listen', async () => {
      const never = new Promise<never>(() => undefined);
      const { bot, store } = await start(paintWhen(never));
      const deaf = Promise.withResolvers<void>();
      const closed = bot.close(20_000, deaf.promise);
      await clock.advance(20_000);
      const [late, tooLate] = [recordedSurface(), recordedSurface()];
      void bot.run({ ...call, askedAt: clock.now() }, late);
      await late.reached(1);
      deaf.resolve();
      await clock.advance(0);
      await clock.advance(3000);
      await closed;
      await bot.run({ ...call, id: 'discord:2' }, tooLate);
      await expect(bot.shownBy('discord:1')).rejects.toMatchObject({ code: 'shutting_down' });
      await store.close();
      expect([texts(late), texts(tooLate)]).toEqual([['working'], ['shutting_down']]);
      expect(await left()).toMatchObject([{ hold: { id: call.id } }]);
    });

    test('gives up what it found open just then', async () => {
      const { store } = await start(paintWhen(Promise.resolve()));
      const dead = await openStore({ url: database.url, clock, lease });
      await dead.journal.accept(call, {});
      const [asked, found] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const journal: Journal = {
        ...store.journal,
        async takeUp(...all) {
          asked.resolve();
          await found.promise;
          return store.journal.takeUp(...all);
        },
      };
      const { bot } = await start(paintWhen(Promise.resolve()), { journal });
      const surface = recordedSurface();
      await dead.close();
      const takenUp = bot.takeUp(discord(() => surface));
      await asked.promise;
      const closed = bot.close(20_000);
      found.resolve();
      await Promise.all([takenUp, closed]);
      await store.close();
      expect(surface.shown).toEqual([]);
      expect(await left()).toMatchObject([{ invocation: call }]);
    });

    test('leaves at once what waits for a silent platform', async () => {
      const { bot, store } = await start(paintWhen(Promise.resolve()));
      const surface = recordedSurface(({ state }) => (state === 'done' ? Promise.reject(silent) : Promise.resolve()));
      void bot.run(call, surface);
      await surface.reached(2);
      await clock.advance(0);
      await bot.close(20_000);
      await store.close();
      expect(await left()).toMatchObject([{ invocation: call }]);
    });
  });

  test('at the deadline of a close, leaves open what runs, without a word', async () => {
    const { bot, store } = await start(paintWhen(new Promise(() => undefined)));
    const surface = recordedSurface();
    void bot.run(call, surface);
    await surface.reached(1);
    const closed = bot.close(1000);
    await clock.advance(1000);
    await clock.advance(3000);
    await closed;
    await store.close();
    expect(texts(surface)).toEqual(['working']);
    expect(await left()).toMatchObject([{ invocation: call, acknowledged: true }]);
    expect(clock.sleepers).toBe(0);
  });

  describe('when the last word cannot be shown', () => {
    function failing(problem: Problem, times: number): Surface & { tries: number } {
      return {
        pace: 0,
        tries: 0,
        address: () => ({}),
        message: () => undefined,
        show({ state }) {
          if (state === 'working') return Promise.resolve();
          this.tries += 1;
          return this.tries <= times ? Promise.reject(problem) : Promise.resolve();
        },
      };
    }

    test('tries again, rarer and rarer, while the platform does not answer', async () => {
      const { bot, log } = await start(paintWhen(Promise.resolve()));
      const surface = failing(silent, 2);
      const ended = bot.run(call, surface);
      const laters = () => log.lines.filter(({ message }) => message.endsWith('the reply is shown later'));
      await vi.waitFor(() => expect(laters()).toHaveLength(1));
      await clock.advance(4999);
      expect(surface.tries).toBe(1);
      await clock.advance(1);
      await vi.waitFor(() => expect(laters()).toHaveLength(2));
      expect(surface.tries).toBe(2);
      await clock.advance(10_000);
      await ended;
      expect(surface.tries).toBe(3);
      expect(log.lines.map(({ message }) => message).filter((message) => message === 'answered')).toHaveLength(1);
      expect(await left()).toEqual([]);
    });

    test('gives up after a day, and nobody tries again', async () => {
      const { bot } = await start(paintWhen(Promise.resolve()));
      const surface = failing(silent, Number.POSITIVE_INFINITY);
      const ended = bot.run({ ...call, askedAt: call.askedAt - 24 * 3_600_000 }, surface);
      await clock.advance(5000);
      await ended;
      expect(surface.tries).toBeLessThanOrEqual(2);
      await allOver();
    });

    test('ends it when the place is gone', async () => {
      const { bot, log } = await start(paintWhen(Promise.resolve()));
      await bot.run(call, failing(new Problem('place_unreachable', {}), Number.POSITIVE_INFINITY));
      expect(log.lines.at(-1)).toMatchObject({ level: 'error', fields: { reason: 'place_unreachable' } });
      await allOver();
    });
  });

  describe('taking up', () => {
    async function leave(changes = {}): Promise<void> {
      const store = await openStore({ url: database.url, clock, lease });
      await store.journal.accept({ ...call, ...changes }, {});
      await store.close();
    }

    test('ends what cannot be reached any more', async () => {
      await leave();
      const { bot, log } = await start(paintWhen(Promise.resolve()));
      await bot.takeUp(discord(() => undefined));
      expect(log.lines).toMatchObject([{ level: 'warn', fields: { invocation: call.id, attempt: 1 } }]);
      await allOver();
    });

    test('leaves what is of a platform that is not on to those where it is, for a day', async () => {
      await leave();
      await clock.advance(24 * 3_600_000 + 1);
      await leave({ id: 'discord:2' });
      const without = await start(paintWhen(Promise.resolve()));
      await without.bot.takeUp([]);
      await clock.advance(lease / 3);
      const { bot } = await start(paintWhen(Promise.resolve()));
      const attached: string[] = [];
      await bot.takeUp(
        discord(({ id }) => {
          attached.push(id);
          return recordedSurface();
        }),
      );
      expect(attached).toEqual(['discord:2']);
      expect(without.log.lines).toMatchObject([{ level: 'warn', fields: { invocation: call.id } }]);
      await clock.advance(0);
      expect(await left()).toEqual([]);
    });

    test('goes on after one that cannot be attached', async () => {
      await leave({ id: 'discord:broken' });
      await clock.advance(1);
      await leave();
      const { bot, log } = await start(paintWhen(Promise.resolve()));
      const surface = recordedSurface();
      await bot.takeUp(
        discord(({ id }) => {
          if (id === 'discord:broken') throw new Error('unreadable');
          return surface;
        }),
      );
      await surface.reached(2);
      expect(log.lines[0]).toMatchObject({ level: 'error', fields: { invocation: 'discord:broken' } });
      await allOver();
    });

    test('finds at a heartbeat what is orphaned later', async () => {
      const { bot } = await start(paintWhen(Promise.resolve()));
      const surface = recordedSurface();
      await bot.takeUp(discord(() => surface));
      await leave();
      await clock.advance(lease / 3);
      await surface.reached(2);
    });

    test('leaves it to the next process, when this one was stopped before its platforms were on', async () => {
      await leave();
      const { bot } = await start(paintWhen(Promise.resolve()));
      await bot.close(0);
      await bot.takeUp(discord(() => recordedSurface()));
      expect(await left()).toMatchObject([{ hold: { attempt: 1 } }]);
    });

    /** Several processes take it up and die, one after the other. */
    async function crash(times: number): Promise<void> {
      for (let time = 0; time < times; time++) {
        const store = await openStore({ url: database.url, clock, lease });
        expect(await store.journal.takeUp(10)).toHaveLength(1);
        await clock.advance(lease);
        crashed.push(store);
      }
    }

    test('gives up a call whose processes died again and again, and its picture with it', async () => {
      await leave();
      await crash(6);
      const pictures = [{ invocation: call.id, n: 0, person: 'discord:42', orderedAt: 0 }];
      const cancelled: PictureKey[] = [];
      const { bot } = await start(paintWhen(Promise.resolve()), {
        open: async () => pictures,
        async cancel(picture) {
          cancelled.push(picture);
          return 'cancelled';
        },
      });
      const surface = recordedSurface();
      await bot.takeUp(discord(() => surface));
      await surface.reached(1);
      await clock.advance(0);
      expect(texts(surface)).toEqual(['interrupted']);
      expect(cancelled).toEqual(pictures);
      await allOver();
    });

    test('runs a call that was handed over in good order as often as need be', async () => {
      await leave();
      await crash(5);
      for (let times = 0; times < 20; times++) expect(await left()).toHaveLength(1);
      const { bot } = await start(paintWhen(Promise.resolve()));
      const surface = recordedSurface();
      await bot.takeUp(discord(() => surface));
      await surface.reached(2);
      expect(texts(surface)[0]).toBe('working');
    });
  });

  test.each([
    ['others’ pictures, turned by buttons about itself', 'discord:99', call.id, true],
    ['others’ pictures, with buttons about those', 'discord:99', 'discord:99', false],
    ['its own pictures, which the album knows', call.id, call.id, false],
  ])('remembers a call that showed %s for as long as that takes', async (_, of, about, isKept) => {
    const { image } = generationOf(requestForTests);
    const reply: Reply = {
      ...{ state: 'done', text: 'a page', images: [{ image, alt: 'a fox', name: 'fox.png', of: { about: of } }] },
      buttons: [{ label: 'Next', command: 'paint', about }],
    };
    const { bot, store } = await start({
      ...orderingCommand,
      run: async function* page() {
        yield reply;
      },
    });
    await bot.run(call, recordedSurface());
    await store.forget(clock.now() + 1);
    expect((await store.journal.recall(call.id)) !== undefined).toBe(isKept);
  });

  test('orders pictures under ids that are unique over platforms', async () => {
    const { generate, orders } = recordedGenerate();
    const { bot } = await start(orderingCommand, { generate });
    await bot.run({ ...call, person: { ...call.person, roles: ['discord:5'] } }, recordedSurface());
    expect(orders).toMatchObject([
      { person: 'discord:42', channel: 'discord:7', community: 'discord:9', roles: ['discord:5'] },
    ]);
  });
});
