import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createFetch, picturesIn, posted } from '../../../src/platforms/discord/files.ts';
import { manualClock } from '../../fakes/clock.ts';

describe('a posted file', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    return address && typeof address === 'object' ? `http://127.0.0.1:${address.port}` : expect.fail();
  }
  const refused = { name: 'Problem', code: 'file_unreachable' };

  it('is read whole', async () => {
    const origin = await serve((_, response) => void response.end(Buffer.alloc(100_000, 7)));
    const bytes = await createFetch(`${origin}/api`, systemClock)(`${origin}/a.png`);
    expect([bytes.length, bytes[99_999]]).toEqual([100_000, 7]);
  });

  it.each([
    'https://example.com/a.png',
    'https://cdn.discordapp.com.example.com/a.png',
    'http://cdn.discordapp.com/a.png',
    'https://cdn.discordapp.com:444/a.png',
    'https://user@cdn.discordapp.org/a.png',
    'http://127.0.0.1:1/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'not an address',
    '',
  ])('is read from nowhere else: %s', async (address) => {
    await expect(createFetch('https://discord.com/api', systemClock)(address)).rejects.toMatchObject(refused);
  });

  it.each([
    ['is gone', (): RequestListener => (_, response) => void response.writeHead(404).end()],
    ['leads on', (): RequestListener => (_, response) => void response.writeHead(302, { location: '/b' }).end()],
    ['breaks off', (): RequestListener => (request) => void request.socket.destroy()],
    ['is too large', (): RequestListener => (_, response) => void response.end(Buffer.alloc(25 * 1024 * 1024 + 1))],
  ])('that %s is unreachable, of which nothing tells the address', async (_, listener) => {
    const origin = await serve(listener());
    const failure = createFetch(
      `${origin}/api`,
      systemClock,
    )(`${origin}/a.png?secret=1`).catch((error: unknown) => error);
    const problem = await failure;
    expect(problem).toMatchObject(refused);
    expect(JSON.stringify([problem, String(problem), Object(problem).cause])).not.toContain('secret');
  });

  it('that does not come in ten seconds is unreachable', async () => {
    const clock = manualClock();
    const asked = Promise.withResolvers<void>();
    const origin = await serve(() => asked.resolve());
    const failure = expect(createFetch(`${origin}/api`, clock)(`${origin}/a.png`)).rejects.toMatchObject(refused);
    await asked.promise;
    await clock.advance(10_000);
    await failure;
  });

  it('is every picture of a message, in its galleries, too, and nothing else', () => {
    const media = (url: string, content_type?: string) => ({ media: { url, content_type } });
    const message = posted.parse({
      attachments: [{ url: 'a', content_type: 'image/png' }, { url: 'b', content_type: 'video/mp4' }, { url: 'c' }],
      components: [
        {
          type: 17,
          components: [{ type: 12, items: [media('d', 'image/webp'), media('e', 'video/mp4'), media('f')] }],
        },
        { type: 12, items: [media('a')] },
        { type: 9, items: 'strange' },
      ],
    });
    expect(picturesIn(message)).toEqual(['a', 'd', 'f']);
    expect(picturesIn(posted.parse({}))).toEqual([]);
  });
});
