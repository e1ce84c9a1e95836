import { describe, expect, test } from 'vitest';
import type { Blame, ProblemCode } from '../../src/core/problem.ts';
import { failureOf, type RuleName } from './failure-of.ts';

describe('gateway codes (API sheet, section 6)', () => {
  test.each<[number | undefined, string, number, ProblemCode, Blame, RuleName]>([
    [100001, 'UndefinedError', 500, 'service_failed', 'service', 'again'],
    [100002, 'MissingParameter', 400, 'service_misconfigured', 'operator', 'never'],
    [100003, 'MissingAuthenticationToken', 401, 'service_access_denied', 'operator', 'never'],
    [100004, 'MissingRequestInfo', 400, 'service_misconfigured', 'operator', 'never'],
    [100005, 'MissingSignature', 401, 'service_access_denied', 'operator', 'never'],
    [100006, 'InvalidTimestamp', 400, 'service_access_denied', 'operator', 'never'],
    [100007, 'ServiceNotFound', 404, 'service_misconfigured', 'operator', 'never'],
    [100008, 'InvalidActionOrVersion', 404, 'service_misconfigured', 'operator', 'never'],
    [100009, 'InvalidAccessKey', 401, 'service_access_denied', 'operator', 'never'],
    [100010, 'SignatureDoesNotMatch', 401, 'service_access_denied', 'operator', 'never'],
    [100012, 'LackPolicy', 403, 'service_access_denied', 'operator', 'never'],
    [100013, 'AccessDenied', 403, 'service_access_denied', 'operator', 'never'],
    [100014, 'InternalError', 500, 'service_failed', 'service', 'again'],
    [100015, 'FailToConnect', 502, 'service_failed', 'service', 'again'],
    [100016, 'InternalServiceTimeout', 500, 'service_failed', 'service', 'againOnce'],
    // The picture may be painted and paid for.
    [100016, 'InternalServiceTimeout', 504, 'service_timeout', 'service', 'never'],
    [100014, 'InternalError', 504, 'service_timeout', 'service', 'never'],
    [undefined, 'InvalidAuthorization', 400, 'service_access_denied', 'operator', 'never'],
    [undefined, 'InvalidCredential', 400, 'service_access_denied', 'operator', 'never'],
    [undefined, 'InvalidSecretToken', 401, 'service_access_denied', 'operator', 'never'],
    [undefined, 'LackProjectPolicy', 403, 'service_access_denied', 'operator', 'never'],
    // By HTTP status.
    [100018, 'FlowLimitExceeded', 429, 'service_busy', 'load', 'rate'],
    [100019, 'ServiceUnavailableTemp', 503, 'service_failed', 'service', 'again'],
    [undefined, 'NeverSeen', 200, 'service_unclear', 'service', 'never'],
  ])('%s %s with HTTP %i is %s', (number, name, status, code, blame, rule) => {
    const requestId = '2021abc';
    const body = (error: object) => ({
      ResponseMetadata: { RequestId: requestId, Action: 'CVProcess', Error: error },
      code: 10000,
    });
    const hint = expect.stringContaining(`code ${name}: `);
    const byName = body({ CodeN: number, Code: name, Message: 'm' });
    expect(failureOf(status, byName)).toEqual({ code, blame, rule, requestId, hint });
    if (number) expect(failureOf(status, body({ CodeN: number, Code: 'Renamed' }))).toMatchObject({ code, rule });
  });
});
