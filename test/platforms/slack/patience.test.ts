import { describe, expect, it } from 'vitest';
import { createPatience } from '../../../src/platforms/slack/patience.ts';
import { hastyClock } from './clock.ts';

const rateLimited = (seconds: number) => ({ code: 'slack_webapi_rate_limited_error', retryAfter: seconds });
const refused = (error: string) => ({ code: 'slack_webapi_platform_error', data: { error } });
const broken = { code: 'slack_webapi_request_error' };

/** Throws each error in turn, then answers. */
function failing(...errors: unknown[]) {
  let calls = 0;
  return {
    send: async () => {
      const error = errors[calls++];
      if (error !== undefined) throw error;
      return 'done';
    },
    calls: () => calls,
  };
}

describe('patience', () => {
  it('waits exactly as long as Slack says, also for a call that must not happen twice', async () => {
    const clock = hastyClock();
    const { send } = failing(rateLimited(3), rateLimited(5));
    await expect(createPatience(clock)('a', { within: 10_000, repeatable: false }, send)).resolves.toBe('done');
    expect(clock.slept).toEqual([3000, 5000]);
  });

  it('gives up when Slack asks for more than there is', async () => {
    const clock = hastyClock();
    const { send, calls } = failing(rateLimited(30));
    const call = createPatience(clock)('a', { within: 10_000, repeatable: true }, send);
    await expect(call).rejects.toEqual(rateLimited(30));
    expect([calls(), clock.slept]).toEqual([1, []]);
  });

  it('makes the next calls of the lane wait too, and no others', async () => {
    const clock = hastyClock();
    const patiently = createPatience(clock);
    const within = { within: 60_000, repeatable: true };
    await patiently('a', { within: 0, repeatable: true }, failing(rateLimited(30)).send).catch(() => undefined);
    await patiently('b', within, failing().send);
    expect(clock.slept).toEqual([]);
    await patiently('a', within, failing().send);
    expect(clock.slept).toEqual([30_000]);
  });

  it('repeats a broken call with growing pauses, if it may', async () => {
    const clock = hastyClock();
    const errors = Array.from({ length: 6 }, () => broken);
    await createPatience(clock)('a', { within: 60_000, repeatable: true }, failing(...errors).send);
    expect(clock.slept).toEqual([250, 500, 1000, 2000, 4000, 4000]);
  });

  it.each([
    ['a broken call that may have happened', broken, false],
    ['a refused call', refused('not_in_channel'), true],
  ])('does not repeat %s', async (_, error, repeatable) => {
    const { send, calls } = failing(error);
    await expect(createPatience(hastyClock())('a', { within: 60_000, repeatable }, send)).rejects.toBe(error);
    expect(calls()).toBe(1);
  });

  it('ends at its deadline', async () => {
    const clock = hastyClock();
    const from = clock.now();
    const send = () => Promise.reject(broken);
    await expect(createPatience(clock)('a', { within: 10_000, repeatable: true }, send)).rejects.toBe(broken);
    expect(clock.now() - from).toBeLessThanOrEqual(10_000);
  });
});
