import { once } from 'node:events';
import { createServer, request as httpRequest, IncomingMessage, type RequestOptions } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { failure } from '../../../commands/replies.ts';
import { createBot } from '../../../src/core/bot.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { startWeb, type WebParts } from '../../../src/platforms/web/start.ts';
import { recordedGenerate } from '../../fakes/generation.ts';
import { memoryImages } from '../../fakes/images.ts';
import { recordedLog } from '../../fakes/log.ts';
import { noWebGalleries } from '../../fakes/web-galleries.ts';

describe('startWeb', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(ends.splice(0).map((end) => end()));
  });

  async function start(changes: Partial<WebParts> = {}) {
    const log = recordedLog();
    const { generate } = recordedGenerate();
    const bot = createBot({ commands, generate, explain: failure, defaultModel: '2.1 Pro', log });
    const images = memoryImages();
    const galleries = noWebGalleries({ images, log });
    const parts = { bot, images, galleries, log, clock: systemClock, host: '127.0.0.1', port: 0 };
    const web = await startWeb({ ...parts, studio: true, mounts: [], ...changes });
    ends.push(web.close);
    return web;
  }

  /** What fetch would not send, over a real socket. */
  async function send(web: { url: string }, { body, ...options }: RequestOptions & { body: string }) {
    const request = httpRequest(`${web.url}/calls`, options);
    const answered = once(request, 'response').then(([response]) => z.instanceof(IncomingMessage).parse(response));
    request.end(body);
    const response = await answered;
    return { status: response.statusCode, headers: response.headers, body: (await response.toArray()).join('') };
  }

  it('serves the studio and says where', async () => {
    const web = await start();
    expect(web.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(web).toMatchObject({ name: 'web', label: `studio at ${web.url}` });
    const page = await fetch(web.url);
    expect(await page.text()).toContain('What should Easel paint?');
    expect((await fetch(`${web.url}/studio.css`)).headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('answers to no other name in a whole address either', async () => {
    const web = await start();
    const asked = (path: string) => send(web, { path, body: '' });
    expect((await asked('http://rebound.example/help')).status).toBe(421);
    expect((await asked(`${web.url}/help`)).status).toBe(200);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND'])(
    'answers %s with 405, in a sentence',
    async (method) => {
      const { status, body, headers } = await send(await start(), { method, body: '' });
      expect(status).toBe(405);
      expect(headers.allow).toBe('GET, HEAD, POST');
      expect(body).toContain('The studio could not read this request.');
      expect(body).not.toMatch(/^\s+at /m);
    },
  );

  it.each([
    ['in chunks of no told length', { 'transfer-encoding': 'chunked' }, 411],
    ['of more than 64 KiB', { 'content-length': '100000' }, 413],
  ])('refuses a POST %s, and goes on', async (_, headers, status) => {
    const web = await start();
    const own = { 'content-type': 'application/json', origin: web.url };
    const answer = await send(web, { method: 'POST', body: 'x'.repeat(100_000), headers: { ...own, ...headers } });
    expect([answer.status, answer.body.split('\n').length]).toEqual([status, 1]);
    expect((await fetch(web.url)).status).toBe(200);
  });

  it('answers on the very address that it was given', async () => {
    const web = await start({ host: '127.0.0.2' });
    expect(web.url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/);
    expect((await fetch(web.url)).status).toBe(200);
  });

  it('gives a mount its requests untouched, whatever the Host and the method', async () => {
    const path = '/slack/events';
    const mounts: WebParts['mounts'] = [
      {
        path,
        listener: async (request, response) => {
          const body = (await request.toArray()).join('');
          response.end(`${request.method} ${request.url} ${body}`);
        },
      },
    ];
    for (const studio of [true, false]) {
      const web = await start({ studio, mounts });
      const response = await fetch(`${web.url}${path}?x=1`, { method: 'POST', body: 'payload=1' });
      expect(await response.text()).toBe('POST /slack/events?x=1 payload=1');
      expect((await fetch(`${web.url}${path}/more`)).status).toBe(404);
    }
  });

  it('serves nothing but the mounts without a studio', async () => {
    const web = await start({ studio: false });
    expect((await fetch(web.url)).status).toBe(404);
    expect(web).toMatchObject({ name: 'web', label: `web at ${web.url}` });
  });

  it('says in a sentence that the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(async () => server.close());
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(start({ port })).rejects.toMatchObject({
      name: 'Problem',
      hint: `port ${port} on 127.0.0.1 is already in use. Stop what uses it, or set PORT to another number (0 takes any free one).`,
    });
  });

  it('says in a sentence that the address is not of this machine', async () => {
    // TEST-NET-1 (RFC 5737): no machine has it.
    await expect(start({ host: '192.0.2.1' })).rejects.toMatchObject({
      hint: expect.stringMatching(/^HOST 192\.0\.2\.1 cannot be listened on \(EADDRNOTAVAIL\)/),
    });
  });

  it('hangs up on open pages when it closes', async () => {
    const web = await start();
    const stream = await fetch(`${web.url}/events`);
    const text = stream.text();
    await web.close();
    expect(await text).toBe('event: known\ndata: []\nretry: 1000\n\n');
    await expect(fetch(web.url)).rejects.toThrow();
  });
});
