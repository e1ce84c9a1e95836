import { commands } from '../../commands/index.ts';
import { failure } from '../../commands/replies.ts';
import { type Bot, createBot } from '../../src/core/bot.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Images } from '../../src/core/image.ts';
import type { Invocation } from '../../src/core/invocation.ts';
import type { Reply } from '../../src/core/reply.ts';
import { createGenerate } from '../../src/generation/generate.ts';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freely } from '../store/orders.ts';
import { memoryImages } from './images.ts';
import { invocationOf } from './invocation.ts';
import { recordedLog } from './log.ts';
import { recordedSurface } from './surface.ts';

/** A whole Easel without a chat: bot, store, generation core, and an image service that paints at once. */
export interface House extends AsyncDisposable {
  readonly bot: Bot;
  readonly store: Store;
  readonly images: Images;
  readonly sandbox: Sandbox;
  /** Runs a call to its last reply. Each has an id of its own, in order: `discord:1`, `discord:2`… */
  asks(command: string, text: string, changes?: Partial<Invocation>): Promise<Asked>;
}

export interface Asked {
  readonly id: string;
  readonly replies: readonly Reply[];
  readonly last: Reply;
}

export async function openHouse(): Promise<House> {
  // A disk is waited for several times a call, and proves nothing here.
  const [sandbox, store] = await Promise.all([
    startSandbox({ paint: plainPaint }),
    openStore({ url: 'file::memory:' }),
  ]);
  const { journal, lane, album, settings } = store;
  const images = memoryImages();
  const log = recordedLog();
  const core = createGenerate({
    ...{ url: sandbox.url, key: 'k', concurrency: 4, timeoutMs: 60_000, pictures: 'base64', lane, rules: freely },
    ...{ price: 0, heartbeat: 5000, images, log, clock: systemClock, random: () => 0 },
  });
  const bot = createBot({
    ...{ commands, generate: core.generate, open: lane.open, cancel: lane.cancel, usage: lane.usage, album, settings },
    ...{ recall: journal.recall, explain: failure, defaultModel: '2.1 Pro', journal, log, clock: systemClock },
  });
  let calls = 0;
  return {
    ...{ bot, store, images, sandbox },
    async asks(command, text, changes) {
      calls += 1;
      const id = `discord:${calls}`;
      const call = invocationOf(text, { id, command, locale: 'en', askedAt: systemClock.now(), ...changes });
      const surface = recordedSurface();
      await bot.run(call, { ...surface, message: () => `discord:${id}` });
      const last = surface.shown.at(-1);
      if (!last) throw new Error(`/${command} said nothing`);
      return { id, replies: surface.shown, last };
    },
    async [Symbol.asyncDispose]() {
      await bot.close(0);
      await core.close(0);
      await store.close();
      await sandbox.close();
    },
  };
}
