import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord.ts';
import { type Program, runProgram } from './program.ts';

let folder: string;
const programs: Program[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-'));
});
afterEach(async () => {
  for (const program of programs.splice(0)) await program.close();
  await rm(folder, { recursive: true });
});

function run(settings: Record<string, string>): Program {
  const program = runProgram([], { SANDBOX_LATENCY: '0', PORT: '0', ...settings }, folder);
  programs.push(program);
  return program;
}

describe('a signal during the start', () => {
  let silent: Server;
  let port: number;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    silent = createServer((socket) => sockets.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    const closed = once(silent, 'close');
    silent.close();
    await closed;
  });

  it.each([
    ['Discord', () => ({ DISCORD_TOKEN: 'x.y.z', DISCORD_API_URL: `http://127.0.0.1:${port}/api` })],
    ['the database', () => ({ DATABASE_URL: `postgres://easel@127.0.0.1:${port}/easel` })],
  ])('is enough while %s does not answer', async (_, settings) => {
    const connected = once(silent, 'connection');
    const easel = run(settings());
    await connected;
    easel.signal('SIGTERM');
    expect(await easel.ended).toBe(0);
    expect(easel.lines.join('\n')).toContain('"stopped"');
    expect(easel.lines.join('\n')).not.toMatch(/"ready"|"level":"error"/);
  });
});

describe('a signal while a picture is being painted', () => {
  let discord: FakeDiscord;
  let sandbox: Sandbox;
  let painting: PromiseWithResolvers<void>;

  beforeEach(async () => {
    painting = Promise.withResolvers();
    discord = await startFakeDiscord();
    sandbox = await startSandbox({
      async paint(order, signal) {
        await painting.promise;
        return plainPaint(order, signal);
      },
    });
  });
  afterEach(async () => {
    await Promise.all([discord.close(), sandbox.close()]);
  });

  async function start(): Promise<Program> {
    const easel = run({
      ...{ IMAGE_API_URL: sandbox.url, IMAGE_API_KEY: 'k', IMAGE_API_CONCURRENCY: '1' },
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    });
    await easel.says('"ready"');
    return easel;
  }

  it('and a second one end the process at once', async () => {
    const easel = await start();
    await discord.user('Ada').runs('/imagine', { prompt: 'a fox' });
    await sandbox.nextCall();
    easel.signal('SIGTERM');
    await easel.says('stopping');
    easel.signal('SIGINT');
    expect(await easel.ended).toBe(130);
  });

  it('finishes it; whoever asks meanwhile is heard, and gets theirs from the next start', async () => {
    const easel = await start();
    const ada = discord.user('Ada');
    const first = await ada.runs('/imagine', { prompt: 'the first' });
    await sandbox.nextCall();
    easel.signal('SIGTERM');
    await easel.says('stopping');
    const second = await ada.runs('/imagine', { prompt: 'the second' });
    expect(await second.acknowledged()).toMatchObject({ type: 5 });
    painting.resolve();
    expect((await first.message()).images).toHaveLength(1);
    expect(await easel.ended).toBe(0);
    expect(sandbox.calls).toHaveLength(1);

    const next = await start();
    await discord.general.lastMessage(({ images, quote }) => images.length > 0 && quote === 'the second');
    expect(discord.general.messages()).toHaveLength(2);
    expect(sandbox.calls).toHaveLength(2);
    next.signal('SIGTERM');
    expect(await next.ended).toBe(0);
  });
});
