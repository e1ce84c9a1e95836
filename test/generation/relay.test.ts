import { describe, expect, test } from 'vitest';
import type { Blame, ProblemCode } from '../../src/core/problem.ts';
import { failureOf, type RuleName, read } from './failure-of.ts';

describe('relay errors (API sheet, section 7)', () => {
  test.each<[number, string | null, ProblemCode, Blame, RuleName]>([
    [401, '', 'service_access_denied', 'operator', 'never'],
    [402, 'insufficient_quota', 'service_no_credit', 'operator', 'never'],
    [402, 'billing', 'service_no_credit', 'operator', 'never'],
    [402, null, 'service_no_credit', 'operator', 'never'],
    [403, 'insufficient_user_quota', 'service_no_credit', 'operator', 'never'],
    [403, 'pre_consume_token_quota_failed', 'service_no_credit', 'operator', 'never'],
    [403, 'access_denied', 'service_access_denied', 'operator', 'never'],
    [403, '', 'service_access_denied', 'operator', 'never'],
    [400, '', 'service_rejected_request', 'operator', 'never'],
    [400, 'invalid_request', 'service_rejected_request', 'operator', 'never'],
    [400, 'bad_request_body', 'service_rejected_request', 'operator', 'never'],
    [400, 'convert_request_failed', 'service_rejected_request', 'operator', 'never'],
    [400, 'sensitive_words_detected', 'prompt_refused', 'asker', 'never'],
    [400, 'prompt_blocked', 'prompt_refused', 'asker', 'never'],
    [404, '', 'service_misconfigured', 'operator', 'never'],
    [413, 'read_request_body_failed', 'service_rejected_request', 'operator', 'never'],
    [429, null, 'service_busy', 'load', 'rate'],
    [429, 'token_concurrency_limit_reached', 'service_busy', 'load', 'concurrency'],
    [500, 'do_request_failed', 'service_failed', 'service', 'again'],
    // The upstream had answered.
    [500, 'read_response_body_failed', 'service_cut_off', 'service', 'never'],
    [500, 'bad_response_body', 'service_cut_off', 'service', 'never'],
    [500, 'bad_response_status_code', 'service_failed', 'service', 'again'],
    [500, 'query_data_error', 'service_failed', 'service', 'again'],
    [500, 'get_channel_failed', 'service_failed', 'service', 'again'],
    [500, 'channel:no_available_key', 'service_failed', 'service', 'again'],
    [500, 'never_seen', 'service_failed', 'service', 'again'],
    [501, 'api_not_implemented', 'service_misconfigured', 'operator', 'never'],
    [503, 'model_not_found', 'service_failed', 'service', 'againLater'],
    // The picture may be paid for, whatever the relay calls it.
    [504, '', 'service_timeout', 'service', 'never'],
    [524, '', 'service_timeout', 'service', 'never'],
    [504, 'bad_response_status_code', 'service_timeout', 'service', 'never'],
    [524, 'do_request_failed', 'service_timeout', 'service', 'never'],
    [401, 'model_not_found', 'service_access_denied', 'operator', 'never'],
    [402, 'invalid_request', 'service_no_credit', 'operator', 'never'],
    [502, '', 'service_failed', 'service', 'again'],
  ])('HTTP %i with code %s is %s', (status, relayCode, code, blame, rule) => {
    const message = '令牌 (request id: 20250101-x)';
    const error = { message, type: 'new_api_error', code: relayCode };
    expect(failureOf(status, { error })).toMatchObject({ code, blame, rule, requestId: '20250101-x' });
    const flat = { code: relayCode ?? '', message, data: null };
    expect(failureOf(status, flat)).toMatchObject({ code, blame, rule, requestId: '20250101-x' });
  });

  test.each<[number, string | number | null, string, ProblemCode]>([
    [429, null, 'insufficient_quota', 'service_no_credit'],
    [429, 429, 'insufficient_quota', 'service_no_credit'],
    [403, '', 'insufficient_user_quota', 'service_no_credit'],
    [403, 'access_denied', 'insufficient_user_quota', 'service_access_denied'],
    [429, 50430, 'insufficient_quota', 'service_busy'],
    [429, null, 'new_api_error', 'service_busy'],
    [504, null, 'insufficient_quota', 'service_timeout'],
  ])('HTTP %i with code %s and type %s is %s', (status, relayCode, type, code) => {
    expect(failureOf(status, { error: { message: 'm', type, code: relayCode } })).toMatchObject({ code });
  });

  test.each(['Internal Error', 'Internal RPC Error', 'Post Img Risk Not Pass', 'Request Has Reached API Limit'])(
    'no text makes a time-out of a gateway one to repeat: %s',
    (message) => {
      for (const status of [504, 524]) {
        for (const body of [{ message }, { error: { message, code: '' } }, { error: message }]) {
          expect(failureOf(status, body)).toMatchObject({ code: 'service_timeout', rule: 'never' });
        }
      }
    },
  );

  test('a model without a channel is for the operator when it stays so', () => {
    expect(read(503, { error: { message: 'm', code: 'model_not_found' } })).toMatchObject({ alert: true });
  });
});
