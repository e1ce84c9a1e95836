import { expect } from 'vitest';
import { commands as real } from '../../../commands/index.ts';
import type { Command } from '../../../src/core/command.ts';
import type { Image } from '../../../src/core/image.ts';
import type { Journal } from '../../../src/core/journal.ts';
import type { Settings } from '../../../src/core/settings.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import { sqliteDatabase } from '../../store/databases.ts';
import { type Easel, letRun, startEasel } from './easel.ts';

export interface Stage {
  readonly discord: FakeDiscord;
  readonly clock: ManualClock;
  /** Stored pictures, by number. */
  readonly pictures: readonly Image[];
  /** Starts a process with these commands, `cancel` and `help`, on the same database; it takes up what others have left. */
  start(
    commands: readonly Command[],
    settings?: Settings,
    change?: (journal: Journal) => Partial<Journal>,
  ): Promise<Easel & { readonly store: Store }>;
  /** Waits for what may wait for the clock. */
  patiently<Result>(work: Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Discord, a database and pictures, for processes with small commands of a test's own. Time goes on by hand. */
export async function openStage(): Promise<Stage> {
  const clock = manualClock();
  const discord = await startFakeDiscord({ clock, limited: false });
  const database = await sqliteDatabase();
  const images = memoryImages();
  const bytes = Array.from({ length: 10 }, (_, n) => pngBytes(20_000, n + 1));
  const pictures = await Promise.all(bytes.map((each) => images.put(each, 'image/png', { width: 512, height: 512 })));
  const ends: (() => Promise<unknown>)[] = [];

  return {
    discord,
    clock,
    pictures,
    patiently: (work) => letRun(work, clock),
    async start(commands, settings, change = () => ({})) {
      const store = await openStore({ url: database.url, clock, owner: `process ${ends.length}`, lease: 3_600_000 });
      const own = commands.map(({ name }) => name);
      const all = [...commands, ...real.filter(({ name }) => ['cancel', 'help'].includes(name) && !own.includes(name))];
      const bot = { commands: all, ...(settings && { settings }) };
      const journal = { ...store.journal, ...change(store.journal) };
      const easel = await startEasel(discord, { clock, images, journal, bot });
      let closing: Promise<void> | undefined;
      const close = () => {
        closing ??= easel.close().then(() => store.close());
        return closing;
      };
      ends.push(close);
      await easel.bot.takeUp([easel]);
      return { ...easel, store, close };
    },
    async close() {
      for (const end of ends.reverse()) await end();
      await discord.close();
      await database[Symbol.asyncDispose]();
      expect(discord.violations).toEqual([]);
    },
  };
}
