import { describe, expect, test } from 'vitest';
import type { Blame, ProblemCode } from '../../src/core/problem.ts';
import { failureOf, type RuleName, read } from './failure-of.ts';

const business = (code: number, message = 'whatever it says') => ({
  code,
  data: null,
  message,
  request_id: '202511281418218670D408837A9B0EB58F',
  status: code,
  time_elapsed: '36.799829ms',
});

const businessRows: readonly (readonly [number, number, ProblemCode, Blame, RuleName])[] = [
  [50411, 400, 'request_refused', 'asker', 'never'],
  [50412, 400, 'prompt_refused', 'asker', 'never'],
  [50413, 400, 'prompt_names_refused', 'asker', 'never'],
  [50511, 400, 'picture_refused', 'asker', 'newSeed'],
  [50512, 400, 'wording_refused', 'asker', 'never'],
  [50513, 400, 'request_refused', 'asker', 'never'],
  [50514, 400, 'request_refused', 'asker', 'never'],
  [50516, 400, 'request_refused', 'asker', 'never'],
  [50517, 400, 'request_refused', 'asker', 'never'],
  [50518, 400, 'request_refused', 'asker', 'never'],
  [50519, 400, 'picture_copyright_refused', 'asker', 'newSeed'],
  [50520, 400, 'safety_check_down', 'service', 'never'],
  [50521, 400, 'safety_check_down', 'service', 'never'],
  [50522, 400, 'safety_check_down', 'service', 'never'],
  [50429, 429, 'service_busy', 'load', 'rate'],
  [50429, 404, 'service_busy', 'load', 'rate'],
  [50430, 429, 'service_busy', 'load', 'concurrency'],
  [50500, 500, 'service_failed', 'service', 'again'],
  [50501, 500, 'service_failed', 'service', 'again'],
  [50200, 400, 'service_rejected_request', 'operator', 'never'],
  [50201, 400, 'service_rejected_request', 'operator', 'never'],
  [50203, 400, 'service_rejected_request', 'operator', 'never'],
  [50204, 400, 'service_rejected_request', 'operator', 'never'],
  [50205, 400, 'service_rejected_request', 'operator', 'never'],
  [50206, 400, 'service_rejected_request', 'operator', 'never'],
  [50207, 400, 'service_rejected_request', 'operator', 'never'],
  [50209, 400, 'service_rejected_request', 'operator', 'never'],
  [50210, 400, 'service_rejected_request', 'operator', 'never'],
  [50211, 400, 'service_rejected_request', 'operator', 'never'],
  [50213, 400, 'service_rejected_request', 'operator', 'never'],
  [50214, 400, 'service_rejected_request', 'operator', 'never'],
  [50215, 400, 'service_rejected_settings', 'operator', 'never'],
  [50218, 400, 'request_refused', 'asker', 'never'],
  [50400, 401, 'service_access_denied', 'operator', 'never'],
  [50401, 401, 'service_access_denied', 'operator', 'never'],
  [50402, 404, 'service_access_denied', 'operator', 'never'],
  [60102, 400, 'service_rejected_request', 'operator', 'never'],
  [60208, 400, 'request_refused', 'asker', 'never'],
  // Unknown ones.
  [50499, 400, 'request_refused', 'asker', 'never'],
  [50499, 403, 'service_access_denied', 'operator', 'never'],
  [50599, 400, 'request_refused', 'asker', 'never'],
  [50299, 400, 'service_rejected_request', 'operator', 'never'],
  [59999, 503, 'service_failed', 'service', 'again'],
  [59999, 418, 'service_rejected_request', 'operator', 'never'],
  [59999, 200, 'service_unclear', 'service', 'never'],
];

describe('business codes (API sheet, section 5)', () => {
  test.each(businessRows)('%i with HTTP %i is %s, blamed on %s, retried: %s', (code, status, problem, blame, rule) => {
    const requestId = '202511281418218670D408837A9B0EB58F';
    const expected = { code: problem, blame, rule, requestId, hint: expect.stringContaining(`code ${code}: `) };
    expect(failureOf(status, business(code))).toEqual(expected);
    const wrapped = { error: { message: 'm', type: 'jimeng_error', param: '', code: String(code) } };
    expect(failureOf(status, wrapped)).toMatchObject({ code: problem, rule });
    expect(failureOf(status, { error: { message: 'm', code } })).toMatchObject({ code: problem, rule });
    const gateway = { ResponseMetadata: { RequestId: 'r', Error: { Code: String(code), Message: 'm' } } };
    expect(failureOf(status, gateway)).toMatchObject({ code: problem, rule, requestId: 'r' });
  });

  test.each(businessRows.filter(([code]) => code < 59999))('%i says the same whatever the HTTP status', (code) => {
    const seen = new Set([200, 400, 404, 429, 500, 504].map((status) => failureOf(status, business(code)).code));
    expect(seen.size).toBe(1);
  });

  test('each code has a hint of its own words', () => {
    expect(failureOf(400, business(50412, 'Text Risk Not Pass')).hint).not.toContain('Risk Not Pass');
    const { hint } = failureOf(400, business(50200, 'key sk-secret https://x.example/?sig=1'));
    expect(hint).not.toMatch(/sk-|https/);
  });

  test('the algorithm’s own status is for the operator', () => {
    const body = { ...business(50501), data: { algorithm_base_resp: { status_code: 100202 }, binary_data_base64: [] } };
    expect(failureOf(500, body).hint).toContain('algorithm status 100202');
    expect(read(500, body)).toMatchObject({ alert: true });
    expect(read(500, business(50501))).toMatchObject({ alert: false });
  });

  test.each<[string, ProblemCode, RuleName]>([
    ['Text Risk Not Pass', 'prompt_refused', 'never'],
    ['Post Text Risk Not Pass', 'prompt_refused', 'never'],
    ['Post Img Risk Not Pass', 'picture_refused', 'newSeed'],
    ['Post Img Risk Not Pass: Copyright', 'picture_copyright_refused', 'newSeed'],
    ['Pre Video Risk Not Pass', 'request_refused', 'never'],
    ['Request Has Reached API Limit, Please Try Later', 'service_busy', 'rate'],
    ['Request Has Reached API Concurrent Limit, Please Try Later', 'service_busy', 'concurrency'],
    ['Access Denied: Internal Error', 'service_access_denied', 'never'],
    ['Internal Error', 'service_failed', 'again'],
    ['Internal RPC Error: predict', 'service_failed', 'again'],
  ])('without a code, "%s" tells', (message, code, rule) => {
    for (const body of [
      { message },
      { detail: message },
      { success: false, message },
      { error: { message, code: '' } },
    ]) {
      expect(failureOf(400, body)).toMatchObject({ code, rule });
    }
    expect(failureOf(400, { error: message })).toMatchObject({ code, rule });
  });
});
