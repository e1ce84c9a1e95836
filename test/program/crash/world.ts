import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { plainPaint } from '../../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord.ts';
import { sha256 } from '../../fakes/images.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { discordChat, type Room, slackChat } from './chats.ts';
import { type Life, type ProgramName, startLife } from './life.ts';
import type { ChatName } from './points.ts';

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Milliseconds that a picture takes, and that every request to a chat is on its way. */
export interface Pace {
  readonly painting: number;
  readonly chats: number;
}

const asked = z.object({ prompt: z.string() });

/** Two chats and an image service that count, for one life after the other of the program between them. */
export async function openWorld(databaseUrl: string) {
  const folder = await mkdtemp(join(tmpdir(), 'easel-crash-'));
  const [discord, slack] = await Promise.all([
    startFakeDiscord({ openApi: false }),
    startFakeSlack({ limited: false }),
  ]);
  const painted = new Map<string, Set<string>>();
  const paid = new Map<string, number>();
  const log: string[] = [];
  let pace: Pace = { painting: 0, chats: 0 };
  const sandbox = await startSandbox({
    async paint(order, signal) {
      const bytes = await plainPaint(order, signal);
      painted.set(order.prompt, (painted.get(order.prompt) ?? new Set()).add(sha256(bytes)));
      if (pace.painting > 0) await setTimeout(pace.painting, undefined, { signal });
      return bytes;
    },
  });
  void countCalls(sandbox, paid);
  slowChats(discord, slack, () => pace.chats);
  const settings = {
    IMAGE_API_URL: sandbox.url,
    IMAGE_API_KEY: 'k',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: databaseUrl,
    IMAGES_URL: `file:${folder}/images`,
    LOG_LEVEL: 'info',
    // Most processes here never come to writing theirs.
    NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
  };
  const lives = new Set<Life>();

  return {
    databaseUrl,
    folder,
    /** What all lives said. */
    log,
    start(program: ProgramName, changes: Record<string, string>): Life {
      const life = startLife(program, { ...settings, ...changes }, folder, (line) => log.push(line));
      lives.add(life);
      void life.ended.then(() => lives.delete(life));
      return life;
    },
    /** A new channel in each chat, with new people. */
    room: (name: string): Room => ({ discord: discordChat(discord), slack: slackChat(slack, name) }),
    /** Waits until something is true of both chats, at most so many milliseconds. Rejects after that. */
    async until(what: string, isSo: (chat: ChatName) => boolean, patience: number): Promise<void> {
      await Promise.all([
        discord.until(what, () => isSo('discord') || undefined, patience),
        slack.until(what, () => isSo('slack') || undefined, patience),
      ]);
    },
    /** How fast everything goes from now on. */
    setPace(to: Pace): void {
      pace = to;
    },
    /** How often the image service was asked for a prompt. */
    paid: (prompt: string): number => paid.get(prompt) ?? 0,
    /** The pictures that came of it. */
    painted: (prompt: string): readonly string[] => [...(painted.get(prompt) ?? [])],
    async close(): Promise<void> {
      for (const life of lives) life.signal('SIGKILL');
      await Promise.all([...lives].map(({ ended }) => ended));
      await Promise.all([discord.close(), slack.close(), sandbox.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** More requests of one kind than there will be. */
const always = 50_000;

/**
 * Lets chats do what they are told a while after they have heard it, whatever becomes of the process that said it. Without
 * that hardly any kill comes between a message and its answer.
 */
function slowChats(discord: FakeDiscord, slack: FakeSlack, lag: () => number): void {
  const wait = async () => {
    if (lag() > 0) await setTimeout(lag());
  };
  discord.fault({
    path: /^\/(interactions|webhooks|channels)\//,
    get hold() {
      return wait();
    },
  });
  const slow = {
    kind: 'slow' as const,
    get until() {
      return wait();
    },
  };
  for (const method of ['chat.postMessage', 'chat.update', 'upload', 'files.completeUploadExternal', 'respond'])
    slack.plan(method, slow, always);
}

/** The sandbox itself remembers a thousand calls only. */
async function countCalls(sandbox: Sandbox, paid: Map<string, number>): Promise<never> {
  for (;;) {
    const { prompt } = asked.parse((await sandbox.nextCall()).body);
    paid.set(prompt, (paid.get(prompt) ?? 0) + 1);
  }
}
