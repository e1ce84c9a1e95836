import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { startFakeDiscord } from '../fakes/discord.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { type Chat, hears, pictured, type Room, recipeIn, type Shown, saying } from '../scenarios/chat.ts';
import { discordChat } from '../scenarios/discord-chat.ts';
import { slackChat } from '../scenarios/slack-chat.ts';
import { type Program, runProgram } from './program.ts';

/** Milliseconds for whatever comes after a start. */
const patience = { timeout: 30_000, interval: 25 };

/** Milliseconds from what is on the disk to the kill, at most: it can be before a chat is asked for anything, or after it is shown. */
const latest = 150;

/** One Easel that is killed and started again, with a gallery that hangs on both chats. */
async function openWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'easel-'));
  const [discord, slack, sandbox] = await Promise.all([
    startFakeDiscord({ limited: false }),
    startFakeSlack({ limited: false }),
    startSandbox({ paint: plainPaint }),
  ]);
  const settings = {
    ...{ IMAGE_API_URL: sandbox.url, IMAGE_API_KEY: 'k', IMAGES_URL: `file:${folder}/images` },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
  };
  const start = async (): Promise<Program> => {
    const program = runProgram([], settings, folder);
    await program.says('"ready"');
    return program;
  };
  let program = await start();
  return {
    chats: { discord: discordChat(discord), slack: slackChat(slack) },
    /** Kills it at some moment from now on, another one in every run. */
    async kill(): Promise<void> {
      await setTimeout(Math.random() * latest);
      program.signal('SIGKILL');
      await program.ended;
      program = await start();
    },
    /** Waits until the database says so. */
    async written(sql: string, count: number): Promise<void> {
      await vi.waitFor(() => {
        const database = new DatabaseSync(`${folder}/data/easel.db`, { readOnly: true });
        try {
          expect(database.prepare(`select count(*) as found from ${sql}`).get()?.['found'], sql).toBe(count);
        } finally {
          database.close();
        }
      }, patience);
    },
    async close(): Promise<void> {
      await program.close();
      await Promise.all([discord.close(), slack.close(), sandbox.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** Binds a new channel, and says where it is and what was said of it. */
async function bind(chat: Chat, options: string): Promise<{ readonly wall: Room; readonly said: Shown }> {
  const wall = chat.newRoom();
  const root = chat.person('Root', { administers: true });
  return { wall, said: await hears(root, saying('Code'), () => root.asks(`/gallery bind ${options}`, wall)) };
}

it('killed at any moment, each picture that is starred hangs once on both chats, and what is not is gone', async () => {
  const world = await openWorld();
  try {
    const { discord, slack } = world.chats;
    const first = await bind(discord, '--threshold 1');
    const second = await bind(slack, `--from nothing --join ${recipeIn(first.said)}`);
    const walls = [first.wall, second.wall];
    const hang = async (wanted: readonly Shown[]) => {
      for (const wall of walls) {
        const shown = () => wall.shown().filter(pictured());
        await vi.waitFor(
          () =>
            expect(
              shown()
                .map((each) => recipeIn(each))
                .toSorted(),
            ).toEqual(wanted.map((each) => recipeIn(each)).toSorted()),
          patience,
        );
      }
    };

    const room = discord.newRoom();
    const [ada, grace] = [discord.person('Ada'), discord.person('Grace')];
    const paint = async (words: string) => {
      await ada.asks(`/imagine ${words}`, room);
      return room.shows((shown) => pictured()(shown) && shown.quote === words);
    };
    const fox = await paint('a fox');
    const hen = await paint('a hen');

    await grace.reacts(fox, 'star');
    await world.written('stars where is_on = 1', 1);
    await world.kill();
    await hang([fox]);

    await grace.reacts(hen, 'star');
    await world.written('stars where is_on = 1', 2);
    await world.kill();
    await hang([fox, hen]);

    await grace.takesBack(hen, 'star');
    await world.written('stars where is_on = 1', 1);
    await world.kill();
    await hang([fox]);

    await ada.asks(`/delete ${recipeIn(fox)}`, room);
    await world.written('pictures where removed_at is not null', 1);
    await world.kill();
    await hang([]);
  } finally {
    await world.close();
  }
}, 90_000);
