import { Problem } from '../../../src/core/problem.ts';
import { createGenerate } from '../../../src/generation/generate.ts';
import { plainPaint } from '../../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { ManualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, type Person, startFakeDiscord } from '../../fakes/discord.ts';
import { memoryImages } from '../../fakes/images.ts';
import { recordedLog } from '../../fakes/log.ts';
import { sqliteDatabase } from '../../store/databases.ts';
import { freely } from '../../store/orders.ts';
import { type Easel, letRun, startEasel } from './easel.ts';

/** A whole Easel: bot, store, generation core. */
export interface Painting extends Easel {
  readonly store: Store;
}

export interface World {
  readonly discord: FakeDiscord;
  readonly sandbox: Sandbox;
  /** Starts a process on the same database, which also takes up what others have left. `change` makes its store another one. */
  start(change?: (store: Store) => Partial<Store>): Promise<Painting>;
  /** Lets the service paint, one picture at a time. It holds every one until then. */
  release(): void;
  /** Asks for a picture, and waits until its message has this text. */
  asks(person: Person, text: string): ReturnType<Awaited<ReturnType<Person['runs']>>['message']>;
  /** Pictures that a person has used of today's. */
  used(person: Person, easel: Painting): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Discord, the image service and a database, for processes that paint one picture at a time. Time goes on by hand. */
export async function openWorld(clock: ManualClock): Promise<World> {
  const discord = await startFakeDiscord({ clock, limited: false });
  const database = await sqliteDatabase();
  const held = Promise.withResolvers<void>();
  const sandbox = await startSandbox({
    async paint(order, signal) {
      await held.promise;
      return plainPaint(order, signal);
    },
  });
  const ends: (() => Promise<unknown>)[] = [];

  async function start(change: (store: Store) => Partial<Store> = () => ({})): Promise<Painting> {
    const whole = await openStore({ url: database.url, clock, owner: `process ${ends.length}`, lease: 3_600_000 });
    const store = { ...whole, ...change(whole) };
    const images = memoryImages();
    const generation = createGenerate({
      ...{ url: sandbox.url, key: 'k', concurrency: 1, timeoutMs: 3_600_000, pictures: 'base64' },
      ...{ lane: store.lane, rules: freely, price: 0, heartbeat: 3_600_000, images, log: recordedLog() },
      ...{ clock, random: () => 0 },
    });
    const { generate } = generation;
    const { open, cancel } = store.lane;
    const { album } = store;
    const easel = await startEasel(discord, {
      ...{ clock, images, journal: store.journal },
      bot: { generate, open, cancel, album },
    });
    let closing: Promise<void> | undefined;
    const close = async () => {
      await easel.close();
      await letRun(generation.close(0), clock);
      await whole.close();
    };
    const once = () => {
      closing ??= close();
      return closing;
    };
    ends.push(once);
    await easel.bot.takeUp([easel]);
    return { ...easel, store, close: once };
  }

  return {
    discord,
    sandbox,
    start,
    release: held.resolve,
    async asks(person, text) {
      const asked = await person.runs('/imagine', { prompt: 'a fox', upscale: false });
      await asked.acknowledged();
      return letRun(
        asked.message((message) => message.text.includes(text)),
        clock,
      );
    },
    async used({ id }, { store }) {
      const [today] = await store.lane.usage([{ scope: 'person', id: `discord:${id}`, period: 'day' }]);
      return today?.pictures;
    },
    async close() {
      for (const end of ends.reverse()) await end();
      await Promise.all([discord.close(), sandbox.close()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A process that is killed when it has written a cancel down, by whatever name: it neither goes on with it nor takes it back. */
export function killedAtCancel() {
  const written = Promise.withResolvers<void>();
  const dead = Promise.withResolvers<never>();
  const nothing = () => new Problem('storage_failed', {}, { hint: 'killed' });
  let cancel: string | undefined;
  return {
    /** Resolves when it is written down. */
    written: written.promise,
    kill: () => dead.reject(nothing()),
    change: ({ journal }: Store): Partial<Store> => ({
      journal: {
        ...journal,
        async accept(invocation, address) {
          const hold = await journal.accept(invocation, address);
          if (!['cancel', 'delete'].includes(invocation.command)) return hold;
          cancel = invocation.id;
          written.resolve();
          return dead.promise;
        },
        end: (hold, ...how) => (hold.id === cancel ? Promise.reject(nothing()) : journal.end(hold, ...how)),
      },
    }),
  };
}
