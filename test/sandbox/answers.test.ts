import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/sandbox/answer.ts';
import { businessCodes } from '../../src/sandbox/codes.ts';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { manualClock } from '../fakes/clock.ts';
import { call, envelope, pictureOf } from './client.ts';

let sandbox: Sandbox;
const clock = manualClock();
beforeAll(async () => {
  sandbox = await startSandbox({ paint: plainPaint, clock });
});
afterAll(() => sandbox.close());

async function answerTo(answer: Answer, changes: Record<string, unknown> = {}) {
  sandbox.script(answer);
  const response = await call(sandbox.url, changes);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

async function dataFor(answer: Answer, changes: Record<string, unknown> = {}) {
  return envelope.parse(JSON.parse((await answerTo(answer, changes)).body));
}

describe('scripted failures', () => {
  it.each(Object.entries(businessCodes))('code %s has its official status and message', async (code, official) => {
    const { status, body } = await answerTo({ kind: 'business', code: Number(code) });
    expect(status).toBe(official.status);
    expect(JSON.parse(body)).toMatchObject({ code: Number(code), status: Number(code), message: official.message });
  });

  it('can come with another status and message', async () => {
    const answer = await answerTo({ kind: 'business', code: 50412, status: 200, message: 'No' });
    expect([answer.status, JSON.parse(answer.body).message]).toEqual([200, 'No']);
  });

  it('50501 says which algorithm failed', async () => {
    const { body } = await answerTo({ kind: 'business', code: 50501 });
    expect(JSON.parse(body).data.algorithm_base_resp.status_code).toBe(100202);
  });

  it.each<[Answer, number, object]>([
    [
      { kind: 'business', code: 50215, shape: 'gateway numeric' },
      400,
      { ResponseMetadata: { Error: { Code: '50215', Message: 'Input invalid for this service.' } } },
    ],
    [
      { kind: 'business', code: 50412, shape: 'relay wrapped' },
      400,
      { error: { message: 'Text Risk Not Pass', type: 'jimeng_error', param: '', code: '50412' } },
    ],
    [
      { kind: 'gateway', code: 'SignatureDoesNotMatch' },
      401,
      { ResponseMetadata: { Error: { CodeN: 100010, Code: 'SignatureDoesNotMatch' } } },
    ],
    [
      { kind: 'relay', error: 'invalid_token' },
      401,
      {
        error: {
          message: expect.stringMatching(/^Invalid token \(request id: \w{34}\)$/),
          type: 'new_api_error',
          code: '',
        },
      },
    ],
    [{ kind: 'relay', error: 'insufficient_user_quota' }, 403, { error: { code: 'insufficient_user_quota' } }],
  ])('%o', async (answer, status, expected) => {
    const given = await answerTo(answer);
    expect(given.status).toBe(status);
    expect(JSON.parse(given.body)).toMatchObject(expected);
  });

  it('an empty 429 has a Retry-After only when told', async () => {
    const plain = await answerTo({ kind: 'empty', status: 429 });
    const later = await answerTo({ kind: 'empty', status: 429, retryAfter: 2 });
    expect([plain.status, plain.body, plain.headers.get('retry-after')]).toEqual([429, '', null]);
    expect([later.status, later.body, later.headers.get('retry-after')]).toEqual([429, '', '2']);
  });

  it.each([502, 524])('an error page of a proxy: %i', async (status) => {
    const given = await answerTo({ kind: 'html', status });
    expect([given.status, given.headers.get('content-type')]).toEqual([status, 'text/html']);
    expect(given.body).toMatch(/^<html>.*<\/html>\s*$/s);
  });

  it('raw answers are sent as they are', async () => {
    const given = await answerTo({ kind: 'raw', status: 418, headers: { 'x-tea': 'green' }, body: 'short and stout' });
    expect([given.status, given.headers.get('x-tea'), given.body]).toEqual([418, 'green', 'short and stout']);
  });
});

describe('cut connections', () => {
  it('half of the JSON, properly ended', async () => {
    const { status, body } = await answerTo({ kind: 'cut', at: 'in json' });
    expect([status, body.startsWith('{"code":10000')]).toEqual([200, true]);
    expect(() => JSON.parse(body)).toThrow();
  });

  it('before the headers', async () => {
    sandbox.script({ kind: 'cut', at: 'before headers' });
    await expect(call(sandbox.url)).rejects.toThrow('fetch failed');
    expect(await sandbox.calls.at(-1)?.ended).toBe('cut');
  });

  it.each(['after headers', 'in body'] as const)('%s', async (at) => {
    sandbox.script({ kind: 'cut', at });
    const response = await call(sandbox.url);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

describe('variants of a made picture', () => {
  it.each([
    ['missing', undefined],
    ['null', null],
    ['empty list', []],
    ['empty string', ['']],
  ] as const)('the unused field is %s', async (unused, expected) => {
    const base64 = await dataFor({ kind: 'picture', by: 'base64', unused });
    const url = await dataFor({ kind: 'picture', by: 'url', unused });
    expect(base64.data?.image_urls).toEqual(expected);
    expect(url.data?.binary_data_base64).toEqual(expected);
    expect(url.data?.image_urls).toHaveLength(1);
  });

  it.each([
    ['null', null],
    ['missing lists', expect.not.objectContaining({ image_urls: expect.anything() })],
    ['empty lists', expect.objectContaining({ image_urls: [], binary_data_base64: [] })],
    ['empty strings', expect.objectContaining({ image_urls: [''], binary_data_base64: [''] })],
  ] as const)('success without a picture: %s', async (data, expected) => {
    const answer = await dataFor({ kind: 'no picture', data });
    expect([answer.code, answer.data]).toEqual([10000, expected]);
  });

  it.each(['84.448µs', '36.799829ms', '1m7.2s', 508])('time_elapsed %s', async (elapsed) => {
    expect((await dataFor({ kind: 'picture', elapsed })).time_elapsed).toBe(elapsed);
  });

  it('can leave time_elapsed out', async () => {
    expect(await dataFor({ kind: 'picture', elapsed: 'missing' })).not.toHaveProperty('time_elapsed');
  });

  it('can fill another field with the expanded prompt', async () => {
    const { data } = await dataFor({ kind: 'picture', expandedIn: 'llm_result' });
    expect(data).toMatchObject({ pe_result: '', llm_result: expect.stringContaining('fox') });
  });

  it.each(['png', 'jpeg', 'webp'] as const)('%s without a file extension', async (format) => {
    sandbox.script({ kind: 'picture', by: 'url', format });
    const picture = await pictureOf(await call(sandbox.url));
    expect((await sharp(picture).metadata()).format).toBe(format);
  });

  it('can be any bytes and any link', async () => {
    const bytes = Buffer.from('no picture');
    sandbox.script({ kind: 'picture', bytes });
    expect(await pictureOf(await call(sandbox.url))).toEqual(bytes);
    const { data } = await dataFor({ kind: 'picture', by: 'url', link: 'http://10.0.0.1/x' });
    expect(data?.image_urls).toEqual(['http://10.0.0.1/x']);
  });
});

describe('links', () => {
  const linkFor = async (answer: Answer) => (await dataFor(answer)).data?.image_urls?.[0] ?? '';

  it('are signed, without a file extension, and valid for 86,400 seconds', async () => {
    const link = new URL(await linkFor({ kind: 'picture', by: 'url' }));
    expect(link.origin).toBe(sandbox.url);
    expect(link.pathname).toMatch(/~tplv-sandbox-image\.image$/);
    expect(Number(link.searchParams.get('x-expires'))).toBe(Math.floor(clock.now() / 1000) + 86_400);
    const first = await fetch(link);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    expect(sandbox.downloads.at(-1)?.path).toBe(link.pathname + link.search);
    const digest = (bytes: ArrayBuffer) => createHash('sha256').update(Buffer.from(bytes)).digest('hex');
    const again = await fetch(link);
    expect(digest(await again.arrayBuffer())).toBe(digest(await first.arrayBuffer()));
    await clock.advance(86_400_000);
    expect((await fetch(link)).status).toBe(403);
  });

  it('are forbidden once altered or expired', async () => {
    const link = await linkFor({ kind: 'picture', by: 'url' });
    expect((await fetch(link.replace('x-expires=', 'x-expires=9'))).status).toBe(403);
    expect((await fetch(link.replace('x-signature=', 'x-signature=a'))).status).toBe(403);
    expect((await fetch(await linkFor({ kind: 'picture', by: 'url', download: 'expired' }))).status).toBe(403);
  });

  it('can break off or stay silent', async () => {
    const cut = await fetch(await linkFor({ kind: 'picture', by: 'url', download: 'cut' }));
    await expect(cut.arrayBuffer()).rejects.toThrow('terminated');
    const controller = new AbortController();
    const silent = fetch(await linkFor({ kind: 'picture', by: 'url', download: 'silent' }), controller);
    setImmediate(() => controller.abort());
    await expect(silent).rejects.toThrow('aborted');
  });
});

describe('directives in a prompt', () => {
  it.each([
    ['a fox [50412] at dawn', 400, 50412],
    ['[BUSY]', 429, 50429],
    ['[denied]', 401, 50400],
  ])('%s', async (prompt, status, code) => {
    const response = await call(sandbox.url, { prompt });
    expect([response.status, envelope.parse(await response.json()).code]).toEqual([status, code]);
  });

  it('cut and reset break the connection', async () => {
    await expect(call(sandbox.url, { prompt: '[cut]' }).then((response) => response.text())).rejects.toThrow(
      'terminated',
    );
    await expect(call(sandbox.url, { prompt: '[reset]' })).rejects.toThrow('fetch failed');
  });

  it.each(['a fox', '[fox]', '[12345]', '[constructor]', '[]'])('%s is just painted', async (prompt) => {
    expect((await call(sandbox.url, { prompt })).status).toBe(200);
  });

  it('come after the script', async () => {
    expect(await dataFor({ kind: 'business', code: 50430 }, { prompt: '[50412]' })).toMatchObject({ code: 50430 });
  });
});

describe('the script', () => {
  it('is followed in order, then pictures are painted again', async () => {
    sandbox.script({ kind: 'business', code: 50429 }, { kind: 'business', code: 50430 });
    const statuses: unknown[] = [];
    for (let turn = 0; turn < 3; turn++) statuses.push(envelope.parse(await (await call(sandbox.url)).json()).code);
    expect(statuses).toEqual([50429, 50430, 10000]);
  });
});
