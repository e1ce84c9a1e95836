import { commands } from '../../../commands/index.ts';
import { failure } from '../../../commands/replies.ts';
import { type Bot, createBot } from '../../../src/core/bot.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createGenerate } from '../../../src/generation/generate.ts';
import { startSlack } from '../../../src/platforms/slack/start.ts';
import { plainPaint } from '../../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { memoryImages } from '../../fakes/images.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { sqliteDatabase, type TestDatabase } from '../../store/databases.ts';
import { freely } from '../../store/orders.ts';
import { linesLog } from './chat.ts';
import { serveListener } from './listener.ts';

/** A process of Easel with everything behind it. */
export interface Easel {
  readonly bot: Bot;
  readonly store: Store;
  readonly log: readonly string[];
  /** From now on Slack's requests go to this process. HTTP mode only: sockets take turns. */
  face(): void;
  /** Stops at once and leaves what runs to others. */
  stop(): Promise<void>;
}

/** A workspace, an image service whose painter is in the test's hands, and processes of Easel on one database. */
export interface House {
  readonly slack: FakeSlack;
  readonly sandbox: Sandbox;
  /** Lets the painter go on; until then whatever was begun takes for ever. */
  paint(): void;
  start(): Promise<Easel>;
  close(): Promise<void>;
}

export async function openHouse(mode: 'socket' | 'http'): Promise<House> {
  const painting = Promise.withResolvers<void>();
  const sandbox = await startSandbox({
    async paint(order, signal) {
      await painting.promise;
      return plainPaint(order, signal);
    },
  });
  const slack = await startFakeSlack({ limited: false });
  const database = await sqliteDatabase();
  const images = memoryImages();
  const running: Easel[] = [];
  return {
    slack,
    sandbox,
    paint: painting.resolve,
    async start() {
      const easel = await startProcess({ mode, slack, sandbox, database, images });
      running.push(easel);
      return easel;
    },
    async close() {
      painting.resolve();
      for (const easel of running) await easel.stop();
      await Promise.all([slack.close(), sandbox.close()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

interface ProcessParts {
  readonly mode: 'socket' | 'http';
  readonly slack: FakeSlack;
  readonly sandbox: Sandbox;
  readonly database: TestDatabase;
  readonly images: ReturnType<typeof memoryImages>;
}

async function startProcess({ mode, slack, sandbox, database, images }: ProcessParts): Promise<Easel> {
  const lines: string[] = [];
  const log = linesLog(lines);
  const clock = systemClock;
  const store = await openStore({ url: database.url });
  const core = createGenerate({
    ...{ url: sandbox.url, key: 'k', concurrency: 1, timeoutMs: 60_000, pictures: 'base64' },
    ...{ lane: store.lane, rules: freely, price: 0, heartbeat: 5000, images, log, clock, random: () => 0 },
  });
  const { open, cancel, usage } = store.lane;
  const { album, settings } = store;
  const bot = createBot({
    ...{
      commands,
      generate: core.generate,
      open,
      cancel,
      usage,
      album,
      settings,
      explain: failure,
      defaultModel: '2.1 Pro',
    },
    ...{ journal: store.journal, log, clock },
  });
  const { botToken, apiUrl, appToken, signingSecret } = slack;
  const platform = await startSlack({
    ...{ bot, images, clock, log, botToken, apiUrl },
    ...(mode === 'http' ? { signingSecret } : { appToken }),
  });
  const web = platform.requestListener && (await serveListener(platform.requestListener));
  const face = () => web && slack.sendTo(web.url);
  face();
  await bot.takeUp([platform]);
  let stopped: Promise<void> | undefined;
  return {
    bot,
    store,
    log: lines,
    face,
    stop() {
      stopped ??= (async () => {
        await bot.close(0);
        await core.close(0);
        await platform.close();
        await web?.close();
        await store.close();
      })();
      return stopped;
    },
  };
}
