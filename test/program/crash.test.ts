import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { startFakeDiscord } from '../fakes/discord.ts';
import { sha256 } from '../fakes/images.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { postgresDatabase, sqliteDatabase } from '../store/databases.ts';
import { type CrashOrder, type CrashPoint, crashPoints } from './crash-points.ts';

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));
const asked = z.object({ prompt: z.string() });

/**
 * A kill there can hit the paid call itself: its picture is in line, as it is before the first reply is shown, and not
 * in the database yet.
 */
const perhapsPaying: readonly CrashPoint[] = ['acknowledged', 'claimed', 'upstream answered', 'file written'];

interface Call {
  readonly prompt: string;
  readonly platform: CrashOrder['platform'];
  readonly crash: CrashPoint | undefined;
}

/** Two chats and an image service that count, and one life after the other of the program between them. */
async function openWorld(databaseUrl: string) {
  const folder = await mkdtemp(join(tmpdir(), 'easel-'));
  const programs = new Set<ChildProcess>();
  const painted = new Map<string, Set<string>>();
  const [discord, slack] = await Promise.all([startFakeDiscord(), startFakeSlack({ limited: false })]);
  const sandbox = await startSandbox({
    async paint(order, signal) {
      const bytes = await plainPaint(order, signal);
      // The expanded prompt begins with the prompt.
      painted.set(order.prompt, (painted.get(order.prompt) ?? new Set()).add(sha256(bytes)));
      return bytes;
    },
  });
  const ada = discord.user('Ada');
  const grace = slack.user('Grace');
  const channel = slack.channel('#art');

  async function live() {
    const program = fork(child, {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env['PATH'],
        IMAGE_API_URL: sandbox.url,
        IMAGE_API_KEY: 'k',
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
        DATABASE_URL: databaseUrl,
        IMAGES_URL: `file:${folder}/images`,
        LOG_LEVEL: 'silent',
      },
    });
    programs.add(program);
    const ended = once(program, 'exit');
    await once(program, 'message');
    return {
      ended,
      stop: () => program.kill('SIGTERM'),
      async crashAt(order: CrashOrder): Promise<void> {
        program.send(order);
        await once(program, 'message');
      },
    };
  }

  function ask({ platform, prompt }: Call): { acknowledged: Promise<unknown> } {
    if (platform === 'slack') return { acknowledged: grace.types(channel, `/imagine ${prompt} --no-enhance`) };
    return { acknowledged: ada.runs('/imagine', { prompt, enhance: false }).then((call) => call.acknowledged()) };
  }

  /** The pictures that people see for a prompt, one list a message. */
  function shown({ platform, prompt }: Call): readonly (readonly string[])[] {
    const pictures: readonly { readonly sha: string; readonly alt: string }[][] =
      platform === 'slack'
        ? channel.messages().map((message) => [...slack.images(message)])
        : discord.general.messages().map(({ images }) => [...images]);
    return pictures
      .filter((each) => each.some(({ alt }) => alt.endsWith(`: ${prompt}`)))
      .map((each) => each.map(({ sha }) => sha));
  }

  async function answered(calls: readonly Call[]): Promise<void> {
    const all = (platform: Call['platform']) =>
      calls.every((call) => call.platform !== platform || shown(call).length > 0) || undefined;
    await Promise.all([
      discord.until('every picture in Discord', () => all('discord')),
      slack.until('every picture in Slack', () => all('slack')),
    ]);
  }

  return {
    ...{ live, ask, shown, answered },
    messages: () => discord.general.messages().length + channel.messages().length,
    whispers: () => grace.whispers,
    /** How often a prompt was paid for, and the pictures that came of it. */
    paid: (prompt: string) => sandbox.calls.filter(({ body }) => asked.parse(body).prompt === prompt).length,
    painted: (prompt: string) => [...(painted.get(prompt) ?? [])],
    async close() {
      for (const program of programs) program.kill('SIGKILL');
      await Promise.all([discord.close(), slack.close(), sandbox.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

it.concurrent.each([
  { name: 'SQLite', open: sqliteDatabase, first: 0 },
  { name: 'PostgreSQL', open: postgresDatabase, first: 1 },
])(
  'killed at every point of a call’s life, every accepted call ends with exactly one right picture: $name',
  async ({ open, first }) => {
    await using database = await open();
    const world = await openWorld(database.url);
    try {
      const calls: Call[] = [];
      for (const [index, point] of crashPoints.entries()) {
        const life = await world.live();
        await world.answered(calls);
        const [victim, other] =
          (index + first) % 2 === 0 ? (['discord', 'slack'] as const) : (['slack', 'discord'] as const);
        const bystander: Call = { prompt: `a bystander of ${index}`, platform: other, crash: undefined };
        const call: Call = { prompt: `a fox ${point}`, platform: victim, crash: point };
        await world.ask(bystander).acknowledged;
        await life.crashAt({ point, platform: victim });
        world.ask(call).acknowledged.catch(() => undefined);
        expect(await life.ended).toEqual([null, 'SIGKILL']);
        calls.push(bystander, call);
      }
      const last = await world.live();
      await world.answered(calls);
      last.stop();
      expect(await last.ended).toEqual([0, null]);

      for (const call of calls) {
        expect(world.shown(call), call.prompt).toEqual([world.painted(call.prompt)]);
        expect(world.painted(call.prompt)).toHaveLength(1);
        const mayRepeat = call.crash === undefined || perhapsPaying.includes(call.crash);
        expect(world.paid(call.prompt), call.prompt).toBeLessThanOrEqual(mayRepeat ? 2 : 1);
      }
      expect(world.messages()).toBe(calls.length);
      expect(world.whispers()).toEqual([]);
    } finally {
      await world.close();
    }
  },
  120_000,
);
