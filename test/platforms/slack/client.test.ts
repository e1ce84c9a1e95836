import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createClient, type SlackClient } from '../../../src/platforms/slack/client.ts';
import { troubleOf } from '../../../src/platforms/slack/errors.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { linesLog } from './chat.ts';
import { hastyClock } from './clock.ts';

describe('a call that Slack does not answer', () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await slack.close();
  });

  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'a' }, blocks: [] };
  const never = { kind: 'slow', until: new Promise<void>(() => undefined) } as const;
  const spot = (id: string) => ({ channel: id, ts: '1.2' });
  const client = (clock = hastyClock()) =>
    createClient({ botToken: slack.botToken, apiUrl: slack.apiUrl, clock, log: linesLog([]) });

  it.each([
    ['views.open', 2500, (slackClient: SlackClient) => slackClient.openForm('1', view)],
    ['chat.postMessage', 10_000, ({ post }: SlackClient) => post('C1', { text: 'a', blocks: [] }, 'slack:1')],
    ['chat.update', 10_000, ({ update }: SlackClient) => update(spot('C1'), { text: 'a', blocks: [] }, 0)],
    ['files.getUploadURLExternal', 30_000, ({ uploadPlace }: SlackClient) => uploadPlace('a.png', 1)],
  ])('ends: %s after %i ms', async (method, milliseconds, call) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const asked = vi.spyOn(AbortSignal, 'timeout').mockImplementation((limit) => timeout(limit / 1000));
    slack.plan(method, never, 100);
    const error: unknown = await call(client()).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(troubleOf(error)).toEqual({ kind: 'unclear' });
    expect(asked).toHaveBeenCalledWith(milliseconds);
  });

  it('gets a second when it is given up', async () => {
    const stop = new AbortController();
    slack.plan('chat.update', never);
    const clock = { ...systemClock, sleep: vi.fn(async () => undefined) };
    const made = createClient({ botToken: slack.botToken, apiUrl: slack.apiUrl, clock, log: linesLog([]) });
    const updated = made.until(stop.signal).update(spot('C1'), { text: 'a', blocks: [] }, 10_000);
    const rejected = expect(updated).rejects.toThrow('enough');
    await slack.until('the call', () => slack.calls('chat.update')[0]);
    expect(clock.sleep).not.toHaveBeenCalled();
    stop.abort(new Error('enough'));
    await rejected;
    expect(clock.sleep).toHaveBeenCalledExactlyOnceWith(1000, expect.anything());
  });
});
