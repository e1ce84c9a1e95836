import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { Bot } from '../../src/core/bot.ts';
import { type Easel, startEasel } from '../../src/easel.ts';
import { openStorage, startEngine } from '../../src/engine.ts';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord.ts';
import { recordedLog } from '../fakes/log.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack.ts';
import type { Chat } from './chat.ts';
import { discordChat } from './discord-chat.ts';
import { leaveDatabase } from './old-database.ts';
import { slackChat } from './slack-chat.ts';
import { createWatch, patient, watched } from './watch.ts';

/** One Easel on both chats, with everything behind it: database, picture files, an image service. */
export interface World {
  readonly chats: Readonly<Record<Chat['name'], Chat>>;
  /** For what only one of them has, or what was there before. */
  readonly fakes: { readonly discord: FakeDiscord; readonly slack: FakeSlack };
  readonly sandbox: Sandbox;
  /** Lines of the log, as JSON. */
  readonly log: readonly string[];
  /** Asks its web part, as somebody's browser does. */
  visit(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** How often something was asked of the store that a reaction needs to know. */
  lookUps(): number;
  /** What is deleted was deleted, and what came into a gallery came in, so many milliseconds earlier. */
  age(milliseconds: number): void;
  /** The painter waits from now on. The returned function lets it go on. */
  hold(): () => void;
  /**
   * Waits until every call is over and written down, however quickly somebody saw its last word, and so is everything that
   * galleries have to do now.
   */
  idle(): Promise<void>;
  /** Goes on in another process with a database that an older version has left, once that is adapted to the story. */
  inherits(version: number, adapt: (database: DatabaseSync) => void): Promise<void>;
  /** Another process beside it on the same database, until the returned function ends that. */
  another(): Promise<() => Promise<void>>;
  /** Ends the process and starts another one on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** `settings`: beyond those that lead to the world's own servers. */
export async function openWorld(settings: Readonly<Record<string, string>> = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-scenario-'));
  let painting = Promise.resolve();
  const sandbox = await startSandbox({
    async paint(order, signal) {
      await painting;
      return plainPaint(order, signal);
    },
  });
  const [discord, slack] = await Promise.all([
    startFakeDiscord({ limited: false }),
    startFakeSlack({ limited: false }),
  ]);
  const config = readConfig({
    IMAGE_API_URL: sandbox.url,
    IMAGE_API_KEY: 'k',
    IMAGE_API_CONCURRENCY: '4',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    IMAGES_URL: `file:${folder}/images`,
    DATABASE_URL: `file:${folder}/easel.db`,
    ...settings,
  });
  const log = recordedLog();
  const watch = createWatch();

  const calls = new Set<Promise<void>>();

  async function start(): Promise<Easel> {
    const storage = watched(await openStorage(config), watch);
    const engine = await startEngine(config, log, 'service', storage);
    return startEasel(config, log, { ...engine, bot: followed(engine.bot, calls) });
  }

  let easel = await start();
  return {
    chats: { discord: patient(discordChat(discord), watch), slack: patient(slackChat(slack), watch) },
    fakes: { discord, slack },
    sandbox,
    get log() {
      return log.lines.map((line) => JSON.stringify(line));
    },
    visit(path, headers = {}) {
      const label = easel.platforms.find((each) => each.startsWith('web at '));
      return fetch(`${label?.slice('web at '.length)}${path}`, { headers, redirect: 'manual' });
    },
    lookUps: watch.lookUps,
    age(milliseconds) {
      const database = new DatabaseSync(`${folder}/easel.db`);
      database.prepare('update pictures set removed_at = removed_at - ?').run(milliseconds);
      database.prepare('update entries set since = since - ?').run(milliseconds);
      database.close();
    },
    hold() {
      const held = Promise.withResolvers<void>();
      painting = held.promise;
      return held.resolve;
    },
    async idle() {
      await Promise.all(calls);
      await vi.waitFor(() => expect(unfinished(`${folder}/easel.db`)).toBe(0), { timeout: 10_000, interval: 20 });
    },
    async inherits(version, adapt) {
      await easel.close();
      await leaveDatabase(folder, version, adapt);
      easel = await start();
    },
    async another() {
      const before = slack.sockets.count;
      const other = await start();
      return async () => {
        await other.close();
        await slack.until('its connection to be gone', () => slack.sockets.count === before || undefined);
      };
    },
    async restart() {
      await easel.close();
      easel = await start();
    },
    async close() {
      await easel.close();
      await Promise.all([discord.close(), slack.close(), sandbox.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** How much curators have not looked at or done, but for what they have put off. */
function unfinished(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database.prepare(
      `select (select count(*) from touched) + (select count(*) from reviews)
        + (select count(*) from hangings where owner is not null or next_at <= ?) as left`,
    );
    return Number(rows.get(Date.now())?.['left']);
  } finally {
    database.close();
  }
}

/** The calls that are not over. */
function followed(bot: Bot, calls: Set<Promise<void>>): Bot {
  return {
    ...bot,
    async run(...call) {
      const running = bot.run(...call);
      calls.add(running);
      await running;
      calls.delete(running);
    },
  };
}
