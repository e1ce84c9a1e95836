import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { slackProblem } from '../../../src/platforms/slack/errors.ts';
import { slackUrl } from '../../../src/platforms/slack/url.ts';

const refused = (error: string, needed?: string) => ({ code: 'slack_webapi_platform_error', data: { error, needed } });

describe('slackProblem', () => {
  it.each([
    [refused('not_in_channel'), 'not_in_channel', { bot: 'easel' }],
    [refused('channel_not_found'), 'not_in_channel', { bot: 'easel' }],
    [refused('missing_scope', 'files:write'), 'permission_missing', { permissions: ['files:write'] }],
    [
      refused('restricted_action_non_threadable_channel'),
      'permission_missing',
      { permissions: ['Posting permissions'] },
    ],
    [refused('file_uploads_disabled'), 'permission_missing', { permissions: ['File uploads'] }],
    [refused('message_not_found'), 'place_unreachable', {}],
    [{ code: 'slack_webapi_rate_limited_error', retryAfter: 9 }, 'place_silent', {}],
    [new TypeError('fetch failed https://files.slack.com/upload/v1/secret'), 'place_silent', {}],
    ['anything', 'place_silent', {}],
  ])('%j is %s', (error, code, facts) => {
    const problem = slackProblem(error, 'easel', 'C1');
    expect(problem).toMatchObject({ code, facts });
    expect(problem.hint).not.toContain('secret');
  });

  it.each(['not_in_channel', 'channel_not_found'])('%s in a conversation between others is one of its own', (error) => {
    expect(slackProblem(refused(error), 'easel', 'D1')).toMatchObject({ code: 'not_in_direct_message', facts: {} });
  });

  it('leaves a Problem as it is', () => {
    const problem = new Problem('storage_failed', {});
    expect(slackProblem(problem, 'easel', 'C1')).toBe(problem);
  });
});

describe('slackUrl', () => {
  it.each([
    ['https://files.slack.com/upload/v1/a', 'https://slack.com/api/', true],
    ['http://files.slack.com/upload/v1/a', 'https://slack.com/api/', false],
    ['http://127.0.0.1:1/upload/a', 'http://127.0.0.1:1/api/', true],
    ['file:///etc/passwd', 'http://127.0.0.1:1/api/', false],
  ])('%s from %s: %s', (address, apiUrl, good) => {
    if (good) expect(slackUrl(address, apiUrl).href).toBe(address);
    else expect(() => slackUrl(address, apiUrl)).toThrow('not https');
  });
});
