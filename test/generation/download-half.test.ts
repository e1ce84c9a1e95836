import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import { createDownload, type Download } from '../../src/generation/download.ts';
import { type Handler, serve } from './serve.ts';
import { skippingClock } from './skipping-clock.ts';

const never = new AbortController().signal;

const bytes =
  (body: string | Buffer): Handler =>
  (_request, response) =>
    void response.end(body);

describe('download from a server that does half of its work', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((part) => part.close()));
  });

  async function start(...handlers: Handler[]) {
    const server = await serve(...handlers);
    open.push(server);
    return server;
  }

  function downloadFrom(url: string): Download {
    const download = createDownload({ url, clock: skippingClock(), random: () => 1 });
    open.push(download);
    return download;
  }

  test('half a picture in a whole answer is fetched again', async () => {
    // A server that closes the connection early and announced no length.
    const half = Buffer.from('\x89PNG\r\n\x1a\n half', 'latin1');
    const server = await start(bytes(half), bytes('whole'));
    expect((await downloadFrom(server.url).fetch(server.url, never)).bytes).toEqual(Buffer.from('whole'));
    const neverWhole = await start(bytes(half));
    const failed = downloadFrom(neverWhole.url).fetch(neverWhole.url, never);
    await expect(failed).rejects.toMatchObject({ code: 'picture_download_failed', hint: 'the picture is cut off' });
    expect(neverWhole.requests).toHaveLength(3);
  });

  test.each([
    ['an error', 404],
    ['a redirect', 302],
  ])('the head of %s decides, however long the rest takes, and the rest is not waited for', async (_, code) => {
    const hungUp = Promise.withResolvers<void>();
    const endless: Handler = (request, response) => {
      request.socket.once('close', () => hungUp.resolve());
      response.writeHead(code, { location: '/picture', 'content-length': 1000 }).write('and so on');
    };
    const server = await start(endless, bytes('picture'));
    const outcome = await downloadFrom(server.url)
      .fetch(server.url, never)
      .then(
        ({ bytes }) => bytes,
        (error: Problem) => error.code,
      );
    expect(outcome).toEqual(code === 302 ? Buffer.from('picture') : 'picture_expired');
    await hungUp.promise;
  });

  test('is cancelled at once while it still connects', async () => {
    // It says nothing, so a TLS handshake with it never ends.
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const url = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const stop = new AbortController();
    const connected = once(silent, 'connection');
    const fetched = downloadFrom(url).fetch(url, stop.signal);
    const [socket] = await connected;
    const reason = new Problem('cancelled', {});
    stop.abort(reason);
    await expect(fetched).rejects.toBe(reason);
    socket.destroy();
    silent.close();
  });
});
