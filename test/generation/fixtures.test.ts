import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Blame, Problem, type ProblemCode } from '../../src/core/problem.ts';
import { seedFor } from '../../src/core/seed.ts';
import type { Answer } from '../../src/sandbox/answer.ts';
import { type Core, run, smallRequest, startGeneration } from './start.ts';
import { verbatim } from './verbatim.ts';

const bodySchema = z.object({ seed: z.int(), width: z.int(), height: z.int() }).loose();

const raw = (status: number, body: string): Answer => ({ kind: 'raw', status, body });
const business = (code: number, status?: number): Answer =>
  status === undefined ? { kind: 'business', code } : { kind: 'business', code, status };
const html = (status: number): Answer => ({ kind: 'html', status });

describe('fixtures of the API sheet, section 11', () => {
  let core: Core;
  let url: Core;
  beforeAll(async () => {
    [core, url] = await Promise.all([startGeneration(), startGeneration({ pictures: 'url' })]);
  });
  afterAll(async () => {
    await Promise.all([core.close(), url.close()]);
  });

  describe('end with a picture', () => {
    test.each<[string, readonly Answer[], number, boolean]>([
      ['ok-url', [{ kind: 'picture', by: 'url' }], 1, false],
      ['ok-base64', [{ kind: 'picture', by: 'base64', unused: 'missing' }], 1, false],
      ['ok-null-base64', [{ kind: 'picture', by: 'url', unused: 'null' }], 1, false],
      ['an empty string beside the URL', [{ kind: 'picture', by: 'url', unused: 'empty string' }], 1, false],
      ['ok-jpeg-no-ext', [{ kind: 'picture', by: 'url', format: 'jpeg' }], 1, false],
      ['webp', [{ kind: 'picture', format: 'webp' }], 1, false],
      ['ok-empty, then ok', [{ kind: 'no picture', data: 'empty strings' }], 2, true],
      ['ok-data-null, then ok', [{ kind: 'no picture', data: 'null' }], 2, true],
      ['img-risk, then ok', [business(50511)], 2, true],
      ['copyright, then ok', [business(50519)], 2, true],
      ['qps, then ok', [business(50429)], 2, false],
      ['concurrent three times, then ok', [business(50430), business(50430), business(50430)], 4, false],
      ['internal error, then ok', [business(50500)], 2, false],
      ['rpc-error twice, then ok', [business(50501), business(50501)], 3, false],
      ['html-502, then ok', [html(502)], 2, false],
      ['relay-429-empty, then ok', [{ kind: 'empty', status: 429, retryAfter: 2 }], 2, false],
      ['no channel, then ok', [{ kind: 'relay', error: 'model_not_found' }], 2, false],
      ['busy and refused, then ok', [business(50429), business(50511), business(50429)], 4, true],
    ])('%s', async (_, answers, calls, newSeed) => {
      for (const part of [core, url]) {
        const before = part.sandbox.calls.length;
        part.sandbox.script(...answers);
        const order = part.order();
        const { generation } = await run(part, order);
        const sent = part.sandbox.calls.slice(before).map(({ body }) => bodySchema.parse(body).seed);
        const seed = newSeed ? seedFor(order.invocation, 'refused', 0) : smallRequest.seed;
        expect(sent).toHaveLength(calls);
        expect(sent[0]).toBe(smallRequest.seed);
        expect(sent.at(-1)).toBe(seed);
        expect(generation.request).toEqual({ ...smallRequest, seed });
        expect(generation.image).toMatchObject({ width: 256, height: 256 });
        expect(generation.requestId).toMatch(/^\d{14}/);
        expect(generation.expandedPrompt).toContain('fox');
      }
    });
  });

  describe('end with a problem', () => {
    let fresh: Core;
    beforeEach(async () => {
      // A new one each time: some of these keep later calls out.
      fresh = await startGeneration();
      return () => fresh.close();
    });
    const twice = (answer: Answer) => [answer, answer];
    const always = (answer: Answer) => Array.from({ length: 9 }, () => answer);

    test.each<[string, readonly Answer[], ProblemCode, Blame, number, string | RegExp | undefined]>([
      [
        'ok-empty',
        twice({ kind: 'no picture', data: 'empty strings' }),
        'service_gave_no_picture',
        'service',
        2,
        /^\d{14}/,
      ],
      ['ok-data-null', twice({ kind: 'no picture', data: 'null' }), 'service_gave_no_picture', 'service', 2, /^\d{14}/],
      [
        'no lists',
        twice({ kind: 'no picture', data: 'missing lists' }),
        'service_gave_no_picture',
        'service',
        2,
        /^\d{14}/,
      ],
      [
        'expired-url',
        [{ kind: 'picture', by: 'url', download: 'expired' }],
        'picture_expired',
        'service',
        1,
        /^\d{14}/,
      ],
      [
        'cut download',
        [{ kind: 'picture', by: 'url', download: 'cut' }],
        'picture_download_failed',
        'service',
        1,
        /^\d{14}/,
      ],
      [
        'private address',
        [{ kind: 'picture', by: 'url', link: 'https://10.0.0.1/?s' }],
        'picture_address_refused',
        'operator',
        1,
        /^\d{14}/,
      ],
      [
        'no picture file',
        [{ kind: 'picture', bytes: Buffer.from('<html>') }],
        'picture_unreadable',
        'service',
        1,
        /^\d{14}/,
      ],
      ['text-risk', [business(50412)], 'prompt_refused', 'asker', 1, /^\d{14}/],
      [
        'text-risk-post',
        [raw(400, verbatim.risk)],
        'prompt_names_refused',
        'asker',
        1,
        '202511281418218670D408837A9B0EB58F',
      ],
      ['img-risk twice', twice(business(50511)), 'picture_refused', 'asker', 2, /^\d{14}/],
      ['copyright twice', twice(business(50519)), 'picture_copyright_refused', 'asker', 2, /^\d{14}/],
      ['expanded prompt', [business(50512)], 'wording_refused', 'asker', 1, /^\d{14}/],
      ['moderation down', [business(50520)], 'safety_check_down', 'service', 1, /^\d{14}/],
      ['qps for ever', always(business(50429)), 'service_busy', 'load', 5, /^\d{14}/],
      ['concurrent for ever', always(business(50430)), 'service_busy', 'load', 5, /^\d{14}/],
      ['internal error for ever', always(business(50500)), 'service_failed', 'service', 3, /^\d{14}/],
      ['rpc-error for ever', always(business(50501)), 'service_failed', 'service', 3, /^\d{14}/],
      [
        'access-denied',
        [raw(401, verbatim.access)],
        'service_access_denied',
        'operator',
        1,
        '202504042128562871200FD80766DBAC13',
      ],
      ['business error on HTTP 200', [business(50412, 200)], 'prompt_refused', 'asker', 1, /^\d{14}/],
      ['gateway', [raw(401, verbatim.gateway)], 'service_access_denied', 'operator', 1, '2021abc'],
      [
        'gateway numeric',
        [{ kind: 'business', code: 50215, shape: 'gateway numeric' }],
        'service_rejected_settings',
        'operator',
        1,
        /^\d{14}/,
      ],
      ['relay-401', [raw(401, verbatim.token)], 'service_access_denied', 'operator', 1, 'x'],
      [
        'relay-quota',
        [{ kind: 'relay', error: 'insufficient_user_quota' }],
        'service_no_credit',
        'operator',
        1,
        /^\d{14}/,
      ],
      ['relay-wrapped', [raw(400, verbatim.wrapped)], 'prompt_refused', 'asker', 1, undefined],
      ['relay-404', [raw(404, verbatim.notFound)], 'service_misconfigured', 'operator', 1, undefined],
      ['relay-429-empty', always({ kind: 'empty', status: 429 }), 'service_busy', 'load', 5, undefined],
      [
        'relay-429-empty, come back in an hour',
        [{ kind: 'empty', status: 429, retryAfter: 3600 }],
        'service_busy',
        'load',
        1,
        undefined,
      ],
      ['no channel', twice({ kind: 'relay', error: 'model_not_found' }), 'service_failed', 'service', 2, /^\d{14}/],
      ['html-502', always(html(502)), 'service_failed', 'service', 3, undefined],
      ['html-524', [html(524)], 'service_timeout', 'service', 1, undefined],
      ['html-504', [html(504)], 'service_timeout', 'service', 1, undefined],
      ['html-200', [html(200)], 'service_unclear', 'service', 1, undefined],
      [
        'gateway time-out',
        [{ kind: 'gateway', code: 'InternalServiceTimeout' }],
        'service_timeout',
        'service',
        1,
        /^\d{14}/,
      ],
      ['cut: JSON', [{ kind: 'cut', at: 'in json' }], 'service_cut_off', 'service', 1, undefined],
      ['cut: before headers', [{ kind: 'cut', at: 'before headers' }], 'service_cut_off', 'service', 1, undefined],
      ['cut: after headers', [{ kind: 'cut', at: 'after headers' }], 'service_cut_off', 'service', 1, undefined],
      ['cut: in body', [{ kind: 'cut', at: 'in body' }], 'service_cut_off', 'service', 1, undefined],
      [
        'unknown code',
        [raw(400, '{"code":77777,"message":"?"}')],
        'service_rejected_request',
        'operator',
        1,
        undefined,
      ],
      ['empty body', [{ kind: 'empty', status: 200 }], 'service_unclear', 'service', 1, undefined],
    ])('%s', async (_, answers, code, blame, calls, requestId) => {
      fresh.sandbox.script(...answers);
      const problem = await run(fresh, fresh.order()).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (!(problem instanceof Problem)) throw new Error('expected a Problem', { cause: problem });
      expect([problem.code, problem.blame]).toEqual([code, blame]);
      expect(fresh.sandbox.calls).toHaveLength(calls);
      if (requestId === undefined) expect(problem.requestId).toBeUndefined();
      else expect(problem.requestId).toMatch(requestId);
      // Neither the key nor a signature ever reaches a log.
      const written = JSON.stringify([fresh.log.lines, problem.hint, problem.message, String(problem.cause)]);
      expect(written).not.toMatch(/top-secret|x-signature|a fox at dawn/);
    });
  });

  test.each<[string, string | number | 'missing', number | undefined]>([
    ['µs', '84.448µs', 0.084448],
    ['ms', '36.799829ms', 36.799829],
    ['minutes', '1m7.2s', 67_200],
    ['a number', 508, 508],
    ['missing', 'missing', undefined],
  ])('elapsed variants: %s', async (_, elapsed, expected) => {
    core.sandbox.script({ kind: 'picture', elapsed });
    const { generation } = await run(core, core.order());
    if (expected === undefined) expect(generation.upstreamElapsed).toBeUndefined();
    else expect(generation.upstreamElapsed).toBeCloseTo(expected, 6);
  });

  test('every call keeps to the API’s text', () => {
    const calls = [...core.sandbox.calls, ...url.sandbox.calls];
    expect(calls.length).toBeGreaterThan(30);
    for (const { method, path, headers, body } of calls) {
      expect([method, path]).toEqual(['POST', '/volcv/v1?Action=CVProcess&Version=2022-08-31']);
      expect(headers.authorization).toBe('Bearer sk-top-secret');
      const sent = bodySchema
        .extend({ use_pre_llm: z.boolean(), use_sr: z.boolean(), return_url: z.boolean() })
        .parse(body);
      expect(sent.seed).toBeGreaterThanOrEqual(1);
      expect(sent.seed).toBeLessThanOrEqual(2147483646);
      for (const side of [sent.width, sent.height]) expect(side >= 256 && side <= 768).toBe(true);
    }
    for (const { headers } of url.sandbox.downloads) expect(headers.authorization).toBeUndefined();
    expect(url.sandbox.downloads.length).toBeGreaterThan(10);
  });
});
