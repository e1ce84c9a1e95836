import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Paint } from '../../src/sandbox/paint.ts';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord.ts';
import { paintedSha } from '../fakes/painted.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack.ts';
import { type Program, runProgram } from './program.ts';

const answered = z.object({ data: z.object({ binary_data_base64: z.array(z.string()) }) });
const parameters = z.looseObject({ prompt: z.string() });

/** The picture that the image service gives for a request that it got. */
async function pictureOf(sandbox: Sandbox, body: unknown): Promise<string> {
  const response = await fetch(`${sandbox.url}/volcv/v1?Action=CVProcess&Version=2022-08-31`, {
    method: 'POST',
    headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
    body: JSON.stringify({ ...parameters.parse(body), return_url: false }),
  });
  const { data } = answered.parse(await response.json());
  return paintedSha(Buffer.from(data.binary_data_base64[0] ?? '', 'base64'));
}

describe.each(['base64', 'url'])('the whole program, both chats at once, pictures by %s', (pictures) => {
  let folder: string;
  let discord: FakeDiscord;
  let slack: FakeSlack;
  let sandbox: Sandbox;
  let easel: Program;
  /** Holds the painter up while it is there. */
  let hold: Promise<void> | undefined;
  const paint: Paint = async (order, signal) => {
    await hold;
    return plainPaint(order, signal);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'easel-'));
    [discord, slack, sandbox] = await Promise.all([startFakeDiscord(), startFakeSlack(), startSandbox({ paint })]);
    easel = runProgram(
      [],
      {
        IMAGE_API_URL: sandbox.url,
        IMAGE_API_KEY: 'sk-never-to-be-seen',
        IMAGE_API_PICTURES: pictures,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
        IMAGES_URL: `file:${folder}/images`,
        LOG_LEVEL: 'debug',
        METRICS_PORT: '0',
        PORT: '0',
        PUBLIC_URL: 'https://easel.example',
      },
      folder,
    );
    await easel.says('"ready"');
  });

  afterAll(async () => {
    await easel.close();
    await Promise.all([discord.close(), slack.close(), sandbox.close()]);
    await rm(folder, { recursive: true });
  });

  it('paints for Discord: the service’s own picture, seed, time, alt text', async () => {
    const ada = discord.user('Ada');
    await ada.runs('/imagine', { prompt: 'a fox at dawn', seed: 42 });
    const message = await discord.general.lastMessage(({ images }) => images.length > 0);
    const { body } = await sandbox.nextCall();
    expect(body).toMatchObject({ prompt: 'a fox at dawn', seed: 42 });
    expect(message.images.map(({ sha }) => paintedSha(discord.bytesOf(sha)))).toEqual([await pictureOf(sandbox, body)]);
    await sandbox.nextCall();
    expect(message.images[0]?.alt).toContain('a fox at dawn');
    expect(JSON.stringify(message)).toMatch(/42/);
    expect(JSON.stringify(message)).toMatch(/\d\.\d s/);
    expect(discord.violations).toEqual([]);
  });

  it('paints for Slack: the service’s own picture, seed, time, alt text', async () => {
    const grace = slack.user('Grace');
    const channel = slack.channel('#art');
    await grace.types(channel, '/imagine a cat --ar 16:9 --seed 7');
    const message = await channel.message((each) => slack.images(each).length > 0);
    const { body } = await sandbox.nextCall();
    expect(body).toMatchObject({ prompt: 'a cat', seed: 7, width: 512, height: 288 });
    const [image] = slack.images(message);
    expect(paintedSha(slack.bytesOf(image?.sha ?? ''))).toBe(await pictureOf(sandbox, body));
    await sandbox.nextCall();
    expect(image?.alt).toContain('a cat');
    expect(JSON.stringify(message.blocks)).toMatch(/7/);
    expect(JSON.stringify(message.blocks)).toMatch(/\d\.\d s/);
  });

  it('serves galleries where it is reached from outside, and no studio', async () => {
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await easel.says('web at')) ?? [];
    const get = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return [response.status, await response.text()] as const;
    };
    expect((await get('/robots.txt'))[0]).toBe(200);
    const [status, page] = await get(`/g/${'a1b2'.repeat(6)}`);
    expect([status, page.includes('Nothing hangs here')]).toEqual([404, true]);
    const [sheet = ''] = /\/gallery\/[0-9a-f]+\/gallery\.css/.exec(page) ?? [];
    expect((await get(sheet))[0]).toBe(200);
    for (const path of ['/', '/help', '/events', '/calls']) expect([path, (await get(path))[0]]).toEqual([path, 404]);
  });

  it('tells monitoring what it did, and that it is well', async () => {
    const [, url = ''] = /"url":"(http:[^"]+)"/.exec(await easel.says('metrics and health are served')) ?? [];
    const read = async () => (await fetch(`${url}/metrics`)).text();
    let metrics = await read();
    // A call ends a moment after people see its picture.
    while (metrics.split('ending="answered"} 1\n').length < 3) metrics = await read();
    for (const line of [
      'easel_calls_accepted_total{platform="discord"} 1',
      'easel_calls_ended_total{platform="slack",ending="answered"} 1',
      'easel_open_calls 0',
      'easel_pictures_ended_total{state="done"} 2',
      'easel_api_calls_total{outcome="painted"} 2',
      'easel_picture_seconds_count{platform="slack"} 1',
      'easel_pictures_counted{period="day"} 2',
    ]) {
      expect(metrics).toContain(`${line}\n`);
    }
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.text()]).toEqual([200, 'Easel is well.\n']);
  });

  it('keeps keys, tokens and signed addresses out of its log', () => {
    const said = easel.lines.join('\n');
    for (const secret of ['sk-never-to-be-seen', discord.token, slack.botToken, slack.appToken, 'x-signature']) {
      expect(said).not.toContain(secret);
    }
  });

  it('finishes what runs when it is stopped, and says goodbye with 0', async () => {
    const stopping = Promise.withResolvers<void>();
    hold = stopping.promise;
    await discord.user('Ada').runs('/imagine', { prompt: 'the last one' });
    await sandbox.nextCall();
    easel.signal('SIGTERM');
    await easel.says('stopping');
    stopping.resolve();
    await discord.general.lastMessage(({ images, quote }) => images.length > 0 && quote === 'the last one');
    expect(await easel.ended).toBe(0);
  });
});
