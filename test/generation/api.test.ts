import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import { type Api, type ApiParts, createApi } from '../../src/generation/api.ts';
import { rules } from '../../src/generation/rule.ts';
import { requestBody } from '../../src/generation/wire.ts';
import { manualClock } from '../fakes/clock.ts';
import { requestForTests as request } from '../fakes/generation.ts';
import { type Handler, serve } from './serve.ts';
import { skippingClock } from './skipping-clock.ts';

const never = new AbortController().signal;
const picture = JSON.stringify({ code: 10000, data: { binary_data_base64: ['AAEC'] } });
const answer: Handler = (_request, response) => void response.end(picture);

describe('api', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((part) => part.close()));
  });

  async function start(...handlers: Handler[]) {
    const server = await serve(...handlers);
    open.push(server);
    return server;
  }

  function apiAt(url: string, changes: Partial<ApiParts> = {}): Api {
    const clock = skippingClock();
    const api = createApi({ url, key: 'k', concurrency: 1, timeoutMs: 120_000, pictures: 'base64', clock, ...changes });
    open.push(api);
    return api;
  }

  async function failureOf(url: string, changes: Partial<ApiParts> = {}) {
    const outcome = await apiAt(url, changes).paint(request, never);
    if (outcome.kind !== 'failed') throw new Error('expected a failure');
    return { code: outcome.problem.code, hint: outcome.problem.hint, rule: outcome.rule, again: outcome.retryAfter };
  }

  test.each(['', '/', '/relay/v2', '/relay/v2/'])('base address with "%s" at its end', async (end) => {
    const body = Promise.withResolvers<string>();
    const server = await start((incoming, response) => {
      body.resolve(text(incoming));
      answer(incoming, response);
    });
    const outcome = await apiAt(server.url + end).paint(request, never);
    expect(outcome).toMatchObject({ kind: 'painted', picture: { held: { bytes: Buffer.from([0, 1, 2]) } } });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${end.replace(/\/$/, '')}/volcv/v1?Action=CVProcess&Version=2022-08-31`,
    ]);
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer k',
      'content-type': 'application/json',
    });
    expect(JSON.parse(await body.promise)).toEqual(requestBody(request, 'base64'));
  });

  test('without a key there is no authorization', async () => {
    const server = await start(answer);
    await apiAt(server.url, { key: undefined }).paint(request, never);
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test('calls share a connection, and as many are opened as may run at once', async () => {
    const server = await start(answer);
    const api = apiAt(server.url);
    for (let call = 0; call < 3; call++) await api.paint(request, never);
    expect(server.connections).toBe(1);
    const wide = apiAt(server.url, { concurrency: 3 });
    for (let round = 0; round < 2; round++) {
      await Promise.all([1, 2, 3].map(() => wide.paint(request, never)));
    }
    expect(server.connections).toBe(4);
  });

  test('undici’s own time limits are off: the deadline alone ends a call', async () => {
    const server = await start(answer);
    const limits: unknown[] = [];
    const note = (message: unknown) => limits.push(message);
    subscribe('undici:request:create', note);
    await apiAt(server.url).paint(request, never);
    unsubscribe('undici:request:create', note);
    expect(limits).toMatchObject([{ request: { method: 'POST', headersTimeout: 0, bodyTimeout: 0 } }]);
  });

  test('hangs up when the deadline is over, and says how long it was', async () => {
    const clock = manualClock();
    const asked = Promise.withResolvers<IncomingMessage>();
    const server = await start((incoming) => asked.resolve(incoming));
    const outcome = apiAt(server.url, { clock, timeoutMs: 7000 }).paint(request, never);
    const hungUp = once((await asked.promise).socket, 'close');
    await clock.advance(7000);
    expect(await outcome).toMatchObject({
      problem: { code: 'service_timeout', facts: { seconds: 7 } },
      rule: rules.never,
    });
    await hungUp;
    expect(clock.sleepers).toBe(0);
  });

  test('the deadline covers reading the answer, too', async () => {
    const clock = manualClock();
    const begun = Promise.withResolvers<void>();
    const server = await start((_request, response) => response.write('{"code":', () => begun.resolve()));
    const outcome = apiAt(server.url, { clock, timeoutMs: 7000 }).paint(request, never);
    await begun.promise;
    await clock.advance(7000);
    expect(await outcome).toMatchObject({ problem: { code: 'service_timeout' } });
  });

  test('hangs up when it is cancelled, with the reason for it, and leaves no timer', async () => {
    const clock = manualClock();
    const asked = Promise.withResolvers<IncomingMessage>();
    const server = await start((incoming) => asked.resolve(incoming));
    const stop = new AbortController();
    const outcome = apiAt(server.url, { clock }).paint(request, stop.signal);
    const hungUp = once((await asked.promise).socket, 'close');
    const reason = new Problem('cancelled', {});
    stop.abort(reason);
    await expect(outcome).rejects.toBe(reason);
    await hungUp;
    expect(clock.sleepers).toBe(0);
  });

  test('is cancelled at once while it still connects', async () => {
    // It says nothing, so a TLS handshake with it never ends.
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const stop = new AbortController();
    const connected = once(silent, 'connection');
    const outcome = apiAt(`https://127.0.0.1:${port}`).paint(request, stop.signal);
    const [socket] = await connected;
    stop.abort(new Problem('cancelled', {}));
    await expect(outcome).rejects.toMatchObject({ code: 'cancelled' });
    socket.destroy();
    silent.close();
  });

  test('a refused connection was never sent, so it is made again', async () => {
    const server = await serve(answer);
    await server.close();
    expect(await failureOf(server.url)).toMatchObject({
      code: 'service_unreachable',
      rule: rules.again,
      hint: 'IMAGE_API_URL: no connection, ECONNREFUSED',
    });
  });

  test('a failed TLS handshake was never sent', async () => {
    const server = await start(answer);
    const { code, rule } = await failureOf(server.url.replace('http:', 'https:'));
    expect([code, rule]).toEqual(['service_unreachable', rules.again]);
  });

  test.each<[string, Handler]>([
    ['before the answer', (incoming) => incoming.socket.resetAndDestroy()],
    ['properly, without an answer', (incoming) => incoming.socket.end()],
    [
      'after the headers',
      (_request, response) => {
        response.writeHead(200).flushHeaders();
        response.destroy();
      },
    ],
    [
      'in the body',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('{"code":10000', () => response.destroy());
      },
    ],
    ['in a body that ends properly', (_request, response) => void response.end('{"code":10000,"data":{')],
  ])('a connection that breaks %s may have been paid for', async (_, handler) => {
    const server = await start(handler);
    expect(await failureOf(server.url)).toMatchObject({ code: 'service_cut_off', rule: rules.never });
    expect(server.requests).toHaveLength(1);
  });

  test('what is not HTTP makes no sense', async () => {
    const odd = createServer((socket) => socket.once('data', () => socket.write('220 mail.example\r\n'))).listen(
      0,
      '127.0.0.1',
    );
    await once(odd, 'listening');
    const address = odd.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect((await failureOf(`http://127.0.0.1:${port}`)).code).toBe('service_unclear');
    odd.close();
  });

  test('reads no more than 40 MiB', async () => {
    let sent = 0;
    const server = await start((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 'A');
      const more = () => {
        do sent += chunk.length;
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await failureOf(server.url)).toMatchObject({ code: 'picture_too_large', rule: rules.never });
    expect(sent).toBeLessThan(100 * 1024 * 1024);
  });

  test('passes on how long to wait', async () => {
    const server = await start((_request, response) => void response.writeHead(429, { 'retry-after': '2' }).end());
    expect(await failureOf(server.url)).toMatchObject({ code: 'service_busy', again: 2000 });
  });

  test.each<[Record<string, string>, string, string | undefined]>([
    [{ 'x-oneapi-request-id': 'relay-1', 'x-request-id': 'proxy-1' }, '', 'relay-1'],
    [{ 'x-request-id': 'proxy-1' }, '<html>', 'proxy-1'],
    [{ 'x-oneapi-request-id': 'relay-1' }, '{"code":50500,"request_id":"service-1"}', 'service-1'],
    [{ 'x-oneapi-request-id': 'relay-1' }, '{"error":{"message":"m (request id: tail-1)"}}', 'tail-1'],
    [{ 'x-request-id': '*bold* <@1>' }, '', undefined],
  ])('an id of the request in a header is better than none: %j with %s', async (headers, body, id) => {
    const server = await start((_request, response) => void response.writeHead(500, headers).end(body));
    const outcome = await apiAt(server.url).paint(request, never);
    if (outcome.kind !== 'failed') throw new Error('expected a failure');
    expect(outcome.problem.requestId).toBe(id);
  });

  test('a picture’s request, too', async () => {
    const server = await start((_request, response) => void response.setHeader('x-request-id', 'proxy-1').end(picture));
    expect(await apiAt(server.url).paint(request, never)).toMatchObject({ kind: 'painted', requestId: 'proxy-1' });
  });

  test('a key that cannot be a header is the operator’s', async () => {
    const server = await start(answer);
    const { code, hint } = await failureOf(server.url, { key: 'line\nbreak' });
    expect(code).toBe('service_misconfigured');
    expect(hint).not.toContain('break');
  });
});
