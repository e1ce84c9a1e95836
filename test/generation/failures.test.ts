import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem, type ProblemCode } from '../../src/core/problem.ts';
import { readAnswer } from '../../src/generation/failures.ts';
import { failureOf, type RuleName, read } from './failure-of.ts';

describe('nothing usable', () => {
  test.each<[string, number, string, ProblemCode, RuleName]>([
    ['empty', 429, '', 'service_busy', 'rate'],
    ['HTML', 502, '<html></html>', 'service_failed', 'again'],
    ['HTML', 503, '<html></html>', 'service_failed', 'again'],
    ['HTML', 504, '<html></html>', 'service_timeout', 'never'],
    ['HTML', 520, '<html></html>', 'service_failed', 'again'],
    ['HTML', 523, '<html></html>', 'service_failed', 'again'],
    ['HTML', 524, '<html></html>', 'service_timeout', 'never'],
    ['HTML', 530, '<html></html>', 'service_failed', 'never'],
    ['HTML', 200, '<html></html>', 'service_unclear', 'never'],
    ['HTML', 301, '<html></html>', 'service_misconfigured', 'never'],
    ['HTML', 404, '<html></html>', 'service_misconfigured', 'never'],
    ['HTML', 405, '<html></html>', 'service_misconfigured', 'never'],
    ['empty', 200, '', 'service_unclear', 'never'],
    ['a list', 200, '[]', 'service_unclear', 'never'],
    ['no code', 200, '{}', 'service_unclear', 'never'],
    ['cut-off JSON', 200, '{"code":10000,"data":{"binary_da', 'service_cut_off', 'never'],
    ['cut-off JSON', 500, '{"code":505', 'service_failed', 'again'],
  ])('%s with HTTP %i', (_, status, body, code, rule) => {
    expect(failureOf(status, body)).toMatchObject({ code, rule, requestId: undefined });
  });

  test('a byte order mark before the JSON is no matter', () => {
    expect(failureOf(400, '\ufeff{"code":50412}')).toMatchObject({ code: 'prompt_refused' });
  });

  test('a gateway’s time-out says how long it took', () => {
    const outcome = readAnswer({ status: 524, body: Buffer.alloc(0), retryAfter: undefined, elapsed: 100_400 });
    expect(outcome).toMatchObject({ problem: { facts: { seconds: 100 } } });
  });
});

describe('success', () => {
  const data = {
    binary_data_base64: ['AAEC'],
    image_urls: null,
    pe_result: '',
    llm_result: '',
    rephraser_result: 'a red fox',
    predict_tags_result: '',
    surprise: { of: ['tomorrow'] },
  };
  const success = { code: 10000, data, message: 'Success', request_id: 'id-1', time_elapsed: '7.5s', extra: 1 };

  test('is a matter of the code, whatever the HTTP status', () => {
    for (const status of [200, 400, 500]) {
      expect(read(status, success)).toEqual({
        kind: 'painted',
        picture: { bytes: Buffer.from([0, 1, 2]) },
        requestId: 'id-1',
        upstreamElapsed: 7500,
        expandedPrompt: 'a red fox',
      });
    }
  });

  test.each<[string, object, object]>([
    ['missing', { image_urls: ['https://x/1'] }, { url: 'https://x/1' }],
    ['null', { image_urls: ['https://x/1'], binary_data_base64: null }, { url: 'https://x/1' }],
    ['an empty list', { image_urls: ['https://x/1'], binary_data_base64: [] }, { url: 'https://x/1' }],
    ['an empty string', { image_urls: ['', 'https://x/1'], binary_data_base64: [''] }, { url: 'https://x/1' }],
    ['missing (2)', { binary_data_base64: ['AAEC'] }, { bytes: Buffer.from([0, 1, 2]) }],
    ['an empty string (2)', { binary_data_base64: ['', 'AAEC'], image_urls: [''] }, { bytes: Buffer.from([0, 1, 2]) }],
    [
      'there, too',
      { binary_data_base64: ['AAEC'], image_urls: ['https://x/1'] },
      { bytes: Buffer.from([0, 1, 2]), url: 'https://x/1' },
    ],
    ['of another kind', { binary_data_base64: 7, image_urls: [null, 3, 'https://x/1'] }, { url: 'https://x/1' }],
  ])('the other picture field may be %s', (_, fields, picture) => {
    expect(read(200, { code: 10000, data: fields })).toMatchObject({ kind: 'painted', picture });
  });

  test.each([null, undefined, {}, { binary_data_base64: [''], image_urls: [] }, { image_urls: [null] }, 'text', []])(
    'without a picture in it (%j) is tried once with another seed',
    (empty) => {
      const failure = failureOf(200, { code: 10000, data: empty, request_id: 'id-1' });
      expect(failure).toMatchObject({ code: 'service_gave_no_picture', rule: 'newSeed', requestId: 'id-1' });
    },
  );

  test.each([
    [{ pe_result: 'pe', llm_result: 'llm', rephraser_result: 'rephraser' }, 'pe'],
    [{ pe_result: '', llm_result: 'llm', rephraser_result: 'rephraser' }, 'llm'],
    [{ rephraser_result: 'rephraser' }, 'rephraser'],
    [{ pe_result: null, llm_result: 4 }, undefined],
  ])('the expanded prompt of %j is %s', (results, expandedPrompt) => {
    const answer = read(200, { code: 10000, data: { image_urls: ['https://x/1'], ...results } });
    expect(answer).toMatchObject({ expandedPrompt });
  });

  test('with broken base64 is paid for, so it is not tried again', () => {
    const failure = failureOf(200, { code: 10000, data: { binary_data_base64: ['@@@@'] }, request_id: 'id-1' });
    expect(failure).toMatchObject({ code: 'picture_unreadable', rule: 'never', requestId: 'id-1' });
  });

  test('of the size that real pictures have', () => {
    const bytes = Buffer.alloc(1_000_000, 'the quick brown fox');
    const outcome = read(200, { ...success, data: { ...data, binary_data_base64: [bytes.toString('base64')] } });
    if (outcome.kind !== 'painted' || !('bytes' in outcome.picture)) throw new Error('expected bytes');
    expect(outcome.picture.bytes.equals(bytes)).toBe(true);
    expect(outcome).toMatchObject({ expandedPrompt: 'a red fox', requestId: 'id-1' });
  });

  test('with unreadable base64 beside an address means the address', () => {
    const fields = { binary_data_base64: ['@@@@'], image_urls: ['https://x/1'] };
    expect(read(200, { code: 10000, data: fields })).toMatchObject({
      kind: 'painted',
      picture: { url: 'https://x/1' },
    });
  });

  test('with line breaks in long base64', () => {
    const bytes = Buffer.alloc(3_000_000, 'the quick brown fox');
    const written = bytes.toString('base64').replace(/.{76}/g, '$&\n');
    const outcome = read(200, { code: 10000, data: { binary_data_base64: [written] } });
    if (outcome.kind !== 'painted' || !('bytes' in outcome.picture)) throw new Error('expected bytes');
    expect(outcome.picture.bytes.equals(bytes)).toBe(true);
  });

  test('an id that could be mark-up is no id', () => {
    for (const id of ['', '<@123>', 'a b', 'x'.repeat(200), '*bold*', 4]) {
      expect(read(200, { ...success, request_id: id })).toMatchObject({ requestId: undefined });
    }
  });
});

describe('more text than any answer has', () => {
  const zeros = '0,'.repeat(600_000);

  test.each<[string, number, string, ProblemCode]>([
    ['JSON', 200, `{"code":10000,"data":{"image_urls":[${zeros}1]}}`, 'service_unclear'],
    ['JSON with a known code', 400, `{"code":50412,"data":[${zeros}1]}`, 'service_rejected_request'],
    ['HTML', 502, `<html>${zeros}</html>`, 'service_failed'],
    ['HTML', 200, `<html>${zeros}</html>`, 'service_unclear'],
    ['a picture that is cut off', 200, `{"data":{"binary_data_base64":["${zeros}`, 'service_cut_off'],
  ])('is not parsed: %s with HTTP %i', (_, status, body, code) => {
    expect(failureOf(status, body)).toMatchObject({ code });
  });

  test('and the operator hears so', () => {
    expect(failureOf(200, `{"x":[${zeros}1]}`).hint).toContain('1 MiB');
  });

  test('does not count the picture', () => {
    const body = { code: 10000, data: { binary_data_base64: ['QUJD'.repeat(600_000)], pe_result: 'fox' } };
    expect(read(200, body)).toMatchObject({ kind: 'painted', expandedPrompt: 'fox' });
  });
});

describe('anything at all', () => {
  const outcomes = (status: number, body: string | Uint8Array) => {
    const outcome = readAnswer({ status, body: Buffer.from(body), retryAfter: undefined, elapsed: 0 });
    if (outcome.kind === 'failed') {
      expect(outcome.problem).toBeInstanceOf(Problem);
      expect(outcome.problem.code).not.toBe('unexpected');
    }
  };
  const status = fc.integer({ min: 200, max: 599 });

  test('bytes', () => {
    fc.assert(fc.property(status, fc.uint8Array(), (code, bytes) => outcomes(code, bytes)));
  });

  test('JSON', () => {
    fc.assert(fc.property(status, fc.json(), outcomes));
  });

  test('JSON of nearly the right shape', () => {
    const odd = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(10000, '10000', 50511, '50429', '', [''], {}));
    const shape = (keys: string[]) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, odd])), { requiredKeys: [] });
    const data = fc.oneof(odd, shape(['binary_data_base64', 'image_urls', 'pe_result', 'algorithm_base_resp']));
    const error = fc.oneof(odd, shape(['message', 'code', 'type']));
    const metadata = fc.oneof(odd, fc.record({ Error: shape(['Code', 'CodeN', 'Message']), RequestId: odd }));
    const body = fc.record(
      { code: odd, data, error, ResponseMetadata: metadata, message: odd, request_id: odd, time_elapsed: odd },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(status, body, (code, value) => outcomes(code, JSON.stringify(value))));
  });
});
