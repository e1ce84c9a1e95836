import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { startFakeDiscord } from '../fakes/discord.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { runProgram } from './program.ts';

/** More than one platform sends at once. */
const calls = 7;

/** The whole program between two chats, painting one picture at a time: whoever held that slot would stop everybody. */
async function openWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'easel-'));
  const [discord, slack, sandbox] = await Promise.all([
    startFakeDiscord({ openApi: false, limited: false }),
    startFakeSlack({ limited: false }),
    startSandbox({ paint: plainPaint }),
  ]);
  const settings = {
    IMAGE_API_URL: sandbox.url,
    IMAGE_API_KEY: 'k',
    IMAGE_API_CONCURRENCY: '1',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  };
  const program = runProgram([], settings, folder);
  await program.says('"ready"');
  const [ada, grace, channel] = [discord.user('Ada'), slack.user('Grace'), slack.channel('#art')];
  const numbers = Array.from({ length: calls }, (_, number) => number);
  return {
    ...{ discord, slack },
    onDiscord: {
      ask: () =>
        Promise.all(numbers.map((number) => ada.runs('/imagine', { prompt: `a fox ${number}`, seed: number + 1 }))),
      shown: () => discord.general.messages().filter(({ images }) => images.length > 0).length,
      allShown: () =>
        discord.until('all pictures in Discord', () => {
          const shown = discord.general.messages().filter(({ images }) => images.length > 0);
          return shown.length === calls || undefined;
        }),
    },
    onSlack: {
      ask: () =>
        Promise.all(numbers.map((number) => grace.types(channel, `/imagine a cat ${number} --seed ${number + 99}`))),
      shown: () => channel.messages().filter((message) => slack.images(message).length > 0).length,
      allShown: () =>
        slack.until('all pictures in Slack', () => {
          const shown = channel.messages().filter((message) => slack.images(message).length > 0);
          return shown.length === calls || undefined;
        }),
    },
    /** Resolves when the service was asked for the pictures of both. */
    async painted(): Promise<void> {
      for (let call = 0; call < 2 * calls; call++) await sandbox.nextCall();
    },
    async [Symbol.asyncDispose]() {
      await program.close();
      await Promise.all([discord.close(), slack.close(), sandbox.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

// Each starts the whole program.
describe.concurrent('a platform that is slow or away', { timeout: 60_000 }, () => {
  it('Discord hangs: Slack gets its pictures, all are painted, and Discord gets its own in the end', async () => {
    await using world = await openWorld();
    const { discord, onDiscord, onSlack, painted } = world;
    const hold = Promise.withResolvers<void>();
    discord.fault({ path: /@original$/, hold: hold.promise });
    await onDiscord.ask();
    await onSlack.ask();
    await onSlack.allShown();
    await painted();
    expect(onDiscord.shown()).toBe(0);
    hold.resolve();
    await onDiscord.allShown();
  });

  it('Slack hangs: Discord gets its pictures, all are painted, and Slack gets its own in the end', async () => {
    await using world = await openWorld();
    const { slack, onDiscord, onSlack, painted } = world;
    const hold = Promise.withResolvers<void>();
    slack.plan('upload', { kind: 'slow', until: hold.promise }, calls);
    await onSlack.ask();
    await onDiscord.ask();
    await onDiscord.allShown();
    await painted();
    expect(onSlack.shown()).toBe(0);
    hold.resolve();
    await onSlack.allShown();
  });

  it('Discord asks to wait for long: Slack does not', async () => {
    await using world = await openWorld();
    const { discord, onDiscord, onSlack, painted } = world;
    discord.fault({ path: /@original$/, outcome: { retryAfter: 50 } });
    await onDiscord.ask();
    await onSlack.ask();
    await onSlack.allShown();
    await painted();
  });

  it('Slack asks to wait for long: Discord does not', async () => {
    await using world = await openWorld();
    const { slack, onDiscord, onSlack, painted } = world;
    for (const method of ['files.getUploadURLExternal', 'chat.update'])
      slack.plan(method, { kind: 'rate_limited', seconds: 50 }, calls);
    await onSlack.ask();
    await onDiscord.ask();
    await onDiscord.allShown();
    await painted();
  });

  it('Discord’s gateway throws Easel out: what was asked before is shown, and Slack goes on', async () => {
    await using world = await openWorld();
    const { discord, onDiscord, onSlack } = world;
    await onDiscord.ask();
    discord.gateway.hangUp(4004);
    await onSlack.ask();
    await Promise.all([onSlack.allShown(), onDiscord.allShown()]);
  });

  it('Slack’s connections are cut and not taken again: what was asked before is shown, and Discord goes on', async () => {
    await using world = await openWorld();
    const { slack, onDiscord, onSlack } = world;
    await onSlack.ask();
    slack.sockets.close();
    await onDiscord.ask();
    await Promise.all([onSlack.allShown(), onDiscord.allShown()]);
  });
});
