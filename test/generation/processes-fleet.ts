import type { PictureKey } from '../../src/core/lane.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freely, orderOf } from '../store/orders.ts';
import type { Dock, Ship } from './processes-dock.ts';
import { createEvents } from './processes-events.ts';
import type { Life, Said } from './processes-life.ts';
import { startUpstream, type Upstream } from './processes-upstream.ts';
import { smallRequest } from './start.ts';

/** What a settled claim says of itself. */
export const settled =
  (invocation: string, accepted: boolean) =>
  (line: Said): boolean =>
    line.kind === 'settled' && line.invocation === invocation && line.accepted === accepted;

/** Several processes, their image service, and a store that only orders and looks. */
export interface Fleet extends AsyncDisposable {
  readonly upstream: Upstream;
  readonly store: Store;
  /** Begins one of the processes; the program is loaded already. */
  launch(name: string, changes?: Partial<Life>): Promise<Ship>;
  /** Puts pictures in line, called by their person and number; that is their prompt, too. */
  order(...names: readonly string[]): Promise<void>;
  /** Waits until these pictures are done. */
  done(...names: readonly string[]): Promise<void>;
}

export const keyOf = (name: string): PictureKey => ({ invocation: name, n: 0 });

/** Every picture has a seed of its own. */
export const seedOf = (name: string) => [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1e9;

/** Loads the program in so many processes, to be launched one by one. */
export async function startFleet(
  dock: Dock,
  count: number,
  database: string,
  usual: Partial<Life> = {},
): Promise<Fleet> {
  const ships = await dock.take(count);
  const docked = [...ships];
  const upstream = await startUpstream();
  const store = await openStore({ url: database });

  async function isDone(name: string): Promise<boolean> {
    const standing = await store.lane.find(keyOf(name)).catch(() => undefined);
    if (standing && 'problem' in standing) throw new Error(`${name} ended as ${standing.problem.code}`);
    return standing?.state === 'done';
  }

  return {
    upstream,
    store,
    async launch(name, changes = {}) {
      const ship = docked.pop();
      if (!ship) throw new Error('all processes are launched');
      const life = { name, database, upstream: upstream.url, lease: 15_000, concurrency: 1, ahead: 0 };
      await ship.begin({ kind: 'begin', ...life, ...usual, ...changes });
      return ship;
    },
    async order(...names) {
      for (const name of names) {
        const request = { ...smallRequest, prompt: name, seed: seedOf(name), enhance: false };
        await store.lane.add(orderOf(name, { person: name.replace(/\d+$/, ''), request, price: 1 }), freely);
      }
    },
    async done(...names) {
      const missing = new Set(names);
      const events = createEvents(() => [...missing].map((name) => `${name} is not done`));
      // Whatever changes is told or polled for; nobody asks again by the clock.
      const leave = store.lane.subscribe(() => void look());
      async function look(): Promise<void> {
        for (const name of missing) if (await isDone(name)) missing.delete(name);
        events.look();
      }
      try {
        await Promise.all([look(), events.until('all are done', () => missing.size === 0)]);
      } finally {
        leave();
      }
    },
    async [Symbol.asyncDispose]() {
      upstream.releaseAll();
      await dock.giveBack(ships);
      await store.close();
      await upstream.close();
    },
  };
}
