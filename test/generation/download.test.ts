import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import type { Resolve } from '../../src/generation/address.ts';
import { createDownload, type Download } from '../../src/generation/download.ts';
import { manualClock } from '../fakes/clock.ts';
import { type Handler, serve } from './serve.ts';
import { type SkippingClock, skippingClock } from './skipping-clock.ts';

const never = new AbortController().signal;

const bytes =
  (body: string | Buffer): Handler =>
  (_request, response) =>
    void response.end(body);
const status = (code: number, headers: Record<string, string> = {}): Handler => {
  return (_request, response) => void response.writeHead(code, headers).end('x');
};
const redirect = (location: string) => status(302, { location });
const hangUp: Handler = (request) => request.socket.destroy();

describe('download', () => {
  let clock: SkippingClock;
  const open: { close(): Promise<void> }[] = [];
  beforeEach(() => {
    clock = skippingClock();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((part) => part.close()));
  });

  async function start(...handlers: Handler[]) {
    const server = await serve(...handlers);
    open.push(server);
    return server;
  }

  function downloadFrom(url: string, resolve?: Resolve): Download {
    const download = createDownload({ url: `${url}/prefix/`, clock, random: () => 1, resolve });
    open.push(download);
    return download;
  }

  async function problem(work: Promise<unknown>): Promise<Problem> {
    const thrown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(thrown instanceof Problem)) throw new Error('expected a Problem', { cause: thrown });
    // A signed address is as good as a key.
    expect(`${thrown.message} ${thrown.stack} ${thrown.hint} ${String(thrown.cause)}`).not.toContain('signature');
    return thrown;
  }

  const path = '/tos/1~image.image?x-expires=1&x-signature=signature%3D';

  test('fetches from the API’s own origin, with the exact path and no key', async () => {
    const server = await start(bytes('picture'));
    expect((await downloadFrom(server.url).fetch(server.url + path, never)).bytes).toEqual(Buffer.from('picture'));
    expect(server.requests.map(({ url, method, headers }) => [method, url, headers.authorization])).toEqual([
      ['GET', path, undefined],
    ]);
  });

  test.each([
    'http://pictures.example/1?signature',
    'ftp://pictures.example/1?signature',
    'file:///etc/passwd?signature',
    'data:image/png;base64,signature',
    'signature',
    'https://127.0.0.1/?signature',
    'https://127.0.0.1./?signature',
    'https://2130706433/?signature',
    'https://0x7f.1/?signature',
    'https://[::1]/?signature',
    'https://[::ffff:10.0.0.1]/?signature',
    'https://169.254.169.254/latest/meta-data?signature',
  ])('refuses %s', async (address) => {
    expect(await problem(downloadFrom('http://127.0.0.1:9').fetch(address, never))).toMatchObject({
      code: 'picture_address_refused',
      blame: 'operator',
    });
    expect(clock.sleeps).toEqual([]);
  });

  test.each([['10.0.0.1'], ['::1'], ['100.64.0.1']])('refuses a host that resolves to %s', async (address) => {
    const hosts: string[] = [];
    const resolve: Resolve = (host, _options, done) => {
      hosts.push(host);
      done(null, [
        { address: '1.1.1.1', family: 4 },
        { address, family: address.includes(':') ? 6 : 4 },
      ]);
    };
    const download = downloadFrom('http://127.0.0.1:9', resolve);
    const refused = await problem(download.fetch('https://pictures.example/?signature', never));
    expect(refused.code).toBe('picture_address_refused');
    expect(hosts).toEqual(['pictures.example']);
  });

  test('refuses localhost by asking the real resolver', async () => {
    const download = downloadFrom('http://127.0.0.1:9');
    const refused = await problem(download.fetch('https://localhost/?signature', never));
    expect(refused.code).toBe('picture_address_refused');
  });

  test('follows three redirects, also relative ones', async () => {
    const server = await start(redirect('/two'), redirect('three'), redirect('./four?signature'), bytes('picture'));
    expect((await downloadFrom(server.url).fetch(`${server.url}/one`, never)).bytes).toEqual(Buffer.from('picture'));
    expect(server.requests.map(({ url }) => url)).toEqual(['/one', '/two', '/three', '/four?signature']);
  });

  test('does not follow a fourth', async () => {
    const server = await start(redirect('/again?signature'));
    const { code } = await problem(downloadFrom(server.url).fetch(`${server.url}/1`, never));
    expect(code).toBe('picture_download_failed');
    expect(server.requests).toHaveLength(4 * 3);
  });

  test('checks every redirect, and never knocks at a private door', async () => {
    const secret = await start(bytes('secret'));
    const inside = [
      secret.url,
      secret.url.replace('http:', 'https:'),
      'https://10.0.0.1/',
      'https://[fd00::1]/',
      'https://x.example',
    ];
    for (const location of inside) {
      const server = await start(redirect(`${location}?signature`));
      const download = downloadFrom(server.url, (_host, _options, done) =>
        done(null, [{ address: '10.0.0.1', family: 4 }]),
      );
      const { code } = await problem(download.fetch(server.url, never));
      expect(code).toBe('picture_address_refused');
      expect(server.requests).toHaveLength(1);
    }
    expect(secret.requests).toEqual([]);
  });

  test.each([403, 404, 410])('HTTP %i means that the address has expired, so it is not tried again', async (code) => {
    const server = await start(status(code));
    const expired = await problem(downloadFrom(server.url).fetch(server.url + path, never));
    expect(expired).toMatchObject({ code: 'picture_expired', blame: 'service' });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['a server error', status(502)],
    ['a lost connection', hangUp],
    ['a redirect to nowhere', status(302)],
  ])('%s is tried again, because fetching is free', async (_, failing) => {
    const server = await start(failing, failing, bytes('picture'));
    expect((await downloadFrom(server.url).fetch(server.url + path, never)).bytes).toEqual(Buffer.from('picture'));
    expect(server.requests).toHaveLength(3);
    expect(clock.sleeps).toEqual([1000, 2000]);
  });

  test('a picture that is cut off is fetched again', async () => {
    const cut: Handler = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    };
    const server = await start(cut, bytes('whole'));
    expect((await downloadFrom(server.url).fetch(server.url, never)).bytes).toEqual(Buffer.from('whole'));
  });

  test('gives up after three tries', async () => {
    const server = await start(hangUp);
    const failed = await problem(downloadFrom(server.url).fetch(server.url + path, never));
    expect(failed).toMatchObject({ code: 'picture_download_failed', blame: 'service' });
    expect(failed.hint).toMatch(/^connection: (UND_ERR_SOCKET|ECONNRESET)$/);
    // undici's error tells the address.
    expect(failed.cause).toBeUndefined();
    expect(server.requests).toHaveLength(3);
  });

  test('reads no more than 20 MiB', async () => {
    let sent = 0;
    const endless: Handler = (_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const more = () => {
        while (!response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return response.once('drain', more);
        }
        return response;
      };
      more();
    };
    const server = await start(endless);
    const { code } = await problem(downloadFrom(server.url).fetch(server.url, never));
    expect(code).toBe('picture_too_large');
    expect(sent).toBeLessThan(60 * 1024 * 1024);
    expect(server.requests).toHaveLength(1);
  });

  test('hangs up after 30 s', async () => {
    const manual = manualClock();
    const asked = Promise.withResolvers<IncomingMessage>();
    const server = await start((request) => asked.resolve(request), bytes('never asked for'));
    const download = createDownload({ url: server.url, clock: manual, random: () => 0 });
    open.push(download);
    const fetched = download.fetch(server.url + path, never);
    const hungUp = once((await asked.promise).socket, 'close');
    await manual.advance(29_999);
    expect(server.requests).toHaveLength(1);
    await manual.advance(1);
    await hungUp;
    await manual.advance(0);
    expect((await fetched).bytes).toEqual(Buffer.from('never asked for'));
  });

  test('hangs up when it is cancelled, with the reason for it', async () => {
    const asked = Promise.withResolvers<IncomingMessage>();
    const server = await start((request) => asked.resolve(request));
    const stop = new AbortController();
    const fetched = downloadFrom(server.url).fetch(server.url + path, stop.signal);
    const hungUp = once((await asked.promise).socket, 'close');
    const reason = new Problem('cancelled', {});
    stop.abort(reason);
    await expect(fetched).rejects.toBe(reason);
    await hungUp;
    expect(server.requests).toHaveLength(1);
  });
});
